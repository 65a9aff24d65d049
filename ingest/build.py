"""From case files to a graph. The same input gives the same graph, byte for byte.

`python -m ingest.build > docs/cases.md` writes the table of the shipped cases.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.cases import cases_page
from graph.model import Edge, Evidence, KnowledgeGraph, Node
from graph.schema import load_schema
from ingest.claims import Claim, Claims, OutcomeClaim, differing, read_claims
from ingest.formats import CITED_IN_CASE
from ingest.problems import InputError, Problem
from ingest.project import (
    SECTIONS,
    SHIPPED_CASES,
    CaseFile,
    Progress,
    Project,
    citation,
    no_progress,
    ranges,
    read_project,
)  # fmt: skip
from ingest.resolve import Reference
from ingest.sources import Digests, Lines, attached_texts, versions


def build(folders: Iterable[Path] = (SHIPPED_CASES,), progress: Progress = no_progress) -> KnowledgeGraph:
    """Reads, checks and resolves the case files of `folders` and returns their graph.

    Raises InputError with every problem of every file.
    """
    return build_project(read_project(folders, progress), progress)


def build_project(project: Project, progress: Progress = no_progress) -> KnowledgeGraph:
    """The graph of a project that has been read; InputError where names do not resolve."""
    claims = read_claims(project)
    builder = _Builder(project, claims)
    graph = builder.graph(progress)
    if claims.problems or builder.problems:
        raise InputError([*claims.problems, *builder.problems])
    return graph


class _Builder:
    def __init__(self, project: Project, claims: Claims):
        self.project, self.claims = project, claims
        self.digests = Digests(project.digest_folders, attached_texts(versions(project.documents.values())))
        self.unsealed: dict[tuple[str, str], list[Lines]] = defaultdict(list)
        self.nodes: dict[str, Node] = {}
        self.edges: dict[str, Edge] = {}
        self.mentions: dict[str, set[Evidence]] = defaultdict(set)
        self.described: dict[tuple[str, str], set[Evidence]] = defaultdict(set)
        self.said: dict[tuple[str, str], dict[str, Any]] = {}  # what `describes` says, beyond that it does
        self.called: dict[tuple[str, str], set[str]] = defaultdict(set)  # and the text's own forms there

    @property
    def problems(self) -> list[Problem]:
        """One problem for each file whose lines have no digest."""
        return [
            Problem("no_digest", file, values={"found": document, "lines": ", ".join(_show(r) for r in found[:5])})
            for (file, document), found in self.unsealed.items()
        ]

    def graph(self, progress: Progress) -> KnowledgeGraph:
        for number, case in enumerate(self.project.cases, 1):
            progress("build", number, len(self.project.cases))
            self._add_case(case)
        for claim in self.claims.outcomes:
            self._add_outcome(claim)
        for claim in self.claims.edges:
            self._add_claim(claim)
        for ends, evidence in self.described.items():
            case, node = ends
            forms = self.called.get(ends, ())
            self._edge("DESCRIBES", case, node, evidence, properties=self.said.get(ends), case=case, forms=forms)
        self._mark_differences()
        self._add_mentioned()
        self._finish_cases()
        return KnowledgeGraph(self.nodes.values(), self.edges.values())

    # -- evidence ------------------------------------------------------------------------------

    def _evidence(self, case: CaseFile, cited: Iterable[Lines]) -> tuple[Evidence, ...]:
        return self._evidence_of(case.file.file, ((case.document, lines) for lines in cited))

    def _evidence_of(self, file: str, cited: Iterable[tuple[str, Lines]]) -> tuple[Evidence, ...]:
        found = set()
        for document, lines in cited:
            evidence = self.digests.evidence(document, lines)
            if evidence is None:
                self.unsealed[file, document].append(lines)
            else:
                found.add(evidence)
        return tuple(sorted(found))

    # -- nodes ---------------------------------------------------------------------------------

    def _add_case(self, case: CaseFile) -> None:
        self._add_document(case.document)
        raw = case.data
        evidence = self._evidence(case, ranges(raw["lines"]))
        properties, cited = self._own_properties(case, raw, CITED_IN_CASE)
        properties |= _bilingual("summary", raw["summary"])
        if "challenge" in raw:
            properties |= _bilingual("challenge", raw["challenge"])
            cited["challenge"] = self._evidence(case, ranges(raw["challenge"]["lines"]))
        if "part_of" in raw:
            properties["part_of"] = raw["part_of"]
            if raw["part_of"] in self.claims.vocabulary.entities:
                self._edge("PART_OF", case.id, raw["part_of"], evidence, case=case.id)
        self._node(case.id, "Case", raw, properties, evidence, cited)
        self._edge("REPORTED_IN", case.id, case.document, evidence, case=case.id)
        for section, node_type in SECTIONS.items():
            for slug, item in case.section(section).items():
                self._add_thing(case, f"{node_type.lower()}:{slug}", node_type, item)
        for slug, item in case.section("groups").items():
            self._add_thing(case, f"actor:{case.id}/{slug}", "Actor", {"kind": "other", "generic": True} | item)

    def _add_document(self, id_: str) -> None:
        document = self.project.documents[id_]
        properties = {
            **_bilingual("title", {"ja": document.title.ja, "en": document.title.en}),
            **_bilingual("publisher", {"ja": document.publisher.ja, "en": document.publisher.en}),
            "sha256": document.sha256,
            "line_count": document.line_count,
        } | ({"date": document.date} if document.date else {})
        self.nodes[id_] = Node(id_, "Document", None, document.title.ja, document.title.en, properties=properties)

    def _add_thing(self, case: CaseFile, id_: str, node_type: str, raw: dict[str, Any]) -> None:
        evidence = self._evidence(case, ranges(raw["lines"]))
        names = load_schema().nodes[node_type].properties
        properties, cited = self._own_properties(case, raw, names)
        self._node(id_, node_type, raw, properties, evidence, cited)
        self.described[case.id, id_].update(evidence)

    def _own_properties(
        self, case: CaseFile, raw: dict[str, Any], names: Iterable[str]
    ) -> tuple[dict[str, Any], dict[str, tuple[Evidence, ...]]]:
        """The properties of a thing, and the evidence of those that carry lines of their own."""
        properties: dict[str, Any] = {}
        cited: dict[str, tuple[Evidence, ...]] = {}
        for name in names:
            value = raw.get(name)
            if isinstance(value, dict):
                properties[name] = _plain(value["is"])
                cited[name] = self._evidence(case, ranges(value["lines"]))
            elif isinstance(value, list):
                properties[name] = sorted({item["is"] for item in value})
                cited[name] = self._evidence(case, [r for item in value for r in ranges(item["lines"])])
            elif value is not None:
                properties[name] = value
        return properties, cited

    def _node(
        self,
        id_: str,
        node_type: str,
        raw: dict[str, Any],
        properties: dict[str, Any],
        evidence: tuple[Evidence, ...],
        cited: dict[str, tuple[Evidence, ...]] | None = None,
    ) -> None:
        kind = load_schema().nodes[node_type].kind
        self.nodes[id_] = Node(
            id_,
            node_type,
            properties.get(kind) if kind else None,
            raw["name"]["ja"],
            raw["name"]["en"],
            tuple(raw.get("aliases", ())),
            dict(sorted(properties.items())),
            evidence,
            dict(sorted((cited or {}).items())),
        )

    def _add_outcome(self, claim: OutcomeClaim) -> None:
        evidence = self._evidence(claim.case, claim.lines)
        forms = _forms(claim)
        properties = _columns(claim.properties) | ({"forms": forms} if forms else {})
        self._node(claim.id, "Outcome", {"name": claim.properties["quantity"]}, properties, evidence)
        self._edge("ACHIEVES", claim.of.entity.id, claim.id, evidence, case=claim.case.id, forms=forms)
        if claim.place:
            self._edge("LOCATED_IN", claim.id, claim.place.entity.id, evidence, case=claim.case.id, forms=forms)
        for reference in claim.references():
            self._mention(claim.case, reference, evidence)

    # -- edges ---------------------------------------------------------------------------------

    def _add_claim(self, claim: Claim) -> None:
        evidence = self._evidence(claim.case, claim.lines)
        for reference in claim.references():
            self._mention(claim.case, reference, evidence)
        if claim.type == "DESCRIBES":
            ends = claim.case.id, claim.target.entity.id
            self.described[ends].update(evidence)
            self.called[ends].update(_forms(claim))
            self.said[ends] = _with_both_notes(self.said.get(ends, {}), _columns(claim.properties))
            return
        source, target, properties = _ends_and_properties(claim)
        self._edge(claim.type, source, target, evidence, claim.kind, properties, claim.case.id, _forms(claim))

    def _mention(self, case: CaseFile, reference: Reference, evidence: Iterable[Evidence]) -> None:
        """A case describes every actor that it names, and the things of other cases that it names."""
        entity = reference.entity
        self.mentions[entity.id].update(evidence)
        is_of_another_case = entity.case is not None and entity.case != case.id
        if entity.type == "Actor" or is_of_another_case:
            self.described[case.id, entity.id].update(evidence)

    def _edge(
        self,
        edge_type: str,
        source: str,
        target: str,
        evidence: Iterable[Evidence] = (),
        kind: str | None = None,
        properties: dict[str, Any] | None = None,
        case: str | None = None,
        forms: Iterable[str] = (),
    ) -> None:
        """Adds an edge, or its evidence, the case that states it and the text's forms to the same edge."""
        properties = dict(properties or {})
        id_ = _edge_id(edge_type, kind, source, target, properties)
        known = self.edges.get(id_)
        merged = {*evidence, *(known.evidence if known else ())}
        if known:
            properties = _with_both_notes(known.properties, properties)
        for name, values in (("cases", filter(None, [case])), ("forms", forms)):
            if united := {*values, *(known.properties.get(name, ()) if known else ())}:
                properties[name] = sorted(united)
        ordered = dict(sorted(properties.items()))
        self.edges[id_] = Edge(id_, source, target, edge_type, kind, ordered, tuple(sorted(merged)))

    def _mark_differences(self) -> None:
        for claims in differing(self.claims).values():
            ids = {self._claim_id(claim) for claim in claims}
            for id_ in ids:
                table: dict[str, Any] = self.nodes if id_ in self.nodes else self.edges
                table[id_].properties["differs_from"] = sorted(ids - {id_})

    def _claim_id(self, claim: Claim | OutcomeClaim) -> str:
        if isinstance(claim, OutcomeClaim):
            return claim.id
        source, target, properties = _ends_and_properties(claim)
        if claim.type == "DESCRIBES":
            properties = self.said[source, target]
        return _edge_id(claim.type, claim.kind, source, target, properties)

    # -- what the statements only mention ------------------------------------------------------

    def _add_mentioned(self) -> None:
        registry = {actor.id: actor for actor in self.project.actors}
        regions: set[str] = set()
        for id_ in sorted(self.mentions):
            entity = self.claims.vocabulary.entities[id_]
            if entity.type == "Region":
                regions.add(id_)
            elif id_ in registry:
                self._add_actor(registry[id_], regions)
        for id_ in sorted(regions):
            self._add_region(id_)

    def _add_actor(self, actor: Any, regions: set[str]) -> None:
        properties = {"kind": actor.kind, "generic": False} | ({"note": actor.note} if actor.note else {})
        raw = {"name": {"ja": actor.name.ja, "en": actor.name.en}, "aliases": sorted(actor.aliases)}
        cited = [pair for lines in actor.aliases.values() for pair in map(citation, lines)]
        evidence = {"aliases": self._evidence_of(actor.file, cited)} if cited else {}
        self._node(actor.id, "Actor", raw, properties, tuple(sorted(self.mentions[actor.id])), evidence)
        if actor.region:
            regions.add(actor.region)
            self._edge("GOVERNS", actor.id, actor.region, properties={"from_gazetteer": True})

    def _add_region(self, id_: str) -> None:
        if id_ in self.nodes:
            return
        region = self.project.regions[id_]
        values = {
            "level": region.level, "code": region.code, "qualified": region.qualified, "reading": region.reading,
            "lat": region.lat, "lon": region.lon, "metropolitan": region.metropolitan,
        }  # fmt: skip
        properties = {key: value for key, value in values.items() if value not in (None, "")}
        raw = {"name": {"ja": region.name.ja, "en": region.name.en}, "aliases": region.aliases}
        self._node(id_, "Region", raw, properties, tuple(sorted(self.mentions.get(id_, ()))))
        if region.parent:
            self._add_region(region.parent)
            self._edge("WITHIN", id_, region.parent, properties={"from_gazetteer": True})

    def _finish_cases(self) -> None:
        flows: dict[str, set[str]] = defaultdict(set)
        hubs = Counter(case.id for case in self.project.cases if case.section("hubs"))
        for claim in self.claims.edges:
            if claim.kind and claim.type == "FLOW":
                flows[claim.case.id].add(claim.kind)
            if claim.type == "DESCRIBES" and claim.target.entity.type == "Hub":
                hubs[claim.case.id] += 1
        for case in self.project.cases:
            properties = self.nodes[case.id].properties
            properties["flows_reported"] = sorted(flows[case.id])
            properties["is_hub"] = hubs[case.id] > 0


