"""Small networks from a few letters, every measure at once, and a number of threads to order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from graph import kernels
from graph.bridging.brokerage import brokerage, shared_credit
from graph.bridging.cohesion import cohesion
from graph.bridging.groups import modules
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import betweenness


def _drawn(text: str, directed: bool = False, weight: Sequence[float] | None = None) -> Network:
    """Nodes are letters, in the order of the alphabet: "ab bc d" has the ties a-b and b-c, and d by itself."""
    ids = sorted(set(text) - {" "})
    ties = [word for word in text.split() if len(word) == 2]
    source, target = ([ids.index(tie[end]) for tie in ties] for end in (0, 1))
    return Network.of(ids, np.array(source, int), np.array(target, int), weight, directed)


def _measured(network: Network, group: Sequence[Any]) -> dict[str, np.ndarray]:
    """Every measure that has a value for each node, by name; the first axis is the nodes."""
    holes, roles = structural_holes(network), brokerage(network, group)
    spread, whole = modules(network, group), cohesion(network)
    return {
        "constraint": holes.constraint,
        "effective size": holes.effective_size,
        "efficiency": holes.efficiency,
        "hierarchy": holes.hierarchy,
        "betweenness": betweenness(network).value,
        "roles": roles.count,
        "expected roles": roles.expected,
        "sd of roles": roles.sd,
        "z of roles": roles.z,
        "shared credit": shared_credit(network, group),
        "participation": spread.participation,
        "within-module z": spread.within_z,
        "core": whole.core,
        "articulation": whole.articulation,
    }


@contextmanager
def _threads(number: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "workers", lambda arcs: number)
        yield


@pytest.fixture(scope="session")
def drawn() -> Callable[..., Network]:
    return _drawn


@pytest.fixture(scope="session")
def measured() -> Callable[[Network, Sequence[Any]], dict[str, np.ndarray]]:
    return _measured


@pytest.fixture(scope="session")
def threads() -> Callable[[int], Any]:
    """with threads(3): every loop is shared by three threads, however small the network is."""
    return _threads


@pytest.fixture(scope="session")
def random_network() -> Callable[..., Network]:
    """Communities of 100 nodes in a row, each with one gate to the next, so that few nodes lie on most paths."""

    def make(n: int, directed: bool, weighted: bool) -> Network:
        generator = np.random.default_rng(20261125)
        source = generator.integers(0, n, 6 * n)
        target = source // 100 * 100 + generator.integers(0, 100, 6 * n)
        gates = np.arange(0, n - 100, 100)
        source, target = np.concatenate([source, gates, gates + 100]), np.concatenate([target, gates + 100, gates])
        keep = target < n
        # Lengths of 1, 1/2 and 1/4, so that many paths are equally short.
        weight = generator.choice([1.0, 2.0, 4.0], len(source))[keep] if weighted else None
        return Network.of([f"n{i}" for i in range(n)], source[keep], target[keep], weight, directed)

    return make
