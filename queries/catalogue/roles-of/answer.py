from collections.abc import Iterable

from graph.bridging.triads import ROLES
from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.measures import measures

_COLUMNS = (*ROLES, "constraint", "rank", "rank_low", "rank_high", "betweenness")


def answer(graph: KnowledgeGraph, node: str) -> Iterable[Row]:
    found = measures(graph).get(node, {})
    return [tuple(map(found.get, _COLUMNS))] if "rank" in found else []
