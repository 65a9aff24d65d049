"""Who bridges, over HTTP: the measures, two compared, and who ties two regions."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from api.bridges.documents import Options, bridges_document, of_graph
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from queries.answers import Queries
from queries.measures import REPLICATES, measures

LINES = (Evidence("doc", (1, 2), "0" * 16),)


def region(code: str, holder: str | None = None) -> tuple[list[Node], list[Edge]]:
    node = Node(f"region:{code}", "Region", "prefecture", f"{code}県", f"{code} prefecture")
    return [node], [Edge(f"edge:w{code}", node.id, holder, "WITHIN")] if holder else []


def actor(name: str, place: str | None = None, **properties: Any) -> tuple[list[Node], list[Edge]]:
    node = Node(f"actor:{name}", "Actor", "company", name, name, properties=properties)
    return [node], [Edge(f"edge:p{name}", node.id, place, "LOCATED_IN", None, {}, LINES)] if place else []


def graph_of(*parts: tuple[list[Node], list[Edge]], ties: str) -> KnowledgeGraph:
    """Ties such as `a-b b-c`; `a~b` is planned."""
    pairs = [(tie[0], tie[1], tie[2]) for tie in ties.split()]
    edges = [
        Edge(
            f"edge:{a}{b}",
            f"actor:{a}",
            f"actor:{b}",
            "PARTNERS_WITH",
            None,
            {"status": {"-": "actual", "~": "planned"}[sign]},
            LINES,
        )
        for a, sign, b in pairs
    ]
    return KnowledgeGraph(
        [node for nodes, _ in parts for node in nodes], [*edges, *(edge for _, found in parts for edge in found)]
    )


# -- the ranking ---------------------------------------------------------------------------------


def test_it_is_what_the_command_prints(web: Any, shipped: KnowledgeGraph) -> None:
    found = web.get("/api/bridges?by=kind&flow=money").json()
    assert found == bridges_document(of_graph(shipped, ("kind",), "money"), Options(replicates=REPLICATES))
    assert found["conventions"]["intervals"]["replicates"] == REPLICATES


def test_ranks_are_those_that_queries_give(web: Any, shipped: KnowledgeGraph) -> None:
    expected = measures(shipped)
    rows = [row for row in web.get("/api/bridges?by=kind").json()["nodes"] if row["ranked"]]
    assert len(rows) == len(expected)
    for row in rows:
        rank = row["rank"]["constraint"]
        mine = expected[row["id"]]
        assert (rank["rank"], rank["edges"]["interval"]) == (mine["rank"], [mine["rank_low"], mine["rank_high"]])
        assert row["constraint"] == mine["constraint"]


def test_look_ups_are_answered_while_it_is_worked_out_and_it_is_worked_out_once(
    serve: Any, shipped: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def counted(*given: Any) -> Any:
        calls.append(given)
        return bridges_document(*given)

    monkeypatch.setattr("api.web.bridges.routes.bridges_document", counted)
    server, waits = serve(shipped), []
    with ThreadPoolExecutor(5) as crowd:
        answers = [crowd.submit(server.get, "/api/bridges?by=metro") for _ in range(5)]
        while not all(answer.done() for answer in answers):
            began = time.monotonic()
            assert server.get("/api/nodes/hub:co-ba").status_code == 200
            waits.append(time.monotonic() - began)
    assert {answer.result().status_code for answer in answers} == {200}
    assert len(calls) == 1
    assert len(waits) > 10
    assert max(waits) < 2


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("by=colour", 400, "error.group"),
        ("flow=water", 400, "error.flow"),
        ("compare=hub:ncl", 400, "web.two"),
        ("compare=hub:ncl&compare=hub:ncl", 400, "error.same_node"),
        ("compare=hub:ncl&compare=region:13", 404, "error.no_node"),
        ("compare=hub:ncl&compare=hub:nowhere", 404, "error.no_node"),
        ("compare=hub:ncl&compare=hub:koyu&compare=hub:tip", 422, "web.parameter"),
        ("flow=goods&compare=hub:ncl&compare=actor:gov-34", 400, "error.not_tied"),
    ],
)
def test_what_cannot_be_asked_is_refused(web: Any, query: str, status: int, code: str) -> None:
    answer = web.get(f"/api/bridges?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_two_compared(web: Any) -> None:
    found = web.get("/api/bridges", params={"compare": ["Next Commons Lab（NCL）", "hub:koyu"]}).json()
    assert (found["one"]["id"], found["other"]["id"]) == ("hub:ncl", "hub:koyu")
    assert found["measures"]["constraint"]["difference"] > 0
    assert 0 < found["measures"]["constraint"]["p"] <= 1


# -- two regions ---------------------------------------------------------------------------------


def between(web: Any, one: str, other: str) -> Any:
    answer = web.get("/api/bridges/between", params={"one": one, "other": other})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_actors_are_those_of_the_catalogue_with_the_ties_that_say_so(web: Any, shipped: KnowledgeGraph) -> None:
    found = between(web, "東京都", "広島県")
    expected = Queries(shipped, None).ask("actors-tied-to-two-regions", one="region:13", other="region:34").rows
    assert [one["actor"]["id"] for one in found["actors"]] == [row[0] for row in expected]
    for one, (actor_id, *sides) in zip(found["actors"], expected, strict=True):
        for told, ends in zip((one["at_one"], one["at_other"]), sides, strict=True):
            assert [end["node"]["id"] for end in told] == [*ends]
            for end in told:
                assert bool(end["ties"]) != (end["node"]["id"] == actor_id)
                assert all(tie["evidence"] and tie["properties"].get("status") != "planned" for tie in end["ties"])
                # Why it is said to be there; what a government governs is no statement of a document.
                assert end["places"]
                assert all(place["evidence"] or place["type"] == "GOVERNS" for place in end["places"])


def test_every_step_of_a_path_is_a_stated_tie(web: Any, shipped: KnowledgeGraph) -> None:
    paths = between(web, "region:13", "region:34")["paths"]
    assert paths["length"] == 1
    assert paths["count"] >= len(paths["paths"]) > 0
    for path in paths["paths"]:
        assert len(path["ties"]) == len(path["nodes"]) - 1
        assert all(step and all(tie["evidence"] for tie in step) for step in path["ties"])
        assert not any(node.get("generic") for node in path["nodes"])


def test_paths_go_the_shortest_way_round_role_groups_and_planned_ties(serve: Any) -> None:
    parts = [
        region("x"),
        region("y"),
        actor("a", "region:x"),
        actor("e", "region:y"),
        actor("b"),
        actor("c"),
        actor("d"),
    ]
    group = actor("g", generic=True)
    server = serve(graph_of(*parts, group, ties="a-b b-c c-e a-d d-c a-g g-e a~e"))
    found = between(server, "region:x", "region:y")
    assert found["actors"] == []
    assert found["paths"]["length"] == 3
    assert found["paths"]["count"] == 2
    ways = [[node["id"][6:] for node in path["nodes"]] for path in found["paths"]["paths"]]
    assert ways == [["a", "b", "c", "e"], ["a", "d", "c", "e"]]


def test_where_there_is_no_path_none_is_told(serve: Any) -> None:
    server = serve(
        graph_of(region("x"), region("y"), actor("a", "region:x"), actor("b"), actor("e", "region:y"), ties="a-b")
    )
    found = between(server, "region:x", "region:y")
    assert (found["actors"], found["paths"]) == ([], {"length": None, "count": 0, "paths": []})
    assert found["members"] == {"one": 1, "other": 1}


def test_regions_within_count_and_a_region_within_the_other_does_not_tie_itself(serve: Any) -> None:
    parts = [region("x"), region("y"), region("z", "region:x"), actor("a", "region:z"), actor("e", "region:y")]
    server = serve(graph_of(*parts, ties="a-e"))
    found = between(server, "region:x", "region:y")
    assert [one["actor"]["id"] for one in found["actors"]] == ["actor:a", "actor:e"]
    assert found["actors"][0]["at_one"][0]["places"][0]["target"] == "region:z"
    assert between(server, "region:x", "region:z")["paths"]["length"] is None


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("one=region:13&other=region:13", 400, "error.same_node"),
        ("one=region:13&other=nowhere", 404, "error.no_node"),
        ("one=region:13&other=hub:co-ba", 404, "error.no_node"),
        ("one=region:13", 422, "web.parameter"),
    ],
)
def test_regions_that_cannot_be_asked_about(web: Any, query: str, status: int, code: str) -> None:
    answer = web.get(f"/api/bridges/between?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
