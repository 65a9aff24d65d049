"""The SPARQL Protocol: each way of asking, each format read back, negotiation, graphs, and every status."""

from __future__ import annotations

import csv
import io
import json
import socket
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.compare import isomorphic

from api.language import MESSAGES
from queries import protocol
from queries.answers import Queries
from queries.limits import LIMITS
from queries.protocol import DIRECT, FORM, TABLES, TRIPLES, Request, Response, negotiated

HUB = "https://w3id.org/tairyu/id/hub:co-ba"
NAMES = "SELECT ?hub ?name WHERE { ?hub a ty:Hub ; skos:prefLabel ?name } ORDER BY ?hub ?name LIMIT 7"
TIES = f"CONSTRUCT {{ ?a ty:OPERATES <{HUB}> . <{HUB}> skos:prefLabel ?n }} WHERE {{ ?a ty:OPERATES <{HUB}> . <{HUB}> skos:prefLabel ?n }}"
GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
MLIT = "https://w3id.org/tairyu/id/graph/mlit-2019"
KEIDANREN = "https://w3id.org/tairyu/id/graph/keidanren-2020"
NOWHERE = "http://127.0.0.1:9/nothing"


def tell(code: str, **values: object) -> str:
    return MESSAGES.text(code, "en", **values)


@pytest.fixture
def ask(queries: Queries):
    """A query by GET; what stands in `fields` are further parameters."""

    def asked(text: str, accept: str = "", **fields: str | list[str]) -> Response:
        parameters = {"query": text, **{name.replace("_", "-"): value for name, value in fields.items()}}
        return protocol.respond(
            queries, Request("GET", urlencode(parameters, doseq=True), {"Accept": accept} if accept else {}), tell
        )

    return asked


@pytest.fixture
def send(queries: Queries):
    def sent(method: str, query_string: str = "", content_type: str | None = None, body: bytes = b"") -> Response:
        headers = {} if content_type is None else {"content-type": content_type}
        return protocol.respond(queries, Request(method, query_string, headers, body), tell)

    return sent


def rows(response: Response) -> list[tuple[str | None, ...]]:
    assert response.status == 200, response.body
    answer = json.loads(response.body)
    return [
        tuple(row[name]["value"] if name in row else None for name in answer["head"]["vars"])
        for row in answer["results"]["bindings"]
    ]


def truth(response: Response) -> bool:
    assert response.status == 200, response.body
    return json.loads(response.body)["boolean"]


def refused(response: Response, status: int, code: str) -> str:
    """Checks the problem document, and gives its sentence."""
    problem = json.loads(response.body)
    assert (response.status, problem["status"], problem["code"]) == (status, status, code), problem
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["type"] == "about:blank" and problem["title"]
    return problem["detail"]


# Ways of asking


def test_every_way_of_asking_gives_the_same(send, ask) -> None:
    by_get = ask(NAMES)
    form, direct = urlencode({"query": NAMES}), NAMES.encode()
    assert len(rows(by_get)) == 7
    assert send("POST", "", FORM, form.encode()) == by_get
    assert send("POST", "", f"{FORM}; charset=UTF-8", form.encode()) == by_get
    assert send("POST", "", DIRECT, direct) == by_get
    assert send("POST", "", 'Application/SPARQL-Query;charset="utf-8"', direct) == by_get
    assert send("HEAD", form) == by_get


def test_japanese_goes_both_ways(ask, send) -> None:
    text = "SELECT ?x WHERE { VALUES ?x { '知的対流拠点' } }"
    assert rows(ask(text)) == rows(send("POST", "", DIRECT, text.encode())) == [("知的対流拠点",)]


def test_each_way_chooses_graphs(ask, send) -> None:
    text, graph = "ASK { ?s ?p ?o }", urlencode({"default-graph-uri": NOWHERE})
    form = urlencode({"query": text}) + "&" + graph
    assert not truth(ask(text, default_graph_uri=NOWHERE))
    assert not truth(send("POST", "", FORM, form.encode()))
    assert not truth(send("POST", graph, FORM, urlencode({"query": text}).encode()))
    assert not truth(send("POST", graph, DIRECT, text.encode()))


# Formats


def expected(ask) -> list[tuple[str | None, ...]]:
    return rows(ask(NAMES))


@pytest.mark.parametrize("media_type", [TABLES[0], TABLES[4]])
def test_rows_in_json(ask, media_type: str) -> None:
    response = ask(NAMES, media_type)
    assert response.headers["Content-Type"] == media_type and response.headers["Vary"] == "Accept"
    answer = json.loads(response.body)
    assert answer["head"]["vars"] == ["hub", "name"]
    assert {row["hub"]["type"] for row in answer["results"]["bindings"]} == {"uri"}
    assert {row["name"]["xml:lang"] for row in answer["results"]["bindings"]} == {"ja", "en"}


