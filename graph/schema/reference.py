"""The reference page of the schema, made from it: `python -m graph.schema.reference > docs/schema.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from graph.schema import Enum, Label, Property, Schema, load_schema

_HEAD = """\
# Schema / スキーマ

Made from `graph/schema/schema.yaml` (version {version}); do not edit this page by hand (`make generated`).
このページは `graph/schema/schema.yaml` から作られます。

Every edge and every property that a document states carries evidence: document, first and last line, digest.
A property marked `_ja / _en` has two columns. 文書が述べる関係と属性はすべて根拠（文書、行、要約値）を持ちます。
"""


def reference(schema: Schema) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(schema)) + "\n"


def _lines(schema: Schema) -> Iterator[str]:
    yield _HEAD.format(version=schema.version)
    yield "## Node types / ノードの種類\n"
    for node in schema.nodes.values():
        yield f"### {node.name} — {_both(node.label)}\n"
        yield f"{_both(node.definition)}\n"
        yield from _properties(node.properties.values(), schema)
    yield "## Edge types / エッジの種類\n"
    yield "In a case file the relation is the edge type in small letters. *Derived* edges are made by the build.\n"
    yield "| edge | from → to | meaning / 意味 |"
    yield "| --- | --- | --- |"
    for edge in schema.edges.values():
        arrow = "→" if edge.directed else "–"
        ends = f"{', '.join(edge.source)} {arrow} {', '.join(edge.target)}"
        derived = " *(derived)*" if edge.derived else ""
        yield f"| `{edge.name}` {_both(edge.label)}{derived} | {ends} | {_both(edge.definition)} |"
    yield "\n### Properties of every edge / すべてのエッジの属性\n"
    shared = schema.edges["DESCRIBES"].properties
    yield from _properties(shared.values(), schema)
    yield "### Properties that the build adds to an edge / 構築時に加わる属性\n"
    yield from _properties(schema.edges["DESCRIBES"].built.values(), schema)
    yield "### Properties of FLOW / FLOW の属性\n"
    own = (prop for name, prop in schema.edges["FLOW"].properties.items() if name not in shared)
    yield from _properties(own, schema)
    yield "## Enumerations / 選択肢\n"
    for enum in schema.enums.values():
        yield from _enum(enum)


def _properties(properties: Iterable[Property], schema: Schema) -> Iterator[str]:
    yield "| property | type | meaning / 意味 |"
    yield "| --- | --- | --- |"
    for prop in properties:
        columns = " / ".join(f"`{column}`" for column in prop.columns)
        kind = f"[{prop.type}](#{prop.type})" if prop.type in schema.enums else prop.type
        meaning = _both(prop.label) + (f": {_both(prop.definition)}" if prop.definition else "")
        yield f"| {columns} | {kind}{' (list)' if prop.many else ''} | {meaning} |"
    yield ""


def _enum(enum: Enum) -> Iterator[str]:
    yield f"### {enum.name}\n\n{_both(enum.label)}\n"
    yield "| value | label | definition / 定義 |"
    yield "| --- | --- | --- |"
    for value in enum.values.values():
        meaning = _both(value.definition) if value.definition else ""
        yield f"| `{value.name}` | {_both(value.label)} | {meaning} |"
    yield ""


def _both(label: Label) -> str:
    return f"{label.ja} / {label.en}" if label.ja != label.en else label.ja


if __name__ == "__main__":
    sys.stdout.write(reference(load_schema()))
