"""What Tairyu is timed at on one network, and the floors; networks.py runs it in processes of their own."""

from __future__ import annotations

import contextlib
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from generator import Drawn

from graph.bridging.brokerage import Brokerage, brokerage
from graph.bridging.cohesion import Cohesion, cohesion
from graph.bridging.groups import NeedsLarge, communities, modules
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import ERROR, EXACT_WORK, Betweenness, betweenness
from graph.bridging.triads import Ties, Triads, triads

T = TypeVar("T")
# Along weighted ties each path that is drawn takes a search from one end: at 0.005 that would be half an hour.
ERROR_WEIGHTED = 0.05
_LONG = 3.0  # seconds; what takes longer is not run again
_COPIED = 256 << 20
_READS = 4_000_000


@dataclass(frozen=True, slots=True)
class Work:
    """The least that a measure can do: random reads from an array of n numbers, and bytes moved in order."""

    reads: float = 0
    size: float = 0


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of a random read from an array of n 64-bit numbers, and of a byte read or written in order."""

    read: float
    byte: float

    def floor(self, work: Work) -> float:
        return work.reads * self.read + work.size * self.byte


@dataclass(frozen=True, slots=True)
class Figure:
    """Of the best run: `seconds` by the clock, `cpu` of all threads. `peak`: bytes, of the process so far."""

    seconds: float
    cpu: float
    peak: int


@dataclass
class Runs:
    """Runs one job after another, each so many times, and keeps the figures."""

    times: int
    figures: dict[str, Figure] = field(default_factory=dict)

    def __call__(self, name: str, job: Callable[[], T]) -> T:
        result, self.figures[name] = timed(job, self.times)
        print(f"    {name} {self.figures[name].seconds:.3g} s", file=sys.stderr, flush=True)
        return result


@dataclass(frozen=True, slots=True)
class Measured:
    """By measure: the figures, and the works where a floor is known. `shape`: what there is in the network."""

    figures: dict[str, Figure]
    works: dict[str, Work]
    shape: dict[str, int]
    betweenness: Betweenness


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def timed(job: Callable[[], Any], times: int = 1) -> tuple[Any, Figure]:
    best, result = (np.inf, np.inf), None
    for _ in range(times):
        result = None  # two results at once would show in the peak
        clock, cpu = time.perf_counter(), time.process_time()
        result = job()
        best = min(best, (time.perf_counter() - clock, time.process_time() - cpu))
        if best[0] > _LONG:
            break
    return result, Figure(*best, peak())


def costs(n: int) -> Costs:
    """Measured with NumPy on one core: `take` from random places, and a copy of what no cache holds."""
    table, taken = np.zeros(n, np.int64), np.empty(_READS, np.int64)
    place = np.random.default_rng(0).integers(0, n, _READS)
    whole, copy = np.ones(_COPIED, np.uint8), np.ones(_COPIED, np.uint8)
    _, read = timed(lambda: np.take(table, place, out=taken, mode="clip"), 5)
    _, copied = timed(lambda: np.copyto(copy, whole), 5)
    return Costs(read.seconds / _READS, copied.seconds / (2 * _COPIED))


def measure(path: Path, times: int) -> Measured:
    """Every measure of the network in that file. All results are kept, as by a command that prints them."""
    drawn, run = Drawn.read(path), Runs(times)
    group = drawn.community.astype(np.int32)
    network = run("build", lambda: build(drawn))
    found = run("visit", lambda: triads(network, True, group))
    kept = [
        run("holes", lambda: structural_holes(network, found)),
        run("brokerage", lambda: with_z(network, group, found)),
        run("modules", lambda: modules(network, group)),
    ]
    whole = run("cohesion", lambda: cohesion(network))
    between = run("betweenness", lambda: betweenness(network, ERROR_WEIGHTED if network.weighted else ERROR))
    with contextlib.suppress(NeedsLarge):
        kept.append(run("communities", lambda: communities(network)))
    return Measured(run.figures, works(drawn, network, found), shape(network, found, whole), between)


def build(drawn: Drawn) -> Network:
    network = Network.of(range(drawn.n), drawn.source, drawn.target, drawn.weight, drawn.directed)
    # Both are made when they are first asked for.
    _ = network.contacts, network.back
    return network


def with_z(network: Network, group: np.ndarray, found: Triads) -> tuple[Brokerage, np.ndarray]:
    roles = brokerage(network, group, found)
    return roles, roles.z


def shape(network: Network, found: Triads, whole: Cohesion) -> dict[str, int]:
    return {
        "arcs": len(network.out.head),
        "most contacts of a node": int(network.contacts.degree.max()),
        "components": int(whole.component.max()) + 1,
        "triangles": found.triangles,
        "oriented wedges": wedges(found.ties),
        "squared contacts": int((network.contacts.degree**2).sum()),
    }


def wedges(ties: Ties) -> int:
    """How often the visit to the triangles asks whether two contacts of a node are tied."""
    return int(np.diff(ties.start)[ties.head].sum())


def works(drawn: Drawn, network: Network, found: Triads) -> dict[str, Work]:
    """Triangles and paths: what is read at random. The others: bytes of each contact, tie and node, moved once."""
    n, contacts, arcs = network.n, len(network.contacts.head), len(network.out.head)
    ties = contacts // 2
    least = {
        # each wedge asks for the tie of one node; each triangle adds to at least one sum elsewhere
        "visit": Work(reads=wedges(found.ties) + found.triangles),
        "build": Work(size=_bytes(drawn, network.out, network.back, network.contacts)),
        # head, strength, two sums of a tie; start, two shares, the redundancy and four measures of a node
        "holes": Work(size=ties * (4 + 8 + 16) + n * 8 * 8),
        # head and direction of a contact; closed, count, expected, sd and z of six counts of a node
        "brokerage": Work(size=contacts * (4 + 1) + n * 6 * 5 * 8),
        # head and strength of a contact; group and two measures of a node
        "modules": Work(size=contacts * (4 + 8) + n * (4 + 2 * 8)),
        # head of a contact, for the cores and for the cut points; start, core, component and cut of a node
        "cohesion": Work(size=contacts * 4 * 2 + n * (8 + 4 + 4 + 1)),
    }
    if n * arcs <= EXACT_WORK:  # every search looks at each arc; how far drawn paths look is not known
        least["betweenness"] = Work(reads=n * arcs)
    return least


def _bytes(*columns: Any) -> int:
    """Of all arrays; without direction some stand in several tables."""
    values = (getattr(table, name) for table in columns for name in table.__slots__)
    return sum({id(value): value.nbytes for value in values if isinstance(value, np.ndarray)}.values())
