"""Flows between regions: as a matrix, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.flows import flows_document
from api.web.asked import Asked
from api.web.cards import edge_brief, named
from api.web.flows.models import FlowMatrix
from api.web.models import Flows, Problem
from api.web.problems import BadRequest, node_of
from api.web.replies import Reply, encoded
from api.web.snapshot import Snapshot
from graph.flows import LEVELS, METRO, Matrix, matrix
from graph.model import Edge, KnowledgeGraph
from graph.places import DIRECTIONS, Places
from graph.schema import load_schema

router = APIRouter(tags=["places and flows"])
Json = dict[str, Any]
NOT_STATED = "not_stated"
_KINDS = list(load_schema().enums["flow_kind"].values)
_REFUSED: dict[int | str, dict[str, Any]] = {400: {"model": Problem}, 404: {"model": Problem}}


def _choice(description: str, choices: Iterable[str], default: str | None = None) -> Any:
    # Refused by us and not by the framework, in the reader's language; the document still lists the choices.
    extra = {"enum": list(choices)}
    return Query(description=description, examples=[default] if default else [], json_schema_extra=extra)


By = Annotated[str, _choice("regions of which level", LEVELS, "prefecture")]
Kind = Annotated[str | None, _choice("one kind of flow", _KINDS)]
Direction = Annotated[str | None, _choice("by metropolitan and regional areas", DIRECTIONS)]
Region = Annotated[
    str | None,
    Query(description="id or name of a region, `metropolitan`, `regional`, or `not_stated`", examples=["region:21"]),
]
Limit = Annotated[int, Query(ge=1, le=2000)]


@router.get("/api/flows/matrix", responses={200: {"model": FlowMatrix}, **_REFUSED})
def flow_matrix(
    request: Request,
    asked: Asked,
    by: By = "prefecture",
    kind: Kind = None,
    hub: Annotated[str | None, Query(description="flows from, to or by way of this hub", examples=["hub:drt"])] = None,
) -> Response:
    """How many flows go from where to where, with the ties behind every number; the same as `tairyu flows --json`.

    A number is one of statements, not of people or yen. Planned flows are listed apart.
    """
    _check(by=(by, LEVELS), kind=(kind, _KINDS))
    of = node_of(asked.graph, hub, "Hub").id if hub else None
    key = f"flow matrix {by} {kind} {of}"
    return asked.reply(key, lambda: flows_document(asked.graph, by, kind, of)).to(request)


@router.get("/api/flows", responses={200: {"model": Flows}, **_REFUSED})
def flows(
    request: Request,
    asked: Asked,
    by: By = "prefecture",
    origin: Region = None,
    destination: Region = None,
    region: Annotated[str | None, Query(description="the same, at either end")] = None,
    kind: Kind = None,
    direction: Direction = None,
    planned: Annotated[bool, Query(description="those that are only planned, in place of the others")] = False,
    limit: Limit = 500,
) -> Response:
    """The flows behind a cell of the matrix, each with both its ends and the lines that state it."""
    _check(by=(by, LEVELS), kind=(kind, _KINDS), direction=(direction, DIRECTIONS))
    given = {"origin": origin, "destination": destination, "region": region}
    wanted = {end: _region(asked.graph, place) for end, place in given.items()}
    found = [
        (flow, ends)
        for flow, ends in _placed(asked, by, kind, planned)
        if _fits(ends, wanted) and direction in (None, _places(asked).direction(flow))
    ]
    told = [_told(asked, flow, ends) for flow, ends in found[:limit]]
    return Reply.of(encoded({"by": by, "count": len(found), "flows": told})).to(request)


def _check(**given: tuple[str | None, Iterable[str]]) -> None:
    for name, (found, choices) in given.items():
        if found is not None and found not in choices:
            raise BadRequest("web.choice", name=name, found=found, choices=", ".join(choices))


def _region(graph: KnowledgeGraph, wanted: str | None) -> str | None:
    is_word = wanted is None or wanted == NOT_STATED or wanted in METRO
    return wanted if is_word else node_of(graph, wanted, "Region").id


def _matrix(asked: Snapshot, by: str, kind: str | None) -> Matrix:
    return asked.find(f"flows {by} {kind}", lambda: matrix(asked.graph, by, kind))


def _places(asked: Snapshot) -> Places:
    return asked.find("places", lambda: Places(asked.graph))


def _placed(asked: Snapshot, by: str, kind: str | None, planned: bool) -> Iterator[tuple[Edge, Json]]:
    """Each flow with the regions of its ends."""
    found = _matrix(asked, by, kind)
    if planned:
        for flow in found.planned:
            yield flow, dict.fromkeys(("origin", "destination"))
        return
    for (origin, destination), cell in found.cells.items():
        for flow in cell:
            yield flow, {"origin": origin, "destination": destination}


def _fits(ends: Json, wanted: Json) -> bool:
    given = [ends["origin"] or NOT_STATED, ends["destination"] or NOT_STATED]
    return (
        wanted["origin"] in (None, given[0])
        and wanted["destination"] in (None, given[1])
        and wanted["region"] in (None, *given)
    )


def _told(asked: Snapshot, flow: Edge, ends: Json) -> Json:
    nodes = asked.graph.nodes
    both = {"source_node": named(nodes[flow.source]), "target_node": named(nodes[flow.target])}
    return edge_brief(asked.graph, flow) | both | ends | {"direction": _places(asked).direction(flow)}
