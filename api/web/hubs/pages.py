"""Hubs as the API tells them: all of them in a table, and one with everything that the documents say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from api.web.cards import edge_brief, named, node_brief, tie
from api.web.hubs.kin import shared_actors, similar_hubs, sister_hubs
from api.web.hubs.types import HubTypes, both_of, types_of, typology
from api.web.snapshot import Snapshot
from api.wording import date_words, quantity
from graph.flows import Exchange, exchanges
from graph.model import Edge, KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema
from graph.typology.neighbourhood import Neighbourhoods

Json = dict[str, Any]
SIDES = ("in", "out", "via")
_MADE = ("UPGRADES", "PRODUCES", "USES")


def hub_rows(asked: Snapshot) -> list[Json]:
    """Every hub in brief, sorted by id."""
    return asked.find("hub rows", lambda: _rows(asked))


def _rows(asked: Snapshot) -> list[Json]:
    graph, types, places = asked.graph, types_of(asked), Places(asked.graph)
    found = exchanges_of(asked)
    return [_row(graph, hub, types, places, found.get(hub.id)) for hub in graph.of_type("Hub")]


def exchanges_of(asked: Snapshot) -> dict[str, Exchange]:
    """What flows to, from and through each hub of which any flow is told, by id."""
    return asked.find("exchanges", lambda: {one.hub.id: one for one in exchanges(asked.graph)})


def _row(graph: KnowledgeGraph, hub: Node, types: HubTypes, places: Places, flows: Exchange | None) -> Json:
    typed = types.documents[hub.id]
    return named(hub) | {
        "reported_types": typed["reported"],
        "estimated_type": typed["type"],
        "probabilities": typed["types"],
        "held_out": typed["held_out"],
        "features_reported": typed["features_reported"],
        "opened": hub.properties.get("opened"),
        "ended": hub.properties.get("ended"),
        "places": [named(graph.nodes[key]) for key in sorted(places.regions(hub.id))],
        "prefectures": [named(graph.nodes[key]) for key in sorted(places.prefectures(hub.id))],
        "cases": [named(case) for case in cases_of(graph, hub.id)],
        "documents": documents_of(graph, hub.id),
        "flows": {side: {kind: len(ties) for kind, ties in by.items()} for side, by in _sides(flows).items()},
    }


def _sides(flows: Exchange | None) -> dict[str, Mapping[str, tuple[Edge, ...]]]:
    if flows is None:
        return {side: {} for side in SIDES}
    return dict(zip(SIDES, (flows.received, flows.given, flows.passing), strict=True))


def chosen(rows: Iterable[Json], **wanted: str | None) -> list[Json]:
    """Those of a type, form, prefecture and document; None asks for nothing. The type is the reported one, and the
    estimated one of hubs without."""
    return [row for row in rows if all(value is None or _is(row, name, value) for name, value in wanted.items())]


def _is(row: Json, name: str, value: str) -> bool:
    if name == "type":
        return value in (row["reported_types"] or [row["estimated_type"]])
    if name == "form":
        return row["kind"] == value
    if name == "prefecture":
        return value in {place["id"] for place in row["prefectures"]}
    return value in row["documents"]


def cases_of(graph: KnowledgeGraph, node: str) -> list[Node]:
    """The cases that describe a node."""
    return [graph.nodes[edge.source] for edge in graph.in_edges(node, "DESCRIBES")]


def documents_of(graph: KnowledgeGraph, node: str) -> list[str]:
    """The documents of the cases that describe a node."""
    cases = cases_of(graph, node)
    return sorted({edge.target for case in cases for edge in graph.out_edges(case.id, "REPORTED_IN")})


def hub_card(asked: Snapshot, hub: Node) -> Json:
    """Everything that the documents say of a hub, what is worked out of it, and what is not reported."""
    graph, places = asked.graph, Places(asked.graph)
    ends = ties_by_end(graph, hub.id)
    homes = asked.find("neighbourhoods", lambda: Neighbourhoods(graph))
    return node_brief(graph, hub) | {
        "cases": [case_brief(graph, case) for case in cases_of(graph, hub.id)],
        "documents": documents_of(graph, hub.id),
        "places": [tie(graph, edge, edge.target) for edge in graph.out_edges(hub.id, "LOCATED_IN")],
        "serves": [tie(graph, edge, edge.target) for edge in graph.out_edges(hub.id, "SERVES")],
        "prefectures": [named(graph.nodes[key]) for key in sorted(places.prefectures(hub.id))],
        "typology": typology(types_of(asked), hub),
        "flows": flows_of_hub(asked, hub),
        "actors": actors_by_kind(graph, ends),
        "also_told": _also_told(graph, hub.id, homes, ends),
        "programmes": things(graph, ends, "Programme"),
        "resources": things(graph, ends, "Resource"),
        "outcomes": outcomes(graph, _achievers(graph, hub.id, homes)),
        "sisters": sister_hubs(graph, hub.id),
        "similar": similar_hubs(asked, hub.id),
        "shared_actors": shared_actors(graph, hub.id),
    }


def case_brief(graph: KnowledgeGraph, case: Node) -> Json:
    """A case with its summary in our own words, and which kinds of flow it reports."""
    return named(case) | {
        "summary": both_of(lambda lang: case.text("summary", lang)),
        "flows_reported": list(case.properties.get("flows_reported", ())),
        "documents": [edge.target for edge in graph.out_edges(case.id, "REPORTED_IN")],
        "evidence": [item.as_json() for item in case.evidence],
    }


def flows_of_hub(asked: Snapshot, hub: Node) -> Json:
    """By side (`via`: between others, through the hub) and kind, each with its ties; what is only planned apart. A kind
    of flow that is `not_reported` is in none of the cases that tell of the hub, which is not to say that it is not
    there."""
    graph = asked.graph
    found = {
        side: [{"kind": kind, "ties": [_flow(graph, edge, hub.id) for edge in ties]} for kind, ties in by.items()]
        for side, by in _sides(exchanges_of(asked).get(hub.id)).items()
    }
    planned = [edge for edge in _touching(graph, hub.id, "FLOW") if edge.properties.get("status") == "planned"]
    reported = flows_reported(graph, hub.id)
    kinds = load_schema().enums["flow_kind"].values
    return found | {
        "planned": [_flow(graph, edge, hub.id) for edge in planned],
        "reported": [kind for kind in kinds if kind in reported],
        "not_reported": [kind for kind in kinds if kind not in reported],
    }


def flows_reported(graph: KnowledgeGraph, hub: str) -> set[str]:
    """The kinds of flow that any case that tells of the hub reports, whoever they are between."""
    return {kind for case in cases_of(graph, hub) for kind in case.properties.get("flows_reported", ())}


def _flow(graph: KnowledgeGraph, edge: Edge, hub: str) -> Json:
    """A flow with both ends; `side` says what the hub is to it."""
    ends = {"source_node": named(graph.nodes[edge.source]), "target_node": named(graph.nodes[edge.target])}
    side = "in" if edge.target == hub else "out" if edge.source == hub else "via"
    return edge_brief(graph, edge) | ends | {"side": side}


def _touching(graph: KnowledgeGraph, node: str, *types: str) -> list[Edge]:
    """The edges of a node, those that go through it too."""
    ends = [*graph.out_edges(node, *types), *graph.in_edges(node, *types)]
    through = [edge for edge in graph.edges_of("FLOW") if edge.properties.get("via") == node]
    found = {edge.id: edge for edge in (*ends, *through)}
    return [found[key] for key in sorted(found)]


def ties_by_end(graph: KnowledgeGraph, node: str) -> dict[str, list[Edge]]:
    """The ties of a node by whom or what they lead to; a flow through it leads to both its ends."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in _touching(graph, node):
        for end in dict.fromkeys((edge.source, edge.target)):
            if end != node and edge.type != "DESCRIBES":
                found[end].append(edge)
    return found


