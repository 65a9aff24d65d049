"""The words of the picture. What stands in double braces in `words.yaml` is filled in by the page, or by `said`."""

from __future__ import annotations

from typing import Any

from api.wording import Both
from graph.language import LANGUAGES, Messages

WORDS = Messages("api.picture", "words.yaml")


def said(code: str, **values: Any) -> Both:
    """A sentence in both languages."""
    return tuple(WORDS.text(code, lang).format(**values) for lang in LANGUAGES)


def all_words() -> dict[str, list[str]]:
    """Every sentence, in both languages, not yet filled in."""
    return {code: [WORDS.text(code, lang) for lang in LANGUAGES] for code in sorted(WORDS.codes())}
