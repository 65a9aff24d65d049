"""How sure a rank is, by hand and under a seed; and whether one node bridges more than another."""

from __future__ import annotations

import math

import numpy as np
import pytest

from graph.bridging.comparison import Comparison, compare
from graph.bridging.network import Network
from graph.bridging.uncertainty import (
    MEASURES,
    Certainty,
    _Statements,
    certainty,
    certainty_of_view,
    measured,
    ranks,
)
from graph.bridging.views import View, all_ties, flows_of
from graph.model import Edge, Evidence, KnowledgeGraph, Node

NAN = math.nan
OF_ALL = {"constraint", "effective_size", "efficiency", "hierarchy", "betweenness", "total"}
OF_GROUPS = {"participation", "coordinator", "itinerant", "gatekeeper", "representative", "liaison"}


def same(found, expected):
    np.testing.assert_array_equal(found, expected)


# Ranks.


def test_the_lowest_constraint_is_first_and_equals_share_the_better_rank():
    found = ranks({"constraint": np.array([0.5, 0.2, 0.2, 0.9])}, np.ones(4, bool))
    same(found["constraint"], [3, 1, 1, 4])


def test_of_the_other_measures_the_highest_is_first():
    values = {name: np.array([1.0, 4.0, 4.0, 0.0]) for name in ("total", "betweenness", "effective_size", "liaison")}
    for found in ranks(values, np.ones(4, bool)).values():
        same(found, [3, 1, 1, 4])
    same(ranks({"hierarchy": np.array([0.3, 0.1])}, np.ones(2, bool))["hierarchy"], [2, 1])


def test_an_undefined_value_has_no_rank_and_takes_none():
    same(ranks({"total": np.array([NAN, 1.0, 2.0])}, np.ones(3, bool))["total"], [NAN, 2, 1])


def test_only_the_nodes_asked_about_are_ranked():
    among = np.array([True, False, True, True])
    same(ranks({"total": np.array([1.0, 9.0, 5.0, NAN])}, among)["total"], [2, NAN, 1, NAN])
    same(ranks({"total": np.array([1.0, 9.0])}, np.zeros(2, bool))["total"], [NAN, NAN])


def test_values_that_differ_by_rounding_only_have_one_rank_and_others_do_not():
    among = np.ones(2, bool)
    same(ranks({"constraint": np.array([0.1 + 0.2, 0.3])}, among)["constraint"], [1, 1])
    same(ranks({"constraint": np.array([0.3 + 1e-7, 0.3])}, among)["constraint"], [2, 1])
    large = np.array([1e12, 1e12 + 1, 1e12 + 1e5])
    same(ranks({"betweenness": large}, np.ones(3, bool))["betweenness"], [2, 2, 1])


def test_what_is_ranked_depends_on_groups_and_paths(drawn):
    network = drawn("ab bc d")
    assert set(measured(network)) == OF_ALL
    assert set(measured(network, with_paths=False)) == OF_ALL - {"betweenness"}
    assert set(measured(network, list("xxyy"))) == OF_ALL | OF_GROUPS == set(MEASURES)


def test_a_node_without_ties_has_no_value_by_any_measure_and_one_without_group_none_by_group(drawn):
    found = measured(drawn("ab bc d"), ["x", "y", None, "x"])
    assert all(np.isnan(values[3]) for values in found.values())
    assert found["total"].tolist()[:3] == [0, 2, 0] and found["betweenness"].tolist()[:3] == [0, 1, 0]
    assert all(np.isnan(found[name][2]) for name in OF_GROUPS)
    assert found["liaison"][1] == 0  # without c, whose group is unknown, b has nobody to tie a to


# A graph of two documents and three cases, a tree, in which constraint is 1 / contacts.


def node(key: str, **properties: object) -> Node:
    return Node(key, key.partition(":")[0].capitalize(), "company", key, key, properties=properties)


def edge(key: str, statement: str, cases: str, documents: str = "doc", **properties: object) -> Edge:
    """`statement`: "source TYPE target", a flow with its kind as "source FLOW.kind target"."""
    source, relation, target = statement.split()
    relation, _, kind = relation.partition(".")
    stated = {"cases": [f"case:{case}" for case in cases.split()], **properties}
    lines = tuple(Evidence(name, (1, 2), "0" * 16) for name in documents.split())
    return Edge(key, source, target, relation, kind or None, stated, lines)


