"""Every measure of a network as the JSON of `tairyu bridges`: its keys, what is null, and what a partition adds."""

from __future__ import annotations

import json

import numpy as np
import pytest

from graph.bridging import paths, suite
from graph.bridging.brokerage import KINDS
from graph.bridging.network import Network
from graph.bridging.suite import as_json, bridging, roles_by

MEASURED = {"constraint", "effective_size", "efficiency", "hierarchy", "betweenness"}
ROLES = {"coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"}
CONTRACT = MEASURED | {"id", "brokerage", "brokerage_z", "participation", "within_module_z", "core", "articulation"}


def document(network: Network, partitions=None, **options) -> dict:
    """As it is printed: what is no JSON raises."""
    return json.loads(json.dumps(as_json(bridging(network, partitions, **options)), allow_nan=False))


def rows_of(network: Network, partitions=None, **options) -> dict[str, dict]:
    return {row["id"]: row for row in document(network, partitions, **options)["nodes"]}


@pytest.fixture
def bow_tie(drawn) -> Network:
    """Two triangles that meet in c, a pendant f, and g by itself."""
    return drawn("ab bc ca cd de ec ef g")


def test_the_document_has_the_keys_of_the_contract(bow_tie):
    found = document(bow_tie, {"side": list("xxxyyyy")})
    assert set(found) == {"nodes", "bridges", "network", "conventions"}
    for row in found["nodes"]:
        assert set(row) == CONTRACT | {"brokerage_p", "component"}
        assert set(row["brokerage"]) == set(row["brokerage_z"]) == set(row["brokerage_p"]) == ROLES
    assert found["bridges"] == [["e", "f"]]


def test_the_conventions_say_how_the_numbers_came_about(drawn):
    said = document(drawn("ab bc", directed=True, weight=[1, 2]), {"side": list("xyx")}, seed=5)["conventions"]
    given = {"directed": True, "weighted": True, "groups": ["side"], "permutations": 999, "seed": 5}
    given["betweenness"] = {"method": "exact"}
    assert {key: said[key] for key in given} == given
    of_the_contract = (
        *("loops", "parallel_edges", "constraint", "effective_size", "brokerage_counts", "brokerage_null"),
        *("brokerage_permutation", "betweenness_scale", "participation_scale", "cohesion"),
    )
    assert set(said) == {*given, *of_the_contract}
    assert all(isinstance(said[key], str) and said[key] for key in of_the_contract)


def test_the_values_are_those_of_the_measures_by_hand(bow_tie):
    rows = rows_of(bow_tie, {"side": list("xxxyyyy")})
    assert {key: row["core"] for key, row in rows.items()} == dict(zip("abcdefg", [2, 2, 2, 2, 2, 1, 0], strict=True))
    assert [key for key, row in rows.items() if row["articulation"]] == ["c", "e"]
    assert {key: row["component"] for key, row in rows.items()} == {**dict.fromkeys("abcdef", 0), "g": 1}
    # c stands between {a, b} and {d, e, f}, e between f and all others.
    assert rows["c"]["betweenness"] == 6 and rows["e"]["betweenness"] == 4
    assert rows["c"]["participation"] == pytest.approx(1 / 2)
    # c, of x, leads from {a, b} of x to {d, e} of y and back.
    assert rows["c"]["brokerage"] == dict.fromkeys(ROLES, 0) | {"gatekeeper": 4, "representative": 4, "total": 8}


def test_what_is_undefined_is_null_and_what_is_counted_is_a_whole_number(bow_tie):
    rows = rows_of(bow_tie, {"side": list("xxxyyyy")})
    alone = rows["g"]
    for name in (*sorted(MEASURED - {"betweenness"}), "participation"):
        assert alone[name] is None
    assert rows["f"]["hierarchy"] is None and rows["f"]["constraint"] == 1
    assert all(row["brokerage_p"]["total"] is None for row in rows.values())
    for row in rows.values():
        for count in (*row["brokerage"].values(), row["core"], row["component"]):
            assert type(count) is int
        assert type(row["articulation"]) is bool


