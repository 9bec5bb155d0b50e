"""Forms within forms: how often a page's pieces would be drawn, reckoned before PDFium draws them."""

from __future__ import annotations

import re
import zlib
from collections import Counter

OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[ \r\n]{1,2}[0-9]{1,5}[ \r\n]{1,2}obj\b")
SUBTYPE = re.compile(rb"/Subtype\s{0,4}/Form\b")
REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R\b")
DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
MOST_DRAWN = 20_000
"""Times that forms are drawn, at most; a real page has some hundreds."""
DEEP = 24
LONGEST = 4_000_000
"""Bytes of a form's content that are looked at."""


def drawn_too_often(data: bytes) -> bool:
    """Whether a form calls itself, or others that call others, so often that drawing it would never end."""
    if data.count(b"/Form") < 1 or (b" Do" not in data and b"FlateDecode" not in data):
        return False
    calls = _calls(data)
    forms = set(calls)
    costs = dict.fromkeys(forms, 1)
    for _ in range(DEEP):
        costs = {
            form: 1 + sum(n * costs[child] for child, n in calls[form].items() if child in forms) for form in forms
        }
        if any(cost > MOST_DRAWN for cost in costs.values()):
            return True
    return False


def _calls(data: bytes) -> dict[int, Counter[int]]:
    """Of each form, which objects it draws, and how often each."""
    found: dict[int, Counter[int]] = {}
    starts = [(int(m[1]), m.end()) for m in OBJECT.finditer(data)]
    bodies = {
        number: (start, stop) for (number, start), (_, stop) in zip(starts, [*starts[1:], (0, len(data))], strict=True)
    }
    for number, (start, stop) in bodies.items():
        at = data.find(b"stream", start, stop)
        head, rest = data[start : at if at >= 0 else stop], data[at + 6 : stop] if at >= 0 else b""
        if not SUBTYPE.search(head):
            continue
        names = {name: int(target) for name, target in REFERENCE.findall(head)}
        for name, target in list(names.items()):
            if name in (b"Resources", b"XObject") and target in bodies:
                names |= _named(data, bodies, target)
        drawn = Counter(DRAWN.findall(_content(head, rest)))
        found[number] = Counter()
        for name, times in drawn.items():
            if name in names:
                found[number][names[name]] += times
    return found


def _named(data: bytes, bodies: dict[int, tuple[int, int]], number: int) -> dict[bytes, int]:
    """The references in an object that is a dictionary, and in the one that it names for its forms."""
    start, stop = bodies[number]
    names = {name: int(target) for name, target in REFERENCE.findall(data[start : min(stop, start + 20_000)])}
    if (target := names.get(b"XObject")) in bodies and target != number:
        first, last = bodies[target]
        names |= {name: int(one) for name, one in REFERENCE.findall(data[first : min(last, first + 20_000)])}
    return names


def _content(head: bytes, rest: bytes) -> bytes:
    """A form's content, unpacked where it is packed the usual way."""
    body = rest.lstrip(b"\r\n")[:LONGEST]
    if b"FlateDecode" not in head:
        return body
    try:
        return zlib.decompressobj().decompress(body, LONGEST)
    except zlib.error:
        return b""
