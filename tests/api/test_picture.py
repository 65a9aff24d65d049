"""The picture: one file, nothing from outside, nothing executed that the graph holds."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.picture import write_picture
from api.picture.layout import place
from api.picture.page import script_json
from api.wording import quantity
from graph.model import Edge, Evidence, KnowledgeGraph, Node

HOSTILE = (
    "<img src=x onerror='window.ran=1'> </script><script>window.ran=2</script> <!-- <script>"
    ' "href" \u2028\u2029 javascript:window.ran=3 &amp; {{ 7*7 }} <b>太字</b>'
)
DOCUMENT = Node(
    "doc", "Document", None, "国土交通省の報告書", "Report of the ministry", properties={"line_count": 5000}
)


def lines(first: int, last: int) -> tuple[Evidence, ...]:
    return (Evidence("doc", (first, last), "0" * 16),)


def flow(number: int, kind: str, source: str, target: str, **properties: Any) -> Edge:
    words = {"what_ja": "技術者の助言", "what_en": "advice of engineers", "status": "actual"}
    return Edge(f"edge:{number}", source, target, "FLOW", kind, words | properties, lines(2253, 2257))


def small_graph() -> KnowledgeGraph:
    nodes = [
        DOCUMENT,
        Node("case-a", "Case", None, "事例あ", "Case A", properties={"summary_ja": "要約です", "summary_en": "Sum-up"}),
        Node("hub:a", "Hub", "place", "みなと拠点", "Harbour hub", ("ハーバー",), {"form": "place"}, lines(10, 12)),
        Node("actor:b", "Actor", "company", "株式会社ビー", "Bee Inc.", (), {"generic": False}, lines(20, 20)),
        Node("actor:c", "Actor", "npo", "シーの会", "Society C", (), {"generic": False}, lines(30, 31)),
        Node("actor:g", "Actor", "other", "会員", "members", (), {"generic": True}, lines(40, 41)),
        Node(
            "outcome:1", "Outcome", "actual", "会員数", "members", (), {"value": 1200, "unit": "people"}, lines(50, 50)
        ),
    ]
    edges = [
        flow(1, "knowledge", "actor:b", "hub:a", amount=30, unit="people", qualifier="about", via="hub:a"),
        flow(2, "knowledge", "actor:b", "hub:a", what_ja="別の流れ", what_en="another flow"),
        flow(3, "money", "hub:a", "actor:b"),
        Edge("edge:4", "actor:c", "hub:a", "OPERATES", evidence=lines(60, 61)),
        Edge("edge:5", "case-a", "hub:a", "DESCRIBES", evidence=lines(1, 9)),
        Edge("edge:6", "hub:a", "outcome:1", "ACHIEVES", evidence=lines(50, 50)),
    ]
    return KnowledgeGraph(nodes, edges)


def hostile_graph() -> KnowledgeGraph:
    words = {"what_ja": HOSTILE, "what_en": HOSTILE, "note_ja": HOSTILE, "note_en": HOSTILE}
    nodes = [
        Node("doc", "Document", None, HOSTILE, HOSTILE),
        Node("case-a", "Case", None, HOSTILE, HOSTILE, properties={"summary_ja": HOSTILE, "summary_en": HOSTILE}),
        Node(f"hub:{HOSTILE}", "Hub", "place", HOSTILE, HOSTILE, (HOSTILE,), {"opened": HOSTILE}, lines(1, 2)),
        Node("actor:b", "Actor", "company", HOSTILE, HOSTILE, (HOSTILE,), {"note": HOSTILE}, lines(1, 2)),
    ]
    edges = [
        flow(1, "people", "actor:b", f"hub:{HOSTILE}", **words),
        Edge("edge:2", "case-a", f"hub:{HOSTILE}", "DESCRIBES", evidence=lines(1, 2)),
    ]
    return KnowledgeGraph(nodes, edges)


def data_of(page: str) -> dict[str, Any]:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def written(graph: KnowledgeGraph, path: Path, lang: str = "ja") -> str:
    write_picture(graph, path, lang)
    return path.read_bytes().decode("utf-8")


# -- without a browser ---------------------------------------------------------------------------


def test_same_graph_same_bytes(tmp_path: Path) -> None:
    program = (
        "import importlib.util, sys; from pathlib import Path\n"
        "spec = importlib.util.spec_from_file_location('pictures', sys.argv[1])\n"
        "module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "module.write_picture(module.small_graph(), Path(sys.argv[2]), 'ja')\n"
    )
    files = [tmp_path / name for name in ("1.html", "2.html")]
    for seed, file in enumerate(files, 1):
        command = [sys.executable, "-c", program, __file__, str(file)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": str(seed)})
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes() == written(small_graph(), tmp_path / "3.html").encode("utf-8")


def test_parallel_edges_are_both_there_and_lie_apart(tmp_path: Path) -> None:
    edges = data_of(written(small_graph(), tmp_path / "p.html"))["edges"]
    assert len(edges) == 4
    same = [edge for edge in edges if edge["from"] == edges[0]["from"] and edge["to"] == edges[0]["to"]]
    assert len(same) == 2
    assert same[0].get("smooth") != same[1].get("smooth")


def test_only_hashed_scripts_are_allowed(tmp_path: Path) -> None:
    page = written(small_graph(), tmp_path / "p.html")
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 6
    for text in [*scripts, *re.findall(r"<style>(.*?)</style>", page, re.DOTALL)]:
        assert base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() in policy
    assert not re.search(r"sourceMappingURL|<script[^>]+src=|<link[^>]+https?:|@import", page)


def test_no_text_of_the_graph_leaves_its_script(tmp_path: Path) -> None:
    page = written(hostile_graph(), tmp_path / "p.html")
    assert HOSTILE in data_of(page)["texts"]
    assert "<img src=x" not in page
    assert "\u2028" not in page


def test_json_for_a_script_is_the_same_value() -> None:
    found = script_json({"text": HOSTILE})
    assert not set(found) & set("<>&\u2028\u2029")
    assert json.loads(found) == {"text": HOSTILE}


def test_an_empty_graph_gives_a_page(tmp_path: Path) -> None:
    assert data_of(written(KnowledgeGraph([], []), tmp_path / "p.html"))["nodes"] == []


@pytest.mark.parametrize(
    ("properties", "ja", "en"),
    [
        ({"amount": 7500000, "unit": "yen", "qualifier": "about", "per": "year"},
         "約750万円／年", "about 7,500,000 yen per year"),
        ({"amount": 1_007_530_000, "unit": "yen"}, "10億753万円", "1,007,530,000 yen"),
        ({"value": 12.5, "unit": "percent"}, "12.5％", "12.5%"),
        ({"value": 100, "unit": "people", "qualifier": "at_least"}, "100人以上", "at least 100 people"),
    ],
)  # fmt: skip
def test_a_quantity_reads_as_people_say_it(properties: dict[str, Any], ja: str, en: str) -> None:
    assert quantity(properties) == (ja, en)


def test_nodes_do_not_lie_on_each_other() -> None:
    star = [(0, leaf) for leaf in range(1, 30)]
    ring = [(number, 30 + (number - 29) % 20) for number in range(30, 50)]
    points = place(60, star + ring, [10.0] * 60)
    apart = [
        (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for row, a in enumerate(points) for b in points[:row]
    ]  # fmt: skip
    assert min(apart) > 20**2


def test_late_nodes_move_nothing_but_themselves() -> None:
    ties = [(0, 1), (1, 2), (2, 0)]
    assert place(3, ties, [10.0] * 3) == place(4, [*ties, (3, 0), (3, 1)], [10.0] * 4, frozenset({3}))[:3]


# -- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        message = "no Chromium: set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


class Opened:
    """A page with everything it asked for and complained about."""

    def __init__(self, browser: Any, path: Path):
        self.page = browser.new_page(viewport={"width": 1366, "height": 768})
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append("dialog"))
        self.page.goto(path.as_uri())
        self.page.locator("#counts").filter(has_text=re.compile(r"\d")).wait_for()

    @property
    def panel(self) -> str:
        return self.page.locator("#panel").inner_text()

    def find(self, words: str) -> None:
        self.page.locator("#search").fill(words)
        self.page.locator("#search").press("Enter")


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    pages: list[Opened] = []

    def open_(graph: KnowledgeGraph, lang: str = "ja") -> Opened:
        write_picture(graph, tmp_path / "picture.html", lang)
        pages.append(Opened(browser, tmp_path / "picture.html"))
        return pages[-1]

    yield open_
    for item in pages:
        item.page.close()


@pytest.mark.browser
def test_opens_without_a_request_or_a_complaint(opened: Any) -> None:
    found = opened(small_graph())
    for box in found.page.locator("#controls input[type=checkbox]").all():
        box.click()
    found.page.locator("#fit").click()
    found.page.mouse.move(640, 380)
    found.page.mouse.wheel(0, -300)
    found.page.wait_for_timeout(200)
    assert [url for url in found.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in found.requests if url.startswith("file:")]) == 1
    assert found.complaints == []


@pytest.mark.browser
def test_search_opens_a_node_with_its_ties_and_their_lines(opened: Any) -> None:
    found = opened(small_graph())
    found.find("はーばー")
    text = found.panel
    for words in ("みなと拠点", "Harbour hub", "ハーバー", "国土交通省の報告書 10–12行", "株式会社ビー", "技術者の助言",
                  "約30人", "国土交通省の報告書 2253–2257行", "会員数", "1,200人", "シーの会", "事例あ"):  # fmt: skip
        assert words in text
    found.page.locator("#panel").get_by_role("button", name="この関係の詳細").first.click()
    assert "2253–2257行" in found.panel
    found.page.locator("#panel").get_by_role("button", name="株式会社ビー").first.click()
    assert "Bee Inc." in found.panel


@pytest.mark.browser
def test_a_click_on_the_drawing_opens_what_is_there(opened: Any) -> None:
    found = opened(small_graph())
    found.page.wait_for_timeout(300)
    spot = found.page.evaluate("network.canvasToDOM(network.getPosition(0))")
    frame = found.page.locator("#canvas").bounding_box()
    found.page.mouse.click(frame["x"] + spot["x"], frame["y"] + spot["y"])
    found.page.locator("#panel h2", has_text="みなと拠点").wait_for()
    found.page.evaluate("openList(false)")
    here, there = (found.page.evaluate(f"network.canvasToDOM(network.getPosition({end}))") for end in (0, 2))
    found.page.mouse.click(frame["x"] + (here["x"] + there["x"]) / 2, frame["y"] + (here["y"] + there["y"]) / 2)
    found.page.locator("#panel h2", has_text="運営する").wait_for()


@pytest.mark.browser
def test_the_list_and_the_matches_work_by_keyboard(opened: Any) -> None:
    found = opened(small_graph(), "en")
    found.page.locator("#search").focus()
    found.page.keyboard.type("e")
    assert found.page.locator("#matches [role=option]").count() >= 2
    found.page.keyboard.press("ArrowDown")
    marked = found.page.locator("#matches [aria-selected=true] > span").evaluate("e => e.firstChild.textContent")
    found.page.keyboard.press("Enter")
    assert found.page.locator("#panel h2").inner_text() == marked
    assert found.page.evaluate("document.activeElement.tagName") == "H2"
    found.page.keyboard.press("Shift+Tab")
    found.page.keyboard.press("Enter")
    assert found.page.locator("#panel h2").inner_text() == "In the picture"


@pytest.mark.browser
def test_the_language_changes_in_the_page(opened: Any) -> None:
    found = opened(small_graph(), "en")
    assert "Harbour hub" in found.panel
    found.page.get_by_role("button", name="日本語").click()
    assert "みなと拠点" in found.panel
    assert found.page.locator("html").get_attribute("lang") == "ja"
    assert found.page.locator("label[for=search]").inner_text() == "名前で探す"


@pytest.mark.browser
def test_boxes_and_the_case_filter(opened: Any) -> None:
    found = opened(small_graph())
    assert found.page.evaluate("[nodeView.length, edgeView.length]") == [3, 4]
    found.page.locator("[data-box=flow-knowledge]").click()
    assert found.page.evaluate("[nodeView.length, edgeView.length]") == [3, 2]
    found.page.locator("[data-box=flow-money]").click()
    assert found.page.evaluate("[nodeView.length, edgeView.length]") == [2, 1]
    found.page.locator("#case").select_option(label="事例あ")
    assert found.page.evaluate("nodeView.length") == 1
    assert "要約です" in found.panel
    found.find("ビー")
    assert found.page.locator("#case").input_value() == "-1"
    assert found.complaints == []


@pytest.mark.browser
def test_a_hostile_graph_runs_nothing_and_is_shown_literally(opened: Any) -> None:
    found = opened(hostile_graph())
    page = found.page
    assert "<img src=x onerror='window.ran=1'>" in found.panel
    page.locator("#search").fill("<img")
    assert "<img src=x" in page.locator("#matches").inner_text()
    page.locator("#search").press("Enter")
    assert "<b>太字</b>" in found.panel
    assert "{{ 7*7 }}" in found.panel
    page.locator("#panel").get_by_role("button", name="この関係の詳細").click()
    page.get_by_role("button", name="English").click()
    page.locator("#case").select_option(index=1)
    page.locator("#canvas").hover()
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran === undefined")
    assert page.locator("img, body b, iframe").count() == 0
    assert found.complaints == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in found.requests)


@pytest.mark.browser
def test_a_script_that_is_not_ours_does_not_run(opened: Any) -> None:
    found = opened(small_graph())
    found.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }"
    )
    assert found.page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in text for text in found.complaints)
