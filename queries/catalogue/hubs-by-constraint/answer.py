from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.measures import measures

_COLUMNS = ("constraint", "effective_size", "rank", "rank_low", "rank_high", "gatekeeper", "liaison")


def answer(graph: KnowledgeGraph, most: int) -> Iterable[Row]:
    hubs = {key: row for key, row in measures(graph).items() if graph.nodes[key].type == "Hub"}
    found = {key: row for key, row in hubs.items() if "constraint" in row}
    first = sorted(found, key=lambda key: (found[key]["constraint"], key))[:most]
    return [(key, *(found[key].get(name) for name in _COLUMNS)) for key in first]
