from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited

_COLUMNS = ("what_ja", "amount", "unit", "per", "qualifier", "since", "status")


def answer(graph: KnowledgeGraph, kind: str) -> Iterator[Row]:
    flows = (flow for flow in graph.edges_of("FLOW") if flow.kind == kind and "amount" in flow.properties)
    for flow in sorted(flows, key=lambda flow: (flow.source, flow.target, flow.id)):
        yield flow.source, flow.target, *map(flow.properties.get, _COLUMNS), cited(flow.evidence)
