"""The formats that people write (case files, actors, areas, documents) as JSON Schema, made from
the schema of the graph; and validation against them with errors that help.

`python -m ingest.formats` writes them to `ingest/json-schema`, where editors find them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from graph.schema import EdgeType, Label, Property, load_schema
from ingest.problems import InputError, Problem, nearest
from ingest.yamlfile import YamlFile, read_yaml

FOLDER = Path(__file__).parent / "json-schema"
Json = dict[str, Any]

_DAY = r"(FY)?\d{4}(-\d{2}(-\d{2})?)?"
_LINES = r"^\d+(-\d+)?$"
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_EXAMPLES = {
    f"^{_DAY}(/{_DAY})?$": "2018, 2018-04, 2018-04-01, FY2018, 2016/2018",
    _LINES: "2253, 2253-2257",
    r"^[a-z0-9-]+:\d+(-\d+)?$": "mlit-2019:2253-2257",
    _SLUG: "co-ba-shibuya",
    "^[0-9a-f]{64}$": "sha256sum",
}
# Properties of a case that carry lines of their own.
CITED_IN_CASE = ("orientation", "section", "category")
NAME: Json = {"type": "string", "minLength": 1}
TEXT: Json = {
    "type": "object",
    "properties": {"ja": NAME, "en": NAME},
    "required": ["ja", "en"],
    "additionalProperties": False,
}
LINES: Json = {
    "description": "Lines of the document that say it: 2253, 2253-2257, or a list / 根拠となる行",
    "type": ["integer", "string", "array"],
    "pattern": _LINES,
    "minimum": 1,
    "minItems": 1,
    "items": {"type": ["integer", "string"], "pattern": _LINES, "minimum": 1},
}
CITED = {"type": ["string", "array"], "pattern": r"^[a-z0-9-]+:\d+(-\d+)?$",
         "items": {"type": "string", "pattern": r"^[a-z0-9-]+:\d+(-\d+)?$"}}  # fmt: skip
DATE: Json = {"type": ["string", "integer"], "pattern": f"^{_DAY}(/{_DAY})?$"}
NAMES: Json = {"type": ["string", "array"], "minLength": 1, "minItems": 1, "items": NAME}
ALIASES: Json = {"type": "array", "items": NAME}


def _described(body: Json, label: Label, definition: Label | None = None) -> Json:
    said = [text for pair in (label, definition) if pair for text in (f"{pair.ja} / {pair.en}",)]
    return {"description": " — ".join(said), **body}


def _closed(properties: Json, *required: str) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _choices(enum: str) -> Json:
    values = load_schema().enums[enum].values
    return _described({"enum": list(values)}, load_schema().enums[enum].label)


def _value(prop: Property) -> Json:
    plain: dict[str, Json] = {
        "text": TEXT,
        "string": NAME,
        "ref": NAME,
        "date": DATE,
        "number": {"type": "number"},
        "integer": {"type": "integer"},
        "boolean": {"type": "boolean"},
    }
    body = plain[prop.type] if prop.type in plain else {"enum": list(load_schema().enums[prop.type].values)}
    return _described(body, prop.label, prop.definition)


def _cited(prop: Property) -> Json:
    """A property with lines of its own: {is: value, lines: …}."""
    return _described(_closed({"is": _value(prop), "lines": LINES, "as": NAME}, "is", "lines"), prop.label)


def _thing(node_type: str, kind: str, *cited: str) -> Json:
    spec = load_schema().nodes[node_type]
    properties = {
        "name": TEXT,
        "aliases": ALIASES,
        "lines": LINES,
        kind: _value(spec.properties[kind]),
        **{name: _cited(spec.properties[name]) for name in cited if not spec.properties[name].many},
        **{
            name: {"type": "array", "items": _cited(spec.properties[name])}
            for name in cited
            if spec.properties[name].many
        },
    }
    return _closed(properties, "name", "lines", kind)


def _outcome() -> Json:
    spec = load_schema().nodes["Outcome"].properties
    shared = {"of": NAME, "in": NAME, "lines": LINES, "as": _as(), "differs": NAME}
    stated = {name: _value(prop) for name, prop in spec.items() if prop.type != "list"}
    return _closed(shared | stated, "of", "quantity", "status", "lines")


def _as() -> Json:
    words = {"type": ["string", "integer", "number", "array"], "items": NAME}
    return {
        "description": "The text's own form of a name or value: {広島県: 県} / 文中での形",
        "type": "object",
        "additionalProperties": words,
    }


def written_relations() -> dict[str, EdgeType]:
    """The relations of the case files, by their key (the edge type in lower case)."""
    edges = load_schema().edges.values()
    return {edge.name.lower(): edge for edge in edges if not edge.derived and edge.name != "FLOW"}


def _statement() -> Json:
    schema = load_schema()
    flow = schema.edges["FLOW"]
    pair: Json = {"type": "array", "minItems": 2, "maxItems": 2, "items": NAMES}
    properties: Json = {
        key: _described(NAMES if edge.source == ("Case",) else pair, edge.label, edge.definition)
        for key, edge in written_relations().items()
    }
    properties["flow"] = _choices("flow_kind")
    properties |= {"from": NAMES, "to": NAMES}
    properties |= {name: _value(prop) for name, prop in flow.properties.items()}
    properties |= {"lines": LINES, "as": _as(), "differs": NAME}
    return _closed(properties, "lines")


def _by_slug(item: Json) -> Json:
    return {"type": "object", "propertyNames": {"pattern": _SLUG}, "additionalProperties": item}


def _case() -> Json:
    group = _closed({"name": TEXT, "aliases": ALIASES, "kind": _choices("actor_kind"), "lines": LINES}, "name", "lines")
    challenge = _closed({"ja": NAME, "en": NAME, "lines": LINES}, "ja", "en", "lines")
    case = load_schema().nodes["Case"].properties
    return _closed(
        {
            "case": {"type": "string", "pattern": _SLUG},
            "document": NAME,
            "name": TEXT,
            "aliases": ALIASES,
            "lines": LINES,
            **{name: _cited(case[name]) for name in CITED_IN_CASE},
            "part_of": NAME,
            "summary": TEXT,
            "challenge": challenge,
            "hubs": _by_slug(_thing("Hub", "form", "reported_types", "opened", "ended")),
            "groups": _by_slug(group),
            "programmes": _by_slug(_thing("Programme", "kind", "since", "until")),
            "resources": _by_slug(_thing("Resource", "kind")),
            "outcomes": _by_slug(_outcome()),
            "statements": {"type": "array", "items": _statement()},
        },
        "case", "document", "name", "lines", "summary",
    )  # fmt: skip


def _actors() -> Json:
    aliases = {"type": "object", "additionalProperties": CITED}
    kind = _choices("actor_kind")
    return _by_slug(_closed({"name": TEXT, "kind": kind, "aliases": aliases, "note": NAME}, "name", "kind"))


def _areas() -> Json:
    level = _choices("region_level")
    metropolitan = {"type": "boolean"}
    return _by_slug(
        _closed({"name": TEXT, "level": level, "aliases": ALIASES, "metropolitan": metropolitan}, "name", "level")
    )


def _documents() -> Json:
    properties = {
        "title": TEXT,
        "publisher": TEXT,
        "date": DATE,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "line_count": {"type": "integer", "minimum": 1},
        "bare_era": {"enum": ["明治", "大正", "昭和", "平成", "令和"]},
    }
    return _by_slug(_closed(properties, "title", "publisher", "sha256", "line_count"))


def _judgements() -> Json:
    pair = {"type": "array", "items": {"type": "string", "pattern": _SLUG}, "minItems": 2, "maxItems": 2}
    judgement = {"enum": ["same", "different"]}
    item = _closed(
        {"judgement": judgement, "actors": pair, "because": NAME, "by": NAME, "on": DATE, "lines": CITED},
        "judgement", "actors", "because",
    )  # fmt: skip
    return {"type": "array", "items": item}


_FORMATS = {"case": _case, "actors": _actors, "areas": _areas, "documents": _documents, "judgements": _judgements}


def json_schema(name: str) -> Json:
    """The JSON Schema of a format: `case`, `actors`, `areas`, `documents` or `judgements`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Tairyu {name}"} | _FORMATS[name]()


