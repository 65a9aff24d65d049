from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited
from queries.neighbours import ties_by_neighbour


def answer(graph: KnowledgeGraph, one: str, other: str, most: int) -> Iterable[Row]:
    first, third = ties_by_neighbour(graph, one), ties_by_neighbour(graph, other)
    rows = []
    for nearer in sorted(first.keys() - {one, other}):
        second = ties_by_neighbour(graph, nearer)
        for farther in sorted(second.keys() & third.keys() - {one, other}):
            steps = first[nearer], second[farther], third[farther]
            evidence = [lines for ties in steps for tie in ties for lines in cited(tie.evidence)]
            rows.append((nearer, farther, *({tie.type for tie in ties} for ties in steps), evidence))
    return rows[:most] if one != other else []
