"""What a graph holds, in figures: the report of `tairyu demo`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.flows import Matrix, matrix
from graph.model import KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema

_CELLS = {
    "metro_to_regional": ("metropolitan", "regional"),
    "regional_to_metro": ("regional", "metropolitan"),
    "metro_to_metro": ("metropolitan", "metropolitan"),
    "regional_to_regional": ("regional", "regional"),
}


def overview(graph: KnowledgeGraph) -> dict[str, Any]:
    """Counts by type, hubs by type and prefecture, actors of several cases, flows, what is not reported.

    Every list is sorted, largest first; the whole is ready for JSON.
    """
    places = Places(graph)
    return {
        "nodes": dict(Counter(node.type for node in graph.nodes.values()).most_common()),
        "edges": dict(Counter(edge.type for edge in graph.edges.values()).most_common()),
        "hubs_by_type": _hubs_by_type(graph),
        "hubs_by_prefecture": [
            {"region": region.named(), "hubs": [hub.named() for hub in hubs]}
            for region, hubs in places.hubs_by_prefecture()
        ],
        "hubs_without_place": sum(not places.regions(hub.id) for hub in graph.of_type("Hub")),
        "actors_in_several_cases": _shared_actors(graph),
        "flows": _flows(graph),
        "not_reported": _not_reported(graph),
    }


def _hubs_by_type(graph: KnowledgeGraph) -> list[dict[str, Any]]:
    found: dict[str, list[Node]] = {name: [] for name in load_schema().enums["hub_type"].values}
    for hub in graph.of_type("Hub"):
        for name in hub.properties.get("reported_types", ()):
            found[name].append(hub)
    rows: list[dict[str, Any]] = [{"type": name, "hubs": [h.named() for h in hubs]} for name, hubs in found.items()]
    untyped = [hub for hub in graph.of_type("Hub") if not hub.properties.get("reported_types")]
    return [*rows, {"type": None, "hubs": [hub.named() for hub in untyped]}]


def _shared_actors(graph: KnowledgeGraph) -> list[dict[str, Any]]:
    rows = []
    for actor in graph.of_type("Actor"):
        cases = sorted({edge.source for edge in graph.in_edges(actor.id, "DESCRIBES")})
        if len(cases) > 1:
            rows.append(actor.named() | {"cases": cases})
    return sorted(rows, key=lambda row: (-len(row["cases"]), row["id"]))


def _flows(graph: KnowledgeGraph) -> list[dict[str, Any]]:
    """By kind; what is only planned is counted apart, as no flow."""
    return [_flows_of(matrix(graph, "metro", kind)) for kind in load_schema().enums["flow_kind"].values]


def _flows_of(found: Matrix) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": found.kind, "total": len(found.flows), "planned": len(found.planned)}
    for direction, cell in _CELLS.items():
        row[direction] = len(found.cells.get(cell, ()))
    return row | {"not_reported": sum(found.not_stated.values())}


def _not_reported(graph: KnowledgeGraph) -> dict[str, Any]:
    kinds = list(load_schema().enums["flow_kind"].values)
    cases = list(graph.of_type("Case"))
    missing = {kind: [case.id for case in cases if kind not in case.properties["flows_reported"]] for kind in kinds}
    return {
        "cases": len(cases),
        "flow_kinds": missing,
        "cases_without_any_flow": [case.id for case in cases if not case.properties["flows_reported"]],
        "cases_without_orientation": [case.id for case in cases if "orientation" not in case.properties],
        "cases_without_hub": [case.id for case in cases if not case.properties["is_hub"]],
    }
