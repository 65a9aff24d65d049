"""The map of hubs and flows."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.web.asked import Asked
from api.web.hubs.types import types_of
from api.web.places.mapping import map_document
from api.web.places.models import JapanMap

router = APIRouter(tags=["places and flows"])


@router.get("/api/map", responses={200: {"model": JapanMap}})
def map_of_japan(request: Request, asked: Asked) -> Response:
    """Every hub with the places that the documents state, and the flows by prefecture, kind and direction.

    A point is that of the town or prefecture that holds the stated place, not that of the building. A hub without a
    stated place has no places, and a flow without one has None at that end.
    """
    return asked.reply("map", lambda: map_document(asked.graph, types_of(asked).documents)).to(request)
