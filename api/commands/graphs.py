"""Commands that make a graph and write it out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli import (
    FOLDER,
    PATH,
    as_json,
    case_dirs,
    folders,
    graph_option,
    guarded,
    shipped_option,
    sources_option,
    tairyu,
)
from api.session import BAD_INPUT, DONE, NO, Session

if TYPE_CHECKING:
    from graph.export import Format
    from graph.model import KnowledgeGraph

EXPORT_FORMATS = (
    "jsonl", "csv", "parquet", "graphml", "gexf", "cytoscape", "jsonld", "turtle", "nquads", "neo4j", "html",
)  # fmt: skip


@tairyu.command()
@click.option("--picture", type=PATH, default="tairyu-demo.html", show_default=True)
@as_json
@guarded
def demo(session: Session, as_json: bool, picture: Path) -> None:
    from api.bridges.documents import leading_bridges
    from api.classification import types_in_brief
    from api.picture import write_picture
    from api.report import print_report
    from graph.overview import overview
    from ingest.build import build

    with session.progress() as progress:
        graph = build(progress=progress)
        report = overview(graph)
        report["types"] = types_in_brief(graph)
        report["bridges"] = leading_bridges(graph, progress)
        write_picture(graph, picture, session.lang)
    report["picture"] = str(picture)
    session.answer(report, as_json, lambda: print_report(graph, report, session))


@tairyu.command()
@click.option("--out", type=FOLDER)
@shipped_option
@as_json
@case_dirs
@guarded
def build(session: Session, out: Path | None, shipped: bool, as_json: bool, case_dirs: tuple[Path, ...]) -> None:
    from graph.store import store
    from ingest.build import build as build_graph
    from ingest.sources import home

    with session.progress() as progress:
        graph = build_graph(folders(case_dirs, shipped), progress)
    folder = out or home() / "graph"
    store(graph, folder)
    result = {"nodes": len(graph.nodes), "edges": len(graph.edges), "folder": str(folder)}
    session.answer(result, as_json, lambda: click.echo(session.say("done.build", **result)))


@tairyu.command()
@sources_option
@shipped_option
@as_json
@case_dirs
@guarded
def verify(
    session: Session, sources_option: Path | None, shipped: bool, as_json: bool, case_dirs: tuple[Path, ...]
) -> None:
    from ingest.project import read_project
    from ingest.sources import attached
    from ingest.verify import verify as verify_project

    folder = sources_option or attached()
    if not any(folder.glob("*.txt")):
        session.fail(BAD_INPUT, "error.no_texts")
    with session.progress() as progress:
        result = verify_project(read_project(folders(case_dirs, shipped), progress), folder, progress)
    failures = [problem.as_json(session.lang) for problem in result.failures]

    def text() -> None:
        for problem in result.failures:
            click.echo(problem.text(session.lang))
        click.echo(session.say("done.verify", checks=result.checks, failures=len(failures)))

    session.answer({"checks": result.checks, "failures": failures}, as_json, text)
    raise SystemExit(NO if failures else DONE)


@tairyu.command()
@graph_option
@as_json
@click.argument("format", type=click.Choice(EXPORT_FORMATS))
@click.argument("path", type=PATH)
@click.option("--of", metavar="ID")
@click.option("--depth", type=click.IntRange(1, 2))
@guarded
def export(
    session: Session,
    format: str,
    path: Path,
    of: str | None,
    depth: int | None,
    graph: Path | None,
    as_json: bool,
) -> None:
    from api.exports import formats
    from graph.export import NotInstalled, write

    if of and format != "html":
        session.fail(BAD_INPUT, "error.only_html", option="--of")
    if depth and not of:
        session.fail(BAD_INPUT, "error.only_of", option="--depth")
    knowledge = session.load(graph)
    form = _picture(session, knowledge, of, depth or 1) if of else formats(session.lang)[format]
    try:
        written = [str(file) for file in write(knowledge, form, path)]
    except NotInstalled as error:
        session.fail(BAD_INPUT, "error.needs_library", library=error.library, extra=error.extra)
    session.answer(written, as_json, lambda: click.echo(session.say("done.export", path=", ".join(written))))


def _picture(session: Session, graph: KnowledgeGraph, of: str, depth: int) -> Format:
    """The picture of what is around one thing; ends where there is none."""
    from api.exports import picture_of
    from api.picture import PICTURED

    node = session.find(graph, of)
    if node.type not in PICTURED:
        session.fail(NO, "error.no_picture", found=node.id)
    return picture_of(node, depth, session.lang)


@tairyu.command()
@graph_option
@as_json
@click.argument("old", type=FOLDER, required=False)
@guarded
def diff(session: Session, graph: Path | None, old: Path | None, as_json: bool) -> None:
    from api.review import disagreement_report, print_changes, print_disagreements
    from graph.difference import changes

    new = session.load(graph)
    if old is None:
        session.answer(disagreement_report(new), as_json, lambda: print_disagreements(new, session))
        return
    before = session.load(old)
    report = changes(before, new)
    session.answer(report, as_json, lambda: print_changes(before, new, report, session))
