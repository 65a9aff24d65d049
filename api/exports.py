"""Every format that Tairyu writes: those of `graph`, and the picture. The command line, the server and scripts all read
this list."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

from graph.export import FORMATS, Files, Format, write
from graph.model import KnowledgeGraph, Node

HTML = "text/html; charset=utf-8"


@cache
def formats(lang: str) -> dict[str, Format]:
    """The formats by their names; a picture opens in `lang` (`ja` or `en`)."""
    return FORMATS | {"html": Format("html", partial(_picture, lang=lang), ".html", HTML)}


def export(graph: KnowledgeGraph, format_name: str, path: Path, lang: str = "ja") -> list[Path]:
    """Writes the graph to `path` in that format and returns the files written.

    Raises KeyError for an unknown format, NotInstalled where it needs a library that is not there, OSError where the
    path cannot be written; then nothing of the export is left behind.
    """
    return write(graph, formats(lang)[format_name], path)


def picture_of(node: Node, depth: int, lang: str) -> Format:
    """The picture of what is around one thing."""
    return Format("html", partial(_picture, lang=lang, node=node, depth=depth), ".html", HTML)


def _picture(graph: KnowledgeGraph, lang: str, node: Node | None = None, depth: int = 1) -> Files:
    from api.picture import around, picture

    return {"": [picture(graph, lang, around(graph, node, depth) if node else None)]}
