"""From bytes to characters: which encoding a text is in, and what is said about it."""

from __future__ import annotations

import codecs
import re

from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAMES = {
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "cp1250": "windows-1250",
    "cp1256": "windows-1256",
    "mac_roman": "macintosh",
}
HIGH = re.compile(r"(?<=(.))([^\x00-\x7f])(?=(.?))", re.S)
"""A character above ASCII with its neighbours."""
SAMPLE = 1 << 17
"""Bytes that are looked at to guess an encoding."""

Decoded = tuple[str, str | None, tuple[Problem, ...]]


def decode(data: bytes, name: str) -> Decoded:
    """Text, encoding and problems; the text is empty and the encoding None where the bytes are no text.

    A byte order mark belongs to the encoding, not to the text. Anything but UTF-8 is said in a problem.
    """
    place = Place(name)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            said = () if encoding == "utf-8" else (_guessed(place, encoding),)
            return _lenient(data[len(bom) :], encoding, name, said)
    if b"\0" in data[:SAMPLE]:
        wide = _utf16_without_bom(data[:SAMPLE])
        if wide is None:
            return "", None, (report("E203", place, "The file is not text: it holds NUL bytes."),)
        return _lenient(data, wide, name, (_guessed(place, wide),))
    if _controls(data[:SAMPLE]) > 0.02:
        return "", None, (report("E203", place, "The file is not text: it is full of control characters."),)
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        if _nearly_utf8(data[:SAMPLE]):
            return _lenient(data, "utf-8", name, ())
        line = data.count(b"\n", 0, error.start) + 1
    encoding = _legacy(data[:SAMPLE])
    return _lenient(data, encoding, name, (_guessed(Place(name, line), NAMES.get(encoding, encoding)),))


def _guessed(place: Place, encoding: str) -> Problem:
    return report("E204", place, f"The file is not UTF-8; it was read as {encoding}.", expected="UTF-8", found=encoding)


def _lenient(data: bytes, encoding: str, name: str, said: tuple[Problem, ...]) -> Decoded:
    """Decodes; what can't be decoded becomes U+FFFD, and its first place is reported."""
    text = data.decode(encoding, errors="replace")
    meant = "\ufffd".encode(encoding, errors="ignore")
    if "\ufffd" in text and not (meant and meant in data):
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        count = text.count("\ufffd")
        said = (
            *said,
            report("E205", Place(name, line), f"Characters that can't be read in {encoding}: {count}.", found="�"),
        )
    return text, NAMES.get(encoding, encoding), said


def _utf16_without_bom(sample: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where NULs stand at every second byte only, as spaces do there, else None."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = 0.03 * max(1, len(sample) // 2)
    for encoding, here, there in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if here > least and there <= 0.02 * here:
            text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
            if text.count("\ufffd") <= 1 and sum(c.isalpha() or c.isspace() for c in text) > 0.7 * len(text):
                return encoding
    return None


def _controls(sample: bytes) -> float:
    """Share of bytes that stand for no character of a text."""
    return len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", sample)) / max(1, len(sample))


def _nearly_utf8(sample: bytes) -> bool:
    """Whether the bytes above ASCII are UTF-8 sequences but for a few."""
    good = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", sample))
    bad = sample.decode("utf-8", errors="replace").count("\ufffd")
    return good >= 10 * bad


def _legacy(sample: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8."""
    high = len(re.findall(rb"[\x80-\xff]", sample))
    letters = len(re.findall(rb"[A-Za-z]", sample))
    if high > letters:
        for encoding in ("cp1251", "koi8-r", "iso8859-5"):
            if _reads_as_russian(sample.decode(encoding, errors="replace")):
                return encoding
        from charset_normalizer import from_bytes  # slow to import, and rarely needed

        best = from_bytes(sample).best()
        return best.encoding if best is not None else "cp1252"
    usual = "cp1252"
    if re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample):
        usual = "cp1250" if b"\x81" not in sample and b"\x90" not in sample else "latin-1"
    return "mac_roman" if _fits(sample, "mac_roman") > _fits(sample, usual) + 1 else usual


def _fits(sample: bytes, encoding: str) -> float:
    """How well characters above ASCII stand where they would in a language of Latin letters, summed up."""
    text = sample.decode(encoding, errors="replace")
    return sum(_fit(match[1], match[2], match[3]) for match in HIGH.finditer(text))


def _fit(before: str, char: str, after: str) -> float:
    """Letters within words, quotes at their edges, apostrophes within; capitals and signs within speak against."""
    small_before, inside = before.islower(), before.isalpha() and after.isalpha()
    if char.isalpha():
        if char.isupper():
            return -1.0 if small_before or not (before.isalpha() or after.isalpha()) else 0.5
        return 1.0 if before.isalpha() or after.islower() else -1.0
    if char == "’":
        return 1.0 if before.isalpha() else -0.5
    if char in "“”‘„«»":
        return -1.0 if inside else 0.7
    if char in "–—…•\u00a0":
        return -0.5 if inside and char in "–…" else 0.3
    return -1.0 if before.isalpha() or after.isalpha() or char in "\ufffd" else 0.0


def _reads_as_russian(text: str) -> bool:
    """Whether most letters are Cyrillic, and lower case where Russian has it."""
    cyrillic = len(re.findall(r"[а-яёА-ЯЁ]", text))
    small = len(re.findall(r"[а-яё]", text))
    common = len(re.findall(r"[оеаинтсрвл]", text))
    inner = len(re.findall(r"[а-яё][А-ЯЁ]", text))
    odd = len(re.findall(r"[^\x00-\x7fа-яёА-ЯЁ«»–—“”„…’№\u00a0]", text))
    return cyrillic > 10 * odd and small > 0.6 * cyrillic and common > 0.4 * small and inner < 0.05 * cyrillic
