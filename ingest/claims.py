"""What the case files state, with every name resolved: the common ground of build and verify."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.schema import EdgeType, load_schema
from ingest.formats import written_relations
from ingest.problems import Problem, nearest
from ingest.project import CaseFile, Project, ranges
from ingest.resolve import Reference, Resolver, Vocabulary
from ingest.sources import Lines
from ingest.yamlfile import Path_

_SHARED = ("since", "until", "status", "note")
_FLOW_KEYS = ("from", "to", *load_schema().edges["FLOW"].properties.keys() - set(_SHARED))


@dataclass(frozen=True, slots=True)
class Claim:
    """One edge that a case file states. `forms` are the text's own forms of names and values (`as`)."""

    case: CaseFile
    path: Path_
    type: str
    kind: str | None
    source: Reference
    target: Reference
    properties: dict[str, Any]
    lines: tuple[Lines, ...]
    via: Reference | None = None
    differs: str | None = None
    forms: dict[str, Any] = field(default_factory=dict)

    def references(self) -> Iterator[Reference]:
        yield self.source
        yield self.target
        if self.via:
            yield self.via


@dataclass(frozen=True, slots=True)
class OutcomeClaim:
    """A result, target or forecast that a case file states."""

    case: CaseFile
    path: Path_
    id: str
    of: Reference
    place: Reference | None
    properties: dict[str, Any]
    lines: tuple[Lines, ...]
    differs: str | None = None
    forms: dict[str, Any] = field(default_factory=dict)

    def references(self) -> Iterator[Reference]:
        yield self.of
        if self.place:
            yield self.place


@dataclass(slots=True)
class Claims:
    """Everything that the case files of a project state; `problems` is what does not resolve."""

    vocabulary: Vocabulary
    edges: list[Claim] = field(default_factory=list)
    outcomes: list[OutcomeClaim] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_claims(project: Project) -> Claims:
    """Resolves every statement and outcome of the project."""
    claims = Claims(Vocabulary(project))
    claims.problems += claims.vocabulary.problems
    case_ids = {case.id for case in project.cases}
    for case in project.cases:
        reader = _CaseReader(case, claims)
        reader.read(case_ids)
    return claims


