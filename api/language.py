"""Which language the user reads."""

from __future__ import annotations

import os
from collections.abc import Sequence

from graph.language import LANGUAGES, Messages

MESSAGES = Messages("api", "messages.yaml")


def chosen_language(arguments: Sequence[str]) -> str:
    """`--lang` of the command line, else TAIRYU_LANG, else the locale: `ja` or `en`."""
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[number + 1 : number + 2])
            return value if value in LANGUAGES else locale_language()
    return locale_language()


def locale_language() -> str:
    """TAIRYU_LANG, else the language of the POSIX locale."""
    for variable in ("TAIRYU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ja" if value.startswith("ja") else "en"
    return "en"
