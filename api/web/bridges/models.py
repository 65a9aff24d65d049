"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.web.models import EdgeEnds, Model, Named


class RankedNode(Named):
    """A node of the network with the measures of `tairyu bridges` (docs/bridges.md); what is undefined is null."""

    constraint: float | None
    effective_size: float | None
    betweenness: float | None
    brokerage: dict[str, int | None] | None = Field(default=None, description="by role, between the first groups named")
    ranked: bool = Field(description="false for role groups and programmes, which no ranking lists")
    cases: list[str]
    ties: list[dict[str, Any]] = Field(description="contacts, each with the edges that state the tie")
    rank: dict[str, dict[str, Any]] | None = Field(
        default=None, description="by measure the rank, and by way of doubt its interval"
    )


class Bridges(Model):
    """Of two compared: `one`, `other` and `measures` in place of nodes and bridges."""

    nodes: list[RankedNode] | None = None
    bridges: list[tuple[str, str]] | None = Field(default=None, description="ties without which a part would come off")
    conventions: dict[str, Any]


class EndInRegion(Model):
    node: Named
    ties: list[EdgeEnds] = Field(description="to the actor; none where the node is the actor")
    places: list[EdgeEnds] = Field(description="the ties that state that the node is there")


class TyingActor(Model):
    actor: Named
    at_one: list[EndInRegion]
    at_other: list[EndInRegion]


class TyingPath(Model):
    nodes: list[Named]
    ties: list[list[EdgeEnds]] = Field(description="between each node and the next")


class TyingPaths(Model):
    length: int | None = Field(description="of the shortest in ties; None: no path is stated")
    count: int
    paths: list[TyingPath] = Field(description="the first few")


class RegionsTied(Model):
    one: Named
    other: Named
    members: dict[str, int] = Field(description="actors, hubs and programmes that are stated to be in each")
    actors: list[TyingActor]
    paths: TyingPaths