def actors_by_kind(graph: KnowledgeGraph, ends: Mapping[str, list[Edge]]) -> list[Json]:
    """The actors among the ends, the commonest kind first ("other" last), each with its ties."""
    by_kind: dict[str, list[Json]] = defaultdict(list)
    for node, ties in _ends_of_type(graph, ends, "Actor"):
        by_kind[node.kind or "other"].append(_end(graph, node, ties))
    order = sorted(by_kind, key=lambda kind: (kind == "other", -len(by_kind[kind]), kind))
    return [
        {"kind": kind, "label": both_of(load_schema().label, "actor_kind", kind), "actors": by_kind[kind]}
        for kind in order
    ]


def things(graph: KnowledgeGraph, ends: Mapping[str, list[Edge]], node_type: str) -> list[Json]:
    """The ends of one type, each with its ties."""
    return [_end(graph, node, ties) for node, ties in _ends_of_type(graph, ends, node_type)]


def _ends_of_type(
    graph: KnowledgeGraph, ends: Mapping[str, list[Edge]], node_type: str
) -> list[tuple[Node, list[Edge]]]:
    """Named ones before groups that a text names by their role, those with most ties first."""
    nodes = [(graph.nodes[key], ties) for key, ties in ends.items() if graph.nodes[key].type == node_type]
    return sorted(nodes, key=lambda item: (bool(item[0].properties.get("generic")), -len(item[1]), item[0].id))


