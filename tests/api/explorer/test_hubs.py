"""The list of hubs, the page of a hub, and the comparison of two, in a browser."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from graph.model import Edge, Evidence, KnowledgeGraph, Node
from ingest.sources import attach

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {"coworking": "コワーキング型", "not reported": "述べられていない", "not stated": "述べられていない", "compare": "比べる",
           "csv": "CSV で保存", "estimate": "コワーキング型と見られる", "no type": "どの文書にも述べられていません", "no flow": "流れは述べられていません",
           "choose": "比べる拠点を二つ選んでください", "same": "同じ拠点です", "little": "ほとんど何も言えません"},
    "en": {"coworking": "Coworking", "not reported": "not reported", "not stated": "not stated", "compare": "Compare",
           "csv": "Save as CSV", "estimate": "probably Coworking", "no type": "No document gives a type", "no flow": "No flow into this hub",
           "choose": "Choose two hubs", "same": "These are the same", "little": "hardly say more"},
}  # fmt: skip
HOSTILE = "<img src=x onerror=window.pwned=1>"
SVG = "{http://www.w3.org/2000/svg}"


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.search.slice(1)"))


def rows(page: Any) -> Any:
    return page.locator("#view tbody tr")


def asked(links: Any, parameter: str) -> list[str]:
    """What links ask for."""
    return links.evaluate_all(
        "(links, name) => links.map((link) => new URL(link.href).searchParams.get(name))", parameter
    )


def name(explorer: Any, graph: KnowledgeGraph, node: str) -> str:
    return graph.nodes[node].name(explorer.lang)


def test_the_list_shows_every_hub_and_narrows_down(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hubs")
    assert rows(page).count() == len(list(shipped.of_type("Hub")))
    explorer.check()
    explorer.shot("hubs")
    field = page.locator(".filters select").nth(1)
    field.focus()
    field.select_option("platform")
    platforms = [hub for hub in shipped.of_type("Hub") if hub.properties["form"] == "platform"]
    expect(rows(page)).to_have_count(len(platforms))
    assert state(page)["form"] == ["platform"]
    assert str(len(platforms)) in page.locator("#live").inner_text()
    assert page.evaluate("document.activeElement.tagName") == "SELECT", "the reader stays where he was"
    page.reload()
    explorer.ready()
    expect(rows(page)).to_have_count(len(platforms))
    page.locator(".filters button").click()
    expect(rows(page)).to_have_count(len(list(shipped.of_type("Hub"))))


def test_the_list_is_searched_by_name_case_and_place(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hubs")
    page.locator(".filters input").fill("ｃｏ－ｂａ 渋谷" if explorer.lang == "ja" else "co-ba shibuya")
    expect(rows(page).first).to_contain_text(name(explorer, shipped, "hub:co-ba-shibuya"))
    assert rows(page).count() < 20
    page.locator(".filters input").fill("no such hub at all")
    expect(rows(page)).to_have_count(0)


def test_hubs_without_a_stated_place_can_be_asked_for(explorer: Any) -> None:
    page = explorer.open("?view=hubs&prefecture=none")
    assert (
        page.locator("#view tbody td:nth-child(6)").all_inner_texts()
        == [WORDS[explorer.lang]["not stated"]] * rows(page).count()
    )
    assert rows(page).count() > 10


def test_the_list_sorts_and_saves_what_is_shown(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hubs&type=knowledge_platform")
    page.locator("th button.sort").nth(4).click()
    chances = [int(text.split(" ")[0]) for text in page.locator("#view tbody td:nth-child(5)").all_inner_texts()]
    assert chances == sorted(chances, reverse=True)
    file, data = explorer.saved(lambda: page.get_by_role("button", name=WORDS[explorer.lang]["csv"]).click())
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert file == "tairyu-hubs.csv"
    assert len(table) == 1 + rows(page).count()
    assert name(explorer, shipped, "hub:visasq") in [row[0] for row in table]


def test_two_hubs_of_the_list_are_compared(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hubs&q=co-ba")
    boxes = page.locator("tbody input[type=checkbox]")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(page.locator(".picked a")).to_have_count(0)
    boxes.nth(1).focus()
    page.keyboard.press("Space")
    chosen = state(page)["pick"]
    assert len(chosen) == 2
    # Sorting writes the rows anew, and forgets no tick.
    page.locator("th button.sort").first.click()
    assert page.locator("tbody input:checked").count() == 2
    page.locator(".picked a").click()
    explorer.ready()
    assert (state(page)["view"], state(page)["one"], state(page)["other"]) == (["compare"], [chosen[0]], [chosen[1]])


def test_co_ba_is_typed_with_reasons_and_their_lines(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hub&id=hub:co-ba")
    words = WORDS[explorer.lang]
    said, estimated = page.locator(".verdict").all()
    assert words["coworking"] in said.inner_text()
    assert words["estimate"] in estimated.inner_text()
    assert "77 %" in estimated.inner_text()
    cited = shipped.nodes["hub:co-ba"].property_evidence["reported_types"]
    wanted = [f"{item.document}:{item.lines[0]}-{item.lines[1]}" for item in cited]
    assert asked(said.locator("a.lines"), "cite") == wanted
    stated = {
        f"{one.document}:{one.lines[0]}-{one.lines[1]}" for edge in shipped.edges.values() for one in edge.evidence
    }
    stated |= {
        f"{one.document}:{one.lines[0]}-{one.lines[1]}" for node in shipped.nodes.values() for one in node.evidence
    }
    links = page.locator(".reasons a.lines")
    assert links.count() > 10
    assert set(asked(links, "cite")) <= stated
    assert "21" in page.locator("#type").inner_text(), "how often such answers are right"
    explorer.check()
    explorer.shot("hub")
    links.first.click()
    expect(page.locator("#panel")).to_be_visible()
    assert state(page)["cite"]
    assert state(page)["view"] == ["hub"]


@pytest.mark.sources
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_reason_leads_to_the_line_of_the_source(
    serve: Any, shipped: KnowledgeGraph, tab: Callable[..., Any], sources: Path, lang: str
) -> None:
    attach(sources, {node.id: node.properties["sha256"] for node in shipped.of_type("Document")})
    explorer = tab(serve(shipped).url, lang)
    page = explorer.open("?view=hub&id=hub:co-ba")
    link = page.locator(".reasons a.lines").first
    document, first, last = re.match(r"(.+):(\d+)-(\d+)", asked(link, "cite")[0]).groups()
    link.click()
    text = (sources / f"{document}.txt").read_text(encoding="utf-8").split("\n")[int(first) - 1 : int(last)]
    expect(page.locator("#panel li.cited mark")).to_have_text([line.strip() for line in text if line.strip()])
    explorer.check()


@pytest.mark.parametrize("hub", ["hub:co-ba", "hub:drt"])
def test_flows_stand_as_in_the_graph(explorer: Any, shipped: KnowledgeGraph, hub: str) -> None:
    page = explorer.open(f"?view=hub&id={hub}")
    flows = [
        flow
        for flow in shipped.edges_of("FLOW")
        if hub in (flow.source, flow.target, flow.properties.get("via")) and flow.properties.get("status") != "planned"
    ]
    table = page.locator("#flows tbody tr")
    assert table.count() == len(flows)
    assert sorted(asked(table.locator("a.open-evidence"), "sel")) == sorted(flow.id for flow in flows)
    ends = {(flow.source, flow.target, flow.kind) for flow in flows}
    assert page.locator("#flows svg.flow-drawing > a").count() == len(ends)
    planned = [
        flow
        for flow in shipped.edges_of("FLOW")
        if hub in (flow.source, flow.target) and flow.properties.get("status") == "planned"
    ]
    assert page.locator("#flows ul li").count() == len(planned)


def test_an_arrow_of_the_drawing_opens_its_evidence_by_keyboard(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hub&id=hub:co-ba")
    page.locator("svg.flow-drawing > a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    assert shipped.edges[state(page)["sel"][0]].type == "FLOW"


def test_actors_stand_by_kind_with_their_ties(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hub&id=hub:drt")
    edges = [*shipped.out_edges("hub:drt"), *shipped.in_edges("hub:drt")]
    edges += [flow for flow in shipped.edges_of("FLOW") if flow.properties.get("via") == "hub:drt"]
    tied = {end for edge in edges for end in (edge.source, edge.target) if shipped.nodes[end].type == "Actor"}
    items = page.locator("#actors .tied > li")
    assert items.count() == len(tied)
    assert set(asked(items.locator("a.open-evidence"), "sel")) == {
        edge.id for edge in edges if {edge.source, edge.target} & tied and edge.type != "DESCRIBES"
    }


def test_the_hub_is_compared_from_its_page(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hub&id=hub:co-ba")
    page.locator(".compare-form select").select_option("hub:drt")
    page.locator(".compare-form button").click()
    explorer.ready()
    assert (state(page)["one"], state(page)["other"]) == (["hub:co-ba"], ["hub:drt"])
    expect(page.locator("#view h1")).to_be_visible()
    explorer.check()
    explorer.shot("compare")
    told = page.locator("#compared-flows").inner_text()
    assert WORDS[explorer.lang]["not reported"] in told
    absent = page.locator("#basic tbody tr").nth(3).locator("td").nth(1).inner_text()
    assert absent == WORDS[explorer.lang]["not reported"], "no place of co-ba is stated"
    choice = page.locator(".compare-choices select").nth(1)
    choice.focus()
    choice.select_option("hub:co-ba-shibuya")
    expect(page.locator("#shared")).to_contain_text(name(explorer, shipped, "actor:tsukuruba"))
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    assert name(explorer, shipped, "hub:co-ba-shibuya") in page.locator("#live").inner_text()


def test_a_comparison_wants_two_different_hubs(explorer: Any) -> None:
    page = explorer.open("?view=compare&one=hub:co-ba")
    assert WORDS[explorer.lang]["choose"] in explorer.text()
    page.locator(".compare-choices select").nth(1).select_option("hub:co-ba")
    expect(page.locator(".found")).to_contain_text(WORDS[explorer.lang]["same"])
    explorer.check()


def test_the_sides_of_a_comparison_change_places(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=compare&one=hub:fds&other=hub:drt")
    heads = page.locator("#basic thead th")
    expect(heads.nth(1)).to_contain_text(name(explorer, shipped, "hub:fds"))
    page.locator(".compare-choices button").click()
    expect(heads.nth(1)).to_contain_text(name(explorer, shipped, "hub:drt"))
    assert (state(page)["one"], state(page)["other"]) == (["hub:drt"], ["hub:fds"])


def test_a_hub_without_type_and_flows_says_so(explorer: Any) -> None:
    explorer.open("?view=hub&id=hub:100banch")
    words = WORDS[explorer.lang]
    assert words["no type"] in explorer.text(".verdicts")
    assert words["little"] in explorer.text(".verdicts")
    assert words["no flow"] in explorer.text("#flows")
    assert explorer.page.locator("svg.flow-drawing").count() == 0
    explorer.check()


def test_a_hub_without_place_has_no_way_to_the_map(explorer: Any) -> None:
    page = explorer.open("?view=hub&id=hub:co-ba")
    assert WORDS[explorer.lang]["not stated"] in explorer.text(".facts")
    assert page.locator("a.button[href*='view=map']").count() == 0
    page = explorer.open("?view=hub&id=hub:drt")
    assert "prefecture=region%3A13" in page.locator("a.button[href*='view=map']").get_attribute("href")
    assert page.locator("a.button[href*='view=network'][href*='focus=hub%3Adrt']").count() == 1


def test_sisters_and_similar_hubs_lead_on(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=hub&id=hub:co-ba")
    assert name(explorer, shipped, "hub:co-ba-kure") in explorer.text("#sisters")
    assert name(explorer, shipped, "hub:ncl") in explorer.text("#similar")
    assert name(explorer, shipped, "hub:co-ba-shibuya") in explorer.text("#sharing")
    page.locator("#similar .compare-with").first.click()
    explorer.ready()
    assert state(page)["other"] == ["hub:ncl"]


def test_the_list_of_contents_leads_to_the_sections_by_keyboard(explorer: Any) -> None:
    page = explorer.open("?view=hub&id=hub:drt")
    page.locator(".contents a").nth(3).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "outcomes-title"
    assert page.locator("#outcomes-title").bounding_box()["y"] < 400
    assert state(page)["id"] == ["hub:drt"]


def test_the_drawings_leave_the_page_whole_and_without_links(explorer: Any, shipped: KnowledgeGraph) -> None:
    for query, said in (
        ("?view=hub&id=hub:drt", name(explorer, shipped, "hub:drt")),
        ("?view=compare&one=hub:co-ba&other=hub:drt", name(explorer, shipped, "hub:co-ba")),
        ("?view=hubs", WORDS[explorer.lang]["coworking"]),
    ):
        page = explorer.open(query)
        _, data = explorer.saved(lambda page=page: page.locator("#share").get_by_role("button", name="SVG").click())
        drawing = ElementTree.fromstring(data)
        assert drawing.tag == f"{SVG}svg"
        texts = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
        assert any(said in text for text in texts), query
        assert list(drawing.iter(f"{SVG}a")) == []
        assert all("style" not in item.attrib for item in drawing.iter())


def test_an_unknown_hub_is_a_sentence_and_no_blank_page(explorer: Any) -> None:
    explorer.open("?view=hub&id=hub:co-baa")
    assert "hub:co-baa" in explorer.text(".problem")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_odd_ids_and_hostile_names_are_shown_literally(serve: Any, tab: Callable[..., Any], lang: str) -> None:
    explorer = tab(serve(strange()).url, lang)
    one, other = (quote(key, safe="") for key in ODD)
    for query in ("?view=hubs", f"?view=hub&id={one}", f"?view=compare&one={one}&other={other}"):
        page = explorer.open(query)
        assert HOSTILE in explorer.text("body"), query
        assert page.evaluate("window.pwned") is None
        assert page.locator("#view img").count() == 0
        explorer.check()
    page = explorer.open("?view=hubs")
    page.locator("tbody td:first-child a.thing", has_text=HOSTILE).click()
    explorer.ready()
    assert state(page)["id"] == [ODD[0]]
    assert HOSTILE in explorer.text("h1")


ODD = ("hub:a/b 拠点", "hub:?q#f&x=%41")


def strange() -> KnowledgeGraph:
    """Two hubs that exchange something, with ids and names that are easily taken for something else."""
    lines = (Evidence("doc", (1, 2), "0123456789abcdef"),)
    said = {"cases": ["case"], "what_ja": HOSTILE, "what_en": HOSTILE}
    nodes = [
        Node("doc", "Document", None, HOSTILE, HOSTILE, properties={"title_ja": HOSTILE, "title_en": HOSTILE}),
        Node("case", "Case", None, HOSTILE, HOSTILE, properties={"is_hub": True, "flows_reported": ["people"], "summary_ja": HOSTILE, "summary_en": HOSTILE}),
        Node(ODD[0], "Hub", "place", HOSTILE, HOSTILE, (HOSTILE,), {"form": "place"}, lines),
        Node(ODD[1], "Hub", "network", "二", "Two", (), {"form": "network"}, lines),
        Node("actor:x/y", "Actor", "company", HOSTILE, HOSTILE, (), {"kind": "company"}, lines),
    ]  # fmt: skip
    edges = [
        Edge("e0", "case", "doc", "REPORTED_IN"),
        *(Edge(f"d{number}", "case", key, "DESCRIBES", evidence=lines) for number, key in enumerate((*ODD, "actor:x/y"))),
        Edge("f1", ODD[0], ODD[1], "FLOW", "people", said, lines),
        Edge("f2", "actor:x/y", ODD[0], "FLOW", "knowledge", said, lines),
        Edge("o1", "actor:x/y", ODD[1], "OPERATES", None, said, lines),
        Edge("o2", "actor:x/y", ODD[0], "OPERATES", None, said, lines),
    ]  # fmt: skip
    return KnowledgeGraph(nodes, edges)