def test_a_z_without_spread_is_null_and_not_0(drawn):
    row = rows_of(drawn("ab bc ca"), {"side": list("xxx")})["a"]
    assert row["brokerage"] == dict.fromkeys(ROLES, 0) and row["brokerage_z"] == dict.fromkeys(ROLES)
    assert row["within_module_z"] is None and row["participation"] == 0


def test_without_a_partition_only_the_total_is_told(bow_tie):
    found = document(bow_tie)
    for row in found["nodes"]:
        assert set(row) == CONTRACT | {"component"}
        assert {name for name, count in row["brokerage"].items() if count is not None} == {"total"}
        assert {name for name, z in row["brokerage_z"].items() if z is not None} == {"total"}
        assert row["participation"] is None and row["within_module_z"] is None
    by_side = rows_of(bow_tie, {"side": list("xxxyyyy")})
    for row in found["nodes"]:
        for name in ("brokerage", "brokerage_z"):
            assert row[name]["total"] == by_side[row["id"]][name]["total"]
    assert found["conventions"]["groups"] == [] and found["network"]["brokerage"] == {}


def test_roles_are_measured_among_the_nodes_whose_group_is_known_and_null_for_the_others(bow_tie):
    labels = ["x", "x", "x", None, "y", None, None]
    known = np.array([label is not None for label in labels])
    rows = rows_of(bow_tie, {"side": labels})
    inside = rows_of(bow_tie.among(known), {"side": [label for label in labels if label]})
    of_groups = ("brokerage", "brokerage_z", "brokerage_p", "participation", "within_module_z")
    assert [key for key, row in rows.items() if row["participation"] is not None] == list("abce")
    for key, row in rows.items():
        if key in inside:
            assert {name: row[name] for name in of_groups} == {name: inside[key][name] for name in of_groups}
        else:
            assert row["participation"] is row["within_module_z"] is None
            for name in ("brokerage", "brokerage_z", "brokerage_p"):
                assert row[name] == dict.fromkeys(ROLES)
    # Without d, which is unknown, e is no contact of a contact any more; the other measures still see d.
    assert rows["c"]["brokerage"]["total"] == 4
    assert rows["c"]["constraint"] == rows_of(bow_tie)["c"]["constraint"]
    assert document(bow_tie, {"side": labels})["network"]["brokerage"]["side"]["known"] == 4


def test_of_several_partitions_the_first_stands_in_the_contract_and_each_in_by(bow_tie):
    one, other = list("xxxyyyy"), [*list("ababab"), None]
    rows = rows_of(bow_tie, {"side": one, "turn": other})
    alone = {"side": rows_of(bow_tie, {"side": one}), "turn": rows_of(bow_tie, {"turn": other})}
    of_groups = ("brokerage", "brokerage_z", "brokerage_p", "participation", "within_module_z")
    for key, row in rows.items():
        assert set(row) == CONTRACT | {"brokerage_p", "component", "by"}
        assert row["by"] == {name: {part: alone[name][key][part] for part in of_groups} for name in alone}
        assert {part: row[part] for part in of_groups} == row["by"]["side"]
    assert rows["c"]["by"]["side"] != rows["c"]["by"]["turn"]
    assert document(bow_tie, {"side": one, "turn": other})["conventions"]["groups"] == ["side", "turn"]


def test_p_is_there_unless_no_permutations_are_wanted(bow_tie):
    partitions = {"side": list("xxxyyyy")}
    p = rows_of(bow_tie, partitions)["c"]["brokerage_p"]
    assert all(0 < p[name] <= 1 for name in ROLES - {"total"})
    assert p["coordinator"] == 1  # it coordinates nothing, and every deal has as many
    few = rows_of(bow_tie, partitions, permutations=9)["c"]["brokerage_p"]
    assert all(value * 10 == pytest.approx(round(value * 10)) for name, value in few.items() if name != "total")
    assert "brokerage_p" not in rows_of(bow_tie, partitions, permutations=0)["c"]
    assert document(bow_tie, partitions, permutations=0)["conventions"]["permutations"] == 0


