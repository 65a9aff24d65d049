"""The picture: one file, nothing from outside, nothing executed that the graph holds."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.picture import Part, around, picture, write_picture
from api.picture.contents import contents
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


def neighbours_graph() -> KnowledgeGraph:
    """A hub with a contact, a flow that only goes through it, and what a case and a region hold."""
    regions = [
        ("region:27", "prefecture", "大阪府"),
        ("region:27100", "municipality", "大阪市"),
        ("region:13", "prefecture", "東京都"),
    ]
    nodes = [
        DOCUMENT,
        Node("case-a", "Case", None, "事例あ", "Case A", properties={"summary_ja": "要約", "summary_en": "S"}),
        Node("case-b", "Case", None, "事例い", "Case B", properties={"summary_ja": "要約", "summary_en": "S"}),
        *(Node(key, "Region", kind, name, key, properties={"level": kind}) for key, kind, name in regions),
        Node("hub:a", "Hub", "place", "拠点あ", "Hub A"),
        *(Node(f"actor:{key}", "Actor", "company", f"主体{key}", f"Actor {key}") for key in "bcdefg"),
        Node("outcome:1", "Outcome", "actual", "会員数", "members", (), {"value": 12, "unit": "people"}),
    ]
    case_a = {"cases": ["case-a"]}
    edges = [
        Edge("edge:01", "actor:b", "hub:a", "OPERATES", None, case_a, lines(1, 2)),
        Edge(
            "edge:02", "actor:c", "actor:d", "FLOW", "people", case_a | {"via": "hub:a", "what_ja": "人"}, lines(3, 4)
        ),
        Edge("edge:03", "actor:b", "actor:e", "PARTNERS_WITH", None, {"cases": ["case-b"]}, lines(5, 6)),
        Edge("edge:04", "hub:a", "region:27100", "LOCATED_IN", None, case_a, lines(7, 7)),
        Edge("edge:05", "actor:f", "region:27100", "LOCATED_IN", None, {"cases": ["case-b"]}, lines(8, 8)),
        Edge("edge:06", "region:27100", "region:27", "WITHIN", None, {"from_gazetteer": True}),
        Edge("edge:07", "case-a", "hub:a", "DESCRIBES", None, {}, lines(1, 9)),
        Edge("edge:08", "case-b", "actor:e", "DESCRIBES", None, {}, lines(1, 9)),
        Edge("edge:09", "case-a", "region:13", "SERVES", None, case_a, lines(9, 9)),
        Edge("edge:10", "hub:a", "outcome:1", "ACHIEVES", None, {}, lines(10, 10)),
        Edge("edge:11", "outcome:1", "region:13", "LOCATED_IN", None, {}, lines(10, 10)),
        Edge("edge:12", "actor:b", "actor:g", "PARTNERS_WITH", None, {"cases": ["case-a"]}, lines(5, 6)),
        Edge("edge:13", "actor:g", "actor:b", "PARTNERS_WITH", None, {"cases": ["case-b"]}, lines(5, 6)),
    ]
    return KnowledgeGraph(nodes, edges)


def part_of(graph: KnowledgeGraph, key: str, depth: int = 1, **how: Any) -> Part:
    return around(graph, graph.nodes[key], depth, **how)


def data_of(page: str) -> dict[str, Any]:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def written(graph: KnowledgeGraph, path: Path, lang: str = "ja") -> str:
    write_picture(graph, path, lang)
    return path.read_bytes().decode("utf-8")


# -- without a browser ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["", "hub:a"])
def test_same_graph_same_bytes(tmp_path: Path, key: str) -> None:
    program = (
        "import importlib.util, sys; from pathlib import Path\n"
        "spec = importlib.util.spec_from_file_location('pictures', sys.argv[1])\n"
        "module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "graph = module.small_graph()\n"
        "part = module.part_of(graph, sys.argv[3]) if sys.argv[3] else None\n"
        "Path(sys.argv[2]).write_bytes(module.picture(graph, 'ja', part))\n"
    )
    files = [tmp_path / name for name in ("1.html", "2.html")]
    for seed, file in enumerate(files, 1):
        command = [sys.executable, "-c", program, __file__, str(file), key]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": str(seed)})
    assert files[0].read_bytes() == files[1].read_bytes()
    if not key:
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
    assert len(scripts) == 7
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


# -- what is around one thing --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "depth", "members"),
    [
        ("hub:a", 1, {"hub:a", "actor:b", "actor:c", "actor:d", "region:27100"}),
        # actor:f is in the same city, and nothing else ties it to the hub.
        ("hub:a", 2, {"hub:a", "actor:b", "actor:c", "actor:d", "actor:e", "actor:g", "region:27100"}),
        ("actor:c", 1, {"actor:c", "actor:d", "hub:a"}),
        ("case-a", 1, {"hub:a", "actor:b", "actor:c", "actor:d", "actor:g", "region:27100", "region:13"}),
        ("case-a", 2, {"hub:a", "actor:b", "actor:c", "actor:d", "actor:e", "actor:g", "region:27100", "region:13"}),
        ("region:27", 1, {"region:27", "region:27100", "hub:a", "actor:f"}),
        ("region:27", 2, {"region:27", "region:27100", "hub:a", "actor:f", "actor:b", "actor:c", "actor:d"}),
        ("region:13", 1, {"region:13"}),
    ],
)
def test_what_belongs_to_the_picture_of_one_thing(key: str, depth: int, members: set[str]) -> None:
    found = part_of(neighbours_graph(), key, depth)
    assert set(found.members) == members
    assert found.left_out == 0


def test_the_nearest_come_first_and_what_is_left_out_is_counted_and_said() -> None:
    near = [Node(f"actor:near-{n}", "Actor", "company", f"近{n}", f"near {n}") for n in range(5)]
    far = [Node(f"actor:far-{n}", "Actor", "company", f"遠{n}", f"far {n}") for n in range(5)]
    hub = Node("hub:a", "Hub", "place", "拠点", "Hub")
    edges = [Edge(f"edge:n{n}", node.id, "hub:a", "OPERATES") for n, node in enumerate(near)]
    edges += [Edge(f"edge:m{n}", "hub:a", "actor:near-3", "FLOW", "money") for n in range(2)]
    edges += [Edge(f"edge:f{n}", node.id, near[n].id, "PART_OF") for n, node in enumerate(far)]
    graph = KnowledgeGraph([hub, *near, *far], edges)
    found = part_of(graph, "hub:a", 2, most=4)
    assert found.members == ("hub:a", "actor:near-3", "actor:near-0", "actor:near-1")
    assert found.left_out == 7
    data = contents(graph, found)
    said = [data["texts"][number] for number in data["about"]["scope"]]
    assert any("4" in ja and "7" in ja and "7 are left out" in en for ja, en in said)
    assert data["nodeInfo"][data["part"]["node"]]["m"] == 2  # the ties to the two that are left out


def test_a_part_names_what_is_not_drawn_and_says_that_there_is_more() -> None:
    graph = neighbours_graph()
    data = contents(graph, part_of(graph, "actor:e"))
    assert len(data["nodes"]) == 2
    partner = next(info for info in data["nodeInfo"] if info["id"] == "actor:b")
    assert partner["m"] == 3
    outside = contents(graph, part_of(graph, "hub:a"))
    hub = next(info for info in outside["nodeInfo"] if info["id"] == "hub:a")
    (place_,) = hub["o"][0]["r"]
    assert outside["texts"][place_["v"]] == ["東京都", "region:13"] and "n" not in place_
    flow_ = next(info for info in outside["edgeInfo"] if info["i"] == "edge:02")
    assert flow_["v"] == outside["part"]["node"]


def test_a_region_is_tied_to_what_holds_it_and_the_gazetteer_is_named() -> None:
    graph = neighbours_graph()
    data = contents(graph, part_of(graph, "region:27"))
    within = next(info for info in data["edgeInfo"] if info["i"] == "edge:06")
    assert ["地名辞典による", "From the gazetteer"] in [data["texts"][row["l"]] for row in within["p"]]
    assert [data["texts"][case["n"]] for case in data["cases"]] == [["事例あ", "Case A"], ["事例い", "Case B"]]


def test_the_picture_of_a_case_says_where_it_plays() -> None:
    graph = neighbours_graph()
    data = contents(graph, part_of(graph, "case-a"))
    (case,) = (one for one in data["cases"] if data["texts"][one["n"]] == ["事例あ", "Case A"])
    assert data["part"]["case"] == data["cases"].index(case)
    assert ["東京都", "region:13"] in [data["texts"][row["v"]] for row in case["p"]]
    assert len(case["m"]) == 7  # all that the case states
    assert {data["edgeInfo"][tie]["i"] for tie in case["t"]} == {"edge:01", "edge:02", "edge:04", "edge:12"}


# -- what stock pyvis gets wrong (DESIGN, section 3) ---------------------------------------------


def test_no_text_of_the_graph_is_a_title_a_label_or_an_id_of_the_drawing() -> None:
    # A title that holds "href" would be written as HTML, and an id of a select menu is not escaped.
    data = contents(hostile_graph())
    for drawn in (*data["nodes"], *data["edges"]):
        assert isinstance(drawn["id"], int)
        assert "title" not in drawn
        assert HOSTILE not in json.dumps(drawn)
    assert {node["label"] for node in data["nodes"]} == {" "}


def test_parallel_ties_without_direction_are_both_drawn() -> None:
    graph = neighbours_graph()
    data = contents(graph, part_of(graph, "actor:g"))
    assert [info["i"] for info in data["edgeInfo"]] == ["edge:12", "edge:13"]
    # One turn seen from the one end and the same turn seen from the other are two sides.
    one, other = data["edges"]
    assert one["smooth"] == other["smooth"] and one["from"] == other["to"]
    assert [edge["arrows"] for edge in data["edges"]] == ["", ""]


def test_physics_is_off() -> None:
    assert contents(small_graph())["options"]["physics"] is False


def test_drawing_leaves_the_graph_as_it_was() -> None:
    graph = neighbours_graph()
    before = pickle.dumps((graph.nodes, graph.edges))
    picture(graph, "ja", part_of(graph, "hub:a", 2))
    picture(graph, "en")
    assert pickle.dumps((graph.nodes, graph.edges)) == before


def test_no_node_is_looked_for_among_all_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    # pyvis' own add_node and add_edge do so: ten thousand nodes take most of a minute.
    for name in ("add_node", "add_edge", "get_nodes", "from_nx"):
        monkeypatch.delattr(f"pyvis.network.Network.{name}")
    assert len(contents(small_graph())["edges"]) == 4


def test_no_template_of_pyvis_and_no_other_host_is_in_the_page() -> None:
    graph = neighbours_graph()
    page = picture(graph, "ja", part_of(graph, "hub:a")).decode("utf-8")
    own = page.replace(page[page.index("<script>") : page.rindex("</script>")], "")
    assert not re.search(r"https?://|bootstrap|tom-select|cdn", own)
    assert "<center" not in page and "mynetwork" not in page


@pytest.mark.parametrize("arguments", [(), ("--of", "hub:co-ba")])
def test_the_locale_does_not_change_the_bytes(tairyu: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    for name, environment in (("a", {}), ("b", plain)):
        assert tairyu("export", "html", f"{name}.html", *arguments, "--lang", "ja", **environment).code == 0
    found = (tmp_path / "a.html").read_bytes()
    assert found == (tmp_path / "b.html").read_bytes()
    assert "co-ba渋谷" in found.decode("utf-8")


# -- the command ---------------------------------------------------------------------------------


def test_html_of_one_thing_is_its_surroundings(tairyu: Any, tmp_path: Path) -> None:
    whole = tairyu("export", "html", "whole.html", "--json").json
    assert whole == ["whole.html"]
    assert tairyu("demo", "--picture", "demo.html").code == 0
    assert (tmp_path / "whole.html").read_bytes() == (tmp_path / "demo.html").read_bytes()
    assert tairyu("export", "html", "near.html", "--of", "co-ba渋谷").code == 0
    assert tairyu("export", "html", "far.html", "--of", "hub:co-ba-shibuya", "--depth", "2").code == 0
    near, far = (data_of((tmp_path / f"{name}.html").read_text(encoding="utf-8")) for name in ("near", "far"))
    assert 5 < len(near["nodes"]) < len(far["nodes"]) < 100
    assert near["links"] is None
    assert near["made"]["graph"] == far["made"]["graph"] != ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("csv", "x", "--of", "hub:co-ba"), 2, "--of goes with html"),
        (("html", "x", "--depth", "2"), 2, "--depth goes with --of"),
        (("html", "x", "--of", "hub:co-ba", "--depth", "3"), 2, "--depth"),
        (("html", "x", "--of", "co-ba渋"), 1, "hub:co-ba-shibuya"),
        (("html", "x", "--of", "mlit-2019"), 1, "no picture of “mlit-2019”"),
    ],
)
def test_what_there_is_no_picture_of_is_said(
    tairyu: Any, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = tairyu("export", *arguments)
    assert (result.code, words in result.err) == (code, True), result.err
    assert not (tmp_path / "x").exists()


# -- the layout ----------------------------------------------------------------------------------


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

    def open_(graph: KnowledgeGraph, lang: str = "ja", part: Part | None = None) -> Opened:
        (tmp_path / "picture.html").write_bytes(picture(graph, lang, part, links={"explorer": "/?view=hub&id=hub:a"}))
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


@pytest.mark.browser
def test_a_picture_of_one_thing_opens_with_it_and_leads_nowhere_as_a_file(opened: Any) -> None:
    graph = neighbours_graph()
    found = opened(graph, "ja", part_of(graph, "hub:a"))
    page = found.page
    assert page.title() == "拠点あ · 対流"
    assert page.locator("#controls h1").inner_text() == "拠点あ"
    assert "直接の関係があるもの" in page.locator("#scope").inner_text()
    assert page.locator("#panel h2").inner_text() == "拠点あ"
    assert page.evaluate("[nodeView.length, edgeView.length]") == [5, 3]
    for words in ("ここを経由する流れ", "主体c → 主体d", "主体b", "大阪市", "東京都"):
        assert words in found.panel
    assert page.locator("a:visible").count() == 0
    assert "グラフ" in page.locator("#made").inner_text()
    page.locator("#panel").get_by_role("button", name="主体b").click()
    assert "この図の外にも関係が 3 本あります" in found.panel
    page.get_by_role("button", name="English").click()
    assert page.title() == "Hub A · Tairyu"
    assert "3 more ties lead out of this picture" in found.panel
    assert found.complaints == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in found.requests)


@pytest.mark.browser
def test_the_picture_of_a_case_opens_with_all_that_it_states(opened: Any) -> None:
    graph = neighbours_graph()
    found = opened(graph, "en", part_of(graph, "case-a"))
    assert found.page.locator("#panel h2").inner_text() == "Case A"
    assert found.page.evaluate("[nodeView.length, edgeView.length]") == [7, 4]
    assert found.complaints == []


@pytest.mark.browser
def test_a_hostile_thing_in_the_middle_runs_nothing(opened: Any) -> None:
    graph = hostile_graph()
    found = opened(graph, "en", part_of(graph, f"hub:{HOSTILE}", 2))
    assert found.page.locator("#controls h1").inner_text().startswith("<img src=x onerror=")
    found.page.wait_for_timeout(200)
    assert found.page.evaluate("window.ran === undefined")
    assert found.page.locator("img, body b, iframe").count() == 0
    assert found.complaints == []
