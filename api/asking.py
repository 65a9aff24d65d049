"""Answers of the catalogue and of ad hoc queries, as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table

from api.report import console_of
from api.session import Session
from graph.language import LANGUAGES
from graph.model import KnowledgeGraph
from queries.answers import Answer, Queries
from queries.catalogue import Column, Question, catalogue
from queries.plain import Guess, PlainLanguage

Json = dict[str, Any]
_ALTERNATIVES = 3


def answer_document(graph: KnowledgeGraph, answer: Answer) -> Json:
    """The rows with their columns, and the names of every node that occurs in them."""
    ids = {value for row in answer.rows for value in flat(row) if value in graph.nodes}
    document: Json = {"question": None, "parameters": None}
    if answer.question:
        document = {
            "question": _asked(graph, answer),
            "parameters": dict(answer.values),
        }
    return document | {
        "columns": [_column(column) for column in answer.columns],
        "rows": [list(row) for row in answer.rows],
        "names": {key: graph.nodes[key].named() for key in sorted(ids)},
    }


def flat(values: Iterable[Any]) -> Iterator[Any]:
    """The single values in a row: what stands in lists, and in nodes and edges, too."""
    for value in values:
        if isinstance(value, dict):
            yield from flat(value.values())
        elif isinstance(value, (tuple, list)):
            yield from flat(value)
        else:
            yield value


def _asked(graph: KnowledgeGraph, answer: Answer) -> Json:
    """The question in both languages, nodes by their names."""
    question = answer.question
    return {"name": question.name, **{lang: question.worded(graph, lang, answer.values) for lang in LANGUAGES}}


def _word(graph: KnowledgeGraph, value: Any, lang: str) -> Any:
    if isinstance(value, dict):  # a whole node or edge
        value = value.get("id") or str(value)
    return graph.nodes[value].name(lang) if isinstance(value, str) and value in graph.nodes else value


def _column(column: Column | str) -> Json:
    if isinstance(column, str):
        return {"name": column}
    return {"name": column.name, "type": column.type, "ja": column.label.ja, "en": column.label.en}


def print_answer(document: Json, graph: KnowledgeGraph, session: Session) -> None:
    """The question, the rows with names in place of ids, and how many there are."""
    console = console_of()
    if document["question"]:
        console.print(document["question"][session.lang], style="bold")
    table = Table()
    for column in document["columns"]:
        numeric = column.get("type") in ("integer", "number")
        table.add_column(
            column.get(session.lang, column["name"]), justify="right" if numeric else "left", overflow="fold"
        )
    for row in document["rows"]:
        table.add_row(*(_cell(value, graph, session) for value in row))
    console.print(table)
    console.print(session.say("query.count", count=f"{len(document['rows']):,}"), style="dim")


def _cell(value: Any, graph: KnowledgeGraph, session: Session) -> str:
    if value is None:
        return "–"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_word(graph, item, session.lang)) for item in value)
    if isinstance(value, bool):
        return session.say("word.yes" if value else "word.no")
    if isinstance(value, (int, float)):
        return f"{value:,.4g}" if isinstance(value, float) and value != round(value) else f"{value:,.0f}"
    return str(_word(graph, value, session.lang))


def plain_document(queries: Queries, text: str, engine: str, language: PlainLanguage | None = None) -> Json:
    """What the question in plain words was understood as, the query that was run, its answer, and what else it may have
    meant. `understood` is null where it is like no question of the catalogue."""
    guesses = (language or PlainLanguage(queries.graph)).guesses(text)
    if not guesses:
        return {"text": text, "understood": None, "alternatives": []}
    best, *others = guesses
    answer = queries.ask(best.question.name, engine, **best.values)
    # Python answers without a text of its own; the Cypher says the same.
    query = best.question.sparql if engine == "sparql" else best.question.cypher
    return {
        "text": text,
        "understood": {"likeness": best.likeness, "names": list(best.named), "engine": engine, "query": query},
        "alternatives": [_alternative(queries.graph, guess) for guess in others[:_ALTERNATIVES]],
        **answer_document(queries.graph, answer),
    }


def _alternative(graph: KnowledgeGraph, guess: Guess) -> Json:
    values = {name: one.default for name, one in guess.question.parameters.items()} | dict(guess.values)
    texts = {lang: guess.question.worded(graph, lang, values) for lang in LANGUAGES}
    return {"name": guess.question.name, "parameters": values, "likeness": guess.likeness, **texts}


def print_plain(document: Json, graph: KnowledgeGraph, session: Session) -> None:
    """How the question was understood and its answer, or that it was not."""
    console = console_of()
    if document["understood"] is None:
        console.print(session.say("ask.unknown"))
        return
    console.print(session.say("ask.understood", name=document["question"]["name"]), style="dim")
    print_answer(document, graph, session)
    console.print(document["understood"]["query"].rstrip(), style="dim")
    if document["alternatives"]:
        console.print(session.say("ask.alternatives"), style="dim")
    for one in document["alternatives"]:
        given = " ".join(f"-p {name}={value}" for name, value in one["parameters"].items())
        console.print(f"  {one[session.lang]}  (tairyu query {one['name']} {given})", style="dim")


def catalogue_document() -> list[Json]:
    """Every question with its parameters and columns."""
    return [_entry(question) for question in catalogue().values()]


def _entry(question: Question) -> Json:
    return {
        "name": question.name,
        "ja": question.text.ja,
        "en": question.text.en,
        "good_for": {"ja": question.good_for.ja, "en": question.good_for.en},
        "parameters": [
            {"name": one.name, "type": one.type, "ja": one.label.ja, "en": one.label.en, "default": one.default}
            for one in question.parameters.values()
        ],
        "columns": [_column(column) for column in question.columns],
        "cypher": question.cypher,
        "sparql": question.sparql,
    }


def print_catalogue(entries: list[Json], session: Session) -> None:
    """One question a line, with what it takes."""
    console = console_of()
    for entry in entries:
        console.print(entry["name"], style="bold")
        console.print("  " + entry[session.lang])
        for one in entry["parameters"]:
            console.print(f"    -p {one['name']}={one['default']}  {one[session.lang]}", style="dim")
    console.print("\n" + session.say("query.how"), style="dim")
