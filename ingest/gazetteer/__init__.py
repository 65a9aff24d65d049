"""Regions: the prefectures, municipalities and wards of JIS X 0401/0402, and the areas that the
documents name (`areas.yaml`). Which regions count as metropolitan is a convention, kept there."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.schema import Label
from ingest.formats import read_valid
from ingest.yamlfile import read_yaml

FOLDER = Path(__file__).parent
_ENGLISH = {"都": "Metropolis", "道": "Prefecture", "府": "Prefecture", "県": "Prefecture",
            "市": "City", "区": "Ward", "町": "Town", "村": "Village"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A region; `parent` is the id of the region that holds it by its code, `qualified` its name
    with that of the prefecture (and city) before it.

    `metropolitan` is None where the convention is silent.
    """

    id: str
    level: str
    name: Label
    qualified: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    code: str = ""
    reading: str = ""
    lat: float | None = None
    lon: float | None = None
    metropolitan: bool | None = None


def region_id(code: str) -> str:
    return f"region:{code}"


@cache
def official_regions() -> dict[str, Region]:
    """Every prefecture, municipality and ward by id, from `regions.tsv`."""
    found: dict[str, Region] = {}
    metropolitan = metropolitan_prefectures()
    with open(FOLDER / "regions.tsv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    order = {"prefecture": 0, "municipality": 1, "ward": 2}
    for row in sorted(rows, key=lambda row: (order[row["level"]], row["code"])):
        parent = found.get(region_id(row["parent"]))
        found[region_id(row["code"])] = Region(
            region_id(row["code"]),
            row["level"],
            Label(row["name"], f"{row['name_en']} {_ENGLISH[row['name'][-1]]}"),
            (parent.qualified if parent else "") + row["name"],
            parent=parent.id if parent else None,
            code=row["code"],
            reading=row["reading"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            metropolitan=row["code"][:2] in metropolitan,
        )
    return found


@cache
def metropolitan_prefectures() -> frozenset[str]:
    """The JIS X 0401 codes of the prefectures that count as metropolitan."""
    return frozenset(map(str, read_yaml(FOLDER / "metropolitan.yaml").data["prefectures"]))


def read_areas(path: Path) -> dict[str, Region]:
    """The areas of an `areas.yaml` by id; InputError where its form is wrong."""
    return {
        region_id(key): Region(
            region_id(key),
            raw["level"],
            Label(**raw["name"]),
            raw["name"]["ja"],
            tuple(raw.get("aliases", ())),
            metropolitan=raw.get("metropolitan"),
        )
        for key, raw in read_valid(path, "areas").data.items()
    }
