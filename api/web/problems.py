"""Refusals as problem documents (RFC 9457). Each names a sentence of messages.yaml, and is told in the language that
the client asks for.

ApiError
├── NotFound      404
├── NotAttached   404  the text of the document is not on this machine
├── BadRequest    400
├── ReadOnly      403  no token is configured, so nothing can be written
├── Unauthorised  401
├── TooLarge      413
├── Unusable      422  an uploaded file with mistakes; `problems` lists them
├── TooSlow       408
├── Working       409  another change is under way
├── NeedsLibrary  501  something that was left out of the installation
└── Busy          503

Left: nobody is there any more to be told anything.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.language import MESSAGES
from api.web.replies import encoded
from graph.export import NotInstalled
from graph.language import LANGUAGES
from graph.model import KnowledgeGraph, Node, UnknownNode
from ingest.problems import InputError
from queries.errors import QueryError
from queries.protocol import status_of

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("tairyu.web")
# As Ladybug and as Oxigraph say it.
_PLACE = re.compile(r"\(line: (\d+), offset: (\d+)\)|error at (\d+):(\d+)")


class ApiError(Exception):
    """`code` and `values` are of messages.yaml; `more` goes into the document as it is."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(self, code: str, more: Mapping[str, Any] | None = None, **values: Any):
        super().__init__(code)
        self.code, self.values, self.more = code, values, dict(more or {})


# How a route says in the OpenAPI document that it may refuse, where its own answer is no JSON.
REFUSED = {
    "description": "a problem document (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


class NotFound(ApiError):
    """There is no such thing."""

    status = HTTPStatus.NOT_FOUND


class NotAttached(NotFound):
    """The text of the document is not on this machine."""


class BadRequest(ApiError):
    """The request cannot be understood."""

    status = HTTPStatus.BAD_REQUEST


class ReadOnly(ApiError):
    """No token is configured, so nothing can be written."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self) -> None:
        super().__init__("web.read_only")


class Unauthorised(ApiError):
    """The request needs the token."""

    status = HTTPStatus.UNAUTHORIZED
    headers: ClassVar = {"WWW-Authenticate": 'Bearer realm="tairyu"'}

    def __init__(self) -> None:
        super().__init__("web.token")


class TooLarge(ApiError):
    """The body is larger than allowed; what is left of it is not read."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    headers: ClassVar = {"Connection": "close"}


class Unusable(ApiError):
    """An uploaded file with mistakes."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooSlow(ApiError):
    """The body did not come in time."""

    status = HTTPStatus.REQUEST_TIMEOUT
    headers: ClassVar = {"Connection": "close"}


class Working(ApiError):
    """Another change is under way."""

    status = HTTPStatus.CONFLICT
    headers: ClassVar = {"Retry-After": "2"}

    def __init__(self) -> None:
        super().__init__("web.working")


class NeedsLibrary(ApiError):
    """Something that was left out of the installation."""

    status = HTTPStatus.NOT_IMPLEMENTED

    def __init__(self, missing: NotInstalled):
        super().__init__("web.needs_library", library=missing.library, extra=missing.extra)


class Busy(ApiError):
    """Too many queries at a time."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    headers: ClassVar = {"Retry-After": "5"}

    def __init__(self) -> None:
        super().__init__("web.busy")


class Left(Exception):
    """The client has gone before its answer was there."""


def node_of(graph: KnowledgeGraph, wanted: str, *types: str) -> Node:
    """The node of that id or name. Raises NotFound, with those that it may have been."""
    try:
        return graph.node(wanted, *types)
    except UnknownNode as error:
        near = [graph.nodes[key].named() for key in error.near]
        names = ", ".join(error.near) or "—"
        raise NotFound("error.no_node", {"near": near}, wanted=wanted, near=names) from None


def language_of(request: Request) -> str:
    """The first language of Accept-Language that we speak; English where there is none."""
    for item in request.headers.get("accept-language", "").split(","):
        tag = item.partition(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return "en"


def problem(
    request: Request,
    status: HTTPStatus,
    code: str,
    values: Mapping[str, Any],
    more: Mapping[str, Any],
    headers: Any = None,
) -> Response:
    """The problem document."""
    detail = MESSAGES.text(code, language_of(request), **values)
    document = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, "code": code}
    return Response(encoded(document | dict(more)), status.value, headers, MEDIA_TYPE)


def tell(request: Request, error: ApiError) -> Response:
    """The response to an error of ours."""
    return problem(request, error.status, error.code, error.values, error.more, dict(error.headers))


def add_problems(app: FastAPI) -> None:
    """Every refusal of the application becomes a problem document."""
    app.add_exception_handler(ApiError, tell)
    app.add_exception_handler(QueryError, _of_query)
    app.add_exception_handler(InputError, _of_input)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Left, _of_left)


def _of_query(request: Request, error: QueryError) -> Response:
    return problem(request, HTTPStatus(status_of(error)), error.code, error.values, _place(error))


def _place(error: QueryError) -> Mapping[str, int]:
    """Where the text of the query is wrong, if that is known: the line and the column, from 1."""
    if "line" in error.values:
        return {name: error.values[name] for name in ("line", "column")}
    if found := _PLACE.search(str(error.values.get("why", ""))):
        line, offset, other_line, column = found.groups()
        return {"line": int(line or other_line), "column": int(column or int(offset) + 1)}
    return {}


def _of_left(_: Request, __: Left) -> Response:
    # For the log only; the number is that of nginx.
    return Response(status_code=499)


def _of_input(request: Request, error: InputError) -> Response:
    lang = language_of(request)
    more = {"problems": [one.as_json(lang) for one in error.problems]}
    return problem(request, Unusable.status, "error.input", {"count": len(error.problems)}, more)


def _of_validation(request: Request, error: RequestValidationError) -> Response:
    found = error.errors()[0]
    where = ".".join(str(part) for part in found["loc"])
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "web.parameter", {"where": where, "why": found["msg"]}, {})


def _of_http(request: Request, error: HTTPException) -> Response:
    status = HTTPStatus(error.status_code)
    code = {404: "web.no_page", 405: "web.method"}.get(status.value, "web.refused")
    return problem(request, status, code, {"path": request.url.path, "method": request.method}, {}, error.headers)


def unforeseen(request: Request, error: Exception) -> Response:
    """What a client is told of a failure of ours: not its details, which go to the log."""
    _LOG.error("failed", exc_info=error, extra={"path": request.url.path})
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "web.failed", {}, {})
