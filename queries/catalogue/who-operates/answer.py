from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, hub: str) -> Iterator[Row]:
    for tie in sorted(graph.in_edges(hub, "OPERATES"), key=lambda tie: tie.source):
        yield tie.source, tie.properties.get("status"), cited(tie.evidence)
