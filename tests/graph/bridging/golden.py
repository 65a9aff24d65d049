"""Remakes the golden values beside this file: python tests/graph/bridging/golden.py

Needs python-igraph, and Rscript with sna (Debian: r-cran-sna). NAME.json holds a network, what igraph says of it, and
what the formulas give in exact fractions, written out here once more from the books and without graph.bridging;
NAME.sna.json holds the brokerage roles by sna, see golden.R.
"""

from __future__ import annotations

import csv
import json
import math
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"

NONE = Fraction(0)


@dataclass(frozen=True)
class Given:
    """A network: ties as positions in `ids`, each once; `weight` None: without weights."""

    name: str
    source: str
    directed: bool
    ids: list[str]
    ties: list[tuple[int, int]]
    weight: list[float] | None
    group: list[str]
    group_source: str

    def exact(self) -> list[list[Fraction]]:
        """Weights a_ij as fractions of the decimals that they are written as, 0 where there is no arc."""
        a = [[NONE] * len(self.ids) for _ in self.ids]
        for (i, j), weight in zip(self.ties, self.weight or [1.0] * len(self.ties), strict=True):
            a[i][j] = Fraction(repr(float(weight)))
            if not self.directed:
                a[j][i] = a[i][j]
        return a


# The networks.


def from_networkx(name: str, source: str, graph: nx.Graph, group: list[Any], why: str, weight: str | None) -> Given:
    place = {node: k for k, node in enumerate(graph)}
    data = {tuple(sorted((place[u], place[v]))): values for u, v, values in graph.edges(data=True)}
    ties = sorted(data)
    weights = [float(data[tie][weight]) for tie in ties] if weight else None
    return Given(name, source, False, [str(node) for node in graph], ties, weights, [str(g) for g in group], why)


def dealt(sizes: list[int], seed: int) -> tuple[list[str], str]:
    groups = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(sizes)), sizes))
    return [f"group {g}" for g in groups], f"groups of {sizes} dealt out by numpy.random.default_rng({seed})"


def at_random(
    name: str,
    seed: int,
    sizes: list[int],
    chance: float,
    directed: bool,
    weights: list[float] | None,
    isolates: int = 0,
) -> Given:
    """Each arc or tie with the same chance among all nodes but the last `isolates`, weights drawn from `weights`."""
    generator = np.random.default_rng(seed)
    n = sum(sizes)
    inner = range(n - isolates)
    pairs = [(i, j) for i in inner for j in inner if (i != j if directed else i < j)]
    ties = [pair for pair in pairs if generator.random() < chance]
    drawn = None if weights is None else generator.choice(weights, len(ties)).tolist()
    source = f"each pair with chance {chance} by numpy.random.default_rng({seed}), {isolates} isolates"
    return Given(name, source, directed, [f"n{i}" for i in range(n)], ties, drawn, *dealt(sizes, seed + 1))


def networks() -> Iterator[Given]:
    graph = nx.karate_club_graph()
    club = [graph.nodes[node]["club"] for node in graph]
    yield from_networkx("karate", "networkx.karate_club_graph, without weights", graph, club, "faction", None)

    graph = nx.davis_southern_women_graph()
    mode = ["woman" if graph.nodes[node]["bipartite"] == 0 else "event" for node in graph]
    yield from_networkx("davis", "networkx.davis_southern_women_graph", graph, mode, "women and events", None)

    women = nx.bipartite.weighted_projected_graph(graph, graph.graph["top"])
    half = ["first" if k < 9 else "second" for k in range(len(women))]
    why = "the first nine women and the second nine"
    yield from_networkx("davis_women", "the women of davis by shared events", women, half, why, "weight")

    graph = nx.florentine_families_graph()
    graph.add_node("Pucci")
    source = "networkx.florentine_families_graph and Pucci, who married into none of them"
    yield from_networkx("florentine", source, graph, *dealt([6, 6, 4], 15), None)

    graph = nx.les_miserables_graph()
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    community = [next(k for k, members in enumerate(found) if node in members) for node in graph]
    why = "networkx.community.greedy_modularity_communities"
    yield from_networkx("les_miserables", "networkx.les_miserables_graph", graph, community, why, "weight")

    line = [(0, 1), (1, 2)]
    groups = ["outside", "inside", "inside"]
    yield Given("three_in_a_row", "by hand", True, ["a", "b", "c"], line, None, groups, "a outside, b and c inside")

    # 1 / weight is a binary fraction: shortest paths of equal length are equal to the last bit.
    binary = [0.5, 1.0, 2.0, 4.0, 8.0]
    # Paths of equal length differ by rounding.
    decimal = [0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 1.2]
    yield at_random("random_directed", 101, [9, 8, 7], 0.15, True, None)
    yield at_random("random_directed_weighted", 103, [10, 7, 4, 1], 0.18, True, binary)
    yield at_random("random_directed_dense_isolates", 105, [8, 6, 6], 0.5, True, decimal, isolates=3)
    yield at_random("random_undirected", 107, [11, 8, 5, 1], 0.16, False, None)
    yield at_random("random_undirected_weighted", 109, [9, 8, 5], 0.22, False, binary)
    yield at_random("random_undirected_isolates", 111, [10, 7, 6], 0.3, False, decimal, isolates=4)


# What igraph says.


