"""Where the databases of a graph are. They are named by its content, made whole in a folder of their own, and moved
into place in one step; readers open them read-only."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from graph.bridging.paths import Progress, no_progress
from graph.model import KnowledgeGraph
from graph.store import contents
from queries.measures import measures

# What the databases hold besides the graph; a new number makes them anew.
_VERSION = 2
_KEPT = 3


def stores(graph: KnowledgeGraph, folder: Path, progress: Progress = no_progress) -> Path:
    """The folder below `folder` with the databases of the graph; they are made where they are not there yet."""
    target = folder / f"{_digest(graph)}-{_VERSION}"
    if not target.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _make(graph, target, progress)
        _forget(folder, target)
    return target


def _forget(folder: Path, target: Path) -> None:
    """Leaves the newest few: each holds some 60 MB."""
    made = [path for path in folder.iterdir() if path != target and not path.name.startswith(".")]
    for path in sorted(made, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _digest(graph: KnowledgeGraph) -> str:
    return hashlib.sha256(contents(graph)["manifest.json"]).hexdigest()[:16]


def _make(graph: KnowledgeGraph, target: Path, progress: Progress) -> None:
    from queries.engines import ladybug, oxigraph

    unfinished = Path(tempfile.mkdtemp(dir=target.parent, prefix=".making-"))
    try:
        progress("databases", 0, 3)
        found = measures(graph)
        for done, engine in enumerate((ladybug, oxigraph), 1):
            progress("databases", done, 3)
            engine.create(graph, found, unfinished)
        progress("databases", 3, 3)
        unfinished.chmod(0o755)
        os.replace(unfinished, target)
    except OSError:
        # Another process may have been quicker; its databases are the same.
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
