"""The public surface of Tairyu for notebooks and scripts: `import tairyu as ty; kg = ty.load()`."""

from __future__ import annotations

from pathlib import Path

from graph.export import export
from graph.model import Edge, Evidence, KnowledgeGraph, Node, UnknownNode
from graph.schema import Schema, load_schema
from graph.store import NoGraph, is_stored, open_store, store
from ingest.build import build
from ingest.problems import InputError, Problem
from ingest.sources import home

__all__ = [
    "Edge",
    "Evidence",
    "InputError",
    "KnowledgeGraph",
    "NoGraph",
    "Node",
    "Problem",
    "Schema",
    "UnknownNode",
    "build",
    "export",
    "load",
    "load_schema",
    "store",
]


def load(folder: Path | str | None = None) -> KnowledgeGraph:
    """The graph stored in `folder`; without it the user's own build, else the shipped cases.

    Raises NoGraph where `folder` holds no readable graph, InputError where the shipped case files
    have been changed and are not right.
    """
    if folder is not None:
        return open_store(Path(folder))
    built = home() / "graph"
    return open_store(built) if is_stored(built) else build()
