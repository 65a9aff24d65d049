from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph) -> Iterable[Row]:
    rows = []
    for statement in (*graph.of_type("Outcome"), *graph.edges.values()):
        said = statement.properties
        for other in said.get("differs_from", ()):
            rows.append((statement.id, other, said.get("value"), said.get("value_text_ja"), cited(statement.evidence)))
    return sorted(rows, key=lambda row: row[:2])
