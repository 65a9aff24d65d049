"""Structural holes (Burt 1992, Structural Holes, chapter 2).

s_ij = a_ij + a_ji and p_ij = s_ij / Σ_k s_ik over the whole network; contacts are predecessors or successors,
each once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph import kernels
from graph.bridging.network import Network
from graph.bridging.triads import Triads, triads


@dataclass(frozen=True, slots=True)
class Holes:
    """Shapes (n,); NaN where undefined: a node without contacts, and the hierarchy of one with a single contact.

    constraint: Σ_j c_ij over the contacts j, c_ij = (p_ij + Σ_q p_iq p_qj)².
    effective_size: Σ_j (1 - Σ_q p_iq m_jq), q ≠ i, j, m_jq = s_jq / max_k s_jk.
    efficiency: effective size / number of contacts N.
    hierarchy: Σ_j r_j ln r_j / (N ln N), r_j = c_ij / (C / N), C the constraint (Coleman-Theil disorder).
    """

    constraint: np.ndarray
    effective_size: np.ndarray
    efficiency: np.ndarray
    hierarchy: np.ndarray


def structural_holes(network: Network, found: Triads | None = None) -> Holes:
    """Of every node; `found` saves the visit to the triangles where another measure has made it."""
    found = found if found is not None and found.burt is not None else triads(network)
    burt = found.burt
    constraint, entropy = np.zeros((2, network.n))
    kernels.call(
        "dyads", network.n, found.ties.start, found.ties.head,
        burt.strength, burt.share, burt.through, constraint, entropy,
    )  # fmt: skip
    contacts = network.contacts.degree.astype(np.float64)
    contacts[contacts == 0] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        # Σ r ln r with r = c N / C, from the sums of c and of c ln c.
        disorder = contacts * (entropy / constraint + np.log(contacts / constraint))
        hierarchy = disorder / (contacts * np.log(contacts))
    # Rounding must not leave an evenly spread constraint a hair below the least hierarchy that there is.
    hierarchy = np.where(contacts > 1, np.maximum(hierarchy, 0), np.nan)
    effective = contacts - burt.redundant
    return Holes(np.where(contacts > 0, constraint, np.nan), effective, effective / contacts, hierarchy)
