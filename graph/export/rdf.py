"""RDF: each tie is a triple and, beside it, a statement of its own with properties and evidence.

Vocabularies: PROV-O (a statement was derived from lines of a document), Web Annotation with RFC 5147
fragments (the lines as a selector), DCAT (the data set), SKOS (names, and the values of the enumerations), Dublin Core,
WGS84 (coordinates). The terms of the schema stand below `ty:`, the things of the graph below `res:`.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import yaml
from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node as Term

from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import EdgeType, Enum, NodeType, Property, Schema, load_schema

BASE = "https://w3id.org/tairyu/"
TY = Namespace(BASE + "schema#")
RES = Namespace(BASE + "id/")
OA = Namespace("http://www.w3.org/ns/oa#")
WGS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
_LINES_OF_TEXT = URIRef("http://tools.ietf.org/rfc/rfc5147")
_PREDICATES = {"lat": WGS.lat, "lon": WGS.long, "title": DCTERMS.title, "publisher": DCTERMS.publisher}
# A safe part of the grammar of PN_LOCAL in Turtle.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_:]([A-Za-z0-9_:.-]*[A-Za-z0-9_:-])?")
_DATES = {r"\d{4}": XSD.gYear, r"\d{4}-\d\d": XSD.gYearMonth, r"\d{4}-\d\d-\d\d": XSD.date}


def serialise(graph: KnowledgeGraph, syntax: str) -> bytes:
    """The graph in an RDF syntax: `turtle`, `json-ld` or `nquads` (all of it in the default graph)."""
    rdf = to_rdf(graph)
    if syntax == "nquads":
        # A triple of N-Triples is a quad of the default graph; rdflib writes them in no order.
        lines = rdf.serialize(format="nt").splitlines(keepends=True)
        return "".join(sorted(line for line in lines if line.strip())).encode("utf-8")
    if syntax == "turtle":
        stream = io.BytesIO()
        _Turtle(rdf).serialize(stream)
        return stream.getvalue()
    # rdflib writes the members of a set in the order of its hash table.
    document = json.loads(rdf.serialize(format=syntax, auto_compact=True))
    return (json.dumps(_sorted(document), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


class _Turtle(TurtleSerializer):
    """rdflib's writer, but with the bound prefixes only.

    It would search a prefix for each IRI by the rules of XML names, where no local part begins with
    a digit, and so make up thousands of namespaces for our ids (8 s instead of 2 s).
    """

    def __init__(self, store: Graph):
        super().__init__(store)
        self._bound = sorted(store.namespaces(), key=lambda pair: -len(pair[1]))
        self._names: dict[str, str | None] = {}

    def get_pname(self, uri: Term, gen_prefix: bool = True) -> str | None:
        if not isinstance(uri, URIRef):
            return None
        iri = str(uri)
        if iri not in self._names:
            self._names[iri] = self._pname(iri)
        return self._names[iri]

    def _pname(self, iri: str) -> str | None:
        for prefix, namespace in self._bound:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                if not _LOCAL_NAME.fullmatch(local):
                    return None
                self.addNamespace(prefix, namespace)
                return f"{prefix}:{local}"
        return None


def _sorted(value: Any) -> Any:
    """JSON-LD with keys and sets in order; the graph has no ordered lists (@list)."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


def to_rdf(graph: KnowledgeGraph) -> Graph:
    """The graph, and the part of the schema that it uses, as an rdflib graph."""
    rdf = Graph()
    for prefix, namespace in {"ty": TY, "res": RES, "oa": OA, "wgs": WGS, "prov": PROV, "skos": SKOS}.items():
        rdf.bind(prefix, namespace)
    schema = load_schema()
    _add_schema(rdf, schema)
    _add_dataset(rdf, graph)
    for node in graph.nodes.values():
        _add_node(rdf, node, schema.nodes[node.type])
    for edge in graph.edges.values():
        _add_edge(rdf, edge, schema.edges[edge.type])
    return rdf


def _add_dataset(rdf: Graph, graph: KnowledgeGraph) -> None:
    """DCAT: what the data is, its licence, and the documents that it was derived from."""
    text = files(__package__).joinpath("dataset.yaml").read_text(encoding="utf-8")
    about = yaml.safe_load(text)
    subject = RES["dataset"]
    rdf.add((subject, RDF.type, DCAT.Dataset))
    rdf.add((subject, DCTERMS.identifier, Literal("tairyu")))
    _add_labels(rdf, subject, DCTERMS.title, about["title"]["ja"], about["title"]["en"])
    _add_labels(rdf, subject, DCTERMS.description, about["description"]["ja"], about["description"]["en"])
    rdf.add((subject, OWL.versionInfo, Literal(about["version"])))
    rdf.add((subject, DCTERMS.license, URIRef(about["licence"])))
    rdf.add((subject, DCTERMS.creator, Literal(about["creator"])))
    rdf.add((subject, DCTERMS.conformsTo, URIRef(str(TY).rstrip("#"))))
    for language, keywords in about["keywords"].items():
        for keyword in keywords:
            rdf.add((subject, DCAT.keyword, Literal(keyword, lang=language)))
    for document in graph.of_type("Document"):
        rdf.add((subject, PROV.wasDerivedFrom, thing(document.id)))


def thing(id_: str) -> URIRef:
    """The IRI of a node or edge."""
    return RES[quote(id_, safe=":/-")]


def concept(enum: str, value: str) -> URIRef:
    """The IRI of a value of an enumeration."""
    return TY[f"{enum}.{value}"]


def predicate(name: str) -> URIRef:
    """The IRI of a property."""
    return _PREDICATES.get(name, TY[name])


