"""Gaps, meetings, key players and closings as JSON."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np

from api.bridges.documents import Subject
from graph.bridging.common import in_common
from graph.bridging.gaps import (
    Gap,
    KeyPlayers,
    Meeting,
    Meetings,
    breakers,
    closing,
    gaps,
    pairs_left,
    reachers,
    simple,
)

Json = dict[str, Any]
# Pairs of groups grow with their square.
MOST_GROUPS = 200
KEY_PLAYERS = 5


class TooManyGroups(ValueError):
    """A partition has more groups than pairs of them can be gone through."""


def gaps_document(subject: Subject, top: int) -> Json:
    """Pairs of groups with no path or one thin path, with the ties that would help most for the first `top` of both
    sorts; key players; and what falls apart without a hub (of a network of one's own: without any node).

    Raises TooManyGroups.
    """
    return {
        **(_pairs(subject, top) if subject.labels is not None else {"pairs": [], "groups": None}),
        "key_players": {
            "breakers": _players(subject, breakers(subject.network, _ranked(subject), KEY_PLAYERS), "fragmentation"),
            "reachers": _players(subject, reachers(subject.network, _ranked(subject), KEY_PLAYERS), "reach"),
        },
        "closing": [closing_document(subject, i) for i in _to_close(subject, top)],
        "conventions": {
            "path": "ties without direction; `cut`: each of these nodes alone keeps the two groups together",
            "nearer": "growth of the mean of 1 / steps over all pairs of members of the two groups",
            "freer": "fall of Burt's constraint of the two ends together, on ties without weight and direction",
            "fragmentation": "Borgatti 2006: share of pairs of nodes that are not connected; sets found greedily",
            "reach": "Borgatti 2006: share of nodes within two steps of the set; sets found greedily",
            "distance_fragmentation": "Borgatti 2006: 1 - mean of 1 / steps",
        },
    }


def _ranked(subject: Subject) -> np.ndarray:
    return subject.view.ranked if subject.view else np.ones(subject.network.n, dtype=bool)


def named(subject: Subject, i: int) -> Json:
    """The id of a node, and its names where the graph has them."""
    return subject.view.nodes[i].named() if subject.view else {"id": subject.network.ids[i]}


def _pairs(subject: Subject, top: int) -> Json:
    name, labels = next(iter(subject.partitions.items()))
    sizes = Counter(label for label, ranked in zip(labels, _ranked(subject), strict=True) if label and ranked)
    groups = len({label for label in labels if label is not None})
    if groups > MOST_GROUPS:
        raise TooManyGroups(name)
    # A pair of large groups is worth more words than one of two single actors.
    found = sorted(gaps(subject.network, labels), key=lambda gap: -min(sizes[group] for group in gap.groups))
    proposals = Meetings(subject.network, labels, _ranked(subject))
    told = {id(gap) for sort in (True, False) for gap in [gap for gap in found if bool(gap.path) is sort][:top]}
    known = sum(label is not None for label in labels)
    return {
        "groups": {"name": name, "number": groups, "known": known, "nodes": subject.network.n},
        "pairs": [_pair(subject, gap, sizes, proposals if id(gap) in told else None) for gap in found],
    }


def _pair(subject: Subject, gap: Gap, sizes: Counter[str], proposals: Meetings | None) -> Json:
    row: Json = {
        "groups": [_group(subject, group) | {"members": sizes[group]} for group in gap.groups],
        "path": [named(subject, i) for i in gap.path],
        "cut": [subject.network.ids[i] for i in gap.cut],
    }
    if subject.view:
        ids = [subject.network.ids[i] for i in gap.path]
        row["edges"] = [[edge.id for edge in subject.view.edges_between(a, b)] for a, b in pairwise(ids)]
    if proposals:
        row["meetings"] = [_meeting(subject, meeting) for meeting in proposals.between(gap.groups)]
    return row


def _group(subject: Subject, group: str) -> Json:
    """A region has names of its own."""
    node = subject.view.graph.nodes.get(group) if subject.view else None
    return node.named() if node else {"id": group}


def _meeting(subject: Subject, meeting: Meeting) -> Json:
    row: Json = {
        "one": named(subject, meeting.one),
        "other": named(subject, meeting.other),
        "nearer": round(meeting.nearer, 6),
        "freer": round(meeting.freer, 6),
    }
    if subject.view:
        common = in_common(subject.view, row["one"]["id"], row["other"]["id"])
        row["in_common"] = [{"what": one.what, "value": one.value, "edges": list(one.edges)} for one in common]
    return row


def _players(subject: Subject, players: KeyPlayers, measure: str) -> list[Json]:
    rows = zip(players.nodes, players.value, strict=True)
    return [named(subject, i) | {measure: round(value, 6)} for i, value in rows]


def _to_close(subject: Subject, top: int) -> list[int]:
    """The hubs, or any node of one's own network, without which most pairs come apart."""
    network = simple(subject.network)
    if subject.view:
        candidates = np.flatnonzero([node.type == "Hub" for node in subject.view.nodes]).astype(np.int32)
    else:
        candidates = np.arange(network.n, dtype=np.int32)
    left = pairs_left(network, candidates, np.zeros(network.n, np.uint8))
    return candidates[np.argsort(left, kind="stable")][:top].tolist()


def closing_document(subject: Subject, i: int) -> Json:
    """What falls apart without one node."""
    found = closing(subject.network, i)
    return named(subject, i) | {
        "cut_off": [[named(subject, k) for k in piece] for piece in found.cut_off],
        "fragmentation": [round(value, 6) for value in found.fragmentation],
        "distance_fragmentation": [round(value, 6) for value in found.distance_fragmentation],
    }