def _ends_and_properties(claim: Claim) -> tuple[str, str, dict[str, Any]]:
    source, target = claim.source.entity.id, claim.target.entity.id
    if not load_schema().edges[claim.type].directed:
        source, target = sorted((source, target))
    properties = {"status": "actual"} | _columns(claim.properties)
    if claim.via:
        properties["via"] = claim.via.entity.id
    return source, target, properties


def _forms(claim: Claim | OutcomeClaim) -> list[str]:
    """The text's own forms of what a statement names, as `id=form` or `value=form`."""
    named = {str(value): str(value) for value in claim.properties.values() if not isinstance(value, dict)}
    named |= {reference.written: reference.entity.id for reference in claim.references()}
    return sorted(
        f"{named[written]}={form}"
        for written, forms in claim.forms.items()
        if written in named  # an item with lists states several claims, each with its own words
        for form in (forms if isinstance(forms, list) else [forms])
    )


def _edge_id(edge_type: str, kind: str | None, source: str, target: str, properties: dict[str, Any]) -> str:
    # A note is a remark on the statement, not a part of it.
    stated = {key: value for key, value in properties.items() if not key.startswith("note")}
    content = json.dumps([edge_type, kind, source, target, stated], ensure_ascii=False, sort_keys=True)
    return "edge:" + hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def _with_both_notes(known: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    new = {**known, **new}
    for key in ("note_ja", "note_en"):
        said = dict.fromkeys(filter(None, (known.get(key), new.get(key))))
        if said:
            new[key] = " / ".join(said)
    return new


def _bilingual(name: str, text: dict[str, str]) -> dict[str, str]:
    return {f"{name}_ja": text["ja"], f"{name}_en": text["en"]}


def _columns(properties: dict[str, Any]) -> dict[str, Any]:
    """Bilingual texts as two columns; dates as text."""
    columns: dict[str, Any] = {}
    for name, value in properties.items():
        columns |= _bilingual(name, value) if isinstance(value, dict) else {name: _plain(value, name)}
    return columns


def _plain(value: Any, name: str = "") -> Any:
    return str(value) if isinstance(value, int) and name in ("", "since", "until", "when") else value


def _show(lines: Lines) -> str:
    return f"{lines[0]}-{lines[1]}"


if __name__ == "__main__":
    sys.stdout.write(cases_page(build()))
