"""Actors and the hubs they belong to: two-mode betweenness and projections (Borgatti & Everett 1997)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.bridging.network import Network
from graph.bridging.paths import betweenness


def two_mode_betweenness(network: Network, first: np.ndarray) -> np.ndarray:
    """Betweenness of each node as a share of the most that a node of its mode could have, shape (n,).

    `first`, shape (n,), is true for the nodes of the first mode. Raises ValueError where a tie stays within a mode.
    """
    first = _modes(network, first)
    most = {mode: _most(int((first == mode).sum()), int((first != mode).sum())) for mode in (True, False)}
    largest = np.where(first, most[True], most[False])
    value = betweenness(network, exact=True).value
    return np.divide(value, largest, out=np.zeros(network.n), where=largest > 0)


def _most(own: int, other: int) -> float:
    """The largest betweenness of a node, with `own` nodes of its mode and `other` of the other one."""
    if own == 0 or other == 0:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


@dataclass(frozen=True, slots=True)
class Projection:
    """Pairs of nodes of one mode that share nodes of the other: `pairs` (m, 2), ascending; `shared` how many,
    `newman` the sum of 1 / (members - 1) over the shared ones (Newman 2001), shapes (m,)."""

    pairs: np.ndarray
    shared: np.ndarray
    newman: np.ndarray


def projection(network: Network, first: np.ndarray) -> Projection:
    """The nodes of the first mode tied by what they share. Raises ValueError as `two_mode_betweenness` does."""
    first = _modes(network, first)
    rows, pairs, worth = network.contacts, [], []
    for event in np.flatnonzero(~first & (rows.degree > 1)):
        members = rows.head[rows.start[event] : rows.start[event + 1]]
        one, other = np.triu_indices(len(members), 1)
        pairs.append(np.column_stack([members[one], members[other]]))
        worth.append(np.full(len(one), 1 / (len(members) - 1)))
    if not pairs:
        return Projection(np.zeros((0, 2), np.int32), np.zeros(0, np.int64), np.zeros(0))
    unique, which = np.unique(np.concatenate(pairs), axis=0, return_inverse=True)
    return Projection(unique, np.bincount(which), np.bincount(which, weights=np.concatenate(worth)))


def _modes(network: Network, first: np.ndarray) -> np.ndarray:
    first = np.asarray(first, dtype=bool)
    if first.shape != (network.n,):
        raise ValueError(f"there are {network.n} nodes and {len(first)} modes")
    if (first[network.out.tails()] == first[network.out.head]).any():
        raise ValueError("a tie of a two-mode network joins a node of the one mode to one of the other")
    return first
