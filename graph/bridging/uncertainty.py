"""How sure a rank is: what remains of it when a document, a case or a share of the ties is left out, and when what a
text does not report is read as unknown instead of absent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from graph import kernels
from graph.bridging.brokerage import KINDS, brokerage
from graph.bridging.groups import modules
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import Progress, betweenness, no_progress
from graph.bridging.suite import Labels
from graph.bridging.triads import triads
from graph.bridging.views import View, all_ties
from graph.model import Edge

# The measures that rank bridges, and whether a low value bridges more.
MEASURES = {
    "constraint": True,
    "effective_size": False,
    "efficiency": False,
    "hierarchy": True,
    "betweenness": False,
    "participation": False,
    **dict.fromkeys(KINDS, False),
}
REPLICATES, SHARE, LEVEL = 100, 0.1, 0.9
# Values nearer than this share of each other have one rank.
_SAME = 1e-9
Values = dict[str, np.ndarray]


def measured(network: Network, labels: Labels | None = None, with_paths: bool = True) -> Values:
    """The values of MEASURES, each shape (n,); NaN where undefined or of an unknown group.

    Roles other than the total, and participation, need `labels`; betweenness is left out without `with_paths`.
    """
    whole = triads(network, True, np.zeros(network.n, np.int32))
    holes = structural_holes(network, whole)
    total = brokerage(network, np.zeros(network.n, np.int32), whole).count[:, -1].astype(np.float64)
    # A node without ties brokers nothing and stands nowhere: it has no rank.
    alone = network.contacts.degree == 0
    values = {
        "constraint": holes.constraint,
        "effective_size": holes.effective_size,
        "efficiency": holes.efficiency,
        "hierarchy": holes.hierarchy,
        "total": np.where(alone, np.nan, total),
    }
    if with_paths:
        values["betweenness"] = np.where(alone, np.nan, betweenness(network).value)
    return values | (_by_group(network, labels) if labels is not None else {})


def _by_group(network: Network, labels: Labels) -> Values:
    known = np.array([label is not None for label in labels], dtype=bool)
    group = [label for label in labels if label is not None]
    inside = network.among(known)
    count = np.where(inside.contacts.degree[:, None] > 0, brokerage(inside, group).count, np.nan)
    columns = {"participation": modules(inside, group).participation}
    columns |= {role: count[:, k] for k, role in enumerate(KINDS[:-1])}
    found = {}
    for name, column in columns.items():
        found[name] = np.full(network.n, np.nan)
        found[name][known] = column
    return found


def ranks(values: Values, among: np.ndarray) -> Values:
    """The rank of each node `among`, shape (n,) of bool, by each measure: 1 bridges most, equals share the better
    rank; NaN for the others and where undefined."""
    found = {}
    for name, value in values.items():
        chosen = np.flatnonzero(among & np.isfinite(value))
        sign = 1 if MEASURES[name] else -1
        ordered = np.sort(sign * value[chosen])
        slack = _SAME * np.maximum(1, np.abs(value[chosen]))
        found[name] = np.full(len(value), np.nan)
        found[name][chosen] = 1 + np.searchsorted(ordered, sign * value[chosen] - slack)
    return found


@dataclass(frozen=True, slots=True)
class Interval:
    """By node, shapes (n,): the lowest and the highest rank, NaN where there is none, and `lost`, the share of the
    replicates in which the node had no rank."""

    low: np.ndarray
    high: np.ndarray
    lost: np.ndarray

    def first(self, n: int) -> Interval:
        return Interval(self.low[:n], self.high[:n], self.lost[:n])


@dataclass(frozen=True, slots=True)
class Design:
    """How the replicates were made: how many at random, which share of the ties each leaves out, from which seed; and
    which middle part of them an interval holds."""

    replicates: int
    share: float
    seed: int
    level: float = LEVEL


@dataclass(frozen=True)
class Certainty:
    """`rank` by measure, (n,); `intervals` by way of doubt, then by measure.

    `document`, `case`: the extremes over leaving out each one. `edges`, `unknown`: the middle of the replicates.
    """

    rank: Values
    intervals: Mapping[str, Mapping[str, Interval]]
    design: Design

    def first(self, n: int) -> Certainty:
        """Of the first n nodes."""
        rank = {name: values[:n] for name, values in self.rank.items()}
        intervals = {
            doubt: {name: interval.first(n) for name, interval in found.items()}
            for doubt, found in self.intervals.items()
        }
        return Certainty(rank, intervals, self.design)


def certainty_of_view(
    view: View,
    labels: Labels | None = None,
    replicates: int = REPLICATES,
    share: float = SHARE,
    seed: int = 0,
    with_paths: bool = True,
    progress: Progress = no_progress,
) -> Certainty:
    """Of the ranks of `view.ranked` in a view of the knowledge graph, by all four ways of doubt.

    `labels` are the groups of the nodes. Without `with_paths` betweenness is left out, which takes most of the time.
    """
    # What is not reported may tie nodes of which the view knows nothing; their groups stay unknown.
    wide = view.widened()
    labels = None if labels is None else [*labels, *[None] * (len(wide.nodes) - len(view.nodes))]
    statements = _Statements(wide)
    doubts: dict[str, list[Callable[[], Network]]] = {
        "document": [lambda keep=keep: statements.network(keep) for keep in statements.without_each("document")],
        "case": [lambda keep=keep: statements.network(keep) for keep in statements.without_each("case")],
        "edges": [lambda k=k: statements.network(_kept(statements.size, share, seed, k)) for k in range(replicates)],
        "unknown": [lambda k=k: statements.imputed(np.random.default_rng((seed, 2, k))) for k in range(replicates)],
    }
    measure = partial(measured, labels=labels, with_paths=with_paths)
    found = _certainty(wide.network, wide.ranked, measure, doubts, Design(replicates, share, seed), progress)
    return found.first(len(view.nodes))


def certainty(
    network: Network,
    labels: Labels | None = None,
    replicates: int = REPLICATES,
    share: float = SHARE,
    seed: int = 0,
    progress: Progress = no_progress,
) -> Certainty:
    """Of the ranks of all nodes of any network, under leaving out a random share of its ties."""
    source, target = network.out.tails(), network.out.head
    once = np.flatnonzero((source < target) | network.directed)
    weight = None if network.out.weight is None else network.out.weight[once]

    def thinned(k: int) -> Network:
        keep = _kept(len(once), share, seed, k)
        left = None if weight is None else weight[keep]
        return Network.of(network.ids, source[once][keep], target[once][keep], left, network.directed)

    doubts = {"edges": [lambda k=k: thinned(k) for k in range(replicates)]}
    everyone = np.ones(network.n, dtype=bool)
    measure = partial(measured, labels=labels)
    return _certainty(network, everyone, measure, doubts, Design(replicates, share, seed), progress)


def _kept(size: int, share: float, seed: int, replicate: int) -> np.ndarray:
    return np.random.default_rng((seed, 1, replicate)).random(size) >= share


def _certainty(
    network: Network,
    among: np.ndarray,
    measure: Callable[[Network], Values],
    doubts: Mapping[str, Sequence[Callable[[], Network]]],
    design: Design,
    progress: Progress,
) -> Certainty:
    tasks = [(doubt, make) for doubt, makers in doubts.items() for make in makers]
    found: list[Values] = [{}] * len(tasks)

    def work(number: int, threads: int) -> None:
        for k in range(number, len(tasks), threads):
            found[k] = ranks(measure(tasks[k][1]()), among)
            if number == 0:
                progress("doubt", k, len(tasks))

    kernels.in_threads(work, 2)
    progress("doubt", len(tasks), len(tasks))
    by_doubt: dict[str, list[Values]] = defaultdict(list)
    for (doubt, _), values in zip(tasks, found, strict=True):
        by_doubt[doubt].append(values)
    intervals = {doubt: _intervals(rows, doubt in ("document", "case")) for doubt, rows in by_doubt.items()}
    return Certainty(ranks(measure(network), among), intervals, design)


def _intervals(rows: Sequence[Values], extremes: bool) -> dict[str, Interval]:
    tail = 0 if extremes else (1 - LEVEL) / 2
    return {name: _interval(np.array([row[name] for row in rows]), tail) for name in rows[0]}


def _interval(found: np.ndarray, tail: float) -> Interval:
    """From the ranks of the replicates, shape (replicates, n); ranks are whole, so the tails are too."""
    ordered = np.sort(found, axis=0)  # NaN last
    count = np.isfinite(found).sum(axis=0)
    cut = np.floor(tail * np.maximum(count - 1, 0)).astype(int)
    node = np.arange(found.shape[1])
    high = np.where(count > 0, ordered[np.maximum(count - 1 - cut, 0), node], np.nan)
    return Interval(ordered[cut, node], high, 1 - count / len(found))


class _Statements:
    """The statements behind a view, as columns: which pairs of nodes each of them ties."""

    def __init__(self, view: View):
        self.view = view
        edges = {edge.id: edge for found in view.arcs.values() for edge in found}
        self.edges: list[Edge] = [edges[key] for key in sorted(edges)]
        number = {edge.id: k for k, edge in enumerate(self.edges)}
        ties = [(number[edge.id], k) for k, found in enumerate(view.arcs.values()) for edge in found]
        self._edge, self._pair = np.array(ties, dtype=np.int64).reshape(-1, 2).T

    @property
    def size(self) -> int:
        return len(self.edges)

    def network(self, keep: np.ndarray) -> Network:
        """Of the edges for which `keep`, shape (size,), is true."""
        return self.view.of(self.view.ends[np.unique(self._pair[keep[self._edge]])])

    def without_each(self, what: str) -> Iterator[np.ndarray]:
        """For each document or case that states anything, which edges others state as well."""
        stated_by = [_documents(edge) if what == "document" else _cases(edge) for edge in self.edges]
        for one in sorted(set().union(*stated_by)):
            yield np.array([stated != {one} for stated in stated_by], dtype=bool)

    def imputed(self, generator: np.random.Generator) -> Network:
        """Everything stated and, for each kind of flow that a case does not report, as many flows between random
        members of the case as some case that reports the kind has for its size (hot deck, Rubin 1987)."""
        more = [pair for members, rates in self._missing for pair in _drawn(members, rates, generator)]
        return self.view.of(np.concatenate([self.view.ends, np.array(more, dtype=np.int64).reshape(-1, 2)]))

    @cached_property
    def _missing(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each case and kind of flow that it does not report: its members, and the rates of the cases that do."""
        members, flows = self._members(), self._flows()
        cases = {case: self.view.graph.nodes[case].properties["flows_reported"] for case in members}
        rows = []
        for kind in sorted({kind for _, kind in flows}):
            rates = np.array([flows[case, kind] / len(members[case]) for case, kinds in cases.items() if kind in kinds])
            rows += [(members[case], rates) for case, kinds in cases.items() if kind not in kinds]
        return rows

    def _members(self) -> dict[str, np.ndarray]:
        """Who has any tie in each case, as positions."""
        found: dict[str, set[int]] = defaultdict(set)
        for pair, edges in all_ties(self.view.graph).arcs.items():
            for edge in edges:
                for case in _cases(edge):
                    found[case] |= {self.view.place[end] for end in pair}
        return {case: np.array(sorted(nodes)) for case, nodes in sorted(found.items())}

    def _flows(self) -> Counter[tuple[str, str]]:
        """How many flows of each kind each case states."""
        flows = (edge for edge in self.edges if edge.type == "FLOW")
        return Counter((case, edge.kind or "") for edge in flows for case in _cases(edge))


def _drawn(members: np.ndarray, rates: np.ndarray, generator: np.random.Generator) -> Iterator[np.ndarray]:
    for _ in range(round(float(generator.choice(rates)) * len(members))):
        yield generator.choice(members, 2, replace=False)


def _documents(edge: Edge) -> set[str]:
    return {item.document for item in edge.evidence}


def _cases(edge: Edge) -> set[str]:
    return set(edge.properties.get("cases", ()))