def test_rows_in_xml(ask) -> None:
    response = ask(NAMES, TABLES[1])
    assert response.headers["Content-Type"] == TABLES[1]
    spaces = {"s": "http://www.w3.org/2005/sparql-results#"}
    found = ElementTree.fromstring(response.body).findall("s:results/s:result", spaces)
    assert [tuple(binding[0].text for binding in result) for result in found] == expected(ask)


def test_rows_in_csv(ask) -> None:
    response = ask(NAMES, "text/csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *body = csv.reader(io.StringIO(response.body.decode()))
    assert head == ["hub", "name"] and list(map(tuple, body)) == expected(ask)


def test_rows_in_tsv(ask) -> None:
    response = ask(NAMES, "text/tab-separated-values")
    head, *body = response.body.decode().splitlines()
    assert head == "?hub\t?name"
    read = [tuple(str(rdflib.util.from_n3(term)) for term in line.split("\t")) for line in body]
    assert read == [(f"{hub}", name) for hub, name in expected(ask)]


@pytest.mark.parametrize("media_type", TABLES[:4])
def test_rdflib_reads_what_it_can_read(ask, media_type: str) -> None:
    kinds = {TABLES[0]: "json", TABLES[1]: "xml", TABLES[2]: "csv", TABLES[3]: "tsv"}
    found = rdflib.query.Result.parse(io.BytesIO(ask(NAMES, media_type).body), format=kinds[media_type])
    assert [tuple(map(str, row)) for row in found] == expected(ask)


@pytest.mark.parametrize(
    ("media_type", "true"),
    [(TABLES[0], "true"), (TABLES[1], "<boolean>true<"), ("text/csv", "true"), (TABLES[3], "true")],
)
def test_a_truth_value_in_every_format(ask, media_type: str, true: str) -> None:
    response = ask("ASK { ?s a ty:Hub }", media_type)
    assert response.status == 200 and true in response.body.decode()


@pytest.mark.parametrize("media_type", TRIPLES)
@pytest.mark.parametrize("text", [TIES, f"DESCRIBE <{HUB}>"], ids=["construct", "describe"])
def test_triples_in_every_format(ask, media_type: str, text: str) -> None:
    def read(wanted: str) -> rdflib.Graph:
        response = ask(text, wanted)
        assert response.status == 200 and response.headers["Content-Type"].partition(";")[0] == wanted
        graph = rdflib.Dataset(default_union=True) if wanted == "application/n-quads" else rdflib.Graph()
        graph.parse(data=response.body, format=wanted)
        found = rdflib.Graph()
        found += graph.triples((None, None, None))
        return found

    assert len(read(media_type)) > 2
    assert isomorphic(read(media_type), read("application/n-triples"))


def test_awkward_values_survive_each_format(ask) -> None:
    text = """SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) { ("x,\\"y\\"\\n\\tz" UNDEF "<&>"@en) ("" 1 true) } }"""
    given = [('x,"y"\n\tz', None, "<&>"), ("", "1", "true")]
    assert rows(ask(text)) == given
    for media_type, kind in ((TABLES[1], "xml"), (TABLES[3], "tsv")):
        found = rdflib.query.Result.parse(io.BytesIO(ask(text, media_type).body), format=kind)
        assert [tuple(None if term is None else str(term) for term in row) for row in found] == given
    _, *body = csv.reader(io.StringIO(ask(text, "text/csv").body.decode(), newline=""))
    assert [tuple(row) for row in body] == [tuple(value or "" for value in row) for row in given]


# Negotiation


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", TABLES[0]),
        ("*/*", TABLES[0]),
        ("application/*", TABLES[0]),
        ("text/*", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/html, */*;q=0.1", TABLES[0]),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        ("text/csv; header=present; q=0.8, application/sparql-results+xml;q=0.7", "text/csv"),
        ("application/sparql-results+json;q=0, */*", TABLES[1]),
        ("text/*;q=0.3, text/csv;q=0.2", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("text/csv;q=0", None),
        ("text/html", None),
        ("text/csv;q=nan", None),
        ("text/csv;q=2", None),
        ("nonsense", None),
        (";;,,", None),
    ],
)
def test_negotiation(accept: str, chosen: str | None) -> None:
    assert negotiated(accept, TABLES) == chosen


def test_what_fits_no_form_is_not_acceptable(ask) -> None:
    refused(ask("ASK {}", "text/html"), 406, "query.format")
    refused(ask("ASK {}", "text/turtle"), 406, "query.format")
    refused(ask(TIES, "text/csv"), 406, "query.format")
    assert ask(TIES, "text/csv, text/turtle;q=0.1").headers["Content-Type"] == "text/turtle; charset=utf-8"


# Graphs


def test_each_document_is_a_graph_of_what_cites_it(ask, queries: Queries) -> None:
    cited = {
        item.document
        for thing in (*queries.graph.nodes.values(), *queries.graph.edges.values())
        for item in thing.evidence
    }
    assert cited <= {graph.rpartition("/")[2] for (graph,) in rows(ask(GRAPHS))}
    edge = next(
        edge for edge in queries.graph.edges.values() if {item.document for item in edge.evidence} == {"mlit-2019"}
    )
    statement = f"ASK {{ ?e dcterms:identifier '{edge.id}' ; rdf:subject ?s ; rdf:object ?o . ?s ty:{edge.type} ?o }}"
    assert truth(ask(statement, default_graph_uri=MLIT))
    assert not truth(ask(statement, default_graph_uri=KEIDANREN))


def test_parameters_choose_the_graphs(ask) -> None:
    both = [MLIT, KEIDANREN]
    default, named = "ASK { ?s ?p ?o }", "ASK { GRAPH ?g { ?s ?p ?o } }"
    assert truth(ask(default)) and truth(ask(named))
    assert truth(ask(default, default_graph_uri=both)) and not truth(ask(named, default_graph_uri=both))
    assert truth(ask(named, named_graph_uri=both)) and not truth(ask(default, named_graph_uri=both))
    assert rows(ask(GRAPHS, named_graph_uri=both)) == sorted((graph,) for graph in both)
    assert rows(ask(GRAPHS, default_graph_uri=MLIT, named_graph_uri=KEIDANREN)) == [(KEIDANREN,)]


def test_parameters_go_before_the_query(ask) -> None:
    text = f"ASK FROM <{NOWHERE}> FROM NAMED <{NOWHERE}> {{ ?s ?p ?o }}"
    assert not truth(ask(text)) and truth(ask(text, default_graph_uri=MLIT))


def test_several_default_graphs_are_merged(ask) -> None:
    triples = "SELECT DISTINCT * WHERE { ?s a ty:Actor ; ?p ?o }"
    one, other, merged = (
        set(rows(ask(triples, default_graph_uri=uri))) for uri in (MLIT, KEIDANREN, [MLIT, KEIDANREN])
    )
    assert one and other and merged == one | other and len(merged) > max(len(one), len(other))


def test_relative_iris_stand_below_the_things_of_the_graph(ask) -> None:
    assert truth(ask("ASK { GRAPH <graph/mlit-2019> { ?s ?p ?o } }"))


# Refusals


@pytest.fixture(autouse=True)
def _next_works(ask) -> Iterator[None]:
    """Whatever was asked, the next query is answered."""
    yield
    assert rows(ask(f"SELECT ?id WHERE {{ <{HUB}> dcterms:identifier ?id }}")) == [("hub:co-ba",)]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "get"])
