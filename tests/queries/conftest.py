"""One set of databases for all tests of the engines."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from graph.model import KnowledgeGraph
from queries.answers import Queries


@pytest.fixture(scope="session")
def queries(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queries]:
    with Queries(shipped, tmp_path_factory.mktemp("stores")) as found:
        yield found


class Canary:
    """Counts who calls on loopback."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    found = Canary()
    yield found
    found.close()
