from collections import Counter
from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row


def answer(graph: KnowledgeGraph, kind: str) -> Iterable[Row]:
    found, planned = Counter(), Counter()
    for flow in graph.edges_of("FLOW"):
        if flow.kind == kind:
            found.update(flow.properties["cases"])
            if flow.properties.get("status") == "planned":
                planned.update(flow.properties["cases"])
    return [(case, found[case], planned[case]) for case in sorted(found, key=lambda case: (-found[case], case))]
