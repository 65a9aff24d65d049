"""One node on a page: what it is, its ties, the lines that state them, and the quotes."""

from __future__ import annotations

from typing import Any

import click

from api.session import Session
from graph.model import KnowledgeGraph, Node
from graph.schema import load_schema
from ingest.project import known_documents
from ingest.sources import Text, attached_texts

Json = dict[str, Any]
_SHORT_QUOTE = 3


def match(node: Node) -> Json:
    """A search result."""
    return {"id": node.id, "type": node.type, "kind": node.kind, "name_ja": node.name_ja, "name_en": node.name_en}


def card(graph: KnowledgeGraph, node: Node) -> Json:
    """The node as exported, its edges, and at each evidence the quote if its text is attached."""
    texts = attached_texts(known_documents().values())
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
    """The card as text; long quotes are cut unless `full`."""
    _print_head(graph, document, session, full)
    edges = [*((edge, "out") for edge in document["out"]), *((edge, "in") for edge in document["in"])]
    if edges:
        click.secho("\n" + session.say("show.ties"), bold=True)
    for edge, side in edges:
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
    for label, value in _properties(graph, document, session):
        click.echo(f"{label}: {value}")
    if document["evidence"]:
        click.echo(f"{session.say('show.evidence')}:")
        # A case is cited whole; its lines are the document's own pages.
        _print_evidence(document["evidence"], session, full, 2, quote=document["type"] != "Case")


def _type_words(node_type: str, kind: str | None, session: Session) -> str:
    schema = load_schema()
    words = [schema.nodes[node_type].label.get(session.lang), schema.kind_label(node_type, kind, session.lang)]
    return " / ".join(filter(None, words))


def _properties(graph: KnowledgeGraph, record: Json, session: Session) -> list[tuple[str, str]]:
    schema = load_schema()
    spec = schema.nodes[record["type"]] if "aliases" in record else schema.edges[record["type"]]
    found = []
    for name, prop in spec.properties.items():
        column = f"{name}_{session.lang}" if prop.type == "text" else name
        value = record["properties"].get(column)
        if value not in (None, "", [], False) and name not in (spec.kind, "quantity"):
            found.append((prop.label.get(session.lang), _value_words(graph, prop.type, name, value, session)))
    return found


def _value_words(graph: KnowledgeGraph, kind: str, name: str, value: Any, session: Session) -> str:
    enum = "flow_kind" if name == "flows_reported" else kind
    values = value if isinstance(value, list) else [value]
    if enum in load_schema().enums:
        return ", ".join(load_schema().label(enum, item, session.lang) for item in values)
    if name in ("via", "part_of"):
        return graph.nodes[value].name(session.lang)
    return ", ".join(
        f"{item:,}" if isinstance(item, (int, float)) and name in ("value", "amount") else str(item) for item in values
    )


def _print_tie(graph: KnowledgeGraph, edge: Json, side: str, session: Session) -> None:
    spec = load_schema().edges[edge["type"]]
    other = graph.nodes[edge["target" if side == "out" else "source"]]
    arrow = "—" if not spec.directed else "→" if side == "out" else "←"
    kind = f" [{load_schema().label(spec.kind, edge['kind'], session.lang)}]" if edge["kind"] and spec.kind else ""
    more = [f"{label}: {value}" for label, value in _properties(graph, edge, session) if edge["properties"]]
    shown = "; ".join(item for item in more if not _is_default(item, session))
    name = other.name(session.lang)
    click.echo(f"  {arrow} {spec.label.get(session.lang)}{kind}  {name} ({other.id})" + (f"  {shown}" if shown else ""))
    if edge["properties"].get("from_gazetteer"):
        click.echo(f"    {session.say('show.gazetteer')}")


def _is_default(item: str, session: Session) -> bool:
    return item.endswith(load_schema().label("statement_status", "actual", session.lang))


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
