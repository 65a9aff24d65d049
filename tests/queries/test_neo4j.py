"""The graph on a real Neo4j server: loading it, and the same rows as anywhere else."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import READ_ACCESS, Driver
from neo4j.exceptions import ClientError
from neo4j_server import imported, missing, server

from graph.export.neo4j import bulk_csv
from graph.model import KnowledgeGraph
from queries.answers import Queries
from queries.catalogue import catalogue
from queries.engines.neo4j import connect, load
from queries.engines.results import Server
from queries.engines.tables import edge_row, node_row
from queries.errors import BadQuery, LimitExceeded, QueryError
from queries.limits import LIMITS
from queries.measures import measures

# One process of the tests runs them all (--dist loadgroup), so that one server starts.
pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if program := missing():
        if os.environ.get("CI"):
            pytest.fail(f"{program} is not installed")
        pytest.skip(f"{program} is not installed, which a Neo4j server needs")
    with server() as uri:
        yield uri


@pytest.fixture(scope="module")
def driver(address: str) -> Iterator[Driver]:
    with connect(address) as found:
        yield found


@pytest.fixture(scope="module")
def loaded(driver: Driver, shipped: KnowledgeGraph) -> Driver:
    load(shipped, measures(shipped), driver)
    return driver


@pytest.fixture(scope="module")
def asked(loaded: Driver, address: str, shipped: KnowledgeGraph, tmp_path_factory) -> Iterator[Queries]:
    with Queries(shipped, tmp_path_factory.mktemp("stores"), Server(address)) as found:
        yield found


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
     "LOAD CSV FROM 'http://127.0.0.1:{port}/x' AS row RETURN row", "MATCH (a) DETACH DELETE a",
     "L\\u004fAD CSV FROM 'http://127.0.0.1:{port}/x' AS row RETURN row",
     "WITH 1 AS x //\r LOAD CSV FROM 'http://127.0.0.1:{port}/x' AS row RETURN row",
     "RETURN COLLECT { LOAD CSV FROM 'http://127.0.0.1:{port}/x' AS row RETURN row }",
     "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message",
     "SHOW SETTINGS YIELD name RETURN name"],
)  # fmt: skip
def test_a_query_only_reads_and_calls_nobody(asked: Queries, shipped, loaded, canary, text: str) -> None:
    with pytest.raises(BadQuery):
        asked.cypher(text.replace("{port}", str(canary.port)))
    assert held(loaded)[0].keys() == shipped.nodes.keys() and canary.calls == 0


def test_deep_brackets_and_evil_expressions_end(asked: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LimitExceeded, match="nesting"):
        asked.cypher("RETURN " + "(" * 3000 + "1" + ")" * 3000)
    monkeypatch.setenv(LIMITS["seconds"].variable, "2")
    # The server's parser gives up on it without a word.
    with pytest.raises(LimitExceeded, match="seconds"):
        asked.cypher("RETURN " + "NOT " * 3000 + "true")
    with contextlib.suppress(LimitExceeded):
        assert asked.cypher("RETURN '" + "a" * 40 + "!' =~ '^(a+)+$' AS found").rows == [(False,)]
    assert asked.cypher("MATCH (h:Hub {id: 'hub:co-ba'}) RETURN h.id").rows == [("hub:co-ba",)]


def test_the_server_itself_refuses_to_write_for_a_reader(loaded) -> None:
    with loaded.session(default_access_mode=READ_ACCESS) as session, pytest.raises(ClientError):
        session.run("CREATE (:Actor {id: 'x'})").consume()


def test_an_answer_that_does_not_fit_in_memory_ends(asked: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["memory"].variable, "150")
    with pytest.raises(LimitExceeded, match="memory"):
        asked.cypher("RETURN range(1, 10000000) AS many")
    assert asked.cypher("RETURN 1 AS one").rows == [(1,)]


def test_nodes_paths_and_dates_are_plain_values(asked: Queries) -> None:
    text = "MATCH p = (h:Hub {id: 'hub:co-ba'})<-[r]-() RETURN h, r, p, date('2020-01-01') AS day LIMIT 1"
    rows = json.loads(json.dumps(asked.cypher(text).rows))
    hub, tie, path, day = rows[0]
    assert (hub["_LABEL"], hub["id"], day) == ("Hub", "hub:co-ba", "2020-01-01")
    assert path[0] == hub and path[1] == tie


def test_a_server_that_has_gone_is_said_so(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    with (
        Queries(shipped, tmp_path, Server("bolt://127.0.0.1:1")) as asked,
        pytest.raises(QueryError, match="no_server"),
    ):
        asked.cypher("RETURN 1")


def test_the_bulk_import_takes_every_value_as_it_is(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    first = next(shipped.of_type("Actor"))
    odd = dataclasses.replace(
        first, id="actor:odd", name_ja='q"uo,te;|\\ ', name_en="", aliases=(" 前", 'a"b', "c,d;e|f\\", "=1+1", "二\n行")
    )
    graph = KnowledgeGraph([*shipped.nodes.values(), odd], shipped.edges.values())
    with imported(bulk_csv(graph), tmp_path) as uri, connect(uri) as found:
        nodes, edges = held(found)
    assert nodes == {node.id: node_row(node, {}) | {"@": node.type} for node in graph.nodes.values()}
    assert edges == wanted(shipped)[1]


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
