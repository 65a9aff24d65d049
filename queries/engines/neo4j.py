"""Cypher on a Neo4j server, through its driver (the extra `neo4j`): loading the graph, and reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.model import KnowledgeGraph
from graph.schema import load_schema
from queries.engines.results import Server
from queries.engines.tables import edge_row, node_row
from queries.errors import BadQuery, LimitExceeded, QueryError
from queries.limits import LIMITS

if TYPE_CHECKING:
    from neo4j import Driver

_BATCH = 1000
Rows = list[dict[str, Any]]
Progress = Callable[[str, int, int], None]


class NoDriver(ImportError):
    """The driver is not installed: pip install 'tairyu[neo4j]'."""


def connect(uri: str, user: str | None = None, password: str | None = None) -> Driver:
    """A driver that has reached the server. Raises NoDriver, QueryError where there is no server or no access."""
    try:
        import neo4j
    except ImportError as error:
        raise NoDriver("neo4j") from error
    try:
        auth = (user, password or "") if user else None
        # Its remarks on a query (no such label, a slow plan) would go to the log.
        driver = neo4j.GraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF")
        driver.verify_connectivity()
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, ValueError) as error:
        raise QueryError("query.no_server", uri=uri, why=error) from error
    return driver


def load(
    graph: KnowledgeGraph, measures: Mapping[str, Mapping[str, Any]], driver: Driver, progress: Progress | None = None
) -> None:
    """Makes the server hold this graph: what is there already is overwritten, what is no longer in the graph removed.

    Running it twice changes nothing, and one that was interrupted may be run again. Nodes of other labels, and ties of
    other types, are left alone.
    """
    tell = progress or (lambda step, done, total: None)
    nodes, edges = _nodes(graph, measures), _edges(graph)
    total, done = len(graph.nodes) + len(graph.edges), 0
    with driver.session() as session:
        for statement in constraints():
            session.run(statement).consume()
        for text, rows in (*_node_writes(nodes), *_edge_writes(edges)):
            for start in range(0, len(rows), _BATCH):
                session.run(text, rows=rows[start : start + _BATCH]).consume()
                done += len(rows[start : start + _BATCH])
                tell("load", done, total)
        for text, ids in _removals(graph):
            session.run(text, ids=ids).consume()


def constraints() -> Iterator[str]:
    """One id, one node; and indexes by which ties and names are found."""
    schema = load_schema()
    for label in schema.nodes:
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"
        yield f"CREATE INDEX IF NOT EXISTS FOR (n:`{label}`) ON (n.name_ja)"
    for relation in schema.edges:
        yield f"CREATE INDEX IF NOT EXISTS FOR ()-[r:`{relation}`]-() ON (r.id)"


def _nodes(graph: KnowledgeGraph, measures: Mapping[str, Mapping[str, Any]]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for node in graph.nodes.values():
        found[node.type].append(node_row(node, measures.get(node.id, {})))
    return found


def _edges(graph: KnowledgeGraph) -> dict[tuple[str, str, str], Rows]:
    found: dict[tuple[str, str, str], Rows] = defaultdict(list)
    for edge in graph.edges.values():
        ends = graph.nodes[edge.source].type, graph.nodes[edge.target].type
        found[edge.type, *ends].append({"from": edge.source, "to": edge.target, "row": edge_row(edge)})
    return found


def _node_writes(nodes: Mapping[str, Rows]) -> Iterator[tuple[str, Rows]]:
    for label, rows in nodes.items():
        yield f"UNWIND $rows AS row MERGE (n:`{label}` {{id: row.id}}) SET n = row", rows


def _edge_writes(edges: Mapping[tuple[str, str, str], Rows]) -> Iterator[tuple[str, Rows]]:
    for (relation, source, target), rows in edges.items():
        ends = f"MATCH (a:`{source}` {{id: row.from}}), (b:`{target}` {{id: row.to}})"
        yield f"UNWIND $rows AS row {ends} MERGE (a)-[r:`{relation}` {{id: row.row.id}}]->(b) SET r = row.row", rows


def _removals(graph: KnowledgeGraph) -> Iterator[tuple[str, list[str]]]:
    schema = load_schema()
    for relation in schema.edges:
        ids = [edge.id for edge in graph.edges_of(relation)]
        yield f"MATCH ()-[r:`{relation}`]->() WHERE NOT r.id IN $ids DELETE r", ids
    for label in schema.nodes:
        yield f"MATCH (n:`{label}`) WHERE NOT n.id IN $ids DETACH DELETE n", [node.id for node in graph.of_type(label)]


class Neo4j:
    """Answers Cypher from a server, reading only. The server itself ends what takes too long."""

    def __init__(self, server: Server):
        self._server = server
        self._driver: Driver | None = None

    def run(self, text: str, parameters: Mapping[str, Any]) -> tuple[list[str], Iterable[list[Any]]]:
        """The names of the columns, and the rows one by one. Raises BadQuery with the server's own words, which tell
        the place, and LimitExceeded."""
        rows = self._rows(text, parameters)
        return next(rows), rows

    def _rows(self, text: str, parameters: Mapping[str, Any]) -> Iterator[list[Any]]:
        """The names of the columns first."""
        server = self._server
        self._driver = self._driver or connect(server.uri, server.user, server.password)
        import neo4j

        seconds = LIMITS["seconds"].value()
        try:
            # A session for reading refuses to write on a single server too; what fails is not tried again.
            with self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
                result = session.run(neo4j.Query(text, timeout=seconds), dict(parameters))
                yield list(result.keys())
                for record in result:
                    yield list(map(_plain, record.values()))
        except neo4j.exceptions.Neo4jError as error:
            if "TransactionTimedOut" in (error.code or ""):
                raise LimitExceeded("query.seconds", limit=f"{seconds:g}") from None
            raise BadQuery("query.engine", why=error.message) from None
        except neo4j.exceptions.DriverError as error:
            raise QueryError("query.no_server", uri=server.uri, why=error) from None


def _plain(value: Any) -> Any:
    """A value as JSON has it; a node, an edge, a path by what they hold, all else (dates, places) as text."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Path):
        return [_plain(value.nodes[0])] + [
            _plain(part) for pair in zip(value.relationships, value.nodes[1:], strict=True) for part in pair
        ]
    if isinstance(value, Node):
        return {"_LABEL": " ".join(sorted(value.labels)), **value}
    if isinstance(value, Relationship):
        return {"_LABEL": value.type, **value}
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return list(map(_plain, value))
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
