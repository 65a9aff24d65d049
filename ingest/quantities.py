"""Numbers and dates as Japanese documents write them, for comparison with what a statement says.

Full-width digits and their separators, 万/億/兆 (also combined: ９億３千万), kanji numerals, eras
(平成30年, H30, 元年) and years of two digits where the document's era is known.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# A number with multipliers: 9億3千万, 1億2,000万, 7530万, 1000万.
_COMPOUND = re.compile(
    r"(?:\d[\d,]*(?:\.\d+)?[十百千]*[万億兆]+)+(?:\d[\d,]*(?:\.\d+)?[十百千]*)?|\d[\d,]*(?:\.\d+)?[十百千]+"
)
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9_.,-])\d[\d,]*(?:\.\d+)?(?:[十百千万億兆]+\d[\d,]*(?:\.\d+)?)*[十百千万億兆]*(?![A-Za-z\d,.]*[A-Za-z])"
)
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)([十百千]*)([万億兆]*)")
_KANJI = re.compile(r"[〇一二三四五六七八九十百千万億兆]+")
_TENTHS = re.compile(r"(\d(?:\.\d+)?)割")  # 4割 is 40 %
_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR])(\d{1,2}|元)")
_BARE_YEAR = re.compile(r"(?<![\d.,])(\d{1,2})年")
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"['’‘](\d\d)(?!\d)")
# 4月, 4/1, 2018.4.1
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_DAY = re.compile(r"(?<!\d)(3[01]|[12]\d|0?[1-9])日")
_NUMERIC_DATE = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])[/.](3[01]|[12]\d|0?[1-9])(?!\d)")
_NUMERIC_YEAR_MONTH = re.compile(r"(?:1[6-9]|20)\d\d[/.](1[0-2]|0?[1-9])(?!\d)")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _variants(text: str) -> tuple[str, str]:
    # A number may be broken over lines, and two numbers may stand one below the other:
    # both readings count.
    folded = _plain(text)
    return folded, re.sub(r"\s+", "", folded)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").rstrip("."))


@lru_cache(maxsize=8192)
def numbers(text: str) -> frozenset[Decimal]:
    """Every number that the text can be read to state."""
    found: set[Decimal] = set()
    for variant in _variants(text):
        for match in _NUMBER.finditer(variant):
            found |= _readings(match.group())
        found |= {value for match in _COMPOUND.finditer(variant) for value in _compound(match.group())}
        found |= {value for match in _KANJI.finditer(variant) for value in _kanji(match.group())}
        found |= {_decimal(tenths) * 10 for tenths in _TENTHS.findall(variant)}
    return frozenset(found)


def _readings(digits: str) -> set[Decimal]:
    # "1,200" is one number; "1,2" may be two of a list.
    if _GROUPED.fullmatch(digits):
        return {_decimal(digits)}
    return {_decimal(digits), *(_decimal(part) for part in digits.split(",") if part)}


def _compound(text: str) -> set[Decimal]:
    found: set[Decimal] = set()
    total = group = Decimal(0)
    for digits, small, large in _PART.findall(text):
        value = _decimal(digits)
        for unit in small:
            value *= _SMALL[unit]
        group += value
        scaled = group
        for unit in large:
            scaled *= _LARGE[unit]
        found |= {value, scaled}
        if large:
            total, group = total + scaled, Decimal(0)
    found.add(total + group)
    return found


def _kanji(text: str) -> set[Decimal]:
    if all(c in _KANJI_DIGITS for c in text):
        spelled = Decimal("".join(str(_KANJI_DIGITS[c]) for c in text))
        return {spelled, *(Decimal(_KANJI_DIGITS[c]) for c in text)}
    total = group = 0
    digit: int | None = None
    for character in text:
        if character in _KANJI_DIGITS:
            digit = _KANJI_DIGITS[character]
        elif character in _SMALL:
            group += (1 if digit is None else digit) * _SMALL[character]
            digit = None
        else:
            group += digit or 0
            total += (group or 1) * _LARGE[character]
            group, digit = 0, None
    return {Decimal(total + group + (digit or 0))}


def states_number(text: str, value: float | int | str) -> bool:
    """Whether the text states this number, in any notation."""
    return Decimal(str(value)).normalize() in {number.normalize() for number in numbers(text)}


def figures(text: str) -> list[str]:
    """The numbers of a text as they are written, with their multipliers; parts of names (4D, X-1) left out."""
    return _FIGURE.findall(_plain(text))


@lru_cache(maxsize=8192)
def years(text: str, bare_era: str | None = None) -> frozenset[int]:
    """Every year of the common era that the text names; `bare_era` reads 「21年」."""
    found: set[int] = set()
    for variant in _variants(text):
        found |= {int(year) for year in _YEAR.findall(variant)}
        found |= {2000 + int(year) for year in _SHORT_YEAR.findall(variant)}
        for era, year in _ERA_YEAR.findall(variant):
            start = ERAS[_ERA_LETTERS.get(era, era)]
            found.add(start + (1 if year == "元" else int(year)))
        if bare_era:
            found |= {ERAS[bare_era] + int(year) for year in _BARE_YEAR.findall(variant)}
    return frozenset(found)


def _months_and_days(text: str) -> tuple[set[int], set[int]]:
    months: set[int] = set()
    days: set[int] = set()
    for variant in _variants(text):
        months |= {int(month) for month in _MONTH.findall(variant)}
        days |= {int(day) for day in _DAY.findall(variant)}
        months |= {int(month) for month in _NUMERIC_YEAR_MONTH.findall(variant)}
        for month, day in _NUMERIC_DATE.findall(variant):
            months.add(int(month))
            days.add(int(day))
    return months, days


def states_date(text: str, when: str, bare_era: str | None = None) -> bool:
    """Whether the text states every part of a date or interval (`2018-04`, `FY2018`, `2016/2018`)."""
    months, days = _months_and_days(text)
    known = years(text, bare_era)
    for moment in str(when).split("/"):
        year, month, day = (*moment.removeprefix("FY").split("-"), "", "")[:3]
        if int(year) not in known or (month and int(month) not in months) or (day and int(day) not in days):
            return False
    return True
