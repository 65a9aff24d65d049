"""Sentences for people, in Japanese and English, kept as data beside the code that says them."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("ja", "en")


class Messages:
    """The sentences of one YAML file, `code: {ja: …, en: …}`, with `{name}` where a value goes."""

    def __init__(self, package: str, file: str):
        self._package, self._file = package, file

    @cached_property
    def _table(self) -> dict[str, dict[str, str]]:
        text = files(self._package).joinpath(self._file).read_text(encoding="utf-8")
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def text(self, code: str, lang: str, **values: Any) -> str:
        """The sentence `code` in `lang`; KeyError where there is none."""
        return self._table[code][lang].format(**values)

    def codes(self) -> frozenset[str]:
        return frozenset(self._table)
