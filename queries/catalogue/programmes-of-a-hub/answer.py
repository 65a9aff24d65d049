from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, hub: str) -> Iterator[Row]:
    ties = [(tie.target, tie.type, tie.id) for tie in graph.out_edges(hub, "RUNS", "HOSTS")]
    ties += [(tie.source, tie.type, tie.id) for tie in graph.in_edges(hub, "PART_OF")]
    for programme, relation, tie_id in sorted(ties):
        found, tie = graph.nodes[programme], graph.edges[tie_id]
        if found.type == "Programme":
            yield programme, found.kind, relation, tie.properties.get("status"), cited(tie.evidence)
