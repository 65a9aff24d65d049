"""The SPARQL Protocol over real HTTP; what each parameter and format means is tested with `queries.protocol`."""

from __future__ import annotations

import gzip
import json
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import rdflib

from queries.limits import LIMITS
from queries.protocol import DIRECT, FORM, TABLES, TRIPLES

NAMES = "SELECT ?hub ?name WHERE { ?hub a ty:Hub ; skos:prefLabel ?name } ORDER BY ?hub ?name LIMIT 7"
HUB = "<https://w3id.org/tairyu/id/hub:co-ba>"


@pytest.fixture(scope="module", autouse=True)
def _databases(web: Any) -> None:
    """They are made by the first query, which on a busy machine takes longer than any other."""
    assert httpx.get(f"{web.url}/sparql", params={"query": "ASK {}"}, timeout=300).status_code == 200


def sent(web: Any, method: str, path: str = "/sparql", content: bytes = b"", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.request(method, web.url + path, content=content, headers=named, timeout=60)


def by_get(web: Any, text: str, accept: str = "*/*", method: str = "GET") -> httpx.Response:
    return sent(web, method, f"/sparql?{urlencode({'query': text})}", accept=accept)


def test_every_way_of_asking_gives_the_same(web: Any) -> None:
    expected = by_get(web, NAMES)
    assert len(expected.json()["results"]["bindings"]) == 7
    form = urlencode({"query": NAMES}).encode()
    for answer in (
        sent(web, "POST", content=form, content_type=FORM),
        sent(web, "POST", content=NAMES.encode(), content_type=f"{DIRECT}; charset=UTF-8"),
    ):
        assert (answer.status_code, answer.content) == (200, expected.content)
        assert answer.headers["content-type"] == expected.headers["content-type"] == TABLES[0]


def test_head_is_get_without_a_body(web: Any) -> None:
    whole, head = by_get(web, NAMES), by_get(web, NAMES, method="HEAD")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == whole.headers[name]
    assert by_get(web, "nonsense", method="HEAD").status_code == 400


@pytest.mark.parametrize("media_type", TABLES)
def test_rows_as_asked_for(web: Any, media_type: str) -> None:
    answer = by_get(web, NAMES, media_type)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "hub:" in answer.text


@pytest.mark.parametrize("media_type", TRIPLES)
def test_triples_as_asked_for(web: Any, media_type: str) -> None:
    answer = by_get(web, f"CONSTRUCT {{ {HUB} skos:prefLabel ?n }} WHERE {{ {HUB} skos:prefLabel ?n }}", media_type)
    assert answer.headers["content-type"].partition(";")[0] == media_type
    kind = {"text/turtle": "turtle", "application/n-triples": "nt", "application/ld+json": "json-ld"}.get(media_type)
    if kind:
        assert len(rdflib.Graph().parse(data=answer.content, format=kind)) == 2


def test_what_cannot_be_written_so_is_refused(web: Any) -> None:
    assert by_get(web, NAMES, "text/html").status_code == 406
    assert by_get(web, NAMES, "text/turtle").status_code == 406


def test_several_headers_of_one_name_count_together(web: Any) -> None:
    path = f"/sparql?{urlencode({'query': NAMES})}"
    answer = httpx.get(web.url + path, headers=[("accept", "text/html"), ("accept", "text/csv")], timeout=60)
    assert answer.headers["content-type"].startswith("text/csv")


def test_a_document_may_be_asked_alone(web: Any) -> None:
    graph = "https://w3id.org/tairyu/id/graph/mlit-2019"
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ty:OPERATES ?o }"

    def counted(**parameters: str) -> int:
        answer = sent(web, "GET", f"/sparql?{urlencode({'query': count} | parameters)}")
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    assert 0 < counted(**{"default-graph-uri": graph}) < counted()


def test_an_answer_is_packed_and_known_again(web: Any) -> None:
    text = "SELECT * WHERE { ?h a ty:Hub ; skos:prefLabel ?n }"
    path = f"/sparql?{urlencode({'query': text})}"
    packed = sent(web, "GET", path, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content)
    again = sent(web, "GET", path, accept_encoding="gzip", if_none_match=packed.headers["etag"])
    assert again.status_code == 304
    other = sent(web, "GET", path, accept="text/csv", if_none_match=packed.headers["etag"])
    assert other.status_code == 200
    assert gzip.compress(b"")  # the client has unpacked it
    assert {part.strip() for part in packed.headers["vary"].split(",")} >= {"Accept", "Accept-Encoding"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(web: Any, method: str) -> None:
    answer = sent(web, method, f"/sparql?{urlencode({'query': NAMES})}")
    assert answer.status_code == 405
    assert answer.json()["code"] == "web.method"


@pytest.mark.parametrize(
    ("content_type", "body", "status", "code"),
    [
        ("text/plain", b"ASK {}", 415, "protocol.media_type"),
        ("", b"ASK {}", 415, "protocol.media_type"),
        (DIRECT, b"\xff", 400, "protocol.encoding"),
        (FORM, b"query=%ff", 400, "protocol.encoding"),
        (FORM, b"query=ASK+%7B%7D&query=ASK+%7B%7D", 400, "protocol.one_query"),
        (FORM, b"update=CLEAR+ALL", 400, "protocol.update"),
        (FORM, b"a=1&" * 2000, 400, "protocol.fields"),
        (DIRECT, b"CLEAR ALL", 400, "query.forbidden"),
        (DIRECT, b"ASK { ?s ?p 'a }", 400, "query.open"),
        (DIRECT, b"SELECT" + b" " * 70_000, 413, "query.text"),
    ],
)
def test_refusals(web: Any, content_type: str, body: bytes, status: int, code: str) -> None:
    answer = sent(web, "POST", content=body, content_type=content_type, accept_language="ja")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert any("ぁ" < sign < "ヶ" for sign in answer.json()["detail"])


def test_too_many_rows_and_too_much_time(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_get(web, "ASK {}").json() == {"head": {}, "boolean": True}
    monkeypatch.setenv(LIMITS["rows"].variable, "5")
    assert by_get(web, NAMES).json()["code"] == "query.rows"
    monkeypatch.delenv(LIMITS["rows"].variable)
    monkeypatch.setenv(LIMITS["seconds"].variable, "1")
    slow = by_get(web, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert (slow.status_code, slow.json()["code"]) == (503, "query.seconds")
    assert json.loads(by_get(web, "ASK {}").content)["boolean"]
