"""Where the few nodes of the first view stand: what is tied together lies together, the whole as wide as a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from api.picture.layout import place

Points = NDArray[np.float64]

_STRETCH = 1.55  # names are wider than high
_ROOM = np.array([330.0, 130.0])  # around each part, for the names at its rim
_CELL = np.array([600.0, 165.0])  # of a node that is tied to none
_SCREEN = 2.0  # width to height
_SPAN = 150.0  # how wide the whole is, times the root of the number of nodes


def place_parts(count: int, pairs: Iterable[tuple[int, int]], radii: Sequence[float]) -> Points:
    """Positions of the nodes 0 … count-1, shape (count, 2): each connected part for itself, and below them the nodes
    without ties."""
    if not count:
        return np.zeros((0, 2))
    graph = nx.Graph(pair for pair in pairs if pair[0] != pair[1])
    parts = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    alone = sorted(set(range(count)) - set(graph))
    boxes = [_part(graph, part, [radii[node] for node in part]) for part in parts]
    found = [_packed(count, parts, boxes, alone, width) for width in _widths(boxes, len(alone))]
    best = min(found, key=lambda points: abs(float(np.log(_shape(points) / _SCREEN))))
    return best * (_SPAN * np.sqrt(count) / max(float(np.ptp(best[:, 0])), 1.0))


def _packed(count: int, parts: list[list[int]], boxes: list[Points], alone: list[int], width: float) -> Points:
    """All parts in rows of at most that width, and below them the nodes without ties."""
    points = np.zeros((count, 2))
    corners, bottom = _shelves([box.max(axis=0) + _ROOM for box in boxes], width)
    for part, box, corner in zip(parts, boxes, corners, strict=True):
        points[part] = box + corner
    columns = max(int(width // _CELL[0]), 1)
    for position, node in enumerate(alone):
        points[node] = np.array([position % columns, position // columns]) * _CELL + [0.0, bottom]
    return points


def _shape(points: Points) -> float:
    wide, high = np.ptp(points, axis=0) + 1.0
    return float(wide / high)


def _part(graph: nx.Graph, part: list[int], radii: list[float]) -> Points:
    """The positions in one part, its upper left corner at 0, 0."""
    number = {node: position for position, node in enumerate(part)}
    ties = [(number[a], number[b]) for a, b in graph.subgraph(part).edges]
    points = np.array(place(len(part), ties, radii), dtype=np.float64) * [_STRETCH, 1.0]
    return points - points.min(axis=0)


def _widths(boxes: list[Points], alone: int) -> list[float]:
    """Widths of rows to try: rows leave gaps, so that what they add up to shows only when they are filled."""
    area = sum(float((box.max(axis=0) + _ROOM).prod()) for box in boxes) + alone * float(_CELL.prod())
    widest = max((float((box.max(axis=0) + _ROOM)[0]) for box in boxes), default=0.0)
    return [max(widest, float(np.sqrt(area * shape)), float(_CELL[0])) for shape in np.arange(1.6, 5.0, 0.2)]


def _shelves(sizes: list[Points], width: float) -> tuple[list[Points], float]:
    """The upper left corner of each box, in rows of falling height; and where the last row ends."""
    corners = [np.zeros(2)] * len(sizes)
    x = y = height = 0.0
    for number in sorted(range(len(sizes)), key=lambda number: -float(sizes[number][1])):
        wide, high = map(float, sizes[number])
        if x and x + wide > width:
            x, y, height = 0.0, y + height, 0.0
        corners[number] = np.array([x, y])
        x, height = x + wide, max(height, high)
    return corners, y + height
