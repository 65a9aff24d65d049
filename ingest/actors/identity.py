"""Who is who: judgements that two entries of the registry are one actor, or are two.

A judgement is recorded with its reason and can be taken back; the entries themselves stay. The idea
is that of the resolver of nomenklatura.
"""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.names import core
from ingest.actors import RegisteredActor
from ingest.formats import read_valid
from ingest.problems import InputError, Problem, nearest
from ingest.sources import write_atomically
from ingest.yamlfile import YamlFile

SAME, DIFFERENT = "same", "different"
_ALIKE = 0.8
# Words that many names share, and that make two names look alike without being so.
_COMMON = (
    "ホールディングス",
    "グループ",
    "フィナンシャル",
    "株式会社",
    "商工会議所",
    "大学",
    "銀行",
    "協議会",
    "連合会",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two actors (ids without `actor:`) are the same or different, and what that rests on."""

    judgement: str
    actors: tuple[str, str]
    because: str
    by: str = ""
    on: str = ""
    lines: tuple[str, ...] = ()
    file: str = ""
    line: int = 0

    @property
    def pair(self) -> frozenset[str]:
        return frozenset(self.actors)

    def as_json(self) -> dict[str, Any]:
        """As it stands in the file, without what is empty."""
        record = {
            "judgement": self.judgement,
            "actors": list(self.actors),
            "because": self.because,
            "by": self.by,
            "on": self.on,
            "lines": list(self.lines),
        }
        return {key: value for key, value in record.items() if value}


def read_judgements(path: Path) -> list[Judgement]:
    """The judgements of a file in order; none where there is no file or it is empty.

    Raises InputError where its form is wrong.
    """
    return _read(path)[1]


def _read(path: Path) -> tuple[YamlFile | None, list[Judgement]]:
    try:
        file = read_valid(path, "judgements")
    except InputError as error:
        if {problem.code for problem in error.problems} <= {"file_missing", "file_empty"}:
            return None, []
        raise
    found = []
    for number, raw in enumerate(file.data):
        lines = raw.get("lines", ())
        judgement = Judgement(
            raw["judgement"],
            (raw["actors"][0], raw["actors"][1]),
            raw["because"],
            raw.get("by", ""),
            str(raw.get("on", "")),
            (lines,) if isinstance(lines, str) else tuple(lines),
            file.file,
            file.line((number,)),
        )
        found.append(judgement)
    return file, found


def holding(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The last judgement on each pair."""
    last: dict[frozenset[str], Judgement] = {}
    for judgement in judgements:
        last.pop(judgement.pair, None)
        last[judgement.pair] = judgement
    return list(last.values())


def record(path: Path, judgement: Judgement) -> None:
    """Adds a judgement to the end of a file."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    dated = replace(judgement, on=judgement.on or datetime.date.today().isoformat())
    entry = json.dumps(dated.as_json(), ensure_ascii=False)
    write_atomically(path, f"{old.rstrip()}\n- {entry}\n".lstrip().encode("utf-8"))


def undo(path: Path, pair: frozenset[str]) -> Judgement | None:
    """Takes back the last judgement of the file on a pair; None where there is none."""
    file, found = _read(path)
    mine = [number for number, judgement in enumerate(found) if judgement.pair == pair]
    if file is None or not mine:
        return None
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    first = file.line((mine[-1],)) - 1
    following = mine[-1] + 1
    last = file.line((following,)) - 1 if following < len(found) else len(text)
    write_atomically(path, "".join(text[:first] + text[last:]).encode("utf-8"))
    return found[mine[-1]]


def merged(
    actors: list[RegisteredActor], judgements: Iterable[Judgement]
) -> tuple[list[RegisteredActor], list[Problem]]:
    """The registry with the actors that are judged the same made one, under the first one's id.

    The problems name judgements on actors that are not there, and pairs that are judged different
    but are the same by way of others.
    """
    known = {actor.id.removeprefix("actor:"): actor for actor in actors}
    valid: list[Judgement] = []
    problems: list[Problem] = []
    for judgement in holding(judgements):
        missing = [name for name in judgement.actors if name not in known]
        problems += [_unknown(judgement, name, known) for name in missing]
        valid += [] if missing else [judgement]
    leader = {name: name for name in known}
    for judgement in valid:
        if judgement.judgement == SAME:
            first, second = (leader[name] for name in judgement.actors)
            leader = {name: first if head == second else head for name, head in leader.items()}
    for judgement in valid:
        one, other = judgement.actors
        if judgement.judgement == DIFFERENT and leader[one] == leader[other]:
            values = {"found": f"{one}, {other}"}
            problems.append(Problem("judgement_conflict", judgement.file, judgement.line, values=values))
    followers: dict[str, list[RegisteredActor]] = {}
    for name, head in leader.items():
        if name != head:
            followers.setdefault(head, []).append(known[name])
    kept = [_joined(actor, followers.get(name, [])) for name, actor in known.items() if leader[name] == name]
    return kept, problems


def _unknown(judgement: Judgement, name: str, known: Iterable[str]) -> Problem:
    near = nearest(name, known) or "—"
    return Problem("unknown_actor", judgement.file, judgement.line, values={"found": name, "near": near})


def _joined(actor: RegisteredActor, others: list[RegisteredActor]) -> RegisteredActor:
    if not others:
        return actor
    aliases = dict(actor.aliases)
    for other in others:
        for form, cited in {other.name.ja: (), **other.aliases}.items():
            if form != actor.name.ja:
                aliases[form] = tuple(dict.fromkeys((*aliases.get(form, ()), *cited)))
    return replace(actor, aliases=aliases, also=tuple(other.id for other in others))


def alike(actors: Iterable[RegisteredActor]) -> Iterator[tuple[RegisteredActor, RegisteredActor]]:
    """Pairs of registered actors whose names look alike: one holds the other, or nearly the same letters."""
    listed = [actor for actor in actors if actor.region is None]
    for number, one in enumerate(listed):
        for other in listed[number + 1 :]:
            if any(_look_alike(core(a), core(b)) for a in _forms(one) for b in _forms(other)):
                yield one, other


def _forms(actor: RegisteredActor) -> tuple[str, ...]:
    return (actor.name.ja, *actor.aliases)


def _look_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 3 and shorter in longer:
        return True
    bare = [_without_common(name) for name in (one, other)]
    if min(map(len, bare)) < 3:
        return False
    matcher = difflib.SequenceMatcher(None, *bare, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _without_common(name: str) -> str:
    for word in _COMMON:
        name = name.replace(word, "")
    return name
