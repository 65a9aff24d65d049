"""The knowledge graph as networks: what is a tie and what is none, groups, two modes, and the edges behind each tie."""

from __future__ import annotations

import pytest

from graph.bridging.network import Network
from graph.bridging.views import MEMBERS, PARTITIONS, View, actors_and_hubs, all_ties, flows_of
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema

KINDS = list(load_schema().enums["flow_kind"].values)


def node(key: str, kind: str | None = None, **properties: object) -> Node:
    return Node(key, key.partition(":")[0].capitalize(), kind or "company", key, key, properties=properties)


def edge(key: str, statement: str, document: str = "doc", **properties: object) -> Edge:
    """`statement`: "source TYPE target", a flow with its kind as "source FLOW.kind target"."""
    source, relation, target = statement.split()
    relation, _, kind = relation.partition(".")
    lines = tuple(Evidence(name, (1, 2), "0" * 16) for name in document.split("+"))
    return Edge(key, source, target, relation, kind or None, properties, lines)


def graph_of(*edges: Edge, nodes: tuple[Node, ...] = ()) -> KnowledgeGraph:
    """The ends of the edges are nodes without properties, where they are not given."""
    given = {one.id for one in nodes}
    vias = {one.properties["via"] for one in edges if "via" in one.properties}
    ends = {end for one in edges for end in (one.source, one.target)} | vias
    return KnowledgeGraph([*nodes, *(node(key) for key in ends - given)], edges)


def arcs(view: View) -> dict[tuple[str, str], list[str]]:
    return {pair: [one.id for one in edges] for pair, edges in view.arcs.items()}


def named_arcs(network: Network) -> set[tuple[str, str]]:
    ends = zip(network.out.tails().tolist(), network.out.head.tolist(), strict=True)
    return {(network.ids[a], network.ids[b]) for a, b in ends}


# What is a tie.


@pytest.mark.parametrize("via", ["hub:h", "programme:p"])
def test_a_flow_via_something_ties_both_ends_to_it_and_not_to_each_other(via):
    view = all_ties(graph_of(edge("f", "actor:a FLOW.people actor:b", via=via)))
    assert arcs(view) == {("actor:a", via): ["f"], (via, "actor:b"): ["f"]}
    assert view.network.ties == 2
    assert view.edges_between("actor:a", "actor:b") == []


def test_a_flow_via_its_own_end_is_one_tie_and_no_loop():
    view = all_ties(graph_of(edge("f", "actor:a FLOW.people hub:h", via="hub:h")))
    assert arcs(view) == {("actor:a", "hub:h"): ["f"]}


def test_what_is_planned_is_no_tie_and_what_has_ended_stays_one():
    view = all_ties(
        graph_of(
            edge("e", "actor:a OPERATES hub:h", status="ended"),
            edge("p", "actor:b OPERATES hub:h", status="planned"),
            edge("q", "actor:c FLOW.money hub:h", status="planned", via="programme:p"),
        )
    )
    assert arcs(view) == {("actor:a", "hub:h"): ["e"]}
    assert [one.id for one in view.nodes] == ["actor:a", "hub:h"]


@pytest.mark.parametrize(
    "statement",
    [
        "case:c DESCRIBES hub:h",
        "case:c PART_OF case:d",
        "hub:h LOCATED_IN region:r",
        "actor:a SERVES region:r",
        "hub:h UPGRADES resource:x",
        "actor:a USES resource:x",
        "actor:a FLOW.goods region:r",
        "resource:x FLOW.goods hub:h",
    ],
)
def test_what_has_no_member_at_one_end_ties_nobody(statement):
    view = all_ties(graph_of(edge("e", statement)))
    assert arcs(view) == {} and view.nodes == () and view.network.n == 0


def test_a_flow_from_a_region_via_a_hub_ties_the_hub_to_the_other_end_only():
    view = all_ties(graph_of(edge("f", "region:r FLOW.people actor:a", via="hub:h")))
    assert arcs(view) == {("hub:h", "actor:a"): ["f"]}


def test_a_tie_that_is_told_often_and_both_ways_is_one_without_weight():
    told = ["actor:a FLOW.people actor:b", "actor:b FLOW.money actor:a", "actor:a PARTNERS_WITH actor:b"]
    network = all_ties(graph_of(*(edge(f"e{k}", one) for k, one in enumerate(told)))).network
    assert (network.ties, network.directed, network.weighted) == (1, False, False)


def test_programmes_are_nodes_beside_actors_and_hubs():
    view = all_ties(graph_of(edge("r", "actor:a RUNS programme:p"), edge("l", "hub:h LINKED_WITH hub:i")))
    assert [one.id for one in view.nodes] == ["actor:a", "hub:h", "hub:i", "programme:p"]
    assert view.network.ids == [one.id for one in view.nodes]


