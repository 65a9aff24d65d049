"""The vocabulary of the graph, read from `schema.yaml`.

Everything that depends on a node type, an edge type or an enumeration asks here, so that a new
type is an entry in the YAML file and no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

SCALAR_TYPES = ("string", "text", "number", "integer", "boolean", "date", "list", "ref")


@dataclass(frozen=True, slots=True)
class Label:
    """A word or sentence in both languages."""

    ja: str
    en: str

    def get(self, lang: str) -> str:
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True, slots=True)
class EnumValue:
    name: str
    label: Label
    definition: Label | None = None
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Enum:
    name: str
    label: Label
    values: Mapping[str, EnumValue]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or an edge; `type` is one of SCALAR_TYPES or the name of an enumeration.

    A `text` has two columns in the graph, `<name>_ja` and `<name>_en`. `tells_no` marks a boolean
    whose "no" is worth saying to people.
    """

    name: str
    type: str
    label: Label
    definition: Label | None = None
    required: bool = False
    many: bool = False
    target: tuple[str, ...] = ()
    tells_no: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (f"{self.name}_ja", f"{self.name}_en") if self.type == "text" else (self.name,)


@dataclass(frozen=True, slots=True)
class NodeType:
    name: str
    label: Label
    definition: Label
    color: str
    shape: str
    kind: str | None = None
    properties: Mapping[str, Property] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EdgeType:
    """`derived` edges are made by the build and are not written in a case file.

    `properties` are those that a case file may state, `built` those that the build adds.
    """

    name: str
    label: Label
    definition: Label
    source: tuple[str, ...]
    target: tuple[str, ...]
    directed: bool = True
    derived: bool = False
    kind: str | None = None
    properties: Mapping[str, Property] = field(default_factory=dict)
    built: Mapping[str, Property] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Schema:
    version: str
    enums: Mapping[str, Enum]
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]

    def label(self, enum: str, value: str, lang: str) -> str:
        """The word for a value of an enumeration in `lang` (`ja` or `en`)."""
        return self.enums[enum].values[value].label.get(lang)

    def kind_label(self, node_type: str, kind: str | None, lang: str) -> str:
        """The word for the kind of a node; empty where its type has no kinds."""
        kind_property = self.nodes[node_type].kind
        if kind is None or kind_property is None:
            return ""
        enum = "outcome_status" if node_type == "Outcome" else self.nodes[node_type].properties[kind_property].type
        return self.label(enum, kind, lang)


def _label(raw: Mapping[str, str] | None) -> Label | None:
    return Label(raw["ja"], raw["en"]) if raw else None


def _properties(raw: Mapping[str, Any] | None) -> dict[str, Property]:
    return {
        name: Property(
            name,
            spec["type"],
            _label(spec["label"]),
            _label(spec.get("definition")),
            spec.get("required", False),
            spec.get("many", False),
            tuple(spec.get("target", ())),
            spec.get("tells_no", False),
        )
        for name, spec in (raw or {}).items()
    }


def _enum(name: str, raw: Mapping[str, Any]) -> Enum:
    values = {
        key: EnumValue(key, _label(spec["label"]), _label(spec.get("definition")), spec.get("color"))
        for key, spec in raw["values"].items()
    }
    return Enum(name, _label(raw["label"]), values)


def _node_type(name: str, raw: Mapping[str, Any]) -> NodeType:
    return NodeType(
        name,
        _label(raw["label"]),
        _label(raw["definition"]),
        raw["color"],
        raw["shape"],
        raw.get("kind"),
        _properties(raw.get("properties")),
    )


def _edge_type(name: str, raw: Mapping[str, Any], shared: dict[str, Property], built: dict[str, Property]) -> EdgeType:
    return EdgeType(
        name,
        _label(raw["label"]),
        _label(raw["definition"]),
        tuple(raw["source"]),
        tuple(raw["target"]),
        raw.get("directed", True),
        raw.get("derived", False),
        raw.get("kind"),
        _properties(raw.get("properties")) | shared,
        built,
    )


@cache
def load_schema() -> Schema:
    """The schema that this installation ships."""
    text = files(__package__).joinpath("schema.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    shared, built = _properties(raw["edge_properties"]), _properties(raw["built_edge_properties"])
    return Schema(
        raw["version"],
        {name: _enum(name, spec) for name, spec in raw["enums"].items()},
        {name: _node_type(name, spec) for name, spec in raw["nodes"].items()},
        {name: _edge_type(name, spec, shared, built) for name, spec in raw["edges"].items()},
    )
