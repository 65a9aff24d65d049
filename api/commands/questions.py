"""Commands that ask: the catalogue, plain words, Cypher, SPARQL; and a Neo4j server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from api.cli import as_json, graph_option, guarded, tairyu
from api.session import BAD_INPUT, DONE, NO, Session

ENGINES = ("cypher", "sparql", "python")

server_option = click.option("--server", metavar="URI")
user_option = click.option("--user")


@tairyu.command()
@as_json
@guarded
def queries(session: Session, as_json: bool) -> None:
    from api.asking import catalogue_document, print_catalogue

    entries = catalogue_document()
    session.answer(entries, as_json, lambda: print_catalogue(entries, session))


@tairyu.command()
@graph_option
@user_option
@as_json
@click.argument("uri")
@guarded
def load(session: Session, uri: str, graph: Path | None, user: str | None, as_json: bool) -> None:
    from queries.engines.neo4j import load as load_graph
    from queries.measures import measures

    knowledge = session.load(graph)
    with session.server(uri, user) as driver, session.progress() as progress:
        load_graph(knowledge, measures(knowledge), driver, progress)
    result = {"nodes": len(knowledge.nodes), "edges": len(knowledge.edges), "uri": uri}
    session.answer(result, as_json, lambda: click.echo(session.say("done.load", **result)))


@tairyu.command()
@graph_option
@server_option
@user_option
@click.option("--engine", type=click.Choice(ENGINES), default="python", show_default=True)
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE")
@as_json
@click.argument("name")
@guarded
def query(
    session: Session,
    name: str,
    graph: Path | None,
    server: str | None,
    user: str | None,
    engine: str,
    given: tuple[str, ...],
    as_json: bool,
) -> None:
    from ingest.problems import nearest
    from queries.catalogue import catalogue

    if name not in catalogue():
        session.fail(BAD_INPUT, "error.no_question", found=name, near=nearest(name, catalogue()) or "—")
    values = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals:
            session.fail(BAD_INPUT, "error.no_value", found=text)
        values[key] = value
    engine = "cypher" if server else engine
    _ask(session, graph, as_json, lambda asked: asked.ask(name, engine, **values), server, user)


@tairyu.command()
@graph_option
@click.option("--engine", type=click.Choice(ENGINES), default="python", show_default=True)
@as_json
@click.argument("text")
@guarded
def ask(session: Session, text: str, graph: Path | None, engine: str, as_json: bool) -> None:
    from api.asking import plain_document, print_plain
    from ingest.sources import home
    from queries.answers import Queries
    from queries.errors import QueryError

    knowledge = session.load(graph)
    try:
        with session.progress() as progress, Queries(knowledge, home() / "stores", progress=progress) as asked:
            document = plain_document(asked, text, engine)
    except QueryError as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    session.answer(document, as_json, lambda: print_plain(document, knowledge, session))
    raise SystemExit(DONE if document["understood"] else NO)


@tairyu.command()
@graph_option
@server_option
@user_option
@as_json
@click.argument("text")
@guarded
def cypher(
    session: Session, text: str, graph: Path | None, server: str | None, user: str | None, as_json: bool
) -> None:
    _ask(session, graph, as_json, lambda asked: asked.cypher(text), server, user)


@tairyu.command()
@graph_option
@as_json
@click.argument("text")
@guarded
def sparql(session: Session, text: str, graph: Path | None, as_json: bool) -> None:
    _ask(session, graph, as_json, lambda asked: asked.sparql(text))


def _ask(
    session: Session,
    graph: Path | None,
    as_json: bool,
    ask: Callable[[Any], Any],
    server: str | None = None,
    user: str | None = None,
) -> None:
    """Asks, Cypher on a server where one is named, and prints the answer; bad queries end with exit code 2."""
    from api.asking import answer_document, print_answer
    from ingest.sources import home
    from queries.answers import Queries
    from queries.errors import QueryError

    knowledge = session.load(graph)
    try:
        with (
            session.progress() as progress,
            Queries(knowledge, home() / "stores", session.neo4j(server, user), progress) as asked,
        ):
            document = answer_document(knowledge, ask(asked))
    except QueryError as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    session.answer(document, as_json, lambda: print_answer(document, knowledge, session))