def graph_of(reported: dict[str, list[str]], *edges: Edge, nodes: tuple[Node, ...] = ()) -> KnowledgeGraph:
    """`reported`: the cases with the kinds of flow that each of them tells of."""
    given = {one.id for one in nodes}
    ends = {end for one in edges for end in (one.source, one.target)} - given
    cases = [node(f"case:{name}", flows_reported=kinds) for name, kinds in reported.items()]
    return KnowledgeGraph([*nodes, *cases, *map(node, ends)], edges)


TREE = graph_of(
    {"1": [], "2": [], "3": []},
    edge("e1", "actor:a OPERATES hub:h", "1", "one"),
    edge("e2", "actor:b OPERATES hub:h", "1", "one"),
    edge("e3", "actor:c OPERATES hub:h", "1", "one"),
    edge("e4", "actor:a OPERATES hub:k", "2", "one"),
    edge("e5", "actor:d OPERATES hub:k", "2 3", "one two"),
    edge("e6", "actor:e OPERATES hub:k", "3", "two"),
)


def intervals(found: Certainty, view: View, doubt: str, measure: str) -> dict[str, tuple[float, float, float]]:
    """Lowest and highest rank, and how often there is none, by the last letter of the id."""
    at = found.intervals[doubt][measure]
    rows = zip(at.low.tolist(), at.high.tolist(), at.lost.tolist(), strict=True)
    return {one.id[-1]: row for one, row in zip(view.nodes, rows, strict=True)}


def near(found: dict, expected: dict) -> None:
    assert found.keys() == expected.keys()
    for key in found:
        assert found[key] == pytest.approx(expected[key], nan_ok=True), key


def test_leaving_out_each_document_by_hand():
    view = all_ties(TREE)
    found = certainty_of_view(view, replicates=0)
    # Contacts: h 3, k 3, a 2, the others 1.
    ranked = dict(zip([one.id[-1] for one in view.nodes], found.rank["constraint"].tolist(), strict=True))
    assert ranked == {"h": 1, "k": 1, "a": 3, "b": 4, "c": 4, "d": 4, "e": 4}
    # Without document one h, a, b and c have no tie, and k has d (whom two tells as well) and e.
    # Without two e has none, and h has 3 contacts, k and a 2.
    near(
        intervals(found, view, "document", "constraint"),
        {
            **{"h": (1, 1, 1 / 2), "k": (1, 2, 0), "a": (2, 2, 1 / 2), "b": (4, 4, 1 / 2), "c": (4, 4, 1 / 2)},
            **{"d": (2, 4, 0), "e": (2, 2, 1 / 2)},
        },
    )


def test_leaving_out_each_case_by_hand():
    view = all_ties(TREE)
    found = certainty_of_view(view, replicates=0)
    # Without 1: k 3, a d e 1. Without 2, which alone states that a operates k: h 3, k 2, the others 1.
    # Without 3: as without document two.
    near(
        intervals(found, view, "case", "constraint"),
        {
            **{"h": (1, 1, 1 / 3), "k": (1, 2, 0), "a": (2, 3, 0), "b": (3, 4, 1 / 3), "c": (3, 4, 1 / 3)},
            **{"d": (2, 4, 0), "e": (2, 3, 1 / 3)},
        },
    )
    # Brokered pairs, ordered: of h 6, of k 6, of a 2, of the others 0.
    total = intervals(found, view, "case", "total")
    near({key: total[key] for key in "hk"}, {"h": (1, 1, 1 / 3), "k": (1, 2, 0)})


def test_a_measure_that_needs_more_than_a_tie_is_lost_where_only_one_is_left():
    view = all_ties(TREE)
    found = certainty_of_view(view, replicates=0)
    # Hierarchy needs two contacts: a keeps both only where case 3 goes.
    near({"a": intervals(found, view, "case", "hierarchy")["a"]}, {"a": (1, 1, 2 / 3)})
    assert intervals(found, view, "case", "hierarchy")["d"][2] == 1


