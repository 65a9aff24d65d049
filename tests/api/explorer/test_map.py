"""The map in a browser: hubs where they are stated to be, flows as arcs, and the same in tables and as a matrix."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from graph.model import KnowledgeGraph

pytestmark = pytest.mark.browser
MAP = "?view=map"
HOSTILE = "<img src=x onerror=alert(1)>\u202e</script>&amp;"


@pytest.fixture(scope="module")
def japan(web: Any) -> Any:
    return web.get("/api/map").json()


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def drawn_hubs(page: Any) -> set[str]:
    """The hubs that have a sign on the map, by themselves or in a stack."""
    return {
        hub
        for ids in page.eval_on_selector_all(".map-hub", "all => all.map(a => a.dataset.hubs)")
        for hub in ids.split()
    }


def arcs(page: Any) -> set[str]:
    return set(page.eval_on_selector_all(".map-arc", "all => all.map(a => a.dataset.key.split(' ')[1])"))


def expected_arcs(japan: Any, **wanted: str) -> set[str]:
    """Codes of both prefectures and the kind, of the flows that cross."""
    return {
        f"{group['origin'][-2:]}-{group['destination'][-2:]}-{group['kind']}"
        for group in japan["flows"]
        if group["origin"] and group["destination"] and group["origin"] != group["destination"]
        if all(group[name] == value for name, value in wanted.items())
    }


def on_map(japan: Any) -> set[str]:
    return {hub["id"] for hub in japan["hubs"] if any(place["point"] for place in hub["places"])}


def box(page: Any, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found, selector
    return found


def follow(explorer: Any, click: Any) -> Any:
    """Does what changes the address, and waits until the view has followed."""
    before = explorer.page.url
    click()
    explorer.page.wait_for_function("before => location.href !== before", arg=before)
    return explorer.ready()


def test_the_map_shows_what_the_api_and_the_table_have(explorer: Any, japan: Any) -> None:
    page = explorer.open(MAP)
    assert drawn_hubs(page) == on_map(japan)
    assert arcs(page) == expected_arcs(japan)
    assert str(len(on_map(japan))) in explorer.text(".map-list p")
    assert "Natural Earth" in explorer.text(".map-credits")
    explorer.check()
    explorer.shot("map")
    page.locator(".map-tabs a").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".map-tables").wait_for()
    assert page.evaluate("document.activeElement.parentNode.className") == "map-tabs"
    table = page.locator(".map-tables .table").first
    yes = {"ja": "はい", "en": "yes"}[explorer.lang]
    last = table.locator("tbody tr td:last-child").all_inner_texts()
    assert len(last) == len(japan["hubs"])
    assert last.count(yes) == len(on_map(japan))
    flows = page.locator(".map-tables .table").nth(1).locator("tbody tr td:last-child").all_inner_texts()
    assert sum(map(int, flows)) == sum(len(group["edges"]) for group in japan["flows"])
    assert page.locator(".map-tables .table").nth(2).locator("tbody tr").count() == 47
    explorer.check()


def test_each_outline_holds_its_office(explorer: Any, japan: Any) -> None:
    """So outlines, codes and projection belong together, in the frame of Okinawa as well."""
    page = explorer.open(MAP)
    wrong = page.evaluate(
        """async (prefectures) => {
          const { project } = await import("./assets/map/projection.js");
          return prefectures.filter(({ id, lat, lon }) => {
            const path = document.querySelector(`[data-key="prefecture ${id}"]`);
            path.style.strokeWidth = "40px";
            const [x, y] = project(lon, lat).map((value) => value * 10);
            const found = path.isPointInFill(new DOMPoint(x, y)) || path.isPointInStroke(new DOMPoint(x, y));
            path.style.strokeWidth = "";
            return !found;
          }).map(({ id }) => id);
        }""",
        japan["prefectures"],
    )
    assert wrong == []


def test_okinawa_stands_in_a_frame(explorer: Any) -> None:
    page = explorer.open(MAP)
    frame, okinawa = box(page, ".map-drawing rect"), box(page, '[data-key="prefecture region:47"]')
    assert frame["x"] <= okinawa["x"]
    assert okinawa["x"] + okinawa["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= okinawa["y"]
    assert okinawa["y"] + okinawa["height"] <= frame["y"] + frame["height"]
    kyushu = box(page, '[data-key="prefecture region:45"]')
    assert kyushu["y"] > frame["y"] + frame["height"], "the frame covers no other land"
    assert {"ja": "沖縄県", "en": "Okinawa"}[explorer.lang] in page.locator('[data-layer="frames"]').text_content()


def test_a_click_on_a_prefecture_filters_and_a_second_takes_it_back(explorer: Any, japan: Any) -> None:
    page = explorer.open(MAP)
    # Far from the signs and arcs above the land.
    follow(explorer, lambda: page.locator('[data-key="prefecture region:21"]').dispatch_event("click"))
    assert state(page)["prefecture"] == ["region:21"]
    mine = {hub["id"] for hub in japan["hubs"] if any(place["prefecture"] == "region:21" for place in hub["places"])}
    assert drawn_hubs(page) == mine
    assert arcs(page) == expected_arcs(japan, origin="region:21") | expected_arcs(japan, destination="region:21")
    page.locator(".map-group").first.wait_for()
    assert page.locator(".map-list h2").inner_text() in ("岐阜県", "Gifu Prefecture")
    within = sum(len(g["edges"]) for g in japan["flows"] if g["origin"] == g["destination"] == "region:21")
    brief = parse_qs(urlparse(page.locator("#share a[href*='view=brief']").get_attribute("href")).query)["id"]
    assert mine <= set(brief)
    assert len(brief) == 60
    page.locator(".map-group summary").nth(2).click()
    assert page.locator(".map-group").nth(2).locator("li").count() == within
    explorer.check()
    explorer.shot("map-prefecture")
    follow(explorer, lambda: page.locator('[data-key="prefecture region:21"]').dispatch_event("click"))
    assert drawn_hubs(page) == on_map(japan)


def test_prefectures_by_keyboard(explorer: Any) -> None:
    page = explorer.open(MAP)
    page.locator('[data-key="prefecture region:01"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.key") == "prefecture region:03"
    assert page.locator('[data-layer="prefectures"] [tabindex="0"]').count() == 1
    follow(explorer, lambda: page.keyboard.press("Enter"))
    assert state(page)["prefecture"] == ["region:03"]
    assert page.locator('[data-key="prefecture region:03"]').get_attribute("aria-pressed") == "true"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.dataset.key") == "prefecture region:47"


def test_flows_by_kind_and_direction(explorer: Any, japan: Any) -> None:
    page = explorer.open(MAP)
    for kind in ("goods", "money", "information", "knowledge"):
        follow(explorer, page.locator(f'.map-filters [data-value="{kind}"] input').uncheck)
    assert arcs(page) == expected_arcs(japan, kind="people")
    assert state(page)["kind"] == ["people"]
    follow(explorer, lambda: page.locator(".map-menu select").first.select_option("metro_to_regional"))
    assert arcs(page) == expected_arcs(japan, kind="people", direction="metro_to_regional")
    follow(explorer, page.locator('.map-filters [data-value="people"] input').uncheck)
    assert arcs(page) == set()
    explorer.check()


def test_hubs_by_type(explorer: Any, japan: Any) -> None:
    page = explorer.open(f"{MAP}&type=resource_discovery")
    wanted = {
        hub["id"] for hub in japan["hubs"] if "resource_discovery" in (hub["reported"] or [hub["estimated"]["type"]])
    }
    assert drawn_hubs(page) == wanted & on_map(japan)
    assert [box.is_checked() for box in page.locator(".map-filters fieldset").first.locator("input").all()] == [
        False,
        True,
        False,
        False,
    ]


def test_an_arc_lists_its_flows_with_their_evidence(explorer: Any, japan: Any) -> None:
    page = explorer.open(MAP)
    follow(explorer, lambda: page.locator('[data-key="arc 23-21-people"]').dispatch_event("click"))
    page.locator(".map-flows li").first.wait_for()
    (group,) = [
        g for g in japan["flows"] if (g["origin"], g["destination"], g["kind"]) == ("region:23", "region:21", "people")
    ]
    assert page.locator(".map-flows li").count() == len(group["edges"])
    links = page.eval_on_selector_all(".map-flows .open-evidence", "all => all.map(a => a.getAttribute('href'))")
    assert Counter(parse_qs(link[1:])["sel"][0] for link in links) == Counter(group["edges"])
    assert page.locator(".map-flows .lines").count() >= len(group["edges"])
    explorer.check()
    follow(explorer, page.locator(".map-flows .open-evidence").first.click)
    assert state(page)["sel"][0] in group["edges"]
    assert page.locator(".map-flows li").count() == len(group["edges"]), "the list stays beside the card"


def test_a_stack_opens_its_list_and_a_hub_its_card(explorer: Any) -> None:
    page = explorer.open(MAP)
    stack = page.locator('.map-hub[data-key~="region:27100"]')
    ids = set(stack.get_attribute("data-hubs").split())
    assert stack.locator("text").text_content() == str(len(ids))
    follow(explorer, stack.click)
    listed = page.eval_on_selector_all(".map-hubs .thing", "all => all.map(a => a.getAttribute('href'))")
    assert {parse_qs(link[1:])["sel"][0] for link in listed} == ids
    explorer.check()
    follow(explorer, page.locator(".map-list-head button").click)
    assert "place" not in state(page)
    page.locator('[data-key="hub hub:drf"]').click()
    page.wait_for_function("() => location.search.includes('sel=hub%3Adrf')")
    explorer.ready()
    assert page.locator('[data-key="hub hub:drf"]').get_attribute("aria-pressed") == "true"


def test_hubs_without_a_place_are_listed_apart(explorer: Any, japan: Any) -> None:
    page = explorer.open(MAP)
    unknown = {hub["id"] for hub in japan["hubs"] if not hub["places"]}
    vague = {hub["id"] for hub in japan["hubs"] if hub["places"]} - on_map(japan)
    for name, wanted in (("map-unplaced", unknown), ("map-vague", vague)):
        page.locator(f".{name} summary").click()
        links = page.eval_on_selector_all(f".{name} .thing", "all => all.map(a => a.getAttribute('href'))")
        assert {parse_qs(link[1:])["sel"][0] for link in links} == wanted
        assert str(len(wanted)) in explorer.text(f".{name} summary")
    assert not drawn_hubs(page) & (unknown | vague)


def test_planned_places_are_marked(explorer: Any) -> None:
    page = explorer.open(f"{MAP}&place=region:13113")
    item = page.locator(".map-hubs li", has_text={"ja": "渋谷キューズ", "en": "QWS"}[explorer.lang])
    assert {"ja": "予定", "en": "planned"}[explorer.lang] in item.inner_text()


def test_moving_by_wheel_buttons_and_keys(explorer: Any) -> None:
    page = explorer.open(MAP)
    prefecture = '[data-key="prefecture region:21"]'
    before, stacks = box(page, prefecture), page.locator(".map-hub").count()
    page.locator(".map-buttons button").first.click()
    page.wait_for_function("() => location.search.includes('at=')")
    assert box(page, prefecture)["width"] == pytest.approx(1.6 * before["width"], rel=0.02)
    page.mouse.move(before["x"], before["y"])
    for _ in range(4):
        page.mouse.wheel(0, -120)
    page.wait_for_function("() => new URLSearchParams(location.search).get('at') > '5'")
    assert page.locator(".map-hub").count() > stacks, "signs part where there is room"
    held = box(page, prefecture)["x"]
    page.mouse.move(900, 600)
    page.mouse.down()
    page.mouse.move(960, 600, steps=3)
    page.mouse.up()
    page.wait_for_function(
        "x => document.querySelector(x.of).getBoundingClientRect().x > x.at + 50", arg={"of": prefecture, "at": held}
    )
    assert "prefecture" not in state(page), "a drag is no click"
    page.locator('[data-layer="prefectures"] [tabindex="0"]').focus()
    page.keyboard.press("0")
    page.wait_for_function("() => !location.search.includes('at=')")
    assert box(page, prefecture)["width"] == pytest.approx(before["width"], rel=0.02)
    page.keyboard.press("+")
    page.wait_for_function("() => location.search.includes('at=')")


def test_a_link_restores_the_map(explorer: Any, tab: Any) -> None:
    link = f"{MAP}&kind=people&type=coworking&prefecture=region:21&at=3.00,480.0,640.0"
    page = explorer.open(link)
    other = tab(explorer.url, explorer.lang).open(urlparse(page.url).query.join(("?", "")))
    for selector in (".map-hub", ".map-arc", ".map-prefecture[aria-pressed=true]"):
        assert box(page, selector) == box(other, selector)
    assert drawn_hubs(page) == drawn_hubs(other)
    assert other.locator(".map-menu select").nth(1).input_value() == "region:21"


def test_the_matrix_leads_to_its_flows(explorer: Any, web: Any) -> None:
    page = explorer.open(f"{MAP}&tab=matrix")
    found = web.get("/api/flows/matrix?by=metro").json()
    shown = {
        (cell["data-from"], cell["data-to"]): int(cell["text"])
        for cell in page.eval_on_selector_all(
            ".map-cell",
            "all => all.map(a => ({'data-from': a.dataset.from, 'data-to': a.dataset.to, text: a.textContent}))",
        )
    }
    wanted = {(c["origin"] or "not_stated", c["destination"] or "not_stated"): c["count"] for c in found["cells"]}
    assert shown == wanted
    follow(explorer, page.locator('.map-cell[data-from="metropolitan"][data-to="regional"]').click)
    page.locator(".map-flows li").first.wait_for()
    assert page.locator(".map-flows li").count() == wanted["metropolitan", "regional"]
    explorer.check()
    explorer.shot("map-matrix")
    follow(explorer, lambda: page.locator(".map-matrix select").first.select_option("kind"))
    page.locator('.map-cell[data-from="people"]').first.wait_for()
    follow(explorer, page.locator('.map-cell[data-from="people"][data-to="regional_to_metro"]').click)
    page.locator(".map-flows li").first.wait_for()
    assert page.locator(".map-flows li").count() == 5
    follow(explorer, lambda: page.locator(".map-matrix select").first.select_option("prefecture"))
    page.locator('.map-cell[data-from="region:21"][data-to="region:21"]').wait_for()
    explorer.check()


def test_the_figure_needs_nothing_else(explorer: Any, japan: Any) -> None:
    page = explorer.open(f"{MAP}&kind=people")
    text = page.evaluate(
        """async () => {
          const { state } = await import("./assets/core/state.js");
          const { show } = await import("./assets/map/view.js");
          const view = await show(state(), document.createElement("div"));
          return new XMLSerializer().serializeToString(await view.figure());
        }"""
    )
    assert all(word in text for word in ("Natural Earth", {"ja": "ヒト", "en": "People"}[explorer.lang]))
    assert [word for word in ("data-key", "class=", "style=", "tabindex", "href=") if word in text] == []
    assert text.count("<path") > 47


def test_hostile_names_are_shown_as_they_are(shipped: KnowledgeGraph, serve: Any, tab: Any) -> None:
    bad = {"name_ja": HOSTILE, "name_en": HOSTILE}
    names = ("hub:drf", "region:27100", "hub:abic-obog")
    nodes = [replace(node, **bad) if node.id in names else node for node in shipped.nodes.values()]
    hostile = tab(serve(KnowledgeGraph(nodes, shipped.edges.values())).url)
    page = hostile.open(MAP)
    assert HOSTILE in page.locator('[data-key="hub hub:drf"]').get_attribute("aria-label")
    page.locator('.map-hub[data-key~="region:27100"]').click()
    page.locator(".map-hubs").wait_for()
    assert HOSTILE in page.locator(".map-list h2").text_content()
    hostile.open(f"{MAP}&tab=tables")
    assert HOSTILE in page.locator(".map-tables").text_content()
    hostile.open(f"{MAP}&prefecture={HOSTILE}&place={HOSTILE}&arc={HOSTILE}&at={HOSTILE}&tab={HOSTILE}")
    hostile.open(f"{MAP}&tab=matrix&by={HOSTILE}")
    assert page.locator("img").count() == 0
    assert [one for one in hostile.complaints if "400" not in one] == []


def test_vendored_files_are_those_that_are_listed() -> None:
    folder = files("api.explorer").joinpath("vendor")
    listed = {entry["file"]: entry for entry in json.loads(folder.joinpath("vendor.json").read_text("utf-8"))}
    others = {"vendor.json", "LICENSES.md", *(entry.get("made_by") for entry in listed.values())}
    there = {item.name for item in folder.iterdir()}
    assert there - others == listed.keys()
    licences = folder.joinpath("LICENSES.md").read_text("utf-8")
    for name, entry in listed.items():
        assert hashlib.sha256(folder.joinpath(name).read_bytes()).hexdigest() == entry["sha256"], name
        assert {"version", "licence"} <= entry.keys()
        assert f"## {name}" in licences
