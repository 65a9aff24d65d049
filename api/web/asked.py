"""What routes are given: the snapshot that a request is answered from."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.web.snapshot import Snapshot


async def _snapshot(request: Request) -> Snapshot:
    return request.app.state.served.current


Asked = Annotated[Snapshot, Depends(_snapshot)]
