from collections.abc import Iterable
from itertools import product

from graph.model import KnowledgeGraph
from queries.catalogue import Row
from queries.engines.tables import cited


def answer(graph: KnowledgeGraph) -> Iterable[Row]:
    stated: dict[tuple, list] = {}
    for tie in graph.edges_of("ACHIEVES"):
        said = graph.nodes[tie.target].properties
        for case in tie.properties["cases"]:
            if "unit" in said:
                stated.setdefault((case, said["unit"], said["quantity_ja"]), []).append((tie, said))
    rows = []
    for (case, unit, _), ties in stated.items():
        for (aims, aim), (reaches, fact) in product(ties, ties):
            if aim["status"] != "actual" and fact["status"] == "actual":
                target = aims.target, aim["status"], aim.get("value"), aim.get("when")
                actual = reaches.target, fact.get("value"), fact.get("when")
                rows.append((case, *target, *actual, unit, cited(aims.evidence), cited(reaches.evidence)))
    return sorted(rows, key=lambda row: (row[0], row[1], row[5]))
