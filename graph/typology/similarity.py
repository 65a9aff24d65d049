"""Which hubs are told alike, and in what.

The measure is Gower's coefficient (Gower 1971, Biometrics 27:857-871), made for figures of mixed kinds of which some
are missing: the mean, over the features that are reported of both hubs, of how near the two are, from 0 (as far apart
as any two hubs of the graph) to 1 (equal). The form is one feature, equal or not. A feature that is not reported of
one of them says nothing. There is no answer with fewer than ENOUGH in common, or fewer than half of those of the hub
that more is told of: few features are easily alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.typology.features import FEATURES, FORMS, Candidate

ENOUGH = 8
FORM = "form"
Value = float | str
_NUMERIC = [not feature.name.startswith("form_") for feature in FEATURES]
_NAMES = (*(feature.name for feature, kept in zip(FEATURES, _NUMERIC, strict=True) if kept), FORM)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A feature reported of both: how near they are in it, and by how much nearer than the first hub mostly is to
    others (`beyond`, below 0 where they are further apart)."""

    feature: str
    one: Value
    other: Value
    score: float
    beyond: float


@dataclass(frozen=True, slots=True)
class Similarity:
    """Of two hubs; `value` is None where too little is reported of both. `features` begins with those that set the pair
    apart from others as alike, and ends with those that do so as unlike."""

    other: str
    value: float | None
    features: tuple[Likeness, ...]


class Similarities:
    """Between the hubs of one graph."""

    def __init__(self, hubs: Sequence[Candidate]):
        self._hubs = {hub.node.id: hub for hub in hubs}
        self._place = {key: number for number, key in enumerate(self._hubs)}
        rows = np.array([hub.row() for hub in hubs]).reshape(-1, len(FEATURES))
        self._x = rows[:, _NUMERIC]
        self._form = np.array([FORMS.index(hub.node.properties["form"]) for hub in hubs], dtype=int)
        known = np.isfinite(self._x).any(axis=0)
        self._lowest = _over(np.nanmin, self._x, known)
        self._range = np.where(known, _over(np.nanmax, self._x, known) - self._lowest, 0)

    def between(self, one: str, other: str) -> Similarity:
        """Of two hubs, given by id; KeyError where there is no such hub."""
        return self._similarity(one, self._place[other], self._scores(one))

    def nearest(self, one: str, most: int) -> list[Similarity]:
        """The hubs that are most like one, the nearest first; those of which too little is told are left out."""
        scores = self._scores(one)
        values = self._values(one, scores)
        values[self._place[one]] = np.nan
        order = sorted(np.flatnonzero(np.isfinite(values)).tolist(), key=lambda k: (-round(values[k], 9), k))
        return [self._similarity(one, k, scores) for k in order[:most]]

    def position(self, hub: str) -> dict[str, float]:
        """Where a hub stands in each feature, from 0, the lowest of all hubs, to 1, the highest; without the form, and
        without what is not reported or the same of all."""
        row = self._x[self._place[hub]]
        return {
            name: float((value - low) / span)
            for name, value, low, span in zip(_NAMES, row, self._lowest, self._range, strict=False)
            if np.isfinite(value) and span > 0
        }

    def _scores(self, one: str) -> np.ndarray:
        """How near every hub is to one in every feature, shape (hubs, features); NaN where not reported of both."""
        at = self._place[one]
        with np.errstate(invalid="ignore", divide="ignore"):
            numeric = 1 - np.abs(self._x - self._x[at]) / self._range
        # A feature in which no two hubs differ says nothing of any two.
        numeric[:, self._range <= 0] = np.nan
        return np.column_stack([numeric, (self._form == self._form[at]).astype(float)])

    def _similarity(self, one: str, at: int, scores: np.ndarray) -> Similarity:
        others = np.arange(len(scores)) != self._place[one]
        usual = _over(np.nanmean, scores[others], np.isfinite(scores[others]).any(axis=0))
        other = list(self._hubs)[at]
        found = [
            Likeness(name, self._value(one, name), self._value(other, name), float(score), float(score - mean))
            for name, score, mean in zip(_NAMES, scores[at], usual, strict=True)
            if np.isfinite(score)
        ]
        value = self._values(one, scores)[at]
        ordered = sorted(found, key=lambda row: (-round(row.beyond, 9), row.feature))
        return Similarity(other, float(value) if np.isfinite(value) else None, tuple(ordered))

    def _values(self, one: str, scores: np.ndarray) -> np.ndarray:
        """The mean of the scores of every hub; NaN where too little is reported of both."""
        count = np.isfinite(scores).sum(axis=1)
        known = 1 + np.isfinite(self._x).sum(axis=1)
        enough = np.maximum(ENOUGH, np.maximum(known, known[self._place[one]]) / 2)
        return np.where(count >= enough, np.nansum(scores, axis=1) / np.maximum(count, 1), np.nan)

    def _value(self, hub: str, feature: str) -> Value:
        candidate = self._hubs[hub]
        if feature == FORM:
            return candidate.node.properties[FORM]
        value = candidate.features[feature].value
        assert value is not None
        return value


def _over(summary: Callable[..., np.ndarray], x: np.ndarray, known: np.ndarray) -> np.ndarray:
    """A summary of each column; NaN for those in which nothing is known."""
    found = np.full(x.shape[1], np.nan)
    if known.any():
        found[known] = summary(x[:, known], axis=0)
    return found
