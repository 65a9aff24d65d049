"""The measures of bridging as properties of actors and hubs, so that every language can ask for them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from graph.bridging.triads import ROLES
from graph.bridging.uncertainty import certainty_of_view, measured
from graph.bridging.views import all_ties
from graph.model import KnowledgeGraph

# Rank by constraint, and the middle of its replicates when a tenth of the statements is left out.
COLUMNS = {
    "constraint": "number",
    "effective_size": "number",
    "betweenness": "number",
    "rank": "integer",
    "rank_low": "integer",
    "rank_high": "integer",
    **dict.fromkeys(ROLES, "integer"),
}
REPLICATES = 50
_DIGITS = 12


@lru_cache(maxsize=2)
def measures(graph: KnowledgeGraph) -> dict[str, dict[str, Any]]:
    """By id of each actor that a text names and each hub with ties; roles between kinds of actors. Undefined values
    are left out."""
    view = all_ties(graph)
    if not view.nodes:
        return {}
    sure = certainty_of_view(view, replicates=REPLICATES, with_paths=False)
    values = measured(view.network, view.partition("kind"))
    interval = sure.intervals["edges"]["constraint"]
    values |= {"rank": sure.rank["constraint"], "rank_low": interval.low, "rank_high": interval.high}
    return {view.nodes[i].id: _row(values, i) for i in np.flatnonzero(view.ranked).tolist()}


def _row(values: dict[str, np.ndarray], i: int) -> dict[str, Any]:
    stated = {name: values[name][i] for name in COLUMNS if np.isfinite(values[name][i])}
    return {
        name: int(value) if COLUMNS[name] == "integer" else float(f"{value:.{_DIGITS}g}")
        for name, value in stated.items()
    }
