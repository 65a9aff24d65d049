"""setuptools, which asks for a C compiler from PyPI (Zig) on a machine that has none of its own (PEP 517)."""

from __future__ import annotations

import shutil
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403


def compiler() -> list[str] | None:
    """The command of the C compiler that is installed here; None where there is none."""
    found = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    return [found] if found else None


def _with_compiler(requirements: list[str]) -> list[str]:
    return requirements if compiler() else [*requirements, "ziglang>=0.13"]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return _with_compiler(build_meta.get_requires_for_build_wheel(config_settings))


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    return _with_compiler(build_meta.get_requires_for_build_editable(config_settings))