class _CaseReader:
    def __init__(self, case: CaseFile, claims: Claims):
        self.case, self.claims = case, claims
        self.resolver = Resolver(claims.vocabulary, case, claims.problems)
        self.own: list[Claim | OutcomeClaim] = []

    def read(self, case_ids: set[str]) -> None:
        parent = self.case.data.get("part_of")
        if parent is not None and parent not in case_ids:
            self._problem("unknown_case", ("part_of",), found=parent, near=nearest(parent, case_ids))
        for path, statement in self.case.statements():
            stated = self._statement(path, statement)
            self.claims.edges += stated
            self.own += stated
        for slug, raw in self.case.section("outcomes").items():
            self._outcome(("outcomes", slug), slug, raw)
        self._check_differs()
        self._check_same_quantity()

    def _problem(self, code: str, path: Path_, **values: Any) -> None:
        self.claims.problems.append(self.case.file.problem(code, path, **values))

    def _statement(self, path: Path_, raw: dict[str, Any]) -> list[Claim]:
        relations = written_relations()
        keys = [key for key in raw if key in relations or key == "flow"]
        if not keys:
            self._problem("no_relation", path, near=nearest(next(iter(raw)), [*relations, "flow"]))
            return []
        if len(keys) > 1:
            self._problem("many_relations", path, found=", ".join(keys))
            return []
        key = keys[0]
        if key == "flow":
            return self._flow(path, raw)
        for wrong in set(_FLOW_KEYS) & raw.keys():
            self._problem("flow_key", (*path, wrong), found=wrong)
        edge_type = relations[key]
        if edge_type.source == ("Case",):
            case = self.claims.vocabulary.entities[self.case.id]
            sources = [Reference(self.case.id, case)]
            targets = self.resolver.many(raw[key], edge_type.target, (*path, key))
        else:
            sources = self.resolver.many(raw[key][0], edge_type.source, (*path, key))
            targets = self.resolver.many(raw[key][1], edge_type.target, (*path, key))
        return self._claims(path, raw, edge_type, None, sources, targets, None)

    def _flow(self, path: Path_, raw: dict[str, Any]) -> list[Claim]:
        missing = [key for key in ("from", "to", "what") if key not in raw]
        for key in missing:
            self._problem("flow_incomplete", path, found=key)
        if missing:
            return []
        flow = load_schema().edges["FLOW"]
        sources = self.resolver.many(raw["from"], flow.source, (*path, "from"))
        targets = self.resolver.many(raw["to"], flow.target, (*path, "to"))
        via = None
        if "via" in raw:
            via = self.resolver.one(raw["via"], flow.properties["via"].target, (*path, "via"))
        return self._claims(path, raw, flow, raw["flow"], sources, targets, via)

    def _claims(
        self,
        path: Path_,
        raw: dict[str, Any],
        edge_type: EdgeType,
        kind: str | None,
        sources: list[Reference],
        targets: list[Reference],
        via: Reference | None,
    ) -> list[Claim]:
        properties = {
            name: raw[name] for name, prop in edge_type.properties.items() if name in raw and prop.type != "ref"
        }
        forms = raw.get("as", {})
        claims = [
            Claim(
                self.case, path, edge_type.name, kind, source, target, properties,
                ranges(raw["lines"]), via, raw.get("differs"), forms,
            )
            for source in sources
            for target in targets
        ]  # fmt: skip
        for claim in claims:
            if claim.source.entity.id == claim.target.entity.id:
                self._problem("self_relation", path, found=claim.source.written)
        self._check_forms(path, forms, [ref.written for c in claims for ref in c.references()], properties)
        return claims

    def _outcome(self, path: Path_, slug: str, raw: dict[str, Any]) -> None:
        schema = load_schema()
        of = self.resolver.one(raw["of"], schema.edges["ACHIEVES"].source, (*path, "of"))
        place = self.resolver.one(raw["in"], ("Region",), (*path, "in")) if "in" in raw else None
        if "value" not in raw and "value_text" not in raw:
            self._problem("outcome_empty", path)
        if of is None or ("in" in raw and place is None):
            return
        names = schema.nodes["Outcome"].properties
        properties = {name: raw[name] for name in names if name in raw}
        claim = OutcomeClaim(
            self.case, path, f"outcome:{self.case.id}/{slug}", of, place, properties,
            ranges(raw["lines"]), raw.get("differs"), raw.get("as", {}),
        )  # fmt: skip
        self._check_forms(path, claim.forms, [ref.written for ref in claim.references()], properties)
        self.claims.outcomes.append(claim)
        self.own.append(claim)

    def _check_forms(self, path: Path_, forms: dict[str, Any], names: list[str], properties: dict[str, Any]) -> None:
        known = {*names, *(str(value) for value in properties.values() if not isinstance(value, dict))}
        for form in forms:
            if known and form not in known:
                self._problem("as_unused", (*path, "as", form), found=form, near=nearest(form, known))

    def _check_differs(self) -> None:
        marked = [(claim.differs, claim.path) for claim in self.own if claim.differs]
        items = Counter(word for word, _ in set(marked))
        for word, path in marked:
            if items[word] < 2:
                self._problem("differs_alone", path, found=word)

    def _check_same_quantity(self) -> None:
        same: dict[tuple[Any, ...], list[OutcomeClaim]] = defaultdict(list)
        for claim in self.own:
            if isinstance(claim, OutcomeClaim) and "value" in claim.properties:
                p = claim.properties
                place = claim.place.entity.id if claim.place else None
                key = (
                    claim.of.entity.id,
                    p["quantity"]["ja"],
                    place,
                    p.get("when"),
                    p["status"],
                    p.get("unit"),
                    p.get("per"),
                )
                same[key].append(claim)
        for claims in same.values():
            for claim in claims[1:]:
                if claim.differs is None or claim.differs != claims[0].differs:
                    self._problem("unmarked_difference", claim.path, other=claims[0].path[1])


def differing(claims: Claims) -> dict[tuple[str, str], list[Claim | OutcomeClaim]]:
    """The claims that disagree, by case and by the word that marks them."""
    groups: dict[tuple[str, str], list[Claim | OutcomeClaim]] = defaultdict(list)
    for claim in (*claims.edges, *claims.outcomes):
        if claim.differs:
            groups[claim.case.id, claim.differs].append(claim)
    return groups
