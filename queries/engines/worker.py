"""Queries in a process of their own, which is ended when it costs too much: no engine is trusted to stop by itself.

The process is a plain `python -m queries.engines.worker`, so that a script or a notebook that asks need not guard its
main part, as `multiprocessing` would have it. Both sides send pickles with their length before them.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from queries.engines.results import Document, Server, Table, Wanted
from queries.errors import BadQuery, LimitExceeded, QueryError
from queries.limits import LIMITS

_MODULE = "queries.engines.worker"
_LOOK = 0.05  # seconds between two looks at the memory
_START = 60.0  # seconds that an engine may take to open its database
_LENGTH = struct.Struct("<Q")
_GONE = object()


class Worker:
    """One engine over the databases of a folder, or over a server. The process starts with the first query, and anew
    after one that had to be ended; `close` ends it."""

    def __init__(self, engine: str, place: Path | Server):
        self._engine, self._place = engine, place
        self._process: subprocess.Popen[bytes] | None = None
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def run(self, text: str, parameters: Mapping[str, Any]) -> Table:
        """Raises QueryError: what the engine said, or which limit was exceeded."""
        return self._done(_answer, text, dict(parameters), _rows(), _bytes())

    def document(self, text: str, wanted: Wanted) -> Document:
        """The same, written as it is wanted."""
        return self._done(_document, text, wanted, _rows(), _bytes())

    def _done(self, task: Callable[..., Any], *arguments: Any) -> Any:
        if self._process is None or self._process.poll() is not None:
            self._start()
        _send(self._process.stdin, (task, arguments))
        seconds = LIMITS["seconds"].value()
        outcome = self._receive(seconds, LimitExceeded("query.seconds", limit=f"{seconds:g}"))
        if isinstance(outcome, QueryError):
            raise outcome
        return outcome

    def _start(self) -> None:
        self.close()
        command = [sys.executable, "-m", _MODULE]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process, self._inbox = subprocess.Popen(command, **pipes), queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self._process.stdout, self._inbox), daemon=True).start()
        # Not among the arguments, where anybody on the machine could read a password.
        _send(self._process.stdin, (self._engine, self._place))
        self._receive(_START, LimitExceeded("query.start"))

    def _receive(self, seconds: float, too_late: QueryError) -> Any:
        """What the process sends; ends it where it sends nothing in time, takes too much memory, or breaks down."""
        until = time.monotonic() + seconds
        while True:
            try:
                found = self._inbox.get(timeout=_LOOK)
            except queue.Empty:
                if (error := self._exceeded(until, too_late)) is None:
                    continue
                self.close()
                raise error from None
            if found is _GONE:
                self.close()
                raise LimitExceeded("query.crash")
            return found

    def _exceeded(self, until: float, too_late: QueryError) -> QueryError | None:
        memory = LIMITS["memory"].value()
        if time.monotonic() > until:
            return too_late
        if _resident(self._process.pid) > memory * 2**20:
            return LimitExceeded("query.memory", limit=f"{memory:g}")
        return None

    def stop(self) -> None:
        """Ends the process from another thread than that which waits for its answer: that one gets LimitExceeded."""
        if (process := self._process) is not None:
            process.kill()

    def close(self) -> None:
        """Ends the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()
            self._process = None


def _send(stream: BinaryIO, message: Any) -> None:
    data = pickle.dumps(message)
    try:
        stream.write(_LENGTH.pack(len(data)) + data)
        stream.flush()
    except BrokenPipeError:
        pass  # the other side has gone; whoever waits for its answer learns of it


def _read(stream: BinaryIO) -> Any:
    """The next message; EOFError where there is none."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(stream.read(_LENGTH.unpack(head)[0]))


def _listen(stream: BinaryIO, inbox: queue.SimpleQueue[Any]) -> None:
    with stream:
        while True:
            try:
                inbox.put(_read(stream))
            except (EOFError, pickle.UnpicklingError, OSError):
                inbox.put(_GONE)
                return


def _rows() -> int:
    return int(LIMITS["rows"].value())


def _bytes() -> int:
    return int(LIMITS["bytes"].value() * 2**20)


def _resident(process: int) -> int:
    try:
        return psutil.Process(process).memory_info().rss
    except psutil.Error:
        return 0


def serve() -> None:
    """Reads which engine it is, then answers on its output until its input ends. What an engine prints must not get
    among the answers."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    database = _open(*_read(sys.stdin.buffer))
    _send(answers, "ready")
    while True:
        try:
            task, arguments = _read(sys.stdin.buffer)
        except (EOFError, KeyboardInterrupt):
            return
        _send(answers, _outcome(database, task, arguments))


def _shut() -> None:
    """From now on the process opens neither file nor socket: a SERVICE that the guard does not see reaches nobody.

    Oxigraph has no switch for that. Ladybug needs none: it fetches nothing without extensions; nor would it bear it.
    """
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _outcome(database: Any, task: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    try:
        return task(database, *arguments)
    except QueryError as error:
        return error
    except Exception as error:  # whatever an engine raises while it gives its rows
        return BadQuery("query.engine", why=f"{type(error).__name__}: {error}")


def _open(engine: str, place: Any) -> Any:
    if engine == "cypher":
        from queries.engines.ladybug import Ladybug

        return Ladybug(place)
    if engine == "neo4j":
        from queries.engines.neo4j import Neo4j

        return Neo4j(place)
    from queries.engines.oxigraph import Oxigraph

    database = Oxigraph(place)
    _shut()
    return database


def _answer(database: Any, text: str, parameters: Mapping[str, Any], most: int, size: int) -> Table:
    columns, rows = database.run(text, parameters)
    found, left = [], size
    for row in rows:
        if len(found) == most:
            raise LimitExceeded("query.rows", limit=most)
        left -= len(pickle.dumps(row))
        if left < 0:  # a few rows may hold lists of millions, which would then be the asker's memory
            raise LimitExceeded("query.bytes", limit=f"{size / 2**20:g}")
        found.append(row)
    return Table(columns, found)


def _document(database: Any, text: str, wanted: Wanted, rows: int, size: int) -> Document:
    return database.document(text, wanted, rows, size)


if __name__ == "__main__":
    # What travels must be of the classes of the module, not of those of this script.
    from queries.engines import worker

    worker.serve()
