"""The command line: what its commands share. They are in `commands`; their work is in graph, ingest and queries.

Exit codes: 0 done, 1 the answer is "no" or a check failed, 2 bad usage or input. Heavy imports stay inside the
commands, for a quick `--help`; choices that the code knows better are written out there, and compared by tests. The
help of a command or an option is the sentence `help.<name>` of messages.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from api.language import LANGUAGES, MESSAGES
from api.session import BAD_INPUT, Session

PATH = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)

as_json = click.option("--json", "as_json", is_flag=True)
graph_option = click.option("--graph", type=FOLDER, envvar="TAIRYU_GRAPH")
sources_option = click.option("--sources", "sources_option", type=FOLDER)
shipped_option = click.option("--shipped", is_flag=True)
case_dirs = click.argument("case_dirs", nargs=-1, type=PATH, metavar="[CASE_DIR]...")


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
        from graph.kernels import NotCompiled
        from ingest.problems import InputError

        try:
            function(session, **arguments)
        except InputError as error:
            session.reject(error)
        except NotCompiled as error:
            session.fail(BAD_INPUT, "error.not_compiled", why=error)
        except BrokenPipeError:
            raise  # the reader of our output has gone, as `head` does: click ends quietly
        except OSError as error:
            session.fail(BAD_INPUT, "error.file", path=error.filename or "", why=error.strerror or error)

    return run


def folders(case_dirs: tuple[Path, ...], shipped: bool) -> list[Path]:
    """The folders of case files to read."""
    from ingest.project import SHIPPED_CASES

    return [*([SHIPPED_CASES] if shipped or not case_dirs else []), *case_dirs]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tairyu")
@lang_option
def tairyu() -> None:
    """help.tairyu."""
