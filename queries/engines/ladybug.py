"""Cypher on Ladybug, an embedded property-graph database: one typed table for each node and edge type."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import ladybug

from graph.model import KnowledgeGraph
from graph.schema import load_schema
from queries.engines.tables import Columns, edge_columns, edge_row, node_columns, node_row
from queries.errors import BadQuery

FILE = "graph.lbug"
_TYPES = {
    "string": "STRING",
    "integer": "INT64",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "strings": "STRING[]",
}
_BATCH = 500
_NO_TABLE = re.compile(r"Table (\w+) does not exist")
_NO_PROPERTY = re.compile(r"Cannot find property (\w+)")
# openCypher asks type(r) where Ladybug asks label(r).
_TYPE_OF = re.compile(r"\btype\s*\(", re.IGNORECASE)
# Writing touches a chunk of every table at once; reading pages them in.
_WRITE_BUFFER, _READ_BUFFER = 2 * 2**30, 256 * 2**20


def create(graph: KnowledgeGraph, measures: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Writes the database file into `folder`."""
    database = ladybug.Database(str(folder / FILE), buffer_pool_size=_WRITE_BUFFER)
    connection = ladybug.Connection(database)
    for statement in tables():
        connection.execute(statement)
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in graph.nodes.values():
        nodes[node.type].append(node_row(node, measures.get(node.id, {})))
    connection.execute("BEGIN TRANSACTION")
    for node_type, rows in nodes.items():
        _insert(connection, rows, f"CREATE (:`{node_type}` {{%s}})")
    edges: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for edge in graph.edges.values():
        ends = graph.nodes[edge.source].type, graph.nodes[edge.target].type
        edges[edge.type, *ends].append({"from": edge.source, "to": edge.target, **edge_row(edge)})
    for (edge_type, source, target), rows in edges.items():
        match = f"MATCH (a:`{source}` {{id: r.`from`}}), (b:`{target}` {{id: r.`to`}})"
        _insert(connection, rows, f"{match} CREATE (a)-[:`{edge_type}` {{%s}}]->(b)")
    connection.execute("COMMIT")
    connection.close()
    database.close()


def tables() -> Iterator[str]:
    """The statements that make the tables of the schema."""
    schema = load_schema()
    for node_type in schema.nodes:
        yield f"CREATE NODE TABLE `{node_type}`({_declared(node_columns(node_type))}, PRIMARY KEY(id))"
    for edge_type, spec in schema.edges.items():
        pairs = ", ".join(f"FROM `{a}` TO `{b}`" for a in spec.source for b in spec.target)
        yield f"CREATE REL TABLE `{edge_type}`({pairs}, {_declared(edge_columns(edge_type))})"


def _declared(columns: Columns) -> str:
    return ", ".join(f"`{name}` {_TYPES[type_]}" for name, type_ in columns.items())


def _insert(connection: ladybug.Connection, rows: list[dict[str, Any]], pattern: str) -> None:
    """Rows with the same columns go together: a column that is null throughout has no type."""
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_columns[tuple(name for name, value in row.items() if value != [])].append(row)
    for names, found in by_columns.items():
        written = ", ".join(f"`{name}`: r.`{name}`" for name in names if name not in ("from", "to"))
        text = "UNWIND $rows AS r " + pattern % written
        for start in range(0, len(found), _BATCH):
            batch = [{name: row[name] for name in names} for row in found[start : start + _BATCH]]
            connection.execute(text, {"rows": batch})


class Ladybug:
    """Answers Cypher from a database file, opened read-only."""

    def __init__(self, folder: Path):
        self._database = ladybug.Database(str(folder / FILE), read_only=True, buffer_pool_size=_READ_BUFFER)
        self._connection = ladybug.Connection(self._database, num_threads=1)

    def run(self, text: str, parameters: Mapping[str, Any]) -> tuple[list[str], Iterable[list[Any]]]:
        """The names of the columns, and the rows one by one. Raises BadQuery with the engine's own words."""
        try:
            result = self._connection.execute(_TYPE_OF.sub("label(", text), dict(parameters))
        except RuntimeError as error:
            raise _told(str(error).strip()) from None
        return result.get_column_names(), _rows(result)


def _rows(result: Any) -> Iterator[list[Any]]:
    while result.has_next():
        yield result.get_next()


def _told(said: str) -> BadQuery:
    """The engine's own words, and for a name that the schema has not the nearest that it has."""
    for pattern, names in ((_NO_TABLE, _labels()), (_NO_PROPERTY, _properties())):
        if found := pattern.search(said):
            near = difflib.get_close_matches(found[1], names, 1, 0.5) or ["—"]
            return BadQuery("query.unknown_in_engine", why=said, found=found[1], near=near[0])
    return BadQuery("query.engine", why=said)


def _labels() -> list[str]:
    schema = load_schema()
    return [*schema.nodes, *schema.edges]


def _properties() -> list[str]:
    schema = load_schema()
    tables = [*map(node_columns, schema.nodes), *map(edge_columns, schema.edges)]
    return sorted({name for columns in tables for name in columns})
