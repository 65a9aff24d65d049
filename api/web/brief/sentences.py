"""Statements of the graph in sentences, in both languages. Only what a document states is said, and no more surely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from api.language import MESSAGES
from api.wording import Both, date_words, quantity
from graph.language import LANGUAGES
from graph.model import Edge, KnowledgeGraph, Node
from graph.schema import load_schema

Json = dict[str, Any]
_VERB = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
# What follows the noun of an English name: "staff OF the member companies" is no plural.
_TAIL = re.compile(r" (?:of|in|at|for|from|that|who|with|by|as) .*|[(,].*", re.DOTALL)


@cache
def _words() -> Mapping[str, Any]:
    text = files(__package__).joinpath("sentences.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def _say(code: str, lang: str, **values: Any) -> str:
    return _words()[code][lang].format(**values)


def as_json(words: Both | None) -> Json | None:
    """`{ja, en}`; None where there is nothing to say."""
    return dict(zip(LANGUAGES, words, strict=True)) if words and any(words) else None


def when(edge: Edge, target: Node, lang: str) -> str:
    """Since when, until when, or at what time; empty where that is not stated."""
    stated = {name: edge.properties[name] for name in ("since", "until") if edge.properties.get(name)}
    if at := target.properties.get("when") if target.type == "Outcome" else None:
        return date_words(at, lang)
    if list(stated) == ["since"] and edge.type in _words()["at_a_time"]:
        return date_words(stated["since"], lang)
    known = {name: date_words(value, lang) for name, value in stated.items()}
    return _say("_".join(known), lang, **known) if known else ""


class Sentences:
    """Says statements of one graph. With `with_case`, what is said of groups that go by their role alone ("members")
    names the case that speaks of them."""

    def __init__(self, graph: KnowledgeGraph, with_case: bool = False):
        self._graph, self._with_case = graph, with_case

    def of_edge(self, edge: Edge) -> Both:
        """「ツクルバはco-ba渋谷を運営する（2011年から）」"""
        return tuple(self._of_edge(edge, lang) for lang in LANGUAGES)

    def _of_edge(self, edge: Edge, lang: str) -> str:
        source, target = self._graph.nodes[edge.source], self._graph.nodes[edge.target]
        spec = load_schema().edges[edge.type]
        sentence = _agreeing(_template(edge, source, lang), source).format(
            source=_named(source, lang),
            target=_outcome(target, lang) if target.type == "Outcome" else _named(target, lang),
            label=spec.label.get(lang),
            kind=_kind(edge, lang) if spec.kind else "",
        )
        return _detailed(sentence, self._details(edge, source, target, lang), lang)

    def _details(self, edge: Edge, source: Node, target: Node, lang: str) -> Iterator[str]:
        yield self.what(edge, lang)
        if via := self._graph.nodes.get(edge.properties.get("via", "")):
            yield _say("via", lang, name=_named(via, lang))
        yield when(edge, target, lang)
        yield status(edge, target, lang)
        yield _text(edge.properties, "note", lang)
        if target.type == "Outcome":
            yield _text(target.properties, "note", lang)
        if self._with_case and (source.properties.get("generic") or target.properties.get("generic")):
            yield from (_say("of_case", lang, case=case.name(lang)) for case in self._cases(edge))

    def _cases(self, edge: Edge) -> list[Node]:
        return [self._graph.nodes[key] for key in edge.properties.get("cases", ()) if key in self._graph.nodes]

    def what(self, edge: Edge, lang: str) -> str:
        """What flows, and how much; empty for a tie that is no flow."""
        amount = quantity(edge.properties)
        parts = [_text(edge.properties, "what", lang), amount[LANGUAGES.index(lang)] if amount else ""]
        return MESSAGES.text("word.comma", lang).join(filter(None, parts))


def of_property(node: Node, label: Both, value: Both, is_text: bool) -> Both:
    """「co-baネットワークの報告された類型はコワーキング型である」"""
    return tuple(
        _say("text" if is_text else "property", lang, source=_named(node, lang), label=one, value=other)
        for lang, one, other in zip(LANGUAGES, label, value, strict=True)
    )


def of_alias(node: Node, alias: str) -> Both:
    """「一般財団法人こゆ地域づくり推進機構は「こゆ財団」とも呼ばれる」"""
    return tuple(_say("alias", lang, source=_named(node, lang), value=alias) for lang in LANGUAGES)


def of_row(cells: Iterable[tuple[Both, Both]]) -> Both:
    """A row of an answer: each column with its value."""
    rows = [*cells]
    return tuple(
        _words()["between"][lang].join(
            _say("cell", lang, label=label[place], value=value[place]) for label, value in rows if value[place]
        )
        for place, lang in enumerate(LANGUAGES)
    )


def alias_label() -> Both:
    """The heading of other names."""
    return tuple(_words()["aliases"][lang] for lang in LANGUAGES)


def status(edge: Edge, target: Node, lang: str) -> str:
    """Planned or over; of an outcome whether it is a target. That something is done goes without saying."""
    if target.type == "Outcome":
        return _inner(load_schema().kind_label("Outcome", target.kind, lang), lang)
    found = edge.properties.get("status")
    return _inner(load_schema().label("statement_status", found, lang), lang) if found and found != "actual" else ""


def outcome_value(node: Node, lang: str) -> str:
    """The value of an outcome with its unit, or in words."""
    amount = quantity(node.properties)
    return amount[LANGUAGES.index(lang)] if amount else _text(node.properties, "value_text", lang)


def _outcome(node: Node, lang: str) -> str:
    return _say("outcome", lang, quantity=node.name(lang), value=outcome_value(node, lang))


def _named(node: Node, lang: str) -> str:
    name = node.name(lang)
    is_set_off = node.type in _words()["quoted_types"] and "「" not in name
    return _say("quoted", lang, name=name) if is_set_off else name


def _text(properties: Mapping[str, Any], name: str, lang: str) -> str:
    return properties.get(f"{name}_{lang}") or properties.get(f"{name}_ja") or ""


def _template(edge: Edge, source: Node, lang: str) -> str:
    ties = _words()["ties"]
    return (ties.get(f"{edge.type} {source.type}") or ties.get(edge.type) or _words()["other"])[lang]


def _kind(edge: Edge, lang: str) -> str:
    return _inner(load_schema().label(load_schema().edges[edge.type].kind, edge.kind, lang), lang) if edge.kind else "–"


def _inner(word: str, lang: str) -> str:
    """A label within a sentence."""
    return word.lower() if lang == "en" else word


def _detailed(sentence: str, details: Iterable[str], lang: str) -> str:
    known = [text for text in details if text]
    if not known:
        return sentence
    return _say("details", lang, sentence=sentence, details=_words()["between"][lang].join(known))


def _agreeing(template: str, source: Node) -> str:
    """The template with the verb of one, or of several."""
    return _VERB.sub(lambda verb: verb[2 if _is_several(source) else 1], template)


def _is_several(node: Node) -> bool:
    """Whether an English name speaks of several: a group by its role with a noun in -s."""
    if not node.properties.get("generic"):
        return False
    head = _TAIL.sub("", node.name_en).lower().split()
    return any(len(word) > 3 and word.endswith("s") and not word.endswith("ss") for word in head)
