"""Who ties two regions, the ranking of bridges, and two compared: in the browser, down to the source line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from graph.model import KnowledgeGraph
from ingest.sources import attach
from queries.answers import Queries
from queries.measures import measures

pytestmark = pytest.mark.browser
TIED = ("actor:gov-13113", "actor:gov-34", "actor:shibuya-mirai-design")


def state(page: Any) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def ranked(page: Any) -> Any:
    return page.locator(".ranking .answer:not([aria-busy]) tbody tr")


def choose(page: Any, field: int, text: str) -> None:
    """Types into a field of the regions, and takes the first suggestion."""
    page.locator(".regions .pick input").nth(field).click()
    page.keyboard.type(text)
    page.locator(".regions .picks [role=option]:visible").first.click()


# -- two regions ---------------------------------------------------------------------------------


def test_tokyo_and_hiroshima_are_asked_at_first(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=bridges")
    names = [one.strip() for one in page.locator(".tying h3").all_inner_texts()]
    assert names == [shipped.nodes[key].name(explorer.lang) for key in TIED]
    row = Queries(shipped, None).ask("actors-tied-to-two-regions", one="region:13", other="region:34").rows[2]
    sides = page.locator(".tying").nth(2).locator(".sides > div")
    for side, ends in ((sides.nth(0), row[1]), (sides.nth(1), row[2])):
        words = side.inner_text()
        for end in set(ends) - {TIED[2]}:
            assert shipped.nodes[end].name(explorer.lang) in words
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    explorer.shot("bridges-regions")
    explorer.check()


@pytest.mark.sources
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_two_regions_down_to_the_source_line(
    serve: Any, tab: Any, shipped: KnowledgeGraph, sources: Path, lang: str
) -> None:
    documents = {node.id: node.properties["sha256"] for node in shipped.of_type("Document")}
    assert attach(sources, documents)[1] == []
    explorer = tab(serve(shipped).url, lang)
    page = explorer.open("?view=bridges&one=region:13&other=region:34")
    tie = page.locator(".tying").nth(0).locator(".ties .tie a", has_text={"ja": "連携", "en": "partners"}[lang]).first
    tie.click()
    panel = page.locator("#panel:not([aria-busy])")
    expect(panel).to_contain_text(shipped.nodes["actor:gov-34"].name(lang))
    edge = shipped.edges[state(page)["sel"]]
    assert {edge.source, edge.target} == {"actor:gov-13113", "actor:gov-34"}
    panel.locator("a.lines").first.click()
    evidence = edge.evidence[0]
    page.wait_for_url(re.compile("cite="))
    assert state(page)["cite"] == f"{evidence.document}:{evidence.lines[0]}-{evidence.lines[1]}"
    line = (sources / f"{evidence.document}.txt").read_text(encoding="utf-8").split("\n")[evidence.lines[0] - 1]
    expect(panel).to_contain_text(line.strip()[:20])
    # The answer has stayed as it was.
    assert page.locator(".tying").count() == 3
    explorer.check()


def test_other_regions_are_chosen_and_a_link_restores_them(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=bridges")
    choose(page, 0, {"ja": "ぎふ", "en": "gifu pref"}[explorer.lang])
    choose(page, 1, {"ja": "とうきょうと", "en": "tokyo metro"}[explorer.lang])
    page.locator(".regions form button.primary").click()
    page.wait_for_url("**one=region%3A21&other=region%3A13**")
    rows = Queries(shipped, None).ask("actors-tied-to-two-regions", one="region:21", other="region:13").rows
    expect(page.locator(".tying")).to_have_count(len(rows))
    page.reload()
    explorer.ready()
    expect(page.locator(".tying")).to_have_count(len(rows))
    fields = page.locator(".regions .pick input")
    assert [fields.nth(at).input_value() for at in (0, 1)] == [
        shipped.nodes[key].name(explorer.lang) for key in ("region:21", "region:13")
    ]
    page.locator(".regions form button").nth(1).click()
    page.wait_for_url("**one=region%3A13&other=region%3A21**")
    expect(page.locator(".tying")).to_have_count(len(rows))


def test_where_nobody_ties_both_it_says_so_and_shows_the_way(explorer: Any, web: Any) -> None:
    pair = next(
        (one, other)
        for one in ("region:02", "region:17", "region:20", "region:33")
        for other in ("region:45", "region:43", "region:01")
        if (found := web.get("/api/bridges/between", params={"one": one, "other": other})).status_code == 200
        and not found.json()["actors"]
        and found.json()["paths"]["length"]
    )
    page = explorer.open(f"?view=bridges&one={pair[0]}&other={pair[1]}")
    assert page.locator(".tying").count() == 0
    nothing = {"ja": "述べられていません", "en": "No actor is stated"}[explorer.lang]
    assert nothing in page.locator(".headline").inner_text()
    found = web.get("/api/bridges/between", params={"one": pair[0], "other": pair[1]}).json()["paths"]
    assert page.locator(".paths li").first.locator("a.thing").count() == found["length"] + 1
    page.locator(".paths a.open-evidence").first.click()
    expect(page.locator("#panel")).to_be_visible()
    explorer.check()


def test_regions_that_cannot_be_asked_about_are_told(explorer: Any) -> None:
    page = explorer.open("?view=bridges&one=region:13&other=nowhere")
    assert "nowhere" in page.locator(".regions .problem[role=alert]").inner_text()
    assert page.locator(".regions .pick input").nth(1).input_value() == "nowhere"
    expect(ranked(page).first).to_be_visible(timeout=60_000)


def test_the_brief_is_of_the_regions(explorer: Any) -> None:
    page = explorer.open("?view=bridges&one=region:21&other=region:13")
    page.locator("#share a", has_text={"ja": "報告用資料", "en": "Evidence brief"}[explorer.lang]).click()
    page.wait_for_url("**view=brief**")
    found = state(page)
    assert (found["question"], found["p.one"], found["p.other"]) == (
        "actors-tied-to-two-regions",
        "region:21",
        "region:13",
    )


# -- the ranking ---------------------------------------------------------------------------------


def test_the_ranking_with_its_intervals(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=bridges")
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    found = measures(shipped)
    first = sorted(found, key=lambda key: (found[key]["rank"], key))[:5]
    for at, key in enumerate(first):
        cells = ranked(page).nth(at).locator("td").all_inner_texts()
        row = found[key]
        low, high = row["rank_low"], row["rank_high"]
        assert (cells[0], cells[1].strip()) == (str(row["rank"]), shipped.nodes[key].name(explorer.lang))
        assert cells[4].strip() == (str(low) if low == high else f"{low}–{high}")
    assert ranked(page).first.locator("svg.whisker").count() == 1
    page.locator(".ranking").scroll_into_view_if_needed()
    explorer.shot("bridges-ranking")
    explorer.check()


def test_measure_groups_flow_and_doubt_are_chosen_and_restored(explorer: Any) -> None:
    page = explorer.open("?view=bridges")
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    before = page.locator(".ranking tbody").inner_text()
    page.locator("#bridges-flow").select_option("money")
    page.locator("#bridges-measure").select_option("betweenness")
    page.locator("#bridges-doubt").select_option("case")
    page.locator("#bridges-only").select_option("Hub")
    page.wait_for_url("**flow=money&measure=betweenness&doubt=case&only=Hub**")
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    hub = {"ja": "拠点", "en": "Hub"}[explorer.lang]
    expect(ranked(page).first.locator("td").nth(2)).to_contain_text(hub)
    assert all(hub in kind for kind in page.locator(".ranking tbody td:nth-child(3)").all_inner_texts())
    after = page.locator(".ranking tbody").inner_text()
    assert after != before
    page.reload()
    explorer.ready()
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    assert page.locator(".ranking tbody").inner_text() == after
    assert page.locator("#bridges-measure").input_value() == "betweenness"


def test_a_role_that_the_groups_do_not_allow_is_told(explorer: Any) -> None:
    page = explorer.open("?view=bridges&by=metro&measure=liaison")
    expect(page.locator(".ranking .none")).to_be_visible(timeout=60_000)
    page.locator("#bridges-by").select_option("kind")
    expect(ranked(page).first).to_be_visible(timeout=60_000)


def test_the_figure_holds_the_first_twenty(explorer: Any) -> None:
    page = explorer.open("?view=bridges")
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    name, data = explorer.saved(lambda: page.locator("#share button", has_text="SVG").click())
    assert name.endswith(".svg")
    drawing = data.decode()
    assert drawing.count("<circle") == 20
    for at in range(3):
        assert ranked(page).nth(at).locator("td").nth(1).inner_text().strip()[:12] in drawing
    assert "<title>" in drawing


def test_a_name_leads_to_its_page(explorer: Any) -> None:
    page = explorer.open("?view=bridges")
    expect(ranked(page).first).to_be_visible(timeout=60_000)
    page.locator(".ranking tbody a.thing").first.click()
    page.wait_for_url("**view=actor**")


# -- two compared --------------------------------------------------------------------------------


def test_two_are_compared_by_a_permutation_test(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=bridges")
    for at, text in enumerate(("next commons lab", {"ja": "こゆ地域", "en": "koyu regional"}[explorer.lang])):
        field = page.locator(".comparing .pick input").nth(at)
        field.click()
        page.keyboard.type(text)
        page.locator(".comparing .picks [role=option]:visible", has_text=re.compile("拠点|Hub")).first.click()
    page.locator(".comparing button.primary").click()
    page.wait_for_url("**a=hub%3Ancl**")
    rows = page.locator(".comparing tbody tr")
    expect(rows.first).to_be_visible(timeout=60_000)
    assert shipped.nodes["hub:ncl"].name(explorer.lang) in rows.first.locator("td").nth(4).inner_text()
    assert rows.count() == 11
    explorer.check()


def test_two_that_cannot_be_compared_are_told(explorer: Any) -> None:
    page = explorer.open("?view=bridges&a=hub:ncl&b=hub:ncl")
    expect(page.locator(".comparing .problem[role=alert]")).to_be_visible(timeout=60_000)
