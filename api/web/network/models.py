"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from pydantic import Field

from api.web.models import Model


class DrawnNodes(Model):
    """Columns; null where nothing is stated or defined."""

    id: list[str]
    types: list[str]
    type: list[int]
    kinds: list[str]
    kind: list[int | None]
    name_ja: list[str]
    name_en: list[str]
    generic: list[int] = Field(description="positions of the groups that the text names by their role only")
    degree: list[int]
    rank: list[int | None] = Field(description="as a bridge: 1 has the least constraint (Burt 1992)")
    prefecture: list[int | None]
    documents: list[list[int]]
    cases: list[list[int]]
    since: list[int | None]
    until: list[int | None]
    x: list[int]
    y: list[int]
    community: list[int | None]


class DrawnTies(Model):
    id: list[str]
    source: list[int]
    target: list[int]
    via: list[int | None] = Field(description="the hub or programme that a flow runs through")
    types: list[str]
    type: list[int]
    kinds: list[str]
    kind: list[int | None]
    statuses: list[str]
    status: list[int]
    documents: list[list[int]]
    cases: list[list[int]]
    since: list[int | None]
    until: list[int | None]
    width: list[float] = Field(description="1 to 4, by the amount that is stated; 1 without")


class DrawnPlaces(Model):
    x: list[int]
    y: list[int]


class FirstView(DrawnPlaces):
    """Hubs and the actors that bridge most, with places of their own."""

    row: list[int]


class Communities(DrawnPlaces):
    modularity: float | None
    radius: list[int]


class NameOfNode(Model):
    id: str
    name_ja: str
    name_en: str


class DrawnNetwork(Model):
    graph: str
    nodes: DrawnNodes
    edges: DrawnTies
    first: FirstView
    communities: Communities
    documents: list[str]
    cases: list[NameOfNode]
    prefectures: list[NameOfNode]
