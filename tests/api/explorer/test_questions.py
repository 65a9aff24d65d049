"""The catalogue, its questions as forms, questions in plain words, and the editor of queries."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlparse

import httpx
import pytest
from playwright.sync_api import expect

from graph.model import Edge, Evidence, KnowledgeGraph, Node
from queries.answers import Queries
from queries.catalogue import catalogue
from queries.limits import LIMITS

pytestmark = pytest.mark.browser
HOSTILE = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "＝1", "<img src=x onerror=window.pwned=1>", "\ta", 'a"b,c\nd')


@pytest.fixture
def editor(explorer: Any, web: Any) -> Any:
    """A tab where the engines are ready: their databases are made by the first query."""
    httpx.get(f"{web.url}/sparql", params={"query": "ASK {}"}, timeout=300)
    return explorer


def state(page: Any) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def cells(page: Any, column: int) -> list[str]:
    return page.locator(f".answer tbody td:nth-child({column})").all_inner_texts()


def saved_rows(explorer: Any, name: dict[str, str]) -> list[list[str]]:
    button = explorer.page.locator(".answer").get_by_role("button", name=name[explorer.lang])
    file, data = explorer.saved(lambda: button.click())
    assert file.endswith(".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    return [*csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


CSV = {"ja": "CSV で保存", "en": "Save as CSV"}


# -- the list ------------------------------------------------------------------------------------


def test_the_list_holds_every_question_with_its_gaps(explorer: Any) -> None:
    page = explorer.open("?view=questions")
    links = page.locator(".subjects li > a")
    assert links.count() == len(catalogue())
    words = links.all_inner_texts()
    question, place = {"ja": ("にある拠点はどれか", "地域"), "en": ("Which hubs are in", "Region")}[explorer.lang]
    found = next(one for one in words if question in one)
    assert place in found
    assert not any("{" in one for one in words)
    explorer.shot("questions")
    explorer.check()


def test_the_list_is_narrowed_by_words_and_subject_and_the_link_restores_it(explorer: Any) -> None:
    page = explorer.open("?view=questions")
    page.locator("#questions-find").fill({"ja": "きょうてい", "en": "AGREEMENTS"}[explorer.lang])
    if explorer.lang == "ja":
        expect(page.locator(".subjects li")).to_have_count(0)  # readings are not known, kana of words are
        page.locator("#questions-find").fill("協定")
    expect(page.locator(".subjects li")).to_have_count(2)
    page.get_by_role("button", name={"ja": "橋渡し", "en": "Bridges"}[explorer.lang], exact=True).click()
    expect(page.locator(".view .none")).to_be_visible()
    assert state(page)["subject"] == "bridges"
    page.reload()
    explorer.ready()
    expect(page.locator(".view .none")).to_be_visible()
    page.locator("#questions-find").fill("")
    expect(page.locator(".subjects section")).to_have_count(1)
    assert page.locator(".subjects li").count() > 3


# -- a question ----------------------------------------------------------------------------------


def test_a_question_is_answered_as_it_is_opened_and_cites_the_lines(explorer: Any, shipped: KnowledgeGraph) -> None:
    page = explorer.open("?view=questions&name=who-operates&p.hub=hub:co-ba-shibuya")
    answer = Queries(shipped, None).ask("who-operates", hub="hub:co-ba-shibuya")
    assert page.locator(".answer tbody tr").count() == len(answer.rows) > 0
    assert cells(page, 1)[0].strip() == shipped.nodes[answer.rows[0][0]].name(explorer.lang)
    assert shipped.nodes["hub:co-ba-shibuya"].name(explorer.lang) in page.locator("h1").inner_text()
    assert page.locator(".pick input").input_value() == shipped.nodes["hub:co-ba-shibuya"].name(explorer.lang)
    document, first, last = re.fullmatch(r"(.+):(\d+)-(\d+)", answer.rows[0][2][0]).groups()
    page.locator(".answer a.lines").first.click()
    expect(page.locator("#panel")).to_be_visible()
    assert state(page)["cite"] == f"{document}:{first}-{last}"
    expect(page.locator("#panel")).to_contain_text(first)
    explorer.shot("question")
    explorer.check()


def test_a_node_is_chosen_by_typing_kana(explorer: Any) -> None:
    page = explorer.open("?view=questions&name=actors-of-a-region")
    first = cells(page, 1)[0].strip()
    field = page.locator(".pick input")
    field.click()
    field.press("ControlOrMeta+a")
    page.keyboard.type("ぎふけん")
    option = page.locator(".picks [role=option]").first
    expect(option).to_contain_text({"ja": "岐阜県", "en": "Gifu Prefecture"}[explorer.lang])
    # Only regions are offered, though the government has the same reading.
    kinds = page.locator(".picks [role=option] .quiet").all_inner_texts()
    assert {kind.partition("／")[0].partition(" / ")[0] for kind in kinds} == {
        {"ja": "地域", "en": "Region"}[explorer.lang]
    }
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value({"ja": "岐阜県", "en": "Gifu Prefecture"}[explorer.lang])
    page.keyboard.press("Enter")
    page.wait_for_url("**p.region=region%3A21**")
    expect(page.locator(".answer:not([aria-busy]) tbody td").first).not_to_have_text(first)
    shown = page.locator(".answer tbody").inner_text()
    # A link to it, and the way back, restore what was shown.
    page.reload()
    explorer.ready()
    assert page.locator(".answer tbody").inner_text() == shown
    page.go_back()
    expect(page.locator(".answer:not([aria-busy]) tbody td").first).to_have_text(first)
    explorer.check()


def test_every_sort_of_parameter_has_its_control(explorer: Any) -> None:
    page = explorer.open("?view=questions&name=hubs-by-form")
    choices = page.locator(".question-form select option").all_inner_texts()
    assert len(choices) == 3
    assert "platform" not in choices
    page.locator(".question-form select").select_option("place")
    page.locator(".question-form button.primary").click()
    page.wait_for_url("**p.form=place**")
    explorer.open("?view=questions&name=actors-by-constraint")
    assert page.locator(".question-form input[type=number]").input_value() == "10"
    page.locator(".question-form input[type=number]").fill("3")
    page.locator(".question-form input[type=number]").press("Enter")
    expect(page.locator(".answer tbody tr")).to_have_count(3)
    explorer.open("?view=questions&name=who-is-also-called&p.text=" + quote("岐阜"))
    assert page.locator("#p-text").input_value() == "岐阜"
    assert all("岐阜" in "".join(row) for row in zip(cells(page, 2), cells(page, 3), strict=True))


def test_engines_give_the_same_table(editor: Any) -> None:
    page = editor.open("?view=questions&name=hubs-by-type&p.hub_type=coworking")
    table = page.locator(".answer tbody").inner_text()
    for engine in ("cypher", "sparql"):
        page.locator(f"#engine-{engine}").check()
        page.locator(".question-form button.primary").click()
        page.wait_for_url(f"**engine={engine}**")
        expect(page.locator(".answer:not([aria-busy]) tbody")).to_be_visible()
        assert page.locator(".answer tbody").inner_text() == table
        assert page.locator(f"#engine-{engine}").is_checked()


def test_what_the_server_refuses_is_told_and_can_be_mended(explorer: Any) -> None:
    explorer.open("?view=questions&name=who-operates&p.hub=" + quote("家業"))
    page = explorer.page
    assert "hub:kagyo-lab" in page.locator(".problem[role=alert]").inner_text()
    assert page.locator(".pick input").input_value() == "家業"
    page.locator(".pick input").fill("家業イノベーションラボ")
    page.locator(".question-form button.primary").click()
    expect(page.locator(".answer tbody tr").first).to_be_visible()
    explorer.complaints[:] = [one for one in explorer.complaints if "400" not in one]
    explorer.check()


def test_a_question_that_is_not_there_is_told(explorer: Any) -> None:
    page = explorer.open("?view=questions&name=who-knows")
    assert "who-knows" in page.locator("[role=alert]").inner_text()


def test_the_texts_of_the_question_open_in_the_editor_and_give_the_same_rows(editor: Any) -> None:
    page = editor.open("?view=questions&name=who-operates&p.hub=hub:co-ba-shibuya")
    actors = [one.strip() for one in cells(page, 1)]
    tab = page.get_by_role("tab", name="SPARQL")
    page.get_by_role("tab", name="Cypher").focus()
    page.keyboard.press("ArrowRight")
    expect(tab).to_be_focused()
    panel = page.locator("#text-sparql")
    assert "hub:co-ba-shibuya" in panel.inner_text()
    assert not page.locator("#text-cypher").is_visible()
    panel.get_by_role("button").click()
    expect(page.locator("#live")).to_have_text({"ja": "コピーしました", "en": "Copied"}[editor.lang])
    assert "hub:co-ba-shibuya" in page.evaluate("navigator.clipboard.readText()")
    panel.locator("a.button").click()
    editor.ready()
    assert state(page)["language"] == "sparql"
    page.locator("#query-text").press("ControlOrMeta+Enter")
    expect(page.locator(".answer tbody tr")).to_have_count(len(actors))
    assert [one.strip() for one in cells(page, 1)] == actors


def test_the_table_is_saved_with_names_and_lines(explorer: Any, shipped: KnowledgeGraph) -> None:
    explorer.open("?view=questions&name=who-operates&p.hub=hub:co-ba-shibuya")
    head, *rows = saved_rows(explorer, CSV)
    answer = Queries(shipped, None).ask("who-operates", hub="hub:co-ba-shibuya")
    assert head == [column.label.get(explorer.lang) for column in answer.columns]
    assert [row[0] for row in rows] == [shipped.nodes[row[0]].name(explorer.lang) for row in answer.rows]
    assert rows[0][2].startswith("mlit-2019:")


def test_the_brief_of_an_answer(explorer: Any) -> None:
    page = explorer.open("?view=questions&name=who-operates&p.hub=hub:co-ba-shibuya")
    page.locator("#share a", has_text={"ja": "報告用資料", "en": "Evidence brief"}[explorer.lang]).click()
    page.wait_for_url("**view=brief**")
    assert state(page)["question"] == "who-operates"
    assert state(page)["p.hub"] == "hub:co-ba-shibuya"


def test_hostile_names_stay_text_and_are_harmless_in_a_spreadsheet(serve: Any, tab: Any) -> None:
    lines = (Evidence("doc", (1, 2), "0" * 16),)
    actors = [Node(f"actor:{i}", "Actor", "company", name, name, evidence=lines) for i, name in enumerate(HOSTILE)]
    hub = Node("hub:<b>", "Hub", "place", HOSTILE[5], HOSTILE[5])
    ties = [Edge(f"edge:{i}", one.id, hub.id, "OPERATES", None, {}, lines) for i, one in enumerate(actors)]
    explorer = tab(serve(KnowledgeGraph([*actors, hub], ties)).url, "en")
    page = explorer.open(f"?view=questions&name=who-operates&p.hub={quote(hub.id)}")
    assert {one.strip() for one in cells(page, 1)} == {re.sub(r"\s+", " ", name).strip() for name in HOSTILE}
    assert page.evaluate("window.pwned") is None
    assert page.locator("#view img").count() == 0
    _, *rows = saved_rows(explorer, CSV)
    for row in rows:
        assert not re.match(r"[\s]*[=+\-@＝]", row[0]), row
    assert {row[0].removeprefix("'") for row in rows} == {*HOSTILE}
    explorer.check()


def test_names_of_the_language_itself_are_texts_like_any_other(editor: Any) -> None:
    page = editor.open("?view=query")
    run(page, "UNWIND ['constructor', '__proto__', 'toString'] AS valueOf RETURN valueOf")
    assert cells(page, 1) == ["constructor", "__proto__", "toString"]
    assert editor.complaints == []


# -- plain words ---------------------------------------------------------------------------------


def test_a_question_in_plain_words_is_answered_with_what_else_it_may_mean(
    explorer: Any, shipped: KnowledgeGraph
) -> None:
    page = explorer.open("?view=questions")
    text = {"ja": "東京と広島をつなぐのは誰？", "en": "Which actors are tied to both Tokyo and Hiroshima?"}[
        explorer.lang
    ]
    page.locator("#ask").fill(text)
    page.locator("#ask").press("Enter")
    page.wait_for_url("**ask=**")
    explorer.ready()
    assert state(page)["ask"] == text
    expected = shipped.nodes["actor:shibuya-mirai-design"].name(explorer.lang)
    assert expected in page.locator("#view tbody").inner_text()
    explorer.check()
    page.locator("#view h2 + ul a").first.click()  # another reading of it
    explorer.ready()
    assert state(page)["name"]
    page.go_back()
    explorer.ready()
    page.locator("#view p > a[href*='name=']").first.click()
    explorer.ready()
    assert (state(page)["name"], state(page)["p.one"]) == ("actors-tied-to-two-regions", "region:13")
    assert "ask" not in state(page)
    page.locator("#view a[href*='view=bridges']").click()
    page.wait_for_url("**view=bridges**one=region%3A13**")


def test_what_is_not_understood_is_told_with_examples_that_work(explorer: Any) -> None:
    page = explorer.open("?view=questions&ask=" + quote("今日の天気は？"))
    expect(page.locator("#view [role=alert]")).to_be_visible()
    count = page.locator("#view ul a").count()
    assert count > 2
    for at in range(count):
        explorer.open("?view=questions&ask=" + quote("今日の天気は？"))
        page.locator("#view ul a").nth(at).click()
        expect(page.locator("#view table")).to_be_visible()


# -- the editor ----------------------------------------------------------------------------------


def run(page: Any, text: str) -> None:
    page.locator("#query-text").fill(text)
    page.locator("#query-text").press("ControlOrMeta+Enter")
    expect(page.locator(".answer .table, .answer .problem, .answer .truth, .answer .none").first).to_be_visible()


def test_cypher_with_links_to_nodes_ties_and_lines(editor: Any, shipped: KnowledgeGraph) -> None:
    page = editor.open("?view=query")
    run(
        page,
        "MATCH (a:Actor)-[t:OPERATES]->(h:Hub {id: 'hub:co-ba-shibuya'})\nRETURN a.id, t.id, t.evidence, h.constraint, h",
    )
    assert page.locator(".answer tbody tr").count() == 1
    row = page.locator(".answer tbody tr").first
    assert row.locator("a.thing").first.get_attribute("href").count("view=actor") == 1
    # A link restores query and answer.
    page.reload()
    editor.ready()
    expect(page.locator(".answer tbody tr")).to_have_count(1)
    page.locator(".answer a.lines").first.click()
    expect(page.locator("#panel")).to_be_visible()
    assert state(page)["cite"].startswith("mlit-2019:")
    page.locator(".answer a.open-evidence").first.click()
    expect(page.locator("#panel")).to_contain_text(shipped.nodes["hub:co-ba-shibuya"].name(editor.lang))
    assert state(page)["sel"].startswith("edge:")
    editor.shot("query")
    editor.check()


def test_sparql_of_every_form(editor: Any) -> None:
    page = editor.open("?view=query&language=sparql")
    run(page, "ASK { ?h a ty:Hub }")
    assert "true" in page.locator(".truth").inner_text()
    run(page, "CONSTRUCT { ?h ty:form ?f } WHERE { ?h ty:form ?f } LIMIT 4")
    expect(page.locator(".answer tbody tr")).to_have_count(4)
    assert page.locator(".answer tbody a.thing").count() == 4
    run(page, "SELECT ?l WHERE { ?t rdf:predicate ty:OPERATES ; prov:wasDerivedFrom ?l } LIMIT 3")
    expect(page.locator(".answer tbody a.lines")).to_have_count(3)
    run(page, "SELECT ?x WHERE { VALUES ?x { 'SERVICE' } }")
    assert cells(page, 1) == ["SERVICE"]
    editor.check()


@pytest.mark.parametrize(
    ("language", "text", "told", "line"),
    [
        ("cypher", "MATCH (h:Hub)\nSET h.name_ja = 'x'", "SET", 2),
        ("cypher", "MATCH (h:Hub)\nRETURN h.id,", None, 2),
        ("cypher", "MATCH (h:Hubb) RETURN h", "Hub", None),
        ("sparql", "INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT", 1),
        ("sparql", "SELECT ?s\nWHERE { ?s ty:oprates ?o }", "ty:oprates", 2),
        ("sparql", "SELECT ?s\n\nWHERE { ?s ?p 'a }", "'", 3),
    ],
)
def test_refusals_say_where_and_what_to_do(
    editor: Any, language: str, text: str, told: str | None, line: int | None
) -> None:
    page = editor.open(f"?view=query&language={language}")
    run(page, text)
    problem = page.locator(".answer .problem[role=alert]")
    assert told is None or told in problem.inner_text()
    place = problem.get_by_role("button")
    assert place.count() == (line is not None)
    if line is not None:
        place.click()
        at = page.evaluate("document.activeElement.selectionStart")
        assert text.count("\n", 0, at) == line - 1
    editor.complaints[:] = [one for one in editor.complaints if "400" not in one]
    editor.check()


def test_a_query_that_takes_too_long_and_the_next_one(editor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = editor.open("?view=query")
    monkeypatch.setenv(LIMITS["seconds"].variable, "1")
    run(page, "MATCH (a), (b), (c) RETURN sum(size(a.id) + size(b.id) + size(c.id))")
    assert re.search(r"\b1\b", page.locator(".problem").inner_text())
    monkeypatch.delenv(LIMITS["seconds"].variable)
    run(page, "RETURN 1 AS one")
    expect(page.locator(".answer tbody tr")).to_have_count(1)


def test_a_query_can_be_stopped(editor: Any) -> None:
    page = editor.open("?view=query")
    page.locator("#query-text").fill("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)")
    page.locator(".editor button.primary").click()
    stop = page.get_by_role("button", name={"ja": "止める", "en": "Stop"}[editor.lang])
    stop.click()
    expect(stop).to_be_hidden()
    run(page, "RETURN 2 AS two")
    assert cells(page, 1) == ["2"]


def test_examples_the_sheet_and_the_other_language(editor: Any) -> None:
    page = editor.open("?view=query")
    page.locator("#query-example").select_option("who-operates")
    expect(page.locator("#query-text")).to_have_value(re.compile("OPERATES"))
    page.get_by_role("button", name="SPARQL").click()
    expect(page.locator("#query-text")).to_have_value(re.compile("ty:OPERATES"))
    assert state(page)["language"] == "sparql"
    page.locator("#query-text").fill("")
    page.locator(".cheat details", has_text="ty:Hub").first.locator("summary").click()
    page.locator(".cheat button.name", has_text="ty:form").first.click()
    assert page.locator("#query-text").input_value() == "ty:form"
    limits = page.locator("#query-limits").inner_text()
    assert "10,000" in limits
    editor.check()


def test_with_a_token_the_editor_asks_for_it(serve: Any, tab: Any) -> None:
    explorer = tab(
        serve(KnowledgeGraph([Node("hub:a", "Hub", "place", "拠点", "A hub")], []), token="the key").url, "ja"
    )
    page = explorer.open("?view=query")
    page.locator("#query-text").fill("MATCH (h:Hub) RETURN h.id")
    page.locator("#query-text").press("ControlOrMeta+Enter")
    expect(page.locator(".problem")).to_contain_text("トークン", timeout=60_000)
    page.locator("#query-token").fill("the key")
    page.locator("#query-text").press("ControlOrMeta+Enter")
    expect(page.locator(".answer tbody tr")).to_have_count(1, timeout=60_000)
    explorer.complaints[:] = [one for one in explorer.complaints if "401" not in one]
    explorer.check()


def test_a_saved_answer_of_cypher_is_harmless(editor: Any) -> None:
    page = editor.open("?view=query")
    run(page, "UNWIND " + json.dumps([*HOSTILE[:5], "-1.5", "1"], ensure_ascii=False) + " AS x RETURN x")
    _, *rows = saved_rows(editor, CSV)
    assert [row[0] for row in rows] == [*(f"'{one}" for one in HOSTILE[:5]), "-1.5", "1"]
