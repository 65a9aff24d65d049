"""One node on a page: what it is, its ties, the lines that state them, and the quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from api.session import Session
from api.wording import stated
from graph.language import LANGUAGES
from graph.model import KnowledgeGraph, Node
from graph.schema import EdgeType, Property, load_schema
from ingest.sources import Text, attached_texts

Json = dict[str, Any]
_SHORT_QUOTE = 3


def match(node: Node) -> Json:
    """A search result."""
    return {"id": node.id, "type": node.type, "kind": node.kind, "name_ja": node.name_ja, "name_en": node.name_en}


def card(graph: KnowledgeGraph, node: Node) -> Json:
    """The node as exported, its edges, and at each evidence the quote if its text is attached."""
    texts = attached_texts({node.id: node.properties["sha256"] for node in graph.of_type("Document")})
    document = node.as_json() | {
        "out": [edge.as_json() for edge in graph.out_edges(node.id)],
        "in": [edge.as_json() for edge in graph.in_edges(node.id)],
        "quotes_attached": sorted(texts),
    }
    for record in (document, *document["out"], *document["in"]):
        for evidence in record["evidence"]:
            _add_quote(evidence, texts)
    for found in document.get("property_evidence", {}).values():
        for evidence in found:
            _add_quote(evidence, texts)
    return document


def _add_quote(evidence: Json, texts: dict[str, Text]) -> None:
    if text := texts.get(evidence["document"]):
        evidence["quote"] = [{"line": number, "text": line} for number, line in text.quote(evidence["lines"])]


def print_matches(found: list[Node], session: Session) -> None:
    """The results of a search, one a line."""
    for node in found:
        click.echo(f"{node.id}\t{_type_words(node.type, node.kind, session)}\t{node.name_ja}\t{node.name_en}")


def print_card(graph: KnowledgeGraph, document: Json, session: Session, full: bool) -> None:
    """The card as text, ties in the order of the schema; long quotes are cut unless `full`."""
    _print_head(graph, document, session, full)
    order = list(load_schema().edges)
    ties = [*((edge, "out") for edge in document["out"]), *((edge, "in") for edge in document["in"])]
    if ties:
        click.secho("\n" + session.say("show.ties"), bold=True)
    for edge, side in sorted(ties, key=lambda tie: (order.index(tie[0]["type"]), tie[1], tie[0]["kind"] or "")):
        _print_tie(graph, edge, side, session)
        _print_evidence(edge["evidence"], session, full, indent=4)
    if not document["quotes_attached"]:
        click.echo("\n" + session.say("hint.no_quotes"), err=True)


def _print_head(graph: KnowledgeGraph, document: Json, session: Session, full: bool) -> None:
    names = [document["name_ja"], document["name_en"]]
    first, second = names if session.lang == "ja" else reversed(names)
    click.secho(f"{first}  ({second})", bold=True)
    click.echo(f"{document['id']} · {_type_words(document['type'], document['kind'], session)}")
    if document["aliases"]:
        click.echo(f"{session.say('show.also')}: " + ", ".join(document["aliases"]))
    spec = load_schema().nodes[document["type"]]
    for label, value in _stated(graph, spec.properties, document["properties"], {spec.kind or "", "quantity"}, session):
        click.echo(f"{label}: {value}")
    if document["evidence"]:
        click.echo(f"{session.say('show.evidence')}:")
        # A case is cited whole; its lines are the document's own pages.
        _print_evidence(document["evidence"], session, full, 2, quote=document["type"] != "Case")


def _type_words(node_type: str, kind: str | None, session: Session) -> str:
    schema = load_schema()
    words = [schema.nodes[node_type].label.get(session.lang), schema.kind_label(node_type, kind, session.lang)]
    return " / ".join(filter(None, words))


def _stated(
    graph: KnowledgeGraph, specs: Mapping[str, Property], properties: Json, without: set[str], session: Session
) -> list[tuple[str, str]]:
    """The properties that have a value, as label and value in the language of the run."""
    position = LANGUAGES.index(session.lang)
    rows = stated(graph, specs, properties, frozenset(without))
    return [(label[position], value[position]) for _, label, value, _ in rows]


def _print_tie(graph: KnowledgeGraph, edge: Json, side: str, session: Session) -> None:
    spec = load_schema().edges[edge["type"]]
    other = graph.nodes[edge["target" if side == "out" else "source"]]
    arrow = "—" if not spec.directed else "→" if side == "out" else "←"
    kind = f" [{load_schema().label(spec.kind, edge['kind'], session.lang)}]" if edge["kind"] and spec.kind else ""
    said = _tie_words(graph, edge, other, spec, session)
    name = f"{other.name(session.lang)} ({other.id})"
    click.echo(f"  {arrow} {spec.label.get(session.lang)}{kind}  {name}" + (f"  {said}" if said else ""))


def _tie_words(graph: KnowledgeGraph, edge: Json, other: Node, spec: EdgeType, session: Session) -> str:
    """What is said of a tie; of one to an outcome, its value."""
    properties = {key: value for key, value in edge["properties"].items() if (key, value) != ("status", "actual")}
    rows = _stated(graph, {**spec.properties, **spec.built}, properties, {"cases"}, session)
    if other.type == "Outcome":
        outcome = load_schema().nodes["Outcome"]
        rows += _stated(graph, outcome.properties, dict(other.properties), {"quantity"}, session)
    return "; ".join(f"{label}: {value}" for label, value in rows)


def _print_evidence(evidence: list[Json], session: Session, full: bool, indent: int, quote: bool = True) -> None:
    for item in evidence:
        first, last = item["lines"]
        code = "show.line" if first == last else "show.lines"
        place = session.say(code, document=item["document"], first=first, last=last)
        click.secho(" " * indent + place, dim=True)
        lines = item.get("quote", []) if quote else []
        shown = lines if full else lines[:_SHORT_QUOTE]
        for line in shown:
            click.echo(" " * indent + f"  {line['line']:>5}  {line['text']}")
        if len(lines) > len(shown):
            click.echo(" " * (indent + 9) + session.say("show.more", count=len(lines) - len(shown)))
