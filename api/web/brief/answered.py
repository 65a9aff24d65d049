"""The evidence brief of a question of the catalogue: each row of the answer as a claim."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from api.language import MESSAGES
from api.web.brief import sentences as say
from api.web.brief.claims import MOST, document
from api.web.cards import named
from api.web.problems import NotFound
from api.web.replies import encoded
from api.web.snapshot import Snapshot
from api.wording import Both, both, date_words
from graph.language import LANGUAGES
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema
from queries.answers import Answer, Queries
from queries.catalogue import catalogue
from queries.measures import COLUMNS as MEASURES
from queries.measures import measures

Json = dict[str, Any]


def brief_of_question(asked: Snapshot, name: str, given: Mapping[str, str]) -> Json:
    """The brief of a question of the catalogue. Raises NotFound, and BadParameter as the catalogue does."""
    if name not in catalogue():
        near = difflib.get_close_matches(name, catalogue(), 1, 0) or ["—"]
        raise NotFound("error.no_question", found=name, near=near[0])
    if any(column.name in MEASURES for column in catalogue()[name].columns):
        asked.find("measures", lambda: measures(asked.graph))  # once, however many ask at a time
    answer = Queries(asked.graph, Path()).ask(name, "python", **given)
    rows = [*_rows(asked, answer)]
    return document(asked, rows[:MOST], max(0, len(rows) - MOST)) | {
        "subjects": [],
        "missing": [],
        "question": _question(asked.graph, answer),
        "cases": [],
    }


def _question(graph: KnowledgeGraph, answer: Answer) -> Json:
    question, values = answer.question, answer.values
    return {
        "name": question.name,
        "text": {lang: question.worded(graph, lang, values) for lang in LANGUAGES},
        "good_for": say.as_json(both(question.good_for)),
        "values": dict(values),
        "columns": [
            {"name": column.name, "label": say.as_json(both(column.label)), "type": column.type}
            for column in answer.columns
            if not _is_evidence(column.name)
        ],
    }


def _is_evidence(column: str) -> bool:
    return column == "evidence" or column.endswith("_evidence")


def _rows(asked: Snapshot, answer: Answer) -> Iterator[Json]:
    """Each row as a claim: its cells in words, the sentence that they make, and the lines."""
    known = asked.find("evidence by place", lambda: _by_place(asked.graph))
    words = [
        _Words(asked.graph, column.name, [row[i] for row in answer.rows]) for i, column in enumerate(answer.columns)
    ]
    for row in answer.rows:
        cells, evidence = [], []
        for column, word, value in zip(answer.columns, words, row, strict=True):
            if _is_evidence(column.name):
                evidence += [known[place].as_json() for place in value if place in known]
            else:
                cells.append((both(column.label), word.of(value), value))
        yield {
            "id": f"row:{hashlib.sha256(encoded(row)).hexdigest()[:12]}",
            "cells": [_cell(asked.graph, text, value) for _, text, value in cells],
            "sentence": say.as_json(say.of_row((label, text) for label, text, _ in cells)),
            "evidence": evidence,
            "differs": [],
        }


def _by_place(graph: KnowledgeGraph) -> dict[str, Evidence]:
    return {
        f"{item.document}:{item.lines[0]}-{item.lines[1]}": item
        for record in (*graph.nodes.values(), *graph.edges.values())
        for item in (*record.evidence, *_of_properties(record))
    }


def _of_properties(record: Node | Edge) -> Iterator[Evidence]:
    for evidence in record.property_evidence.values() if isinstance(record, Node) else ():
        yield from evidence


def _cell(graph: KnowledgeGraph, text: Both, value: Any) -> Json:
    node = graph.nodes.get(value) if isinstance(value, str) else None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {"text": say.as_json(text), "number": value if is_number else None, "node": named(node) if node else None}


class _Words:
    """The values of one column in words: nodes by name, ties by their sentence, choices by their label."""

    def __init__(self, graph: KnowledgeGraph, column: str, values: Iterable[Any]):
        self._graph, self._sentences = graph, say.Sentences(graph)
        self._is_date = column in ("since", "until", "when") or column.endswith("_when")
        items = {item for value in values for item in (value if isinstance(value, tuple) else (value,))}
        self._labels = labels_of(column, {item for item in items if isinstance(item, str)})

    def of(self, value: Any) -> Both:
        if isinstance(value, tuple):
            words = [self.of(item) for item in value]
            commas = (MESSAGES.text("word.comma", lang) for lang in LANGUAGES)
            return tuple(comma.join(word[i] for word in words) for i, comma in enumerate(commas))
        if value is None:
            return ("", "")
        if isinstance(value, bool):
            return tuple(MESSAGES.text("word.yes" if value else "word.no", lang) for lang in LANGUAGES)
        if isinstance(value, (int, float)):
            text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
            return (text, text)
        return self._of_text(value)

    def _of_text(self, value: str) -> Both:
        if value in self._labels:
            return self._labels[value]
        if node := self._graph.nodes.get(value):
            return (node.name_ja, node.name_en)
        if edge := self._graph.edges.get(value):
            return self._sentences.of_edge(edge)
        return tuple(date_words(value, lang) if self._is_date else value for lang in LANGUAGES)


def labels_of(column: str, values: set[str]) -> Mapping[str, Both]:
    """The labels that a column speaks in: of the enumeration of its name, else of the first that has them all."""
    schema = load_schema()
    tables: dict[str, Mapping[str, Any]] = {"relation": schema.edges, "type": schema.nodes}
    tables |= {name: enum.values for name, enum in schema.enums.items()}
    likely = ("statement_status", "outcome_status", "flow_kind", "actor_kind", "programme_kind", "resource_kind")
    for name in (column, *likely, "hub_form", "hub_type", "orientation", "relation", "type"):
        if values and name in tables and values <= tables[name].keys():
            return {key: both(entry.label) for key, entry in tables[name].items()}
    return {}
