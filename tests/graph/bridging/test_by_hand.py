"""Small networks worked by hand, and what chance gives counted out over every network there is."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest

from graph import kernels
from graph.bridging import brokerage as roles
from graph.bridging import paths
from graph.bridging.brokerage import (
    KINDS,
    brokerage,
    global_brokerage,
    numbered,
    open_paths,
    permutation_p,
    shared_credit,
)
from graph.bridging.cohesion import cohesion
from graph.bridging.groups import communities, modules
from graph.bridging.holes import structural_holes
from graph.bridging.network import FROM, TO, Network
from graph.bridging.paths import betweenness, reach
from graph.bridging.triads import triads as visit
from graph.bridging.two_mode import projection, two_mode_betweenness

NAN = math.nan


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


def row(**counts):
    """Counts in the order of KINDS, 0 where not named."""
    return [counts.get(name, 0) for name in KINDS]


# The network.


def test_loops_and_zero_weights_are_dropped_and_their_nodes_stay(drawn):
    network = drawn("aa ab cc bd", weight=[5, 2, 1, 0])
    assert (network.n, network.ties) == (4, 1)
    assert network.contacts.degree.tolist() == [1, 1, 0, 0]


def test_parallel_ties_are_merged_and_their_weights_added(drawn):
    assert drawn("ab ab ba").ties == 1 and not drawn("ab ab ba").weighted
    undirected = drawn("ab ba bc ab", weight=[1, 2, 5, 4])
    assert undirected.ties == 2 and undirected.out.weight.tolist() == [7, 7, 5, 5]
    directed = drawn("ab ba bc ab", directed=True, weight=[1, 2, 5, 4])
    assert directed.ties == 3 and directed.out.weight.tolist() == [5, 2, 5]


def test_a_contact_is_a_predecessor_or_a_successor_counted_once(drawn):
    contacts = drawn("ab ba ac da", directed=True, weight=[1, 2, 4, 8]).contacts
    assert contacts.degree.tolist() == [3, 1, 1, 1]
    assert contacts.head[:3].tolist() == [1, 2, 3]
    assert contacts.direction[:3].tolist() == [TO | FROM, TO, FROM]
    assert contacts.strength[:3].tolist() == [3, 4, 8]


@pytest.mark.parametrize("weight", [-1, NAN, math.inf])
def test_a_weight_that_is_no_number_of_0_or_more_is_refused(drawn, weight):
    with pytest.raises(ValueError, match="weights"):
        drawn("ab bc", weight=[1, weight])


@pytest.mark.parametrize(
    ("source", "target", "weight"),
    [([0], [2], None), ([-1], [0], None), ([0, 1], [1], None), ([0], [1], [1.0, 1.0])],
)
def test_ties_without_ends_or_of_different_numbers_are_refused(source, target, weight):
    with pytest.raises(ValueError, match="end"):
        Network.of(["a", "b"], np.array(source), np.array(target), weight)


@pytest.mark.parametrize("directed", [True, False])
def test_part_of_a_network_keeps_the_ties_inside(drawn, directed):
    network = drawn("ab ca cd", directed, weight=[1, 2, 4])
    part = network.among(np.array([True, False, True, True]))
    assert part.ids == ["a", "c", "d"] and part.directed == directed
    ties = set(zip(part.out.tails().tolist(), part.out.head.tolist(), part.out.weight.tolist(), strict=True))
    assert ties == {(1, 0, 2), (1, 2, 4)} | (set() if directed else {(0, 1, 2), (2, 1, 4)})
    assert network.among(np.ones(4, bool)) is network


# Nothing to measure.


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("weight", [None, []])
@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_without_ties_nothing_raises_and_only_counts_are_defined(measured, n, directed, weight):
    network, group = Network.of([str(i) for i in range(n)], [], [], weight, directed), list(range(n))
    found = measured(network, group)
    assert all(len(values) == n for values in found.values())
    for name in ("roles", "expected roles", "sd of roles", "shared credit", "betweenness", "core", "articulation"):
        assert not found.pop(name).any()
    assert all(np.isnan(values).all() for values in found.values()), found
    everywhere = global_brokerage(network, group)
    assert not everywhere.count.any() and not everywhere.expected.any() and not everywhere.sd.any()
    assert np.isnan(everywhere.z).all()
    assert cohesion(network).component.tolist() == list(range(n)) and cohesion(network).bridges.shape == (0, 2)
    assert np.array_equal(permutation_p(network, group, 3, seed=1)[:, :-1], np.ones((n, 5)))
    assert communities(network).tolist() == list(range(n))
    assert reach(network, np.arange(n), 2).near.tolist() == [[0, 0]] * n
    assert two_mode_betweenness(network, np.ones(n, bool)).tolist() == [0] * n
    assert len(projection(network, np.ones(n, bool)).pairs) == 0


def test_an_isolate_beside_others_is_undefined_and_not_0(drawn, measured):
    found = measured(drawn("ab bc d"), ["x", "x", "y", "y"])
    for name in ("constraint", "effective size", "efficiency", "hierarchy", "participation"):
        assert np.isnan(found[name][3])
    assert (found["betweenness"][3], found["core"][3], found["articulation"][3]) == (0, 0, False)
    assert not found["roles"][3].any()


# Structural holes.


def test_structural_holes_of_a_star(drawn):
    found = structural_holes(drawn("ab ac ad"))
    close(found.constraint, [3 / 9, 1, 1, 1])
    close(found.effective_size, [3, 1, 1, 1])
    close(found.efficiency, [1, 1, 1, 1])
    close(found.hierarchy, [0, NAN, NAN, NAN])


def test_structural_holes_of_a_triangle(drawn):
    found = structural_holes(drawn("ab bc ca"))
    close(found.constraint, [2 * (1 / 2 + 1 / 4) ** 2] * 3)
    close(found.effective_size, [1] * 3)
    close(found.efficiency, [1 / 2] * 3)
    close(found.hierarchy, [0] * 3)


def test_a_reciprocated_tie_is_one_contact_with_the_strength_of_both_arcs(drawn):
    # a: s_ab = 2 + 1, s_ac = 1, and b and c do not know each other.
    found = structural_holes(drawn("ab ba ac", directed=True, weight=[2, 1, 1]))
    close(found.constraint[0], (3 / 4) ** 2 + (1 / 4) ** 2)
    close((found.effective_size[0], found.efficiency[0]), (2, 1))
    # r = c_ij / (5/16) = 9/5 and 1/5.
    close(found.hierarchy[0], (9 / 5 * math.log(9 / 5) + 1 / 5 * math.log(1 / 5)) / (2 * math.log(2)))


def test_a_contact_of_a_contact_adds_nothing_to_the_constraint(drawn):
    # b gives half of its ties to c, whom a does not know.
    assert structural_holes(drawn("ab bc")).constraint.tolist() == [1, 1 / 2, 1]


def test_the_marginal_strength_is_a_share_of_the_strongest_tie_of_the_contact(drawn):
    # a with b 4, c 2, and b-c 1. m_bc = 1/4 for b's strongest tie is 4, m_cb = 1/2 for c's is 2.
    found = structural_holes(drawn("ab ac bc", weight=[4, 2, 1]))
    close(found.effective_size[0], 2 - (1 / 3 * 1 / 4 + 2 / 3 * 1 / 2))
    # p_ab = 4/6, p_ac = 2/6, p_bc = 1/5, p_cb = 1/3.
    close(found.constraint[0], (4 / 6 + 2 / 6 * 1 / 3) ** 2 + (2 / 6 + 4 / 6 * 1 / 5) ** 2)


def test_shares_are_of_all_ties_of_a_contact_and_not_of_those_among_the_contacts(drawn):
    # b has four ties, of which two in the triangle.
    assert structural_holes(drawn("ab ac bc bd be")).constraint[0] == pytest.approx(
        (1 / 2 + 1 / 2 * 1 / 2) ** 2 + (1 / 2 + 1 / 2 * 1 / 4) ** 2
    )


@pytest.mark.parametrize("contacts", range(2, 31))
def test_rounding_leaves_no_hierarchy_below_0(contacts):
    star = Network.of([str(i) for i in range(contacts + 1)], np.zeros(contacts, int), np.arange(contacts) + 1)
    everyone = np.array(list(combinations(range(contacts + 1), 2))).T
    whole = Network.of(star.ids, *everyone)
    evenly = [structural_holes(star).hierarchy[0], *structural_holes(whole).hierarchy]
    assert 0 <= min(evenly) <= max(evenly) < 1e-14


# Brokerage.

LINE = [
    ("xxx", "coordinator"),
    ("xyx", "itinerant"),
    ("xyy", "gatekeeper"),
    ("xxy", "representative"),
    ("xyz", "liaison"),
]


@pytest.mark.parametrize(("group", "role"), LINE)
def test_the_broker_of_a_to_c_has_the_role_of_the_groups(drawn, group, role):
    found = brokerage(drawn("ab bc", directed=True), list(group)).count
    assert found.tolist() == [row(), row(**{role: 1}, total=1), row()]


@pytest.mark.parametrize(("group", "role"), LINE)
def test_reversing_the_arcs_swaps_gatekeeper_and_representative(drawn, group, role):
    swapped = {"gatekeeper": "representative", "representative": "gatekeeper"}.get(role, role)
    found = brokerage(drawn("ba cb", directed=True), list(group)).count
    assert found[1].tolist() == row(**{swapped: 1}, total=1)


def test_an_arc_from_a_to_c_closes_and_one_from_c_to_a_does_not(drawn):
    together = np.zeros(3, np.int32)
    assert not open_paths(drawn("ab bc ac", directed=True), together).any()
    cycle = open_paths(drawn("ab bc ca", directed=True), together)
    assert cycle.tolist() == [row(coordinator=1, total=1)] * 3


def test_an_undirected_tie_is_two_arcs_and_each_open_pair_counts_twice(drawn):
    network = drawn("ab bc")
    assert brokerage(network, list("xxx")).count[1].tolist() == row(coordinator=2, total=2)
    assert brokerage(network, list("xyy")).count[1].tolist() == row(gatekeeper=1, representative=1, total=2)
    assert brokerage(drawn("ab ba bc cb", directed=True), list("xyy")).count.tolist() == (
        brokerage(network, list("xyy")).count.tolist()
    )


def test_two_who_know_each_other_broker_nothing(drawn):
    assert not brokerage(drawn("ab ba", directed=True), list("xx")).count.any()


def test_brokerage_ignores_weights(drawn):
    weighted = brokerage(drawn("ab bc cd", directed=True, weight=[0.1, 7, 3]), list("xyyz"))
    plain = brokerage(drawn("ab bc cd", directed=True), list("xyyz"))
    assert weighted.count.tolist() == plain.count.tolist() and weighted.sd.tolist() == plain.sd.tolist()


@pytest.mark.parametrize(
    ("text", "directed"),
    [
        ("ab ac ad bc bd cd", False),
        ("ab ac ad ba bc bd ca cb cd da db dc", True),
        ("a b c d", False),
        ("a b c d", True),
    ],
)
def test_where_chance_has_no_spread_z_is_undefined(drawn, text, directed):
    found = brokerage(drawn(text, directed), list("xxyz"))
    assert not found.count.any() and not found.sd.any() and np.isnan(found.z).all()
    assert np.isnan(global_brokerage(drawn(text, directed), list("xxyz")).z).all()


def test_a_group_of_one_member_has_roles_that_it_cannot_play(drawn):
    found = brokerage(drawn("ab bc cd", directed=True), list("xyxx"))
    undefined = dict(zip(KINDS, np.isnan(found.z[1]).tolist(), strict=True))
    # Alone in y, and with one other group only: b may stand between two of x, no more.
    assert undefined == {
        "coordinator": True,
        "itinerant": False,
        "gatekeeper": True,
        "representative": True,
        "liaison": True,
        "total": False,
    }
    assert found.count[1].tolist() == row(itinerant=1, total=1)


@pytest.mark.parametrize("group", [[], ["x"], list("xxxx"), [["x", "y", "z"]]])
@pytest.mark.parametrize(
    "measure",
    [
        brokerage,
        global_brokerage,
        shared_credit,
        lambda network, group: permutation_p(network, group, 1, seed=1),
        modules,
    ],
    ids=["brokerage", "global_brokerage", "shared_credit", "permutation_p", "modules"],
)
def test_a_partition_of_the_wrong_length_is_an_error(drawn, measure, group):
    with pytest.raises(ValueError, match="3 nodes"):
        measure(drawn("ab bc", directed=True), group)


def test_groups_may_have_any_names(drawn):
    network = drawn("ab bc cd", directed=True)
    names = [["x", "y", "y", "z"], [7, -1, -1, 0], [True, False, False, True], np.array([0.5, 0.1, 0.1, 3])]
    counts = [brokerage(network, group).count.tolist() for group in names]
    assert counts[0] == counts[1] == counts[3]
    assert counts[0][1] == row(gatekeeper=1, total=1) and counts[2][2] == row(representative=1, total=1)


def test_shared_credit_divides_a_pair_among_its_brokers(drawn):
    # b and c both stand between a and d; c alone between a and e; d→a closes nothing.
    network = drawn("ab ac bd cd ce da", directed=True)
    found = shared_credit(network, list("xxyyy"))
    # d stands alone between b and a, and between c and a; a between d and b, d and c.
    expected = [
        row(gatekeeper=1, itinerant=1, total=2),
        row(representative=1 / 2, total=1 / 2),
        row(gatekeeper=1 / 2 + 1, total=3 / 2),
        row(representative=1, itinerant=1, total=2),
        row(),
    ]
    close(found, expected)


def test_a_permutation_p_is_the_share_of_all_ways_to_deal_out_the_groups(drawn):
    network, group = drawn("ab bc cd de ea bd fb", directed=True), np.array([0, 0, 0, 1, 1, 2], np.int32)
    observed = open_paths(network, group)
    ways = [open_paths(network, np.array(way, np.int32)) for way in sorted(set(permutations(group.tolist())))]
    exact = np.mean([way >= observed for way in ways], axis=0)
    times = 4000
    found = permutation_p(network, list(group), times, seed=20261125)
    assert np.isnan(found[:, -1]).all()
    spread = np.sqrt(exact * (1 - exact) / times)
    assert (np.abs(found - exact) <= 4 * spread + 1 / times)[:, :-1].all()
    assert ((exact > 0.05) & (exact < 0.95)).sum() > 5
    np.testing.assert_array_equal(found, permutation_p(network, list(group), times, seed=20261125))


def test_a_permutation_p_is_never_0(drawn):
    # i stands between all of x and all of y: hardly any other way to deal out the groups lets through as many.
    network = drawn("ai bi ci di ei fi gi hi ij ik il im in io ip iq", directed=True)
    found = permutation_p(network, list("xxxxxxxx" + "yyyyyyyyy"), 19, seed=20261125)
    assert found[8].tolist()[:-1] == [1, 1, 1 / 20, 1, 1]


# What chance gives, counted out.

PARTITIONS_OF_4 = ["xxxx", "xxxy", "xxyy", "xxyz", "wxyz"]
PARTITIONS_OF_5 = ["xxxxx", "xxxxy", "xxxyy", "xxxyz", "xxyyz", "wwxyz", "vwxyz"]


def role_of(groups):
    """The number of the role in KINDS."""
    a, b, c = groups
    return [a == b == c, a == c, b == c, a == b, True].index(True)


def triads(group):
    """Every (a, b, c) with its role."""
    return [(t, role_of([group[i] for i in t])) for t in permutations(range(len(group)), 3)]


def every_network(n, directed):
    """The arcs of each network on n nodes as a table of truth, shape (networks, n, n), and the ties of each."""
    pairs = list(permutations(range(n), 2) if directed else combinations(range(n), 2))
    there = (np.arange(2 ** len(pairs))[:, None] >> np.arange(len(pairs))) & 1
    arcs = np.zeros((len(there), n, n), bool)
    for k, (i, j) in enumerate(pairs):
        arcs[:, i, j] |= there[:, k] == 1
        if not directed:
            arcs[:, j, i] = arcs[:, i, j]
    return arcs, there.sum(axis=1), len(pairs)


def moments(arcs, chance, group):
    """Mean and variance of each node's counts (n, 6) and of their sums (6,), over networks with these chances."""
    counts = np.zeros((len(arcs), len(group), len(KINDS)))
    for (a, b, c), role in triads(group):
        open_ = arcs[:, a, b] & arcs[:, b, c] & ~arcs[:, a, c]
        counts[:, b, role] += open_
        counts[:, b, -1] += open_

    def of(values):
        mean = np.tensordot(chance, values, 1)
        return mean, np.tensordot(chance, (values - mean) ** 2, 1)

    return of(counts), of(counts.sum(axis=1))


