"""`tairyu serve` as a user starts and stops it."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

import httpx
import psutil
import pytest


def test_one_command_serves_the_page_and_the_api(tairyu: Any) -> None:
    server = tairyu.serve("--port", "0")
    assert "Open http://127.0.0.1:" in "".join(server.lines)
    assert "<title>" in server.get("/").text
    assert server.get("/healthz").json()["status"] == "ok"
    assert "GET /api/nodes/{id}" in server.get("/docs").text


def test_a_japanese_user_is_told_in_japanese(tairyu: Any) -> None:
    server = tairyu.serve("--port", "0", TAIRYU_LANG="ja")
    assert "ブラウザで開いてください" in "".join(server.lines)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_asked_and_lets_requests_end(tairyu: Any, how: int) -> None:
    server = tairyu.serve("--port", "0", TAIRYU_SHUTDOWN="60")
    server.get("/healthz")
    found: list[int] = []
    # The bridges take seconds the first time.
    asking = threading.Thread(target=lambda: found.append(server.get("/api/bridges").status_code))
    asking.start()
    time.sleep(0.5)
    server.stop(how)
    asking.join()
    assert found == [200]
    assert server.code in (0, -how, 128 + how)
    assert "Traceback" not in "".join(server.lines)


def test_it_leaves_no_process_behind(tairyu: Any) -> None:
    server = tairyu.serve("--port", "0")
    assert server.get("/sparql", params={"query": "ASK { ?a ?b ?c }"}).status_code == 200
    below = psutil.Process(server.process).children(recursive=True)
    assert below, "the engine is a process of its own"
    server.stop()
    _, alive = psutil.wait_procs(below, timeout=10)
    assert not alive


def test_a_port_that_is_taken_is_said_to_be(tairyu: Any) -> None:
    server = tairyu.serve("--port", "0")
    port = server.url.rpartition(":")[2]
    found = tairyu("serve", "--port", port)
    assert found.code == 2
    assert port in found.err


def test_a_bad_setting_is_named(tairyu: Any) -> None:
    found = tairyu("serve", "--port", "0", TAIRYU_BODY="much")
    assert found.code == 2
    assert "TAIRYU_BODY=much" in found.err


def test_a_folder_without_a_graph_is_named(tairyu: Any) -> None:
    found = tairyu("serve", "--graph", "nowhere")
    assert found.code == 2
    assert "nowhere" in found.err


def test_on_loopback_other_names_are_not_answered(tairyu: Any) -> None:
    server = tairyu.serve("--port", "0")
    assert server.get("/healthz").status_code == 200
    assert server.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
    assert server.get("/healthz", headers={"Host": f"localhost:{server.url.rpartition(':')[2]}"}).status_code == 200


def test_the_folder_of_the_graph_is_served_and_rebuilt(tairyu: Any) -> None:
    assert tairyu("build", "--out", "graph").code == 0
    server = tairyu.serve("--port", "0", "--graph", "graph", TAIRYU_TOKEN="key")
    before = server.get("/healthz").json()["graph"]
    assert before in os.listdir(tairyu.folder / "graph")
    answer = httpx.post(f"{server.url}/api/rebuild", headers={"Authorization": "Bearer key"}, timeout=60)
    assert answer.status_code == 200
    assert server.get("/healthz").json()["graph"] == before, "the same cases make the same graph"