def test_role_groups_and_programmes_have_no_rank_and_take_none():
    graph = graph_of(
        {"1": []},
        edge("e1", "actor:m PARTICIPATES_IN hub:h", "1"),
        edge("e2", "actor:m PARTICIPATES_IN hub:k", "1"),
        edge("e3", "actor:m PARTICIPATES_IN programme:p", "1"),
        edge("e4", "actor:a OPERATES hub:h", "1"),
        nodes=(node("actor:m", generic=True),),
    )
    view = all_ties(graph)
    found = certainty_of_view(view, replicates=2)
    ranked = dict(zip([one.id for one in view.nodes], found.rank["constraint"].tolist(), strict=True))
    assert [ranked[key] for key in ("hub:h", "hub:k", "actor:a")] == [1, 2, 2]
    assert math.isnan(ranked["actor:m"]) and math.isnan(ranked["programme:p"])


def test_every_way_of_doubt_has_an_interval_for_every_measure_and_node():
    view = all_ties(TREE)
    found = certainty_of_view(view, ["x", "y", "x", "y", "x", "y", None], replicates=3, seed=4)
    assert set(found.intervals) == {"document", "case", "edges", "unknown"}
    assert (found.design.replicates, found.design.share, found.design.seed) == (3, 0.1, 4)
    for by_measure in found.intervals.values():
        assert set(by_measure) == set(found.rank) == set(MEASURES)
        for at in by_measure.values():
            assert at.low.shape == at.high.shape == at.lost.shape == (len(view.nodes),)
            some = at.lost < 1
            assert (at.low[some] <= at.high[some]).all() and (at.low[some] >= 1).all()
            assert np.isnan(at.low[~some]).all() and np.isnan(at.high[~some]).all()


def test_without_paths_betweenness_is_left_out_and_the_rest_is_the_same():
    view = all_ties(TREE)
    with_paths, without = (certainty_of_view(view, replicates=3, with_paths=paths) for paths in (True, False))
    assert set(with_paths.rank) == OF_ALL and set(without.rank) == OF_ALL - {"betweenness"}
    for doubt, by_measure in without.intervals.items():
        assert "betweenness" not in by_measure
        for name, at in by_measure.items():
            same(at.low, with_paths.intervals[doubt][name].low)
            same(at.high, with_paths.intervals[doubt][name].high)


@pytest.mark.parametrize("graph", [KnowledgeGraph([], []), graph_of({"1": []})])
def test_an_empty_view_has_no_ranks(graph):
    found = certainty_of_view(all_ties(graph), replicates=2)
    assert all(values.shape == (0,) for values in found.rank.values())


# What is not reported.

WORDLESS = graph_of(
    # Case 1 tells of one flow of people among three members, case 2 of none and of money, 3 of nothing.
    {"1": ["people"], "2": ["money"], "3": []},
    edge("f1", "actor:a FLOW.people actor:b", "1"),
    edge("t1", "actor:b PARTNERS_WITH actor:c", "1"),
    edge("f2", "actor:p FLOW.money actor:q", "2"),
    edge("t2", "actor:q PARTNERS_WITH actor:r", "2"),
    edge("t3", "actor:x PARTNERS_WITH actor:y", "3"),
    edge("t4", "actor:y PARTNERS_WITH actor:z", "3"),
)


def drawn_ties(view: View, seed: int) -> set[tuple[str, str]]:
    """The ties that an imputed network has beyond those stated, by the last letters of the ids."""
    imputed = _Statements(view).imputed(np.random.default_rng(seed))

    def ties(network: Network) -> set[tuple[str, str]]:
        ends = zip(network.out.tails().tolist(), network.out.head.tolist(), strict=True)
        return {(network.ids[a][-1], network.ids[b][-1]) for a, b in ends}

    assert ties(view.network) <= ties(imputed)
    return ties(imputed) - ties(view.network)


