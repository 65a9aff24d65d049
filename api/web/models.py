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
    date_words: Both | None = None
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


class ReportedType(Model):
    type: str
    label: Both
    evidence: list[EvidenceModel]


class TypeReason(Model):
    feature: str = Field(examples=["events"])
    label: Both
    value: float | str
    value_text: Both
    usual: float | None = Field(description="typical value among the other hubs of which the type is reported")
    usual_text: Both | None
    weight: float = Field(description="what it adds to the log-odds of the type that is explained")
    evidence: list[EvidenceModel]


class TypeTrust(Model):
    """How often the estimate is right for hubs of which the type is reported, each judged without its own."""

    hubs: int
    right: int
    interval: tuple[float, float] = Field(description="Wilson's, at 95 %, of the share that is right")
    right_by_form: int = Field(description="right answers of a rule that knows the form alone")
    right_by_commonest: int = Field(description="right answers of always naming the commonest type")
    calibration: list[dict[str, float]]
    alike: dict[str, float] | None = Field(description="the probabilities near this one, and how often they were so")


class HubTypology(Model):
    types: dict[str, float]
    type: str
    label: Both
    networked: float = Field(description="a score and no probability; 0.5: too little is told")
    reported: list[ReportedType]
    held_out: bool
    distance: float | None
    reasons_for: dict[str, Any]
    reasons: list[TypeReason]
    features_reported: int
    features: int
    not_reported: list[dict[str, Any]]
    would_change: dict[str, Any] | None
    orientation: dict[str, Any] = Field(description="`reported` by the document, `computed` from the flows")
    in_words: dict[str, Both]
    trust: TypeTrust


class HubFlow(EdgeEnds):
    side: str = Field(description="in, out or via")


class FlowsOfKind(Model):
    kind: str
    ties: list[HubFlow]


class FlowsOfHub(Model):
    in_: list[FlowsOfKind] = Field(alias="in")
    out: list[FlowsOfKind]
    via: list[FlowsOfKind]
    planned: list[HubFlow]
    reported: list[str]
    not_reported: list[str] = Field(description="kinds of flow that none of its cases reports; they may well exist")


class TiedNode(Model):
    node: Named
    ties: list[EdgeBrief]


class ActorsOfKind(Model):
    kind: str
    label: Both
    actors: list[TiedNode]


class OutcomeValue(Model):
    id: str
    status: str = Field(examples=["actual", "target", "forecast"])
    number: float | None
    value: Both
    when: str | None
    when_text: Both | None
    note: Both | None
    differs: bool = Field(description="another statement gives another value")
    evidence: list[EvidenceModel]


class OutcomeRow(Model):
    """Values of one quantity; a target and an actual value are paired by the same words and unit."""

    of: Named
    quantity: Both
    values: list[OutcomeValue]


class SisterWay(Model):
    way: str = Field(examples=["linked", "part", "whole", "same_whole", "same_operator"])
    through: Named | None = Field(description="the whole or the operator that both have")
    edges: list[EdgeModel]


class Sister(Model):
    hub: Named
    ways: list[SisterWay]


class Likeness(Model):
    feature: str
    label: Both
    one: Both | None = Field(description="None: not reported")
    other: Both | None
    score: float | None = Field(description="1: equal; 0: as far apart as any two hubs")


class ComparedFeature(Likeness):
    position: tuple[float | None, float | None] = Field(
        description="of either hub, from 0, the lowest of all hubs, to 1, the highest; None also for the form"
    )


class SimilarityOf(Model):
    similarity: float | None = Field(description="Gower's coefficient, 0 to 1; None where too little is told of both")
    compared: int = Field(description="features that are reported of both")
    alike: list[Likeness]
    unlike: list[Likeness]


class SimilarHub(SimilarityOf):
    hub: Named


class SharedNode(Model):
    node: Named
    edges: list[EdgeModel]


class SharingHub(Model):
    hub: Named
    actors: list[SharedNode]


class HubCard(NodeBrief):
    cases: list[CaseBrief]
    documents: list[str]
    places: list[Tie]
    serves: list[Tie]
    prefectures: list[Named]
    typology: HubTypology
    flows: FlowsOfHub
    actors: list[ActorsOfKind]
    also_told: list[Named] = Field(description="actors that its case tells of as well, but not as tied to the hub")
    programmes: list[TiedNode]
    resources: list[TiedNode]
    outcomes: list[OutcomeRow]
    sisters: list[Sister]
    similar: list[SimilarHub]
    shared_actors: list[SharingHub]


class ComparedHub(NodeBrief):
    row: HubRow
    resources: list[TiedNode]
    programmes: list[TiedNode]
    regions: list[TiedNode]
    outcomes: list[OutcomeRow]


class SharedTie(Model):
    node: Named
    one: list[EdgeBrief]
    other: list[EdgeBrief]


class SharedThings(Model):
    actors: list[SharedTie]
    hubs: list[SharedTie]
    programmes: list[SharedTie]
    resources: list[SharedTie]
    regions: list[SharedTie]
    prefectures: list[Named]
    cases: list[Named]


class ToldFlows(Model):
    state: str = Field(description="told; elsewhere: its cases report the kind, but between others; not_reported")
    count: int | None


class ComparedFlows(Model):
    side: str
    kind: str
    one: ToldFlows
    other: ToldFlows


class ComparedKind(Model):
    kind: str
    label: Both
    one: list[Named]
    other: list[Named]


