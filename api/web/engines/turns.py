"""Taking turns: what costs much is done a few at a time, and once for all who ask for the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.requests import Request

from api.web.problems import Busy, Left

T = TypeVar("T")
_PATIENCE = 60.0  # seconds that anybody waits for a turn


class Turns:
    """At most `count` at work, and at most `waiting` who wait; whoever comes then, or waits too long, is told so.

    A turn is taken and given back apart, since work may go on in a thread when whoever asked for it has left.
    """

    def __init__(self, count: int, waiting: int):
        self._free, self._most, self._waiting = asyncio.Semaphore(count), waiting, 0

    async def take(self) -> None:
        """Returns when it is our turn. Raises Busy."""
        if self._free.locked() and self._waiting >= self._most:
            raise Busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._free.acquire()
        except TimeoutError:
            raise Busy() from None
        finally:
            self._waiting -= 1

    def give_back(self) -> None:
        self._free.release()


class Together:
    """Work by name: whoever asks for what is being done already waits for the same. What is done is not remembered."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    async def get(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` gives. It goes on when one who asked has left, for there may be others."""
        task = self._tasks.get(name)
        if task is None:
            task = self._tasks[name] = asyncio.ensure_future(work())
            task.add_done_callback(lambda done: self._end(name, done))
        return await asyncio.shield(task)

    def _end(self, name: str, task: asyncio.Task[Any]) -> None:
        del self._tasks[name]
        if not task.cancelled():
            task.exception()  # seen, even where all who asked have left


async def unless_left(request: Request, work: Awaitable[T]) -> T:
    """What `work` gives; it is cancelled, and Left raised, where the client goes away. The body must have been read."""
    task, left = asyncio.ensure_future(work), asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise Left()
    finally:
        task.cancel()
        left.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
