"""What the page shows, as compact JSON: texts are numbered, and evidence is [document, first, last].

pyvis.network.Network holds what is drawn. It is not let near HTML: its own template fetches from
a CDN and writes titles unescaped.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyvis.network import Network

from api.picture.layout import place
from api.wording import Both, both, stated
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema

Json = dict[str, Any]
Points = list[list[int]]
DRAWN = ("Hub", "Actor", "Programme", "Resource", "Region")
UNDRAWN_TIES = frozenset({"DESCRIBES", "REPORTED_IN", "ACHIEVES", "WITHIN", "GOVERNS"})
_TIE_COLOR = "#a8a29e"
_SIZES = {"Hub": 19, "Region": 11}
_SIZE = 9
_CURVE = 0.16
_HIDDEN = frozenset({"lat", "lon", "quantity", "generic"})
_OPTIONS = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False,
        "tooltipDelay": 100000, "keyboard": False, "multiselect": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.45}}, "selectionWidth": 1, "hoverWidth": 1},
}  # fmt: skip


def contents(graph: KnowledgeGraph) -> Json:
    """The data of the page, without its words."""
    return _Contents(graph).data()


class _Contents:
    def __init__(self, graph: KnowledgeGraph):
        self.graph = graph
        self.nodes = [node for kind in DRAWN for node in graph.of_type(kind)]
        self.number = {node.id: number for number, node in enumerate(self.nodes)}
        self.edges = [
            edge
            for edge in graph.edges.values()
            if edge.type not in UNDRAWN_TIES and edge.source in self.number and edge.target in self.number
        ]
        self.edge_number = {edge.id: number for number, edge in enumerate(self.edges)}
        self.stated: dict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(self.edges):
            for case in edge.properties.get("cases", ()):
                self.stated[case].append(number)
        self.documents = {node.id: number for number, node in enumerate(graph.of_type("Document"))}
        self.cases = list(graph.of_type("Case"))
        self.texts: dict[Both, int] = {}

    def data(self) -> Json:
        nodes, edges, _, _, _, options = self._network().get_network_data()
        records = {
            "nodeInfo": [self._node(node) for node in self.nodes],
            "edgeInfo": [self._edge(edge) for edge in self.edges],
            "cases": [self._case(case) for case in self.cases],
            "documents": [self._text(self._names(node)) for node in self.graph.of_type("Document")],
            # One layout for both would leave the first view, of hubs and named actors, full of holes.
            "wide": self._layout(range(len(self.nodes)), range(len(self.edges)), "Region"),
            "layers": self._layers(),
            "flows": self._flows(),
        }
        texts = [ja if ja == en else [ja, en] for ja, en in self.texts]
        return {"texts": texts, "nodes": nodes, "edges": edges, "options": json.loads(options), **records}

    # -- what is drawn -------------------------------------------------------------------------

    def _network(self) -> Network:
        network = Network(directed=True)
        network.set_options(json.dumps(_OPTIONS))
        ends = [(self.number[edge.source], self.number[edge.target]) for edge in self.edges]
        points = self._layout(
            range(len(self.nodes)), range(len(self.edges)), "Group", "Programme", "Resource", "Region"
        )
        for number, (node, (x, y)) in enumerate(zip(self.nodes, points, strict=True)):
            spec = load_schema().nodes[node.type]
            # pyvis would write the id for an empty label; the page writes the labels itself.
            network.add_node(number, " ", spec.shape, _node_color(node), x=x, y=y, size=_size(node))
        for number, (edge, bend) in enumerate(zip(self.edges, _bends(ends), strict=True)):
            network.add_edge(*ends[number], id=number, **_edge_style(edge, bend))
        return network

    def _layout(self, members: Sequence[int], ties: Iterable[int], *late: str) -> Points:
        """The positions of some nodes and the ties between them; nodes of the types `late` follow the others."""
        row = {number: position for position, number in enumerate(members)}
        ends = ((self.number[self.edges[tie].source], self.number[self.edges[tie].target]) for tie in ties)
        pairs = [(row[a], row[b]) for a, b in ends]
        nodes = [self.nodes[number] for number in members]
        # The names of hubs want room around them.
        radii = [_size(node) + (24 if node.type == "Hub" else 0) for node in nodes]
        behind = (number for number, node in enumerate(nodes) if ("Group" if _is_group(node) else node.type) in late)
        return place(len(nodes), pairs, radii, frozenset(behind))

    # -- what the panel tells ------------------------------------------------------------------

    def _text(self, text: Both) -> int:
        return self.texts.setdefault(text, len(self.texts))

    @staticmethod
    def _names(node: Node) -> Both:
        return (node.name_ja, node.name_en)

    def _evidence(self, evidence: Iterable[Evidence]) -> list[list[int]]:
        return [[self.documents[item.document], *item.lines] for item in evidence if item.document in self.documents]

    def _properties(
        self, item: Node | Edge, without: frozenset[str], cited: Mapping[str, tuple[Evidence, ...]]
    ) -> list[Json]:
        schema = load_schema()
        spec = schema.nodes[item.type] if isinstance(item, Node) else schema.edges[item.type]
        rows = []
        for name, label, value, node in stated(self.graph, spec.properties, item.properties, without):
            row = {"l": self._text(label), "v": self._text(value)}
            rows.append(row | _filled(e=self._evidence(cited.get(name, ())), n=self.number.get(node or "")))
        return rows

    def _node(self, node: Node) -> Json:
        schema = load_schema()
        spec = schema.nodes[node.type]
        kinds = (schema.kind_label(node.type, node.kind, "ja"), schema.kind_label(node.type, node.kind, "en"))
        described = self.graph.in_edges(node.id, "DESCRIBES")
        cases = {case.id: number for number, case in enumerate(self.cases)}
        return {"n": self._text(self._names(node)), "y": DRAWN.index(node.type)} | _filled(
            id=node.id,
            k=self._text(kinds) if any(kinds) else None,
            g=_is_group(node) or None,
            a=list(node.aliases),
            p=self._properties(node, _HIDDEN | {spec.kind or ""}, node.property_evidence),
            e=self._evidence(node.evidence),
            ae=self._evidence(node.property_evidence.get("aliases", ())),
            c=sorted(cases[edge.source] for edge in described if edge.source in cases),
            o=self._outcomes(node),
        )

    def _outcomes(self, node: Node) -> list[Json]:
        return [self._outcome(self.graph.nodes[edge.target]) for edge in self.graph.out_edges(node.id, "ACHIEVES")]

    def _outcome(self, outcome: Node) -> Json:
        schema = load_schema()
        status = both(schema.enums["outcome_status"].values[outcome.kind].label) if outcome.kind else ("", "")
        places = [self.number[edge.target] for edge in self.graph.out_edges(outcome.id, "LOCATED_IN")]
        return {"q": self._text(self._names(outcome)), "s": self._text(status)} | _filled(
            p=self._properties(outcome, _HIDDEN | {"status"}, outcome.property_evidence),
            e=self._evidence(outcome.evidence),
            r=places,
            d="differs_from" in outcome.properties or None,
        )

    def _edge(self, edge: Edge) -> Json:
        differs = [self.edge_number[id_] for id_ in edge.properties.get("differs_from", ()) if id_ in self.edge_number]
        spec = load_schema().edges[edge.type]
        properties = dict(edge.properties)
        if properties.get("status") == "actual":
            del properties["status"]
        shown = Edge(edge.id, edge.source, edge.target, edge.type, edge.kind, properties, edge.evidence)
        return {"t": self._text(both(spec.label))} | _filled(
            f=edge.kind if edge.type == "FLOW" else None,
            u=None if spec.directed else 1,
            p=self._properties(shown, frozenset(), {}),
            e=self._evidence(edge.evidence),
            d=differs,
        )

    def _case(self, case: Node) -> Json:
        ties = self.stated[case.id]
        members = {self.number[e.target] for e in self.graph.out_edges(case.id, "DESCRIBES") if e.target in self.number}
        members |= {self.number[end] for tie in ties for end in (self.edges[tie].source, self.edges[tie].target)}
        order = sorted(members)
        # In the whole its members are drawn to other cases as well, so a case has its own layout.
        points = self._layout(order, ties)
        return {"n": self._text(self._names(case)), "m": order, "t": ties, "xy": points} | _filled(
            p=self._properties(case, frozenset({"part_of", "is_hub"}), case.property_evidence),
            e=self._evidence(case.evidence),
            o=self._outcomes(case),
        )

    # -- the legend ----------------------------------------------------------------------------

    def _layers(self) -> list[Json]:
        schema = load_schema()
        return [
            {
                "n": self._text(both(schema.nodes[name].label)),
                "d": self._text(both(schema.nodes[name].definition)),
                "color": schema.nodes[name].color,
                "shape": schema.nodes[name].shape,
            }
            for name in DRAWN
        ]

    def _flows(self) -> list[Json]:
        return [
            {
                "kind": kind.name,
                "n": self._text(both(kind.label)),
                "d": self._text(both(kind.definition or kind.label)),
                "color": kind.color,
            }
            for kind in load_schema().enums["flow_kind"].values.values()
        ]


def _filled(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def _is_group(node: Node) -> bool:
    return node.type == "Actor" and bool(node.properties.get("generic"))


def _size(node: Node) -> int:
    return _SIZES.get(node.type, _SIZE)


def _node_color(node: Node) -> Json:
    color = load_schema().nodes[node.type].color
    inside = "#ffffff" if _is_group(node) else color
    state = {"background": inside, "border": color}
    return state | {"highlight": state, "hover": state}


def _edge_style(edge: Edge, bend: float) -> Json:
    kinds = load_schema().enums["flow_kind"].values
    flow = kinds[edge.kind].color if edge.type == "FLOW" and edge.kind in kinds else None
    color = flow or _TIE_COLOR
    style: Json = {"color": {"color": color, "highlight": color, "hover": color}, "width": 1.8 if flow else 1}
    if not load_schema().edges[edge.type].directed:
        style["arrows"] = ""
    if edge.properties.get("status") in ("planned", "ended"):
        style["dashes"] = [6, 5]
    if bend:
        turn = "curvedCW" if bend > 0 else "curvedCCW"
        style["smooth"] = {"enabled": True, "type": turn, "roundness": round(abs(bend), 3)}
    return style


def _bends(ends: list[tuple[int, int]]) -> list[float]:
    """How far each edge bends, so that those between the same two nodes lie side by side."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (a, b) in enumerate(ends):
        groups[min(a, b), max(a, b)].append(number)
    bends = [0.0] * len(ends)
    for (first, _), numbers in groups.items():
        for position, number in enumerate(numbers):
            slot = position - (len(numbers) - 1) / 2
            # Clockwise seen from the other end is the other side.
            bends[number] = slot * _CURVE * (1 if ends[number][0] == first else -1)
    return bends
