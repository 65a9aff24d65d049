"""How far two coders of the same cases agree: `python -m ingest.agreement docs/coding/first docs/coding/second`.

Each folder holds the case files of one coder, made without sight of the other's. Agreement is given as
precision and recall of the second coder against the first (their harmonic mean is the same from both
sides), and for what is a choice among classes as Krippendorff's alpha (Krippendorff 2011, "Computing
Krippendorff's alpha-reliability", nominal data).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx

from graph.names import core
from ingest.claims import Claim, Claims, OutcomeClaim, read_claims
from ingest.project import CaseFile, Project, read_project
from ingest.resolve import Entity
from ingest.sources import Lines


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many items each coder has, and how many are the same."""

    first: int = 0
    second: int = 0
    same: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.first + other.first, self.second + other.second, self.same + other.same)

    @property
    def precision(self) -> float:
        """The part of the second coder's items that the first has too."""
        return self.same / self.second if self.second else 1.0

    @property
    def recall(self) -> float:
        """The part of the first coder's items that the second has too."""
        return self.same / self.first if self.first else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.same / (self.first + self.second) if self.first + self.second else 1.0


@dataclass(slots=True)
class Comparison:
    """The agreement on each kind of statement, by case, and the choices that both coders made."""

    counts: dict[str, dict[str, Agreement]] = field(default_factory=lambda: defaultdict(dict))
    choices: dict[str, list[tuple[Hashable, Hashable]]] = field(default_factory=lambda: defaultdict(list))
    only: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def total(self, kind: str) -> Agreement:
        """The agreement on one kind over all cases."""
        return sum(self.counts[kind].values(), Agreement())

    def alpha(self, kind: str) -> float | None:
        """Krippendorff's alpha of a choice; None where it is not defined."""
        return krippendorff_alpha(self.choices[kind])


