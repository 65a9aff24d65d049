from collections.abc import Iterator

from graph.model import KnowledgeGraph
from queries.catalogue import Row


def answer(graph: KnowledgeGraph, text: str) -> Iterator[Row]:
    for actor in graph.of_type("Actor"):
        for alias in sorted(actor.aliases):
            if text.lower() in alias.lower() or text.lower() in actor.name_ja.lower():
                yield actor.id, actor.name_ja, alias, actor.properties.get("generic")
