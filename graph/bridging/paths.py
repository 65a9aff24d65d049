"""Betweenness: exact (Brandes 2001), or from shortest paths drawn at random, with a guarantee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log, sqrt

import numpy as np

from graph import kernels
from graph.bridging.network import Network, Rows

# Work of an exact run is nodes times arcs: beyond this (some 20 s on two cores) paths are drawn.
EXACT_WORK = 5e9
ERROR, RISK = 0.005, 0.1
_BATCHES = 40
# A second thread pays from more work here: searches are small where a network is in parts.
_STEPS_AN_ARC = 1000
_FIRST_DRAWS = 4096

Progress = Callable[[str, int, int], None]


def no_progress(step: str, done: int, total: int) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Betweenness:
    """Unnormalised values, shape (n,); an undirected network counts unordered pairs.

    `error` None: exact. Else with probability of at least 1 - `risk` no value is off by more than `error`
    times the number of pairs; `draws` paths were drawn.
    """

    value: np.ndarray
    error: float | None = None
    risk: float | None = None
    draws: int | None = None


def betweenness(
    network: Network,
    error: float = ERROR,
    risk: float = RISK,
    seed: int = 0,
    exact: bool | None = None,
    progress: Progress = no_progress,
) -> Betweenness:
    """Of every node. A weight is a strength: the length of a tie is 1 / weight; lengths within a share of 1e-9 tie.

    `exact` None decides by the size of the network. The rule for ties wants weights within nine orders of magnitude.
    Raises ValueError where `error` or `risk` is not between 0 and 1, OverflowError where shortest paths are too many
    to count.
    """
    if not (0 < error < 1 and 0 < risk < 1):
        raise ValueError("error and risk lie between 0 and 1")
    if exact is None:
        exact = network.n * max(len(network.out.head), 1) <= EXACT_WORK
    if exact or network.n < 3:
        return Betweenness(_exact(network, progress))
    return _drawn(network, error, risk, seed, progress)


def _lengths(rows: Rows) -> np.ndarray | None:
    return None if rows.weight is None else 1 / rows.weight


def _exact(network: Network, progress: Progress) -> np.ndarray:
    rows, lengths = network.out, _lengths(network.out)
    threads = kernels.workers(network.n * len(rows.head) // _STEPS_AN_ARC)
    sums = np.zeros((threads, network.n))
    ends = np.linspace(0, network.n, _BATCHES + 1 if threads > 1 else 2).astype(int)
    for k, (begin, end) in enumerate(pairwise(ends), 1):

        def share(number: int, step: int, begin: int = begin, end: int = end) -> None:
            kernels.call(
                "betweenness", network.n, rows.start, rows.head, lengths, begin + number, end, step, sums[number]
            )

        kernels.in_threads(share, threads)
        progress("betweenness", k, len(ends) - 1)
    value = sums.sum(axis=0) / (1 if network.directed else 2)
    if np.isnan(value).any():
        raise OverflowError("more shortest paths between two nodes than a float can count (10^308)")
    return value


def _drawn(network: Network, error: float, risk: float, seed: int, progress: Progress) -> Betweenness:
    """Draws more paths until the guarantee holds: half of the risk goes to Hoeffding's bound, which ends the drawing
    at the latest, half to the looks at the empirical Bernstein bound (Maurer & Pontil 2009), the k-th look taking
    1 / (k (k + 1)) of it."""
    most = ceil(log(4 * network.n / risk) / (2 * error**2))
    hits, drawn, wanted, look = np.zeros(network.n, np.int64), 0, min(_FIRST_DRAWS, most), 0
    while True:
        hits += _draw(network, seed, drawn, wanted)
        drawn, look = wanted, look + 1
        progress("betweenness", drawn, most)
        if drawn == most or _off_by(hits, drawn, risk / (2 * look * (look + 1))) <= error:
            break
        wanted = min(most, drawn + drawn // 2)
    progress("betweenness", most, most)
    pairs = network.n * (network.n - 1) / (1 if network.directed else 2)
    return Betweenness(hits / drawn * pairs, error, risk, drawn)


def _off_by(hits: np.ndarray, drawn: int, risk: float) -> float:
    """How far the worst of the shares hits / drawn may be off, at that risk."""
    share, odds = hits / drawn, log(4 * len(hits) / risk)
    variance = (share * (1 - share)).max() * drawn / (drawn - 1)
    return sqrt(2 * variance * odds / drawn) + 7 * odds / (3 * (drawn - 1))


def _draw(network: Network, seed: int, begin: int, end: int) -> np.ndarray:
    out, back = network.out, network.back
    lengths = (_lengths(out), _lengths(back))

    def share(number: int, step: int) -> np.ndarray:
        hits = np.zeros(network.n, np.int64)
        draws = (seed, begin + number, end, step, hits)
        if lengths[0] is None:
            kernels.call("sample_paths", network.n, out.start, out.head, back.start, back.head, *draws)
        else:
            rows = (out.start, out.head, lengths[0], back.start, back.head, lengths[1])
            kernels.call("sample_long_paths", network.n, *rows, *draws)
        return hits

    return sum(kernels.in_threads(share, kernels.workers(len(out.head))))


@dataclass(frozen=True, slots=True)
class Reach:
    """Of each source: `near` how many nodes lie within 1 … far steps, (sources, far); `nearness` the sum of
    1 / steps over all that it reaches, (sources,)."""

    near: np.ndarray
    nearness: np.ndarray


def reach(network: Network, sources: np.ndarray, far: int, gone: np.ndarray | None = None) -> Reach:
    """Counts steps along the arcs, whatever their weights; nodes with `gone`, shape (n,), are not there.

    Raises ValueError where a source is no position or `gone` has another shape.
    """
    sources = np.ascontiguousarray(sources, dtype=np.int32)
    missing = np.zeros(network.n, np.uint8) if gone is None else np.ascontiguousarray(gone, dtype=np.uint8)
    if missing.shape != (network.n,) or (len(sources) and not 0 <= sources.min() <= sources.max() < network.n):
        raise ValueError("sources are positions of nodes, and gone says of each node whether it is away")
    near, nearness = np.zeros((len(sources), far), np.int64), np.zeros(len(sources))
    rows = network.out

    def share(number: int, step: int) -> None:
        kernels.call(
            "reach", network.n, rows.start, rows.head, missing, sources, number, len(sources), step, far, near, nearness
        )

    kernels.in_threads(share, kernels.workers(len(sources) * len(rows.head) // _STEPS_AN_ARC))
    return Reach(near, nearness)