def test_unreported_flows_are_drawn_among_the_members_of_the_cases_that_do_not_report_them():
    view = all_ties(WORDLESS)
    # a-b, b-c; p-q, q-r and x-y, y-z are stated: what can be new is a-c, p-r and x-z, by two ties of each case.
    seen = set().union(*(drawn_ties(view, seed) for seed in range(60)))
    assert seen == {(one, other) for pair in ("ac", "pr", "xz") for one, other in (pair, pair[::-1])}


def test_as_many_are_drawn_as_a_case_that_reports_the_kind_has_for_its_size():
    # Of people cases 1 and 2 (in a case of three members) report 1 and 0: half of the draws for 3 have none.
    graph = graph_of(
        {"1": ["people"], "2": ["people"], "3": []},
        edge("f1", "actor:a FLOW.people actor:b", "1"),
        edge("t1", "actor:b PARTNERS_WITH actor:c", "1"),
        edge("t2", "actor:p PARTNERS_WITH actor:q", "2"),
        *(edge(f"x{k}", f"actor:x{k} PARTNERS_WITH hub:h", "3") for k in range(5)),
    )
    view = flows_of(graph, "people").widened()
    arcs = [_Statements(view).imputed(np.random.default_rng(seed)).ties - view.network.ties for seed in range(200)]
    # Case 3 has 6 members: 6 * 1/3 flows or none.
    assert max(arcs) == 2 and min(arcs) == 0
    assert 60 < arcs.count(0) < 140
    of_case = {f"actor:x{k}" for k in range(5)} | {"hub:h"}
    imputed = _Statements(view).imputed(np.random.default_rng(arcs.index(2)))
    new = [
        i for i in np.unique([imputed.out.tails(), imputed.out.head]) if imputed.ids[i] not in ("actor:a", "actor:b")
    ]
    assert {imputed.ids[i] for i in new} <= of_case and imputed.directed


def test_nothing_is_drawn_where_every_case_reports_every_kind_that_flows():
    graph = graph_of(
        {"1": ["money", "people"], "2": ["money", "people"]},
        edge("f1", "actor:a FLOW.people actor:b", "1"),
        edge("f2", "actor:b FLOW.money actor:c", "1"),
        edge("f3", "actor:p FLOW.people actor:q", "2"),
        edge("f4", "actor:q FLOW.money actor:r", "2"),
    )
    view = all_ties(graph)
    assert not any(drawn_ties(view, seed) for seed in range(20))
    found = certainty_of_view(view, replicates=5)
    for name, at in found.intervals["unknown"].items():
        same(at.low, found.rank[name])
        same(at.high, found.rank[name])


def test_nodes_outside_the_view_may_get_flows_too_and_only_the_view_is_told_of():
    graph = graph_of(
        {"1": ["people"], "2": []},
        edge("f1", "actor:a FLOW.people actor:b", "1"),
        edge("f2", "actor:b FLOW.people actor:a", "1"),
        *(edge(f"t{k}", f"actor:x{k} OPERATES hub:h", "2") for k in range(4)),
    )
    view = flows_of(graph, "people")
    found = certainty_of_view(view, replicates=20)
    assert found.rank["total"].tolist() == [1, 1]
    assert found.rank["total"].shape == found.intervals["unknown"]["total"].low.shape == (2,)
    # Five flows among the five of case 2 make brokers of some; a and b have their two flows and broker nothing.
    assert found.intervals["unknown"]["total"].lost.tolist() == [0, 0]
    assert found.intervals["unknown"]["total"].high.min() > 1
    assert found.intervals["edges"]["total"].high.max() == 1


def test_the_groups_of_nodes_outside_the_view_stay_unknown():
    graph = graph_of(
        {"1": ["people"], "2": []},
        edge("f1", "actor:a FLOW.people actor:b", "1"),
        edge("f2", "actor:b FLOW.people actor:a", "1"),
        *(edge(f"t{k}", f"actor:x{k} OPERATES hub:h", "2") for k in range(4)),
    )
    found = certainty_of_view(flows_of(graph, "people"), ["x", "x"], replicates=20).intervals["unknown"]
    # Others broker more pairs than a and b, but in no role that is known.
    assert found["total"].high.min() > 1 and found["coordinator"].high.max() == 1


# Leaving out ties of any network.


