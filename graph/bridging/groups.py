"""Nodes among groups: participation coefficient and within-module z (Guimerà & Amaral 2005), and communities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph import kernels
from graph.bridging.brokerage import numbered
from graph.bridging.network import Network

# From so many ties on networkx would take minutes, and communities are found by NetworKit.
_LARGE = 200_000


class NeedsLarge(ImportError):
    """The network is so large that a library of the extra `large` is needed, which is not installed."""


@dataclass(frozen=True, slots=True)
class Modules:
    """Shapes (n,).

    participation: 1 - Σ_m (k_im / k_i)², k total degree or strength (in + out); NaN for a node without ties.
    within_z: (k - mean) / sd of the strength to the own group within that group, divisor n; NaN where sd is 0.
    """

    participation: np.ndarray
    within_z: np.ndarray


def modules(network: Network, group: Sequence[Any]) -> Modules:
    """How the ties of each node spread over the groups. Raises ValueError where `group` does not name a group
    for each node."""
    number = numbered(group, network.n)
    contacts = network.contacts
    # The strength of a contact counts an undirected tie from both sides.
    strength = contacts.strength if network.directed else contacts.strength / 2
    own, squares = np.zeros((2, network.n))
    groups = int(number.max(initial=-1)) + 1
    kernels.call(
        "group_strengths", network.n, contacts.start, contacts.head, strength, number, groups, own, squares
    )  # fmt: skip
    total = network.total_strength()
    with np.errstate(invalid="ignore", divide="ignore"):
        # Rounding must not leave a node of one group a hair below 0.
        spread = np.where(total > 0, np.maximum(1 - squares / total**2, 0), np.nan)
    return Modules(spread, _z_within(own, number))


def _z_within(own: np.ndarray, number: np.ndarray) -> np.ndarray:
    size = np.maximum(np.bincount(number), 1)
    deviation = own - (np.bincount(number, weights=own) / size)[number]
    sd = np.sqrt(np.bincount(number, weights=deviation**2) / size)[number]
    # What rounding leaves of equal strengths is no spread.
    spread = sd > 1e-12 * np.maximum(own, 1e-300)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread, deviation / sd, np.nan)


def communities(network: Network, seed: int = 0) -> np.ndarray:
    """A number of a community for each node, shape (n,), largest community 0; direction is left out.

    Louvain (Blondel et al. 2008) by networkx, from 200,000 ties on parallel Leiden by NetworKit. Raises NeedsLarge
    where that is not installed.
    """
    if network.ties >= _LARGE:
        return _by_networkit(network, seed)
    import networkx as nx

    contacts = network.contacts
    tails = np.repeat(np.arange(network.n), contacts.degree)
    once = tails < contacts.head
    whole = nx.Graph()
    whole.add_nodes_from(range(network.n))
    whole.add_weighted_edges_from(
        zip(tails[once].tolist(), contacts.head[once].tolist(), contacts.strength[once].tolist(), strict=True)
    )
    number = np.zeros(network.n, np.int32)
    found = nx.community.louvain_communities(whole, seed=seed)
    for k, members in enumerate(sorted(found, key=lambda members: (-len(members), min(members)))):
        number[list(members)] = k
    return number


def _by_networkit(network: Network, seed: int) -> np.ndarray:
    try:
        import networkit as nk
    except ImportError as error:
        raise NeedsLarge("networkit") from error
    contacts = network.contacts
    tails = np.repeat(np.arange(network.n, dtype=np.uint64), contacts.degree)
    once = tails < contacts.head
    nk.setSeed(seed, False)
    ends = tails[once], contacts.head[once].astype(np.uint64)
    whole = nk.graph.GraphFromCoo((contacts.strength[once], ends), n=network.n, weighted=True)
    run = nk.community.ParallelLeiden(whole)
    run.run()
    _, number = np.unique(np.array(run.getPartition().getVector()), return_inverse=True)
    rank = np.argsort(np.argsort(-np.bincount(number), kind="stable"))
    return rank[number].astype(np.int32)
