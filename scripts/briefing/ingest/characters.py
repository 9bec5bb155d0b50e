# ruff: noqa: E501 - patterns read best on one line
"""Characters made plain, with the way back: entities decoded, invisible ones removed, ligatures split, NFC.

The stream that a reader hands over is never changed. `plain(stream)` gives a `Plain`: the text that all later stages
read, a map from its offsets to the stream's, and what was left out by which rule.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from html.entities import html5

from briefing.ingest.extract import Drop
from briefing.ingest.mojibake import find_mojibake

INVISIBLE = "\u00ad\u034f\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
JOINERS = "\u200c\u200d"
"""Zero-width joiners carry meaning between letters of some scripts (and in emoji), and none elsewhere."""
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
JOINING = re.compile(
    "[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
PLAINLY = {"soft": ("", "hyphenation"), "line": ("\n", None), "paragraph": ("\n\n", None), "control": ("", "control-characters")}  # fmt: skip
"""What becomes of a kind of character, whatever stands around it, and by which rule."""
WIDEST = 80
"""White space in a row that is kept, line ends and the indent after them counted apart: more of it says nothing more,
and patterns that go over it would be slow."""
SPECIAL = re.compile(
    rf"(?![a-zA-Z](?<=[^\n].))(?:(?P<entity>(?:[\[{{(]?&[\]}})]|&)(?:amp;)*(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)"
    r"|(?P<spaced>(?:(?<=\n)|(?<![\s\S]))[ \t#*_]*(?:[^\W\d_a-zà-öø-ÿа-я] ){2,}[^\W\d_a-zà-öø-ÿа-я](?:[ ]{2,}(?:[^\W\d_a-zà-öø-ÿа-я] ){1,}[^\W\d_a-zà-öø-ÿа-я])*[ \t*_]*(?=\r?\n|$(?![\s\S])))"
    rf"|(?P<run>[^\S\r\f\x85\u2028\u2029]{{{WIDEST + 1},}})"
    r"|(?P<soft>[\u00ad¬][ \t]*(?:\r\n?|\n)[ \t]*(?=\w))"
    rf"|(?P<invisible>[{INVISIBLE}])|(?P<joiner>[{JOINERS}])|(?P<ligature>[{''.join(LIGATURES)}])"
    r"|(?P<line>\r\n?|[\x85\u2028])|(?P<paragraph>\u2029)|(?P<control>[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]))"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The text that later stages read, and its way back to the stream."""

    text: str
    starts: tuple[int, ...]
    """Offsets in `text` at which a run begins …"""
    origins: tuple[int, ...]
    """… and those in the stream; within a run both advance together."""
    drops: tuple[Drop, ...]
    """What was left out, in offsets of the stream."""
    written: frozenset[int]
    """Offsets in `text` of characters that the stream wrote as an entity."""
    read_back: tuple[int, ...] = ()
    """Offsets in `text` of stretches that had been read in a wrong encoding before the file was saved."""

    def back(self, offset: int) -> int:
        """Offset in the stream of an offset in `text`."""
        i = max(0, bisect_right(self.starts, offset) - 1)
        at = self.origins[i] + offset - self.starts[i]
        return min(at, self.origins[i + 1]) if i + 1 < len(self.origins) else at

    def forth(self, origin: int) -> int:
        """Offset in `text` of an offset in the stream; where that was left out, the next one kept."""
        i = bisect_right(self.origins, origin) - 1
        if i < 0:
            return 0
        at = self.starts[i] + origin - self.origins[i]
        return min(at, self.starts[i + 1]) if i + 1 < len(self.starts) else at


def plain(stream: str) -> Plain:
    """The stream made plain; linear in its length."""
    wrong = list(find_mojibake(stream))
    read = _replaced(stream, wrong)
    done = _over(read, _special(read.text))
    if not unicodedata.is_normalized("NFC", done.text):
        done = _over(done, _replaced(done.text, _composed(done.text)))
    return replace(done, read_back=tuple(done.forth(start) for start, _, _ in wrong))


