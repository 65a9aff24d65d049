"""Where sources disagree, and what changed between two builds."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from graph.model import Edge, KnowledgeGraph, Node

Json = dict[str, Any]


def disagreements(graph: KnowledgeGraph) -> list[list[Node | Edge]]:
    """The groups of statements that give different values for one thing; each sorted by id."""
    records: dict[str, Node | Edge] = {**graph.nodes, **graph.edges}
    groups = {
        tuple(sorted((record.id, *record.properties["differs_from"])))
        for record in records.values()
        if record.properties.get("differs_from")
    }
    return [[records[id_] for id_ in group] for group in sorted(groups)]


def changes(old: KnowledgeGraph, new: KnowledgeGraph) -> Json:
    """What was added, removed and changed: `{"nodes": {"added", "removed", "changed"}, "edges": {…}}`.

    A changed record has `id`, and `before` and `after` of what differs. The id of an edge follows
    from what it states, so an edge that goes while one of the same kind between the same ends comes
    is a changed one.
    """
    nodes = _compare(dict(old.nodes), dict(new.nodes))
    edges = _compare(dict(old.edges), dict(new.edges))
    _pair(edges)
    return {"nodes": nodes, "edges": edges}


def _compare(old: dict[str, Any], new: dict[str, Any]) -> Json:
    both = sorted(old.keys() & new.keys())
    changed = [_changed(old[key].as_json(), new[key].as_json()) for key in both if old[key] != new[key]]
    return {
        "added": [new[key].as_json() for key in sorted(new.keys() - old.keys())],
        "removed": [old[key].as_json() for key in sorted(old.keys() - new.keys())],
        "changed": changed,
    }


def _changed(before: Json, after: Json) -> Json:
    flat = [_flat(before), _flat(after)]
    keys = sorted(key for key in flat[0].keys() | flat[1].keys() if flat[0].get(key) != flat[1].get(key))
    return {"id": after["id"], "record": after, "before": _only(flat[0], keys), "after": _only(flat[1], keys)}


def _flat(record: Json) -> Json:
    return {key: value for key, value in record.items() if key != "properties"} | record["properties"]


def _only(record: Json, keys: list[str]) -> Json:
    return {key: record[key] for key in keys if key in record}


def _pair(edges: Json) -> None:
    """Moves an edge that went and one that came in its place to the changed ones."""
    went: dict[tuple[Any, ...], list[Json]] = defaultdict(list)
    for edge in edges["removed"]:
        went[_place(edge)].append(edge)
    added = []
    for edge in edges["added"]:
        if before := went.get(_place(edge)):
            edges["changed"].append(_changed(before.pop(0), edge))
        else:
            added.append(edge)
    edges["added"] = added
    edges["removed"] = sorted((edge for left in went.values() for edge in left), key=lambda edge: edge["id"])


def _place(edge: Json) -> tuple[Any, ...]:
    return edge["type"], edge["kind"], edge["source"], edge["target"]
