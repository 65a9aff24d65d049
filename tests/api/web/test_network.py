"""What the network view draws, and where it stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pytest

from api.web.network.discs import communities, modularity, place
from api.web.network.drawing import DRAWN, NOT_DRAWN, drawing
from api.web.network.models import DrawnNetwork
from api.web.network.parts import place_parts
from graph.model import Edge, Evidence, KnowledgeGraph, Node


@pytest.fixture(scope="module")
def drawn(web: Any) -> dict[str, Any]:
    return web.get("/api/network").json()


def planted(groups: int, size: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Ties of groups that are dense inside and thin between."""
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), size)
    a, b = random.integers(0, groups * size, (2, groups * size * 40))
    keep = (a != b) & (random.random(len(a)) < np.where(group[a] == group[b], 0.9, 0.002))
    return a[keep], b[keep]


# -- the answer -----------------------------------------------------------------------------------


def test_columns_are_of_one_length_and_fit_the_model(drawn: dict[str, Any]) -> None:
    DrawnNetwork.model_validate(drawn)
    nodes, edges = drawn["nodes"], drawn["edges"]
    lists = {"types", "kinds", "generic"}
    assert {len(column) for name, column in nodes.items() if name not in lists} == {len(nodes["id"])}
    assert {len(column) for name, column in edges.items() if name not in lists | {"statuses"}} == {len(edges["id"])}


def test_it_draws_exactly_the_nodes_and_ties_that_it_should(drawn: dict[str, Any], shipped: KnowledgeGraph) -> None:
    assert sorted(drawn["nodes"]["id"]) == sorted(node.id for node in shipped.of_type(*DRAWN))
    there = set(drawn["nodes"]["id"])
    wanted = [
        edge.id for edge in shipped.edges.values() if edge.type not in NOT_DRAWN and {edge.source, edge.target} <= there
    ]
    assert sorted(drawn["edges"]["id"]) == sorted(wanted)


def test_each_tie_says_what_the_graph_says(drawn: dict[str, Any], shipped: KnowledgeGraph) -> None:
    columns, ids = drawn["edges"], drawn["nodes"]["id"]
    for row, key in enumerate(columns["id"]):
        edge = shipped.edges[key]
        via = columns["via"][row]
        assert (ids[columns["source"][row]], ids[columns["target"][row]]) == (edge.source, edge.target)
        assert (via is not None and ids[via]) == edge.properties.get("via", False)
        assert columns["types"][columns["type"][row]] == edge.type
        assert columns["statuses"][columns["status"][row]] == edge.properties.get("status", "actual")
        assert {drawn["documents"][one] for one in columns["documents"][row]} == {one.document for one in edge.evidence}
        assert {drawn["cases"][one]["id"] for one in columns["cases"][row]} == set(edge.properties.get("cases", ()))


def test_the_degree_counts_a_flow_through_something_there_too() -> None:
    found = drawing(small_graph())
    degree = dict(zip(found["nodes"]["id"], found["nodes"]["degree"], strict=True))
    # a → (hub) → b is a tie of the hub with each, and one of a with nobody else.
    assert degree == {"hub:h": 3, "actor:a": 1, "actor:b": 2}


def test_the_rank_is_that_of_the_bridging_measures(drawn: dict[str, Any], shipped: KnowledgeGraph) -> None:
    from graph.bridging.holes import structural_holes
    from graph.bridging.views import all_ties

    view = all_ties(shipped)
    constraint = dict(zip((n.id for n in view.nodes), structural_holes(view.network).constraint, strict=True))
    rank = {key: rank for key, rank in zip(drawn["nodes"]["id"], drawn["nodes"]["rank"], strict=True) if rank}
    ordered = sorted(rank, key=rank.__getitem__)
    assert [rank[key] for key in ordered] == list(range(1, len(ordered) + 1))
    assert all(constraint[a] <= constraint[b] for a, b in pairwise(ordered))
    assert not [key for key in ordered if shipped.nodes[key].properties.get("generic")]


