"""Flows between regions, and which kinds of flow hubs receive and give.

A number is a number of FLOW edges, that is of statements: neither of people nor of yen. Planned
flows are left out, and listed apart; flows that have ended were flows, and count. Where an end
lies is read from the graph, never guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Edge, KnowledgeGraph, Node
from graph.places import Places
from graph.schema import load_schema

Json = dict[str, Any]
Cell = tuple[str | None, str | None]

LEVELS = ("block", "prefecture", "municipality", "metro")
METRO = {
    "metropolitan": Node("metropolitan", "Region", None, "大都市圏", "Metropolitan areas"),
    "regional": Node("regional", "Region", None, "地方", "Regional areas"),
}
# Values that no sum is made of: ratios and ranks, and rates of which the number of bases is not stated.
_RATIOS = frozenset({"percent", "points", "fold", "fraction", "rank", "age", "degrees"})
_RATES = frozenset({"person", "site", "item", "event"})


@dataclass(frozen=True, slots=True)
class Matrix:
    """The flows of one kind (all kinds: None) by where they start and where they end.

    `cells` maps (origin, destination) to the flows; each is the id of a region, or None where the
    graph states no place or places in several regions of the level. `regions` are those that occur
    in a cell, by code. `planned` flows are in no cell.
    """

    by: str
    kind: str | None
    regions: tuple[Node, ...]
    cells: Mapping[Cell, tuple[Edge, ...]]
    planned: tuple[Edge, ...]

    @property
    def flows(self) -> list[Edge]:
        return [flow for found in self.cells.values() for flow in found]

    @property
    def counts(self) -> list[list[int]]:
        """Origins × destinations, both in the order of `regions`."""
        keys = [region.id for region in self.regions]
        return [[len(self.cells.get((origin, destination), ())) for destination in keys] for origin in keys]

    @property
    def not_stated(self) -> dict[str, int]:
        """How many flows have no region at the origin only, at the destination only, at both."""
        found: Counter[str] = Counter()
        for (origin, destination), flows in self.cells.items():
            if origin is None or destination is None:
                found["destination" if origin else "origin" if destination else "both"] += len(flows)
        return {end: found[end] for end in ("origin", "destination", "both")}

    def as_json(self) -> Json:
        counts, flows = self.counts, self.flows
        return {
            "by": self.by,
            "kind": self.kind,
            "flows": len(flows),
            "planned": [flow.id for flow in self.planned],
            "regions": [region.named() for region in self.regions],
            "counts": counts,
            "row_totals": [sum(row) for row in counts],
            "column_totals": [sum(column) for column in zip(*counts, strict=True)],
            "not_stated": self.not_stated,
            "cells": [_cell(ends, found) for ends, found in self.cells.items()],
            "balance": [row.as_json() for row in balance(self)],
            "reciprocity": reciprocity(self).as_json(),
            "amounts": [amount.as_json() for amount in amounts(flows)],
        }


def _cell(ends: Cell, flows: Iterable[Edge]) -> Json:
    ids = [flow.id for flow in flows]
    stated = [amount.as_json() for amount in amounts(flows)]
    return {"origin": ends[0], "destination": ends[1], "count": len(ids), "edges": ids, "amounts": stated}


def matrix(graph: KnowledgeGraph, by: str = "prefecture", kind: str | None = None, hub: str | None = None) -> Matrix:
    """The origins and destinations of all flows, or of one kind, or of those from, to or via one hub.

    `by` is one of LEVELS. Raises ValueError where `by` or `kind` is no such word.
    """
    if by not in LEVELS or kind not in (None, *_kinds()):
        raise ValueError(f"no flows of kind {kind!r} by {by!r}")
    chosen = [
        flow
        for flow in graph.edges_of("FLOW")
        if kind in (None, flow.kind) and hub in (None, flow.source, flow.target, flow.properties.get("via"))
    ]
    cells = _cells(filter(_is_flow, chosen), _locator(graph, by))
    regions = _regions(graph, {end for ends in cells for end in ends if end})
    order = {region.id: number for number, region in enumerate(regions)} | {None: len(regions)}
    ordered = {ends: cells[ends] for ends in sorted(cells, key=lambda ends: [order[end] for end in ends])}
    return Matrix(by, kind, regions, ordered, tuple(flow for flow in chosen if not _is_flow(flow)))


def _cells(flows: Iterable[Edge], region: Callable[[str], str | None]) -> dict[Cell, tuple[Edge, ...]]:
    cells: dict[Cell, list[Edge]] = defaultdict(list)
    for flow in flows:
        cells[region(flow.source), region(flow.target)].append(flow)
    return {ends: tuple(found) for ends, found in cells.items()}


def _kinds() -> Iterable[str]:
    return load_schema().enums["flow_kind"].values


def _is_flow(edge: Edge) -> bool:
    """What is only planned does not flow."""
    return edge.properties.get("status") != "planned"


def _locator(graph: KnowledgeGraph, by: str) -> Callable[[str], str | None]:
    places = Places(graph)
    if by == "metro":
        names = {True: "metropolitan", False: "regional"}
        return lambda node: names.get(places.is_metropolitan(node))
    return lambda node: places.region_at(node, by)


def _regions(graph: KnowledgeGraph, ids: set[str]) -> tuple[Node, ...]:
    """The regions of these ids by code; those that have none come last."""
    nodes = [METRO.get(key) or graph.nodes[key] for key in ids]
    return tuple(sorted(nodes, key=lambda node: (node.properties.get("code", "~"), node.id)))


@dataclass(frozen=True, slots=True)
class Balance:
    """What leaves a region for other regions, comes in from them, and stays within it.

    `out_not_stated` and `in_not_stated` count flows whose other end has no region; they are in no
    other number.
    """

    region: Node
    out: int
    into: int
    within: int
    out_not_stated: int
    in_not_stated: int

    @property
    def net(self) -> int:
        return self.out - self.into

    def as_json(self) -> Json:
        return {
            "region": self.region.id,
            "out": self.out,
            "in": self.into,
            "net": self.net,
            "within": self.within,
            "out_not_stated": self.out_not_stated,
            "in_not_stated": self.in_not_stated,
        }


def balance(found: Matrix) -> list[Balance]:
    """One row for each region of the matrix, in its order; the net numbers sum to 0."""
    sums: dict[str | None, Counter[str]] = defaultdict(Counter)
    for ends, flows in found.cells.items():
        for region, column in _columns(*ends):
            sums[region][column] += len(flows)
    columns = ("out", "into", "within", "out_not_stated", "in_not_stated")
    return [Balance(region, *(sums[region.id][column] for column in columns)) for region in found.regions]


def _columns(origin: str | None, destination: str | None) -> Iterator[tuple[str | None, str]]:
    if origin == destination:
        yield origin, "within"
    else:
        yield origin, "out" if destination else "out_not_stated"
        yield destination, "into" if origin else "in_not_stated"


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """How much of what goes from one region to another has something that comes back.

    `pairs` are the ordered pairs of different regions with a flow, `returned` those of them with a
    flow back; `flows` and `flows_returned` = Σ min(w_ij, w_ji) weigh the pairs by their flows.
    """

    pairs: int
    returned: int
    flows: int
    flows_returned: int

    @property
    def share(self) -> float | None:
        """Dyadic reciprocity L↔ / L; None where nothing flows between regions."""
        return self.returned / self.pairs if self.pairs else None

    @property
    def weighted(self) -> float | None:
        """W↔ / W of Squartini, Picciolo, Ruzzenenti & Garlaschelli 2013 (Scientific Reports 3:2729)."""
        return self.flows_returned / self.flows if self.flows else None

    def as_json(self) -> Json:
        names = ("pairs", "returned", "share", "flows", "flows_returned", "weighted")
        return {name: getattr(self, name) for name in names}


def reciprocity(found: Matrix) -> Reciprocity:
    """The reciprocity between the regions of a matrix; flows within a region do not count."""
    weights = {ends: len(flows) for ends, flows in found.cells.items() if None not in ends and ends[0] != ends[1]}
    back = [min(weight, weights.get(ends[::-1], 0)) for ends, weight in weights.items()]
    return Reciprocity(len(back), sum(map(bool, back)), sum(weights.values()), sum(back))


@dataclass(frozen=True, slots=True)
class Amount:
    """The stated amounts of one kind of flow that have the same unit, rate and qualifier, as a sum.

    `total` is None for several amounts of which no sum has a meaning (percentages, ranks, numbers
    per site).
    """

    kind: str | None
    unit: str | None
    per: str | None
    qualifier: str | None
    total: float | None
    flows: tuple[Edge, ...]

    def as_json(self) -> Json:
        names = ("kind", "unit", "per", "qualifier", "total")
        return {name: getattr(self, name) for name in names} | {"edges": [flow.id for flow in self.flows]}


def amounts(flows: Iterable[Edge]) -> list[Amount]:
    """What the documents state of quantities; nothing that differs in unit, rate or qualifier is added up.

    People who are counted in two statements are counted twice.
    """
    groups: dict[tuple[str | None, ...], list[Edge]] = defaultdict(list)
    for flow in flows:
        if "amount" in flow.properties:
            key = (flow.kind, *(flow.properties.get(name) for name in ("unit", "per", "qualifier")))
            groups[key].append(flow)
    order = list(_kinds())
    keys = sorted(groups, key=lambda key: (order.index(key[0]), *(part or "" for part in key)))
    return [_amount(key, groups[key]) for key in keys]


def _amount(key: tuple[str | None, ...], flows: list[Edge]) -> Amount:
    _, unit, per, _ = key
    has_sum = len(flows) == 1 or (unit not in _RATIOS and per not in _RATES)
    return Amount(*key, sum(flow.properties["amount"] for flow in flows) if has_sum else None, tuple(flows))


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one hub receives, gives, and passes on between others (`via` the hub), by kind of flow."""

    hub: Node
    received: Mapping[str, tuple[Edge, ...]]
    given: Mapping[str, tuple[Edge, ...]]
    passing: Mapping[str, tuple[Edge, ...]]

    def as_json(self) -> Json:
        sides = {"in": self.received, "out": self.given, "passing": self.passing}
        return self.hub.named() | {
            side: {kind: [flow.id for flow in flows] for kind, flows in found.items()} for side, found in sides.items()
        }


