"""Writing by way of the API: case files, judgements, the rebuild."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from trial import CASE

from graph.model import KnowledgeGraph
from ingest.project import known_documents
from ingest.sources import attach, home, versions

KEY = {"Authorization": "Bearer key"}


@pytest.fixture
def server(serve: Any, shipped: KnowledgeGraph, sources: Path) -> Any:
    attach(sources, versions(known_documents().values()))
    return serve(shipped, token="key")


def upload(server: Any, **files: str) -> Any:
    return server.post(
        "/api/cases", json={"files": {f"{name}.yaml": text for name, text in files.items()}}, headers=KEY
    )


def kept() -> list[str]:
    return sorted(path.name for path in (home() / "cases").rglob("*") if path.is_file())


def test_a_case_is_uploaded_built_in_and_served(server: Any) -> None:
    before = server.get("/healthz").json()
    found = upload(server, **{"my-case": CASE})
    assert found.status_code == 201
    assert found.json()["files"] == ["my-case.yaml"]
    assert server.get("/healthz").json() == before, "served only after the rebuild"
    done = server.post("/api/rebuild", headers=KEY)
    assert done.status_code == 200
    after = server.get("/healthz").json()
    assert after["nodes"] == done.json()["nodes"] == before["nodes"] + 2
    ties = server.get("/api/nodes/hub:my-hub").json()["in"]
    assert {(tie["source"], tie["type"]) for tie in ties} == {("my-case", "DESCRIBES"), ("actor:tsukuruba", "OPERATES")}
    assert server.get("/api/search?q=試しの拠点").json()["results"][0]["id"] == "hub:my-hub"


def test_a_tag_of_before_the_rebuild_is_not_taken_for_the_new_answer(server: Any) -> None:
    first = server.get("/api/nodes/actor:tsukuruba")
    same = {"If-None-Match": first.headers["etag"]}
    assert server.get("/api/nodes/actor:tsukuruba", headers=same).status_code == 304
    upload(server, **{"my-case": CASE})
    server.post("/api/rebuild", headers=KEY)
    assert server.get("/api/nodes/actor:tsukuruba", headers=same).status_code == 200


def test_a_case_with_mistakes_is_refused_whole_with_their_lines(server: Any) -> None:
    wrong = CASE.replace("ツクルバ", "知られざる会社").replace("form: place", "form: palace")
    found = upload(server, **{"my-case": CASE, "other-case": wrong.replace("my-", "other-")})
    assert found.status_code == 422
    problems = found.json()["problems"]
    assert {(one["file"], one["line"]) for one in problems} == {("other-case.yaml", 9)}
    assert "palace" in problems[0]["message"]
    assert kept() == []


def test_names_that_lead_elsewhere_are_refused(server: Any) -> None:
    for name in (
        "../x.yaml",
        "/tmp/x.yaml",
        "actors/../../x.yaml",
        "x.yml",
        "X.yaml",
        "a/b.yaml",
        "x.yaml\n",
        "..yaml",
        "",
    ):
        found = server.post("/api/cases", json={"files": {name: CASE}}, headers=KEY)
        assert (found.status_code, found.json()["code"]) == (400, "web.case_name")
    assert kept() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "a: *b",
        "!!python/object/apply:os.system ['true']",
        "\ud800",
        "case: my-case\n" + "[" * 5000,
        "a: &x [1]\nb: *x",
    ],
)
def test_text_that_is_no_case_is_refused(server: Any, text: str) -> None:
    body = json.dumps({"files": {"my-case.yaml": text}})
    found = server.post("/api/cases", content=body, headers=KEY | {"Content-Type": "application/json"})
    assert found.status_code == 422
    assert kept() == []


def test_a_case_is_taken_away_again(server: Any) -> None:
    upload(server, **{"my-case": CASE})
    assert server.get("/api/cases").json() == {"files": ["my-case.yaml"]}
    assert httpx.delete(f"{server.url}/api/cases/nope.yaml", headers=KEY).status_code == 404
    assert httpx.delete(f"{server.url}/api/cases/..%2f..%2fx.yaml", headers=KEY).status_code == 404
    assert httpx.delete(f"{server.url}/api/cases/my-case.yaml", headers=KEY).status_code == 200
    assert kept() == []


def test_a_judgement_merges_two_actors_and_is_taken_back(server: Any) -> None:
    pair = [node.id for node in _two_companies(server)]
    body = {"judgement": "same", "actors": pair, "because": "for a test"}
    assert server.post("/api/judgements", json=body, headers=KEY).status_code == 201
    assert server.get("/api/judgements").json()[0]["because"] == "for a test"
    server.post("/api/rebuild", headers=KEY)
    assert server.get(f"/api/nodes/{pair[1]}").status_code == 404
    taken = httpx.delete(f"{server.url}/api/judgements", params={"one": pair[0], "other": pair[1]}, headers=KEY)
    assert taken.status_code == 200
    server.post("/api/rebuild", headers=KEY)
    assert server.get(f"/api/nodes/{pair[1]}").status_code == 200


def _two_companies(server: Any) -> list[Any]:
    graph = server.app.state.served.current.graph
    companies = (
        node for node in graph.of_type("Actor") if node.kind == "company" and not node.properties.get("generic")
    )
    return [next(companies), next(companies)]


def test_a_judgement_on_nobody_names_the_nearest(server: Any) -> None:
    body = {"judgement": "same", "actors": ["tsukuruva", "ibm"], "because": "x"}
    found = server.post("/api/judgements", json=body, headers=KEY)
    assert found.status_code == 422
    assert "tsukuruba" in found.text


def test_reading_goes_on_while_the_graph_is_built_anew(server: Any) -> None:
    upload(server, **{"my-case": CASE})
    done = threading.Event()
    waits: list[float] = []

    def read() -> None:
        while not done.is_set():
            began = time.monotonic()
            assert server.get("/api/nodes/hub:co-ba").status_code == 200
            waits.append(time.monotonic() - began)

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        began = time.monotonic()
        assert server.post("/api/rebuild", headers=KEY).status_code == 200
        took = time.monotonic() - began
        done.set()
        for reader in readers:
            reader.result()
    assert len(waits) > 10
    assert max(waits) < took, "no reader waited for the whole build"


def test_one_rebuild_at_a_time(server: Any) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: server.post("/api/rebuild", headers=KEY).status_code, range(4)))
    assert set(found) <= {200, 409}
    assert 200 in found
    assert server.post("/api/rebuild", headers=KEY).status_code == 200
