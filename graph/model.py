"""The graph in memory: typed nodes and edges, each with the lines that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graph.names import core, fold
from graph.search import Match, Names


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Lines of a document that state something.

    `lines` is the first and the last line, 1-based and inclusive; `digest` the first 16 hex digits
    of sha256 over these lines, NFKC-normalised, all white space removed.
    """

    document: str
    lines: tuple[int, int]
    digest: str

    def as_json(self) -> dict[str, Any]:
        return {"document": self.document, "lines": list(self.lines), "digest": self.digest}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Evidence:
        return cls(raw["document"], tuple(raw["lines"]), raw["digest"])


@dataclass(frozen=True, slots=True)
class Node:
    """`property_evidence` holds the lines of single properties that have their own."""

    id: str
    type: str
    kind: str | None
    name_ja: str
    name_en: str
    aliases: tuple[str, ...] = ()
    properties: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    property_evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)

    def name(self, lang: str) -> str:
        return self.name_ja if lang == "ja" else self.name_en

    def text(self, name: str, lang: str) -> str:
        """A bilingual property in one language; empty where the node has none."""
        return self.properties.get(f"{name}_{lang}", "")

    def named(self) -> dict[str, str]:
        """The id and both names, as every report lists a node."""
        return {"id": self.id, "name_ja": self.name_ja, "name_en": self.name_en}

    def as_json(self) -> dict[str, Any]:
        record = {
            "id": self.id,
            "type": self.type,
            "kind": self.kind,
            "name_ja": self.name_ja,
            "name_en": self.name_en,
            "aliases": list(self.aliases),
            "properties": dict(self.properties),
            "evidence": [e.as_json() for e in self.evidence],
        }
        if self.property_evidence:
            record["property_evidence"] = {
                name: [e.as_json() for e in found] for name, found in self.property_evidence.items()
            }
        return record

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Node:
        return cls(
            raw["id"],
            raw["type"],
            raw["kind"],
            raw["name_ja"],
            raw["name_en"],
            tuple(raw["aliases"]),
            raw["properties"],
            tuple(map(Evidence.from_json, raw["evidence"])),
            {name: tuple(map(Evidence.from_json, found)) for name, found in raw.get("property_evidence", {}).items()},
        )


@dataclass(frozen=True, slots=True)
class Edge:
    id: str
    source: str
    target: str
    type: str
    kind: str | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "source": self.source,
            "target": self.target,
            "type": self.type,
            "kind": self.kind,
            "properties": dict(self.properties),
            "evidence": [e.as_json() for e in self.evidence],
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Edge:
        return cls(
            raw["id"],
            raw["source"],
            raw["target"],
            raw["type"],
            raw["kind"],
            raw["properties"],
            tuple(map(Evidence.from_json, raw["evidence"])),
        )


class UnknownNode(KeyError):
    """No node has that id or name; `near` holds the ids of nodes with a similar name."""

    def __init__(self, wanted: str, near: list[str]):
        super().__init__(wanted)
        self.wanted = wanted
        self.near = near


class KnowledgeGraph:
    """Nodes and edges, sorted by id, with look-ups.

    Raises ValueError where an id stands twice or an edge ends at a node that is not there.
    """

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge]):
        self.nodes: dict[str, Node] = _by_id(nodes)
        self.edges: dict[str, Edge] = _by_id(edges)
        self._out: dict[str, list[Edge]] = defaultdict(list)
        self._in: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges.values():
            for end in (edge.source, edge.target):
                if end not in self.nodes:
                    raise ValueError(f"edge {edge.id} ends at {end}, which is no node")
            self._out[edge.source].append(edge)
            self._in[edge.target].append(edge)

    def of_type(self, *types: str) -> Iterator[Node]:
        return (node for node in self.nodes.values() if node.type in types)

    def edges_of(self, *types: str) -> Iterator[Edge]:
        return (edge for edge in self.edges.values() if edge.type in types)

    def out_edges(self, node_id: str, *types: str) -> list[Edge]:
        return [edge for edge in self._out.get(node_id, ()) if not types or edge.type in types]

    def in_edges(self, node_id: str, *types: str) -> list[Edge]:
        return [edge for edge in self._in.get(node_id, ()) if not types or edge.type in types]

    @cached_property
    def _names(self) -> list[tuple[str, Node]]:
        return [
            (form(name), node)
            for node in self.nodes.values()
            for name in {node.name_ja, node.name_en, *node.aliases, node.properties.get("reading", "")}
            if name
            for form in (fold, core)
        ]

    @cached_property
    def _searched(self) -> Names:
        return Names(self)

    def matches(self, text: str, limit: int = 20) -> list[Match]:
        """What `search` finds, with the name that matched."""
        return self._searched.search(text, limit)

    def search(self, text: str, limit: int = 20) -> list[Node]:
        """Nodes whose name, alias or reading holds `text`, best match first; kana of either kind are the same.

        A whole name comes before a beginning (or a word in brackets), a beginning before a part, a part before several
        words of which each is a part; last come the hubs that a case so found describes. Among equals hubs come first,
        then the node with the most edges.
        """
        return [match.node for match in self.matches(text, limit)]

    def find(self, wanted: str, *types: str) -> list[Node]:
        """The node with that id, else every node of that exact name, alias, qualified name or bare id.

        Only nodes of `types`, where any are given.
        """
        exact = self.nodes.get(wanted)
        if exact and (not types or exact.type in types):
            return [exact]
        names = {fold(wanted), core(wanted)}
        ids = {node.id for name, node in self._names if name in names}
        ids |= {
            key
            for key, node in self.nodes.items()
            if wanted in (key.partition(":")[2], node.properties.get("qualified"))
        }
        found = [self.nodes[key] for key in sorted(ids)]
        return [node for node in found if not types or node.type in types]

    def node(self, wanted: str, *types: str) -> Node:
        """The one node (of `types`, where any are given) with that id or name.

        Raises UnknownNode where there is none or more than one (`near` then lists them).
        """
        found = self.find(wanted, *types)
        if len(found) == 1:
            return found[0]
        near = found or [node for node in self.search(wanted, 50) if not types or node.type in types][:5]
        raise UnknownNode(wanted, [node.id for node in near])


def _by_id(items: Iterable[Any]) -> dict[str, Any]:
    ordered = sorted(items, key=lambda item: item.id)
    table = {item.id: item for item in ordered}
    if len(table) != len(ordered):
        seen: set[str] = set()
        twice = next(item.id for item in ordered if item.id in seen or seen.add(item.id))
        raise ValueError(f"the id {twice} stands twice")
    return table
