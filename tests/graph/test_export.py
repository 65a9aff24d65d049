"""What is exported can be read back by other tools, with nothing lost that the format can carry."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pytest
import rdflib
from rdflib import DCTERMS, PROV, RDF, SKOS

from graph.export import FORMATS, NotInstalled, export
from graph.export.neo4j import SEPARATOR, bulk_csv
from graph.export.networks import to_networkx
from graph.export.rdf import TY, WGS, predicate, thing, to_rdf
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema


def test_jsonl_follows_the_contract(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    export(shipped, "jsonl", tmp_path)
    nodes = [json.loads(line) for line in (tmp_path / "nodes.jsonl").read_text().splitlines()]
    edges = [json.loads(line) for line in (tmp_path / "edges.jsonl").read_text().splitlines()]
    assert {Node.from_json(raw).id: Node.from_json(raw) for raw in nodes} == shipped.nodes
    assert {Edge.from_json(raw).id: Edge.from_json(raw) for raw in edges} == shipped.edges
    keys = {"id", "type", "kind", "name_ja", "name_en", "aliases", "properties", "evidence"}
    assert all(keys <= set(raw) for raw in nodes)
    assert all({"id", "source", "target", "type", "kind", "properties", "evidence"} == set(raw) for raw in edges)
    for raw in (*nodes, *edges):
        for evidence in raw["evidence"]:
            assert set(evidence) == {"document", "lines", "digest"}
            assert len(evidence["lines"]) == 2
            assert len(evidence["digest"]) == 16


def flat(graph: KnowledgeGraph) -> tuple[dict, dict]:
    network = to_networkx(graph)
    return dict(network.nodes(data=True)), {
        key: (u, v, data) for u, v, key, data in network.edges(keys=True, data=True)
    }


def test_graphml_comes_back_whole(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    export(shipped, "graphml", tmp_path / "x.graphml")
    again = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    nodes, edges = flat(shipped)
    assert dict(again.nodes(data=True)) == nodes
    assert {key: (u, v, data) for u, v, key, data in again.edges(keys=True, data=True)} == edges


def test_gexf_comes_back_whole(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    export(shipped, "gexf", tmp_path / "x.gexf")
    again = nx.read_gexf(tmp_path / "x.gexf")
    nodes, edges = flat(shipped)
    for key, data in again.nodes(data=True):
        data["type"] = data.pop("node_type")
        assert data == nodes[key]
    found = {}
    for u, v, data in again.edges(data=True):
        data["type"] = data.pop("relation")
        if not data["flow_kind"]:
            del data["flow_kind"]
        else:
            data["kind"] = data.pop("flow_kind")
        found[data.pop("id")] = (u, v, data)
    assert found == edges


def test_cytoscape_elements_are_the_graph(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    export(shipped, "cytoscape", tmp_path / "x.json")
    elements = json.loads((tmp_path / "x.json").read_text())["elements"]
    nodes, edges = flat(shipped)
    assert {e["data"]["id"]: {k: v for k, v in e["data"].items() if k != "id"} for e in elements["nodes"]} == nodes
    assert {e["data"]["id"] for e in elements["edges"]} == set(edges)


@pytest.mark.parametrize(("name", "syntax"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdf_comes_back_whole(shipped: KnowledgeGraph, tmp_path: Path, name: str, syntax: str) -> None:
    export(shipped, name, tmp_path / "x")
    again = rdflib.Graph().parse(tmp_path / "x", format=syntax)
    assert set(again) == set(to_rdf(shipped))


def test_rdf_holds_every_name_property_tie_and_line(shipped: KnowledgeGraph) -> None:
    rdf = to_rdf(shipped)
    schema = load_schema()
    for node in shipped.nodes.values():
        subject = thing(node.id)
        assert {str(o) for o in rdf.objects(subject, SKOS.prefLabel)} == {node.name_ja, node.name_en}
        assert {str(o) for o in rdf.objects(subject, SKOS.altLabel)} == set(node.aliases)
        assert rdf_evidence(rdf, subject) == {(e.document, *e.lines, e.digest) for e in node.evidence}
        for name, value in node.properties.items():
            base = name.removesuffix("_ja").removesuffix("_en")
            spec = schema.nodes[node.type].properties.get(base if base != name else name)
            key = base if (spec and spec.type == "text") or base == "note" else name
            found = list(rdf.objects(subject, predicate(key)))
            for item in value if isinstance(value, list) else [value]:
                assert any(
                    str(o) == str(item) or str(o).endswith(f".{item}") or o == thing(str(item)) or o.toPython() == item
                    for o in found
                ), (node.id, name)
    for edge in shipped.edges.values():
        subject = thing(edge.id)
        assert (thing(edge.source), TY[edge.type], thing(edge.target)) in rdf
        assert (subject, RDF.type, RDF.Statement) in rdf
        assert rdf_evidence(rdf, subject) == {(e.document, *e.lines, e.digest) for e in edge.evidence}


def rdf_evidence(rdf: rdflib.Graph, subject: rdflib.URIRef) -> set[tuple]:
    from rdflib import Namespace

    oa = Namespace("http://www.w3.org/ns/oa#")
    return {
        (
            str(rdf.value(rdf.value(part, oa.hasSource), DCTERMS.identifier)),
            rdf.value(part, TY.firstLine).toPython(),
            rdf.value(part, TY.lastLine).toPython(),
            str(rdf.value(part, TY.digest)),
        )
        for part in rdf.objects(subject, PROV.wasDerivedFrom)
    }


def test_coordinates_use_the_common_vocabulary(shipped: KnowledgeGraph) -> None:
    region = next(n for n in shipped.of_type("Region") if "lat" in n.properties)
    assert to_rdf(shipped).value(thing(region.id), WGS.lat).toPython() == pytest.approx(region.properties["lat"])


def test_csv_has_a_row_for_each_and_runs_no_formula(tmp_path: Path) -> None:
    hostile = ["=1+1", "+1", "-x", "@SUM(A1)", "＝1", "＋1", "－x", "＠x", "\t=1", " =1"]
    nodes = [
        Node(f"actor:{i}", "Actor", "company", name, name, (name,), {"kind": "company"})
        for i, name in enumerate(hostile)
    ]
    edges = [
        Edge(
            "edge:1",
            "actor:0",
            "actor:1",
            "FLOW",
            "money",
            {"amount": -5, "what_ja": "=cmd"},
            (Evidence("d", (1, 2), "0" * 16),),
        )
    ]
    export(KnowledgeGraph(nodes, edges), "csv", tmp_path)
    assert (tmp_path / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader((tmp_path / "nodes.csv").open(encoding="utf-8-sig", newline="")))
    assert [row["name_ja"] for row in rows] == ["'" + name for name in hostile]
    edge = next(iter(csv.DictReader((tmp_path / "edges.csv").open(encoding="utf-8-sig", newline=""))))
    assert edge["what_ja"] == "'=cmd"
    assert edge["amount"] == "-5"
    assert edge["evidence"] == "d:1-2"


def test_csv_of_the_shipped_graph_counts_right(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    export(shipped, "csv", tmp_path)
    for name, table in (("nodes", shipped.nodes), ("edges", shipped.edges)):
        rows = list(csv.DictReader((tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="")))
        assert {row["id"] for row in rows} == set(table)


def tables(folder: Path) -> dict[str, list[dict]]:
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in ("nodes", "edges")}


def evidence_of(found: list[dict]) -> list[dict]:
    return [
        {"document": one["document"], "lines": [one["first_line"], one["last_line"]], "digest": one["digest"]}
        for one in found
    ]


def as_jsonl(row: dict, head: tuple[str, ...]) -> dict:
    """A row of a Parquet table as a record of the JSON lines: what is absent there is null here."""
    rest = {name: value for name, value in row.items() if name not in (*head, "evidence", "property_evidence")}
    record = {name: row[name] for name in head}
    record["properties"] = {name: value for name, value in rest.items() if value is not None}
    record["evidence"] = evidence_of(row["evidence"])
    if row.get("property_evidence"):
        record["property_evidence"] = {name: evidence_of(found) for name, found in row["property_evidence"]}
    return record


def test_parquet_holds_what_jsonl_holds(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    export(shipped, "parquet", tmp_path)
    found = tables(tmp_path)
    kinds = {name: spec.kind for name, spec in load_schema().nodes.items()}
    for row in found["nodes"]:
        record = as_jsonl(row, ("id", "type", "kind", "name_ja", "name_en", "aliases"))
        if kinds[row["type"]] == "kind":
            record["properties"]["kind"] = row["kind"]
        assert Node.from_json(record) == Node.from_json(shipped.nodes[row["id"]].as_json())
    for row in found["edges"]:
        assert as_jsonl(row, ("id", "source", "target", "type", "kind")) == shipped.edges[row["id"]].as_json()
    assert [row["id"] for row in found["nodes"]] == list(shipped.nodes)
    assert [row["id"] for row in found["edges"]] == list(shipped.edges)


def test_parquet_columns_have_types_and_none_is_dropped(tmp_path: Path) -> None:
    cited = Evidence("d", (1, 2), "0" * 16)
    odd = Node(
        "x",
        "Actor",
        "company",
        "名",
        "name",
        ("別名",),
        {"generic": True, "odd": ["あ", 1]},
        (cited,),
        {"odd": (cited,)},
    )
    export(KnowledgeGraph([odd], []), "parquet", tmp_path)
    types = {column.name: str(column.type) for column in pq.read_schema(tmp_path / "nodes.parquet")}
    assert (types["generic"], types["lat"], types["line_count"]) == ("bool", "double", "int64")
    assert types["aliases"] == types["reported_types"] == "list<element: string>"
    assert types["evidence"].startswith("list<element: struct<document: string, first_line: int32, last_line: int32")
    (row,) = tables(tmp_path)["nodes"]
    assert json.loads(row["odd"]) == ["あ", 1]
    assert tables(tmp_path)["edges"] == []


def test_parquet_without_pyarrow_says_how_to_get_it_and_leaves_nothing(
    shipped: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NotInstalled) as error:
        export(shipped, "parquet", tmp_path / "out")
    assert (error.value.library, error.value.extra) == ("pyarrow", "large")
    assert not (tmp_path / "out").exists()


def test_tables_of_many_rows_are_written_in_pieces() -> None:
    nodes = [Node(f"actor:{number:05}", "Actor", "company", "名", "name") for number in range(2_000)]
    graph = KnowledgeGraph(nodes, [])
    for name in ("jsonl", "csv", "neo4j"):
        files = FORMATS[name].render(graph)
        pieces = next(list(found) for file, found in files.items() if "odes" in file)
        assert len(pieces) > 3, name
        assert max(map(len, pieces)) < sum(map(len, pieces)) / 2
    rows = list(csv.DictReader(io.StringIO(b"".join(FORMATS["csv"].render(graph)["nodes.csv"]).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [node.id for node in nodes]


SCRIPT = """
import hashlib, sys, tairyu
from graph.export import FORMATS
graph = tairyu.load(sys.argv[1])
for form in FORMATS.values():
    for name, pieces in sorted(form.render(graph).items()):
        print(form.name, name, hashlib.sha256(b"".join(pieces)).hexdigest())
