"""Asks a question of the catalogue, or an ad hoc query, and gives the same rows whatever the engine."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.bridging.paths import Progress, no_progress
from graph.model import KnowledgeGraph, UnknownNode
from graph.schema import load_schema
from queries.catalogue import Column, Parameter, Question, catalogue
from queries.engines.results import Document, Server, Table, Wanted
from queries.engines.tables import Id
from queries.engines.worker import Worker
from queries.errors import BadParameter
from queries.guard import check_cypher, check_sparql
from queries.stores import stores

if TYPE_CHECKING:
    import pandas as pd

ENGINES = ("cypher", "sparql", "python")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under columns; `values` are the parameters as they were understood. `question` None: an ad hoc query."""

    columns: tuple[Column, ...] | tuple[str, ...]
    rows: list[tuple[Any, ...]]
    question: Question | None = None
    values: Mapping[str, Any] | None = None

    @property
    def names(self) -> list[str]:
        return [column if isinstance(column, str) else column.name for column in self.columns]

    def frame(self) -> pd.DataFrame:
        """As a pandas DataFrame; ImportError where pandas is not installed (pip install 'tairyu[notebook]')."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=self.names)


class Queries:
    """The catalogue and ad hoc queries over one graph; the databases are kept below `folder`.

    With a `server`, which must have been loaded, Cypher runs there. Use it as a context manager, or `close` it: the
    engines run in processes of their own.
    """

    def __init__(
        self,
        graph: KnowledgeGraph,
        folder: Path,
        server: Server | None = None,
        progress: Progress = no_progress,
    ):
        self.graph, self._folder, self._server, self._progress = graph, folder, server, progress
        self._workers: dict[str, Worker] = {}

    def __enter__(self) -> Queries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()

    def stop(self) -> None:
        """Ends what the engines do, from another thread than that which asked: that one gets LimitExceeded."""
        for worker in list(self._workers.values()):
            worker.stop()

    def _worker(self, engine: str) -> Worker:
        if engine not in self._workers:
            self._workers[engine] = self._started(engine)
        return self._workers[engine]

    def _started(self, engine: str) -> Worker:
        if engine == "cypher" and self._server:
            return Worker("neo4j", self._server)
        return Worker(engine, stores(self.graph, self._folder, self._progress))

    def cypher(self, text: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """An ad hoc query in Cypher, read-only and within LIMITS. Raises QueryError."""
        check_cypher(text)
        return _free(self._worker("cypher").run(text, parameters or {}))

    def sparql(self, text: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """An ad hoc query in SPARQL, read-only and within LIMITS; the usual prefixes are known. Raises QueryError."""
        check_sparql(text)
        return _free(self._worker("sparql").run(text, parameters or {}))

    def document(self, text: str, wanted: Wanted) -> Document:
        """The same, answered in a standard format; the protocol of `/sparql` is built on it. Raises QueryError."""
        check_sparql(text)
        return self._worker("sparql").document(text, wanted)

    def ask(self, name: str, engine: str = "python", **given: Any) -> Answer:
        """A question of the catalogue. Raises KeyError for an unknown name or engine, BadParameter, QueryError."""
        question = catalogue()[name]
        values = understood(question, self.graph, given)
        if engine == "python":
            rows = [list(row) for row in question.python(self.graph, **values)]
        else:
            rows = self._worker(engine).run(_text(question, engine), _bound(question, values, engine)).rows
        return Answer(question.columns, [_row(question.columns, row) for row in rows], question, values)


def _text(question: Question, engine: str) -> str:
    return {"cypher": question.cypher, "sparql": question.sparql}[engine]


def _bound(question: Question, values: Mapping[str, Any], engine: str) -> dict[str, Any]:
    """In SPARQL the id of a node is an IRI."""
    nodes = {name for name, parameter in question.parameters.items() if parameter.is_node and engine == "sparql"}
    return {name: Id(value) if name in nodes else value for name, value in values.items()}


def understood(question: Question, graph: KnowledgeGraph, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of all parameters: ids for names of nodes, numbers for digits. Raises BadParameter."""
    for name in given:
        if name not in question.parameters:
            near = difflib.get_close_matches(name, question.parameters, 1, 0) or ["—"]
            raise BadParameter("query.unknown_parameter", found=name, question=question.name, near=near[0])
    values = {}
    for name, parameter in question.parameters.items():
        value = given.get(name, parameter.default)
        if value is None:
            raise BadParameter("query.missing_parameter", name=name, question=question.name)
        values[name] = _value(parameter, value, graph)
    return values


def _value(parameter: Parameter, value: Any, graph: KnowledgeGraph) -> Any:
    if parameter.is_node:
        return _node(parameter, str(value), graph)
    if parameter.type in ("integer", "number"):
        try:
            return int(value) if parameter.type == "integer" else float(value)
        except ValueError:
            raise BadParameter("query.no_number", name=parameter.name, found=value) from None
    enum = load_schema().enums.get(parameter.type)
    if enum and value not in enum.values:
        raise BadParameter("query.no_choice", name=parameter.name, found=value, choices=", ".join(enum.values))
    return str(value)


def _node(parameter: Parameter, wanted: str, graph: KnowledgeGraph) -> str:
    types = () if parameter.type == "Node" else (parameter.type,)
    try:
        return graph.node(wanted, *types).id
    except UnknownNode as error:
        near = ", ".join(error.near) or "—"
        raise BadParameter("query.no_node", name=parameter.name, found=wanted, near=near) from None


def _row(columns: Sequence[Column], row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_cell(column.type, value) for column, value in zip(columns, row, strict=True))


def _cell(kind: str, value: Any) -> Any:
    """One value as every engine gives it: lists sorted, each item once; numbers to twelve digits."""
    if kind == "list":
        items = value.split(" ") if isinstance(value, str) else value or []
        return tuple(sorted({item for item in items if item}))
    if value is None:
        return None
    if kind == "number":
        return float(f"{float(value):.12g}")
    return int(value) if kind == "integer" else bool(value) if kind == "boolean" else str(value)


def _free(table: Table) -> Answer:
    return Answer(tuple(table.columns), [tuple(row) for row in table.rows])
