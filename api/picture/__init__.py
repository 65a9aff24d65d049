"""The picture: the graph, or what is around one thing of it, as one HTML file that needs no network and no installed
program."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from api.picture.around import MOST, PICTURED, Part, around
from api.picture.contents import contents
from api.picture.page import page, policy
from graph.model import KnowledgeGraph
from graph.store import version_of
from ingest.sources import write_atomically

__all__ = ["MOST", "PICTURED", "Part", "around", "picture", "policy", "write_picture"]


def write_picture(graph: KnowledgeGraph, path: Path, lang: str) -> None:
    """Writes the picture of `graph` to `path`, whole or not at all; it opens in `lang` (`ja` or `en`).

    The same graph and language give the same bytes.
    """
    write_atomically(path, picture(graph, lang))


def picture(
    graph: KnowledgeGraph,
    lang: str,
    part: Part | None = None,
    graph_version: str | None = None,
    links: Mapping[str, str] | None = None,
) -> bytes:
    """The page of the whole graph or of a part of it. A server knows the version of the graph already, and gives
    `links` into the explorer, which a page that is opened as a file does not show."""
    made = {"version": version("tairyu"), "graph": graph_version or version_of(graph)}
    return page(contents(graph, part) | {"made": made, "links": links}, lang)
