"""Commands on who is who."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from api.cli import PATH, as_json, case_dirs, folders, guarded, lang_option, shipped_option, tairyu
from api.session import NO, Session

because_option = click.option("--because", required=True)
by_option = click.option("--by", default="")
file_option = click.option("--file", type=PATH)


def two_actors(function: Callable[..., None]) -> Callable[..., None]:
    """The arguments of a command on a pair of actors."""
    return click.argument("one")(click.argument("other")(function))


@tairyu.group(invoke_without_command=True)
@as_json
@lang_option
@click.pass_context
def identity(context: click.Context, as_json: bool) -> None:
    """help.identity."""
    if context.invoked_subcommand is None:
        context.invoke(identity_report, as_json=as_json)


@identity.command("report")
@as_json
@shipped_option
@case_dirs
@guarded
def identity_report(session: Session, as_json: bool, shipped: bool = False, case_dirs: tuple[Path, ...] = ()) -> None:
    from api.review import identity_report as make_report
    from api.review import print_identity
    from ingest.build import build_project
    from ingest.project import read_project

    project = read_project(folders(case_dirs, shipped))
    report = make_report(build_project(project), project)
    session.answer(report, as_json, lambda: print_identity(report, session))


def _judge(kind: str) -> Callable[..., None]:
    """The command that records a judgement of that kind."""

    @because_option
    @by_option
    @file_option
    @two_actors
    @guarded
    def judge(session: Session, one: str, other: str, because: str, by: str, file: Path | None) -> None:
        from ingest.actors.identity import Judgement, record
        from ingest.project import check_judgement
        from ingest.sources import home

        path = file or home() / "judgements.yaml"
        pair = one.removeprefix("actor:"), other.removeprefix("actor:")
        judgement = Judgement(kind, pair, because, by)
        check_judgement(judgement)
        record(path, judgement)
        click.echo(session.say(f"done.{kind}", one=pair[0], other=pair[1], path=path))

    return judge


identity.command("merge")(_judge("same"))
identity.command("split")(_judge("different"))


@identity.command()
@file_option
@two_actors
@guarded
def undo(session: Session, one: str, other: str, file: Path | None) -> None:
    from ingest.actors.identity import undo as take_back
    from ingest.sources import home

    path = file or home() / "judgements.yaml"
    pair = frozenset(name.removeprefix("actor:") for name in (one, other))
    taken = take_back(path, pair)
    if taken is None:
        session.fail(NO, "error.no_judgement", one=one, other=other, path=path)
    click.echo(session.say("done.undo", judgement=taken.judgement, one=taken.actors[0], other=taken.actors[1]))
