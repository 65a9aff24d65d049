"""One actor, with how much it bridges."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from api.web.actors.models import ActorCard
from api.web.actors.pages import actor_card
from api.web.asked import Asked
from api.web.bridges.brokering import brokering_of
from api.web.models import Problem
from api.web.problems import node_of
from api.web.snapshot import Snapshot

router = APIRouter(tags=["actors"])
_REFUSED: dict[int | str, dict[str, Any]] = {404: {"model": Problem}}
Partition = Literal["kind", "prefecture", "metro", "document", "community"]


@router.get("/api/actors/{id:path}", responses={200: {"model": ActorCard}, **_REFUSED})
def one_actor(
    request: Request,
    asked: Asked,
    id: Annotated[str, Path(description="id or exact name", examples=["actor:rakuten"])],
    by: Annotated[Partition, Query(description="the groups between which it may stand")] = "kind",
) -> Response:
    """An actor: its cases, its ties by type, its contacts, and how much it bridges, in figures with intervals and in
    sentences. Measures and conventions are those of docs/bridges.md."""
    actor = node_of(asked.graph, id, "Actor")
    return asked.reply(f"actor {by} {actor.id}", lambda: actor_card(asked, actor, by)).to(request)


async def warm(asked: Snapshot) -> None:
    """The intervals of the ranks."""
    await to_thread.run_sync(lambda: brokering_of(asked).certainty)
