"""Brokerage roles (Gould & Fernandez 1989, Sociological Methodology 19: 89-126).

A broker b stands between a and c where there are arcs a → b → c and no arc a → c. By the groups of the three, b is
coordinator (all in one), itinerant (a and c in one, b in another), gatekeeper (a outside, b and c in one),
representative (a and b in one, c outside) or liaison (three groups). Weights are ignored. An undirected tie is
two arcs, so that each open pair counts twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph import kernels
from graph.bridging.network import Network
from graph.bridging.triads import ROLES, Triads, triads

KINDS = (*ROLES, "total")


@dataclass(frozen=True, slots=True)
class Brokerage:
    """By node and role in the order of KINDS, shapes (n, 6).

    `z` is NaN where the spread under chance is 0.
    """

    count: np.ndarray
    expected: np.ndarray
    sd: np.ndarray

    @property
    def z(self) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.sd > 0, (self.count - self.expected) / self.sd, np.nan)


def numbered(group: Sequence[Any], n: int) -> np.ndarray:
    """Groups as numbers from 0, shape (n,), in the order of their names.

    Raises ValueError where there are not n, or names that cannot be put in one order (None, text beside numbers).
    """
    group = np.asarray(group)
    if group.shape != (n,):
        raise ValueError(f"there are {n} nodes and groups of the shape {group.shape}")
    try:
        return np.unique(group, return_inverse=True)[1].astype(np.int32)
    except TypeError as error:
        raise ValueError("groups must be all texts or all numbers, and none of them None") from error


def brokerage(network: Network, group: Sequence[Any], found: Triads | None = None) -> Brokerage:
    """The roles of every node under a partition, with what chance would give.

    The null: given the sizes of the groups and the density, each arc (on an undirected network, each tie) is there
    or not by itself. Raises ValueError where `group` does not name a group for each node.
    """
    number = numbered(group, network.n)
    count = open_paths(network, number, found)
    sizes = np.bincount(number)
    expected, variance = _chance(network, sizes)
    return Brokerage(count, expected[number], np.sqrt(variance[number]))


def open_paths(network: Network, number: np.ndarray, found: Triads | None = None) -> np.ndarray:
    """The brokered pairs of each node by role, shape (n, 6); `number` as `numbered` gives it."""
    found = found if found is not None and found.closed is not None else triads(network, False, number)
    paths = np.zeros((network.n, len(ROLES)), np.int64)
    contacts = network.contacts
    groups = int(number.max(initial=-1)) + 1
    kernels.call("two_step_paths", network.n, contacts.start, contacts.head, contacts.direction, number, groups, paths)
    return _with_total(paths - found.closed)


def shared_credit(network: Network, group: Sequence[Any]) -> np.ndarray:
    """The same with partial credit, shape (n, 6): an open pair counts 1 / the number of its brokers (UCINET).

    Raises ValueError as `brokerage` does.
    """
    credit = np.zeros((network.n, len(ROLES)))
    rows = network.out
    kernels.call("shared_credit", network.n, rows.start, rows.head, numbered(group, network.n), credit)
    return _with_total(credit)


def permutation_p(network: Network, group: Sequence[Any], permutations: int, seed: int) -> np.ndarray:
    """How often as many or more pairs are brokered when the groups are dealt out anew, shape (n, 6).

    (1 + number of such permutations) / (1 + permutations); the ties and the sizes of the groups stay. The total
    does not depend on groups and is NaN.
    """
    number = numbered(group, network.n)
    observed = open_paths(network, number)
    generator = np.random.default_rng(seed)
    as_many = np.ones(observed.shape)
    for _ in range(permutations):
        as_many += open_paths(network, generator.permutation(number)) >= observed
    as_many[:, -1] = np.nan
    return as_many / (1 + permutations)


@dataclass(frozen=True, slots=True)
class GlobalBrokerage:
    """The sum over all nodes by role, shapes (6,); `sd` is exact for the null of `brokerage`."""

    count: np.ndarray
    expected: np.ndarray
    sd: np.ndarray
    z: np.ndarray


def global_brokerage(network: Network, group: Sequence[Any], found: Triads | None = None) -> GlobalBrokerage:
    """How much brokerage of each role the whole network has, against chance.

    The variance counts every pair of triads that share an arc. That of R's sna 2.7 is larger for four of the roles,
    for it takes such pairs from all triads; on undirected data it also takes the two arcs of a tie for independent.
    """
    number = numbered(group, network.n)
    count = open_paths(network, number, found).sum(axis=0)
    mean, variance = _global_chance(network, np.bincount(number))
    sd = np.sqrt(variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        return GlobalBrokerage(count, mean, sd, np.where(sd > 0, (count - mean) / sd, np.nan))


def _with_total(by_role: np.ndarray) -> np.ndarray:
    return np.column_stack([by_role, by_role.sum(axis=1)])


def _density(network: Network) -> float:
    arcs = len(network.out.head)
    return arcs / (network.n * (network.n - 1)) if network.n > 1 else 0.0


def _chance(network: Network, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of one node's counts by its group and role, shapes (groups, 6).

    Of one broker, two paths a → b → c depend on each other only where they share a or c.
    """
    d, n, own = _density(network), float(network.n), sizes.astype(np.float64)
    others, away = own - 1, n - own
    powers = [float((own**k).sum()) for k in range(4)]
    pairs = {  # how many (a, c) a broker of the group may stand between
        "coordinator": others * (others - 1),
        "itinerant": (powers[2] - own**2) - (powers[1] - own),
        "gatekeeper": away * others,
        "representative": away * others,
        "total": (n - 1) * (n - 2) + 0 * own,
    }
    pairs["liaison"] = pairs["total"] - sum(pairs[name] for name in ROLES[:-1])
    falling = (powers[3] - own**3) - 3 * (powers[2] - own**2) + 2 * (powers[1] - own)
    # Σ over the other groups of g (away - g)(away - g - 1)
    third = (powers[1] - own) * away * (away - 1) - (powers[2] - own**2) * (2 * away - 1) + (powers[3] - own**3)
    meeting = {  # ordered pairs of such (a, c) that share an end
        "coordinator": 2 * others * (others - 1) * (others - 2),
        "itinerant": 2 * falling,
        "gatekeeper": away * others * (others + away - 2),
        "representative": away * others * (others + away - 2),
        "liaison": 2 * third,
        "total": 2 * (n - 1) * (n - 2) * (n - 3) + 0 * own,
    }
    p, joint = d * d * (1 - d), d**3 * (1 - d) ** 3
    # Between two ends of one kind an undirected path runs both ways: the same pair is counted twice.
    twice = {name: 1.0 if network.directed or name in ("gatekeeper", "representative") else 2.0 for name in KINDS}
    mean = np.column_stack([p * pairs[name] for name in KINDS])
    variance = [twice[name] * (p * (1 - p) * pairs[name] + joint * meeting[name]) for name in KINDS]
    return mean, np.maximum(np.column_stack(variance), 0)