def ours(directed, group, density, monkeypatch):
    monkeypatch.setattr(roles, "_density", lambda network: density)
    network = Network.of([str(i) for i in range(len(group))], [], [], None, directed)
    one, everywhere = brokerage(network, list(group)), global_brokerage(network, list(group))
    return (one.expected, one.sd**2), (everywhere.expected, everywhere.sd**2)


def agree(found, expected):
    for one, other in zip(found, expected, strict=True):
        for values, truth in zip(one, other, strict=True):
            np.testing.assert_allclose(values, truth, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("density", [0.3, 0.8])
@pytest.mark.parametrize(
    ("directed", "groups"), [(True, PARTITIONS_OF_4), (False, PARTITIONS_OF_5)], ids=["directed", "undirected"]
)
def test_mean_and_variance_are_those_over_every_network(directed, groups, density, monkeypatch):
    arcs, ties, pairs = every_network(len(groups[0]), directed)
    chance = density**ties * (1 - density) ** (pairs - ties)
    assert chance.sum() == pytest.approx(1)
    for group in groups:
        agree(ours(directed, group, density, monkeypatch), moments(arcs, chance, group))


def moments_by_pairs(group, density, directed):
    """The same, summed over all pairs of triads; each needs two ties and lacks one. For networks too many to list."""
    n, found = len(group), triads(group)
    key = (lambda i, j: n * i + j) if directed else (lambda i, j: n * min(i, j) + max(i, j))
    need = np.array([1 << key(a, b) | 1 << key(b, c) for (a, b, c), _ in found])
    lack = np.array([1 << key(a, c) for (a, _, c), _ in found])
    brokers, kinds = np.array([b for (_, b, _), _ in found]), np.array([role for _, role in found])
    needed, lacked = need[:, None] | need, lack[:, None] | lack
    both = density ** np.bitwise_count(needed).astype(float) * (1 - density) ** np.bitwise_count(lacked).astype(float)
    joint = np.where(needed & lacked, 0, both) - (density**2 * (1 - density)) ** 2

    def of(mine):
        return density**2 * (1 - density) * mine.sum(), joint[np.ix_(mine, mine)].sum()

    is_kind = [*(kinds == role for role in range(5)), kinds >= 0]
    one = np.array([[of(kind & (brokers == node)) for kind in is_kind] for node in range(n)])
    everywhere = np.array([of(kind) for kind in is_kind])
    return (one[..., 0], one[..., 1]), (everywhere[:, 0], everywhere[:, 1])


def test_the_sum_over_pairs_of_triads_is_the_count_over_every_network():
    arcs, ties, pairs = every_network(4, directed=True)
    agree(moments_by_pairs("xxyz", 0.3, True), moments(arcs, 0.3**ties * 0.7 ** (pairs - ties), "xxyz"))


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("group", ["xxxxyyz", "xxyyzzw", "xxxyyyz"])
def test_mean_and_variance_of_seven_nodes(directed, group, monkeypatch):
    agree(ours(directed, group, 0.35, monkeypatch), moments_by_pairs(group, 0.35, directed))


def test_the_density_is_that_of_arcs_or_of_ties(drawn):
    # p = d²(1 - d): with one of three ties there 2/27, with one of six arcs 5/216; b of "xxx" has two ordered pairs.
    assert brokerage(drawn("ab c"), list("xxx")).expected[1, 0] == pytest.approx(2 * 2 / 27)
    assert brokerage(drawn("ab c", directed=True), list("xxx")).expected[1, 0] == pytest.approx(2 * 5 / 216)


# Paths.


def test_betweenness_of_a_line_a_star_and_a_ring(drawn):
    assert betweenness(drawn("ab bc cd de")).value.tolist() == [0, 3, 4, 3, 0]
    assert betweenness(drawn("ab ac ad ae")).value.tolist() == [6, 0, 0, 0, 0]
    assert betweenness(drawn("ab bc cd da")).value.tolist() == [1 / 2] * 4
    assert betweenness(drawn("ab bc cd de ea", directed=True)).value.tolist() == [6] * 5


def test_an_undirected_network_counts_pairs_once_and_a_directed_one_both_ways(drawn):
    assert betweenness(drawn("ab bc")).value[1] == 1
    assert betweenness(drawn("ab bc", directed=True)).value[1] == 1
    assert betweenness(drawn("ab ba bc cb", directed=True)).value[1] == 2


def test_a_strong_tie_is_short(drawn):
    # a-c directly is 1 long, through b 1/4 + 1/4.
    assert betweenness(drawn("ab bc ac", weight=[4, 4, 1])).value.tolist() == [0, 1, 0]
    assert betweenness(drawn("ab bc ac", weight=[1, 1, 4])).value.tolist() == [0, 0, 0]


@pytest.mark.parametrize("directed", [True, False])
def test_lengths_that_differ_by_rounding_only_are_equal(drawn, directed):
    assert 0.1 + 0.2 > 0.3
    # a → d directly is 0.3, through b 0.1 + 0.2, through c 0.2 + 0.1; b - c through a or d, where ties lead back.
    weight = [1 / 0.1, 1 / 0.2, 1 / 0.2, 1 / 0.1, 1 / 0.3]
    close(
        betweenness(drawn("ab bd ac cd ad", directed, weight)).value,
        [0, 1 / 3, 1 / 3, 0] if directed else [1 / 2, 1 / 3, 1 / 3, 1 / 2],
    )


def test_many_roundings_in_a_row_are_equal_too(drawn):
    # Ten steps of 0.1 are not 1.0; a → k directly is.
    ring = "ab bc cd de ef fg gh hi ij jk"
    found = betweenness(drawn(f"{ring} ak", directed=True, weight=[1 / 0.1] * 10 + [1.0])).value
    assert sum([0.1] * 10) != 1.0
    close(found[1:10], [k * (10 - k) - 1 / 2 for k in range(1, 10)])


def test_lengths_that_differ_by_more_are_not_equal(drawn):
    nearly = [1 / 0.1, 1 / 0.2, 1 / 0.3 * (1 + 1e-6)]
    assert betweenness(drawn("ab bc ac", weight=nearly)).value.tolist() == [0, 0, 0]
    assert betweenness(drawn("ab bc ac", weight=[*nearly[:2], 1 / 0.3 * (1 - 1e-6)])).value.tolist() == [0, 1, 0]


def test_a_tie_of_hardly_any_length_is_not_walked_back(drawn):
    # b - c is 1e-12 long: from a, both are as far away as the other.
    network = drawn("ab bc cd", weight=[1, 1e12, 1])
    assert betweenness(network).value.tolist() == [0, 2, 2, 0]
    drawn_values = betweenness(network, error=0.02, exact=False).value
    assert np.abs(drawn_values - [0, 2, 2, 0]).max() <= 0.02 * 6


def test_nodes_out_of_reach_add_nothing(drawn):
    assert betweenness(drawn("ab bc de ef g")).value.tolist() == [0, 1, 0, 0, 1, 0, 0]


def test_betweenness_is_exact_where_there_is_little_work_and_drawn_beyond(drawn, monkeypatch):
    network = drawn("ab bc cd")
    exact = betweenness(network)
    assert (exact.error, exact.risk, exact.draws) == (None, None, None)
    monkeypatch.setattr(paths, "EXACT_WORK", 1)
    assert betweenness(network, error=0.02).draws > 0
    assert betweenness(network, exact=True).value.tolist() == exact.value.tolist()


@pytest.mark.parametrize(("error", "risk"), [(0, 0.1), (1, 0.1), (0.1, 0), (0.1, 1), (NAN, 0.1), (-1, 0.1)])
def test_an_error_or_risk_that_no_drawing_meets_is_refused(drawn, error, risk):
    with pytest.raises(ValueError, match="between 0 and 1"):
        betweenness(drawn("ab bc"), error=error, risk=risk)


KINDS_OF_NETWORK = pytest.mark.parametrize(
    ("directed", "weighted"),
    [(False, False), (False, True), (True, False), (True, True)],
    ids=["undirected", "undirected weighted", "directed", "directed weighted"],
)


@KINDS_OF_NETWORK
def test_drawn_betweenness_keeps_its_error_and_does_not_depend_on_threads(random_network, threads, directed, weighted):
    network = random_network(300, directed, weighted)
    pairs = 300 * 299 / (1 if directed else 2)
    exact = betweenness(network, exact=True).value
    with threads(1):
        found = betweenness(network, error=0.02, risk=0.1, seed=7, exact=False)
    with threads(3):
        shared = betweenness(network, error=0.02, risk=0.1, seed=7, exact=False)
    assert exact.max() > 0.2 * pairs
    assert np.abs(found.value - exact).max() <= 0.02 * pairs
    assert (found.error, found.risk) == (0.02, 0.1)
    assert 0 < found.draws == shared.draws <= math.ceil(math.log(4 * 300 / 0.1) / (2 * 0.02**2))
    np.testing.assert_array_equal(found.value, shared.value)
    assert (found.value != betweenness(network, error=0.02, seed=8, exact=False).value).any()


@KINDS_OF_NETWORK
def test_each_of_several_shortest_paths_is_drawn_as_often(drawn, directed, weighted):
    # From a to h there are 4 · 4 ways through f and one through g; four others lead to a, and h to four more. Drawn
    # by arcs and not by ways, g would have a fifth of those 25 pairs and not a 17th: off by more than the error.
    text = "ia ja ka la ab ac ad ae bf cf df ef fp fq fr fs ph qh rh sh hm hn hu hv ao og gt th"
    network = drawn(text, directed, [3.0] * 28 if weighted else None)
    pairs = 22 * 21 / (1 if directed else 2)
    exact = betweenness(network, exact=True).value
    found = betweenness(network, error=0.004, seed=3, exact=False).value
    assert np.abs(found - exact).max() <= 0.004 * pairs


@pytest.mark.parametrize("directed", [True, False])
def test_reach_counts_steps_as_networkx(random_network, threads, directed):
    network = random_network(200, directed, weighted=True)
    gone = np.zeros(200, bool)
    gone[[0, 7, 50]] = True
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(200))
    graph.add_edges_from(zip(network.out.tails().tolist(), network.out.head.tolist(), strict=True))
    sources = np.array([3, 199, 0, 120, 3])
    for missing in (None, gone):
        left = graph if missing is None else graph.subgraph(np.flatnonzero(~missing).tolist())
        steps = [nx.single_source_shortest_path_length(left, k) if k in left else {} for k in sources.tolist()]
        with threads(3):
            found = reach(network, sources, 4, missing)
        near = [[sum(1 <= d <= far for d in one.values()) for far in range(1, 5)] for one in steps]
        assert found.near.tolist() == near
        close(found.nearness, [sum(1 / d for d in one.values() if d) for one in steps])