def test_the_first_view_has_hubs_and_bridging_actors_only(drawn: dict[str, Any]) -> None:
    types = [drawn["nodes"]["types"][drawn["nodes"]["type"][row]] for row in drawn["first"]["row"]]
    assert set(types) == {"Hub", "Actor"}
    assert 30 <= len(types) <= 200
    assert not set(drawn["first"]["row"]) & set(drawn["nodes"]["generic"])
    ranks = [drawn["nodes"]["rank"][row] for row in drawn["first"]["row"]]
    assert {1, 2, 3} <= set(ranks)


def test_two_nodes_never_stand_on_each_other(drawn: dict[str, Any]) -> None:
    for columns in (drawn["nodes"], drawn["first"]):
        spots = Counter(zip(columns["x"], columns["y"], strict=True))
        assert spots.most_common(1)[0][1] == 1


def test_nodes_stand_in_the_disc_of_their_community(drawn: dict[str, Any]) -> None:
    nodes, discs = drawn["nodes"], drawn["communities"]
    for x, y, community in zip(nodes["x"], nodes["y"], nodes["community"], strict=True):
        if community is not None:
            far = np.hypot(x - discs["x"][community], y - discs["y"][community])
            assert far <= discs["radius"][community] + 2


def test_discs_do_not_overlap(drawn: dict[str, Any]) -> None:
    discs = drawn["communities"]
    centre, radius = np.column_stack([discs["x"], discs["y"]]), np.array(discs["radius"])
    gap = np.hypot(*(centre[:, None] - centre[None]).T) - radius[:, None] - radius[None]
    np.fill_diagonal(gap, np.inf)
    assert gap.min() > -3


