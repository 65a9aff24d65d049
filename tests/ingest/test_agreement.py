"""Agreement between coders: the measure, and the figures that the codebook publishes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.agreement import Agreement, compare, krippendorff_alpha, table

CODING = Path(__file__).parent.parent.parent / "docs" / "coding"


def test_alpha_of_krippendorffs_own_example() -> None:
    # Krippendorff (2011), section A: ten units, two observers, binary data, with the coincidences
    # o00 = 10, o01 = o10 = 4, o11 = 2; alpha = 0.095.
    pairs = list(zip("0100000000", "1110010010", strict=True))
    assert krippendorff_alpha(pairs) == pytest.approx(0.095, abs=5e-4)


def test_alpha_is_not_defined_where_nothing_varies() -> None:
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20))
def test_alpha_is_symmetric_and_one_only_for_full_agreement(pairs: list[tuple[str, str]]) -> None:
    alpha = krippendorff_alpha(pairs)
    assert alpha == krippendorff_alpha([(b, a) for a, b in pairs])
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(a == b for a, b in pairs)


@given(st.integers(0, 50), st.integers(0, 50), st.data())
def test_f1_lies_between_precision_and_recall(first: int, second: int, data: st.DataObject) -> None:
    found = Agreement(first, second, data.draw(st.integers(0, min(first, second))))
    if first and second:
        low, high = sorted((found.precision, found.recall))
        assert low - 1e-12 <= found.f1 <= high + 1e-12


@pytest.mark.parametrize(("first", "second"), [("first", "second"), ("flows-a", "flows-b")])
def test_the_published_figures_are_those_of_the_codings(first: str, second: str) -> None:
    page = (CODING.parent / "coding.md").read_text(encoding="utf-8")
    result = compare(CODING / first, CODING / second)
    for kind, words in {"flows": "flows, one end", "flows, both ends": "flows, both ends"}.items():
        a = result.total(kind)
        row = f"| {words} | {a.first} | {a.second} | {a.same} | {a.precision:.2f} | {a.recall:.2f} | {a.f1:.2f} |"
        assert row in page
    assert "| choice |" in table(result)


def test_no_kind_is_left_below_the_bar() -> None:
    first, flows = compare(CODING / "first", CODING / "second"), compare(CODING / "flows-a", CODING / "flows-b")
    assert min(first.total(kind).f1 for kind in ("actors", "outcomes")) >= 0.8
    assert min(flows.total(kind).f1 for kind in ("flows", "flows, both ends")) >= 0.8
    choices = ("hub or no hub", "form of the main hub", "reported types", "orientation")
    assert all((first.alpha(kind) or 0) >= 0.8 for kind in choices)


def test_a_coder_agrees_with_himself() -> None:
    result = compare(CODING / "first", CODING / "first")
    assert all(result.total(kind).f1 == 1 for kind in result.counts)
