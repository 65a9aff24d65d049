from collections.abc import Iterator

from graph.model import KnowledgeGraph
from graph.places import Places
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, region: str) -> Iterator[Row]:
    within = Places(graph).within
    for hub in graph.of_type("Hub"):
        for tie in sorted(graph.out_edges(hub.id, "LOCATED_IN"), key=lambda tie: (tie.target, tie.id)):
            if region in within(tie.target):
                yield hub.id, tie.target, tie.properties.get("status"), cited(tie.evidence)
