"""The page of the API (`/docs`), made from the OpenAPI document. The usual pages fetch scripts from a CDN."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import groupby
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, StrictUndefined

Json = dict[str, Any]


def reference(document: Json) -> bytes:
    """The page in UTF-8."""
    text = files(__package__).joinpath("reference.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(text)
    operations = [
        _operation(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    operations.sort(key=lambda one: one["subject"])
    subjects = [(subject, list(found)) for subject, found in groupby(operations, lambda one: one["subject"])]
    return template.render(info=document["info"], openapi=document["openapi"], subjects=subjects).encode()


def example_of(path: str, operation: Json) -> str | None:
    """The address of a request with the examples of its parameters, relative to the page; None where one is missing."""
    values = {
        (one["in"], one["name"]): _example(one)
        for one in operation.get("parameters", ())
        if one.get("required") or _example(one) is not None
    }
    if None in values.values():
        return None
    for (place, name), value in values.items():
        if place == "path":
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    query = urlencode({name: value for (place, name), value in values.items() if place == "query"}, doseq=True)
    return path.removeprefix("/") + (f"?{query}" if query else "")


def _example(parameter: Json) -> Any:
    return parameter.get("example", next(iter(parameter["schema"].get("examples", ())), None))


def _operation(method: str, path: str, operation: Json) -> Json:
    description = operation.get("description") or operation.get("summary", "")
    return {
        "subject": operation.get("tags", ["other"])[0],
        "method": method.upper(),
        "path": path,
        "anchor": re.sub(r"[^a-z]+", "-", f"{method}{path}".lower()).strip("-"),
        "summary": description.partition(". ")[0].partition(".\n")[0],
        "description": description,
        "example": example_of(path, operation) if method == "get" else None,
        "parameters": [_parameter(one) for one in operation.get("parameters", ())],
        "body": ", ".join(operation.get("requestBody", {}).get("content", ())),
        "answers": ", ".join(_answer(code, one) for code, one in operation["responses"].items()),
    }


def _parameter(one: Json) -> Json:
    schema = one["schema"]
    default = schema.get("default")
    return {
        "name": one["name"],
        "place": one["in"] + (", required" if one.get("required") else ""),
        "type": _type(schema),
        "default": "" if default is None else json.dumps(default, ensure_ascii=False),
        "what": one.get("description", ""),
    }


def _type(schema: Json) -> str:
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    bounds = [f"{word} {schema[name]}" for name, word in (("minimum", "from"), ("maximum", "to")) if name in schema]
    return " ".join([schema.get("type", "any"), *bounds])


def _answer(code: str, one: Json) -> str:
    shapes = [
        content.get("schema", {}).get("$ref", "").rpartition("/")[2] for content in one.get("content", {}).values()
    ]
    return f"{code} {shapes[0]}" if shapes and shapes[0] else code