def test_without_leaving_out_anything_the_interval_is_the_rank(random_network):
    network = random_network(60, False, True)
    found = certainty(network, [str(i % 3) for i in range(60)], replicates=3, share=0.0)
    assert set(found.intervals) == {"edges"} and set(found.intervals["edges"]) == set(MEASURES)
    for name, at in found.intervals["edges"].items():
        same(at.low, found.rank[name])
        same(at.high, found.rank[name])
        same(at.lost, np.isnan(found.rank[name]))


def test_without_any_tie_left_every_rank_is_lost(drawn):
    found = certainty(drawn("ab bc"), replicates=3, share=1.0)
    for at in found.intervals["edges"].values():
        assert np.isnan(at.low).all() and np.isnan(at.high).all() and (at.lost == 1).all()


@pytest.mark.parametrize("directed", [True, False])
def test_the_share_of_the_ties_that_a_replicate_leaves_out_is_the_one_asked_for(directed):
    pairs = np.arange(2000).reshape(-1, 2)  # each node has one tie, and with it goes its rank
    network = Network.of([str(i) for i in range(2000)], *pairs.T, directed=directed)
    lost = certainty(network, replicates=20, share=0.3).intervals["edges"]["constraint"].lost
    assert abs(lost.mean() - 0.3) < 0.02
    same(lost[::2], lost[1::2])


def test_one_seed_gives_one_answer_and_another_seed_another(random_network):
    network = random_network(60, True, False)
    first, again, other = (certainty(network, replicates=4, share=0.3, seed=seed) for seed in (1, 1, 2))
    at = [found.intervals["edges"]["betweenness"] for found in (first, again, other)]
    same(at[0].low, at[1].low)
    same(at[0].high, at[1].high)
    assert (at[0].low != at[2].low).any()
    same(first.rank["betweenness"], other.rank["betweenness"])


def test_an_interval_is_of_the_middle_of_the_replicates_and_not_of_their_extremes(drawn):
    # a has 3 contacts and h 2: a is second in some 2 % of the replicates, and h first in more than a fifth.
    network = drawn("ab ac ad hi hj")
    at = certainty(network, replicates=500, share=0.1, seed=3).intervals["edges"]["constraint"]
    assert (at.low[0], at.high[0]) == (1, 1)
    assert (at.low[4], at.high[4]) == (1, 2)
    extremes = [certainty(network, replicates=20, share=0.5, seed=seed) for seed in range(2)]
    assert max(found.intervals["edges"]["constraint"].high[0] for found in extremes) > 1


def test_weights_and_isolates_stay_in_the_replicates(drawn):
    weighted = drawn("ab bc ca ad e", weight=[9, 1, 1, 1])
    found = certainty(weighted, replicates=2, share=0.0)
    same(found.intervals["edges"]["constraint"].low, ranks(measured(weighted), np.ones(5, bool))["constraint"])
    assert found.intervals["edges"]["constraint"].lost[4] == 1
    plain = certainty(drawn("ab bc ca ad e"), replicates=2, share=0.0)
    assert (plain.rank["constraint"] != found.rank["constraint"])[:4].any()


# Whether one bridges more than another.


def by_measure(found: list[Comparison]) -> dict[str, Comparison]:
    return {one.measure: one for one in found}


def test_a_node_is_not_compared_with_itself(drawn):
    with pytest.raises(ValueError, match="itself"):
        compare(drawn("ab bc"), 1, 1)


def test_two_with_the_same_contacts_do_not_differ(drawn):
    network = drawn("ac ad ae bc bd be cd ef")
    for one in compare(network, 0, 1, list("xxyzyz"), permutations=20):
        assert one.difference == 0 and one.p == 1, one.measure


def test_two_with_mirrored_contacts_have_no_difference_that_a_deal_could_not_make(drawn):
    for one in compare(drawn("ac ad be bf"), 0, 1, permutations=50):
        assert one.difference == 0 and one.p == 1, one.measure


