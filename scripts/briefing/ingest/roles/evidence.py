"""What speaks for and against each thing that a part may be: its own shape and wording, its place, and its neighbours.

A feature is a name. What it weighs for each state stands in `weights.txt`; nothing here decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from briefing.ingest.authors import is_bio
from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import BODY, GENERIC, INSTITUTION, LABEL, NUMBERED, QUESTION
from briefing.ingest.imprint import BY, EDITOR, TIME, read_imprint
from briefing.ingest.layout import PAGE
from briefing.ingest.names import are_marked, named, split_names
from briefing.ingest.notes.labelling import label_of
from briefing.ingest.notes.labels import LABEL as NOTE_LABEL
from briefing.ingest.notes.labels import counted, value_of
from briefing.ingest.notes.places import loose_in, plausible, raised_in
from briefing.ingest.notes.references import URL, URL_ONLY, likeness
from briefing.ingest.profile import without_page
from briefing.ingest.roles.patterns import CONTENTS_ENTRY, TEASER_CUT, head_of, names_of
from briefing.ingest.words import (
    FUNCTION,
    begins_small,
    cut_off,
    ends,
    hangs,
    is_caps,
    prose,
    sentences,
    title_case,
    words,
)

SIZES = (1, 2, 4, 8, 14, 25, 60)
"""Words up to which parts are alike in size."""
UNSPACED_ENDS = ("。", "！", "？", "。」", "。』", "。”")
"""With what a sentence ends in scripts that set no space between words."""
LONG = 120
"""Words from which a part is prose, whatever it says."""
BY_WITHIN = re.compile(r"[^|•·–—]*[^\W\d_]\s+by\s", re.I)
ALONE = re.compile(r"\d{1,4}|[ivxlc]{1,6}", re.I)
ALONE_LABEL = re.compile(r"(?:\[(?=\d+\])|(?=\d+[.)]$))(\d{1,3})[\].)]")
DOTS = re.compile(r"(?:\s?[.…]){3,}")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
ENUMERATOR = re.compile(
    r"(?:([IVX]{1,5}|[A-H])[.)]|(?:[^\W\d_]{2,20}\s+|§\s?)?(\d{1,2}(?:\.\d{1,2})+)|(\d{1,3}))[.):]?(?=\s|$)", re.I
)
"""The number of a heading."""
SAYS_MORE = re.compile(r"[|•·/:\d]|[.,;]$")
"""What hardly a title has, and much that stands above one."""
LABELLED = re.compile(r"(?:[^\W\d_]{2,20}\.?\s|§\s?)(?:\d{1,3}[a-z]?|[IVXL]{1,7}|[A-H])(?=[.):]?(?:\s|$))")
"""A word with a number, with which it begins."""
HEAD_WORDS = 6
MATCHES = (("BY", BY), ("EDITOR", EDITOR))
SEARCHES = (("INST", INSTITUTION), ("BODYNAME", BODY))
WHOLES = (("LABEL", LABEL), ("GENERIC", GENERIC), ("TIME", TIME))
GIVEN_WORDS = frozenset(("will", "mark", "rose", "bill", "grace", "hope", "frank", "young", "long", "king"))
"""Names that are common words, too."""


class Seen:
    """One part as it looks by itself."""

    def __init__(self, draft: Draft, part: Part, called: set[int]) -> None:
        self.part = part
        self.text = text = part.text.strip()
        self.size = words(text)
        self.group = next((size for size in SIZES if self.size <= size), 99)
        self.short = self.size <= 40
        self.ends, self.cut, self.small = ends(text), cut_off(text), begins_small(text)
        self.prose = self.size > 400 or prose(text)
        self.case = "C" if is_caps(text) else _case(text)
        label, self.form = label_of(part, draft)
        match = NOTE_LABEL.match(text) if label else None
        if match and (match.end() >= len(text) or YEAR.match(label)):
            self.form = "alone" if match.end() >= len(text) else ""
            match = None  # `79.`, `1986), 24.`: a reference's end
        self.value = value_of(label) if self.form not in ("", "alone") else 0
        self.like = likeness((text[match.end() :] if match else text)[:600])
        self.called = self.value in called and self.value > 0
        self.within = (
            self.size < 20 and not BY.match(text) and bool(BY_WITHIN.match(text)) and not any(find_dates(text))
        )
        self.imprint = None if self.within else read_imprint(text)
        self.names = split_names(text) if self.size <= 16 else ()
        self.people = self.size <= 80 and are_marked(split_names(text) or named(text)[0], text)
        """Whether it names people, with marks that say where each works."""
        self.alone = bool(ALONE.fullmatch(text))
        self.page = self.size <= 5 and bool(PAGE.fullmatch(text))
        self.key, self.number = without_page(text) if self.size <= 24 else (text, 0)
        self.body = self.size > 25 and self.prose and not label and self.like < 2.5
        self.wordings = names_of(text, self.size) if self.size <= 90 else ()
        self.heads = head_of(text, self.size)
        self.teaser = bool(TEASER_CUT.search(text[-80:]))
        self.entry = words(DOTS.sub(" ", text[:400])) <= 25 and bool(
            CONTENTS_ENTRY.fullmatch(draft.text[part.start : part.end].strip())
        )
        self.url = bool(URL.search(text[:600]))
        self.sentence = self.prose and self.size >= 12 and text.endswith((".", "!", "?", "”", "…"))
        unspaced = len(text) >= 10 and text.endswith(UNSPACED_ENDS)
        self.running = self.sentence or unspaced or (self.size >= 10 and self.case == "s" and prose(f"{text[:400]} ."))
        self.calls = "[^" in text[1:] or any(
            span.kind in ("ref", "raised") for span in draft.spans_in(part.start, part.end)
        )
        self.hangs = self.short and hangs(text)
        self.under = ""
        """What the head above it announces: other texts, comments, notes."""
        self.again = False
        """Whether the same stands elsewhere too."""
        self.gone = part.role == "dropped"
        last = max(part.start, draft.text.rfind("\n", part.start, part.end))
        self.full = bool(draft.wrap) and part.end - last > 0.9 * draft.wrap
        """Whether its last line goes to the right edge."""
        self.answers = False
        """Whether its label, and each of its form, is the only one of its number and stands behind the call of it."""
        self.labels_next = False
        """Whether it is nothing but such a label, of the part behind it."""
        self.enumerated = ""
        """How the number reads that it begins with, as one of several that go on counting; empty where none does."""
        self.section = False
        """Whether it is a heading with which, or within which, other headings go on counting."""


def _case(text: str) -> str:
    share = title_case(text)
    return "T" if share > 0.85 else "t" if share > 0.5 else "s"


def evidence(draft: Draft) -> tuple[list[Seen], list[list[str]]]:
    """The parts as they look, and the features of each."""
    called = plausible(draft)
    seen = [Seen(draft, part, called) for part in draft.parts]
    texts = Counter(s.text for s in seen)
    for s in seen:
        s.again = texts[s.text] > 1
    _enumerate(seen, draft.extract.medium)
    _answer(draft, seen)
    bodies = [i for i, s in enumerate(seen) if s.body and s.part.role in ("text", "paragraph")]
    first = bodies[0] if bodies else next((i for i, s in enumerate(seen) if s.prose), len(seen))
    last = bodies[-1] if bodies else len(seen)
    found = [["bias", f"m{draft.extract.medium}{s.part.kind}", *_own(draft, s)] for s in seen]
    for more in (
        _places(draft, seen, first, last),
        _repeats(draft, seen, first),
        _counts(draft, seen),
        _suspended(seen, first),
        _neighbours(seen, first),
    ):
        for features, added in zip(found, more, strict=True):
            features += added
    return seen, found


def _enumerate(seen: list[Seen], medium: str) -> None:
    """Marks short parts whose numbers count on (`I. … II. …`, `§ 3 …`): their first letters are nobody's initials.

    Nor is the number of a heading that of a house, where other headings count on with it, or divide it (`3.1`); and in
    a PDF, whose margins are off, what is alike but for a number at its end that counts on (`Rule 12`) heads something.
    """
    found: dict[tuple[str, int], list[Seen]] = {}
    divided: set[int] = set()
    for s in seen:
        match = ENUMERATOR.match(s.text) if s.size <= 16 else None
        if match is None or (s.ends and match.end() < len(s.text)):
            continue
        for kind in ("roman", "letter"):  # `I.` and `C.` may be either
            if match[1] and (value := _value(match[1], kind)):
                found.setdefault((kind, value), []).append(s)
        if not match[1]:
            kind = "deep" if match[2] else "figure"
            value = int(match[2].rpartition(".")[2]) if match[2] else value_of(match[3])
            found.setdefault((kind, value), []).append(s)
            if match[2] and s.part.kind == "heading":
                divided.add(int(match[2].partition(".")[0]))
    labels = counted(s.text for s in seen if not (s.page or s.again or (medium == "text" and s.number and s.size > 2)))
    begins = [LABELLED.match(s.text) if not s.page else None for s in seen]
    kinds = [
        m[0].split()[0] if m and s.text[m.end() :][:1] in [*".:)"] else "" for s, m in zip(seen, begins, strict=True)
    ]
    # `Art. 1. All are free.` says something: as what is long does, or stands right above another
    said = {
        kind
        for s, kind, m in zip(seen, kinds, [*begins[1:], None], strict=False)
        if s.ends and (m or s.size > HEAD_WORDS)
    }
    begins = [
        m if s.size <= 16 and not (s.ends and s.part.kind == "text" and kind in {"", *said}) else None
        for s, m, kind in zip(seen, begins, kinds, strict=True)
    ]
    begun = counted(match[0] for match in begins if match)
    for s, match in zip(seen, begins, strict=True):
        s.section = s.text in labels
        s.enumerated = "word" if s.section or (match and match[0] in begun) else ""
    for (kind, value), those in found.items():
        near = [*found.get((kind, value + 1), ()), *found.get((kind, value - 1), ())]
        if kind == "figure" and (value in divided or any(s.part.kind == "heading" for s in near)):
            for s in (s for s in those if s.part.kind == "heading"):
                s.section, s.wordings = True, ()
        if near:
            for s in those:
                s.enumerated = kind
                if kind in ("roman", "letter"):
                    s.names, s.imprint = (), None


def _answer(draft: Draft, seen: list[Seen]) -> None:
    """Marks parts whose labels answer calls one for one: those of a form, most of the calls, none of them twice.

    Calls that are no more than plain figures count where they and the labels of one form count alike, each in its turn.
    """
    alike = Counter(_no_figures(s) for s in seen if s.size <= 16)
    alone = [_alone_number(s) for s in seen]
    labels = [(i, s.value or alone[i], s.form) for i, s in enumerate(seen) if alone[i] or alike[_no_figures(s)] < 2]
    count = Counter(value for _, value, _ in labels)
    for calls_in in (raised_in, loose_in):
        calls, at = list[int](), 0
        told: dict[str, list[tuple[int, int, bool]]] = {}
        for i, value, form in labels:
            for s in seen[at:i]:
                calls += calls_in(draft, s.part)
            at = i + bool(value)  # a label calls nothing
            at_note = i + bool(alone[i])
            if value and at_note < len(seen):
                told.setdefault(form, []).append((at_note, value, value in calls and count[value] == 1))
        for s in seen[at:]:
            calls += calls_in(draft, s.part)
        for rows in told.values():  # those of a list answer a few calls by chance
            in_turn = calls_in is raised_in or calls == [value for _, value, _ in rows] == [*range(1, len(rows) + 1)]
            if len(rows) > 1 and 2 * len(rows) >= len(set(calls)) and all(answers for *_, answers in rows) and in_turn:
                for i, *_ in rows:
                    seen[i].answers = True
                    if i and alone[i - 1]:
                        seen[i - 1].answers = seen[i - 1].labels_next = True


def _alone_number(s: Seen) -> int:
    """The number that stands alone on a line of its own, in brackets or with a dot."""
    match = ALONE_LABEL.fullmatch(s.text)
    return int(match[1]) if match else 0


def _value(label: str, kind: str) -> int:
    if kind == "letter":
        return ord(label) - 64 if len(label) == 1 else 0
    return value_of(label) if set(label) <= set("IVX") else 0


def _own(draft: Draft, s: Seen) -> Iterator[str]:
    """Its size, ends, case, kind, label, wording."""
    text, stop, like = s.text, "." if s.ends else "", _like(s)
    yield f"n{s.group}"
    yield "e" + (
        text[-1:] if text[-1:] in ".?!:;,…" else "w" if text[-1:].isalpha() else "d" if text[-1:].isdigit() else "o"
    )
    yield "b" + _begins(s)
    yield f"case{s.case}"
    if s.size <= 25:
        yield f"n{s.group}case{s.case}{stop}"
    yield f"prose{min(3, sentences(text))}" if s.prose and s.size < 400 else "prose" if s.prose else "noprose"
    yield "cut" if s.cut else "whole"
    yield f"k{s.part.kind}"
    if s.part.level:
        yield f"l{min(3, s.part.level)}"
    if s.part.bold:
        yield "bold"
    yield f"like{like}"
    if s.url:
        yield "urlonly" if URL_ONLY.fullmatch(text) else "url"
    if s.form:
        yield f"f{s.form}"
        yield f"f{s.form}like{like}"
        yield f"f{s.form}{'called' if s.called else 'un'}"
        yield f"f{s.form}{stop}{s.group}"
    if s.enumerated and not s.entry:
        yield f"counted {s.enumerated}"
    if s.short:
        yield from _wording(draft, s)
    if s.size <= LONG and is_bio(text):
        yield "bio"
    if s.teaser:
        yield "teaser"
    yield from (name for name, has in (("page", s.page), ("alone", s.alone)) if has)
    if s.wordings:
        yield "worded"
    yield from (f"w{name}" for name in s.wordings)
    if s.heads:
        yield f"head{s.heads}"
    if s.gone:
        yield f"gone{s.part.rule}"


def _like(s: Seen) -> str:
    return "4" if s.like >= 4 else "2" if s.like >= 2 else "1" if s.like >= 1 else "0" if s.like > -1 else "-"


def _begins(s: Seen) -> str:
    first = s.text[:1]
    kinds = {"s": s.small, "d": first.isdigit(), "q": first in '"“«„‘', "b": first in "•-*–·◦", "c": first.isupper()}
    return next((kind for kind, is_so in kinds.items() if is_so), "o")


def _wording(draft: Draft, s: Seen) -> Iterator[str]:
    """What the words of a short part say."""
    text = s.text
    if s.imprint is not None:
        yield "imp"
        has = (s.imprint.names, s.imprint.dates or s.imprint.year, s.imprint.said, s.imprint.rest)
        yield "imp" + "".join(letter for letter, there in zip("NDSR", has, strict=True) if there)
    if s.names:
        yield "names" + ("common" if any(_is_common(draft, name) for name in s.names) else "")
        yield f"names{min(3, len(s.names))}{'C' if s.case == 'C' else ''}"
    elif s.size <= 22 and named(text)[0]:
        yield "named"
    yield from (name for name, pattern in MATCHES if pattern.match(text))
    for name, pattern in SEARCHES:
        if pattern.search(text):
            yield name
            yield f"{name}{min(s.group, 25)}"
    yield from (name for name, pattern in WHOLES if pattern.fullmatch(text.strip(" *_#:")))
    if NUMBERED.match(text) or s.enumerated == "word":
        yield "NUMB"
        yield f"NUMB{s.group}{'.' if s.ends else ''}"
    if text.endswith(("?", "؟")):
        yield f"Q{s.case}{'w' if QUESTION.match(text) else ''}"
    if s.hangs:
        yield "hangs"
    if re.sub(r"(?<!\W)\W+$", "", text).rpartition(" ")[2].lower() in FUNCTION:
        yield "small last"
    if s.entry:
        yield "toc"


def _is_common(draft: Draft, name: str) -> bool:
    """Whether words of a supposed name are common words of this text."""
    words = _words(draft.text)
    return any(token.lower() in words for token in name.split() if len(token) > 3 and token.lower() not in GIVEN_WORDS)


@lru_cache(maxsize=2)
def _words(text: str) -> frozenset[str]:
    """Each word of a text as it is written there, whole and between apostrophes; none of an address."""
    runs = (run for run in {*re.findall(r"[\w.@/'’-]+", text)} if "@" not in run and "/" not in run)
    return frozenset(word for run in runs for word in (run, *re.split("['’]", run.partition(".")[0])))


def _places(draft: Draft, seen: list[Seen], first: int, last: int) -> Iterator[list[str]]:
    """Where it stands: before, within or behind the running text; below which head."""
    sizes = sorted(s.size for s in seen if s.body)
    usual = sizes[len(sizes) // 2] if sizes else 40
    under = ""
    for i, s in enumerate(seen):
        place = "pre" if i < first else "first" if i == first else "mid" if i <= last else "post"
        stop = "." if s.ends else ""
        found = [place, f"{place}n{s.group}", f"{place}{'prose' if s.prose else 'no'}{stop}"]
        if place == "pre":
            found += [f"i{min(i, 6)}", f"d{min(first - i, 4)}", f"pren{s.group}{s.case}{stop}"]
            if s.size in range(3, 25) and s.case != "C" and not (s.again or s.imprint or s.wordings or s.entry):
                said = any(p.search(s.text) for _, p in SEARCHES) or any(p.fullmatch(s.text) for _, p in WHOLES)
                if not said and not SAYS_MORE.search(s.text):
                    found.append("untold")
            if s.prose or (s.size >= 8 and s.ends):
                found.append("prelong" + ("S" if s.size < 0.6 * usual else "L"))
        if place == "post":
            found += [f"z{min(len(seen) - 1 - i, 5)}", f"after{min(i - last, 4)}"]
            if s.form:
                found.append(f"postf{s.form}")
            if s.value:
                found.append("postv" + ("called" if s.called else ""))
        under = s.heads or ("" if s.body and under != "comments" else under)
        s.under = under
        if under and not s.heads:
            found += [f"under {under}", f"under {under}{s.form}{'.' if s.ends else ''}"]
        found += [f"{place}w{name}" for name in s.wordings]
        if s.imprint is not None:
            found.append(f"{place}imp")
        if s.names:
            found.append(f"{place}names")
        yield found


def _repeats(draft: Draft, seen: list[Seen], first: int) -> Iterator[list[str]]:
    """Whether it stands elsewhere too, alike or but for a number; or in the file's own metadata."""
    keys = Counter(s.key for s in seen if s.size <= 24)
    alike = Counter(_no_figures(s) for s in seen if s.size <= 16)
    front = sorted({s.text.lower() for s in seen[:first]})
    said = {" ".join(m.value.split()).lower(): m.field for m in draft.extract.metadata}
    for i, s in enumerate(seen):
        found = []
        if s.size <= 24 and keys[s.key] > 1:
            place = "pre" if i < first else "on"
            found += [f"again{min(keys[s.key], 4)}{place}", f"again{'.' if s.ends else ''}{'num' if s.number else ''}"]
        elif s.size <= 16 and alike[_no_figures(s)] > 1:
            found.append("alike")
        like = next(iter(front[(at := bisect_left(front, s.key)) : at + 1]), "") if i >= first else ""
        if like and like == s.key:
            found.append("in front" + ("num" if s.number else ""))
        elif like and s.size in range(2, 15) and like.startswith(s.key):
            found.append("front begins" + ("num" if s.number else ""))
        if field := said.get(s.text.lower()):
            found.append(f"meta {field}")
        yield found


