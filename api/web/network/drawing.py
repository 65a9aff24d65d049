"""What the network view draws, as columns: a row for each node and each tie, and where the nodes stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log10
from typing import Any

import numpy as np

from api.web.network.discs import Layout, place
from api.web.network.parts import place_parts
from graph.bridging.holes import structural_holes
from graph.bridging.views import View, all_ties
from graph.model import Edge, KnowledgeGraph
from graph.places import Places

Json = dict[str, Any]

DRAWN = ("Hub", "Actor", "Programme", "Resource", "Region")
NOT_DRAWN = frozenset({"DESCRIBES", "REPORTED_IN", "ACHIEVES", "WITHIN", "GOVERNS"})
_ROOMY = 2.0  # how many times the usual room a hub takes, whose name is always wanted
_RADIUS = 34.0  # of a hub in the first view
# The first view: so many hubs, and so many actors by their rank as bridges.
_HUBS, _BRIDGES = 110, 40
_YEAR = re.compile(r"\d{4}")
# Properties that state when something began, and those that state when it ended.
_EDGE_YEARS = {"since": True, "until": False}
_NODE_YEARS = {"opened": True, "ended": False, **_EDGE_YEARS}
# Amounts that say how much flows; a share or a rank does not.
_COUNTED = frozenset({"people", "households", "organisations", "companies", "cases", "times", "teams", "schools"})
_MEASURED = _COUNTED | {"yen"}
_WIDEST = 4.0


def drawing(graph: KnowledgeGraph, view: View | None = None) -> Json:
    """The JSON of `/api/network`, without the version of the graph."""
    return _Drawing(graph, view or all_ties(graph)).as_json()


class _Drawing:
    def __init__(self, graph: KnowledgeGraph, view: View):
        self.graph, self.view = graph, view
        self.nodes = [node for kind in DRAWN for node in graph.of_type(kind)]
        self.row = {node.id: row for row, node in enumerate(self.nodes)}
        self.edges = [
            edge
            for edge in graph.edges.values()
            if edge.type not in NOT_DRAWN and edge.source in self.row and edge.target in self.row
        ]
        self.documents = _Numbers(node.id for node in graph.of_type("Document"))
        self.cases = _Numbers(node.id for node in graph.of_type("Case"))

    def as_json(self) -> Json:
        layout = self._layout()
        return {
            "nodes": self._node_columns() | _places(layout.points) | {"community": _or_null(layout.community)},
            "edges": self._edge_columns(),
            "first": self._first(),
            "communities": {
                "modularity": layout.modularity,
                **_places(layout.discs[:, :2]),
                "radius": layout.discs[:, 2].round().astype(int).tolist(),
            },
            "documents": list(self.documents),
            "cases": [self.graph.nodes[key].named() for key in self.cases],
            "prefectures": [self.graph.nodes[key].named() for key in self._prefectures[0]],
        }

    # -- nodes -------------------------------------------------------------------------------------

    def _node_columns(self) -> Json:
        kinds = _Numbers()
        years = [_years(node.properties, _NODE_YEARS) for node in self.nodes]
        return {
            "id": [node.id for node in self.nodes],
            "types": list(DRAWN),
            "type": [DRAWN.index(node.type) for node in self.nodes],
            "kind": [kinds.of(node.kind) for node in self.nodes],
            "kinds": list(kinds),
            "name_ja": [node.name_ja for node in self.nodes],
            "name_en": [node.name_en for node in self.nodes],
            "generic": [row for row, node in enumerate(self.nodes) if node.properties.get("generic")],
            "degree": np.bincount(self._stops.reshape(-1), minlength=len(self.nodes)).tolist(),
            "rank": [self._rank.get(node.id) for node in self.nodes],
            "prefecture": self._prefectures[1],
            "documents": self._documents_of_nodes(),
            "cases": self._cases_of_nodes(),
            "since": [first for first, _ in years],
            "until": [last for _, last in years],
        }

    @cached_property
    def _rank(self) -> dict[str, int]:
        """The rank of hubs and named actors as bridges: 1 has the least constraint."""
        constraint = structural_holes(self.view.network).constraint
        ranked = np.flatnonzero(self.view.ranked & np.isfinite(constraint))
        order = ranked[np.argsort(constraint[ranked], kind="stable")]
        return {self.view.nodes[i].id: rank for rank, i in enumerate(order.tolist(), 1)}

    @cached_property
    def _prefectures(self) -> tuple[list[str], list[int | None]]:
        """The prefectures of the graph that hold any node, and which of them holds each node."""
        places = Places(self.graph)
        held = [places.region_at(node.id, "prefecture") for node in self.nodes]
        codes = {key: str(self.graph.nodes[key].properties.get("code", "")) for key in held if key}
        numbers = _Numbers(sorted(codes, key=lambda key: (codes[key], key)))
        return list(numbers), [numbers.of(key) for key in held]

    def _documents_of_nodes(self) -> list[list[int]]:
        """The documents that state a node or a tie of it."""
        found = [set(self.documents.of_all(item.document for item in node.evidence)) for node in self.nodes]
        return self._with_those_of_ties(found, self._documents_of_edges)

    def _cases_of_nodes(self) -> list[list[int]]:
        """The cases that describe a node or state a tie of it."""
        found: list[set[int]] = [set() for _ in self.nodes]
        for edge in self.graph.edges_of("DESCRIBES"):
            if edge.target in self.row:
                found[self.row[edge.target]].update(self.cases.of_all([edge.source]))
        return self._with_those_of_ties(found, self._cases_of_edges)

    def _with_those_of_ties(self, found: list[set[int]], of_edges: list[list[int]]) -> list[list[int]]:
        for rows, numbers in zip(self._ends.tolist(), of_edges, strict=True):
            for row in rows if numbers else ():
                if row >= 0:
                    found[row].update(numbers)
        return [sorted(one) for one in found]

    # -- ties --------------------------------------------------------------------------------------

    def _edge_columns(self) -> Json:
        types, kinds, statuses = _Numbers(), _Numbers(), _Numbers()
        years = [_years(edge.properties, _EDGE_YEARS) for edge in self.edges]
        source, via, target = self._ends.T
        return {
            "id": [edge.id for edge in self.edges],
            "source": source.tolist(),
            "target": target.tolist(),
            "via": _or_null(via),
            "type": [types.of(edge.type) for edge in self.edges],
            "types": list(types),
            "kind": [kinds.of(edge.kind) for edge in self.edges],
            "kinds": list(kinds),
            "status": [statuses.of(edge.properties.get("status") or "actual") for edge in self.edges],
            "statuses": list(statuses),
            "documents": self._documents_of_edges,
            "cases": self._cases_of_edges,
            "since": [first for first, _ in years],
            "until": [last for _, last in years],
            "width": [_width(edge) for edge in self.edges],
        }

    @cached_property
    def _documents_of_edges(self) -> list[list[int]]:
        return [self.documents.of_all(item.document for item in edge.evidence) for edge in self.edges]

    @cached_property
    def _cases_of_edges(self) -> list[list[int]]:
        return [self.cases.of_all(edge.properties.get("cases", ())) for edge in self.edges]

    @cached_property
    def _ends(self) -> np.ndarray:
        """The rows of source, of what it runs through (-1: nothing), and of target, shape (m, 3)."""
        rows = [
            (self.row[edge.source], self.row.get(edge.properties.get("via", ""), -1), self.row[edge.target])
            for edge in self.edges
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 3)

    @cached_property
    def _stops(self) -> np.ndarray:
        """The rows of both ends of each line that is drawn, shape (lines, 2): a flow via something is two lines."""
        source, via, target = self._ends.T
        through = (via >= 0) & (via != source) & (via != target)
        straight = np.column_stack([source, target])[~through]
        return np.concatenate(
            [straight, np.column_stack([source, via])[through], np.column_stack([via, target])[through]]
        )

    # -- places ------------------------------------------------------------------------------------

    def _layout(self) -> Layout:
        late = np.array([node.type == "Region" for node in self.nodes], dtype=bool)
        room = np.array([_ROOMY if node.type == "Hub" else 1.0 for node in self.nodes])
        return place(len(self.nodes), *self._stops.T, late=late, room=room)

    def _first(self) -> Json:
        """The rows of the hubs and of the actors that bridge most, with places of their own."""
        rows = self._first_rows()
        number = {row: position for position, row in enumerate(rows)}
        pairs = [(number[a], number[b]) for a, b in self._stops.tolist() if a in number and b in number]
        radii = [_RADIUS if self.nodes[row].type == "Hub" else _RADIUS / 2 for row in rows]
        return {"row": rows, **_places(place_parts(len(rows), pairs, radii))}

    def _first_rows(self) -> list[int]:
        hubs = [node for node in self.nodes if node.type == "Hub"]
        actors = [node for node in self.nodes if node.type == "Actor" and node.id in self._rank]
        most = sorted(hubs, key=lambda node: self._rank.get(node.id, len(self._rank) + 1))[:_HUBS]
        chosen = {node.id for node in most}
        bridges = {node.id for node in actors if self._hubs_near(node.id) > 1} if len(hubs) <= _HUBS else set()
        bridges |= {node.id for node in sorted(actors, key=lambda node: self._rank[node.id])[:_BRIDGES]}
        rows = {self.row[key] for key in chosen | bridges}
        tied = {end for a, b in self._stops.tolist() if a != b and a in rows and b in rows for end in (a, b)}
        return sorted(row for row in rows if row in tied or self.nodes[row].type == "Hub")

    def _hubs_near(self, key: str) -> int:
        contacts = self.view.network.contacts.of(self.view.place[key]).tolist()
        return sum(self.view.nodes[i].type == "Hub" for i in contacts)


class _Numbers:
    """Texts numbered in the order in which they are first asked for."""

    def __init__(self, texts: Iterable[str] = ()):
        self._number = {text: number for number, text in enumerate(texts)}

    def __iter__(self) -> Any:
        return iter(self._number)

    def of(self, text: str | None) -> int | None:
        return None if text is None else self._number.setdefault(text, len(self._number))

    def of_all(self, texts: Iterable[str]) -> list[int]:
        """The numbers of those that are known, each once, ascending."""
        return sorted({self._number[text] for text in texts if text in self._number})


def _places(points: np.ndarray) -> Json:
    whole = np.round(points).astype(np.int64).reshape(-1, 2)
    return {"x": whole[:, 0].tolist(), "y": whole[:, 1].tolist()}


def _or_null(numbers: np.ndarray) -> list[int | None]:
    return [None if number < 0 else number for number in numbers.tolist()]


def _years(properties: Mapping[str, Any], names: Mapping[str, bool]) -> tuple[int | None, int | None]:
    """The first year stated for a beginning and the last one stated for an end; an interval states both."""
    begun, ended = [], []
    for name, is_beginning in names.items():
        if name not in properties:
            continue
        found = [int(year) for year in _YEAR.findall(str(properties[name]))]
        begun += found[:1] if is_beginning else []
        ended += found[-1:] if not is_beginning or len(found) > 1 else []
    return (min(begun, default=None), max(ended, default=None))


def _width(edge: Edge) -> float:
    """From 1 to 4, by the logarithm of the people, companies … or of ten thousands of yen that flow."""
    amount, unit = edge.properties.get("amount"), edge.properties.get("unit")
    if not isinstance(amount, (int, float)) or amount <= 0 or unit not in _MEASURED:
        return 1.0
    counted = amount / 10_000 if unit == "yen" else amount
    return round(min(1 + 0.75 * log10(1 + counted), _WIDEST), 1)
