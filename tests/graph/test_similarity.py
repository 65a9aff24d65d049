"""Which hubs are told alike: Gower's coefficient by hand, and on the shipped graph."""

from __future__ import annotations

import numpy as np
import pytest

from graph.model import KnowledgeGraph, Node
from graph.typology.features import FEATURES, FORMS, Candidate, Measured, hub_candidates
from graph.typology.neighbourhood import Neighbourhood
from graph.typology.similarity import ENOUGH, FORM, Similarities

SHARES = [feature.name for feature in FEATURES if feature.scale == "share"]


def hub(key: str, form: str = "place", **values: float) -> Candidate:
    """A hub of which only these features are reported, beside its form."""
    node = Node(key, "Hub", form, key, key, properties={"form": form})
    features = {feature.name: Measured(values.get(feature.name)) for feature in FEATURES}
    features |= {f"form_{one}": Measured(float(one == form)) for one in FORMS}
    return Candidate(node, (), features, Neighbourhood(node, (), ()))


def told(first: float, count: int = ENOUGH - 1) -> dict[str, float]:
    """The first share of `count` has this value, the others one half."""
    return dict.fromkeys(SHARES[:count], 0.5) | {SHARES[0]: first}


def test_the_value_is_the_mean_nearness_over_what_both_report() -> None:
    one, other = hub("a", **told(0.2)), hub("b", "network", **told(0.6))
    far = hub("c", **dict.fromkeys(SHARES, 1.0))
    found = Similarities([one, other, far]).between("a", "b")
    # The first share ranges from 0.2 to 1, the others from 0.5 to 1; the forms differ.
    scores = [1 - 0.4 / 0.8, *[1.0] * (ENOUGH - 2), 0.0]
    assert found.value == pytest.approx(np.mean(scores))
    assert {row.feature: row.score for row in found.features} == pytest.approx(
        dict(zip([*SHARES[: ENOUGH - 1], FORM], scores, strict=True))
    )


def test_counts_are_compared_as_the_model_sees_them() -> None:
    hubs = [hub("a", events=0.0), hub("b", events=1.0), hub("c", events=3.0)]
    scores = {row.feature: row.score for row in Similarities(hubs).between("a", "b").features}
    assert scores["events"] == pytest.approx(0.5)  # log2(1 + 1) of log2(1 + 3)


def test_too_little_in_common_gives_no_answer() -> None:
    far = dict.fromkeys(SHARES[: ENOUGH - 1], 1.0)
    hubs = [hub("a", **told(0.2)), hub("b", **told(0.6)), hub("few", **told(0.4, 3)), hub("far", **far)]
    many = dict.fromkeys(SHARES, 0.5) | dict.fromkeys(("events", "members", "courses", "coordinators"), 2.0)
    found = Similarities([*hubs, hub("long", **many)])
    assert found.between("a", "few").value is None
    assert found.between("a", "b").value is not None
    # Less than half of what is told of the longer one.
    assert found.between("a", "long").value is None
    assert [one.other for one in found.nearest("a", 9)] == ["b", "far"]
    assert found.nearest("few", 9) == []


def test_what_sets_a_pair_apart_comes_first_and_what_divides_it_last() -> None:
    shared = dict.fromkeys(SHARES[1:ENOUGH], 0.5)
    others = [hub(f"o{number}", **shared, **{SHARES[0]: 0.1 * number}) for number in range(5)]
    pair = [hub("a", "platform", **shared, **{SHARES[0]: 0.0}), hub("b", "platform", **shared, **{SHARES[0]: 1.0})]
    features = [row.feature for row in Similarities([*others, *pair]).between("a", "b").features]
    assert features[0] == FORM
    assert features[-1] == SHARES[0]


def test_a_feature_that_is_the_same_of_all_says_nothing() -> None:
    hubs = [hub("a", **told(0.5)), hub("b", **told(0.5))]
    assert [row.feature for row in Similarities(hubs).between("a", "b").features] == [FORM]


def test_positions_run_from_the_lowest_hub_to_the_highest() -> None:
    found = Similarities([hub("a", events=0.0), hub("b", events=1.0), hub("c", events=3.0), hub("d")])
    assert [found.position(key).get("events") for key in "abcd"] == [0.0, 0.5, 1.0, None]


@pytest.fixture(scope="module")
def similarities(shipped: KnowledgeGraph) -> Similarities:
    return Similarities(hub_candidates(shipped))


def test_it_is_the_same_both_ways_and_no_hub_is_its_own_neighbour(
    shipped: KnowledgeGraph, similarities: Similarities
) -> None:
    for node in shipped.of_type("Hub"):
        for near in similarities.nearest(node.id, 3):
            assert near.other != node.id
            assert near.value is not None
            assert 0 <= near.value <= 1
            assert similarities.between(near.other, node.id).value == pytest.approx(near.value)


def test_networks_of_coworking_and_platforms_of_experts_find_each_other(similarities: Similarities) -> None:
    assert similarities.nearest("hub:co-ba", 1)[0].other == "hub:ncl"
    assert similarities.nearest("hub:visasq", 1)[0].other == "hub:pasona"
    assert similarities.nearest("hub:100banch", 1) == []
