from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, node: str) -> Iterator[Row]:
    ties = graph.in_edges(node, "SUPPORTS", "COORDINATES", "HOSTS")
    for tie in sorted(ties, key=lambda tie: (tie.source, tie.type, tie.id)):
        yield tie.source, tie.type, tie.properties.get("status"), cited(tie.evidence)
