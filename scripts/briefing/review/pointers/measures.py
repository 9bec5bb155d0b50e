"""When it was, and how much: words of time, and the units behind numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.pair import WINDOW, Pair, Seen, shown
from briefing.review.pointers.text import Sentence, stems

LIKE = 1.35
"""Two quantities in different units are taken for the same up to this ratio, since a sentence may round."""
Quantity = tuple[str, str, int, float]
"""The number and the unit as written, the dimension, and how many of its least unit."""


def time(pair: Pair) -> Iterator[Seen]:
    """Before here and after or in there, of the same day, number or thing."""
    cues = pair.cues
    mine = _times([pair.claim], cues)
    theirs = _times(pair.whole, cues)
    for stem, signs in mine.items():
        there = theirs.get(stem) or ({0} if stem[0].isdigit() and any(stem in stems(s) for s in pair.whole) else set())
        if there and (
            (signs == {-1} and -1 not in there) or (signs == {1} and there == {-1}) or (signs == {1} and there == {0})
        ):
            strong = " turned" if signs | there == {-1, 1} else " of a number" if stem[0].isdigit() else ""
            yield Seen(
                f"time{strong}", f"“{shown(pair.claim, stem)}” stands behind another word of time than in the paragraph"
            )
            return


def _times(sentences: Sequence[Sentence], cues: Cues) -> dict[str, set[int]]:
    """Stem of what stands behind a word of time → whether that says before (-1), in or on (0), after (1)."""
    found: dict[str, set[int]] = {}
    for sentence in sentences:
        texts = tuple(word.text for word in sentence)
        for sign, phrases in ((-1, cues.before), (0, cues.at), (1, cues.after)):
            for phrase in phrases:
                if phrase[0] not in texts:
                    continue
                for n in range(len(texts) - len(phrase)):
                    if texts[n] == phrase[0] and texts[n : n + len(phrase)] == phrase:
                        behind = [w for w in sentence[n + len(phrase) : n + len(phrase) + WINDOW] if w.telling]
                        for word in behind[:2]:
                            if sign or word.text[0].isdigit():
                                found.setdefault(word.stem, set()).add(sign)
    return found


def unit(pair: Pair) -> Iterator[Seen]:
    """Another unit behind the same number; or one of which the paragraph has none, and no quantity that comes to it."""
    theirs = [row for sentence in pair.whole for row in _quantities(sentence, pair.cues)]
    units = {pair.cues.units[name] for _, name, _, _ in theirs}
    for number, name, dimension, size in _quantities(pair.claim, pair.cues):
        alike = [row for row in theirs if row[2] == dimension]
        same = [(other, s) for value, other, _, s in alike if value == number]
        if same and size not in {s for _, s in same}:
            yield Seen("unit same number", f"{number} stands with “{name}” here, with “{same[0][0]}” in the paragraph")
        elif alike and name != "points" and pair.cues.units[name] not in units and not _reached(size, alike):
            yield Seen("unit nothing", f"{number} “{name}” here, and nothing that comes to it in the paragraph")
    heads = _heads(pair.whole, pair.cues)
    for number, behind in _heads([pair.claim], pair.cues).items():
        there = heads.get(number)
        if there and behind and not behind & there:
            anywhere = frozenset().union(*(stems(sentence) for sentence in pair.whole))
            if not behind <= anywhere:
                yield Seen("unit head unknown", f"{number} counts something else in the paragraph")
            return


def _heads(sentences: Sequence[Sentence], cues: Cues) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for n, word in enumerate(sentence):
            if _number(word.text, cues) is not None and not (word.text.isdigit() and 1500 < int(word.text) < 2100):
                found.setdefault(word.text, set()).update(w.stem for w in sentence[n + 1 : n + 4] if w.telling)
    return {number: frozenset(behind) for number, behind in found.items()}


def _reached(size: float, rows: Sequence[Quantity]) -> bool:
    """Whether one of some quantities comes to as much."""
    return any(other and 1 / LIKE < size / other < LIKE for _, _, _, other in rows)


def _quantities(sentence: Sentence, cues: Cues) -> Iterator[Quantity]:
    """Each number with the unit behind it."""
    for n, word in enumerate(sentence):
        value = _number(word.text, cues)
        if value is None:
            continue
        for at in (n + 1, n + 2):
            name = _unit(sentence, at)
            if name in cues.units:
                dimension, size = cues.units[name]
                yield word.text, name, dimension, value * size
                break


def _unit(sentence: Sentence, at: int) -> str:
    """The stem of a word that may be a unit; percent and points are named in several ways."""
    word = sentence[at] if at < len(sentence) else None
    if word is None:
        return ""
    behind = sentence[at + 1].text if at + 1 < len(sentence) else ""
    if word.text in ("percentage", "per") and behind in ("point", "points", "cent"):
        return "percent" if behind == "cent" else "points"
    return "percent" if word.text in ("%", "percent") else word.stem


def _number(text: str, cues: Cues) -> float | None:
    if text[0].isdigit():
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return None
    return cues.numbers.get(text)
