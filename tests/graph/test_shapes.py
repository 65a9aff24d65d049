"""The exported RDF passes its SHACL shapes, and the shapes catch what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, SKOS, Graph, Literal

from graph.export.rdf import OA, TY, thing, to_rdf
from graph.export.shapes import shapes
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema

ROOT = Path(__file__).parent.parent.parent
EVIDENCE = (Evidence("d", (1, 2), "0123456789abcdef"),)


def conforms(rdf: Graph) -> bool:
    return pyshacl.validate(rdf, shacl_graph=shapes(load_schema()))[0]


@pytest.fixture
def small() -> Graph:
    nodes = [
        Node("d", "Document", None, "文書", "document"),
        Node("hub:h", "Hub", "place", "拠点", "hub", properties={"form": "place"}, evidence=EVIDENCE),
        Node(
            "actor:a",
            "Actor",
            "company",
            "社",
            "firm",
            properties={"kind": "company", "generic": False},
            evidence=EVIDENCE,
        ),
    ]
    edges = [Edge("edge:1", "actor:a", "hub:h", "OPERATES", properties={"status": "actual"}, evidence=EVIDENCE)]
    return to_rdf(KnowledgeGraph(nodes, edges))


def test_the_shapes_have_not_drifted() -> None:
    written = Graph().parse(ROOT / "docs" / "shapes.ttl")
    assert written.isomorphic(shapes(load_schema())), "run `make generated`"


def test_the_shipped_graph_conforms(shipped: KnowledgeGraph) -> None:
    assert conforms(to_rdf(shipped))


def test_a_small_graph_conforms(small: Graph) -> None:
    assert conforms(small)


BROKEN: dict[str, Callable[[Graph], object]] = {
    "a name missing": lambda g: g.remove((thing("hub:h"), SKOS.prefLabel, Literal("hub", lang="en"))),
    "an unknown form": lambda g: g.set((thing("hub:h"), TY.form, TY["hub_form.cloud"])),
    "a tie of the wrong types": lambda g: g.add((thing("hub:h"), TY.OPERATES, thing("actor:a"))),
    "a statement without lines": lambda g: g.remove((thing("edge:1"), PROV.wasDerivedFrom, None)),
    "a bad digest": lambda g: g.set((next(g.subjects(RDF.type, OA.SpecificResource)), TY.digest, Literal("xyz"))),
    "lines the wrong way round": lambda g: g.set((next(g.subjects(RDF.type, OA.SpecificResource)), TY.firstLine, Literal(9))),
    "a statement of nothing": lambda g: g.remove((thing("edge:1"), RDF.object, None)),
    "an actor without evidence": lambda g: g.remove((thing("actor:a"), PROV.wasDerivedFrom, None)),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_wrong_does_not_conform(small: Graph, broken: str) -> None:
    BROKEN[broken](small)
    assert not conforms(small)


def test_the_data_set_is_described(shipped: KnowledgeGraph) -> None:
    rdf = to_rdf(shipped)
    dataset = rdf.value(predicate=RDF.type, object=DCAT.Dataset)
    assert str(rdf.value(dataset, DCTERMS.license)).startswith("https://creativecommons.org/licenses/by/4.0")
    assert set(rdf.objects(dataset, PROV.wasDerivedFrom)) == {thing(d.id) for d in shipped.of_type("Document")}
