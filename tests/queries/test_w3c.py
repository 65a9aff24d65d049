"""The suites of the W3C for SPARQL 1.1, query and protocol: what Oxigraph can do alone, it can do within our limits.

TAIRYU_W3C_SPARQL is the folder `sparql/sparql11` of a checkout of https://github.com/w3c/rdf-tests.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS
from rdflib.collection import Collection
from rdflib.namespace import Namespace

from api.language import MESSAGES
from graph.model import KnowledgeGraph
from queries import protocol
from queries.answers import Queries
from queries.engines.oxigraph import FOLDER, Oxigraph
from queries.engines.results import Wanted
from queries.engines.worker import Worker
from queries.errors import QueryError
from queries.guard import check_sparql

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
# Entailment is another engine's work; the others are no queries.
OTHER_FOLDERS = ("entailment", "service-description", "graph-store-protocol", "http-rdf-update")
KINDS = {
    "evaluation": (MF.QueryEvaluationTest, MF.CSVResultFormatTest),
    "positive": (MF.PositiveSyntaxTest11,),
    "negative": (MF.NegativeSyntaxTest11,),
    "protocol": (MF.ProtocolTest,),
}
ANY = Wanted("application/sparql-results+json", "application/n-triples")


def suite() -> Path | None:
    folder = os.environ.get("TAIRYU_W3C_SPARQL")
    return Path(folder).resolve() if folder else None


class Test:
    """One entry of a manifest."""

    __test__ = False

    def __init__(self, manifest: rdflib.Graph, name: rdflib.term.Node, folder: str):
        self.manifest, self.node = manifest, name
        self.id = f"{folder}/{str(name).rpartition('#')[2]}"

    def value(self, *path: rdflib.URIRef) -> Any:
        found = self.node
        for step in path:
            found = self.manifest.value(found, step)
        return found

    def files(self, *path: rdflib.URIRef) -> list[str]:
        return [str(found) for found in self.manifest.objects(self.value(*path[:-1]), path[-1])]


def entries(kind: str) -> Iterator[Any]:
    """The tests of a kind; where there is no suite, one that is skipped."""
    folder = suite()
    if folder is None:
        why = "set TAIRYU_W3C_SPARQL to the folder sparql/sparql11 of a checkout of w3c/rdf-tests"
        yield pytest.param(None, marks=pytest.mark.skip(reason=why))
        return
    for path in sorted(folder.glob("*/manifest.ttl")):
        if path.parent.name in OTHER_FOLDERS:
            continue
        manifest = rdflib.Graph().parse(path, publicID=path.as_uri())
        for wanted in KINDS[kind]:
            for node in sorted(manifest.subjects(RDF.type, wanted)):
                test = Test(manifest, node, path.parent.name)
                yield pytest.param(test, id=test.id)


def local(uri: str) -> Path:
    return Path(unquote(urlsplit(uri).path))


def loaded(test: Test) -> ox.Store:
    store = ox.Store()
    for uri in test.files(MF.action, QT.data):
        store.load(path=str(local(uri)), base_iri=uri)
    for uri in test.files(MF.action, QT.graphData):
        store.load(path=str(local(uri)), base_iri=uri, to_graph=ox.NamedNode(uri))
    return store


def text(uri: str) -> str:
    """The query; relative IRIs are below its own place."""
    return f"BASE <{uri}>\n" + local(uri).read_text(encoding="utf-8")


class Ours(Oxigraph):
    """Our engine over a store in memory."""

    def __init__(self, store: ox.Store):
        self._store = store


def ours(store: ox.Store, query: str) -> tuple[str, list[list[Any]]]:
    """The answer by our way, in a format that tells all, and as plain rows."""
    check_sparql(query)
    engine = Ours(store)
    _, rows = engine.run(query, {})
    return engine.document(query, ANY, 10_000, 2**24).data.decode(), list(rows)


def bare(store: ox.Store, query: str) -> str:
    result = store.query(query)
    triples = isinstance(result, ox.QueryTriples)
    return result.serialize(format=ox.RdfFormat.N_TRIPLES if triples else ox.QueryResultsFormat.JSON).decode()


def size(answer: str) -> int:
    """How many rows or triples there are; a truth value is one."""
    if not answer.startswith("{"):
        return len(answer.splitlines())
    return len(json.loads(answer).get("results", {}).get("bindings", [None]))


def expected(test: Test) -> Any:
    """What the suite says, as a list of comparable items; None where Oxigraph cannot read the file."""
    path = local(str(test.value(MF.result)))
    if path.suffix == ".csv":
        return None
    if path.suffix in (".srx", ".srj", ".tsv"):
        kinds = {
            ".srx": ox.QueryResultsFormat.XML,
            ".srj": ox.QueryResultsFormat.JSON,
            ".tsv": ox.QueryResultsFormat.TSV,
        }
        return comparable(ox.parse_query_results(path=str(path), format=kinds[path.suffix]))
    triples = ox.parse(path=str(path), base_iri=path.as_uri())
    return graph(quad.triple for quad in triples)


def graph(triples: Any) -> Any:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, dataset))


def comparable(results: Any) -> Any:
    """Rows in no order, with blank nodes all alike: enough to see which of two answers is nearer."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = sorted(variable.value for variable in results.variables)
    return sorted(str([seen(row[name]) for name in names]) for row in results)


