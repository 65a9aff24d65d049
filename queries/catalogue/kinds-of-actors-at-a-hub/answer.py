from collections import defaultdict
from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, hub: str) -> Iterator[Row]:
    actors, evidence = defaultdict(dict), defaultdict(list)
    for tie in (*graph.in_edges(hub), *graph.out_edges(hub)):
        node = graph.nodes[tie.target if tie.source == hub else tie.source]
        if node.type == "Actor" and tie.properties.get("status") != "planned":
            actors[node.kind][node.id] = bool(node.properties.get("generic"))
            evidence[node.kind] += cited(tie.evidence)
    for kind in sorted(actors, key=lambda kind: (-len(actors[kind]), kind)):
        yield kind, len(actors[kind]), sum(actors[kind].values()), list(actors[kind]), evidence[kind]
