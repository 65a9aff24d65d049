"""Makes the databases of the query languages in a process of its own: it takes seconds of pure computing, in which a
thread of the server would keep the others from their turn."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from pathlib import Path

from graph.model import KnowledgeGraph
from queries.errors import LimitExceeded
from queries.stores import stores

_MODULE = "api.web.engines.databases"


class Making:
    """The process that makes the databases of a graph below `folder`."""

    def __init__(self, graph: KnowledgeGraph, folder: Path):
        self._graph, self._folder = graph, folder
        self._process: subprocess.Popen[bytes] | None = None
        self._lock, self._stopped = threading.Lock(), False

    def run(self) -> None:
        """Returns when they are there. Raises LimitExceeded where they cannot be made."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        with self._lock:
            if self._stopped:
                raise LimitExceeded("query.start")
            self._process = subprocess.Popen([sys.executable, "-m", _MODULE], **pipes)
        _, said = self._process.communicate(pickle.dumps((self._graph, self._folder)))
        if self._process.returncode:
            raise LimitExceeded("query.start") from OSError(said.decode(errors="replace"))

    def stop(self) -> None:
        """Ends it, from another thread."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()


if __name__ == "__main__":
    stores(*pickle.load(sys.stdin.buffer))