# Cohesion.


def test_cohesion_of_a_triangle_with_a_tail(drawn):
    found = cohesion(drawn("fg ab bc ca cd de h", directed=True))
    assert found.component.tolist() == [0, 0, 0, 0, 0, 1, 1, 2]
    assert found.core.tolist() == [2, 2, 2, 1, 1, 1, 1, 0]
    assert found.articulation.tolist() == [False, False, True, True, False, False, False, False]
    assert found.bridges.tolist() == [[2, 3], [3, 4], [5, 6]]


def test_two_arcs_of_one_pair_are_one_bridge_and_no_core_of_two(drawn):
    found = cohesion(drawn("ab ba bc", directed=True))
    assert found.bridges.tolist() == [[0, 1], [1, 2]] and found.core.tolist() == [1, 1, 1]


def test_components_are_numbered_by_size(drawn):
    assert cohesion(drawn("a bc de ef")).component.tolist() == [2, 1, 1, 0, 0, 0]


# Groups.


def test_participation_and_z_within_a_module_by_hand(drawn):
    # a: 2 ties in x, 1 in y. Within x: a 2, b 1, c 1; mean 4/3, variance 2/9. In y: d 1, e 1, no spread.
    found = modules(drawn("ab ac ad de"), list("xxxyy"))
    close(found.participation, [1 - (4 + 1) / 9, 0, 0, 1 / 2, 0])
    z = [2 / 3, -1 / 3, -1 / 3] / np.sqrt(2 / 9)
    close(found.within_z, [*z, NAN, NAN])


