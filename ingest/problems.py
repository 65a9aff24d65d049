"""What is wrong with the input: every problem is collected, none is thrown one at a time."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.language import Messages

MESSAGES = Messages("ingest", "problems.yaml")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and with which values; `line` is 1-based, 0 if none."""

    code: str
    file: str
    line: int = 0
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    def text(self, lang: str) -> str:
        """`file:line: key: what is wrong and what to do`, in `lang`."""
        place = self.file + (f":{self.line}" if self.line else "")
        return ": ".join(filter(None, (place, self.key, MESSAGES.text(self.code, lang, **self.values))))

    def as_json(self, lang: str) -> dict[str, Any]:
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "key": self.key,
            "message": MESSAGES.text(self.code, lang, **self.values),
        }


class InputError(Exception):
    """The input cannot be used; `problems` holds all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.line, p.key, p.code, str(p.values)))
        super().__init__("\n".join(problem.text("en") for problem in self.problems))


def show_path(path: Path) -> str:
    """A path as a person would type it here: relative to the current folder where it lies below it."""
    path = Path(path)
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def nearest(wanted: str, choices: Iterable[str]) -> str:
    """The choice that looks most like `wanted`, or all of a few choices, or nothing."""
    choices = sorted(choices)
    close = difflib.get_close_matches(wanted, choices, n=3, cutoff=0.5)
    return ", ".join(close or (choices if len(choices) <= 12 else []))
