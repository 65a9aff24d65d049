"""An actor as the API tells it: where it appears, what it does, and how much it bridges."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from api.web.bridges.brokering import bridging, brokering_of, contact_pairs
from api.web.cards import named, node_brief, tie
from api.web.hubs.pages import case_brief, cases_of, documents_of
from api.web.hubs.types import both_of
from api.web.snapshot import Snapshot
from graph.bridging.views import View
from graph.model import KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema

Json = dict[str, Any]
_ELSEWHERE = frozenset({"DESCRIBES", "LOCATED_IN", "GOVERNS", "ACHIEVES"})


def actor_card(asked: Snapshot, actor: Node, by: str) -> Json:
    """The cases, places and roles of an actor, its contacts, and how much it bridges under the partition `by`."""
    graph, places = asked.graph, Places(asked.graph)
    return node_brief(graph, actor) | {
        "cases": [case_brief(graph, case) for case in cases_of(graph, actor.id)],
        "documents": documents_of(graph, actor.id),
        "places": [tie(graph, edge, edge.target) for edge in graph.out_edges(actor.id, "LOCATED_IN", "GOVERNS")],
        "prefectures": [named(graph.nodes[key]) for key in sorted(places.prefectures(actor.id))],
        "roles": roles(graph, actor.id),
        "outcomes": [tie(graph, edge, edge.target) for edge in graph.out_edges(actor.id, "ACHIEVES")],
        "bridging": bridging(asked, actor.id, by),
        "ego": ego(asked, actor.id),
    }


def roles(graph: KnowledgeGraph, actor: str) -> list[Json]:
    """The ties of an actor by type, kind of flow and direction, the commonest first. A tie without direction (partners)
    counts as going out."""
    groups: dict[tuple[str, str | None, str], list[Json]] = defaultdict(list)
    for edge in (*graph.out_edges(actor), *graph.in_edges(actor)):
        if edge.type not in _ELSEWHERE:
            is_out = edge.source == actor
            side = "out" if is_out or not load_schema().edges[edge.type].directed else "in"
            groups[edge.type, edge.kind, side].append(tie(graph, edge, edge.target if is_out else edge.source))
    order = sorted(groups, key=lambda key: (-len(groups[key]), key[0], key[1] or "", key[2]))
    return [
        {"type": name, "kind": kind, "side": side, "label": _label(name, kind), "ties": groups[name, kind, side]}
        for name, kind, side in order
    ]


def _label(name: str, kind: str | None) -> Json:
    schema = load_schema()
    label = schema.edges[name].label
    if name != "FLOW" or kind is None:
        return {"ja": label.ja, "en": label.en}
    words = both_of(schema.label, "flow_kind", kind)
    return {"ja": f"{label.ja}：{words['ja']}", "en": f"{label.en}: {words['en']}"}


def ego(asked: Snapshot, actor: str) -> Json:
    """Whom it is tied to, whom each of these is tied to of the others (`beside`), and the ties of these pairs. Ties are
    those of the measures: flows through a hub or programme lead to that, planned ones are no ties."""
    view = brokering_of(asked).view
    at = view.place.get(actor)
    if at is None:
        return {"contacts": [], "between": []}
    _, pairs = contact_pairs(view, at)
    beside: dict[int, int] = defaultdict(int)
    for one, other in pairs:
        beside[one] += 1
        beside[other] += 1
    contacts = sorted(view.network.contacts.of(at).tolist(), key=lambda k: _order(view.nodes[k], beside[k]))
    return {
        "contacts": [
            {
                "node": named(view.nodes[k]),
                "beside": beside[k],
                "ties": [edge.as_json() for edge in view.edges_between(actor, view.nodes[k].id)],
            }
            for k in contacts
        ],
        "between": [_pair(view, view.nodes[one].id, view.nodes[other].id) for one, other in pairs],
    }


def _order(node: Node, beside: int) -> tuple[bool, int, str]:
    return bool(node.properties.get("generic")), -beside, node.id


def _pair(view: View, one: str, other: str) -> Json:
    return {"one": one, "other": other, "edges": [edge.id for edge in view.edges_between(one, other)]}