def test_the_answer_is_kept_and_packed(web: Any) -> None:
    first = web.get("/api/network")
    assert first.headers["content-encoding"] == "gzip"
    assert web.get("/api/network", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_the_same_graph_gives_the_same_bytes() -> None:
    program = (
        "import importlib.util, json, sys\n"
        "spec = importlib.util.spec_from_file_location('these', sys.argv[1])\n"
        "these = importlib.util.module_from_spec(spec); spec.loader.exec_module(these)\n"
        "print(json.dumps(these.drawing(these.ring_graph(80))))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program, __file__],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == (json.dumps(drawing(ring_graph(80))) + "\n").encode()


def test_an_empty_graph_is_an_empty_drawing() -> None:
    found = drawing(KnowledgeGraph([], []))
    assert found["nodes"]["id"] == found["edges"]["id"] == found["first"]["row"] == []
    assert found["communities"]["modularity"] is None


@pytest.mark.parametrize(
    ("properties", "years"),
    [
        ({"since": "2010-01-28"}, (2010, None)),
        ({"since": "FY2010", "until": "2012-03"}, (2010, 2012)),
        ({"since": "2016/2018"}, (2016, 2018)),
        ({"until": "2019"}, (None, 2019)),
        ({}, (None, None)),
    ],
)
def test_years_are_those_that_are_stated(properties: dict[str, Any], years: tuple[int | None, int | None]) -> None:
    found = drawing(small_graph(**properties))["edges"]
    row = found["id"].index("edge:1")
    assert (found["since"][row], found["until"][row]) == years


@pytest.mark.parametrize(
    ("properties", "low", "high"),
    [
        ({}, 1, 1),
        ({"amount": 30, "unit": "people"}, 1.5, 3),
        ({"amount": 1_200_000_000, "unit": "yen"}, 4, 4),
        ({"amount": 80, "unit": "percent"}, 1, 1),
        ({"amount": 3}, 1, 1),
    ],
)
def test_the_width_follows_the_stated_amount(properties: dict[str, Any], low: float, high: float) -> None:
    found = drawing(small_graph(**properties))["edges"]
    assert low <= found["width"][found["id"].index("edge:1")] <= high


def small_graph(**properties: Any) -> KnowledgeGraph:
    cited = (Evidence("doc", (1, 2), "0" * 16),)
    nodes = [
        Node("doc", "Document", None, "文書", "Document"),
        Node("hub:h", "Hub", "place", "拠点", "Hub", evidence=cited),
        Node("actor:a", "Actor", "company", "甲", "A", evidence=cited),
        Node("actor:b", "Actor", "company", "乙", "B", evidence=cited),
    ]
    edges = [
        Edge("edge:1", "actor:a", "actor:b", "FLOW", "people", {"via": "hub:h", **properties}, cited),
        Edge("edge:2", "actor:b", "hub:h", "OPERATES", None, {}, cited),
    ]
    return KnowledgeGraph(nodes, edges)


def ring_graph(count: int) -> KnowledgeGraph:
    """Actors in a ring, every fifth of them tied to a hub as well."""
    nodes = [Node(f"actor:{i}", "Actor", "company", f"主体{i}", f"Actor {i}") for i in range(count)]
    nodes += [Node(f"hub:{i}", "Hub", "place", f"拠点{i}", f"Hub {i}") for i in range(4)]
    pairs = [(f"actor:{i}", f"actor:{(i + 1) % count}") for i in range(count)]
    pairs += [(f"actor:{i}", f"hub:{i % 4}") for i in range(0, count, 5)]
    return KnowledgeGraph(nodes, [Edge(f"edge:{i}", a, b, "SUPPORTS") for i, (a, b) in enumerate(pairs)])


# -- communities and places -----------------------------------------------------------------------


def test_planted_groups_are_found() -> None:
    a, b = planted(8, 40)
    found = communities(320, a, b)
    assert [len(set(found[k * 40 : (k + 1) * 40])) for k in range(8)] == [1] * 8
    assert len(set(found.tolist())) == 8


def test_communities_are_as_good_as_those_of_networkx(shipped: KnowledgeGraph) -> None:
    from graph.bridging.views import all_ties

    a, b = all_ties(shipped).ends.T
    n = int(max(a.max(), b.max())) + 1
    graph = nx.Graph(zip(a.tolist(), b.tolist(), strict=True))
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    low, high = np.array(sorted(graph.edges)).T
    assert modularity(low, high, communities(n, low, high)) > theirs - 0.02


def test_modularity_is_that_of_networkx() -> None:
    a, b = planted(5, 20, seed=3)
    edges = np.unique(np.sort(np.column_stack([a, b])), axis=0)
    label = np.random.default_rng(1).integers(0, 6, 100)
    groups = [set(np.flatnonzero(label == k).tolist()) for k in range(6)]
    graph = nx.Graph(edges.tolist())
    graph.add_nodes_from(range(100))
    assert modularity(*edges.T, label) == pytest.approx(nx.community.modularity(graph, groups))


def test_late_nodes_join_where_they_have_most_ties() -> None:
    # Two triangles; node 6 has two ties to the second and one to the first.
    a, b = np.array([[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 3], [6, 3], [6, 4], [6, 0]]).T
    late = np.zeros(7, bool)
    late[6] = True
    layout = place(7, a, b, late)
    assert layout.community[6] == layout.community[3] != layout.community[0]
    assert layout.modularity == pytest.approx(0.5)


def test_ties_within_a_community_are_short() -> None:
    a, b = planted(10, 50)
    layout = place(500, a, b)
    length = np.hypot(*(layout.points[a] - layout.points[b]).T)
    inside = layout.community[a] == layout.community[b]
    assert np.median(length[inside]) < 0.4 * np.median(length[~inside])


def test_nodes_without_ties_stand_below_all_others() -> None:
    a, b = planted(3, 20)
    layout = place(70, a, b)
    assert (layout.community[60:] == -1).all()
    assert layout.points[60:, 1].min() > layout.points[:60, 1].max()
    assert len(np.unique(layout.points[60:], axis=0)) == 10


def test_the_first_view_is_about_as_wide_as_a_screen() -> None:
    pairs = [(k * 6, k * 6 + leaf) for k in range(12) for leaf in range(1, 6)]
    points = place_parts(80, pairs, [20.0] * 80)
    wide, high = np.ptp(points, axis=0)
    assert 1.4 < wide / high < 2.8
    assert len(np.unique(points.round(), axis=0)) == 80
