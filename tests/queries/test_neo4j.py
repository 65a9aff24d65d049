"""The graph on a real Neo4j server: loading it, and the same rows as anywhere else."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver
from neo4j_server import missing, server

from graph.model import KnowledgeGraph
from queries.answers import Queries
from queries.catalogue import catalogue
from queries.engines.neo4j import Neo4j, connect, load
from queries.engines.tables import edge_row, node_row
from queries.errors import BadQuery, LimitExceeded, QueryError
from queries.limits import LIMITS
from queries.measures import measures

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    if program := missing():
        if os.environ.get("CI"):
            pytest.fail(f"{program} is not installed")
        pytest.skip(f"{program} is not installed, which a Neo4j server needs")
    with server() as uri, connect(uri) as found:
        yield found


@pytest.fixture(scope="module")
def loaded(driver: Driver, shipped: KnowledgeGraph) -> Driver:
    load(shipped, measures(shipped), driver)
    return driver


@pytest.fixture
def asked(loaded: Driver, shipped: KnowledgeGraph, tmp_path: Path) -> Queries:
    return Queries(shipped, tmp_path, Neo4j(loaded))


def held(driver: Driver) -> tuple[dict[str, dict], dict[str, dict]]:
    """What the server holds: properties by id, of nodes and of edges."""
    nodes, _, _ = driver.execute_query("MATCH (n) RETURN labels(n)[0] AS type, properties(n) AS row")
    edges, _, _ = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS source, b.id AS target, properties(r) AS row"
    )
    return (
        {record["row"]["id"]: record["row"] | {"@": record["type"]} for record in nodes},
        {
            record["row"]["id"]: record["row"] | {"@": (record["type"], record["source"], record["target"])}
            for record in edges
        },
    )


def wanted(graph: KnowledgeGraph) -> tuple[dict[str, dict], dict[str, dict]]:
    found = measures(graph)
    return (
        {node.id: node_row(node, found.get(node.id, {})) | {"@": node.type} for node in graph.nodes.values()},
        {edge.id: edge_row(edge) | {"@": (edge.type, edge.source, edge.target)} for edge in graph.edges.values()},
    )


def test_the_server_holds_the_graph_whole_and_loading_it_again_changes_nothing(loaded, shipped) -> None:
    assert held(loaded) == wanted(shipped)
    load(shipped, measures(shipped), loaded)
    assert held(loaded) == wanted(shipped)


def test_what_is_left_of_another_graph_or_of_half_a_loading_is_put_right(loaded, shipped) -> None:
    keep = {node.id for node in shipped.nodes.values() if node.type != "Outcome"}
    smaller = KnowledgeGraph(
        [node for node in shipped.nodes.values() if node.id in keep],
        [edge for edge in shipped.edges.values() if {edge.source, edge.target} <= keep],
    )
    load(smaller, measures(smaller), loaded)
    assert held(loaded) == wanted(smaller)
    loaded.execute_query("MATCH (a:Actor) SET a.name_ja = 'x' WITH a LIMIT 5 DETACH DELETE a")
    load(shipped, measures(shipped), loaded)
    assert held(loaded) == wanted(shipped)


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_question_gives_the_rows_that_python_gives(asked: Queries, name: str) -> None:
    expected, found = asked.ask(name, "python").rows, asked.ask(name, "cypher").rows
    missing_rows = [row for row in expected if row not in found]
    extra = [row for row in found if row not in expected]
    assert (missing_rows, extra) == ([], [])
    assert found == expected, "another order"


@pytest.mark.parametrize(
    "text",
    ["CREATE (:Actor {id: 'x'})", "MATCH (a:Actor) SET a.x = 1", "CALL dbms.components() YIELD name RETURN name",
     "LOAD CSV FROM 'http://127.0.0.1:{port}/x' AS row RETURN row", "MATCH (a) DETACH DELETE a"],
)  # fmt: skip
def test_a_query_only_reads_and_calls_nobody(asked: Queries, shipped, loaded, canary, text: str) -> None:
    with pytest.raises(BadQuery):
        asked.cypher(text.replace("{port}", str(canary.port)))
    assert held(loaded)[0].keys() == shipped.nodes.keys() and canary.calls == 0


def test_deep_brackets_and_evil_expressions_end(asked: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LimitExceeded, match="nesting"):
        asked.cypher("RETURN " + "(" * 3000 + "1" + ")" * 3000)
    monkeypatch.setenv(LIMITS["seconds"].variable, "2")
    with contextlib.suppress(LimitExceeded):
        assert asked.cypher("RETURN '" + "a" * 40 + "!' =~ '^(a+)+$' AS found").rows == [(False,)]
    assert asked.cypher("MATCH (h:Hub {id: 'hub:co-ba'}) RETURN h.id").rows == [("hub:co-ba",)]


def test_the_server_itself_refuses_to_write_for_a_reader(loaded) -> None:
    with pytest.raises(BadQuery):
        Neo4j(loaded).run("CREATE (:Actor {id: 'x'})", {})


def test_limits_of_time_and_rows(asked: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LimitExceeded, match="rows"):
        asked.cypher("UNWIND range(1, 20000) AS n RETURN n")
    monkeypatch.setenv(LIMITS["seconds"].variable, "1")
    with pytest.raises(LimitExceeded, match="seconds"):
        asked.cypher("MATCH (a), (b), (c) RETURN sum(size(a.id) + size(b.id) + size(c.id))")
    assert asked.cypher("MATCH (h:Hub {id: 'hub:co-ba'}) RETURN h.id").rows == [("hub:co-ba",)]


def test_a_syntax_error_says_where(asked: Queries) -> None:
    with pytest.raises(BadQuery) as error:
        asked.cypher("MATCH (a RETURN a")
    assert "line 1, column" in str(error.value.values["why"])


def test_where_there_is_no_server_it_says_so() -> None:
    with pytest.raises(QueryError, match="no_server"):
        connect("bolt://127.0.0.1:1")
