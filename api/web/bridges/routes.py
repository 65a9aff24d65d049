"""Who bridges: the measures of the whole network, two compared, and who ties two regions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.bridges.documents import Json, Options, Subject, bridges_document, comparison_document, of_graph
from api.web.asked import Asked
from api.web.bridges.between import between_document
from api.web.bridges.models import Bridges, RegionsTied
from api.web.models import Problem
from api.web.problems import BadRequest, node_of
from api.web.replies import Reply
from api.web.snapshot import Snapshot
from graph.bridging.views import MEMBERS, PARTITIONS
from graph.schema import load_schema
from queries.measures import REPLICATES

router = APIRouter(tags=["bridges"])
_KINDS = list(load_schema().enums["flow_kind"].values)
_REFUSED: dict[int | str, dict[str, Any]] = {400: {"model": Problem}, 404: {"model": Problem}, 503: {"model": Problem}}
# The same as of the measures in queries and on the pages of actors: one interval wherever it is told.
_OPTIONS = Options(replicates=REPLICATES)

By = Annotated[
    str | None,
    Query(
        description="groups for the roles; all of them where none is named", json_schema_extra={"enum": [*PARTITIONS]}
    ),
]
Flow = Annotated[
    str | None,
    Query(description="the network of one kind of flow, in place of all ties", json_schema_extra={"enum": _KINDS}),
]
Two = Annotated[
    list[str] | None,
    Query(description="two actors, hubs or programmes, to be compared with each other", max_length=2),
]
Region = Annotated[str, Query(description="id or exact name of a region", examples=["region:13"])]
Other = Annotated[str, Query(description="another", examples=["region:34"])]


@router.get("/api/bridges", responses={200: {"model": Bridges}, **_REFUSED})
async def bridges(request: Request, asked: Asked, by: By = None, flow: Flow = None, compare: Two = None) -> Response:
    """The bridging measures with the intervals of every rank, as `tairyu bridges --json` gives them; of two nodes, a
    permutation test of which bridges more. Worked out in some seconds when first asked for, then kept."""
    _check("error.group", by, PARTITIONS)
    _check("error.flow", flow, _KINDS)
    ends = [node_of(asked.graph, name, *MEMBERS).id for name in compare or ()]
    if len(ends) == 1:
        raise BadRequest("web.two", found=ends[0])
    return (await _worked(asked, by, flow, ends)).to(request)


@router.get("/api/bridges/between", responses={200: {"model": RegionsTied}, **_REFUSED})
async def between(request: Request, asked: Asked, one: Region, other: Other) -> Response:
    """Who ties two regions: the actors tied to something in both, with the ties and the places that say so, and the
    shortest paths from what is in the one to what is in the other."""
    ends = [node_of(asked.graph, name, "Region").id for name in (one, other)]
    if ends[0] == ends[1]:
        raise BadRequest("error.same_node", found=ends[0])
    return (await asked.worked(f"between {' '.join(ends)}", lambda: between_document(asked, *ends))).to(request)


async def warm(asked: Snapshot) -> None:
    """The ranking that the page opens with."""
    await _worked(asked, "kind", None, [])


async def _worked(asked: Snapshot, by: str | None, flow: str | None, compared: list[str]) -> Reply:
    key = f"bridges {by} {flow} {' '.join(compared)}"
    return await asked.worked(key, lambda: _document(asked, by, flow, compared))


def _check(code: str, found: str | None, choices: Any) -> None:
    if found is not None and found not in choices:
        raise BadRequest(code, found=found, choices=", ".join(choices))


def _document(asked: Snapshot, by: str | None, flow: str | None, compared: list[str]) -> Json:
    if not compared:
        return bridges_document(of_graph(asked.graph, (by,) if by else (), flow), _OPTIONS)
    subject = of_graph(asked.graph, (by or PARTITIONS[0],), flow)
    one, other = (_place(subject, key) for key in compared)
    if one == other:
        raise BadRequest("error.same_node", found=compared[0])
    return comparison_document(subject, one, other)


def _place(subject: Subject, key: str) -> int:
    found = subject.view.place.get(key) if subject.view else None
    if found is None:
        raise BadRequest("error.not_tied", found=key)
    return found
