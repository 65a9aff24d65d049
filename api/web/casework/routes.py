"""Writing: case files, judgements on who is who, and the rebuild that brings them into the graph that is served."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from api.web.casework.files import add_files, build_all, case_files, case_folder, remove_file
from api.web.casework.models import CaseFiles, Change, Judged
from api.web.models import Model, Problem
from api.web.problems import NotFound, ReadOnly, Working
from graph.model import KnowledgeGraph
from graph.store import store
from ingest.actors.identity import Judgement, read_judgements, record, undo
from ingest.project import check_judgement
from ingest.sources import home

Json = dict[str, Any]
ActorId = Annotated[str, Field(max_length=200, examples=["tsukuruba"], description="id, with or without actor:")]


def writable(request: Request) -> None:
    """Raises ReadOnly where no token is configured; that a request has the token was seen to before."""
    if not request.app.state.served.settings.token:
        raise ReadOnly()


router = APIRouter(tags=["writing"])
_WRITING: dict[str, Any] = {
    "dependencies": [Depends(writable)],
    "responses": {code: {"model": Problem} for code in (400, 401, 403, 404, 409, 413, 422)},
}
# One change after the other: each is checked against what is there.
_TURN = asyncio.Lock()


class Upload(Model):
    """`files`: the text of each file by its name in the case folder."""

    files: Annotated[dict[str, str], Field(min_length=1, max_length=200)]


class NewJudgement(Model):
    judgement: Literal["same", "different"]
    actors: tuple[ActorId, ActorId]
    because: Annotated[str, Field(min_length=1, max_length=2000)]
    by: Annotated[str, Field(max_length=200)] = ""


@router.get("/api/cases", response_model=CaseFiles)
def files() -> Json:
    """The case files that were uploaded."""
    return {"files": case_files(case_folder())}


@router.post("/api/cases", response_model=Change, status_code=201, **_WRITING)
async def upload(asked: Upload) -> Json:
    """Case files (YAML, docs/case-files.md) and what goes with them. All are kept, or none: 422 lists what is wrong,
    with file and line. The graph that is served stays as it is until `/api/rebuild`."""
    async with _TURN:
        graph = await to_thread.run_sync(add_files, asked.files, case_folder())
    return _change(graph)


@router.delete("/api/cases/{name:path}", response_model=Change, **_WRITING)
async def remove(name: str) -> Json:
    """Takes a case file away, unless others need it."""
    async with _TURN:
        graph = await to_thread.run_sync(remove_file, name, case_folder())
    return _change(graph)


@router.get("/api/judgements", response_model=list[Judged])
def judgements() -> list[Json]:
    """The judgements on who is who that were added here."""
    return [one.as_json() for one in read_judgements(home() / "judgements.yaml")]


@router.post("/api/judgements", response_model=Judged, status_code=201, **_WRITING)
async def judge(asked: NewJudgement) -> Json:
    """Records that two actors are one, or are two, and why. It takes effect at the next rebuild."""
    one, other = (_bare(actor) for actor in asked.actors)
    judgement = Judgement(asked.judgement, (one, other), asked.because, asked.by)
    async with _TURN:
        await to_thread.run_sync(_record, judgement)
    return judgement.as_json()


@router.delete("/api/judgements", response_model=Judged, **_WRITING)
async def take_back(one: Annotated[str, Query(max_length=200)], other: Annotated[str, Query(max_length=200)]) -> Json:
    """Takes back the last judgement on a pair."""
    async with _TURN:
        taken = await to_thread.run_sync(undo, home() / "judgements.yaml", frozenset(map(_bare, (one, other))))
    if taken is None:
        raise NotFound("error.no_judgement", one=one, other=other, path="judgements.yaml")
    return taken.as_json()


@router.post("/api/rebuild", response_model=Change, **_WRITING)
async def rebuild(request: Request) -> Json:
    """Builds the graph anew from the shipped cases, the uploaded ones and all judgements, stores it, and serves it.
    Until then requests are answered from the old graph."""
    if _TURN.locked():
        raise Working()
    served = request.app.state.served
    async with _TURN:
        graph = await to_thread.run_sync(build_all, case_folder())
        await to_thread.run_sync(store, graph, served.folder or home() / "graph")
        served.swap(graph)
    return _change(graph)


def _record(judgement: Judgement) -> None:
    check_judgement(judgement)
    record(home() / "judgements.yaml", judgement)


def _bare(actor: str) -> str:
    return actor.removeprefix("actor:")


def _change(graph: KnowledgeGraph) -> Json:
    cases = sum(1 for _ in graph.of_type("Case"))
    return {"nodes": len(graph.nodes), "edges": len(graph.edges), "cases": cases, "files": case_files(case_folder())}
