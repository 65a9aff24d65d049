"""Nodes, ties, cited lines and the search over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from graph.model import Edge, Evidence, KnowledgeGraph, Node
from ingest.sources import attach

CITED = Evidence("doc", (3, 4), "0123456789abcdef")
ODD_IDS = (
    "actor:case/会員",
    "actor:a b?c#d&e=f%41",
    "actor:<img src=x onerror=alert(1)>",
    "actor:../../etc/passwd",
    "actor:\u202ertl\t'\"",
)


def small() -> KnowledgeGraph:
    """A case of one document, a hub with an outcome that other lines contradict, and actors with odd ids."""
    document = Node(
        "doc",
        "Document",
        None,
        "文書",
        "Document",
        properties={"title_ja": "文書", "title_en": "Document", "date": "2019-04"},
    )
    case = Node(
        "case",
        "Case",
        None,
        "事例「拠点（キョテン）」",
        "Case",
        properties={"flows_reported": ["people"], "is_hub": True},
    )
    hub = Node(
        "hub:one",
        "Hub",
        "place",
        "場",
        "Place",
        ("居場所",),
        {"form": "place", "opened": "2018-08"},
        (CITED,),
        {"aliases": (CITED,)},
    )
    stated = {
        "quantity_ja": "来訪者",
        "quantity_en": "Visitors",
        "unit": "people",
        "status": "actual",
        "when": "FY2018",
    }
    outcomes = [
        Node(
            f"outcome:{name}",
            "Outcome",
            "actual",
            "来訪者",
            "Visitors",
            properties={**stated, "value": value, "differs_from": [f"outcome:{other}"]},
            evidence=(CITED,),
        )
        for name, other, value in (("a", "b", 10), ("b", "a", 11))
    ]
    actors = [
        Node(key, "Actor", "company", f"会社{place}", f"Firm {place}", properties={"kind": "company"})
        for place, key in enumerate(ODD_IDS)
    ]
    flow = {"what_ja": "会員", "what_en": "members", "via": "hub:one", "forms": ["hub:one=同所", "2018-08=８月"]}
    edges = [
        Edge("edge:reported", "case", "doc", "REPORTED_IN", evidence=(CITED,)),
        Edge("edge:describes", "case", "hub:one", "DESCRIBES", evidence=(CITED,)),
        *(
            Edge(f"edge:achieves-{name}", "hub:one", f"outcome:{name}", "ACHIEVES", None, {"cases": ["case"]}, (CITED,))
            for name in "ab"
        ),
        Edge(
            "edge:flow/流れ",
            ODD_IDS[0],
            "hub:one",
            "FLOW",
            "people",
            {**flow, "cases": ["case"], "differs_from": ["edge:other"]},
            (CITED,),
        ),
        Edge(
            "edge:other",
            ODD_IDS[1],
            "hub:one",
            "FLOW",
            "people",
            {**flow, "differs_from": ["edge:flow/流れ"]},
            (Evidence("doc", (9, 9), "f" * 16),),
        ),
    ]
    return KnowledgeGraph([document, case, hub, *outcomes, *actors], edges)


@pytest.fixture
def server(serve: Any) -> Any:
    return serve(small())


def words(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["name"]: row["value"]["ja"] for row in rows}


@pytest.mark.parametrize("key", [*ODD_IDS, "hub:one"])
def test_a_node_is_found_whatever_its_id(server: Any, key: str) -> None:
    found = server.get(f"/api/nodes/{quote(key, safe='')}")
    assert (found.status_code, found.json()["id"]) == (200, key)
    around = server.get(f"/api/nodes/{quote(key, safe='')}/neighbours")
    assert around.json()["id"] == key


def test_a_slash_in_an_id_may_also_stand_as_it_is(server: Any) -> None:
    assert server.get("/api/nodes/actor:case/会員").json()["id"] == "actor:case/会員"
    assert server.get("/api/edges/edge:flow/流れ").json()["id"] == "edge:flow/流れ"


def test_a_node_may_be_asked_for_by_its_name(server: Any) -> None:
    assert server.get("/api/nodes/居場所").json()["id"] == "hub:one"
    unknown = server.get("/api/nodes/居場")
    assert unknown.status_code == 404
    assert [near["id"] for near in unknown.json()["near"]] == ["hub:one"]


def test_the_card_of_a_hub_says_what_it_achieves_in_words(server: Any) -> None:
    card = server.get("/api/nodes/hub:one").json()
    assert words(card["stated"])["opened"] == "2018年8月"
    assert card["property_evidence"]["aliases"] == [CITED.as_json()]
    outcome = next(tie for tie in card["out"] if tie["other"]["id"] == "outcome:a")
    assert words(outcome["outcome"]) | {"differs_from": ""} == {"value": "10人", "when": "2018年度", "differs_from": ""}
    assert [case["id"] for case in card["cases"]] == ["case"]
    assert "outcome" not in card["in"][0]


def test_statements_that_differ_stand_in_the_card(server: Any) -> None:
    outcome = server.get("/api/nodes/outcome:a").json()
    assert [(other["id"], words(other["stated"])["value"]) for other in outcome["differing"]] == [("outcome:b", "11人")]
    tie = server.get("/api/edges/edge:flow%2F流れ").json()
    assert [(other["id"], other["source_node"]["id"]) for other in tie["differing"]] == [("edge:other", ODD_IDS[1])]
    assert tie["differing"][0]["evidence"] == [{"document": "doc", "lines": [9, 9], "digest": "f" * 16}]


def test_a_tie_names_its_ends_its_cases_and_the_words_of_the_text(server: Any) -> None:
    tie = server.get("/api/edges/edge:flow/流れ").json()
    assert (tie["source_node"]["name_ja"], tie["target_node"]["id"]) == ("会社0", "hub:one")
    assert [case["id"] for case in tie["cases"]] == ["case"]
    via = next(row for row in tie["stated"] if row["name"] == "via")
    assert (via["value"], via["node"]) == ({"ja": "場", "en": "Place"}, "hub:one")
    assert words(tie["stated"])["forms"] == "「同所」（場）、「８月」（2018年8月）"
    assert server.get("/api/edges/edge:none").json()["code"] == "web.no_edge"


def test_the_search_tells_what_matched(server: Any) -> None:
    def found(text: str) -> list[tuple[str, str]]:
        results = server.get("/api/search", params={"q": text}).json()["results"]
        return [(row["id"], row["matched"]["field"]) for row in results]

    assert found("いばしょ") == []
    assert found("居場所") == [("hub:one", "alias")]
    assert found("きょてん") == [("case", "name_ja"), ("hub:one", "case")]
    results = server.get("/api/search", params={"q": "ｷｮﾃﾝ"}).json()["results"]
    assert results[1]["matched"]["case"]["id"] == "case"
    limited = server.get("/api/search", params={"q": "Ｆｉｒｍ", "limit": 2}).json()["results"]
    assert sorted(row["name_en"] for row in limited) == ["Firm 0", "Firm 1"]
    assert found("") == found("  ") == []
    assert server.get("/api/search", params={"q": "x" * 201}).status_code == 422
    assert server.get("/api/search", params={"q": "x", "limit": 0}).status_code == 422


def test_lines_lead_to_what_rests_on_them_without_the_text(server: Any) -> None:
    cited = server.get("/api/citations", params={"document": "doc", "first": 3, "last": 4}).json()
    assert (cited["digest"], cited["attached"], cited["lines"]) == (CITED.digest, False, [3, 4])
    # Once, though the hub cites them for itself and for its aliases.
    assert [node["id"] for node in cited["nodes"]] == ["hub:one", "outcome:a", "outcome:b"]
    assert {edge["id"]: edge["target_node"]["id"] for edge in cited["edges"]}["edge:describes"] == "hub:one"
    assert len(cited["edges"]) == 5
    nobody = server.get("/api/citations", params={"document": "doc", "first": 3, "last": 3}).json()
    assert (nobody["digest"], nobody["nodes"], nobody["edges"]) == (None, [], [])
    refused = server.get("/api/citations", params={"document": "hub:one", "first": 3, "last": 3})
    assert (refused.status_code, refused.json()["code"]) == (404, "web.no_document")


def test_without_the_text_the_lines_are_refused_with_what_to_do(server: Any) -> None:
    refused = server.get("/api/evidence", params={"document": "doc", "first": 3, "last": 4})
    assert (refused.status_code, refused.json()["code"]) == (404, "web.not_attached")
    assert "tairyu sources attach" in refused.json()["detail"]


@pytest.mark.sources
def test_with_the_text_the_lines_stand_in_their_surroundings(
    shipped: KnowledgeGraph, sources: Path, serve: Any
) -> None:
    documents = {node.id: node.properties["sha256"] for node in shipped.of_type("Document")}
    assert attach(sources, documents)[1] == []
    server = serve(shipped)
    evidence = next(edge.evidence[0] for edge in shipped.edges_of("FLOW"))
    (first, last), document = evidence.lines, evidence.document
    found = server.get("/api/evidence", params={"document": document, "first": first, "last": last, "around": 6}).json()
    assert found["digest"] == evidence.digest
    lines = {line["line"] for line in found["quote"] if line["cited"]}
    assert lines and lines <= set(range(first, last + 1))
    assert {line["line"] for line in found["quote"] if not line["cited"]} <= {
        *range(first - 6, first),
        *range(last + 1, last + 7),
    }
    assert server.get("/api/citations", params={"document": document, "first": first, "last": last}).json()["attached"]
    for wrong in ({"first": last + 1, "last": last}, {"first": 1, "last": 10**8}, {"first": 1, "last": 401}):
        refused = server.get("/api/evidence", params={"document": document, **wrong})
        assert (refused.status_code, refused.json()["code"]) == (400, "web.lines")
    assert (
        server.get("/api/evidence", params={"document": document, "first": 1, "last": 1, "around": 51}).status_code
        == 422
    )


def test_answers_are_kept_ready(server: Any) -> None:
    for path in ("/api/nodes/hub:one", "/api/edges/edge:other", "/api/citations?document=doc&first=3&last=4"):
        found = server.get(path)
        again = server.get(path, headers={"If-None-Match": found.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path


def test_documents_are_described_with_what_rests_on_them(server: Any) -> None:
    document = server.get("/api/schema").json()["documents"][0]
    assert (document["cases"], document["statements"], document["attached"]) == (1, 6, False)
    assert document["date_words"] == {"ja": "2019年4月", "en": "April 2019"}


def test_a_lone_surrogate_in_a_name_is_no_error(serve: Any) -> None:
    broken = Node("hub:broken", "Hub", "place", "壊\ud800れ", "Bro\udfffken", properties={"form": "place"})
    server = serve(KnowledgeGraph([broken], []))
    assert server.get("/api/schema").status_code == 200
    assert server.get("/api/nodes/hub:broken").json()["name_ja"] == "壊\ud800れ"
    assert server.get("/api/search", params={"q": "れ"}).json()["results"][0]["name_en"] == "Bro\udfffken"