def _replaced(stream: str, found: list[tuple[int, int, str]]) -> Plain:
    """The stream with some stretches replaced."""
    out, runs, last, length = list[str](), {0: 0}, 0, 0
    for start, end, new in found:
        out += [stream[last:start], new]
        length += start - last
        runs[length] = start  # several at one place: the last counts
        length += len(new)
        runs[length] = end
        last = end
    out.append(stream[last:])
    return Plain("".join(out), tuple(runs), tuple(runs.values()), (), frozenset())


def _over(first: Plain, second: Plain) -> Plain:
    """The second, made of the text of the first, with the way back to the stream of the first."""
    cuts = sorted({*second.starts, *map(second.forth, first.starts)})
    drops = (Drop(first.back(drop.start), first.back(drop.end), drop.rule) for drop in second.drops)
    return Plain(
        second.text,
        tuple(cuts),
        tuple(first.back(second.back(cut)) for cut in cuts),
        (*first.drops, *drops),
        second.written | {second.forth(offset) for offset in first.written},
    )


def _special(stream: str) -> Plain:
    """Entities, invisible characters and ligatures made plain."""
    found: list[tuple[int, int, str]] = []
    drops: list[Drop] = []
    entities: list[int] = []
    for match in SPECIAL.finditer(stream):
        new, rule = _replacement(match, stream)
        if new is None:
            continue
        found.append((*match.span(), new))
        if rule is not None and not new:
            drops.append(Drop(*match.span(), rule))
        if match.lastgroup == "entity":
            entities.append(match.start())
    made = _replaced(stream, found)
    return replace(made, drops=tuple(drops), written=frozenset(map(made.forth, entities)))


def _replacement(match: re.Match[str], stream: str) -> tuple[str | None, str | None]:
    """What a special character becomes (None: it stays) and, where it vanishes, by which rule."""
    kind, found = match.lastgroup, match.group()
    if kind == "entity":
        return _entity(found)
    if kind in PLAINLY:
        return PLAINLY[kind]
    if kind == "spaced":
        return re.sub(r"(?<=\w) (?=\w)|(?<= ) +", "", found), None
    if kind == "run":
        ends = found.count("\n")
        return "\n" * min(ends, WIDEST) + found[found.rfind("\n") + 1 :][:WIDEST], None
    if kind == "ligature":
        return LIGATURES[found], None
    if kind == "joiner" and _joins(stream, match.start()):
        return None, None
    if BIDI.match(found) and RIGHT_TO_LEFT.search(_line(stream, match.start())):
        return None, None
    return "", "invisible-characters"


def _entity(found: str) -> tuple[str | None, str | None]:
    """An HTML entity's character, also where it was escaped twice or bracketed (`&amp;quot;`, `[&]quot;`)."""
    name = found.lstrip("[{(&)}]")
    while name.startswith("amp;") and name != "amp;":
        name = name.removeprefix("amp;")
    if not name.startswith("#") and name not in html5:
        return None, None
    new = html.unescape("&" + name)
    if re.fullmatch(rf"[{INVISIBLE}{JOINERS}]", new):
        return "", "invisible-characters"
    return new.replace("\u00a0", " ").replace("\r", " ").replace("\0", "\ufffd"), None


def _joins(stream: str, at: int) -> bool:
    before, after = stream[max(0, at - 1) : at], stream[at + 1 : at + 2]
    return bool(before and after and JOINING.match(before) and JOINING.match(after))


def _line(stream: str, at: int) -> str:
    """The neighbourhood of an offset within its line, at most 200 characters either side."""
    start = max(stream.rfind("\n", max(0, at - 200), at) + 1, at - 200, 0)
    end = stream.find("\n", at, at + 200)
    return stream[start : end if end >= 0 else at + 200]


def _composed(text: str) -> list[tuple[int, int, str]]:
    """Characters with marks that combine with them, each in normalisation form C."""
    found = ((start, end, unicodedata.normalize("NFC", text[start:end])) for start, end in _clusters(text))
    return [(start, end, new) for start, end, new in found if new != text[start:end]]


def _clusters(text: str) -> list[tuple[int, int]]:
    """A text cut into base characters with the marks that combine with them."""
    cuts = [
        i
        for i, c in enumerate(text)
        if not i or c.isascii() or not (unicodedata.category(c)[0] == "M" or "\u1160" <= c <= "\u11ff")
    ]
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))
