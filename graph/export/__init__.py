"""The graph in the formats of other tools, each written whole or not at all.

Every writer takes the graph and a path. `jsonl`, `csv`, `parquet` and `neo4j` write a folder, the others a file. The
picture, which is of `api`, is one more: `api.exports` knows them all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.model import KnowledgeGraph

Pieces = Iterable[bytes]
Files = Mapping[str, Pieces]


class NotInstalled(Exception):
    """A format needs a library that is not installed: `library`, which comes with `tairyu[extra]`."""

    def __init__(self, library: str, extra: str):
        super().__init__(library, extra)
        self.library, self.extra = library, extra


@dataclass(frozen=True, slots=True)
class Format:
    """`render` returns the files of the export, each in pieces that follow one another; a format of one file names it
    ``""``, and has a `suffix`. `library` is what must be installed for it."""

    name: str
    render: Callable[[KnowledgeGraph], Files]
    suffix: str = ""
    media_type: str = ""
    library: str = ""

    @property
    def is_folder(self) -> bool:
        return not self.suffix


def _jsonl(graph: KnowledgeGraph) -> Files:
    from graph.export.tables import jsonl

    return jsonl(graph)


def _csv(graph: KnowledgeGraph) -> Files:
    from graph.export.tables import csv_tables

    return csv_tables(graph)


def _parquet(graph: KnowledgeGraph) -> Files:
    from graph.export.parquet import parquet

    return parquet(graph)


def _graphml(graph: KnowledgeGraph) -> Files:
    from graph.export.networks import graphml

    return {"": [graphml(graph)]}


def _gexf(graph: KnowledgeGraph) -> Files:
    from graph.export.networks import gexf

    return {"": [gexf(graph)]}


def _cytoscape(graph: KnowledgeGraph) -> Files:
    from graph.export.networks import cytoscape

    return {"": [cytoscape(graph)]}


def _jsonld(graph: KnowledgeGraph) -> Files:
    from graph.export.rdf import serialise

    return {"": [serialise(graph, "json-ld")]}


def _turtle(graph: KnowledgeGraph) -> Files:
    from graph.export.rdf import serialise

    return {"": [serialise(graph, "turtle")]}


def _nquads(graph: KnowledgeGraph) -> Files:
    from graph.export.rdf import serialise

    return {"": [serialise(graph, "nquads")]}


def _neo4j(graph: KnowledgeGraph) -> Files:
    from graph.export.neo4j import bulk_csv

    return bulk_csv(graph)


# The libraries behind a format are loaded only when it is written.
FORMATS = {
    form.name: form
    for form in (
        Format("jsonl", _jsonl),
        Format("csv", _csv),
        Format("parquet", _parquet, library="pyarrow"),
        Format("graphml", _graphml, ".graphml", "application/graphml+xml"),
        Format("gexf", _gexf, ".gexf", "application/gexf+xml"),
        Format("cytoscape", _cytoscape, ".cyjs", "application/json"),
        Format("jsonld", _jsonld, ".jsonld", "application/ld+json"),
        Format("turtle", _turtle, ".ttl", "text/turtle; charset=utf-8"),
        Format("nquads", _nquads, ".nq", "application/n-quads"),
        Format("neo4j", _neo4j),
    )
}


def export(graph: KnowledgeGraph, format_name: str, path: Path) -> list[Path]:
    """Writes the graph to `path` in that format and returns the files written.

    Raises KeyError for an unknown format, NotInstalled where it needs a library that is not there, OSError where the
    path cannot be written; then nothing of the export is left behind.
    """
    return write(graph, FORMATS[format_name], path)


def write(graph: KnowledgeGraph, form: Format, path: Path) -> list[Path]:
    """As `export`, in a format that need not be of this package."""
    if not form.is_folder and path.is_dir():
        raise IsADirectoryError(None, "is a folder", str(path))
    files = form.render(graph)
    folder = path if form.is_folder else path.parent
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder, prefix=".exporting-"))
    try:
        for name, pieces in files.items():
            with open(staging / (name or path.name), "wb") as file:
                file.writelines(pieces)
        written = []
        for name in files:
            target = folder / (name or path.name)
            os.replace(staging / target.name, target)
            written.append(target)
        return written
    finally:
        shutil.rmtree(staging, ignore_errors=True)
