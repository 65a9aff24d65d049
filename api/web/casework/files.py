"""The user's own case files and judgements, written by way of the API: checked as a whole before anything is kept."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from api.web.problems import BadRequest, NotFound
from graph.model import KnowledgeGraph
from ingest.build import build
from ingest.problems import InputError, Problem
from ingest.project import SHIPPED_CASES
from ingest.sources import home, write_atomically

# Case files, and the files beside them that case files may refer to (docs/case-files.md).
_NAME = re.compile(r"(?:actors/)?[a-z0-9][a-z0-9-]{0,99}\.yaml")


def case_folder() -> Path:
    """Where uploaded case files are kept."""
    return home() / "cases"


def case_files(folder: Path) -> list[str]:
    """The names of the user's files, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))


def add_files(files: Mapping[str, str], folder: Path) -> KnowledgeGraph:
    """Keeps the files if the shipped cases and the user's can be built with them; returns that graph.

    Raises InputError with everything that is wrong, and BadRequest for a name that cannot be one; then nothing is kept.
    """
    for name in files:
        if not _NAME.fullmatch(name):
            raise BadRequest("web.case_name", found=name)
    with _staged(folder) as staging:
        for name, text in files.items():
            write_atomically(staging / name, _encoded(name, text))
        graph = _built(staging)
    for name, text in files.items():
        write_atomically(folder / name, _encoded(name, text))
    return graph


def remove_file(name: str, folder: Path) -> KnowledgeGraph:
    """Takes a file away if what is left can be built; returns that graph. Raises NotFound, InputError."""
    if name not in case_files(folder):
        raise NotFound("web.no_case_file", found=name)
    with _staged(folder) as staging:
        (staging / name).unlink()
        graph = _built(staging)
    (folder / name).unlink()
    return graph


def build_all(folder: Path) -> KnowledgeGraph:
    """The graph of the shipped cases and the user's. Raises InputError."""
    return build([SHIPPED_CASES, *([folder] if case_files(folder) else [])])


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A copy of the folder to try changes in."""
    with tempfile.TemporaryDirectory(prefix="tairyu-cases-") as temporary:
        staging = Path(temporary) / "cases"
        if folder.is_dir():
            shutil.copytree(folder, staging)
        staging.mkdir(exist_ok=True)
        yield staging


def _built(staging: Path) -> KnowledgeGraph:
    """As `build_all`; the problems name files as the user does, not where they were tried."""
    try:
        return build_all(staging)
    except InputError as error:
        raise InputError(_plain(problem, str(staging)) for problem in error.problems) from None


def _plain(problem: Problem, staging: str) -> Problem:
    values = {name: _without(value, staging) for name, value in problem.values.items()}
    return Problem(problem.code, _without(problem.file, staging), problem.line, problem.key, values)


def _without(value: object, staging: str) -> object:
    return value.replace(f"{staging}/", "") if isinstance(value, str) else value


def _encoded(name: str, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            [Problem("not_utf8", name, text.count("\n", 0, error.start) + 1, values={"byte": error.start})]
        ) from None
