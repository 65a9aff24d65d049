"""Where an engine is, what it is asked for and what it gives, on its way between the processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a query."""

    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Server:
    """A Neo4j server."""

    uri: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an answer is to be written: the media type of one with rows or a truth value, that of one of triples (None:
    neither would do), and the IRIs of the graphs to ask (none: those that the query names, else all)."""

    table: str | None
    triples: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The answer of a query, written in a standard format."""

    media_type: str
    data: bytes
