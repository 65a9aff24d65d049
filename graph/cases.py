"""Every case with its counts: the table of the publication (`docs/cases.md`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.model import KnowledgeGraph, Node
from graph.schema import load_schema

_HEAD = """\
# Cases / 事例

Made from the shipped graph; do not edit this page by hand (`make generated`).
収録したグラフから作られます。

*Statements* are the ties that the case states (descriptions, outcomes and the document itself left out); *named
actors* leave out groups that the text names only by role. A dash under *hub* means that the text describes no hub.
"""


def cases_page(graph: KnowledgeGraph) -> str:
    """The table of all cases by document, in Markdown."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: KnowledgeGraph) -> Iterator[str]:
    yield _HEAD
    kinds = load_schema().enums["flow_kind"].values.values()
    for document in graph.of_type("Document"):
        cases = sorted(
            (graph.nodes[edge.source] for edge in graph.in_edges(document.id, "REPORTED_IN")),
            key=lambda case: (case.evidence[0].lines, case.id),
        )
        yield f"## {document.name_ja} — {document.name_en} ({len(cases)})\n"
        flow_columns = " | ".join(f"{kind.label.ja} {kind.label.en.lower()}" for kind in kinds)
        yield f"| case | name | hub | named actors | statements | outcomes | {flow_columns} |"
        yield "| --- | --- | --- | --: | --: | --: |" + " --: |" * len(kinds)
        for case in cases:
            yield _row(graph, case)
        yield ""


def _row(graph: KnowledgeGraph, case: Node) -> str:
    described = [graph.nodes[edge.target] for edge in graph.out_edges(case.id, "DESCRIBES")]
    actors = sum(node.type == "Actor" and not node.properties["generic"] for node in described)
    stated = [edge for edge in graph.edges.values() if case.id in edge.properties.get("cases", ())]
    ties = sum(edge.type not in ("DESCRIBES", "ACHIEVES", "REPORTED_IN") for edge in stated)
    flows = Counter(edge.kind for edge in stated if edge.type == "FLOW")
    outcomes = sum(edge.type == "ACHIEVES" for edge in stated)
    counts = [str(flows[kind]) if flows[kind] else "" for kind in load_schema().enums["flow_kind"].values]
    name = case.name_ja.replace("|", "\\|")
    cells = [f"`{case.id}`", name, _hub(described, case), str(actors), str(ties), str(outcomes), *counts]
    return "| " + " | ".join(cells) + " |"


def _hub(described: list[Node], case: Node) -> str:
    if not case.properties["is_hub"]:
        return "—"
    hubs = [node for node in described if node.type == "Hub"]
    main = next((hub for hub in hubs if hub.id == f"hub:{case.id}"), hubs[0])
    schema = load_schema()
    types = [schema.label("hub_type", name, "en") for name in main.properties.get("reported_types", ())]
    return " / ".join([schema.label("hub_form", main.kind or "", "en"), *types])
