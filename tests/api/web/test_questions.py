"""The catalogue, questions in plain words, and ad hoc queries over HTTP."""

from __future__ import annotations

import json
import math
from typing import Any

import httpx
import pytest

from api.web.questions.asking import SUBJECTS, subject_of
from graph.model import KnowledgeGraph
from queries.answers import ENGINES, Queries
from queries.catalogue import catalogue
from queries.limits import LIMITS

# Of every subject, and with every type of parameter and column.
SAMPLE = (
    "actors-by-constraint", "actors-tied-to-two-regions", "agreements-over-time", "cases-reporting", "compare-two-hubs",
    "differing-statements", "flows-with-amounts", "hubs-by-prefecture", "paths-of-three", "targets-against-actuals",
    "what-is", "who-is-also-called",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _databases(web: Any) -> None:
    """They are made by the first query, which on a busy machine takes longer than any other."""
    assert httpx.get(f"{web.url}/sparql", params={"query": "ASK {}"}, timeout=300).status_code == 200


def ask(web: Any, name: str, **parameters: Any) -> Any:
    answer = web.get(f"/api/queries/{name}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: httpx.Response, status: int, code: str, lang: str = "en") -> str:
    """Checks the problem document, and gives its sentence."""
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert (answer.status_code, found["code"]) == (status, code), found
    return found["detail"]


# -- the catalogue -------------------------------------------------------------------------------


def test_the_catalogue_lists_every_question_with_what_it_takes_and_gives(web: Any) -> None:
    found = {entry["name"]: entry for entry in web.get("/api/queries").json()}
    assert found.keys() == catalogue().keys()
    for name, question in catalogue().items():
        entry = found[name]
        assert [one["name"] for one in entry["parameters"]] == [*question.parameters]
        assert [one["name"] for one in entry["columns"]] == [one.name for one in question.columns]
        assert (entry["cypher"], entry["sparql"]) == (question.cypher, question.sparql)
        assert entry["ja"] and entry["en"] and entry["good_for"]["ja"] and entry["good_for"]["en"]


def test_every_question_has_a_subject_and_no_subject_is_empty_or_holds_them_all() -> None:
    subjects = [subject_of(question) for question in catalogue().values()]
    assert {*subjects} == {*SUBJECTS}
    assert max(map(subjects.count, SUBJECTS)) < len(subjects) / 2


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("who-operates", "who"), ("hubs-in-a-region", "where"), ("hubs-by-type", "hubs"), ("flows-into", "flows"),
        ("money-outcomes", "outcomes"), ("actors-tied-to-two-regions", "bridges"), ("not-reported", "flows"),
        ("cases-of-a-document", "cases"), ("compare-two-hubs", "hubs"), ("brokers-liaison", "bridges"),
    ],
)  # fmt: skip
def test_a_question_stands_where_one_would_look_for_it(name: str, subject: str) -> None:
    assert subject_of(catalogue()[name]) == subject


# -- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLE)
def test_every_engine_gives_the_rows_of_the_catalogue(web: Any, shipped: KnowledgeGraph, name: str) -> None:
    expected = Queries(shipped, None).ask(name)
    rows = json.loads(json.dumps(expected.rows))
    assert rows
    for engine in ENGINES:
        found = ask(web, name, engine=engine)
        assert found["engine"] == engine
        assert found["rows"] == rows
        assert [one["name"] for one in found["columns"]] == expected.names


@pytest.mark.parametrize("name", ["who-operates", "paths-of-three", "who-is-also-called", "cases-by-orientation"])
def test_the_texts_of_an_answer_are_ready_to_be_run(web: Any, name: str) -> None:
    answer = ask(web, name)
    by_cypher = web.post("/api/cypher", json={"query": answer["cypher"]}).json()
    by_sparql = web.post("/api/sparql", json={"query": answer["sparql"]}).json()
    assert [row[0] for row in by_cypher["rows"]] == [row[0] for row in answer["rows"]]
    assert [row[0] for row in by_sparql["rows"]] == [row[0] for row in answer["rows"]]


def test_a_value_is_written_into_the_texts_as_a_value(web: Any) -> None:
    text = "a'b\\\") } DELETE \n$text"
    answer = ask(web, "who-is-also-called", text=text)
    assert answer["rows"] == []
    for path, query in (("/api/cypher", answer["cypher"]), ("/api/sparql", answer["sparql"])):
        assert web.post(path, json={"query": query}).json()["rows"] == []


