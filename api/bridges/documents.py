"""Who bridges, as JSON: of the knowledge graph, or of a network of the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graph.bridging.comparison import Comparison, compare
from graph.bridging.groups import communities
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import Progress, no_progress
from graph.bridging.suite import Labels, as_json, bridging
from graph.bridging.two_mode import projection, two_mode_betweenness
from graph.bridging.uncertainty import REPLICATES, Certainty, certainty, certainty_of_view
from graph.bridging.views import PARTITIONS, View, actors_and_hubs, all_ties, flows_of
from graph.model import Edge, KnowledgeGraph
from ingest.networks import NetworkFile, read_network
from ingest.problems import InputError, Problem, nearest, show_path

Json = dict[str, Any]
# Beyond so many visits of arcs the replicates are left out unless one asks for them.
_DOUBTED_WORK = 1e8
_COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may set; None: as the size of the network allows."""

    permutations: int | None = None
    replicates: int | None = None
    shared: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The network that is asked about, with its partitions; `view` where it is one of the knowledge graph."""

    network: Network
    partitions: Mapping[str, Labels]
    view: View | None = None

    @property
    def labels(self) -> Labels | None:
        """The groups of the first partition."""
        return next(iter(self.partitions.values()), None)


def of_graph(graph: KnowledgeGraph, groups: Sequence[str] = (), flow: str | None = None, seed: int = 0) -> Subject:
    """All ties of the knowledge graph, or the flows of one kind. Raises KeyError for an unknown group or kind."""
    view = flows_of(graph, flow) if flow else all_ties(graph)
    return Subject(view.network, {name: view.partition(name, seed) for name in groups or PARTITIONS}, view)


def of_files(
    edges: Path,
    nodes: Path | None,
    groups: Sequence[str] = (),
    flow: str | None = None,
    directed: bool = False,
    weighted: bool = False,
    seed: int = 0,
) -> Subject:
    """A network of tables. Raises InputError, also where there is no column of a group; NeedsLarge as
    `communities` does."""
    found = read_network(edges, nodes, directed, weighted, flow)
    return Subject(found.network, {name: _labels(found, name, nodes or edges, seed) for name in groups})


def _labels(found: NetworkFile, name: str, path: Path, seed: int) -> Labels:
    if name in found.columns:
        return found.labels(name)
    if name == _COMMUNITY:
        return [str(number) for number in communities(found.network, seed).tolist()]
    near = nearest(name, [*found.columns, _COMMUNITY]) or "—"
    raise InputError([Problem("no_such_group", show_path(path), 1, values={"found": name, "near": near})])


def bridges_document(subject: Subject, options: Options = Options(), progress: Progress = no_progress) -> Json:
    """The JSON of `tairyu bridges`: the measures, and of every ranked node its ranks with their intervals."""
    result = bridging(
        subject.network,
        subject.partitions,
        permutations=options.permutations,
        shared=options.shared,
        seed=options.seed,
        progress=progress,
    )
    document = as_json(result)
    sure = _certainty(subject, options, progress)
    for i, row in enumerate(document["nodes"]):
        if subject.view:
            row |= _of_view(subject.view, i)
        if sure and np.isfinite(sure.rank["total"][i]):
            row["rank"] = _rank(sure, i)
    document["conventions"] |= _design(sure)
    return document


def _certainty(subject: Subject, options: Options, progress: Progress) -> Certainty | None:
    replicates = options.replicates
    if replicates is None:
        replicates = REPLICATES if subject.network.n * len(subject.network.out.head) <= _DOUBTED_WORK else 0
    if not replicates:
        return None
    if subject.view:
        return certainty_of_view(subject.view, subject.labels, replicates, seed=options.seed, progress=progress)
    return certainty(subject.network, subject.labels, replicates, seed=options.seed, progress=progress)


def _of_view(view: View, i: int) -> Json:
    node, network = view.nodes[i], view.network
    others = [view.nodes[k].id for k in network.contacts.of(i).tolist()]
    ties = [{"node": other, "edges": _ids(view.edges_between(node.id, other))} for other in others]
    cases = {case for tie in ties for edge in tie["edges"] for case in view.graph.edges[edge].properties["cases"]}
    named = {"name_ja": node.name_ja, "name_en": node.name_en, "type": node.type, "kind": node.kind}
    return named | {"ranked": bool(view.ranked[i]), "cases": sorted(cases), "ties": ties}


def _ids(edges: Sequence[Edge]) -> list[str]:
    return [edge.id for edge in edges]


def _rank(sure: Certainty, i: int) -> Json:
    """By measure the rank, and by way of doubt its interval and how often the node had none."""
    found = {}
    for name, rank in sure.rank.items():
        if np.isfinite(rank[i]):
            doubts = {doubt: intervals[name] for doubt, intervals in sure.intervals.items()}
            found[name] = {"rank": int(rank[i])} | {
                doubt: {"interval": [_whole(at.low[i]), _whole(at.high[i])], "lost": round(float(at.lost[i]), 4)}
                for doubt, at in doubts.items()
            }
    return found


def _whole(rank: float) -> int | None:
    return int(rank) if np.isfinite(rank) else None


def _design(sure: Certainty | None) -> Json:
    if sure is None:
        return {"intervals": None}
    design = sure.design
    return {
        "intervals": {
            "replicates": design.replicates,
            "share_left_out": design.share,
            "level": design.level,
            "seed": design.seed,
            "document": "extremes of the rank when each document is left out",
            "case": "extremes of the rank when each case is left out",
            "edges": "middle share of the ranks when a random share of the statements is left out",
            "unknown": "middle share of the ranks when flows that a case does not report are drawn from cases that do",
            "lost": "share of the replicates in which the node had no tie left",
        }
    }


# Of the report of `demo`, which must not take long.
_BRIEF_REPLICATES, _BRIEF_ROWS = 50, 12


def leading_bridges(graph: KnowledgeGraph, progress: Progress = no_progress) -> Json:
    """What `tairyu bridges` says, in brief: the first by constraint, with the intervals of their ranks."""
    view = all_ties(graph)
    sure = certainty_of_view(view, replicates=_BRIEF_REPLICATES, with_paths=False, progress=progress)
    constraint = structural_holes(view.network).constraint
    first = np.argsort(np.where(view.ranked, constraint, np.inf), kind="stable")[:_BRIEF_ROWS].tolist()
    rows = [
        view.nodes[i].named() | {"constraint": float(f"{constraint[i]:.12g}")} | _rank(sure, i)["constraint"]
        for i in first
    ]
    return {"nodes": view.network.n, "ties": view.network.ties, "leading": rows, "conventions": _design(sure)}


def comparison_document(subject: Subject, one: int, other: int, options: Options = Options()) -> Json:
    """Whether the one bridges more than the other, by every measure, with p of the permutation test."""
    permutations = {} if options.permutations is None else {"permutations": options.permutations}
    rows = compare(subject.network, one, other, subject.labels, seed=options.seed, **permutations)
    return {
        "one": _named(subject, one),
        "other": _named(subject, other),
        "measures": {row.measure: _compared(row) for row in rows},
        "conventions": {
            "null": "contacts that only one of the two has are dealt to either by the toss of a coin; two-sided p",
            "groups": list(subject.partitions)[:1],
            "seed": options.seed,
        },
    }


def _named(subject: Subject, i: int) -> Json:
    return subject.view.nodes[i].named() if subject.view else {"id": subject.network.ids[i]}


def _compared(row: Comparison) -> Json:
    return {name: _finite(getattr(row, name)) for name in ("one", "other", "difference", "p")}


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def two_mode_document(graph: KnowledgeGraph) -> Json:
    """Actors and hubs as a two-mode network: betweenness by mode, and the pairs of hubs that share actors."""
    view = actors_and_hubs(graph)
    is_actor = np.array([node.type == "Actor" for node in view.nodes], dtype=bool)
    value = two_mode_betweenness(view.network, is_actor)
    hubs, actors = projection(view.network, ~is_actor), projection(view.network, is_actor)
    return {
        "nodes": [
            node.named() | {"mode": node.type.lower(), "two_mode_betweenness": float(f"{value[i]:.12g}")}
            for i, node in enumerate(view.nodes)
        ],
        "hubs": [_shared(view, pair, found) for pair, found in _pairs(hubs)],
        "actors": [_shared(view, pair, found) for pair, found in _pairs(actors) if _both_ranked(view, pair)],
        "conventions": {"two_mode_betweenness": "Borgatti & Everett 1997, share of the largest value of the mode"},
    }


def _pairs(found: Any) -> list[tuple[tuple[int, int], tuple[int, float]]]:
    rows = zip(found.pairs.tolist(), found.shared.tolist(), found.newman.tolist(), strict=True)
    return sorted((((a, b), (shared, newman)) for (a, b), shared, newman in rows), key=lambda row: (-row[1][0], row[0]))


def _both_ranked(view: View, pair: tuple[int, int]) -> bool:
    return bool(view.ranked[list(pair)].all())


def _shared(view: View, pair: tuple[int, int], found: tuple[int, float]) -> Json:
    """Two nodes of one mode, and the nodes of the other through which they are tied, with the edges that say so."""
    one, other = (set(view.network.contacts.of(i).tolist()) for i in pair)
    ids = [view.nodes[i].id for i in pair]
    through = []
    for shared in (view.nodes[k].id for k in sorted(one & other)):
        through.append({"id": shared, "edges": [key for end in ids for key in _ids(view.edges_between(end, shared))]})
    return {"pair": ids, "shared": found[0], "newman": float(f"{found[1]:.12g}"), "through": through}