def test_of_a_directed_network_in_and_out_count_together(drawn):
    found = modules(drawn("ab ba ca ad", directed=True, weight=[1, 2, 4, 3]), list("xxxy"))
    close(found.participation[0], 1 - (7**2 + 3**2) / 10**2)
    # Within x: a 7, b 3, c 4.
    close(found.within_z[:3], (np.array([7, 3, 4]) - 14 / 3) / np.std([7, 3, 4]))


def test_equal_strengths_summed_in_another_order_have_no_spread(drawn):
    # a: 0.1 + 0.2 + 0.3, b: 0.3 + 0.2 + 0.1 with c, d, e of another module; then each to the own one.
    weight = [0.1, 0.2, 0.3, 0.3, 0.2, 0.1]
    assert np.isnan(modules(drawn("ac ad ae bc bd be", weight=weight), list("xxyyy")).within_z).all()
    ring = drawn("ab bc cd da", directed=True, weight=[0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2])
    assert np.isnan(modules(ring, list("xxxx")).within_z[[0, 2]]).all()
    assert np.isnan(modules(drawn("ab cd", weight=[0.1 + 0.2, 0.3]), list("xxxx")).within_z).all()


def test_a_module_of_one_member_has_no_z(drawn):
    assert np.isnan(modules(drawn("ab bc"), list("xyx")).within_z[1])