def test_nodes_are_named_by_id_or_exact_name(web: Any) -> None:
    by_id = ask(web, "who-operates", hub="hub:co-ba")
    assert ask(web, "who-operates", hub="co-baネットワーク")["rows"] == by_id["rows"] != []
    assert by_id["parameters"] == {"hub": "hub:co-ba"}
    assert by_id["names"]["hub:co-ba"]["type"] == "Hub"
    assert by_id["question"]["en"] == "Who operates co-ba network?"


def test_what_stands_in_the_rows_is_named_and_worded(web: Any, shipped: KnowledgeGraph) -> None:
    answer = ask(web, "roles-of")
    answer = ask(web, "flows-with-amounts")
    nodes = {value for row in answer["rows"] for value in row[:2]}
    assert nodes <= answer["names"].keys()
    assert all(answer["names"][key]["type"] == shipped.nodes[key].type for key in nodes)
    assert answer["words"]["status"]["actual"] == {"ja": "実施", "en": "Actual"}
    differing = ask(web, "differing-statements")
    ties = {row[0] for row in differing["rows"]} & shipped.edges.keys()
    assert ties <= differing["ties"].keys()
    assert all(differing["ties"][key]["source_node"]["id"] == shipped.edges[key].source for key in ties)


def test_the_answer_of_the_tour_is_that_of_the_command_line(web: Any) -> None:
    answer = ask(web, "actors-tied-to-two-regions", one="東京都", other="広島県")
    assert [row[0] for row in answer["rows"]] == ["actor:gov-13113", "actor:gov-34", "actor:shibuya-mirai-design"]


def test_an_answer_is_kept_and_told_to_be_the_same(web: Any) -> None:
    first = web.get("/api/queries/who-heads")
    again = web.get("/api/queries/who-heads", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_suggestions_are_of_the_types_that_a_parameter_takes(web: Any) -> None:
    def types(**asked: Any) -> set[str]:
        results = web.get("/api/search", params={"q": "ひろしま", **asked}).json()["results"]
        return {one["type"] for one in results}

    assert len(types()) > 2
    assert types(type="Region") == {"Region"}
    assert types(type=["Hub", "Actor"]) == {"Hub", "Actor"}
    assert types(type="Nonsense") == set()


# -- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "code", "told"),
    [
        ("who-opertes", 404, "error.no_question", "who-operates"),
        ("who-operates?hubb=hub:co-ba", 400, "query.unknown_parameter", "Nearest: hub"),
        ("who-operates?hub=家業", 400, "query.no_node", "hub:kagyo-lab"),
        ("who-operates?hub=actor:rakuten", 400, "query.no_node", "actor:rakuten"),
        ("hubs-by-form?form=castle", 400, "query.no_choice", "platform"),
        ("paths-of-three?most=many", 400, "query.no_number", "many"),
        ("who-operates?engine=prolog", 400, "web.choice", "cypher, sparql, python"),
        ("who-operates?hub=hub:co-ba&hub=hub:tip", 400, "web.twice", "hub"),
        ("paths-of-three?most=" + "9" * 5000, 400, "query.no_number", "most"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_nearest(
    web: Any, path: str, status: int, code: str, told: str
) -> None:
    assert told in refused(web.get(f"/api/queries/{path}"), status, code)


def test_refusals_are_told_in_japanese(web: Any) -> None:
    answer = web.get("/api/queries/who-operates?hub=家業", headers={"Accept-Language": "ja-JP,en;q=0.5"})
    assert "近いもの：hub:kagyo-lab" in refused(answer, 400, "query.no_node")


@pytest.mark.parametrize("most", [-5, 0, 10**30])
@pytest.mark.parametrize("engine", ENGINES)
def test_odd_numbers_are_answered_or_refused(web: Any, engine: str, most: int) -> None:
    answer = web.get("/api/queries/actors-by-constraint", params={"engine": engine, "most": most})
    assert answer.status_code in (200, 400)


# -- plain words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "parameters"),
    [
        (
            "東京都と広島県をつなぐのは誰ですか",
            "actors-tied-to-two-regions",
            {"one": "region:13", "other": "region:34"},
        ),
        ("Who operates co-ba network?", "who-operates", {"hub": "hub:co-ba"}),
        ("家業イノベーションラボを運営しているのは誰？", "who-operates", {"hub": "hub:kagyo-lab"}),
    ],
)
def test_a_question_in_plain_words(web: Any, text: str, name: str, parameters: dict[str, str]) -> None:
    answer = web.get("/api/ask", params={"q": text}).json()
    assert answer["text"] == text
    assert answer["question"]["name"] == name
    assert answer["parameters"] == parameters
    assert answer["rows"] == ask(web, name, **parameters)["rows"]
    assert {one["name"] for one in answer["alternatives"]}.isdisjoint({name})


def test_what_is_not_understood_is_told_so(web: Any) -> None:
    answer = web.get("/api/ask", params={"q": "今日の天気は？"})
    assert answer.status_code == 200
    assert answer.json() == {"text": "今日の天気は？", "understood": None, "alternatives": []}
    assert web.get("/api/ask").status_code == 422
    assert web.get("/api/ask", params={"q": "あ" * 600}).status_code == 422


# -- ad hoc --------------------------------------------------------------------------------------


def cypher(web: Any, text: str, **parameters: Any) -> httpx.Response:
    return web.post("/api/cypher", json={"query": text, "parameters": parameters})


def test_cypher_answers_with_names(web: Any) -> None:
    text = "MATCH (a:Actor)-[t:OPERATES]->(h:Hub {id: $hub}) RETURN a.id AS actor, t.id AS tie, t.evidence AS lines"
    answer = cypher(web, text, hub="hub:kagyo-lab").json()
    assert [one["name"] for one in answer["columns"]] == ["actor", "tie", "lines"]
    assert answer["rows"]
    for actor, tie, lines in answer["rows"]:
        assert answer["names"][actor]["type"] == "Actor"
        assert answer["ties"][tie]["target_node"]["id"] == "hub:kagyo-lab"
        assert lines[0].startswith("mlit-2019:")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("RETURN 0.0 / 0.0 AS x", "nan"),
        ("RETURN date('2020-01-02') AS x", "2020-01-02"),
        ("RETURN 9223372036854775808 AS x", "9223372036854775808"),
        ("RETURN {a: [1.5, NULL], b: true} AS x", {"a": [1.5, None], "b": True}),
        ("RETURN interval('3 days') AS x", "3 days, 0:00:00"),
    ],
)
def test_whatever_an_engine_gives_can_be_sent(web: Any, text: str, value: Any) -> None:
    answer = cypher(web, text)
    assert answer.status_code == 200, answer.text
    assert answer.json()["rows"] == [[value]]


