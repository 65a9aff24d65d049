"""The side panel: from a node to a tie to the very lines, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.model import Edge, Evidence, KnowledgeGraph, Node
from ingest.sources import attach

pytestmark = pytest.mark.browser

SAID = {
    "ja": {"gone": "まだ登録されていません", "agrees": "一致しました"},
    "en": {"gone": "is not attached", "agrees": "gives the same value"},
}
HOSTILE = (
    "<img src=x onerror=window.pwned=1>",
    "</script><script>window.pwned=1</script>",
    "javascript:window.pwned=1",
    '"><svg onload=window.pwned=1>',
    "\u202eevil\u2066",
    "lone\ud800surrogate",
)


@pytest.fixture
def opened(serve: Any, shipped: KnowledgeGraph, tab: Callable[..., Any]) -> Callable[..., Any]:
    """`opened(lang, sources)`: a tab on a server of its own, with the texts attached where a folder is given."""

    def open_(lang: str, sources: Path | None = None, graph: KnowledgeGraph = shipped) -> Any:
        if sources:
            documents = {node.id: node.properties["sha256"] for node in graph.of_type("Document")}
            assert attach(sources, documents)[1] == []
        return tab(serve(graph).url, lang)

    return open_


def panel(page: Any) -> Any:
    return page.locator("#panel:not([aria-busy])")


def card(explorer: Any, query: str) -> Any:
    """Opens an address, and waits until what it shows at the side is there."""
    page = explorer.open(query)
    expect(heading(page)).to_be_visible()
    return page


def heading(page: Any) -> Any:
    return panel(page).locator("section:not([hidden]) h2").first


@pytest.mark.sources
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_down_from_a_node_to_a_tie_to_its_lines_and_back(
    opened: Any, shipped: KnowledgeGraph, sources: Path, lang: str
) -> None:
    explorer = opened(lang, sources)
    page = card(explorer, f"?view=about&sel=hub:co-ba&lang={lang}")
    assert shipped.nodes["hub:co-ba"].name(lang) in heading(page).inner_text()
    panel(page).locator(".tie-group + ul .open-evidence").first.click()
    expect(page).to_have_url(re.compile(r"sel=edge%3A"))
    edge = shipped.edges[re.search(r"sel=(edge%3A\w+)", page.url)[1].replace("%3A", ":")]
    expect(panel(page).locator(".ends a")).to_contain_text(
        [shipped.nodes[key].name(lang) for key in (edge.source, edge.target)]
    )
    own = panel(page).locator(".panel-card a.lines").first
    own.click()
    first, last = edge.evidence[0].lines
    document = shipped.nodes[edge.evidence[0].document]
    quote = panel(page).locator(".panel-quote")
    expect(quote.locator("h2")).to_be_focused()
    expect(quote.locator("h2")).to_contain_text(document.name(lang))
    text = (sources / f"{document.id}.txt").read_text(encoding="utf-8").split("\n")
    wanted = [line.strip() for line in text[first - 1 : last] if line.strip()]
    assert quote.locator("li.cited mark").all_inner_texts() == wanted
    assert quote.locator("li:not(.cited)").count() >= 2, "the lines stand in their surroundings"
    assert SAID[lang]["agrees"] in quote.inner_text() and edge.evidence[0].digest in quote.inner_text()
    assert shipped.nodes[edge.target].name(lang) in panel(page).locator(".panel-card").inner_text(), (
        "the card stays below"
    )
    explorer.check()
    explorer.shot("evidence")
    page.keyboard.press("Escape")
    expect(quote).to_be_hidden()
    expect(own).to_be_focused()
    assert "cite" not in page.url and "sel=edge" in page.url


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_without_the_text_the_panel_says_what_that_means_and_what_to_do(
    opened: Any, shipped: KnowledgeGraph, lang: str
) -> None:
    explorer = opened(lang)
    evidence = shipped.nodes["hub:co-ba"].evidence[0]
    first, last = evidence.lines
    page = card(explorer, f"?view=about&cite={evidence.document}:{first}-{last}")
    said = panel(page).locator(".panel-quote").inner_text()
    assert SAID[lang]["gone"] in said
    assert f"{evidence.document}.txt" in said and "tairyu sources attach" in said
    assert evidence.digest in said and str(first) in said
    assert panel(page).locator(".source-lines, .original").count() == 0
    # What rests on the lines is one step away all the same.
    panel(page).get_by_role("link", name=shipped.nodes["hub:co-ba"].name(lang), exact=True).first.click()
    expect(page).to_have_url(re.compile("sel=hub%3Aco-ba$"))
    expect(heading(page)).to_have_text(shipped.nodes["hub:co-ba"].name(lang))
    assert panel(page).locator(".original").count() == 0
    explorer.check()


@pytest.mark.sources
def test_quotes_open_within_the_card_and_their_surroundings_widen(
    opened: Any, shipped: KnowledgeGraph, sources: Path
) -> None:
    explorer = opened("ja", sources)
    page = card(explorer, "?view=about&sel=hub:co-ba")
    before = len([url for url in explorer.requests if "api/evidence" in url])
    own = panel(page).locator(".panel-card > .cites").first
    own.locator("summary").click()
    first, last = shipped.nodes["hub:co-ba"].evidence[0].lines
    text = (sources / "mlit-2019.txt").read_text(encoding="utf-8").split("\n")
    expect(own.locator("blockquote").first).to_contain_text(text[first - 1].strip())
    assert before == 0, "no text is fetched before somebody asks for it"
    own.locator("a.lines").first.click()
    lines = panel(page).locator(".source-lines li")
    expect(lines.first).to_be_visible()
    few = lines.count()
    panel(page).locator(".panel-quote button").first.click()
    expect(lines.nth(few + 4)).to_be_attached()
    assert panel(page).locator(".source-lines li.cited").count() == sum(
        bool(line.strip()) for line in text[first - 1 : last]
    )
    explorer.check()


def test_statements_that_differ_stand_side_by_side(explorer: Any, shipped: KnowledgeGraph) -> None:
    one, other = "outcome:umekita-2/startup-chain", "outcome:umekita-2/company-chain"
    page = card(explorer, f"?view=about&sel={one}")
    table = panel(page).locator(".side-by-side table")
    row = table.locator("tr.differing")
    expect(row).to_have_count(1)
    values = [shipped.nodes[key].text("value_text", explorer.lang) for key in (one, other)]
    assert row.locator("td").all_inner_texts() == values
    assert "≠" in row.locator("th").inner_text()
    assert table.locator("thead th").count() == 2
    lines = table.locator("tbody tr").last.locator("td")
    assert [cell.locator("a.lines").count() for cell in lines.all()] == [2, 1]
    explorer.check()
    explorer.shot("differing")


def test_ties_of_two_documents_that_differ_are_told_apart_by_their_titles(opened: Any) -> None:
    explorer = opened("en", graph=disagreeing())
    page = card(explorer, "?view=about&sel=edge:a")
    heads = panel(page).locator(".side-by-side thead th")
    expect(heads).to_have_count(2)
    assert [head.split("\n")[0] for head in heads.all_inner_texts()] == ["First report", "Second report"]
    rows = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in panel(page).locator(".side-by-side tbody tr").all()
    }
    amount = next(cells for label, cells in rows.items() if "Amount" in label)
    assert amount == ["10 people", "12 people"]
    note = next(cells for label, cells in rows.items() if "Remark" in label or "Note" in label)
    assert note == ["by ferry", "not stated"]
    explorer.check()


def test_outcomes_read_as_sentences(explorer: Any, shipped: KnowledgeGraph) -> None:
    node = shipped.nodes["outcome:gifu-fanclub/registered"]
    [edge] = shipped.in_edges(node.id, "ACHIEVES")
    page = card(explorer, f"?view=about&sel={edge.source}")
    for button in panel(page).locator("ul.rows + button").all()[::-1]:
        button.click()
    link = page.get_by_role("link", name=node.name(explorer.lang), exact=True)
    said = panel(page).locator("li").filter(has=link).locator(".said").inner_text()
    assert said.startswith({"ja": "約11,000人 · 実績", "en": "about 11,000 people · Actual"}[explorer.lang])
    link.click()
    expect(heading(page)).to_have_text(node.name(explorer.lang))
    explorer.check()


def test_long_groups_are_cut_until_somebody_asks(explorer: Any) -> None:
    page = card(explorer, "?view=about&sel=hub:drt")
    button = panel(page).locator("ul.rows + button").last
    count = int(re.search(r"\d+", button.inner_text())[0])
    rows = panel(page).locator("ul.rows:has(+ button)").last.element_handle()
    shown = "list => [...list.children].filter((item) => item.checkVisibility()).length"
    assert rows.evaluate(shown) == 5 < count
    button.press("Enter")
    assert rows.evaluate(shown) == count
    assert rows.evaluate("list => list.children[5].contains(document.activeElement)"), "the focus goes on with the list"
    explorer.check()


def test_flows_come_first_and_directions_have_words(explorer: Any) -> None:
    page = card(explorer, "?view=about&sel=hub:co-ba")
    titles = panel(page).locator(".tie-group .sentence").all_inner_texts()
    flow = {"ja": "流れ：", "en": "Flows "}[explorer.lang]
    flags = [flow in title for title in titles]
    assert flags == sorted(flags, reverse=True) and any(flags) and not all(flags)
    assert {"ja": "運営者", "en": "Operated by"}[explorer.lang] in titles
    explorer.check()


def test_the_keyboard_opens_and_closes_and_the_focus_comes_back(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=about")
    link = page.locator("#view td a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    assert heading(page).inner_text() in page.locator("#live").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    panel(page).locator(".panel-bar button").press("Enter")
    expect(page.locator("#panel")).to_be_hidden()
    expect(link).to_be_focused()
    assert "sel" not in page.url


def test_a_link_to_a_card_leaves_the_focus_and_a_change_of_language_too(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = card(explorer, "?view=about&sel=hub:co-ba")
    expect(heading(page)).to_have_text(shipped.nodes["hub:co-ba"].name(explorer.lang))
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#language").click()
    other = {"ja": "en", "en": "ja"}[explorer.lang]
    expect(heading(page)).to_have_text(shipped.nodes["hub:co-ba"].name(other))
    expect(page.locator("#language")).to_be_focused()


def test_the_browser_goes_back_from_card_to_card(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = card(explorer, "?view=about&sel=hub:co-ba")
    panel(page).locator(".panel-card a.thing").first.click()
    expect(heading(page)).not_to_have_text(shipped.nodes["hub:co-ba"].name(explorer.lang))
    page.go_back()
    expect(heading(page)).to_have_text(shipped.nodes["hub:co-ba"].name(explorer.lang))


def test_links_of_the_card_keep_what_the_reader_has_changed_since(explorer: Any) -> None:
    page = card(explorer, "?view=about&sel=hub:co-ba&kind=people&kind=money")
    page.evaluate(
        "history.pushState(null, '', '?view=about&sel=hub:co-ba&kind=money&document=doc');"
        "dispatchEvent(new PopStateEvent('popstate'))"
    )
    panel(page).locator("a.lines").first.click()
    expect(panel(page).locator(".panel-quote h2")).to_be_visible()
    assert "kind=money" in page.url and "kind=people" not in page.url and "document=doc" in page.url
    assert "sel=hub%3Aco-ba" in page.url
    # Another card closes the lines of this one.
    panel(page).locator(".panel-card a.thing").first.click()
    expect(panel(page).locator(".panel-quote")).to_be_hidden()
    assert "cite" not in page.url and "document=doc" in page.url


def test_lines_that_were_shown_later_keep_the_card_too(explorer: Any) -> None:
    page = card(explorer, "?view=about&sel=hub:drt")
    panel(page).locator("ul.rows + button").last.click()
    panel(page).locator("ul.rows").last.locator("a.lines").last.click()
    expect(panel(page).locator(".panel-quote h2")).to_be_focused()
    assert "sel=hub%3Adrt" in page.url
    explorer.check()


def test_a_citation_can_be_copied_in_both_languages(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = card(explorer, "?view=about&cite=mlit-2019:2253-2260")
    document = shipped.nodes["mlit-2019"]
    for lang, button in zip(("ja", "en"), panel(page).locator(".cite-as button").all(), strict=True):
        button.click()
        expect(page.locator("#live")).to_have_text({"ja": "コピーしました", "en": "Copied"}[explorer.lang])
        copied = page.evaluate("navigator.clipboard.readText()")
        assert document.name(lang) in copied and document.text("publisher", lang) in copied
        assert "2253–2260" in copied and {"ja": "2019年4月", "en": "April 2019"}[lang] in copied
    explorer.check()


@pytest.mark.parametrize("query", ["sel=hub:none", "sel=edge:none", "cite=mlit-2019", "cite=none:1-2"])
def test_what_is_not_there_is_said_and_can_be_closed(explorer: Any, query: str) -> None:
    page = card(explorer, f"?view=about&{query}")
    expect(panel(page).locator("[role=alert]")).not_to_be_empty()
    panel(page).locator(".panel-bar button").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_hostile_texts_are_shown_as_they_are(opened: Any, lang: str) -> None:
    explorer = opened(lang, graph=hostile())
    page = card(explorer, "?view=about&sel=hub:%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E/日本")
    expect(heading(page)).to_have_text(HOSTILE[0])
    said = panel(page).inner_text()
    for text in HOSTILE:
        assert text in said, text
    panel(page).locator(".tie-group + ul .open-evidence").first.click()
    expect(panel(page).locator(".ends")).to_contain_text(HOSTILE[0])
    panel(page).locator(".panel-card a.lines").first.click()
    quote = panel(page).locator(".panel-quote")
    expect(quote.locator("h2")).to_contain_text(HOSTILE[1])
    assert HOSTILE[2] in quote.inner_text()
    field = page.locator("#search-field")
    for text in ("onerror", "pwned", "evil", "surrogate"):
        field.fill(text)
        expect(page.locator("#search-list li")).not_to_have_count(1)
        field.press("Escape")
        field.press("Escape")
    assert HOSTILE[1] in page.locator("#view").inner_text(), "the title of the document"
    assert page.evaluate("window.pwned") is None
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("?", "api/", "docs", "#"))] == []
    explorer.check()


def document(key: str, title: str, publisher: str = "Publisher") -> Node:
    names = {"title_ja": title, "title_en": title, "publisher_ja": publisher, "publisher_en": publisher}
    return Node(key, "Document", None, title, title, properties={**names, "date": "2020"})


def disagreeing() -> KnowledgeGraph:
    """Two reports that state one flow differently."""
    actor = Node("actor:a", "Actor", "company", "甲", "Firm", properties={"kind": "company"})
    hub = Node("hub:b", "Hub", "place", "乙", "Hub", properties={"form": "place"})
    flow = {"what_ja": "会員", "what_en": "members", "unit": "people"}
    edges = [
        Edge(
            "edge:a",
            "actor:a",
            "hub:b",
            "FLOW",
            "people",
            {**flow, "amount": 10, "note_ja": "船で", "note_en": "by ferry", "differs_from": ["edge:b"]},
            (Evidence("one", (1, 2), "a" * 16),),
        ),
        Edge(
            "edge:b",
            "actor:a",
            "hub:b",
            "FLOW",
            "people",
            {**flow, "amount": 12, "differs_from": ["edge:a"]},
            (Evidence("two", (5, 5), "b" * 16),),
        ),
    ]
    return KnowledgeGraph([document("one", "First report"), document("two", "Second report"), actor, hub], edges)


def hostile() -> KnowledgeGraph:
    """Every text field tries to be something else."""
    image, script, link, drawing, turned, broken = HOSTILE
    evidence = (Evidence("doc<b>", (1, 1), "c" * 16),)
    hub = Node(
        f"hub:{image}/日本",
        "Hub",
        "place",
        image,
        image,
        (turned, broken, drawing),
        {"form": "place", "opened": link},
        evidence,
    )
    other = Node(
        f"actor:{script}?#%", "Actor", "other", script, script, (image,), {"kind": "other", "note": turned}, evidence
    )
    third = Node(f"actor:{turned}", "Actor", "person", turned, broken, (), {"kind": "person"}, evidence)
    flow = {"what_ja": drawing, "what_en": drawing, "note_ja": script, "note_en": script, "forms": [f"x={image}"]}
    edges = [
        Edge(f"edge:{image}", other.id, hub.id, "FLOW", "money", flow, evidence),
        Edge("edge:second", third.id, hub.id, "OPERATES", None, {"note_ja": link, "note_en": link}, evidence),
    ]
    return KnowledgeGraph([document("doc<b>", script, link), hub, other, third], edges)