def test_other_methods(send, method: str) -> None:
    response = send(method, urlencode({"query": NAMES}))
    assert method in refused(response, 405, "protocol.method")
    assert response.headers["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/json",
        "application/sparql-update",
        f"{DIRECT}; charset=utf-16",
        "multipart/form-data",
    ],
)
def test_other_media_types(send, content_type: str | None) -> None:
    refused(send("POST", "", content_type, b"ASK {}"), 415, "protocol.media_type")


@pytest.mark.parametrize("fields", ["", "query=ASK{}&query=ASK{}", "default-graph-uri=x"])
def test_not_exactly_one_query(send, fields: str) -> None:
    refused(send("GET", fields), 400, "protocol.one_query")
    refused(send("POST", "", FORM, fields.encode()), 400, "protocol.one_query")


def test_a_query_in_the_url_and_another_in_the_body(send) -> None:
    refused(send("POST", "query=ASK{}", DIRECT, b"ASK {}"), 400, "protocol.one_query")


def test_updates(send, ask) -> None:
    refused(send("POST", "", FORM, b"update=CLEAR+ALL"), 400, "protocol.update")
    refused(send("GET", "update=CLEAR+ALL"), 400, "protocol.update")
    assert "CLEAR" in refused(ask("CLEAR ALL"), 400, "query.forbidden")
    refused(send("POST", "", DIRECT, b"INSERT DATA { <a:a> <a:b> <a:c> }"), 400, "query.forbidden")


@pytest.mark.parametrize(
    "text",
    ["", "SELECT", "SELECT * WHERE { ?a }", "\0", "ASK { ?s nope:x ?o }", "ASK { <a b> ?p ?o }"],
)
def test_a_malformed_query(ask, text: str) -> None:
    assert refused(ask(text), 400, "query.engine")