def test_communities_are_the_dense_parts_and_the_largest_is_the_first(drawn):
    network = drawn("ab bc ca de df dg ef eg fg cd")
    assert communities(network, seed=1).tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert communities(network, seed=1).tolist() == communities(network, seed=1).tolist()


# Two modes.


@pytest.fixture(scope="module")
def davis():
    """The women and their events, as networkx and as our network has them, and which nodes are women."""
    graph = nx.davis_southern_women_graph()
    ids = list(graph)
    source, target = np.array([[ids.index(end) for end in tie] for tie in graph.edges]).T
    women = np.array([name in graph.graph["top"] for name in ids])
    return graph, Network.of(ids, source, target), women


def test_two_mode_betweenness_is_that_of_networkx(davis):
    graph, network, women = davis
    by_networkx = nx.bipartite.betweenness_centrality(graph, graph.graph["top"])
    close(two_mode_betweenness(network, women), [by_networkx[name] for name in network.ids])
    close(two_mode_betweenness(network, ~women), two_mode_betweenness(network, women))


@pytest.mark.parametrize("first", [True, False])
def test_projections_are_those_of_networkx(davis, first):
    graph, network, women = davis
    nodes = [name for name, woman in zip(network.ids, women, strict=True) if woman == first]
    found = projection(network, women == first)
    for values, make in (
        (found.shared, nx.bipartite.weighted_projected_graph),
        (found.newman, nx.bipartite.collaboration_weighted_projected_graph),
    ):
        whole = make(graph, nodes)
        ties = [sorted(map(network.ids.index, tie)) for tie in whole.edges]
        assert sorted(ties) == found.pairs.tolist()
        close(values, [whole.edges[network.ids[i], network.ids[j]]["weight"] for i, j in found.pairs.tolist()])


