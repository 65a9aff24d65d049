"""What holds a network together: components, cores, articulation points and bridges, without direction or weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph import kernels
from graph.bridging.network import Network


@dataclass(frozen=True, slots=True)
class Cohesion:
    """`component` numbered by size, largest 0, `core` the k of the largest k-core, `articulation` whether its removal
    cuts others off, shapes (n,); `bridges` the ties that alone hold two parts together, as pairs of nodes in
    ascending order, shape (b, 2)."""

    component: np.ndarray
    core: np.ndarray
    articulation: np.ndarray
    bridges: np.ndarray


def cohesion(network: Network) -> Cohesion:
    """Of the network with every direction and weight left out."""
    n, contacts = network.n, network.contacts
    component, core = np.zeros((2, n), np.int32)
    cuts, bridges, found = np.zeros(n, np.uint8), np.zeros((n, 2), np.int32), np.zeros(1, np.int64)
    kernels.call("cores", n, contacts.start, contacts.head, core)
    kernels.call("cut_points", n, contacts.start, contacts.head, component, cuts, bridges, found)
    pairs = np.sort(bridges[: found[0]], axis=1)
    return Cohesion(_by_size(component), core, cuts.astype(bool), pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


def _by_size(component: np.ndarray) -> np.ndarray:
    order = np.argsort(-np.bincount(component), kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    return rank[component]
