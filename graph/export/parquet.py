"""Parquet tables: what `jsonl` holds, in typed columns.

Every property of the schema is a column of its type, absent where a record does not have it; evidence is a list of
structs. The property that a type names as its kind is the column `kind`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.export import Files, NotInstalled
from graph.export.tables import in_parts
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import Property, load_schema

if TYPE_CHECKING:
    import pyarrow as pa

Json = dict[str, Any]
_ROWS = 50_000  # of a row group
_NODE_HEAD = ("id", "type", "kind", "name_ja", "name_en")
_EDGE_HEAD = ("id", "source", "target", "type", "kind")


def parquet(graph: KnowledgeGraph) -> Files:
    """`nodes.parquet` and `edges.parquet`, sorted by id. Raises NotInstalled where pyarrow is not there."""
    try:
        import pyarrow as pa
    except ImportError:
        raise NotInstalled("pyarrow", "large") from None

    schema = load_schema()
    cited = _cited_type()
    nodes = _columns((spec.properties for spec in schema.nodes.values()), graph.nodes.values(), _NODE_HEAD)
    edges = _columns(({**spec.properties, **spec.built} for spec in schema.edges.values()), graph.edges.values(), ())
    node_columns = _head(_NODE_HEAD) | {"aliases": pa.list_(pa.string())} | _types(nodes) | {"evidence": cited}
    node_columns["property_evidence"] = pa.map_(pa.string(), cited)
    edge_columns = _head(_EDGE_HEAD) | _types(edges) | {"evidence": cited}
    return {
        "nodes.parquet": [_table(node_columns, (_node_row(node, nodes) for node in graph.nodes.values()))],
        "edges.parquet": [_table(edge_columns, (_row(edge, _EDGE_HEAD, edges) for edge in graph.edges.values()))],
    }


def _columns(
    tables: Iterable[Mapping[str, Property]], records: Iterable[Node | Edge], head: Iterable[str]
) -> dict[str, Property | None]:
    """The columns of properties; None for one that the schema does not know, so that none is dropped."""
    found: dict[str, Property | None] = {
        column: spec for table in tables for spec in table.values() for column in spec.columns
    }
    found |= dict.fromkeys(sorted({name for record in records for name in record.properties} - found.keys()))
    return {name: spec for name, spec in found.items() if name not in head}


def _cited_type() -> pa.DataType:
    import pyarrow as pa

    lines = [("first_line", pa.int32()), ("last_line", pa.int32())]
    return pa.list_(pa.struct([("document", pa.string()), *lines, ("digest", pa.string())]))


def _head(names: Iterable[str]) -> dict[str, pa.DataType]:
    import pyarrow as pa

    return dict.fromkeys(names, pa.string())


def _types(columns: Mapping[str, Property | None]) -> dict[str, pa.DataType]:
    import pyarrow as pa

    known = {"number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_(), "list": pa.list_(pa.string())}
    return {
        name: pa.string() if spec is None else known["list"] if spec.many else known.get(spec.type, pa.string())
        for name, spec in columns.items()
    }


def _node_row(node: Node, columns: Mapping[str, Property | None]) -> Json:
    row = _row(node, _NODE_HEAD, columns) | {"aliases": list(node.aliases)}
    found = [(name, _cited(evidence)) for name, evidence in node.property_evidence.items()]
    return row | {"property_evidence": found or None}


def _row(record: Node | Edge, head: Iterable[str], columns: Mapping[str, Property | None]) -> Json:
    row = {name: getattr(record, name) for name in head}
    for name, spec in columns.items():
        if name in record.properties:
            value = record.properties[name]
            row[name] = json.dumps(value, ensure_ascii=False, sort_keys=True) if spec is None else value
    return row | {"evidence": _cited(record.evidence)}


def _cited(evidence: Iterable[Evidence]) -> list[Json]:
    return [
        {"document": item.document, "first_line": item.lines[0], "last_line": item.lines[1], "digest": item.digest}
        for item in evidence
    ]


def _table(columns: Mapping[str, pa.DataType], rows: Iterator[Json]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(list(columns.items()))
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema) as writer:
        for part in in_parts(rows, _ROWS):
            writer.write_table(pa.Table.from_pylist(part, schema))
    return sink.getvalue().to_pybytes()
