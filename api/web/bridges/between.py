"""Who ties two regions, and how: the answer of the catalogue, with the ties and places that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from api.web.bridges.brokering import brokering_of
from api.web.cards import edge_brief, named
from api.web.snapshot import Snapshot
from graph.bridging.views import MEMBERS, View
from graph.model import Edge, KnowledgeGraph, Node
from graph.places import Places
from queries.answers import Queries

Json = dict[str, Any]
QUESTION = "actors-tied-to-two-regions"
MOST = 12  # paths that are shown


def between_document(asked: Snapshot, one: str, other: str) -> Json:
    """The actors of the question with their ties on either side; and the shortest paths from what is in the one region
    to what is in the other, role groups left out."""
    graph, sides = asked.graph, (one, other)
    places = asked.find("places", lambda: Places(graph))
    there = {region: _members(graph, places, region) for region in sides}
    answer = Queries(graph, Path()).ask(QUESTION, one=one, other=other)
    return {
        "one": named(graph.nodes[one]),
        "other": named(graph.nodes[other]),
        "members": {side: len(there[region]) for side, region in zip(("one", "other"), sides, strict=True)},
        "actors": [
            {
                "actor": named(graph.nodes[actor]),
                "at_one": [_side(graph, there[one], actor, end) for end in at_one],
                "at_other": [_side(graph, there[other], actor, end) for end in at_other],
            }
            for actor, at_one, at_other in answer.rows
        ],
        "paths": _paths(brokering_of(asked).view, there[one], there[other]),
    }


def _members(graph: KnowledgeGraph, places: Places, region: str) -> dict[str, list[Edge]]:
    """What is stated to be in the region, or to govern it or a part: each with the ties that state so."""
    found = defaultdict(list)
    for node in graph.of_type(*MEMBERS):
        for place in graph.out_edges(node.id, "LOCATED_IN", "GOVERNS"):
            if place.properties.get("status") != "ended" and region in places.within(place.target):
                found[node.id].append(place)
    return found


def _side(graph: KnowledgeGraph, there: dict[str, list[Edge]], actor: str, end: str) -> Json:
    """One thing that is there: why it is said to be there, and its ties to the actor (none where it is the actor)."""
    ties = [tie for tie in graph.out_edges(actor) if tie.target == end]
    ties += [tie for tie in graph.out_edges(end) if tie.target == actor and end != actor]
    stated = [tie for tie in ties if tie.properties.get("status") != "planned"]
    return {"node": named(graph.nodes[end]), "ties": _told(graph, stated), "places": _told(graph, there[end])}


def _told(graph: KnowledgeGraph, edges: Iterable[Edge]) -> list[Json]:
    return [
        edge_brief(graph, edge)
        | {"source_node": named(graph.nodes[edge.source]), "target_node": named(graph.nodes[edge.target])}
        for edge in edges
    ]


def _paths(view: View, one: Iterable[str], other: Iterable[str]) -> Json:
    """The shortest paths between two sets of ids: how many ties long (None: no path), how many, and the first MOST."""
    starts, ends = (_positions(view, side) for side in (one, other))
    starts, ends = starts - ends, ends - starts
    before = _steps(view, starts, ends)
    found = [*islice(_walked(before, sorted(ends & before.keys())), MOST)]
    return {
        "length": len(found[0]) - 1 if found else None,
        "count": _count(before, ends),
        "paths": [_path(view, path) for path in found],
    }


def _positions(view: View, ids: Iterable[str]) -> set[int]:
    """Those that have a tie and a name of their own."""
    return {view.place[key] for key in ids if key in view.place and not _is_role(view.nodes[view.place[key]])}


def _is_role(node: Node) -> bool:
    return bool(node.properties.get("generic"))


def _steps(view: View, starts: set[int], ends: set[int]) -> dict[int, list[int]]:
    """Breadth first from `starts` until one of `ends` is met: of each node met those before it, none for a start."""
    before: dict[int, list[int]] = {start: [] for start in sorted(starts)}
    edge = sorted(starts)
    while edge and not ends & before.keys():
        step: dict[int, list[int]] = defaultdict(list)
        for node in edge:
            for beside in view.network.contacts.of(node).tolist():
                if beside not in before and not _is_role(view.nodes[beside]):
                    step[beside].append(node)
        before |= step
        edge = sorted(step)
    return before


def _walked(before: dict[int, list[int]], ends: Sequence[int]) -> Iterator[list[int]]:
    for end in ends:
        if not before[end]:
            yield [end]
        for path in _walked(before, before[end]):
            yield [*path, end]


def _count(before: dict[int, list[int]], ends: set[int]) -> int:
    ways: dict[int, int] = {}
    for node, those in before.items():  # in the order in which they were met
        ways[node] = sum(ways[one] for one in those) or 1
    return sum(ways[end] for end in ends & before.keys())


def _path(view: View, path: Sequence[int]) -> Json:
    ids = [view.nodes[k].id for k in path]
    ties = [_told(view.graph, view.edges_between(a, b)) for a, b in pairwise(ids)]
    return {"nodes": [named(view.nodes[k]) for k in path], "ties": ties}
