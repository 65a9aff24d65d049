"""The network as it is drawn, whole: the page chooses what of it to show."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.web.asked import Asked
from api.web.network.drawing import drawing
from api.web.network.models import DrawnNetwork
from api.web.replies import Reply
from api.web.snapshot import Snapshot

router = APIRouter(tags=["network"])


@router.get("/api/network", responses={200: {"model": DrawnNetwork}})
async def network(request: Request, asked: Asked) -> Response:
    """Hubs, actors, programmes, resources and regions, the ties between them, and where each node stands.

    In columns: the first value of each belongs to the first node or tie, and so on. `type`, `kind`, `status`,
    `documents`, `cases`, `prefecture` and `community` are positions in the lists of those names, ends of ties positions
    of nodes.
    """
    return (await _made(asked)).to(request)


async def warm(asked: Snapshot) -> None:
    """The drawing, with which the page opens."""
    await _made(asked)


async def _made(asked: Snapshot) -> Reply:
    return await asked.worked("network", lambda: {"graph": asked.version, **drawing(asked.graph)})
