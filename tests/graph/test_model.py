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
        ("ツクルバ", "hub:a"),
        ("こゆ財団", "actor:c"),
        ("ひろしま", "actor:d"),
        ("ヒロシマ", "actor:d"),
        ("ﾋﾛｼﾏ", "actor:d"),
        ("コユ", "actor:c"),
        ("つくるば", "hub:a"),
        ("ﾂｸﾙﾊﾞ", "hub:a"),
        ("㈱ツクルバ研究", "actor:b"),
        ("Ｔｓｕｋｕｒｕｂａ", "hub:a"),
        ("HIROSHIMA", None),
        ("", None),
        (" 　", None),
        ("「」", None),
    ],
)
def test_search_by_name_alias_and_reading(graph: KnowledgeGraph, text: str, first: str | None) -> None:
    found = graph.search(text)
    assert (found[0].id if found else None) == first


def test_the_name_that_matched_is_told(graph: KnowledgeGraph) -> None:
    told = {
        text: [(m.node.id, m.field, m.text) for m in graph.matches(text)]
        for text in ("こゆ財団", "ヒロシマ", "tsukuruba")
    }
    assert told == {
        "こゆ財団": [("actor:c", "alias", "こゆ財団")],
        "ヒロシマ": [("actor:d", "reading", "ひろしまし")],
        "tsukuruba": [("hub:a", "name_en", "TSUKURUBA")],
    }


def test_among_equals_hubs_come_first_then_what_has_most_ties(graph: KnowledgeGraph) -> None:
    assert [found.id for found in graph.search("つくるば")] == ["hub:a", "actor:a", "actor:b"]
    more = [
        *graph.nodes.values(),
        node("actor:e", "ツクルバ支援"),
        Node("hub:b", "Hub", "place", "ツクルバ別館", "Annex"),
    ]
    ties = [Edge(f"edge:e{n}", "actor:e", "actor:d", "SUPPORTS") for n in range(3)]
    beginnings = KnowledgeGraph(more, [*graph.edges.values(), *ties]).search("ツクルバ")[2:]
    assert [found.id for found in beginnings] == ["hub:b", "actor:e", "actor:b"]


@pytest.mark.parametrize("text", ["コーバ", "こーば", "ｺｰﾊﾞ", "co-ba", "ｃｏ－ｂａ", "ｃｏーｂａ", "COBA", "co‐ba"])
def test_a_case_leads_to_the_hubs_that_it_describes(text: str) -> None:
    case = Node("case", "Case", None, "シェアードワークプレイス「co-ba（コーバ）」", "Shared workplace")
    hub = Node("hub:co", "Hub", "network", "シェアオフィス", "Offices", ("co-ba",))
    other = Node("hub:other", "Hub", "place", "別の拠点", "Another")
    person = node("actor:x", "無関係")
    graph = KnowledgeGraph(
        [case, hub, other, person],
        [
            Edge("edge:1", "case", "hub:co", "DESCRIBES"),
            Edge("edge:2", "case", "actor:x", "DESCRIBES"),
            Edge("edge:3", "hub:co", "hub:other", "LINKED_WITH"),
        ],
    )
    found = {match.node.id: match for match in graph.matches(text)}
    assert found.keys() == {"case", "hub:co"}
    if found["hub:co"].field == "case":
        assert found["hub:co"].case == case
        assert [*found] == ["case", "hub:co"], "what a case leads to comes after what matches itself"
    else:
        assert (found["hub:co"].field, [*found]) == ("alias", ["hub:co", "case"])


def test_places_are_known_without_their_rank() -> None:
    def place(id_: str, name: str, kind: str, **properties: str) -> Node:
        return Node(id_, "Region", kind, name, name, properties=properties)

    graph = KnowledgeGraph(
        [
            place("region:34", "広島県", "prefecture", reading="ひろしまけん", qualified="広島県"),
            place("region:13206", "府中市", "municipality", reading="ふちゅうし", qualified="東京都府中市"),
            place("region:34208", "府中市", "municipality", reading="ふちゅうし", qualified="広島県府中市"),
            Node("hub:h", "Hub", "place", "広島の場", "Hiroshima place"),
        ],
        [],
    )
    assert [found.id for found in graph.search("広島")] == ["region:34", "hub:h", "region:34208"]
    assert graph.search("ヒロシマ")[0].id == "region:34"
    assert [found.id for found in graph.search("府中")] == ["region:13206", "region:34208"]
    assert [(m.node.id, m.field) for m in graph.matches("広島県府中市")] == [("region:34208", "qualified")]


def test_several_words_are_each_part_of_the_name(graph: KnowledgeGraph) -> None:
    assert [found.id for found in graph.search("機構　地域")] == ["actor:c"]
    assert graph.search("機構 東京") == []


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
