"""From plain Japanese or English to a question of the catalogue. No language model: the words of the question are
compared with those of the catalogue, and the names in it are looked up in the graph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from math import log, sqrt
from typing import Any

from graph.model import KnowledgeGraph, Node
from graph.names import core, fold, fold_keeping_space, place_of
from graph.schema import load_schema
from queries.catalogue import Parameter, Question, catalogue

# Below this likeness to every question the answer is "I do not know".
BAR = 0.22
_SHORTEST_NAME = 2
_TAKEN = "〓"
# What a name that the question does not use takes off.
_PENALTY = 0.15


@dataclass(frozen=True, slots=True)
class Guess:
    """A question of the catalogue that may be meant, with its parameters filled from the text; `likeness` 0 to 1."""

    question: Question
    values: Mapping[str, Any]
    likeness: float
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, and the nodes that are called so."""

    name: str
    nodes: tuple[Node, ...]


class PlainLanguage:
    """Finds the questions that a text may mean."""

    def __init__(self, graph: KnowledgeGraph):
        self.graph = graph

    def guesses(self, text: str) -> list[Guess]:
        """The entries of the catalogue that the text may mean, likeliest first; empty where none is like it."""
        mentions, rest = self.mentions(text)
        words = _words(rest)
        found = [guess for question in catalogue().values() if (guess := self._guess(question, mentions, words))]
        return sorted(found, key=lambda guess: (-guess.likeness, guess.question.name))

    def mentions(self, text: str) -> tuple[list[Mention], str]:
        """The names of nodes in the text, longest first, each part of the text once; and the text without them."""
        rest, found = fold_keeping_space(text), []
        joined = fold(text)
        for name in (name for name in self._names_by_length if name in joined):
            if place := place_of(name, rest):
                found.append((place[0], Mention(name, tuple(self._named[name]))))
                rest = rest[: place[0]] + _TAKEN * (place[1] - place[0]) + rest[place[1] :]
        return [mention for _, mention in sorted(found, key=lambda pair: pair[0])], rest.replace(_TAKEN, " ")

    @cached_property
    def _named(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.graph.nodes.values():
            if node.type == "Outcome" or node.properties.get("generic"):
                continue
            for name in {form(one) for one in (node.name_ja, node.name_en, *node.aliases) for form in (fold, core)}:
                if len(name) >= _SHORTEST_NAME:
                    found.setdefault(name, []).append(node)
        return found

    @cached_property
    def _names_by_length(self) -> list[str]:
        return sorted(self._named, key=lambda name: (-len(name), name))

    @cached_property
    def _texts(self) -> Mapping[str, Counter[str]]:
        """The words of each question, parameters left out."""
        texts = {}
        for name, question in catalogue().items():
            blanks = dict.fromkeys(question.parameters, " ")
            parts = [question.asked(lang, blanks) + " " + question.good_for.get(lang) for lang in ("ja", "en")]
            texts[name] = _words(fold_keeping_space(" ".join(parts)) + " " + name.replace("-", " "))
        return texts

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """Rare words tell more (inverse document frequency)."""
        seen = Counter(word for words in self._texts.values() for word in words)
        return {word: log((1 + len(self._texts)) / (1 + count)) + 1 for word, count in seen.items()}

    def _guess(self, question: Question, mentions: Sequence[Mention], words: Counter[str]) -> Guess | None:
        values, used = self._filled(question, mentions, words)
        if any(parameter.is_node and name not in values for name, parameter in question.parameters.items()):
            return None
        likeness = self._cosine(words, self._texts[question.name]) - _PENALTY * (len(mentions) - used)
        if likeness < BAR:
            return None
        return Guess(question, values, round(min(likeness, 1.0), 4), tuple(mention.name for mention in mentions))

    def _filled(
        self, question: Question, mentions: Sequence[Mention], words: Counter[str]
    ) -> tuple[dict[str, Any], int]:
        """Parameters with the names of the text, in their order where several fit; and how many names were used."""
        nodes = [one for one in question.parameters.values() if one.is_node]
        best: dict[str, Any] = {}
        for chosen in permutations(mentions, min(len(nodes), len(mentions))):
            filled = {}
            for parameter, mention in zip(nodes, chosen, strict=False):
                if fit := _fitting(parameter, mention):
                    filled[parameter.name] = fit.id
            if len(filled) > len(best):
                best = filled
        used = len(best)
        return best | dict(_enumerated(question, words)), used

    def _cosine(self, one: Counter[str], other: Counter[str]) -> float:
        def length(words: Counter[str]) -> float:
            return sqrt(sum((count * self._weights.get(word, 1.0)) ** 2 for word, count in words.items()))

        shared = sum(one[word] * other[word] * self._weights.get(word, 1.0) ** 2 for word in one.keys() & other.keys())
        return shared / (length(one) * length(other)) if shared else 0.0


def _fitting(parameter: Parameter, mention: Mention) -> Node | None:
    """The node of that name that the parameter takes; a place before what governs it where both would do."""
    fits = [node for node in mention.nodes if parameter.type in ("Node", node.type)]
    return min(fits, key=lambda node: (node.type != "Region", node.id)) if fits else None


def _enumerated(question: Question, words: Counter[str]) -> Iterator[tuple[str, str]]:
    """Values of enumerations whose label stands in the text."""
    for parameter in question.parameters.values():
        enum = load_schema().enums.get(parameter.type)
        for value in enum.values.values() if enum else ():
            labels = (_words(fold_keeping_space(value.label.ja)), _words(fold_keeping_space(value.label.en)))
            if any(label and all(word in words for word in label) for label in labels):
                yield parameter.name, value.name
                break


def _words(text: str) -> Counter[str]:
    """Latin words, and pairs of neighbouring characters of anything else."""
    found: Counter[str] = Counter()
    for part in re.split(r"[\s?!,.。、・「」()]+", text):
        if not part:
            continue
        if part.isascii():
            found[part] += 1
        else:
            found.update(part[i : i + 2] for i in range(len(part) - 1))
            found.update([part] if len(part) == 1 else [])
    return found
