"""Whether a digest's numbers and notes fit: each paragraph of the original once, each note called, each call noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.codes import report
from briefing.library.digest import MARKER, Digest
from briefing.library.nearest import did_you_mean
from briefing.model import DigestParagraph, Place
from briefing.problems import Problem

_MANY = 300
"""Among more markers than these, no note is looked for that might have been meant."""


def check_numbers(
    paragraphs: Sequence[DigestParagraph], count: int, place: Place
) -> tuple[tuple[DigestParagraph, ...], tuple[Problem, ...]]:
    """The paragraphs that fit an original of `count` paragraphs, in order, and what is wrong with the others."""
    good: list[DigestParagraph] = []
    problems: list[Problem] = []
    covered: dict[int, DigestParagraph] = {}
    highest = 0
    for paragraph in paragraphs:
        name = locator(paragraph.first, paragraph.last)
        if not 1 <= paragraph.first <= paragraph.last <= count:
            problems.append(_misplaced(paragraph, name, count))
            continue
        taken = next((n for n in range(paragraph.first, paragraph.last + 1) if n in covered), None)
        if taken is not None:
            first = covered[taken]
            expected = f"each number once; line {first.place.line} holds ¶{locator(first.first, first.last)}"
            source = paragraph.text[:200]
            message, found = f"¶{taken} stands twice.", f"¶{name}"
            problems.append(report("E121", paragraph.place, message, expected=expected, found=found, source=source))
            continue
        if paragraph.first < highest:
            problems.append(
                report("E126", paragraph.place, f"¶{name} stands after ¶{highest}.", source=paragraph.text[:200],
                       expected="paragraphs in the original's order")
            )  # fmt: skip
        highest = max(highest, paragraph.last)
        good.append(paragraph)
        covered.update(dict.fromkeys(range(paragraph.first, paragraph.last + 1), paragraph))
    good.sort(key=lambda p: p.first)
    return tuple(good), (*problems, *_missing(good, count, place))


def _misplaced(paragraph: DigestParagraph, name: str, count: int) -> Problem:
    backwards = paragraph.first > paragraph.last
    message = f"The range ¶{name} runs backwards." if backwards else f"There is no ¶{name} in the original."
    expected = (
        f"numbers from 1 to {count}, as `original.paragraphs` says" if count else "no paragraphs: none are declared"
    )
    return report("E120", paragraph.place, message, expected=expected, found=f"¶{name}", source=paragraph.text[:200])


def _missing(good: Sequence[DigestParagraph], count: int, place: Place) -> Iterable[Problem]:
    """A problem for each run of numbers that no paragraph covers, at the paragraph after which it is missed."""
    expected, before = 1, place
    for paragraph in (*good, None):
        first = paragraph.first if paragraph else count + 1
        if first > expected:
            name = locator(expected, first - 1)
            yield report("E122", before, f"¶{name} of the original {'is' if first - 1 == expected else 'are'} missing.",
                         expected=f"every paragraph from 1 to {count}")  # fmt: skip
        if paragraph:
            expected, before = paragraph.last + 1, paragraph.place


def check_notes(digest: Digest, path: str, byline: tuple[str, Place] | None) -> tuple[Problem, ...]:
    """A marker without its note, and a note without a marker; markers stand in byline, headings and paragraphs."""
    called: dict[str, tuple[Place, str]] = {}
    texts = [(p.text, p.place) for p in digest.paragraphs]
    texts += [(text, Place(path, line)) for text, line in digest.headings]
    texts += [byline] if byline else []
    for text, place in texts:
        if "[^" in text:
            for marker in MARKER.finditer(text):
                called.setdefault(marker[1], (place, text))
    problems = [
        report("E125", place, f"The marker `[^{label}]` has no note.", expected=f"a line `[^{label}]: …` in the file",
               help=did_you_mean(label, digest.notes) if len(called) < _MANY else "", source=text[:200])
        for label, (place, text) in called.items() if label not in digest.notes
    ]  # fmt: skip
    problems += [
        report("E129", note.place, f"The note `[^{label}]` has no marker.",
               expected=f"`[^{label}]` where the original has its marker", source=note.text[:200])
        for label, note in digest.notes.items() if label not in called
    ]  # fmt: skip
    return tuple(problems)


WAITS = frozenset(["E122", "E124", "E129"])
"""What is wrong with a finished digest, and only still to be done with one in work."""


def still_in_work(
    paragraphs: tuple[DigestParagraph, ...], problems: tuple[Problem, ...], count: int, place: Place
) -> tuple[tuple[DigestParagraph, ...], tuple[Problem, ...]]:
    """The paragraphs of a digest in work that are written, and its problems: one warning for all that are not."""
    written = tuple(p for p in paragraphs if MARKER.sub("", p.text).strip())
    runs = unwritten(written, count)
    if not runs:
        done = report("E137", place, f"All {count} paragraphs are written.", help="Take `status` out.")
        return paragraphs, (*problems, done)
    missing = sum(last - first + 1 for first, last in runs)
    shown = ", ".join(f"¶{locator(*run)}" for run in runs[:10]) + (" …" if len(runs) > 10 else "")
    message = f"Of {count} paragraph{'s' * (count != 1)} {missing} {'is' if missing == 1 else 'are'} not yet written."
    waiting = report("E137", place, message, found=shown)
    return written, (*(p for p in problems if p.code not in WAITS), waiting)


def unwritten(paragraphs: Sequence[DigestParagraph], count: int) -> list[tuple[int, int]]:
    """Runs of an original's numbers that no paragraph covers, as first and last."""
    runs, expected = [], 1
    for first, last in (*((p.first, p.last) for p in paragraphs), (count + 1, count + 1)):
        if first > expected:
            runs.append((expected, first - 1))
        expected = max(expected, last + 1)
    return runs


def locator(first: int, last: int) -> str:
    """`3`, or `3–4`."""
    return str(first) if first == last else f"{first}–{last}"
