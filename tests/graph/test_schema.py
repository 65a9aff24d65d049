"""The schema says everything once, and what is made from it has not drifted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.schema import SCALAR_TYPES, load_schema
from graph.schema.reference import reference
from ingest.formats import written_relations, written_schemas

ROOT = Path(__file__).parent.parent.parent
DESIGN_EDGES = {
    "DESCRIBES", "REPORTED_IN", "OPERATES", "FOUNDED", "FUNDS", "COORDINATES", "HOSTS", "SUPPORTS",
    "PARTICIPATES_IN", "USES", "COMMISSIONS", "PARTNERS_WITH", "PART_OF", "OWNS", "INVESTS_IN", "HEADS",
    "SPOKE_AT", "RUNS", "LINKED_WITH", "LOCATED_IN", "SERVES", "WITHIN", "UPGRADES", "PRODUCES", "FLOW", "ACHIEVES",
}  # fmt: skip


def test_every_type_property_and_value_is_named_in_both_languages() -> None:
    schema = load_schema()
    labels = [node.label for node in schema.nodes.values()] + [edge.label for edge in schema.edges.values()]
    labels += [p.label for t in (*schema.nodes.values(), *schema.edges.values()) for p in t.properties.values()]
    labels += [value.label for enum in schema.enums.values() for value in enum.values.values()]
    assert all(label.ja and label.en for label in labels)


def test_every_type_of_a_property_is_known() -> None:
    schema = load_schema()
    for kind in (*schema.nodes.values(), *schema.edges.values()):
        for prop in kind.properties.values():
            assert prop.type in SCALAR_TYPES or prop.type in schema.enums, (kind.name, prop.name)


def test_every_end_of_an_edge_is_a_node_type() -> None:
    schema = load_schema()
    assert set(schema.edges) >= DESIGN_EDGES
    for edge in schema.edges.values():
        assert set(edge.source) | set(edge.target) <= set(schema.nodes)


@pytest.mark.parametrize("path", sorted(written_schemas()))
def test_the_json_schemas_have_not_drifted(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == written_schemas()[path], "run `make generated`"


def test_the_reference_page_has_not_drifted() -> None:
    page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    assert page == reference(load_schema()), "run `make generated`"


def test_the_case_format_offers_every_relation_and_flow_kind() -> None:
    schema = json.loads(next(v for k, v in written_schemas().items() if k.name == "case.schema.json"))
    statement = schema["properties"]["statements"]["items"]["properties"]
    assert set(written_relations()) <= set(statement)
    assert statement["flow"]["enum"] == ["people", "goods", "money", "information", "knowledge"]
