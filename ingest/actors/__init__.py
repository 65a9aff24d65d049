"""The registry of actors: one entry for each organisation or person, in YAML files by kind.

An alias is listed with the lines in which a document uses it for that actor. Local governments
need no entry: every prefecture and municipality of the gazetteer is an actor too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.schema import Label
from ingest.formats import read_valid
from ingest.gazetteer import official_regions

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RegisteredActor:
    """An entry of the registry; `region` is the territory of a local government, `also` the ids of
    entries that are judged to be the same actor."""

    id: str
    name: Label
    kind: str
    aliases: dict[str, tuple[str, ...]]
    note: str = ""
    region: str | None = None
    also: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


def read_actors(path: Path) -> list[RegisteredActor]:
    """The actors of one file; InputError where its form is wrong."""
    file = read_valid(path, "actors")
    return [
        RegisteredActor(
            f"actor:{key}",
            Label(**raw["name"]),
            raw["kind"],
            {form: _cited(lines) for form, lines in raw.get("aliases", {}).items()},
            raw.get("note", ""),
            file=file.file,
            line=file.line((key,)),
        )
        for key, raw in file.data.items()
    ]


def _cited(lines: str | list[str]) -> tuple[str, ...]:
    return (lines,) if isinstance(lines, str) else tuple(lines)


def local_governments() -> list[RegisteredActor]:
    """Every prefecture and municipality as the government that it has."""
    return [
        RegisteredActor(
            f"actor:gov-{region.code}",
            Label(region.name.ja, f"{region.name.en} (government)"),
            region.level,
            {},
            region=region.id,
        )
        for region in official_regions().values()
        if region.level in ("prefecture", "municipality")
    ]
