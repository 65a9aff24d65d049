"""The same question gives the same rows in every language, and every entry of the catalogue is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model import KnowledgeGraph
from graph.schema import load_schema
from queries.answers import ENGINES, Queries
from queries.catalogue import COLUMN_TYPES, VALUE_TYPES, Question, catalogue
from queries.page import queries_page

NAMES = list(catalogue())


@pytest.mark.parametrize("name", NAMES)
def test_every_engine_gives_the_same_rows(queries: Queries, name: str) -> None:
    expected = queries.ask(name, "python").rows
    for engine in ENGINES:
        found = queries.ask(name, engine).rows
        missing = [row for row in expected if row not in found]
        extra = [row for row in found if row not in expected]
        assert (missing, extra) == ([], []), engine
        assert found == expected, f"{engine}: another order"


@pytest.mark.parametrize("name", NAMES)
def test_the_example_answer_has_rows_and_cites_what_is_there(queries: Queries, name: str) -> None:
    answer = queries.ask(name)
    assert answer.rows
    for row in answer.rows:
        for column, value in zip(answer.columns, row, strict=True):
            assert column.type != "id" or value is None or value in {*queries.graph.nodes, *queries.graph.edges}


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_in_the_order_that_is_declared(queries: Queries, name: str) -> None:
    answer = queries.ask(name)
    keys = [(answer.names.index(key.lstrip("-")), key.startswith("-")) for key in answer.question.order]
    for one, other in zip(answer.rows, answer.rows[1:], strict=False):
        pairs = [((other, one) if falls else (one, other), at) for at, falls in keys]
        values = [((a[at] is None, a[at] or 0), (b[at] is None, b[at] or 0)) for (a, b), at in pairs]
        first = next((pair for pair in values if pair[0] != pair[1]), None)
        assert first is None or first[0] < first[1], (one, other)


@pytest.mark.parametrize("question", catalogue().values(), ids=NAMES)
def test_an_entry_is_whole(question: Question) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.name)
    for label in (question.text, question.good_for, *(column.label for column in question.columns)):
        assert label.ja and label.en
    schema = load_schema()
    for parameter in question.parameters.values():
        assert parameter.type in {*schema.nodes, *schema.enums, *VALUE_TYPES, "Node"}
        assert parameter.default is not None
        assert f"{{{parameter.name}}}" in question.text.ja and f"{{{parameter.name}}}" in question.text.en
        assert f"${parameter.name}" in question.cypher and f"${parameter.name}" in question.sparql
    assert {column.type for column in question.columns} <= set(COLUMN_TYPES)
    assert {key.lstrip("-") for key in question.order} <= {column.name for column in question.columns}


def test_the_page_of_the_catalogue_is_made_from_it(shipped: KnowledgeGraph) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "queries.md").read_text(encoding="utf-8")
    assert page == queries_page(shipped), "run: make generated"
