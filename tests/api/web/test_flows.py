"""The map and the flows by way of the API: what is stated, and nothing that is not."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from api.flows import flows_document
from api.web.places.mapping import map_document
from graph.flows import LEVELS
from graph.model import Edge, KnowledgeGraph, Node
from graph.places import DIRECTIONS, Places

TYPES = {"reported": [], "type": "none", "types": {"coworking": 0.2}}


@pytest.fixture(scope="module")
def japan(web: Any) -> Any:
    return web.get("/api/map").json()


def hub_map(*edges: Edge, regions: tuple[Node, ...]) -> list[dict[str, Any]]:
    """The places of one hub on the map of a small graph."""
    graph = KnowledgeGraph([Node("hub:a", "Hub", "place", "甲", "A"), *regions], edges)
    return map_document(graph, {"hub:a": TYPES})["hubs"][0]["places"]


def region(key: str, level: str, **properties: Any) -> Node:
    return Node(f"region:{key}", "Region", level, key, key, properties=properties)


def located(target: str, status: str = "actual") -> Edge:
    return Edge(f"edge:{target}", "hub:a", f"region:{target}", "LOCATED_IN", properties={"status": status})


def within(inner: str, outer: str) -> Edge:
    return Edge(f"edge:{inner}-{outer}", f"region:{inner}", f"region:{outer}", "WITHIN")


def test_every_hub_is_on_the_map_with_its_stated_places(japan: Any, shipped: KnowledgeGraph) -> None:
    assert [hub["id"] for hub in japan["hubs"]] == [hub.id for hub in shipped.of_type("Hub")]
    places = Places(shipped)
    for hub in japan["hubs"]:
        stated = {edge.target: edge for edge in shipped.out_edges(hub["id"], "LOCATED_IN")}
        assert {place["id"] for place in hub["places"]} <= stated.keys()
        assert bool(hub["places"]) == bool(stated), hub["id"]
        for place in hub["places"]:
            assert place["planned"] == (stated[place["id"]].properties["status"] == "planned")
            assert place["edges"] == [stated[place["id"]].id]
            if point := place["point"]:
                assert point["id"] in places.within(place["id"])
                assert (point["lat"], point["lon"]) == tuple(
                    shipped.nodes[point["id"]].properties[name] for name in ("lat", "lon")
                )
    assert sum(place["planned"] for hub in japan["hubs"] for place in hub["places"]) > 0


def test_the_types_are_those_of_the_hubs(japan: Any, shipped: KnowledgeGraph) -> None:
    for hub in japan["hubs"]:
        assert hub["reported"] == list(shipped.nodes[hub["id"]].properties.get("reported_types", ()))
    assert {hub["estimated"]["type"] for hub in japan["hubs"]} > {"coworking", "none"}


def test_all_prefectures_are_named(japan: Any) -> None:
    assert [one["code"] for one in japan["prefectures"]] == [f"{number:02}" for number in range(1, 48)]
    assert {one["name_ja"] for one in japan["prefectures"] if one["metropolitan"]} >= {"東京都", "大阪府"}


def test_each_flow_is_in_one_group_or_planned(japan: Any, shipped: KnowledgeGraph) -> None:
    grouped = [edge for group in japan["flows"] for edge in group["edges"]]
    assert sorted([*grouped, *japan["planned"]]) == sorted(edge.id for edge in shipped.edges_of("FLOW"))
    places = Places(shipped)
    for group in japan["flows"]:
        for edge in map(shipped.edges.get, group["edges"]):
            assert edge.kind == group["kind"]
            assert places.direction(edge) == group["direction"]
            assert places.region_at(edge.source, "prefecture") == group["origin"]
            assert places.region_at(edge.target, "prefecture") == group["destination"]


def test_the_point_is_that_of_the_narrowest_region_around() -> None:
    regions = (
        region("town", "municipality", lat=35.0, lon=139.0),
        region("13", "prefecture", lat=36.0, lon=140.0),
        region("quarter", "district"),
    )
    edges = (located("quarter"), located("13"), within("quarter", "town"), within("town", "13"))
    (place,) = hub_map(*edges, regions=regions)
    assert (place["id"], place["prefecture"]) == ("region:quarter", "region:13")
    assert (place["point"]["id"], place["point"]["lat"]) == ("region:town", 35.0)


def test_no_point_is_made_up() -> None:
    towns = tuple(region(name, "municipality", lat=35.0, lon=139.0) for name in ("one", "other"))
    area = region("area", "functional_area")
    (place,) = hub_map(located("area"), within("area", "one"), within("area", "other"), regions=(*towns, area))
    assert place["point"] is None
    assert place["prefecture"] is None
    assert hub_map(regions=()) == []
    (planned,) = hub_map(located("one", "planned"), regions=towns)
    assert planned["planned"]
    assert hub_map(located("one", "ended"), regions=towns) == []


@pytest.mark.parametrize("by", LEVELS)
def test_the_matrix_is_that_of_the_command_line(web: Any, shipped: KnowledgeGraph, by: str) -> None:
    assert web.get(f"/api/flows/matrix?by={by}").json() == json.loads(json.dumps(flows_document(shipped, by)))


def test_the_matrix_of_a_kind_and_a_hub(web: Any, shipped: KnowledgeGraph) -> None:
    found = web.get("/api/flows/matrix?by=metro&kind=people&hub=hub:drt")
    assert found.json() == json.loads(json.dumps(flows_document(shipped, "metro", "people", "hub:drt")))
    assert web.get("/api/flows/matrix", headers={"If-None-Match": "*"}).status_code == 304


@pytest.mark.parametrize("by", ["metro", "prefecture"])
def test_the_flows_of_a_cell_are_those_of_the_matrix(web: Any, by: str) -> None:
    for cell in web.get(f"/api/flows/matrix?by={by}").json()["cells"]:
        ends = {end: cell[end] or "not_stated" for end in ("origin", "destination")}
        found = web.get("/api/flows", params={"by": by, **ends}).json()
        assert found["count"] == cell["count"]
        assert [flow["id"] for flow in found["flows"]] == cell["edges"]
        assert all(flow["evidence"] and flow["source_node"]["name_ja"] for flow in found["flows"])


def test_the_flows_of_a_region_are_those_at_either_end(web: Any, japan: Any) -> None:
    found = web.get("/api/flows?region=region:21").json()["flows"]
    ends = [group for group in japan["flows"] if "region:21" in (group["origin"], group["destination"])]
    assert Counter(flow["kind"] for flow in found) == Counter(
        {kind: sum(len(g["edges"]) for g in ends if g["kind"] == kind) for kind in {g["kind"] for g in ends}}
    )
    assert web.get("/api/flows", params={"region": "岐阜県"}).json()["flows"] == found


def test_directions_part_the_flows(web: Any) -> None:
    counts = [web.get(f"/api/flows?direction={one}&limit=1").json()["count"] for one in DIRECTIONS]
    assert sum(counts) == web.get("/api/flows?limit=1").json()["count"]
    assert min(counts) > 0


def test_planned_flows_come_only_when_asked_for(web: Any, japan: Any) -> None:
    planned = web.get("/api/flows?planned=true").json()
    assert sorted(flow["id"] for flow in planned["flows"]) == sorted(japan["planned"])
    assert all(flow["properties"]["status"] == "planned" for flow in planned["flows"])
    actual = web.get("/api/flows?limit=2000").json()
    assert not {flow["id"] for flow in actual["flows"]} & set(japan["planned"])
    assert actual["count"] == len(actual["flows"])


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        ("flows/matrix?by=planet", "municipality"),
        ("flows/matrix?kind=water", "knowledge"),
        ("flows?by=planet", "municipality"),
        ("flows?direction=up", "regional_to_metro"),
    ],
)
@pytest.mark.parametrize(("lang", "word"), [("ja", "選べるもの"), ("en", "Choose from")])
def test_words_that_mean_nothing_are_refused_with_the_choices(web: Any, query: str, choice: str, lang: str, word: str):
    found = web.get(f"/api/{query}", headers={"Accept-Language": lang})
    assert found.status_code == 400
    assert found.headers["Content-Type"] == "application/problem+json"
    assert choice in found.json()["detail"]
    assert word in found.json()["detail"]


@pytest.mark.parametrize("query", ["flows/matrix?hub=nowhere", "flows?origin=nowhere", "flows?region=hub:drt"])
def test_what_is_not_there_is_not_found(web: Any, query: str) -> None:
    assert web.get(f"/api/{query}").status_code == 404


def test_the_choices_stand_in_the_document(web: Any) -> None:
    paths = web.get("/openapi.json").json()["paths"]
    by = next(one for one in paths["/api/flows/matrix"]["get"]["parameters"] if one["name"] == "by")
    assert by["schema"]["enum"] == list(LEVELS)