def exchanges(graph: KnowledgeGraph) -> list[Exchange]:
    """Every hub that a flow starts at, ends at or goes through.

    A hub that both receives and gives is not therefore said to turn one into the other.
    """
    via: dict[str | None, list[Edge]] = defaultdict(list)
    for flow in graph.edges_of("FLOW"):
        via[flow.properties.get("via")].append(flow)
    found = (_exchange(graph, hub, via[hub.id]) for hub in graph.of_type("Hub"))
    return [one for one in found if one.received or one.given or one.passing]


def _exchange(graph: KnowledgeGraph, hub: Node, via: list[Edge]) -> Exchange:
    received = [flow for flow in graph.in_edges(hub.id, "FLOW") if flow.source != hub.id]
    given = [flow for flow in graph.out_edges(hub.id, "FLOW") if flow.target != hub.id]
    passing = [flow for flow in via if hub.id not in (flow.source, flow.target)]
    return Exchange(hub, _by_kind(received), _by_kind(given), _by_kind(passing))


def _by_kind(flows: Iterable[Edge]) -> dict[str, tuple[Edge, ...]]:
    """The flows of each kind that there is, in the order of the schema."""
    actual = list(filter(_is_flow, flows))
    table = {kind: tuple(flow for flow in actual if flow.kind == kind) for kind in _kinds()}
    return {kind: found for kind, found in table.items() if found}


def conversions(found: Iterable[Exchange]) -> dict[tuple[str, str], list[Exchange]]:
    """For each pair of kinds, the hubs that receive the first and give the second."""
    table: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
    for one in found:
        for received in one.received:
            for given in one.given:
                table[received, given].append(one)
    return dict(table)


def exchanges_as_json(found: list[Exchange]) -> Json:
    """The table of conversions with the edges on both sides of each hub, and every hub by itself."""
    return {
        "table": [
            {"in": received, "out": given, "hubs": [_converted(one, received, given) for one in hubs]}
            for (received, given), hubs in conversions(found).items()
        ],
        "hubs": [one.as_json() for one in found],
    }


def _converted(one: Exchange, received: str, given: str) -> Json:
    edges_in, edges_out = one.received[received], one.given[given]
    return {"hub": one.hub.id, "in": [flow.id for flow in edges_in], "out": [flow.id for flow in edges_out]}
