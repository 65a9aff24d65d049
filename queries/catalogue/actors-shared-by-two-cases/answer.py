from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Row]:
    if one == other:
        return
    first, second = ({tie.target: tie for tie in graph.out_edges(case, "DESCRIBES")} for case in (one, other))
    for key in sorted(first.keys() & second.keys()):
        node = graph.nodes[key]
        if node.type == "Actor" and not node.properties.get("generic"):
            yield key, cited((*first[key].evidence, *second[key].evidence))
