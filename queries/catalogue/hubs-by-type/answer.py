from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, hub_type: str) -> Iterator[Row]:
    for hub in graph.of_type("Hub"):
        if hub_type in hub.properties.get("reported_types", ()):
            yield hub.id, hub.kind, cited(hub.evidence)
