"""What many tests share: an own home folder, the texts of the documents, the shipped graph."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from graph.model import KnowledgeGraph
from ingest.build import build
from ingest.project import Project, read_project

ROOT = Path(__file__).parent.parent

# A slow machine is no failure; CI tries the same examples in every run, a developer's machine new ones.
settings.register_profile("tairyu", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("tairyu")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIRYU_HOME", str(tmp_path / "home"))
    for variable in ("TAIRYU_LANG", "TAIRYU_GRAPH"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the texts of the documents, which are not ours to ship."""
    folder = Path(os.environ.get("TAIRYU_SOURCES", ROOT.parent / "shared" / "sources"))
    if not any(folder.glob("*.txt")):
        if os.environ.get("CI"):
            pytest.fail(f"no texts in {folder}")
        pytest.skip(f"the texts of the documents are not there ({folder}); set TAIRYU_SOURCES")
    return folder


@pytest.fixture(scope="session")
def shipped_project() -> Project:
    return read_project()


@pytest.fixture(scope="session")
def shipped() -> KnowledgeGraph:
    return build()
