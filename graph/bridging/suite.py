"""Every bridging measure of a network at once, and as the JSON of `tairyu bridges`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from graph.bridging.brokerage import (
    KINDS,
    Brokerage,
    GlobalBrokerage,
    brokerage,
    global_brokerage,
    numbered,
    permutation_p,
    shared_credit,
)
from graph.bridging.cohesion import Cohesion, cohesion
from graph.bridging.groups import modules
from graph.bridging.holes import Holes, structural_holes
from graph.bridging.network import Network
from graph.bridging.paths import ERROR, RISK, Betweenness, Progress, betweenness, no_progress
from graph.bridging.triads import triads

Json = dict[str, Any]
Labels = Sequence[str | None]
PERMUTATIONS = 999
# Beyond so many visits of arcs the groups are not dealt out anew unless one asks for it.
_PERMUTED_WORK = 3e8
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Roles:
    """What depends on a partition: of the nodes whose group is known, and the ties between these.

    `known` shape (n,); the measures have one row for each known node. `p` and `shared` None where not asked for.
    """

    known: np.ndarray
    found: Brokerage
    overall: GlobalBrokerage
    p: np.ndarray | None
    shared: np.ndarray | None
    participation: np.ndarray
    within_z: np.ndarray


@dataclass(frozen=True, slots=True)
class Bridging:
    """The measures of one network. `roles` by name of partition; `total` the open pairs without any, (n, 6)."""

    network: Network
    holes: Holes
    between: Betweenness
    cohesion: Cohesion
    total: Brokerage
    roles: Mapping[str, Roles]
    permutations: int
    seed: int


def bridging(
    network: Network,
    partitions: Mapping[str, Labels] | None = None,
    *,
    permutations: int | None = None,
    shared: bool = False,
    error: float = ERROR,
    risk: float = RISK,
    seed: int = 0,
    progress: Progress = no_progress,
) -> Bridging:
    """All measures. A partition names the group of each node, None where it is not known.

    `permutations` None: 999 where that takes seconds, else none. Raises ValueError where a partition has not n
    labels.
    """
    partitions = partitions or {}
    one_group = np.zeros(network.n, np.int32)
    found = triads(network, True, one_group)
    if permutations is None:
        work = PERMUTATIONS * max(len(partitions), 1) * len(network.out.head)
        permutations = PERMUTATIONS if work <= _PERMUTED_WORK else 0
    roles = {}
    for number, (name, labels) in enumerate(partitions.items(), 1):
        roles[name] = roles_by(network, labels, permutations, shared, seed)
        progress("roles", number, len(partitions))
    return Bridging(
        network,
        structural_holes(network, found),
        betweenness(network, error, risk, seed, progress=progress),
        cohesion(network),
        brokerage(network, one_group, found),
        roles,
        permutations,
        seed,
    )


def roles_by(network: Network, labels: Labels, permutations: int = 0, shared: bool = False, seed: int = 0) -> Roles:
    """The roles under one partition. Raises ValueError where there are not n labels."""
    if len(labels) != network.n:
        raise ValueError(f"there are {network.n} nodes and {len(labels)} groups")
    known = np.array([label is not None for label in labels], dtype=bool)
    group = [label for label in labels if label is not None]
    inside = network.among(known)
    spread, found = modules(inside, group), triads(inside, False, numbered(group, inside.n))
    return Roles(
        known,
        brokerage(inside, group, found),
        global_brokerage(inside, group, found),
        permutation_p(inside, group, permutations, seed) if permutations else None,
        shared_credit(inside, group) if shared else None,
        spread.participation,
        spread.within_z,
    )


def as_json(result: Bridging) -> Json:
    """`nodes`, `bridges`, `conventions` of the contract, and `network`, what holds for the whole.

    The first partition is the one of `brokerage`, `participation` and `within_module_z`; where there are several,
    `by` has each. Undefined values are null.
    """
    return {
        "nodes": _nodes(result),
        "bridges": [[result.network.ids[a], result.network.ids[b]] for a, b in result.cohesion.bridges.tolist()],
        "network": _whole(result),
        "conventions": _conventions(result),
    }


def _nodes(result: Bridging) -> list[Json]:
    holes, tie = result.holes, result.cohesion
    columns = {
        "constraint": holes.constraint,
        "effective_size": holes.effective_size,
        "efficiency": holes.efficiency,
        "hierarchy": holes.hierarchy,
        "betweenness": result.between.value,
    }
    numbers = {name: values.tolist() for name, values in columns.items()}
    by = {name: _role_rows(roles) for name, roles in result.roles.items()}
    first = next(iter(by.values()), None)
    rows = []
    for i, key in enumerate(result.network.ids):
        row = {"id": key} | {name: _number(values[i]) for name, values in numbers.items()}
        row |= first[i] if first else _ungrouped(result.total, i)
        row |= {
            "core": int(tie.core[i]),
            "articulation": bool(tie.articulation[i]),
            "component": int(tie.component[i]),
        }
        if len(by) > 1:
            row["by"] = {name: found[i] for name, found in by.items()}
        rows.append(row)
    return rows


def _role_rows(roles: Roles) -> list[Json]:
    place = np.where(roles.known, np.cumsum(roles.known) - 1, -1).tolist()
    z = roles.found.z
    return [_role_row(roles, z, None if at < 0 else at) for at in place]


def _role_row(roles: Roles, z: np.ndarray, at: int | None) -> Json:
    row = {"brokerage": _by_role(roles.found.count, at), "brokerage_z": _by_role(z, at)}
    if roles.p is not None:
        row["brokerage_p"] = _by_role(roles.p, at)
    if roles.shared is not None:
        row["brokerage_shared"] = _by_role(roles.shared, at)
    row["participation"] = None if at is None else _number(roles.participation[at])
    row["within_module_z"] = None if at is None else _number(roles.within_z[at])
    return row


def _ungrouped(total: Brokerage, i: int) -> Json:
    """Without a partition only the total is defined."""
    none = dict.fromkeys(KINDS[:-1])
    return {
        "brokerage": none | {"total": _number(total.count[i, -1])},
        "brokerage_z": none | {"total": _number(total.z[i, -1])},
        "participation": None,
        "within_module_z": None,
    }


def _by_role(values: np.ndarray, at: int | None) -> Json:
    return {name: None if at is None else _number(values[at, k]) for k, name in enumerate(KINDS)}


def _number(value: Any) -> int | float | None:
    """For JSON: counts as whole numbers, null where undefined; the last digits of a float are rounding."""
    if isinstance(value, np.integer):
        return int(value)
    return float(f"{value:.{_DIGITS}g}") if isfinite(value) else None


def _whole(result: Bridging) -> Json:
    return {
        "nodes": result.network.n,
        "ties": result.network.ties,
        "components": int(result.cohesion.component.max(initial=-1)) + 1,
        "brokerage": {
            name: {
                "known": int(roles.known.sum()),
                "count": _line(roles.overall.count),
                "expected": _line(roles.overall.expected),
                "sd": _line(roles.overall.sd),
                "z": _line(roles.overall.z),
            }
            for name, roles in result.roles.items()
        },
    }


def _line(values: np.ndarray) -> Json:
    return {name: _number(value) for name, value in zip(KINDS, values, strict=True)}


def _conventions(result: Bridging) -> Json:
    between = result.between
    exact = {"method": "exact"}
    drawn = {"method": "sampled", "error": between.error, "confidence": 1 - (between.risk or 0), "draws": between.draws}
    return {
        "directed": result.network.directed,
        "weighted": result.network.weighted,
        "groups": list(result.roles),
        "betweenness": exact if between.error is None else drawn,
        "permutations": result.permutations,
        "seed": result.seed,
        "loops": "dropped",
        "parallel_edges": "merged",
        "constraint": "Burt 1992 on s_ij = a_ij + a_ji, p over the whole network, outer sum over contacts",
        "effective_size": "1 - sum of p_iq m_jq, m_jq = s_jq / max_k s_jk",
        "brokerage_counts": "Gould & Fernandez 1989, ordered triples a→b→c without a→c; an undirected tie is two arcs",
        "brokerage_null": "group sizes and density given; on undirected data over undirected ties; sd exact",
        "brokerage_permutation": "share of random dealings of the groups with as many or more",
        "betweenness_scale": "unnormalised; undirected: unordered pairs; length 1 / weight; ties within 1e-9",
        "participation_scale": "total degree or strength (in + out); z with divisor n",
        "cohesion": "core, articulation and bridges on the undirected simple network",
    }