"""


def test_every_export_is_the_same_bytes_in_every_run(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    from graph.store import store

    store(shipped, tmp_path)
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    written = Counter(line.split()[0] for line in runs[0].splitlines())
    folders = {name: written.pop(name) for name, form in FORMATS.items() if form.is_folder}
    assert folders.keys() == {"jsonl", "csv", "parquet", "neo4j"}
    assert folders["jsonl"] == folders["csv"] == folders["parquet"] == 2
    assert written == dict.fromkeys(set(FORMATS) - folders.keys(), 1)


def test_an_export_that_fails_leaves_what_was_there(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "kept").write_text("x")
    with pytest.raises(OSError, match="folder"):
        export(shipped, "turtle", target)
    with pytest.raises(KeyError):
        export(shipped, "docx", tmp_path / "x.docx")
    assert [p.name for p in sorted(tmp_path.rglob("*"))] == ["folder", "kept"]


def test_the_digest_is_that_of_the_design() -> None:
    from ingest.sources import Text

    text = Text("ＡＢＣ　１\n\n次の 行\n最後")
    expected = hashlib.sha256("ABC1次の行".encode()).hexdigest()[:16]
    assert text.digest((1, 3)) == expected


def test_the_bulk_import_of_neo4j_holds_every_node_and_edge(shipped: KnowledgeGraph) -> None:
    files = {name: b"".join(pieces) for name, pieces in bulk_csv(shipped).items()}
    tables = {
        name: list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
        for name, data in files.items()
        if name.endswith(".csv")
    }
    nodes = [row for name, rows in tables.items() if ".nodes." in name for row in rows]
    edges = [row for name, rows in tables.items() if ".edges." in name for row in rows]
    assert {row["id:ID"] for row in nodes} == set(shipped.nodes)
    assert {(row["id:string"], row[":START_ID"], row[":END_ID"]) for row in edges} == {
        (edge.id, edge.source, edge.target) for edge in shipped.edges.values()
    }
    koyu = next(row for row in nodes if row["id:ID"] == "actor:koyu-zaidan")
    assert tuple(koyu["aliases:string[]"].split(SEPARATOR)) == shipped.nodes["actor:koyu-zaidan"].aliases
    hub = next(row for row in tables["Case.nodes.csv"] if row["id:ID"] == "co-ba")
    assert hub["is_hub:boolean"] == "true"
    command = files["import.txt"].decode("utf-8")
    assert all(name in command for name in tables) and "--array-delimiter=U+001F" in command
    texts = (str(value) for node in shipped.nodes.values() for value in (node.name_ja, *node.aliases))
    assert not any(SEPARATOR in text for text in texts)
