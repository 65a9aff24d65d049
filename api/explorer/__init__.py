"""The page that people open: plain ES modules, read once and served from memory. `page.css` and the style sheets of the
views are one; the files of `words/` are one table."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from api.web.replies import Reply, encoded

_KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}


@cache
def assets() -> dict[str, Reply]:
    """The files of the page by the path under which they are asked for; "" is the page itself."""
    root = files(__package__)
    found = dict(_files(root, ""))
    style = b"\n".join(
        found[name] for name in sorted(found, key=lambda name: (name != "page.css", name)) if name.endswith(".css")
    )
    contents = {name: data for name, data in found.items() if not name.endswith((".css", ".yaml", ".html"))}
    contents |= {"page.css": style, "words.json": encoded(words())}
    replies = {name: Reply.of(data, _media_type(name)) for name, data in contents.items()}
    return replies | {"": Reply.of(found["index.html"], "text/html; charset=utf-8")}


def _files(folder: Traversable, before: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        name = before + item.name
        if item.is_dir():
            yield from _files(item, f"{name}/")
        elif not item.name.endswith((".py", ".pyc", ".md", ".mjs")):
            yield name, item.read_bytes()


def _media_type(name: str) -> str:
    kind = _KINDS.get(name[name.rfind(".") :]) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def words() -> dict[str, Any]:
    """Every word of the page, by its code. Raises ValueError where two files use one code."""
    table: dict[str, Any] = {}
    for item in sorted(files(__package__).joinpath("words").iterdir(), key=lambda item: item.name):
        found = yaml.safe_load(item.read_text(encoding="utf-8")) or {}
        if twice := table.keys() & found.keys():
            raise ValueError(f"{item.name}: {sorted(twice)} stand in another file too")
        table |= found
    return table
