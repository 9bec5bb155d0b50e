# ruff: noqa: E501, SIM905 - patterns and lists of words read best as they are
"""Every place in the text that may call a note, with the ways to read it and how likely it is one by itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefing.ingest.draft import Draft, Part
from briefing.ingest.extract import Span
from briefing.ingest.inline import URL
from briefing.ingest.notes.falsefriends import exponent, formula, product
from briefing.ingest.notes.labels import SUBSCRIPTS, SUPERSCRIPTS, split_figures, value_of

CAP = 20_000
"""Markers that are weighed at most; a file with more is no document."""

Reading = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text that may be a marker."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    """Numbers that it may stand for: `45` is note 45, or notes 4 and 5."""
    form: str
    prior: float
    """Log odds that it is a marker, before the notes are looked at."""
    ref: str = ""
    """Id of the note that it surely calls."""
    damaged: bool = False


_SUP, _SUB = f"[{SUPERSCRIPTS}]", f"[{SUBSCRIPTS}]"
_END = r"(?=[\s.,;:!?)\]”\"’»'—–/*_]|$)"
_GOES_ON = r"(?![\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])\w"
"""A letter or figure right behind a bracket, in a script that parts words."""
_LIST = r"\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,6}"
FORMS = re.compile(
    rf"""(?![a-zA-Z](?<=[a-zA-Z].))(?:  # none begins within a word: a look that spares all others
      \[\^(?P<markdown>[\w-]{{1,20}})\](?!:)
    | (?P<raised>{_SUP}+(?:\s?[,،⁻–˒᾽'-]\s?{_SUP}+)*)
    | (?P<lowered>{_SUB}+(?:\s?[,–-]\s?{_SUB}+)*)
    | \$?\^(?P<opened>[{{(\[]+\s?)?(?P<caret>{_LIST})(?(opened)(?:\s?[\])}}]+)?)(?:\^(?![\d{{(\[]))?\$?
    | \[(?P<bracket>{_LIST}|[ivxl]{{1,7}}|[a-z])\](?![(:]|{_GOES_ON})
    | (?<=[\w.,;:!?”"’»)%。，；：？！》])\s?\((?P<paren>\d{{1,3}}(?:,\s?\d{{1,3}})*)\)(?!{_GOES_ON})
    | (?<=[\w.,;:!?”"’»)%])\ (?P<slash>\d{{1,3}})/(?=[\s.,;:)]|$)(?!\s?\d)
    | (?<=[^\W\d_][.,;:!?])(?P<punct>\d{{1,3}}(?:[,–-]\d{{1,3}})*){_END}
    | (?<=[”"’»)\]%][.,;:!?])(?P<punct2>\d{{1,3}}(?:[,–-]\d{{1,3}})*){_END}
    | (?<=[”"’»)…])(?P<quote>\d{{1,3}}(?:[,–-]\d{{1,3}})*){_END}
    | (?:(?<=[A-Za-z]\d[.,])|(?<=[A-Za-z]\d\d[.,])|(?<=\d0s)|(?<=(?:19|20)\d\d[,;:]))(?P<code>\d{{1,3}}(?:[,–-]\d{{1,3}})*){_END}
    | (?<=\d[.])(?P<decimal>\d{{1,2}})(?=\s+[A-ZÀ-ÞА-Я“"]|\s*$)
    | (?<=[^\W\d_]{{2}}[.!?])(?P<run>\d{{1,2}})(?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я])
    | (?<=[。，；：？！”》）])(?P<unspaced>\d{{1,3}})(?![\d年月日.%])
    | (?<![\w-])(?P<stem>[^\W\d_][^\W\d_'’]*)(?P<word>\d{{1,3}}){_END}
    | (?<![\w.,-])(?P<year>(?:1[5-9]|20)\d\d)(?P<wear>\.(?:\d{{1,3}}|[lI])(?=\s+[A-ZÀ-ÞА-Я“"]|\s*$)|\d{{1,2}}{_END}|[sSlIioOzZbBgqA](?![\w]))
    | (?:(?<=[^\W\d_]{{3}}[.!?])|(?<=[^\W\d_][.!?][”"’»])|(?<=\d0s[.!?]))(?P<letter>[lISsZzBbgq])(?=\s+[A-ZÀ-ÞА-Я“"]|\s*$)
    | (?<=[^\W\d_]{{2}}[.!?”"’»)])\ (?P<spaced>\d{{1,3}})(?=\s+[A-ZÀ-ÞА-Я“"]|\s*$)
    | (?<=[^\W\d_]{{2}}[.,;:!?”"’»)])\ (?P<apart>\d{{1,3}})(?=\s+[a-zà-ÿа-я])
    | (?<=[^\s*†‡§])\s?(?P<symbol>\*{{1,4}}|†{{1,3}}|‡{{1,3}}|§{{1,3}})(?![*†‡§]|{_GOES_ON}))
    """,
    re.X,
)
PRIOR = {"markdown": 8.0, "raised": 4.5, "lowered": 3.5, "caret": 4.0, "bracket": 3.0, "paren": -0.5, "slash": 1.0, "punct": 2.0,
         "punct2": 2.0, "quote": 1.5, "run": 0.5, "code": 0.5, "decimal": -1.0, "word": 0.5, "spaced": -1.5, "apart": -3.0, "symbol": 0.5, "letter": -2.0, "unspaced": 1.5}  # fmt: skip
LOOKS_LIKE = {"s": (8, 5), "S": (8, 5), "l": (1,), "I": (1,), "i": (1,), "o": (0,), "O": (0,), "z": (2,), "Z": (2,),
              "b": (6,), "B": (8,), "g": (9,), "q": (9,), "A": (4,)}  # fmt: skip
ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|nr|art|arts|fig|figs|pp?|vol|vols|v|ver|sec|sect|ch|chap|para|paras|pt|reg|res|doc|eq|tab|ex|app|col|l|ll|n|nn|op|const|p|г|ст|стр|рис|№|§)\.)$",
    re.I,
)
SECTION = re.compile(r"(?:§\s?)?(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){1,5}\.?(?=\s)")
"""The number of a section at a line's start: its figures call no note."""
PARAGRAPH = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\))(?=\s+\S)")
"""The number of a paragraph, as judgments print it."""
NUMBERED = frozenset(
    "article articles figure figures table section sections chapter part level category phase type class grade route highway "
    "room channel formula apollo windows iphone mp web euro page line note step stage version tier unit block point rule "
    "article. season episode day week version covid".split()
)


def find_candidates(draft: Draft) -> list[Candidate] | None:
    """Candidates in reading order, or None where there are more than `CAP`."""
    bare = Counter(re.findall(r"(?<![\w-])[^\W\d_]+(?![\w-])", draft.text))
    glued = Counter(re.findall(r"(?<![\w-])[^\W\d_]+\d{1,3}(?![\w])", draft.text))
    symbols = {p.label[0] for p in draft.parts if p.role == "note" and p.label and p.label[0] in "*†‡§¶"}
    spans = [s for s in draft.spans if s.kind in ("raised", "lowered", "ref")]
    spans.sort(key=lambda s: s.start)
    keys = [s.start for s in spans]
    found: list[Candidate] = []
    settled = _settled(draft)
    taken = [(s.start, s.end) for s in (*spans, *(s for s in draft.spans if s.kind == "code"))] + [
        (e.start, e.end) for e in draft.edits if e.end > e.start
    ]
    taken.sort()
    for part in draft.parts:
        if not _callable(part):
            continue
        for start, end in part.ranges:
            section = SECTION.match(draft.text, start, end) or (
                PARAGRAPH.match(draft.text, start, end) if start == part.start and start not in draft.raised else None
            )
            start = section.end() if section else start
            found += _spans(draft, spans, keys, start, end)
            if not settled:
                found += islice(_written(draft, start, end, taken, bare, glued, symbols), CAP + 1)
            if len(found) > CAP:
                return None
    return sorted(found, key=lambda c: c.start)


def _settled(draft: Draft) -> bool:
    """Whether the reader knows all notes and what calls each of them, so that nothing else does."""
    notes = {p.id for p in draft.parts if p.role == "note"}
    return bool(notes) and "" not in notes and notes <= {s.value for s in draft.spans if s.kind == "ref"}


def _callable(part: Part) -> bool:
    """Whether a part may hold markers."""
    return part.role in ("text", "paragraph", "heading", "title", "metadata") and part.kind != "code"


def _spans(draft: Draft, spans: list[Span], keys: list[int], start: int, end: int) -> Iterator[Candidate]:
    """Candidates that the reader or the markup has marked."""
    for span in spans[bisect_left(keys, start) : bisect_left(keys, end)]:
        stop = span.start + len(draft.text[span.start : span.end].rstrip(" ,;"))  # `2,` before a raised `3`
        inner = marked(draft, span.start, stop)
        readings = _readings(inner)
        if span.kind == "ref":
            yield Candidate(span.start, span.end, readings or ((0,),), "ref", 20.0, span.value)
        elif readings and re.fullmatch(rf"{_LIST}|[ivxl]{{1,5}}|[a-i]|[*†‡§]{{1,3}}", inner):
            prior = (5.0 if span.kind == "raised" else 2.5) + (2.0 if span.value else 0.0)
            before, after = draft.around(span.start, stop)
            if span.kind == "raised":
                before = before.rstrip("([") if inner.isalpha() else before  # `w` to the power of `(i)`
                prior += exponent(before + inner + after, len(before), inner)
            else:
                prior += formula(before + inner + after, len(before), {})
            if prior > -5:
                yield Candidate(span.start, stop, readings, "span", prior)


def marked(draft: Draft, start: int, end: int) -> str:
    """What a marked call prints, without brackets."""
    return draft.text[start:end].strip().strip("\\[]()^")


def _written(
    draft: Draft,
    start: int,
    end: int,
    taken: list[tuple[int, int]],
    bare: Counter[str],
    glued: Counter[str],
    symbols: set[str],
) -> Iterator[Candidate]:
    """Candidates that are only told by how they are written."""
    text = draft.text[start:end]
    if not re.search(rf"\d|{_SUP}|{_SUB}|[*†‡§]|\[[a-z]+\]", text) and not re.search(
        r"[.!?][”\"’»]?[lISsZzBbgq]\b", text
    ):
        return
    addresses = [m.span() for m in URL.finditer(text)]
    for match in FORMS.finditer(text):
        form = match.lastgroup or ""
        if form == "wear":
            candidate = _worn_year(match, start)
        else:
            candidate = _candidate(match, form, text, start, bare, glued, symbols)
        if candidate and not _overlaps(candidate, taken):
            at = candidate.start - start
            if not any(s <= at < e for s, e in addresses):
                yield candidate


def _overlaps(candidate: Candidate, taken: list[tuple[int, int]]) -> bool:
    i = bisect_right(taken, (candidate.start, 1 << 60))
    near = taken[max(0, i - 3) : i + 1]
    return any(s < candidate.end and candidate.start < e for s, e in near)


def _candidate(
    match: re.Match[str], form: str, text: str, base: int, bare: Counter[str], glued: Counter[str], symbols: set[str]
) -> Candidate | None:
    """A match as a candidate with its prior, or None where it is a false friend for sure."""
    inner = match[form]
    start, end = match.start(), match.end()
    prior = PRIOR[form]
    readings = _readings(inner)
    damaged = False
    if form == "letter":
        readings, damaged = tuple((v,) for v in LOOKS_LIKE[inner]), True
    if form in ("word", "letter", "punct", "punct2", "quote", "run", "code", "decimal", "spaced", "apart", "unspaced"):
        start = match.start(form)
    if form == "symbol" and inner[0] not in symbols:
        return None
    if form == "markdown" and not readings:
        return Candidate(base + start, base + end, ((0,),), form, 20.0, f"[^{inner}]")
    if not readings or any(0 in r for r in readings):
        return None
    if form in ("raised", "caret"):
        prior += exponent(text, start, inner)
    elif form == "lowered":
        prior += formula(text, start, bare)
    elif form == "word":
        prior += product(match["stem"], inner, bare, glued, NUMBERED)
    elif form in ("punct", "run") and ABBREVIATION.search(text[max(0, start - 8) : start]):
        return None
    elif form == "bracket" and not inner[0].isdigit():
        prior -= 0.0 if len(inner) > 1 or inner == "i" else 1.5
    elif form == "paren":
        prior += _parenthesis(match, text)
    if form in ("symbol", "paren", "slash", "raised", "lowered", "bracket", "caret", "markdown"):
        start = _over_space(text, start, match.end() - len(match.group().lstrip()))
    elif form in ("spaced", "apart"):
        start = match.start()
    if prior <= -4:
        return None
    return Candidate(base + start, base + end, readings, form if form != "punct2" else "punct", prior, damaged=damaged)


def _over_space(text: str, start: int, mark: int) -> int:
    """Where a marker begins, one space before it included: it belongs to the word."""
    at = mark if mark > start else start
    return at - 1 if at >= 2 and text[at - 1] == " " and not text[at - 2].isspace() else at


def _parenthesis(match: re.Match[str], text: str) -> float:
    """How a number in parentheses stands: closely behind a word or before a stop speaks for a marker."""
    before, after = text[max(0, match.start() - 1) : match.start() + 1], text[match.end() : match.end() + 2]
    score = 1.5 if after[:1] in (".", ",", ";", "") or not match.group().startswith(" ") else -1.0
    if before[:1].isdigit():
        score -= 3.0
    if after[:1] == " " and after[1:2].islower() and not before.endswith((".", "!", "?")):
        score -= 1.5
    return score


def _worn_year(match: re.Match[str], base: int) -> Candidate | None:
    """A year with something grown onto it: a figure, or a letter that a raised figure was taken for."""
    year, wear = match["year"], match["wear"]
    start, end = base + match.start("wear"), base + match.end("wear")
    if wear.startswith("."):
        damaged = wear[1:] in LOOKS_LIKE
        return Candidate(start + 1, end, ((1,),) if damaged else _readings(wear[1:]), "year", 0.0, damaged=damaged)
    if wear.isdecimal():
        return Candidate(start, end, _readings(wear), "year", -1.0)
    prior = -4.5 if year.endswith("0") and wear == "s" else -1.5
    readings = tuple((v,) for v in LOOKS_LIKE[wear] if v)
    return Candidate(start, end, readings, "year", prior, damaged=True) if readings else None


def _readings(inner: str) -> tuple[Reading, ...]:
    """Numbers that a marker's characters may stand for."""
    numbers = [n for n in re.split(r"([^\w*†‡§¶]+)", inner.strip()) if n]
    if len(numbers) > 1:
        return _listed(numbers)
    value = value_of(inner)
    if not value:
        return ()
    digits = str(value)
    whole: list[Reading] = [(value,)] if value < 3000 else []
    if inner[0].isalpha() or len(digits) == 1:
        return tuple(whole)
    return (*whole, *split_figures(digits))


def _listed(numbers: list[str]) -> tuple[Reading, ...]:
    """`4, 5` and `4–6`."""
    out: list[int] = []
    dash = False
    for piece in numbers:
        value = value_of(piece)
        if not value:
            dash = any(c in "–—-⁻" for c in piece)
            continue
        if dash and out and 0 < value - out[-1] <= 12:
            out += range(out[-1] + 1, value + 1)
        else:
            out.append(value)
    return (tuple(out),) if out and all(n < 3000 for n in out) else ()
