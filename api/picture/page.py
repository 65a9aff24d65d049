"""The HTML around the contents: our own template, the scripts inline, and the policy that lets only them run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from api.picture.words import WORDS, all_words
from graph.language import LANGUAGES

_SCRIPTS = ("text.js", "links.js", "visible.js", "panel.js", "canvas.js", "main.js")
# `</script>`, `<!--` and the two separators end a script or a line of one; `&` is escaped with them.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def page(data: dict[str, Any], lang: str) -> bytes:
    """The whole page in UTF-8, opening in `lang`."""
    number = LANGUAGES.index(lang)
    html = _template().render(
        lang=lang,
        say=lambda code: WORDS.text(code, lang),
        about=_about(data, number),
        policy=policy(),
        scripts=[Markup(script) for script in _scripts()],
        style=Markup(_own("page.css")),
        data=Markup(script_json(data | {"words": all_words(), "lang": number})),
    )
    # A lone surrogate has no UTF-8; as \udXXX it is a valid escape of JSON.
    return html.encode("utf-8", "backslashreplace")


def script_json(value: Any) -> str:
    """JSON that may stand in a `<script>` whatever texts it holds."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


@cache
def policy() -> str:
    """What a browser lets a picture do: run the scripts that are ours, by their hashes, and ask nobody anything."""
    allowed = " ".join(map(_hash, _scripts()))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(_own('page.css'))}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _about(data: dict[str, Any], lang: int) -> dict[str, Any]:
    """What stands in the page before its scripts run: its subject, and what of it is shown."""

    def text(number: int) -> str:
        found = data["texts"][number]
        return found if isinstance(found, str) else found[lang]

    about = data["about"]
    return {"subject": text(about["n"]), "scope": [text(number) for number in about["scope"]]}


def _scripts() -> list[str]:
    return [_vis_network(), *map(_own, _SCRIPTS)]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _template() -> Template:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(_own("page.html"))


@cache
def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    text = files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_bytes().decode("utf-8")
    # The browser hashes the text after it has turned every line end into \n. The source map is
    # not there, and looking for it would be a request.
    return re.sub(r"\n//# sourceMappingURL=.*", "", re.sub(r"\r\n?", "\n", text))
