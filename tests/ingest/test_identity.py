"""Judgements of identity: recorded, taken back, and never against each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.schema import Label
from ingest.actors import RegisteredActor
from ingest.actors.identity import DIFFERENT, SAME, Judgement, alike, holding, merged, read_judgements, record, undo
from ingest.build import build
from ingest.problems import InputError
from ingest.project import Project

NAMES = ["a", "b", "c", "d"]


def actor(id_: str, name: str = "", **aliases: tuple[str, ...]) -> RegisteredActor:
    return RegisteredActor(f"actor:{id_}", Label(name or id_ * 4, id_), "company", aliases)


def judge(kind: str, one: str, other: str) -> Judgement:
    return Judgement(kind, (one, other), "because")


def ids(actors: list[RegisteredActor]) -> set[str]:
    return {found.id.removeprefix("actor:") for found in actors}


def test_a_merge_keeps_the_first_id_and_all_names() -> None:
    actors, problems = merged([actor("a", "甲"), actor("b", "乙", 丙=("d:1",)), actor("c")], [judge(SAME, "a", "b")])
    assert problems == []
    assert ids(actors) == {"a", "c"}
    first = actors[0]
    assert (first.name.ja, first.aliases, first.also) == ("甲", {"乙": (), "丙": ("d:1",)}, ("actor:b",))


def test_the_last_judgement_on_a_pair_holds() -> None:
    judgements = [judge(SAME, "a", "b"), judge(DIFFERENT, "b", "a")]
    assert [j.judgement for j in holding(judgements)] == [DIFFERENT]
    assert ids(merged([actor("a"), actor("b")], judgements)[0]) == {"a", "b"}


def test_judgements_that_contradict_each_other_are_an_error() -> None:
    judgements = [judge(SAME, "a", "b"), judge(SAME, "b", "c"), judge(DIFFERENT, "a", "c")]
    _, problems = merged([actor(name) for name in NAMES], judgements)
    assert [problem.code for problem in problems] == ["judgement_conflict"]


def test_a_judgement_on_nobody_is_an_error() -> None:
    _, problems = merged([actor("abc")], [judge(SAME, "abc", "abd")])
    assert [(problem.code, problem.values["near"]) for problem in problems] == [("unknown_actor", "abc")]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])))
def test_merging_is_an_equivalence_and_loses_nobody(pairs: list[tuple[str, str]]) -> None:
    actors, problems = merged([actor(name) for name in NAMES], [judge(SAME, *pair) for pair in pairs])
    assert problems == []
    groups = [{found.id, *found.also} for found in actors]
    assert sorted(name for group in groups for name in group) == [f"actor:{name}" for name in NAMES]
    for pair in pairs:
        assert any({f"actor:{name}" for name in pair} <= group for group in groups)


@given(st.lists(st.sampled_from([SAME, DIFFERENT]), max_size=5))
def test_undo_takes_back_what_was_recorded_last(tmp_path_factory: pytest.TempPathFactory, kinds: list[str]) -> None:
    path = tmp_path_factory.mktemp("j") / "judgements.yaml"
    path.write_text("# kept\n", encoding="utf-8")
    for kind in kinds:
        record(path, judge(kind, "a", "b"))
        record(path, judge(kind, "c", "d"))
    for kind in reversed(kinds):
        taken = undo(path, frozenset("ab"))
        assert taken is not None
        assert taken.judgement == kind
    assert undo(path, frozenset("ab")) is None
    assert [j.judgement for j in read_judgements(path)] == kinds
    assert path.read_text(encoding="utf-8").startswith("# kept\n")


def test_undo_removes_an_entry_that_a_person_wrote_over_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    path.write_text(
        "- judgement: same\n  actors: [a, b]\n  because: x\n- {judgement: different, actors: [c, d], because: y}\n"
    )
    assert undo(path, frozenset("ab")) is not None
    assert [j.actors for j in read_judgements(path)] == [("c", "d")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("岐阜商工会議所", "岐阜県商工会議所連合会", False),
        ("慶應義塾大学", "慶應義塾大学先端生命科学研究所", True),
        ("三菱商事", "三菱電機", False),
        ("みずほ銀行", "みずほフィナンシャルグループ", True),
        ("日本生命保険", "日本生命保険相互会社", True),
    ],
)
def test_names_that_look_alike_are_found(one: str, other: str, expected: bool) -> None:
    assert bool(list(alike([actor("a", one), actor("b", other)]))) is expected


def test_a_judgement_in_a_case_folder_makes_one_node(folder) -> None:
    registry = folder.path / "actors" / "actors.yaml"
    registry.write_text(registry.read_text() + "aoi: {name: {ja: 青森財団, en: Aomori}, kind: foundation}\n")
    folder.attach()
    record(folder.path / "judgements.yaml", judge(SAME, "aoi-foundation", "aoi"))
    folder.change("runs: [青財団, 講座]", "runs: [actor:aoi, 講座]")
    node = build([folder.path]).nodes["actor:aoi-foundation"]
    assert node.aliases == ("青森財団", "青財団")
    record(folder.path / "judgements.yaml", judge(DIFFERENT, "aoi-foundation", "aoi"))
    assert "actor:aoi" in build([folder.path]).nodes


def test_a_malformed_judgement_is_an_error(folder) -> None:
    (folder.path / "judgements.yaml").write_text("- {judgement: maybe, actors: [midori, aoi], because: x}\n")
    with pytest.raises(InputError) as caught:
        build([folder.path])
    assert {problem.code for problem in caught.value.problems} == {"not_a_choice"}


def test_every_pair_of_the_shipped_registry_that_looks_alike_is_judged(shipped_project: Project) -> None:
    decided = {judgement.pair for judgement in holding(shipped_project.judgements)}
    open_pairs = {
        frozenset(a.id.removeprefix("actor:") for a in pair) for pair in alike(shipped_project.actors)
    } - decided
    assert open_pairs == set()
