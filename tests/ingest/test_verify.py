"""False statements of every kind are planted in a case file that is right, and each is caught."""

from __future__ import annotations

import pytest

from ingest.problems import InputError
from ingest.project import Project
from ingest.verify import verify


def test_what_stands_in_the_lines_passes(folder) -> None:
    result = folder.verify()
    assert result.failures == []
    assert result.checks > 30


PLANTED = {
    "a wrong line": ("runs: [青財団, 講座], lines: 12", "runs: [青財団, 講座], lines: 9", "name_not_there"),
    "a wrong number": ("value: 1500", "value: 1600", "number_not_there"),
    "a wrong amount": ("amount: 120000000", "amount: 130000000", "number_not_there"),
    "an actor that is not there": ("runs: [青財団, 講座]", "runs: [みどり商店, 講座]", "name_not_there"),
    "a region of another name": ("located_in: [みなとラボ, 広島県府中市]", "located_in: [みなとラボ, 尾道市]", "name_not_there"),
    "a wrong year": ("when: FY2018", "when: FY2019", "date_not_there"),
    "a wrong month": ("is: 2017-04", "is: 2017-05", "date_not_there"),
    "a form that is not there": ("lines: 8-9, as: {みどり商店: 同社}", "lines: 8-9, as: {みどり商店: 当社}", "form_not_there"),
    "a hub named in other lines": ("form: place\n    opened: {is: 2017-04, lines: 6-7}\n    lines: 5", "form: place\n    opened: {is: 2017-04, lines: 6-7}\n    lines: 9", "name_not_there"),
    "a group that is not there": ("ja: 技術者, en: Engineers", "ja: 学生, en: Students", "name_not_there"),
    "a figure in our own words": ('"3,000人の利用"', '"4,000人の利用"', "number_not_there"),
    "an orientation that is not reported": ("summary:", "orientation: {is: metro_x_regional, lines: 5-7}\nsummary:", "name_not_there"),
    "a type that is not reported": ("form: place\n", "form: place\n    reported_types: [{is: coworking, lines: 5-7}]\n", "name_not_there"),
    "a since that is not there": ("since: 2017-04", "since: 2016-04", "date_not_there"),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_a_false_statement_is_caught(folder, planted: str) -> None:
    old, new, code = PLANTED[planted]
    if "学生" in new:
        text = folder.case.read_text().replace("from: 技術者", "from: 学生")
        folder.case.write_text(text)
    folder.change(old, new)
    failures = folder.verify().failures
    assert code in {failure.code for failure in failures}
    assert all(failure.file.endswith("minato-lab.yaml") and failure.line for failure in failures)


def test_a_swapped_alias_is_caught(folder) -> None:
    registry = folder.path / "actors" / "actors.yaml"
    content = (
        registry.read_text()
        .replace('    aliases: {青財団: "test-2018:12"}\n', "")
        .replace('aliases: {青財団: "test-2018:12"}\n', "")
    )
    swapped = content.replace(
        "kind: company}", 'kind: company, aliases: {青財団: "test-2018:12", 同社: "test-2018:7"}}'
    )
    registry.write_text(swapped)
    failures = folder.verify().failures
    assert [(failure.code, failure.key) for failure in failures] == [("name_not_there", "同社")]


def test_another_version_of_the_text_is_caught(folder) -> None:
    path = folder.texts / "test-2018.txt"
    path.write_text(path.read_text() + "\n")
    assert [failure.code for failure in folder.verify().failures] == ["text_differs"]


def test_a_stale_digest_is_caught(folder) -> None:
    (folder.path / "digests").mkdir()
    (folder.path / "digests" / "test-2018.tsv").write_text("5\t5\t0123456789abcdef\n")
    assert {failure.code for failure in folder.verify().failures} == {"digest_differs"}


def test_a_missing_text_is_said(folder) -> None:
    (folder.texts / "test-2018.txt").unlink()
    assert [failure.code for failure in folder.verify().failures] == ["text_missing"]


def test_names_that_do_not_resolve_are_not_verified(folder) -> None:
    folder.change("runs: [青財団", "runs: [青色財団")
    with pytest.raises(InputError):
        folder.verify()


@pytest.mark.sources
def test_the_shipped_cases_stand_in_their_documents(shipped_project: Project, sources) -> None:
    result = verify(shipped_project, sources)
    assert [failure.text("en") for failure in result.failures] == []
    assert result.checks > 100 * len(shipped_project.cases)
