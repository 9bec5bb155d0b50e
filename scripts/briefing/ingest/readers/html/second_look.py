# ruff: noqa: SIM905 - lists of words read best as they are
"""Weighs what is left of a page once its chrome is gone, run by run: what scores against being text is boilerplate."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import fsum

from briefing.ingest.dates import find_dates
from briefing.ingest.imprint import read_imprint
from briefing.ingest.names import split_names
from briefing.ingest.readers.html.article import Article, outermost
from briefing.ingest.readers.html.looks import Looks
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.runs import Run, runs_of
from briefing.ingest.roles.patterns import head_of

SURE, PROSE = -0.5, -1.0
"""What the score of a run, and of one of sentences, must fall short of to be dropped: text that is lost costs more than
a line too much."""
SWITCH, LEAP = 0.5, 0.25
"""What it costs to go from text to boilerplate or back, between runs of one parent and of two."""
LEAST = 0.3
"""Share of the words that stay in any case: where fewer would, the page is read more leniently."""
LENIENT = 0.7
"""By how much each time."""
FIXED = 9.0
"""What a run scores that is not weighed."""


PLAIN = frozenset(
    (
        "share-buttons newsletter cookie-notice advertisement copyright-notice disclaimer credit navigation tags "
        "read-more contact"
    ).split()
)
"""Wordings under whose names something is dropped."""
HEADED = {"under teasers": "teasers", "under comments": "comments", "under tags": "tags", "wbio": "author-note",
          "wteaser": "teasers", "t aside": "aside"}  # fmt: skip
"""Other features, and the rules named for them."""


@cache
def weights() -> dict[str, float]:
    """What each feature weighs: above zero for text, below for boilerplate."""
    rows = (files(__package__) / "weights.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.rpartition("\t") for row in rows if row and not row.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


def left(page: Page, article: Article, outside: set[Element]) -> tuple[list[Run], list[list[str]]]:
    """The runs that neither chrome nor the article's bounds leave out, notes and title aside, and their features."""
    gone = page.covered(article.chrome)
    kept, gaps, gap = list[Run](), list[int](), 0
    for run in runs_of(page):
        if run.block in outside or run.block in gone or run.nodes[0][0] in gone:
            gap += 1
        else:
            kept.append(run)
            gaps.append(gap)
            gap = 0
    title = page.number[article.title] if article.title is not None else -1
    return kept, Looks(page, kept, gaps, article.core, title).all()


def movable(page: Page, article: Article, fixed: set[Element], runs: list[Run]) -> list[bool]:
    """Whether each run is weighed: no caption, nothing from the title to the first prose, no note, its head or call.

    What stands between title and text (byline, date, standfirst) is told apart by later stages.
    """
    numbers = sorted(page.number[e] for e in fixed)
    title = article.title
    front = range(0)
    if title is not None:
        first = next((i for i, run in enumerate(runs) if run.prose and page.within(run.block, article.core)), len(runs))
        below = next((i for i, run in enumerate(runs) if run.at >= page.number[title]), len(runs))
        front = range(below, first)
    return [
        i not in front
        and run.kind != "figcaption"
        and head_of(run.text, run.size) != "notes-heading"
        and not any(e in fixed for e in (run.block, *run.block.iterancestors()))
        and bisect_left(numbers, page.number[run.block]) == bisect_right(numbers, page.last[run.block])
        for i, run in enumerate(runs)
    ]


def weighed(page: Page, article: Article, fixed: set[Element], outside: set[Element]) -> Article:
    """The article with what the second look finds to be boilerplate among its chrome."""
    runs, features = left(page, article, outside)
    known = weights()
    may = movable(page, article, fixed, runs)
    scores = [
        fsum(known.get(f, 0.0) for f in set(names)) if m else FIXED for names, m in zip(features, may, strict=True)
    ]
    keep = lenient(runs, scores, may)
    end = max((i for i, run in enumerate(runs) if keep[i] and run.prose), default=-1)
    drops = {i for i, run in enumerate(runs) if may[i] and not keep[i] and not (i <= end + 1 and _signs(run))}
    starts = [run.at for run in runs]
    whole = [page.number[e] for e in (article.element, article.title) if e is not None]
    found = dict(article.chrome)
    for i in sorted(drops):
        element = _cover(page, runs[i].block, starts, drops, whole)
        if element is not None and element not in found:
            found[element] = _reason(features[i], known)
    return replace(article, chrome={e: found[e] for e in outermost(page, found)})


def _signs(run: Run) -> bool:
    """Whether a run is a line with names or dates, which later stages read."""
    if run.size > 20:
        return False
    return any(find_dates(run.text)) or read_imprint(run.text) is not None or bool(split_names(run.text))


def lenient(runs: Sequence[Run], scores: Sequence[float], may: Sequence[bool]) -> list[bool]:
    """Whether each run is text, so that enough of the page stays."""
    size = [min(run.size, 200) * m for run, m in zip(runs, may, strict=True)]
    more = 0.0
    while True:
        keep = best_path([s + more - (PROSE if r.prose else SURE) for s, r in zip(scores, runs, strict=True)], runs)
        if sum(n for n, k in zip(size, keep, strict=True) if k) >= LEAST * sum(size):
            return keep
        more += LENIENT


def best_path(scores: Sequence[float], runs: Sequence[Run]) -> list[bool]:
    """The best way to read runs as text or boilerplate, if a change between neighbours costs something."""
    if not scores:
        return []
    text, other = scores[0], 0.0
    back: list[tuple[bool, bool]] = []
    for i in range(1, len(scores)):
        cost = SWITCH if runs[i].block.getparent() is runs[i - 1].block.getparent() else LEAP
        back.append((text >= other - cost, text - cost > other))
        text, other = max(text, other - cost) + scores[i], max(other, text - cost)
    state = text > other
    found = [state]
    for from_text in reversed(back):
        state = from_text[0] if state else from_text[1]
        found.append(state)
    return found[::-1]


def _cover(page: Page, block: Element, starts: list[int], drops: set[int], whole: list[int]) -> Element | None:
    """The outermost element around a run that holds nothing but boilerplate; None where its own block holds text."""
    best: Element | None = None
    node: Element | None = block
    while node is not None and tag_of(node) not in ("body", "html", "tr", "td", "th"):
        first, last = page.number[node], page.last[node]
        if any(first <= n <= last for n in whole):
            break
        inside = range(bisect_left(starts, first), bisect_right(starts, last))
        if not all(i in drops for i in inside):
            break
        best, node = node, node.getparent()
    return best


def _reason(features: Iterable[str], known: dict[str, float]) -> str:
    """The rule named for what speaks most against a run."""
    for name in sorted(set(features), key=lambda f: (known.get(f, 0.0), f)):
        if known.get(name, 0.0) >= 0:
            break
        if name[1:] in PLAIN and name[0] == "w":
            return name[1:]
        if name in HEADED:
            return HEADED[name]
    return "boilerplate"
