"""Scores what ingest made of a damaged document against the truth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.model import Document
from tests.generator.truth import Truth

MARK = re.compile(r"\[\^([^\]]+)\]")
ASPECTS = ("paragraphs", "markers", "notes", "headings", "title", "byline", "date")


@dataclass
class Score:
    """Counts of one or many documents: per aspect what was right, given and true; and words."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.given + other.given, self.true + other.true, self.words + other.words
        )

    def f1(self, aspect: str) -> float:
        total = self.given[aspect] + self.true[aspect]
        return 2 * self.right[aspect] / total if total else 1.0

    @property
    def leaked(self) -> float:
        """Words of chrome among the words given."""
        return self.words["leaked"] / max(1, self.words["given"])

    @property
    def lost(self) -> float:
        """Words of the text lost or gained, as a share of its words."""
        return self.words["differ"] / max(1, self.words["true"])


def score(document: Document, truth: Truth) -> Score:
    """How a document fits the truth."""
    result = Score()
    _compare(result, "paragraphs", map(plain, (p.text for p in document.paragraphs)), map(plain, truth.paragraphs))
    _compare(result, "markers", _markers(p.text for p in document.paragraphs), _markers(truth.paragraphs))
    _compare(
        result,
        "notes",
        (f"{label} {plain(note.text)}" for label, note in document.notes.items()),
        (f"{n} {plain(text)}" for n, text in truth.notes.items()),
    )
    _compare(result, "headings", map(plain, (h.text for h in document.headings)), map(plain, truth.headings))
    _compare(result, "title", [plain(document.title or "-")], [plain(truth.title or "-")])
    _compare(result, "byline", [" ".join(document.byline)], [" ".join(truth.byline)])
    _compare(result, "date", [str(document.date)], [str(truth.date)])
    _words(result, document, truth)
    return result


def plain(text: str) -> str:
    """A text as it is compared: markers gone, quotes straight, white space squeezed."""
    text = MARK.sub("", text).translate(str.maketrans("“”‘’", "\"\"''"))
    return " ".join(text.split())


def _markers(paragraphs: Iterable[str]) -> list[str]:
    """Each marker as its number with the words just before it."""
    found = []
    for text in paragraphs:
        for match in MARK.finditer(text):
            before = plain(text[: match.start()])
            found.append(f"{before[-25:]}|{match[1]}")
    return found


def _compare(result: Score, aspect: str, given: Iterable[str], true: Iterable[str]) -> None:
    a, b = Counter(given), Counter(true)
    result.right[aspect] += (a & b).total()
    result.given[aspect] += a.total()
    result.true[aspect] += b.total()


def _words(result: Score, document: Document, truth: Truth) -> None:
    given = Counter(w for p in document.paragraphs for w in plain(p.text).split())
    true = Counter(w for p in truth.paragraphs for w in plain(p).split())
    result.words["given"] += given.total()
    result.words["true"] += true.total()
    result.words["differ"] += ((given - true) + (true - given)).total()
    chrome = {plain(line) for line in truth.chrome if line}
    whole = "\n".join([plain(p.text) for p in document.paragraphs] + [plain(h.text) for h in document.headings])
    heads = set(map(plain, truth.headings))
    for line in chrome:
        if line not in heads and re.search(rf"(?:^|\s){re.escape(line)}(?:\s|$)", whole) and len(line.split()) > 1:
            result.words["leaked"] += len(line.split())
