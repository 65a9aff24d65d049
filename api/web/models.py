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


class Health(Model):
    status: str = Field(examples=["ok"])
    graph: str = Field(description="16 hex digits that name the content of the graph", examples=["0f3a9c61d2b7e845"])
    nodes: int
    edges: int


class Label(Model):
    label: Both
    definition: Both | None = None


class NodeSpec(Label):
    color: str
    shape: str
    kinds: dict[str, Both]


class EdgeSpec(Label):
    directed: bool
    derived: bool


class EnumSpec(Model):
    label: Both
    values: dict[str, Label]


class DocumentSpec(Model):
    id: str = Field(examples=["mlit-2019"])
    title: Both
    publisher: Both
    date: str | None
    line_count: int | None
    attached: bool = Field(description="whether the text is on this machine, so that quotes show")


class Vocabulary(Model):
    version: str
    graph: str
    token_needed: bool = Field(description="whether requests that are not GET need a token")
    nodes: dict[str, NodeSpec]
    edges: dict[str, EdgeSpec]
    flow_kinds: dict[str, Label]
    enums: dict[str, EnumSpec]
    documents: list[DocumentSpec]


class Overview(Model):
    nodes: dict[str, int]
    edges: dict[str, int]
    flows: list[dict[str, Any]]
    not_reported: dict[str, Any]


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


class Tie(EdgeBrief):
    other: Named


class EdgeEnds(EdgeBrief):
    source_node: Named
    target_node: Named


class EdgeCard(EdgeEnds):
    cases: list[Named]
    differing: list[EdgeEnds]


class NodeBrief(Named):
    aliases: list[str]
    properties: dict[str, Any]
    evidence: list[EvidenceModel]
    stated: list[Stated]


class NodeCard(NodeBrief):
    differing: list[NodeBrief]
    cases: list[Named]
    out: list[Tie]
    in_: list[Tie] = Field(alias="in")


class SearchResults(Model):
    query: str
    results: list[Named]


class Near(Named):
    distance: int


class Neighbours(Model):
    id: str
    depth: int
    is_whole: bool = Field(description="whether the limit left nothing out")
    nodes: list[Near]
    edges: list[EdgeModel]


class QuotedLine(Model):
    line: int
    text: str
    cited: bool = Field(description="false: a line around the cited ones")


class Quote(EvidenceModel):
    quote: list[QuotedLine]