def test_an_empty_graph_is_an_empty_network():
    for view in (all_ties(KnowledgeGraph([], [])), actors_and_hubs(KnowledgeGraph([], []))):
        assert view.network.n == view.network.ties == len(view.ranked) == 0
        assert view.ends.shape == (0, 2)
        assert all(view.partition(name) == [] for name in PARTITIONS if name != "community")


# Flows of one kind.


def test_the_flows_of_one_kind_keep_their_direction_and_leave_out_other_kinds():
    graph = graph_of(
        edge("k", "actor:a FLOW.knowledge actor:b", via="hub:h"),
        edge("m", "actor:b FLOW.money actor:a"),
        edge("o", "actor:c OPERATES hub:h"),
        edge("p", "actor:c FLOW.knowledge actor:a", status="planned"),
    )
    view = flows_of(graph, "knowledge")
    assert view.network.directed
    assert named_arcs(view.network) == {("actor:a", "hub:h"), ("hub:h", "actor:b")}
    assert named_arcs(flows_of(graph, "money").network) == {("actor:b", "actor:a")}
    assert flows_of(graph, "people").network.n == 0


@pytest.mark.parametrize("kind", ["water", "", "Money"])
def test_an_unknown_kind_of_flow_is_an_error(kind):
    with pytest.raises(KeyError):
        flows_of(graph_of(), kind)


# Which edges, which nodes.


def test_the_edges_between_two_nodes_are_those_of_both_directions_once_and_in_order():
    view = all_ties(
        graph_of(
            edge("e3", "actor:a FLOW.people actor:b"),
            edge("e1", "actor:b FLOW.money actor:a"),
            edge("e2", "actor:a PARTNERS_WITH actor:b"),
            edge("e4", "actor:a FLOW.goods actor:a", via="actor:b"),
        )
    )
    for ends in (("actor:a", "actor:b"), ("actor:b", "actor:a")):
        assert [one.id for one in view.edges_between(*ends)] == ["e1", "e2", "e3", "e4"]
    assert view.edges_between("actor:a", "actor:z") == []


def test_a_ranking_lists_named_actors_and_hubs_but_no_role_groups_and_no_programmes():
    view = all_ties(
        graph_of(
            edge("e1", "actor:members PARTICIPATES_IN hub:h"),
            edge("e2", "actor:a RUNS programme:p"),
            edge("e3", "actor:a OPERATES hub:h"),
            nodes=(node("actor:members", "person", generic=True), node("actor:a", "company", generic=False)),
        )
    )
    ranked = dict(zip([one.id for one in view.nodes], view.ranked.tolist(), strict=True))
    assert ranked == {"actor:a": True, "actor:members": False, "hub:h": True, "programme:p": False}


def test_a_widened_view_has_the_same_ties_and_its_nodes_come_first_in_the_same_order():
    graph = graph_of(
        edge("k", "actor:m FLOW.knowledge actor:z"),
        edge("o", "actor:a OPERATES hub:h"),
        edge("n", "actor:z FLOW.money actor:a"),
    )
    view = flows_of(graph, "knowledge")
    wide = view.widened()
    assert [one.id for one in wide.nodes[: len(view.nodes)]] == ["actor:m", "actor:z"]
    assert sorted(one.id for one in wide.nodes[len(view.nodes) :]) == ["actor:a", "hub:h"]
    assert wide.network.directed and named_arcs(wide.network) == {("actor:m", "actor:z")}
    assert all_ties(graph).widened().nodes == all_ties(graph).nodes


def test_the_two_mode_network_has_only_ties_of_an_actor_to_a_hub():
    view = actors_and_hubs(
        graph_of(
            edge("o", "actor:a OPERATES hub:h"),
            edge("f", "hub:h FLOW.people actor:b"),
            edge("l", "hub:h LINKED_WITH hub:i"),
            edge("w", "actor:a PARTNERS_WITH actor:c"),
            edge("r", "hub:i RUNS programme:p"),
            edge("v", "actor:c FLOW.money actor:d", via="hub:j"),
        )
    )
    assert set(arcs(view)) == {("actor:a", "hub:h"), ("hub:h", "actor:b"), ("actor:c", "hub:j"), ("hub:j", "actor:d")}
    assert [one.id for one in view.nodes] == ["actor:a", "actor:b", "actor:c", "actor:d", "hub:h", "hub:j"]
    assert not view.network.directed


# Groups.


def by_id(view: View, name: str) -> dict[str, str | None]:
    return dict(zip([one.id for one in view.nodes], view.partition(name), strict=True))


def test_the_kind_of_an_actor_is_its_group_and_of_others_their_type():
    graph = graph_of(
        edge("o", "actor:a OPERATES hub:h"),
        edge("r", "actor:b RUNS programme:p"),
        nodes=(node("actor:a", "npo"), node("actor:b", "bank"), node("hub:h", "place"), node("programme:p", "event")),
    )
    expected = {"actor:a": "npo", "actor:b": "bank", "hub:h": "hub", "programme:p": "programme"}
    assert by_id(all_ties(graph), "kind") == expected


