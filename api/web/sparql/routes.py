"""The query operation of the SPARQL 1.1 Protocol (`queries.protocol`), over HTTP."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.web.asked import Asked
from api.web.engines.turns import unless_left
from api.web.models import Problem
from api.web.replies import Reply
from queries import protocol
from queries.answers import Queries
from queries.guard import check_sparql
from queries.protocol import DIRECT, FORM, TABLES, TRIPLES

router = APIRouter(tags=["questions"])
_EXAMPLE = "SELECT ?hub ?name WHERE { ?hub a ty:Hub ; skos:prefLabel ?name } LIMIT 5"
_TEXT = {"schema": {"type": "string"}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "as negotiated", "content": dict.fromkeys((*TABLES, *TRIPLES), _TEXT)},
    400: {"model": Problem},
    406: {"model": Problem},
    413: {"model": Problem},
    503: {"model": Problem},
}
_GRAPHS = [
    {"name": name, "in": "query", "required": False, "schema": {"type": "array", "items": {"type": "string"}}}
    for name in ("default-graph-uri", "named-graph-uri")
]
_BY_GET = {"parameters": [{"name": "query", "in": "query", "required": True, "example": _EXAMPLE, **_TEXT}, *_GRAPHS]}
_FORM = {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}}
_BY_POST = {
    "parameters": _GRAPHS,
    "requestBody": {"required": True, "content": {DIRECT: {**_TEXT, "example": _EXAMPLE}, FORM: _FORM}},
}


@router.get("/sparql", response_class=Response, responses=_ANSWERS, openapi_extra=_BY_GET)
@router.head("/sparql", include_in_schema=False)
async def by_get(request: Request, asked: Asked) -> Response:
    """SELECT, ASK, CONSTRUCT and DESCRIBE over the graph as RDF; the usual prefixes need no declaration. Each document
    has a named graph of what cites it."""
    return await _answer(request, asked, b"")


@router.post("/sparql", response_class=Response, responses=_ANSWERS | {415: {"model": Problem}}, openapi_extra=_BY_POST)
async def by_post(request: Request, asked: Asked) -> Response:
    """The same, with the query as the body, or as a field of a form. With a token configured this needs it; GET does
    not."""
    return await _answer(request, asked, await request.body())


async def _answer(request: Request, asked: Asked, body: bytes) -> Response:
    head = {
        "accept": ",".join(request.headers.getlist("accept")),
        "content-type": request.headers.get("content-type", ""),
    }
    text, wanted = protocol.understood(protocol.Request(request.method, request.url.query, head, body))
    check_sparql(text)

    def work(queries: Queries) -> Reply:
        document = queries.document(text, wanted)
        return Reply.of(document.data, document.media_type)

    reply = await unless_left(request, asked.engines.run("sparql", work))
    return reply.to(request, {"Vary": "Accept, Accept-Encoding"})
