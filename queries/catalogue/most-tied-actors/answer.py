from collections import defaultdict
from collections.abc import Iterable

from graph.bridging.views import MEMBERS
from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.measures import measures


def answer(graph: KnowledgeGraph, most: int) -> Iterable[Row]:
    members = {node.id for node in graph.of_type(*MEMBERS)}
    others = defaultdict(set)
    for tie in graph.edges.values():
        if {tie.source, tie.target} <= members and tie.properties.get("status") != "planned":
            others[tie.source].add(tie.target)
            others[tie.target].add(tie.source)
    actors = [node.id for node in graph.of_type("Actor") if node.id in others and not node.properties.get("generic")]
    first = sorted(actors, key=lambda actor: (-len(others[actor]), actor))[:most]
    ranks = measures(graph)
    return [(actor, len(others[actor]), ranks.get(actor, {}).get("rank")) for actor in first]
