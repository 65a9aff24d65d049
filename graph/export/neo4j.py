"""CSV for `neo4j-admin database import full`: a file for each node type and each edge type, with typed headers.

`import.txt` holds the command. Lists are joined by the control character "unit separator", which no text holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from graph.export import Files, Pieces
from graph.export.tables import in_parts
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import Property, load_schema

SEPARATOR = "\x1f"
_TYPES = {"integer": "long", "number": "double", "boolean": "boolean", "list": "string[]"}
_NODE_HEAD = {"kind": "string", "name_ja": "string", "name_en": "string", "aliases": "string[]", "evidence": "string[]"}
_EDGE_HEAD = {"id": "string", "kind": "string", "evidence": "string[]"}


def bulk_csv(graph: KnowledgeGraph) -> Files:
    """The files by name; only types that occur have one."""
    schema = load_schema()
    nodes, edges = defaultdict(list), defaultdict(list)
    for node in graph.nodes.values():
        nodes[node.type].append(node)
    for edge in graph.edges.values():
        edges[edge.type].append(edge)
    files: dict[str, Pieces] = {
        f"{name}.nodes.csv": _node_file(schema.nodes[name].properties, nodes[name]) for name in sorted(nodes)
    }
    for name in sorted(edges):
        spec = schema.edges[name]
        files[f"{name}.edges.csv"] = _edge_file({**spec.properties, **spec.built}, edges[name])
    return files | {"import.txt": [_command(files)]}


def _command(files: Iterable[str]) -> bytes:
    # The name of the database stands first: an option that takes many files would take it for one.
    parts = ["neo4j-admin database import full neo4j", "--array-delimiter=U+001F", "--multiline-fields=true"]
    parts += [f"--nodes={name.split('.')[0]}={name}" for name in files if ".nodes." in name]
    parts += [f"--relationships={name.split('.')[0]}={name}" for name in files if ".edges." in name]
    return (" \\\n  ".join(parts) + "\n").encode("utf-8")


def _node_file(properties: Mapping[str, Property], nodes: Iterable[Node]) -> Pieces:
    columns = _NODE_HEAD | _columns(properties, _NODE_HEAD)
    rows = ([_cell(node.id), *_cells(node, {"aliases": node.aliases}, columns)] for node in nodes)
    return _csv(["id:ID", *_header(columns)], rows)


def _edge_file(properties: Mapping[str, Property], edges: Iterable[Edge]) -> Pieces:
    columns = _EDGE_HEAD | _columns(properties, _EDGE_HEAD)
    rows = ([_cell(edge.source), _cell(edge.target), *_cells(edge, {}, columns)] for edge in edges)
    return _csv([":START_ID", ":END_ID", *_header(columns)], rows)


def _columns(properties: Mapping[str, Property], head: Mapping[str, str]) -> dict[str, str]:
    return {
        column: "string[]" if spec.many else _TYPES.get(spec.type, "string")
        for spec in properties.values()
        for column in spec.columns
        if column not in head
    }


def _header(columns: Mapping[str, str]) -> list[str]:
    return [f"{name}:{kind}" for name, kind in columns.items()]


def _cells(record: Node | Edge, more: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    values = {**record.properties, **more, "evidence": list(map(_cited, record.evidence))}
    return [_cell(values[name] if name in values else getattr(record, name, None)) for name in columns]


def _cited(item: Evidence) -> str:
    return f"{item.document}:{item.lines[0]}-{item.lines[1]}"


def _cell(value: Any) -> str:
    """A text in quotes, as an empty one is not the same as none. Nothing is neutralised as in the CSV for spreadsheets:
    the importer takes everything literally."""
    if value is None or value in ((), []):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    text = value if isinstance(value, str) else SEPARATOR.join(map(str, value))
    return '"' + text.replace('"', '""') + '"'


def _csv(header: list[str], rows: Iterable[list[str]]) -> Pieces:
    for part in in_parts(chain([header], rows)):
        yield "".join(",".join(row) + "\n" for row in part).encode("utf-8")
