"""GraphML, GEXF and Cytoscape JSON, through networkx.

These formats hold flat values only: lists and evidence travel as JSON text in one attribute, and a
value that is absent has no attribute (the GraphML and GEXF writers of networkx raise on None).
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from graph.model import Edge, KnowledgeGraph, Node
from graph.schema import load_schema

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph:
    """The graph as a networkx multigraph with flat attributes; keys are the edge ids."""
    import networkx as nx

    network = nx.MultiDiGraph()
    for node in graph.nodes.values():
        network.add_node(node.id, **_attributes(node))
    for edge in graph.edges.values():
        network.add_edge(edge.source, edge.target, key=edge.id, **_attributes(edge))
    return network


def _attributes(record: Node | Edge) -> dict[str, Any]:
    raw = record.as_json()
    nested = raw.pop("properties")
    flat = {key: value for key, value in raw.items() if key not in ("id", "source", "target")} | nested
    if isinstance(record, Node):
        flat["label"] = record.name_ja
    return {key: _flat(value) for key, value in sorted(flat.items()) if value is not None and value != []}


def _flat(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    # One attribute has one type in these formats: every number is a float.
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def graphml(graph: KnowledgeGraph) -> bytes:
    import networkx as nx

    stream = io.BytesIO()
    nx.write_graphml_xml(to_networkx(graph), stream, encoding="utf-8", named_key_ids=True)
    return stream.getvalue()


def gexf(graph: KnowledgeGraph) -> bytes:
    import networkx as nx

    network = to_networkx(graph)
    for _, _, key, data in network.edges(keys=True, data=True):
        # GEXF names an edge by its own id, and reserves `type` and `kind` to itself.
        data["id"] = key
        data["relation"], data["flow_kind"] = data.pop("type"), data.pop("kind", "")
    for _, data in network.nodes(data=True):
        data["node_type"] = data.pop("type")
    stream = io.BytesIO()
    nx.write_gexf(network, stream, encoding="utf-8", prettyprint=False)
    # networkx stamps the day of writing; the same graph must be the same bytes.
    return _without_date(stream.getvalue())


def _without_date(content: bytes) -> bytes:
    import re

    return re.sub(rb' lastmodifieddate="[^"]*"', b"", content, count=1)


def cytoscape(graph: KnowledgeGraph) -> bytes:
    """Cytoscape.js elements with a style that draws the legend of the schema."""
    elements = {
        "nodes": [{"data": {"id": node.id, **_attributes(node)}} for node in graph.nodes.values()],
        "edges": [
            {"data": {"id": edge.id, "source": edge.source, "target": edge.target, **_attributes(edge)}}
            for edge in graph.edges.values()
        ],
    }
    style: list[dict[str, Any]] = [{"selector": "node", "style": {"label": "data(label)"}}]
    style += [
        {"selector": f'node[type = "{spec.name}"]', "style": {"background-color": spec.color}}
        for spec in load_schema().nodes.values()
    ]
    document = {"format_version": "1.0", "data": {"name": "Tairyu"}, "elements": elements, "style": style}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
