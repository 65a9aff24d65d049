"""SPARQL 1.1 on Oxigraph, an embedded triple store: the RDF export, and the measures of bridging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import rdflib
from rdflib import RDF, SKOS
from rdflib.term import Node as Term

from graph.export.rdf import OA, RES, TY, thing, to_rdf
from graph.model import KnowledgeGraph
from queries.engines.tables import Id
from queries.errors import BadQuery

FOLDER = "graph.oxigraph"
PREFIXES = {
    "ty": str(TY),
    "res": str(RES),
    "rdf": str(RDF),
    "rdfs": str(rdflib.RDFS),
    "skos": str(SKOS),
    "dcterms": str(rdflib.DCTERMS),
    "prov": str(rdflib.PROV),
    "oa": str(OA),
    "xsd": str(rdflib.XSD),
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}
_EVIDENCE = f"{RES}evidence/"


def create(graph: KnowledgeGraph, measures: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Writes the store into `folder`."""
    store = ox.Store(str(folder / FOLDER))
    store.bulk_extend(ox.Quad(_term(s), _term(p), _term(o)) for s, p, o in to_rdf(graph))
    store.bulk_extend(
        ox.Quad(_term(thing(node)), ox.NamedNode(str(TY[name])), ox.Literal(value))
        for node, values in measures.items()
        for name, value in values.items()
    )
    store.flush()


@cache
def _term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))) if term.datatype else ox.Literal(str(term))


class Oxigraph:
    """Answers SELECT and ASK from a store, opened read-only. The prefixes of PREFIXES need not be declared."""

    def __init__(self, folder: Path):
        self._store = ox.Store.read_only(str(folder / FOLDER))

    def run(self, text: str, parameters: Mapping[str, Any]) -> tuple[list[str], Iterable[list[Any]]]:
        """The names of the columns, and the rows one by one. Raises BadQuery with the engine's own words."""
        try:
            result = self._store.query(bound(text, parameters), prefixes=PREFIXES)
        except SyntaxError as error:
            raise BadQuery("query.engine", why=error) from None
        if isinstance(result, ox.QueryBoolean):
            return ["answer"], [[bool(result)]]
        if isinstance(result, ox.QueryTriples):
            return ["subject", "predicate", "object"], (list(map(plain, triple)) for triple in result)
        names = [variable.value for variable in result.variables]
        return names, _rows(result, names)


def _rows(result: Any, names: list[str]) -> Iterator[list[Any]]:
    for solution in result:
        yield [plain(solution[name]) for name in names]


def bound(text: str, parameters: Mapping[str, Any]) -> str:
    """The query with each `$name` written out as a term; the longest names first, as one may begin another."""
    for name in sorted(parameters, key=len, reverse=True):
        text = text.replace(f"${name}", _given(parameters[name]))
    return text


def _given(value: Any) -> str:
    """An id of the graph is the IRI of the thing; a number stands bare, as LIMIT wants it; all else is a literal."""
    if isinstance(value, Id):
        return str(ox.NamedNode(str(thing(value))))
    return str(value) if isinstance(value, (int, float)) else str(ox.Literal(value))


def plain(term: Any) -> Any:
    """A term as Python says it: an id for a thing, the bare name of a concept, numbers and truth values as such."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return _literal(term)
    return _name(term.value)


def _literal(literal: ox.Literal) -> Any:
    kind = literal.datatype.value.removeprefix(PREFIXES["xsd"])
    if kind in ("integer", "int", "long"):
        return int(literal.value)
    if kind in ("double", "decimal", "float"):
        return float(literal.value)
    if kind == "boolean":
        return literal.value in ("true", "1")
    return _joined(literal.value)


def _joined(text: str) -> str:
    """GROUP_CONCAT joins IRIs; each is told as one alone would be."""
    if f"{RES}" not in text and f"{TY}" not in text:
        return text
    return " ".join(map(_name, text.split(" ")))


def _name(iri: str) -> str:
    if iri.startswith(_EVIDENCE):
        return unquote(iri.removeprefix(_EVIDENCE)).replace("/", ":", 1)
    if iri.startswith(str(RES)):
        return unquote(iri.removeprefix(str(RES)))
    if iri.startswith(str(TY)):
        return iri.removeprefix(str(TY)).rpartition(".")[2]
    return iri
