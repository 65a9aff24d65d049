"""The type of every hub, and for every case whether there is a hub at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.model import KnowledgeGraph
from graph.places import Places
from graph.typology.explain import Change, Reason, distance, explained_type, reasons, smallest_change
from graph.typology.features import Candidate, case_candidates, hub_candidates, matrix
from graph.typology.model import NONE, Model, decide, held_out, labels, networked, without_hub_features
from graph.typology.neighbourhood import Neighbourhoods
from graph.typology.orientation import computed_orientation, reported_orientation


@dataclass(frozen=True)
class HubResult:
    """`chances` shape (3,), in the order of TYPES. `held_out`: the hub has a reported type, and the
    model that judged it has not seen it. `explained` is the type that the reasons are about."""

    candidate: Candidate
    chances: np.ndarray
    type: str
    explained: str
    networked: float
    reasons: list[Reason]
    change: Change | None
    reported: list[str]
    distance: float | None
    held_out: bool
    orientation_reported: str | None
    orientation_computed: str


@dataclass(frozen=True)
class CaseResult:
    """`describes_hub` as coded; `hub_chance` by a model that has not seen this case; `type` is that of
    the hub that the case is about, "none" where it describes no hub; `chances` if it were one."""

    candidate: Candidate
    describes_hub: bool
    hub: str | None
    type: str
    hub_chance: float
    chances: np.ndarray


class Typology:
    """Classifies the hubs and cases of one graph.

    It learns from the hubs with reported types of `learn_from`, by default of the same graph; give
    the shipped graph for one of your own. Raises TooFewLabels where these do not hold an example
    and a counter-example of every type.
    """

    def __init__(self, graph: KnowledgeGraph, learn_from: KnowledgeGraph | None = None):
        self.graph, self._other = graph, learn_from
        self._places = Places(graph)

    @cached_property
    def _hubs(self) -> list[Candidate]:
        return hub_candidates(self.graph)

    @cached_property
    def labelled(self) -> list[Candidate]:
        """The hubs with a reported type that the model learns from."""
        hubs = hub_candidates(self._other) if self._other else self._hubs
        return [hub for hub in hubs if hub.node.properties.get("reported_types")]

    @cached_property
    def _x(self) -> np.ndarray:
        return matrix(self.labelled)

    @cached_property
    def _range(self) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and the highest known value of each column."""
        missing = np.isnan(self._x)
        return np.where(missing, np.inf, self._x).min(axis=0), np.where(missing, -np.inf, self._x).max(axis=0)

    def _fit(self, without: str | None = None) -> Model:
        keep = np.array([hub.node.id != without for hub in self.labelled], dtype=bool)
        return Model.fit(self._x[keep], labels([hub.node for hub in self.labelled])[keep])

    @cached_property
    def model(self) -> Model:
        """Fitted to all labelled hubs; it judges the hubs without a reported type."""
        return self._fit()

    def hubs(self, hub_id: str | None = None) -> list[HubResult]:
        """The result of one hub, or of each, sorted by id."""
        return [self._hub(hub) for hub in self._hubs if hub_id in (None, hub.node.id)]

    def _hub(self, hub: Candidate) -> HubResult:
        seen = any(hub.node.id == other.node.id for other in self.labelled)
        model = self._fit(hub.node.id) if seen else self.model
        row = hub.row()
        chances = model.chances(row[None])[0]
        type_ = decide(chances)
        explained = explained_type(chances, type_)
        reported = list(hub.node.properties.get("reported_types", ()))
        return HubResult(
            hub,
            chances,
            type_,
            explained,
            networked(hub.features["sister_hubs"].value),
            reasons(hub, model, row, explained),
            smallest_change(model, row, *self._range),
            reported,
            distance(chances, reported),
            seen,
            reported_orientation(hub.around, self._places),
            computed_orientation(hub.around, self._places),
        )

    def cases(self) -> list[CaseResult]:
        """Every case of the graph, sorted by id; the chance of a hub by leave-one-out."""
        cases = case_candidates(self.graph)
        hub_types = {result.candidate.node.id: result.type for result in self.hubs()}
        homes = Neighbourhoods(self.graph)
        x = matrix(cases)
        chances = self.model.chances(x) if cases else x
        hub_chances = self._hub_chances(cases)
        found = []
        for case, types, chance in zip(cases, chances, hub_chances, strict=True):
            leading = homes.leading_hubs(case.node.id) if describes_hub(case) else ()
            hub = leading[0] if leading else None
            type_ = hub_types[hub] if hub else NONE if not describes_hub(case) else decide(types)
            found.append(CaseResult(case, describes_hub(case), hub, type_, float(chance), types))
        return found

    def _hub_chances(self, cases: list[Candidate]) -> np.ndarray:
        """By leave-one-out over these cases, or learnt from those of the other graph."""
        if self._other is None:
            return hub_chances(cases)
        known = case_candidates(self._other)
        y = np.array([[float(describes_hub(case))] for case in known])
        model = Model.fit(without_hub_features(matrix(known)), y)
        return model.chances(without_hub_features(matrix(cases)))[:, 0]


def describes_hub(case: Candidate) -> bool:
    """Whether the coders of a case say that it describes a hub."""
    return bool(case.node.properties.get("is_hub"))


def hub_chances(cases: list[Candidate]) -> np.ndarray:
    """The leave-one-out probability that each case describes a hub, shape (n,); NaN where cases of
    only one sort are left to learn from."""
    y = np.array([[float(describes_hub(case))] for case in cases])
    if min(y.sum(), len(y) - y.sum()) < 2:
        return np.full(len(cases), np.nan)
    return held_out(without_hub_features(matrix(cases)), y)[:, 0]
