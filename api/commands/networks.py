"""Commands on who bridges, who should meet and what flows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.cli import as_json, graph_option, guarded, tairyu
from api.session import BAD_INPUT, Session

LEVELS = ("block", "prefecture", "municipality", "metro")
FLOW_KINDS = ("people", "goods", "money", "information", "knowledge")
RANKINGS = (
    "constraint", "effective_size", "efficiency", "hierarchy", "betweenness", "participation",
    "coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total",
)  # fmt: skip
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@tairyu.command()
@graph_option
@click.option("--edges", type=FILE)
@click.option("--nodes", type=FILE)
@click.option("--directed", is_flag=True)
@click.option("--weighted", is_flag=True)
@click.option("--group", "groups", multiple=True)
@click.option("--flow", metavar="KIND")
@click.option("--compare", nargs=2)
@click.option("--two-mode", is_flag=True)
@click.option("--sort", type=click.Choice(RANKINGS), default="constraint", show_default=True)
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--shared", is_flag=True)
@click.option("--permutations", type=click.IntRange(min=0))
@click.option("--replicates", type=click.IntRange(min=0))
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@as_json
@guarded
def bridges(session: Session, graph: Path | None, edges: Path | None, as_json: bool, **asked: Any) -> None:
    from api.bridges.command import BadUse, answer_of_files, answer_of_graph

    try:
        with session.progress() as progress:
            if edges:
                document, show = answer_of_files(edges, asked, session, progress)
            else:
                document, show = answer_of_graph(session.load(graph), asked, session, progress)
    except BadUse as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    session.answer(document, as_json, show)


@tairyu.command()
@graph_option
@click.option("--edges", type=FILE)
@click.option("--nodes", type=FILE)
@click.option("--group")
@click.option("--without")
@click.option("--top", type=click.IntRange(min=1), default=5, show_default=True)
@as_json
@guarded
def gaps(session: Session, graph: Path | None, edges: Path | None, as_json: bool, **asked: Any) -> None:
    from api.bridges.command import BadUse
    from api.gaps.command import answer_of_files, answer_of_graph

    try:
        if edges:
            document, show = answer_of_files(edges, asked, session)
        else:
            document, show = answer_of_graph(session.load(graph), asked, session)
    except BadUse as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    session.answer(document, as_json, show)


@tairyu.command()
@graph_option
@click.option("--by", "level", type=click.Choice(LEVELS), default="prefecture", show_default=True)
@click.option("--kind", type=click.Choice(FLOW_KINDS))
@as_json
@click.argument("hub", required=False)
@guarded
def flows(session: Session, hub: str | None, graph: Path | None, level: str, kind: str | None, as_json: bool) -> None:
    from api.flows import flows_document, print_flows

    knowledge = session.load(graph)
    wanted = session.find(knowledge, hub, "Hub").id if hub else None
    document = flows_document(knowledge, level, kind, wanted)
    session.answer(document, as_json, lambda: print_flows(document, knowledge, session))
