"""Networks for the benchmarks: heavy-tailed degrees and planted communities, always the same for a seed.

A degree-corrected planted partition (Karrer & Newman 2011): every node has a propensity from a power law and a
community; a tie starts at a node in proportion to its propensity and ends, in the same way, within the community
or anywhere.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

SEED = 20190322
EXPONENT = 2.5  # of the power law of degrees
INSIDE = 0.7  # share of the ties that look for their end within the community
MUTUAL = 0.3  # share of the arcs of a directed network that come with their reverse
_MEMBERS = 500  # of a community on average


@dataclass(frozen=True, slots=True)
class Drawn:
    """Every tie once, no loop, in no order: shapes (ties,); `community` (n,). `weight` None: without weights."""

    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray | None
    community: np.ndarray
    directed: bool

    @property
    def n(self) -> int:
        return len(self.community)

    def write(self, path: Path) -> None:
        np.savez(path, **{name: value for name, value in asdict(self).items() if value is not None})

    @classmethod
    def read(cls, path: Path) -> Drawn:
        with np.load(path) as file:
            return cls(file["source"], file["target"], file.get("weight"), file["community"], bool(file["directed"]))


def draw(n: int, ties: int, directed: bool = False, seed: int = SEED) -> Drawn:
    """A network of exactly so many ties. A directed one is weighted, too: whole numbers, most of them small."""
    random = np.random.default_rng(seed)
    community = random.integers(0, max(n // _MEMBERS, 4), n)
    places = _Places.of(community, _propensities(n, random))
    found = np.empty(0, np.int64)
    while len(found) < ties:
        source, target = places.draw((ties - len(found)) * 6 // 5 + 100, random)
        found = np.unique(np.concatenate([found, _numbers(n, source, target, directed, random)]))
    chosen = random.choice(found, ties, replace=False)
    weight = random.geometric(0.3, ties).astype(np.float64) if directed else None
    return Drawn(chosen // n, chosen % n, weight, community, directed)


def _propensities(n: int, random: np.random.Generator) -> np.ndarray:
    """Up to 3 √n times the least one: were there no end, the same few pairs would be drawn over and over."""
    return np.minimum((1 - random.random(n)) ** (-1 / (EXPONENT - 1)), 3 * np.sqrt(n))


def _numbers(n: int, source: np.ndarray, target: np.ndarray, directed: bool, random: np.random.Generator) -> np.ndarray:
    """One number for each tie that is no loop."""
    keep = source != target
    source, target = source[keep], target[keep]
    if not directed:
        return np.minimum(source, target) * n + np.maximum(source, target)
    back = random.random(len(source)) < MUTUAL
    return np.concatenate([source * n + target, target[back] * n + source[back]])


@dataclass(frozen=True, slots=True)
class _Places:
    """The nodes laid end to end, each as long as its propensity, those of a community side by side.

    `end` where each of the `node`s ends, (n,); `first` where each community begins, and the end, (communities + 1,).
    """

    node: np.ndarray
    end: np.ndarray
    first: np.ndarray
    community: np.ndarray

    @classmethod
    def of(cls, community: np.ndarray, propensity: np.ndarray) -> _Places:
        node = np.argsort(community, kind="stable")
        end = np.cumsum(propensity[node])
        sizes = np.bincount(community)
        return cls(node, end, np.concatenate([[0.0], end])[np.concatenate([[0], np.cumsum(sizes)])], community)

    def draw(self, count: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        whole = self.first[-1]
        source = self._at(random.random(count) * whole)
        home, inside = self.community[source], random.random(count) < INSIDE
        low, high = np.where(inside, self.first[home], 0), np.where(inside, self.first[home + 1], whole)
        return source, self._at(low + random.random(count) * (high - low))

    def _at(self, place: np.ndarray) -> np.ndarray:
        return self.node[np.minimum(np.searchsorted(self.end, place, side="right"), len(self.node) - 1)]
