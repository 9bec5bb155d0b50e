"""UTF-8 that was read as another encoding and saved so (`Ã©`, `â€™`, `√©`), read back, sequence by sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

CODECS = ("cp1252", "mac_roman", "latin-1")
ENOUGH = 2
"""Sequences that prove that a text was read wrongly; one of three bytes (`â€™`) is enough alone."""
MEANT = re.compile(
    r"[\u00a0«»°·§\u00c0-\u00ff]|[ŒœŠšŽžČčĆćŁłŚśŻżŹźĘęĄąŃńŐőŰűŞşĞğİı]|[а-яА-ЯёЁ]{2,}|[\u0600-\u06ff]{2,}|[\u0370-\u03ff]{2,}"
)
"""What a text means often enough for its sequences to prove something."""
USUAL = re.compile(
    r"[\u0020-\u007e\u00a0-\u024f\u02c6-\u02dd\u0370-\u04ff\u0590-\u06ff\u2010-\u27ff\ufb00-\ufb06\ufeff\u3000-\u9fff\uac00-\ud7af\U0001f000-\U0001faff]+"
)
QUOTED = re.compile(r"[‚„“”‘’«»…–—]$")
"""Closing quotes and dashes may stand behind a capital of their own accord: `É”`."""


@cache
def _characters(codec: str) -> dict[str, int]:
    """Each byte above ASCII by the character that a codec reads it as; bytes without one stand for themselves."""
    found: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(codec, errors="ignore") or chr(byte)
        found.setdefault(char, byte)
    return found


@cache
def _sequences(codec: str) -> re.Pattern[str]:
    """A lead byte of UTF-8 and the bytes that go on with it, as a codec reads them."""
    chars = _characters(codec)

    def group(low: int, high: int) -> str:
        return "[" + "".join(re.escape(c) for c, byte in chars.items() if low <= byte <= high) + "]"

    more = group(0x80, 0xBF)
    return re.compile(f"(?:{group(0xC2, 0xDF)}{more}|{group(0xE0, 0xEF)}{more}{{2}}|{group(0xF0, 0xF4)}{more}{{3}})+")


def find_mojibake(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and meaning of each stretch that was read in a wrong encoding; none where too little proves it."""
    codec = next((c for c in CODECS if _proven(text, c)), None)
    if codec is None:
        return
    last = 0
    for match in _sequences(codec).finditer(text):
        if (meant := _read_back(match.group(), codec)) != match.group():
            yield from _squeezed(text, last, match.start(), codec)
            yield match.start(), match.end(), meant
            last = match.end()
    yield from _squeezed(text, last, len(text), codec)


def _proven(text: str, codec: str) -> bool:
    found = 0
    for match in _sequences(codec).finditer(text):
        meant = _read_back(match.group(), codec)
        if meant == match.group():
            continue
        if re.search(r"[\u2010-\u2026\u20ac\u2122]", meant):
            return True
        if MEANT.search(meant) and not (codec == "cp1252" and len(match.group()) == 2 and QUOTED.search(match.group())):
            found += 1
            if found >= ENOUGH:
                return True
    return False


def _squeezed(text: str, start: int, end: int, codec: str) -> Iterator[tuple[int, int, str]]:
    """An `à` whose second byte, a hard space, became a plain one; and closing quotes whose last byte was lost."""
    if codec != "cp1252":
        return
    for match in re.finditer(r"Ã(?= [\w\s])|â€(?=[\s.,;:!?)]|$)", text[start:end]):
        yield start + match.start(), start + match.end(), "à" if match.group() == "Ã" else "”"


def _read_back(found: str, codec: str) -> str:
    """What a stretch means; read back twice where it was read wrongly twice."""
    chars = _characters(codec)
    for _ in range(3):
        try:
            meant = bytes(chars[c] if ord(c) > 0x7F else ord(c) for c in found).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
        if not USUAL.fullmatch(meant):
            break
        found = meant
        if not _sequences(codec).fullmatch(found):
            break
    return found
