"""Commands that look things up in the graph."""

from __future__ import annotations

from pathlib import Path

import click

from api.cli import as_json, graph_option, guarded, tairyu
from api.session import DONE, NO, Session


@tairyu.command()
@graph_option
@click.option("--full", is_flag=True)
@as_json
@click.argument("id")
@guarded
def show(session: Session, id: str, graph: Path | None, full: bool, as_json: bool) -> None:
    from api.show import card, print_card

    knowledge = session.load(graph)
    document = card(knowledge, session.find(knowledge, id))
    session.answer(document, as_json, lambda: print_card(knowledge, document, session, full))


@tairyu.command()
@graph_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@as_json
@click.argument("text")
@guarded
def search(session: Session, text: str, graph: Path | None, limit: int, as_json: bool) -> None:
    from api.show import match, print_matches

    found = session.load(graph).search(text, limit)
    if not found and not as_json:
        session.fail(NO, "error.no_match", wanted=text)
    session.answer([match(node) for node in found], as_json, lambda: print_matches(found, session))
    raise SystemExit(DONE if found else NO)


@tairyu.command()
@graph_option
@as_json
@click.argument("hub", required=False)
@guarded
def classify(session: Session, hub: str | None, graph: Path | None, as_json: bool) -> None:
    from api.classification import classification, print_classification
    from graph.typology import TooFewLabels
    from ingest.build import build as build_graph

    knowledge = session.load(graph)
    wanted = session.find(knowledge, hub, "Hub").id if hub else None
    try:
        document = classification(knowledge, wanted)
    except TooFewLabels:
        # A graph of one's own seldom reports types: then the shipped hubs are learnt from.
        document = classification(knowledge, wanted, learn_from=build_graph())
    session.answer(document, as_json, lambda: print_classification(document, session))
