"""What routes are given: the snapshot that a request is answered from."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from api.web.problems import language_of
from api.web.snapshot import Snapshot


async def _snapshot(request: Request) -> Snapshot:
    return request.app.state.served.current


async def _language(
    request: Request, lang: Annotated[Literal["ja", "en"] | None, Query(description="else by Accept-Language")] = None
) -> str:
    return lang or language_of(request)


Asked = Annotated[Snapshot, Depends(_snapshot)]
Language = Annotated[str, Depends(_language)]
