"""SHACL shapes of the exported RDF, made from the schema: `python -m graph.export.shapes > docs/shapes.ttl`.

Every node has both names and the properties of its type; every tie joins the types that the schema
allows; every statement cites lines, or says that it comes from the gazetteer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rdflib import DCTERMS, PROV, RDF, SH, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node as Term

from graph.export.rdf import OA, TY, concept, predicate
from graph.schema import EdgeType, NodeType, Property, Schema, load_schema

_DATATYPES = {"integer": XSD.integer, "boolean": XSD.boolean, "string": XSD.string}


def shapes(schema: Schema) -> Graph:
    """The shapes as an rdflib graph."""
    rdf = Graph()
    rdf.bind("ty", TY)
    rdf.bind("sh", SH)
    for node_type in schema.nodes.values():
        _node_shape(rdf, node_type, schema)
    for edge_type in schema.edges.values():
        _edge_shape(rdf, edge_type)
    _statement_shape(rdf)
    _evidence_shape(rdf)
    return rdf


def _node_shape(rdf: Graph, node_type: NodeType, schema: Schema) -> None:
    shape = TY[f"{node_type.name}Shape"]
    rdf.add((shape, RDF.type, SH.NodeShape))
    rdf.add((shape, SH.targetClass, TY[node_type.name]))
    _property(rdf, shape, DCTERMS.identifier, least=1, most=1)
    names = _property(rdf, shape, SKOS.prefLabel, least=2, most=2)
    rdf.add((names, SH.uniqueLang, Literal(True)))
    for prop in node_type.properties.values():
        _schema_property(rdf, shape, prop, schema)
    if node_type.name not in ("Document", "Region"):
        _property(rdf, shape, PROV.wasDerivedFrom, least=1)


def _schema_property(rdf: Graph, shape: URIRef, prop: Property, schema: Schema) -> None:
    several = prop.many or prop.type == "list"
    most = None if several else 2 if prop.type == "text" else 1
    found = _property(rdf, shape, predicate(prop.name), least=int(prop.required), most=most)
    if prop.type == "text":
        rdf.add((found, SH.uniqueLang, Literal(True)))
        rdf.add((found, SH.datatype, RDF.langString))
    elif prop.type in schema.enums:
        _list(rdf, found, SH["in"], (concept(prop.type, value) for value in schema.enums[prop.type].values))
    elif prop.type in _DATATYPES and prop.name != "part_of":
        rdf.add((found, SH.datatype, _DATATYPES[prop.type]))


def _edge_shape(rdf: Graph, edge_type: EdgeType) -> None:
    shape = TY[f"{edge_type.name}Shape"]
    rdf.add((shape, RDF.type, SH.NodeShape))
    rdf.add((shape, SH.targetSubjectsOf, TY[edge_type.name]))
    _one_of_classes(rdf, shape, edge_type.source)
    target = _property(rdf, shape, TY[edge_type.name])
    _one_of_classes(rdf, target, edge_type.target)


def _one_of_classes(rdf: Graph, shape: Term, types: Iterable[str]) -> None:
    options = []
    for name in types:
        option = BNode(f"{name}Class")
        rdf.add((option, SH["class"], TY[name]))
        options.append(option)
    _list(rdf, shape, SH["or"], options)


def _statement_shape(rdf: Graph) -> None:
    shape = TY.StatementShape
    rdf.add((shape, RDF.type, SH.NodeShape))
    rdf.add((shape, SH.targetClass, RDF.Statement))
    for part in (RDF.subject, RDF.predicate, RDF.object, DCTERMS.identifier):
        _property(rdf, shape, part, least=1, most=1)
    cited, from_gazetteer = BNode("cited"), BNode("fromGazetteer")
    _property(rdf, cited, PROV.wasDerivedFrom, least=1)
    given = _property(rdf, from_gazetteer, TY.from_gazetteer, least=1)
    rdf.add((given, SH.hasValue, Literal(True)))
    _list(rdf, shape, SH["or"], (cited, from_gazetteer))


def _evidence_shape(rdf: Graph) -> None:
    shape = TY.EvidenceShape
    rdf.add((shape, RDF.type, SH.NodeShape))
    rdf.add((shape, SH.targetClass, OA.SpecificResource))
    source = _property(rdf, shape, OA.hasSource, least=1, most=1)
    rdf.add((source, SH["class"], TY.Document))
    first = _property(rdf, shape, TY.firstLine, least=1, most=1)
    rdf.add((first, SH.minInclusive, Literal(1)))
    rdf.add((first, SH.lessThanOrEquals, TY.lastLine))
    _property(rdf, shape, TY.lastLine, least=1, most=1)
    digest = _property(rdf, shape, TY.digest, least=1, most=1)
    rdf.add((digest, SH.pattern, Literal("^[0-9a-f]{16}$")))


def _property(rdf: Graph, shape: Term, path: URIRef, least: int = 0, most: int | None = None) -> BNode:
    # A name from the two ends keeps the written file the same in every run.
    node = BNode(f"{_local(shape)}.{_local(path)}")
    rdf.add((shape, SH.property, node))
    rdf.add((node, SH.path, path))
    if least:
        rdf.add((node, SH.minCount, Literal(least)))
    if most is not None:
        rdf.add((node, SH.maxCount, Literal(most)))
    return node


def _local(term: Term) -> str:
    return str(term).rpartition("#")[2].rpartition("/")[2]


def _list(rdf: Graph, subject: Term, path: URIRef, items: Iterable[Term]) -> None:
    head = BNode(f"{_local(subject)}.{_local(path)}.list")
    items = list(items)
    nodes = [BNode(f"{head}.{number}") if number else head for number in range(len(items))]
    for node, item, rest in zip(nodes, items, [*nodes[1:], RDF.nil], strict=True):
        rdf.add((node, RDF.first, item))
        rdf.add((node, RDF.rest, rest))
    rdf.add((subject, path, head))


if __name__ == "__main__":
    sys.stdout.write(shapes(load_schema()).serialize(format="turtle"))
