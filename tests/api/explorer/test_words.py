"""The words of the page: whole in both languages, and each of them used."""

from __future__ import annotations

import re

from api.explorer import assets, words

# Codes that are put together from a value: say(`menu.${view}`).
_TEMPLATE = re.compile(r"[`\"']([a-z_]+(?:\.[a-z_]+)*\.)\$\{")
_CODE = re.compile(r"[\"'`]([a-z_]+(?:[.-][a-z0-9_-]+)*)[\"'`]")


def scripts() -> str:
    found = {name: reply.body.decode() for name, reply in assets().items() if name.endswith(".js") or name == ""}
    return "\n".join(found.values())


def test_every_word_is_there_in_both_languages() -> None:
    for code, entry in words().items():
        assert set(entry) == {"ja", "en"}, code
        for text in entry.values():
            assert isinstance(text, str) and text.strip(), code
        names = [set(re.findall(r"\{(\w+)\}", text)) for text in entry.values()]
        assert names[0] == names[1], f"{code}: the languages fill in different values"


def test_every_code_that_is_said_has_words() -> None:
    said = set(re.findall(r"say\(\s*\"([^\"]+)\"", scripts()))
    assert len(said) > 200
    assert said <= words().keys(), said - words().keys()


def test_no_word_is_left_over() -> None:
    text = scripts()
    used, built = set(_CODE.findall(text)), tuple(set(_TEMPLATE.findall(text)))
    left = {code for code in words() if code not in used and not code.startswith(built)}
    assert not left


def test_japanese_is_japanese_and_english_is_english() -> None:
    for code, entry in words().items():
        assert not re.search(r"[ぁ-んァ-ヶ]", entry["en"]) or code == "language", code
