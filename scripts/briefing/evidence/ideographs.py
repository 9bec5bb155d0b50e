"""Numbers and dates among Chinese, Japanese and Korean letters, set apart so that they can be found."""

from __future__ import annotations

import re
from fractions import Fraction

_LETTER = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
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
_AMOUNT = re.compile(rf"(?:\d[\d,]*(?:\.\d+)?[ ]?[{''.join(_SCALES)}][ ]?)+(?:\d[\d,]*(?![\d年년]))?")
_PART = re.compile(rf"(\d[\d,]*(?:\.\d+)?)[ ]?([{''.join(_SCALES)}]?)")
_DATE = re.compile(r"(\d{4})[ ]?[年년][ ]?(\d{1,2})[ ]?[月월](?:[ ]?(\d{1,2})[ ]?[日일])?")
_EDGE = re.compile(rf"(?<=\d)(?=[{_LETTER}])|(?<=[{_LETTER}])(?=\d)")
_ANY = re.compile(f"[{_LETTER}]")
_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def set_apart(text: str) -> str:
    """A text with its dates as ISO 8601, its amounts in figures, and spaces between figures and letters.

    >>> set_apart("2023年4月3日に24億円、86隻")
    '2023-04-03 に2400000000 円、86 隻'
    """
    if not _ANY.search(text):
        return text
    text = _DATE.sub(_iso, text.translate(_WIDE))
    return _EDGE.sub(" ", _AMOUNT.sub(_figures, text))


def _iso(m: re.Match[str]) -> str:
    return "-".join([m[1], *(f"{int(part):02d}" for part in (m[2], m[3]) if part)])


def _figures(m: re.Match[str]) -> str:
    """`1億2000万` as one number; a fraction of the last unit is left as it stands."""
    total = Fraction(0)
    for number, scale in _PART.findall(m.group()):
        total += Fraction(number.replace(",", "")) * _SCALES.get(scale, 1)
    return str(total) if total.denominator == 1 else m.group()
