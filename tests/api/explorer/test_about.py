"""The view that tells what the data are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.export import FORMATS
from graph.model import KnowledgeGraph
from ingest.sources import attach

pytestmark = pytest.mark.browser


def table(page: Any, name: str) -> dict[str, list[str]]:
    """The rows of the table of a section by their first cell."""
    rows = page.locator(f"section.{name} tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    return {first: rest for first, *rest in cells}


def test_the_documents_are_listed_with_what_rests_on_them(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=about")
    rows = table(page, "documents")
    documents = [*shipped.of_type("Document")]
    assert rows.keys() == {node.name(explorer.lang) for node in documents}
    for node in documents:
        publisher, date, cases, statements, _ = rows[node.name(explorer.lang)]
        assert publisher == node.text("publisher", explorer.lang)
        assert node.properties.get("date", "")[:4] in date
        assert int(cases) == len(shipped.in_edges(node.id, "REPORTED_IN"))
        cited = [edge for edge in shipped.edges.values() if any(one.document == node.id for one in edge.evidence)]
        assert int(statements.replace(",", "")) == len(cited)
    explorer.check()
    explorer.shot("about")


def test_a_title_opens_the_document_with_its_cases(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=about")
    page.locator("section.documents td a").first.click()
    expect(page.locator("#panel h2")).to_be_focused()
    assert {"ja": "この文書の事例", "en": "Cases in this document"}[explorer.lang] in explorer.text("#panel")


@pytest.mark.sources
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_texts_that_are_missing_are_named_with_what_to_do(
    serve: Any, tab: Any, shipped: KnowledgeGraph, sources: Path, lang: str, tmp_path: Path
) -> None:
    unattached = {"ja": "未登録", "en": "not attached"}[lang]
    page = tab(serve(shipped).url, lang).open("?view=about")
    said = page.locator("section.documents").inner_text()
    assert said.count(unattached) >= 5 and "tairyu sources attach" in said
    for node in shipped.of_type("Document"):
        assert f"{node.id}.txt" in said
    attach(sources, {node.id: node.properties["sha256"] for node in shipped.of_type("Document")})
    page = tab(serve(shipped).url, lang).open("?view=about")
    said = page.locator("section.documents").inner_text()
    assert unattached not in said and "tairyu sources attach" not in said


def test_the_counts_and_what_is_not_reported_are_those_of_the_graph(
    explorer: Any, web: Any, shipped: KnowledgeGraph
) -> None:
    page = explorer.open("?view=about")
    overview = web.get("/api/overview").json()
    found = table(page, "counts")
    counts = sorted(int(row[0].replace(",", "")) for row in found.values())
    assert counts == sorted([*overview["nodes"].values(), *overview["edges"].values()])
    missing = overview["not_reported"]
    rows = table(page, "unreported")
    assert len(rows) == len(missing["flow_kinds"])
    pairs = sorted((int(row[0]), int(row[1])) for row in rows.values())
    assert pairs == sorted((missing["cases"] - len(ids), len(ids)) for ids in missing["flow_kinds"].values())
    said = page.locator("section.unreported").inner_text()
    for name in ("cases_without_any_flow", "cases_without_orientation", "cases_without_hub"):
        assert str(len(missing[name])) in said


def test_every_format_can_be_downloaded(explorer: Any, web: Any) -> None:
    page = explorer.open("?view=about")
    links = page.locator("section.downloads dl a")
    addresses = [link.get_attribute("href") for link in links.all()]
    names = {re.search(r"api/export/(\w+)", address)[1] for address in addresses}
    assert names == {*FORMATS, "html"}
    assert page.locator("section.downloads dd").count() == len(names)
    name, data = explorer.saved(page.locator("section.downloads a[href*='/jsonl?']").click)
    assert data[:2] == b"PK" and name.endswith(".zip")


def test_methods_lead_to_the_views_and_versions_are_told(explorer: Any, web: Any) -> None:
    page = explorer.open("?view=about")
    views = [link.get_attribute("href") for link in page.locator("section.methods a").all()]
    assert [re.search(r"view=(\w+)", view)[1] for view in views] == ["hubs", "bridges", "map", "questions"]
    versions = page.locator("section.versions").inner_text()
    vocabulary = web.get("/api/schema").json()
    assert vocabulary["graph"] in versions and vocabulary["version"] in versions
    assert "CC BY 4.0" in page.locator("section.licences").inner_text()
    assert page.locator("section.keys kbd").count() >= 4
