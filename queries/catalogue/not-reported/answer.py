from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, kind: str) -> Iterator[Row]:
    for case in graph.of_type("Case"):
        if kind not in case.properties.get("flows_reported", ()):
            for tie in sorted(graph.out_edges(case.id, "REPORTED_IN"), key=lambda tie: tie.target):
                yield case.id, tie.target, cited(case.evidence)