def test_a_whole_node_and_a_path_can_be_sent(web: Any) -> None:
    answer = cypher(web, "MATCH p = (a:Actor)-[t:OPERATES]->(h:Hub {id: 'hub:co-ba'}) RETURN p, t, h").json()
    assert answer["rows"]
    assert "hub:co-ba" in answer["names"]


@pytest.mark.parametrize("value", [1, 2.5, True, None, "日本", [1, 2], ["a"], {"a": 1}, [], math.nan, "\x00"])
def test_a_parameter_of_any_kind_is_answered_or_refused(web: Any, value: Any) -> None:
    body = json.dumps({"query": "RETURN $x AS x", "parameters": {"x": value}})
    answer = web.post("/api/cypher", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 400), answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"not json", 422),
        (b"\xff\xfe", (400, 422)),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"query": 5}', 422),
        (b'{"query": null}', 422),
        (b'{"query": "RETURN 1", "parameters": []}', 422),
        (b'{"query": "RETURN 1", "parametres": {}}', 422),
        (b'{"query": "RETURN \\ud800"}', 400),
        (b'{"query": "RETURN 1", "parameters": {"x": ' + b"[" * 200 + b"]" * 200 + b"}}", 400),
        (b'{"query": "RETURN 1", "parameters": {"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", (400, 422)),
        (b'{"query": "' + b"x" * 70_000 + b'"}', 413),
        (b'{"query": "RETURN 1", "parameters": {"x": "' + b"x" * (9 * 2**20) + b'"}}', 413),
    ],
    ids=range(14),
)
def test_bodies_that_are_none(web: Any, body: bytes, status: Any) -> None:
    answer = web.post("/api/cypher", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (status if isinstance(status, tuple) else (status,)), answer.text
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("/api/cypher", "CREATE (h:Hub {id: 'x'})", "query.forbidden"),
        ("/api/cypher", "MATCH (h:Hub) SET h.name_ja = 'x'", "query.forbidden"),
        ("/api/cypher", "LOAD FROM '/etc/passwd' RETURN *", "query.forbidden"),
        ("/api/sparql", "INSERT DATA { <a:a> <a:b> <a:c> }", "query.forbidden"),
        ("/api/sparql", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "query.forbidden"),
    ],
)
def test_writes_and_ways_out_are_refused_with_their_place(web: Any, path: str, text: str, code: str) -> None:
    answer = web.post(path, json={"query": text})
    assert "only read" in refused(answer, 400, code)
    assert answer.json()["line"] == 1
    assert answer.json()["column"] >= 1


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("/api/cypher", "MATCH (h:Hub)\nWHERE h.id =\nRETURN h", 3),
        ("/api/sparql", "SELECT ?s\nWHERE { ?s a }", 2),
        ("/api/sparql", "SELECT ?s\nWHERE { ?s ty:kindd ?o }", 2),
        ("/api/cypher", "RETURN\n'a", 2),
    ],
)
def test_mistakes_are_told_with_their_line(web: Any, path: str, text: str, line: int) -> None:
    answer = web.post(path, json={"query": text})
    assert answer.status_code == 400
    assert answer.json()["line"] == line


