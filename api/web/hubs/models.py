"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.web.models import (
    Both,
    CaseBrief,
    EdgeBrief,
    EdgeEnds,
    EdgeModel,
    EvidenceModel,
    HubRow,
    Model,
    Named,
    NodeBrief,
    Tie,
)


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
