from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph) -> Iterator[Row]:
    ties = graph.edges_of("LINKED_WITH", "PART_OF")
    for tie in sorted(ties, key=lambda tie: (tie.source, tie.target, tie.type)):
        if graph.nodes[tie.source].type == graph.nodes[tie.target].type == "Hub":
            yield tie.source, tie.type, tie.target, tie.properties.get("status"), cited(tie.evidence)
