"""A stored graph is the old one or the new one, never a part."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.model import KnowledgeGraph, Node
from graph.store import NoGraph, open_store, store

WRITER = """
import sys
from pathlib import Path
from graph.model import KnowledgeGraph, Node
from graph.store import store
graphs = [
    KnowledgeGraph([Node(f"actor:{n}-{i}", "Actor", None, "名" * 200, "name") for i in range(3000)], [])
    for n in "ab"
]
print("ready", flush=True)
while True:
    for graph in graphs:
        store(graph, Path(sys.argv[1]))
"""


def small(name: str) -> KnowledgeGraph:
    return KnowledgeGraph([Node("actor:a", "Actor", "company", name, name)], [])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_stored_comes_back(tmp_path: Path, shipped: KnowledgeGraph) -> None:
    store(shipped, tmp_path)
    again = open_store(tmp_path)
    assert again.nodes == shipped.nodes
    assert again.edges == shipped.edges


def test_the_same_graph_is_the_same_bytes(tmp_path: Path, shipped: KnowledgeGraph) -> None:
    store(small("before"), tmp_path / "a")
    for name in "ab":
        store(shipped, tmp_path / name)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_new_graph_takes_the_place_of_the_old(tmp_path: Path) -> None:
    store(small("old"), tmp_path)
    store(small("new"), tmp_path)
    assert open_store(tmp_path).nodes["actor:a"].name_ja == "new"
    assert len([p for p in tmp_path.iterdir() if p.is_dir()]) == 1


def test_what_else_stands_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    kept = [tmp_path / "documents", tmp_path / "0123456789abcdef", tmp_path / ".git"]
    for folder in kept:
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
    store(small("old"), tmp_path)
    store(small("new"), tmp_path)
    assert all((folder / "mine.txt").read_text() == "mine" for folder in kept)


def test_a_failure_half_way_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store(small("old"), tmp_path)
    before = tree(tmp_path)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        store(small("new"), tmp_path)
    assert tree(tmp_path) == before


def test_a_kill_at_any_moment_leaves_a_whole_graph(tmp_path: Path) -> None:
    store(small("old"), tmp_path)
    for attempt in range(8):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.013 * (attempt + 1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(open_store(tmp_path).nodes) in (1, 3000)


@pytest.mark.parametrize("damage", ["no CURRENT", "cut nodes", "other schema"])
def test_what_is_no_whole_graph_is_refused(tmp_path: Path, damage: str) -> None:
    build = store(small("x"), tmp_path)
    if damage == "no CURRENT":
        (tmp_path / "CURRENT").unlink()
    elif damage == "cut nodes":
        (build / "nodes.jsonl").write_bytes((build / "nodes.jsonl").read_bytes()[:-5])
    else:
        manifest = (build / "manifest.json").read_text().replace('"schema": "', '"schema": "0')
        (build / "manifest.json").write_text(manifest)
    with pytest.raises(NoGraph):
        open_store(tmp_path)
