"""The network view, as a reader uses it: by mouse, by keyboard, by link."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from api.web.network.drawing import NOT_DRAWN
from graph.model import Edge, Evidence, KnowledgeGraph, Node

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<img src=x onerror='window.ran=1'></script><b>太字</b>\u202e\" & {{7*7}}"
CITED = (Evidence("doc", (10, 12), "0" * 16),)


class Picture:
    """The drawing in a tab: where things stand in it, and what it says is there."""

    def __init__(self, explorer: Any, query: str = ""):
        self.explorer, self.page = explorer, explorer.open(query)
        self.surface = self.page.locator(".net-surface")
        self.surface.wait_for()

    def spot(self, key: str) -> tuple[float, float] | None:
        """Where a node or the middle of a tie is in the window; None where it is not shown."""
        spot = self.surface.evaluate("(surface, id) => surface.spotOf(id)", key)
        box = self.surface.bounding_box()
        return spot and (box["x"] + spot[0], box["y"] + spot[1])

    def shows(self, key: str) -> bool:
        return self.spot(key) is not None

    def shown(self, keys: Iterable[str]) -> set[str]:
        """Those that are shown."""
        script = "(surface, ids) => ids.filter((id) => surface.spotOf(id))"
        return set(self.surface.evaluate(script, list(keys)))

    def still(self, key: str) -> tuple[float, float]:
        """Where it is once the drawing has come to rest."""
        before = None
        while (now := self.spot(key)) != before:
            before = now
            self.page.wait_for_timeout(450)
        assert now is not None
        return now

    def click(self, key: str) -> None:
        self.page.mouse.click(*self.still(key))

    def do(self, name: str) -> None:
        self.page.locator(f"[data-do='{name}']").click()

    def entry(self, code: str) -> Any:
        return self.page.locator(f"[data-entry='{code}']")

    def count(self, code: str) -> int:
        label = self.page.locator("label", has=self.entry(code))
        return int(label.locator(".count").inner_text().replace(",", ""))

    @property
    def counts(self) -> tuple[int, int]:
        """Nodes and ties, as the buttons of the lists say."""
        buttons = [self.page.locator(f"[data-do='list.{one}']").inner_text() for one in ("nodes", "ties")]
        return tuple(int(re.search(r"[\d,]+", text)[0].replace(",", "")) for text in buttons)  # type: ignore[return-value]

    @property
    def state(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    def wait(self, name: str, value: str | None = None) -> str | None:
        """Until the address has that parameter."""
        self.page.wait_for_url(lambda _: name in self.state and value in (None, self.state[name]))
        return self.state[name]

    def wait_without(self, name: str) -> None:
        """Until the address has that parameter no more."""
        self.page.wait_for_url(lambda _: name not in self.state)

    def rows(self, which: str) -> list[list[str]]:
        """The list of nodes or ties, as saved for a spreadsheet."""
        if self.page.locator(f"[data-do='list.{which}']").get_attribute("aria-expanded") != "true":
            self.do(f"list.{which}")
        save = self.page.locator(".net-list .open .table-bar button").last
        _, data = self.explorer.saved(save.click)
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]


def small_graph() -> KnowledgeGraph:
    """Two hubs, two actors, parallel flows between them, and one tie for each status and year."""
    nodes = [
        Node("doc", "Document", None, "報告書", "Report", properties={"sha256": "0" * 64}),
        Node("doc2", "Document", None, "別の報告書", "Other report", properties={"sha256": "1" * 64}),
        Node("case-a", "Case", None, "事例あ", "Case A", evidence=CITED),
        Node("hub:a", "Hub", "place", "みなと拠点", "Harbour hub", properties={"form": "place"}, evidence=CITED),
        Node("hub:b", "Hub", "place", "やま拠点", "Mountain hub", properties={"form": "place"}, evidence=CITED),
        Node(
            "actor:x", "Actor", "company", "株式会社エックス", "X Inc.", properties={"generic": False}, evidence=CITED
        ),
        Node("actor:y", "Actor", "npo", "ワイの会", "Society Y", properties={"generic": False}, evidence=CITED),
        Node("actor:g", "Actor", "other", "会員", "members", properties={"generic": True}, evidence=CITED),
    ]
    other = (Evidence("doc2", (1, 1), "0" * 16),)
    cases = {"cases": ["case-a"]}
    edges = [
        Edge("edge:1", "actor:x", "hub:a", "FLOW", "knowledge", {"since": "2015", **cases}, CITED),
        Edge("edge:2", "actor:x", "hub:a", "FLOW", "money", {"since": "2018", "until": "2020", **cases}, CITED),
        Edge("edge:3", "hub:a", "actor:x", "FLOW", "people", {"status": "planned"}, CITED),
        Edge("edge:4", "actor:y", "hub:a", "OPERATES", None, {"since": "FY2019"}, other),
        Edge("edge:5", "actor:y", "hub:b", "SUPPORTS", None, {}, other),
        Edge("edge:6", "actor:x", "hub:b", "SUPPORTS", None, {}, CITED),
        Edge("edge:7", "actor:g", "hub:b", "PARTICIPATES_IN", None, {}, CITED),
        Edge("edge:8", "case-a", "hub:a", "DESCRIBES", None, {}, CITED),
    ]
    return KnowledgeGraph(nodes, edges)


def large_graph(hubs: int = 400, actors: int = 9_600, ties: int = 40_000) -> KnowledgeGraph:
    """Actors tied to the hubs of their own part of the country, some to any."""
    draw = random.Random(7)
    nodes = [
        Node(f"hub:{i}", "Hub", "place", f"拠点{i}", f"Hub {i}", properties={"form": "place"}) for i in range(hubs)
    ]
    nodes += [
        Node(f"actor:{i}", "Actor", "company", f"主体{i}", f"Actor {i}", properties={"generic": i % 3 == 0})
        for i in range(actors)
    ]
    edges = []
    for number in range(ties):
        actor = int(actors * draw.random() ** 1.5)
        part = actor % 20
        hub = draw.randrange(hubs // 20) * 20 + part if draw.random() < 0.85 else draw.randrange(hubs)
        other = f"hub:{hub}" if draw.random() < 0.5 else f"actor:{draw.randrange(actors // 20) * 20 + part}"
        kind = draw.choice(["people", "knowledge", "money", None])
        edges.append(
            Edge(
                f"edge:{number}",
                f"actor:{actor}",
                other,
                "FLOW" if kind else "SUPPORTS",
                kind,
                {"what_ja": "助言"},
                CITED,
            )
        )
    return KnowledgeGraph([*nodes, Node("doc", "Document", None, "報告書", "Report")], edges)


@pytest.fixture
def small(tab: Any, serve: Any) -> Any:
    """Opens the small graph at an address of the explorer."""
    url = serve(small_graph()).url
    return lambda query="", lang="ja": Picture(tab(url, lang), query)


def neighbourhood(graph: KnowledgeGraph, start: str) -> set[str]:
    """The node and whatever is drawn as tied to it."""
    found = {start}
    for edge in graph.edges.values():
        stops = {edge.source, edge.target, edge.properties.get("via")} - {None}
        if edge.type not in NOT_DRAWN and start in stops and "Case" not in {graph.nodes[key].type for key in stops}:
            found |= {key for key in stops if graph.nodes[key].type != "Outcome"}
    return found


# -- what is shown at first -----------------------------------------------------------------------


def test_the_first_view_is_a_legible_part_and_says_so(explorer: Any, web: Any) -> None:
    picture = Picture(explorer)
    drawn = web.get("/api/network").json()
    assert picture.counts[0] == len(drawn["first"]["row"]) <= 200
    words = explorer.text(".net-sentence")
    assert str(picture.counts[0]) in words
    assert {"ja": "橋渡し", "en": "bridge"}[explorer.lang] in words
    inks = picture.page.locator(".net-lower").evaluate(
        "c => new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size"
    )
    assert inks > 50
    explorer.shot("network")
    explorer.check()


def test_show_all_shows_all_with_its_communities(explorer: Any, web: Any) -> None:
    picture = Picture(explorer)
    picture.do("show.all")
    drawn = web.get("/api/network").json()
    assert picture.counts == (len(drawn["nodes"]["id"]), len(drawn["edges"]["id"]))
    assert f"{drawn['communities']['modularity']:.2f}" in explorer.text(".net-note")
    explorer.shot("network-all")
    picture.do("show.first")
    assert picture.counts[0] == len(drawn["first"]["row"])
    explorer.check()


# -- legend and filters ---------------------------------------------------------------------------


def test_the_legend_is_the_schema_and_filters(explorer: Any, shipped: KnowledgeGraph) -> None:
    picture = Picture(explorer, "?view=network&show=all")
    groups = [node for node in shipped.of_type("Actor") if node.properties.get("generic")]
    assert picture.count("Hub") == len(list(shipped.of_type("Hub")))
    assert picture.count("group") == len(groups)
    assert picture.count("people") == sum(edge.kind == "people" for edge in shipped.edges_of("FLOW"))
    nodes, ties = picture.counts
    picture.entry("people").uncheck()
    assert picture.wait("off") == "people"
    assert picture.counts[1] == ties - picture.count("people")
    picture.entry("Region").uncheck()
    assert picture.wait("off", "Region.people")
    assert picture.counts[0] <= nodes - picture.count("Region")
    left = picture.counts
    picture.page.reload()
    explorer.ready()
    assert picture.counts == left
    assert not picture.entry("Region").is_checked()
    assert picture.entry("Hub").is_checked()
    explorer.check()


def test_ties_are_chosen_by_type_and_status(small: Any) -> None:
    picture = small()
    assert picture.counts == (4, 6)
    picture.page.locator(".net-kinds summary").click()
    picture.entry("SUPPORTS").uncheck()
    picture.wait("off", "SUPPORTS")
    assert not picture.shows("edge:5") and picture.shows("edge:4")
    picture.entry("planned").uncheck()
    picture.wait("off", "SUPPORTS.planned")
    assert not picture.shows("edge:3") and picture.shows("edge:2")
    picture.entry("ties").uncheck()
    picture.wait("off", "SUPPORTS.planned.ties")
    assert not picture.shows("edge:4") and picture.shows("edge:1")
    # Who has lost all ties goes; the sentence says how many.
    assert not picture.shows("actor:y")
    assert "2" in picture.page.locator(".net-sentence").inner_text().split("。")[-1]


def test_a_document_and_a_prefecture_narrow_what_is_shown(explorer: Any, web: Any) -> None:
    picture = Picture(explorer, "?view=network&show=all")
    picture.page.locator("#net-document").select_option("gifu-rakuten-2010")
    picture.wait("document")
    drawn = web.get("/api/network").json()
    number = drawn["documents"].index("gifu-rakuten-2010")
    assert picture.counts[1] == sum(number in one for one in drawn["edges"]["documents"])
    picture.page.locator("#net-document").select_option("")
    gifu = next(i for i, one in enumerate(drawn["prefectures"]) if one["id"] == "region:21")
    picture.page.locator("#net-region").select_option("region:21")
    picture.wait("region", "region:21")
    there = {row for row, one in enumerate(drawn["nodes"]["prefecture"]) if one == gifu}
    ends = zip(*(drawn["edges"][name] for name in ("source", "target", "via")), strict=True)
    assert picture.counts[1] == sum(bool(there & set(stops)) for stops in ends)
    explorer.shot("network-prefecture")
    explorer.check()


def test_years_are_a_range_and_ties_without_one_are_kept_or_not(small: Any) -> None:
    picture = small("?view=network&show=all")
    years = picture.page.locator("[data-year]")
    assert years.first.get_attribute("placeholder") == "2015"
    years.first.fill("2018")
    years.first.press("Enter")
    picture.wait("from", "2018")
    assert not picture.shows("edge:1")
    assert all(picture.shows(f"edge:{number}") for number in (2, 3, 4, 5, 6))
    picture.page.locator("#net-undated").uncheck()
    picture.wait("dated", "1")
    assert [number for number in range(1, 8) if picture.shows(f"edge:{number}")] == [2, 4]
    years.last.fill("2018")
    years.last.press("Enter")
    picture.wait("to", "2018")
    # 2018 to 2020 has begun by 2018; 2019 has not.
    assert [number for number in range(1, 8) if picture.shows(f"edge:{number}")] == [2]


# -- cases, surroundings, links -------------------------------------------------------------------


def test_a_case_is_shown_whole(explorer: Any, web: Any, shipped: KnowledgeGraph) -> None:
    picture = Picture(explorer, "?view=network&case=fukuyama")
    drawn = web.get("/api/network").json()
    number = next(i for i, case in enumerate(drawn["cases"]) if case["id"] == "fukuyama")
    inside = {drawn["nodes"]["id"][row] for row, cases in enumerate(drawn["nodes"]["cases"]) if number in cases}
    assert picture.counts[0] == len(inside) > 20
    assert {edge.target for edge in shipped.out_edges("fukuyama", "DESCRIBES")} <= inside
    assert picture.shown(inside) == inside
    stated = [one for one, cases in zip(drawn["edges"]["id"], drawn["edges"]["cases"], strict=True) if number in cases]
    assert picture.counts[1] == len(stated)
    assert picture.page.locator("#net-case").input_value() == "fukuyama"
    explorer.shot("network-case")
    explorer.check()


def test_focus_shows_a_node_with_what_is_tied_to_it(explorer: Any, shipped: KnowledgeGraph) -> None:
    picture = Picture(explorer, "?view=network&focus=hub:co-ba")
    picture.wait("sel", "hub:co-ba")
    picture.page.locator("#panel h2").first.wait_for()
    near = neighbourhood(shipped, "hub:co-ba")
    assert picture.counts[0] == len(near)
    assert picture.shown(near) == near
    explorer.shot("network-focus")
    picture.do("depth.two")
    picture.wait("depth", "2")
    assert picture.counts[0] == len(set().union(*(neighbourhood(shipped, key) for key in near)))
    explorer.check()


def test_something_that_is_not_drawn_is_said_to_be_missing(small: Any) -> None:
    picture = small("?view=network&focus=actor:nobody")
    assert "actor:nobody" in picture.page.locator(".net-sentence").inner_text()
    assert picture.counts == (4, 6)


def test_a_link_restores_the_very_same_view(small: Any) -> None:
    picture = small()
    picture.click("actor:x")
    picture.wait("sel", "actor:x")
    picture.do("widen")
    picture.click("hub:b")
    picture.wait("sel", "hub:b")
    picture.do("widen")
    picture.wait("expand")
    picture.do("pin")
    picture.entry("planned").uncheck()
    picture.do("zoom.in")
    picture.wait("at")
    keys = ["hub:a", "hub:b", "actor:x", "actor:y", "actor:g", "edge:1", "edge:2"]
    picture.still("hub:a")
    before = [picture.spot(key) for key in keys]
    assert None not in before
    again = small(f"?{urlsplit(picture.page.url).query}")
    again.page.locator("#panel h2").first.wait_for()
    again.still("hub:a")
    for one, other in zip(before, [again.spot(key) for key in keys], strict=True):
        assert one == pytest.approx(other, abs=1.5)
    assert not again.shows("edge:3")


# -- mouse and touch ------------------------------------------------------------------------------


def test_a_click_opens_a_node_at_the_side_and_one_beside_it_closes_it(explorer: Any) -> None:
    picture = Picture(explorer, "?view=network&case=fukuyama")
    picture.click("hub:fukuyama")
    picture.wait("sel", "hub:fukuyama")
    picture.page.locator("#panel h2").first.wait_for()
    picture.still("hub:fukuyama")
    box = picture.surface.bounding_box()
    picture.page.mouse.click(box["x"] + 8, box["y"] + box["height"] - 8)
    picture.wait_without("sel")
    picture.page.locator("#panel").wait_for(state="hidden")
    explorer.check()


def test_a_flow_through_a_hub_runs_through_it(tab: Any, serve: Any) -> None:
    graph = small_graph()
    flow = Edge("edge:9", "actor:x", "actor:y", "FLOW", "people", {"via": "hub:b"}, CITED)
    graph = KnowledgeGraph(graph.nodes.values(), [*graph.edges.values(), flow])
    picture = Picture(tab(serve(graph).url))
    to_hub = [sum(pair) / 2 for pair in zip(picture.spot("actor:x"), picture.spot("hub:b"), strict=True)]
    assert picture.spot("edge:9") == pytest.approx(to_hub, abs=25)
    picture.entry("Hub").uncheck()
    picture.wait("off", "Hub")
    straight = [sum(pair) / 2 for pair in zip(picture.spot("actor:x"), picture.spot("actor:y"), strict=True)]
    assert picture.spot("edge:9") == pytest.approx(straight, abs=2)


def test_pointing_at_a_node_names_it_and_fades_the_rest(small: Any) -> None:
    picture = small()
    picture.page.mouse.move(*picture.spot("actor:x"))
    tip = picture.page.locator(".net-tip")
    tip.wait_for()
    assert "株式会社エックス" in tip.inner_text() and "企業" in tip.inner_text()
    assert float(picture.page.locator(".net-lower").evaluate("e => getComputedStyle(e).opacity")) < 0.5
    picture.page.mouse.move(*picture.spot("edge:2"))
    picture.page.locator(".net-tip", has_text="カネ").wait_for()
    assert "2018–2020" in tip.inner_text()
    picture.page.mouse.move(5, 5)
    tip.wait_for(state="hidden")


def test_parallel_ties_lie_apart_and_each_can_be_clicked(small: Any) -> None:
    picture = small("?view=network&focus=actor:x&sel=actor:x")
    picture.still("edge:1")
    spots = [picture.spot(f"edge:{number}") for number in (1, 2, 3)]
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert max(abs(spots[one][axis] - spots[other][axis]) for axis in (0, 1)) > 5
    for number in (1, 2, 3):
        picture.click(f"edge:{number}")
        picture.wait("sel", f"edge:{number}")


def test_expand_hide_pin_undo_redo_reset(small: Any) -> None:
    picture = small()
    assert not picture.shows("actor:g")
    picture.page.mouse.dblclick(*picture.still("hub:b"))
    picture.wait("expand")
    assert picture.shows("actor:g")
    picture.do("hide")
    picture.wait("hide")
    assert not picture.shows("hub:b")
    spot = picture.still("actor:y")
    picture.page.mouse.move(*spot)
    picture.page.mouse.down()
    picture.page.mouse.move(spot[0] + 90, spot[1] + 40, steps=4)
    picture.page.mouse.up()
    picture.wait("pin")
    moved = picture.spot("actor:y")
    assert moved == pytest.approx((spot[0] + 90, spot[1] + 40), abs=3)
    picture.do("undo")
    picture.wait_without("pin")
    assert picture.spot("actor:y") == pytest.approx(spot, abs=3)
    picture.do("undo")
    picture.wait_without("hide")
    assert picture.shows("hub:b")
    picture.do("redo")
    picture.wait("hide")
    assert not picture.shows("hub:b")
    picture.do("reset")
    picture.wait_without("hide")
    assert picture.counts == (4, 6)
    assert picture.page.locator("[data-do='reset']").is_disabled()
    picture.do("undo")
    picture.wait("hide")


def test_the_backs_of_the_browser_are_steps_too(small: Any) -> None:
    picture = small()
    picture.entry("money").uncheck()
    picture.wait("off", "money")
    picture.page.go_back()
    picture.wait_without("off")
    assert picture.shows("edge:2")
    picture.do("redo")
    picture.wait("off", "money")


def test_wheel_and_drag_move_the_drawing(small: Any) -> None:
    picture = small()
    x, y = picture.spot("hub:a")
    picture.page.mouse.move(x, y)
    far = abs(picture.spot("hub:b")[0] - x)
    picture.page.mouse.wheel(0, -400)
    picture.wait("at")
    assert picture.spot("hub:a") == pytest.approx((x, y), abs=2)
    assert abs(picture.spot("hub:b")[0] - x) > 1.2 * far
    box = picture.surface.bounding_box()
    corner = (box["x"] + 30, box["y"] + box["height"] - 30)
    picture.page.mouse.move(*corner)
    picture.page.mouse.down()
    picture.page.mouse.move(corner[0] + 80, corner[1] - 50, steps=3)
    picture.page.mouse.up()
    assert picture.spot("hub:a") == pytest.approx((x + 80, y - 50), abs=2)


def test_two_fingers_zoom(small: Any) -> None:
    picture = small()
    before = picture.spot("hub:b")[0] - picture.spot("hub:a")[0]
    picture.surface.evaluate(
        """surface => {
          const box = surface.getBoundingClientRect();
          surface.setPointerCapture = () => {};
          const send = (type, id, x) => surface.dispatchEvent(new PointerEvent(type, {
            pointerId: id, pointerType: "touch", clientX: box.left + x, clientY: box.top + 200, bubbles: true }));
          send("pointerdown", 1, 300); send("pointerdown", 2, 400);
          send("pointermove", 2, 500); send("pointerup", 1, 300); send("pointerup", 2, 500);
        }"""
    )
    picture.wait("at")
    assert picture.spot("hub:b")[0] - picture.spot("hub:a")[0] == pytest.approx(2 * before, rel=0.05)


# -- keyboard, lists, figure ----------------------------------------------------------------------


def test_the_keyboard_moves_and_zooms(explorer: Any) -> None:
    picture = Picture(explorer)
    picture.surface.focus()
    start = picture.spot("hub:ncl")
    picture.page.keyboard.press("ArrowRight")
    assert picture.spot("hub:ncl") == pytest.approx((start[0] - 60, start[1]), abs=1)
    picture.page.keyboard.press("ArrowUp")
    assert picture.spot("hub:ncl")[1] == pytest.approx(start[1] + 60, abs=1)
    wide = picture.spot("hub:co-ba")[0] - picture.spot("hub:ncl")[0]
    picture.page.keyboard.press("+")
    assert picture.spot("hub:co-ba")[0] - picture.spot("hub:ncl")[0] == pytest.approx(1.25 * wide, rel=0.01)
    picture.page.keyboard.press("0")
    assert picture.spot("hub:ncl") == pytest.approx(start, abs=2)
    explorer.check()


def test_all_of_it_works_without_a_mouse(small: Any) -> None:
    picture = small(lang="en")
    picture.page.locator("[data-do='list.nodes']").focus()
    picture.page.keyboard.press("Enter")
    picture.wait("list", "nodes")
    link = picture.page.locator(".net-list .open a", has_text="Mountain hub")
    link.focus()
    picture.page.keyboard.press("Enter")
    picture.wait("sel", "hub:b")
    picture.page.locator("[data-do='widen']").focus()
    picture.page.keyboard.press("Enter")
    picture.wait("expand")
    assert picture.shows("actor:g")
    picture.page.locator("#live", has_text="5 nodes").wait_for(state="attached")
    picture.entry("group").focus()
    picture.page.keyboard.press("Space")
    picture.wait("off", "group")
    assert not picture.shows("actor:g")


def test_the_lists_hold_what_the_drawing_shows(explorer: Any, shipped: KnowledgeGraph) -> None:
    picture = Picture(explorer, "?view=network&case=visasq")
    nodes, ties = picture.rows("nodes"), picture.rows("ties")
    assert (len(nodes), len(ties)) == picture.counts
    lang = explorer.lang
    ids = picture.shown(shipped.nodes)
    assert sorted(row[0] for row in nodes) == sorted(shipped.nodes[key].name(lang) for key in ids)
    shown = [shipped.edges[key] for key in picture.shown(shipped.edges)]
    ends = [(shipped.nodes[edge.source].name(lang), shipped.nodes[edge.target].name(lang)) for edge in shown]
    assert sorted((row[0], row[3]) for row in ties) == sorted(ends)
    explorer.check()


def test_the_figure_is_what_is_shown(explorer: Any, shipped: KnowledgeGraph) -> None:
    picture = Picture(explorer, "?view=network&case=visasq&off=Region")
    name, data = explorer.saved(
        lambda: picture.page.locator("#share").get_by_role("button", name="SVG", exact=True).click()
    )
    assert name.endswith(".svg")
    root = ElementTree.fromstring(data)
    nodes = [one.get("data-node") for one in root.iter() if one.get("data-node")]
    ties = {one.get("data-tie") for one in root.iter() if one.get("data-tie")}
    assert sorted(nodes) == sorted(picture.shown(shipped.nodes))
    assert ties == picture.shown(shipped.edges)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert picture.page.locator(".net-sentence").inner_text() in texts
    assert shipped.nodes["hub:visasq"].name(explorer.lang)[:10] in "".join(texts)
    version = picture.page.evaluate("fetch('api/network').then(r => r.json()).then(r => r.graph)")
    assert any(version in text for text in texts)
    actors = {"ja": "主体", "en": "Actor"}[explorer.lang]
    assert f"{actors} {picture.count('Actor')}" in texts
    assert b"http" not in data.replace(b"http://www.w3.org/2000/svg", b"")
    explorer.check()


def test_ties_look_as_the_legend_says(small: Any) -> None:
    picture = small("?view=network&show=all")
    _, data = picture.explorer.saved(
        lambda: picture.page.locator("#share").get_by_role("button", name="SVG", exact=True).click()
    )
    lines = {one.get("data-tie"): one for one in ElementTree.fromstring(data).iter() if one.get("data-tie")}
    colors = picture.page.evaluate("fetch('api/schema').then(r => r.json()).then(r => r.flow_kinds)")
    assert lines["edge:1"].get("stroke") == colors["knowledge"]["color"]
    assert lines["edge:2"].get("stroke") == colors["money"]["color"]
    others = {lines[f"edge:{number}"].get("stroke") for number in (4, 5, 6, 7)}
    assert len(others) == 1 and not others & {one["color"] for one in colors.values()}
    assert [key for key, line in lines.items() if line.get("stroke-dasharray")] == ["edge:3"]


def test_the_saved_page_holds_the_figure_and_both_lists(small: Any) -> None:
    picture = small()
    picture.page.locator(".net-list table").nth(1).wait_for(state="attached")
    button = picture.page.locator("#share").get_by_role("button", name="HTML 一枚")
    _, data = picture.explorer.saved(button.click)
    text = data.decode("utf-8")
    assert text.count("data-node=") == 4 and "<canvas" not in text
    assert text.count("<table") == 2 and "ワイの会" in text


def test_the_brief_cites_what_is_selected_or_the_little_that_is_shown(small: Any) -> None:
    picture = small()
    brief = picture.page.locator("#share a", has_text="報告用資料")
    brief.hover()
    assert sorted(parse_qs(urlsplit(brief.get_attribute("href")).query)["id"]) == [
        "actor:x",
        "actor:y",
        "hub:a",
        "hub:b",
    ]
    picture.click("edge:4")
    picture.wait("sel", "edge:4")
    brief.hover()
    assert parse_qs(urlsplit(brief.get_attribute("href")).query)["id"] == ["edge:4"]


# -- what others may feed it ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_hostile_names_are_text(tab: Any, serve: Any, lang: str) -> None:
    nodes = [
        Node("doc", "Document", None, HOSTILE, HOSTILE, properties={"sha256": "0" * 64}),
        Node("case-a", "Case", None, HOSTILE, HOSTILE, evidence=CITED),
        Node(f"hub:{HOSTILE}", "Hub", "place", HOSTILE, HOSTILE, properties={"form": "place"}, evidence=CITED),
        Node("actor:x", "Actor", "company", HOSTILE, HOSTILE, properties={"generic": False}, evidence=CITED),
    ]
    edges = [Edge("edge:1", "actor:x", f"hub:{HOSTILE}", "FLOW", "people", {"what_ja": HOSTILE}, CITED)]
    picture = Picture(tab(serve(KnowledgeGraph(nodes, edges)).url, lang))
    picture.page.mouse.move(*picture.spot("actor:x"))
    picture.page.locator(".net-tip", has_text="<img src=x").wait_for()
    picture.click(f"hub:{HOSTILE}")
    picture.wait("sel", f"hub:{HOSTILE}")
    assert HOSTILE in picture.page.locator(".net-selection strong").text_content()
    picture.do("list.nodes")
    assert HOSTILE in picture.page.locator(".net-list .open").text_content()
    picture.explorer.saved(lambda: picture.page.locator("#share").get_by_role("button", name="SVG", exact=True).click())
    assert picture.page.evaluate("window.ran === undefined")
    assert picture.page.locator("img, #view b, iframe").count() == 0
    picture.explorer.check()


def test_an_empty_graph_is_an_empty_drawing(tab: Any, serve: Any) -> None:
    picture = Picture(tab(serve(KnowledgeGraph([], [])).url))
    assert picture.counts == (0, 0)
    for name in ("zoom.in", "zoom.fit", "show.all", "list.nodes"):
        picture.do(name)
    picture.explorer.check()


@pytest.mark.parametrize(
    "query",
    ["at=1_2", "at=x_y_z", "at=0_0_0", "pin=zzz_1_2.%00", "expand=....", "hide=%E3%81%82", "depth=9", "from=20x8", "off=Nothing",
     "focus=", "list=what", "show=all&show=first"],
)  # fmt: skip
def test_a_link_that_is_damaged_still_shows_something(small: Any, query: str) -> None:
    picture = small(f"?view=network&{query}")
    assert picture.counts[0] >= 4
    assert picture.spot("hub:a") is not None
    assert picture.explorer.complaints == []


def test_ten_thousand_nodes_open_and_can_be_used(tab: Any, serve: Any) -> None:
    explorer = tab(serve(large_graph()).url)
    picture = Picture(explorer)
    assert picture.counts[0] <= 200
    picture.do("show.all")
    assert picture.counts == (10_000, 40_000)
    bundled = picture.page.locator(".net-note", has_text="束ねた")
    bundled.wait_for()
    key = "actor:4000"
    picture.page.mouse.move(*picture.still(key))
    for _ in range(16):
        picture.page.mouse.wheel(0, -120)
    picture.wait("at")
    bundled.wait_for(state="detached")
    picture.click(key)
    picture.wait("sel", key)
    assert picture.page.locator(".net-selection strong").inner_text() == "主体4000"
    picture.do("zoom.fit")
    bundled.wait_for()
    picture.do("list.ties")
    assert picture.page.locator(".net-list .open tbody tr").count() == 200
    assert explorer.complaints == []
