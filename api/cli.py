"""The command line. Each command says what it does; the work is in graph and ingest.

Exit codes: 0 done, 1 the answer is "no" or a check failed, 2 bad usage or input. Heavy imports stay
inside the commands, for a quick `--help`. The help of a command or an option is the sentence
`help.<name>` of messages.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from api.language import LANGUAGES, MESSAGES
from api.session import BAD_INPUT, DONE, NO, Session

EXPORT_FORMATS = ("jsonl", "csv", "graphml", "gexf", "cytoscape", "turtle", "jsonld")
# Choices that the code knows better; tests compare them, for `--help` must not import it.
LEVELS = ("block", "prefecture", "municipality", "metro")
ENGINES = ("cypher", "sparql", "python")
FLOW_KINDS = ("people", "goods", "money", "information", "knowledge")
RANKINGS = (
    "constraint", "effective_size", "efficiency", "hierarchy", "betweenness", "participation",
    "coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total",
)  # fmt: skip
_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_FOLDER = click.Path(path_type=Path, file_okay=False)

as_json = click.option("--json", "as_json", is_flag=True)
graph_option = click.option("--graph", type=_FOLDER, envvar="TAIRYU_GRAPH")
sources_option = click.option("--sources", "sources_option", type=_FOLDER)
shipped_option = click.option("--shipped", is_flag=True)
because_option = click.option("--because", required=True)
by_option = click.option("--by", default="")
file_option = click.option("--file", type=_PATH)
case_dirs = click.argument("case_dirs", nargs=-1, type=_PATH, metavar="[CASE_DIR]...")


def two_actors(function: Callable[..., None]) -> Callable[..., None]:
    """The arguments of a command on a pair of actors."""
    return click.argument("one")(click.argument("other")(function))


# chosen_language reads it before click does; it is declared to be accepted and shown.
lang_option = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)


def speak(command: click.Command, lang: str, code: str = "tairyu") -> click.Command:
    """Sets the help of a command and all below it to one language."""
    # click keeps the lines of a paragraph that begins with this character; YAML cannot hold it in a block.
    command.help = MESSAGES.text(f"help.{code}", lang).replace("\\b", "\b")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and f"help.{parameter.name}" in MESSAGES.codes():
            parameter.help = MESSAGES.text(f"help.{parameter.name}", lang)
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            speak(child, lang, name)
    return command


def guarded(function: Callable[..., None]) -> Callable[..., None]:
    """Turns the errors that people can mend into messages and exit code 2."""

    @lang_option
    @click.pass_obj
    @wraps(function)
    def run(session: Session, **arguments: Any) -> None:
        from ingest.problems import InputError

        try:
            function(session, **arguments)
        except InputError as error:
            session.reject(error)
        except BrokenPipeError:
            raise  # the reader of our output has gone, as `head` does: click ends quietly
        except OSError as error:
            session.fail(BAD_INPUT, "error.file", path=error.filename or "", why=error.strerror or error)

    return run


def _folders(case_dirs: tuple[Path, ...], shipped: bool) -> list[Path]:
    from ingest.project import SHIPPED_CASES

    return [*([SHIPPED_CASES] if shipped or not case_dirs else []), *case_dirs]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tairyu")
@lang_option
def tairyu() -> None:
    """help.tairyu."""


@tairyu.command()
@click.option("--picture", type=_PATH, default="tairyu-demo.html", show_default=True)
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
@click.option("--out", type=_FOLDER)
@shipped_option
@as_json
@case_dirs
@guarded
def build(session: Session, out: Path | None, shipped: bool, as_json: bool, case_dirs: tuple[Path, ...]) -> None:
    from graph.store import store
    from ingest.build import build as build_graph
    from ingest.sources import home

    with session.progress() as progress:
        graph = build_graph(_folders(case_dirs, shipped), progress)
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
        result = verify_project(read_project(_folders(case_dirs, shipped), progress), folder, progress)
    failures = [problem.as_json(session.lang) for problem in result.failures]

    def text() -> None:
        for problem in result.failures:
            click.echo(problem.text(session.lang))
        click.echo(session.say("done.verify", checks=result.checks, failures=len(failures)))

    session.answer({"checks": result.checks, "failures": failures}, as_json, text)
    raise SystemExit(NO if failures else DONE)


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


@tairyu.command()
@graph_option
@click.option("--edges", type=_FILE)
@click.option("--nodes", type=_FILE)
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
@click.option("--edges", type=_FILE)
@click.option("--nodes", type=_FILE)
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


@tairyu.command()
@as_json
@guarded
def queries(session: Session, as_json: bool) -> None:
    from api.asking import catalogue_document, print_catalogue

    entries = catalogue_document()
    session.answer(entries, as_json, lambda: print_catalogue(entries, session))


@tairyu.command()
@graph_option
@click.option("--engine", type=click.Choice(ENGINES), default="python", show_default=True)
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE")
@as_json
@click.argument("name")
@guarded
def query(session: Session, name: str, graph: Path | None, engine: str, given: tuple[str, ...], as_json: bool) -> None:
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
    _ask(session, graph, as_json, lambda asked: asked.ask(name, engine, **values))


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
        with Queries(knowledge, home() / "stores") as asked:
            document = plain_document(asked, text, engine)
    except QueryError as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    session.answer(document, as_json, lambda: print_plain(document, knowledge, session))
    raise SystemExit(DONE if document["understood"] else NO)


@tairyu.command()
@graph_option
@as_json
@click.argument("text")
@guarded
def cypher(session: Session, text: str, graph: Path | None, as_json: bool) -> None:
    _ask(session, graph, as_json, lambda asked: asked.cypher(text))


@tairyu.command()
@graph_option
@as_json
@click.argument("text")
@guarded
def sparql(session: Session, text: str, graph: Path | None, as_json: bool) -> None:
    _ask(session, graph, as_json, lambda asked: asked.sparql(text))


def _ask(session: Session, graph: Path | None, as_json: bool, ask: Callable[[Any], Any]) -> None:
    """Asks, prints the answer; bad queries end with exit code 2."""
    from api.asking import answer_document, print_answer
    from ingest.sources import home
    from queries.answers import Queries
    from queries.errors import QueryError

    knowledge = session.load(graph)
    try:
        with Queries(knowledge, home() / "stores") as asked:
            document = answer_document(knowledge, ask(asked))
    except QueryError as error:
        session.fail(BAD_INPUT, error.code, **error.values)
    session.answer(document, as_json, lambda: print_answer(document, knowledge, session))


@tairyu.command()
@graph_option
@as_json
@click.argument("format", type=click.Choice(EXPORT_FORMATS))
@click.argument("path", type=_PATH)
@guarded
def export(session: Session, format: str, path: Path, graph: Path | None, as_json: bool) -> None:
    from graph.export import export as write

    written = [str(file) for file in write(session.load(graph), format, path)]
    session.answer(written, as_json, lambda: click.echo(session.say("done.export", path=", ".join(written))))


@tairyu.command()
@graph_option
@as_json
@click.argument("old", type=_FOLDER, required=False)
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

    project = read_project(_folders(case_dirs, shipped))
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
