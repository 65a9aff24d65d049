"""What changed between two graphs, and where sources disagree."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.difference import changes, disagreements
from graph.model import Edge, Evidence, KnowledgeGraph, Node

A = Node("actor:a", "Actor", "company", "甲", "A", properties={"kind": "company"})
B = Node("actor:b", "Actor", "bank", "乙", "B", properties={"kind": "bank"})
EDGE = Edge("edge:1", "actor:a", "actor:b", "FLOW", "money", {"amount": 5}, (Evidence("d", (1, 2), "0" * 16),))


def nothing(report: dict) -> bool:
    return not any(found for table in report.values() for found in table.values())


def test_a_graph_does_not_differ_from_itself(shipped: KnowledgeGraph) -> None:
    assert nothing(changes(shipped, KnowledgeGraph(shipped.nodes.values(), shipped.edges.values())))


def test_added_removed_and_changed_nodes() -> None:
    report = changes(KnowledgeGraph([A], []), KnowledgeGraph([replace(A, name_en="AA"), B], []))
    assert [record["id"] for record in report["nodes"]["added"]] == ["actor:b"]
    change = report["nodes"]["changed"][0]
    assert (change["id"], change["before"], change["after"]) == ("actor:a", {"name_en": "A"}, {"name_en": "AA"})


def test_an_edge_that_states_another_amount_is_a_changed_one() -> None:
    other = replace(EDGE, id="edge:2", properties={"amount": 6})
    report = changes(KnowledgeGraph([A, B], [EDGE]), KnowledgeGraph([A, B], [other]))["edges"]
    assert (report["added"], report["removed"]) == ([], [])
    assert report["changed"][0]["before"]["amount"] == 5
    assert report["changed"][0]["after"]["amount"] == 6


def test_an_edge_of_another_kind_is_a_new_one() -> None:
    other = replace(EDGE, id="edge:2", kind="goods")
    report = changes(KnowledgeGraph([A, B], [EDGE]), KnowledgeGraph([A, B], [other]))["edges"]
    assert [record["id"] for record in report["added"]] == ["edge:2"]
    assert [record["id"] for record in report["removed"]] == ["edge:1"]


@given(st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)))
def test_added_and_removed_are_each_other_turned_round(one: set[int], other: set[int]) -> None:
    graphs = [KnowledgeGraph([replace(A, id=f"actor:{i}") for i in ids], []) for ids in (one, other)]
    there, back = changes(*graphs)["nodes"], changes(*reversed(graphs))["nodes"]
    assert there["added"] == back["removed"]
    assert {record["id"] for record in there["added"]} == {f"actor:{i}" for i in other - one}


def test_statements_that_disagree_come_in_groups(shipped: KnowledgeGraph) -> None:
    groups = disagreements(shipped)
    assert groups
    for group in groups:
        assert len(group) > 1
        assert all(
            {other.id for other in group} - {record.id} == set(record.properties["differs_from"]) for record in group
        )
