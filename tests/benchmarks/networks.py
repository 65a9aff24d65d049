"""Bridging measures on generated networks, beside a floor, networkx, python-igraph and the goals: `make bench`.

Prints Markdown for docs/performance.md; progress goes to stderr. `--full` adds what takes the other libraries
minutes, `--ties` leaves out larger networks. Nothing is tested.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import parquet
from generator import draw
from libraries import LARGE, LIBRARIES, MIDDLE, SMALL, compare
from measures import costs, measure
from report import Network, Table, installed, report

SIZES = (
    (2_000, SMALL, False),
    (2_000, SMALL, True),
    (100_000, MIDDLE, False),
    (100_000, MIDDLE, True),
    (1_000_000, LARGE, False),
)


def in_own_process(job: Callable[..., Any], *arguments: Any) -> Any:
    """In a fresh process, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(job, *arguments).result()


def write_network(n: int, ties: int, directed: bool, path: Path) -> None:
    draw(n, ties, directed).write(path)


def run(n: int, ties: int, directed: bool, path: Path, full: bool) -> Network:
    say(f"{n:,} nodes, {ties:,} ties{', directed and weighted' if directed else ''}")
    in_own_process(write_network, n, ties, directed, path)
    times = 1 if ties >= LARGE else 3
    known, ours = in_own_process(costs, n), in_own_process(measure, path, times)
    theirs = {}
    for library in LIBRARIES:
        say(f"  {library}")
        try:
            theirs[library] = in_own_process(compare, library, path, times, full)
        except (BrokenProcessPool, MemoryError):
            theirs[library] = "ended by the system"
    return Network(n, ties, directed, known, ours, theirs)


def run_parquet(ties: int, network: Path, folder: Path) -> Iterator[Table]:
    """Nothing where pyarrow is not installed."""
    if installed("pyarrow") is None:
        return
    times = 1 if ties >= LARGE else 3
    for ids in ("text", "numbers"):
        say(f"  Parquet, ids as {ids}")
        in_own_process(parquet.write, network, folder, ids == "text")
        figures = (in_own_process(job, folder, times) for job in (parquet.read, parquet.read_columns))
        yield Table(ids, ties, *figures)


def warm_up() -> float:
    """Seconds, the median of five fresh processes."""
    command = [sys.executable, str(Path(__file__).with_name("warm_up.py"))]
    return median(float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(5))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Times of the bridging measures on generated networks.")
    parser.add_argument("--full", action="store_true", help="run also what takes the other libraries minutes")
    parser.add_argument("--ties", type=int, default=LARGE, help="only networks of up to so many ties")
    options = parser.parse_args()
    networks, tables = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n, ties, directed in SIZES:
            if ties <= options.ties:
                networks.append(run(n, ties, directed, folder / "network.npz", options.full))
                if ties > SMALL and not directed:
                    tables.extend(run_parquet(ties, folder / "network.npz", folder))
    print("\n".join(report(networks, tables, warm_up())))


if __name__ == "__main__":
    main()
