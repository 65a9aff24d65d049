"""What holds for every network: who is called what, which way, beside what and in which unit changes nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.bridging.brokerage import KINDS, brokerage, shared_credit
from graph.bridging.cohesion import cohesion
from graph.bridging.groups import modules
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import betweenness
from graph.bridging.triads import triads

GATEKEEPER, REPRESENTATIVE = KINDS.index("gatekeeper"), KINDS.index("representative")
# Of the density of the whole, or of everyone in a group.
OF_THE_WHOLE = {"expected roles", "sd of roles", "z of roles", "within-module z"}
# Sums of 1 / weight are either equal or far apart.
WEIGHTS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1.0, 1.2, 2.4]

examples = settings(max_examples=120)


@dataclass(frozen=True)
class Case:
    n: int
    ties: tuple[tuple[int, int], ...]
    weight: tuple[float, ...] | None
    directed: bool
    group: tuple[str, ...]

    @property
    def network(self) -> Network:
        source, target = np.array(self.ties, int).reshape(-1, 2).T
        return Network.of([str(i) for i in range(self.n)], source, target, self.weight, self.directed)

    def renamed(self, new: list[int]) -> Case:
        """Node i is called new[i]."""
        ties = tuple((new[i], new[j]) for i, j in self.ties)
        return replace(self, ties=ties, group=tuple(self.group[new.index(k)] for k in range(self.n)))

    def reversed(self) -> Case:
        return replace(self, ties=tuple((j, i) for i, j in self.ties))

    def scaled(self, times: float) -> Case:
        return replace(self, weight=tuple(weight * times for weight in self.weight))

    def beside(self, other: Case) -> Case:
        """Both as one network, the other's nodes after ours; the groups run through both."""
        ties = self.ties + tuple((i + self.n, j + self.n) for i, j in other.ties)
        weight = None if self.weight is None else self.weight + other.weight
        return Case(self.n + other.n, ties, weight, self.directed, self.group + other.group)

    def arcs(self) -> np.ndarray:
        """a_ij as a matrix."""
        a = np.zeros((self.n, self.n))
        for (i, j), weight in zip(self.ties, self.weight or [1.0] * len(self.ties), strict=True):
            a[i, j] = weight
            if not self.directed:
                a[j, i] = weight
        return a

    def by_networkx(self) -> nx.Graph:
        graph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(range(self.n))
        for (i, j), weight in zip(self.ties, self.weight or [1.0] * len(self.ties), strict=True):
            graph.add_edge(i, j, length=1 / Fraction(repr(weight)))
        return graph


@st.composite
def cases(draw, directed=None, weighted=None, most=8):
    """Directed or not, weighted or not, as said or else either."""
    n = draw(st.integers(1, most))
    directed, weighted = (draw(st.booleans()) if said is None else said for said in (directed, weighted))
    pairs = [(i, j) for i in range(n) for j in range(n) if (i != j if directed else i < j)]
    ties = draw(st.lists(st.sampled_from(pairs), unique=True) if pairs else st.just([]))
    weight = tuple(draw(st.sampled_from(WEIGHTS)) for _ in ties) if weighted else None
    group = tuple(draw(st.sampled_from("xyz")) for _ in range(n))
    return Case(n, tuple(ties), weight, directed, group)


def same(found, expected, said=""):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9, err_msg=said)


@examples
@given(data=st.data(), case=cases())
def test_other_names_give_the_same_values(measured, data, case):
    new = data.draw(st.permutations(range(case.n)))
    before, after = (measured(one.network, one.group) for one in (case, case.renamed(new)))
    for name in before:
        same(after[name][new], before[name], name)
    one, other = cohesion(case.network), cohesion(case.renamed(new).network)
    renamed = sorted(sorted((new[i], new[j])) for i, j in one.bridges.tolist())
    assert other.bridges.tolist() == renamed
    together = one.component[:, None] == one.component
    assert (other.component[new][:, None] == other.component[new]).tolist() == together.tolist()


@examples
@given(case=cases(directed=True))
def test_reversing_all_arcs_swaps_gatekeeper_and_representative_and_nothing_else(measured, case):
    before, after = (measured(one.network, one.group) for one in (case, case.reversed()))
    swapped = np.arange(len(KINDS))
    swapped[[GATEKEEPER, REPRESENTATIVE]] = REPRESENTATIVE, GATEKEEPER
    for name, values in before.items():
        same(after[name], values[:, swapped] if values.ndim == 2 else values, name)


@examples
@given(data=st.data(), case=cases(most=6))
def test_a_network_beside_another_keeps_its_values(measured, data, case):
    other = data.draw(cases(case.directed, case.weight is not None, 6))
    whole = case.beside(other)
    before, after = measured(case.network, case.group), measured(whole.network, whole.group)
    for name in before.keys() - OF_THE_WHOLE:
        same(after[name][: case.n], before[name], name)


@examples
@given(case=cases(weighted=True), times=st.sampled_from([1e-6, 0.1, 0.5, 3.7, 1e6]))
def test_weights_in_another_unit_give_the_same_values(measured, case, times):
    before, after = (measured(one.network, one.group) for one in (case, case.scaled(times)))
    for name in before:
        same(after[name], before[name], name)


