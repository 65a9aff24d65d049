"""What the map shows: where hubs are stated to be, and the flows between prefectures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from api.web.cards import named
from graph.flows import matrix
from graph.model import Edge, KnowledgeGraph, Node
from graph.places import Places
from ingest.gazetteer import Region, official_regions

Json = dict[str, Any]
# The regions that have a point, from narrow to wide.
_POINTS = ("ward", "municipality", "prefecture")


def map_document(graph: KnowledgeGraph, types: Mapping[str, Json]) -> Json:
    """All hubs with their stated places, and the flows by prefecture. `types` tells of each hub what
    `classification` does."""
    places = Places(graph)
    found = matrix(graph, "prefecture")
    return {
        "prefectures": [_prefecture(region) for region in official_regions().values() if region.level == "prefecture"],
        "hubs": [_hub(places, hub, types[hub.id]) for hub in graph.of_type("Hub")],
        "flows": _groups(places, found.cells),
        "planned": [flow.id for flow in found.planned],
    }


def _prefecture(region: Region) -> Json:
    return {
        "id": region.id,
        "type": "Region",
        "kind": region.level,
        "name_ja": region.name.ja,
        "name_en": region.name.en,
        "code": region.code,
        "lat": region.lat,
        "lon": region.lon,
        "metropolitan": region.metropolitan,
    }


def _hub(places: Places, hub: Node, types: Json) -> Json:
    return named(hub) | {
        "reported": list(types["reported"]),
        "estimated": {"type": types["type"], "chance": max(types["types"].values())},
        "places": [_place(places, hub, region) for region in sorted(places.narrowest(hub.id))],
    }


def _place(places: Places, hub: Node, region: str) -> Json:
    ties = [tie for tie in places.graph.out_edges(hub.id, "LOCATED_IN") if tie.target == region]
    point = _point(places, region)
    return named(places.graph.nodes[region]) | {
        "prefecture": places.region_at(region, "prefecture"),
        "planned": all(tie.properties.get("status") == "planned" for tie in ties),
        "point": point and named(point) | {name: point.properties[name] for name in ("lat", "lon")},
        "edges": [tie.id for tie in ties],
    }


def _point(places: Places, region: str) -> Node | None:
    """The region itself or the narrowest around it that has coordinates; None where two are as narrow."""
    around = [places.graph.nodes[key] for key in places.within(region)]
    for level in _POINTS:
        found = [one for one in around if one.kind == level and "lat" in one.properties]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _groups(places: Places, cells: Mapping[Any, tuple[Edge, ...]]) -> list[Json]:
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for (origin, destination), flows in cells.items():
        for flow in flows:
            groups[origin, destination, flow.kind, places.direction(flow)].append(flow.id)
    names = ("origin", "destination", "kind", "direction", "edges")
    return [dict(zip(names, (*key, edges), strict=True)) for key, edges in groups.items()]
