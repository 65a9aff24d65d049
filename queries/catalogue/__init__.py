"""The questions that policy researchers ask, each a folder: what is asked (question.yaml), the Cypher, the SPARQL and
the Python that answer it. Adding a question is adding a folder.

question.yaml:
  ja, en        the question, with {parameter} where a value goes
  good_for      {ja, en}: what it is good for
  also          {ja: […], en: […]}: other wordings, by which `tairyu ask` finds it
  parameters    name: {type, label: {ja, en}, default}; type is a node type (Actor, Hub, … or Node), text, integer,
                number, or an enumeration of the schema
  columns       name: {type, label: {ja, en}}; type is id, text, integer, number, boolean or list (of texts)
  order         the columns by which rows are ordered, `-` before one for descending; the query does the ordering
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from graph.model import KnowledgeGraph
from graph.schema import Label, load_schema

FOLDER = Path(str(files(__package__)))
COLUMN_TYPES = ("id", "text", "integer", "number", "boolean", "list")
VALUE_TYPES = ("text", "integer", "number")
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`default` None: it must be given."""

    name: str
    type: str
    label: Label
    default: Any = None

    @property
    def is_node(self) -> bool:
        return self.type == "Node" or self.type in load_schema().nodes


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    label: Label


@dataclass(frozen=True, slots=True)
class Question:
    """`cypher` and `sparql` hold `$name` where a parameter goes; `python(graph, **parameters)` gives the rows."""

    name: str
    text: Label
    good_for: Label
    also: Mapping[str, Sequence[str]]
    parameters: Mapping[str, Parameter]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    cypher: str
    sparql: str
    python: Callable[..., Iterable[Row]]

    def asked(self, lang: str, values: Mapping[str, Any]) -> str:
        """The question with its values filled in."""
        return self.text.get(lang).format(**values)

    def worded(self, graph: KnowledgeGraph, lang: str, values: Mapping[str, Any]) -> str:
        """The same for people: nodes by their names, choices by their labels."""
        enums, words = load_schema().enums, {}
        for name, value in values.items():
            parameter = self.parameters[name]
            if parameter.is_node:
                words[name] = graph.nodes[value].name(lang)
            else:
                words[name] = load_schema().label(parameter.type, value, lang) if parameter.type in enums else value
        return self.asked(lang, words)


@cache
def catalogue() -> Mapping[str, Question]:
    """Every question by name, sorted."""
    folders = sorted(path.parent for path in FOLDER.glob("*/question.yaml"))
    return {folder.name: _read(folder) for folder in folders}


def _read(folder: Path) -> Question:
    raw = yaml.safe_load((folder / "question.yaml").read_text(encoding="utf-8"))
    return Question(
        folder.name,
        Label(raw["ja"], raw["en"]),
        Label(**raw["good_for"]),
        raw.get("also") or {},
        {
            name: Parameter(name, spec["type"], Label(**spec["label"]), spec.get("default"))
            for name, spec in (raw.get("parameters") or {}).items()
        },
        tuple(Column(name, spec["type"], Label(**spec["label"])) for name, spec in raw["columns"].items()),
        tuple(raw["order"]),
        (folder / "query.cypher").read_text(encoding="utf-8"),
        (folder / "query.sparql").read_text(encoding="utf-8"),
        _function(folder / "answer.py"),
    )


def _function(path: Path) -> Callable[[KnowledgeGraph], Iterable[Row]]:
    spec = importlib.util.spec_from_file_location(f"{__package__}.{path.parent.name.replace('-', '_')}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.answer