def test_a_text_that_is_not_closed(ask) -> None:
    assert "column 13" in refused(ask("ASK { ?s ?p 'a }"), 400, "query.open")


def test_what_is_not_utf8(send) -> None:
    refused(send("GET", "query=%ff"), 400, "protocol.encoding")
    refused(send("POST", "", FORM, b"query=%ff"), 400, "protocol.encoding")
    refused(send("POST", "", DIRECT, "ASK {}".encode("utf-16")), 400, "protocol.encoding")


def test_many_parameters(send) -> None:
    refused(send("GET", "&".join(["default-graph-uri=a:a"] * 2000)), 400, "protocol.fields")


@pytest.mark.parametrize("uri", ["", "no iri", "relative", "http://a/<>"])
def test_a_graph_that_is_no_iri(ask, uri: str) -> None:
    refused(ask("ASK {}", default_graph_uri=uri), 400, "query.engine")
    refused(ask("ASK {}", named_graph_uri=uri), 400, "query.engine")


def test_an_unknown_name_is_told_with_the_nearest(ask) -> None:
    assert "OPERATES" in refused(ask("ASK { ?s ty:OPERATE ?o }"), 400, "query.unknown_name")


def test_limits_of_the_text(ask) -> None:
    refused(ask("ASK {} #" + "x" * 70_000), 413, "query.text")
    refused(ask("ASK " + "{" * 3000 + "}" * 3000), 400, "query.nesting")


@pytest.mark.parametrize("text", ["SELECT ?s WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
@pytest.mark.parametrize("accept", ["", "text/csv, application/n-triples"])
def test_limits_of_the_answer(ask, text: str, accept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["rows"].variable, "50")
    assert "50" in refused(ask(f"{text} LIMIT 51", accept), 400, "query.rows")
    assert ask(f"{text} LIMIT 50", accept).status == 200
    monkeypatch.setenv(LIMITS["bytes"].variable, "0.001")
    assert "MiB" in refused(ask(f"{text} LIMIT 50", accept), 400, "query.bytes")


def test_a_format_that_is_longer_than_json_is_bounded_too(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SELECT ?x WHERE { VALUES ?x { '" + "<" * 800 + "' } }"
    monkeypatch.setenv(LIMITS["bytes"].variable, "0.002")
    assert ask(text).status == 200
    refused(ask(text, TABLES[1]), 400, "query.bytes")


def test_an_answer_of_a_hundred_megabytes(ask) -> None:
    for text in ("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }", "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"):
        assert ask(text).status == 400


def test_time_and_memory(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["seconds"].variable, "1")
    slow = ask("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    refused(slow, 503, "query.seconds")
    assert "Retry-After" not in slow.headers
    monkeypatch.delenv(LIMITS["seconds"].variable)
    ask("ASK {}")  # the start of the engine is not to be the query's
    monkeypatch.setenv(LIMITS["memory"].variable, "300")
    refused(ask("SELECT ?f WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c"), 503, "query.memory")
    monkeypatch.delenv(LIMITS["memory"].variable)


def test_a_limit_that_is_set_wrongly_is_the_servers_fault(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["bytes"].variable, "many")
    assert "many" in refused(ask("ASK {}"), 500, "query.bad_limit")
    monkeypatch.delenv(LIMITS["bytes"].variable)


def test_a_breakdown_of_the_engine(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMITS["nesting"].variable, "100000")
    assert ask("SELECT * WHERE " + "{" * 9000 + "?s ?p ?o" + "}" * 9000).status in (400, 503)


# A guard that reads words can be led astray; then the process itself must not reach anybody.
HIDDEN = {
    "service": "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "by a comment that ends with a carriage return": "SELECT * {{ # x\r SERVICE <{url}> {{ ?s ?p ?o }}\n}}",
    "by a wide space in an IRI": "SELECT * {{ OPTIONAL {{ ?a ?b <http://a/\u3000#> }} SERVICE <{url}> {{ ?s ?p ?o }}\n}}",
    "as a prefix": "PREFIX : <{url}> SELECT * {{ SERVICE: {{ ?s ?p ?o }} }}",
    "glued to another word": "SELECT * {{ SERVICESILENT<{url}> {{ ?s ?p ?o }} }}",
    "glued to a value": "SELECT * {{ OPTIONAL {{ ?a ?b trueSERVICE<{url}> {{ ?s ?p ?o }} }} }}",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_service_reaches_nobody(ask, text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        url = f"http://127.0.0.1:{canary.getsockname()[1]}/x"
        assert ask(text.format(url=url)).status in (200, 400)
        assert ask("ASK { ?s ?p ?o }", default_graph_uri=url, named_graph_uri=url).status == 200
        with pytest.raises(BlockingIOError):
            canary.accept()