def krippendorff_alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Alpha of nominal data with two coders and no missing values; None where no value varies."""
    values = Counter(value for pair in pairs for value in pair)
    count = sum(values.values())
    observed = sum(one != other for one, other in pairs) / len(pairs) if pairs else 0.0
    expected = 1 - sum(n * (n - 1) for n in values.values()) / (count * (count - 1)) if count > 1 else 0.0
    return 1 - observed / expected if expected else None


def compare(first: Path, second: Path) -> Comparison:
    """Compares the cases of `second` with the same cases of `first`.

    Raises InputError where a folder cannot be read, KeyError where `first` lacks a case.
    """
    coders = [_Coder(read_project([folder])) for folder in (first, second)]
    result = Comparison()
    for id_ in sorted(coders[1].cases):
        _compare_case(id_, coders[0], coders[1], result)
    return result


class _Coder:
    def __init__(self, project: Project):
        self.claims: Claims = read_claims(project)
        self.cases: dict[str, CaseFile] = {case.id: case for case in project.cases}
        self.edges: dict[str, list[Claim]] = defaultdict(list)
        self.outcomes: dict[str, list[OutcomeClaim]] = defaultdict(list)
        for claim in self.claims.edges:
            self.edges[claim.case.id].append(claim)
        for outcome in self.claims.outcomes:
            self.outcomes[outcome.case.id].append(outcome)

    def actors(self, case: str) -> set[str]:
        """The named actors of a case (role groups left out)."""
        named = (r.entity for c in (*self.edges[case], *self.outcomes[case]) for r in c.references())
        return {entity.id for entity in named if entity.type == "Actor" and entity.case is None}

    def flows(self, case: str) -> list[Claim]:
        return [claim for claim in self.edges[case] if claim.type == "FLOW"]

    def figures(self, case: str) -> list[OutcomeClaim]:
        return [outcome for outcome in self.outcomes[case] if "value" in outcome.properties]


def _compare_case(case: str, first: _Coder, second: _Coder, result: Comparison) -> None:
    one, other = first.actors(case), second.actors(case)
    result.counts["actors"][case] = Agreement(len(one), len(other), len(one & other))
    result.only["actors"] += [f"{case} 1 {id_}" for id_ in sorted(one - other)]
    result.only["actors"] += [f"{case} 2 {id_}" for id_ in sorted(other - one)]
    for kind, items, same in (
        ("flows", _Coder.flows, _same_flow),
        ("flows, both ends", _Coder.flows, _same_flow_and_ends),
        ("outcomes", _Coder.figures, _same_figure),
    ):
        _match(case, kind, items(first, case), items(second, case), same, result)
    for kind, choice in _CHOICES.items():
        result.choices[kind].append((choice(first.cases[case]), choice(second.cases[case])))


def _match(
    case: str,
    kind: str,
    first: Sequence[Any],
    second: Sequence[Any],
    same: Callable[[Any, Any], bool],
    result: Comparison,
) -> None:
    """Pairs as many items as possible, each once."""
    network = nx.Graph()
    network.add_nodes_from([*(("1", i) for i in range(len(first))), *(("2", i) for i in range(len(second)))])
    network.add_edges_from(
        (("1", i), ("2", j)) for i, one in enumerate(first) for j, other in enumerate(second) if same(one, other)
    )
    top = [node for node in network if node[0] == "1"]
    pairs = nx.bipartite.maximum_matching(network, top)
    result.counts[kind][case] = Agreement(len(first), len(second), len(pairs) // 2)
    for coder, items in (("1", first), ("2", second)):
        alone = [items[i] for side, i in network if side == coder and (side, i) not in pairs]
        result.only[kind] += [f"{case} {coder} {_words(item)}" for item in alone]
    if kind == "flows":
        for node in top:
            if node in pairs:
                result.choices["kind of flow"].append((first[node[1]].kind, second[pairs[node][1]].kind))
    if kind == "outcomes":
        for node in top:
            if node in pairs:
                statuses = first[node[1]].properties["status"], second[pairs[node][1]].properties["status"]
                result.choices["status of outcome"].append(statuses)


def _words(item: Claim | OutcomeClaim) -> str:
    if isinstance(item, OutcomeClaim):
        return f"{item.properties['quantity']['ja']} = {item.properties['value']}"
    return f"{item.kind}: {item.source.written} → {item.target.written} ({item.properties['what']['ja']})"


def _same_flow(one: Claim, other: Claim) -> bool:
    """The same kind, from lines that overlap, with one end at least the same thing in the same part."""
    ends = _same_thing(one.source.entity, other.source.entity), _same_thing(one.target.entity, other.target.entity)
    return one.kind == other.kind and _overlap(one.lines, other.lines) and any(ends)


def _same_flow_and_ends(one: Claim, other: Claim) -> bool:
    return _same_flow(one, other) and all(
        _same_thing(*ends)
        for ends in ((one.source.entity, other.source.entity), (one.target.entity, other.target.entity))
    )


def _same_figure(one: OutcomeClaim, other: OutcomeClaim) -> bool:
    same_value = one.properties["value"] == other.properties["value"]
    return same_value and _overlap(one.lines, other.lines)


def _same_thing(one: Entity, other: Entity) -> bool:
    """The same entity; or, as each coder chooses ids and types, things with a name in common."""
    if one.id == other.id:
        return True
    names = [{core(form) for form in entity.forms()} for entity in (one, other)]
    return any(a in b or b in a for a in names[0] for b in names[1])


def _overlap(one: Iterable[Lines], other: Iterable[Lines]) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)


def _has_hub(case: CaseFile) -> bool:
    return bool(case.section("hubs"))


def _form(case: CaseFile) -> str:
    hubs = case.section("hubs")
    main = hubs.get(case.id) or next(iter(hubs.values()), None)
    return main["form"] if main else "no hub"


def _types(case: CaseFile) -> tuple[str, ...]:
    hubs = case.section("hubs").values()
    return tuple(sorted({item["is"] for hub in hubs for item in hub.get("reported_types", ())}))


def _orientation(case: CaseFile) -> str:
    return case.data.get("orientation", {}).get("is", "none")


_CHOICES: dict[str, Callable[[CaseFile], Hashable]] = {
    "hub or no hub": _has_hub,
    "form of the main hub": _form,
    "reported types": _types,
    "orientation": _orientation,
}


def table(result: Comparison) -> str:
    """The agreement as Markdown tables."""
    rows = ["| kind | first | second | same | precision | recall | F1 |", "| --- | --: | --: | --: | --: | --: | --: |"]
    for kind in result.counts:
        a = result.total(kind)
        rows.append(f"| {kind} | {a.first} | {a.second} | {a.same} | {a.precision:.2f} | {a.recall:.2f} | {a.f1:.2f} |")
    rows += ["", "| choice | units | agree | alpha |", "| --- | --: | --: | --: |"]
    for kind, pairs in result.choices.items():
        alpha = result.alpha(kind)
        agree = sum(one == other for one, other in pairs)
        rows.append(f"| {kind} | {len(pairs)} | {agree} | {'—' if alpha is None else f'{alpha:.2f}'} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    found = compare(*map(Path, sys.argv[1:3]))
    sys.stdout.write(table(found))
    if "--only" in sys.argv:
        for kind, lines in found.only.items():
            sys.stdout.write(f"\n{kind}\n" + "".join(f"  {line}\n" for line in lines))
