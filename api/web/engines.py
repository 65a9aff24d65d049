"""The engines of the query languages, for many requests at a time. Each engine answers one query after the other, in a
process of its own; a few are kept, and whoever comes when all are at work waits for a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from anyio import to_thread

from api.web.problems import Busy
from graph.model import KnowledgeGraph
from queries.answers import Queries

T = TypeVar("T")


class Engines:
    """At most `count` queries at a time, and at most `waiting` that wait."""

    def __init__(self, graph: KnowledgeGraph, folder: Path, count: int, waiting: int):
        self._graph, self._folder, self._count, self._most = graph, folder, count, waiting
        self._free: list[Queries] = []
        self._turns = asyncio.Semaphore(count)
        self._waiting = 0
        self._closed = False

    async def run(self, work: Callable[[Queries], T]) -> T:
        """What `work` gives, in a thread, with an engine of its own. Raises Busy where too many wait."""
        if self._turns.locked() and self._waiting >= self._most:
            raise Busy()
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._worked(work)
        finally:
            self._turns.release()

    async def _worked(self, work: Callable[[Queries], T]) -> T:
        queries = self._free.pop() if self._free else Queries(self._graph, self._folder)
        try:
            # A client that has gone away must not leave an engine behind that is still at work.
            return await asyncio.shield(to_thread.run_sync(work, queries))
        finally:
            if self._closed:
                queries.close()
            else:
                self._free.append(queries)

    def close(self) -> None:
        """Ends the engines that are idle; the others end after their query."""
        self._closed = True
        while self._free:
            self._free.pop().close()
