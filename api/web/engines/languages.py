"""What a query may name in Cypher and in SPARQL, and what it may cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.wording import both
from graph.export.rdf import predicate
from graph.language import LANGUAGES
from graph.schema import Property, load_schema
from queries.engines.oxigraph import PREFIXES
from queries.limits import LIMITS
from queries.measures import COLUMNS as MEASURES

Json = dict[str, Any]
# Words of Cypher, which as names stand in backticks.
_RESERVED = frozenset({"Case", "when"})


def languages() -> Json:
    """Types with their properties, by the name that each has in either language; prefixes; limits."""
    schema = load_schema()
    return {
        "limits": [{"name": one.name, "value": one.value(), "unit": one.unit} for one in LIMITS.values()],
        "prefixes": PREFIXES,
        "measures": [*MEASURES],
        "nodes": {
            name: {
                "cypher": _in_cypher(name),
                "properties": _properties(spec.properties.values()),
                "measured": name in ("Actor", "Hub"),
            }
            for name, spec in schema.nodes.items()
        },
        "edges": {
            name: {
                "source": list(spec.source),
                "target": list(spec.target),
                "properties": _properties([*spec.properties.values(), *spec.built.values()]),
            }
            for name, spec in schema.edges.items()
        },
    }


def _properties(specs: Iterable[Property]) -> list[Json]:
    return [
        {
            "label": dict(zip(LANGUAGES, both(spec.label), strict=True)),
            "cypher": [*map(_in_cypher, spec.columns)],
            "sparql": _short(str(predicate(spec.name))),
        }
        for spec in specs
    ]


def _in_cypher(name: str) -> str:
    return f"`{name}`" if name in _RESERVED else name


def _short(iri: str) -> str:
    """The IRI with its prefix."""
    prefix, base = max(
        ((name, base) for name, base in PREFIXES.items() if iri.startswith(base)), key=lambda one: len(one[1])
    )
    return f"{prefix}:{iri.removeprefix(base)}"
