"""Queries in a process of their own, which is ended when it costs too much: no engine is trusted to stop by itself."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from queries.errors import BadQuery, LimitExceeded, QueryError
from queries.limits import LIMITS

_LOOK = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a query."""

    columns: list[str]
    rows: list[list[Any]]


class Worker:
    """One engine over the databases of a folder. The process starts with the first query, and anew after one that had
    to be ended; `close` ends it."""

    def __init__(self, engine: str, folder: Path):
        self._engine, self._folder = engine, folder
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def run(self, text: str, parameters: Mapping[str, Any]) -> Table:
        """Raises QueryError: what the engine said, or which limit was exceeded."""
        if self._process is None or not self._process.is_alive():
            self._start()
        self._pipe.send((text, dict(parameters), int(LIMITS["rows"].value())))
        outcome = self._wait()
        if isinstance(outcome, QueryError):
            raise outcome
        return outcome

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._engine, self._folder), daemon=True)
        self._process.start()
        theirs.close()
        self._receive(LimitExceeded("query.start"), until=time.monotonic() + 60)

    def _wait(self) -> Table | QueryError:
        seconds = LIMITS["seconds"].value()
        return self._receive(LimitExceeded("query.seconds", limit=f"{seconds:g}"), until=time.monotonic() + seconds)

    def _receive(self, too_late: QueryError, until: float) -> Any:
        """What the process sends; ends it where it sends nothing in time or takes too much memory."""
        memory = LIMITS["memory"].value()
        process = psutil.Process(self._process.pid)
        while not self._pipe.poll(_LOOK):
            if time.monotonic() > until:
                self.close()
                return self._raise(too_late)
            if _resident(process) > memory * 2**20:
                self.close()
                return self._raise(LimitExceeded("query.memory", limit=f"{memory:g}"))
            if not self._process.is_alive() and not self._pipe.poll():
                break
        try:
            return self._pipe.recv()
        except EOFError:
            self.close()
            return self._raise(LimitExceeded("query.crash"))

    @staticmethod
    def _raise(error: QueryError) -> None:
        raise error

    def close(self) -> None:
        """Ends the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = self._pipe = None


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _serve(pipe: Connection, engine: str, folder: Path) -> None:
    database = _open(engine, folder)
    pipe.send("ready")
    while True:
        try:
            text, parameters, most = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            pipe.send(_answer(database, text, parameters, most))
        except QueryError as error:
            pipe.send(error)
        except Exception as error:  # whatever an engine raises while it gives its rows
            pipe.send(BadQuery("query.engine", why=f"{type(error).__name__}: {error}"))


def _open(engine: str, folder: Path) -> Any:
    if engine == "cypher":
        from queries.engines.ladybug import Ladybug

        return Ladybug(folder)
    from queries.engines.oxigraph import Oxigraph

    return Oxigraph(folder)


def _answer(database: Any, text: str, parameters: Mapping[str, Any], most: int) -> Table:
    columns, rows = database.run(text, parameters)
    found = []
    for row in rows:
        if len(found) == most:
            raise LimitExceeded("query.rows", limit=most)
        found.append(row)
    return Table(columns, found)
