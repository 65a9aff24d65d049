from collections.abc import Iterator

from graph.model import KnowledgeGraph
from graph.places import Places
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, region: str) -> Iterator[Row]:
    places = Places(graph)
    for tie in sorted(graph.edges_of("LOCATED_IN"), key=lambda tie: (tie.source, tie.target)):
        resource = graph.nodes[tie.source]
        if resource.type == "Resource" and region in places.within(tie.target):
            yield resource.id, tie.target, resource.kind, tie.properties.get("status"), cited(tie.evidence)
