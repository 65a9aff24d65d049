"""One set of databases for all tests of the engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.model import KnowledgeGraph
from queries.answers import Queries


@pytest.fixture(scope="session")
def queries(shipped: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queries]:
    with Queries(shipped, tmp_path_factory.mktemp("stores")) as found:
        yield found
