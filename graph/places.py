"""Where things are: the regions of a node, what lies within what, and the direction of flows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graph.model import Edge, KnowledgeGraph, Node

DIRECTIONS = (
    "metro_to_regional",
    "regional_to_metro",
    "metro_to_metro",
    "regional_to_regional",
    "not_reported",
)


class Places:
    """Answers about places of one graph; remembers what it has found."""

    def __init__(self, graph: KnowledgeGraph):
        self.graph = graph
        self.within = cache(self._within)
        self.regions = cache(self._regions)
        self.region_at = cache(self._region_at)
        self.is_metropolitan = cache(self._is_metropolitan)

    def _within(self, region: str) -> frozenset[str]:
        """The region and every region that holds it."""
        found = {region}
        waiting = [region]
        while waiting:
            for edge in self.graph.out_edges(waiting.pop(), "WITHIN"):
                if edge.target not in found:
                    found.add(edge.target)
                    waiting.append(edge.target)
        return frozenset(found)

    def _regions(self, node_id: str) -> frozenset[str]:
        """The regions in which a node is, as stated: itself, where it is located (no longer: left out)
        or what it governs."""
        if self.graph.nodes[node_id].type == "Region":
            return frozenset((node_id,))
        edges = self.graph.out_edges(node_id, "LOCATED_IN", "GOVERNS")
        return frozenset(edge.target for edge in edges if edge.properties.get("status") != "ended")

    def _region_at(self, node_id: str, level: str) -> str | None:
        """The one region of a level that holds every stated place of a node; None where there is no such one."""
        held = [
            frozenset(around for around in self.within(place) if self.graph.nodes[around].kind == level)
            for place in self.narrowest(node_id)
        ]
        common = held[0] if len(set(held)) == 1 else frozenset()
        return next(iter(common)) if len(common) == 1 else None

    def narrowest(self, node_id: str) -> list[str]:
        """The stated places of a node, without those that only hold another of them (a town's prefecture)."""
        stated = self.regions(node_id)
        return [place for place in stated if not any(one != place and place in self.within(one) for one in stated)]

    def prefectures(self, node_id: str) -> frozenset[str]:
        """The prefectures that hold the regions of a node."""
        around = {region for place in self.regions(node_id) for region in self.within(place)}
        return frozenset(region for region in around if self.graph.nodes[region].kind == "prefecture")

    def _is_metropolitan(self, node_id: str) -> bool | None:
        """Whether a node is in a metropolitan area; None where its place is not stated, is abroad or
        the whole country, or where it is in places of both kinds."""
        answers = {self._is_metropolitan_region(region) for region in self.regions(node_id)}
        return answers.pop() if len(answers) == 1 else None

    def _is_metropolitan_region(self, region: str) -> bool | None:
        flags = (self.graph.nodes[around].properties.get("metropolitan") for around in self.within(region))
        stated = {flag for flag in flags if flag is not None}
        return stated.pop() if len(stated) == 1 else None

    def direction(self, flow: Edge) -> str:
        """One of DIRECTIONS, from where the two ends of a flow are stated to be."""
        ends = self.is_metropolitan(flow.source), self.is_metropolitan(flow.target)
        if None in ends:
            return "not_reported"
        words = {True: "metro", False: "regional"}
        return f"{words[bool(ends[0])]}_to_{words[bool(ends[1])]}"

    def hubs_by_prefecture(self) -> Iterator[tuple[Node, list[Node]]]:
        """Each prefecture with the hubs located in it, most hubs first."""
        found: dict[str, list[Node]] = {}
        for hub in self.graph.of_type("Hub"):
            for prefecture in self.prefectures(hub.id):
                found.setdefault(prefecture, []).append(hub)
        for key in sorted(found, key=lambda key: (-len(found[key]), key)):
            yield self.graph.nodes[key], found[key]
