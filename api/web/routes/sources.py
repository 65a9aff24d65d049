"""The lines of a document in their surroundings, where its text is on this machine."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.web.asked import Asked
from api.web.models import Problem, Quote
from api.web.problems import BadRequest, NotAttached, NotFound
from api.web.replies import Reply, encoded

router = APIRouter(tags=["evidence"])
_MOST = 400  # lines at a time


@router.get("/api/evidence", responses={200: {"model": Quote}, 404: {"model": Problem}})
async def evidence(
    request: Request,
    asked: Asked,
    document: Annotated[str, Query(examples=["mlit-2019"])],
    first: Annotated[int, Query(ge=1, examples=[2253])],
    last: Annotated[int, Query(ge=1, examples=[2257])],
    around: Annotated[int, Query(ge=0, le=50, description="lines before and after")] = 4,
) -> Response:
    """The cited lines as they stand in the text, with the digest by which anybody can check that they are the same."""
    node = asked.graph.nodes.get(document)
    if node is None or node.type != "Document":
        raise NotFound("web.no_document", found=document)
    text = asked.texts.get(document)
    if text is None:
        raise NotAttached("web.not_attached", {"document": document}, file=f"{document}.txt")
    if last < first or last > len(text) or last - first >= _MOST:
        raise BadRequest("web.lines", first=first, last=last, count=len(text), most=_MOST)
    shown = (max(1, first - around), min(len(text), last + around))
    lines = [{"line": number, "text": line, "cited": first <= number <= last} for number, line in text.quote(shown)]
    found = {"document": document, "lines": [first, last], "digest": text.digest((first, last)), "quote": lines}
    return Reply.of(encoded(found)).to(request)
