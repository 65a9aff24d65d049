"""The query operation of the SPARQL 1.1 Protocol, as a function from a request to a response that a server may mount.

Graphs: the default graph of the store is the whole graph; `res:graph/<document>` is a named graph of what cites that
document. `default-graph-uri` and `named-graph-uri` choose among them, and go before FROM in the query; a graph that the
store has not is empty, and nothing is ever fetched.

Statuses: 400 for whatever the client must mend: the request, the query, or an answer that would be too large (rows,
bytes); 405, 406, 413 and 415 as HTTP says; 503 where the server gave up on a query (time, memory, a breakdown), without
Retry-After, as the same query will cost the same again. Every refusal is a problem document (RFC 9457).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qsl

from queries.answers import Queries
from queries.engines.results import Wanted
from queries.errors import BadQuery, QueryError

# The first of each is the answer to a request that takes anything.
TABLES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
)
TRIPLES = ("text/turtle", "application/n-triples", "application/n-quads", "application/ld+json", "application/rdf+xml")
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
_MOST_FIELDS = 1000
_QUALITY = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_STATUS = {
    "protocol.method": 405,
    "query.format": 406,
    "query.text": 413,
    "protocol.media_type": 415,
    "query.bad_limit": 500,  # whoever set up the server is to mend it
    "query.seconds": 503,
    "query.memory": 503,
    "query.crash": 503,
    "query.start": 503,
}
_ALLOW = {"Allow": "GET, HEAD, POST"}

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent; `query_string` is as it stands in the URL, without the `?`."""

    method: str
    query_string: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        return next((value for found, value in self.headers.items() if found.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Response:
    """What to send. The server leaves the body out where the method was HEAD."""

    status: int
    headers: dict[str, str]
    body: bytes


def respond(queries: Queries, request: Request, tell: Callable[..., str]) -> Response:
    """The answer, or a problem document; `tell(code, **values)` says the sentence of a QueryError."""
    try:
        document = queries.document(*understood(request))
    except QueryError as error:
        return _refused(error, tell)
    return _response(200, document.media_type, document.data)


def understood(request: Request) -> tuple[str, Wanted]:
    """The query, and how its answer is wanted. Raises QueryError."""
    fields = _fields(request)
    return _query(fields), _wanted(fields, request.header("accept"))


def _fields(request: Request) -> Fields:
    """The parameters, wherever they stand: in the URL, in a form, or the query as the body itself."""
    fields = _decoded(request.query_string)
    if request.method in ("GET", "HEAD"):
        return fields
    if request.method != "POST":
        raise BadQuery("protocol.method", found=request.method)
    return fields + _posted(request.header("content-type"), request.body)


def _posted(content_type: str, body: bytes) -> Fields:
    header = Message()
    header["content-type"] = content_type
    media_type, charset = header.get_content_type(), header.get_content_charset("utf-8")
    if media_type not in (DIRECT, FORM) or charset != "utf-8":
        raise BadQuery("protocol.media_type", found=content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadQuery("protocol.encoding") from None
    return _decoded(text) if media_type == FORM else [("query", text)]


def _decoded(form: str) -> Fields:
    try:
        return parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise BadQuery("protocol.encoding") from None
    except ValueError:
        raise BadQuery("protocol.fields", limit=_MOST_FIELDS) from None


def _query(fields: Fields) -> str:
    if _values(fields, "update"):
        raise BadQuery("protocol.update")
    found = _values(fields, "query")
    if len(found) != 1:
        raise BadQuery("protocol.one_query", count=len(found))
    return found[0]


def _values(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(value for found, value in fields if found == name)


def _wanted(fields: Fields, accept: str) -> Wanted:
    """Only the engine knows the form of the query, so a media type is chosen for each."""
    table, triples = negotiated(accept, TABLES), negotiated(accept, TRIPLES)
    if table is None and triples is None:
        raise BadQuery("query.format")
    return Wanted(table, triples, _values(fields, "default-graph-uri"), _values(fields, "named-graph-uri"))


def negotiated(accept: str, offered: Sequence[str]) -> str | None:
    """The media type that the Accept header likes best, the earlier of equals; None where it takes none of them."""
    ranges = dict(map(_range, accept.split(","))) if accept.strip() else {"*/*": 1.0}
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))
    return best if _quality(best, ranges) > 0 else None


def _range(item: str) -> tuple[str, float]:
    name, *parameters = (part.strip() for part in item.split(";"))
    weights = [part for part in parameters if part[:1] in "qQ"]
    if not weights:
        return name.lower(), 1.0
    match = _QUALITY.fullmatch(weights[0])
    return name.lower(), float(match[1]) if match else 0.0


def _quality(media_type: str, ranges: Mapping[str, float]) -> float:
    """The most particular range decides."""
    kind = media_type.partition("/")[0]
    return next((ranges[name] for name in (media_type, f"{kind}/*", "*/*") if name in ranges), 0.0)


def status_of(error: QueryError) -> int:
    """The status of HTTP by which a query is refused."""
    return _STATUS.get(error.code, 400)


def _refused(error: QueryError, tell: Callable[..., str]) -> Response:
    status = HTTPStatus(status_of(error))
    problem = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": tell(error.code, **error.values),
        "code": error.code,
    }
    response = _response(status.value, "application/problem+json", json.dumps(problem, ensure_ascii=False).encode())
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers.update(_ALLOW)
    return response


def _response(status: int, media_type: str, body: bytes) -> Response:
    encoding = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(status, {"Content-Type": media_type + encoding, "Vary": "Accept"}, body)