class Comparison(Model):
    one: ComparedHub
    other: ComparedHub
    shared: SharedThings
    sisters: list[SisterWay]
    similarity: SimilarityOf
    features: list[ComparedFeature]
    flows: list[ComparedFlows]
    actor_kinds: list[ComparedKind]


class TiesOfType(Model):
    type: str
    kind: str | None
    side: str = Field(description="out: from the actor; in: to it")
    label: Both
    ties: list[Tie]


class RankInterval(Model):
    low: int | None
    high: int | None
    lost: float = Field(description="share of the replicates in which no tie was left")


class BridgingMeasure(Model):
    value: float | None
    rank: int | None = Field(description="1 bridges most")
    intervals: dict[str, RankInterval] | None = Field(
        default=None,
        description="edges: a tenth of the statements left out; case, document: each left out; unknown: flows that "
        "cases do not report filled in",
    )
    low_bridges: bool


class BridgingRole(Model):
    count: int | None = Field(description="ordered pairs")
    expected: float | None = Field(description="given group sizes and density")
    z: float | None
    p: float | None = Field(description="share of random dealings of the groups with as many or more")


class BridgingRoles(Model):
    by: str
    group: str | None
    group_label: Both | None
    known: int = Field(description="nodes of which the group is known; the roles are counted among these")
    of: int
    roles: dict[str, BridgingRole] | None


class Sentence(Both):
    code: str


class ActorBridging(Model):
    ranked: bool
    why: str | None = Field(default=None, description="why not ranked: role_group or no_ties")
    among: int | None = None
    sentences: list[Sentence]
    measures: dict[str, BridgingMeasure]
    roles: BridgingRoles | None
    conventions: dict[str, Any] | None = None


class Contact(Model):
    node: Named
    beside: int = Field(description="of the other contacts, how many it is tied to")
    ties: list[EdgeModel]


class TiedContacts(Model):
    one: str
    other: str
    edges: list[str]


class Ego(Model):
    contacts: list[Contact]
    between: list[TiedContacts]


class ActorCard(NodeBrief):
    cases: list[CaseBrief]
    documents: list[str]
    places: list[Tie]
    prefectures: list[Named]
    roles: list[TiesOfType]
    outcomes: list[Tie]
    bridging: ActorBridging
    ego: Ego


class ExportFormat(Model):
    name: str = Field(examples=["graphml"])
    label: Both
    use: Both = Field(description="what the format is good for")
    media_type: str = Field(examples=["application/graphml+xml"])
    file: str = Field(description="name of the file that is downloaded", examples=["tairyu-0f3a9c61d2b7e845.graphml"])
    url: str = Field(examples=["/api/export/graphml"])
    available: bool = Field(description="false: a library that it needs is not installed on the server")


class Exports(Model):
    graph: str = Field(description="16 hex digits that name the content of the graph")
    formats: list[ExportFormat]


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


class QuestionParameter(Both):
    name: str = Field(examples=["hub"])
    type: str = Field(description="a type of node, `Node`, text, integer, number, or an enumeration", examples=["Hub"])
    default: Any


class AnswerColumn(Model):
    name: str
    type: str | None = Field(default=None, description="id, text, integer, number, boolean or list; of questions only")
    ja: str | None = None
    en: str | None = None


class CatalogueEntry(Both):
    name: str = Field(examples=["who-operates"])
    subject: str = Field(examples=["who"])
    good_for: Both
    parameters: list[QuestionParameter]
    columns: list[AnswerColumn]
    cypher: str
    sparql: str


class NamedTie(Model):
    id: str
    type: str
    kind: str | None
    source_node: Named
    target_node: Named


class AdHoc(Model):
    engine: str = Field(examples=["cypher"])
    columns: list[AnswerColumn]
    rows: list[list[Any]]
    names: dict[str, Named] = Field(description="the nodes that occur in the rows")
    ties: dict[str, NamedTie] = Field(description="the ties that occur in them")
    words: dict[str, dict[str, Both]] = Field(description="by column the words for its values, where it has such")


class QuestionAnswer(AdHoc):
    question: dict[str, str]
    parameters: dict[str, Any] = Field(description="as understood: ids for names")
    cypher: str = Field(description="with the values written in")
    sparql: str


class PlainAnswer(Model):
    """The answer, where the question was understood."""

    text: str
    understood: dict[str, Any] | None
    alternatives: list[dict[str, Any]]


class CypherQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: str = Field(examples=["MATCH (a:Actor)-[:OPERATES]->(h:Hub {id: $hub}) RETURN a.id, h.id"])
    parameters: dict[str, Any] = Field(default_factory=dict, examples=[{"hub": "hub:co-ba"}])


class SparqlQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    query: str = Field(examples=["SELECT ?hub WHERE { ?hub a ty:Hub } LIMIT 5"])


class LanguageProperty(Model):
    label: Both
    cypher: list[str]
    sparql: str


class LanguageNode(Model):
    cypher: str
    properties: list[LanguageProperty]
    measured: bool = Field(description="whether it has the measures of bridging too")


class LanguageEdge(Model):
    source: list[str]
    target: list[str]
    properties: list[LanguageProperty]


class Languages(Model):
    limits: list[dict[str, Any]]
    prefixes: dict[str, str]
    measures: list[str]
    nodes: dict[str, LanguageNode]
    edges: dict[str, LanguageEdge]