def _add_schema(rdf: Graph, schema: Schema) -> None:
    for enum in schema.enums.values():
        _add_enum(rdf, enum)
    for node_type in schema.nodes.values():
        rdf.add((TY[node_type.name], RDF.type, RDFS.Class))
        _add_labels(rdf, TY[node_type.name], RDFS.label, node_type.label.ja, node_type.label.en)
        _add_labels(rdf, TY[node_type.name], RDFS.comment, node_type.definition.ja, node_type.definition.en)
    for edge_type in schema.edges.values():
        rdf.add((TY[edge_type.name], RDF.type, RDF.Property))
        _add_labels(rdf, TY[edge_type.name], RDFS.label, edge_type.label.ja, edge_type.label.en)
        _add_labels(rdf, TY[edge_type.name], RDFS.comment, edge_type.definition.ja, edge_type.definition.en)


def _add_enum(rdf: Graph, enum: Enum) -> None:
    rdf.add((TY[enum.name], RDF.type, SKOS.ConceptScheme))
    for value in enum.values.values():
        subject = concept(enum.name, value.name)
        rdf.add((subject, RDF.type, SKOS.Concept))
        rdf.add((subject, SKOS.inScheme, TY[enum.name]))
        rdf.add((subject, SKOS.notation, Literal(value.name)))
        _add_labels(rdf, subject, SKOS.prefLabel, value.label.ja, value.label.en)
        if value.definition:
            _add_labels(rdf, subject, SKOS.definition, value.definition.ja, value.definition.en)


def _add_labels(rdf: Graph, subject: URIRef, said: URIRef, ja: str, en: str) -> None:
    rdf.add((subject, said, Literal(ja, lang="ja")))
    rdf.add((subject, said, Literal(en, lang="en")))


def _add_node(rdf: Graph, node: Node, spec: NodeType) -> None:
    subject = thing(node.id)
    rdf.add((subject, RDF.type, TY[node.type]))
    rdf.add((subject, DCTERMS.identifier, Literal(node.id)))
    _add_labels(rdf, subject, SKOS.prefLabel, node.name_ja, node.name_en)
    for alias in node.aliases:
        rdf.add((subject, SKOS.altLabel, Literal(alias, lang="ja")))
    _add_properties(rdf, subject, node.properties, spec.properties)
    _add_evidence(rdf, subject, node.evidence)
    for name, evidence in node.property_evidence.items():
        part = URIRef(f"{subject}#{name}")
        rdf.add((subject, TY.propertyEvidence, part))
        rdf.add((part, TY.property, predicate(name)))
        _add_evidence(rdf, part, evidence)


def _add_edge(rdf: Graph, edge: Edge, spec: EdgeType) -> None:
    source, target, subject = thing(edge.source), thing(edge.target), thing(edge.id)
    rdf.add((source, TY[edge.type], target))
    rdf.add((subject, RDF.type, RDF.Statement))
    rdf.add((subject, RDF.subject, source))
    rdf.add((subject, RDF.predicate, TY[edge.type]))
    rdf.add((subject, RDF.object, target))
    rdf.add((subject, DCTERMS.identifier, Literal(edge.id)))
    if edge.kind and spec.kind:
        rdf.add((subject, TY.kind, concept(spec.kind, edge.kind)))
    _add_properties(rdf, subject, edge.properties, {**spec.properties, **spec.built})
    _add_evidence(rdf, subject, edge.evidence)


def _add_properties(rdf: Graph, subject: URIRef, values: Mapping[str, Any], specs: Mapping[str, Property]) -> None:
    for name, value in values.items():
        base, _, language = name.rpartition("_")
        if language in ("ja", "en") and base in specs:
            rdf.add((subject, predicate(base), Literal(value, lang=language)))
            continue
        for item in value if isinstance(value, list) else [value]:
            rdf.add((subject, predicate(name), _object(name, item, specs.get(name))))


def _object(name: str, value: Any, spec: Property | None) -> Term:
    kind = spec.type if spec else "string"
    if name == "flows_reported":
        return concept("flow_kind", value)
    if name in ("cases", "differs_from", "part_of") or kind == "ref":
        return thing(value)
    if kind in load_schema().enums:
        return concept(kind, value)
    if kind == "date":
        return _date(value)
    return Literal(value)


def _date(value: str) -> Literal:
    for pattern, datatype in _DATES.items():
        if re.fullmatch(pattern, value):
            return Literal(value, datatype=datatype)
    return Literal(value)  # a fiscal year or an interval (EDTF)


def _add_evidence(rdf: Graph, subject: URIRef, evidence: Iterable[Evidence]) -> None:
    for item in evidence:
        first, last = item.lines
        part = RES[f"evidence/{quote(item.document)}/{first}-{last}"]
        selector = URIRef(f"{part}#lines")
        rdf.add((subject, PROV.wasDerivedFrom, part))
        if (part, RDF.type, OA.SpecificResource) in rdf:
            continue  # many statements cite the same lines
        rdf.add((part, RDF.type, OA.SpecificResource))
        rdf.add((part, OA.hasSource, thing(item.document)))
        rdf.add((part, OA.hasSelector, selector))
        rdf.add((part, TY.firstLine, Literal(first)))
        rdf.add((part, TY.lastLine, Literal(last)))
        rdf.add((part, TY.digest, Literal(item.digest)))
        rdf.add((selector, RDF.type, OA.FragmentSelector))
        rdf.add((selector, DCTERMS.conformsTo, _LINES_OF_TEXT))
        # RFC 5147 counts the gaps between lines, from 0.
        rdf.add((selector, RDF.value, Literal(f"line={first - 1},{last}")))