def test_the_most_central_of_a_two_mode_network_has_1(drawn):
    found = two_mode_betweenness(drawn("ax bx cx"), np.array([True, True, True, False]))
    close(found, [0, 0, 0, 1])


def test_a_tie_within_a_mode_is_refused(drawn):
    modes = np.array([True, True, False])
    for measure in (two_mode_betweenness, projection):
        with pytest.raises(ValueError, match="two-mode"):
            measure(drawn("ab bc"), modes)
        with pytest.raises(ValueError, match="3 nodes"):
            measure(drawn("ac bc"), modes[:2])


# One visit to the triangles, and threads.


@KINDS_OF_NETWORK
def test_one_visit_to_the_triangles_serves_holes_and_brokerage(random_network, directed, weighted):
    network = random_network(150, directed, weighted)
    group = np.arange(150) % 4
    found = visit(network, group=numbered(group, 150))
    assert found.triangles > 10
    counts = brokerage(network, group).count.tolist()
    assert brokerage(network, group, found).count.tolist() == counts
    # A visit that did not look at groups is made again.
    assert brokerage(network, group, visit(network)).count.tolist() == counts
    np.testing.assert_array_equal(
        structural_holes(network, found).constraint, structural_holes(network).constraint, strict=True
    )


def test_a_small_network_has_one_thread_so_that_results_do_not_depend_on_the_machine():
    assert kernels.workers(99_999) == 1 and 1 <= kernels.workers(10**9) <= 4


def test_threads_are_numbered_and_in_order():
    assert kernels.in_threads(lambda number, step: (number, step), 3) == [(0, 3), (1, 3), (2, 3)]
