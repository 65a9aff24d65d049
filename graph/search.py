"""Finding nodes by what people type: part of a name, alias or reading, in kana of either kind, full or half width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.names import core, fold

if TYPE_CHECKING:
    from graph.model import KnowledgeGraph, Node

# From the best match to the poorest.
_WHOLE, _START, _PART, _WORDS, _DESCRIBED = range(5)
_KATAKANA = {sign: sign + 0x60 for sign in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
# A hyphen may be typed or not, and an input method makes a long vowel of one that stands after a Latin letter.
_HYPHEN = re.compile("[-・]|(?<=[a-z0-9])ー")
# 岐阜 is as good a name of 岐阜県 as the whole.
_GOVERNED = ("prefecture", "municipality", "ward")
_RANK_OF_PLACE = re.compile(
    "(?<=..)(?:[都府県市区町村]|ケン|フ|シ|ク|ト|チョウ|マチ|ムラ|ソン|prefecture|metropolis|city|town|village|ward)$"
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Match:
    """A node that was found. `field` says by what: name_ja, name_en, alias, reading, qualified, or `case`: by the name
    of the `case` that describes the node. `text` is that name."""

    node: Node
    field: str
    text: str
    case: Node | None = None


def spoken(text: str) -> str:
    """The form under which spellings are sought: the core of the name, kana as katakana, without hyphens."""
    return _spoken(core(text))


def _spoken(folded: str) -> str:
    return _HYPHEN.sub("", folded).translate(_KATAKANA) or folded


class Names:
    """The names of all nodes of a graph, ready to be searched."""

    def __init__(self, graph: KnowledgeGraph):
        self._graph = graph
        self._forms = [
            (form, node, field, text)
            for node in graph.nodes.values()
            for field, text in _names(node)
            for form in _forms(node, text)
        ]

    def search(self, text: str, limit: int) -> list[Match]:
        """The best matches first: see `KnowledgeGraph.search`."""
        ranks: dict[str, int] = {}
        found: dict[str, Match] = {}
        for rank, match in self._direct(text):
            if rank < ranks.get(match.node.id, _DESCRIBED):
                ranks[match.node.id], found[match.node.id] = rank, match
        for match in [*self._described(found)]:
            if match.node.id not in ranks:
                ranks[match.node.id], found[match.node.id] = _DESCRIBED, match
        ranked = sorted(ranks, key=lambda key: (ranks[key], found[key].node.type != "Hub", -self._degree(key), key))
        return [found[key] for key in ranked[:limit]]

    def _direct(self, text: str) -> Iterator[tuple[int, Match]]:
        wanted, words = spoken(text), [spoken(word) for word in text.split()]
        if not wanted:
            return
        for form, node, field, name in self._forms:
            rank = _rank(form, wanted, words)
            if rank is not None:
                # Part of a region's long name is no better than the prefecture that it begins with.
                yield _WORDS if field == "qualified" and rank != _WHOLE else rank, Match(node, field, name)

    def _described(self, found: dict[str, Match]) -> Iterator[Match]:
        """The hubs that the cases found describe: often only the case tells how the hub's name is said."""
        for match in found.values():
            if match.node.type == "Case":
                for edge in self._graph.out_edges(match.node.id, "DESCRIBES"):
                    if (node := self._graph.nodes[edge.target]).type == "Hub":
                        yield Match(node, "case", match.text, match.node)

    def _degree(self, key: str) -> int:
        return len(self._graph.out_edges(key)) + len(self._graph.in_edges(key))


def _names(node: Node) -> Iterator[tuple[str, str]]:
    # The first of equally good ones is told.
    yield "name_ja", node.name_ja
    yield "name_en", node.name_en
    yield from (("alias", alias) for alias in node.aliases)
    for field in ("reading", "qualified"):
        if text := node.properties.get(field):
            yield field, text


def _forms(node: Node, text: str) -> set[str]:
    forms = {_spoken(fold(text)), spoken(text)}
    return forms | {_RANK_OF_PLACE.sub("", form) for form in forms} if node.kind in _GOVERNED else forms


def _rank(form: str, wanted: str, words: list[str]) -> int | None:
    if wanted in form:
        if form == wanted:
            return _WHOLE
        return _START if form.startswith(wanted) or wanted in _IN_BRACKETS.findall(form) else _PART
    return _WORDS if len(words) > 1 and all(word in form for word in words) else None
