"""The graph in the formats of other tools, each written whole or not at all.

Every writer takes the graph and a path. `jsonl`, `csv` and `neo4j` write a folder, the others a file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.model import KnowledgeGraph

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """`render` returns the files of the export; a format of one file names it ``""``."""

    name: str
    is_folder: bool
    render: Callable[[KnowledgeGraph], Files]


def _jsonl(graph: KnowledgeGraph) -> Files:
    from graph.export.tables import jsonl

    return jsonl(graph)


def _csv(graph: KnowledgeGraph) -> Files:
    from graph.export.tables import csv_tables

    return csv_tables(graph)


def _graphml(graph: KnowledgeGraph) -> Files:
    from graph.export.networks import graphml

    return {"": graphml(graph)}


def _gexf(graph: KnowledgeGraph) -> Files:
    from graph.export.networks import gexf

    return {"": gexf(graph)}


def _cytoscape(graph: KnowledgeGraph) -> Files:
    from graph.export.networks import cytoscape

    return {"": cytoscape(graph)}


def _turtle(graph: KnowledgeGraph) -> Files:
    from graph.export.rdf import serialise

    return {"": serialise(graph, "turtle")}


def _jsonld(graph: KnowledgeGraph) -> Files:
    from graph.export.rdf import serialise

    return {"": serialise(graph, "json-ld")}


def _nquads(graph: KnowledgeGraph) -> Files:
    from graph.export.rdf import serialise

    return {"": serialise(graph, "nquads")}


def _neo4j(graph: KnowledgeGraph) -> Files:
    from graph.export.neo4j import bulk_csv

    return bulk_csv(graph)


# The libraries behind a format are loaded only when it is written.
FORMATS = {
    form.name: form
    for form in (
        Format("jsonl", True, _jsonl),
        Format("csv", True, _csv),
        Format("graphml", False, _graphml),
        Format("gexf", False, _gexf),
        Format("cytoscape", False, _cytoscape),
        Format("turtle", False, _turtle),
        Format("jsonld", False, _jsonld),
        Format("nquads", False, _nquads),
        Format("neo4j", True, _neo4j),
    )
}


def export(graph: KnowledgeGraph, format_name: str, path: Path) -> list[Path]:
    """Writes the graph to `path` in that format and returns the files written.

    Raises KeyError for an unknown format, OSError where the path cannot be written; then nothing
    of the export is left behind.
    """
    form = FORMATS[format_name]
    if not form.is_folder and path.is_dir():
        raise IsADirectoryError(None, "is a folder", str(path))
    files = form.render(graph)
    folder = path if form.is_folder else path.parent
    folder.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder, prefix=".exporting-"))
    try:
        for name, data in files.items():
            (staging / (name or path.name)).write_bytes(data)
        written = []
        for name in files:
            target = folder / (name or path.name)
            os.replace(staging / target.name, target)
            written.append(target)
        return written
    finally:
        shutil.rmtree(staging, ignore_errors=True)
