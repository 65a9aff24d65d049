from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph, least: int) -> Iterator[Row]:
    actors = [node.id for node in graph.of_type("Actor") if not node.properties.get("generic")]
    found = {actor: graph.in_edges(actor, "DESCRIBES") for actor in actors}
    cases = {actor: {tie.source for tie in ties} for actor, ties in found.items() if ties}
    for actor in sorted(cases, key=lambda actor: (-len(cases[actor]), actor)):
        if len(cases[actor]) >= least:
            evidence = [lines for tie in found[actor] for lines in cited(tie.evidence)]
            yield actor, len(cases[actor]), cases[actor], evidence
