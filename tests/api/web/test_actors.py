"""One actor over HTTP: its ties, its contacts, and how much it bridges."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from api.bridges.documents import Options, bridges_document, of_graph
from api.web.bridges.brokering import bridging
from graph.bridging.triads import ROLES
from graph.bridging.views import all_ties
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from queries.measures import measures

RANKED = ("actor:rakuten", "actor:gov-21", "actor:tsukuruba", "actor:fukuoka-bank", "actor:tokio-marine-nichido")
LINES = Evidence("doc", (1, 2), "0123456789abcdef")


def actor_of(web: Any, actor: str, **parameters: str) -> Any:
    answer = web.get(f"/api/actors/{quote(actor, safe='')}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def sentences(card: Any) -> dict[str, Any]:
    return {one["code"]: one for one in card["bridging"]["sentences"]}


@pytest.fixture(scope="module")
def of_command(shipped: KnowledgeGraph) -> dict[str, Any]:
    """The rows of `tairyu bridges --group kind`, by id; the intervals are not made."""
    document = bridges_document(of_graph(shipped, ["kind"]), Options(replicates=0))
    return {row["id"]: row for row in document["nodes"]}


@pytest.mark.parametrize("actor", RANKED)
def test_the_measures_are_those_of_the_catalogue(web: Any, shipped: KnowledgeGraph, actor: str) -> None:
    row, told = measures(shipped)[actor], actor_of(web, actor)["bridging"]
    for name in ("constraint", "effective_size", "betweenness"):
        assert told["measures"][name]["value"] == row[name]
    first = told["measures"]["constraint"]
    assert (first["rank"], first["intervals"]["edges"]["low"], first["intervals"]["edges"]["high"]) == (
        row["rank"],
        row["rank_low"],
        row["rank_high"],
    )
    assert {role: told["roles"]["roles"][role]["count"] for role in ROLES} == {role: row[role] for role in ROLES}
    assert told["among"] == len(measures(shipped))


@pytest.mark.parametrize("actor", RANKED[:3])
def test_the_measures_are_those_of_the_command(web: Any, of_command: dict[str, Any], actor: str) -> None:
    row, told = of_command[actor], actor_of(web, actor)["bridging"]
    for name in ("constraint", "effective_size", "efficiency", "hierarchy", "betweenness"):
        assert told["measures"][name]["value"] == row[name]
    assert told["measures"]["total"]["value"] == row["brokerage"]["total"]
    for role in ROLES:
        found = told["roles"]["roles"][role]
        assert (found["count"], found["z"], found["p"]) == (
            row["brokerage"][role],
            row["brokerage_z"][role],
            row["brokerage_p"][role],
        )


def test_the_sentence_has_the_rank_and_its_interval(web: Any, shipped: KnowledgeGraph) -> None:
    row, card = measures(shipped)["actor:tsukuruba"], actor_of(web, "actor:tsukuruba")
    figures = {str(row[name]) for name in ("rank", "rank_low", "rank_high")}
    for lang in ("ja", "en"):
        assert all(figure in sentences(card)["rank"][lang] for figure in figures)
    assert "rests_on_case" in sentences(card)
    assert "rests_on_case" not in sentences(actor_of(web, "actor:rakuten"))


def test_every_actor_is_told_in_both_languages(web: Any, shipped: KnowledgeGraph) -> None:
    for node in shipped.of_type("Actor"):
        for sentence in bridging(web.app.state.served.current, node.id, "kind")["sentences"]:
            assert sentence["ja"]
            assert sentence["en"]
            assert "{" not in sentence["ja"] + sentence["en"]


def test_the_groups_are_named_and_those_of_which_they_are_known_are_counted(web: Any) -> None:
    by_kind = actor_of(web, "actor:gov-21")["bridging"]["roles"]
    assert (by_kind["by"], by_kind["group_label"]["en"]) == ("kind", "Prefecture")
    by_place = actor_of(web, "actor:gov-21", by="prefecture")["bridging"]["roles"]
    assert by_place["group_label"] == {"ja": "岐阜県", "en": "Gifu Prefecture"}
    assert by_place["known"] < by_kind["known"] == by_kind["of"]
    nowhere = actor_of(web, "actor:rakuten", by="prefecture")
    assert nowhere["bridging"]["roles"]["roles"] is None
    assert "no_group" in sentences(nowhere)
    assert actor_of(web, "actor:rakuten", by="community")["bridging"]["roles"]["group_label"]["en"].startswith(
        "Community "
    )


def test_a_group_that_is_named_by_its_role_is_not_ranked(web: Any) -> None:
    card = actor_of(web, "actor:co-ba/members")
    assert card["generic"] is True
    assert (card["bridging"]["ranked"], card["bridging"]["why"]) == (False, "role_group")
    assert card["ego"]["contacts"] != []


def test_ties_are_grouped_by_type_and_direction_and_none_is_lost(web: Any, shipped: KnowledgeGraph) -> None:
    card = actor_of(web, "actor:fukuoka-bank")
    told = [tie for group in card["roles"] for tie in group["ties"]]
    elsewhere = ("DESCRIBES", "LOCATED_IN", "GOVERNS", "ACHIEVES")
    edges = [*shipped.out_edges("actor:fukuoka-bank"), *shipped.in_edges("actor:fukuoka-bank")]
    assert sorted(tie["id"] for tie in told) == sorted(edge.id for edge in edges if edge.type not in elsewhere)
    for group in card["roles"]:
        for tie in group["ties"]:
            assert (tie["type"], tie["kind"]) == (group["type"], group["kind"])
            assert tie["other"]["id"] != "actor:fukuoka-bank"
            if group["side"] == "in":
                assert tie["target"] == "actor:fukuoka-bank"


def test_contacts_and_their_ties_to_each_other_are_those_of_the_network(web: Any, shipped: KnowledgeGraph) -> None:
    card, view = actor_of(web, "actor:gov-21"), all_ties(shipped)
    contacts = {view.nodes[k].id for k in view.network.contacts.of(view.place["actor:gov-21"]).tolist()}
    assert {one["node"]["id"] for one in card["ego"]["contacts"]} == contacts
    pairs = {frozenset(pair) for pair in view.arcs if set(pair) <= contacts}
    assert {frozenset((pair["one"], pair["other"])) for pair in card["ego"]["between"]} == pairs
    assert sum(one["beside"] for one in card["ego"]["contacts"]) == 2 * len(pairs)
    for one in card["ego"]["contacts"]:
        assert one["ties"], one["node"]["id"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/actors/actor%3Arakutenn", 404, "error.no_node"),
        ("/api/actors/hub%3Aco-ba", 404, "error.no_node"),
        ("/api/actors/actor%3Arakuten?by=nonsense", 422, "web.parameter"),
    ],
)
def test_refusals_are_problem_documents(web: Any, path: str, status: int, code: str) -> None:
    answer = web.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_actor_is_answered_with_the_nearest(web: Any) -> None:
    near = web.get("/api/actors/rakute").json()["near"]
    assert "actor:rakuten" in [node["id"] for node in near]


def actors(*edges: Edge) -> KnowledgeGraph:
    """Four actors of odd ids and names, and a case of one document."""
    hostile = "</script><b onclick=alert(1)>"
    nodes = [
        Node("doc", "Document", None, "文書", "Document", properties={"title_ja": "文書", "title_en": "Document"}),
        Node("case", "Case", None, "事例", "Case", properties={"is_hub": False, "flows_reported": []}),
        *(Node(key, "Actor", "company", hostile, hostile, properties={"kind": "company"}) for key in ACTORS),
    ]
    return KnowledgeGraph(nodes, [Edge("e0", "case", "doc", "REPORTED_IN"), *edges])


ACTORS = ("actor:a/b c", "actor:?x#y", "actor:../..", "actor:alone")


def partners(number: int, one: str, other: str) -> Edge:
    return Edge(f"e{number}", one, other, "PARTNERS_WITH", properties={"cases": ["case"]}, evidence=(LINES,))


def test_actors_with_odd_ids_and_one_without_any_tie(serve: Any) -> None:
    server = serve(actors(partners(1, ACTORS[0], ACTORS[1]), partners(2, ACTORS[0], ACTORS[2])))
    broker = actor_of(server, "actor:a/b c")
    assert broker["name_en"] == "</script><b onclick=alert(1)>"
    assert broker["bridging"]["measures"]["constraint"]["rank"] == 1
    assert "two_apart" in sentences(broker)
    assert "one_contact" in sentences(actor_of(server, "actor:?x#y"))
    alone = actor_of(server, "actor:alone")
    assert (alone["bridging"]["ranked"], alone["bridging"]["why"]) == (False, "no_ties")
    assert alone["ego"] == {"contacts": [], "between": []}


def test_two_contacts_that_know_each_other_need_no_broker(serve: Any) -> None:
    ties = [partners(n, *pair) for n, pair in enumerate([ACTORS[:2], ACTORS[1:3], (ACTORS[0], ACTORS[2])], 1)]
    assert "two_tied" in sentences(actor_of(serve(actors(*ties)), "actor:a/b c"))


def test_a_graph_without_any_tie_has_no_ranking(serve: Any) -> None:
    server = serve(actors())
    assert actor_of(server, "actor:alone")["bridging"]["why"] == "no_ties"
