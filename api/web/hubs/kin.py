"""Hubs that have to do with each other: sisters, hubs that are told alike, hubs that share actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from api.classification import feature_label
from api.web.cards import named
from api.web.hubs.types import both_of, types_of, value_text
from api.web.snapshot import Snapshot
from graph.model import Edge, KnowledgeGraph
from graph.typology.similarity import Likeness, Similarity

Json = dict[str, Any]
WAYS = ("linked", "part", "whole", "same_whole", "same_operator")
_MOST, _TOLD = 6, 3
# A feature is named as alike or unlike only where the two are clearly so, and clearly more so than others are.
_ALIKE, _CLEARLY = 0.8, 0.1


def sister_hubs(graph: KnowledgeGraph, hub: str) -> list[Json]:
    """The hubs of the same family, and in which ways: tied to each other, part or whole, parts of one whole, or run by
    the same named actor. What is only planned makes no sister."""
    found: dict[str, list[Json]] = defaultdict(list)
    for way, other, through, edges in _ways(graph, hub):
        if other != hub and graph.nodes[other].type == "Hub":
            via = None if through is None else named(graph.nodes[through])
            found[other].append({"way": way, "through": via, "edges": [edge.as_json() for edge in edges]})
    order = sorted(found, key=lambda key: (min(WAYS.index(one["way"]) for one in found[key]), key))
    return [{"hub": named(graph.nodes[key]), "ways": found[key]} for key in order]


def _ways(graph: KnowledgeGraph, hub: str) -> Iterator[tuple[str, str, str | None, tuple[Edge, ...]]]:
    """Each way to another node: the way, the node, what both have in common, and the edges that say so."""
    for edge in _actual([*graph.out_edges(hub, "LINKED_WITH"), *graph.in_edges(hub, "LINKED_WITH")]):
        yield "linked", edge.target if edge.source == hub else edge.source, None, (edge,)
    for edge in _actual(graph.in_edges(hub, "PART_OF")):
        yield "part", edge.source, None, (edge,)
    for edge in _actual(graph.out_edges(hub, "PART_OF")):
        yield "whole", edge.target, None, (edge,)
        for sibling in _actual(graph.in_edges(edge.target, "PART_OF")):
            yield "same_whole", sibling.source, edge.target, (edge, sibling)
    for edge in _actual(graph.in_edges(hub, "OPERATES")):
        # "The owners of each site" are a role and not one operator.
        if not graph.nodes[edge.source].properties.get("generic"):
            for other in _actual(graph.out_edges(edge.source, "OPERATES")):
                yield "same_operator", other.target, edge.source, (edge, other)


def _actual(edges: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge.properties.get("status") != "planned"]


def similar_hubs(asked: Snapshot, hub: str) -> list[Json]:
    """The hubs that are told most like this one; none where too little is told (Gower's coefficient, see
    graph/typology/similarity.py)."""
    return [
        {"hub": named(asked.graph.nodes[one.other])} | similarity(one)
        for one in types_of(asked).similarities.nearest(hub, _MOST)
    ]


def similarity(found: Similarity) -> Json:
    """How alike two hubs are, and in what they are most alike and least."""
    alike = [row for row in found.features if row.score >= _ALIKE and row.beyond >= _CLEARLY]
    unlike = [row for row in reversed(found.features) if row.beyond <= -_CLEARLY]
    return {
        "similarity": None if found.value is None else round(found.value, 4),
        "compared": len(found.features),
        "alike": [likeness(row) for row in alike[:_TOLD]],
        "unlike": [likeness(row) for row in unlike[:_TOLD]],
    }


def likeness(row: Likeness) -> Json:
    """One feature of two hubs."""
    return {
        "feature": row.feature,
        "label": both_of(feature_label, row.feature),
        "one": value_text(row.feature, row.one),
        "other": value_text(row.feature, row.other),
        "score": round(row.score, 4),
    }


def shared_actors(graph: KnowledgeGraph, hub: str) -> list[Json]:
    """The hubs that named actors are tied to as well, those that share most first, with the edges on both sides."""
    found: dict[str, dict[str, list[Edge]]] = defaultdict(dict)
    for actor, mine in _named_actors(graph, hub).items():
        for edge in _actual([*graph.out_edges(actor), *graph.in_edges(actor)]):
            for end in _hub_ends(graph, edge):
                if end != hub:
                    found[end].setdefault(actor, list(mine)).append(edge)
    order = sorted(found, key=lambda key: (-len(found[key]), key))
    return [
        {"hub": named(graph.nodes[key]), "actors": [_shared(graph, actor, found[key][actor]) for actor in found[key]]}
        for key in order
    ]


def _named_actors(graph: KnowledgeGraph, hub: str) -> dict[str, list[Edge]]:
    """The named actors that the hub is tied to, sorted by id, with those ties."""
    through = [edge for edge in graph.edges_of("FLOW") if edge.properties.get("via") == hub]
    found: dict[str, dict[str, Edge]] = defaultdict(dict)
    for edge in _actual([*graph.out_edges(hub), *graph.in_edges(hub), *through]):
        for end in (edge.source, edge.target):
            if graph.nodes[end].type == "Actor" and not graph.nodes[end].properties.get("generic"):
                found[end][edge.id] = edge
    return {key: list(found[key].values()) for key in sorted(found)}


def _hub_ends(graph: KnowledgeGraph, edge: Edge) -> set[str]:
    ends = (edge.source, edge.target, edge.properties.get("via"))
    return {end for end in ends if end is not None and graph.nodes[end].type == "Hub"}


def _shared(graph: KnowledgeGraph, actor: str, edges: Iterable[Edge]) -> Json:
    once = {edge.id: edge for edge in edges}
    return {"node": named(graph.nodes[actor]), "edges": [edge.as_json() for edge in once.values()]}