def _global_chance(network: Network, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of the sums over all nodes by role, shapes (6,)."""
    d = _density(network)
    moments = _directed_moments if network.directed else _undirected_moments
    rows = [moments(name, d, _SizePairs.of(sizes)) for name in KINDS]
    return np.array([row[0] for row in rows]), np.maximum([row[1] for row in rows], 0)


@dataclass(frozen=True, slots=True)
class _SizePairs:
    """Ordered pairs of distinct nodes by the sizes of their groups.

    `x` shape (k, 1) and `y` (1, k) are the different sizes; `apart` (k, k) how many pairs have their ends in two
    groups of those sizes, `together` (k,) how many in one group of that size.
    """

    n: float
    x: np.ndarray
    y: np.ndarray
    apart: np.ndarray
    together: np.ndarray

    @classmethod
    def of(cls, sizes: np.ndarray) -> _SizePairs:
        size, times = np.unique(sizes[sizes > 0].astype(np.float64), return_counts=True)
        nodes = size * times
        apart = np.outer(nodes, nodes) - np.diag(nodes * size)
        return cls(float(nodes.sum()), size[:, None], size[None, :], apart, nodes * (size - 1))

    def sum(self, together: np.ndarray, apart: np.ndarray) -> float:
        return float((self.together * together).sum() + (self.apart * apart).sum())


def _third(name: str, place: str, s: _SizePairs) -> tuple[np.ndarray, np.ndarray]:
    """How many third nodes make a path of the role out of two given ones, where they are in one group of size x,
    shape (k,), and in groups of sizes x and y, shape (k, k).

    `place` says which two are given: "ab" start and broker, "bc" broker and end, "ac" start and end.
    """
    one, none = s.x[:, 0], 0 * s.x[:, 0]
    zero = 0 * s.apart
    apart = {
        "itinerant": {"ab": s.x - 1 + zero, "bc": s.y - 1 + zero, "ac": zero},
        "gatekeeper": {"ab": s.y - 1 + zero, "bc": zero, "ac": s.y - 1 + zero},
        "representative": {"ab": zero, "bc": s.x - 1 + zero, "ac": s.x - 1 + zero},
        "liaison": dict.fromkeys(("ab", "bc", "ac"), s.n - s.x - s.y),
    }
    together = {
        "coordinator": dict.fromkeys(("ab", "bc", "ac"), one - 2),
        "itinerant": {"ac": s.n - one},
        "gatekeeper": {"bc": s.n - one},
        "representative": {"ab": s.n - one},
    }
    if name == "total":
        return none + s.n - 2, zero + s.n - 2
    return together.get(name, {}).get(place, none), apart.get(name, {}).get(place, zero)


def _directed_moments(name: str, d: float, s: _SizePairs) -> tuple[float, float]:
    """Mean and variance over all triads (a, b, c) of the role, each with its arcs ab, bc and the lack of ac."""
    ab, bc, ac = (_third(name, place, s) for place in ("ab", "bc", "ac"))
    paths = s.sum(*ab)
    # Ordered pairs of triads that share: an arc that both need; the missing arc; one's arc, which the other lacks.
    needed = sum(_pairs(s, x, y) for x, y in ((ab, ab), (bc, bc))) + 2 * s.sum(ab[0] * bc[0], ab[1] * bc[1])
    missing = _pairs(s, ac, ac)
    against = 2 * (s.sum(ac[0] * ab[0], ac[1] * ab[1]) + s.sum(ac[0] * bc[0], ac[1] * bc[1]))
    # (a, b, c) with (a, c, b), or with (b, a, c), is against in two arcs and was counted twice.
    against -= {"gatekeeper": paths, "representative": paths}.get(name, 0 if name == "itinerant" else 2 * paths)
    p = d * d * (1 - d)
    joint = needed * d**3 * (1 - d) ** 3 + missing * d**5 * (1 - d) - against * d**4 * (1 - d) ** 2
    return p * paths, p * (1 - p) * paths + joint


def _undirected_moments(name: str, d: float, s: _SizePairs) -> tuple[float, float]:
    """The same over brokers b with unordered pairs {a, c}, which count twice where both orders have the role."""
    if name == "representative":
        return _undirected_moments("gatekeeper", d, s)
    one_way = name == "gatekeeper"
    if one_way:  # of the pair one end is in the group of the broker
        zero = 0 * s.apart
        arm = s.n - s.x[:, 0], s.x - 1 + zero
        both_arms = 2 * arm[0], s.x + s.y - 2
        base = 0 * s.x[:, 0], s.x + s.y - 2
    else:
        arm = _third(name, "bc", s)
        both_arms = 2 * arm[0], arm[1] + arm[1].T
        base = _third(name, "ac", s)
    paths = s.sum(*arm) / 2
    needed, missing = (_pairs(s, x, x) / 2 for x in (both_arms, base))
    against = s.sum(base[0] * both_arms[0], base[1] * both_arms[1])
    # Two brokers of one three: they need one tie both and lack each other's; taken once, as against.
    same_three = {"itinerant": 0.0, "gatekeeper": paths}.get(name, 2 * paths)
    needed, against = needed - same_three, against - same_three
    p = d * d * (1 - d)
    joint = needed * d**3 * (1 - d) ** 3 + missing * d**5 * (1 - d) - against * d**4 * (1 - d) ** 2
    times = 1 if one_way else 2
    return times * p * paths, times**2 * (p * (1 - p) * paths + joint)


def _pairs(s: _SizePairs, x: tuple[np.ndarray, np.ndarray], y: tuple[np.ndarray, np.ndarray]) -> float:
    """Ordered pairs of different thirds."""
    return s.sum(x[0] * (y[0] - 1), x[1] * (y[1] - 1))
