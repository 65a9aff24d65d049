from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, node: str) -> Iterator[Row]:
    found = graph.nodes[node]
    for alias in sorted(found.aliases) or [None]:
        yield [found.type], found.kind, alias, cited(found.evidence)
