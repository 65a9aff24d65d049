"""The graph as tables for Cypher engines: columns and rows of every node and edge type, from the schema.

Evidence is a list of `document:first-last`. Actors and hubs also have the measures of bridging (`measures.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.model import Edge, Evidence, Node
from graph.schema import Property, load_schema
from queries.measures import COLUMNS as MEASURES

Columns = dict[str, str]
_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean", "list": "strings"}
_HEAD = {"id": "string", "kind": "string", "name_ja": "string", "name_en": "string"}
_MANY = {"aliases": "strings", "evidence": "strings"}


class Id(str):
    """The id of a node, as a parameter of a query."""

    __slots__ = ()


def node_columns(node_type: str) -> Columns:
    """Name to type (string, integer, number, boolean, strings) of a node table; `id` first."""
    own = _columns(load_schema().nodes[node_type].properties)
    measured = dict(MEASURES) if node_type in ("Actor", "Hub") else {}
    return {**_HEAD, **_MANY, **own, **measured}


def edge_columns(edge_type: str) -> Columns:
    """Name to type of an edge table."""
    spec = load_schema().edges[edge_type]
    return {"id": "string", "kind": "string", "evidence": "strings", **_columns({**spec.properties, **spec.built})}


def _columns(properties: Mapping[str, Property]) -> Columns:
    return {
        column: "strings" if spec.many else _TYPES.get(spec.type, "string")
        for spec in properties.values()
        for column in spec.columns
    }


def node_row(node: Node, measures: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a node that have a value; an empty list is none, as in Ladybug and in CSV."""
    head = {"id": node.id, "kind": node.kind, "name_ja": node.name_ja, "name_en": node.name_en}
    many = {"aliases": list(node.aliases), "evidence": cited(node.evidence)}
    return _stated({**head, **many, **node.properties, **measures}, node_columns(node.type))


def edge_row(edge: Edge) -> dict[str, Any]:
    """The columns of an edge that have a value."""
    head = {"id": edge.id, "kind": edge.kind, "evidence": cited(edge.evidence)}
    return _stated({**edge.properties, **head}, edge_columns(edge.type))


def cited(evidence: Iterable[Evidence]) -> list[str]:
    """The lines as every answer cites them: `document:first-last`."""
    return [f"{item.document}:{item.lines[0]}-{item.lines[1]}" for item in evidence]


def _stated(values: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    found = {name: values[name] for name in columns if values.get(name) not in (None, [])}
    return {name: float(value) if columns[name] == "number" else value for name, value in found.items()}
