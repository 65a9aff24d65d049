"""Looking things up in a graph."""

from __future__ import annotations

import pytest

from graph.model import Edge, Evidence, KnowledgeGraph, Node, UnknownNode


def node(id_: str, name: str, *aliases: str, **properties: str) -> Node:
    return Node(id_, "Actor", "company", name, name.upper(), aliases, {"kind": "company", **properties})


@pytest.fixture
def graph() -> KnowledgeGraph:
    nodes = [
        node("actor:a", "株式会社ツクルバ"),
        node("actor:b", "ツクルバ研究会"),
        node("actor:c", "こゆ地域づくり推進機構", "こゆ財団"),
        node("actor:d", "広島市", reading="ひろしまし"),
        Node("hub:a", "Hub", "place", "ツクルバ", "TSUKURUBA", properties={"form": "place"}),
    ]
    return KnowledgeGraph(nodes, [Edge("edge:1", "actor:a", "actor:b", "PARTNERS_WITH")])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ツクルバ", "actor:a"),
        ("こゆ財団", "actor:c"),
        ("ひろしま", "actor:d"),
        ("㈱ツクルバ研究", "actor:b"),
        ("HIROSHIMA", None),
    ],
)
def test_search_by_name_alias_and_reading(graph: KnowledgeGraph, text: str, first: str | None) -> None:
    found = graph.search(text)
    assert (found[0].id if found else None) == first


def test_an_id_names_one_node_and_a_name_may_name_several(graph: KnowledgeGraph) -> None:
    assert graph.node("hub:a").id == "hub:a"
    assert graph.node("こゆ財団").id == "actor:c"
    with pytest.raises(UnknownNode) as caught:
        graph.node("ツクルバ")
    assert caught.value.near == ["actor:a", "hub:a"]
    with pytest.raises(UnknownNode) as caught:
        graph.node("こゆ")
    assert caught.value.near == ["actor:c"]


def test_a_name_may_be_looked_for_among_some_types(graph: KnowledgeGraph) -> None:
    assert graph.node("ツクルバ", "Hub").id == "hub:a"
    assert graph.node("a", "Hub").id == "hub:a"
    with pytest.raises(UnknownNode) as caught:
        graph.node("actor:a", "Hub")
    assert caught.value.near == []


def test_edges_are_found_from_both_ends(graph: KnowledgeGraph) -> None:
    assert [e.id for e in graph.out_edges("actor:a")] == ["edge:1"]
    assert [e.id for e in graph.in_edges("actor:b", "PARTNERS_WITH")] == ["edge:1"]
    assert graph.in_edges("actor:b", "OWNS") == []


def test_an_edge_to_nowhere_and_an_id_twice_are_errors() -> None:
    with pytest.raises(ValueError, match="actor:z"):
        KnowledgeGraph([node("actor:a", "a")], [Edge("edge:1", "actor:a", "actor:z", "OWNS")])
    with pytest.raises(ValueError, match="actor:a stands twice"):
        KnowledgeGraph([node("actor:a", "a"), node("actor:a", "b")], [])


def test_records_come_back_from_json(graph: KnowledgeGraph) -> None:
    evidence = Evidence("d", (1, 2), "0" * 16)
    full = Node("x", "Actor", None, "あ", "a", ("b",), {"n": 1}, (evidence,), {"n": (evidence,)})
    assert Node.from_json(full.as_json()) == full
    edge = Edge("e", "a", "b", "FLOW", "money", {"amount": 1.5}, (evidence,))
    assert Edge.from_json(edge.as_json()) == edge
