from collections.abc import Iterator

from graph.model import KnowledgeGraph
from graph.places import Places
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, region: str) -> Iterator[Row]:
    places = Places(graph)
    ties = graph.edges_of("LOCATED_IN", "GOVERNS", "SERVES")
    for tie in sorted(ties, key=lambda tie: (tie.source, tie.type, tie.target)):
        if graph.nodes[tie.source].type == "Actor" and region in places.within(tie.target):
            yield tie.source, tie.type, tie.target, tie.properties.get("status"), cited(tie.evidence)
