"""Who is tied to whom by what the documents state: what several answers in Python begin with."""

from __future__ import annotations

from collections import defaultdict

from graph.bridging.views import MEMBERS
from graph.model import Edge, KnowledgeGraph


def ties_by_neighbour(graph: KnowledgeGraph, node: str) -> dict[str, list[Edge]]:
    """The ties of an actor, hub or programme, by whom they lead to; planned ones left out."""
    found = defaultdict(list)
    for tie in (*graph.out_edges(node), *graph.in_edges(node)):
        between = {graph.nodes[end].type for end in (tie.source, tie.target)}
        if between <= set(MEMBERS) and tie.properties.get("status") != "planned":
            found[tie.target if tie.source == node else tie.source].append(tie)
    return found