def _no_figures(s: Seen) -> str:
    return re.sub(r"\d+", "", s.text.lower())


def _counts(draft: Draft, seen: list[Seen]) -> Iterator[list[str]]:
    """How its label goes on with the labels before it, and whether the text calls its number."""
    forms = Counter(s.form for s in seen if s.value)
    before = 0
    series = _series(draft, seen)
    for s in seen:
        found = list[str]()
        if s.value:
            step = "next" if s.value == before + 1 else "one" if s.value == 1 else "jump"
            found += [f"v{step}", f"f{s.form}v{step}{'called' if s.called else ''}", f"runs{min(4, forms[s.form])}"]
            found += series[s.form]
            before = s.value
        yield found


def _series(draft: Draft, seen: list[Seen]) -> dict[str, list[str]]:
    """Of all parts whose labels have one form: how many stand behind a call of their number, side by side, in prose."""
    calls: set[int] = set()
    told: dict[str, list[tuple[bool, bool, bool]]] = {}
    last: dict[str, int] = {}
    for i, s in enumerate(seen):
        if s.value:
            beside = last.get(s.form, -9) >= i - 2
            told.setdefault(s.form, []).append((s.value in calls, beside, s.prose and s.size > 14))
            last[s.form] = i
        here = raised_in(draft, s.part)
        calls.update(here[1:] if s.value and here[:1] == [s.value] else here)
    found = {}
    for form, rows in told.items():
        called, beside, prosy = (round(3 * sum(column) / len(rows)) for column in zip(*rows, strict=True))
        many = "1" if len(rows) == 1 else "m"
        others = any(other != form and len(those) > 1 for other, those in told.items())
        found[form] = [
            f"series{many}called{called}", f"series{many}beside{beside}called{called}",
            f"series{many}prose{prosy}called{called}", f"series{form}prose{prosy}",
            f"series others{others:d}called{called}",
        ]  # fmt: skip
    return found


