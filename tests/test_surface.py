"""The public surface is a sorted list, and every name on it is there."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
import yaml

import tairyu

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "graph": {"graph"},
    "ingest": {"graph", "ingest"},
    "queries": {"graph", "queries"},
    "api": {"graph", "ingest", "queries", "api", "tairyu"},
}


def test_the_public_names_are_sorted_and_there() -> None:
    assert tairyu.__all__ == sorted(tairyu.__all__)
    assert all(hasattr(tairyu, name) for name in tairyu.__all__)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_no_import_runs_back(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            ours = {name.split(".")[0] for name in names} & {"graph", "ingest", "queries", "api", "tairyu"}
            assert ours <= MAY_IMPORT[package], path


def test_one_version_everywhere() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    dataset = yaml.safe_load((ROOT / "graph" / "export" / "dataset.yaml").read_text(encoding="utf-8"))["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"]
    assert pyproject == dataset == citation
