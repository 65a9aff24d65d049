"""What two nodes of the knowledge graph have in common, with the edges that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graph.bridging.views import View
from graph.model import Edge, KnowledgeGraph

# Ties to a place or a resource are of interest by what is at their other end.
_THINGS = ("Region", "Resource")


@dataclass(frozen=True, slots=True)
class Common:
    """`what`: "contact" (both are tied to the node `value`), "kind" (both are of the kind `value`), "flow" (the one
    gives what the other receives, the kind of flow `value`), or a type of edge by which both are tied to the region
    or resource `value`. `edges` are the ids of the edges that state it."""

    what: str
    value: str
    edges: tuple[str, ...]


def in_common(view: View, one: str, other: str) -> list[Common]:
    """Of two nodes of a view, given by id; contacts first, then regions and resources, flows, kind."""
    graph = view.graph
    return [
        *_contacts(view, one, other),
        *_things(graph, one, other),
        *_flows(graph, one, other),
        *_kind(graph, one, other),
    ]


def _contacts(view: View, one: str, other: str) -> Iterator[Common]:
    contacts = view.network.contacts
    shared = set(contacts.of(view.place[one]).tolist()) & set(contacts.of(view.place[other]).tolist())
    for key in (view.nodes[i].id for i in sorted(shared)):
        yield Common("contact", key, _ids(view.edges_between(one, key) + view.edges_between(other, key)))


def _things(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Common]:
    mine, theirs = _tied_things(graph, one), _tied_things(graph, other)
    for what, thing in sorted(mine.keys() & theirs.keys()):
        yield Common(what, thing, _ids(mine[what, thing] + theirs[what, thing]))


def _tied_things(graph: KnowledgeGraph, node: str) -> dict[tuple[str, str], list[Edge]]:
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in graph.out_edges(node):
        if graph.nodes[edge.target].type in _THINGS and edge.properties.get("status") != "planned":
            found[edge.type, edge.target].append(edge)
    return found


def _flows(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Common]:
    for giver, taker in ((one, other), (other, one)):
        gives, takes = _by_kind(graph.out_edges(giver, "FLOW")), _by_kind(graph.in_edges(taker, "FLOW"))
        for kind in sorted(gives.keys() & takes.keys()):
            yield Common("flow", kind, _ids(gives[kind] + takes[kind]))


def _by_kind(edges: list[Edge]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.properties.get("status") != "planned":
            found[edge.kind or ""].append(edge)
    return found


def _kind(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Common]:
    a, b = graph.nodes[one], graph.nodes[other]
    if (a.type, a.kind) == (b.type, b.kind):
        yield Common("kind", a.kind or a.type, ())


def _ids(edges: list[Edge]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(edge.id for edge in edges))
