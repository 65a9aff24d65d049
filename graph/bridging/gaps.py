"""Who is not tied and could be: groups with no path or one thin path between them, the ties that would help most, and
what holds only as long as someone stays (key players, Borgatti 2006)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph import kernels
from graph.bridging.cohesion import cohesion
from graph.bridging.holes import structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import reach
from graph.bridging.suite import Labels

# So many of the nearest candidates of each side are tried for a new tie.
_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups and what ties them: a shortest `path` between them (positions of nodes, empty where there is none),
    and the nodes `cut`, each of which alone keeps them together. Without path and without cut they would be tied in
    more than one way, and this is no gap."""

    groups: tuple[str, str]
    path: tuple[int, ...]
    cut: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A tie that is not there. `nearer`: by how much the mean of 1 / steps over all pairs of members of the two groups
    would grow; `freer`: by how much the constraint of the two ends would fall together."""

    one: int
    other: int
    nearer: float
    freer: float


def gaps(network: Network, labels: Labels) -> list[Gap]:
    """Every pair of groups between which there is no path, or one that a single node could break.

    Paths have no direction; members of both groups count among those who may break them (Menger 1927, for sets).
    Sorted: no path first, then the longest, then by name. Raises ValueError where there are not n labels.
    """
    names, number = _numbered(network, labels)
    found = []
    for a, b in combinations(range(len(names)), 2):
        path = _path(network, number, a, b)
        # Whoever keeps two groups together stands on every path, and so on this one.
        cut = tuple(node for node in path if not _path(network, number, a, b, without=node))
        if cut or not path:
            found.append(Gap((names[a], names[b]), path, cut))
    return sorted(found, key=lambda gap: (bool(gap.path), -len(gap.path), gap.groups))


def _numbered(network: Network, labels: Labels) -> tuple[list[str], np.ndarray]:
    if len(labels) != network.n:
        raise ValueError(f"there are {network.n} nodes and {len(labels)} groups")
    names = sorted({label for label in labels if label is not None})
    place = {name: k for k, name in enumerate(names)}
    return names, np.array([-1 if label is None else place[label] for label in labels], dtype=np.int32)


def _path(network: Network, number: np.ndarray, a: int, b: int, without: int = -1) -> tuple[int, ...]:
    contacts = network.contacts
    path, nodes = np.empty(network.n, np.int32), np.zeros(1, np.int64)
    kernels.call("path_between", network.n, contacts.start, contacts.head, number, a, b, without, path, nodes)
    return tuple(reversed(path[: nodes[0]].tolist()))


def simple(network: Network) -> Network:
    """The same ties without direction and weight."""
    if not network.directed and not network.weighted:
        return network
    return Network.of(network.ids, network.out.tails(), network.out.head)


class Meetings:
    """Proposes ties of a network, whose directions and weights it leaves out.

    `among`, shape (n,), says who may be proposed.
    """

    def __init__(self, network: Network, labels: Labels, among: np.ndarray):
        self._network, self._among = simple(network), among
        self._labels = np.array([label or "" for label in labels])
        self._constraint = structural_holes(self._network).constraint

    def between(self, groups: tuple[str, str], top: int = 3) -> list[Meeting]:
        """The new ties that would bring the members of two groups nearest to each other, best first, and after them
        the one between nodes of several contacts that would lower constraint most. Of a large group the members with
        most contacts are tried."""
        members = [np.flatnonzero(self._labels == name) for name in groups]
        steps = [_steps(self._network, nodes) for nodes in members]
        now = _nearness(steps[0][:, members[1]])
        found = []
        for u in self._leading(members[0]):
            for v in self._leading(members[1]):
                if v != u and v not in self._network.contacts.of(u):
                    # From one member to another the new tie may be walked in either direction.
                    ways = steps[0][:, [u]] + 1 + steps[1][:, v], steps[0][:, [v]] + 1 + steps[1][:, u]
                    then = _nearness(np.minimum(*ways))
                    nearer = float((np.maximum(now, then) - now).mean())
                    found.append(Meeting(u, v, nearer, self._freed(u, v) + self._freed(v, u)))
        best = sorted(found, key=lambda one: (-one.nearer, -one.freer, one.one, one.other))[:top]
        freest = sorted(filter(self._has_choice, found), key=lambda one: (-one.freer, one.one, one.other))[:1]
        return [*best, *(one for one in freest if one not in best)]

    def _has_choice(self, meeting: Meeting) -> bool:
        """Whether both ends have several contacts: whoever has one is freed by any second one."""
        return bool((self._network.contacts.degree[[meeting.one, meeting.other]] > 1).all())

    def _leading(self, nodes: np.ndarray) -> list[int]:
        nodes = nodes[self._among[nodes]]
        return nodes[np.argsort(-self._network.contacts.degree[nodes], kind="stable")][:_CANDIDATES].tolist()

    def _freed(self, u: int, v: int) -> float:
        """By how much the constraint of u would fall with a tie to v: its shares shrink from 1 / d to 1 / (d + 1), v
        becomes a way to the contacts that both have, and these become ways to v."""
        degree = self._network.contacts.degree
        if not (degree[u] and degree[v]):
            return 0.0
        d, shared = int(degree[u]), np.intersect1d(self._network.contacts.of(u), self._network.contacts.of(v))
        shrunk = d / (d + 1)
        before = np.array([self._inner(u, int(j)) for j in shared])
        after = shrunk * before + 1 / ((d + 1) * (degree[v] + 1))
        to_v = (1 + (1 / degree[shared]).sum()) / (d + 1)
        rest = self._constraint[u] - (before**2).sum()
        return float(self._constraint[u] - (shrunk**2 * rest + (after**2).sum() + to_v**2))

    def _inner(self, u: int, j: int) -> float:
        """p_uj + Σ p_uq p_qj."""
        degree = self._network.contacts.degree
        shared = np.intersect1d(self._network.contacts.of(u), self._network.contacts.of(j))
        return float((1 + (1 / degree[shared]).sum()) / degree[u])


def _steps(network: Network, sources: np.ndarray) -> np.ndarray:
    """Fewest steps from each source to each node, shape (sources, n); infinite where there is no path."""
    contacts = network.contacts
    steps = np.full((len(sources), network.n), np.inf)
    for row, source in zip(steps, sources, strict=True):
        layer, depth = np.array([source]), 0
        while len(layer):
            row[layer] = depth
            near = np.unique(np.concatenate([contacts.of(node) for node in layer]))
            layer, depth = near[np.isinf(row[near])], depth + 1
    return steps


def _nearness(steps: np.ndarray) -> np.ndarray:
    return 1 / np.maximum(steps, 1)


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """A set found greedily, in the order of choice, and the value after each choice, shapes (k,).

    `fragmentation`: 1 - Σ s (s - 1) / (n (n - 1)) over the components, sizes s, left when the set has gone, n counting
    all. `reach`: the share of all nodes within two steps of the set, its members counted.
    """

    nodes: tuple[int, ...]
    value: tuple[float, ...]


def breakers(network: Network, among: np.ndarray, k: int) -> KeyPlayers:
    """Whose going together would leave fewest pairs connected (KPP-Neg)."""
    network = simple(network)
    candidates, gone = np.flatnonzero(among).astype(np.int32), np.zeros(network.n, np.uint8)
    chosen, value = [], []
    for _ in range(min(k, len(candidates))):
        left = pairs_left(network, candidates, gone)
        left[gone[candidates] == 1] = np.iinfo(np.int64).max
        best = int(np.argmin(left))
        gone[candidates[best]] = 1
        chosen.append(int(candidates[best]))
        value.append(fragmentation(network.n, int(left[best])))
    return KeyPlayers(tuple(chosen), tuple(value))


def pairs_left(network: Network, candidates: np.ndarray, gone: np.ndarray) -> np.ndarray:
    """Ordered pairs of nodes still connected when `gone` and each candidate are away, shape (candidates,)."""
    contacts = network.contacts
    pairs = np.zeros(len(candidates), np.int64)

    def share(number: int, step: int) -> None:
        kernels.call(
            "pairs_left",
            network.n,
            contacts.start,
            contacts.head,
            gone,
            candidates,
            number,
            len(candidates),
            step,
            pairs,
        )

    kernels.in_threads(share, kernels.workers(len(candidates) * len(contacts.head) // 100))
    return pairs


def fragmentation(n: int, pairs: int) -> float:
    """The share of pairs that are not connected."""
    return 1 - pairs / (n * (n - 1)) if n > 1 else 0.0


def reachers(network: Network, among: np.ndarray, k: int) -> KeyPlayers:
    """Who together reach most others within two steps (KPP-Pos)."""
    network = simple(network)
    near = {int(i): _within_two(network, int(i)) for i in np.flatnonzero(among)}
    covered, chosen, value = np.zeros(network.n, dtype=bool), [], []
    for _ in range(min(k, len(near))):
        best = max(near, key=lambda i: (np.count_nonzero(~covered[near[i]]), -i))
        covered[near.pop(best)] = True
        chosen.append(best)
        value.append(float(covered.mean()))
    return KeyPlayers(tuple(chosen), tuple(value))


def _within_two(network: Network, node: int) -> np.ndarray:
    contacts = network.contacts
    first = contacts.of(node)
    return np.unique(np.concatenate([np.array([node], np.int32), first, *(contacts.of(i) for i in first)]))


@dataclass(frozen=True, slots=True)
class Closing:
    """What happens when a node goes: the nodes `cut_off` from the largest part that remains of its component, by
    part; `fragmentation` and `distance_fragmentation` (1 - mean of 1 / steps over ordered pairs), before and after."""

    node: int
    cut_off: tuple[tuple[int, ...], ...]
    fragmentation: tuple[float, float]
    distance_fragmentation: tuple[float, float]


def closing(network: Network, node: int) -> Closing:
    """What falls apart without that node; directions and weights are left out."""
    network = simple(network)
    stays = np.ones(network.n, dtype=bool)
    stays[node] = False
    parts = cohesion(network).component, cohesion(network.among(stays)).component
    left = np.flatnonzero(stays)
    own = parts[0][left] == parts[0][node]
    pieces = [left[own & (parts[1] == part)] for part in np.unique(parts[1][own])]
    pieces.sort(key=lambda piece: (-len(piece), piece[0]))
    nobody, only = np.zeros(network.n, np.uint8), (~stays).astype(np.uint8)
    sizes = np.bincount(parts[0])
    pairs = int((sizes * (sizes - 1)).sum()), int(pairs_left(network, np.array([node], np.int32), nobody)[0])
    return Closing(
        node,
        tuple(tuple(piece.tolist()) for piece in pieces[1:]),
        (fragmentation(network.n, pairs[0]), fragmentation(network.n, pairs[1])),
        (_distance_fragmentation(network, nobody), _distance_fragmentation(network, only)),
    )


def _distance_fragmentation(network: Network, gone: np.ndarray) -> float:
    if network.n < 2:
        return 0.0
    near = reach(network, np.arange(network.n), 1, gone).nearness.sum()
    return float(1 - near / (network.n * (network.n - 1)))
