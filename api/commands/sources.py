"""Commands on the texts of the documents."""

from __future__ import annotations

from pathlib import Path

import click

from api.cli import as_json, case_dirs, guarded, lang_option, sources_option, tairyu
from api.session import BAD_INPUT, DONE, NO, Session


@tairyu.group()
@lang_option
def sources() -> None:
    """help.sources."""


@sources.command()
@as_json
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@case_dirs
@guarded
def attach(session: Session, folder: Path, case_dirs: tuple[Path, ...], as_json: bool) -> None:
    from ingest.project import known_documents
    from ingest.sources import attach as attach_texts
    from ingest.sources import versions

    names, problems = attach_texts(folder, versions(known_documents(case_dirs).values()))
    document = {"attached": names, "problems": [problem.as_json(session.lang) for problem in problems]}

    def text() -> None:
        for name in names:
            click.echo(session.say("attached", name=name))
        for problem in problems:
            click.echo(problem.text(session.lang), err=True)

    session.answer(document, as_json, text)
    # A text that is not there is no error; another version of it is.
    raise SystemExit(DONE if names and all(p.code == "text_missing" for p in problems) else NO)


@sources.command()
@as_json
@case_dirs
@guarded
def status(session: Session, case_dirs: tuple[Path, ...], as_json: bool) -> None:
    from ingest.project import known_documents
    from ingest.sources import attached_texts, versions

    documents = known_documents(case_dirs)
    texts = attached_texts(versions(documents.values()))
    document = {name: name in texts for name in documents}

    def text() -> None:
        for name, is_there in document.items():
            click.echo(session.say("attached" if is_there else "not_attached", name=name, file=f"{name}.txt"))

    session.answer(document, as_json, text)


@sources.command()
@sources_option
@as_json
@case_dirs
@guarded
def seal(session: Session, sources_option: Path | None, case_dirs: tuple[Path, ...], as_json: bool) -> None:
    from ingest.project import SHIPPED, SHIPPED_CASES, read_project
    from ingest.sources import attached, read_texts, versions
    from ingest.sources import seal as seal_digests

    counts = {}
    for folder in case_dirs or (SHIPPED_CASES,):
        project = read_project([folder])
        texts, _ = read_texts(sources_option or attached(), versions(project.documents.values()))
        if not texts:
            session.fail(BAD_INPUT, "error.no_texts")
        target = (SHIPPED if folder == SHIPPED_CASES else folder) / "digests"
        counts[str(target)] = seal_digests(target, texts, project.citations())
    session.answer(counts, as_json, lambda: click.echo(session.say("done.seal", count=sum(counts.values()))))
