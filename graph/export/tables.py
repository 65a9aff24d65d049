"""JSON lines (the contract of `tairyu export jsonl`) and CSV tables, written a few hundred rows at a time."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from graph.export import Files, Pieces
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import Property, load_schema
from graph.store import as_lines

# A cell that begins so is run as a formula by spreadsheet programs; full-width forms too.
_FORMULA = re.compile(r"^[\s]*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_ROWS = 500  # written at a time
T = TypeVar("T")


def in_parts(items: Iterable[T], size: int = _ROWS) -> Iterator[list[T]]:
    """The items in lists of `size`, the last as long as it comes."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def jsonl(graph: KnowledgeGraph) -> Files:
    """`nodes.jsonl` and `edges.jsonl`, sorted by id."""
    return {"nodes.jsonl": _lines(graph.nodes.values()), "edges.jsonl": _lines(graph.edges.values())}


def _lines(records: Iterable[Node | Edge]) -> Pieces:
    return (as_lines(part).encode("utf-8") for part in in_parts(records))


def csv_tables(graph: KnowledgeGraph) -> Files:
    """`nodes.csv` and `edges.csv` with a column for every property of the schema, UTF-8 with BOM.

    The BOM lets Excel read Japanese; cells that a spreadsheet would run as a formula get a leading
    apostrophe.
    """
    schema = load_schema()
    node_properties = _columns(spec.properties for spec in schema.nodes.values())
    edge_properties = _columns({**spec.properties, **spec.built} for spec in schema.edges.values())
    nodes = (_node_row(node, node_properties) for node in graph.nodes.values())
    edges = (_edge_row(edge, graph, edge_properties) for edge in graph.edges.values())
    return {"nodes.csv": _csv(nodes), "edges.csv": _csv(edges)}


def _columns(tables: Iterable[Mapping[str, Property]]) -> list[str]:
    return list(dict.fromkeys(column for table in tables for prop in table.values() for column in prop.columns))


def _node_row(node: Node, columns: list[str]) -> dict[str, str]:
    head = {"id": node.id, "type": node.type, "kind": node.kind, "name_ja": node.name_ja,
            "name_en": node.name_en, "aliases": list(node.aliases)}  # fmt: skip
    head["evidence"] = _citations(node.evidence)
    return _cells(head, node.properties, columns)


def _edge_row(edge: Edge, graph: KnowledgeGraph, columns: list[str]) -> dict[str, str]:
    head = {"id": edge.id, "source": edge.source, "source_name": graph.nodes[edge.source].name_ja,
            "target": edge.target, "target_name": graph.nodes[edge.target].name_ja,
            "type": edge.type, "kind": edge.kind, "evidence": _citations(edge.evidence)}  # fmt: skip
    return _cells(head, edge.properties, columns)


def _citations(evidence: Iterable[Evidence]) -> list[str]:
    return [f"{e.document}:{e.lines[0]}-{e.lines[1]}" for e in evidence]


def _cells(head: dict[str, Any], properties: Mapping[str, Any], columns: list[str]) -> dict[str, str]:
    rest = {column: properties.get(column) for column in columns if column not in head}
    return {name: _cell(value) for name, value in (head | rest).items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    text = value if isinstance(value, str) else json.dumps(value)
    return "'" + text if _FORMULA.match(text) and not _NUMBER.match(text) else text


def _csv(rows: Iterable[dict[str, str]]) -> Pieces:
    yield codecs.BOM_UTF8
    for number, part in enumerate(in_parts(rows)):
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, fieldnames=list(part[0]), lineterminator="\r\n")
        if not number:
            writer.writeheader()
        writer.writerows(part)
        yield stream.getvalue().encode("utf-8")
