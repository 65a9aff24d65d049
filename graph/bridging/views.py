"""The knowledge graph as networks: who is tied to whom, what flows, who belongs to which hub.

Nodes are actors, hubs and programmes. A tie is a statement that one thing has to do with another, whatever it
says; a flow `via` a hub or programme is a tie to it on either side and none past it. Planned ties are no ties.
Ties have no weight: how often a text repeats a tie is no strength.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from graph.bridging.groups import communities
from graph.bridging.network import Network
from graph.model import Edge, KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema

MEMBERS = ("Actor", "Hub", "Programme")
PARTITIONS = ("kind", "prefecture", "metro", "document", "community")
Pair = tuple[str, str]


@dataclass(frozen=True)
class View:
    """A network of the graph and the edges behind each of its arcs.

    `nodes` in the order of the network; `arcs`: for each ordered pair of ids the edges that state it.
    """

    graph: KnowledgeGraph
    nodes: tuple[Node, ...]
    arcs: Mapping[Pair, tuple[Edge, ...]]
    directed: bool

    @cached_property
    def place(self) -> dict[str, int]:
        """The position of each node id."""
        return {node.id: i for i, node in enumerate(self.nodes)}

    @cached_property
    def network(self) -> Network:
        return self.of(self.ends)

    @cached_property
    def ends(self) -> np.ndarray:
        """The positions of both ends of each arc, shape (arcs, 2), in the order of `arcs`."""
        return np.array([(self.place[a], self.place[b]) for a, b in self.arcs], dtype=np.int64).reshape(-1, 2)

    def of(self, ends: np.ndarray) -> Network:
        """The network of arcs between these positions, shape (m, 2), and the same nodes."""
        return Network.of([node.id for node in self.nodes], *ends.T, directed=self.directed)

    def widened(self) -> View:
        """The same ties among all nodes that have any tie at all: whoever may have what is not reported."""
        nodes = {node.id: node for node in (*self.nodes, *all_ties(self.graph).nodes)}
        return replace(self, nodes=tuple(nodes.values()))

    def edges_between(self, one: str, other: str) -> list[Edge]:
        """The edges behind the tie of two nodes, in either direction."""
        found = {edge.id: edge for pair in ((one, other), (other, one)) for edge in self.arcs.get(pair, ())}
        return [found[key] for key in sorted(found)]

    @cached_property
    def ranked(self) -> np.ndarray:
        """Which nodes a ranking lists, shape (n,): actors that the text names, and hubs; not role groups."""
        return np.array([_has_name(node) for node in self.nodes], dtype=bool)

    def partition(self, name: str, seed: int = 0) -> list[str | None]:
        """The group of each node under one of PARTITIONS; None where it is not stated or not a single one.

        Raises KeyError for another name.
        """
        if name == "community":
            return [str(number) for number in communities(self.network, seed).tolist()]
        group = _GROUPS[name](self.graph)
        return [group(node) for node in self.nodes]


def _has_name(node: Node) -> bool:
    return node.type == "Hub" or (node.type == "Actor" and not node.properties.get("generic"))


def all_ties(graph: KnowledgeGraph) -> View:
    """Every stated tie between actors, hubs and programmes, without direction."""
    return _view(graph, graph.edges_of(*_tying_types()), directed=False)


def flows_of(graph: KnowledgeGraph, kind: str) -> View:
    """The flows of one kind, with their direction. Raises KeyError where there is no such kind."""
    load_schema().enums["flow_kind"].values[kind]
    return _view(graph, (edge for edge in graph.edges_of("FLOW") if edge.kind == kind), directed=True)


def actors_and_hubs(graph: KnowledgeGraph) -> View:
    """The two-mode network: every actor that is tied to a hub, and the hubs; ties within a mode are left out."""
    view = all_ties(graph)
    modes = {pair: {graph.nodes[end].type for end in pair} for pair in view.arcs}
    return _of_arcs(graph, {pair: edges for pair, edges in view.arcs.items() if modes[pair] == {"Actor", "Hub"}}, False)


def _tying_types() -> frozenset[str]:
    """Edge types of which both ends may be members; what a case describes or where a thing is ties nobody."""
    members = set(MEMBERS)
    return frozenset(
        name for name, spec in load_schema().edges.items() if members & set(spec.source) and members & set(spec.target)
    )


def _view(graph: KnowledgeGraph, edges: Iterable[Edge], directed: bool) -> View:
    arcs: dict[Pair, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.properties.get("status") == "planned":
            continue
        stops = [edge.source, *([via] if (via := edge.properties.get("via")) else []), edge.target]
        for a, b in pairwise(stops):
            if a != b and graph.nodes[a].type in MEMBERS and graph.nodes[b].type in MEMBERS:
                arcs[a, b].append(edge)
    return _of_arcs(graph, {pair: tuple(found) for pair, found in arcs.items()}, directed)


def _of_arcs(graph: KnowledgeGraph, arcs: Mapping[Pair, tuple[Edge, ...]], directed: bool) -> View:
    ids = sorted({end for pair in arcs for end in pair})
    return View(graph, tuple(graph.nodes[key] for key in ids), arcs, directed)


def _by_kind(graph: KnowledgeGraph) -> Callable[[Node], str | None]:
    return lambda node: node.kind if node.type == "Actor" else node.type.lower()


def _by_prefecture(graph: KnowledgeGraph) -> Callable[[Node], str | None]:
    places = Places(graph)
    return lambda node: places.region_at(node.id, "prefecture")


def _by_metro(graph: KnowledgeGraph) -> Callable[[Node], str | None]:
    words = {True: "metropolitan", False: "regional", None: None}
    places = Places(graph)
    return lambda node: words[places.is_metropolitan(node.id)]


def _by_document(graph: KnowledgeGraph) -> Callable[[Node], str | None]:
    """The documents that tell of a node; one of several is a group of its own, so that whoever ties documents shows."""

    def group(node: Node) -> str | None:
        edges = (*graph.out_edges(node.id), *graph.in_edges(node.id))
        return "+".join(sorted({item.document for edge in edges for item in edge.evidence})) or None

    return group


_GROUPS: dict[str, Callable[[KnowledgeGraph], Callable[[Node], str | None]]] = {
    "kind": _by_kind,
    "prefecture": _by_prefecture,
    "metro": _by_metro,
    "document": _by_document,
}
