from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, least: int) -> Iterable[Row]:
    rows = []
    for actor in graph.of_type("Actor"):
        if actor.properties.get("generic"):
            continue
        ties = graph.in_edges(actor.id, "DESCRIBES")
        cases = {tie.source for tie in ties}
        documents = {edge.target for case in cases for edge in graph.out_edges(case, "REPORTED_IN")}
        evidence = [lines for tie in ties for lines in cited(tie.evidence)]
        rows.append((actor.id, len(documents), documents, cases, evidence))
    return sorted((row for row in rows if row[1] >= max(least, 1)), key=lambda row: (-row[1], row[0]))
