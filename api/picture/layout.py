"""Where the nodes stand: worked out once, here, so that the page opens still and always the same.

networkx.spring_layout is not used: from 500 nodes on it needs scipy, which is no dependency.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph import kernels
from graph.bridging.network import Network

Points = NDArray[np.float64]
Pairs = Iterable[tuple[int, int]]
_STEP = 96.0  # length of a tie at rest
_MARGIN = 120.0  # between two components
_GAP = 14.0  # between two nodes
_WORK = 60_000_000  # pairs of nodes to look at per component, so that time stays bounded


def place(count: int, pairs: Pairs, radii: Sequence[float], late: frozenset[int] = frozenset()) -> list[list[int]]:
    """Positions of the nodes 0 … count-1.

    Each connected component is laid out for itself and all are packed without overlap. The nodes
    of `late` have no say: each then goes to the middle of its neighbours.
    """
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b}))
    early = graph.subgraph(sorted(set(range(count)) - late))
    radius = np.asarray(radii, dtype=np.float64)
    parts = sorted((sorted(part) for part in nx.connected_components(early)), key=lambda part: (-len(part), part))
    points = np.zeros((count, 2), dtype=np.float64)
    boxes = [_component(graph, part, radius[part]) for part in parts]
    for part, box, corner in zip(parts, boxes, _pack(boxes), strict=True):
        points[part] = box + corner
    _place_late(graph, points, radius, late)
    return [[round(float(x)), round(float(y))] for x, y in points]


def _component(graph: nx.Graph, part: list[int], radius: Points) -> Points:
    """The positions of one component, its upper left corner at 0, 0."""
    if len(part) == 1:
        return np.zeros((1, 2), dtype=np.float64)
    number = {node: row for row, node in enumerate(part)}
    ties = nx.Graph()
    ties.add_nodes_from(range(len(part)))
    ties.add_edges_from((number[a], number[b]) for a, b in graph.subgraph(part).edges)
    points = _spring(ties, _start(ties)) * _STEP
    points = _push_apart(points, radius)
    return points - points.min(axis=0)


def _start(ties: nx.Graph) -> Points:
    """Pivot MDS: distances to a few far-apart nodes, reduced to two dimensions, unfold the network."""
    size = ties.number_of_nodes()
    columns, nearest = [], np.full(size, np.inf, dtype=np.float64)
    pivot = 0
    for _ in range(min(size, 24)):
        hops = nx.single_source_shortest_path_length(ties, pivot)
        column = np.array([hops[node] for node in range(size)], dtype=np.float64)
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = int(nearest.argmax())
    squares = np.stack(columns, axis=1) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    values, axes = np.linalg.eigh(centred.T @ centred)
    points = centred @ axes[:, [-1, -2][: len(values)]]
    if points.shape[1] == 1:
        points = np.hstack([points, np.zeros_like(points)])
    points *= np.sqrt(size) / max(float(np.abs(points).max()), 1e-6)
    # Leaves of one node have the same distances; a little noise takes them off each other.
    return (points + np.random.default_rng(1).normal(0, 0.3, points.shape)).astype(np.float64)


def _spring(ties: nx.Graph, points: Points) -> Points:
    """Fruchterman-Reingold with ties of length 1, cooling from a tenth of the width."""
    size = ties.number_of_nodes()
    network = Network.of(range(size), *np.array(list(ties.edges), dtype=np.int64).reshape(-1, 2).T)
    rows, points = network.contacts, np.ascontiguousarray(points)
    steps = min(max(_WORK // size**2, 25), 60)
    kernels.call("spring", size, rows.start, rows.head, steps, np.sqrt(size) / 3, points)
    return points


def _push_apart(points: Points, radius: Points, fixed: int = 0) -> Points:
    """Moves nodes that touch off each other; the first `fixed` stay."""
    points, rounds = np.ascontiguousarray(points), min(max(_WORK // 4 // len(points) ** 2, 6), 30)
    kernels.call("push_apart", len(points), np.ascontiguousarray(radius), _GAP, fixed, rounds, points)
    return points


def _pack(boxes: list[Points]) -> list[Points]:
    """The corner of each component: rows of falling height, together a little wider than high."""
    sizes = [box.max(axis=0) + _MARGIN for box in boxes]
    widest = max((float(size[0]) for size in sizes), default=0.0)
    row_width = max(widest, float(np.sqrt(sum(float(w * h) for w, h in sizes))) * 1.15)
    corners: list[Points] = [np.zeros(2, dtype=np.float64)] * len(boxes)
    x = y = height = 0.0
    for number in sorted(range(len(boxes)), key=lambda number: -float(sizes[number][1])):
        width, tall = map(float, sizes[number])
        if x and x + width > row_width:
            x, y, height = 0.0, y + height, 0.0
        corners[number] = np.array([x, y], dtype=np.float64)
        x, height = x + width, max(height, tall)
    return corners


def _place_late(graph: nx.Graph, points: Points, radius: Points, late: frozenset[int]) -> None:
    if not late:
        return
    rest = sorted(set(range(len(points))) - late)
    bottom = float(points[rest, 1].max()) + _MARGIN if rest else 0.0
    for row, node in enumerate(sorted(late)):
        near = [other for other in graph[node] if other not in late]
        points[node] = points[near].mean(axis=0) if near else (row % 20 * _STEP, bottom + row // 20 * _STEP)
        points[node] += np.array([3 + row % 7, row % 5], dtype=np.float64)
    order = rest + sorted(late)
    points[order] = _push_apart(points[order], radius[order], fixed=len(rest))
