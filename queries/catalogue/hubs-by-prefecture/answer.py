from collections.abc import Iterator

from graph.model import KnowledgeGraph
from graph.places import Places
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph) -> Iterator[Row]:
    places = Places(graph)
    for prefecture, hubs in places.hubs_by_prefecture():
        ties = [tie for hub in hubs for tie in graph.out_edges(hub.id, "LOCATED_IN")]
        stated = [tie for tie in ties if tie.properties.get("status") != "ended"]
        evidence = [tie.evidence for tie in stated if prefecture.id in places.within(tie.target)]
        yield prefecture.id, len(hubs), [hub.id for hub in hubs], cited(item for items in evidence for item in items)