def _end(graph: KnowledgeGraph, node: Node, ties: Iterable[Edge]) -> Json:
    return {"node": named(node), "ties": [edge_brief(graph, edge) for edge in ties]}


def _also_told(graph: KnowledgeGraph, hub: str, homes: Neighbourhoods, ends: Mapping[str, Any]) -> list[Json]:
    """Actors that the case about the hub tells of as well, but not as tied to the hub itself."""
    told = {
        edge.target
        for case in homes.homes(hub)
        for edge in graph.out_edges(case, "DESCRIBES")
        if graph.nodes[edge.target].type == "Actor"
    }
    return [named(graph.nodes[key]) for key in sorted(told - set(ends))]


def _achievers(graph: KnowledgeGraph, hub: str, homes: Neighbourhoods) -> list[str]:
    """Whose outcomes the page of a hub shows: its own, those of its programmes and of the case that is about it."""
    programmes = [edge.target for edge in graph.out_edges(hub, "RUNS")]
    return [hub, *programmes, *(case for case in homes.homes(hub) if hub in homes.leading_hubs(case))]


def outcomes(graph: KnowledgeGraph, achievers: Iterable[str]) -> list[Json]:
    """What is achieved, aimed at and expected, by whose it is and of what; a target and an actual value stand together
    where the words and the unit are the same."""
    rows: dict[tuple[str, str, str | None], Json] = {}
    for achiever in dict.fromkeys(achievers):
        for edge in graph.out_edges(achiever, "ACHIEVES"):
            outcome = graph.nodes[edge.target]
            key = (achiever, outcome.name_ja, outcome.properties.get("unit"))
            of = {"of": named(graph.nodes[achiever]), "quantity": both_of(lambda lang, it=outcome: it.name(lang))}
            rows.setdefault(key, of | {"values": []})["values"].append(_value(graph, edge, outcome))
    return list(rows.values())


def _value(graph: KnowledgeGraph, edge: Edge, outcome: Node) -> Json:
    amount = quantity(outcome.properties)
    words = both_of(lambda lang: outcome.text("value_text", lang))
    when = outcome.properties.get("when")
    differing = [key for key in outcome.properties.get("differs_from", ()) if key in graph.nodes]
    return {
        "id": outcome.id,
        "status": outcome.properties["status"],
        "number": outcome.properties.get("value") if amount else None,
        "value": dict(zip(("ja", "en"), amount, strict=True)) if amount else words,
        "when": when,
        "when_text": both_of(date_words, when) if when else None,
        "note": both_of(lambda lang: outcome.text("note", lang)) if outcome.text("note", "ja") else None,
        "differs": bool(differing),
        "evidence": [item.as_json() for item in edge.evidence],
    }
