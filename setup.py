"""Compiles the loops of graph/kernels/loops.c into the package; all else stands in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

from build_backend import compiler


class BuildKernels(build_ext):
    """One call of the C compiler. The library is loaded with ctypes, and so needs no header of Python."""

    def build_extension(self, ext: Extension) -> None:
        target = Path(self.get_ext_fullpath(ext.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        options = ["-O3", "-std=c11", "-shared", "-fvisibility=hidden", "-o", str(target), *ext.sources]
        if sys.platform != "win32":
            options += ["-fPIC", "-lm"]
        subprocess.run([*(compiler() or [sys.executable, "-m", "ziglang", "cc"]), *options], check=True)


setup(
    ext_modules=[Extension("graph.kernels._loops", ["graph/kernels/loops.c"])],
    cmdclass={"build_ext": BuildKernels},
)
