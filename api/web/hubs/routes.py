"""Hubs: all of them, one of them, two of them side by side."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from api.web.asked import Asked
from api.web.hubs.models import Comparison, HubCard
from api.web.hubs.pages import chosen, hub_card, hub_rows
from api.web.hubs.pairs import comparison
from api.web.models import Hubs, Problem
from api.web.problems import BadRequest, NotFound, node_of
from api.web.snapshot import Snapshot

router = APIRouter(tags=["hubs"])
_REFUSED: dict[int | str, dict[str, Any]] = {404: {"model": Problem}}
Type = Literal["coworking", "resource_discovery", "knowledge_platform", "none"]
Form = Literal["place", "network", "platform"]
HubId = Annotated[str, Path(description="id or exact name", examples=["hub:co-ba"])]


@router.get("/api/hubs", responses={200: {"model": Hubs}, **_REFUSED})
def hubs(
    request: Request,
    asked: Asked,
    type_: Annotated[
        Type | None, Query(alias="type", description="the reported type; of hubs without, the estimated one")
    ] = None,
    form: Form | None = None,
    prefecture: Annotated[str | None, Query(description="id or name of a region", examples=["region:13"])] = None,
    document: Annotated[str | None, Query(examples=["mlit-2019"])] = None,
) -> Response:
    """Every hub with its types, places, cases, and the number of flows in, out and through it by kind."""
    place = node_of(asked.graph, prefecture, "Region").id if prefecture else None
    if document and (document not in asked.graph.nodes or asked.graph.nodes[document].type != "Document"):
        raise NotFound("web.no_document", found=document)
    wanted = {"type": type_, "form": form, "prefecture": place, "document": document}

    def found() -> dict[str, Any]:
        rows = chosen(hub_rows(asked), **wanted)
        return {"count": len(rows), "hubs": rows}

    return asked.reply(f"hubs {wanted}", found).to(request)


@router.get("/api/hubs/{id:path}", responses={200: {"model": HubCard}, **_REFUSED})
def one_hub(request: Request, asked: Asked, id: HubId) -> Response:
    """A hub: its type with reasons and how far to trust them, what flows, who takes part, what is achieved, and the
    hubs that have to do with it."""
    hub = node_of(asked.graph, id, "Hub")
    return asked.reply(f"hub {hub.id}", lambda: hub_card(asked, hub)).to(request)


@router.get("/api/compare", responses={200: {"model": Comparison}, 400: {"model": Problem}, **_REFUSED})
def compare(
    request: Request,
    asked: Asked,
    one: Annotated[str, Query(description="id or exact name of a hub", examples=["hub:co-ba"])],
    other: Annotated[str, Query(description="id or exact name of another", examples=["hub:drt"])],
) -> Response:
    """Two hubs side by side: what they share, then what is told of each. What is not reported is said to be so."""
    first, second = node_of(asked.graph, one, "Hub"), node_of(asked.graph, other, "Hub")
    if first.id == second.id:
        raise BadRequest("web.same_hub", found=first.id)
    return asked.reply(f"compare {first.id} {second.id}", lambda: comparison(asked, first, second)).to(request)


async def warm(asked: Snapshot) -> None:
    """The types of all hubs."""
    await to_thread.run_sync(hub_rows, asked)
