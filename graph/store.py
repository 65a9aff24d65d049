"""A graph on disk: `CURRENT` names the folder of the build that readers open.

A build is written whole into a folder of its own, then `CURRENT` is replaced in one step: a kill at
any moment leaves the old graph or the new one. The folder is named by its content, so that the same
graph is the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.model import Edge, KnowledgeGraph, Node
from graph.schema import load_schema

_CURRENT = "CURRENT"
_UNFINISHED = ".tairyu-building-"


class NoGraph(Exception):
    """There is no readable graph at that place; the message says what was found."""


def as_lines(records: Iterable[Node | Edge]) -> str:
    """One JSON object a line, in the order given."""
    return "".join(json.dumps(record.as_json(), ensure_ascii=False) + "\n" for record in records)


def contents(graph: KnowledgeGraph) -> dict[str, bytes]:
    """The files of a stored graph."""
    # A lone surrogate has no UTF-8; as \udXXX it is a valid escape of JSON.
    nodes = as_lines(graph.nodes.values()).encode("utf-8", "backslashreplace")
    edges = as_lines(graph.edges.values()).encode("utf-8", "backslashreplace")
    manifest = {
        "schema": load_schema().version,
        "nodes": len(graph.nodes),
        "edges": len(graph.edges),
        "sha256": hashlib.sha256(nodes + edges).hexdigest(),
    }
    return {
        "nodes.jsonl": nodes,
        "edges.jsonl": edges,
        "manifest.json": (json.dumps(manifest, indent=1) + "\n").encode("utf-8"),
    }


def version_of(graph: KnowledgeGraph) -> str:
    """Names the content of a graph: 16 hex digits, by which its folder is called too."""
    return _named(contents(graph))


def _named(files: dict[str, bytes]) -> str:
    return json.loads(files["manifest.json"])["sha256"][:16]


def store(graph: KnowledgeGraph, folder: Path) -> Path:
    """Stores the graph below `folder` and makes it the current one; returns the folder of the build."""
    files = contents(graph)
    name = _named(files)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    if not _is_whole(target, files):
        _write_folder(target, files)
    _replace_current(folder, name)
    for other in folder.iterdir():
        if other.name != name and _is_build(other):
            shutil.rmtree(other, ignore_errors=True)
    return target


def _is_build(path: Path) -> bool:
    """Whether a folder is ours to remove: an earlier build, or one that was stopped half-way."""
    is_earlier = re.fullmatch("[0-9a-f]{16}", path.name) and (path / "manifest.json").is_file()
    return path.is_dir() and bool(is_earlier or path.name.startswith(_UNFINISHED))


def _is_whole(target: Path, files: dict[str, bytes]) -> bool:
    return all((target / name).is_file() and (target / name).read_bytes() == data for name, data in files.items())


def _write_folder(target: Path, files: dict[str, bytes]) -> None:
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=_UNFINISHED))
    try:
        for name, data in files.items():
            with open(temporary / name, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        temporary.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(temporary, target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _replace_current(folder: Path, name: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{_CURRENT}.")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(name + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.chmod(temporary, 0o644)
    os.replace(temporary, folder / _CURRENT)


def is_stored(folder: Path) -> bool:
    return (folder / _CURRENT).is_file()


def open_store(folder: Path) -> KnowledgeGraph:
    """The current graph of `folder`; NoGraph where there is none or it is damaged."""
    for attempt in (1, 2):
        try:
            return _read(folder)
        except FileNotFoundError as error:
            # A build may have replaced the folder between the two reads: look once more.
            if attempt == 2:
                raise NoGraph(str(error.filename)) from None
    raise AssertionError("unreachable")


def _read(folder: Path) -> KnowledgeGraph:
    build = folder / (folder / _CURRENT).read_text(encoding="utf-8").strip()
    nodes, edges = (build / "nodes.jsonl").read_bytes(), (build / "edges.jsonl").read_bytes()
    manifest: dict[str, Any] = json.loads((build / "manifest.json").read_bytes())
    if hashlib.sha256(nodes + edges).hexdigest() != manifest["sha256"]:
        raise NoGraph(f"{build}: sha256")
    if manifest["schema"] != load_schema().version:
        raise NoGraph(f"{build}: schema {manifest['schema']}")
    return KnowledgeGraph(
        (Node.from_json(json.loads(line)) for line in nodes.splitlines()),
        (Edge.from_json(json.loads(line)) for line in edges.splitlines()),
    )
