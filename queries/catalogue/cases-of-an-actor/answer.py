from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, actor: str) -> Iterator[Row]:
    for tie in sorted(graph.in_edges(actor, "DESCRIBES"), key=lambda tie: (tie.source, tie.id)):
        for report in sorted(graph.out_edges(tie.source, "REPORTED_IN"), key=lambda report: report.target):
            yield tie.source, report.target, cited(tie.evidence)
