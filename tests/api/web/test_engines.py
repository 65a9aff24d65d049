"""The pool of query engines under a crowd: turns, limits, breakdowns, clients that go away; look-ups go on meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import pytest

from api.web.app import create_app
from api.web.engines.databases import Making
from api.web.settings import Settings
from api.web.snapshot import Snapshot
from api.web.warming import warmed
from graph.model import Edge, KnowledgeGraph, Node
from queries.limits import LIMITS

SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS s"
SLOW_SPARQL = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "MATCH (h:Hub) RETURN h.id AS id ORDER BY id"
QUICK_SPARQL = "SELECT ?id WHERE { ?h a ty:Hub ; dcterms:identifier ?id } ORDER BY ?id"


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    hubs = [Node(f"hub:{name}", "Hub", "place", name, name) for name in "ab"]
    actor = Node("actor:a", "Actor", "company", "会社", "A company")
    return KnowledgeGraph([*hubs, actor], [Edge("edge:1", "actor:a", "hub:a", "OPERATES")])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One home, so that the databases need not be made anew for every test."""
    monkeypatch.setenv("TAIRYU_HOME", str(folder))


@pytest.fixture
def pool(serve: Any, small: KnowledgeGraph, seconds: Any, home: None) -> Any:
    """A server with one engine of each language, at which one query may wait; its databases are there."""
    return ready(serve(small, engines=1, waiting=1))


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time of a query; the server reads it at every query."""

    def set_(value: float) -> None:
        monkeypatch.setenv(LIMITS["seconds"].variable, str(value))

    set_(60)
    return set_


def ready(server: Any) -> Any:
    assert cypher(server, QUICK).status_code == 200
    assert sparql(server, QUICK_SPARQL).status_code == 200
    return server


def cypher(server: Any, text: str, **parameters: Any) -> httpx.Response:
    return server.post("/api/cypher", json={"query": text, "parameters": parameters})


def sparql(server: Any, text: str) -> httpx.Response:
    return server.get("/sparql", params={"query": text})


def workers() -> Iterator[psutil.Process]:
    """The processes of the engines, and of the making of databases, that this process has started."""
    for child in psutil.Process().children(recursive=True):
        try:
            if {"queries.engines.worker", "api.web.engines.databases"} & set(child.cmdline()):
                yield child
        except psutil.Error:
            pass


def until(condition: Any, most: float = 20) -> None:
    end = time.monotonic() + most
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def busiest(before: set[int]) -> psutil.Process | None:
    """A process that computes: none of the idle ones of other servers."""
    return next((one for one in workers() if one.pid not in before and one.cpu_percent(0.1) > 20), None)


def left_behind(server: Any, text: str) -> socket.socket:
    """A connection on which a query has been sent, and whose answer nobody reads."""
    host, port = server.url.removeprefix("http://").split(":")
    line = socket.create_connection((host, int(port)), timeout=10)
    body = json.dumps({"query": text}).encode()
    head = f"POST /api/cypher HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    line.sendall(head.encode() + body)
    return line


@pytest.mark.usefixtures("home")
def test_thirty_at_a_time_while_look_ups_go_on(serve: Any, small: KnowledgeGraph, seconds: Any) -> None:
    server = ready(serve(small, engines=2))
    seconds(1.5)
    texts = [(cypher, SLOW), (sparql, SLOW_SPARQL), *[(cypher, QUICK), (sparql, QUICK_SPARQL)] * 6, (cypher, "RETURN")]
    over, waits = threading.Event(), []

    def look_up() -> None:
        with httpx.Client() as client:
            while not over.is_set():
                began = time.monotonic()
                assert client.get(f"{server.url}/api/nodes/hub:a").status_code == 200
                waits.append(time.monotonic() - began)
                time.sleep(0.02)

    looking = threading.Thread(target=look_up)
    looking.start()
    with ThreadPoolExecutor(30) as crowd:
        answers = [*crowd.map(lambda one: one[0](server, one[1]), texts * 2)]
    over.set()
    looking.join()
    told = [answer.json().get("code", "answered") for answer in answers]
    assert told.count("query.seconds") == 4
    assert told.count("query.engine") == 2
    assert told.count("answered") == 24
    # Slow ones hold up each other, but no look-up: nearly none waits as long as the quickest of them runs.
    assert len(waits) > 20
    assert sorted(waits)[int(len(waits) * 0.95)] < 1.5


def test_who_comes_when_too_many_wait_is_told_when_to_come_again(pool: Any, seconds: Any) -> None:
    seconds(2)
    with ThreadPoolExecutor(4) as crowd:
        answers = [*crowd.map(lambda _: cypher(pool, SLOW), range(4))]
    refused = [answer for answer in answers if answer.json()["code"] == "web.busy"]
    assert len(refused) == 2
    assert {(one.status_code, one.headers["retry-after"]) for one in refused} == {(503, "5")}
    assert {one.json()["code"] for one in answers if one not in refused} == {"query.seconds"}
    assert cypher(pool, QUICK).json()["rows"] == [["hub:a"], ["hub:b"]]


def test_one_language_does_not_wait_for_the_other(pool: Any) -> None:
    line = left_behind(pool, SLOW)
    before = time.monotonic()
    assert sparql(pool, QUICK_SPARQL).status_code == 200
    assert time.monotonic() - before < 30
    line.close()


def test_a_worker_that_is_killed_harms_one_query_only(pool: Any) -> None:
    mine = {one.pid for one in workers()}
    with ThreadPoolExecutor(1) as other:
        answer = other.submit(cypher, pool, SLOW)
        until(lambda: busiest(set()) is not None)
        killed = busiest(set())
        killed.kill()
        assert (answer.result().status_code, answer.result().json()["code"]) == (503, "query.crash")
    assert killed.pid in mine
    for _ in range(3):
        assert cypher(pool, QUICK).json()["rows"] == [["hub:a"], ["hub:b"]]


def test_an_idle_worker_that_is_killed_harms_nobody(pool: Any) -> None:
    killed = [*workers()]
    for one in killed:
        one.kill()
    # The kernel takes a moment to end a process.
    until(lambda: all(not one.is_running() or one.status() == psutil.STATUS_ZOMBIE for one in killed))
    assert cypher(pool, QUICK).status_code == sparql(pool, QUICK_SPARQL).status_code == 200


def test_a_client_that_goes_away_leaves_no_engine_behind(pool: Any) -> None:
    line = left_behind(pool, SLOW)
    until(lambda: busiest(set()) is not None)
    worker = busiest(set())
    line.close()
    until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    # The only engine is free again, long before the sixty seconds of the query are over.
    began = time.monotonic()
    assert cypher(pool, QUICK).json()["rows"] == [["hub:a"], ["hub:b"]]
    assert time.monotonic() - began < 30


def test_a_client_that_goes_away_gives_up_its_place(pool: Any) -> None:
    lines = [left_behind(pool, SLOW) for _ in range(2)]
    until(lambda: cypher(pool, QUICK).status_code == 503)  # one at work, one waiting: no place is left
    for line in lines:
        line.close()
    until(lambda: cypher(pool, QUICK).status_code == 200)


def test_the_databases_are_made_once_for_all_who_come_at_first(
    serve: Any, small: KnowledgeGraph, seconds: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[float] = []
    run = Making.run

    def counted(self: Making) -> None:
        made.append(time.monotonic())
        run(self)

    monkeypatch.setattr(Making, "run", counted)
    seconds(0.5)  # less than the making takes: it is not on the time of a query
    server = serve(small)
    with ThreadPoolExecutor(8) as crowd:
        answers = [
            *crowd.map(lambda i: (sparql if i % 2 else cypher)(server, QUICK_SPARQL if i % 2 else QUICK), range(8))
        ]
    assert {answer.status_code for answer in answers} == {200}
    assert len(made) == 1
    stores = Path(os.environ["TAIRYU_HOME"]) / "stores"
    assert len([*stores.iterdir()]) == 1


def test_where_the_databases_cannot_be_made_it_is_told_and_tried_anew(
    serve: Any, small: KnowledgeGraph, seconds: Any, tmp_path: Path
) -> None:
    stores = Path(os.environ["TAIRYU_HOME"]) / "stores"
    stores.parent.mkdir(parents=True)
    stores.write_text("in the way")
    server = serve(small)
    assert cypher(server, QUICK).json()["code"] == "query.start"
    stores.unlink()
    assert cypher(server, QUICK).status_code == 200


@pytest.mark.usefixtures("home", "seconds")
def test_no_process_outlives_the_server(serve: Any, small: KnowledgeGraph) -> None:
    before = {one.pid for one in workers()}
    ready(serve(small))
    assert {one.pid for one in workers()} - before
    serve.stop()
    until(lambda: not {one.pid for one in workers()} - before)


def test_a_server_that_is_stopped_while_it_makes_the_databases(small: KnowledgeGraph) -> None:
    before = {one.pid for one in workers()}
    app = create_app(small, Settings({}), warm=True)

    async def opened() -> None:
        async with app.router.lifespan_context(app):
            while not {one.pid for one in workers()} - before:
                await asyncio.sleep(0.02)

    asyncio.run(asyncio.wait_for(opened(), 60))
    until(lambda: not {one.pid for one in workers()} - before)
    stores = Path(os.environ["TAIRYU_HOME"]) / "stores"
    assert not [one for one in stores.glob("*") if not one.name.startswith(".")]


def test_what_is_warmed_goes_on_where_one_part_fails(small: KnowledgeGraph, caplog: pytest.LogCaptureFixture) -> None:
    done = []

    async def fails(asked: Snapshot) -> None:
        raise OSError("no space left")

    async def works(asked: Snapshot) -> None:
        done.append(asked)

    asked = Snapshot(small, Settings({}))
    modules = [
        SimpleNamespace(__name__=name, **found)
        for name, found in (("a", {"warm": fails}), ("b", {}), ("c", {"warm": works}))
    ]
    with caplog.at_level("ERROR", "tairyu.web"):
        asyncio.run(warmed(asked, modules))
    assert done == [asked]
    assert "no space left" in caplog.text


def test_every_part_of_the_server_can_be_warmed(shipped: KnowledgeGraph) -> None:
    """On a server with `warm`, what the page opens with is there before anybody asks."""
    app = create_app(shipped, Settings({}), warm=True)

    async def opened() -> None:
        async with app.router.lifespan_context(app):
            replies = app.state.served.current.replies
            for _ in range(1200):
                if replies.peek("network") and replies.peek("bridges kind None "):
                    return
                await asyncio.sleep(0.05)
            raise AssertionError("not warmed within a minute")

    asyncio.run(opened())