def test_a_query_that_takes_too_long_is_stopped(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cypher(web, "RETURN 1").status_code == 200
    monkeypatch.setenv(LIMITS["seconds"].variable, "1")
    slow = cypher(web, "MATCH (a), (b), (c) RETURN sum(size(a.id) + size(b.id) + size(c.id))")
    assert "1 seconds" in refused(slow, 503, "query.seconds")
    assert "retry-after" not in slow.headers  # it would cost the same again
    assert cypher(web, "RETURN 1 AS one").json()["rows"] == [[1]]


def test_sparql_of_every_form(web: Any) -> None:
    def rows(text: str) -> Any:
        answer = web.post("/api/sparql", json={"query": text})
        assert answer.status_code == 200, answer.text
        return answer.json()["rows"]

    assert rows("ASK { ?h a ty:Hub }") == [[True]]
    assert rows("SELECT ?h { ?h dcterms:identifier 'hub:co-ba' }") == [["hub:co-ba"]]
    triples = rows("CONSTRUCT { ?h ty:form ?f } WHERE { ?h ty:form ?f } LIMIT 3")
    assert len(triples) == 3
    assert {row[1] for row in triples} == {"form"}
    assert len(rows("DESCRIBE <https://w3id.org/tairyu/id/hub:co-ba>")) > 5


def test_the_languages_name_what_queries_may_name(web: Any) -> None:
    found = web.get("/api/languages").json()
    assert {one["name"] for one in found["limits"]} == LIMITS.keys()
    for name, spec in found["nodes"].items():
        columns = [column for one in spec["properties"] for column in one["cypher"]]
        listed = ", ".join(f"n.{column}" for column in ["id", "name_ja", "name_en", "aliases", "evidence", *columns])
        assert cypher(web, f"MATCH (n:{spec['cypher']}) RETURN {listed} LIMIT 1").status_code == 200, name
        triples = " ".join(f"OPTIONAL {{ ?n {one['sparql']} ?x{i} }}" for i, one in enumerate(spec["properties"]))
        text = f"SELECT * {{ ?n a ty:{name} {triples} }} LIMIT 1"
        assert web.post("/api/sparql", json={"query": text}).status_code == 200, name
    for name, spec in found["edges"].items():
        columns = ", ".join(f"e.{column}" for one in spec["properties"] for column in one["cypher"])
        text = f"MATCH (a:`{spec['source'][0]}`)-[e:{name}]->(b:`{spec['target'][0]}`) RETURN {columns} LIMIT 1"
        assert cypher(web, text).status_code == 200, name


def test_with_a_token_only_posting_needs_it(serve: Any) -> None:
    server = serve(KnowledgeGraph([], []), token="key")
    assert server.post("/api/cypher", json={"query": "RETURN 1"}).status_code == 401
    assert server.post("/sparql", data={"query": "ASK {}"}).status_code == 401
    assert server.get("/api/queries").status_code == 200
    assert server.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    key = {"Authorization": "Bearer key"}
    assert server.post("/api/cypher", json={"query": "RETURN 1 AS x"}, headers=key).json()["rows"] == [[1]]
