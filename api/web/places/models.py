"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from pydantic import Field

from api.web.models import Model, Named


class MapPoint(Named):
    lat: float
    lon: float


class MapPlace(Named):
    """A stated place of a hub. `point` is the region whose coordinates stand for it, seldom the hub's own: the town or
    the prefecture that holds it. None where no region with coordinates does."""

    prefecture: str | None = Field(examples=["region:13"])
    planned: bool
    point: MapPoint | None
    edges: list[str] = Field(description="the ties that state the place")


class Estimate(Model):
    type: str = Field(description="`none` where no type is likely enough", examples=["coworking"])
    chance: float = Field(description="the probability of the likeliest type")


class MapHub(Named):
    reported: list[str] = Field(description="types that the documents give", examples=[["coworking"]])
    estimated: Estimate
    places: list[MapPlace] = Field(description="empty: no document states where the hub is")


class Prefecture(Named):
    code: str = Field(description="JIS X 0401", examples=["13"])
    lat: float
    lon: float
    metropolitan: bool


class FlowGroup(Model):
    """Flows with the same ends, kind and direction. An end is None where no single prefecture holds it as stated."""

    origin: str | None
    destination: str | None
    kind: str
    direction: str = Field(examples=["regional_to_metro"])
    edges: list[str]


class JapanMap(Model):
    prefectures: list[Prefecture]
    hubs: list[MapHub]
    flows: list[FlowGroup]
    planned: list[str] = Field(description="flows that are only planned; they are in no group")
