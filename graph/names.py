"""How Japanese names are compared: folding of character forms, and legal forms set aside.

Folding follows Unicode NFKC, then a table of radicals that NFKC leaves as they are (PDF text
holds them in place of the ordinary characters).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RADICALS = str.maketrans("⺠⻄⻑⻘⻤⻩⻫⻭⻯⻲⺟⻝⻨⻁⾧", "民西長青鬼黄斉歯竜亀母食麦虎長")
_MARKS = str.maketrans(dict.fromkeys("「」『』“”〝〟\"'’‘", None)) | str.maketrans("‐‑‒–—―−〜", "-------~")
_LEGAL_FORMS = (
    "株式会社", "(株)", "有限会社", "(有)", "合同会社", "合資会社",
    "一般社団法人", "(一社)", "公益社団法人", "(公社)", "一般財団法人", "(一財)", "公益財団法人", "(公財)",
    "特定非営利活動法人", "npo法人", "国立大学法人", "公立大学法人", "学校法人", "独立行政法人",
    "国立研究開発法人", "社会福祉法人", "医療法人", "農事組合法人", "農業生産法人", "(npo)", "(独)",
)  # fmt: skip
_LEGAL = "|".join(map(re.escape, _LEGAL_FORMS))
_LEGAL_AT_END = re.compile(rf"^(?:{_LEGAL})+|(?:{_LEGAL})+$")


# NFKC would set a free-standing voiced mark off by a space.
_VOICED = str.maketrans("\u309b\u309c", "\u3099\u309a")
# NFKC would join the number of a list to the word after it (⑤INTILAQ).
_LIST_NUMBERS = re.compile("[①-⑳❶-❿]")


def fold_keeping_space(text: str) -> str:
    """NFKC, radicals, quotation marks and case folded; white space stays."""
    text = _LIST_NUMBERS.sub(r" \g<0> ", text).translate(_VOICED)
    return unicodedata.normalize("NFKC", text).translate(_RADICALS).translate(_MARKS).casefold()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The form under which two spellings of one name are equal: folded, without white space."""
    return re.sub(r"\s+", "", fold_keeping_space(text))


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """The folded name without its legal form (株式会社, (一社), NPO法人 …); never empty for a name."""
    folded = fold(name)
    return _LEGAL_AT_END.sub("", folded) or folded


@lru_cache(maxsize=65536)
def _pattern(folded: str) -> re.Pattern[str]:
    # Latin words must not match inside longer Latin words ("tip" in "multiple"), but a Latin
    # name that stands next to kanji, or is broken over lines, is found.
    body = r"\s*".join(map(re.escape, folded))
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", folded) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", folded) else ""
    return re.compile(before + body + after)


def place_of(name: str, folded_text: str) -> tuple[int, int] | None:
    """Where `name` (without its legal form) first stands in a text given by `fold_keeping_space`; None if nowhere."""
    found = _pattern(core(name)).search(folded_text)
    return found.span() if found else None


def stands_in(name: str, folded_text: str) -> bool:
    """Whether `name`, with or without its legal form, stands in a text given by `fold_keeping_space`."""
    return bool(name) and place_of(name, folded_text) is not None
