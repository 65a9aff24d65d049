"""Types of hubs: features, the solver, held-out predictions, explanations, the page's figures."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from api.classification import WORDS, classification, print_classification
from api.session import Session
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema
from graph.typology import FEATURES, NONE, TYPES, TooFewLabels, Typology, figures
from graph.typology.evaluation import (
    nearest_centroid,
    others_share,
    reliability,
    score,
    sign_test,
    wilson,
)
from graph.typology.explain import distance
from graph.typology.features import Candidate, case_candidates, gini_simpson, hub_candidates, matrix
from graph.typology.model import Model, Scaler, decide, fit_logistic, held_out, labels, networked
from graph.typology.neighbourhood import Neighbourhoods
from graph.typology.orientation import computed_orientation

LINES = Evidence("doc", (1, 2), "0" * 16)


def node(key: str, kind: str | None = None, **properties: object) -> Node:
    type_ = key.partition(":")[0].capitalize()
    return Node(key, type_, kind, key, key, properties=properties, evidence=(LINES,))


def edge(number: int, source: str, type_: str, target: str, kind: str | None = None, **more: object) -> Edge:
    evidence = (Evidence("doc", (number, number), f"{number:016x}"),)
    return Edge(f"e{number:03}", source, target, type_, kind, {"cases": ["case:a"], **more}, evidence)


NODES = [
    node("case:a", is_hub=True, flows_reported=[], orientation="metro_x_regional"),
    node("case:thin", is_hub=False, flows_reported=[]),
    node("hub:main", "network", form="network", reported_types=["coworking"]),
    node("hub:side", "place", form="place"),
    node("actor:firm", "company"),
    node("actor:bank", "bank"),
    node("actor:city", "municipality"),
    node("actor:people", "person"),
    node("region:tokyo", "prefecture", metropolitan=True),
    node("region:gifu", "prefecture", metropolitan=False),
    node("resource:tea", "product"),
    node("resource:data", "dataset"),
    node("programme:fair", "event"),
    node("programme:class", "course"),
]
EDGES = [
    Edge("d1", "case:a", "hub:main", "DESCRIBES"),
    Edge("d2", "case:a", "hub:side", "DESCRIBES"),
    edge(1, "actor:firm", "OPERATES", "hub:main"),
    edge(2, "hub:side", "PART_OF", "hub:main"),
    edge(3, "actor:city", "COORDINATES", "hub:main"),
    edge(4, "hub:main", "RUNS", "programme:fair"),
    edge(5, "hub:main", "RUNS", "programme:class"),
    edge(6, "actor:people", "PARTICIPATES_IN", "hub:main"),
    edge(7, "hub:main", "UPGRADES", "resource:tea"),
    edge(8, "hub:main", "USES", "resource:data"),
    edge(9, "actor:people", "FLOW", "hub:main", "people"),
    edge(10, "hub:main", "FLOW", "actor:people", "information", via="programme:fair"),
    edge(11, "actor:bank", "FLOW", "hub:main", "money"),
    edge(12, "actor:firm", "FLOW", "actor:city", "knowledge"),
    edge(13, "hub:main", "LOCATED_IN", "region:tokyo"),
    edge(14, "actor:firm", "LOCATED_IN", "region:tokyo"),
    edge(15, "actor:bank", "LOCATED_IN", "region:tokyo"),
    edge(16, "actor:city", "LOCATED_IN", "region:gifu"),
]


@pytest.fixture
def small() -> KnowledgeGraph:
    return KnowledgeGraph(NODES, EDGES)


def hub(graph: KnowledgeGraph, key: str) -> Candidate:
    return next(one for one in hub_candidates(graph) if one.node.id == key)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("form_network", 1),
        ("form_place", 0),
        ("located", 1),
        ("sister_hubs", 1),
        ("actor_kinds", 1),
        ("business_share", 1 / 2),
        ("public_share", 1 / 4),
        ("region_diversity", 2 / 3),
        ("concentration", 2 / 3),
        ("metro_share", 2 / 3),
        ("resources_upgraded", 1),
        ("resources_produced", 0),
        ("knowledge_used", 1),
        ("flow_people", 1 / 4),
        ("flow_goods", 0),
        # In: people, money; out: information. Firm to city stays inside the core.
        ("inward", 2 / 3),
        ("given_by_business", 2 / 3),
        ("given_by_public", 0),
        ("given_by_persons", 1 / 3),
        ("matching", 1),
        ("coordinators", 1),
        ("members", 1),
        ("events", 1),
        ("courses", 1),
    ],
)
def test_features_of_a_hub_told_at_length(small, name, value):
    assert hub(small, "hub:main").features[name].value == pytest.approx(value)


def test_a_hub_beside_the_main_one_is_judged_by_its_own_ties_and_zero_is_not_assumed(small):
    side = hub(small, "hub:side")
    assert [found.id for found in side.around.edges] == ["e002"]
    assert side.features["sister_hubs"].value == 1
    for name in ("events", "located", "flow_people", "actor_kinds", "concentration", "matching"):
        assert side.features[name].value is None
    # Three columns of form and the sister hub: two features.
    assert side.known == 2


def test_features_cite_the_edges_that_they_rest_on(small):
    features = hub(small, "hub:main").features
    assert [found.lines for found in features["events"].lines()] == [(4, 4)]
    assert [found.lines for found in features["concentration"].lines()] == [(14, 14), (15, 15), (16, 16)]
    assert features["form_network"].lines() == [LINES]


def test_a_case_without_statements_has_no_feature(small):
    thin = next(one for one in case_candidates(small) if one.node.id == "case:thin")
    assert thin.known == 0 and np.isnan(thin.row()).all()


def test_the_features_of_a_case_do_not_show_whether_it_has_a_hub(small):
    case = next(one for one in case_candidates(small) if one.node.id == "case:a")
    for name in ("form_network", "located", "sister_hubs", "inward"):
        assert case.features[name].value is None


def test_home_is_the_case_with_most_ties():
    graph = KnowledgeGraph(
        [*NODES, node("case:b", is_hub=True, flows_reported=[])],
        [
            *EDGES,
            Edge("d3", "case:b", "hub:main", "DESCRIBES"),
            replace(edge(99, "actor:bank", "USES", "hub:main"), properties={"cases": ["case:b"]}),
        ],
    )
    homes = Neighbourhoods(graph)
    assert homes.homes("hub:main") == ("case:a",)
    assert homes.leading_hubs("case:a") == ("hub:main",) and homes.leading_hubs("case:b") == ()


@pytest.mark.parametrize(
    ("items", "value"), [("", None), ("a", None), ("aa", 0), ("ab", 1), ("aab", 2 / 3), ("aabb", 2 / 3)]
)
def test_gini_simpson(items, value):
    assert gini_simpson(items) == (value if value is None else pytest.approx(value))


def test_orientation_is_led_by_the_side_of_the_leaders(small):
    around = hub(small, "hub:main").around
    # Firm (Tokyo) to city (Gifu) crosses; leaders: hub and firm in Tokyo, city in Gifu.
    assert computed_orientation(around, Places(small)) == "metro_x_regional"
    local = replace(around, edges=tuple(one for one in around.edges if one.id == "e011"))
    assert computed_orientation(local, Places(small)) == "metro_x_metro"
    assert computed_orientation(replace(around, edges=()), Places(small)) == "not_reported"


# The solver.


def test_logistic_regression_without_information_gives_the_share():
    intercept, weights = fit_logistic(np.zeros((4, 1)), np.array([1.0, 0, 0, 0]), 1.0)
    assert intercept == pytest.approx(np.log(1 / 3)) and weights == pytest.approx([0])


def test_logistic_regression_of_two_points_by_hand():
    # x = ±1, y = 1, 0: the intercept is 0 and w solves 2 sigmoid(-w) = penalty * w.
    intercept, (weight,) = fit_logistic(np.array([[1.0], [-1.0]]), np.array([1.0, 0.0]), 0.5)
    assert intercept == pytest.approx(0, abs=1e-9)
    assert 2 / (1 + np.exp(weight)) == pytest.approx(0.5 * weight)
    # 2 sigmoid(-1) = 0.5378828… : with that penalty the weight is 1.
    assert fit_logistic(np.array([[1.0], [-1.0]]), np.array([1.0, 0.0]), 2 / (1 + np.e))[1] == pytest.approx([1.0])


@pytest.mark.parametrize("penalty", [1e-3, 0.3, 7.0, 1e4])
def test_the_slope_is_zero_at_the_optimum(penalty):
    random = np.random.default_rng(20261122)
    x, y = random.normal(size=(30, 12)) * 3, (random.random(30) < 0.3).astype(float)
    intercept, weights = fit_logistic(x, y, penalty)
    gap = 1 / (1 + np.exp(-(x @ weights + intercept))) - y
    assert gap.sum() == pytest.approx(0, abs=1e-7)
    assert x.T @ gap + penalty * weights == pytest.approx(np.zeros(12), abs=1e-6)


def test_separable_labels_stay_finite():
    _, weights = fit_logistic(np.array([[-1000.0], [1000.0], [1001.0]]), np.array([0.0, 1.0, 1.0]), 1e-6)
    assert np.isfinite(weights).all()


def test_the_solver_refuses_what_has_no_answer():
    with pytest.raises(TooFewLabels):
        fit_logistic(np.zeros((3, 1)), np.ones(3), 1.0)
    with pytest.raises(ValueError, match="penalty"):
        fit_logistic(np.zeros((2, 1)), np.array([0.0, 1.0]), 0.0)


def test_missing_values_and_columns_that_do_not_vary_pull_neither_way():
    x = np.array([[1.0, 5, np.nan], [3.0, 5, np.nan], [np.nan, 5, np.nan]])
    assert Scaler.fit(x)(x) == pytest.approx(np.array([[-1.0, 0, 0], [1, 0, 0], [0, 0, 0]]))


@pytest.mark.parametrize(
    ("chances", "type_"),
    [([0.6, 0.5, 0.1], "coworking"), ([0.1, 0.2, 0.5], "knowledge_platform"), ([0.49, 0.4, 0.4], NONE)],
)
def test_decide(chances, type_):
    assert decide(np.array(chances)) == type_


@pytest.mark.parametrize(("sisters", "value"), [(None, 0.5), (0, 0), (1, 0.75), (2, 0.9375)])
def test_networked(sisters, value):
    assert networked(sisters) == value


# The shipped graph.


def _labelled(graph: KnowledgeGraph) -> tuple[list[Candidate], np.ndarray, np.ndarray]:
    hubs = [one for one in hub_candidates(graph) if one.node.properties.get("reported_types")]
    return hubs, matrix(hubs), labels([one.node for one in hubs])


def test_no_feature_reads_what_is_to_be_found(shipped):
    """Other types, names, texts, orientations, sections and categories change no feature."""

    def disguised(one: Node) -> Node:
        properties = dict(one.properties) | {"summary_ja": "x", "orientation": "none", "section": "x", "category": "x"}
        if "reported_types" in properties:
            properties["reported_types"] = ["knowledge_platform"]
        return replace(one, name_ja="x", name_en="x", aliases=("y",), properties=properties)

    other = KnowledgeGraph(map(disguised, shipped.nodes.values()), shipped.edges.values())
    assert hub_candidates(other)
    np.testing.assert_array_equal(matrix(hub_candidates(shipped)), matrix(hub_candidates(other)))
    np.testing.assert_array_equal(matrix(case_candidates(shipped)), matrix(case_candidates(other)))


def test_its_own_reported_type_does_not_reach_the_prediction_of_a_hub(shipped):
    key = "hub:sabae"
    changed = replace(
        shipped.nodes[key], properties=dict(shipped.nodes[key].properties) | {"reported_types": ["knowledge_platform"]}
    )
    other = KnowledgeGraph(
        [changed if one.id == key else one for one in shipped.nodes.values()], shipped.edges.values()
    )
    before, after = (Typology(graph).hubs(key)[0] for graph in (shipped, other))
    assert before.held_out
    np.testing.assert_array_equal(before.chances, after.chances)
    assert before.reasons == after.reasons


def test_results_depend_neither_on_order_nor_on_ids(shipped):
    rename = {
        key: f"{one.type.lower()}:{len(shipped.nodes) - number}"
        for number, (key, one) in enumerate(shipped.nodes.items())
    }

    def renamed(one: Edge, number: int) -> Edge:
        properties = dict(one.properties)
        if "cases" in properties:
            properties["cases"] = [rename[case] for case in properties["cases"]]
        if "via" in properties:
            properties["via"] = rename[properties["via"]]
        return replace(
            one, id=f"edge:{-number}", source=rename[one.source], target=rename[one.target], properties=properties
        )

    other = KnowledgeGraph(
        [replace(one, id=rename[one.id]) for one in reversed(shipped.nodes.values())],
        [renamed(one, number) for number, one in enumerate(reversed(shipped.edges.values()))],
    )
    before = {rename[one.candidate.node.id]: one for one in Typology(shipped).hubs()}
    after = {one.candidate.node.id: one for one in Typology(other).hubs()}
    assert before.keys() == after.keys()
    for key, one in before.items():
        assert one.chances == pytest.approx(after[key].chances, abs=1e-9)
        assert (one.type, one.networked, one.orientation_computed) == (
            after[key].type,
            after[key].networked,
            after[key].orientation_computed,
        )


def test_leave_one_out_is_the_fit_without_the_hub_and_gives_the_same_twice(shipped):
    hubs, x, y = _labelled(shipped)
    chances = held_out(x, y)
    np.testing.assert_array_equal(chances, held_out(x, y))
    assert ((chances >= 0) & (chances <= 1)).all()
    others = np.arange(len(x)) != 3
    assert chances[3] == pytest.approx(Model.fit(x[others], y[others]).chances(x[[3]])[0])
    results = {one.candidate.node.id: one.chances for one in Typology(shipped).hubs()}
    assert results[hubs[3].node.id] == pytest.approx(chances[3])


def test_reasons_add_up_to_the_log_odds(shipped):
    typology = Typology(shipped)
    for one in typology.hubs():
        if not one.held_out:
            total = sum(reason.weight for reason in one.reasons)
            column = TYPES.index(one.explained)
            odds = np.log(one.chances[column] / (1 - one.chances[column]))
            assert total + typology.model.intercepts[column] == pytest.approx(odds)


def test_the_smallest_change_changes_the_type(shipped):
    typology = Typology(shipped)
    checked = 0
    for one in typology.hubs():
        if one.change and not one.held_out and one.change.feature != "form":
            row = one.candidate.row()
            column = next(i for i, feature in enumerate(FEATURES) if feature.name == one.change.feature)
            row[column] = FEATURES[column].column(one.change.value_to)
            assert decide(typology.model.chances(row[None])[0]) == one.change.type != one.type
            checked += 1
    assert checked > 5


def test_distance():
    chances = np.array([0.7, 0.2, 0.1])
    assert distance(chances, ["coworking"]) == 0
    assert distance(chances, ["resource_discovery", "knowledge_platform"]) == pytest.approx(0.5)
    assert distance(chances, []) is None


def test_another_graph_can_be_judged_by_what_the_shipped_one_teaches(small, shipped):
    with pytest.raises(TooFewLabels):
        Typology(small).hubs()
    found = Typology(small, learn_from=shipped)
    assert [one.candidate.node.id for one in found.hubs()] == ["hub:main", "hub:side"]
    assert [one.describes_hub for one in found.cases()] == [True, False]
    assert found.cases()[1].type == NONE


# The evaluation.


def test_wilson_interval():
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)


def test_sign_test():
    assert sign_test([True] * 5, [False] * 5) == pytest.approx(2 / 32)
    assert sign_test([True, False], [True, False]) == 1


def test_score_by_hand():
    y = np.array([[1.0, 0, 0], [1, 1, 0], [0, 0, 1]])
    found = score("x", np.array([[1.0, 0, 0], [0, 1, 0], [0, 1, 0]]), y)
    assert found.right == (True, True, False)
    # F1: coworking 2/3, resource discovery 2/3, knowledge platform 0.
    assert found.macro_f1 == pytest.approx((2 / 3 + 2 / 3) / 3)
    assert found.brier == pytest.approx(3 / 9)


def test_baselines_by_hand():
    assert others_share(np.array([[1.0, 0, 0]])) == pytest.approx([0.75, 0.25, 0.25])
    y = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert nearest_centroid(["人が集う場", "産品の価値", "知見の仲介"], y, "地域の産品") == "resource_discovery"
    assert nearest_centroid(["人が集う場", "産品の価値", "知見の仲介"], y, "xyz") == NONE


def test_reliability_by_hand():
    found = reliability(np.array([[0.1, 1.0]]), np.array([[0.0, 1.0]]), bins=2)
    assert found == [(0.0, 0.5, 1, 0.1, 0.0), (0.5, 1.0, 1, 1.0, 1.0)]


def test_the_page_has_the_current_figures(shipped):
    page = (Path(__file__).parents[2] / "docs" / "typology.md").read_text(encoding="utf-8")
    rows = [line for line in figures(shipped).splitlines() if line.startswith("|")]
    written = [line for line in page.splitlines() if line.startswith("|")]
    for row in rows:
        assert any(_same(row, line) for line in written), row


def _same(row: str, line: str) -> bool:
    """The same words, and numbers that differ by rounding at most."""
    number = r"\d+(?:\.\d+)?"
    if re.sub(number, "#", row) != re.sub(number, "#", line):
        return False
    pairs = zip(re.findall(number, row), re.findall(number, line), strict=True)
    return all(abs(float(a) - float(b)) <= (0.0101 if "." in a else 0) for a, b in pairs)


# What people and programs get.


@pytest.fixture(scope="module")
def document(shipped):
    return classification(shipped)


def test_json_contract(shipped, document):
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert [one["id"] for one in document["hubs"]] == sorted(one.id for one in shipped.of_type("Hub"))
    for one in document["hubs"]:
        assert set(one["types"]) == set(load_schema().enums["hub_type"].values) == set(TYPES)
        assert all(0 <= chance <= 1 for chance in [*one["types"].values(), one["networked"]])
        assert one["type"] in (*TYPES, NONE)
        assert one["reported"] == list(shipped.nodes[one["id"]].properties.get("reported_types", []))
        assert (one["distance"] is None) == (not one["reported"]) == (not one["held_out"])
        for reason in one["reasons"]:
            assert {"feature", "value", "weight", "evidence"} == set(reason)
            assert all(set(item) == {"document", "lines", "digest"} for item in reason["evidence"])
        assert {reason["feature"] for reason in one["reasons"]} | set(one["not_reported"]) == {f.name for f in FEATURES}


def test_every_case_is_judged_and_one_without_a_hub_has_no_type(shipped, document):
    assert [one["id"] for one in document["cases"]] == sorted(one.id for one in shipped.of_type("Case"))
    for one in document["cases"]:
        assert one["describes_hub"] == shipped.nodes[one["id"]].properties["is_hub"]
        assert one["describes_hub"] or (one["type"] == NONE and one["hub"] is None)


def test_one_hub_only(shipped, document):
    one = classification(shipped, "hub:visasq")
    assert one == {"hubs": [next(hub for hub in document["hubs"] if hub["id"] == "hub:visasq")], "cases": []}
    for wrong in ("hub:nowhere", "case:nowhere", "visasq"):
        with pytest.raises(KeyError):
            classification(shipped, wrong)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_words(document, lang, capsys):
    print_classification(document, Session(lang))
    everything = capsys.readouterr().out
    assert all(one["id"] in everything for one in document["hubs"])
    for one in document["hubs"]:
        print_classification({"hubs": [one], "cases": []}, Session(lang))
        said = capsys.readouterr().out
        assert one[f"name_{lang}"] in said and "{" not in said and "None" not in said


def test_every_feature_and_sentence_is_in_both_languages():
    for lang in ("ja", "en"):
        assert all(feature.label(lang) for feature in FEATURES)
        assert len({feature.label(lang) for feature in FEATURES}) == len(FEATURES)
        assert all(WORDS._table[code][lang] for code in WORDS.codes())
