"""One visit to every triangle, for structural holes and for brokerage alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph import kernels
from graph.bridging.network import Contacts, Network

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class Ties:
    """Every tie of a network once, from the end with fewer contacts to the other, by that first end.

    `entry` says which contact of the network the tie is. Shapes (n + 1,), (ties,), (ties,).
    """

    start: np.ndarray
    head: np.ndarray
    entry: np.ndarray

    @classmethod
    def of(cls, contacts: Contacts) -> Ties:
        n, ties = len(contacts.start) - 1, len(contacts.head) // 2
        found = cls(np.empty(n + 1, np.int64), np.empty(ties, np.int32), np.empty(ties, np.int64))
        kernels.call("orient", n, contacts.start, contacts.head, found.start, found.head, found.entry)
        return found


@dataclass(frozen=True, slots=True)
class Burt:
    """What structural holes need, of every tie and node.

    `strength` of each tie (ties,); `through` the sum over shared contacts q of p_iq p_qj, from the first end and
    from the other, (2 ties,); `redundant` the sum over pairs of contacts of p_iq m_jq, (n,).
    """

    strength: np.ndarray
    share: np.ndarray
    through: np.ndarray
    redundant: np.ndarray


@dataclass(frozen=True, slots=True)
class Triads:
    """`closed`: paths a → b → c that an arc a → c closes, by broker and role, (n, 5). `triangles`: how many."""

    ties: Ties
    triangles: int
    burt: Burt | None
    closed: np.ndarray | None


def triads(network: Network, burt: bool = True, group: np.ndarray | None = None) -> Triads:
    """Visits the triangles; `group` numbers the group of each node, shape (n,), where roles are wanted."""
    contacts = network.contacts
    ties = Ties.of(contacts)
    strength = contacts.strength[ties.entry] if burt else None
    share, peak = _shares(contacts) if burt else (None, None)
    direction = contacts.direction[ties.entry] if group is not None else None
    n, size = network.n, len(ties.head)

    def visit(number: int, threads: int) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None, int]:
        through = np.zeros(2 * size) if burt else None
        redundant = np.zeros(n) if burt else None
        closed = np.zeros((n, len(ROLES)), np.int64) if group is not None else None
        count = np.zeros(1, np.int64)
        kernels.call(
            "triangles", n, ties.start, ties.head, strength, share, peak, direction, group,
            number, threads, through, redundant, closed, count,
        )  # fmt: skip
        return through, redundant, closed, int(count[0])

    parts = kernels.in_threads(visit, kernels.workers(size))
    through, redundant, closed = (_total([part[k] for part in parts]) for k in range(3))
    found = Burt(strength, share, through, redundant) if burt else None
    return Triads(ties, sum(part[3] for part in parts), found, closed)


def _total(parts: list[np.ndarray | None]) -> np.ndarray | None:
    """The parts of all threads together; None where the sum was not asked for."""
    return None if parts[0] is None else sum(parts[1:], start=parts[0])


def _shares(contacts: Contacts) -> tuple[np.ndarray, np.ndarray]:
    """1 / the total and 1 / the largest strength of each node, 0 where it has none; shapes (n,)."""
    full = np.flatnonzero(contacts.degree)
    total, most = np.zeros((2, len(contacts.degree)))
    if len(full):
        total[full] = 1 / np.add.reduceat(contacts.strength, contacts.start[full])
        most[full] = 1 / np.maximum.reduceat(contacts.strength, contacts.start[full])
    return total, most