def _suspended(seen: list[Seen], first: int) -> Iterator[list[str]]:
    """Whether the running text before it was cut within a sentence, and whether it may go on with it."""
    open_at: int | None = None
    note_at: int | None = None
    for i, s in enumerate(seen):
        found = []
        if note_at is not None and not s.gone:
            begins = "L" if s.form else "s" if s.small else "d" if s.text[:1].isdigit() else "c"
            near = "next" if note_at == i - 1 else "gap"
            found += [
                f"note cut{near}{begins}",
                f"note cut{near}{'same' if seen[note_at].part.block == s.part.block else ''}",
            ]
        if s.value or (note_at is not None and i - note_at > 3):
            note_at = i if s.value and s.cut and s.like >= 0 else None
        elif note_at is not None and s.ends:
            note_at = None
        if open_at is not None:
            before, near = seen[open_at], "next" if open_at == i - 1 else "gap"
            if before.cut or before.text.endswith(";"):
                begins = "s" if s.small else "d" if s.text[:1].isdigit() else "c"
                found += [
                    f"susp{near}{begins}{'full' if before.full else ''}",
                    f"susp{near}{begins}",
                    f"susp{near}{begins}{'p' if before.prose else ''}{'b' if s.group > 4 else ''}",
                ]
                if s.part.kind == "item":
                    found.append("susp item")
            else:
                found.append("closed" + (f"s{near}" if s.small else ""))
                found.append(f"closed{near}{'full' if before.full else ''}")
        if s.body or (i >= first and s.size > 8 and (s.prose or s.cut) and not s.value and s.imprint is None):
            open_at = i
        yield found


