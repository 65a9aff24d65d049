"""The graph to download: the same bytes as `tairyu export`, rendered once, read from disk as the client takes them."""

from __future__ import annotations

import asyncio
import csv
import gc
import gzip
import io
import os
import pickle
import random
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.exports import export, formats
from api.web.exports import downloads, rendering
from graph.export import NotInstalled
from graph.model import Edge, Evidence, KnowledgeGraph, Node

FORMATS = formats("en")


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    cited = (Evidence("doc", (1, 2), "0" * 16),)
    nodes = [
        Node("doc", "Document", None, "文書", "Document", properties={"title_ja": "文書", "title_en": "Document"}),
        Node("hub:a", "Hub", "place", '=HYPERLINK("http://x")', "＋1", ("@SUM(A1)",), {"form": "place"}, cited),
        *(
            Node(f"actor:{n:03}", "Actor", "company", f"主体{n}", f"Actor {n}", (), {"kind": "company"}, cited)
            for n in range(300)
        ),
    ]
    edges = [Edge(f"edge:{n:03}", f"actor:{n:03}", "hub:a", "OPERATES", None, {}, cited) for n in range(300)]
    return KnowledgeGraph(nodes, edges)


@pytest.fixture
def server(serve: Any, small: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A server that renders in its own process, which is quicker for a small graph."""

    async def here(*how: Any) -> Any:
        found = rendering._done(rendering._task(*how))
        if isinstance(found, NotInstalled):
            raise found
        return found

    monkeypatch.setattr(downloads, "render", here)
    return serve(small)


def version(server: Any) -> str:
    return server.get("/healthz").json()["graph"]


def files_of(answer: httpx.Response) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_format_is_what_the_command_writes(server: Any, small: KnowledgeGraph, tmp_path: Path) -> None:
    for name, form in FORMATS.items():
        written = export(small, name, tmp_path / name, "en")
        answer = server.get(f"/api/export/{name}")
        assert answer.status_code == 200
        if form.is_folder:
            assert answer.headers["content-type"] == "application/zip"
            assert files_of(answer) == {path.name: path.read_bytes() for path in written}
            file = f"tairyu-{version(server)}-{name}.zip"
        else:
            assert answer.headers["content-type"] == form.media_type
            assert answer.content == written[0].read_bytes()
            file = f"tairyu-{version(server)}{form.suffix}"
        assert answer.headers["content-disposition"] == f'attachment; filename="{file}"'


def test_the_list_tells_what_each_format_is_for(web: Any) -> None:
    found = web.get("/api/export").json()
    assert found["graph"] == version(web)
    assert [one["name"] for one in found["formats"]] == list(FORMATS)
    for one in found["formats"]:
        assert one["available"] is True
        assert all(one[key][lang] for key in ("label", "use") for lang in ("ja", "en"))


def test_the_shipped_graph_comes_whole(web: Any, shipped: KnowledgeGraph) -> None:
    answer = web.get("/api/export/csv")
    listed = {one["url"]: one["file"] for one in web.get("/api/export").json()["formats"]}
    assert listed["/api/export/csv"] in answer.headers["content-disposition"]
    files = files_of(answer)
    for name, table in (("nodes", shipped.nodes), ("edges", shipped.edges)):
        rows = list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"), newline="")))
        assert {row["id"] for row in rows} == set(table)


def test_no_cell_is_a_formula(server: Any) -> None:
    text = files_of(server.get("/api/export/csv"))["nodes.csv"].decode("utf-8-sig")
    hub = next(row for row in csv.DictReader(io.StringIO(text, newline="")) if row["id"] == "hub:a")
    assert (hub["name_ja"], hub["name_en"], hub["aliases"]) == ('\'=HYPERLINK("http://x")', "'＋1", "'@SUM(A1)")


@pytest.mark.parametrize("name", ["jsonl", "graphml"])
def test_a_client_that_has_it_gets_it_no_more(server: Any, name: str) -> None:
    first = server.get(f"/api/export/{name}")
    again = server.get(f"/api/export/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_packed_for_those_who_take_it_and_of_a_known_length(server: Any) -> None:
    plain = server.get("/api/export/graphml", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert int(plain.headers["content-length"]) == len(plain.content)
    with httpx.stream("GET", f"{server.url}/api/export/graphml", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(packed) < len(plain.content) / 4
    assert gzip.decompress(packed) == plain.content
    assert "content-encoding" not in server.get("/api/export/csv").headers  # a zip is packed already


@pytest.mark.parametrize("name", ["csv", "gexf"])
def test_head_tells_the_same_without_the_file(server: Any, name: str) -> None:
    head = httpx.head(f"{server.url}/api/export/{name}", headers={"Accept-Encoding": "identity"}, timeout=60)
    whole = server.get(f"/api/export/{name}", headers={"Accept-Encoding": "identity"})
    assert (head.status_code, head.content) == (200, b"")
    for field in ("content-length", "content-type", "content-disposition", "etag"):
        assert head.headers[field] == whole.headers[field]


def test_a_range_gives_the_whole(server: Any) -> None:
    whole = server.get("/api/export/gexf")
    answer = server.get("/api/export/gexf", headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (200, whole.content)


@pytest.mark.parametrize("found", ["docx", "JSONL", "jsonl.zip", "..", "...", "%00", "=cmd", "<script>"])
def test_an_unknown_format_names_those_that_there_are(web: Any, found: str) -> None:
    answer = httpx.get(f"{web.url}/api/export/{found}", headers={"Accept-Language": "ja"})
    assert answer.status_code == 404
    problem = answer.json()
    if found != "..":  # which the client resolves itself
        assert problem["code"] == "web.no_format"
        assert problem["formats"] == list(FORMATS)
        assert "jsonl, csv, parquet" in problem["detail"]


@pytest.mark.parametrize("path", ["..%2f..%2fetc%2fpasswd", "csv%2f..%2fnodes.csv", "%2e%2e%2fnodes.jsonl", "0", ".."])
def test_no_path_leads_to_another_file(server: Any, path: str) -> None:
    server.get("/api/export/csv")  # so that there are files
    answer = server.get(f"/api/export/{path}")
    assert answer.status_code in (200, 404) if path == ".." else answer.status_code == 404
    assert answer.headers["content-type"].startswith(("application/problem+json", "application/json"))


def test_without_its_library_a_format_is_listed_as_such_and_refused(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setattr("api.web.exports.routes.find_spec", lambda name: None)
    answer = server.get("/api/export/parquet")
    assert (answer.status_code, answer.json()["code"]) == (501, "web.needs_library")
    assert "pip install 'tairyu[large]'" in answer.json()["detail"]
    listed = {one["name"]: one["available"] for one in server.get("/api/export").json()["formats"]}
    assert [name for name, available in listed.items() if not available] == ["parquet"]


def test_the_process_that_renders_tells_what_it_lacks(small: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('not here')", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    task = rendering._task(small, "parquet", "en", tmp_path / "out")
    done = subprocess.run([sys.executable, "-m", rendering._MODULE], input=task, env=environment, capture_output=True)
    missing = pickle.loads(done.stdout)
    assert isinstance(missing, NotInstalled) and (missing.library, missing.extra) == ("pyarrow", "large")
    assert not (tmp_path / "out").exists()


def test_many_downloads_render_once_and_others_are_answered_meanwhile(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    begun, may_go_on = downloads.render, threading.Event()

    async def slowly(graph: KnowledgeGraph, name: str, *more: Any) -> Any:
        rendered.append(name)
        await asyncio.to_thread(may_go_on.wait, 60)
        return await begun(graph, name, *more)

    monkeypatch.setattr(downloads, "render", slowly)
    with ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(server.get, "/api/export/turtle") for _ in range(20)]
        while not rendered:
            time.sleep(0.01)
        assert server.get("/api/nodes/hub:a").status_code == 200
        assert not any(answer.done() for answer in waiting)
        may_go_on.set()
        answers = {answer.result().content for answer in waiting}
    assert rendered == ["turtle"]
    assert len(answers) == 1


def test_an_export_may_take_longer_than_a_body(serve: Any, small: KnowledgeGraph) -> None:
    assert serve(small, patience=0.2).get("/api/export/jsonl").status_code == 200


def test_a_new_graph_has_new_files(server: Any, small: KnowledgeGraph) -> None:
    old = server.get("/api/export/csv")
    server.app.state.served.swap(KnowledgeGraph([small.nodes["hub:a"]], []))
    new = server.get("/api/export/csv")
    assert new.headers["etag"] != old.headers["etag"]
    assert new.headers["content-disposition"] != old.headers["content-disposition"]
    assert files_of(new)["nodes.csv"].count(b"\r\n") == 2


def test_nothing_is_left_on_the_disk(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first = server.get("/api/export/gexf")
    assert list(tmp_path.iterdir()) == []
    assert server.get("/api/export/gexf").content == first.content


def test_a_file_is_read_in_pieces_by_many_and_closed_after_the_last(tmp_path: Path) -> None:
    content = random.Random(1).randbytes(1_000_000) + bytes(3_000_000)
    (tmp_path / "0").write_bytes(gzip.compress(content))
    file = (tmp_path / "0").open("rb")
    download = downloads.Download(file, FORMATS["gexf"], "0", len(content), "0")
    one, other = download.pieces(), download.pieces()
    read: dict[str, list[bytes]] = {"one": [next(one)], "other": []}
    read["other"] += other
    read["one"] += one
    assert b"".join(read["one"]) == b"".join(read["other"]) == (tmp_path / "0").read_bytes()
    unpacked = list(downloads._unpacked(download.pieces()))
    assert b"".join(unpacked) == content
    assert max(map(len, [*read["one"], *unpacked])) <= 256 * 1024
    half_read = download.pieces()
    next(half_read)
    del download, one, other
    assert not file.closed
    del half_read
    gc.collect()
    assert file.closed


def test_a_picture_opens_in_the_language_that_is_asked_for(server: Any) -> None:
    pages = {lang: server.get(f"/api/export/html?lang={lang}").text for lang in ("ja", "en")}
    assert all(f'<html lang="{lang}">' in page for lang, page in pages.items())
    assert server.get("/api/export/html?lang=fr").status_code == 422
