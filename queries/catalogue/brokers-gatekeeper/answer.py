from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.measures import measures

_COLUMNS = ("gatekeeper", "constraint", "rank", "rank_low", "rank_high")


def answer(graph: KnowledgeGraph, most: int) -> Iterable[Row]:
    actors = {key: row for key, row in measures(graph).items() if graph.nodes[key].type == "Actor"}
    found = {key: row for key, row in actors.items() if row.get("gatekeeper", 0) > 0}
    first = sorted(found, key=lambda key: (-found[key]["gatekeeper"], key))[:most]
    return [(key, *map(found[key].get, _COLUMNS)) for key in first]
