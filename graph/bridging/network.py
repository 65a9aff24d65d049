"""A network as columns: rows of arcs in NumPy arrays, a million nodes and ten million ties in a few hundred MB.

Under the conventions of every measure here: loops and zero weights are dropped, parallel ties merged (their
weights added; without weights a tie is a tie), nodes without ties stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph import kernels

# Beyond these, products and quotients of weights are no numbers any more.
WEIGHTS = (1e-75, 1e75)
# Which way a tie runs, as bits: an arc to the other node, and one from it.
TO, FROM = np.uint8(1), np.uint8(2)


@dataclass(frozen=True, slots=True)
class Rows:
    """Arcs by node, sorted: those of node i are head[start[i]:start[i + 1]].

    `start` shape (n + 1,), the others (arcs,). `weight` None: every arc weighs 1.
    """

    start: np.ndarray
    head: np.ndarray
    weight: np.ndarray | None

    def tails(self) -> np.ndarray:
        """The node from which each arc goes, shape (arcs,)."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))


@dataclass(frozen=True, slots=True)
class Contacts:
    """The same network without direction: every contact of a node once, predecessor or successor.

    `direction` says by the bits TO and FROM which arcs there are, `strength` is a_ij + a_ji.
    """

    start: np.ndarray
    head: np.ndarray
    direction: np.ndarray
    strength: np.ndarray

    @property
    def degree(self) -> np.ndarray:
        return np.diff(self.start)

    def of(self, node: int) -> np.ndarray:
        """The contacts of one node, ascending."""
        return self.head[self.start[node] : self.start[node + 1]]


class Network:
    """Nodes 0 … n - 1 with the names `ids`, and the ties between them."""

    def __init__(self, ids: Sequence[str], out: Rows, directed: bool):
        self.ids, self.out, self.directed = ids, out, directed

    @property
    def n(self) -> int:
        return len(self.out.start) - 1

    @property
    def weighted(self) -> bool:
        return self.out.weight is not None

    @property
    def ties(self) -> int:
        """Arcs of a directed network, undirected ties of another."""
        return len(self.out.head) if self.directed else len(self.out.head) // 2

    @classmethod
    def of(
        cls,
        ids: Sequence[str],
        source: np.ndarray,
        target: np.ndarray,
        weight: np.ndarray | None = None,
        directed: bool = False,
    ) -> Network:
        """From the ends of each tie as positions in `ids`, shapes (m,), and its weight.

        Raises ValueError where an end is no position, a weight is negative, no number or beyond WEIGHTS, or lengths
        differ.
        """
        source, target = _positions(source), _positions(target)
        weight = None if weight is None else np.asarray(weight, dtype=np.float64)
        _check(len(ids), source, target, weight)
        keep = source != target
        if weight is not None:
            keep &= weight > 0
            weight = weight[keep]
        source, target = source[keep].astype(np.int32), target[keep].astype(np.int32)
        if not directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        source, target, first = _merged(len(ids), source, target)
        if weight is not None:
            weight = np.add.reduceat(weight[first.order], first.start) if len(first.start) else weight[:0]
        if not directed:
            source, target = np.concatenate([source, target]), np.concatenate([target, source])
            order = _order(len(ids), source, target)
            source, target = source[order], target[order]
            weight = None if weight is None else np.concatenate([weight, weight])[order]
        return cls(ids, Rows(_starts(len(ids), source), target, weight), directed)

    @cached_property
    def back(self) -> Rows:
        """The arcs reversed; of an undirected network the same rows."""
        if not self.directed:
            return self.out
        source, target = self.out.tails(), self.out.head
        order = _order(self.n, target, source)
        weight = None if self.out.weight is None else self.out.weight[order]
        return Rows(_starts(self.n, target[order]), source[order], weight)

    @cached_property
    def contacts(self) -> Contacts:
        """The network without direction."""
        weight = np.ones(len(self.out.head)) if self.out.weight is None else self.out.weight
        if not self.directed:
            both = np.full(len(weight), TO | FROM)
            return Contacts(self.out.start, self.out.head, both, 2 * weight)
        source, target = self.out.tails(), self.out.head
        ends = np.concatenate([source, target]), np.concatenate([target, source])
        source, target, first = _merged(self.n, *ends)
        bits = np.repeat([TO, FROM], len(weight))[first.order]
        strength = np.concatenate([weight, weight])[first.order]
        if len(first.start):
            bits, strength = np.bitwise_or.reduceat(bits, first.start), np.add.reduceat(strength, first.start)
        return Contacts(_starts(self.n, source), target, bits, strength)

    def total_strength(self) -> np.ndarray:
        """In plus out on a directed network, else the strength (without weights: the degree), shape (n,)."""
        out = _sums(self.out)
        return out + _sums(self.back) if self.directed else out

    def among(self, keep: np.ndarray) -> Network:
        """The network of the nodes for which `keep`, shape (n,), is true, with the ties between them."""
        keep = np.asarray(keep, dtype=bool)
        if keep.all():
            return self
        number = np.cumsum(keep) - 1
        source, target = self.out.tails(), self.out.head
        inside = keep[source] & keep[target]
        if not self.directed:
            inside &= source < target
        weight = None if self.out.weight is None else self.out.weight[inside]
        ids = [self.ids[i] for i in np.flatnonzero(keep)]
        return Network.of(ids, number[source[inside]], number[target[inside]], weight, self.directed)


@dataclass(frozen=True, slots=True)
class _First:
    """`order` sorts ties, `start` says where in that order each group of parallel ones begins."""

    order: np.ndarray
    start: np.ndarray


def _positions(ends: np.ndarray) -> np.ndarray:
    ends = np.asarray(ends)
    if len(ends) and ends.dtype.kind not in "iu":
        raise ValueError("the ends of ties must be whole numbers, positions of nodes")
    return ends


def _check(n: int, source: np.ndarray, target: np.ndarray, weight: np.ndarray | None) -> None:
    if len(source) != len(target) or (weight is not None and len(weight) != len(source)):
        raise ValueError("the ends and weights of ties must be of one length")
    if n > np.iinfo(np.int32).max or 2 * len(source) > np.iinfo(np.int32).max:
        raise ValueError("at most 2^31 - 1 nodes and 2^30 ties")
    if len(source) and not (min(source.min(), target.min()) >= 0 and max(source.max(), target.max()) < n):
        raise ValueError("a tie ends at a node that is not there")
    if weight is not None and not ((weight == 0) | ((weight >= WEIGHTS[0]) & (weight <= WEIGHTS[1]))).all():
        raise ValueError(f"weights must be 0 or numbers from {WEIGHTS[0]} to {WEIGHTS[1]}")


def _order(n: int, source: np.ndarray, target: np.ndarray) -> np.ndarray:
    order = np.empty(len(source), dtype=np.int32)
    kernels.call("sort_arcs", n, len(source), source, target, order)
    return order


def _merged(n: int, source: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray, _First]:
    """The ties sorted, each once, and how the given ones lie in them."""
    order = _order(n, source, target)
    source, target = source[order], target[order]
    new = np.ones(len(source), dtype=bool)
    new[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    start = np.flatnonzero(new)
    return source[start], target[start], _First(order, start)


def _starts(n: int, sorted_source: np.ndarray) -> np.ndarray:
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(sorted_source, minlength=n), out=start[1:])
    return start


def _sums(rows: Rows) -> np.ndarray:
    if rows.weight is None:
        return np.diff(rows.start).astype(np.float64)
    return np.bincount(rows.tails(), weights=rows.weight, minlength=len(rows.start) - 1)
