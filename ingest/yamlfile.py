"""YAML from people, read safely: no tags, no aliases, no duplicate keys, and a line for every value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ingest.problems import InputError, Problem, show_path

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 32
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBERS = {"tag:yaml.org,2002:int": int, "tag:yaml.org,2002:float": float}
Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class YamlFile:
    """The data of a YAML file, and the line on which each value (by path) begins."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, code: str, path: Path_, **values: Any) -> Problem:
        return Problem(code, self.file, self.line(path), ".".join(map(str, path)), values)


def read_yaml(path: Path) -> YamlFile:
    """Reads one file; InputError with every problem where it is missing, not UTF-8 or not safe YAML."""
    file = show_path(path)
    return _parse(_read_text(path, file), file)


def _read_text(path: Path, file: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError([Problem("file_missing", file)]) from None
    except OSError as error:
        raise InputError([Problem("file_unreadable", file, values={"why": error.strerror})]) from None
    if len(raw) > MAX_BYTES:
        raise InputError([Problem("file_too_large", file, values={"limit": MAX_BYTES})])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError([Problem("not_utf8", file, line, values={"byte": error.start})]) from None


def _parse(text: str, file: str) -> YamlFile:
    result = YamlFile(file, None)
    builder = _Builder(text, result)
    try:
        result.data = builder.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error)
        raise InputError([Problem("not_yaml", file, mark.line + 1 if mark else 0, values={"why": why})]) from None
    if builder.problems:
        raise InputError(builder.problems)
    return result


class _Builder:
    """Builds the data from the parser's events.

    PyYAML's own composer follows aliases and overflows the C stack on deep nesting; here an alias
    is an error and the depth is bounded.
    """

    def __init__(self, text: str, result: YamlFile):
        self.events = yaml.parse(text, Loader=_Loader)
        self.resolver = yaml.resolver.Resolver()
        self.result = result
        self.problems: list[Problem] = []

    def document(self) -> Any:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise InputError([Problem("file_empty", self.result.file)])
        data = self._value(next(self.events), ())
        next(self.events)  # the document ends
        if not isinstance(after := next(self.events), yaml.StreamEndEvent):
            raise InputError([self._problem("yaml_two_documents", after)])
        return data

    def _problem(self, code: str, event: yaml.Event, key: str = "", **values: Any) -> Problem:
        return Problem(code, self.result.file, event.start_mark.line + 1, key, values)

    def _value(self, event: yaml.Event, path: Path_) -> Any:
        self.result.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            raise InputError([self._problem("yaml_alias", event)])
        if len(path) > MAX_DEPTH:
            raise InputError([self._problem("yaml_too_deep", event, limit=MAX_DEPTH)])
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event, path)

    def _sequence(self, path: Path_) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise InputError([self._problem("yaml_key", event)])
            here = (*path, event.value)
            if event.value in found:
                self.problems.append(self._problem("key_twice", event, ".".join(map(str, here))))
            self.result.lines[here] = event.start_mark.line + 1
            found[event.value] = self._value(next(self.events), here)
        return found

    def _scalar(self, event: yaml.ScalarEvent, path: Path_) -> Any:
        tag = event.tag or self.resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag in _NUMBERS:
            return _number(event.value, _NUMBERS[tag])
        if tag == "tag:yaml.org,2002:bool" and event.value.lower() in ("true", "false"):
            return event.value.lower() == "true"
        if tag == "tag:yaml.org,2002:null":
            return None
        if event.tag:
            self.problems.append(self._problem("yaml_tag", event, ".".join(map(str, path)), tag=event.tag))
        return event.value


def _number(text: str, kind: type) -> Any:
    # YAML 1.1 reads 012 as octal and 1:30 as sexagesimal: such a value stays the text that was typed.
    # Dates stay text too ("2018-04" and "2018-04-01" alike).
    return kind(text) if re.fullmatch(r"[+-]?(0|[1-9]\d*)(\.\d+)?", text) else text
