"""The notebooks run as a reader would run them, offline and beside no other files, and are stored without results."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.rglob("*.ipynb"))
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
# How an absolute path begins: on Unix, on Windows, on a share, as an address.
ABSOLUTE = re.compile(r"""(?<![\w.:/)])/\w+/\w|\b[A-Za-z]:\\|\\\\\w|file://""")
# Run in the kernel before the notebook: whoever looks up or calls another machine fails.
OFFLINE = """
import sys

def _stay_offline(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and args[0] not in (None, "localhost", "127.0.0.1", "::1"):
        raise PermissionError(f"looked up {args[0]}")
    if event == "socket.connect" and isinstance(args[1], tuple) and args[1][0] not in ("localhost", "127.0.0.1", "::1"):
        raise PermissionError(f"called {args[1]}")

sys.addaudithook(_stay_offline)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run in; what Jupyter and IPython keep of a session is kept apart."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    found = tmp_path / "here"
    found.mkdir()
    return found


def _read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def _executed(path: Path, folder: Path) -> list[NotebookNode]:
    """All outputs of the notebook, run from top to bottom in a kernel of its own; raises where a cell fails."""
    notebook = _read(path)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OFFLINE))
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@EACH
def test_a_notebook_runs_without_a_complaint_and_leaves_nothing_behind(path: Path, folder: Path) -> None:
    outputs = _executed(path, folder)
    said = "".join(output.text for output in outputs if output.get("name") == "stderr")
    # A sign that the font does not have is a warning, and a box in the picture.
    assert "Traceback" not in said and "Warning" not in said, said
    assert not list(folder.iterdir())
    shown = [output.data for output in outputs if "data" in output]
    assert "False" not in [data.get("text/plain") for data in shown]
    if path.stem == "01-first-tour":
        assert "True" in [data.get("text/plain") for data in shown]
        assert any("image/png" in data for data in shown)


@EACH
def test_a_stored_notebook_holds_no_results_and_no_paths_of_a_machine(path: Path) -> None:
    notebook = _read(path)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []
    assert [cell.id for cell in notebook.cells if ABSOLUTE.search(cell.source)] == []
    assert not ABSOLUTE.search(str(notebook.metadata))


@EACH
def test_every_code_cell_is_introduced(path: Path) -> None:
    kinds = [cell.cell_type for cell in _read(path).cells]
    assert all(before == "markdown" for before, kind in pairwise(kinds) if kind == "code")
    assert kinds[0] == "markdown"


@pytest.mark.parametrize("text", ["open('/home/me/x')", "Path('/tmp/x')", r"C:\Users\me", "file:///x", r"'\\server\x'"])
def test_absolute_paths_are_recognised(text: str) -> None:
    assert ABSOLUTE.search(text)


@pytest.mark.parametrize("text", ["docs/queries.md", "ノード / nodes", "https://example.org/home/x", "a\\nb", "x / y"])
def test_other_texts_are_no_absolute_paths(text: str) -> None:
    assert not ABSOLUTE.search(text)
