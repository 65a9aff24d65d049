"""The loops over triangles, paths, cuts and points, in C (loops.c), called with NumPy arrays.

The library is compiled when Tairyu is installed. It is called without Python's lock, so that threads
share the work; what each array holds is said in loops.c.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

_I64, _U64 = ctypes.c_int64, ctypes.c_uint64
# One thread costs less than the start of a second one, below so many arcs.
_ONE_THREAD = 100_000
_MOST_THREADS = 4


def _array(dtype: type) -> type:
    """An argument type that takes a contiguous array of `dtype`, or None for NULL."""
    base = np.ctypeslib.ndpointer(dtype, flags="C_CONTIGUOUS")

    def from_param(cls: type, value: np.ndarray | None) -> Any:
        return value if value is None else base.from_param(value)

    return type(base.__name__, (base,), {"from_param": classmethod(from_param)})


_LONG, _INT, _BYTE, _REAL = map(_array, (np.int64, np.int32, np.uint8, np.float64))
_ROWS = (_I64, _LONG, _INT)
_SHARE = (_I64, _I64, _I64)
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "sort_arcs": (_I64, _I64, _INT, _INT, _INT),
    "orient": (*_ROWS, _LONG, _INT, _LONG),
    "triangles": (*_ROWS, _REAL, _REAL, _REAL, _BYTE, _INT, _I64, _I64, _REAL, _REAL, _LONG, _LONG),
    "dyads": (*_ROWS, _REAL, _REAL, _REAL, _REAL, _REAL),
    "two_step_paths": (*_ROWS, _BYTE, _INT, _I64, _LONG),
    "group_strengths": (*_ROWS, _REAL, _INT, _I64, _REAL, _REAL),
    "shared_credit": (*_ROWS, _INT, _REAL),
    "betweenness": (*_ROWS, _REAL, *_SHARE, _REAL),
    "reach": (*_ROWS, _BYTE, _INT, *_SHARE, _I64, _LONG, _REAL),
    "path_between": (*_ROWS, _INT, _I64, _I64, _I64, _INT, _LONG),
    "pairs_left": (*_ROWS, _BYTE, _INT, *_SHARE, _LONG),
    "sample_paths": (*_ROWS, _LONG, _INT, _U64, *_SHARE, _LONG),
    "sample_long_paths": (*_ROWS, _REAL, _LONG, _INT, _REAL, _U64, *_SHARE, _LONG),
    "cores": (*_ROWS, _INT),
    "cut_points": (*_ROWS, _INT, _BYTE, _INT, _LONG),
    "spring": (*_ROWS, _I64, ctypes.c_double, _REAL),
    "push_apart": (_I64, _REAL, ctypes.c_double, _I64, _I64, _REAL),
}
_CANNOT_FAIL = ("orient", "dyads")


class NotCompiled(ImportError):
    """loops.c has not been compiled: Tairyu is run from a checkout that is not installed."""


@cache
def _library() -> ctypes.CDLL:
    found = find_spec("graph.kernels._loops")
    if found is None or found.origin is None:
        raise NotCompiled("graph/kernels/loops.c is not compiled; install Tairyu first: pip install -e .")
    library = ctypes.CDLL(found.origin)
    try:
        for name, arguments in _SIGNATURES.items():
            getattr(library, name).argtypes = arguments
            getattr(library, name).restype = None if name in _CANNOT_FAIL else ctypes.c_int
    except AttributeError as error:
        raise NotCompiled(f"{found.origin} is of another version; install Tairyu again: pip install -e .") from error
    return library


def call(name: str, *arguments: Any) -> None:
    """Runs one function of loops.c. Raises MemoryError where it found no memory, TypeError for an array of
    another type, NotCompiled where the library is missing."""
    if getattr(_library(), name)(*arguments):
        raise MemoryError(name)


def workers(arcs: int) -> int:
    """How many threads a loop over so many arcs is worth. Results of one thread do not depend on the machine."""
    return 1 if arcs < _ONE_THREAD else min(os.cpu_count() or 1, _MOST_THREADS)


def in_threads(work: Callable[[int, int], T], threads: int) -> list[T]:
    """work(number, threads) for each of the threads, in their order."""
    if threads == 1:
        return [work(0, 1)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, range(threads), [threads] * threads))
