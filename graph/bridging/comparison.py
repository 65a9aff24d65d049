"""Whether one node bridges more than another, or only seems to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.bridging.network import Network
from graph.bridging.suite import PERMUTATIONS, Labels
from graph.bridging.uncertainty import MEASURES, measured

# Differences nearer than this share of each other are as large.
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """By one measure: the values of both nodes; `difference` in favour of the first (above 0: it bridges more); `p`
    two-sided, NaN where a value is undefined."""

    measure: str
    one: float
    other: float
    difference: float
    p: float


def compare(
    network: Network,
    one: int,
    other: int,
    labels: Labels | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> list[Comparison]:
    """A permutation test of every measure but betweenness, which would take all paths anew for each deal.

    If the two bridged alike, a contact that only one of them has might as well be one of the other: all such contacts
    are dealt out anew by the toss of a coin. p is the share of deals, the observed one among them, in which the
    difference is as large; a deal that leaves a value undefined counts as large. Raises ValueError where both are
    the same node.
    """
    if one == other:
        raise ValueError("a node cannot be compared with itself")
    dealer = _Dealer(network, one, other)
    observed = _differences(network, one, other, labels)
    as_large = dict.fromkeys(observed, 1)
    generator = np.random.default_rng(seed)
    for _ in range(permutations):
        dealt = _differences(dealer.deal(generator), one, other, labels)
        for name, (_, _, wanted) in observed.items():
            as_large[name] += not abs(dealt[name][2]) < abs(wanted) * (1 - _SAME)
    return [
        Comparison(name, a, b, gap, as_large[name] / (1 + permutations) if np.isfinite(gap) else np.nan)
        for name, (a, b, gap) in observed.items()
    ]


def _differences(
    network: Network, one: int, other: int, labels: Labels | None
) -> dict[str, tuple[float, float, float]]:
    """Both values and their difference in favour of the first."""
    found = {}
    for name, value in measured(network, labels, with_paths=False).items():
        a, b = float(value[one]), float(value[other])
        found[name] = (a, b, b - a if MEASURES[name] else a - b)
    return found


class _Dealer:
    """Deals the contacts that only one of two nodes has to either of them."""

    def __init__(self, network: Network, one: int, other: int):
        self._network, self._pair = network, (one, other)
        ends = np.stack([network.out.tails(), network.out.head]).astype(np.int64)
        once = (ends[0] < ends[1]) | network.directed
        self._ends = ends[:, once]
        self._weight = None if network.out.weight is None else network.out.weight[once]
        self._ours = np.isin(self._ends, self._pair)
        third = np.where(self._ours[0], self._ends[1], self._ends[0])
        outward = self._ours.sum(axis=0) == 1
        contacts = [set(third[outward & (self._ends == node).any(axis=0)].tolist()) for node in self._pair]
        self._third = third
        self._free = outward & np.isin(third, list(contacts[0] ^ contacts[1]))

    def deal(self, generator: np.random.Generator) -> Network:
        swapped = self._free & (generator.random(self._network.n) < 0.5)[self._third]
        source, target = np.where(self._ours & swapped, sum(self._pair) - self._ends, self._ends)
        return Network.of(self._network.ids, source, target, self._weight, self._network.directed)