def test_a_network_that_would_take_long_has_no_p_unless_asked_for(bow_tie, monkeypatch):
    partitions = {"side": list("xxxyyyy")}
    monkeypatch.setattr(suite, "_PERMUTED_WORK", 999 * 2 * bow_tie.ties)
    assert bridging(bow_tie, partitions).permutations == 999
    assert bridging(bow_tie, partitions | {"turn": list("abababa")}).permutations == 0
    asked = bridging(bow_tie, partitions | {"turn": list("abababa")}, permutations=999)
    assert asked.permutations == 999 and asked.roles["turn"].p is not None


@pytest.mark.parametrize("directed", [True, False])
def test_several_threads_give_what_one_gives(random_network, threads, directed):
    network, partitions = random_network(300, directed, True), {"side": [str(i % 3) for i in range(300)]}
    alone = document(network, partitions, permutations=2, shared=True)
    with threads(2):
        shared = document(network, partitions, permutations=2, shared=True)
    for one, other in zip(alone["nodes"], shared["nodes"], strict=True):
        for name in MEASURED:
            assert one[name] == pytest.approx(other[name], rel=1e-9, abs=1e-9)
        assert (one["brokerage"], one["brokerage_p"]) == (other["brokerage"], other["brokerage_p"])


def test_shared_credit_is_told_where_asked_for(drawn):
    ring = drawn("ab bc cd da")
    row = rows_of(ring, {"side": list("xxxx")}, shared=True)["a"]
    assert row["brokerage"]["coordinator"] == 2 and row["brokerage_shared"]["coordinator"] == 1
    assert "brokerage_shared" not in rows_of(ring, {"side": list("xxxx")})["a"]


def test_drawn_betweenness_says_its_error_and_how_sure_that_is(drawn, monkeypatch):
    monkeypatch.setattr(paths, "EXACT_WORK", 0)
    said = document(drawn("ab bc cd de"), error=0.1, risk=0.2)["conventions"]["betweenness"]
    assert said["method"] == "sampled" and said["confidence"] == 0.8
    assert 0 < said["error"] <= 0.1 and said["draws"] > 0


@pytest.mark.parametrize("labels", [[], ["x"] * 6, ["x"] * 8, [None] * 6])
def test_a_partition_of_the_wrong_length_is_an_error(bow_tie, labels):
    for measure in (lambda: bridging(bow_tie, {"side": labels}), lambda: roles_by(bow_tie, labels)):
        with pytest.raises(ValueError, match=f"7 nodes and {len(labels)} groups"):
            measure()


@pytest.mark.parametrize("partitions", [None, {"side": []}])
def test_an_empty_network_has_no_nodes_and_no_bridges(drawn, partitions):
    found = document(drawn(""), partitions)
    assert found["nodes"] == found["bridges"] == []
    assert [found["network"][key] for key in ("nodes", "ties", "components")] == [0, 0, 0]


def test_where_no_group_is_known_every_role_is_null(drawn):
    found = document(drawn("ab bc"), {"side": [None] * 3})
    assert all(row["brokerage"] == dict.fromkeys(ROLES) for row in found["nodes"])
    assert found["network"]["brokerage"]["side"]["known"] == 0


def test_the_whole_is_the_sum_of_its_nodes(bow_tie):
    found = document(bow_tie, {"side": list("xxxyyyy")})
    assert [found["network"][key] for key in ("nodes", "ties", "components")] == [7, 7, 2]
    whole = found["network"]["brokerage"]["side"]
    assert set(whole) == {"known", "count", "expected", "sd", "z"} and tuple(whole["count"]) == KINDS
    for role in ROLES:
        assert whole["count"][role] == sum(row["brokerage"][role] for row in found["nodes"])


def test_progress_is_told_for_each_partition(bow_tie):
    told = []
    partitions = {"side": list("xxxyyyy"), "turn": list("abababa")}
    bridging(bow_tie, partitions, permutations=0, progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "roles"] == [("roles", 1, 2), ("roles", 2, 2)]