def by_igraph(given: Given) -> dict[str, Any]:
    graph = igraph.Graph(len(given.ids), given.ties, directed=given.directed)
    lengths = None if given.weight is None else [1 / weight for weight in given.weight]
    plain = igraph.Graph(len(given.ids), given.ties).simplify()
    cuts = set(plain.articulation_points())
    return {
        "made_with": f"python-igraph {igraph.__version__}",
        "constraint": graph.constraint(weights=given.weight),
        "betweenness": graph.betweenness(directed=given.directed, weights=lengths),
        "core": plain.coreness(),
        "articulation": [node in cuts for node in range(len(given.ids))],
        "bridges": sorted(sorted(plain.es[edge].tuple) for edge in plain.bridges()),
        "component": plain.connected_components().membership,
    }


# What the formulas give.


def by_formula(given: Given) -> dict[str, Any]:
    a = given.exact()
    nodes = range(len(a))
    s = [[a[i][j] + a[j][i] for j in nodes] for i in nodes]
    contacts = [[j for j in nodes if s[i][j]] for i in nodes]
    k = s if given.directed else a
    return {
        "made_with": "golden.py",
        "constraint": [sum(dyads) if dyads else None for dyads in burt_dyads(s, contacts)],
        "effective_size": [effective_size(i, s, contacts) for i in nodes],
        "efficiency": [effective_size(i, s, contacts) / len(contacts[i]) if contacts[i] else None for i in nodes],
        "hierarchy": [coleman_theil(dyads) for dyads in burt_dyads(s, contacts)],
        "participation": [participation(k[i], given.group) for i in nodes],
        "within_module_z": within_module_z(k, given.group),
    }


def burt_dyads(s: list[list[Fraction]], contacts: list[list[int]]) -> list[list[Fraction]]:
    """c_ij = (p_ij + Σ_q p_iq p_qj)² of each node i and contact j (Burt 1992, p. 54-55)."""
    nodes = range(len(s))
    total = [sum(row, NONE) for row in s]
    p = [[s[i][j] / total[i] if total[i] else NONE for j in nodes] for i in nodes]
    return [[(p[i][j] + sum(p[i][q] * p[q][j] for q in nodes)) ** 2 for j in contacts[i]] for i in nodes]


def effective_size(i: int, s: list[list[Fraction]], contacts: list[list[int]]) -> Fraction | None:
    """Σ_j (1 - Σ_q p_iq m_jq), q ≠ i, j (Burt 1992, p. 52)."""
    total = sum(s[i], NONE)
    size = sum(
        (1 - sum(s[i][q] / total * s[j][q] / max(s[j]) for q in contacts[i] if q != j) for j in contacts[i]), NONE
    )
    return size if contacts[i] else None


def coleman_theil(dyads: list[Fraction]) -> float | None:
    """Σ_j r_j ln r_j / (N ln N), r_j = c_ij / (C / N) (Burt 1992, p. 71)."""
    if len(dyads) < 2:
        return None
    mean = sum(dyads) / len(dyads)
    return math.fsum(c / mean * math.log(c / mean) for c in dyads) / (len(dyads) * math.log(len(dyads)))


def participation(row: list[Fraction], group: list[str]) -> Fraction | None:
    """1 - Σ_m (k_im / k_i)² (Guimerà & Amaral 2005)."""
    if not sum(row):
        return None
    to_group = {m: sum(k for k, g in zip(row, group, strict=True) if g == m) for m in group}
    return 1 - sum((k / sum(row)) ** 2 for k in to_group.values())


def within_module_z(k: list[list[Fraction]], group: list[str]) -> list[float | None]:
    """(k_i - mean) / sd of the strength within the own module, sd with divisor n (Guimerà & Amaral 2005)."""
    own = [sum(x for x, g in zip(row, group, strict=True) if g == group[i]) for i, row in enumerate(k)]
    result = []
    for i, strength in enumerate(own):
        module = [x for x, g in zip(own, group, strict=True) if g == group[i]]
        mean = Fraction(sum(module)) / len(module)
        variance = sum((x - mean) ** 2 for x in module) / len(module)
        result.append(float(strength - mean) / math.sqrt(variance) if variance else None)
    return result


# The files.


def plain(value: Any) -> Any:
    """As JSON has it: fractions as floats, no NaN."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, Fraction):
        return float(value)
    return None if isinstance(value, float) and math.isnan(value) else value


def lines(document: dict[str, Any], indent: str = "") -> str:
    inner = (
        f"{indent}  {json.dumps(key)}: "
        + (lines(value, indent + "  ") if isinstance(value, dict) else json.dumps(value))
        for key, value in document.items()
    )
    return "{\n" + ",\n".join(inner) + f"\n{indent}}}"


def write_csv(path: Path, head: list[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for given in networks():
            document = {
                "source": given.source,
                "directed": given.directed,
                "ids": given.ids,
                "ties": given.ties,
                "weight": given.weight,
                "group": given.group,
                "group_source": given.group_source,
                "igraph": by_igraph(given),
                "formulas": by_formula(given),
            }
            (GOLDEN / f"{given.name}.json").write_text(lines(plain(document)) + "\n", encoding="utf-8")
            arcs = [*given.ties, *([] if given.directed else [(j, i) for i, j in given.ties])]
            write_csv(Path(folder, f"{given.name}.ties.csv"), ["source", "target"], ((i + 1, j + 1) for i, j in arcs))
            write_csv(Path(folder, f"{given.name}.nodes.csv"), ["group"], ([group] for group in given.group))
        subprocess.run(["Rscript", HERE / "golden.R", folder, GOLDEN], check=True)


if __name__ == "__main__":
    main()
