"""The same measures by networkx and python-igraph, as far as they have them; networks.py runs them in processes of
their own."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from generator import Drawn
from measures import Figure, Runs

# What each one needs; without scipy networkx falls back to loops in Python.
LIBRARIES = {"networkx": ("networkx", "scipy"), "igraph": ("igraph",)}
SMALL, MIDDLE, LARGE = 6_000, 500_000, 10_000_000  # ties of the networks


@dataclass(frozen=True, slots=True)
class Given:
    """A network as a library has it, with and without direction, and the names of its weights if it has any."""

    library: ModuleType
    graph: Any
    simple: Any
    weight: str | None
    length: str | None


@dataclass(frozen=True, slots=True)
class Rival:
    """What a library has beside a measure of ours; run up to so many `ties`, with --full up to `full`.

    `why` not beyond; report.py fills in the fields in braces.
    """

    library: str
    beside: str
    label: str
    job: Callable[[Given], object]
    ties: int = LARGE
    full: int = LARGE
    why: str = ""

    @property
    def name(self) -> str:
        return f"{self.beside} {self.label}".strip()

    def runs(self, ties: int, full: bool) -> bool:
        return ties <= (self.full if full else self.ties)


def cut_up_by_networkx(given: Given) -> list[object]:
    nx, graph = given.library, given.simple
    parts = (nx.articulation_points, nx.bridges, nx.connected_components)
    return [nx.core_number(graph), *(list(part(graph)) for part in parts)]


def cut_up_by_igraph(given: Given) -> list[object]:
    graph = given.simple
    return [graph.coreness(), graph.articulation_points(), graph.bridges(), graph.connected_components()]


def graph_of_networkx(nx: ModuleType, drawn: Drawn) -> Any:
    graph = nx.DiGraph() if drawn.directed else nx.Graph()
    graph.add_nodes_from(range(drawn.n))
    ends = drawn.source.tolist(), drawn.target.tolist()
    if drawn.weight is None:
        graph.add_edges_from(zip(*ends, strict=True))
    else:
        weights = ({"weight": weight, "length": 1 / weight} for weight in drawn.weight.tolist())
        graph.add_edges_from(zip(*ends, weights, strict=True))
    return graph


def graph_of_igraph(ig: ModuleType, drawn: Drawn) -> Any:
    graph = ig.Graph(drawn.n, np.column_stack([drawn.source, drawn.target]), directed=drawn.directed)
    if drawn.weight is not None:
        graph.es["weight"], graph.es["length"] = drawn.weight, 1 / drawn.weight
    return graph


GRAPHS = {
    "networkx": (graph_of_networkx, lambda graph: graph.to_undirected()),
    "igraph": (graph_of_igraph, lambda graph: graph.as_undirected()),
}
# What stands in the table, and after the colon the footnote.
MANY = "not run: many minutes"
LONG = "not run: minutes; `--full` runs it"
DENSE = "too large, {dense:,.0f} GB: a dense matrix of n × n numbers"
SQUARE = "too large, up to {square:,.0f} GB: the square of the matrix of ties"
EXACT = (
    "too slow, {hours:,.1f} hours: exact is a search from each node (estimated from its time with 2,000 nodes and "
    "the growth of nodes × arcs); drawing paths is without a guarantee"
)
NX, IG = "networkx", "igraph"
RIVALS = (
    Rival(NX, "holes", "constraint", lambda x: x.library.constraint(x.graph, weight=x.weight), MIDDLE, MIDDLE, SQUARE),
    Rival(NX, "holes", "effective size", lambda x: x.library.effective_size(x.graph, weight=x.weight), SMALL, SMALL, DENSE),
    Rival(NX, "cohesion", "", cut_up_by_networkx, MIDDLE, LARGE, LONG),
    Rival(NX, "betweenness", "", lambda x: x.library.betweenness_centrality(x.graph, weight=x.length), SMALL, SMALL, EXACT),
    Rival(NX, "communities", "Louvain", lambda x: x.library.community.louvain_communities(x.simple, seed=0), MIDDLE, MIDDLE, MANY),
    Rival(IG, "holes", "constraint", lambda x: x.graph.constraint(weights=x.weight), MIDDLE, LARGE, LONG),
    Rival(IG, "cohesion", "", cut_up_by_igraph),
    Rival(IG, "betweenness", "", lambda x: x.graph.betweenness(weights=x.length), SMALL, SMALL, EXACT),
    Rival(IG, "communities", "Louvain", lambda x: x.simple.community_multilevel(), MIDDLE, LARGE, LONG),
)  # fmt: skip


def compare(library: str, path: Path, times: int, full: bool) -> dict[str, Figure] | str:
    """The figures by name, and of making the graph as `build`; or why there are none."""
    try:
        module, *_ = map(importlib.import_module, LIBRARIES[library])
    except ImportError:
        return f"needs {' and '.join(LIBRARIES[library])}"
    drawn, run = Drawn.read(path), Runs(times)
    wanted = [rival for rival in RIVALS if rival.library == library and rival.runs(len(drawn.source), full)]
    if wanted:
        make, without_direction = GRAPHS[library]
        graph = run("build", lambda: make(module, drawn))
        simple = without_direction(graph) if drawn.directed else graph
        names = ("weight", "length") if drawn.weight is not None else (None, None)
        given = Given(module, graph, simple, *names)
        for rival in wanted:
            run(rival.name, lambda job=rival.job: job(given))
    return run.figures
