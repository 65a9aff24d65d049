"""Plain language: the right question with the right names, or "I do not know"."""

from __future__ import annotations

import pytest

from graph.model import KnowledgeGraph
from queries.catalogue import catalogue
from queries.plain import PlainLanguage


@pytest.fixture(scope="module")
def plain(shipped: KnowledgeGraph) -> PlainLanguage:
    return PlainLanguage(shipped)


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("広島県と渋谷区をつなぐのは誰？", "actors-tied-to-two-regions", {"one": "region:34", "other": "region:13113"}),
        ("渋谷区と広島県をつなぐのは誰？", "actors-tied-to-two-regions", {"one": "region:13113", "other": "region:34"}),
        ("東京と広島をつなぐのは誰？", "actors-tied-to-two-regions", {"one": "region:13", "other": "region:34"}),
        ("Who connects Tokyo and Hiroshima?", "actors-tied-to-two-regions", {"one": "region:13", "other": "region:34"}),
        ("京都にある拠点は？", "hubs-in-a-region", {"region": "region:26"}),
        ("家業イノベーションラボを運営しているのは誰ですか", "who-operates", {"hub": "hub:kagyo-lab"}),
        ("誰がco-ba渋谷を運営している？", "who-operates", {"hub": "hub:co-ba-shibuya"}),
        ("Who operates co-ba Shibuya?", "who-operates", {"hub": "hub:co-ba-shibuya"}),
        ("ＮＣＬに資金を出しているのは？", "who-funds", {"node": "actor:next-commons-lab"}),
        ("co-ba渋谷とNCLを比べて", "compare-two-hubs", {"one": "hub:co-ba-shibuya", "other": "hub:ncl"}),
        ("Which hubs are knowledge platforms?", "hubs-by-type", {"hub_type": "knowledge_platform"}),
        ("知見プラットフォーム型の拠点は？", "hubs-by-type", {"hub_type": "knowledge_platform"}),
        ("お金はどこからどこへ流れている？", "flows-with-amounts", {}),
        ("岐阜県の協定は？", "agreements-of-an-actor", {"actor": "actor:gov-21"}),
        ("広島県にある拠点は？", "hubs-in-a-region", {"region": "region:34"}),
        ("カネの流れを述べていない事例は？", "not-reported", {"kind": "money"}),
        ("最も橋渡しをしている主体は？", "actors-by-constraint", {}),
        ("who bridges most", "actors-by-constraint", {}),
        (
            "地域資源発掘型の拠点がない都道府県は？",
            "prefectures-without-a-hub-of-a-type",
            {"type": "resource_discovery"},
        ),
        ("TIPの参加者は？", "who-takes-part", {"node": "hub:tip"}),
    ],
)
def test_the_question_and_its_names_are_understood(plain: PlainLanguage, text, name, values) -> None:
    first = plain.guesses(text)[0]
    assert (first.question.name, first.values) == (name, values)


@pytest.mark.parametrize(
    "text",
    ["今日の天気は？", "How do I cook rice?", "富士山の高さは？", "日本で一番高い山は？", "", "？", "xyzzy", "誰"],
)
def test_it_says_when_it_does_not_know(plain: PlainLanguage, text: str) -> None:
    assert plain.guesses(text) == []


@pytest.mark.parametrize("name", list(catalogue()))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_question_asked_in_its_own_words_is_found(plain: PlainLanguage, name: str, lang: str) -> None:
    question = catalogue()[name]
    values = {one.name: one.default for one in question.parameters.values()}
    found = [guess.question.name for guess in plain.guesses(question.worded(plain.graph, lang, values))]
    assert name in found[:2]


def test_likeness_falls_and_is_at_most_1(plain: PlainLanguage) -> None:
    found = [guess.likeness for guess in plain.guesses("co-ba渋谷を支援しているのは誰か")]
    assert found == sorted(found, reverse=True) and all(0 < likeness <= 1 for likeness in found)
