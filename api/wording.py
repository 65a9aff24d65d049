"""Values of the graph in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from api.language import MESSAGES
from graph.language import LANGUAGES
from graph.model import KnowledgeGraph
from graph.schema import Label, Property, load_schema

Both = tuple[str, str]
# One sentence says these together.
_QUANTITY = frozenset({"amount", "value", "unit", "per", "qualifier"})


def both(label: Label) -> Both:
    return (label.ja, label.en)


def quantity(properties: Mapping[str, Any]) -> Both | None:
    """A number with its unit, restriction and rate (「約1,000人／年」); None where there is none."""
    number = properties.get("amount", properties.get("value"))
    if number is None:
        return None
    return tuple(_quantity(number, properties, lang) for lang in LANGUAGES)


def _quantity(number: Any, properties: Mapping[str, Any], lang: str) -> str:
    text = _number(number, lang)
    if unit := properties.get("unit"):
        word = load_schema().label("unit", unit, lang)
        text += word if lang == "ja" or unit == "percent" else f" {word}"
    if qualifier := properties.get("qualifier"):
        word = load_schema().label("qualifier", qualifier, lang)
        text = text + word if lang == "ja" and qualifier != "about" else word + ("" if lang == "ja" else " ") + text
    if per := properties.get("per"):
        text += MESSAGES.text("word.per", lang) + load_schema().label("per", per, lang)
    return text


def _number(number: Any, lang: str) -> str:
    """Thousands set off; round ten thousands in Japanese as people write them (7,530万, 10億)."""
    if not isinstance(number, (int, float)):
        return str(number)
    if lang != "ja" or number < 10_000 or number % 10_000:
        return f"{number:,}"
    large, small = divmod(int(number) // 10_000, 10_000)
    return (f"{large:,}億" if large else "") + (f"{small:,}万" if small else "")


_DATE = re.compile(r"(FY)?(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_words(value: str, lang: str) -> str:
    """A date, a fiscal year, or a time from one to the other, as people write it; what is none of these as it is."""
    parts = [_DATE.fullmatch(part) for part in value.split("/")]
    if not all(parts):
        return value
    return MESSAGES.text("word.until", lang).join(_date(*part.groups(), lang) for part in parts if part)


def _date(fiscal: str | None, year: str, month: str | None, day: str | None, lang: str) -> str:
    if lang == "ja":
        return (
            f"{year}年"
            + ("度" if fiscal else "")
            + (f"{int(month)}月" if month else "")
            + (f"{int(day)}日" if day else "")
        )
    words = [str(int(day))] if day else []
    return " ".join([*words, *([_MONTHS[int(month) - 1]] if month else []), f"fiscal {year}" if fiscal else year])


def stated(
    graph: KnowledgeGraph, specs: Mapping[str, Property], properties: Mapping[str, Any], without: frozenset[str]
) -> list[tuple[str, Both, Both, str | None]]:
    """The properties that have a value: name, label, value, and the id of the node that the value is."""
    rows: list[tuple[str, Both, Both, str | None]] = []
    amount = quantity(properties)
    for name, spec in specs.items():
        if name in ("amount", "value") and amount:
            rows.append((name, both(spec.label), amount, None))
        elif name not in without | _QUANTITY and (value := _value(graph, spec, properties)):
            node = properties[name] if spec.type == "ref" else None
            rows.append((name, both(spec.label), value, node))
    return rows


def _value(graph: KnowledgeGraph, spec: Property, properties: Mapping[str, Any]) -> Both | None:
    if spec.type == "text":
        texts = [properties.get(column) or "" for column in spec.columns]
        return (texts[0] or texts[1], texts[1] or texts[0]) if any(texts) else None
    value = properties.get(spec.name)
    if isinstance(value, bool):
        code = "word.yes" if value else "word.no"
        return (MESSAGES.text(code, "ja"), MESSAGES.text(code, "en")) if value or spec.tells_no else None
    if value in (None, "", []):
        return None
    values = value if isinstance(value, (list, tuple)) else [value]
    return tuple(
        MESSAGES.text("word.comma", lang).join(_word(graph, spec, item, lang) for item in values) for lang in LANGUAGES
    )


def _word(graph: KnowledgeGraph, spec: Property, value: Any, lang: str) -> str:
    enums = load_schema().enums
    if spec.type == "date":
        return date_words(str(value), lang)
    if spec.type == "ref" and value in graph.nodes:
        return graph.nodes[value].name(lang)
    enum = "flow_kind" if spec.name == "flows_reported" else spec.type
    if enum in enums and value in enums[enum].values:
        return load_schema().label(enum, value, lang)
    return str(value)
