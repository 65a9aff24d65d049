"""The evidence brief: claims with their lines, from the server to paper and to a file of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import expect

from api.web.brief.sentences import Sentences
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema
from ingest.sources import attach

HOSTILE = (
    "<img src=x onerror='window.ran=1'></script><script>window.ran=2</script>"
    ' "href" javascript:window.ran=3 &amp; {{ 7*7 }} <b>太字</b>'
)
CO_BA = "?view=brief&id=hub%3Aco-ba"


def lines(first: int, last: int, document: str = "doc") -> tuple[Evidence, ...]:
    return (Evidence(document, (first, last), "0" * 16),)


def outcome(number: int, value: int, differs_from: str) -> Node:
    stated = {"quantity_ja": "会員の数", "quantity_en": "Members", "value": value, "unit": "people", "status": "actual"}
    return Node(
        f"outcome:{number}",
        "Outcome",
        "actual",
        "会員の数",
        "Members",
        properties={**stated, "differs_from": [differs_from]},
        evidence=lines(number, number),
    )


def differing_graph(word: str = "") -> KnowledgeGraph:
    """A hub of which two documents give another number of members; `word` in every text."""
    nodes = [
        Node("doc", "Document", None, f"報告書{word}", f"Report{word}", properties={"line_count": 99, "sha256": "0" * 64}),
        Node("other", "Document", None, f"別の報告書{word}", f"Other report{word}", properties={"sha256": "1" * 64}),
        Node("case-a", "Case", None, f"事例{word}", f"Case{word}", properties={"is_hub": True, "flows_reported": ["people"]}, evidence=lines(1, 9)),
        Node("hub:a", "Hub", "place", f"みなと拠点{word}", f"Harbour hub{word}", properties={"form": "place"}, evidence=lines(1, 2)),
        Node("actor:b", "Actor", "company", f"ビー社{word}", f"Bee{word}", properties={"kind": "company", "generic": False}, evidence=lines(3, 3)),
        outcome(5, 40, "outcome:6"),
        outcome(6, 50, "outcome:5"),
    ]  # fmt: skip
    note = {"note_ja": f"備考{word}", "note_en": f"remark{word}", "cases": ["case-a"]}
    edges = [
        Edge("edge:1", "actor:b", "hub:a", "OPERATES", None, {**note, "since": "2011-04"}, lines(7, 8)),
        Edge("edge:2", "hub:a", "outcome:5", "ACHIEVES", None, {"cases": ["case-a"]}, lines(5, 5)),
        Edge("edge:3", "hub:a", "outcome:6", "ACHIEVES", None, {"cases": ["case-a"]}, lines(6, 6, "other")),
        Edge("edge:4", "case-a", "hub:a", "DESCRIBES", None, {"cases": ["case-a"]}, lines(1, 2)),
        Edge("edge:5", "case-a", "doc", "REPORTED_IN", None, {"cases": ["case-a"]}, lines(1, 9)),
    ]
    return KnowledgeGraph(nodes, edges)


def claims(page: Any) -> list[str]:
    """The claims of a document, without what is on the screen only."""
    return [" ".join(text.split()) for text in page.locator(".brief-claim").all_inner_texts()]


def brief_of(web: Any, **what: Any) -> dict[str, Any]:
    answer = web.get("/api/brief", params=what)
    assert answer.status_code == 200, answer.text
    return answer.json()


# The server


def test_every_type_of_tie_is_said_in_both_languages_with_its_ends(shipped: KnowledgeGraph) -> None:
    sentences = Sentences(shipped)
    for edge_type in load_schema().edges:
        edge = next(shipped.edges_of(edge_type))
        ends = shipped.nodes[edge.source], shipped.nodes[edge.target]
        for lang, sentence in zip(("ja", "en"), sentences.of_edge(edge), strict=True):
            assert all(node.name(lang) in sentence for node in ends), sentence
            assert "|" not in sentence and "{" not in sentence, sentence


def test_a_type_of_tie_without_a_sentence_of_its_own_is_said_with_its_label(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.web.brief import sentences

    table = dict(sentences._words())
    monkeypatch.setattr(sentences, "_words", lambda: table | {"ties": {}})
    graph = differing_graph()
    ja, en = Sentences(graph).of_edge(graph.edges["edge:1"])
    assert ja == "ビー社：運営する：みなと拠点（2011年4月から；備考）"
    assert en == "Bee – operates – Harbour hub (since April 2011; remark)"


def test_groups_of_people_take_the_verb_of_several(shipped: KnowledgeGraph) -> None:
    owners = next(edge for edge in shipped.out_edges("actor:co-ba/owners", "OPERATES") if edge.target == "hub:co-ba")
    assert Sentences(shipped).of_edge(owners)[1].startswith("Local owners operate co-ba network")


def test_every_claim_cites_the_lines_that_the_graph_has(web: Any, shipped: KnowledgeGraph) -> None:
    wanted = ["hub:co-ba", "fukuyama", "region:34207", "actor:koyu-zaidan"]
    found = brief_of(web, id=wanted)["claims"]
    assert len(found) > 150
    for claim in found:
        key, _, name = claim["id"].partition("#")
        if name:
            node = shipped.nodes[key]
            stated = node.property_evidence.get(name, node.evidence)
        else:
            stated = shipped.edges[key].evidence
        assert claim["evidence"] == [item.as_json() for item in stated] != []


def test_a_brief_leaves_nothing_of_its_subject_out(web: Any, shipped: KnowledgeGraph) -> None:
    stated = [*shipped.out_edges("hub:co-ba"), *shipped.in_edges("hub:co-ba")]
    ties = {edge.id for edge in stated if edge.evidence and edge.type not in ("DESCRIBES", "REPORTED_IN")}
    found = {claim["id"] for claim in brief_of(web, id="hub:co-ba")["claims"]}
    assert {key for key in found if "#" not in key} == ties
    assert found - ties == {"hub:co-ba#reported_types"}


def test_what_is_not_in_the_graph_is_named_and_the_rest_is_shown(web: Any) -> None:
    found = brief_of(web, id=["hub:co-ba", "edge:gone"])
    assert found["missing"] == ["edge:gone"] and found["claims"]
    assert web.get("/api/brief", params={"id": "edge:gone"}).status_code == 404


@pytest.mark.parametrize("query", ["", "?id=hub:co-ba&question=who-operates", "?question=who-operates&p.hub=nowhere"])
def test_a_brief_of_nothing_or_of_both_is_refused_with_a_sentence(web: Any, query: str) -> None:
    answer = web.get(f"/api/brief{query}", headers={"Accept-Language": "ja"})
    assert answer.status_code == 400
    assert re.search("[ぁ-ん]", answer.json()["detail"])


def test_every_question_of_the_catalogue_has_a_brief(web: Any) -> None:
    from queries.catalogue import catalogue

    for name, question in catalogue().items():
        found = brief_of(web, question=name)
        cited = any(column.name == "evidence" or column.name.endswith("_evidence") for column in question.columns)
        assert found["claims"] and any(claim["evidence"] for claim in found["claims"]) == cited, name
        for claim in found["claims"]:
            assert len(claim["cells"]) == len(found["question"]["columns"])
            assert not re.search(r"\b(?:actor|hub|region|outcome|programme|resource):", claim["sentence"]["ja"]), name


def test_a_long_brief_says_how_much_it_leaves_out(web: Any) -> None:
    found = brief_of(web, id="mlit-2019")
    assert len(found["claims"]) == 400
    assert found["left_out"] > 1000


def test_quotes_come_with_attached_texts_and_their_digests_are_compared(
    serve: Any, shipped: KnowledgeGraph, sources: Path
) -> None:
    attach(sources, {"mlit-2019": shipped.nodes["mlit-2019"].properties["sha256"]})
    quotes = brief_of(serve(shipped), id="hub:co-ba")["quotes"]
    assert quotes and all(quote["is_same"] for quote in quotes.values())
    assert quotes["mlit-2019:2276-2276"]["lines"][0]["line"] == 2276
    assert quotes["mlit-2019:2276-2276"]["lines"][0]["text"]


# The page


@pytest.mark.browser
def test_a_brief_has_figure_table_claims_sources_and_method(explorer: Any) -> None:
    page = explorer.open(CO_BA)
    ja = explorer.lang == "ja"
    assert [text.split(". ")[1] for text in page.locator(".brief-paper h2").all_inner_texts()] == (
        ["図", "表", "記述と根拠", "出典", "方法と限界"]
        if ja
        else ["Figure", "Table", "Claims and citations", "Sources", "Method and limits"]
    )
    name, tie = ("co-ba渋谷", "一部である") if ja else ("co-ba Shibuya", "part of")
    assert name in page.locator("figure > svg").text_content() and tie in page.locator("figure > svg").text_content()
    found = claims(page)
    expected = (
        "株式会社ツクルバはco-baネットワークを支援する（各拠点の開設と運営）（mlit-2019 1006–1012行［1-5］、2276行［1-6］、2296行［1-7］）"
        if ja
        else "Tsukuruba supports co-ba network (opening and running of the sites) "
        "(mlit-2019 lines 1006–1012 [1-5], line 2276 [1-6], line 2296 [1-7])"
    )
    assert found[2].endswith(expected), found[2]
    assert page.locator(".brief-paper table tbody tr").count() >= len(found)
    assert "bd8e" not in explorer.text(".brief-method h2")
    explorer.shot("brief")
    explorer.check()


@pytest.mark.browser
def test_every_claim_of_the_page_cites_lines_of_the_graph(explorer: Any, web: Any) -> None:
    page = explorer.open(CO_BA)
    wanted = brief_of(web, id="hub:co-ba")["claims"]
    shown = page.locator(".brief-claim").evaluate_all(
        "items => items.map((item) => [...item.querySelectorAll('a.lines')].map((link) => new URL(link.href).searchParams.get('cite')))"
    )
    assert shown == [
        [f"{e['document']}:{e['lines'][0]}-{e['lines'][1]}" for e in claim["evidence"]] for claim in wanted
    ]
    for mark in page.locator(".brief-mark[href]").evaluate_all("items => items.map((item) => item.hash.slice(1))"):
        assert page.locator(f'tr[id="{mark}"] code').count() == 1
    digests = {e["digest"] for claim in wanted for e in claim["evidence"]}
    assert set(page.locator(".brief-source code").all_inner_texts()) == digests


@pytest.mark.browser
def test_title_and_purpose_are_in_the_address_and_come_back(explorer: Any) -> None:
    page = explorer.open(CO_BA)
    page.locator("#brief-title").fill("第3回 検討会")
    page.locator("#brief-purpose").fill("拠点の連携を\n検討する")
    page.locator(".brief-purpose", has_text="検討する").wait_for()
    assert page.locator("#brief-purpose").evaluate("field => field === document.activeElement")
    address = page.url
    again = explorer.context.new_page()
    again.goto(address)
    again.locator(".brief-paper h1").wait_for()
    assert again.locator(".brief-paper h1").inner_text() == "第3回 検討会"
    assert again.locator(".brief-purpose").inner_text() == "拠点の連携を\n検討する"
    assert again.locator("#brief-title").input_value() == "第3回 検討会"
    assert again.title().startswith("第3回 検討会")


@pytest.mark.browser
def test_an_unticked_claim_leaves_the_document_and_its_address_remembers(explorer: Any) -> None:
    page = explorer.open(CO_BA)
    before = claims(page)
    tick = page.locator('.brief-claim input[data-claim="edge:b544a2905728"]')
    tick.focus()
    page.keyboard.press("Space")
    page.locator(".brief-left").wait_for()
    assert page.locator('input[data-claim="edge:b544a2905728"]').evaluate("item => item === document.activeElement")
    after = claims(page)
    assert len(after) == len(before) - 1
    name = "ツクルバ" if explorer.lang == "ja" else "Tsukuruba"
    assert name not in page.locator("figure > svg").text_content()
    assert page.locator(".brief-table tbody tr").count() == len(after)
    page.reload()
    explorer.ready()
    assert claims(page) == after
    page.locator('input[data-claim="edge:b544a2905728"]').check()
    expect(page.locator(".brief-claim")).to_have_count(len(before))
    assert "ties=" not in page.url
    explorer.check()


@pytest.mark.browser
def test_a_brief_is_begun_by_search_and_by_keyboard(explorer: Any) -> None:
    page = explorer.open("?view=brief")
    assert page.locator(".brief-entry li").count() == 5
    page.locator("#brief-search").fill("コーバ" if explorer.lang == "en" else "co-ba")
    page.locator(".brief-found button").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".brief-claim").first.wait_for()
    assert "id=" in page.url
    explorer.ready()
    expect(page.locator("#brief-search")).to_be_focused()
    page.locator("#brief-search").fill("ncl")
    ties = page.locator(".brief-found > li").first.locator("button[aria-expanded]")
    ties.click()
    page.locator(".brief-ties button").first.click()
    expect(page.locator(".brief-chosen .chip")).to_have_count(2)
    explorer.ready()
    page.locator(".brief-chosen button").first.click()
    expect(page.locator(".brief-chosen .chip")).to_have_count(1)
    explorer.ready()
    explorer.check()


@pytest.mark.browser
def test_a_question_is_answered_with_bars_rows_and_lines(explorer: Any) -> None:
    page = explorer.open("?view=brief&question=hubs-by-prefecture")
    prefecture = "東京都" if explorer.lang == "ja" else "Tokyo"
    assert prefecture in page.locator("figure > svg").text_content()
    assert prefecture in claims(page)[0] and "mlit-2019" in claims(page)[0]
    page = explorer.open("?view=brief&question=roles-of&p.node=actor:rakuten")
    method = explorer.text(".brief-method")
    assert all(name in method for name in ("Burt 1992", "Gould & Fernandez 1989", "roles-of"))
    assert page.locator(".brief-claim").count() == 0
    explorer.check()


@pytest.mark.browser
def test_differing_statements_stand_together_and_are_marked(serve: Any, tab: Callable[..., Any]) -> None:
    explorer = tab(serve(differing_graph()).url, "en")
    page = explorer.open("?view=brief&id=hub:a")
    group = page.locator(".brief-differing")
    assert group.count() == 1
    assert "differ (2, 3)" in group.locator(".differs").inner_text()
    assert [" ".join(text.split()) for text in group.locator(".brief-sentence").all_inner_texts()] == [
        "Harbour hub – Members: 40 people (actual) (doc line 5 [1-2])",
        "Harbour hub – Members: 50 people (actual) (other line 6 [2-1])",
    ]
    assert "Goods, Money, Information, Knowledge" in explorer.text(".brief-silent")
    assert "does not mean" in explorer.text(".brief-silent")
    explorer.check()


@pytest.mark.browser
def test_one_tie_brings_the_statement_that_differs_from_it(serve: Any) -> None:
    found = brief_of(serve(differing_graph()), id="edge:2")
    assert [(claim["id"], claim["differs"]) for claim in found["claims"]] == [
        ("edge:2", ["edge:3"]),
        ("edge:3", ["edge:2"]),
    ]


@pytest.mark.browser
def test_a_brief_prints_on_a4(explorer: Any, tmp_path: Path) -> None:
    page = explorer.open(f"{CO_BA}&title=Trial+title&purpose=For+the+committee")
    page.pdf(path=tmp_path / "brief.pdf", format="A4", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "brief.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert 2 <= len(texts) <= 8
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    assert "Trial title" in texts[0] and "For the committee" in texts[0]
    head = "誰が・何が" if explorer.lang == "ja" else "Who or what"
    assert head in texts[0] and head in texts[1], "the head of a table stands on each of its pages"
    controls = ("コピー", "印刷する", "題名") if explorer.lang == "ja" else ("Copy", "Print (A4)", "Purpose")
    assert not any(word in "".join(texts) for word in controls)
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(texts)}" in text
        assert re.search(r"[0-9a-f]{16}", text), f"page {number} does not name the version"
    flat = re.sub(r"\s", "", "".join(texts))
    wanted = "サミットを実施する" if explorer.lang == "ja" else "co-banetworkrunsOwners"
    assert wanted in flat.replace("「", "").replace("」", "")


@pytest.mark.browser
def test_the_saved_file_holds_the_same_claims_and_asks_for_nothing(explorer: Any, tmp_path: Path) -> None:
    page = explorer.open(CO_BA)
    wanted = claims(page)
    html = "HTML 一枚" if explorer.lang == "ja" else "One HTML file"
    name, data = explorer.saved(lambda: page.get_by_role("button", name=html).click())
    assert re.fullmatch(r"tairyu_brief_.*co-ba.*_\d{4}-\d\d-\d\d_[0-9a-f]{16}\.html", name)
    file = tmp_path / "brief.html"
    file.write_bytes(data)
    text = data.decode("utf-8")
    assert "default-src 'none'" in text and "<script" not in text
    saved = explorer.context.browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    saved.on("request", lambda request: asked.append(request.url))
    saved.on("console", lambda message: said.append(message.text))
    saved.goto(file.as_uri())
    assert asked == [file.as_uri()] and said == []
    assert claims(saved) == wanted
    assert saved.locator("figure svg text").count() > 20
    assert saved.locator("button, input, select, textarea, script, [hidden]").count() == 0
    headings = ["関係", "引用"] if explorer.lang == "ja" else ["Relation", "Citations"]
    assert all(head in saved.locator(".brief-table th").all_inner_texts() for head in headings)
    links = saved.locator("a[href]").evaluate_all("items => items.map((item) => item.getAttribute('href'))")
    assert {link for link in links if not link.startswith("#")} == {f"{page.url}&lang={explorer.lang}"}
    saved.locator("a.brief-mark").first.click()
    assert saved.url.endswith("#source-1-1")
    saved.close()
    explorer.check()


@pytest.mark.browser
def test_a_hostile_graph_runs_nothing_and_is_shown_literally(
    serve: Any, tab: Callable[..., Any], tmp_path: Path
) -> None:
    explorer = tab(serve(differing_graph(HOSTILE)).url)
    from urllib.parse import quote

    page = explorer.open(f"?view=brief&id=hub:a&title={quote(HOSTILE)}&purpose={quote(HOSTILE)}")
    assert HOSTILE in explorer.text(".brief-paper h1")
    assert HOSTILE in page.locator(".brief-claim").first.inner_text()
    assert page.locator(".brief-paper img, .brief-paper b, .brief-paper script").count() == 0
    _, data = explorer.saved(lambda: page.get_by_role("button", name="HTML 一枚").click())
    (tmp_path / "hostile.html").write_bytes(data)
    page.goto((tmp_path / "hostile.html").as_uri())
    assert HOSTILE in page.locator("h1").first.inner_text()
    assert page.locator("img, b, script").count() == 0
    assert page.evaluate("window.ran") is None


@pytest.mark.browser
def test_quotes_show_and_can_be_left_out(
    serve: Any, shipped: KnowledgeGraph, sources: Path, tab: Callable[..., Any]
) -> None:
    attach(sources, {"mlit-2019": shipped.nodes["mlit-2019"].properties["sha256"]})
    explorer = tab(serve(shipped).url)
    page = explorer.open(CO_BA)
    assert page.locator("blockquote").count() > 10
    assert "すべてで" in explorer.text(".brief-sources")
    page.locator("#brief-quotes").uncheck()
    page.locator("blockquote").first.wait_for(state="detached")
    assert "quotes=no" in page.url
    explorer.check()


@pytest.mark.browser
def test_a_problem_is_told_in_words(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub:nowhere")
    assert "hub:nowhere" in page.locator(".problem").inner_text()
    assert page.locator("#share").is_hidden()
