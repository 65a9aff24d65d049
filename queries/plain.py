"""From plain Japanese or English to a question of the catalogue. No language model: the words of the question are
compared with those of the catalogue, and the names in it are looked up in the graph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from math import log, sqrt
from typing import Any

from graph.language import LANGUAGES
from graph.model import KnowledgeGraph, Node
from graph.names import core, fold, fold_keeping_space, place_of
from graph.schema import load_schema
from queries.catalogue import Parameter, Question, catalogue

# Below this likeness of the words to every wording the answer is "I do not know".
BAR = 0.22
_SHORTEST_NAME = 2
_TAKEN = "〓"
_QUOTED = re.compile(r"[「“\"]([^」”\"]+)[」”\"]")
_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")
# What a name or value that the question takes adds to the likeness, and one for which it has no place takes off.
_USED, _UNUSED = 0.1, 0.15


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


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found in a text: names of nodes in their order, values by enumeration, what stands in quotation marks,
    the other words, and their language."""

    mentions: tuple[Mention, ...]
    values: Mapping[str, str]
    quoted: str | None
    words: Counter[str]
    lang: str


class PlainLanguage:
    """Finds the questions that a text may mean."""

    def __init__(self, graph: KnowledgeGraph):
        self.graph = graph

    def guesses(self, text: str) -> list[Guess]:
        """The entries of the catalogue that the text may mean, likeliest first; empty where none is like it."""
        understood = self.read(text)
        found = [guess for question in catalogue().values() if (guess := self._guess(question, understood))]
        return sorted(found, key=lambda guess: (-guess.likeness, guess.question.name))

    def read(self, text: str) -> Understood:
        """The values of enumerations and the names of nodes in the text, longest first, each part of it once; and the
        words that are left."""
        rest, joined = fold_keeping_space(text), fold(text)
        mentions, values = [], {}
        for name in (name for name in self._known if name in joined):
            if place := place_of(name, rest):
                rest = rest[: place[0]] + _TAKEN * (place[1] - place[0]) + rest[place[1] :]
                if choice := self._choices.get(name):
                    values.setdefault(*choice)
                else:
                    mentions.append((place[0], Mention(name, tuple(self._named[name]))))
        left, quoted = rest.replace(_TAKEN, " "), _QUOTED.search(text)
        return Understood(
            tuple(mention for _, mention in sorted(mentions, key=lambda pair: pair[0])),
            values,
            quoted and quoted[1],
            _words(left),
            "en" if left.isascii() else "ja",
        )

    @cached_property
    def _choices(self) -> Mapping[str, tuple[str, str]]:
        """Enumeration and value by label, for every choice that a question takes."""
        enums = load_schema().enums
        taken = {one.type for question in catalogue().values() for one in question.parameters.values()}
        return {
            label: (name, value.name)
            for name in sorted(taken & enums.keys())
            for value in enums[name].values.values()
            for label in (fold(value.label.ja), fold(value.label.en), fold(value.label.en) + "s")
        }

    @cached_property
    def _known(self) -> list[str]:
        """Everything that may be named, longest first."""
        return sorted(self._named.keys() | self._choices.keys(), key=lambda name: (-len(name), name))

    @cached_property
    def _named(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.graph.nodes.values():
            if node.type == "Outcome" or node.properties.get("generic"):
                continue
            for name in {form(one) for one in _called(node) for form in (fold, core)}:
                if len(name) >= _SHORTEST_NAME:
                    found.setdefault(name, []).append(node)
        return found

    @cached_property
    def _phrases(self) -> Mapping[tuple[str, str], list[Counter[str]]]:
        """The wordings of each question in each language, without parameters and what stands in brackets."""
        found = {}
        for name, question in catalogue().items():
            for lang in LANGUAGES:
                whole = _BRACKETS.sub(" ", question.asked(lang, dict.fromkeys(question.parameters, " ")))
                texts = [whole, *question.also.get(lang, ())]
                found[name, lang] = [_words(fold_keeping_space(text)) for text in texts]
        return found

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """Rare words tell more (inverse document frequency over the questions)."""
        seen = Counter(word for phrases in self._phrases.values() for word in set().union(*phrases))
        return {word: log((1 + len(self._phrases)) / (1 + count)) + 1 for word, count in seen.items()}

    def _guess(self, question: Question, understood: Understood) -> Guess | None:
        values = _filled(question, understood)
        wanted = [one for one in question.parameters.values() if one.is_node]
        if any(one.name not in values for one in wanted):
            return None
        chosen = sum(one.type in understood.values for one in question.parameters.values())
        unused = len(understood.mentions) - len(wanted)
        phrases = self._phrases[question.name, understood.lang]
        likeness = max(self._cosine(understood.words, phrase) for phrase in phrases)
        likeness += _USED * (len(wanted) + chosen) - _UNUSED * unused
        if likeness < BAR + _USED * (len(wanted) + chosen):
            return None
        named = tuple(mention.name for mention in understood.mentions)
        return Guess(question, values, round(min(likeness, 1.0), 4), named)

    def _cosine(self, one: Counter[str], other: Counter[str]) -> float:
        def weight(word: str) -> float:
            # A word that no question knows tells as much as the rarest.
            return self._weights.get(word, self._rarest)

        def length(words: Counter[str]) -> float:
            return sqrt(sum((count * weight(word)) ** 2 for word, count in words.items()))

        shared = sum(one[word] * other[word] * weight(word) ** 2 for word in one.keys() & other.keys())
        return shared / (length(one) * length(other)) if shared else 0.0

    @cached_property
    def _rarest(self) -> float:
        return max(self._weights.values())


def _called(node: Node) -> Iterator[str]:
    """What a node is called; of a prefecture also what people say for short (東京, Hiroshima)."""
    yield from (node.name_ja, node.name_en, *node.aliases)
    if node.type == "Region" and node.kind == "prefecture":
        yield from (node.name_ja[:-1], node.name_en.rpartition(" ")[0])


def _filled(question: Question, understood: Understood) -> dict[str, Any]:
    """The parameters that the text names: nodes in its order where several fit, and values of enumerations."""
    nodes = [one for one in question.parameters.values() if one.is_node]
    best: dict[str, Any] = {}
    for chosen in permutations(understood.mentions, min(len(nodes), len(understood.mentions))):
        pairs = zip(nodes, chosen, strict=False)
        filled = {one.name: fit.id for one, mention in pairs if (fit := _fitting(one, mention))}
        if len(filled) > len(best):
            best = filled
    enumerated = {
        one.name: understood.values[one.type] for one in question.parameters.values() if one.type in understood.values
    }
    texts = {one.name: understood.quoted for one in question.parameters.values() if one.type == "text"}
    return best | enumerated | {name: text for name, text in texts.items() if text}


def _fitting(parameter: Parameter, mention: Mention) -> Node | None:
    """The node of that name that the parameter takes; a place before what governs it where both would do."""
    fits = [node for node in mention.nodes if parameter.type in ("Node", node.type)]
    return min(fits, key=lambda node: (node.type != "Region", node.id)) if fits else None


def _words(text: str) -> Counter[str]:
    """Latin words, and pairs of neighbouring characters of anything else."""
    found: Counter[str] = Counter()
    for part in re.split(r"[\s?!,.。、・「」()]+", text):
        if part.isascii():
            found.update([part] if part else [])
        else:
            found.update([part] if len(part) == 1 else (part[i : i + 2] for i in range(len(part) - 1)))
    return found
