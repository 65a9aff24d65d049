"""All the input of one build: documents, actors, areas and case files, read and checked for form.

The shipped documents, actors and areas are always known. A folder of the user's holds case files
and may hold `documents.yaml`, `areas.yaml`, `judgements.yaml`, `actors/` and `digests/` of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ingest import actors as actor_registry
from ingest import gazetteer
from ingest.actors import RegisteredActor, local_governments, read_actors
from ingest.actors.identity import Judgement, merged, read_judgements
from ingest.formats import validate
from ingest.gazetteer import Region, official_regions, read_areas
from ingest.problems import InputError, Problem, nearest, show_path
from ingest.sources import Document, Lines, home, read_documents
from ingest.yamlfile import Path_, YamlFile, read_yaml

SHIPPED = Path(__file__).parent
SHIPPED_CASES = SHIPPED / "cases"
# The sections of a case file that declare things, and the types of these.
SECTIONS = {"hubs": "Hub", "programmes": "Programme", "resources": "Resource"}
_NOT_CASES = ("documents.yaml", "areas.yaml", "judgements.yaml")
Progress = Callable[[str, int, int], None]
T = TypeVar("T")


def no_progress(step: str, done: int, total: int) -> None:
    """The progress call-back that shows nothing."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case file whose form is right: its data, and where each value stands."""

    id: str
    document: str
    file: YamlFile

    @property
    def data(self) -> dict[str, Any]:
        return self.file.data

    def section(self, name: str) -> dict[str, Any]:
        return self.data.get(name) or {}

    def statements(self) -> Iterator[tuple[Path_, dict[str, Any]]]:
        """The statements with their paths in the file."""
        for number, statement in enumerate(self.data.get("statements") or ()):
            yield ("statements", number), statement

    def cited(self) -> Iterator[tuple[Path_, tuple[Lines, ...]]]:
        """Every `lines` of the file, with its path."""
        yield from _cited_below(self.data, ())


