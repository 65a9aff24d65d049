from collections import defaultdict
from collections.abc import Iterator

from graph.bridging.views import MEMBERS
from graph.model import KnowledgeGraph
from graph.places import Places
from queries.catalogue import Row


def answer(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Row]:
    first, second = _tied(graph, one), _tied(graph, other)
    for actor in sorted(first.keys() & second.keys()):
        node = graph.nodes[actor]
        if node.type == "Actor" and not node.properties.get("generic"):
            yield actor, first[actor], second[actor]


def _tied(graph: KnowledgeGraph, region: str) -> dict[str, set[str]]:
    """Whoever has a tie of which an end is in the region: the ends that are there."""
    places = Places(graph)
    members = {node.id for node in graph.of_type(*MEMBERS)}
    there = {key for key in members if any(region in places.within(place) for place in places.regions(key))}
    found = defaultdict(set)
    for tie in graph.edges.values():
        ends = {tie.source, tie.target}
        if ends <= members and tie.properties.get("status") != "planned":
            for end in ends:
                found[end] |= ends & there
    return {key: ends for key, ends in found.items() if ends}
