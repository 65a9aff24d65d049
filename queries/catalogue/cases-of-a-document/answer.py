from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, document: str) -> Iterator[Row]:
    for tie in sorted(graph.in_edges(document, "REPORTED_IN"), key=lambda tie: tie.source):
        about = graph.nodes[tie.source].properties
        yield tie.source, about.get("is_hub"), about.get("orientation"), about.get("section"), cited(tie.evidence)
