from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, kind: str) -> Iterator[Row]:
    resources = {node.id for node in graph.of_type("Resource") if node.kind == kind}
    ties = [tie for tie in graph.edges_of("UPGRADES", "PRODUCES", "USES") if tie.target in resources]
    for tie in sorted(ties, key=lambda tie: (tie.target, tie.source, tie.type, tie.id)):
        yield tie.target, tie.source, tie.type, tie.properties.get("status"), cited(tie.evidence)
