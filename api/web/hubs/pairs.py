"""Two hubs side by side. What the documents do not report of one of them is told as not reported, never as absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.classification import feature_label
from api.web.cards import edge_brief, named, node_brief
from api.web.hubs.kin import similarity, sister_hubs
from api.web.hubs.pages import (
    SIDES,
    actors_by_kind,
    cases_of,
    exchanges_of,
    flows_reported,
    hub_rows,
    outcomes,
    things,
    ties_by_end,
)
from api.web.hubs.types import both_of, types_of, value_text
from api.web.snapshot import Snapshot
from graph.model import Edge, KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema
from graph.typology import FEATURE
from graph.typology.similarity import FORM, Similarity

Json = dict[str, Any]
Ends = dict[str, list[Edge]]


def comparison(asked: Snapshot, one: Node, other: Node) -> Json:
    """What two hubs share, and then what is told of each."""
    graph, pair = asked.graph, (one, other)
    ends = (ties_by_end(graph, one.id), ties_by_end(graph, other.id))
    likeness = types_of(asked).similarities.between(one.id, other.id)
    return {
        "one": _side(asked, one, ends[0]),
        "other": _side(asked, other, ends[1]),
        "shared": _shared(graph, pair, ends),
        "sisters": [way for row in sister_hubs(graph, one.id) if row["hub"]["id"] == other.id for way in row["ways"]],
        "similarity": similarity(likeness),
        "features": _features(asked, pair, likeness),
        "flows": _flows(asked, pair),
        "actor_kinds": _actor_kinds(graph, ends),
    }


def _side(asked: Snapshot, hub: Node, ends: Ends) -> Json:
    graph = asked.graph
    row = next(row for row in hub_rows(asked) if row["id"] == hub.id)
    return node_brief(graph, hub) | {
        "row": row,
        "resources": things(graph, ends, "Resource"),
        "programmes": things(graph, ends, "Programme"),
        "regions": things(graph, ends, "Region"),
        "outcomes": outcomes(graph, [hub.id, *(edge.target for edge in graph.out_edges(hub.id, "RUNS"))]),
    }


def _shared(graph: KnowledgeGraph, pair: tuple[Node, Node], ends: tuple[Ends, Ends]) -> Json:
    """What both are tied to by type, with the ties of each; the prefectures and the cases of both."""
    found: dict[str, list[Json]] = {name: [] for name in ("Actor", "Hub", "Programme", "Resource", "Region")}
    for key in sorted(ends[0].keys() & ends[1].keys()):
        node = graph.nodes[key]
        if node.type in found:
            found[node.type].append({
                "node": named(node),
                "one": [edge_brief(graph, edge) for edge in ends[0][key]],
                "other": [edge_brief(graph, edge) for edge in ends[1][key]],
            })  # fmt: skip
    places = Places(graph)
    prefectures = places.prefectures(pair[0].id) & places.prefectures(pair[1].id)
    cases = {case.id for case in cases_of(graph, pair[0].id)} & {case.id for case in cases_of(graph, pair[1].id)}
    return {
        "actors": found["Actor"],
        "hubs": found["Hub"],
        "programmes": found["Programme"],
        "resources": found["Resource"],
        "regions": found["Region"],
        "prefectures": [named(graph.nodes[key]) for key in sorted(prefectures)],
        "cases": [named(graph.nodes[key]) for key in sorted(cases)],
    }


def _features(asked: Snapshot, pair: tuple[Node, Node], likeness: Similarity) -> list[Json]:
    """Every feature of the typology, the form first; None where it is not reported of a hub."""
    types = types_of(asked)
    score = {row.feature: round(row.score, 4) for row in likeness.features}
    at = [types.similarities.position(hub.id) for hub in pair]
    known = [types.by_id[hub.id].candidate.features for hub in pair]
    forms = [{"feature": FORM, "value": [hub.properties[FORM] for hub in pair]}]
    numbers = [
        {"feature": name, "value": [features[name].value for features in known]}
        for name in FEATURE
        if not name.startswith("form_")
    ]
    return [_feature(row["feature"], row["value"], score, at) for row in (*forms, *numbers)]


def _feature(name: str, values: list[Any], score: Mapping[str, float], at: list[dict[str, float]]) -> Json:
    return {
        "feature": name,
        "label": both_of(feature_label, name),
        "one": value_text(name, values[0]),
        "other": value_text(name, values[1]),
        "score": score.get(name),
        "position": [None if name not in of else round(of[name], 4) for of in at],
    }


def _flows(asked: Snapshot, pair: tuple[Node, Node]) -> list[Json]:
    """By side and kind, how many flows of each hub are told. A number of 0 is not given as such: `elsewhere` is a kind
    that the cases report, but between others; otherwise it is `not_reported`."""
    counts = [_counts(asked, hub.id) for hub in pair]
    reported = [flows_reported(asked.graph, hub.id) for hub in pair]
    return [
        {"side": side, "kind": kind}
        | {
            name: _told(counts[at].get((side, kind), 0), kind in reported[at])
            for at, name in enumerate(("one", "other"))
        }
        for side in SIDES
        for kind in load_schema().enums["flow_kind"].values
    ]


def _counts(asked: Snapshot, hub: str) -> dict[tuple[str, str], int]:
    found = exchanges_of(asked).get(hub)
    if found is None:
        return {}
    by_side = zip(SIDES, (found.received, found.given, found.passing), strict=True)
    return {(side, kind): len(ties) for side, by_kind in by_side for kind, ties in by_kind.items()}


def _told(count: int, is_reported: bool) -> Json:
    return {"state": "told" if count else "elsewhere" if is_reported else "not_reported", "count": count or None}


def _actor_kinds(graph: KnowledgeGraph, ends: Iterable[Ends]) -> list[Json]:
    """How many actors of each kind each hub is tied to."""
    by_kind = [{row["kind"]: row for row in actors_by_kind(graph, found)} for found in ends]
    kinds = [kind for kind in load_schema().enums["actor_kind"].values if any(kind in found for found in by_kind)]
    return [
        {"kind": kind, "label": both_of(load_schema().label, "actor_kind", kind)}
        | {
            name: [actor["node"] for actor in by_kind[at].get(kind, {"actors": ()})["actors"]]
            for at, name in enumerate(("one", "other"))
        }
        for kind in kinds
    ]