@examples
@given(case=cases(weighted=False), weight=st.sampled_from(WEIGHTS))
def test_equal_weights_are_as_good_as_none(measured, case, weight):
    weighted = replace(case, weight=(weight,) * len(case.ties))
    before, after = (measured(one.network, one.group) for one in (case, weighted))
    for name in before:
        same(after[name], before[name], name)


@examples
@given(case=cases(directed=False))
def test_an_undirected_tie_is_two_arcs(measured, case):
    ties = case.ties + tuple((j, i) for i, j in case.ties)
    arcs = replace(case, ties=ties, weight=case.weight and case.weight * 2, directed=True)
    before, after = (measured(one.network, one.group) for one in (case, arcs))
    for name in before.keys() - {"sd of roles", "z of roles"}:
        # A directed network counts both orders of a pair of ends.
        same(after[name], before[name] * (2 if name == "betweenness" else 1), name)


@examples
@given(case=cases())
def test_roles_and_shared_credit_are_those_of_every_triple(case):
    there, group = case.arcs() > 0, case.group
    counts, credit = np.zeros((2, case.n, len(KINDS)))
    for a, b, c in permutations(range(case.n), 3):
        if there[a, b] and there[b, c] and not there[a, c]:
            if group[a] == group[c]:
                role = "coordinator" if group[b] == group[a] else "itinerant"
            elif group[b] == group[c]:
                role = "gatekeeper"
            else:
                role = "representative" if group[a] == group[b] else "liaison"
            for kind in (role, "total"):
                counts[b, KINDS.index(kind)] += 1
                credit[b, KINDS.index(kind)] += 1 / sum(there[a] & there[:, c])
    assert brokerage(case.network, group).count.tolist() == counts.tolist()
    same(shared_credit(case.network, group), credit)


@examples
@given(case=cases())
def test_structural_holes_are_those_of_the_dense_formulas(case):
    s = case.arcs() + case.arcs().T
    known = s > 0
    p = np.divide(s, s.sum(axis=1, keepdims=True), out=np.zeros_like(s), where=known)
    m = np.divide(s, s.max(axis=1, keepdims=True), out=np.zeros_like(s), where=known)
    dyads = np.where(known, (p + p @ p) ** 2, 0)
    redundancy = np.where(known, p @ m.T, 0)
    size = np.where(known.any(axis=1), known.sum(axis=1), np.nan)
    found = structural_holes(case.network)
    same(found.constraint, np.where(size > 0, dyads.sum(axis=1), np.nan))
    same(found.effective_size, size - redundancy.sum(axis=1))
    same(found.efficiency, (size - redundancy.sum(axis=1)) / size)
    for node in range(case.n):
        r = dyads[node][known[node]]
        disorder = sum(x / r.mean() * math.log(x / r.mean()) for x in r)
        same(found.hierarchy[node], disorder / (len(r) * math.log(len(r))) if len(r) > 1 else math.nan)


@examples
@given(case=cases())
def test_participation_and_z_are_those_of_the_formulas(case):
    k = case.arcs() + (case.arcs().T if case.directed else 0)
    group, found = np.array(case.group), modules(case.network, case.group)
    for node in range(case.n):
        to_group = [k[node, group == name].sum() for name in "xyz"]
        total = k[node].sum()
        same(found.participation[node], 1 - sum((x / total) ** 2 for x in to_group) if total else math.nan)
        own = k[np.ix_(group == group[node], group == group[node])].sum(axis=1)
        mine = k[node, group == group[node]].sum()
        same(found.within_z[node], (mine - own.mean()) / own.std() if own.std() > 1e-9 else math.nan)


@examples
@given(case=cases())
def test_betweenness_is_that_of_networkx_over_exact_lengths(case):
    by_networkx = nx.betweenness_centrality(case.by_networkx(), weight="length", normalized=False)
    same(betweenness(case.network).value, [by_networkx[node] for node in range(case.n)])


@examples
@given(case=cases(most=12))
def test_cohesion_is_that_of_networkx(case):
    graph, found = nx.Graph(case.by_networkx()), cohesion(case.network)
    core = nx.core_number(graph)
    assert found.core.tolist() == [core[node] for node in range(case.n)]
    assert set(np.flatnonzero(found.articulation).tolist()) == set(nx.articulation_points(graph))
    assert found.bridges.tolist() == sorted(sorted(bridge) for bridge in nx.bridges(graph))
    parts = [set(np.flatnonzero(found.component == k).tolist()) for k in range(found.component.max() + 1)]
    assert sorted(map(sorted, parts)) == sorted(map(sorted, nx.connected_components(graph)))
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("directed", [True, False])
def test_three_threads_give_what_one_gives(measured, threads, random_network, directed, weighted):
    # The loop over triangles is shared in chunks of 256 nodes: each thread has some.
    network, group = random_network(1000, directed, weighted), np.arange(1000) % 7
    with threads(1):
        before, triangles = measured(network, group), triads(network).triangles
    with threads(3):
        after, shared = measured(network, group), triads(network).triangles
    assert triangles == shared > 300
    for name in before:
        np.testing.assert_allclose(after[name], before[name], rtol=1e-12, atol=1e-12, err_msg=name)
