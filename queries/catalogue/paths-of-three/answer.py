from collections import defaultdict
from collections.abc import Iterable

from graph.bridging.views import MEMBERS
from graph.model import Edge, KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, one: str, other: str, most: int) -> Iterable[Row]:
    first, third = _ties(graph, one), _ties(graph, other)
    rows = []
    for nearer in sorted(first.keys() - {one, other}):
        second = _ties(graph, nearer)
        for farther in sorted(second.keys() & third.keys() - {one, other}):
            steps = first[nearer], second[farther], third[farther]
            evidence = [lines for ties in steps for tie in ties for lines in cited(tie.evidence)]
            rows.append((nearer, farther, *({tie.type for tie in ties} for ties in steps), evidence))
    return rows[:most] if one != other else []


def _ties(graph: KnowledgeGraph, node: str) -> dict[str, list[Edge]]:
    """The ties of an actor, hub or programme, by whom they lead to."""
    found = defaultdict(list)
    for tie in (*graph.out_edges(node), *graph.in_edges(node)):
        between = {graph.nodes[end].type for end in (tie.source, tie.target)}
        if between <= set(MEMBERS) and tie.properties.get("status") != "planned":
            found[tie.target if tie.source == node else tie.source].append(tie)
    return found
