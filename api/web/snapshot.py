"""One graph as it is served. A rebuild makes a new snapshot beside it, and one assignment puts that in its place: a
request that has begun ends with the graph that it began with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from anyio import to_thread

from api.web.engines.pool import Engines
from api.web.engines.turns import Together, Turns
from api.web.replies import Kept, Reply
from api.web.settings import Settings
from graph.model import KnowledgeGraph
from graph.store import version_of
from ingest.sources import Text, home, read_texts

T = TypeVar("T")
_WORKS = 2  # at a time: what is made ready at the start leaves one for those who ask already


class Snapshot:
    """A graph with what has been worked out of it."""

    def __init__(self, graph: KnowledgeGraph, settings: Settings):
        self.graph, self._home = graph, home()
        self.engines = Engines(graph, self._home / "stores", int(settings.engines), int(settings.waiting))
        self.replies = Kept()
        self._together, self._turns = Together(), Turns(_WORKS, int(settings.waiting))
        self._found: dict[str, Any] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    @cached_property
    def version(self) -> str:
        """Names the content of the graph: 16 hex digits."""
        return version_of(self.graph)

    @cached_property
    def texts(self) -> dict[str, Text]:
        """The texts that the user has attached, by document."""
        documents = self.graph.of_type("Document")
        wanted = {node.id: node.properties["sha256"] for node in documents if "sha256" in node.properties}
        return read_texts(self._home / "sources", wanted)[0]

    def find(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once even where many ask at a time."""
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self._found:
                self._found[name] = make()
            return self._found[name]

    def reply(self, key: str, make: Callable[[], Any]) -> Reply:
        """The JSON of what `make` gives, kept ready to be sent."""
        return self.replies.get(key, make)

    async def worked(self, key: str, make: Callable[[], Any]) -> Reply:
        """The same for what takes seconds: in a thread, few at a time, and once for all who ask for it meanwhile."""
        return self.replies.peek(key) or await self._together.get(key, lambda: self._in_turn(key, make))

    async def _in_turn(self, key: str, make: Callable[[], Any]) -> Reply:
        await self._turns.take()
        try:
            return await to_thread.run_sync(self.reply, key, make)
        finally:
            self._turns.give_back()

    def retire(self) -> None:
        """Ends the engines when the last query has been answered."""
        self.engines.close()


class Served:
    """The snapshot that new requests get."""

    def __init__(self, graph: KnowledgeGraph, settings: Settings, folder: Path | None = None):
        self.settings, self.folder = settings, folder
        self.current = Snapshot(graph, settings)

    def swap(self, graph: KnowledgeGraph) -> None:
        """From now on requests get that graph."""
        old, self.current = self.current, Snapshot(graph, self.settings)
        old.retire()
