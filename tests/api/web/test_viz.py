"""The picture of what is around one thing, as the server sends it; in a browser: `tests/api/explorer/test_viz.py`."""

from __future__ import annotations

import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from graph.model import Edge, KnowledgeGraph, Node


def data_of(answer: httpx.Response) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', answer.text, re.DOTALL)
    return json.loads(found[1])


def star(count: int) -> KnowledgeGraph:
    """A hub with so many contacts."""
    actors = [Node(f"actor:{n:04}", "Actor", "company", f"主体{n}", f"Actor {n}") for n in range(count)]
    edges = [Edge(f"edge:{n:04}", actor.id, "hub:a", "OPERATES") for n, actor in enumerate(actors)]
    document = Node("doc", "Document", None, "文書", "Document")
    return KnowledgeGraph([Node("hub:a", "Hub", "place", "拠点あ", "Hub A"), document, *actors], edges)


@pytest.mark.parametrize(
    ("key", "explorer"),
    [
        ("hub:co-ba", "/?view=hub&id=hub%3Aco-ba"),
        ("actor:koyu-zaidan", "/?view=actor&id=actor%3Akoyu-zaidan"),
        ("co-ba", "/?view=network&sel=co-ba"),
        ("region:34", "/?view=map&prefecture=region%3A34"),
        ("region:13113", "/?view=network&focus=region%3A13113"),
    ],
)
def test_a_page_for_each_kind_of_thing_that_leads_back_to_the_explorer(web: Any, key: str, explorer: str) -> None:
    answer = web.get(f"/viz/{key}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    data = data_of(answer)
    assert len(data["nodes"]) > 1
    assert data["links"] == {"explorer": explorer}
    assert data["made"]["graph"] == web.get("/healthz").json()["graph"]


def test_programmes_and_resources_have_a_page_too(web: Any, shipped: KnowledgeGraph) -> None:
    for kind in ("Programme", "Resource"):
        node = next(node for node in shipped.of_type(kind) if shipped.out_edges(node.id) or shipped.in_edges(node.id))
        assert web.get(f"/viz/{node.id}").status_code == 200


def test_the_policy_of_the_header_is_that_of_the_page_and_lets_nothing_else_run(web: Any) -> None:
    answer = web.get("/viz/hub:co-ba")
    in_page = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', answer.text)[1])
    assert answer.headers["content-security-policy"] == f"{in_page}; frame-ancestors 'none'"
    assert "unsafe" not in in_page and in_page.startswith("default-src 'none'; script-src 'sha256-")


def test_it_opens_in_the_language_that_is_asked_for(web: Any) -> None:
    def lang(path: str, **headers: str) -> str:
        answer = web.get(path, headers=headers)
        assert "Accept-Language" in answer.headers["vary"]
        return re.search(r'<html lang="(..)"', answer.text)[1]

    japanese = {"Accept-Language": "ja,en;q=0.5"}
    assert lang("/viz/hub:co-ba") == "en"
    assert lang("/viz/hub:co-ba", **japanese) == "ja"
    assert lang("/viz/hub:co-ba?lang=en", **japanese) == "en"
    assert '<h1 id="subject">co-baネットワーク</h1>' in web.get("/viz/hub:co-ba?lang=ja").text


def test_depth_and_names(web: Any) -> None:
    near, far = data_of(web.get("/viz/hub:co-ba-shibuya")), data_of(web.get("/viz/co-ba渋谷?depth=2"))
    assert (near["part"]["depth"], far["part"]["depth"]) == (1, 2)
    assert {tuple(data["texts"][data["about"]["n"]]) for data in (near, far)} == {("co-ba渋谷", "co-ba Shibuya")}
    assert len(near["nodes"]) < len(far["nodes"])


def test_the_same_page_is_not_sent_twice(web: Any) -> None:
    first = web.get("/viz/region:34")
    again = web.get("/viz/region:34", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert web.get("/viz/region:34?lang=ja").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/viz/hub:nowhere", 404, "error.no_node"),
        ("/viz/mlit-2019", 404, "error.no_picture"),
        ("/viz/hub:co-ba?depth=3", 422, "web.parameter"),
        ("/viz/hub:co-ba?lang=fr", 422, "web.parameter"),
        ("/viz/hub:co-ba?depth=two", 422, "web.parameter"),
        ("/viz/", 404, "error.no_node"),
    ],
)
def test_what_cannot_be_drawn_is_a_problem(web: Any, path: str, status: int, code: str) -> None:
    answer = web.get(path, headers={"Accept-Language": "ja"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_too_many_contacts_are_left_out_and_the_page_says_so(serve: Any) -> None:
    answer = serve(star(2_100)).get("/viz/hub:a?lang=ja")
    assert len(data_of(answer)["nodes"]) == 2_000
    assert "近いものから 2000 個を示し、101 個を省きました。" in answer.text


def test_a_picture_is_made_once_for_many_and_anew_for_a_new_graph(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.web.viz import routes as viz

    made: list[str] = []
    drawn = viz.picture
    monkeypatch.setattr(viz, "picture", lambda graph, lang, *more: made.append(lang) or drawn(graph, lang, *more))
    server = serve(star(200))
    with ThreadPoolExecutor(20) as pool:
        pages = list(pool.map(lambda _: server.get("/viz/hub:a?lang=ja").content, range(20)))
    assert len(set(pages)) == 1
    assert made == ["ja"]
    server.app.state.served.swap(star(3))
    assert len(data_of(server.get("/viz/hub:a?lang=ja"))["nodes"]) == 4


def test_only_the_last_pictures_are_kept(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.web.viz.routes._KEPT", 2)
    server = serve(star(4))
    for number in range(4):
        assert server.get(f"/viz/actor:{number:04}").status_code == 200
    pictures = server.app.state.served.current.find("pictures", lambda: None)
    assert pictures._made.cache_info().currsize == 2
