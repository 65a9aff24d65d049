"""What the server may be told, and what it allows: environment variables, listed in `docs/server.md`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class BadSetting(Exception):
    """A setting that cannot be used; `code` and `values` are of messages.yaml."""

    def __init__(self, setting: Setting, found: str):
        super().__init__(f"{setting.variable}={found}")
        self.code = "error.setting"
        self.values = {"variable": setting.variable, "found": found, "unit": setting.unit}


@dataclass(frozen=True, slots=True)
class Setting:
    """`default` tells the type: a number above 0, a text, or a list of texts set off by commas."""

    name: str
    default: float | str | tuple[str, ...]
    unit: str
    why: str

    @property
    def variable(self) -> str:
        return f"TAIRYU_{self.name.upper()}"

    def read(self, environment: Mapping[str, str]) -> Any:
        """What is set, else the default. Raises BadSetting where a number is none, or is not above 0."""
        text = environment.get(self.variable)
        if text is None:
            return self.default
        if isinstance(self.default, str):
            return text
        if isinstance(self.default, tuple):
            return tuple(part.strip() for part in text.split(",") if part.strip())
        try:
            number = float(text)
        except ValueError:
            number = 0
        if not 0 < number < float("inf"):
            raise BadSetting(self, text)
        return number


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("token", "", "text", "with a token, every request that is not a GET needs it, and writing is possible"),
        Setting("hosts", (), "names", "names by which the server may be called; none: any, or on loopback those of it"),
        Setting("cors", (), "origins", "other web sites whose pages may read the API; none by default"),
        Setting("body", 8, "MiB", "size of the body of a request"),
        Setting("patience", 20, "seconds", "time for the head of a request to come in, and again for its body"),
        Setting("connections", 1000, "connections", "connections at a time; further ones are told to come back (503)"),
        Setting("engines", 2, "processes", "queries that run at a time, in each language"),
        Setting(
            "waiting", 64, "requests", "queries that wait for their turn; further ones are told to come back (503)"
        ),
        Setting("shutdown", 10, "seconds", "time that requests have to end when the server is stopped"),
    )
}


class Settings:
    """The settings of one server, as attributes: `settings.body`."""

    token: str
    hosts: tuple[str, ...]
    cors: tuple[str, ...]
    body: float
    patience: float
    connections: float
    engines: float
    waiting: float
    shutdown: float

    def __init__(self, environment: Mapping[str, str] = os.environ, **given: Any):
        for name, setting in SETTINGS.items():
            setattr(self, name, given.get(name, setting.read(environment)))


def settings_table(rows: Iterable[Setting] = SETTINGS.values()) -> str:
    """The table of docs/server.md."""
    lines = ["| variable | default | what |", "| --- | --: | --- |"]
    for one in rows:
        default = f"{one.default:,g} {one.unit}" if isinstance(one.default, (int, float)) else "–"
        lines.append(f"| `{one.variable}` | {default} | {one.why} |")
    return "\n".join(lines)
