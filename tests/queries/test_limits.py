"""Hostile and costly queries each give a clear error within the limits, reach nothing outside, and the next one works."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from api.language import MESSAGES
from queries.answers import Queries
from queries.errors import BadParameter, BadQuery, LimitExceeded, QueryError
from queries.guard import check_cypher, check_sparql
from queries.limits import LIMITS


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["seconds"].variable, "2")


def works(queries: Queries) -> bool:
    one = queries.cypher("MATCH (h:Hub {id: 'hub:co-ba'}) RETURN h.id").rows
    other = queries.sparql("SELECT ?h WHERE { ?h dcterms:identifier 'hub:co-ba' }").rows
    return one == other == [("hub:co-ba",)]


SPARQL = {
    "service": "SELECT * WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "service silent": "SELECT * WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "service spelt with an escape": "SELECT * WHERE {{ SERV\\u0049CE <{url}> {{ ?s ?p ?o }} }}",
    "service spelt with a long escape": "SELECT * WHERE {{ \\U00000053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "load": "LOAD <{url}>",
    "insert": "INSERT DATA {{ <{url}> a <{url}> }}",
    "delete": "DELETE WHERE {{ ?s ?p ?o }}",
    "drop": "DROP ALL",
}


@pytest.mark.parametrize("text", SPARQL.values(), ids=SPARQL)
def test_sparql_only_reads_and_calls_nobody(queries: Queries, canary, text: str) -> None:
    with pytest.raises(BadQuery):
        queries.sparql(text.format(url=f"http://127.0.0.1:{canary.port}/x"))
    assert works(queries) and canary.calls == 0


def test_from_names_a_graph_of_the_store_and_calls_nobody(queries: Queries, canary) -> None:
    url = f"http://127.0.0.1:{canary.port}/x"
    assert queries.sparql(f"SELECT * FROM <{url}> FROM NAMED <{url}> WHERE {{ ?s ?p ?o }}").rows == []
    assert works(queries) and canary.calls == 0


def test_a_word_in_a_text_an_iri_or_a_comment_is_no_clause(queries: Queries) -> None:
    text = "SELECT ?x WHERE { VALUES ?x { 'SERVICE LOAD' } } # SERVICE\n"
    assert queries.sparql(text).rows == [("SERVICE LOAD",)]
    assert queries.cypher("RETURN 'LOAD CSV' AS `CREATE` // DELETE").rows == [("LOAD CSV",)]
    assert queries.cypher("MATCH (h:Hub {id: 'hub:co-ba'}) /* SET */ RETURN h.kind").rows == [("network",)]


CYPHER = {
    "load csv": "LOAD CSV FROM '{url}' AS row RETURN row",
    "load from": "LOAD FROM '{url}' RETURN *",
    "copy": "COPY (MATCH (a:Actor) RETURN a.id) TO '{file}'",
    "export": "EXPORT DATABASE '{file}'",
    "call": "CALL show_tables() RETURN *",
    "install": "INSTALL httpfs",
    "attach": "ATTACH '{url}' AS x (dbtype duckdb)",
    "create": "CREATE (:Actor {{id: 'x'}})",
    "merge": "MERGE (a:Actor {{id: 'x'}}) RETURN a.id",
    "set": "MATCH (a:Actor) SET a.name_ja = 'x'",
    "delete": "MATCH (a:Actor) DETACH DELETE a",
    "drop": "DROP TABLE Actor",
    "in lower case after a comment": "/* x */ match (a:Actor) /* y */ detach delete a",
}


@pytest.mark.parametrize("text", CYPHER.values(), ids=CYPHER)
def test_cypher_only_reads_and_calls_nobody(queries: Queries, canary, tmp_path, text: str) -> None:
    file = tmp_path / "out"
    with pytest.raises(BadQuery):
        queries.cypher(text.format(url=f"http://127.0.0.1:{canary.port}/x.csv", file=file))
    assert works(queries) and canary.calls == 0 and not file.exists()


def test_three_thousand_braces_are_refused_before_they_reach_the_engine(queries: Queries) -> None:
    deep = "SELECT * WHERE " + "{" * 3000 + "?s ?p ?o" + "}" * 3000
    with pytest.raises(LimitExceeded, match="nesting"):
        queries.sparql(deep)
    with pytest.raises(LimitExceeded, match="nesting"):
        queries.cypher("RETURN " + "(" * 3000 + "1" + ")" * 3000)
    assert works(queries)


def test_a_query_that_breaks_the_engine_down_is_told_of(queries: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["nesting"].variable, "100000")
    with pytest.raises(QueryError):
        queries.sparql("SELECT * WHERE " + "{" * 9000 + "?s ?p ?o" + "}" * 9000)
    assert works(queries)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("engine", "text"),
    [
        ("cypher", "MATCH (a), (b), (c) RETURN sum(size(a.id) + size(b.id) + size(c.id))"),
        ("sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    ],
)
def test_a_three_way_cross_product_is_stopped_in_time(queries: Queries, engine: str, text: str) -> None:
    works(queries)  # the start of the engines is not the query's time
    start = time.monotonic()
    with pytest.raises(LimitExceeded, match="seconds"):
        getattr(queries, engine)(text)
    assert time.monotonic() - start < 10  # of a limit of 2: no goal of speed, but that it was stopped at all
    assert works(queries)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("engine", "text"),
    [
        ("cypher", "RETURN regexp_matches('{text}', '^(a+)+$') AS found"),
        ("sparql", "SELECT (REGEX('{text}', '^(a+)+$') AS ?found) WHERE {{}}"),
    ],
)
def test_an_evil_regular_expression_ends(queries: Queries, engine: str, text: str) -> None:
    works(queries)
    try:
        found = getattr(queries, engine)(text.format(text="a" * 60 + "!")).rows
        assert found == [(False,)]
    except LimitExceeded:
        pass
    assert works(queries)


@pytest.mark.parametrize(
    ("engine", "text"),
    [
        ("cypher", "UNWIND range(1, 2000000) AS n RETURN n, 'a text of some length to fill the pipe' AS t"),
        ("sparql", "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"),
    ],
)
def test_an_answer_of_a_hundred_megabytes_is_refused(queries: Queries, engine: str, text: str) -> None:
    with pytest.raises(LimitExceeded):
        getattr(queries, engine)(text)
    assert works(queries)


def test_memory_is_watched_from_outside(queries: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    works(queries)
    monkeypatch.setenv(LIMITS["memory"].variable, "300")
    with pytest.raises(LimitExceeded, match="memory"):
        queries.sparql("SELECT ?f WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c")
    monkeypatch.delenv(LIMITS["memory"].variable)
    assert works(queries)


def test_a_long_text_is_refused(queries: Queries) -> None:
    with pytest.raises(LimitExceeded, match="text"):
        queries.cypher("RETURN 1 // " + "x" * 70_000)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize("text", ["0", "-1", "many"])
def test_a_limit_that_is_no_number_is_refused(limit, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limit.variable, text)
    with pytest.raises(BadParameter, match=limit.variable):
        limit.value()


@pytest.mark.parametrize(
    ("engine", "text", "near"),
    [
        ("cypher", "MATCH (a:Actr) RETURN a.id", "Actor"),
        ("cypher", "MATCH (a:Actor)-[:OPERATE]->(h) RETURN a.id", "OPERATES"),
        ("cypher", "MATCH (a:Actor) RETURN a.nme_ja", "name_ja"),
        ("sparql", "SELECT * WHERE { ?a ty:OPERATE ?h }", "OPERATES"),
        ("sparql", "SELECT * WHERE { ?a a ty:Actr }", "Actor"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(queries: Queries, engine: str, text: str, near: str) -> None:
    with pytest.raises(BadQuery) as error:
        getattr(queries, engine)(text)
    assert error.value.values["near"] == near
    for lang in ("ja", "en"):
        assert near in MESSAGES.text(error.value.code, lang, **error.value.values)


@pytest.mark.parametrize(("engine", "text"), [("cypher", "MATCH (a RETURN a"), ("sparql", "SELECT * WHERE { ?a }")])
def test_a_syntax_error_says_where(queries: Queries, engine: str, text: str) -> None:
    with pytest.raises(BadQuery) as error:
        getattr(queries, engine)(text)
    assert "1" in str(error.value.values["why"])


GUARDED_IN_VAIN = {
    "escaped quotes": "'\\",
    "comments that do not end": "/*a",
    "hyphens": "-",
    "words with hyphens": "a-",
    "names of the schema": "ty:Hub ",
    "colons": "ty:",
}


@pytest.mark.parametrize("part", GUARDED_IN_VAIN.values(), ids=GUARDED_IN_VAIN)
def test_the_guard_itself_costs_little(part: str) -> None:
    text = part * (60_000 // len(part))
    for check in (check_cypher, check_sparql):
        start = time.process_time()
        with suppress(QueryError):
            check(text)
        assert time.process_time() - start < 5  # some 20 s each before; no goal of speed


@pytest.mark.parametrize(("engine", "text"), [("cypher", "RETURN 'a"), ("sparql", 'ASK { ?a ?b "c }')])
def test_what_is_not_closed_is_told_with_its_place(queries: Queries, engine: str, text: str) -> None:
    with pytest.raises(BadQuery, match=r"query\.open") as error:
        getattr(queries, engine)(text)
    assert error.value.values["column"] == max(text.find("'"), text.find('"')) + 1


def test_what_is_no_character_is_refused(queries: Queries) -> None:
    with pytest.raises(BadQuery, match=r"query\.character"):
        queries.cypher("RETURN '\ud800'")
    with pytest.raises(BadQuery):
        queries.sparql("ASK { ?s ?p '\\UFFFFFFFF' }")
    assert works(queries)


def test_a_few_rows_of_long_lists_are_refused(queries: Queries) -> None:
    with pytest.raises(LimitExceeded, match=r"query\.(bytes|memory)"):
        queries.cypher("MATCH (a:Actor), (b:Actor) WITH collect(a.id) AS ids UNWIND range(1, 20) AS i RETURN i, ids")
    assert works(queries)
