"""How one run of the command line speaks: its language, its errors, its progress bars."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from api.language import MESSAGES

if TYPE_CHECKING:
    from neo4j import Driver

    from graph.model import KnowledgeGraph, Node
    from ingest.problems import InputError
    from ingest.project import Progress
    from queries.engines.results import Server

DONE, NO, BAD_INPUT = 0, 1, 2


class Session:
    """Answers go to stdout, everything else to stderr."""

    def __init__(self, lang: str):
        self.lang = lang

    def say(self, code: str, **values: Any) -> str:
        """A sentence of messages.yaml in the language of the run."""
        return MESSAGES.text(code, self.lang, **values)

    def fail(self, exit_code: int, message: str, **values: Any) -> NoReturn:
        """Says what went wrong and ends."""
        click.echo(self.say(message, **values), err=True)
        raise SystemExit(exit_code)

    def reject(self, error: InputError) -> NoReturn:
        """Lists everything that is wrong with the input and ends."""
        for problem in error.problems:
            click.echo(problem.text(self.lang), err=True)
        self.fail(BAD_INPUT, "error.input", count=len(error.problems))

    def answer(self, document: Any, as_json: bool, print_text: Callable[[], None]) -> None:
        """Prints one JSON document, or the text."""
        if as_json:
            click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            print_text()

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A call-back that draws progress bars, where a person watches."""
        if not sys.stderr.isatty():
            yield lambda step, done, total: None
            return
        from rich.console import Console
        from rich.progress import Progress as Bars

        with Bars(console=Console(stderr=True), transient=True) as bars:
            tasks: dict[str, Any] = {}

            def update(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    tasks[step] = bars.add_task(self.say(f"step.{step}"), total=total)
                bars.update(tasks[step], completed=done)

            yield update

    def load(self, folder: Path | None) -> KnowledgeGraph:
        """The graph to read; ends where there is none."""
        import tairyu

        try:
            return tairyu.load(folder)
        except tairyu.NoGraph as error:
            self.fail(BAD_INPUT, "error.no_graph", why=error)

    @contextmanager
    def server(self, uri: str, user: str | None) -> Iterator[Driver]:
        """A Neo4j server; ends where there is none, no access or no driver."""
        from queries.engines.neo4j import NoDriver, connect
        from queries.errors import QueryError

        try:
            driver = connect(uri, user, self.password(user))
        except NoDriver:
            self.fail(BAD_INPUT, "error.needs_neo4j")
        except QueryError as error:
            self.fail(BAD_INPUT, error.code, **error.values)
        with driver:
            yield driver

    def password(self, user: str | None) -> str | None:
        """Of that user of a server: what TAIRYU_NEO4J_PASSWORD says, else it is asked for, once."""
        password = os.environ.get("TAIRYU_NEO4J_PASSWORD")
        if user and password is None:
            return click.prompt(self.say("ask.password", user=user), hide_input=True, err=True)
        return password

    def neo4j(self, uri: str | None, user: str | None) -> Server | None:
        """That server, or None where none is named."""
        from queries.engines.results import Server

        if uri is None:
            return None
        if find_spec("neo4j") is None:
            self.fail(BAD_INPUT, "error.needs_neo4j")
        return Server(uri, user, self.password(user))

    def find(self, graph: KnowledgeGraph, wanted: str, *types: str) -> Node:
        """The node of that id or name, of one of `types`; ends with the nearest ones where there is no single one."""
        from graph.model import UnknownNode

        try:
            return graph.node(wanted, *types)
        except UnknownNode as error:
            message = "error.many_nodes" if graph.find(wanted, *types) else "error.no_node"
            self.fail(NO, message, wanted=wanted, near=", ".join(error.near) or "—")
