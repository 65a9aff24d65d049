"""Where the nodes of a large network stand: communities become discs, and tied discs lie beside each other.

A layout of all nodes at once is a ball of thread from a few thousand ties on, and takes minutes. Here each community
is laid out for itself, the discs are put side by side, and each is turned so that its ties to others are short.
Everything is in NumPy and the kernels, the same for the same network, 10,000 nodes in about a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph import kernels
from graph.bridging.network import Network

Points = NDArray[np.float64]
Whole = NDArray[np.int64]

_ROOM = 15.0  # radius that a node takes in its disc
_BETWEEN = 34.0  # between two discs
_DISCS = 1500  # that are put side by side by the ties between them
_SPRING = 1500  # nodes of a community up to which it is laid out by springs; a larger one is a spiral
_WORK = 400_000_000  # pairs of nodes to look at in all communities together
_WIDER = 2.6  # how much more the discs are drawn to the middle from above and below than from the sides
_DRAWS = 4
_QUICK = 100_000  # ties
_GOLDEN = np.pi * (3 - np.sqrt(5))
_TURNS = 120
_ALONE = 40.0  # between two nodes without ties


@dataclass(frozen=True, slots=True)
class Layout:
    """`points` (n, 2); `community` (n,), the largest is 0, -1 a node without ties; a disc is centre and radius.

    `modularity` of the communities (Newman 2004), parallel ties counted once each; None without ties.
    """

    points: Points
    community: Whole
    discs: Points
    modularity: float | None


def place(n: int, a: Whole, b: Whole, late: NDArray[np.bool_] | None = None, room: Points | None = None) -> Layout:
    """The layout of nodes 0 … n - 1 with ties between `a` and `b`, shapes (m,).

    Nodes of `late`, shape (n,), have no say in the communities: each joins the one that it has most ties to. `room`,
    shape (n,): how many times the usual room a node takes.
    """
    apart = a != b
    a, b = a[apart], b[apart]
    early = np.ones(len(a), bool) if late is None else ~(late[a] | late[b])
    found = _best_communities(n, a[early], b[early])
    community = _ordered(_joined(n, a, b, found, late), np.isin(np.arange(n), np.concatenate([a, b])))
    modularity_ = modularity(a[early], b[early], found) if early.any() else None
    points, discs = _placed(n, a, b, community, np.ones(n) if room is None else room)
    return Layout(points, community, discs, modularity_)


# -- communities -----------------------------------------------------------------------------------


def _best_communities(n: int, a: Whole, b: Whole) -> Whole:
    """By one of a few draws, where they take no time."""
    found = [communities(n, a, b, seed) for seed in range(_DRAWS if len(a) < _QUICK else 1)]
    return max(found, key=lambda community: modularity(a, b, community) if len(a) else 0.0)


def communities(n: int, a: Whole, b: Whole, seed: int = 0) -> Whole:
    """A number of a community for each node, shape (n,), by Louvain's method (Blondel et al. 2008).

    Half of the nodes, drawn by lot, move at a time: so a whole round is a few sorts, and two nodes do not change
    places for ever.
    """
    low, high = np.minimum(a, b), np.maximum(a, b)
    key, weight = _sums(low * n + high, np.ones(len(low)))
    low, high = key // max(n, 1), key % max(n, 1)
    tail, head, weight = np.r_[low, high], np.r_[high, low], np.r_[weight, weight]
    random = np.random.default_rng(seed)
    label, size = np.arange(n), n
    while True:
        found = _moved(size, tail, head, weight, random)
        count = int(found.max(initial=-1)) + 1
        label = found[label]
        if count == size:
            return label
        key, weight = _sums(found[tail] * count + found[head], weight)
        tail, head, size = key // count, key % count, count


def _moved(n: int, tail: Whole, head: Whole, weight: Points, random: np.random.Generator) -> Whole:
    """Moves nodes to the community where the modularity gains most, until few want to."""
    label, strength = np.arange(n), np.bincount(tail, weights=weight, minlength=n)
    whole, between = max(strength.sum(), 1.0), tail != head
    tail, head, weight = tail[between], head[between], weight[between]
    for _ in range(24):
        total = np.bincount(label, weights=strength, minlength=n)
        # Each node also looks at its own community, to which it may have no tie.
        seen = np.r_[tail * n + label[head], np.arange(n) * n + label]
        key, tied = _sums(seen, np.r_[weight, np.zeros(n)])
        node, to = key // max(n, 1), key % max(n, 1)
        own = to == label[node]
        gain = tied - strength[node] * (total[to] - own * strength[node]) / whole
        best = np.maximum.reduceat(gain, _firsts(node)) if n else gain
        wants = best > gain[own] + 1e-9
        if wants.sum() <= n * 0.005:
            break
        top = np.flatnonzero(gain == best[node])
        goes = wants & (random.random(n) < 0.5)
        label = np.where(goes, to[top[_firsts(node[top])]], label)
    return np.unique(label, return_inverse=True)[1]


def _sums(key: Whole, weight: Points) -> tuple[Whole, Points]:
    """Each key once, ascending, with the sum of its weights."""
    key, where = np.unique(key, return_inverse=True)
    return key, np.bincount(where, weights=weight, minlength=len(key))


def _firsts(sorted_key: Whole) -> Whole:
    """Where each run of equal keys begins."""
    return np.flatnonzero(np.r_[True, sorted_key[1:] != sorted_key[:-1]][: len(sorted_key)])


def modularity(a: Whole, b: Whole, community: Whole) -> float:
    """Share of the ties within communities, less the share expected by the degrees of the nodes."""
    degree = np.bincount(np.r_[a, b], minlength=len(community))
    share = np.bincount(community, weights=degree) / (2 * len(a))
    return float((community[a] == community[b]).mean() - (share**2).sum())


def _joined(n: int, a: Whole, b: Whole, community: Whole, late: NDArray[np.bool_] | None) -> Whole:
    """The communities with the late nodes in those of their contacts."""
    if late is None or not late.any():
        return community
    node, other = np.r_[a, b], np.r_[b, a]
    asks = late[node] & ~late[other]
    key, ties = _sums(node[asks] * n + community[other[asks]], np.ones(int(asks.sum())))
    order = np.lexsort((key % n, -ties, key // n))
    key = key[order]
    first = _firsts(key // n)
    joined = community.copy()
    joined[key[first] // n] = key[first] % n
    return joined


def _ordered(community: Whole, tied: NDArray[np.bool_]) -> Whole:
    """Numbers by falling size, -1 for nodes without ties."""
    ordered = np.full(len(community), -1)
    _, number = np.unique(community[tied], return_inverse=True)
    rank = np.argsort(np.argsort(-np.bincount(number), kind="stable"), kind="stable")
    ordered[tied] = rank[number]
    return ordered


# -- places ----------------------------------------------------------------------------------------


def _placed(n: int, a: Whole, b: Whole, community: Whole, room: Points) -> tuple[Points, Points]:
    """The places of the nodes, and the discs: each community for itself, then side by side."""
    points, count = np.zeros((n, 2)), int(community.max(initial=-1)) + 1
    members = np.split(np.argsort(community, kind="stable"), np.cumsum(np.bincount(community + 1, minlength=count + 1)))
    number, radius = np.zeros(n, np.int64), np.zeros(count)
    for disc, ties in enumerate(_ties_inside(count, community[a], community[b])):
        part = members[disc + 1]
        number[part] = np.arange(len(part))
        points[part] = _disc(len(part), number[a[ties]], number[b[ties]], room[part], _WORK * len(part) // n)
        radius[disc] = np.hypot(*points[part].T).max() + _ROOM
    between = community[a] != community[b]
    a, b = a[between], b[between]
    centre = _side_by_side(radius, community[a], community[b])
    points = _turned(points, centre, community, a, b)
    points[community >= 0] += centre[community[community >= 0]]
    _line_up(points, members[0], centre, radius)
    return points, np.column_stack([centre, radius])


def _ties_inside(count: int, a: Whole, b: Whole) -> list[Whole]:
    """The positions of the ties within each of so many communities, from the communities of their ends."""
    inside = np.flatnonzero(a == b)
    ordered = inside[np.argsort(a[inside], kind="stable")]
    return np.split(ordered, np.searchsorted(a[ordered], np.arange(1, count))) if count else []


def _disc(n: int, a: Whole, b: Whole, room: Points, work: int) -> Points:
    """One community around 0, 0: springs, pressed into a circle, then pushed apart."""
    points = _spiral(n, a, b)
    if n < 3 or n > _SPRING:
        return (points - points.mean(axis=0) * (n == 2)) * 2 * _ROOM
    rows = Network.of(range(n), a, b).contacts
    points = np.ascontiguousarray(points + np.random.default_rng(n).normal(0, 0.1, points.shape))
    steps = min(max(work // n**2, 20), 150)
    kernels.call("spring", n, rows.start, rows.head, steps, np.sqrt(n) / 4, points)
    points -= points.mean(axis=0)
    far = np.hypot(*points.T)
    # What hangs far out is drawn nearer, in the same direction.
    typical = max(float(np.quantile(far, 0.8)), 1e-6)
    nearer = np.where(far > typical, typical * (1 + np.log(np.maximum(far / typical, 1)) * 0.5), far)
    points *= (nearer / np.maximum(far, 1e-6))[:, None] * _ROOM * 0.95 * np.sqrt(n) / typical
    rounds = min(max(work // n**2, 8), 60)
    kernels.call("push_apart", n, np.ascontiguousarray(_ROOM * 0.8 * room), 2.0, 0, rounds, points)
    points -= points.mean(axis=0)
    return points


def _spiral(n: int, a: Whole, b: Whole) -> Points:
    """Like the seeds of a sunflower, a circle of radius 1 for each, the nodes with the most ties in the middle."""
    degree = np.bincount(np.r_[a, b], minlength=n)
    seed = np.empty(n)
    seed[np.argsort(-degree, kind="stable")] = np.arange(n)
    return (np.sqrt(seed) * np.array([np.cos(seed * _GOLDEN), np.sin(seed * _GOLDEN)])).T


def _side_by_side(radius: Points, a: Whole, b: Whole) -> Points:
    """The centres of the discs; beyond so many, the smaller ones are put in rows below."""
    centre, large = np.zeros((len(radius), 2)), min(len(radius), _DISCS)
    if not large:
        return centre
    both = (a < large) & (b < large)
    centre[:large] = _pulled_together(radius[:large], a[both], b[both])
    rest = np.arange(large, len(radius))
    cell = 2 * float(radius[rest].max(initial=0)) + _BETWEEN
    low, high = (centre[:large] - radius[:large, None]).min(axis=0), (centre[:large] + radius[:large, None]).max(axis=0)
    columns = max(int((high[0] - low[0]) / cell), int(np.sqrt(len(rest))), 1)
    row, column = np.divmod(rest - large, columns)
    centre[rest] = np.array([low[0], high[1] + _BETWEEN]) + (np.column_stack([column, row]) + 0.5) * cell
    return centre


def _pulled_together(radius: Points, a: Whole, b: Whole) -> Points:
    """Tied discs are drawn together while all grow to their size and push each other away."""
    count = len(radius)
    key, weight = _sums(np.minimum(a, b) * count + np.maximum(a, b), np.ones(len(a)))
    one, two, weight = key // count, key % count, np.sqrt(weight)
    node, other, weight = np.r_[one, two], np.r_[two, one], np.r_[weight, weight]
    pull = np.bincount(node, weights=weight, minlength=count)
    points = np.ascontiguousarray(_spiral(count, a, b) * np.sqrt((radius**2).mean()) * 2)
    for turn in range(_TURNS):
        share = (turn + 1) / _TURNS
        drawn = np.column_stack([np.bincount(node, weights=weight * axis[other], minlength=count) for axis in points.T])
        tied = pull > 0
        points[tied] += 0.4 * (1 - share) * (drawn[tied] / pull[tied, None] - points[tied])
        points *= 1 - 0.03 * np.array([1 / _WIDER, _WIDER])
        kernels.call("push_apart", count, radius * min(1.0, share * 1.3), _BETWEEN, 0, 2, points)
    kernels.call("push_apart", count, radius, _BETWEEN, 0, 200, points)
    return points


def _turned(points: Points, centre: Points, community: Whole, a: Whole, b: Whole) -> Points:
    """Each disc turned, and mirrored where that is better, so that ties to other discs start on their side."""
    count = len(centre)
    node, other = np.r_[a, b], np.r_[b, a]
    own, far = community[node], centre[community[other]] - centre[community[node]]
    far /= np.maximum(np.hypot(*far.T), 1e-9)[:, None]
    x, y = points[node].T

    def total(values: Points) -> Points:
        return np.bincount(own, weights=values, minlength=count)

    turned = points.copy()
    same = total(x * far[:, 0] + y * far[:, 1]), total(x * far[:, 1] - y * far[:, 0])
    mirrored = total(x * far[:, 0] - y * far[:, 1]), total(x * far[:, 1] + y * far[:, 0])
    flip = np.hypot(*mirrored) > np.hypot(*same)
    angle = np.where(flip, np.arctan2(mirrored[1], mirrored[0]), np.arctan2(same[1], same[0]))
    tied = community >= 0
    x, y = points[tied].T
    y = np.where(flip[community[tied]], -y, y)
    cos, sin = np.cos(angle)[community[tied]], np.sin(angle)[community[tied]]
    turned[tied] = np.column_stack([x * cos - y * sin, x * sin + y * cos])
    return turned


def _line_up(points: Points, alone: Whole, centre: Points, radius: Points) -> None:
    """Nodes without ties, in rows below all discs."""
    left, right, bottom = 0.0, 20 * _ALONE, 0.0
    if len(centre):
        left, right = float((centre[:, 0] - radius).min()), float((centre[:, 0] + radius).max())
        bottom = float((centre[:, 1] + radius).max()) + 2 * _BETWEEN
    columns = max(int((right - left) / _ALONE), 1)
    row = np.arange(len(alone))
    points[alone] = np.column_stack([left + row % columns * _ALONE, bottom + row // columns * _ALONE])
