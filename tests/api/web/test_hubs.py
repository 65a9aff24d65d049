"""The list of hubs, one hub, and two of them side by side, over HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import pytest

from api.classification import classification
from api.web.hubs.kin import sister_hubs
from api.web.hubs.types import types_of, typology
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.places import Places
from graph.typology import TYPES, evaluate

SIDES = ("in", "out", "via")


def flows_of(graph: KnowledgeGraph, hub: str, side: str) -> list[Edge]:
    """Read from the edges anew: what flows to a hub, from it, or between others through it."""
    flows = [flow for flow in graph.edges_of("FLOW") if flow.properties.get("status") != "planned"]
    if side == "in":
        return [flow for flow in flows if flow.target == hub]
    if side == "out":
        return [flow for flow in flows if flow.source == hub]
    return [flow for flow in flows if flow.properties.get("via") == hub and hub not in (flow.source, flow.target)]


def hub_of(web: Any, hub: str) -> Any:
    answer = web.get(f"/api/hubs/{quote(hub, safe='')}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def compared(web: Any, one: str, other: str) -> Any:
    answer = web.get("/api/compare", params={"one": one, "other": other})
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(rows: Iterable[Any]) -> list[str]:
    return [row["id"] for row in rows]


def test_the_list_has_every_hub_with_what_the_graph_says(web: Any, shipped: KnowledgeGraph) -> None:
    answer = web.get("/api/hubs").json()
    assert ids(answer["hubs"]) == [node.id for node in shipped.of_type("Hub")]
    assert answer["count"] == len(answer["hubs"])
    places = Places(shipped)
    for row in answer["hubs"]:
        hub = shipped.nodes[row["id"]]
        assert row["type"] == "Hub"
        assert row["kind"] == hub.properties["form"]
        assert row["reported_types"] == hub.properties.get("reported_types", [])
        assert ids(row["prefectures"]) == sorted(places.prefectures(hub.id))
        assert ids(row["cases"]) == [edge.source for edge in shipped.in_edges(hub.id, "DESCRIBES")]
        for side in SIDES:
            assert row["flows"][side] == Counter(flow.kind for flow in flows_of(shipped, hub.id, side)), (hub.id, side)


def test_the_types_of_the_list_are_those_of_classify(web: Any, shipped: KnowledgeGraph) -> None:
    rows = {row["id"]: row for row in web.get("/api/hubs").json()["hubs"]}
    for hub in classification(shipped)["hubs"]:
        row = rows[hub["id"]]
        assert row["estimated_type"] == hub["type"]
        assert row["probabilities"] == hub["types"]
        assert row["held_out"] == bool(row["reported_types"])


def test_the_list_is_narrowed_down(web: Any, shipped: KnowledgeGraph) -> None:
    def asked(**parameters: str) -> list[Any]:
        return web.get("/api/hubs", params=parameters).json()["hubs"]

    everything = asked()
    assert 0 < len(asked(form="platform")) < len(everything)
    assert {row["kind"] for row in asked(form="platform")} == {"platform"}
    assert all("mlit-2019" in row["documents"] for row in asked(document="mlit-2019"))
    assert ids(asked(prefecture="region:13")) == ids(asked(prefecture="東京都"))
    tokyo = [row["id"] for row in everything if "region:13" in ids(row["prefectures"])]
    assert ids(asked(prefecture="region:13")) == tokyo
    assert [row for row in asked(prefecture="region:13", form="place") if row["kind"] != "place"] == []


def test_a_reported_type_goes_before_an_estimated_one(web: Any) -> None:
    everything = web.get("/api/hubs").json()["hubs"]
    other = next(
        row for row in everything if row["reported_types"] and row["estimated_type"] not in row["reported_types"]
    )
    found = ids(web.get("/api/hubs", params={"type": other["reported_types"][0]}).json()["hubs"])
    assert other["id"] in found
    assert other["id"] not in ids(web.get("/api/hubs", params={"type": other["estimated_type"]}).json()["hubs"])
    by_type = [web.get("/api/hubs", params={"type": name}).json()["count"] for name in (*TYPES, "none")]
    twice = sum(len(row["reported_types"]) - 1 for row in everything if row["reported_types"])
    assert sum(by_type) == len(everything) + twice


def test_a_second_look_at_the_list_needs_no_body(web: Any) -> None:
    first = web.get("/api/hubs")
    assert web.get("/api/hubs", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/hubs?type=nonsense", 422, "web.parameter"),
        ("/api/hubs?form=nonsense", 422, "web.parameter"),
        ("/api/hubs?prefecture=nowhere-at-all", 404, "error.no_node"),
        ("/api/hubs?document=nonsense", 404, "web.no_document"),
        ("/api/hubs/hub%3Aco-baa", 404, "error.no_node"),
        ("/api/hubs/actor%3Arakuten", 404, "error.no_node"),
        ("/api/compare?one=hub:co-ba&other=hub:co-ba", 400, "web.same_hub"),
        ("/api/compare?one=hub:co-ba&other=hub:nowhere", 404, "error.no_node"),
        ("/api/compare?one=hub:co-ba", 422, "web.parameter"),
    ],
)
def test_refusals_are_problem_documents(web: Any, path: str, status: int, code: str) -> None:
    answer = web.get(path, headers={"Accept-Language": "ja"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_an_unknown_hub_is_answered_with_the_nearest(web: Any) -> None:
    near = web.get("/api/hubs/co-ba%20shib").json()["near"]
    assert "hub:co-ba-shibuya" in ids(near)


def test_a_hub_is_found_by_its_id_and_by_its_name(web: Any) -> None:
    assert hub_of(web, "hub:co-ba") == hub_of(web, "co-ba") == hub_of(web, "co-baネットワーク")


def test_co_ba_is_coworking_by_the_report_and_by_the_estimate(web: Any, shipped: KnowledgeGraph) -> None:
    typed = hub_of(web, "hub:co-ba")["typology"]
    assert typed["type"] == "coworking"
    assert typed["held_out"] is True
    assert [one["type"] for one in typed["reported"]] == ["coworking"]
    cited = shipped.nodes["hub:co-ba"].property_evidence["reported_types"]
    assert typed["reported"][0]["evidence"] == [item.as_json() for item in cited]
    assert typed["label"] == {"ja": "コワーキング型", "en": "Coworking"}


def test_reasons_are_those_of_classify_with_words_and_lines(web: Any, shipped: KnowledgeGraph) -> None:
    typed = hub_of(web, "hub:tip")["typology"]
    of_classify = {one["feature"]: one for one in classification(shipped, "hub:tip")["hubs"][0]["reasons"]}
    form = [one["weight"] for name, one in of_classify.items() if name.startswith("form_")]
    for reason in typed["reasons"]:
        assert all(reason["label"].values())
        assert all(reason["value_text"].values())
        if reason["feature"] == "form":
            assert reason["weight"] == pytest.approx(sum(form), abs=1e-3)
            assert reason["value"] == "network"
        else:
            same = of_classify[reason["feature"]]
            assert (reason["weight"], reason["value"], reason["evidence"]) == (
                same["weight"],
                same["value"],
                same["evidence"],
            )
    assert len(typed["reasons"]) == len(of_classify) - len(form) + 1
    weights = [abs(one["weight"]) for one in typed["reasons"]]
    assert weights == sorted(weights, reverse=True)


def test_a_reason_speaks_for_the_type_where_it_is_beyond_what_is_usual(web: Any, shipped: KnowledgeGraph) -> None:
    """The sign of a weight follows from the value, what is usual, and one sign for each feature and type."""
    signs: dict[tuple[str, str], set[bool]] = {}
    types = types_of(web.app.state.served.current)
    for hub in shipped.of_type("Hub"):
        typed = typology(types, hub)
        for reason in typed["reasons"]:
            usual = reason["usual"]
            if (
                usual is not None
                and abs(reason["value"] - usual) > 1e-3
                and abs(reason["weight"]) > 0.02
                and not typed["held_out"]
            ):
                key = (reason["feature"], typed["reasons_for"]["type"])
                signs.setdefault(key, set()).add((reason["value"] > usual) == (reason["weight"] > 0))
    assert len(signs) > 20
    assert [key for key, found in signs.items() if len(found) > 1] == []


def test_how_far_to_trust_a_type_is_what_the_evaluation_says(web: Any, shipped: KnowledgeGraph) -> None:
    typed = hub_of(web, "hub:drt")["typology"]
    score = evaluate(shipped).scores[0]
    assert (typed["trust"]["right"], typed["trust"]["hubs"]) == (sum(score.right), len(score.right))
    assert typed["trust"]["interval"] == pytest.approx(score.interval, abs=1e-4)
    near = typed["trust"]["alike"]
    assert near["low"] <= max(typed["types"].values()) <= near["high"]


@pytest.mark.parametrize("hub", ["hub:drt", "hub:co-ba", "hub:gifu-machiraku", "hub:pasona", "hub:shibuya-qws"])
def test_flows_and_actors_of_a_hub_are_those_of_the_graph(web: Any, shipped: KnowledgeGraph, hub: str) -> None:
    card = hub_of(web, hub)
    for side in SIDES:
        told = [tie["id"] for group in card["flows"][side] for tie in group["ties"]]
        assert sorted(told) == sorted(flow.id for flow in flows_of(shipped, hub, side))
        assert all(tie["kind"] == group["kind"] for group in card["flows"][side] for tie in group["ties"])
    planned = [
        flow.id
        for flow in shipped.edges_of("FLOW")
        if flow.properties.get("status") == "planned" and hub in (flow.source, flow.target, flow.properties.get("via"))
    ]
    assert sorted(ids(card["flows"]["planned"])) == sorted(planned)
    edges = [*shipped.out_edges(hub), *shipped.in_edges(hub)]
    edges += [flow for flow in shipped.edges_of("FLOW") if flow.properties.get("via") == hub]
    tied = {end for edge in edges for end in (edge.source, edge.target) if shipped.nodes[end].type == "Actor"}
    told = [actor["node"] for group in card["actors"] for actor in group["actors"]]
    assert sorted(ids(told)) == sorted(tied)
    assert all(node["kind"] == group["kind"] for group in card["actors"] for node in ids_of(group))
    assert set(ids(card["also_told"])).isdisjoint(tied)


def ids_of(group: Any) -> list[Any]:
    return [actor["node"] for actor in group["actors"]]


def test_a_kind_of_flow_that_no_case_reports_is_said_to_be_not_reported(web: Any, shipped: KnowledgeGraph) -> None:
    flows = hub_of(web, "hub:co-ba")["flows"]
    assert flows["reported"] == ["people", "information", "knowledge"]
    assert flows["not_reported"] == ["goods", "money"]
    assert shipped.nodes["co-ba"].properties["flows_reported"] == ["information", "knowledge", "people"]


def test_sisters_say_in_which_way_and_by_which_lines(web: Any, shipped: KnowledgeGraph) -> None:
    sisters = {one["hub"]["id"]: one["ways"] for one in hub_of(web, "hub:co-ba-shibuya")["sisters"]}
    assert [way["way"] for way in sisters["hub:co-ba"]] == ["whole"]
    assert {way["way"] for way in sisters["hub:co-ba-kure"]} == {"same_whole"}
    assert sisters["hub:co-ba-kure"][0]["through"]["id"] == "hub:co-ba"
    for ways in sisters.values():
        for way in ways:
            assert all(shipped.edges[edge["id"]].as_json() == edge for edge in way["edges"])
    linked = {one["hub"]["id"]: one["ways"][0]["way"] for one in hub_of(web, "hub:drt")["sisters"]}
    assert linked["hub:drf"] == "linked"


def test_role_groups_that_run_several_hubs_make_no_sisters(shipped: KnowledgeGraph) -> None:
    for hub in shipped.of_type("Hub"):
        for sister in sister_hubs(shipped, hub.id):
            assert sister["hub"]["id"] != hub.id
            for way in sister["ways"]:
                assert not (way["through"] or {}).get("generic")


def test_hubs_that_share_actors_cite_both_sides(web: Any, shipped: KnowledgeGraph) -> None:
    found = {one["hub"]["id"]: one["actors"] for one in hub_of(web, "hub:co-ba")["shared_actors"]}
    assert [actor["node"]["id"] for actor in found["hub:co-ba-shibuya"]] == ["actor:tsukuruba"]
    ends = {
        end
        for edge in found["hub:co-ba-shibuya"][0]["edges"]
        for end in (edge["source"], edge["target"], edge["properties"].get("via"))
    }
    assert {"hub:co-ba", "hub:co-ba-shibuya"} <= ends


def test_similar_hubs_say_in_what(web: Any) -> None:
    first = hub_of(web, "hub:co-ba")["similar"][0]
    assert first["hub"]["id"] == "hub:ncl"
    assert {row["feature"] for row in first["alike"]} >= {"form", "sister_hubs"}
    assert all(row["score"] >= 0.8 for row in first["alike"])
    assert hub_of(web, "hub:100banch")["similar"] == []


def test_a_hub_of_which_hardly_anything_is_told(web: Any) -> None:
    card = hub_of(web, "hub:100banch")
    assert card["typology"]["reported"] == []
    assert card["typology"]["held_out"] is False
    assert [card["flows"][side] for side in SIDES] == [[], [], []]
    assert card["outcomes"] == []
    assert hub_of(web, "hub:co-ba")["places"] == []


def test_targets_stand_beside_actual_values(serve: Any) -> None:
    rows = hub_of(serve(strange()), "hub:a/b 拠点")["outcomes"]
    [row] = [row for row in rows if row["of"]["id"] == "hub:a/b 拠点"]
    assert {value["status"]: value["value"]["en"] for value in row["values"]} == {
        "target": "50 people",
        "actual": "30 people",
    }
    assert {value["status"]: (value["when_text"] or {}).get("en") for value in row["values"]} == {
        "target": "2020",
        "actual": None,
    }


def test_a_comparison_has_what_both_share_with_the_ties_of_each(web: Any, shipped: KnowledgeGraph) -> None:
    found = compared(web, "hub:fds", "hub:hiroshima-sandbox")
    shared = {row["node"]["id"]: row for row in found["shared"]["actors"]}
    assert "actor:gov-13113" in shared
    for side, hub in (("one", "hub:fds"), ("other", "hub:hiroshima-sandbox")):
        for row in shared.values():
            for edge in row[side]:
                told = shipped.edges[edge["id"]]
                assert hub in (told.source, told.target, told.properties.get("via"))
    assert ids(found["shared"]["cases"]) == ["fds", "hiroshima-sandbox"]
    assert [way["way"] for way in found["sisters"]] == ["linked"]


def test_a_comparison_is_the_same_from_the_other_side(web: Any) -> None:
    one, other = compared(web, "hub:co-ba", "hub:drt"), compared(web, "hub:drt", "hub:co-ba")
    assert [row["one"] for row in one["features"]] == [row["other"] for row in other["features"]]
    assert [row["one"] for row in one["flows"]] == [row["other"] for row in other["flows"]]
    assert one["similarity"]["similarity"] == other["similarity"]["similarity"]


def test_what_is_not_reported_is_not_given_as_nothing(web: Any, shipped: KnowledgeGraph) -> None:
    found = compared(web, "hub:co-ba", "hub:drt")
    cells = {(row["side"], row["kind"]): row for row in found["flows"]}
    assert len(cells) == 15
    assert cells["in", "people"]["one"] == {"state": "told", "count": 3}
    assert cells["in", "money"]["one"] == {"state": "not_reported", "count": None}
    assert cells["out", "people"]["one"] == {"state": "elsewhere", "count": None}
    region = next(row for row in found["features"] if row["feature"] == "region_diversity")
    assert region["one"] is None
    assert region["position"][0] is None
    assert region["score"] is None


def test_hubs_of_a_graph_of_ones_own_are_typed_by_the_shipped_ones(serve: Any, shipped: KnowledgeGraph) -> None:
    server = serve(strange())
    typed = hub_of(server, "hub:a/b 拠点")["typology"]
    assert typed["trust"]["hubs"] == len(evaluate(shipped).hubs)
    assert sum(typed["types"].values()) > 0
    assert server.get("/api/hubs").json()["count"] == 2


def test_hubs_with_odd_ids_and_names_are_told_literally(serve: Any) -> None:
    server = serve(strange())
    card = hub_of(server, "hub:a/b 拠点")
    assert card["name_ja"] == "<img src=x onerror=alert(1)>"
    assert compared(server, "hub:a/b 拠点", "hub:?q#f&x=%41")["other"]["id"] == "hub:?q#f&x=%41"


def strange() -> KnowledgeGraph:
    """Two hubs with ids and names that are easily taken for something else, one with a target and what was reached."""
    lines = Evidence("doc", (1, 2), "0123456789abcdef")
    hostile = "<img src=x onerror=alert(1)>"
    quantity = {"quantity_ja": "参加者", "quantity_en": "Participants", "unit": "people"}
    nodes = [
        Node("doc", "Document", None, "文書", "Document", properties={"title_ja": "文書", "title_en": "Document"}),
        Node("case", "Case", None, "事例", "Case", properties={"is_hub": True, "flows_reported": ["people"]}),
        Node("hub:a/b 拠点", "Hub", "place", hostile, hostile, properties={"form": "place"}, evidence=(lines,)),
        Node("hub:?q#f&x=%41", "Hub", "network", "二", "Two", properties={"form": "network"}, evidence=(lines,)),
        Node("outcome:t", "Outcome", "target", "参加者", "Participants", properties={**quantity, "status": "target", "value": 50, "when": "2020"}),
        Node("outcome:a", "Outcome", "actual", "参加者", "Participants", properties={**quantity, "status": "actual", "value": 30}),
    ]  # fmt: skip
    edges = [
        Edge("e1", "case", "doc", "REPORTED_IN"),
        *(Edge(f"d{n}", "case", hub, "DESCRIBES", evidence=(lines,)) for n, hub in enumerate(("hub:a/b 拠点", "hub:?q#f&x=%41"))),
        *(Edge(f"o{n}", "hub:a/b 拠点", f"outcome:{n}", "ACHIEVES", properties={"cases": ["case"]}, evidence=(lines,)) for n in "ta"),
    ]  # fmt: skip
    return KnowledgeGraph(nodes, edges)
