"""Why a hub is given its type, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from graph.model import Evidence
from graph.typology.features import FEATURES, FORMS, Candidate, Feature
from graph.typology.model import BAR, NONE, TYPES, Model, decide

_BAR_ODDS = float(np.log(BAR / (1 - BAR)))
# Past the border, not on it.
_BEYOND = 1e-6


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature with its value and its weight: what it adds to the log-odds of the type that is explained."""

    feature: str
    value: float
    weight: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of one feature that gives another type; `steps` in standard deviations."""

    feature: str
    value_from: float | str | None
    value_to: float | str
    type: str
    steps: float


def reasons(candidate: Candidate, model: Model, row: np.ndarray, explained: str) -> list[Reason]:
    """The reported features that move the type `explained`, the strongest first."""
    weights = model.contributions(row)[TYPES.index(explained)]
    found = []
    for feature, weight in zip(FEATURES, weights, strict=True):
        measured = candidate.features[feature.name]
        if measured.value is not None:
            found.append(Reason(feature.name, measured.value, float(weight), tuple(measured.lines())))
    return sorted(found, key=lambda reason: (-abs(round(reason.weight, 9)), reason.feature))


def smallest_change(model: Model, row: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> Change | None:
    """The cheapest change of one reported feature that changes the type; None where none within reach does.

    Values stay between `lowest` and `highest`, those seen in the hubs that the model learnt from;
    counts stay whole. A feature that is not reported is left alone.
    """
    found = [*_numeric_changes(model, row, lowest, highest), *_form_changes(model, row)]
    return min(found, key=lambda change: (round(change.steps, 9), change.feature, str(change.value_to)), default=None)


def _numeric_changes(model: Model, row: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> Iterator[Change]:
    now = decide(model.chances(row[None])[0])
    for column, feature in enumerate(FEATURES):
        spread = model.scaler.spread[column]
        if feature.name.startswith("form_") or np.isnan(row[column]) or not np.isfinite(spread):
            continue
        for shift in _borders(model, row, column):
            border = row[column] + shift * spread
            if not lowest[column] <= border <= highest[column]:
                continue
            value = _allowed(feature, border, shift)
            changed = row.copy()
            changed[column] = feature.column(value)
            then = decide(model.chances(changed[None])[0])
            if then != now:
                steps = float(abs(changed[column] - row[column]) / spread)
                yield Change(feature.name, feature.uncolumn(float(row[column])), value, then, steps)


def _borders(model: Model, row: np.ndarray, column: int) -> Iterator[float]:
    """How many standard deviations the column must move to where two types are level or one meets the bar."""
    odds = model.log_odds(row[None])[0]
    slopes = model.weights[:, column]
    lines = [(odds[i] - odds[j], slopes[i] - slopes[j]) for i in range(len(odds)) for j in range(i)]
    lines += [(odds[i] - _BAR_ODDS, slopes[i]) for i in range(len(odds))]
    for gap, slope in lines:
        if abs(slope) > 1e-12:
            shift = -gap / slope
            yield shift + np.sign(shift) * _BEYOND


def _allowed(feature: Feature, number: float, shift: float) -> float:
    value = feature.uncolumn(number)
    if feature.scale == "share":
        return float(value)
    if feature.scale == "flag":
        return float(shift > 0)
    return float(ceil(value) if shift > 0 else floor(value))


def _form_changes(model: Model, row: np.ndarray) -> Iterator[Change]:
    """Another form: one change, though it moves two columns."""
    columns = [i for i, feature in enumerate(FEATURES) if feature.name.startswith("form_")]
    if np.isnan(row[columns]).any():
        return
    now, form = decide(model.chances(row[None])[0]), FORMS[int(np.argmax(row[columns]))]
    for position, other in enumerate(FORMS):
        changed = row.copy()
        changed[columns] = np.eye(len(FORMS))[position]
        then = decide(model.chances(changed[None])[0])
        if then != now:
            moved = (changed - row)[columns] / model.scaler.spread[columns]
            yield Change("form", form, other, then, float(np.linalg.norm(moved)))


def distance(chances: np.ndarray, reported: list[str]) -> float | None:
    """How much likelier the likeliest type is than the likeliest reported one: 0 where they agree, at
    most 1, None where no type is reported."""
    if not reported:
        return None
    return float(max(chances) - max(chances[TYPES.index(name)] for name in reported))


def explained_type(chances: np.ndarray, type_: str) -> str:
    """The type whose reasons are given: the likeliest, even where it does not reach the bar."""
    return TYPES[int(np.argmax(chances))] if type_ == NONE else type_