def _cited_below(value: Any, path: Path_) -> Iterator[tuple[Path_, tuple[Lines, ...]]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "lines":
                yield (*path, key), ranges(item)
            else:
                yield from _cited_below(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _cited_below(item, (*path, number))


def ranges(lines: int | str | Sequence[int | str]) -> tuple[Lines, ...]:
    """`2253`, `2253-2257` or a list of these, as (first, last) pairs."""
    if isinstance(lines, list):
        return tuple(pair for item in lines for pair in ranges(item))
    first, _, last = str(lines).partition("-")
    return ((int(first), int(last or first)),)


def citation(text: str) -> tuple[str, Lines]:
    """`mlit-2019:2253-2257` as the document and its lines."""
    document, _, lines = text.rpartition(":")
    return document, ranges(lines)[0]


@dataclass(slots=True)
class Project:
    documents: dict[str, Document] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    actors: list[RegisteredActor] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    cases: list[CaseFile] = field(default_factory=list)
    digest_folders: list[Path] = field(default_factory=list)

    def citations(self) -> Iterator[tuple[str, Lines]]:
        """Every range that a case file or the registry cites."""
        for case in self.cases:
            for _, cited in case.cited():
                yield from ((case.document, lines) for lines in cited)
        for actor in self.actors:
            for cited in actor.aliases.values():
                yield from map(citation, cited)


def read_project(folders: Iterable[Path] = (SHIPPED_CASES,), progress: Progress = no_progress) -> Project:
    """Reads the case files of `folders` with everything that they may refer to.

    Raises InputError with all problems of form of all files.
    """
    collector = _Collector()
    project = Project(regions=dict(official_regions()), digest_folders=[SHIPPED / "digests"])
    collector.extend(project.documents, read_documents, SHIPPED / "documents.yaml")
    collector.extend(project.regions, read_areas, gazetteer.FOLDER / "areas.yaml")
    for path in sorted(actor_registry.FOLDER.glob("*.yaml")):
        project.actors += collector.read(read_actors, path) or []
    project.judgements += collector.read(read_judgements, SHIPPED / "judgements.yaml") or []
    case_paths: list[Path] = []
    for folder in dict.fromkeys(Path(folder).resolve() for folder in folders):
        case_paths += _read_folder(project, folder, collector)
    for number, path in enumerate(dict.fromkeys(case_paths), 1):
        progress("read", number, len(case_paths))
        if (case := collector.read(_read_case, path)) is not None:
            project.cases.append(case)
    project.judgements += collector.read(read_judgements, home() / "judgements.yaml") or []
    collector.problems += _check(project)
    project.actors, conflicts = merged(project.actors, project.judgements)
    collector.problems += conflicts
    project.actors += local_governments()
    if collector.problems:
        raise InputError(collector.problems)
    project.cases.sort(key=lambda case: case.id)
    return project


class _Collector:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, reader: Callable[[Path], T], path: Path) -> T | None:
        try:
            return reader(path)
        except InputError as error:
            self.problems += error.problems
            return None

    def extend(self, known: dict[str, T], reader: Callable[[Path], dict[str, T]], path: Path) -> None:
        """Adds what a file declares; an id that is known already is a problem, and the known one stays."""
        for key, value in (self.read(reader, path) or {}).items():
            if known.setdefault(key, value) is not value:
                values = {"found": key, "other": "Tairyu"}
                self.problems.append(Problem("id_twice", show_path(path), values=values))


def _read_folder(project: Project, folder: Path, collector: _Collector) -> list[Path]:
    if not folder.is_dir():
        collector.problems.append(Problem("folder_missing", show_path(folder)))
        return []
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml"))
    cases = [p for p in found if p.name not in _NOT_CASES and p.parent != folder / "actors"]
    if not cases:
        collector.problems.append(Problem("folder_empty", show_path(folder)))
    if (folder / "documents.yaml").exists():
        collector.extend(project.documents, read_documents, folder / "documents.yaml")
    if (folder / "areas.yaml").exists():
        collector.extend(project.regions, read_areas, folder / "areas.yaml")
    for path in sorted((folder / "actors").glob("*.yaml")):
        project.actors += collector.read(read_actors, path) or []
    project.judgements += collector.read(read_judgements, folder / "judgements.yaml") or []
    project.digest_folders.append(folder / "digests")
    return cases


def _read_case(path: Path) -> CaseFile:
    file = read_yaml(path)
    problems = validate(file, "case")
    if not problems and path.stem != file.data["case"]:
        problems.append(file.problem("case_file_name", ("case",), found=file.data["case"]))
    if problems:
        raise InputError(problems)
    return CaseFile(file.data["case"], file.data["document"], file)


def _check(project: Project) -> Iterator[Problem]:
    seen: dict[str, CaseFile] = {}
    for case in project.cases:
        if case.id in seen:
            other = seen[case.id].file.file
            yield case.file.problem("id_twice", ("case",), found=case.id, other=other)
        seen[case.id] = case
        document = project.documents.get(case.document)
        if document is None:
            near = nearest(case.document, project.documents)
            yield case.file.problem("unknown_document", ("document",), found=case.document, near=near)
            continue
        for path, cited in case.cited():
            for first, last in cited:
                if not 1 <= first <= last <= document.line_count:
                    found = f"{first}-{last}"
                    yield case.file.problem("bad_lines", path, found=found, last=document.line_count)
    ids: dict[str, RegisteredActor] = {}
    for actor in project.actors:
        if actor.id in ids:
            other = f"{ids[actor.id].file}:{ids[actor.id].line}"
            yield Problem("id_twice", actor.file, actor.line, values={"found": actor.id, "other": other})
        ids[actor.id] = actor
        for form, cited in actor.aliases.items():
            yield from _check_alias(project, actor, form, cited)


def _check_alias(project: Project, actor: RegisteredActor, form: str, cited: Iterable[str]) -> Iterator[Problem]:
    for document, (first, last) in map(citation, cited):
        known = project.documents.get(document)
        if known is None:
            near = nearest(document, project.documents)
            yield Problem("unknown_document", actor.file, actor.line, form, {"found": document, "near": near})
        elif not 1 <= first <= last <= known.line_count:
            values = {"found": f"{first}-{last}", "last": known.line_count}
            yield Problem("bad_lines", actor.file, actor.line, form, values)


def known_documents(folders: Iterable[Path] = ()) -> dict[str, Document]:
    """The shipped documents and those of the `documents.yaml` of the given case folders."""
    files = [SHIPPED / "documents.yaml", *(Path(folder) / "documents.yaml" for folder in folders)]
    return {key: value for file in files if file.exists() for key, value in read_documents(file).items()}


def check_judgement(judgement: Judgement) -> None:
    """Raises InputError where a new judgement names an unknown actor or contradicts the shipped and own ones."""
    actors = [actor for path in sorted(actor_registry.FOLDER.glob("*.yaml")) for actor in read_actors(path)]
    judgements = [*read_judgements(SHIPPED / "judgements.yaml"), *read_judgements(home() / "judgements.yaml")]
    _, problems = merged(actors, [*judgements, judgement])
    if problems:
        raise InputError(problems)
