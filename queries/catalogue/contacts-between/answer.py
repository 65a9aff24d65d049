from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited
from queries.neighbours import ties_by_neighbour


def answer(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Row]:
    first, second = ties_by_neighbour(graph, one), ties_by_neighbour(graph, other)
    if one == other:
        return
    for contact in sorted(first.keys() & second.keys()):
        both = first[contact], second[contact]
        evidence = [lines for ties in both for tie in ties for lines in cited(tie.evidence)]
        yield contact, *({tie.type for tie in ties} for ties in both), evidence
