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
CODECS = {
    "cp1252": "en fr de es it pt nl sv",
    "mac_roman": "en fr de es it",
    "cp1250": "pl cs hu ro",
    "iso8859-2": "pl cs hu",
    "cp1251": "ru uk",
    "koi8-r": "ru",
    "iso8859-5": "ru",
    "cp1253": "el",
    "iso8859-7": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa",
}
"""Encodings of one byte a character, and languages that were written in them."""
NAMES = {"mac_roman": "macintosh"} | {f"cp125{n}": f"windows-125{n}" for n in range(7)}
HIGH = re.compile(rb"[A-Za-z\x80-\xff']*[\x80-\xff][A-Za-z\x80-\xff']*")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
PIECES, FEW = 300, 8
"""So many words are looked at; fewer letters than this tell nothing."""
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
    if max(even, odd) < len(sample) // 4 and re.fullmatch(rb"[\0\t\n\r -~]*", sample):
        return None  # ASCII with a NUL in it
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
    return good >= bad


def _legacy(sample: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8: by which the bytes above ASCII make words of a language."""
    from wordfreq import zipf_frequency  # half a second, as for the detector below: most texts are UTF-8

    pieces = list(dict.fromkeys(HIGH.findall(sample)))[:PIECES]

    def is_read(piece: bytes, encoding: str, language: str) -> bool:
        found = WORD.findall(piece.decode(encoding, errors="replace"))
        return max(map(len, found), default=0) > 1 and all(
            zipf_frequency(word, language, wordlist="small") for word in found
        )

    read = {
        encoding: max(sum(len(p) for p in pieces if is_read(p, encoding, language)) for language in languages.split())
        for encoding, languages in CODECS.items()
    }
    best = max(read, key=lambda encoding: read[encoding])
    if read[best] > 0.5 * sum(map(len, pieces)):
        return best
    if sum(map(len, pieces)) < FEW:
        return "cp1252"
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return match.encoding if match is not None else "cp1252"
