"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from pydantic import Field

from api.web.models import EdgeEnds, EdgeModel, Model, Named, NodeBrief, Tie


class EdgeCard(EdgeEnds):
    cases: list[Named]
    differing: list[EdgeEnds]


class NodeCard(NodeBrief):
    differing: list[NodeBrief]
    cases: list[Named]
    out: list[Tie]
    in_: list[Tie] = Field(alias="in")


class Matched(Model):
    field: str = Field(description="name_ja, name_en, alias, reading, qualified or case", examples=["alias"])
    text: str = Field(description="the name that holds what was sought", examples=["co-ba"])
    case: Named | None = Field(None, description="the case with that name, which describes the node")


class Found(Named):
    matched: Matched
    qualified: str | None = Field(None, description="of a region: the name with its prefecture")


class SearchResults(Model):
    query: str
    results: list[Found]


class Near(Named):
    distance: int


class Neighbours(Model):
    id: str
    depth: int
    is_whole: bool = Field(description="whether the limit left nothing out")
    nodes: list[Near]
    edges: list[EdgeModel]
