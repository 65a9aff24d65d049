"""The shapes of these answers, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.web.models import Both, CaseBrief, EdgeModel, Model, Named, NodeBrief, Tie


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
