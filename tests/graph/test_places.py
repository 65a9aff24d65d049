"""Where things are, and which way flows go."""

from __future__ import annotations

import pytest

from graph.model import Edge, KnowledgeGraph, Node
from graph.places import DIRECTIONS, Places


def region(key: str, level: str, metropolitan: bool | None = None) -> Node:
    properties = {"level": level} | ({} if metropolitan is None else {"metropolitan": metropolitan})
    return Node(f"region:{key}", "Region", level, key, key, properties=properties)


def actor(key: str) -> Node:
    return Node(f"actor:{key}", "Actor", "company", key, key, properties={"kind": "company"})


TIES = [
    ("region:shibuya", "WITHIN", "region:tokyo"),
    ("region:fukuyama", "WITHIN", "region:hiroshima"),
    ("actor:a", "LOCATED_IN", "region:shibuya"),
    ("actor:b", "LOCATED_IN", "region:fukuyama"),
    ("actor:c", "LOCATED_IN", "region:kansai"),
    ("actor:d", "LOCATED_IN", "region:shibuya"),
    ("actor:d", "LOCATED_IN", "region:fukuyama"),
    ("actor:gov", "GOVERNS", "region:hiroshima"),
    ("actor:f", "LOCATED_IN", "region:france"),
]


@pytest.fixture
def places() -> Places:
    nodes = [
        region("tokyo", "prefecture", True),
        region("shibuya", "municipality", True),
        region("hiroshima", "prefecture", False),
        region("fukuyama", "municipality", False),
        region("kansai", "block"),
        region("france", "country"),
        *map(actor, ("a", "b", "c", "d", "e", "f", "gov")),
    ]
    edges = [Edge(f"edge:{number}", *tie[::2], tie[1]) for number, tie in enumerate(TIES)]
    return Places(KnowledgeGraph(nodes, edges))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("actor:a", True),
        ("actor:b", False),
        ("actor:c", None),
        ("actor:d", None),
        ("actor:e", None),
        ("actor:f", None),
        ("actor:gov", False),
        ("region:shibuya", True),
    ],
)
def test_metropolitan_regional_or_not_known(places: Places, node: str, expected: bool | None) -> None:
    assert places.is_metropolitan(node) is expected


@pytest.mark.parametrize(
    ("ends", "direction"),
    [
        (("a", "b"), "metro_to_regional"),
        (("b", "a"), "regional_to_metro"),
        (("b", "gov"), "regional_to_regional"),
        (("a", "e"), "not_reported"),
    ],
)
def test_the_direction_of_a_flow(places: Places, ends: tuple[str, str], direction: str) -> None:
    flow = Edge("edge:f", f"actor:{ends[0]}", f"actor:{ends[1]}", "FLOW", "money")
    assert places.direction(flow) == direction


def test_the_prefecture_of_a_node(places: Places) -> None:
    assert places.prefectures("actor:b") == {"region:hiroshima"}
    assert places.prefectures("actor:e") == frozenset()


def test_every_flow_of_the_shipped_graph_has_one_direction(shipped: KnowledgeGraph) -> None:
    places = Places(shipped)
    assert {places.direction(flow) for flow in shipped.edges_of("FLOW")} == set(DIRECTIONS)


def test_the_region_of_a_level_holds_every_stated_place_or_is_not_said(places: Places) -> None:
    assert places.region_at("actor:b", "prefecture") == "region:hiroshima"
    assert places.region_at("actor:e", "prefecture") is None
