"""The page of an actor, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from graph.bridging.triads import ROLES
from graph.bridging.views import all_ties
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from queries.measures import measures

pytestmark = pytest.mark.browser

WORDS = {
    "ja": {"role": "役割だけで呼ぶ集団", "no ties": "関係が述べられていないため", "none": "関係は述べられていません", "unknown": "役割は数えられません", "evidence": "根拠"},
    "en": {"role": "names by its role only", "no ties": "No tie to another", "none": "No tie to another actor", "unknown": "no roles can be counted", "evidence": "evidence"},
}  # fmt: skip
HOSTILE = "</script><img src=x onerror=window.pwned=1>"
SVG = "{http://www.w3.org/2000/svg}"


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.search.slice(1)"))


def numbers(table: Any, column: int) -> list[str]:
    return [text.replace(",", "") for text in table.locator(f"tbody td:nth-child({column})").all_inner_texts()]


@pytest.mark.parametrize("actor", ["actor:fukuoka-bank", "actor:rakuten"])
def test_the_figures_are_those_of_the_catalogue(explorer: Any, shipped: KnowledgeGraph, actor: str) -> None:
    page, row = explorer.open(f"?view=actor&id={actor}"), measures(shipped)[actor]
    first, second = page.locator("#bridging .table").all()
    assert float(numbers(first, 2)[0]) == pytest.approx(row["constraint"], abs=6e-4)
    assert float(numbers(first, 2)[1]) == pytest.approx(row["effective_size"], abs=6e-4)
    assert float(numbers(first, 2)[4]) == pytest.approx(row["betweenness"], abs=6e-4)
    assert numbers(first, 3)[0] == str(row["rank"])
    assert numbers(first, 4)[0].rstrip(" *") == f"{row['rank_low']}–{row['rank_high']}"
    assert [int(count) for count in numbers(second, 2)] == [row[role] for role in ROLES]
    sentence = page.locator(".sentences li").first.inner_text()
    assert all(str(row[name]) in sentence for name in ("rank", "rank_low", "rank_high"))
    explorer.check()
    explorer.shot("actor")


def test_contacts_are_drawn_and_listed_with_those_they_are_tied_to(explorer: Any, shipped: KnowledgeGraph) -> None:
    page, view = explorer.open("?view=actor&id=actor:fukuoka-bank"), all_ties(shipped)
    contacts = {view.nodes[k].id for k in view.network.contacts.of(view.place["actor:fukuoka-bank"]).tolist()}
    pairs = {frozenset(pair) for pair in view.arcs if set(pair) <= contacts}
    assert page.locator("#ego svg.ego-drawing > a").count() == len(contacts)
    assert page.locator("#ego svg.ego-drawing > path").count() == len(pairs)
    rows = page.locator("#contacts tbody tr")
    assert rows.count() == len(contacts)
    assert sum(map(int, numbers(page.locator("#contacts"), 4))) == 2 * len(pairs)
    drt = rows.filter(has=page.locator("a.thing[href*='hub%3Adrt']")).first
    beside = {next(iter(pair - {"hub:drt"})) for pair in pairs if "hub:drt" in pair}
    assert all(shipped.nodes[key].name(explorer.lang) in drt.inner_text() for key in beside)


def test_every_tie_leads_to_its_evidence(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=actor&id=actor:fukuoka-bank")
    links = page.locator("#ties a.open-evidence")
    told = links.evaluate_all("(links) => links.map((link) => new URL(link.href).searchParams.get('sel'))")
    elsewhere = ("DESCRIBES", "LOCATED_IN", "GOVERNS", "ACHIEVES")
    edges = [*shipped.out_edges("actor:fukuoka-bank"), *shipped.in_edges("actor:fukuoka-bank")]
    assert sorted(told) == sorted(edge.id for edge in edges if edge.type not in elsewhere)
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    assert state(page)["sel"] == told[:1]
    assert state(page)["id"] == ["actor:fukuoka-bank"]


def test_other_groups_are_chosen_and_the_link_restores_them(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=actor&id=actor:gov-21")
    before = numbers(page.locator("#bridging .roles"), 2)
    choice = page.locator(".roles select")
    choice.focus()
    choice.select_option("prefecture")
    expect(page.locator(".roles")).to_contain_text(shipped.nodes["region:21"].name(explorer.lang))
    expect(page.locator(".roles select")).to_be_focused()
    after = numbers(page.locator("#bridging .roles"), 2)
    assert after != before
    assert state(page)["by"] == ["prefecture"]
    page.reload()
    explorer.ready()
    assert numbers(page.locator("#bridging .roles"), 2) == after
    explorer.open("?view=actor&id=actor:rakuten&by=prefecture")
    assert WORDS[explorer.lang]["unknown"] in explorer.text(".roles")


def test_a_group_named_by_its_role_is_not_ranked(explorer: Any) -> None:
    page = explorer.open("?view=actor&id=actor:co-ba%2Fmembers")
    assert WORDS[explorer.lang]["role"] in explorer.text("#bridging")
    assert page.locator("#bridging table").count() == 0
    assert page.locator("#contacts tbody tr").count() > 0
    explorer.check()


def test_the_drawing_leaves_the_page_with_its_title(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=actor&id=actor:rakuten")
    _, data = explorer.saved(lambda: page.locator("#share").get_by_role("button", name="SVG").click())
    drawing = ElementTree.fromstring(data)
    texts = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]
    assert shipped.nodes["actor:rakuten"].name(explorer.lang) in texts[0]
    assert list(drawing.iter(f"{SVG}a")) == []


def test_an_unknown_actor_is_a_sentence(explorer: Any) -> None:
    explorer.open("?view=actor&id=actor:rakutenn")
    assert "actor:rakutenn" in explorer.text(".problem")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_odd_ids_hostile_names_and_an_actor_without_ties(serve: Any, tab: Callable[..., Any], lang: str) -> None:
    explorer = tab(serve(strange()).url, lang)
    page = explorer.open(f"?view=actor&id={quote(ODD[0], safe='')}")
    assert HOSTILE in explorer.text("h1")
    assert HOSTILE in explorer.text("#contacts")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#view img").count() == 0
    explorer.check()
    page.locator("#contacts a.thing").first.click()
    explorer.ready()
    assert state(page)["id"] == [ODD[1]]
    explorer.open(f"?view=actor&id={quote(ODD[2], safe='')}")
    assert WORDS[lang]["no ties"] in explorer.text("#bridging")
    assert WORDS[lang]["none"] in explorer.text("#contacts")
    explorer.check()


ODD = ("actor:a/b c", "actor:?x#y&z=%41", "actor:../..")


def strange() -> KnowledgeGraph:
    """Two partners and one who has none, with ids and names that are easily taken for something else."""
    lines = (Evidence("doc", (1, 2), "0123456789abcdef"),)
    nodes = [
        Node("doc", "Document", None, "文書", "Document", properties={"title_ja": "文書", "title_en": "Document"}),
        Node("case", "Case", None, "事例", "Case", properties={"is_hub": False, "flows_reported": []}),
        *(Node(key, "Actor", "company", HOSTILE, HOSTILE, (HOSTILE,), {"kind": "company"}, lines) for key in ODD),
    ]
    said = {"cases": ["case"], "note_ja": HOSTILE, "note_en": HOSTILE}
    edges = [
        Edge("e0", "case", "doc", "REPORTED_IN"),
        Edge("e1", ODD[0], ODD[1], "PARTNERS_WITH", None, said, lines),
    ]
    return KnowledgeGraph(nodes, edges)
