"""What the first to ask would have to wait for, worked out while the server has nothing else to do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from types import ModuleType

from api.web.snapshot import Snapshot

_LOG = logging.getLogger("tairyu.web")


async def warmed(asked: Snapshot, modules: Iterable[ModuleType]) -> None:
    """Lets each module of routes that has a coroutine `warm(asked)` work out what its routes need, one after the other.
    What fails is logged, and will be told to whoever asks for it."""
    for module in modules:
        if warm := getattr(module, "warm", None):
            try:
                await warm(asked)
            except Exception:
                _LOG.exception("warm", extra={"of": module.__name__})
