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
    cases: int
    statements: int = Field(description="ties that cite the document")


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
    outcome: list[Stated] | None = Field(None, description="of a tie to an outcome: the outcome in words")


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


class QuotedLine(Model):
    line: int
    text: str
    cited: bool = Field(description="false: a line around the cited ones")


class Quote(EvidenceModel):
    quote: list[QuotedLine]


class CaseFiles(Model):
    files: list[str] = Field(examples=[["my-case.yaml", "actors/mine.yaml"]])


class Change(CaseFiles):
    """The graph that the files make, and the files."""

    nodes: int
    edges: int
    cases: int


class Judged(Model):
    judgement: str = Field(examples=["same"])
    actors: tuple[str, str]
    because: str


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


class FlowCell(Model):
    origin: str | None = Field(description="None: not stated, or in several regions of this level")
    destination: str | None
    count: int
    edges: list[str]
    amounts: list[dict[str, Any]]


class FlowMatrix(Model):
    by: str = Field(examples=["prefecture"])
    kind: str | None
    hub: dict[str, Any] | None
    flows: int
    planned: list[str]
    regions: list[dict[str, Any]]
    counts: list[list[int]] = Field(description="origins × destinations, in the order of `regions`")
    row_totals: list[int]
    column_totals: list[int]
    not_stated: dict[str, int]
    cells: list[FlowCell]
    balance: list[dict[str, Any]]
    reciprocity: dict[str, Any]
    amounts: list[dict[str, Any]]
    conversions: dict[str, Any]


class PlacedFlow(EdgeEnds):
    origin: str | None
    destination: str | None
    direction: str


class Flows(Model):
    by: str
    count: int = Field(description="of all, of which `flows` may be the first")
    flows: list[PlacedFlow]


class BriefQuote(Model):
    lines: list[dict[str, Any]]
    more: int = Field(description="lines left out")
    is_same: bool = Field(description="whether the attached text has the digest that is cited")


class Claim(Model):
    """A statement, or a row of an answer, as a sentence."""

    id: str
    sentence: Both
    evidence: list[EvidenceModel]
    differs: list[str] = Field(description="ids of the claims that state something else of the same matter")


class Brief(Model):
    made_of: dict[str, Any] = Field(description="versions of graph, schema and software; size of the graph")
    subjects: list[dict[str, Any]]
    missing: list[str] = Field(description="what was asked for and is not in this graph")
    question: dict[str, Any] | None
    claims: list[Claim]
    left_out: int = Field(description="claims beyond the most that a brief holds")
    cases: list[dict[str, Any]]
    quotes: dict[str, BriefQuote] = Field(description="by document:first-last; none where a text is not attached")


class EdgeNamed(Model):
    id: str
    type: str
    kind: str | None
    source_node: Named
    target_node: Named


class CitedLines(Model):
    document: str = Field(examples=["mlit-2019"])
    lines: tuple[int, int]
    digest: str | None = Field(description="null where no statement cites these lines")
    attached: bool = Field(description="whether the text is on this machine")
    nodes: list[Named]
    edges: list[EdgeNamed]
