from collections.abc import Iterable

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, actor: str) -> Iterable[Row]:
    out, into = graph.out_edges(actor, "PARTNERS_WITH"), graph.in_edges(actor, "PARTNERS_WITH")
    found = [(tie.target, tie) for tie in out] + [(tie.source, tie) for tie in into]
    for partner, tie in sorted(found, key=lambda pair: (pair[0], pair[1].id)):
        dates = tie.properties.get("since"), tie.properties.get("until")
        yield partner, *dates, tie.properties.get("status"), cited(tie.evidence)
