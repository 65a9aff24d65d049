from collections.abc import Iterable

from graph.model import KnowledgeGraph
from graph.schema import load_schema
from queries.catalogue import Row
from queries.engines.tables import cited

_NO_TIES = ("DESCRIBES", "REPORTED_IN", "WITHIN", "GOVERNS")


def answer(graph: KnowledgeGraph, node: str) -> Iterable[Row]:
    ends = [("out", tie.target, tie) for tie in graph.out_edges(node)]
    ends += [("in", tie.source, tie) for tie in graph.in_edges(node)]
    ties = [(_directed(way, tie.type), tie.type, other, tie.id, tie) for way, other, tie in ends]
    return [
        (way, relation, tie.kind, other, tie.properties.get("status"), cited(tie.evidence))
        for way, relation, other, _, tie in sorted(ties, key=lambda row: row[:4])
        if relation not in _NO_TIES
    ]


def _directed(way: str, relation: str) -> str:
    return way if load_schema().edges[relation].directed else "both"
