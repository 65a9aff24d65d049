"""Answers of questions and of ad hoc queries as the API sends them: with what it takes to show each cell as a name, a
link or a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from api.asking import answer_document, catalogue_document, flat
from api.web.brief.answered import labels_of
from api.web.cards import named
from api.wording import date_words
from graph.language import LANGUAGES
from graph.model import KnowledgeGraph
from queries.answers import Answer
from queries.catalogue import Question, catalogue
from queries.engines.tables import Id
from queries.measures import COLUMNS as MEASURES

Json = dict[str, Any]
SUBJECTS = ("who", "where", "hubs", "flows", "outcomes", "bridges", "cases")
_GIVEN = re.compile(r"\$(\w+)")


def questions() -> list[Json]:
    """The catalogue, each question with its subject."""
    return [entry | {"subject": subject_of(catalogue()[entry["name"]])} for entry in catalogue_document()]


def subject_of(question: Question) -> str:
    """One of SUBJECTS, from what it takes and gives: it need not be written into each question."""
    given = {one.type for one in question.parameters.values()}
    columns = [column.name for column in question.columns]
    if uses_measures(question) or ({"one", "other"} <= question.parameters.keys() and given & {"Node", "Region"}):
        return "bridges"
    if {"outcome", "target_value"} & {*columns}:
        return "outcomes"
    if "flow_kind" in given or question.name.startswith("flows"):
        return "flows"
    if "Region" in given or columns[0] == "prefecture":
        return "where"
    if columns[0] == "hub" or ("Hub" in given and columns[0] not in ("actor", "person")):
        return "hubs"
    return "cases" if columns[0] in ("case", "statement") else "who"


def uses_measures(question: Question) -> bool:
    return any(column.name in MEASURES for column in question.columns)


def answered(graph: KnowledgeGraph, answer: Answer) -> Json:
    """The answer as `tairyu query --json` gives it, nodes with their types; and the ties that occur in it, words for
    its values, and the same question in the query languages, ready to be run."""
    return completed(graph, answer_document(graph, answer)) | _texts(answer)


def completed(graph: KnowledgeGraph, document: Json) -> Json:
    """A document with rows, with whatever the rows name."""
    rows = [[sendable(cell) for cell in row] for row in document["rows"]]
    given = (document["parameters"] or {}).values()
    values = {value for value in flat([*rows, [*given]]) if isinstance(value, str)}
    return document | {
        "rows": rows,
        "names": {key: named(graph.nodes[key]) for key in sorted(values & graph.nodes.keys())},
        "ties": {key: _tie(graph, key) for key in sorted(values & graph.edges.keys())},
        "words": _words(document["columns"], rows) if document["question"] else {},
    }


def _tie(graph: KnowledgeGraph, key: str) -> Json:
    edge = graph.edges[key]
    ends = {"source_node": named(graph.nodes[edge.source]), "target_node": named(graph.nodes[edge.target])}
    return {"id": key, "type": edge.type, "kind": edge.kind} | ends


def _words(columns: Iterable[Json], rows: list[list[Any]]) -> Json:
    """By column the words for its values: the labels of an enumeration, and dates as people write them."""
    found = {}
    for at, column in enumerate(columns):
        values = {value for value in flat(row[at : at + 1] for row in rows) if isinstance(value, str)}
        labels = _labels(column, values)
        words = {value: dict(zip(LANGUAGES, labels[value], strict=True)) for value in sorted(values & labels.keys())}
        if words:
            found[column["name"]] = words
    return found


def _labels(column: Json, values: set[str]) -> Mapping[str, tuple[str, ...]]:
    name = column["name"]
    if name in ("since", "until", "when") or name.endswith("_when"):
        return {value: tuple(date_words(value, lang) for lang in LANGUAGES) for value in sorted(values)}
    return labels_of(name, values) if column["type"] in ("text", "list") else {}


def sendable(value: Any) -> Any:
    """A value as JSON knows it; what JSON has no word for (NaN, dates, …) as text."""
    if isinstance(value, dict):
        return {str(key): sendable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [sendable(item) for item in value]
    if value is None or isinstance(value, (str, int)) or (isinstance(value, float) and isfinite(value)):
        return value
    return str(value)


def _texts(answer: Answer) -> Json:
    """The Cypher and the SPARQL of the question with its values written in."""
    if answer.question is None:
        return {}
    # Heavy, and not needed until somebody asks.
    from queries.engines.oxigraph import bound

    nodes = {name for name, one in answer.question.parameters.items() if one.is_node}
    things = {name: Id(value) if name in nodes else value for name, value in answer.values.items()}
    return {
        "cypher": _GIVEN.sub(lambda name: _literal(answer.values[name[1]]), answer.question.cypher),
        "sparql": bound(answer.question.sparql, things),
    }


def _literal(value: Any) -> str:
    """A value as Cypher writes it."""
    if not isinstance(value, str):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
