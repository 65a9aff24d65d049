from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited

_COLUMNS = ("value", "per", "qualifier", "when", "status")


def answer(graph: KnowledgeGraph) -> Iterable[Row]:
    rows = []
    for tie in graph.edges_of("ACHIEVES"):
        said = graph.nodes[tie.target].properties
        if said.get("unit") == "people" and "value" in said:
            rows.append((tie.target, tie.source, *map(said.get, _COLUMNS), cited(tie.evidence)))
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))
