"""How names are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import core, fold, fold_keeping_space, stands_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("株式会社ツクルバ", "㈱ツクルバ"),
        ("株式会社トヨタ自動車", "トヨタ自動車"),
        ("（一社）渋谷未来デザイン", "一般社団法人渋谷未来デザイン"),
        ("NPO法人 ETIC.", "ETIC."),
        ("ＩＢＭ", "IBM"),
        ("⻑野県", "長野県"),
        ("「co-ba（コーバ）」", "co-ba(コーバ)"),
        ("Ｎｅｘｔ Commons　Lab", "next commons lab"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert core(one) == core(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("岐阜県商工会議所連合会", "岐阜商工会議所"),
        ("山形県", "山形"),
        ("日本電信電話", "NTTドコモ"),
        ("中部経済産業局", "中部経済連合会"),
    ],
)
def test_different_names_are_not(one: str, other: str) -> None:
    assert core(one) != core(other)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("農家のこせがれネットワーク", "農家のこせがれ\nネットワーク"),
        ("株式会社ツクルバ", "㈱ツクルバが運営する"),
        ("TIP", "第３期からTIPの事務局"),
        ("No Maps", "No Maps Business Conference"),
        ("FDS", "FD\nS"),
    ],
)
def test_a_name_stands_across_breaks_and_beside_kanji(name: str, text: str) -> None:
    assert stands_in(name, fold_keeping_space(text))


@pytest.mark.parametrize(("name", "text"), [("TIP", "multiple"), ("IBM", "IBMS"), ("山形県", "山形市"), ("", "x")])
def test_a_name_is_not_found_inside_another_word(name: str, text: str) -> None:
    assert not stands_in(name, fold_keeping_space(text))


names = st.text(
    st.characters(min_codepoint=0x3041, max_codepoint=0x9FFF, exclude_categories=["Mn", "Sk"]), min_size=1, max_size=12
)


@given(names)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert core(core(name)) == core(name)


@given(names, st.integers(0, 12), st.sampled_from(["\n", "　", " "]))
def test_white_space_inside_a_name_changes_nothing(name: str, at: int, space: str) -> None:
    broken = name[:at] + space + name[at:]
    assert fold(broken) == fold(name)
    if fold(name):
        assert stands_in(name, fold_keeping_space(f"前{broken}後"))
