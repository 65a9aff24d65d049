"""What a stranger on the network may try: each attempt is made over a real connection to a real server."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from graph.model import KnowledgeGraph, Node

TOKEN = "a secret of some length"
PATIENCE = 0.6


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    return KnowledgeGraph([Node("hub:a", "Hub", "place", "拠点", "Hub A", properties={"form": "place"})], [])


@pytest.fixture
def strict(serve: Any, small: KnowledgeGraph) -> Any:
    """A server that waits and reads only little."""
    return serve(small, patience=PATIENCE, body=0.01, connections=50)


def connected(server: Any) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def spoken(server: Any, data: bytes) -> bytes:
    """What the server says to some bytes, until it closes or is silent for a second."""
    with connected(server) as line:
        line.sendall(data)
        line.settimeout(3)
        return b"".join(iter(lambda: heard(line), b""))


def heard(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except (TimeoutError, ConnectionResetError):
        return b""


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status_code
    assert found["detail"]
    return found


# -- bodies and clients --------------------------------------------------------------------------


def test_a_body_that_says_it_is_huge_is_refused_unread(strict: Any) -> None:
    began = time.monotonic()
    answer = spoken(strict, b"POST /api/cypher HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"web.too_large" in answer
    assert time.monotonic() - began < 3


def test_a_body_that_lies_about_its_length_is_counted(strict: Any) -> None:
    chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    head = (
        b"POST /api/cypher HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert spoken(strict, head + chunk).startswith(b"HTTP/1.1 413 ")


def test_a_body_within_the_limit_is_read(strict: Any) -> None:
    assert strict.post("/api/cypher", json={"query": "x" * 5000}).status_code in (400, 413)
    assert strict.post("/sparql", data={"query": "ASK { }"}).status_code == 200


def test_a_body_that_never_ends_is_given_up(strict: Any) -> None:
    began = time.monotonic()
    answer = spoken(
        strict,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK",
    )
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert PATIENCE * 0.8 < time.monotonic() - began < 10


def test_a_head_that_never_ends_is_given_up(strict: Any) -> None:
    began = time.monotonic()
    assert spoken(strict, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") == b""
    assert time.monotonic() - began < 2.9, "closed by the server, not by our own patience"


def test_slow_clients_do_not_keep_others_waiting(strict: Any) -> None:
    slow = [connected(strict) for _ in range(30)]
    for line in slow:
        line.sendall(b"GET /healthz HTTP/1.1\r\n")
    began = time.monotonic()
    assert strict.get("/healthz").status_code == 200
    assert time.monotonic() - began < PATIENCE
    for line in slow:
        line.close()


def test_an_idle_connection_is_closed(strict: Any) -> None:
    with connected(strict) as line:
        line.settimeout(5)
        assert line.recv(1) == b""


def test_too_many_connections_are_told_to_come_back(serve: Any, small: KnowledgeGraph) -> None:
    server = serve(small, connections=5, patience=5)
    held = [connected(server) for _ in range(8)]
    try:
        assert server.get("/healthz").status_code == 503
    finally:
        for line in held:
            line.close()


# -- paths, ranges, headers ----------------------------------------------------------------------

TRAVERSALS = (
    "../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd",
    "..%5c..%5cwindows%5cwin.ini", "%00", "page.css%00.js", "/etc/passwd", "//etc/passwd", "__init__.py", "words/frame.yaml",
    "%ff%fe", "core/../../__init__.py",
)  # fmt: skip


@pytest.mark.parametrize("before", ["/assets/", "/api/nodes/", "/api/export/", "/viz/", "/api/queries/", "/"])
@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_out(web: Any, before: str, path: str) -> None:
    answer = spoken(web, f"GET {before}{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    status = int(answer.split(b" ", 2)[1])
    assert status in (400, 404, 422)
    assert b"root:" not in answer
    assert b"import annotations" not in answer


@pytest.mark.parametrize(
    "ranges", ["bytes=0-1", "bytes=" + ",".join(f"{n}-" for n in range(2000)), "bytes=-1,-2", "lines=1-"]
)
@pytest.mark.parametrize("path", ["/assets/main.js", "/api/nodes/hub:co-ba", "/"])
def test_a_range_gives_the_whole_once(web: Any, path: str, ranges: str) -> None:
    whole, answer = web.get(path), web.get(path, headers={"Range": ranges})
    assert answer.status_code == 200
    assert answer.content == whole.content


def test_a_line_break_in_a_value_makes_no_header(web: Any) -> None:
    forged = "x%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>"
    for path in (
        f"/api/nodes/{forged}",
        f"/api/search?q={forged}",
        f"/api/export/{forged}",
        f"/viz/{forged}",
        f"/{forged}",
    ):
        answer = web.get(path)
        assert "set-cookie" not in answer.headers
        assert not answer.headers["content-type"].startswith("text/html") or "<script>" not in answer.text


def test_the_name_of_the_host_is_in_no_answer(web: Any) -> None:
    for path in ("/", "/healthz", "/docs", "/openapi.json", "/api/nodes/hub:co-ba", "/viz/hub:co-ba", "/nope"):
        answer = web.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert "evil.example" not in answer.text + str(answer.headers)


def test_only_the_names_that_are_listed_are_answered(serve: Any, small: KnowledgeGraph) -> None:
    server = serve(small, hosts=("127.0.0.1", "localhost"))
    assert server.get("/healthz").status_code == 200
    assert server.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert server.get("/healthz", headers={"Host": "localhost:1234"}).status_code == 200


def paths_of(server: Any) -> list[tuple[str, str]]:
    """Every route with a value for each part of its path."""
    found = []
    for path, operations in server.get("/openapi.json").json()["paths"].items():
        filled = path.replace("{format}", "jsonl").replace("{name}", "hubs-by-type").replace("{id}", "hub:a")
        found += [(method.upper(), filled) for method in operations]
    return [*found, ("GET", "/"), ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/assets/main.js")]


def test_every_answer_tells_browsers_what_not_to_do(serve: Any, small: KnowledgeGraph) -> None:
    server = serve(small)
    for method, path in paths_of(server):
        answer = httpx.request(method, server.url + path, timeout=60)
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "no-referrer", path
        assert answer.headers["x-frame-options"] == "DENY", path
        assert answer.headers["x-request-id"], path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "server" not in answer.headers, path


def test_no_other_site_may_read_by_default(web: Any) -> None:
    answer = web.get("/api/nodes/hub:co-ba", headers={"Origin": "https://other.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_listed_site_may_read_and_no_other(serve: Any, small: KnowledgeGraph) -> None:
    server = serve(small, cors=("https://friend.example",))
    friend, other = ({"Origin": f"https://{name}.example"} for name in ("friend", "other"))
    assert server.get("/healthz", headers=friend).headers["access-control-allow-origin"] == "https://friend.example"
    assert "access-control-allow-origin" not in server.get("/healthz", headers=other).headers
    assert "access-control-allow-credentials" not in server.get("/healthz", headers=friend).headers


# -- who may write -------------------------------------------------------------------------------


def test_without_a_token_nothing_is_written(serve: Any, small: KnowledgeGraph) -> None:
    server = serve(small)
    for path in ("/api/cases", "/api/judgements", "/api/rebuild"):
        body = {"files": {"a.yaml": ""}, "judgement": "same", "actors": ["a", "b"], "because": "c"}
        found = problem_of(server.post(path, json=body))
        assert (found["status"], found["code"]) == (403, "web.read_only")
    assert server.post("/api/cypher", json={"query": "MATCH (h:Hub) RETURN count(h)"}).status_code == 200


@pytest.fixture
def locked(serve: Any, small: KnowledgeGraph) -> Iterator[Any]:
    return serve(small, token=TOKEN)


def test_with_a_token_everything_but_reading_needs_it(locked: Any) -> None:
    walked = [(method, path) for method, path in paths_of(locked) if method != "GET"]
    assert {"/api/cypher", "/sparql", "/api/cases", "/api/rebuild"} <= {path for _, path in walked}
    odd = [(method, path) for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE") for path in ("/", "/nope")]
    for method, path in walked + odd:
        for headers in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": f"Basic {TOKEN}"},
            {"Authorization": TOKEN},
        ):
            answer = httpx.request(method, locked.url + path, headers=headers)
            assert answer.status_code == 401, (method, path)
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert problem_of(answer)["code"] == "web.token"


def test_reading_needs_no_token(locked: Any) -> None:
    for path in ("/", "/healthz", "/api/nodes/hub:a", "/api/schema"):
        assert locked.get(path).status_code == 200
    assert httpx.head(f"{locked.url}/healthz").status_code in (200, 405)


def test_the_token_opens(locked: Any) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert locked.post("/sparql", data={"query": "ASK { }"}, headers=headers).status_code == 200


# -- refusals and the log ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nope", 404, "web.no_page"),
        ("/api/nodes/nope", 404, "error.no_node"),
        ("/api/edges/nope", 404, "web.no_edge"),
        ("/api/evidence?document=nope&first=1&last=2", 404, "web.no_document"),
        ("/api/evidence?document=mlit-2019&first=1&last=2", 404, "web.not_attached"),
        ("/api/search?limit=x", 422, "web.parameter"),
        ("/api/cypher", 405, "web.method"),
    ],
)
def test_every_refusal_is_a_problem_document_in_both_languages(web: Any, path: str, status: int, code: str) -> None:
    ja, en = (problem_of(web.get(path, headers={"Accept-Language": f"{lang}, de;q=0.5"})) for lang in ("ja", "en-GB"))
    assert (ja["status"], ja["code"]) == (en["status"], en["code"]) == (status, code)
    assert ja["detail"] != en["detail"]


def test_a_failure_inside_is_told_without_its_details(serve: Any, small: KnowledgeGraph, caplog: Any) -> None:
    server = serve(small)

    @server.app.get("/fails")
    async def fails() -> None:
        raise RuntimeError("the secret detail")

    answer = server.get("/fails")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert problem_of(answer)["code"] == "web.failed"
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert server.get("/healthz").status_code == 200


def test_the_log_is_one_json_object_a_request_and_cannot_be_forged(tairyu: Any) -> None:
    server = tairyu.serve("--port", "0")
    server.get("/healthz")
    server.get("/nope%0a%7B%22what%22%3A%22forged%22%7D%0a")
    lines = server.stop()
    entries = [json.loads(line) for line in lines if line.startswith("{")]
    requests = [entry for entry in entries if entry["what"] == "request"]
    assert [entry["status"] for entry in requests] == [200, 404]
    assert requests[0] | {"method": "GET", "path": "/healthz"} == requests[0]
    assert requests[0]["ms"] >= 0
    assert not any(entry["what"] == "forged" for entry in entries)


def test_many_at_a_time_are_all_answered(web: Any) -> None:
    paths = ["/api/nodes/hub:co-ba", "/api/schema", "/healthz", "/api/search?q=co-ba", "/"] * 20
    with ThreadPoolExecutor(20) as pool:
        assert {answer.status_code for answer in pool.map(web.get, paths)} == {200}
