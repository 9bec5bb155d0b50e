"""Numbers and dates among Chinese, Japanese and Korean letters, set apart so that they can be found."""

from __future__ import annotations

import re
from calendar import month_name
from fractions import Fraction

LETTER = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SCALES = {
    "千": 10**3,
    "천": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "만": 10**4,
    "億": 10**8,
    "亿": 10**8,
    "억": 10**8,
    "兆": 10**12,
    "조": 10**12,
}
_NUMERALS = "〇一二三四五六七八九"
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = rf"[{_NUMERALS}十百千]{{1,20}}|\d{{1,20}}"
_SHARE = re.compile(rf"(百|{_NUMERAL})分之({_NUMERAL})")
_AMOUNT = re.compile(rf"(?:\d[\d,]{{0,30}}(?:\.\d{{1,20}})?[ ]?[{''.join(_SCALES)}][ ]?)+(?:\d[\d,]*(?![\d年년]))?")
_PART = re.compile(rf"(\d[\d,]*(?:\.\d+)?)[ ]?([{''.join(_SCALES)}]?)")
_DATE = re.compile(r"(\d{4})[ ]?[年년][ ]?(\d{1,2})[ ]?[月월](?:[ ]?(\d{1,2})[ ]?[日일])?")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])[ ]?[月월](?:[ ]?(\d{1,2})[ ]?[日일])?")
_EDGE = re.compile(rf"(?<=\d)(?=[{LETTER}])|(?<=[{LETTER}])(?=\d)")
_ANY = re.compile(f"[{LETTER}]")
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def set_apart(text: str) -> str:
    """A text with its dates as ISO 8601, its amounts in figures, and spaces between figures and letters.

    >>> set_apart("2023年4月3日に24億円、86隻")
    '2023-04-03 に2400000000 円、86 隻'
    """
    if text.isascii() or not _ANY.search(text):
        return text
    text = _SHARE.sub(_share, text.translate(_WIDE))
    text = _DATE.sub(_iso, text)
    text = _MONTH.sub(lambda m: f" {m[2] or ''} {month_name[int(m[1])]} ".replace("  ", " "), text)
    return _EDGE.sub(" ", _AMOUNT.sub(_figures, text))


def _iso(m: re.Match[str]) -> str:
    return "-".join([m[1], *(f"{int(part):02d}" for part in (m[2], m[3]) if part)])


def _share(m: re.Match[str]) -> str:
    """`百分之六十` as 60%, `三分之二` as 2/3 in percent."""
    whole, part = (100 if m[1] == "百" else _spelled(m[1])), _spelled(m[2])
    return f" {float(Fraction(100 * part, whole)):.6g}% " if whole else m.group()


def _spelled(numeral: str) -> int:
    """A number below ten thousand in Chinese numerals or figures."""
    if numeral.isdigit():
        return int(numeral)
    total = current = 0
    for sign in numeral:
        if sign in _TENS:
            total, current = total + max(current, 1) * _TENS[sign], 0
        else:
            current = _NUMERALS.index(sign)
    return total + current


def _figures(m: re.Match[str]) -> str:
    """`1億2000万` as one number; a fraction of the last unit is left as it stands."""
    total = Fraction(0)
    for number, scale in _PART.findall(m.group()):
        total += Fraction(number.replace(",", "")) * _SCALES.get(scale, 1)
    return str(total) if total.denominator == 1 else m.group()
