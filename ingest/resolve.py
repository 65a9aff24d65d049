"""From the names that people write to the ids of the graph.

A reference is an id (`actor:tsukuruba`), the part after the colon, or a registered name or alias.
It may carry its type (`region:広島県`) where a name is that of several things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.names import core, fold
from graph.schema import Label
from ingest.problems import Problem, nearest
from ingest.project import SECTIONS, CaseFile, Project
from ingest.yamlfile import Path_


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that statements can name. `qualified` is the name that is never ambiguous."""

    id: str
    type: str
    name: Label
    aliases: tuple[str, ...] = ()
    qualified: str = ""
    case: str | None = None

    def forms(self) -> tuple[str, ...]:
        """The Japanese names under which the thing may stand in a text."""
        return (self.name.ja, *self.aliases)


class Unresolved(Exception):
    """A reference that names nothing, or several things."""

    def __init__(self, code: str, **values: str):
        super().__init__(code)
        self.code, self.values_ = code, values


class Vocabulary:
    """Every thing that can be named, by id and by name."""

    def __init__(self, project: Project):
        self.entities: dict[str, Entity] = {}
        self.problems: list[Problem] = []
        self._by_name: dict[str, list[Entity]] = defaultdict(list)
        self._owner: dict[tuple[str, str | None, str], Entity] = {}
        for entity in _official(project):
            self._add(entity)
        for actor in project.actors:
            if actor.region is None:
                entity = Entity(actor.id, "Actor", actor.name, tuple(actor.aliases))
                self._add_unique(entity, Problem("name_twice", actor.file, actor.line))
                self.entities |= dict.fromkeys(actor.also, entity)
        for case in project.cases:
            self._add_case(case)

    def _add_case(self, case: CaseFile) -> None:
        name = Label(**case.data["name"])
        self._add(Entity(case.id, "Case", name, tuple(case.data.get("aliases", ()))))
        for section, node_type in SECTIONS.items():
            for slug, raw in case.section(section).items():
                id_ = f"{node_type.lower()}:{slug}"
                entity = Entity(id_, node_type, Label(**raw["name"]), tuple(raw.get("aliases", ())), case=case.id)
                self._add_unique(entity, case.file.problem("name_twice", (section, slug)))
        for slug, raw in case.section("groups").items():
            names = Label(**raw["name"]), tuple(raw.get("aliases", ()))
            self._add(Entity(f"actor:{case.id}/{slug}", "Actor", *names, case=case.id))

    def _add(self, entity: Entity) -> None:
        self.entities[entity.id] = entity
        for key in {form(name) for name in (*entity.forms(), entity.qualified) if name for form in (fold, core)}:
            self._by_name[key].append(entity)

    def _add_unique(self, entity: Entity, where: Problem) -> None:
        """Adds a thing whose id must be its own; and its names among the things of its type.

        Programmes and resources often have plain names (フォーラム): those need be their own in
        their case only.
        """
        if (other := self.entities.get(entity.id)) is not None:
            self.problems.append(_as_problem(where, "id_twice", entity.id, other))
            return
        scope = entity.case if entity.type in ("Programme", "Resource") else None
        for name in entity.forms():
            other = self._owner.setdefault((entity.type, scope, core(name)), entity)
            if other is not entity:
                self.problems.append(_as_problem(where, "name_twice", name, other))
        self._add(entity)

    def resolve(self, reference: str, types: Iterable[str], case: CaseFile) -> Entity:
        """The thing of one of `types` that `reference` names in `case`; raises Unresolved."""
        wanted = set(types)
        prefix, _, rest = reference.partition(":")
        if rest and prefix.capitalize() in wanted:
            if reference in self.entities:
                return self.entities[reference]
            wanted, reference = {prefix.capitalize()}, rest
        return self._by_id(reference, wanted, case) or self._named(reference, wanted, case)

    def _by_id(self, reference: str, wanted: set[str], case: CaseFile) -> Entity | None:
        ids = {reference, f"actor:{case.id}/{reference}", *(f"{t.lower()}:{reference}" for t in wanted)}
        found = [self.entities[id_] for id_ in sorted(ids) if id_ in self.entities]
        found = [entity for entity in found if entity.type in wanted]
        if len(found) > 1:
            raise _ambiguous(reference, found)
        return found[0] if found else None

    def _named(self, reference: str, wanted: set[str], case: CaseFile) -> Entity:
        for key in (fold(reference), core(reference)):
            found = [e for e in self._by_name.get(key, ()) if e.type in wanted and self._visible(e, case)]
            own = [entity for entity in found if entity.case == case.id]
            if len(found) == 1 or len(own) == 1:
                return (own or found)[0]
            if found:
                raise _ambiguous(reference, found)
        raise Unresolved(
            "unknown_name",
            found=reference,
            types=" / ".join(sorted(wanted)),
            near=self._near(reference, wanted, case) or "—",
        )

    def _visible(self, entity: Entity, case: CaseFile) -> bool:
        # Role groups ("members") belong to the case that names them.
        return "/" not in entity.id or entity.case == case.id

    def _near(self, reference: str, wanted: set[str], case: CaseFile) -> str:
        names = {
            name
            for entity in self.entities.values()
            if entity.type in wanted and self._visible(entity, case)
            for name in entity.forms()
        }
        return nearest(reference, names)


def _ambiguous(reference: str, found: list[Entity]) -> Unresolved:
    choices = sorted(f"{e.type.lower()}:{e.qualified or e.id.rpartition(':')[2]}" for e in found)
    return Unresolved("ambiguous_name", found=reference, choices=", ".join(choices))


def _official(project: Project) -> Iterable[Entity]:
    for region in project.regions.values():
        yield Entity(region.id, "Region", region.name, region.aliases, region.qualified)
    for actor in project.actors:
        if actor.region is not None:
            yield Entity(actor.id, "Actor", actor.name, (), project.regions[actor.region].qualified)


def _as_problem(where: Problem, code: str, found: str, other: Entity) -> Problem:
    return Problem(code, where.file, where.line, where.key, {"found": found, "other": other.id})


@dataclass(frozen=True, slots=True)
class Reference:
    """A name as it was written, and the thing that it names."""

    written: str
    entity: Entity


class Resolver:
    """Resolves the references of one case file and collects what does not resolve."""

    def __init__(self, vocabulary: Vocabulary, case: CaseFile, problems: list[Problem]):
        self.vocabulary, self.case, self.problems = vocabulary, case, problems

    def one(self, reference: str, types: Iterable[str], path: Path_) -> Reference | None:
        try:
            return Reference(reference, self.vocabulary.resolve(reference, types, self.case))
        except Unresolved as error:
            self.problems.append(self.case.file.problem(error.code, path, **error.values_))
            return None

    def many(self, references: str | list[str], types: Iterable[str], path: Path_) -> list[Reference]:
        written = [references] if isinstance(references, str) else references
        found = [self.one(reference, types, path) for reference in written]
        return [reference for reference in found if reference is not None]
