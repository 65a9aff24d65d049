"""The engines of the query languages, for many requests at a time. Each engine answers one query after the other, in a
process of its own; a few of each language are kept, and whoever comes when all are at work waits for a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from api.web.engines.databases import Making
from api.web.engines.turns import Together, Turns
from graph.model import KnowledgeGraph
from queries.answers import Queries

T = TypeVar("T")
LANGUAGES = ("cypher", "sparql")


class Engines:
    """In each language at most `count` queries at a time, and at most `waiting` that wait."""

    def __init__(self, graph: KnowledgeGraph, folder: Path, count: int, waiting: int):
        self._graph, self._folder = graph, folder
        self._lanes = {language: _Lane(count, waiting) for language in LANGUAGES}
        self._threads = ThreadPoolExecutor(count * len(LANGUAGES), "query")
        self._making, self._together, self._are_made = Making(graph, folder), Together(), False
        self._closed = False

    async def prepare(self) -> None:
        """Makes the databases where they are not there yet: once, whoever asks, and on no query's time."""
        if not self._are_made:
            await self._together.get("databases", self._make)

    async def _make(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, self._making.run)
        self._are_made = True

    async def run(self, language: str, work: Callable[[Queries], T]) -> T:
        """What `work` gives, in a thread, with an engine of that language. Raises Busy where too many wait.

        When the caller is cancelled, so is the query; its turn and its engine are given back when its thread has ended.
        """
        await self.prepare()
        lane = self._lanes[language]
        await lane.turns.take()
        queries = lane.free.pop() if lane.free else Queries(self._graph, self._folder)
        task = asyncio.get_running_loop().run_in_executor(self._threads, work, queries)
        task.add_done_callback(lambda done: self._end(lane, queries, done))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            lane.stopped.add(queries)
            queries.stop()
            raise

    def _end(self, lane: _Lane, queries: Queries, task: asyncio.Future[Any]) -> None:
        if not task.cancelled():
            task.exception()  # seen, even where nobody waits for it any more
        if queries in lane.stopped or self._closed:
            lane.stopped.discard(queries)
            queries.close()
        if not self._closed:
            lane.free.append(queries)
        lane.turns.give_back()

    def close(self) -> None:
        """Ends the engines that are idle; the others end after their query."""
        self._closed = True
        self._making.stop()
        for lane in self._lanes.values():
            while lane.free:
                lane.free.pop().close()


class _Lane:
    """The engines of one language: those that are free, and those whose query was given up."""

    def __init__(self, count: int, waiting: int):
        self.turns = Turns(count, waiting)
        self.free: list[Queries] = []
        self.stopped: set[Queries] = set()
