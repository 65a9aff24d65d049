"""The figures of networks.py as Markdown: machine, goals, a table for each network, footnotes."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from math import floor, log10
from pathlib import Path

from generator import EXPONENT, INSIDE, SEED
from libraries import LARGE, LIBRARIES, LONG, MIDDLE, RIVALS, Rival
from measures import Costs, Figure, Measured

PACKAGES = ("numpy", "scipy", "networkx", "igraph", "networkit", "pyarrow")
SUITE = ("visit", "holes", "brokerage", "modules", "cohesion")
ROWS = {
    "build": "the network from arrays",
    "visit": "one visit to every triangle",
    "holes": "from it: constraint, effective size, efficiency, hierarchy",
    "brokerage": "from it: brokerage roles with z",
    "modules": "participation, within-module z",
    "cohesion": "cores, articulation points, bridges, components",
    "suite": "**the suite** (the five lines above)",
    "betweenness": "betweenness",
    "communities": "communities",
}
PARTS = ("visit", "suite")  # rows that no library has as such
AGAINST = {"holes": ("visit", "holes")}  # what of ours a measure of the others is held against
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Network:
    """One network and all that was measured on it; `theirs` by library, or why there is nothing."""

    n: int
    ties: int
    directed: bool
    costs: Costs
    ours: Measured
    theirs: dict[str, dict[str, Figure] | str]

    def figure(self, row: str) -> Figure | None:
        """Of one of ROWS."""
        if row != "suite":
            return self.ours.figures.get(row)
        parts = [self.ours.figures[part] for part in SUITE]
        return Figure(sum(part.seconds for part in parts), sum(part.cpu for part in parts), parts[-1].peak)

    def floor(self, row: str) -> float | None:
        works = [self.ours.works.get(part) for part in (SUITE if row == "suite" else (row,))]
        return sum(map(self.costs.floor, works)) if None not in works else None

    def by(self, library: str) -> dict[str, Figure]:
        """What there is of a library."""
        found = self.theirs[library]
        return {} if isinstance(found, str) else found

    def seconds(self, rows: Iterable[str]) -> float:
        return sum(self.ours.figures[row].seconds for row in rows)


@dataclass(frozen=True, slots=True)
class Table:
    ids: str
    edges: int
    ours: Figure
    columns: Figure


@dataclass
class Notes:
    """Footnotes, numbered in the order in which they are first asked for."""

    texts: list[str] = field(default_factory=list)

    def mark(self, text: str) -> str:
        if text not in self.texts:
            self.texts.append(text)
        return f"<sup>{self.texts.index(text) + 1}</sup>"


def number(value: float) -> str:
    """Three digits that count."""
    return f"{value:,.{max(0, 2 - floor(log10(value)))}f}" if value > 0 else "0"


def duration(seconds: float) -> str:
    for unit, length in (("s", 1), ("ms", 1e-3)):
        if seconds >= length:
            return f"{number(seconds / length)} {unit}"
    return f"{number(seconds * 1e6)} µs"


def megabytes(size: float) -> str:
    return f"{size / 1e6:,.0f}"


def markdown(header: Row, rows: Iterable[Row]) -> str:
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def table(network: Network, smallest: Network, notes: Notes) -> str:
    header = ("measure", "time", "CPU time", "peak MB", "floor", "CPU × floor", *LIBRARIES)
    return markdown(header, [line(network, row, smallest, notes) for row in ROWS])


def line(network: Network, row: str, smallest: Network, notes: Notes) -> Row:
    ours, least = network.figure(row), network.floor(row)
    beside = [cell(network, library, row, smallest, notes) for library in LIBRARIES]
    if ours is None:
        return (ROWS[row], "needs NetworKit", "–", "–", "–", "–", *beside)
    bound = ("–", "–") if least is None else (duration(least), number(ours.cpu / least))
    name = f"{ROWS[row]}, {how(network)}" if row == "betweenness" else ROWS[row]
    return (name, duration(ours.seconds), duration(ours.cpu), megabytes(ours.peak), *bound, *beside)


def how(network: Network) -> str:
    found = network.ours.betweenness
    return "exact" if found.error is None else f"error {found.error}, {found.draws:,} paths drawn"


def cell(network: Network, library: str, row: str, smallest: Network, notes: Notes) -> str:
    """What a library needs for the same, and how many times as long."""
    theirs = network.theirs[library]
    if row in PARTS:
        return "–"
    if isinstance(theirs, str):
        return theirs
    if row == "build":
        return beside(network, row, theirs["build"]) if "build" in theirs else refusal(LONG, notes)
    rivals = [rival for rival in RIVALS if (rival.library, rival.beside) == (library, row)]
    parts = []
    for rival in rivals:
        found = theirs.get(rival.name)
        text = beside(network, row, found) if found else refusal(reason(rival, network, smallest), notes)
        parts.append(f"{rival.label} {text}".strip())
    return "; ".join(parts) or "none"


def beside(network: Network, row: str, theirs: Figure) -> str:
    ours = network.seconds(AGAINST.get(row, (row,))) if row in network.ours.figures else None
    return duration(theirs.seconds) + (f" ({number(theirs.seconds / ours)} ×)" if ours else "")


def refusal(why: str, notes: Notes) -> str:
    word, _, note = why.partition(": ")
    return word + notes.mark(note)


def reason(rival: Rival, network: Network, smallest: Network) -> str:
    """Why it was not run, with figures of this network; `smallest` is the one of the same kind where it was."""
    ran = smallest.by(rival.library).get(rival.name)
    steps, few = (x.n * x.ours.shape["arcs"] for x in (network, smallest))
    return rival.why.format(
        dense=network.n**2 * 8 / 1e9,
        square=network.ours.shape["squared contacts"] * 12 / 1e9,
        hours=(ran.seconds if ran else 0) * steps / few / 3600,
    )


def goals(networks: Sequence[Network], tables: Sequence[Table], penalty: float) -> Iterator[Row]:
    """What was to be reached, on the undirected networks, and whether it was."""
    by_ties = {network.ties: network for network in networks if not network.directed}
    middle, large = by_ties.get(MIDDLE), by_ties.get(LARGE)
    theirs = middle.by("networkx") if middle else {}
    if "holes constraint" in theirs:
        times = theirs["holes constraint"].seconds / middle.seconds(SUITE)
        yield goal("suite at 100k / 500k, faster than networkx's constraint alone", times, "×", at_least=20)
    if large:
        yield goal("network from arrays and suite at 1M / 10M", large.seconds(("build", *SUITE)), "s", under=25)
        yield goal("the same, peak memory", large.figure("suite").peak / 1e9, "GB", under=3)
        paths = large.ours.figures["betweenness"]
        yield goal("sampled betweenness at 1M / 10M, error 0.005", paths.seconds, "s", under=45)
    for found in tables:
        if found.edges == LARGE:
            yield goal(f"Parquet of 10M edges, ids as {found.ids}, into the graph", found.ours.seconds, "s", under=15)
    yield goal("first call less second call on 300 nodes, imports included", penalty, "s", under=0.3)


def goal(name: str, value: float, unit: str, under: float = float("inf"), at_least: float = 0) -> Row:
    wanted = f"at least {at_least}" if at_least else f"under {under}"
    met = at_least <= value < under
    return (name, f"{wanted} {unit}", f"{number(value)} {unit}", "met" if met else "**not met**")


def description(network: Network) -> str:
    shape = network.ours.shape
    counts = ("triangles", "oriented wedges", "components", "most contacts of a node")
    return (
        f"{', '.join(f'{name} {shape[name]:,}' for name in counts)}. Random read {network.costs.read * 1e9:.1f} ns, "
        f"copy {1 / network.costs.byte / 1e9:.0f} GB/s. {' '.join(map(partial(memory, network), LIBRARIES))}"
    )


def memory(network: Network, library: str) -> str:
    """The peak of all that a library did, its graph included."""
    figures = network.by(library).values()
    return f"Peak of {library} {megabytes(max(figure.peak for figure in figures))} MB." if figures else ""


def title(network: Network) -> str:
    kind = "arcs, directed and weighted" if network.directed else "ties"
    return f"### {network.n:,} nodes, {network.ties:,} {kind}"


def machine() -> str:
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    libraries = ", ".join(f"{name} {installed(name) or 'not installed'}" for name in PACKAGES)
    return (
        f"{date.today()} · {processor()}, {os.cpu_count()} cores, {gigabytes:.0f} GB · {platform.system()} · "
        f"Python {platform.python_version()} · {libraries} · seed {SEED}, degrees to the power {EXPONENT}, "
        f"{INSIDE:.0%} of the ties sought within a community"
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((text.partition(":")[2].strip() for text in lines if text.startswith("model name")), platform.machine())


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def report(networks: Sequence[Network], tables: Sequence[Table], penalty: float) -> Iterator[str]:
    notes = Notes()
    yield machine() + "\n"
    yield "### Goals\n"
    yield markdown(("goal", "wanted", "measured", ""), goals(networks, tables, penalty))
    for network in networks:
        smallest = next(other for other in networks if other.directed == network.directed)
        yield f"{title(network)}\n"
        yield description(network) + "\n"
        yield table(network, smallest, notes)
    if tables:
        yield "### Parquet into the graph\n"
        yield parquet_table(tables)
    elif installed("pyarrow") is None:
        yield "Parquet was not read: pyarrow is not installed.\n"
    for k, text in enumerate(notes.texts, 1):
        yield f"<sup>{k}</sup> {text}\n"


def parquet_table(tables: Sequence[Table]) -> str:
    header = ("table", "time", "CPU time", "peak MB", "floor: CPU time of pyarrow alone", "CPU × floor")
    rows = []
    for found in tables:
        ours, least = found.ours, found.columns
        name = f"{found.edges:,} edges, ids as {found.ids}"
        figures = (duration(ours.seconds), duration(ours.cpu), megabytes(ours.peak), duration(least.cpu))
        rows.append((name, *figures, number(ours.cpu / least.cpu)))
    return markdown(header, rows)
