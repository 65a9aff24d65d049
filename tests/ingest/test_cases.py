"""The shipped cases: every one on the list, in our own words."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.cases import cases_page
from graph.model import KnowledgeGraph
from graph.names import fold
from ingest.project import Project
from ingest.sources import SHIPPED

LONGEST_SHARED_RUN = 24
CODINGS = Path(__file__).parent.parent.parent / "docs" / "coding"


@pytest.fixture(scope="module")
def to_cover(sources: Path) -> list[dict[str, str]]:
    with open(sources.parent / "cases-to-cover.tsv", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.sources
def test_every_case_of_the_list_is_there(shipped: KnowledgeGraph, to_cover: list[dict[str, str]]) -> None:
    documents = {case.document for case in shipped_cases(shipped)}
    for row in to_cover:
        if row["document"] in documents:
            case = shipped.nodes[row["id"]]
            assert case.type == "Case", row["id"]
            assert case.properties.get("part_of", "") == (row["part_of"] or ""), row["id"]
            cited = {tuple(map(int, part.split("-"))) for part in row["lines"].split(";")}
            assert {e.lines for e in case.evidence} == cited, row["id"]


class Case:
    def __init__(self, document: str):
        self.document = document


def shipped_cases(graph: KnowledgeGraph) -> Iterator[Case]:
    for case in graph.of_type("Case"):
        yield Case(graph.out_edges(case.id, "REPORTED_IN")[0].target)


def own_words(value: Any) -> Iterator[str]:
    """Every text of a file that is ours to word."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key != "as":
                yield from own_words(item)
    elif isinstance(value, list):
        for item in value:
            yield from own_words(item)
    elif isinstance(value, str):
        yield value


def without_names(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "\x00")
    return text


@pytest.mark.sources
def test_no_sentence_of_a_document_is_copied(shipped: KnowledgeGraph, shipped_project: Project, sources: Path) -> None:
    size = LONGEST_SHARED_RUN + 1
    runs: set[str] = set()
    for path in sources.glob("*.txt"):
        text = fold(path.read_text(encoding="utf-8"))
        runs |= {text[i : i + size] for i in range(len(text) - size + 1)}
    names = {
        fold(name)
        for node in shipped.nodes.values()
        for name in (node.name_ja, *node.aliases)
        if node.type != "Outcome"
    }
    long_names = sorted((name for name in names if len(name) > 8), key=len, reverse=True)
    codings = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in CODINGS.rglob("*.yaml")]
    copied = []
    for data in [*(case.data for case in shipped_project.cases), *codings]:
        for text in own_words(data):
            folded = without_names(fold(text), long_names)
            copied += [
                (data.get("case"), folded[i : i + size])
                for i in range(len(folded) - size + 1)
                if folded[i : i + size] in runs
            ]
    assert copied == []


def test_the_check_for_copies_can_fail(sources: Path) -> None:
    text = fold((sources / "mlit-2019.txt").read_text(encoding="utf-8"))
    sentence = re.search(r"[^、。]{40}", text)
    assert sentence is not None
    assert any(sentence.group()[i : i + 25] in text for i in range(3))


def test_every_cited_range_is_sealed_and_no_other(shipped_project: Project) -> None:
    cited = set(shipped_project.citations())
    sealed = {
        (path.stem, (int(first), int(last)))
        for path in (SHIPPED / "digests").glob("*.tsv")
        for first, last, _ in (row.split("\t") for row in path.read_text().splitlines())
    }
    documents = {document for document, _ in sealed}
    assert {pair for pair in cited if pair[0] in documents} == sealed, "run `tairyu sources seal`"


def test_every_named_actor_has_a_part(shipped: KnowledgeGraph) -> None:
    for actor in shipped.of_type("Actor"):
        assert shipped.in_edges(actor.id, "DESCRIBES"), actor.id


def test_the_table_of_cases_has_not_drifted(shipped: KnowledgeGraph) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "cases.md").read_text(encoding="utf-8")
    assert page == cases_page(shipped), "run `make generated`"
