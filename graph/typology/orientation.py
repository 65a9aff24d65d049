"""The orientation of a hub, computed from its flows, to set beside the one that the document reports."""

from __future__ import annotations

from collections import Counter

from graph.places import Places
from graph.typology.neighbourhood import Neighbourhood

NOT_REPORTED = "not_reported"
_CROSSING = ("metro_to_regional", "regional_to_metro")


def computed_orientation(around: Neighbourhood, places: Places) -> str:
    """One of metro_x_metro, metro_x_regional, regional_x_metro, regional_x_regional or "not_reported".

    Only flows count of which both ends have a stated place. One that crosses is enough, since most
    flows of any hub are local: the orientation says whom it ties together. It is led by the side
    where more of its leaders (the hub, its operators, founders, coordinators) are, or if these are
    level or nowhere, by the side that gives more. Without a crossing flow it is the side with more.
    """
    counts = Counter(places.direction(edge) for edge in around.edges if edge.type == "FLOW")
    if any(counts[name] for name in _CROSSING):
        sides = [places.is_metropolitan(node) for node in around.leaders]
        lead = sides.count(True) - sides.count(False) or counts[_CROSSING[0]] - counts[_CROSSING[1]]
        return _by_sign(lead, "metro_x_regional", "regional_x_metro")
    return _by_sign(counts["metro_to_metro"] - counts["regional_to_regional"], "metro_x_metro", "regional_x_regional")


def _by_sign(lead: int, above: str, below: str) -> str:
    return NOT_REPORTED if lead == 0 else above if lead > 0 else below


def reported_orientation(around: Neighbourhood, places: Places) -> str | None:
    """The orientation that the home of the hub reports; None where it reports none."""
    found = {places.graph.nodes[case].properties.get("orientation") for case in around.homes} - {None, "none"}
    return found.pop() if len(found) == 1 else None
