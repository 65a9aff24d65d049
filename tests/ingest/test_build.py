"""From case files to a graph; and what is wrong with case files, said all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import KnowledgeGraph
from graph.schema import load_schema
from graph.store import contents
from ingest.build import build
from ingest.claims import read_claims
from ingest.problems import InputError
from ingest.sources import Text, seal


@pytest.fixture
def graph(folder) -> KnowledgeGraph:
    folder.attach()
    return build([folder.path])


def edge(graph: KnowledgeGraph, kind: str, source: str, target: str):
    found = [e for e in graph.out_edges(source, kind) if e.target == target]
    assert len(found) == 1
    return found[0]


def test_a_statement_becomes_an_edge_with_its_evidence(graph: KnowledgeGraph, folder) -> None:
    founded = edge(graph, "FOUNDED", "actor:midori", "hub:minato-lab")
    assert founded.properties == {"cases": ["minato-lab"], "since": "2017-04", "status": "actual"}
    evidence = founded.evidence[0]
    text = Text((folder.texts / "test-2018.txt").read_text())
    assert (evidence.document, evidence.lines, evidence.digest) == ("test-2018", (5, 7), text.digest((5, 7)))


def test_a_city_is_two_nodes_the_region_and_the_government(graph: KnowledgeGraph) -> None:
    assert graph.nodes["region:34208"].properties["code"] == "34208"
    assert graph.nodes["actor:gov-34208"].kind == "municipality"
    assert edge(graph, "GOVERNS", "actor:gov-34208", "region:34208").evidence == ()
    assert edge(graph, "WITHIN", "region:34208", "region:34").properties["from_gazetteer"] is True
    assert edge(graph, "FOUNDED", "actor:gov-34208", "hub:minato-lab").evidence


def test_a_flow_keeps_kind_amount_and_words(graph: KnowledgeGraph) -> None:
    flow = edge(graph, "FLOW", "actor:gov-34208", "hub:minato-lab")
    assert flow.kind == "money"
    assert flow.properties["amount"] == 120_000_000
    assert flow.properties["what_en"] == "grant"


def test_the_words_of_the_text_for_a_thing_are_kept(graph: KnowledgeGraph) -> None:
    upgrades = edge(graph, "UPGRADES", "actor:midori", "resource:woodwork")
    assert upgrades.properties["forms"] == ["actor:midori=同社"]


def test_a_case_says_which_flows_it_reports(graph: KnowledgeGraph) -> None:
    properties = graph.nodes["minato-lab"].properties
    assert properties["flows_reported"] == ["knowledge", "money"]
    assert properties["is_hub"] is True


def test_properties_that_are_cited_carry_their_lines(graph: KnowledgeGraph) -> None:
    hub = graph.nodes["hub:minato-lab"]
    assert hub.properties["opened"] == "2017-04"
    assert [e.lines for e in hub.property_evidence["opened"]] == [(6, 7)]
    assert [e.lines for e in graph.nodes["actor:aoi-foundation"].property_evidence["aliases"]] == [(12, 12)]


def test_outcomes_hang_on_what_achieves_them(graph: KnowledgeGraph) -> None:
    outcome = graph.nodes["outcome:minato-lab/users-target"]
    assert (outcome.kind, outcome.properties["value"], outcome.properties["when"]) == ("target", 3000, "FY2020")
    assert edge(graph, "ACHIEVES", "minato-lab", outcome.id).evidence


def test_the_same_input_gives_the_same_bytes(folder, read_only_copy) -> None:
    folder.attach()
    assert contents(build([folder.path])) == contents(build([read_only_copy.path]))


def test_sealed_digests_stand_in_for_the_text(folder) -> None:
    from ingest.project import read_project

    with pytest.raises(InputError) as caught:
        build([folder.path])
    assert {problem.code for problem in caught.value.problems} == {"no_digest"}
    texts = {"test-2018": Text((folder.texts / "test-2018.txt").read_text())}
    assert seal(folder.path / "digests", texts, read_project([folder.path]).citations()) > 5
    assert build([folder.path]).nodes["hub:minato-lab"].evidence


def test_two_statements_that_agree_are_one_edge_with_two_evidences(folder) -> None:
    folder.change(
        "runs: [青財団, 講座], lines: 12}",
        "runs: [青財団, 講座], lines: 12}\n  - {runs: [青い森財団, lectures], lines: 11-12}",
    )
    folder.attach()
    runs = edge(build([folder.path]), "RUNS", "actor:aoi-foundation", "programme:lectures")
    assert [e.lines for e in runs.evidence] == [(11, 12), (12, 12)]


def test_statements_that_differ_are_both_kept_and_point_at_each_other(folder) -> None:
    folder.change("    lines: 5-10\n", "    differs: users\n    lines: 5-10\n")
    folder.change(
        "  users-target:",
        "  users-again:\n    of: hub:minato-lab\n    quantity: {ja: 延べ利用者, en: Users}\n    value: 3000\n"
        "    unit: people\n    when: FY2018\n    status: actual\n    differs: users\n    lines: 10-11\n  users-target:",
    )
    folder.attach()
    nodes = build([folder.path]).nodes
    assert nodes["outcome:minato-lab/users"].properties["differs_from"] == ["outcome:minato-lab/users-again"]
    assert nodes["outcome:minato-lab/users-again"].properties["differs_from"] == ["outcome:minato-lab/users"]


WRONG = {
    "an unknown key": ("summary:", "sumary: x\nsummary:", "unknown_key", "summary"),
    "a missing key": ("document: test-2018\n", "", "missing_key", "document"),
    "a wrong type": ("value: 1500", "value: many", "wrong_type", "number"),
    "an unknown choice": ("form: place", "form: plase", "not_a_choice", "place"),
    "an unknown kind of flow": ("flow: money", "flow: mony", "not_a_choice", "money"),
    "an unknown relation": ("- {runs:", "- {run:", "unknown_key", "runs"),
    "two relations": ("{runs: [青財団, 講座]", "{runs: [青財団, 講座], operates: [青財団, 講座]", "many_relations", "operates"),
    "an unknown actor": ("runs: [青財団", "runs: [青財", "unknown_name", "青財団"),
    "an ambiguous city": ("located_in: [みなとラボ, 広島県府中市]", "located_in: [みなとラボ, 府中市]", "ambiguous_name", "東京都府中市"),
    "an ambiguous end of a flow": ("from: actor:広島県府中市", "from: 広島県府中市", "ambiguous_name", "region:広島県府中市"),
    "lines beyond the document": ("runs: [青財団, 講座], lines: 12", "runs: [青財団, 講座], lines: 13", "bad_lines", "1-12"),
    "lines backwards": ("lines: 8-9, as", "lines: 9-8, as", "bad_lines", "1-12"),
    "lines that are no lines": ("runs: [青財団, 講座], lines: 12", "runs: [青財団, 講座], lines: twelve", "not_a_pattern", "2253"),
    "an unknown document": ("document: test-2018", "document: test-2017", "unknown_document", "test-2018"),
    "a flow without an end": (", to: みなとラボ, what", ", what", "flow_incomplete", "to"),
    "a form for nothing": ("lines: 8-9, as: {みどり商店: 同社}", "lines: 8-9, as: {みどり: 同社}", "as_unused", "みどり商店"),
    "another value of one quantity": ("when: FY2020\n    status: target", "when: FY2018\n    status: actual", None, ""),
    "an unknown parent": ("summary:", "part_of: harbour\nsummary:", "unknown_case", "harbour"),
    "a tie of a thing to itself": ("runs: [青財団, 講座]", "partners_with: [青財団, 青い森財団]", "self_relation", "青財団"),
    "a lone difference": ("    lines: 5-10\n", "    differs: users\n    lines: 5-10\n", "differs_alone", "users"),
    "a wrong file name": ("case: minato-lab", "case: minato", "case_file_name", "minato"),
    "a number where words belong": ("{ja: 市と商店が開いた場で木工を磨く。, en", "{ja: 5, en", "wrong_type", "string"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", [name for name in WRONG if WRONG[name][2]])
def test_what_is_wrong_is_said_with_file_line_and_remedy(folder, wrong: str) -> None:
    old, new, code, hint = WRONG[wrong]
    folder.change(old, new)
    folder.attach()
    with pytest.raises(InputError) as caught:
        build([folder.path])
    problem = next(p for p in caught.value.problems if p.code == code)
    assert problem.file.endswith("minato-lab.yaml")
    assert problem.line
    for lang in ("ja", "en"):
        assert hint in problem.text(lang)


def test_another_value_of_one_quantity_must_be_marked(folder) -> None:
    folder.change("of: case:minato-lab", "of: hub:minato-lab")
    folder.change("when: FY2020\n    status: target", "when: FY2018\n    status: actual")
    folder.attach()
    with pytest.raises(InputError) as caught:
        build([folder.path])
    assert [p.code for p in caught.value.problems] == ["unmarked_difference"]


def test_all_problems_are_said_at_once(folder) -> None:
    folder.change("runs: [青財団", "runs: [誰か")
    folder.change("located_in: [みなとラボ, 広島県府中市]", "located_in: [みなとラボ, 池田町]")
    folder.change("upgrades: [みどり商店", "upgrades: [みどりや")
    folder.attach()
    with pytest.raises(InputError) as caught:
        build([folder.path])
    assert sorted(p.code for p in caught.value.problems) == ["ambiguous_name", "unknown_name", "unknown_name"]


def test_one_name_for_two_actors_is_an_error(folder) -> None:
    registry = folder.path / "actors" / "actors.yaml"
    registry.write_text(registry.read_text() + "midori-2: {name: {ja: ㈱みどり商店, en: Midori}, kind: company}\n")
    folder.attach()
    with pytest.raises(InputError) as caught:
        build([folder.path])
    assert "name_twice" in {p.code for p in caught.value.problems}


def test_a_folder_cannot_replace_what_is_shipped(folder) -> None:
    (folder.path / "areas.yaml").write_text("kyushu: {name: {ja: 別の九州, en: Another}, level: block}\n")
    folder.attach()
    with pytest.raises(InputError) as caught:
        build([folder.path])
    assert [(p.code, p.values["found"]) for p in caught.value.problems] == [("id_twice", "region:kyushu")]


def test_a_case_in_a_yml_file_is_read_too(folder) -> None:
    folder.case.rename(folder.path / "minato-lab.yml")
    folder.attach()
    assert "minato-lab" in build([folder.path]).nodes


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a: *b", b"[1, 2]", b"case: x\n"])
def test_a_file_that_is_no_case_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(content)
    with pytest.raises(InputError):
        build([tmp_path])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        build([tmp_path, tmp_path / "none"])
    assert {p.code for p in caught.value.problems} == {"folder_empty", "folder_missing"}


def test_every_node_and_edge_of_the_shipped_graph_follows_the_schema(shipped: KnowledgeGraph) -> None:
    schema = load_schema()
    for node in shipped.nodes.values():
        spec = schema.nodes[node.type]
        allowed = {c for p in spec.properties.values() for c in p.columns}
        assert set(node.properties) <= allowed, node.id
        assert all(p.name in node.properties for p in spec.properties.values() if p.required and p.type != "text")
    for e in shipped.edges.values():
        spec = schema.edges[e.type]
        ends = shipped.nodes[e.source].type, shipped.nodes[e.target].type
        assert ends[0] in spec.source and ends[1] in spec.target, e.id


def test_every_statement_of_the_shipped_graph_has_evidence(shipped: KnowledgeGraph) -> None:
    for e in shipped.edges.values():
        assert e.evidence or e.properties.get("from_gazetteer"), e.id
    for node in shipped.nodes.values():
        if node.type not in ("Document", "Region"):
            assert node.evidence, node.id


def test_what_describes_says_is_kept(folder) -> None:
    folder.change(
        "  - {runs: [青財団",
        "  - {describes: 青財団, since: FY2018, note: {ja: 協力した, en: it helped}, lines: 10-12}\n"
        "  - {describes: 青財団, note: {ja: 講座を持つ, en: it lectures}, lines: 12}\n  - {runs: [青財団",
    )
    folder.attach()
    described = edge(build([folder.path]), "DESCRIBES", "minato-lab", "actor:aoi-foundation")
    assert described.properties["note_en"] == "it helped / it lectures"
    assert described.properties["since"] == "FY2018"
    assert [e.lines for e in described.evidence] == [(10, 12), (12, 12)]


def test_a_description_keeps_the_words_of_the_text_and_can_differ_from_a_statement(folder) -> None:
    folder.change(
        "  - {runs: [青財団, 講座], lines: 12}",
        "  - {describes: 青財団, since: FY2018, lines: 10-12, as: {青財団: 同財団}, differs: start}\n"
        "  - {runs: [青財団, 講座], since: FY2017, lines: 12, differs: start}",
    )
    folder.attach()
    graph = build([folder.path])
    described = edge(graph, "DESCRIBES", "minato-lab", "actor:aoi-foundation")
    runs = edge(graph, "RUNS", "actor:aoi-foundation", "programme:lectures")
    assert described.properties["forms"] == ["actor:aoi-foundation=同財団"]
    assert described.properties["differs_from"] == [runs.id]
    assert runs.properties["differs_from"] == [described.id]


def test_nothing_that_a_statement_says_is_dropped(shipped: KnowledgeGraph, shipped_project) -> None:
    for claim in read_claims(shipped_project).edges:
        ends = {claim.source.entity.id, claim.target.entity.id}
        same = [
            e
            for e in (*shipped.out_edges(claim.source.entity.id), *shipped.in_edges(claim.source.entity.id))
            if (e.type, e.kind, {e.source, e.target}) == (claim.type, claim.kind, ends)
        ]
        for name, value in claim.properties.items():
            stated = value["en"] if isinstance(value, dict) else value
            column = f"{name}_en" if isinstance(value, dict) else name
            found = [e.properties.get(column) for e in same]
            assert any(str(stated) in str(other) for other in found), (claim.case.id, claim.path, name)
