"""Every pattern that sees texts of strangers is fed what it chokes on most, and takes time in proportion to it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from briefing.ingest import anchors, ingest
from briefing.ingest.characters import WIDEST, plain
from briefing.ingest.corrections import replay
from briefing.ingest.document import drafted
from briefing.ingest.draft import Draft
from briefing.ingest.facts import facts
from briefing.ingest.readers import read
from briefing.ingest.roles.patterns import LONGEST
from briefing.ingest.roles.settle import settle
from briefing.ingest.rules.doubts import report_doubts
from briefing.model import Correction, Place
from tests.counting import counting
from tests.foods import ANYWHERE, Food, Found, foods, patterns

SIZES = 1600, 6400
"""Characters of food."""
FIRST = 25, 40, 60, 90, 130, 200, 300, 450
"""Sizes that are tried first: what grows with a power of its food would never end on more."""
AT_ONCE = 1.0
"""What none of them may take, in what a core takes for a million counts: .1 s on a current one."""
WORTH = 0.05
"""Below which nothing is said of growth, in the same unit."""
OF_A_LINE = 0.15
"""What a pattern of lines may take for the longest of them, in the same unit."""
TOO_STEEP = 8
"""Times as long for four times as much: 4 is linear, 16 is quadratic."""
LINES = "briefing.ingest.roles.patterns.LINES"
"""Patterns that are asked whether they match a line as a whole, of no more than `LONGEST` characters."""
RUN = re.compile(rf"\s{{{WIDEST + 1},}}")
READERS = "text", "head", "html.parsing"
RAW = "characters", "encoding", "mojibake", *(f"readers.{name}" for name in READERS)
"""Modules of ingest that see white space as it is, as all outside ingest do; its others see text made plain."""
EXCEPTIONS = {
    "briefing.ingest.notes.falsefriends.STEM": "sees the forty characters before a figure",
    "briefing.ingest.words.TRAILING_MARK": "sees the last eighty characters of a text",
    "briefing.evidence.numbers._WORD_BEFORE": "sees the thirty characters before a number",
    "briefing.linking.mentions._JOINED_BEFORE": "sees the eighty characters before a name",
    "briefing.publish.safe._BEFORE": "sees the last forty characters before a colon",
    "briefing.ingest.readers.text.GAP": "is asked up to the last character that is no white space",
}
"""Patterns that may grow, and what bounds the texts they see."""


@cache
def served(food: Food, size: int, squeezed: bool) -> str:
    """A food of a size; white space in a row as it is left where text was made plain."""
    before, body, behind = food
    text = before + body * (size // len(body) + 1) + behind
    return RUN.sub(lambda run: run.group()[:WIDEST], text) if squeezed else text


def takes(pattern: re.Pattern[str], method: str, text: str, times: int = 1) -> float:
    """Seconds of the processor that one call takes, the best of some."""
    best = 1e9
    for _ in range(times):
        start = time.process_time()
        found = getattr(pattern, method)("", text) if method in ("sub", "subn") else getattr(pattern, method)(text)
        if method == "finditer":
            for _ in found:
                pass
        best = min(best, time.process_time() - start)
    return best


def steep(found: Found, unit: float) -> Iterator[str]:
    """Foods on which a pattern takes far more than four times as long for four times as much, or is slow on a line."""
    raw = tuple(f"briefing.ingest.{name}." for name in RAW)
    squeezed = found.where.startswith("briefing.ingest.") and not found.where.startswith(raw)
    line = found.where.startswith(LINES)
    methods = frozenset(("fullmatch",)) if line else found.methods
    anywhere = next((method for method in ANYWHERE if method in methods), None)
    for food in foods(found.pattern):
        for method in filter(None, (anywhere, *sorted({"match", "fullmatch"} & methods))):
            for size in (*FIRST, SIZES[0]):
                if (taken := takes(found.pattern, method, served(food, size, squeezed))) > AT_ONCE * unit:
                    yield f"{found.where} {method} {food!r}: {taken * 1000:.1f} ms for {size} characters"
                    return
            if line:
                if (taken := takes(found.pattern, method, served(food, LONGEST, squeezed), 3)) > OF_A_LINE * unit:
                    yield f"{found.where} {method} {food!r}: {taken * 1000:.1f} ms for a line"
                    return
                continue
            small, large = (served(food, size, squeezed) for size in SIZES)
            if takes(found.pattern, method, large) < WORTH * unit:
                continue
            first, second = (takes(found.pattern, method, text, 3) for text in (small, large))
            if second > WORTH * unit and second > TOO_STEEP * first:
                yield f"{found.where} {method} {food!r}: {first * 1000:.1f} ms, {second * 1000:.1f} ms"
                return


FOUND = patterns("briefing")


def test_patterns_are_linear() -> None:
    assert len(FOUND) > 600
    unit = counting()
    found = [one for one in FOUND if one.where not in EXCEPTIONS and list(steep(one, unit))]
    unit = max(unit, counting())
    assert not [told for one in found for told in steep(one, unit)]  # twice: a busy machine is no growth


def test_exceptions_have_their_reasons() -> None:
    assert set(EXCEPTIONS) <= {one.where for one in FOUND}
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())


@pytest.mark.parametrize("pattern", ["a*a*!", r"(?:a|b)*?x$", r"\[[^\]]+\]", r"\s+$"])
def test_growth_is_seen(pattern: str) -> None:
    assert list(
        steep(Found("briefing.ingest.readers.text.here", re.compile(pattern), frozenset(("search",))), counting())
    )


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\u00a0", "\u2003", " \n", "\x0b ", "\u3000\t"])
def test_white_space_in_a_row_is_bounded(space: str) -> None:
    text = plain("a" + space * 500 + "\n  b").text
    longest = max(len(run) for run in re.findall(r"\s+", text))
    assert longest <= WIDEST + 2
    assert text.endswith("\n  b")


LINES_OF_A_TEXT = [
    "By Marta Weidenbach",
    "Marta Weidenbach, Anna Holm{n}, Paul Ritter and Jens Ulm\n",
    "{n}. Ibid., p. {n}.",
    "14 June 2019\n",
    "The mill[{n}] grinds for all.\n",
    "Page {n} of 90\n\f",
    "The weir .......... {n}",
    "mill-",
    "CHAPTER {n}\n",
    "* one sack\n",
]


@pytest.mark.parametrize("line", LINES_OF_A_TEXT)
def test_a_text_of_lines_alike_takes_time_in_proportion(line: str) -> None:
    def took(count: int) -> float:
        text = "".join(line.format(n=n) + "\n" for n in range(count)).encode()
        start = time.process_time()
        ingest(text, "a.txt")
        return time.process_time() - start

    assert any(took(1000) < TOO_STEEP * took(250) for _ in range(2)), "twice: a busy machine is no growth"


def laid_out(draft: Draft) -> None:
    """Reads and lays out again what a draft was made of."""
    drafted(draft.extract)


@pytest.mark.parametrize(
    ("line", "before", "stage"),
    [
        ("Decided: 3 May 2019\n", (settle,), facts),
        ("Page {n} of 9\nMills and weirs\n\f", (settle,), report_doubts),
        ("https://example.org/mill/{n}/weir?sack={n}\n", (), laid_out),
    ],
)
def test_a_stage_takes_time_in_proportion(
    line: str, before: tuple[Callable[[Draft], object], ...], stage: Callable[[Draft], object]
) -> None:
    def took(count: int) -> float:
        text = "".join(line.format(n=n) for n in range(count)).encode()
        said = (Correction("heading", f"number {n} grinds for", Place("sources/a.md", n)) for n in range(0, count, 20))
        draft = drafted(read(text, "a.txt"), tuple(said))
        for one in before:
            one(draft)
        start = time.process_time()
        stage(draft)
        return time.process_time() - start

    assert any(took(2400) < TOO_STEEP * took(600) for _ in range(2)), "twice: a busy machine is no growth"


def test_many_corrections_look_through_the_text_once() -> None:
    text = "".join(f"The mill number {n} grinds for all of them.\n\n" for n in range(2000)).encode()

    def took(count: int) -> float:
        said = (Correction("heading", f"number {n} grinds for", Place("sources/a.md", n)) for n in range(count))
        draft = drafted(read(text, "a.txt"), tuple(said))
        anchors._letters.cache_clear()  # what another run has looked through
        start = time.process_time()
        replay(draft)
        return time.process_time() - start

    assert any(took(40) < TOO_STEEP * took(4) for _ in range(5)), "often: a busy machine is no growth"
