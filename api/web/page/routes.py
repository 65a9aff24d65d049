"""The explorer and its files."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.explorer import assets
from api.web.page.reference import reference
from api.web.problems import NotFound
from api.web.replies import Reply

router = APIRouter(include_in_schema=False)
# Everything from this server, nothing from elsewhere, no script or style inside the page. `blob:` is how a drawing
# becomes pixels.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get("/")
async def page(request: Request) -> Response:
    return assets()[""].to(request, {"Content-Security-Policy": _POLICY})


@router.get("/docs")
def docs(request: Request) -> Response:
    page = Reply.of(reference(request.app.openapi()), "text/html; charset=utf-8")
    return page.to(request, {"Content-Security-Policy": _POLICY})


@router.get("/assets/{name:path}")
async def asset(name: str, request: Request) -> Response:
    found = assets().get(name) if name else None
    if found is None:
        raise NotFound("web.no_page", path=request.url.path)
    return found.to(request)
