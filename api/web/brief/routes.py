"""The evidence brief."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.web.asked import Asked
from api.web.brief.answered import brief_of_question
from api.web.brief.claims import brief_of_things
from api.web.brief.models import Brief
from api.web.models import Problem
from api.web.problems import BadRequest

router = APIRouter(tags=["evidence"])
Things = Annotated[list[str] | None, Query(max_length=100, description="nodes and ties", examples=[["hub:co-ba"]])]
_PREFIX = "p."


@router.get(
    "/api/brief",
    responses={200: {"model": Brief}, 400: {"model": Problem}, 404: {"model": Problem}, 422: {"model": Problem}},
)
def brief(
    request: Request,
    asked: Asked,
    id: Things = None,
    question: Annotated[str | None, Query(description="a question of the catalogue, `p.<name>` its parameters")] = None,
) -> Response:
    """Statements as sentences in Japanese and English, each with its lines, and the quotes of the texts that are
    attached. Of nodes and ties (`id`, repeated), or of the answer to a question."""
    if bool(id) == bool(question):
        raise BadRequest("web.brief_of_what")
    if id:
        return asked.reply(f"brief {json.dumps(id)}", lambda: brief_of_things(asked, id)).to(request)
    given = {name[len(_PREFIX) :]: value for name, value in request.query_params.items() if name.startswith(_PREFIX)}
    key = f"brief {question} {json.dumps(given, sort_keys=True)}"
    return asked.reply(key, lambda: brief_of_question(asked, question, given)).to(request)
