from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, node: str) -> Iterator[Row]:
    for tie in sorted(graph.in_edges(node, "SPOKE_AT"), key=lambda tie: (tie.source, tie.id)):
        yield tie.source, tie.properties.get("status"), cited(tie.evidence)
