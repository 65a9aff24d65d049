"""`tairyu` and `python -m api`."""

from __future__ import annotations

import gc
import sys

import api.commands  # noqa: F401  adds the commands
from api.cli import speak, tairyu
from api.language import chosen_language
from api.session import Session


def main() -> None:
    """Runs the command line in the language that the user asked for, or that of the locale."""
    # A command is short and leaves no rings of garbage; looking for them takes a tenth of its time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # Japanese must not fail on a console that says it is ASCII.
        stream.reconfigure(encoding="utf-8", errors="replace")
    lang = chosen_language(sys.argv[1:])
    speak(tairyu, lang)(prog_name="tairyu", obj=Session(lang))


if __name__ == "__main__":
    main()
