"""How long the main jobs take on the shipped cases, beside their floor and their goal: `make bench`.

The floor of reading is PyYAML's own parser over the same files, that of an export the bytes written.
Each job runs in this process, best of three; the memory is the peak of the whole run.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from api.picture import write_picture  # noqa: E402
from graph.export import FORMATS, Format  # noqa: E402
from graph.model import KnowledgeGraph  # noqa: E402
from graph.overview import overview  # noqa: E402
from ingest.build import build  # noqa: E402
from ingest.project import SHIPPED_CASES, read_project  # noqa: E402
from ingest.verify import verify  # noqa: E402

SOURCES = Path(os.environ.get("TAIRYU_SOURCES", ROOT.parent / "shared" / "sources"))


def best(job: Callable[[], object]) -> float:
    """Seconds, best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def parse_all() -> None:
    for path in SHIPPED_CASES.rglob("*.yaml"):
        for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            pass


def rendered(form: Format, graph: KnowledgeGraph) -> int:
    """Renders an export; its size."""
    return sum(len(piece) for pieces in form.render(graph).values() for piece in pieces)


def main() -> None:
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    graph = build()
    size = sum(path.stat().st_size for path in SHIPPED_CASES.rglob("*.yaml"))
    print(f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges from {size / 1e6:.1f} MB of case files\n")
    floor = best(parse_all)
    rows = [("YAML parser alone (floor of reading)", floor, ""), ("build", best(build), "with verify under 2 s")]
    if any(SOURCES.glob("*.txt")):
        rows.append(("verify", best(lambda: verify(read_project(), SOURCES)), "with build under 2 s"))
    rows.append(("overview (report of demo)", best(lambda: overview(graph)), ""))
    with tempfile.TemporaryDirectory() as folder:
        rows.append(("picture", best(lambda: write_picture(graph, Path(folder) / "x.html", "ja")), "demo under 3 s"))
    for form in FORMATS.values():
        megabytes = rendered(form, graph) / 1e6
        rows.append((f"export {form.name}, {megabytes:.1f} MB", best(lambda form=form: rendered(form, graph)), ""))
    for name, seconds, goal in rows:
        print(f"{name:40} {seconds:7.3f} s {seconds / floor:7.1f} x floor   {goal}")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
