from collections import defaultdict
from collections.abc import Iterator

from graph.bridging.views import MEMBERS
from graph.model import Edge, KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, one: str, other: str) -> Iterator[Row]:
    first, second = _ties(graph, one), _ties(graph, other)
    if one == other:
        return
    for contact in sorted(first.keys() & second.keys()):
        both = first[contact], second[contact]
        evidence = [lines for ties in both for tie in ties for lines in cited(tie.evidence)]
        yield contact, *({tie.type for tie in ties} for ties in both), evidence


def _ties(graph: KnowledgeGraph, node: str) -> dict[str, list[Edge]]:
    """The ties of an actor, hub or programme, by whom they lead to."""
    found = defaultdict(list)
    for tie in (*graph.out_edges(node), *graph.in_edges(node)):
        between = {graph.nodes[end].type for end in (tie.source, tie.target)}
        if between <= set(MEMBERS) and tie.properties.get("status") != "planned":
            found[tie.target if tie.source == node else tie.source].append(tie)
    return found
