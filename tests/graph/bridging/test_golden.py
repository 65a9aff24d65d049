"""Agreement with R's sna, python-igraph, networkx and the formulas written out once more; golden.py made the values."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.bridging.brokerage import KINDS, brokerage, global_brokerage
from graph.bridging.cohesion import cohesion
from graph.bridging.groups import modules
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import betweenness

FOLDER = Path(__file__).parent / "golden"
DIRECTED = (
    "three_in_a_row",
    "random_directed",
    "random_directed_weighted",
    "random_directed_dense_isolates",
)
UNDIRECTED_UNWEIGHTED = ("karate", "davis", "florentine", "random_undirected")
UNDIRECTED = (
    *UNDIRECTED_UNWEIGHTED,
    "davis_women",
    "les_miserables",
    "random_undirected_weighted",
    "random_undirected_isolates",
)
NAMES = (*DIRECTED, *UNDIRECTED)

# sna takes the two arcs of an undirected tie for independent. Between two ends of one kind both orders of a pair
# are there or not together: the count is twice that of pairs, and its variance four times theirs, not two times.
PAIRED = np.array([2, 2, 1, 1, 2, 2]) ** 0.5


@dataclass(frozen=True)
class Golden:
    given: dict[str, Any]
    sna: dict[str, Any]

    @property
    def network(self) -> Network:
        source, target = np.array(self.given["ties"]).T
        return Network.of(self.given["ids"], source, target, self.given["weight"], self.given["directed"])

    @property
    def group(self) -> list[str]:
        return self.given["group"]

    @property
    def exact(self) -> nx.Graph:
        """By networkx, each length 1 / weight the exact fraction."""
        graph = nx.DiGraph() if self.given["directed"] else nx.Graph()
        graph.add_nodes_from(range(len(self.given["ids"])))
        weights = self.given["weight"] or [1.0] * len(self.given["ties"])
        for (i, j), weight in zip(self.given["ties"], weights, strict=True):
            graph.add_edge(i, j, length=1 / Fraction(repr(weight)))
        return graph


def values(rows: list[Any]) -> np.ndarray:
    """null as NaN."""
    return np.array(rows, dtype=float)


def agree(found: np.ndarray, golden: np.ndarray) -> None:
    np.testing.assert_allclose(found, golden, rtol=1e-9, atol=1e-9)


@pytest.fixture(scope="module")
def read() -> Callable[[str], Golden]:
    def load(name: str) -> Golden:
        given, sna = (json.loads((FOLDER / f"{name}{end}.json").read_text("utf-8")) for end in ("", ".sna"))
        return Golden(given, sna)

    return load


@pytest.fixture(scope="module", params=NAMES)
def golden(request, read) -> Golden:
    return read(request.param)


@pytest.fixture(params=DIRECTED)
def directed(request, read) -> Golden:
    return read(request.param)


@pytest.fixture(params=UNDIRECTED)
def undirected(request, read) -> Golden:
    return read(request.param)


def test_every_golden_file_is_compared():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}{end}.json" for name in NAMES for end in ("", ".sna")}


@pytest.mark.parametrize(
    ("name", "nodes", "ties"),
    [
        ("karate", 34, 78),
        ("davis", 32, 89),
        ("davis_women", 18, 139),
        ("florentine", 16, 20),
        ("les_miserables", 77, 254),
    ],
)
def test_the_networks_are_those_of_the_books(read, name, nodes, ties):
    network = read(name).network
    assert (network.n, network.ties) == (nodes, ties)


def test_constraint_agrees_with_igraph(golden):
    agree(structural_holes(golden.network).constraint, values(golden.given["igraph"]["constraint"]))


@pytest.mark.parametrize("measure", ["constraint", "effective_size", "efficiency", "hierarchy"])
def test_structural_holes_agree_with_the_formulas(golden, measure):
    agree(getattr(structural_holes(golden.network), measure), values(golden.given["formulas"][measure]))


@pytest.mark.parametrize("name", UNDIRECTED_UNWEIGHTED)
def test_effective_size_agrees_with_networkx(read, name):
    one = read(name)
    by_networkx = nx.effective_size(one.exact)
    agree(structural_holes(one.network).effective_size, [by_networkx[node] for node in range(one.network.n)])


def test_betweenness_agrees_with_igraph(golden):
    agree(betweenness(golden.network).value, values(golden.given["igraph"]["betweenness"]))


def test_betweenness_agrees_with_networkx_over_exact_lengths(golden):
    by_networkx = nx.betweenness_centrality(golden.exact, weight="length", normalized=False)
    agree(betweenness(golden.network).value, [by_networkx[node] for node in range(golden.network.n)])


def test_cohesion_agrees_with_igraph(golden):
    found, by_igraph = cohesion(golden.network), golden.given["igraph"]
    assert found.core.tolist() == by_igraph["core"]
    assert found.articulation.tolist() == by_igraph["articulation"]
    assert found.bridges.tolist() == by_igraph["bridges"]
    # The same parts, whatever their numbers.
    pairs = set(zip(found.component.tolist(), by_igraph["component"], strict=True))
    assert len(pairs) == len(set(found.component.tolist())) == len(set(by_igraph["component"]))


def test_participation_and_z_within_modules_agree_with_the_formulas(golden):
    found = modules(golden.network, golden.group)
    agree(found.participation, values(golden.given["formulas"]["participation"]))
    agree(found.within_z, values(golden.given["formulas"]["within_module_z"]))


def test_roles_and_their_expectation_agree_with_sna(golden):
    found = brokerage(golden.network, golden.group)
    assert found.count.tolist() == golden.sna["count"]
    agree(found.expected, values(golden.sna["expected"]))


def test_global_roles_and_their_expectation_agree_with_sna(golden):
    found = global_brokerage(golden.network, golden.group)
    assert found.count.tolist() == golden.sna["global_count"]
    agree(found.expected, values(golden.sna["global_expected"]))


def test_spread_and_z_of_directed_networks_agree_with_sna(directed):
    found = brokerage(directed.network, directed.group)
    agree(found.sd, values(directed.sna["sd"]))
    agree(found.z, values(directed.sna["z"]))


def test_sna_has_too_small_a_spread_for_four_roles_of_an_undirected_network(undirected):
    found = brokerage(undirected.network, undirected.group)
    agree(found.sd, values(undirected.sna["sd"]) * PAIRED)
    agree(found.z, values(undirected.sna["z"]) / PAIRED)


def test_sna_has_too_large_a_global_spread_for_four_roles_of_a_directed_network(directed):
    found = global_brokerage(directed.network, directed.group)
    by_role = dict(zip(KINDS, zip(found.sd, directed.sna["global_sd"], strict=True), strict=True))
    for role in ("itinerant", "liaison"):
        ours, theirs = by_role[role]
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    for role in ("coordinator", "gatekeeper", "representative", "total"):
        ours, theirs = by_role[role]
        assert ours < theirs * (1 - 1e-4) or (ours == theirs == 0)
