"""The evidence brief of nodes and ties: statements as sentences, with the lines that each rests on and, where the text
is attached, the quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from api.web.brief import sentences as say
from api.web.cards import named
from api.web.problems import NotFound, node_of
from api.web.snapshot import Snapshot
from api.wording import Both, both, stated
from graph.language import LANGUAGES
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema
from ingest.sources import Text

Json = dict[str, Any]
MOST = 400  # statements, or rows of an answer; a longer brief is no brief
_QUOTED = 20  # lines of a quote
# Says what the case files hold; no statement on anything.
_NO_CLAIM = frozenset({"DESCRIBES", "REPORTED_IN"})
# What coders chose or keep for the machine; a document does not state it.
_NOT_STATED = frozenset(
    {"form", "kind", "level", "status", "generic", "is_hub", "part_of", "section", "flows_reported", "differs_from"}
    | {"summary", "quantity", "forms"}
)
_STATING = ("Hub", "Actor", "Programme", "Resource", "Case")


@dataclass(frozen=True, slots=True)
class Property:
    """A property that documents state of a node."""

    node: Node
    name: str
    label: Both
    value: Both
    is_text: bool
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> str:
        return f"{self.node.id}#{self.name}"


Statement = Edge | Property


def brief_of_things(asked: Snapshot, wanted: Iterable[str]) -> Json:
    """The brief of nodes and ties, by id or exact name. Raises NotFound where the graph has none of them."""
    graph = asked.graph
    subjects, missing = _subjects(graph, wanted)
    found: dict[str, Statement] = {}
    for subject in subjects:
        for statement in _statements(asked, subject):
            found |= {one.id: one for one in (statement, *_differing(graph, statement)) if one.id not in found}
    shown = [*found.values()][:MOST]
    cases = _cases(graph, shown)
    sentences = say.Sentences(graph, with_case=len(cases) > 1)
    claims = [_claim(graph, statement, sentences) for statement in shown]
    return document(asked, claims, len(found) - len(shown)) | {
        "subjects": [_subject(graph, subject, sentences) for subject in subjects],
        "missing": missing,
        "question": None,
        "cases": [_case(case) for case in cases],
    }


def document(asked: Snapshot, claims: list[Json], left_out: int) -> Json:
    """What every brief holds: what it is made of, its claims, and the quotes of the lines that they cite."""
    graph = asked.graph
    cited = {(item["document"], *item["lines"]): item for claim in claims for item in claim["evidence"]}
    return {
        "made_of": {
            "graph": asked.version,
            "schema": load_schema().version,
            "software": version("tairyu"),
            "documents": sum(1 for _ in graph.of_type("Document")),
            "cases": sum(1 for _ in graph.of_type("Case")),
            "statements": sum(bool(edge.evidence) and edge.type not in _NO_CLAIM for edge in graph.edges.values()),
        },
        "claims": claims,
        "left_out": left_out,
        "quotes": {
            f"{document}:{first}-{last}": _quote(asked.texts[document], item)
            for (document, first, last), item in cited.items()
            if document in asked.texts
        },
    }


def _quote(text: Text, item: Json) -> Json:
    """The cited lines, cut where they are many; `is_same`: the digest of the text here is the one cited."""
    lines = tuple(item["lines"])
    quoted = text.quote(lines)
    return {
        "lines": [{"line": number, "text": line} for number, line in quoted[:_QUOTED]],
        "more": max(0, len(quoted) - _QUOTED),
        "is_same": text.digest(lines) == item["digest"],
    }


def _subjects(graph: KnowledgeGraph, wanted: Iterable[str]) -> tuple[list[Node | Edge], list[str]]:
    found: dict[str, Node | Edge] = {}
    missing = []
    refused = NotFound("web.brief_of_what")
    for name in wanted:
        try:
            record = graph.edges.get(name) or node_of(graph, name)
            found.setdefault(record.id, record)
        except NotFound as error:
            refused = error
            missing.append(name)
    if not found:
        raise refused
    return [*found.values()], missing


def _statements(asked: Snapshot, subject: Node | Edge) -> list[Statement]:
    """What documents state of a subject, in the order of the schema: properties, then ties."""
    graph = asked.graph
    if isinstance(subject, Edge):
        return [subject] if subject.evidence else []
    if subject.type == "Case":
        ties = asked.find("edges by case", lambda: _by_case(graph)).get(subject.id, [])
    elif subject.type == "Document":
        ties = [edge for edge in graph.edges.values() if any(item.document == subject.id for item in edge.evidence)]
    else:
        ties = [*graph.out_edges(subject.id), *graph.in_edges(subject.id)]
    order = list(load_schema().edges)
    ties = [edge for edge in ties if edge.evidence and edge.type not in _NO_CLAIM]
    ties.sort(key=lambda edge: (order.index(edge.type), edge.kind or "", edge.source != subject.id, edge.id))
    return [*_properties(graph, subject), *ties]


def _by_case(graph: KnowledgeGraph) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in graph.edges.values():
        for case in edge.properties.get("cases", ()):
            found.setdefault(case, []).append(edge)
    return found


def _properties(graph: KnowledgeGraph, node: Node) -> Iterator[Property]:
    if node.type not in _STATING:
        return
    specs = load_schema().nodes[node.type].properties
    for name, label, value, _ in stated(graph, specs, node.properties, _NOT_STATED):
        if evidence := node.property_evidence.get(name, node.evidence):
            yield Property(node, name, label, value, specs[name].type in ("text", "string"), evidence)
    if evidence := node.property_evidence.get("aliases"):
        names = "、".join(node.aliases)
        yield Property(node, "aliases", say.alias_label(), (names, ", ".join(node.aliases)), False, evidence)


def _differing(graph: KnowledgeGraph, statement: Statement) -> Iterator[Edge]:
    """The ties that state something else of the same matter: named by the tie itself, or by the outcome at its end."""
    if isinstance(statement, Edge):
        yield from (graph.edges[key] for key in statement.properties.get("differs_from", ()) if key in graph.edges)
        for key in graph.nodes[statement.target].properties.get("differs_from", ()):
            yield from graph.in_edges(key, "ACHIEVES")


def _cases(graph: KnowledgeGraph, statements: Iterable[Statement]) -> list[Node]:
    """The cases that state them."""
    found: dict[str, Node] = {}
    for one in statements:
        keys = one.properties.get("cases", ()) if isinstance(one, Edge) else _telling(graph, one.node)
        found |= {key: graph.nodes[key] for key in keys if key in graph.nodes}
    return [*found.values()]


def _telling(graph: KnowledgeGraph, node: Node) -> list[str]:
    return [node.id] if node.type == "Case" else [edge.source for edge in graph.in_edges(node.id, "DESCRIBES")]


def _claim(graph: KnowledgeGraph, statement: Statement, sentences: say.Sentences) -> Json:
    if isinstance(statement, Property):
        sentence = say.of_property(statement.node, statement.label, statement.value, statement.is_text)
        if statement.name == "aliases":
            sentence = say.of_alias(statement.node, statement.value)
        said = {"source": named(statement.node), "target": None, "type": None, "kind": None, "state": None}
        words = {"relation": statement.label, "what": statement.value, "when": None, "status": None}
        differs: list[str] = []
    else:
        source, target = graph.nodes[statement.source], graph.nodes[statement.target]
        sentence = sentences.of_edge(statement)
        said = {"source": named(source), "target": named(target), "type": statement.type, "kind": statement.kind}
        said["state"] = statement.properties.get("status")
        words = _tie_words(statement, target, sentences)
        differs = [other.id for other in _differing(graph, statement)]
    return {
        "id": statement.id,
        **said,
        **{name: say.as_json(found) for name, found in words.items()},
        "sentence": say.as_json(sentence),
        "evidence": [item.as_json() for item in statement.evidence],
        "differs": differs,
    }


def _tie_words(edge: Edge, target: Node, sentences: say.Sentences) -> dict[str, Both | None]:
    """The cells of a tie in the table."""

    def in_both(words: Any) -> Both:
        return tuple(words(lang) for lang in LANGUAGES)

    what = in_both(lambda lang: sentences.what(edge, lang) or edge.properties.get(f"note_{lang}", ""))
    return {
        "relation": both(load_schema().edges[edge.type].label),
        "what": in_both(lambda lang: say.outcome_value(target, lang)) if target.type == "Outcome" else what,
        "when": in_both(lambda lang: say.when(edge, target, lang)),
        "status": in_both(lambda lang: say.status(edge, target, lang)),
    }


def _subject(graph: KnowledgeGraph, subject: Node | Edge, sentences: say.Sentences) -> Json:
    if isinstance(subject, Node):
        return named(subject)
    ja, en = sentences.of_edge(subject)
    return {"id": subject.id, "type": subject.type, "kind": subject.kind, "name_ja": ja, "name_en": en}


def _case(case: Node) -> Json:
    """A case with the kinds of flow that its text does not report."""
    reported = case.properties.get("flows_reported", ())
    kinds = [kind for kind in load_schema().enums["flow_kind"].values if kind not in reported]
    return named(case) | {"not_reported": kinds, "evidence": [item.as_json() for item in case.evidence]}
