from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited

_COLUMNS = ("value", "value_text_ja", "unit", "per", "qualifier", "when", "status")


def answer(graph: KnowledgeGraph, node: str) -> Iterator[Row]:
    for tie in sorted(graph.out_edges(node, "ACHIEVES"), key=lambda tie: tie.target):
        said = graph.nodes[tie.target].properties
        yield tie.target, *map(said.get, _COLUMNS), cited(tie.evidence)
