from collections import Counter
from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row


def answer(graph: KnowledgeGraph) -> Iterable[Row]:
    flows = list(graph.edges_of("FLOW"))
    found = Counter(flow.kind for flow in flows)
    planned = Counter(flow.kind for flow in flows if flow.properties.get("status") == "planned")
    return [(kind, found[kind], planned[kind]) for kind in sorted(found)]
