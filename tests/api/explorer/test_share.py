"""The bar above each view, and the tables: what they save is whole, safe and needs nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from graph.model import Edge, Evidence, KnowledgeGraph, Node

WORDS = {
    "ja": {
        "link": "リンクをコピー",
        "html": "HTML 一枚",
        "csv": "CSV で保存",
        "copy": "表をコピー",
        "brief": "報告用資料",
    },
    "en": {
        "link": "Copy link",
        "html": "One HTML file",
        "csv": "Save as CSV",
        "copy": "Copy table",
        "brief": "Evidence brief",
    },
}
FORMULAS = ["=1+1", "+1+1", "-x", "@SUM(A1)", "＝1", "＋1", "－x", "＠x", " =1", "\u3000=1", "-12", "-1.5", "あ=1"]


def button(explorer: Any, name: str) -> Any:
    return (
        explorer.page.locator("#view, #share")
        .get_by_role("button", name=WORDS[explorer.lang].get(name, name), exact=True)
        .first
    )


def clipboard(explorer: Any) -> str:
    explorer.page.locator("#live", has_text=re.compile(".")).wait_for(state="attached")
    return explorer.page.evaluate("navigator.clipboard.readText()")


def formula_graph() -> KnowledgeGraph:
    evidence = (Evidence("doc", (1, 2), "0" * 16),)
    nodes = [
        Node("doc", "Document", None, "報告書", "Report", properties={"sha256": "0" * 64}),
        Node("hub:a", "Hub", "place", "拠点", "Hub", properties={"form": "place"}, evidence=evidence),
    ]
    edges = []
    for number, name in enumerate(FORMULAS):
        nodes.append(
            Node(f"actor:{number}", "Actor", "company", name, name, properties={"generic": False}, evidence=evidence)
        )
        edges.append(
            Edge(f"edge:{number:02}", f"actor:{number}", "hub:a", "OPERATES", None, {"status": "actual"}, evidence)
        )
    return KnowledgeGraph(nodes, edges)


@pytest.mark.browser
def test_the_link_restores_the_view_in_the_same_language(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub%3Aco-ba&title=題名")
    button(explorer, "link").click()
    page.locator(".share-said", has_text=re.compile("コピーしました|copied")).wait_for()
    link = clipboard(explorer)
    assert f"lang={explorer.lang}" in link
    before = explorer.text(".brief-paper")
    other = explorer.context.browser.new_context(locale="fr-FR").new_page()
    other.goto(link)
    other.locator(".brief-claim").first.wait_for()
    assert other.locator(".brief-paper").inner_text() == before
    other.context.close()
    explorer.check()


@pytest.mark.browser
def test_the_picture_is_the_drawing_at_twice_its_size(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub%3Aco-ba")
    name, data = explorer.saved(lambda: button(explorer, "PNG").click())
    assert re.fullmatch(r"tairyu_brief_.+_\d{4}-\d\d-\d\d_[0-9a-f]{16}\.png", name)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    box = page.locator("figure > svg").evaluate(
        "drawing => [drawing.viewBox.baseVal.width, drawing.viewBox.baseVal.height]"
    )
    assert picture.size == (round(box[0] * 2), round(box[1] * 2))
    colors = picture.getcolors(1 << 20)
    assert len(colors) > 50 and max(count for count, _ in colors) < picture.width * picture.height
    page.locator(".share-said", has_text=name).wait_for()


@pytest.mark.browser
def test_japanese_stands_in_the_picture(serve: Any, tab: Callable[..., Any]) -> None:
    """A font that lacks the characters would draw the same box for each."""

    def picture(name: str) -> bytes:
        graph = formula_graph()
        nodes = [Node(**{**{f: getattr(node, f) for f in ("id", "type", "kind", "properties", "evidence")},
                         "name_ja": name if node.id == "hub:a" else "同じ", "name_en": name}) for node in graph.nodes.values()]  # fmt: skip
        explorer = tab(serve(KnowledgeGraph(nodes, graph.edges.values())).url)
        explorer.open("?view=brief&id=hub:a")
        return explorer.saved(lambda: button(explorer, "PNG").click())[1]

    assert picture("対流拠点") != picture("共創広場")


@pytest.mark.browser
def test_the_svg_is_xml_of_its_own(explorer: Any) -> None:
    explorer.open("?view=brief&id=hub%3Aco-ba")
    name, data = explorer.saved(lambda: button(explorer, "SVG").click())
    assert name.endswith(".svg")
    root = ElementTree.fromstring(data)
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and float(root.get("width")) == 960
    assert "font-family" in root.attrib
    for element in root.iter():
        assert element.tag.split("}")[1] not in ("script", "image", "foreignObject", "style", "a", "use")
        for attribute, value in element.attrib.items():
            assert not attribute.endswith("href") and not attribute.startswith("on") and "url(" not in value


@pytest.mark.browser
def test_characters_that_xml_forbids_do_not_break_the_drawing(serve: Any, tab: Callable[..., Any]) -> None:
    graph = formula_graph()
    nodes = {
        **graph.nodes,
        "hub:a": Node("hub:a", "Hub", "place", "拠\x08点\x0b", "H", evidence=graph.nodes["hub:a"].evidence),
    }
    explorer = tab(serve(KnowledgeGraph(nodes.values(), graph.edges.values())).url)
    explorer.open("?view=brief&id=hub:a")
    _, data = explorer.saved(lambda: button(explorer, "SVG").click())
    assert "拠\ufffd点" in "".join(ElementTree.fromstring(data).itertext())
    assert explorer.saved(lambda: button(explorer, "PNG").click())[1].startswith(b"\x89PNG")


VIEWS = {
    "network": "",
    "map": "",
    "hubs": "",
    "hub": "&id=hub%3Aco-ba",
    "compare": "&one=hub%3Aco-ba&other=hub%3Ancl",
    "actor": "&id=actor%3Arakuten",
    "bridges": "",
    "questions": "&name=who-operates",
    "query": "",
    "brief": "",
    "about": "",
}


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_its_bar_and_saves_what_needs_nothing_else(explorer: Any, tmp_path: Path, view: str) -> None:
    explorer.page.set_default_timeout(60_000)  # the figure of the bridges waits for their intervals
    page = explorer.open(f"?view={view}{VIEWS[view]}")
    assert button(explorer, "link").is_visible()
    if button(explorer, "SVG").count():
        _, drawing = explorer.saved(lambda: button(explorer, "SVG").click())
        assert ElementTree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
        _, picture = explorer.saved(lambda: button(explorer, "PNG").click())
        assert len(Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 20)) > 10
    name, data = explorer.saved(lambda: button(explorer, "html").click())
    assert name.startswith(f"tairyu_{view}_")
    (tmp_path / "saved.html").write_bytes(data)
    saved = explorer.context.browser.new_page()
    asked: list[str] = []
    saved.on("request", lambda request: asked.append(request.url))
    saved.goto((tmp_path / "saved.html").as_uri())
    assert asked == [(tmp_path / "saved.html").as_uri()]
    assert saved.locator("html").get_attribute("lang") == explorer.lang
    assert re.search(r"[0-9a-f]{16}", saved.locator(".imprint").inner_text())
    back = saved.locator(".imprint a").get_attribute("href")
    assert back.startswith(f"{explorer.url}/?view={view}") and f"lang={explorer.lang}" in back
    assert saved.locator("button, input, select, textarea, script, canvas").count() == 0
    saved.close()
    page.bring_to_front()
    assert explorer.complaints == [] and explorer.outside() == []


@pytest.mark.browser
def test_a_failure_is_told_and_the_bar_goes_on_working(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub%3Aco-ba")
    page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = (done) => done(null); }")
    button(explorer, "PNG").click()
    said = page.locator(".share-said.problem-said")
    said.wait_for()
    assert "SVG" in said.inner_text()
    assert page.locator("#live").text_content() == said.inner_text()
    assert button(explorer, "PNG").is_enabled()
    assert explorer.saved(lambda: button(explorer, "SVG").click())[0].endswith(".svg")


@pytest.mark.browser
def test_copying_works_without_the_clipboard_of_secure_pages(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub%3Aco-ba")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not over http')); }")
    button(explorer, "link").click()
    page.locator(".share-said", has_text=re.compile("コピーしました|copied")).wait_for()
    assert "view=brief" in clipboard(explorer)
    assert page.locator("textarea.sr").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("how", ["csv", "copy"])
def test_no_spreadsheet_runs_what_a_table_saves_or_copies(serve: Any, tab: Callable[..., Any], how: str) -> None:
    explorer = tab(serve(formula_graph()).url)
    explorer.open("?view=brief&id=hub:a")
    if how == "csv":
        name, data = explorer.saved(lambda: button(explorer, "csv").click())
        assert data.startswith(b"\xef\xbb\xbf") and name.endswith(".csv")
        rows = [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    else:
        button(explorer, "copy").click()
        rows = [*csv.DictReader(io.StringIO(clipboard(explorer), newline=""), delimiter="\t")]
    safe = ["-12", "-1.5", "あ=1"]
    assert {row["誰が・何が"] for row in rows} == {name if name in safe else f"'{name}" for name in FORMULAS}
    assert rows[0]["番号"] == "1"


@pytest.mark.browser
def test_a_table_is_sorted_by_keyboard_and_says_so(explorer: Any) -> None:
    page = explorer.open("?view=brief&id=hub%3Aco-ba")
    number = page.locator(".brief-table th").first
    assert number.get_attribute("aria-sort") is None
    number.locator("button").focus()
    page.keyboard.press("Enter")
    assert number.get_attribute("aria-sort") == "descending"
    assert page.locator(".brief-table tbody td").first.inner_text() == "22"
    page.keyboard.press("Enter")
    assert number.get_attribute("aria-sort") == "ascending"
    assert page.locator("#live").text_content()


@pytest.mark.browser
def test_a_long_table_is_whole_in_the_file_and_on_paper(explorer: Any, tmp_path: Path) -> None:
    page = explorer.open("?view=brief&id=mlit-2019")
    rows = page.locator(".brief-table tbody tr")
    assert rows.count() == 200
    _, data = explorer.saved(lambda: button(explorer, "html").click())
    (tmp_path / "long.html").write_bytes(data)
    saved = explorer.context.browser.new_page()
    saved.goto((tmp_path / "long.html").as_uri())
    assert saved.locator(".brief-table tbody tr").count() == 400
    saved.close()
    page.reload()
    explorer.ready()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 400
