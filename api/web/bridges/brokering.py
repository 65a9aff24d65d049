"""How much an actor or a hub bridges, and how sure that is: for one node, in figures and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from math import isfinite
from typing import Any

import numpy as np

from api.web.snapshot import Snapshot
from graph.bridging.suite import PERMUTATIONS, Roles, roles_by
from graph.bridging.triads import ROLES
from graph.bridging.uncertainty import MEASURES, Certainty, certainty_of_view, measured, ranks
from graph.bridging.views import PARTITIONS, View, all_ties
from graph.language import LANGUAGES, Messages
from graph.model import KnowledgeGraph
from graph.schema import load_schema
from queries.measures import REPLICATES

Json = dict[str, Any]
WORDS = Messages("api.web.bridges", "brokering.yaml")
DOUBTS = ("edges", "case", "document", "unknown")
_SHOWN = ("constraint", "effective_size", "efficiency", "hierarchy", "betweenness", "total")
# Of the pairs of contacts, the share that are tied to each other: up to here hardly any, few, some; beyond, most.
_SHARES = ((0.05, "hardly"), (0.25, "few"), (0.6, "some"), (1.0, "most"))
_CHANCE = 0.05
_DIGITS = 12


class Brokering:
    """The measures of `tairyu bridges` for the ties of the whole graph, as they are asked for."""

    def __init__(self, graph: KnowledgeGraph):
        self.view: View = all_ties(graph)
        self._roles: dict[str, Roles] = {}

    @cached_property
    def certainty(self) -> Certainty:
        # The same replicates as of `queries.measures`, so that every page tells the same interval.
        return certainty_of_view(self.view, replicates=REPLICATES, with_paths=False)

    @cached_property
    def values(self) -> dict[str, np.ndarray]:
        return measured(self.view.network)

    @cached_property
    def rank(self) -> dict[str, np.ndarray]:
        return ranks(self.values, self.view.ranked)

    @cached_property
    def labels(self) -> dict[str, list[str | None]]:
        return {name: self.view.partition(name) for name in PARTITIONS}

    def roles(self, by: str) -> Roles:
        return roles_by(self.view.network, self.labels[by], PERMUTATIONS)


def brokering_of(asked: Snapshot) -> Brokering:
    """The measures of a snapshot."""
    return asked.find("brokering", lambda: Brokering(asked.graph))


def bridging(asked: Snapshot, node: str, by: str) -> Json:
    """How much a node bridges; `ranked` is false for a group that the text names by its role only, and where no tie to
    an actor, hub or programme is stated. `by` is the partition of the roles."""
    found = brokering_of(asked)
    view = found.view
    at = view.place.get(node)
    if at is None or not view.ranked[at]:
        code = "no_ties" if at is None else "role_group"
        return {"ranked": False, "why": code, "sentences": [_sentence(code)], "measures": {}, "roles": None}
    measures = {name: _measure(found, name, at) for name in _SHOWN}
    roles = _roles(asked, found, by, at)
    contacts = contact_pairs(view, at)
    return {
        "ranked": True,
        "among": int(np.isfinite(found.rank["constraint"]).sum()),
        "measures": measures,
        "roles": roles,
        "sentences": list(_sentences(measures, roles, contacts, int(np.isfinite(found.rank["constraint"]).sum()))),
        "conventions": {
            "nodes": view.network.n,
            "ties": view.network.ties,
            "replicates": REPLICATES,
            "share_left_out": found.certainty.design.share,
            "level": found.certainty.design.level,
            "seed": found.certainty.design.seed,
            "permutations": PERMUTATIONS,
        },
    }


def _measure(found: Brokering, name: str, at: int) -> Json:
    row: Json = {"value": _number(found.values[name][at]), "rank": _whole(found.rank[name][at])}
    if name in found.certainty.rank:
        intervals = {doubt: found.certainty.intervals[doubt][name] for doubt in DOUBTS}
        row["intervals"] = {
            doubt: {"low": _whole(it.low[at]), "high": _whole(it.high[at]), "lost": round(float(it.lost[at]), 4)}
            for doubt, it in intervals.items()
        }
    return row | {"low_bridges": MEASURES[name]}


def _roles(asked: Snapshot, found: Brokering, by: str, at: int) -> Json:
    """The roles under one partition: how many ordered pairs, how many chance would give, z and p."""
    roles = asked.find(f"roles {by}", lambda: found.roles(by))
    group = found.labels[by][at]
    document = {"by": by, "group": group, "group_label": group_label(asked.graph, by, group)}
    document |= {"known": int(roles.known.sum()), "of": found.view.network.n}
    if not roles.known[at]:
        return document | {"roles": None}
    row = int(roles.known[:at].sum())
    columns = {"count": roles.found.count, "expected": roles.found.expected, "z": roles.found.z, "p": roles.p}
    return document | {
        "roles": {
            role: {name: None if values is None else _number(values[row, k]) for name, values in columns.items()}
            for k, role in enumerate(ROLES)
        }
    }


def group_label(graph: KnowledgeGraph, by: str, group: str | None) -> Json | None:
    """The name of a group for people; None where it is not known."""
    if group is None:
        return None
    return {lang: _group(graph, by, group, lang) for lang in LANGUAGES}


def _group(graph: KnowledgeGraph, by: str, group: str, lang: str) -> str:
    schema = load_schema()
    if by == "kind":
        kinds = schema.enums["actor_kind"].values
        node = {"hub": "Hub", "programme": "Programme"}.get(group)
        label = schema.nodes[node].label if node else kinds[group].label
        return label.ja if lang == "ja" else label.en
    if by in ("prefecture", "document"):
        return " + ".join(graph.nodes[key].name(lang) if key in graph.nodes else key for key in group.split("+"))
    return WORDS.text(f"group.{group}" if by == "metro" else "group.community", lang, number=group)


def contact_pairs(view: View, at: int) -> tuple[int, list[tuple[int, int]]]:
    """How many contacts a node has, and the pairs of them that are tied to each other."""
    contacts = view.network.contacts
    mine = contacts.of(at).tolist()
    beside = {one: set(contacts.of(one).tolist()) for one in mine}
    return len(mine), [(one, other) for one, other in combinations(mine, 2) if other in beside[one]]


def _sentences(measures: Json, roles: Json, contacts: tuple[int, list[Any]], among: int) -> Iterator[Json]:
    """What a reader who knows no network analysis should take away."""
    yield from _rank_sentences(measures["constraint"], among)
    yield from _contact_sentences(contacts[0], len(contacts[1]), measures["effective_size"]["value"])
    yield from _doubt_sentences(measures["constraint"]["intervals"])
    yield from _role_sentences(roles)


def _rank_sentences(row: Json, among: int) -> Iterator[Json]:
    interval = row["intervals"]["edges"]
    if row["rank"] is None:
        return
    if interval["low"] is None:
        yield _sentence("rank_alone", among=among, rank=row["rank"])
    else:
        code = "rank_firm" if interval["low"] == interval["high"] else "rank"
        yield _sentence(code, among=among, rank=row["rank"], low=interval["low"], high=interval["high"])


def _contact_sentences(contacts: int, tied: int, effective: float) -> Iterator[Json]:
    pairs = contacts * (contacts - 1) // 2
    if pairs <= 1:
        yield _sentence("one_contact" if not pairs else "two_tied" if tied else "two_apart")
        return
    code = next(code for most, code in _SHARES if tied / pairs <= most)
    yield _sentence(f"contacts_{code}", contacts=contacts, tied=tied, pairs=f"{pairs:,}")
    yield _sentence("effective", contacts=contacts, size=f"{effective:.1f}")


def _doubt_sentences(intervals: Json) -> Iterator[Json]:
    lost = [doubt for doubt in ("document", "case") if intervals[doubt]["lost"] > 0]
    if lost:
        yield _sentence(f"rests_on_{lost[-1]}")
    else:
        yield _sentence("doubt_left_out", **{doubt: _span(**intervals[doubt]) for doubt in ("case", "document")})
    unknown = intervals["unknown"]
    if unknown["low"] is not None:
        yield _sentence("doubt_unknown", low=unknown["low"], high=unknown["high"])


def _span(low: int, high: int, **_: Any) -> Json:
    """Ranks from one to another, as people write them."""
    code = "span" if low != high else "same"
    return {lang: WORDS.text(code, lang, low=low, high=high) for lang in LANGUAGES}


def _role_sentences(roles: Json) -> Iterator[Json]:
    """The role that groups dealt out at random give least often, if any is rare enough."""
    if roles["roles"] is None:
        yield _sentence("no_group", **_by(roles["by"]))
        return
    rare = [
        (found["p"], -found["count"], role)
        for role, found in roles["roles"].items()
        if found["p"] is not None and found["p"] <= _CHANCE
    ]
    if not rare:
        yield _sentence("role_chance", **_by(roles["by"]))
        return
    p, count, role = min(rare)
    as_often = round(p * (PERMUTATIONS + 1)) - 1
    figures = {"count": f"{-count:,}", "times": as_often, "all": PERMUTATIONS}
    yield _sentence("role", **_by(roles["by"]), role=_both(f"role.{role}"), what=_both(f"does.{role}"), **figures)


def _by(partition: str) -> Json:
    return {"by": _both(f"by.{partition}")}


def _both(code: str) -> Json:
    return {lang: WORDS.text(code, lang) for lang in LANGUAGES}


def _sentence(code: str, **values: Any) -> Json:
    """The sentence in both languages; a value may itself be in both."""
    return {"code": code} | {
        lang: WORDS.text(
            code, lang, **{name: value[lang] if isinstance(value, dict) else value for name, value in values.items()}
        )
        for lang in LANGUAGES
    }


def _number(value: Any) -> int | float | None:
    """Counts as whole numbers; the last digits of a float are rounding; None where undefined."""
    if not isfinite(value):
        return None
    return int(value) if isinstance(value, np.integer) else float(f"{value:.{_DIGITS}g}")


def _whole(rank: float) -> int | None:
    return int(rank) if isfinite(rank) else None