@cache
def _validator(name: str) -> Any:
    return jsonschema_rs.Draft202012Validator(json_schema(name))


def validate(file: YamlFile, name: str) -> list[Problem]:
    """All that is wrong with the form of a file."""
    return [problem for error in _validator(name).iter_errors(file.data) for problem in _explain(file, name, error)]


def read_valid(path: Path, name: str) -> YamlFile:
    """Reads a file of that format; InputError with all that is wrong with it."""
    file = read_yaml(path)
    if problems := validate(file, name):
        raise InputError(problems)
    return file


def _explain(file: YamlFile, name: str, error: Any) -> Iterator[Problem]:
    path, kind = tuple(error.instance_path), error.kind
    match kind.name:
        case "additionalProperties":
            known = _properties_at(json_schema(name), error.schema_path)
            for key in kind.unexpected:
                yield file.problem("unknown_key", (*path, key), found=key, near=nearest(key, known))
        case "required":
            yield file.problem("missing_key", path, found=kind.property)
        case "enum":
            yield file.problem(
                "not_a_choice", path, found=error.instance, near=nearest(str(error.instance), kind.options)
            )
        case "pattern":
            yield file.problem(
                "not_a_pattern", path, found=error.instance, example=_EXAMPLES.get(kind.pattern, kind.pattern)
            )
        case "type":
            expected = ", ".join(kind.types)
            yield file.problem("wrong_type", path, found=_type_name(error.instance), expected=expected)
        case "propertyNames":
            yield file.problem("not_a_pattern", path, found=error.instance, example=_EXAMPLES[_SLUG])
        case _:
            yield file.problem("not_valid", path, why=error.message)


def _properties_at(schema: Json, schema_path: list[str | int]) -> list[str]:
    for step in schema_path[:-1]:
        schema = schema[step]
    return list(schema["properties"])


def _type_name(value: Any) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
    return names.get(type(value), "null")


def written_schemas() -> dict[Path, str]:
    """The files that `python -m ingest.formats` writes, with their content."""
    return {
        FOLDER / f"{name}.schema.json": json.dumps(json_schema(name), ensure_ascii=False, indent=1) + "\n"
        for name in _FORMATS
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, content in written_schemas().items():
        path.write_text(content, encoding="utf-8")
