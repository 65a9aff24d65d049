"""Flows: matrices by hand, balance, reciprocity, amounts, what hubs receive and give, the shipped graph."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.flows import LEVELS, Matrix, amounts, balance, conversions, exchanges, exchanges_as_json, matrix, reciprocity
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.overview import overview
from graph.places import DIRECTIONS, Places
from graph.schema import load_schema

LINES = (Evidence("doc", (1, 2), "0" * 16),)
KINDS = list(load_schema().enums["flow_kind"].values)


def node(key: str, kind: str, **properties: object) -> Node:
    return Node(key, key.partition(":")[0].capitalize(), kind, key, key, properties=properties, evidence=LINES)


def flow(key: str, source: str, target: str, kind: str = "people", **properties: object) -> Edge:
    return Edge(key, source, target, "FLOW", kind, {"status": "actual", **properties}, LINES)


PLACES = [
    node("region:tohoku", "block", metropolitan=False),
    node("region:04", "prefecture", code="04", metropolitan=False),
    node("region:04100", "municipality", code="04100", metropolitan=False),
    node("region:13", "prefecture", code="13", metropolitan=True),
    node("region:13113", "municipality", code="13113", metropolitan=True),
    node("region:21", "prefecture", code="21", metropolitan=False),
    node("region:somewhere", "functional_area"),
    *(
        node(f"actor:{name}", "company")
        for name in ("sendai", "shibuya", "gifu", "town", "two", "vague", "nowhere", "gone")
    ),
    node("hub:a", "place"),
    node("hub:b", "platform"),
    node("programme:p", "event"),
]
TIES = [
    ("region:04100", "WITHIN", "region:04"),
    ("region:04", "WITHIN", "region:tohoku"),
    ("region:13113", "WITHIN", "region:13"),
    ("actor:sendai", "LOCATED_IN", "region:04100"),
    ("actor:shibuya", "LOCATED_IN", "region:13113"),
    ("actor:gifu", "GOVERNS", "region:21"),
    # The prefecture of a town that is stated too: one place. Two prefectures: several.
    ("actor:town", "LOCATED_IN", "region:04100"),
    ("actor:town", "LOCATED_IN", "region:04"),
    ("actor:two", "LOCATED_IN", "region:04"),
    ("actor:two", "LOCATED_IN", "region:13113"),
    # One of its places is in no prefecture that the graph states.
    ("actor:vague", "LOCATED_IN", "region:04"),
    ("actor:vague", "LOCATED_IN", "region:somewhere"),
]
FLOWS = [
    flow("f1", "actor:sendai", "actor:shibuya"),
    flow("f2", "actor:sendai", "actor:shibuya", "money", via="hub:a"),
    flow("f3", "actor:shibuya", "region:04"),
    flow("f4", "actor:sendai", "actor:gifu", status="ended"),
    flow("f5", "actor:town", "actor:sendai"),
    flow("f6", "actor:two", "actor:gifu"),
    flow("f7", "actor:gifu", "actor:nowhere"),
    flow("f8", "actor:vague", "actor:gone"),
    flow("f9", "actor:gifu", "actor:sendai", status="planned"),
]


def graph_of(*flows: Edge) -> KnowledgeGraph:
    ties = [Edge(f"t{number:02}", *tie[::2], tie[1]) for number, tie in enumerate(TIES)]
    gone = Edge("t99", "actor:gone", "region:21", "LOCATED_IN", properties={"status": "ended"})
    return KnowledgeGraph(PLACES, [*ties, gone, *flows])


def ids(found: Matrix) -> dict[tuple[str | None, str | None], list[str]]:
    return {ends: [flow.id for flow in flows] for ends, flows in found.cells.items()}


def test_prefectures_by_hand():
    found = matrix(graph_of(*FLOWS))
    assert [region.id for region in found.regions] == ["region:04", "region:13", "region:21"]
    assert found.counts == [[1, 2, 1], [1, 0, 0], [0, 0, 0]]
    assert ids(found) == {
        ("region:04", "region:04"): ["f5"],
        ("region:04", "region:13"): ["f1", "f2"],
        ("region:04", "region:21"): ["f4"],
        ("region:13", "region:04"): ["f3"],
        ("region:21", None): ["f7"],
        (None, "region:21"): ["f6"],
        (None, None): ["f8"],
    }
    assert found.not_stated == {"origin": 1, "destination": 1, "both": 1}
    assert [flow.id for flow in found.planned] == ["f9"]


@pytest.mark.parametrize(
    ("by", "regions", "counts"),
    [
        ("block", ["region:tohoku"], [[1]]),
        ("municipality", ["region:04100", "region:13113"], [[1, 2], [0, 0]]),
        ("metro", ["metropolitan", "regional"], [[0, 1], [2, 2]]),
    ],
)
def test_other_levels_by_hand(by, regions, counts):
    found = matrix(graph_of(*FLOWS), by)
    assert [region.id for region in found.regions] == regions
    assert found.counts == counts


def test_a_region_without_a_code_comes_last_and_a_block_holds_itself():
    found = matrix(graph_of(flow("f1", "region:tohoku", "region:04100")), "block")
    assert found.counts == [[1]]


def test_one_kind_and_one_hub():
    graph = graph_of(*FLOWS, flow("g1", "actor:gifu", "hub:a"), flow("g2", "hub:a", "actor:gifu", "money"))
    assert {flow.id for flow in matrix(graph, kind="money").flows} == {"f2", "g2"}
    assert {flow.id for flow in matrix(graph, hub="hub:a").flows} == {"f2", "g1", "g2"}
    assert {flow.id for flow in matrix(graph, "metro", "people", "hub:a").flows} == {"g1"}


@pytest.mark.parametrize("wrong", [{"by": "planet"}, {"kind": "water"}, {"kind": ""}])
def test_words_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="no flows of kind"):
        matrix(graph_of(), **wrong)


def test_balance_by_hand():
    rows = [row.as_json() for row in balance(matrix(graph_of(*FLOWS)))]
    names = ("region", "out", "in", "net", "within", "out_not_stated", "in_not_stated")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("region:04", 3, 1, 2, 1, 0, 0),
        ("region:13", 1, 2, -1, 0, 0, 0),
        ("region:21", 0, 1, -1, 0, 1, 1),
    ]


def test_reciprocity_by_hand():
    found = reciprocity(matrix(graph_of(*FLOWS)))
    # 04→13 (2 flows), 04→21 (1), 13→04 (1): the pair of 04 and 13 goes both ways, one flow each.
    assert (found.pairs, found.returned, found.flows, found.flows_returned) == (3, 2, 4, 2)
    assert (found.share, found.weighted) == (pytest.approx(2 / 3), pytest.approx(2 / 4))


def test_reciprocity_is_undefined_where_nothing_flows_between_regions():
    for flows in ([], [flow("f1", "actor:town", "actor:sendai")], [flow("f1", "actor:gifu", "actor:nowhere")]):
        found = reciprocity(matrix(graph_of(*flows)))
        assert found.share is None and found.weighted is None


def test_an_empty_graph():
    document = matrix(KnowledgeGraph([], [])).as_json()
    assert (document["flows"], document["regions"], document["counts"], document["column_totals"]) == (0, [], [], [])
    assert exchanges_as_json(exchanges(KnowledgeGraph([], []))) == {"table": [], "hubs": []}


def test_only_like_amounts_are_added():
    def stated(key: str, amount: float, unit: str, kind: str = "people", **more: str) -> Edge:
        return flow(key, "actor:sendai", "actor:gifu", kind, amount=amount, unit=unit, **more)

    found = amounts(
        [
            stated("a", 20, "people"),
            stated("b", 30, "people"),
            stated("c", 5, "people", qualifier="about"),
            stated("d", 7, "people", per="year"),
            stated("e", 2, "people", per="site"),
            stated("f", 3, "people", per="site"),
            stated("g", 4, "companies"),
            stated("h", 10, "percent", "goods"),
            stated("i", 20, "percent", "goods"),
            stated("j", 9, "people", "knowledge"),
            stated("k", 70, "percent", "money"),
            flow("l", "actor:sendai", "actor:gifu"),
        ]
    )
    assert [
        (one.kind, one.unit, one.per, one.qualifier, one.total, "".join(f.id for f in one.flows)) for one in found
    ] == [
        ("people", "companies", None, None, 4, "g"),
        ("people", "people", None, None, 50, "ab"),
        ("people", "people", None, "about", 5, "c"),
        ("people", "people", "site", None, None, "ef"),
        ("people", "people", "year", None, 7, "d"),
        ("goods", "percent", None, None, None, "hi"),
        ("money", "percent", None, None, 70, "k"),
        ("knowledge", "people", None, None, 9, "j"),
    ]


# What hubs receive, give and pass on.

AT_HUBS = [
    flow("h1", "actor:gifu", "hub:a", "goods"),
    flow("h2", "actor:sendai", "hub:a", "goods"),
    flow("h3", "hub:a", "actor:shibuya", "knowledge"),
    flow("h4", "actor:gifu", "actor:sendai", "information", via="hub:a"),
    # Its own end is not passed through, a programme is no hub, and what is planned does not flow.
    flow("h5", "actor:gifu", "hub:b", "people", via="hub:b"),
    flow("h6", "actor:gifu", "actor:sendai", "money", via="programme:p"),
    flow("h7", "hub:b", "actor:gifu", "money", status="planned"),
    flow("h8", "hub:b", "hub:b", "knowledge"),
]


def test_what_hubs_receive_give_and_pass_on():
    assert [one.as_json() for one in exchanges(graph_of(*AT_HUBS))] == [
        {
            **{"id": "hub:a", "name_ja": "hub:a", "name_en": "hub:a"},
            **{"in": {"goods": ["h1", "h2"]}, "out": {"knowledge": ["h3"]}, "passing": {"information": ["h4"]}},
        },
        {
            **{"id": "hub:b", "name_ja": "hub:b", "name_en": "hub:b"},
            **{"in": {"people": ["h5"]}, "out": {}, "passing": {}},
        },
    ]


def test_goods_in_knowledge_out():
    assert exchanges_as_json(exchanges(graph_of(*AT_HUBS)))["table"] == [
        {"in": "goods", "out": "knowledge", "hubs": [{"hub": "hub:a", "in": ["h1", "h2"], "out": ["h3"]}]}
    ]


def test_a_flow_via_a_hub_is_one_flow_from_source_to_target():
    assert matrix(graph_of(FLOWS[1])).counts == [[0, 1], [0, 0]]


# What holds for every graph.

ENDS = st.sampled_from([one.id for one in PLACES if one.type != "Programme"])
ANY_FLOW = st.tuples(ENDS, ENDS, st.sampled_from(KINDS), st.sampled_from(["actual", "planned", "ended"]))
ANY_GRAPH = st.lists(ANY_FLOW, max_size=25).map(
    lambda drawn: graph_of(*(flow(f"f{number:02}", *one[:3], status=one[3]) for number, one in enumerate(drawn)))
)
ANY_LEVEL = st.sampled_from(LEVELS)


def reversed_flows(graph: KnowledgeGraph) -> KnowledgeGraph:
    turned = [replace(e, source=e.target, target=e.source) if e.type == "FLOW" else e for e in graph.edges.values()]
    return KnowledgeGraph(graph.nodes.values(), turned)


@given(ANY_GRAPH, ANY_LEVEL)
def test_every_flow_is_counted_once(graph, by):
    found = matrix(graph, by)
    document = found.as_json()
    unknown = sum(document["not_stated"].values())
    assert sum(document["row_totals"]) + unknown == sum(document["column_totals"]) + unknown == document["flows"]
    told = [edge.id for edge in graph.edges_of("FLOW")]
    assert sorted([*(e.id for e in found.flows), *document["planned"]]) == told
    kinds = [matrix(graph, by, kind) for kind in KINDS]
    assert sum(len(one.flows) for one in kinds) == len(found.flows)


@given(ANY_GRAPH, ANY_LEVEL)
def test_reversing_the_flows_transposes_the_matrix(graph, by):
    there, back = matrix(graph, by), matrix(reversed_flows(graph), by)
    assert {ends[::-1]: found for ends, found in ids(there).items()} == ids(back)
    assert [list(column) for column in zip(*there.counts, strict=True)] == back.counts
    assert [row.net for row in balance(there)] == [-row.net for row in balance(back)]
    assert reciprocity(there) == reciprocity(back)


@given(ANY_GRAPH, ANY_LEVEL)
def test_balances_sum_to_nothing_and_agree_with_the_totals(graph, by):
    document = matrix(graph, by).as_json()
    assert sum(row["net"] for row in document["balance"]) == 0
    assert [row["out"] + row["within"] for row in document["balance"]] == document["row_totals"]
    assert [row["in"] + row["within"] for row in document["balance"]] == document["column_totals"]


@given(ANY_GRAPH, ANY_LEVEL)
def test_reciprocity_is_a_share_and_1_where_all_is_returned(graph, by):
    found = reciprocity(matrix(graph, by))
    for share in (found.share, found.weighted):
        assert share is None or 0 <= share <= 1
    turned = [replace(e, id=f"{e.id}r") for e in reversed_flows(graph).edges_of("FLOW")]
    both = reciprocity(matrix(graph_of(*graph.edges_of("FLOW"), *turned), by))
    assert (both.share, both.weighted) in ((1, 1), (None, None))


@given(ANY_GRAPH)
def test_conversions_are_the_pairs_of_what_comes_in_and_goes_out(graph):
    found = exchanges(graph)
    table = conversions(found)
    for one in found:
        assert {pair for pair, hubs in table.items() if one in hubs} == {
            (i, o) for i in one.received for o in one.given
        }


# The shipped graph.


@pytest.mark.parametrize("by", LEVELS)
def test_every_number_leads_to_its_evidence(shipped, by):
    document = json.loads(json.dumps(matrix(shipped, by).as_json(), allow_nan=False))
    assert document["flows"] > 500
    cited = [key for cell in document["cells"] for key in cell["edges"]]
    assert len(cited) == document["flows"]
    for key in [*cited, *document["planned"]]:
        assert shipped.edges[key].type == "FLOW" and shipped.edges[key].evidence
    places = {region["id"]: number for number, region in enumerate(document["regions"])}
    for cell in document["cells"]:
        assert cell["count"] == len(cell["edges"])
        if cell["origin"] and cell["destination"]:
            assert document["counts"][places[cell["origin"]]][places[cell["destination"]]] == cell["count"]


def test_regions_are_in_the_order_of_their_codes(shipped):
    codes = [region.properties["code"] for region in matrix(shipped).regions]
    assert codes == sorted(codes) and len(codes) > 20


def test_the_directions_of_the_overview_are_those_of_each_flow(shipped):
    places = Places(shipped)
    for row in overview(shipped)["flows"]:
        flows = [flow for flow in shipped.edges_of("FLOW") if flow.kind == row["kind"]]
        stated = [flow for flow in flows if flow.properties.get("status") != "planned"]
        assert (row["total"], row["planned"]) == (len(stated), len(flows) - len(stated))
        assert {name: row[name] for name in DIRECTIONS} == dict.fromkeys(DIRECTIONS, 0) | Counter(
            map(places.direction, stated)
        )


def test_the_flows_of_every_shipped_hub_are_all_there(shipped):
    found = {one["id"]: one for one in exchanges_as_json(exchanges(shipped))["hubs"]}
    for hub in shipped.of_type("Hub"):
        sides = found.get(hub.id, {"in": {}, "out": {}, "passing": {}})
        listed = {key for side in ("in", "out", "passing") for keys in sides[side].values() for key in keys}
        assert listed == {edge.id for edge in matrix(shipped, hub=hub.id).flows}
