"""The shapes of answers, for the OpenAPI document. A route that keeps its answer ready sends it unchecked."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """More keys may follow in later versions."""

    model_config = ConfigDict(extra="allow")


class Both(Model):
    ja: str
    en: str


class Problem(Model):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str


class Named(Model):
    id: str = Field(examples=["hub:co-ba"])
    type: str = Field(examples=["Hub"])
    kind: str | None = Field(examples=["network"])
    name_ja: str
    name_en: str


class EvidenceModel(Model):
    document: str = Field(examples=["mlit-2019"])
    lines: tuple[int, int] = Field(description="first and last line, 1-based, inclusive", examples=[[2253, 2257]])
    digest: str = Field(description="first 16 hex digits of sha256 over the lines, NFKC, white space removed")


class Stated(Model):
    """A property in words; `node` where the value is a node."""

    name: str
    label: Both
    value: Both
    node: str | None
    evidence: list[EvidenceModel]


class EdgeModel(Model):
    id: str
    source: str
    target: str
    type: str = Field(examples=["FLOW"])
    kind: str | None = Field(examples=["knowledge"])
    properties: dict[str, Any]
    evidence: list[EvidenceModel]


class EdgeBrief(EdgeModel):
    stated: list[Stated]
    outcome: list[Stated] | None = Field(None, description="of a tie to an outcome: the outcome in words")


class Tie(EdgeBrief):
    other: Named


class EdgeEnds(EdgeBrief):
    source_node: Named
    target_node: Named


class NodeBrief(Named):
    aliases: list[str]
    properties: dict[str, Any]
    evidence: list[EvidenceModel]
    stated: list[Stated]


class PlacedFlow(EdgeEnds):
    origin: str | None
    destination: str | None
    direction: str


class Flows(Model):
    by: str
    count: int = Field(description="of all, of which `flows` may be the first")
    flows: list[PlacedFlow]


class HubFlows(Model):
    """Numbers of flows by kind: to the hub, from it, and between others through it (`via`)."""

    in_: dict[str, int] = Field(alias="in", examples=[{"people": 3, "knowledge": 1}])
    out: dict[str, int]
    via: dict[str, int]


class HubRow(Named):
    reported_types: list[str] = Field(description="types that a document gives", examples=[["coworking"]])
    estimated_type: str = Field(description="`none` where no type is likely enough", examples=["coworking"])
    probabilities: dict[str, float] = Field(examples=[{"coworking": 0.77, "resource_discovery": 0.14}])
    held_out: bool = Field(description="a type is reported, and the estimate was made without it")
    features_reported: int = Field(description="on how many features the estimate rests; with few it says little")
    opened: str | None
    ended: str | None
    places: list[Named] = Field(description="empty: not stated")
    prefectures: list[Named]
    cases: list[Named]
    documents: list[str]
    flows: HubFlows


class Hubs(Model):
    count: int
    hubs: list[HubRow]


class CaseBrief(Named):
    summary: Both
    flows_reported: list[str] = Field(description="kinds of flow that the text of the case reports")
    documents: list[str]
    evidence: list[EvidenceModel]
