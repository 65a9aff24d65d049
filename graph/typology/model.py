"""Three regularised logistic regressions, one for each type, and one that asks: is there a hub?

One against the rest, since a hub can have two types. Each minimises

    sum over i of log(1 + exp(-s_i (b + w·x_i))) + penalty/2 · |w|²,   s_i = ±1

by Newton's method (iteratively reweighted least squares; le Cessie & van Houwelingen 1992) over
standardised features. A missing value stands at the mean of those known, and so pulls neither way.

The penalty is not tuned. It is the Gaussian prior under which the log-odds of a hub with typical
features have a standard deviation of PRIOR_SPREAD before any label is seen (a probability between
about 0.1 and 0.9): the number of features / PRIOR_SPREAD².
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.model import Node
from graph.typology.features import FEATURES, HUB_ONLY

TYPES = ("coworking", "resource_discovery", "knowledge_platform")
NONE = "none"
BAR = 0.5
PRIOR_SPREAD = 2.0
_STEPS, _TOLERANCE = 100, 1e-10


class TooFewLabels(ValueError):
    """A model cannot be fitted: of some type there is no example, or nothing else."""


def fit_logistic(x: np.ndarray, y: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
    """The intercept (without penalty) and the coefficients, shape (p,), for x (n, p) and y (n,) of 0 and 1.

    Raises TooFewLabels where y holds only one value (the intercept would have no limit) and
    ValueError where the penalty is not above 0.
    """
    if penalty <= 0:
        raise ValueError("the penalty must be above 0")
    if len(set(y.tolist())) < 2:
        raise TooFewLabels("there must be examples of both answers")
    design = np.column_stack([np.ones(len(x)), x])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 0
    beta = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = sigmoid(design @ beta)
        slope = design.T @ (chance - y) + ridge * beta
        if np.abs(slope).max() < _TOLERANCE:
            break
        curve = (design.T * (chance * (1 - chance))) @ design + np.diag(ridge)
        beta = _descend(beta, np.linalg.solve(curve, slope), design, y, ridge)
    return float(beta[0]), beta[1:]


def _descend(beta: np.ndarray, step: np.ndarray, design: np.ndarray, y: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """A Newton step, halved until it does not lead upwards."""

    def loss(point: np.ndarray) -> float:
        z = design @ point
        return float(np.logaddexp(0, z).sum() - y @ z + (ridge * point**2).sum() / 2)

    before, size = loss(beta), 1.0
    # The slack lets the last steps through, where rounding hides the gain.
    while loss(beta - size * step) > before + 1e-12 * abs(before) and size > 1e-6:
        size /= 2
    return beta - size * step


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-z)) without overflow."""
    return np.exp(-np.logaddexp(0, -z))


@dataclass(frozen=True)
class Scaler:
    """Mean and standard deviation of the known values of each column, shapes (p,)."""

    mean: np.ndarray
    spread: np.ndarray

    @classmethod
    def fit(cls, x: np.ndarray) -> Scaler:
        known = ~np.isnan(x)
        count = np.maximum(known.sum(axis=0), 1)
        mean = np.where(known, x, 0).sum(axis=0) / count
        spread = np.sqrt(np.where(known, (x - mean) ** 2, 0).sum(axis=0) / count)
        # A column that never varies says nothing; it must not be blown up.
        return cls(mean, np.where(spread > 1e-12, spread, np.inf))

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return np.nan_to_num((x - self.mean) / self.spread, nan=0.0)


@dataclass(frozen=True)
class Model:
    """Fitted regressions over `columns`: intercepts (k,) and coefficients (k, p)."""

    scaler: Scaler
    intercepts: np.ndarray
    weights: np.ndarray

    @classmethod
    def fit(cls, x: np.ndarray, y: np.ndarray, strength: float = 1.0) -> Model:
        """x (n, p) with NaN where missing, y (n, k) of 0 and 1; `strength` multiplies the penalty.

        Raises TooFewLabels where a column of y holds only one value.
        """
        scaler = Scaler.fit(x)
        scaled = scaler(x)
        penalty = strength * x.shape[1] / PRIOR_SPREAD**2
        fits = [fit_logistic(scaled, column, penalty) for column in y.T]
        return cls(scaler, np.array([fit[0] for fit in fits]), np.array([fit[1] for fit in fits]))

    def log_odds(self, x: np.ndarray) -> np.ndarray:
        """Log-odds, shape (n, k)."""
        return self.scaler(x) @ self.weights.T + self.intercepts

    def chances(self, x: np.ndarray) -> np.ndarray:
        """Probabilities, shape (n, k)."""
        return sigmoid(self.log_odds(x))

    def contributions(self, row: np.ndarray) -> np.ndarray:
        """What each feature of one row adds to the log-odds, shape (k, p)."""
        return self.weights * self.scaler(row)


def labels(nodes: Sequence[Node]) -> np.ndarray:
    """Whether each hub is reported as each of TYPES, shape (n, 3)."""
    rows = [[float(t in node.properties.get("reported_types", ())) for t in TYPES] for node in nodes]
    return np.array(rows).reshape(-1, len(TYPES))


def held_out(x: np.ndarray, y: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """Leave-one-out probabilities, shape (n, k): each row by a model that saw neither it nor its label."""
    keep = ~np.eye(len(x), dtype=bool)
    return np.array([Model.fit(x[others], y[others], strength).chances(x[[i]])[0] for i, others in enumerate(keep)])


def decide(chances: np.ndarray) -> str:
    """The likeliest of TYPES, or "none" where none reaches BAR."""
    best = int(np.argmax(chances))
    return TYPES[best] if chances[best] >= BAR else NONE


def without_hub_features(x: np.ndarray) -> np.ndarray:
    """The columns that a case has before it is known to have a hub."""
    return x[:, [feature.name not in HUB_ONLY for feature in FEATURES]]


def networked(sister_hubs: float | None) -> float:
    """Whether the hub belongs to a network of hubs, by rule: 1 - 1/4 to the power of the hubs it is tied to.

    The report's criterion is that bases form a network with each other, and it names two examples,
    too few to learn from. No tie in a case told at length gives 0, one tie 0.75; 0.5 is "not reported".
    """
    return 0.5 if sister_hubs is None else 1 - 0.25**sister_hubs


def as_numbers(values: np.ndarray) -> dict[str, Any]:
    """Probabilities by type, to four decimals."""
    return {name: round(float(value), 4) for name, value in zip(TYPES, values, strict=True)}
