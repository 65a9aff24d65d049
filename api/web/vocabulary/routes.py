"""What the graph is made of: types, labels and documents; and whether the server is well."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request, Response

from api.web.asked import Asked
from api.web.snapshot import Snapshot
from api.web.vocabulary.models import Health, Overview, Vocabulary
from api.wording import both, date_words
from graph.language import LANGUAGES
from graph.overview import overview
from graph.schema import EnumValue, Label, load_schema

router = APIRouter(tags=["vocabulary"])
Json = dict[str, Any]


@router.get("/healthz", response_model=Health)
async def healthz(asked: Asked) -> Json:
    """Whether the server answers, and with which graph."""
    return {"status": "ok", "graph": asked.version, "nodes": len(asked.graph.nodes), "edges": len(asked.graph.edges)}


@router.get("/api/schema", responses={200: {"model": Vocabulary}})
def vocabulary(request: Request, asked: Asked) -> Response:
    """Node types, edge types and enumerations with their labels, colours and shapes; the documents."""
    writable = bool(request.app.state.served.settings.token)
    return asked.reply("schema", lambda: _vocabulary(asked, writable)).to(request)


@router.get("/api/overview", responses={200: {"model": Overview}})
def counts(request: Request, asked: Asked) -> Response:
    """Counts by type, hubs by type and prefecture, actors of several cases, flows, and what is not reported."""
    return asked.reply("overview", lambda: overview(asked.graph)).to(request)


def _vocabulary(asked: Snapshot, writable: bool) -> Json:
    schema = load_schema()
    return {
        "version": schema.version,
        "graph": asked.version,
        "token_needed": writable,
        "nodes": {
            name: {
                "label": _label(spec.label),
                "definition": _label(spec.definition),
                "color": spec.color,
                "shape": spec.shape,
                "kinds": _kinds(name, spec.kind),
            }
            for name, spec in schema.nodes.items()
        },
        "edges": {
            name: {
                "label": _label(spec.label),
                "definition": _label(spec.definition),
                "directed": spec.directed,
                "derived": spec.derived,
            }
            for name, spec in schema.edges.items()
        },
        "flow_kinds": {name: _value(value) for name, value in schema.enums["flow_kind"].values.items()},
        "enums": {
            name: {"label": _label(enum.label), "values": {key: _value(value) for key, value in enum.values.items()}}
            for name, enum in schema.enums.items()
        },
        "documents": _documents(asked),
    }


def _kinds(node_type: str, kind: str | None) -> dict[str, Json]:
    schema = load_schema()
    if kind is None:
        return {}
    enum = "outcome_status" if node_type == "Outcome" else schema.nodes[node_type].properties[kind].type
    return {key: _label(value.label) for key, value in schema.enums[enum].values.items()}


def _label(label: Label) -> Json:
    return dict(zip(LANGUAGES, both(label), strict=True))


def _value(value: EnumValue) -> Json:
    found: Json = {"label": _label(value.label)}
    if value.definition:
        found["definition"] = _label(value.definition)
    if value.color:
        found["color"] = value.color
    return found


def _documents(asked: Snapshot) -> list[Json]:
    statements = Counter(
        document for edge in asked.graph.edges.values() for document in {one.document for one in edge.evidence}
    )
    return [
        {
            "id": node.id,
            "title": {"ja": node.name_ja, "en": node.name_en},
            "publisher": {lang: node.text("publisher", lang) for lang in LANGUAGES},
            "date": (date := node.properties.get("date")),
            "date_words": {lang: date_words(date, lang) for lang in LANGUAGES} if date else None,
            "sha256": node.properties.get("sha256"),
            "line_count": node.properties.get("line_count"),
            "attached": node.id in asked.texts,
            "cases": len(asked.graph.in_edges(node.id, "REPORTED_IN")),
            "statements": statements[node.id],
        }
        for node in asked.graph.of_type("Document")
    ]
