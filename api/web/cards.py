"""Nodes and ties as the API tells them: as exported, and with the words that people read in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.language import MESSAGES
from api.wording import Both, date_words, stated
from graph.language import LANGUAGES
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema

Json = dict[str, Any]
# Said elsewhere in a card, or for the machine only.
_NODE_HIDDEN = frozenset({"lat", "lon", "quantity", "generic", "sha256", "is_hub", "part_of", "differs_from"})
_EDGE_HIDDEN = frozenset({"cases", "differs_from"})


def named(node: Node) -> Json:
    """What a link to a node needs; `generic` where it is a group that the text names by its role only."""
    found = {"id": node.id, "type": node.type, "kind": node.kind, "name_ja": node.name_ja, "name_en": node.name_en}
    return found | {"generic": True} if node.properties.get("generic") else found


def node_card(graph: KnowledgeGraph, node: Node) -> Json:
    """The node as exported, its properties in words, the cases that describe it, and all its ties."""
    return node_brief(graph, node) | {
        "cases": [named(graph.nodes[edge.source]) for edge in graph.in_edges(node.id, "DESCRIBES")],
        "out": [tie(graph, edge, edge.target) for edge in graph.out_edges(node.id)],
        "in": [tie(graph, edge, edge.source) for edge in graph.in_edges(node.id)],
    }


def node_brief(graph: KnowledgeGraph, node: Node) -> Json:
    """The node without its ties; with what other lines state otherwise."""
    differing = [graph.nodes[key] for key in node.properties.get("differs_from", ()) if key in graph.nodes]
    found = node_alone(graph, node) | {"differing": [node_alone(graph, other) for other in differing]}
    return found | {"generic": True} if node.properties.get("generic") else found


def node_alone(graph: KnowledgeGraph, node: Node) -> Json:
    """The node without its ties and without what differs from it."""
    return node.as_json() | {"stated": _of_node(graph, node)}


def _of_node(graph: KnowledgeGraph, node: Node) -> list[Json]:
    spec = load_schema().nodes[node.type]
    rows = stated(graph, spec.properties, node.properties, _NODE_HIDDEN | {spec.kind or ""})
    return _stated(graph, rows, node.properties, node.property_evidence)


def tie(graph: KnowledgeGraph, edge: Edge, other: str) -> Json:
    """A tie as it stands under the heading of one of its ends: `other` is the other end."""
    return edge_brief(graph, edge) | {"other": named(graph.nodes[other])}


def edge_brief(graph: KnowledgeGraph, edge: Edge) -> Json:
    """The tie as exported, and its properties in words; of one to an outcome, those of the outcome too. "Done" goes
    without saying."""
    spec = load_schema().edges[edge.type]
    properties = {key: value for key, value in edge.properties.items() if (key, value) != ("status", "actual")}
    rows = stated(graph, {**spec.properties, **spec.built}, properties, _EDGE_HIDDEN)
    found = edge.as_json() | {"stated": _stated(graph, rows, properties, {})}
    end = graph.nodes[edge.target]
    return found | {"outcome": _of_node(graph, end)} if end.type == "Outcome" else found


def edge_card(graph: KnowledgeGraph, edge: Edge) -> Json:
    """The tie with both its ends, the cases that state it, and the statements that differ from it."""
    differing = [graph.edges[key] for key in edge.properties.get("differs_from", ()) if key in graph.edges]
    cases = [graph.nodes[key] for key in edge.properties.get("cases", ()) if key in graph.nodes]
    return _with_ends(graph, edge) | {
        "cases": [named(case) for case in cases],
        "differing": [_with_ends(graph, other) for other in differing],
    }


def edge_named(graph: KnowledgeGraph, edge: Edge) -> Json:
    """What a link to a tie needs."""
    return {"id": edge.id, "type": edge.type, "kind": edge.kind, **_ends(graph, edge)}


def _with_ends(graph: KnowledgeGraph, edge: Edge) -> Json:
    return edge_brief(graph, edge) | _ends(graph, edge)


def _ends(graph: KnowledgeGraph, edge: Edge) -> Json:
    return {"source_node": named(graph.nodes[edge.source]), "target_node": named(graph.nodes[edge.target])}


def _stated(
    graph: KnowledgeGraph,
    rows: Iterable[tuple[str, Both, Both, str | None]],
    properties: Mapping[str, Any],
    cited: Mapping[str, tuple[Evidence, ...]],
) -> list[Json]:
    return [
        {
            "name": name,
            "label": _both(label),
            "value": _both(_forms(graph, properties[name]) if name == "forms" else value),
            "node": node,
            "evidence": [item.as_json() for item in cited.get(name, ())],
        }
        for name, label, value, node in rows
    ]


def _both(words: Both) -> Json:
    return dict(zip(LANGUAGES, words, strict=True))


def _forms(graph: KnowledgeGraph, forms: Iterable[str]) -> Both:
    """What the text says instead of the name or value: 「県内」（岐阜県）."""
    return tuple(
        MESSAGES.text("word.comma", lang).join(_form(graph, form, lang) for form in forms) for lang in LANGUAGES
    )


def _form(graph: KnowledgeGraph, form: str, lang: str) -> str:
    meant, _, said = form.partition("=")
    name = graph.nodes[meant].name(lang) if meant in graph.nodes else date_words(meant, lang)
    return MESSAGES.text("word.form", lang, form=said, name=name) if said else form
