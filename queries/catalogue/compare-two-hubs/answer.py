from collections import Counter
from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row


def answer(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Row]:
    first, second = _aspects(graph, one), _aspects(graph, other)
    for aspect in sorted(first | second, key=lambda aspect: (aspect[0], aspect[1] or "", aspect[2])):
        yield *aspect, first[aspect], second[aspect]


def _aspects(graph: KnowledgeGraph, hub: str) -> Counter[tuple[str, str | None, str]]:
    ties = [(tie, "in") for tie in graph.in_edges(hub)] + [(tie, "out") for tie in graph.out_edges(hub)]
    return Counter((tie.type, tie.kind, direction) for tie, direction in ties)