def _neighbours(seen: list[Seen], first: int) -> Iterator[list[str]]:
    """What stands right above and below it."""
    for i, s in enumerate(seen):
        found = []
        for name, j in (("P", i - 1), ("N", i + 1)):
            if not 0 <= j < len(seen):
                found.append(f"{name}edge")
                continue
            found += [f"{name}{feature}" for feature in _beside(s, seen[j])]
            if s.heads:
                found.append(f"{name}{s.heads} {'note' if seen[j].value or seen[j].part.role == 'note' else 'other'}")
            if i <= first and s.short:
                found.append(f"{name}longer{s.size * 1.3 < seen[j].size:d}{s.case}{seen[j].case}")
        for one, other in pairwise(seen[max(0, i - 1) : i + 2]):
            if one.size < 15 and one.part.block == other.part.block and hangs(one.text):
                found.append("hangs on" if other is s else "hangs over")
        yield found


def _beside(s: Seen, other: Seen) -> Iterator[str]:
    same = other.part.block == s.part.block
    yield f"n{other.group}"
    yield f"{'prose' if other.prose else 'no'}{'.' if other.ends else ''}"
    yield "same" if same else "apart"
    if other.value:
        yield f"label{other.form}"
    if other.body:
        yield f"body{s.group}{'' if s.ends else 'o'}"
    if other.case == "C":
        yield "caps" + ("C" if s.case == "C" else "")
    if same and other.size <= 25 and s.size <= 25:
        yield f"pair{other.case}{s.case}"
    has = {
        "page": other.part.page != s.part.page, "imp": other.imprint is not None, "names": bool(other.names),
        "body": other.body, "num": other.page or other.alone, "worded": bool(other.wordings), "gone": other.gone,
        "small": other.small, "item": other.part.kind == "item", "colon": other.text.endswith(":"),
        f"head{other.heads}": bool(other.heads),
    }  # fmt: skip
    yield from (name for name, is_so in has.items() if is_so)
