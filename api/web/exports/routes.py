"""The whole graph in the formats of other tools, to download."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import StreamingResponse

from api.exports import formats
from api.language import MESSAGES
from api.web.asked import Asked, Language
from api.web.exports.downloads import Downloads, file_name, media_type
from api.web.exports.models import Exports
from api.web.problems import REFUSED, NeedsLibrary, NotFound
from api.web.snapshot import Snapshot
from graph.export import Format, NotInstalled
from graph.language import LANGUAGES

router = APIRouter(tags=["exports"])
Json = dict[str, Any]
_FORMATS = formats("ja")
_NAMES = ", ".join(_FORMATS)
_WHOLE = {"description": "the file", "content": {media_type(form): {} for form in _FORMATS.values()}}
FormatName = Annotated[str, Path(examples=["csv"], json_schema_extra={"enum": list(_FORMATS)})]


@router.get("/api/export", responses={200: {"model": Exports}})
async def exports(request: Request, asked: Asked) -> Response:
    """The formats, what each is for, and how its file is called."""
    return asked.reply("exports", lambda: _listed(asked)).to(request)


@router.head("/api/export/{format}", include_in_schema=False)
@router.get(
    "/api/export/{format}",
    response_class=StreamingResponse,
    responses={200: _WHOLE, 404: REFUSED, 501: REFUSED},
)
async def export(request: Request, asked: Asked, format: FormatName, lang: Language) -> Response:
    """The graph as one file; what `tairyu export` writes as a folder is a zip of it. `lang`: in which language the
    picture (`html`) opens."""
    if format not in _FORMATS:
        raise NotFound("web.no_format", {"formats": list(_FORMATS)}, found=format, formats=_NAMES)
    downloads = asked.find("downloads", lambda: Downloads(asked.graph, asked.version))
    try:
        return (await downloads.get(format, lang)).to(request)
    except NotInstalled as error:
        raise NeedsLibrary(error) from None


def _listed(asked: Snapshot) -> Json:
    return {"graph": asked.version, "formats": [_format(form, asked.version) for form in _FORMATS.values()]}


def _format(form: Format, version: str) -> Json:
    return {
        "name": form.name,
        "label": _both(f"export.{form.name}"),
        "use": _both(f"export.{form.name}.use"),
        "media_type": media_type(form),
        "file": file_name(form, version),
        "url": f"/api/export/{form.name}",
        "available": not form.library or find_spec(form.library) is not None,
    }


def _both(code: str) -> Json:
    return {lang: MESSAGES.text(code, lang) for lang in LANGUAGES}
