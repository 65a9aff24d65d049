"""Gaps between groups, who should meet, key players, what falls apart, and what two nodes have in common."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.bridging.common import Common, in_common
from graph.bridging.gaps import (
    Gap,
    Meeting,
    Meetings,
    breakers,
    closing,
    fragmentation,
    gaps,
    pairs_left,
    reachers,
    simple,
)
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.views import all_ties
from graph.model import Edge, KnowledgeGraph, Node

examples = settings(max_examples=100)


def everyone(network: Network) -> np.ndarray:
    return np.ones(network.n, dtype=bool)


def by_networkx(network: Network, without: tuple[int, ...] = ()) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(network.n))
    graph.add_edges_from(zip(network.out.tails().tolist(), network.out.head.tolist(), strict=True))
    graph.remove_nodes_from(without)
    return graph


@dataclass(frozen=True)
class Drawing:
    """A random network with groups A and B, some of them unknown."""

    n: int
    ties: tuple[tuple[int, int], ...]
    labels: tuple[str | None, ...]
    directed: bool = False

    @property
    def network(self) -> Network:
        return self.with_tie()

    def with_tie(self, *more: tuple[int, int]) -> Network:
        source, target = np.array([*self.ties, *more], int).reshape(-1, 2).T
        return Network.of([str(i) for i in range(self.n)], source, target, directed=self.directed)

    def members(self, group: str) -> list[int]:
        return [i for i, label in enumerate(self.labels) if label == group]


@st.composite
def drawings(draw, least=2, most=9, directed=False):
    n = draw(st.integers(least, most))
    pairs = list(combinations(range(n), 2))
    ties = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=n // 2, max_size=2 * n)) if pairs else []
    labels = tuple(draw(st.sampled_from(["A", "B", "A", "B", None])) for _ in range(n))
    return Drawing(n, tuple(ties), labels, draw(st.booleans()) if directed else False)


# Gaps.


def test_two_groups_without_a_path_are_a_gap_without_path_and_cut(drawn):
    assert gaps(drawn("ab cd"), list("xxyy")) == [Gap(("x", "y"), (), ())]


def test_one_thin_path_is_a_gap_and_every_node_on_it_that_alone_keeps_it_is_told(drawn):
    # x: a, b; y: f, g. Both ends of the path are members whom another could replace, but c is not.
    network = drawn("ac bc cd de ef eg")
    assert gaps(network, ["x", "x", None, None, None, "y", "y"]) == [Gap(("x", "y"), (0, 2, 3, 4, 5), (2, 3, 4))]


def test_a_member_may_be_the_one_that_keeps_the_groups_together(drawn):
    # Of x only b has ties to others, of y c and d have.
    assert gaps(drawn("ab bc bd cd"), list("xxyy")) == [Gap(("x", "y"), (1, 2), (1,))]
    assert gaps(drawn("ab bc cd"), list("xxyy")) == [Gap(("x", "y"), (1, 2), (1, 2))]


def test_two_paths_without_a_common_node_are_no_gap(drawn):
    assert gaps(drawn("ac bd ab cd"), list("xxyy")) == []
    assert gaps(drawn("ae ec bf fd"), ["x", "x", "y", "y", None, None]) == []


def test_two_paths_through_one_node_are_a_gap(drawn):
    assert gaps(drawn("ae be ce de"), ["x", "x", "y", "y", None]) == [Gap(("x", "y"), (0, 4, 2), (4,))]


def test_the_only_member_of_a_group_always_keeps_it_together_with_others(drawn):
    network = drawn("ab ac ad bc cd bd")
    assert gaps(network, list("xyyy")) == [Gap(("x", "y"), (0, 1), (0,))]
    assert gaps(network, ["x", "y", None, None]) == [Gap(("x", "y"), (0, 1), (0, 1))]


def test_paths_have_no_direction(drawn):
    assert gaps(drawn("ba bc", directed=True), ["x", None, "y"]) == [Gap(("x", "y"), (0, 1, 2), (0, 1, 2))]


def test_pairs_without_path_come_first_then_the_longest_path_then_the_names(drawn):
    network = drawn("ab bc cd e")
    found = gaps(network, list("pqrst"))
    assert [one.groups for one in found] == [
        *[("p", "t"), ("q", "t"), ("r", "t"), ("s", "t")],
        *[("p", "s"), ("p", "r"), ("q", "s"), ("p", "q"), ("q", "r"), ("r", "s")],
    ]
    assert found[4] == Gap(("p", "s"), (0, 1, 2, 3), (0, 1, 2, 3))


def test_one_group_or_none_has_no_pairs(drawn):
    assert gaps(drawn("ab c"), list("xxx")) == gaps(drawn("ab c"), [None] * 3) == gaps(drawn(""), []) == []


@pytest.mark.parametrize("labels", [[], ["x"], ["x"] * 3])
def test_groups_of_the_wrong_number_are_an_error(drawn, labels):
    with pytest.raises(ValueError, match=f"2 nodes and {len(labels)} groups"):
        gaps(drawn("ab"), labels)


@examples
@given(drawings(directed=True))
def test_a_gap_is_where_no_two_paths_are_apart(drawing):
    found = gaps(drawing.network, drawing.labels)
    sides = drawing.members("A"), drawing.members("B")
    if not all(sides):
        assert found == []
        return

    def steps(without: tuple[int, ...] = ()) -> int | None:
        graph = by_networkx(drawing.network, without)
        ends = [[i for i in side if i in graph] for side in sides]
        lengths = [nx.shortest_path_length(graph, a, b) for a in ends[0] for b in ends[1] if nx.has_path(graph, a, b)]
        return min(lengths, default=None)

    cut = {i for i in range(drawing.n) if steps((i,)) is None}
    if steps() is not None and not cut:
        assert found == []
        return
    (gap,) = found
    assert gap.groups == ("A", "B")
    if steps() is None:
        assert gap.path == gap.cut == ()
        return
    assert set(gap.cut) == cut and len(gap.path) - 1 == steps()
    assert drawing.labels[gap.path[0]] == "A" and drawing.labels[gap.path[-1]] == "B"
    assert nx.is_path(by_networkx(drawing.network), gap.path)


# Who should meet.


def test_the_nearest_meeting_by_hand(drawn):
    # x: a - b, y: c - d, and no path. A tie of the ends: steps 1, 2, 2, 3 instead of none, whichever ends.
    proposals = Meetings(drawn("ab cd"), list("xxyy"), np.ones(4, bool)).between(("x", "y"))
    assert [(one.one, one.other) for one in proposals] == [(0, 2), (0, 3), (1, 2)]
    assert all(one.nearer == pytest.approx((1 + 1 / 2 + 1 / 2 + 1 / 3) / 4) for one in proposals)
    # The constraint of both falls from 1 to 1/2.
    assert all(one.freer == pytest.approx(1) for one in proposals)


def test_whoever_brings_most_pairs_nearer_comes_first(drawn):
    # x: the star a with b, c; y: the star d with e, f. The centres bring 1 + 4 · 1/2 + 4 · 1/3 over nine pairs.
    first = Meetings(drawn("ab ac de df"), list("xxxyyy"), np.ones(6, bool)).between(("x", "y"))[0]
    assert (first.one, first.other) == (0, 3)
    assert first.nearer == pytest.approx((1 + 4 / 2 + 4 / 3) / 9)
    # From 1/2 to 1/3 each.
    assert first.freer == pytest.approx(1 / 3)


def test_a_meeting_that_shortens_nothing_has_no_gain(drawn):
    # a and b are tied to c and d in full but for b-d, whose two steps become one.
    proposals = Meetings(drawn("ac ad bc"), list("xxyy"), np.ones(4, bool)).between(("x", "y"))
    assert [(one.one, one.other, one.nearer) for one in proposals] == [(1, 3, pytest.approx((1 - 1 / 3) / 4))]


def test_after_the_nearest_comes_the_tie_that_frees_two_of_several_contacts_most(drawn):
    # The members of x and y that have several contacts are a, tied to b and c who know each other, and g likewise.
    network = drawn("ab ac bc gh gi hi ad ae gj gk dl ej")
    labels = ["x" if name in "abc" else "y" if name in "ghi" else None for name in network.ids]
    found = Meetings(network, labels, np.ones(network.n, bool)).between(("x", "y"), top=1)
    assert len(found) == 2
    everything = Meetings(network, labels, np.ones(network.n, bool)).between(("x", "y"), top=100)
    assert found[0] == everything[0]
    assert found[1].freer == max(one.freer for one in everything)
    assert found[1].nearer < found[0].nearer


def test_whoever_has_one_contact_is_not_proposed_for_being_freed(drawn):
    # All members of y have one contact.
    network = drawn("ab ac bc de df")
    labels = ["x", "x", "x", None, "y", "y"]
    assert len(Meetings(network, labels, np.ones(6, bool)).between(("x", "y"), top=1)) == 1


def test_only_those_asked_about_are_proposed_and_all_members_count(drawn):
    network, among = drawn("ab ac de df"), np.array([False, True, True, True, True, True])
    found = Meetings(network, list("xxxyyy"), among).between(("x", "y"), top=100)
    assert {one.one for one in found} == {1, 2}
    # From b: to d 1, to e and f 2; from a 2, 3, 3; from c, through a, 3, 4, 4.
    assert found[0].nearer == pytest.approx((1 + 2 / 2 + 1 / 2 + 2 / 3 + 1 / 3 + 2 / 4) / 9)
    assert Meetings(network, list("xxxyyy"), np.zeros(6, bool)).between(("x", "y")) == []


def test_direction_and_weight_are_left_out(drawn):
    plain = drawn("ab ac de df ad")
    other = drawn("ba ac de fd ad da", directed=True, weight=[1, 2, 3, 4, 5, 6])
    expected, found = (Meetings(one, list("xxxyyy"), np.ones(6, bool)).between(("x", "y")) for one in (plain, other))
    assert found == expected
    assert simple(plain) is plain


def test_many_members_are_tried_by_their_contacts(drawn):
    # x has 60 members without contacts besides one, named last, who has a contact in no group.
    n = 62
    network = Network.of([str(i) for i in range(n + 1)], np.array([60]), np.array([62]))
    labels = [*["x"] * 61, "y", None]
    found = Meetings(network, labels, np.ones(n + 1, bool)).between(("x", "y"), top=100)
    assert len(found) == 40
    assert any(one.one == 60 for one in found)


@st.composite
def meetings(draw):
    """A network, and every meeting of A and B that is proposed."""
    drawing = draw(drawings(least=4))
    assume("A" in drawing.labels and "B" in drawing.labels)
    among = np.array([draw(st.integers(0, 5)) > 0 for _ in range(drawing.n)])
    found = Meetings(drawing.network, drawing.labels, among).between(("A", "B"), top=1000)
    return drawing, among, found


def nearness_of(network: Network, drawing: Drawing) -> float:
    steps = dict(nx.all_pairs_shortest_path_length(by_networkx(network)))
    pairs = [(a, b) for a in drawing.members("A") for b in drawing.members("B")]
    return sum(1 / steps[a][b] if b in steps[a] else 0 for a, b in pairs) / len(pairs)


@examples
@given(meetings())
def test_every_pair_that_is_not_tied_and_asked_about_is_proposed_and_no_other(proposed):
    drawing, among, found = proposed
    tied = {frozenset(tie) for tie in drawing.ties}
    assert {(one.one, one.other) for one in found} == {
        (a, b)
        for a in drawing.members("A")
        for b in drawing.members("B")
        if among[a] and among[b] and {a, b} not in tied
    }
    assert [one.nearer for one in found] == sorted((one.nearer for one in found), reverse=True)


@examples
@given(meetings())
def test_nearer_is_the_growth_of_nearness_with_the_tie(proposed):
    drawing, _, found = proposed
    for one in found:
        growth = nearness_of(drawing.with_tie((one.one, one.other)), drawing) - nearness_of(drawing.network, drawing)
        assert one.nearer == pytest.approx(growth, abs=1e-12)


def test_a_new_tie_may_be_used_from_either_side(drawn):
    # a and u are of x, b and v of y; a knows v and u knows b. With a-b also u and v are within three steps: u, b, a, v.
    found = Meetings(drawn("av bu"), list("xyxy"), np.ones(4, bool)).between(("x", "y"))
    assert Meeting(0, 1, pytest.approx((1 + 1 / 3) / 4), pytest.approx(1)) in found


@examples
@given(meetings())
def test_freer_is_the_fall_of_both_constraints_with_the_tie(proposed):
    drawing, _, found = proposed
    degree = drawing.network.contacts.degree
    before = structural_holes(drawing.network).constraint
    for one in found:
        ends = [one.one, one.other]
        if (degree[ends] > 0).all():
            after = structural_holes(drawing.with_tie((one.one, one.other))).constraint
            assert one.freer == pytest.approx(float((before - after)[ends].sum()), abs=1e-12)
        else:
            assert one.freer == 0  # the constraint of a node without ties is not defined


# Key players.


def fragments(network: Network, without: tuple[int, ...]) -> float:
    """Borgatti (2006, equation 4), with the removed nodes among the n."""
    n = network.n
    sizes = [len(part) for part in nx.connected_components(by_networkx(network, without))]
    return 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1))


def reached(network: Network, nodes: tuple[int, ...]) -> float:
    graph = by_networkx(network)
    return len(set().union(*(nx.ego_graph(graph, node, radius=2) for node in nodes))) / network.n


def test_the_node_between_two_triangles_breaks_a_barbell(drawn):
    # d stands between the triangles a b c and e f g: two parts of 3 are left of 7.
    found = breakers(drawn("ab bc ca cd de ef fg ge"), np.ones(7, bool), 1)
    assert found.nodes == (3,)
    assert found.value == (pytest.approx(1 - (6 + 6) / 42),)


def test_the_centre_breaks_a_star_and_then_nothing_is_left_to_break(drawn):
    found = breakers(drawn("ab ac ad ae"), np.ones(5, bool), 3)
    assert found.nodes == (0, 1, 2) and found.value == (1, 1, 1)


def test_only_those_asked_about_break_and_there_are_no_more_of_them_than_there_are(drawn):
    star = drawn("ab ac ad ae")
    found = breakers(star, np.array([False, True, False, True, False]), 5)
    assert found.nodes == (1, 3)
    assert found.value == (pytest.approx(1 - 12 / 20), pytest.approx(1 - 6 / 20))
    for players in (breakers(star, np.zeros(5, bool), 2), reachers(star, np.zeros(5, bool), 2)):
        assert players.nodes == players.value == ()


def test_one_node_near_all_others_reaches_all(drawn):
    path = drawn("ab bc cd de")
    found = reachers(path, np.ones(5, bool), 2)
    assert found.nodes == (2, 0) and found.value == (1, 1)


def test_reachers_are_chosen_for_those_that_nobody_reaches_yet(drawn):
    # Two paths: of a b c d e f, c and d reach five of nine; the second is of the other path, though d reaches more.
    found = reachers(drawn("ab bc cd de ef gh hi"), np.ones(9, bool), 2)
    assert found.nodes == (2, 6) and found.value == (pytest.approx(5 / 9), pytest.approx(8 / 9))


def test_nobody_in_an_empty_network_is_a_key_player(drawn):
    network = drawn("")
    assert breakers(network, everyone(network), 3).nodes == reachers(network, everyone(network), 3).nodes == ()
    assert fragmentation(1, 0) == fragmentation(0, 0) == 0


@examples
@given(drawings(directed=True), st.integers(1, 4), st.data())
def test_each_key_player_adds_most_to_those_before_and_the_values_are_the_formulas(drawing, k, data):
    among = np.array(data.draw(st.lists(st.booleans(), min_size=drawing.n, max_size=drawing.n)))
    for choose, value in ((breakers, fragments), (reachers, reached)):
        found = choose(drawing.network, among, k)
        assert len(found.nodes) == len(set(found.nodes)) == min(k, among.sum()) and among[list(found.nodes)].all()
        for size in range(1, len(found.nodes) + 1):
            assert found.value[size - 1] == pytest.approx(value(drawing.network, found.nodes[:size]))
            others = set(np.flatnonzero(among).tolist()) - set(found.nodes[: size - 1])
            best = max(value(drawing.network, (*found.nodes[: size - 1], other)) for other in others)
            assert found.value[size - 1] == pytest.approx(best)


def test_pairs_that_are_left_do_not_depend_on_threads(random_network, threads):
    network = simple(random_network(300, True, True))
    candidates, gone = np.arange(300, dtype=np.int32), np.zeros(300, np.uint8)
    alone = pairs_left(network, candidates, gone)
    with threads(3):
        assert pairs_left(network, candidates, gone).tolist() == alone.tolist()
    assert len(set(alone.tolist())) > 1


# What falls apart.


def test_without_its_centre_a_star_falls_into_its_leaves(drawn):
    found = closing(drawn("ab ac ad"), 0)
    assert found.cut_off == ((2,), (3,)) and found.node == 0
    assert found.fragmentation == (0, 1)
    # Six ordered pairs at 1 step and six at 2.
    assert found.distance_fragmentation == (pytest.approx(1 - (6 + 6 / 2) / 12), 1)


def test_without_a_leaf_nothing_is_cut_off(drawn):
    found = closing(drawn("ab ac ad"), 3)
    assert found.cut_off == ()
    assert found.fragmentation == (0, pytest.approx(1 - 6 / 12))


def test_without_the_second_of_a_path_the_first_is_cut_off_from_the_rest(drawn):
    found = closing(drawn("ab bc cd de"), 1)
    assert found.cut_off == ((0,),)
    assert found.fragmentation == (0, pytest.approx(1 - 6 / 20))
    assert found.distance_fragmentation[1] == pytest.approx(1 - (4 + 2 / 2) / 20)


def test_pieces_are_told_largest_first_and_other_components_are_not_cut_off(drawn):
    # Without a: b c d e f stay together, g h and i come off; k l never hung on a.
    assert closing(drawn("ab bc cd de ef ai ag gh kl"), 0).cut_off == ((6, 7), (8,))


def test_a_node_without_ties_cuts_nobody_off(drawn):
    assert closing(drawn("ab c"), 2).cut_off == ()
    alone = closing(drawn("a"), 0)
    assert alone.cut_off == () and alone.fragmentation == alone.distance_fragmentation == (0, 0)


@examples
@given(drawings(least=1, directed=True), st.data())
def test_what_falls_apart_is_what_networkx_says(drawing, data):
    node = data.draw(st.integers(0, drawing.n - 1))
    network, n = drawing.network, drawing.n
    found = closing(network, node)
    own = nx.node_connected_component(by_networkx(network), node)
    after = by_networkx(network, (node,))
    pieces = sorted(map(len, nx.connected_components(after.subgraph(own))), reverse=True)
    assert [len(piece) for piece in found.cut_off] == pieces[1:]
    for piece in found.cut_off:
        assert set(piece) in list(nx.connected_components(after))
    if n > 1:
        assert found.fragmentation == (
            pytest.approx(fragments(network, ())),
            pytest.approx(fragments(network, (node,))),
        )
        for graph, value in zip((by_networkx(network), after), found.distance_fragmentation, strict=True):
            lengths = dict(nx.all_pairs_shortest_path_length(graph))
            near = sum(1 / steps for others in lengths.values() for steps in others.values() if steps)
            assert value == pytest.approx(1 - near / (n * (n - 1)))


# What two have in common.


def node(key: str, kind: str = "company") -> Node:
    return Node(key, key.partition(":")[0].capitalize(), kind, key, key)


def edge(key: str, statement: str, **properties: object) -> Edge:
    source, relation, target = statement.split()
    relation, _, kind = relation.partition(".")
    return Edge(key, source, target, relation, kind or None, properties)


def common(*edges: Edge, one: str = "actor:a", other: str = "actor:b", **kinds: str) -> list[Common]:
    """Of a and b, which are of different kinds where nothing else is said."""
    kinds = {"a": "company", "b": "bank", **kinds}
    ends = {end for edge in edges for end in (edge.source, edge.target)} | {one, other}
    vias = {edge.properties["via"] for edge in edges if "via" in edge.properties}
    nodes = [node(key, kinds.get(key.partition(":")[2], "place")) for key in ends | vias]
    return in_common(all_ties(KnowledgeGraph(nodes, edges)), one, other)


# Both are nodes of the view, each through something of its own.
APART = (edge("p1", "actor:a OPERATES hub:p"), edge("p2", "actor:b OPERATES hub:q"))


def test_two_that_share_nothing_have_nothing_in_common():
    assert common(*APART) == []


def test_a_shared_contact_is_told_with_the_edges_of_both():
    found = common(
        edge("e1", "actor:a OPERATES hub:h"),
        edge("e2", "hub:h FLOW.people actor:b"),
        edge("e3", "actor:a FUNDS hub:h"),
        edge("e4", "actor:a OPERATES hub:i"),
    )
    assert found == [Common("contact", "hub:h", ("e1", "e3", "e2"))]


def test_a_shared_region_and_a_shared_resource_are_told_where_both_are_tied_in_the_same_way():
    found = common(
        *APART,
        edge("e1", "actor:a LOCATED_IN region:r"),
        edge("e2", "actor:b LOCATED_IN region:r"),
        edge("e3", "actor:a UPGRADES resource:x"),
        edge("e4", "actor:b UPGRADES resource:x"),
        edge("e5", "actor:a SERVES region:s"),
        edge("e6", "actor:b LOCATED_IN region:s"),
        edge("e7", "actor:a SERVES region:t"),
        edge("e8", "actor:b SERVES region:t", status="planned"),
    )
    assert found == [Common("LOCATED_IN", "region:r", ("e1", "e2")), Common("UPGRADES", "resource:x", ("e3", "e4"))]


def test_what_one_gives_and_the_other_receives_is_told_in_both_directions():
    found = common(
        *APART,
        edge("e1", "actor:a FLOW.money hub:p"),
        edge("e2", "hub:q FLOW.money actor:b"),
        edge("e3", "actor:b FLOW.people hub:q"),
        edge("e4", "hub:p FLOW.people actor:a"),
        edge("e5", "actor:a FLOW.goods hub:p"),
        edge("e6", "actor:b FLOW.goods hub:q"),
        edge("e7", "actor:a FLOW.knowledge hub:p"),
        edge("e8", "hub:q FLOW.knowledge actor:b", status="planned"),
    )
    assert found == [Common("flow", "money", ("e1", "e2")), Common("flow", "people", ("e3", "e4"))]


def test_two_of_one_kind_have_it_in_common_and_an_actor_and_a_hub_never_do():
    assert common(*APART, b="company") == [Common("kind", "company", ())]
    assert common(edge("e1", "actor:a OPERATES hub:b"), other="hub:b", a="place", b="place") == []


def test_what_is_in_common_is_the_same_from_either_side_but_for_the_order():
    edges = [
        *[edge("e1", "actor:a OPERATES hub:h"), edge("e2", "actor:b OPERATES hub:h")],
        *[edge("e3", "actor:a SERVES region:r"), edge("e4", "actor:b SERVES region:r")],
        *[edge("e5", "actor:a FLOW.money hub:p"), edge("e6", "hub:q FLOW.money actor:b")],
    ]
    there, back = (common(*edges, b="company", one=f"actor:{a}", other=f"actor:{b}") for a, b in ("ab", "ba"))
    assert [one.what for one in there] == ["contact", "SERVES", "flow", "kind"]
    assert [(one.what, one.value, set(one.edges)) for one in there] == [
        (one.what, one.value, set(one.edges)) for one in back
    ]