LOCATED = [
    *(edge(f"t{k}", f"actor:{name} PARTICIPATES_IN hub:h") for k, name in enumerate(("one", "two", "none", "gone"))),
    edge("w1", "region:04100 WITHIN region:04"),
    edge("w2", "region:13113 WITHIN region:13"),
    edge("l1", "actor:one LOCATED_IN region:04100"),
    edge("l2", "actor:one LOCATED_IN region:04"),
    edge("l3", "actor:two LOCATED_IN region:04100"),
    edge("l4", "actor:two LOCATED_IN region:13113"),
    edge("l5", "actor:gone LOCATED_IN region:04", status="ended"),
    edge("l6", "hub:h LOCATED_IN region:13113"),
]
REGIONS = (
    node("region:04", "prefecture", metropolitan=False),
    node("region:04100", "municipality", metropolitan=False),
    node("region:13", "prefecture", metropolitan=True),
    node("region:13113", "municipality", metropolitan=True),
)


@pytest.mark.parametrize(
    ("name", "here", "there"), [("prefecture", "region:04", "region:13"), ("metro", "regional", "metropolitan")]
)
def test_a_place_is_a_group_only_where_every_stated_place_lies_in_it(name, here, there):
    found = by_id(all_ties(graph_of(*LOCATED, nodes=REGIONS)), name)
    assert found == {"actor:one": here, "actor:two": None, "actor:none": None, "actor:gone": None, "hub:h": there}


def test_places_in_two_prefectures_of_one_sort_are_regional_and_in_no_single_prefecture():
    graph = graph_of(
        edge("o", "actor:a OPERATES hub:h"),
        edge("l1", "actor:a LOCATED_IN region:04"),
        edge("l2", "actor:a LOCATED_IN region:21"),
        nodes=(
            node("region:04", "prefecture", metropolitan=False),
            node("region:21", "prefecture", metropolitan=False),
        ),
    )
    assert by_id(all_ties(graph), "prefecture")["actor:a"] is None
    assert by_id(all_ties(graph), "metro")["actor:a"] == "regional"


def test_the_documents_that_tell_of_a_node_are_its_group_and_several_are_a_group_of_their_own():
    graph = graph_of(
        edge("e1", "actor:a OPERATES hub:h", "mlit"),
        edge("e2", "actor:b SUPPORTS hub:h", "keidanren"),
        edge("e3", "actor:c SUPPORTS hub:h", "mlit+keidanren"),
        edge("e4", "case:x DESCRIBES actor:a", "rakuten"),
    )
    assert by_id(all_ties(graph), "document") == {
        "actor:a": "mlit+rakuten",
        "actor:b": "keidanren",
        "actor:c": "keidanren+mlit",
        "hub:h": "keidanren+mlit",
    }


def test_communities_are_the_dense_parts_and_the_same_for_the_same_seed():
    pairs = [(a, b) for part in ("abcde", "wxyz") for a in part for b in part if a < b] + [("e", "w")]
    view = all_ties(graph_of(*(edge(f"{a}{b}", f"actor:{a} PARTNERS_WITH actor:{b}") for a, b in pairs)))
    found = by_id(view, "community")
    assert {found[f"actor:{name}"] for name in "abcde"} == {"0"}
    assert {found[f"actor:{name}"] for name in "wxyz"} == {"1"}
    assert view.partition("community", seed=7) == view.partition("community", seed=7)


def test_an_unknown_partition_is_an_error():
    with pytest.raises(KeyError):
        all_ties(graph_of(edge("o", "actor:a OPERATES hub:h"))).partition("planet")


# The shipped graph.


def every_view(graph: KnowledgeGraph) -> list[View]:
    return [all_ties(graph), actors_and_hubs(graph), *(flows_of(graph, kind) for kind in KINDS)]


def test_every_arc_of_the_shipped_graph_is_stated_by_an_edge_with_evidence(shipped):
    for view in every_view(shipped):
        assert view.network.n > 50 and len(view.ends) == len(view.arcs)
        for edges in view.arcs.values():
            assert any(one.evidence for one in edges)
            assert all(one.properties.get("status") != "planned" for one in edges)


def test_every_node_of_a_view_has_a_tie_and_every_tie_leads_back_to_its_edges(shipped):
    for view in every_view(shipped):
        contacts = view.network.contacts
        assert contacts.degree.min() > 0
        for i, one in enumerate(view.nodes):
            assert one.type in MEMBERS
            assert all(view.edges_between(one.id, view.nodes[k].id) for k in contacts.of(i).tolist())


@pytest.mark.parametrize("name", PARTITIONS)
def test_every_partition_has_a_group_or_none_for_each_shipped_node(shipped, name):
    view = all_ties(shipped)
    labels = view.partition(name)
    assert len(labels) == view.network.n
    known = {label for label in labels if label is not None}
    assert len(known) > 1 and "" not in known
    if name == "prefecture":
        assert all(shipped.nodes[label].kind == "prefecture" for label in known)
