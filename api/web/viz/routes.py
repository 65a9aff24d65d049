"""What is around one thing as a picture: a page of its own, which can be saved as one file."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import HTMLResponse

from api.exports import HTML
from api.picture import PICTURED, around, picture, policy
from api.web.asked import Asked, Language
from api.web.problems import REFUSED, NotFound, node_of
from api.web.replies import Reply
from api.web.snapshot import Snapshot
from graph.model import Node

router = APIRouter(tags=["pictures"])
NodeId = Annotated[str, Path(description="id or exact name of a hub, actor, …", examples=["hub:co-ba"])]
Depth = Annotated[int, Query(ge=1, le=2, description="how many ties away the furthest things are")]
_KEPT = 32


@router.get("/viz/{id:path}", response_class=HTMLResponse, responses={404: REFUSED})
async def viz(request: Request, asked: Asked, id: NodeId, lang: Language, depth: Depth = 1) -> Response:
    """A page with what a case states, what is in a region, or whoever has a tie to anything else: drawn, listed, with
    the lines that state it. At most 2,000 things, the nearest first; the page says how many are left out."""
    node = node_of(asked.graph, id)
    if node.type not in PICTURED:
        raise NotFound("error.no_picture", found=node.id)
    pictures = asked.find("pictures", lambda: _Pictures(asked))
    reply = await pictures.get(node, depth, lang)
    # The page says the same of itself, for when it is a file; only here can it forbid to be framed.
    own = f"{policy()}; frame-ancestors 'none'"
    return reply.to(request, {"Content-Security-Policy": own, "Vary": "Accept-Encoding, Accept-Language"})


class _Pictures:
    """The pictures of one graph, the last ones kept."""

    def __init__(self, asked: Snapshot):
        self._graph, self._version = asked.graph, asked.version
        self._made = lru_cache(_KEPT)(self._make)
        self._turn = asyncio.Lock()

    async def get(self, node: Node, depth: int, lang: str) -> Reply:
        async with self._turn:  # else those who wait for one would each make it
            return await to_thread.run_sync(self._made, node.id, depth, lang)

    def _make(self, key: str, depth: int, lang: str) -> Reply:
        node = self._graph.nodes[key]
        links = {"explorer": _in_explorer(node)}
        part = around(self._graph, node, depth)
        return Reply.of(picture(self._graph, lang, part, self._version, links), HTML)


def _in_explorer(node: Node) -> str:
    """Where the explorer shows it."""
    own: dict[str, dict[str, Any]] = {
        "Hub": {"view": "hub", "id": node.id},
        "Actor": {"view": "actor", "id": node.id},
        "Case": {"view": "network", "sel": node.id},
    }
    if node.kind == "prefecture" and node.type == "Region":
        return f"/?{urlencode({'view': 'map', 'prefecture': node.id})}"
    return f"/?{urlencode(own.get(node.type, {'view': 'network', 'focus': node.id}))}"
