from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, orientation: str) -> Iterator[Row]:
    for case in graph.of_type("Case"):
        if case.properties.get("orientation") == orientation:
            for tie in sorted(graph.out_edges(case.id, "REPORTED_IN"), key=lambda tie: tie.target):
                yield case.id, tie.target, cited(tie.evidence)
