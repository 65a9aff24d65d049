"""SPARQL 1.1 on Oxigraph, an embedded triple store: the RDF export, and the measures of bridging."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox
import rdflib
from rdflib import PROV, RDF, SKOS
from rdflib.term import Node as Term

from graph.export.rdf import OA, RES, TY, thing, to_rdf
from graph.model import KnowledgeGraph
from queries.engines.results import Document, Wanted
from queries.engines.tables import Id
from queries.errors import BadQuery, LimitExceeded

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
    """Writes the store into `folder`: all in the default graph, and again, by document, in named graphs."""
    store, rdf = ox.Store(str(folder / FOLDER)), to_rdf(graph)
    store.bulk_extend(ox.Quad(_term(s), _term(p), _term(o)) for s, p, o in rdf)
    store.bulk_extend(_by_document(rdf))
    store.bulk_extend(
        ox.Quad(_term(thing(node)), ox.NamedNode(str(TY[name])), ox.Literal(value))
        for node, values in measures.items()
        for name, value in values.items()
    )
    store.flush()


def _by_document(rdf: rdflib.Graph) -> Iterator[ox.Quad]:
    """For each document the graph `res:graph/<document>` of whatever cites it, with the ties as plain triples too."""
    cited = {(subject, rdf.value(lines, OA.hasSource)) for subject, lines in rdf.subject_objects(PROV.wasDerivedFrom)}
    for subject, document in cited:
        if document is None:
            continue  # the data set names its documents so
        graph = ox.NamedNode(f"{RES}graph/{document.removeprefix(RES)}")
        tie = tuple(rdf.value(subject, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        for s, p, o in (*rdf.triples((subject, None, None)), *([tie] if all(tie) else [])):
            yield ox.Quad(_term(s), _term(p), _term(o), graph)


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
        result = _asked(self._store, bound(text, parameters))
        if isinstance(result, ox.QueryBoolean):
            return ["answer"], [[bool(result)]]
        if isinstance(result, ox.QueryTriples):
            return ["subject", "predicate", "object"], (list(map(plain, triple)) for triple in result)
        names = [variable.value for variable in result.variables]
        return names, _rows(result, names)

    def document(self, text: str, wanted: Wanted, rows: int, size: int) -> Document:
        """The answer as it is wanted, of so many rows or triples and so many bytes at most."""
        result = _asked(self._store, text, **_graphs(wanted))
        triples = isinstance(result, ox.QueryTriples)
        media_type = wanted.triples if triples else wanted.table
        if media_type is None:
            raise BadQuery("query.format")
        return Document(media_type, (_write_triples if triples else _write_table)(result, media_type, rows, size))


def _asked(store: ox.Store, text: str, **graphs: Any) -> Any:
    """The answer of the engine; relative IRIs stand below `res:`."""
    try:
        return store.query(text, base_iri=str(RES), prefixes=PREFIXES, **graphs)
    except SyntaxError as error:
        raise BadQuery("query.engine", why=error) from None


def _graphs(wanted: Wanted) -> dict[str, list[ox.NamedNode]]:
    """Where one kind of graph is given, the other is empty if none is given (SPARQL 1.1 Query, 13.2)."""
    if not wanted.default_graphs and not wanted.named_graphs:
        return {}
    try:
        return {
            "default_graph": list(map(ox.NamedNode, wanted.default_graphs)),
            "named_graphs": list(map(ox.NamedNode, wanted.named_graphs)),
        }
    except ValueError as error:
        raise BadQuery("query.engine", why=error) from None


class _Bounded(io.BytesIO):
    """Takes so many bytes and no more."""

    def __init__(self, size: int):
        super().__init__()
        self._size = size

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._size:
            raise LimitExceeded("query.bytes", limit=f"{self._size / 2**20:g}")
        return super().write(data)


def _write_table(result: Any, media_type: str, rows: int, size: int) -> bytes:
    """By way of JSON, which says how many rows there are: Oxigraph writes them without asking after each."""
    written, json_format = _Bounded(size), ox.QueryResultsFormat.JSON
    result.serialize(written, json_format)
    answer = json.loads(written.getvalue())
    if len(answer.get("results", {}).get("bindings", ())) > rows:
        raise LimitExceeded("query.rows", limit=rows)
    wanted = ox.QueryResultsFormat.from_media_type(media_type)
    if wanted == json_format:
        return written.getvalue()
    stream = _Bounded(size)
    ox.parse_query_results(written.getvalue(), json_format).serialize(stream, wanted)
    return stream.getvalue()


def _write_triples(result: Any, media_type: str, rows: int, size: int) -> bytes:
    stream, wanted = _Bounded(size), ox.RdfFormat.from_media_type(media_type)
    ox.serialize(_at_most(result, rows), stream, wanted, prefixes=PREFIXES)
    return stream.getvalue()


def _at_most(items: Iterable[Any], most: int) -> Iterator[Any]:
    for number, item in enumerate(items):
        if number == most:
            raise LimitExceeded("query.rows", limit=most)
        yield item


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
