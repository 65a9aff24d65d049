"""The catalogue of questions, questions in plain words, and queries in Cypher and SPARQL."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from pathlib import Path as Folder
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request, Response

from api.asking import plain_document
from api.web.asked import Asked
from api.web.engines.languages import languages
from api.web.engines.turns import unless_left
from api.web.models import Problem
from api.web.problems import BadRequest, NotFound
from api.web.questions.asking import answered, completed, questions, uses_measures
from api.web.questions.models import (
    AdHoc,
    CatalogueEntry,
    CypherQuery,
    Languages,
    PlainAnswer,
    QuestionAnswer,
    SparqlQuery,
)
from api.web.replies import Reply, encoded
from api.web.snapshot import Snapshot
from queries.answers import ENGINES, Answer, Queries, understood
from queries.catalogue import Question, catalogue
from queries.guard import check_cypher, check_sparql
from queries.measures import measures
from queries.plain import PlainLanguage

router = APIRouter(tags=["questions"])
_DEEP = 16  # lists within lists
_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem},
    404: {"model": Problem},
    413: {"model": Problem},
    503: {"model": Problem, "description": "the query cost too much, or too many wait (then with Retry-After)"},
}
Name = Annotated[str, Path(description="of the catalogue", examples=["who-operates"])]
Engine = Annotated[
    str, Query(description="all give the same rows", json_schema_extra={"enum": [*ENGINES]}, examples=["python"])
]
Text = Annotated[str, Query(min_length=1, max_length=500, examples=["東京都と広島県をつなぐのは誰ですか"])]


@router.get("/api/queries", responses={200: {"model": list[CatalogueEntry]}})
async def catalogued(request: Request, asked: Asked) -> Response:
    """Every question of the catalogue in both languages, with its parameters, columns, Cypher and SPARQL."""
    return asked.reply("catalogue", questions).to(request)


@router.get("/api/languages", responses={200: {"model": Languages}})
async def spoken(request: Request, asked: Asked) -> Response:
    """What types and their properties are called in Cypher and in SPARQL, the prefixes that need no declaration, and
    what a query may cost."""
    return asked.reply("languages", languages).to(request)


@router.get("/api/queries/{name}", responses={200: {"model": QuestionAnswer}, **_REFUSED})
async def answer(request: Request, asked: Asked, name: Name, engine: Engine = "python") -> Response:
    """The answer to a question. Its parameters are those of the address, a node by its id or exact name; one that is
    left out has its default. The rows are the same whichever engine answers."""
    question = _question(name)
    if engine not in ENGINES:
        raise BadRequest("web.choice", name="engine", found=engine, choices=", ".join(ENGINES))
    values = understood(question, asked.graph, _given(request))
    if engine == "python":
        key = f"question {name} {json.dumps(values, sort_keys=True)}"
        found = asked.replies.peek(key) or await to_thread.run_sync(
            asked.reply, key, _in_python(asked, question, values)
        )
        return found.to(request)
    work = _replying(asked, lambda queries: queries.ask(name, engine, **values), engine)
    return (await unless_left(request, asked.engines.run(engine, work))).to(request)


@router.get("/api/ask", responses={200: {"model": PlainAnswer}, **_REFUSED})
async def plain(request: Request, asked: Asked, q: Text) -> Response:
    """A question in plain Japanese or English: the one of the catalogue that it is most like, its answer, and others
    that it may mean. `understood` is null where it is like none."""
    key = f"ask {q}"
    found = asked.replies.peek(key) or await to_thread.run_sync(asked.reply, key, lambda: _plain(asked, q))
    return found.to(request)


@router.post("/api/cypher", responses={200: {"model": AdHoc}, **_REFUSED})
async def cypher(request: Request, asked: Asked, query: CypherQuery) -> Response:
    """A query in Cypher, which may only read, and only so much (docs/queries.md)."""
    check_cypher(query.query)
    _check_depth(query.parameters)
    work = _replying(asked, lambda queries: queries.cypher(query.query, query.parameters), "cypher")
    return (await unless_left(request, asked.engines.run("cypher", work))).to(request)


@router.post("/api/sparql", responses={200: {"model": AdHoc}, **_REFUSED})
async def sparql(request: Request, asked: Asked, query: SparqlQuery) -> Response:
    """A query in SPARQL of any form, answered as by `/api/cypher`: ids for IRIs, with the names of nodes. The standard
    protocol is at `/sparql`."""
    check_sparql(query.query)
    work = _replying(asked, lambda queries: queries.sparql(query.query), "sparql")
    return (await unless_left(request, asked.engines.run("sparql", work))).to(request)


async def warm(asked: Snapshot) -> None:
    """The measures that some questions want, and the databases."""
    await to_thread.run_sync(_measured, asked)
    await asked.engines.prepare()


def _question(name: str) -> Question:
    if name not in catalogue():
        near = difflib.get_close_matches(name, catalogue(), 1, 0) or ["—"]
        raise NotFound("error.no_question", found=name, near=near[0])
    return catalogue()[name]


def _given(request: Request) -> dict[str, str]:
    """The parameters of the question. Raises BadRequest where one stands twice."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given:
            raise BadRequest("web.twice", name=name)
        given[name] = value
    given.pop("engine", None)
    return given


def _in_python(asked: Snapshot, question: Question, values: dict[str, Any]) -> Callable[[], Any]:
    def answer() -> Any:
        if uses_measures(question):
            _measured(asked)
        return answered(asked.graph, Queries(asked.graph, Folder()).ask(question.name, **values)) | {"engine": "python"}

    return answer


def _measured(asked: Snapshot) -> None:
    """Works the measures out, once even where many questions want them at a time."""
    asked.find("measures", lambda: measures(asked.graph))


def _replying(asked: Snapshot, ask: Callable[[Queries], Answer], engine: str) -> Callable[[Queries], Reply]:
    """Asks, and makes the reply, in the thread of the engine."""
    return lambda queries: Reply.of(encoded(answered(asked.graph, ask(queries)) | {"engine": engine}))


def _plain(asked: Snapshot, text: str) -> Any:
    language = asked.find("plain language", lambda: PlainLanguage(asked.graph))
    document = plain_document(Queries(asked.graph, Folder()), text, "python", language)
    return completed(asked.graph, document) if document["understood"] else document


def _check_depth(value: Any, depth: int = 0) -> None:
    """Raises BadRequest where lists and objects are too deep to be sent on."""
    if depth > _DEEP:
        raise BadRequest("web.deep", most=_DEEP)
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_depth(item, depth + 1)
