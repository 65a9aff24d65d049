"""Does every statement stand in the lines that it cites?

Names (or registered aliases, or the form that the statement names with `as`), numbers and dates
are looked for in the cited lines of the attached texts; digests are compared with the sealed ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.names import fold_keeping_space, stands_in
from graph.schema import load_schema
from ingest.claims import Claim, Claims, OutcomeClaim, read_claims
from ingest.formats import CITED_IN_CASE
from ingest.problems import InputError, Problem
from ingest.project import SECTIONS, CaseFile, Progress, Project, citation, no_progress, ranges
from ingest.quantities import figures, numbers, states_date, states_number, years
from ingest.sources import Digests, Document, Lines, Text, read_texts, versions
from ingest.yamlfile import Path_

_DATES = ("since", "until", "when")
_NUMBERS = ("value", "amount")


@dataclass(frozen=True, slots=True)
class Verification:
    """How many checks were made, and what failed."""

    checks: int
    failures: list[Problem]


def verify(project: Project, folder: Path, progress: Progress = no_progress) -> Verification:
    """Checks every statement of the project against the texts of `folder`.

    Raises InputError where the case files themselves are not right.
    """
    claims = read_claims(project)
    if claims.problems:
        raise InputError(claims.problems)
    wanted = sorted({case.document for case in project.cases})
    texts, failures = read_texts(folder, versions(project.documents[id_] for id_ in wanted))
    verifier = _Verifier(project, claims, texts)
    verifier.check_digests()
    for number, case in enumerate(project.cases, 1):
        progress("verify", number, len(project.cases))
        if case.document in texts:
            verifier.check_case(case)
    verifier.check_claims()
    verifier.check_aliases()
    return Verification(verifier.checks, sorted([*failures, *verifier.failures], key=lambda p: (p.file, p.line, p.key)))


class _Verifier:
    def __init__(self, project: Project, claims: Claims, texts: dict[str, Text]):
        self.project, self.claims, self.texts = project, claims, texts
        self.checks = 0
        self.failures: list[Problem] = []

    # -- digests -------------------------------------------------------------------------------

    def check_digests(self) -> None:
        sealed = Digests(self.project.digest_folders)
        for case in self.project.cases:
            for path, cited in case.cited():
                for lines in cited:
                    evidence = sealed.evidence(case.document, lines)
                    text = self.texts.get(case.document)
                    if evidence and text:
                        self._expect(
                            evidence.digest == text.digest(lines), case, path, "digest_differs", lines=_show([lines])
                        )

    # -- things and texts of a case ------------------------------------------------------------

    def check_case(self, case: CaseFile) -> None:
        raw = case.data
        self._name(case, ("name",), _forms(raw), ranges(raw["lines"]))
        self._words(case, ("summary",), raw["summary"], ranges(raw["lines"]))
        if "challenge" in raw:
            self._words(case, ("challenge",), raw["challenge"], ranges(raw["challenge"]["lines"]))
        self._cited_properties(case, (), {name: raw.get(name) for name in CITED_IN_CASE})
        for section in (*SECTIONS, "groups"):
            for slug, item in case.section(section).items():
                path = (section, slug)
                self._name(case, path, _forms(item), ranges(item["lines"]))
                for alias in item.get("aliases", ()):
                    # A thing may be called by an alias in another place of the case.
                    self._name(case, (*path, "aliases"), [alias], (*ranges(item["lines"]), *ranges(raw["lines"])))
                self._cited_properties(case, path, item)

    def _cited_properties(self, case: CaseFile, path: Path_, item: dict[str, Any]) -> None:
        for name, value in item.items():
            for number, cited in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(cited, dict) and "is" in cited:
                    here = (*path, name, number) if isinstance(value, list) else (*path, name)
                    self._cited_property(case, here, name, cited)

    def _cited_property(self, case: CaseFile, path: Path_, name: str, cited: dict[str, Any]) -> None:
        lines = ranges(cited["lines"])
        if "as" in cited:
            self._form(case, path, cited["as"], lines)
        elif name in ("opened", "ended", "since", "until"):
            self._date(case, path, cited["is"], lines)
        elif name in ("section", "category"):
            self._name(case, path, [cited["is"]], lines)
        else:
            enum = {"orientation": "orientation", "reported_types": "hub_type"}[name]
            self._name(case, path, [load_schema().label(enum, cited["is"], "ja")], lines)

    # -- statements ----------------------------------------------------------------------------

    def check_claims(self) -> None:
        for claim in (*self.claims.edges, *self.claims.outcomes):
            if claim.case.document in self.texts:
                self._claim(claim)

    def _claim(self, claim: Claim | OutcomeClaim) -> None:
        case, path, lines = claim.case, claim.path, claim.lines
        for reference in claim.references():
            if reference.written in claim.forms:
                self._form(case, path, claim.forms[reference.written], lines)
            elif reference.entity.type != "Case":
                self._name(case, path, reference.entity.forms(), lines)
        for name, value in claim.properties.items():
            if str(value) in claim.forms:
                self._form(case, path, claim.forms[str(value)], lines)
            elif name in _DATES:
                self._date(case, path, value, lines)
            elif name in _NUMBERS:
                self._number(case, path, value, lines)
            elif isinstance(value, dict):
                self._words(case, path, value, lines)

    def check_aliases(self) -> None:
        for actor in self.project.actors:
            for form, cited in actor.aliases.items():
                for document, lines in map(citation, cited):
                    if document in self.texts:
                        self.checks += 1
                        if not stands_in(form, self.texts[document].folded((lines,))):
                            values = {"found": form, "lines": _show([lines])}
                            self.failures.append(Problem("name_not_there", actor.file, actor.line, form, values))

    # -- single checks -------------------------------------------------------------------------

    def _expect(self, holds: bool, case: CaseFile, path: Path_, code: str, **values: Any) -> None:
        self.checks += 1
        if not holds:
            self.failures.append(case.file.problem(code, path, **values))

    def _text(self, case: CaseFile, lines: tuple[Lines, ...]) -> str:
        return self.texts[case.document].folded(tuple(lines))

    def _name(self, case: CaseFile, path: Path_, forms: Iterable[str], lines: tuple[Lines, ...]) -> None:
        forms = list(forms)
        text = self._text(case, lines)
        holds = any(stands_in(form, text) for form in forms)
        self._expect(holds, case, path, "name_not_there", found=" / ".join(forms), lines=_show(lines))

    def _form(self, case: CaseFile, path: Path_, forms: Any, lines: tuple[Lines, ...]) -> None:
        text = self._text(case, lines)
        for form in forms if isinstance(forms, list) else [forms]:
            holds = re.sub(r"\s", "", fold_keeping_space(str(form))) in re.sub(r"\s", "", text)
            self._expect(holds, case, path, "form_not_there", found=form, lines=_show(lines))

    def _number(self, case: CaseFile, path: Path_, value: Any, lines: tuple[Lines, ...]) -> None:
        holds = states_number(self._text(case, lines), value)
        self._expect(holds, case, path, "number_not_there", found=value, lines=_show(lines))

    def _date(self, case: CaseFile, path: Path_, value: Any, lines: tuple[Lines, ...]) -> None:
        document: Document = self.project.documents[case.document]
        holds = states_date(self._text(case, lines).upper(), str(value), document.bare_era)
        self._expect(holds, case, path, "date_not_there", found=value, lines=_show(lines))

    def _words(self, case: CaseFile, path: Path_, words: dict[str, Any], lines: tuple[Lines, ...]) -> None:
        """Every figure in our own words stands in the cited lines, as a number or as a year."""
        text = self._text(case, lines)
        stated = numbers(text) | set(years(text.upper(), self.project.documents[case.document].bare_era))
        for language in ("ja", "en"):
            for figure in figures(words[language]):
                holds = max(numbers(figure)) in stated
                self._expect(holds, case, (*path, language), "number_not_there", found=figure, lines=_show(lines))


def _forms(raw: dict[str, Any]) -> list[str]:
    return [raw["name"]["ja"], *raw.get("aliases", ())]


def _show(lines: Iterable[Lines]) -> str:
    return ", ".join(f"{first}-{last}" if first != last else str(first) for first, last in lines)
