"""The picture: the graph as one HTML file that needs no network and no installed program."""

from __future__ import annotations

from pathlib import Path

from api.picture.contents import contents
from api.picture.page import page
from graph.model import KnowledgeGraph
from ingest.sources import write_atomically

__all__ = ["write_picture"]


def write_picture(graph: KnowledgeGraph, path: Path, lang: str) -> None:
    """Writes the picture of `graph` to `path`, whole or not at all; it opens in `lang` (`ja` or `en`).

    The same graph and language give the same bytes.
    """
    write_atomically(path, page(contents(graph), lang))
