"""Numbers and dates as Japanese documents write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quantities import ERAS, numbers, states_date, states_number, years

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("約９億３千万円", 930_000_000),
        ("約20億円に達する", 2_000_000_000),
        ("7,530万", 75_300_000),
        ("1億2,000万円", 120_000_000),
        ("月16万円程度", 160_000),
        ("一粒 1,000 円", 1000),
        ("11.7ポイント", 11.7),
        ("年間１００本", 100),
        ("約９億３\n千万円", 930_000_000),
        ("三者が主催者", 3),
        ("二十四拠点", 24),
        ("５割程度", 50),
        ("300 万人", 3_000_000),
        ("0.7％", 0.7),
    ],
)
def test_a_number_is_found_in_every_notation(text: str, value: float) -> None:
    assert states_number(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24拠点", 25),
        ("約7,530万円", 530),
        ("1,200人", 200),
        ("1,000円", 100),
        ("９億３千万円", 93),
        ("数名", 3),
        ("2018年", 18),
    ],
)
def test_another_number_is_not(text: str, value: float) -> None:
    assert not states_number(text, value)


@given(st.integers(1, 10**12), st.booleans())
def test_digits_with_separators_and_full_width_are_one_number(value: int, wide: bool) -> None:
    text = f"{value:,}"
    assert states_number(f"約{text.translate(FULL_WIDTH) if wide else text}円", value)


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_oku_and_man_add_up(oku: int, man: int) -> None:
    text = f"{oku}億{man}万円" if man else f"{oku}億円"
    assert states_number(text, oku * 10**8 + man * 10**4)


@given(st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False))
def test_decimals(value: Decimal) -> None:
    assert states_number(f"{value}％", value)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(value, Decimal) for value in numbers(text))
    assert all(1600 <= year < 2200 for year in years(text, "平成"))


@given(st.sampled_from(sorted(ERAS)), st.integers(1, 40))
def test_an_era_year_is_a_year_of_the_common_era(era: str, year: int) -> None:
    assert ERAS[era] + year in years(f"{era} {year} 年度")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("平成 30年５月に", "2018-05"),
        ("2018年\n10月", "2018-10"),
        ("平成30年4月26日", "2018-04-26"),
        ("令和元年", "2019"),
        ("H29年9月", "2017-09"),
        ("平成29年度", "FY2017"),
        ("平成 24 年度～平成 29 年度", "FY2012/FY2017"),
        ("2018/5/31", "2018-05-31"),
        ("2018.4", "2018-04"),
        ("1816 年に創業", "1816"),
    ],
)
def test_a_date_is_found_in_every_notation(text: str, when: str) -> None:
    assert states_date(text, when)


@pytest.mark.parametrize(
    ("text", "when"), [("平成30年5月", "2018-06"), ("平成29年", "2018"), ("2018年", "2018-01"), ("５月", "2018-05")]
)
def test_another_date_is_not(text: str, when: str) -> None:
    assert not states_date(text, when)


def test_a_year_of_two_digits_needs_an_era() -> None:
    assert states_date("２１年１１月９日", "2009-11-09", bare_era="平成")
    assert not states_date("２１年１１月９日", "2009-11-09")
