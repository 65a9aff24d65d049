"""What is around one thing: the part of the graph that its picture shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.model import Edge, KnowledgeGraph, Node

DRAWN = ("Hub", "Actor", "Programme", "Resource", "Region")
PICTURED = (*DRAWN, "Case")
MOST = 2000  # nodes that can be drawn without waiting, and looked at
# What a drawing does not show as a line: the case and its outcomes stand in the panel.
UNDRAWN_TIES = frozenset({"DESCRIBES", "REPORTED_IN", "ACHIEVES"})


@dataclass(frozen=True, slots=True)
class Part:
    """The nodes drawn in the picture of `centre`, the nearest first; `left_out` more would belong to it."""

    centre: Node
    depth: int
    members: tuple[str, ...]
    left_out: int


def around(graph: KnowledgeGraph, centre: Node, depth: int = 1, most: int = MOST) -> Part:
    """What a case states, what is in a region and in the regions within it, or whoever has a tie to anything else; and
    with each further step of `depth` whoever has a tie to these. What only shares a region is no contact."""
    found = _Around(graph).found(centre, depth)
    return Part(centre, depth, tuple(found[:most]), max(0, len(found) - most))


class _Around:
    def __init__(self, graph: KnowledgeGraph):
        self.graph = graph
        self.carried: dict[str, list[Edge]] = defaultdict(list)
        for flow in graph.edges_of("FLOW"):
            if via := flow.properties.get("via"):
                self.carried[via].append(flow)

    def found(self, centre: Node, depth: int) -> list[str]:
        """The nodes by their distance from the centre, then by how many ties lead to them."""
        found = dict.fromkeys(self._middle(centre))
        rim = list(found)
        for step in range(depth - (centre.type == "Case")):
            is_middle = centre.type == "Region" and step == 0
            led = Counter(end for key in rim if is_middle or not self._is_region(key) for end in self._ends(key))
            rim = sorted(led.keys() - found.keys(), key=lambda key: (-led[key], key))
            found |= dict.fromkeys(rim)
        return list(found)

    def _middle(self, centre: Node) -> list[str]:
        if centre.type == "Case":
            return self._stated(centre.id)
        return self._within(centre.id) if centre.type == "Region" else [centre.id]

    def _stated(self, case: str) -> list[str]:
        """What a case describes, and the ends of all ties that it states."""
        described = [edge.target for edge in self.graph.out_edges(case, "DESCRIBES")]
        ties = [edge for edge in self.graph.edges.values() if case in edge.properties.get("cases", ())]
        return [key for key in dict.fromkeys((*described, *self._all_ends(ties))) if self._is_drawn(key)]

    def _within(self, region: str) -> list[str]:
        """The region and every region in it."""
        found = {region: None}
        waiting = [region]
        while waiting:
            inner = [edge.source for edge in self.graph.in_edges(waiting.pop(0), "WITHIN") if edge.source not in found]
            waiting += inner
            found |= dict.fromkeys(inner)
        return list(found)

    def _ends(self, key: str) -> Iterator[str]:
        """Whoever has a tie to a node, once for each tie; a flow that goes through it is one."""
        ties = [*self.graph.out_edges(key), *self.graph.in_edges(key), *self.carried.get(key, ())]
        drawn = (edge for edge in ties if edge.type not in UNDRAWN_TIES)
        return (end for end in self._all_ends(drawn) if end != key and self._is_drawn(end))

    def _all_ends(self, ties: Iterable[Edge]) -> Iterator[str]:
        for edge in ties:
            if edge.type not in UNDRAWN_TIES:
                yield from filter(None, (edge.source, edge.target, edge.properties.get("via")))

    def _is_drawn(self, key: str) -> bool:
        return key in self.graph.nodes and self.graph.nodes[key].type in DRAWN

    def _is_region(self, key: str) -> bool:
        return self.graph.nodes[key].type == "Region"