def seen(term: Any) -> str:
    if not isinstance(term, ox.Literal):
        return "_:b" if isinstance(term, ox.BlankNode) else str(term)
    try:  # 1.0 and 1.00 are the same number
        return (
            f"{float(term.value):.12g} {term.datatype}"
            if term.datatype.value.endswith(("decimal", "double", "float"))
            else str(term)
        )
    except ValueError:
        return str(term)


def right(test: Test, answer: str) -> bool | None:
    """Whether an answer is what the suite expects; None where that cannot be compared here."""
    wanted = expected(test)
    if wanted is None:
        return None
    if answer.startswith("{"):
        found = comparable(ox.parse_query_results(answer, ox.QueryResultsFormat.JSON))
    else:
        found = graph(quad.triple for quad in ox.parse(answer, ox.RdfFormat.N_TRIPLES))
    return found == wanted


@pytest.mark.parametrize("test", entries("evaluation"))
def test_a_query_is_answered_as_by_the_engine_alone(test: Test, record_property: Any) -> None:
    query, store = text(str(test.value(MF.action, QT.query))), loaded(test)
    if test.value(MF.action, QT.serviceData) is not None or test.id.startswith("service/"):
        with pytest.raises(QueryError, match="SERVICE"):
            ours(store, query)
        return
    try:
        alone = bare(store, query)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        record_property("bare", "refused")
        return  # ours cannot be worse
    answer, rows = ours(store, query)
    assert size(answer) == len(rows) == size(alone)
    before = right(test, alone)
    record_property("bare", before)
    record_property("ours", right(test, answer))
    assert right(test, answer) or not before


@pytest.mark.parametrize("test", entries("positive"))
def test_what_is_sparql_is_taken(test: Test, record_property: Any) -> None:
    query = text(str(test.value(MF.action)))
    if test.id.startswith("syntax-fed/"):
        with pytest.raises(QueryError, match="SERVICE"):
            ours(ox.Store(), query)
        return
    try:
        bare(ox.Store(), query)
    except (SyntaxError, RuntimeError):  # a function that nobody has is found missing when it is to be run
        record_property("bare", "refused")
        return
    ours(ox.Store(), query)


@pytest.mark.parametrize("test", entries("negative"))
def test_what_is_no_sparql_is_refused(test: Test, record_property: Any) -> None:
    query = text(str(test.value(MF.action)))
    try:
        bare(ox.Store(), query)
    except SyntaxError:
        with pytest.raises(QueryError):
            ours(ox.Store(), query)
    else:
        record_property("bare", "taken")


def tell(code: str, **values: object) -> str:
    return MESSAGES.text(code, "en", **values)


class Mounted(Queries):
    """Queries over the data of one test."""

    def __init__(self, folder: Path):
        super().__init__(KnowledgeGraph({}, {}), folder)
        self._workers["sparql"] = Worker("sparql", folder)


def requests(test: Test) -> Iterator[tuple[rdflib.term.Node, protocol.Request]]:
    manifest = test.manifest
    for node in Collection(manifest, test.value(MF.action, HT.requests)):
        headers = {
            str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
            for header in Collection(manifest, manifest.value(node, HT.headers) or RDF.nil)
        }
        body = manifest.value(node, HT.body)
        encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8")
        sent = str(manifest.value(body, CNT.chars) or "").encode(encoding)
        url = urlsplit(str(manifest.value(node, HT.absolutePath)))
        yield node, protocol.Request(str(manifest.value(node, HT.methodName)), url.query, headers, sent)


def check_response(test: Test, node: rdflib.term.Node, response: protocol.Response) -> None:
    answer = test.manifest.value(node, HT.resp)
    allowed = {str(status)[-3] for status in test.manifest.objects(answer, MF.expectedStatus)}
    assert str(response.status)[0] in allowed, response
    wanted = test.manifest.value(answer, MF.expectedBoolean)
    if wanted is not None:
        assert json.loads(response.body)["boolean"] == wanted.toPython()
    kinds = {"boolean": protocol.TABLES, "tabular": protocol.TABLES, "RDF": protocol.TRIPLES}
    form = test.manifest.value(answer, MF.expectedFormat)
    if form is not None:
        assert response.headers["Content-Type"].partition(";")[0] in kinds[str(form)]


def is_update(request: protocol.Request) -> bool:
    return "application/sparql-update" in request.headers.values() or request.body.startswith(b"update=")


@pytest.mark.parametrize("test", entries("protocol"))
def test_the_protocol(test: Test, tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / FOLDER))
    for data in test.manifest.objects(test.node, UT.graphData):
        uri, name = (test.manifest.value(data, part) for part in (UT.graph, RDFS.label))
        store.load(path=str(local(str(uri))), to_graph=ox.NamedNode(str(name)))
    store.flush()
    del store  # which unlocks the folder
    with Mounted(tmp_path) as queries:
        for node, request in requests(test):
            response = protocol.respond(queries, request, tell)
            if is_update(request):
                assert 400 <= response.status < 500  # reading only
            elif "/update_" not in test.id:  # a query that looks for traces of an update finds none
                check_response(test, node, response)
