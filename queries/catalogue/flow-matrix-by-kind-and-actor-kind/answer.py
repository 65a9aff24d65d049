from collections import Counter
from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row


def answer(graph: KnowledgeGraph, kind: str) -> Iterable[Row]:
    found, planned = Counter(), Counter()
    for flow in graph.edges_of("FLOW"):
        ends = graph.nodes[flow.source], graph.nodes[flow.target]
        if flow.kind == kind and all(end.type == "Actor" for end in ends):
            cell = ends[0].kind, ends[1].kind
            found[cell] += 1
            planned[cell] += flow.properties.get("status") == "planned"
    return [(*cell, found[cell], planned[cell]) for cell in sorted(found)]
