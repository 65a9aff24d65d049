"""The application: routes, guards, and the explorer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

import api.web
from api.web.guards import Bounded, Keyed, Logged, Ready, Sealed
from api.web.problems import REFUSED, add_problems
from api.web.settings import Settings
from api.web.snapshot import Served
from api.web.warming import warmed
from graph.model import KnowledgeGraph

_ABOUT = """\
Case studies of intellectual-convection hubs (知的対流拠点) as nodes and edges, each with the lines of the document that
state it. Refusals are problem documents (RFC 9457), in the language of Accept-Language.
"""


def create_app(
    graph: KnowledgeGraph, settings: Settings | None = None, folder: Path | None = None, warm: bool = False
) -> FastAPI:
    """The application that serves `graph`. With a token, `folder` is where a rebuilt graph is stored; `warm` works out
    beforehand what the first to ask would have to wait for."""
    settings = settings or Settings()
    served = Served(graph, settings, folder)
    modules = list(_routes())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.create_task(warmed(served.current, modules)) if warm else None
        yield
        if warming:
            warming.cancel()
        served.current.retire()

    app = FastAPI(
        title="Tairyu 対流",
        version=version("tairyu"),
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        responses={422: REFUSED},
        redoc_url=None,
    )
    app.state.served = served
    for module in modules:
        app.include_router(module.router)
    add_problems(app)
    _guard(app, settings)
    return app


def _routes() -> Iterator[ModuleType]:
    """The module `routes` of every package here that has one."""
    for found in sorted(iter_modules(api.web.__path__), key=lambda one: one.name):
        if found.ispkg and files(f"{api.web.__name__}.{found.name}").joinpath("routes.py").is_file():
            yield import_module(f"{api.web.__name__}.{found.name}.routes")


def _guard(app: FastAPI, settings: Settings) -> None:
    """The guards, the innermost first."""
    app.add_middleware(Bounded, settings=settings)
    app.add_middleware(Ready, served=app.state.served)
    if settings.token:
        app.add_middleware(Keyed, token=settings.token)
    if settings.cors:
        app.add_middleware(
            CORSMiddleware, allow_origins=settings.cors, allow_methods=["GET", "POST"], expose_headers=["ETag"]
        )
    if settings.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*settings.hosts])
    app.add_middleware(Sealed)
    app.add_middleware(Logged)
