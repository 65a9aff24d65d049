from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited

_COLUMNS = ("via", "what_ja", "amount", "unit", "status")


def answer(graph: KnowledgeGraph, node: str) -> Iterator[Row]:
    flows = graph.in_edges(node, "FLOW")
    for flow in sorted(flows, key=lambda flow: (flow.kind, flow.source, flow.id)):
        yield flow.kind, flow.source, *map(flow.properties.get, _COLUMNS), cited(flow.evidence)