def test_the_centre_of_a_star_bridges_more_than_a_leaf(drawn):
    star = drawn("ab ac ad ae af ag ah ai")
    found = by_measure(compare(star, 0, 1, permutations=999))
    for name in ("constraint", "effective_size", "total"):
        one = found[name]
        assert one.difference > 0
        # Only where all seven contacts stay, or all go over, is the difference as large: 2 deals of 2^7.
        assert abs(one.p - 2 / 128) < 0.013
    assert (found["constraint"].one, found["constraint"].other) == (pytest.approx(1 / 8), 1)
    assert found["constraint"].difference == pytest.approx(7 / 8)
    assert (found["total"].one, found["total"].other, found["total"].difference) == (56, 0, 56)


def test_p_is_a_share_of_the_deals_with_the_observed_one_and_never_0(drawn):
    star = drawn("ab ac ad ae af ag ah ai aj ak al am an ao ap")
    assert by_measure(compare(star, 0, 1, permutations=19))["total"].p == 1 / 20
    assert all(one.p == 1 for one in compare(star, 0, 1, permutations=0) if not math.isnan(one.difference))


def test_a_lower_constraint_is_in_favour_and_a_lower_effective_size_is_not(drawn):
    found = by_measure(compare(drawn("ab ac ad bc"), 1, 0, permutations=5))
    for name in ("constraint", "effective_size", "total"):
        assert found[name].difference < 0, name
    assert found["constraint"].one > found["constraint"].other
    assert found["effective_size"].one < found["effective_size"].other


@pytest.mark.parametrize("directed", [True, False])
def test_the_other_way_round_the_difference_is_the_opposite_and_p_the_same(random_network, directed):
    network = random_network(40, directed, True)
    labels = [str(i % 3) for i in range(39)] + [None]
    there, back = (by_measure(compare(network, *pair, labels, permutations=30, seed=2)) for pair in ((3, 8), (8, 3)))
    for name, one in there.items():
        assert (one.one, one.other, one.difference) == (back[name].other, back[name].one, -back[name].difference)
        assert one.p == back[name].p, name
    assert any(one.p < 1 for one in there.values())


def test_what_is_undefined_is_not_compared(drawn):
    network = drawn("ab ac ad e")
    pendant = by_measure(compare(network, 0, 1, permutations=5))["hierarchy"]
    assert math.isnan(pendant.difference) and math.isnan(pendant.p) and not math.isnan(pendant.one)
    for one in compare(network, 0, 4, permutations=5):
        assert math.isnan(one.other) and math.isnan(one.difference) and math.isnan(one.p), one.measure


def test_betweenness_is_not_compared_and_roles_are_where_groups_are_known(drawn):
    network = drawn("ab ac ad be")
    assert {one.measure for one in compare(network, 0, 1, permutations=1)} == OF_ALL - {"betweenness"}
    grouped = {one.measure for one in compare(network, 0, 1, list("xyxyx"), permutations=1)}
    assert grouped == set(MEASURES) - {"betweenness"}
    unknown = by_measure(compare(network, 0, 1, [None, *"yxyx"], permutations=1))
    assert math.isnan(unknown["liaison"].one) and math.isnan(unknown["liaison"].p)


def test_contacts_of_both_and_the_tie_between_them_stay_where_they_are(drawn):
    # Of a and b nothing is dealt out: they share c and d, and e is no contact of either.
    network = drawn("ab ac ad bc bd ce")
    for one in compare(network, 0, 1, permutations=20):
        assert one.p == 1 and one.difference == 0
    # f alone may go over: in half of the deals, and then the difference is as large the other way round.
    for one in compare(drawn("ab ac bc af"), 0, 1, permutations=20):
        assert math.isnan(one.p) or one.p == 1, one.measure


def test_contacts_of_both_stay_with_their_strength(drawn):
    # Were d, of both, dealt out, the strengths of a and b would be less unequal.
    found = by_measure(compare(drawn("ac ad bc bd", weight=[5, 1, 1, 2]), 0, 1, permutations=20))
    assert found["constraint"].difference < 0 and found["constraint"].p == 1


def test_one_seed_gives_one_p(drawn):
    network = drawn("ab ac ad ae bf bg cd fg")
    first, again, other = ([one.p for one in compare(network, 0, 1, permutations=40, seed=s)] for s in (1, 1, 2))
    same(first, again)
    assert first != other
