"""Which statements a hub, or a case that may hold one, is judged by.

A hub is judged by its home: of the cases that describe it, the one in which it has most ties. The
hub with most ties in its home is the one that the case is about, and has the whole case; a hub
beside it (a site of a network, a building of a district) has only what the case says of itself,
of its parts and of the programmes that it runs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.model import Edge, KnowledgeGraph, Node

# What a case deals with and what a gazetteer says is no statement about how a hub works.
_NO_STATEMENT = frozenset({"DESCRIBES", "REPORTED_IN", "WITHIN", "GOVERNS"})
_LEADS = ("OPERATES", "FOUNDED", "COORDINATES")


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A Hub or a Case with the edges that it is judged by.

    `leaders` holds the hub and those who operate, founded or coordinate it, `core` also its parts;
    both are empty for a Case. `homes` are the cases that state the edges.
    """

    node: Node
    homes: tuple[str, ...]
    edges: tuple[Edge, ...]
    leaders: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()


class Neighbourhoods:
    """The neighbourhoods of one graph; ties between cases or hubs are never broken by an id."""

    def __init__(self, graph: KnowledgeGraph):
        self.graph = graph

    @cached_property
    def _stated(self) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.graph.edges.values():
            if edge.type not in _NO_STATEMENT:
                for case in edge.properties.get("cases", ()):
                    found[case].append(edge)
        return found

    @cached_property
    def _ties(self) -> dict[str, Counter[str]]:
        """How many ties each hub has in each case that describes it."""
        ties: dict[str, Counter[str]] = {}
        for hub in self.graph.of_type("Hub"):
            cases = {edge.source for edge in self.graph.in_edges(hub.id, "DESCRIBES")}
            ties[hub.id] = Counter(dict.fromkeys(cases, 0))
        for case, edges in self._stated.items():
            for edge in edges:
                for end in _touched(edge) & ties.keys():
                    ties[end][case] += 1
        return ties

    def homes(self, hub: str) -> tuple[str, ...]:
        """The case with most ties of the hub; several where they are level, none where no case tells of it."""
        ties = self._ties[hub]
        most = max(ties.values(), default=0)
        return tuple(sorted(case for case, count in ties.items() if count == most))

    def leading_hubs(self, case: str) -> tuple[str, ...]:
        """The hub that the case is about: of those at home in it, the one with most ties there."""
        ties = {hub: counts[case] for hub, counts in self._ties.items() if case in self.homes(hub)}
        most = max(ties.values(), default=0)
        return tuple(sorted(hub for hub, count in ties.items() if count == most))

    def of_hub(self, hub: Node) -> Neighbourhood:
        homes = self.homes(hub.id)
        edges = self._edges(homes)
        if not all(hub.id in self.leading_hubs(case) for case in homes):
            edges = _around(hub.id, edges)
        leaders = {edge.source for edge in edges if edge.type in _LEADS and edge.target == hub.id} | {hub.id}
        return Neighbourhood(hub, homes, edges, frozenset(leaders), frozenset(leaders | _parts(hub.id, edges)))

    def of_case(self, case: Node) -> Neighbourhood:
        return Neighbourhood(case, (case.id,), self._edges((case.id,)))

    def _edges(self, cases: Iterable[str]) -> tuple[Edge, ...]:
        edges = {edge.id: edge for case in cases for edge in self._stated.get(case, ())}
        return tuple(edges[key] for key in sorted(edges))


def _touched(edge: Edge) -> set[str]:
    return {edge.source, edge.target, edge.properties.get("via", "")}


def _around(hub: str, edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    own = {hub} | _parts(hub, edges) | {edge.target for edge in edges if edge.type == "RUNS" and edge.source == hub}
    return tuple(edge for edge in edges if own & _touched(edge))


def _parts(hub: str, edges: tuple[Edge, ...]) -> set[str]:
    return {edge.source for edge in edges if edge.type == "PART_OF" and edge.target == hub}
