"""What a hub is like, in figures that a reader can check: each rests on edges, and they on lines.

Nothing here reads a name, a text, a reported type, an orientation, a section or a category.

"Not reported" is not zero. A share or a diversity of things that are not told is missing. A count
of zero is taken as zero only where a case is told at length (TOLD_AT_LENGTH statements): its
coders looked for such statements and found none. Where a hub is only mentioned it is missing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from math import log2

import numpy as np

from graph.language import Messages
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.places import Places
from graph.typology.neighbourhood import Neighbourhood, Neighbourhoods

FORMS = ("place", "network", "platform")
FLOW_KINDS = ("people", "goods", "money", "information", "knowledge")
TOLD_AT_LENGTH = 10
_PUBLIC = frozenset({"national_agency", "prefecture", "municipality"})
_BUSINESS = frozenset({"company", "bank", "fund", "cooperative"})
_TAKES_PART = frozenset({
    "OPERATES", "FOUNDED", "FUNDS", "COORDINATES", "HOSTS", "SUPPORTS",
    "PARTICIPATES_IN", "USES", "COMMISSIONS", "PARTNERS_WITH", "INVESTS_IN", "HEADS",
    "SPOKE_AT", "RUNS", "UPGRADES", "PRODUCES", "FLOW",
})  # fmt: skip
_LABELS = Messages("graph.typology", "features.yaml")


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, None where it is not reported, with the edges that it rests on."""

    value: float | None
    edges: tuple[Edge, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def lines(self) -> list[Evidence]:
        """The evidence of the edges and of the value itself, sorted, each once."""
        return sorted({*self.evidence, *(item for edge in self.edges for item in edge.evidence)})


class Surroundings:
    """A neighbourhood with what several features ask of it."""

    def __init__(self, around: Neighbourhood, graph: KnowledgeGraph, places: Places):
        self.around, self.graph, self.places = around, graph, places

    @property
    def node(self) -> Node:
        return self.around.node

    @property
    def told_at_length(self) -> bool:
        return len(self.around.edges) >= TOLD_AT_LENGTH

    def edges(self, *types: str) -> list[Edge]:
        return [edge for edge in self.around.edges if edge.type in types]

    @cached_property
    def actors(self) -> dict[str, list[Edge]]:
        """Who takes part, each with the edges that say so."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.around.edges:
            if edge.type in _TAKES_PART:
                for end in {edge.source, edge.target}:
                    if self.graph.nodes[end].type == "Actor":
                        found[end].append(edge)
        return found

    @cached_property
    def prefectures(self) -> dict[str, str]:
        """The prefecture of each actor that is stated to be in just one."""
        stated = {actor: self.places.prefectures(actor) for actor in self.actors}
        return {actor: next(iter(found)) for actor, found in stated.items() if len(found) == 1}

    @cached_property
    def flows(self) -> list[Edge]:
        return self.edges("FLOW")

    def kind(self, node_id: str) -> str | None:
        return self.graph.nodes[node_id].kind

    def seats(self, actors: Iterable[str]) -> tuple[Edge, ...]:
        return tuple(edge for actor in actors for edge in self.graph.out_edges(actor, "LOCATED_IN", "GOVERNS"))

    def via_self(self, flow: Edge) -> bool:
        """Whether a flow goes through the hub or a programme. Hubs do not count for a case: whether
        it has one is what is to be found."""
        via = flow.properties.get("via")
        return via is not None and (via in self.around.core or self.graph.nodes[via].type == "Programme")


def gini_simpson(items: Iterable[str]) -> float | None:
    """Chance that two items drawn without putting back differ (Simpson 1949); None for fewer than two."""
    counts = Counter(items)
    total = sum(counts.values())
    if total < 2:
        return None
    return 1 - sum(count * (count - 1) for count in counts.values()) / (total * (total - 1))


def _share(part: Collection[object], whole: Collection[object]) -> float | None:
    """None for fewer than two things: of one thing the share is 0 or 1 whatever the hub is like."""
    return len(part) / len(whole) if len(whole) > 1 else None


def _count(place: Surroundings, things: Collection[str], edges: Iterable[Edge]) -> Measured:
    known = bool(things) or place.told_at_length
    return Measured(float(len(things)) if known else None, tuple(edges))


def _form(place: Surroundings, form: str) -> Measured:
    if place.node.type != "Hub":
        return Measured(None)
    evidence = place.node.property_evidence.get("form", place.node.evidence)
    return Measured(float(place.node.properties["form"] == form), (), tuple(evidence))


def _located(place: Surroundings) -> Measured:
    if place.node.type != "Hub":
        return Measured(None)
    edges = [edge for edge in place.edges("LOCATED_IN") if edge.source == place.node.id]
    return Measured(1.0 if edges else 0.0 if place.told_at_length else None, tuple(edges))


def _sister_hubs(place: Surroundings) -> Measured:
    if place.node.type != "Hub":
        return Measured(None)
    me, nodes = place.node.id, place.graph.nodes
    edges = [edge for edge in place.edges("LINKED_WITH", "PART_OF") if me in (edge.source, edge.target)]
    others = {edge.id: edge.target if edge.source == me else edge.source for edge in edges}
    edges = [edge for edge in edges if nodes[others[edge.id]].type == "Hub"]
    return _count(place, {others[edge.id] for edge in edges}, edges)


def _actor_kinds(place: Surroundings) -> Measured:
    kinds = [place.kind(actor) or "other" for actor in place.actors]
    return Measured(gini_simpson(kinds), tuple(edge for edges in place.actors.values() for edge in edges))


def _share_of_actors(place: Surroundings, kinds: frozenset[str]) -> Measured:
    chosen = [actor for actor in place.actors if place.kind(actor) in kinds]
    return Measured(_share(chosen, place.actors), tuple(edge for actor in chosen for edge in place.actors[actor]))


def _region_diversity(place: Surroundings) -> Measured:
    return Measured(gini_simpson(place.prefectures.values()), place.seats(place.prefectures))


def _concentration(place: Surroundings) -> Measured:
    counts = Counter(place.prefectures.values())
    total = sum(counts.values())
    value = max(counts.values()) / total if total > 1 else None
    return Measured(value, place.seats(place.prefectures))


def _metro_share(place: Surroundings) -> Measured:
    sides = {actor: place.places.is_metropolitan(actor) for actor in place.actors}
    known = {actor: side for actor, side in sides.items() if side is not None}
    return Measured(_share([actor for actor, side in known.items() if side], known), place.seats(known))


def _resources(place: Surroundings, types: tuple[str, ...], kinds: frozenset[str] | None = None) -> Measured:
    edges = [
        edge
        for edge in place.edges(*types)
        if place.graph.nodes[edge.target].type == "Resource" and (kinds is None or place.kind(edge.target) in kinds)
    ]
    return _count(place, {edge.target for edge in edges}, edges)


def _flow_share(place: Surroundings, kind: str) -> Measured:
    chosen = [flow for flow in place.flows if flow.kind == kind]
    return Measured(_share(chosen, place.flows), tuple(chosen))


def _inward(place: Surroundings) -> Measured:
    core = place.around.core
    into = [flow for flow in place.flows if flow.target in core and flow.source not in core]
    out = [flow for flow in place.flows if flow.source in core and flow.target not in core]
    return Measured(_share(into, [*into, *out]), (*into, *out))


def _given_by(place: Surroundings, kinds: frozenset[str]) -> Measured:
    given = [flow for flow in place.flows if place.graph.nodes[flow.source].type == "Actor"]
    chosen = [flow for flow in given if place.kind(flow.source) in kinds]
    return Measured(_share(chosen, given), tuple(chosen))


def _matching(place: Surroundings) -> Measured:
    flows = [
        flow
        for flow in place.flows
        if flow.kind == "information" and (flow.source in place.around.core or place.via_self(flow))
    ]
    return _count(place, [flow.id for flow in flows], flows)


def _sources(place: Surroundings, *types: str) -> Measured:
    edges = [edge for edge in place.edges(*types) if place.graph.nodes[edge.source].type == "Actor"]
    return _count(place, {edge.source for edge in edges}, edges)


def _members(place: Surroundings) -> Measured:
    nodes = place.graph.nodes
    edges = [
        edge
        for edge in place.edges("PARTICIPATES_IN", "USES")
        if nodes[edge.source].type == "Actor" and nodes[edge.target].type in ("Hub", "Programme")
    ]
    return _count(place, {edge.source for edge in edges}, edges)


def _programmes(place: Surroundings, kinds: frozenset[str]) -> Measured:
    edges = [edge for edge in place.edges("RUNS") if place.kind(edge.target) in kinds]
    return _count(place, {edge.target for edge in edges}, edges)


@dataclass(frozen=True, slots=True)
class Feature:
    """How one feature is measured. Counts enter the model as log2(1 + count): the second event says
    more than the twentieth."""

    name: str
    scale: str
    measure: Callable[[Surroundings], Measured]

    def label(self, lang: str) -> str:
        return _LABELS.text(self.name, lang)

    def column(self, value: float | None) -> float:
        """The value as the model sees it; NaN where it is missing."""
        if value is None:
            return float("nan")
        return log2(1 + value) if self.scale == "count" else value

    def uncolumn(self, number: float) -> float:
        """The value that the model sees as `number`."""
        return 2**number - 1 if self.scale == "count" else number


FEATURES = (
    *(Feature(f"form_{form}", "flag", partial(_form, form=form)) for form in FORMS),
    Feature("located", "flag", _located),
    Feature("sister_hubs", "count", _sister_hubs),
    Feature("actor_kinds", "share", _actor_kinds),
    Feature("business_share", "share", partial(_share_of_actors, kinds=_BUSINESS)),
    Feature("public_share", "share", partial(_share_of_actors, kinds=_PUBLIC)),
    Feature("region_diversity", "share", _region_diversity),
    Feature("concentration", "share", _concentration),
    Feature("metro_share", "share", _metro_share),
    Feature("resources_upgraded", "count", partial(_resources, types=("UPGRADES",))),
    Feature("resources_produced", "count", partial(_resources, types=("PRODUCES",))),
    Feature(
        "knowledge_used",
        "count",
        partial(_resources, types=("USES", "PRODUCES", "UPGRADES"), kinds=frozenset({"dataset", "knowledge"})),
    ),
    *(Feature(f"flow_{kind}", "share", partial(_flow_share, kind=kind)) for kind in FLOW_KINDS),
    Feature("inward", "share", _inward),
    Feature("given_by_business", "share", partial(_given_by, kinds=_BUSINESS)),
    Feature("given_by_public", "share", partial(_given_by, kinds=_PUBLIC)),
    Feature("given_by_persons", "share", partial(_given_by, kinds=frozenset({"person"}))),
    Feature("matching", "count", _matching),
    Feature("coordinators", "count", lambda place: _sources(place, "COORDINATES")),
    Feature("members", "count", _members),
    Feature("events", "count", partial(_programmes, kinds=frozenset({"event", "contest"}))),
    Feature("courses", "count", partial(_programmes, kinds=frozenset({"course"}))),
)
FEATURE = {feature.name: feature for feature in FEATURES}
# A case has no form, place or sister hub before it is known to have a hub.
HUB_ONLY = frozenset({*(f"form_{form}" for form in FORMS), "located", "sister_hubs", "inward"})


@dataclass(frozen=True)
class Candidate:
    """A Hub or a Case with its features, by name."""

    node: Node
    homes: tuple[str, ...]
    features: dict[str, Measured]
    around: Neighbourhood

    @property
    def known(self) -> int:
        """How many features are reported; the form counts once, however many columns it fills."""
        reported = [name for name, found in self.features.items() if found.value is not None]
        forms = sum(name.startswith("form_") for name in reported)
        return len(reported) - max(forms - 1, 0)

    def row(self) -> np.ndarray:
        """The features as the model sees them, shape (len(FEATURES),), NaN where missing."""
        return np.array([feature.column(self.features[feature.name].value) for feature in FEATURES])


def hub_candidates(graph: KnowledgeGraph) -> list[Candidate]:
    """Every Hub of the graph with its features, sorted by id."""
    around, places = Neighbourhoods(graph), Places(graph)
    return [_candidate(around.of_hub(hub), graph, places) for hub in graph.of_type("Hub")]


def case_candidates(graph: KnowledgeGraph) -> list[Candidate]:
    """Every Case of the graph with its features, as if it were not known whether it holds a hub."""
    around, places = Neighbourhoods(graph), Places(graph)
    return [_candidate(around.of_case(case), graph, places) for case in graph.of_type("Case")]


def _candidate(around: Neighbourhood, graph: KnowledgeGraph, places: Places) -> Candidate:
    place = Surroundings(around, graph, places)
    features = {feature.name: feature.measure(place) for feature in FEATURES}
    return Candidate(around.node, around.homes, features, around)


def matrix(candidates: Iterable[Candidate]) -> np.ndarray:
    """The rows of the candidates, shape (number of candidates, len(FEATURES)), NaN where missing."""
    rows = [candidate.row() for candidate in candidates]
    return np.array(rows) if rows else np.empty((0, len(FEATURES)))
