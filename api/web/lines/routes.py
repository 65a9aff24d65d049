"""The lines of a document: what rests on them, and, where its text is on this machine, the lines themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.web.asked import Asked
from api.web.cards import edge_named, named
from api.web.lines.models import CitedLines, Quote
from api.web.models import Problem
from api.web.problems import BadRequest, NotAttached, NotFound
from api.web.replies import Reply, encoded
from api.web.snapshot import Snapshot
from graph.model import Edge, KnowledgeGraph, Node

router = APIRouter(tags=["evidence"])
Json = dict[str, Any]
Cited = dict[tuple[str, int, int], list[tuple[str, Node | Edge]]]
DocumentId = Annotated[str, Query(examples=["mlit-2019"])]
First = Annotated[int, Query(ge=1, examples=[2253])]
Last = Annotated[int, Query(ge=1, examples=[2257])]
_MOST = 400  # lines at a time


@router.get("/api/citations", responses={200: {"model": CitedLines}, 404: {"model": Problem}})
async def citations(request: Request, asked: Asked, document: DocumentId, first: First, last: Last) -> Response:
    """The digest of the lines and every statement that cites exactly them; no text is needed for it. The digest is null
    where no statement cites them."""
    _document(asked, document)
    key = (document, first, last)
    cited = asked.find("cited", lambda: _cited(asked.graph))
    if key not in cited:
        return Reply.of(encoded(_citation(asked, key, []))).to(request)
    return asked.reply(f"cited {first} {last} {document}", lambda: _citation(asked, key, cited[key])).to(request)


@router.get("/api/evidence", responses={200: {"model": Quote}, 404: {"model": Problem}})
async def evidence(
    request: Request,
    asked: Asked,
    document: DocumentId,
    first: First,
    last: Last,
    around: Annotated[int, Query(ge=0, le=50, description="lines before and after")] = 4,
) -> Response:
    """The cited lines as they stand in the text, with the digest by which anybody can check that they are the same."""
    _document(asked, document)
    text = asked.texts.get(document)
    if text is None:
        raise NotAttached("web.not_attached", {"document": document}, file=f"{document}.txt")
    if last < first or last > len(text) or last - first >= _MOST:
        raise BadRequest("web.lines", first=first, last=last, count=len(text), most=_MOST)
    shown = (max(1, first - around), min(len(text), last + around))
    lines = [{"line": number, "text": line, "cited": first <= number <= last} for number, line in text.quote(shown)]
    found = {"document": document, "lines": [first, last], "digest": text.digest((first, last)), "quote": lines}
    return Reply.of(encoded(found)).to(request)


def _document(asked: Snapshot, wanted: str) -> None:
    node = asked.graph.nodes.get(wanted)
    if node is None or node.type != "Document":
        raise NotFound("web.no_document", found=wanted)


def _cited(graph: KnowledgeGraph) -> Cited:
    """Which statements cite which lines, each with the digest that it gives."""
    found: Cited = defaultdict(list)
    for item in (*graph.nodes.values(), *graph.edges.values()):
        own = [item.evidence, *item.property_evidence.values()] if isinstance(item, Node) else [item.evidence]
        for one in {one for several in own for one in several}:
            found[one.document, *one.lines].append((one.digest, item))
    return dict(found)


def _citation(asked: Snapshot, key: tuple[str, int, int], cited: list[tuple[str, Node | Edge]]) -> Json:
    document, first, last = key
    items = [item for _, item in cited]
    return {
        "document": document,
        "lines": [first, last],
        "digest": cited[0][0] if cited else None,
        "attached": document in asked.texts,
        "nodes": [named(item) for item in items if isinstance(item, Node)],
        "edges": [edge_named(asked.graph, item) for item in items if isinstance(item, Edge)],
    }
