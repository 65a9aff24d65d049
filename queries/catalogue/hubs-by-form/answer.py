from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, form: str) -> Iterator[Row]:
    for hub in graph.of_type("Hub"):
        if hub.kind == form:
            yield hub.id, hub.properties.get("reported_types"), cited(hub.evidence)
