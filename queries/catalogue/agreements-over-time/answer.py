from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, year: str) -> Iterator[Row]:
    dated = [tie for tie in graph.edges_of("PARTNERS_WITH") if "since" in tie.properties]
    for tie in sorted(dated, key=lambda tie: (tie.properties["since"], tie.id)):
        since = tie.properties["since"]
        if since.removeprefix("FY") >= year:
            yield since, tie.source, tie.target, tie.properties.get("status"), cited(tie.evidence)
