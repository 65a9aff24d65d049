from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, one_case: str) -> Iterator[Row]:
    flows = (flow for flow in graph.edges_of("FLOW") if one_case in flow.properties["cases"])
    for flow in sorted(flows, key=lambda flow: (flow.kind, flow.source, flow.target, flow.id)):
        said = flow.properties.get("what_ja"), flow.properties.get("status")
        yield flow.kind, flow.source, flow.target, *said, cited(flow.evidence)
