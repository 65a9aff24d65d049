"""What the page shows, as compact JSON: texts are numbered, and evidence is [document, first, last].

pyvis.network.Network holds what is drawn. It is not let near HTML: its own template fetches from
a CDN and writes titles unescaped. Nodes and edges are put into it directly, since `add_node` and
`add_edge` look through all nodes each time, and numbered, so that no text of the graph is an id.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyvis.edge import Edge as DrawnEdge
from pyvis.network import Network
from pyvis.node import Node as DrawnNode

from api.picture.around import DRAWN, UNDRAWN_TIES, Part
from api.picture.layout import place
from api.picture.words import said
from api.wording import Both, both, stated
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema

Json = dict[str, Any]
Points = list[list[int]]
# What goes without saying in the whole; in a part it tells what lies where.
_OBVIOUS_TIES = frozenset({"WITHIN", "GOVERNS"})
_FEW = 150  # nodes that are shown at once, of every type
_TIE_COLOR = "#a8a29e"
_SIZES = {"Hub": 19, "Region": 11}
_SIZE = 9
_CURVE = 0.16
_HIDDEN = frozenset({"lat", "lon", "quantity", "generic"})
_HIDDEN_OF_TIES = frozenset({"cases", "forms", "differs_from"})
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


def contents(graph: KnowledgeGraph, part: Part | None = None) -> Json:
    """The data of the page, of the whole graph or of a part of it, without its words."""
    return _Contents(graph, part).data()


class _Contents:
    def __init__(self, graph: KnowledgeGraph, part: Part | None):
        self.graph, self.part = graph, part
        members = graph.nodes.keys() if part is None else part.members
        drawn = (graph.nodes[key] for key in members if graph.nodes[key].type in DRAWN)
        self.nodes = sorted(drawn, key=lambda node: (DRAWN.index(node.type), node.id))
        self.number = {node.id: number for number, node in enumerate(self.nodes)}
        self.undrawn = UNDRAWN_TIES | _OBVIOUS_TIES if part is None else UNDRAWN_TIES
        ties = (edge for node in self.nodes for edge in graph.out_edges(node.id) if edge.target in self.number)
        self.edges = sorted((edge for edge in ties if edge.type not in self.undrawn), key=lambda edge: edge.id)
        self.edge_number = {edge.id: number for number, edge in enumerate(self.edges)}
        self.stated: dict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(self.edges):
            for case in edge.properties.get("cases", ()):
                self.stated[case].append(number)
        self.documents = {node.id: number for number, node in enumerate(graph.of_type("Document"))}
        self.cases = self._cases()
        self.case_number = {case.id: number for number, case in enumerate(self.cases)}
        self.is_small = part is not None and len(self.nodes) <= _FEW
        self.texts: dict[Both, int] = {}

    def _cases(self) -> list[Node]:
        """All cases, or those that state something of the part."""
        if self.part is None:
            return list(self.graph.of_type("Case"))
        described = {edge.source for node in self.nodes for edge in self.graph.in_edges(node.id, "DESCRIBES")}
        return [case for case in self.graph.of_type("Case") if case.id in described or case.id in self.stated]

    def data(self) -> Json:
        nodes, edges, _, _, _, options = self._network().get_network_data()
        records = {
            "nodeInfo": [self._node(node) for node in self.nodes],
            "edgeInfo": [self._edge(edge) for edge in self.edges],
            "cases": [self._case(case) for case in self.cases],
            "documents": [self._text(self._names(node)) for node in self.graph.of_type("Document")],
            # One layout for both would leave the first view, of hubs and named actors, full of holes.
            "wide": None if self.is_small else self._layout(range(len(self.nodes)), range(len(self.edges)), "Region"),
            "about": self._about(),
            "part": self.part and self._part(self.part),
            "layers": self._layers(),
            "flows": self._flows(),
        }
        texts = [ja if ja == en else [ja, en] for ja, en in self.texts]
        return {"texts": texts, "nodes": nodes, "edges": edges, "options": json.loads(options), **records}

    # -- what is drawn -------------------------------------------------------------------------

    def _network(self) -> Network:
        # Of an undirected one pyvis drops parallel edges.
        network = Network(directed=True)
        network.set_options(json.dumps(_OPTIONS))
        ends = [(self.number[edge.source], self.number[edge.target]) for edge in self.edges]
        late = () if self.is_small else ("Group", "Programme", "Resource", "Region")
        points = self._layout(range(len(self.nodes)), range(len(self.edges)), *late)
        for number, (node, (x, y)) in enumerate(zip(self.nodes, points, strict=True)):
            shape = load_schema().nodes[node.type].shape
            # The page writes the labels itself.
            drawn = DrawnNode(number, shape, " ", color=_node_color(node), x=x, y=y, size=_size(node))
            network.nodes.append(drawn.options)
        for number, (edge, bend) in enumerate(zip(self.edges, _bends(ends), strict=True)):
            network.edges.append(DrawnEdge(*ends[number], True, id=number, **_edge_style(edge, bend)).options)
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
        tie = None if isinstance(item, Node) else schema.edges[item.type]
        specs = {**tie.properties, **tie.built} if tie else schema.nodes[item.type].properties
        rows = []
        for name, label, value, node in stated(self.graph, specs, item.properties, without):
            row = {"l": self._text(label), "v": self._text(value)}
            rows.append(row | _filled(e=self._evidence(cited.get(name, ())), n=self.number.get(node or "")))
        return rows

    def _node(self, node: Node) -> Json:
        schema = load_schema()
        spec = schema.nodes[node.type]
        kinds = (schema.kind_label(node.type, node.kind, "ja"), schema.kind_label(node.type, node.kind, "en"))
        described = self.graph.in_edges(node.id, "DESCRIBES")
        return {"n": self._text(self._names(node)), "y": DRAWN.index(node.type)} | _filled(
            id=node.id,
            k=self._text(kinds) if any(kinds) else None,
            g=_is_group(node) or None,
            a=list(node.aliases),
            p=self._properties(node, _HIDDEN | {spec.kind or ""}, node.property_evidence),
            e=self._evidence(node.evidence),
            ae=self._evidence(node.property_evidence.get("aliases", ())),
            c=sorted(self.case_number[edge.source] for edge in described if edge.source in self.case_number),
            o=self._outcomes(node),
            m=self._further_ties(node) or None,
        )

    def _further_ties(self, node: Node) -> int:
        """How many ties lead out of the part."""
        ties = [*self.graph.out_edges(node.id), *self.graph.in_edges(node.id)]
        drawn = (edge for edge in ties if edge.type not in self.undrawn)
        others = (edge.source if edge.target == node.id else edge.target for edge in drawn)
        return sum(self.graph.nodes[key].type in DRAWN and key not in self.number for key in others)

    def _outcomes(self, node: Node) -> list[Json]:
        return [self._outcome(self.graph.nodes[edge.target]) for edge in self.graph.out_edges(node.id, "ACHIEVES")]

    def _outcome(self, outcome: Node) -> Json:
        schema = load_schema()
        status = both(schema.enums["outcome_status"].values[outcome.kind].label) if outcome.kind else ("", "")
        places = [self._other(edge.target) for edge in self.graph.out_edges(outcome.id, "LOCATED_IN")]
        return {"q": self._text(self._names(outcome)), "s": self._text(status)} | _filled(
            p=self._properties(outcome, _HIDDEN | {"status"}, outcome.property_evidence),
            e=self._evidence(outcome.evidence),
            r=places,
            d="differs_from" in outcome.properties or None,
        )

    def _other(self, key: str) -> Json:
        """A node that is named: its number as well, where it is drawn."""
        return {"v": self._text(self._names(self.graph.nodes[key]))} | _filled(n=self.number.get(key))

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
            v=self.number.get(properties.get("via", "")),
            i=edge.id if self.part else None,
            p=self._properties(shown, _HIDDEN_OF_TIES, {}),
            e=self._evidence(edge.evidence),
            d=differs,
        )

    def _case(self, case: Node) -> Json:
        ties = self.stated[case.id]
        members = {self.number[edge.target] for edge in self.graph.out_edges(case.id) if edge.target in self.number}
        members |= {self.number[end] for tie in ties for end in (self.edges[tie].source, self.edges[tie].target)}
        order = sorted(members)
        # In the whole its members are drawn to other cases as well, so a case has its own layout.
        points = self._layout(order, ties)
        return {"n": self._text(self._names(case)), "m": order, "t": ties, "xy": points} | _filled(
            p=[
                *self._properties(case, frozenset({"part_of", "is_hub"}), case.property_evidence),
                *self._ties_of_case(case),
            ],
            e=self._evidence(case.evidence),
            o=self._outcomes(case),
        )

    def _ties_of_case(self, case: Node) -> list[Json]:
        """Where a case plays and what it is part of, as properties: the case itself is not drawn."""
        ties = (edge for edge in self.graph.out_edges(case.id) if edge.type not in UNDRAWN_TIES)
        return [
            {"l": self._text(both(load_schema().edges[edge.type].label)), "e": self._evidence(edge.evidence)}
            | self._other(edge.target)
            for edge in ties
        ]

    def _about(self) -> Json:
        """What the picture is of, and in sentences what it shows of that."""
        if self.part is None:
            return {"n": self._text(said("title")), "scope": [self._text(said("subtitle"))]}
        centre, depth, left_out = self.part.centre, self.part.depth, self.part.left_out
        scope = {"Case": "case", "Region": "region"}.get(centre.type, "ties")
        sentences = [said(f"scope.{scope}.{depth}")]
        if not self.is_small:
            sentences.append(said("scope.first"))
        if left_out:
            sentences.append(said("scope.left", most=len(self.part.members), count=left_out))
        return {"n": self._text(self._names(centre)), "scope": [self._text(one) for one in sentences]}

    def _part(self, part: Part) -> Json:
        found = {"node": self.number.get(part.centre.id), "case": self.case_number.get(part.centre.id)}
        return {"depth": part.depth} | _filled(**found)

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
