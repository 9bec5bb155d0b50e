"""What a new version of an original does to the claims: which stand, which move, which break."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from briefing.evidence.markup import NOTE_MARK
from briefing.evidence.wording import normalise
from briefing.model import Claim, Document, Key, Library

ALIKE = 0.6
"""Two paragraphs with at least this share of words in common are versions of one another."""

Fate = Literal["same", "moved", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A paragraph of the old original and what became of it."""

    old: int
    new: int | None
    """Its number in the new original; None where it is gone."""
    same: bool
    """Whether its wording is unchanged."""

    @property
    def fate(self) -> Fate:
        """`moved` means: the same words under another number; a changed paragraph may have moved as well."""
        if self.new is None:
            return "gone"
        if not self.same:
            return "changed"
        return "same" if self.new == self.old else "moved"


@dataclass(frozen=True, slots=True)
class Affected:
    """A claim that cites the source, and what became of the paragraphs that it cites."""

    claim: Claim
    paragraphs: tuple[Aligned, ...]

    @property
    def verdict(self) -> Literal["stands", "moves", "breaks"]:
        """`breaks` where a cited paragraph changed or is gone, else `moves` where one has another number."""
        fates = {paragraph.fate for paragraph in self.paragraphs}
        if fates & {"changed", "gone"}:
            return "breaks"
        return "moves" if "moved" in fates else "stands"


@dataclass(frozen=True, slots=True)
class Impact:
    """What replacing an original does."""

    key: Key
    paragraphs: tuple[Aligned, ...]
    added: tuple[int, ...]
    """Paragraphs of the new original that have no counterpart in the old one."""
    claims: tuple[Affected, ...]
    """Every claim that cites a paragraph of the source, in reading order."""

    def of(self, verdict: Literal["stands", "moves", "breaks"]) -> tuple[Affected, ...]:
        """The claims with this verdict."""
        return tuple(affected for affected in self.claims if affected.verdict == verdict)


def impact(old: Document, new: Document, key: Key, library: Library, claims: tuple[Claim, ...]) -> Impact:
    """Which claims stand, move or break when the original `old` of a source is replaced by `new`.

    A claim depends on the paragraphs that it cites, and, where a digest covers a range, on each paragraph of the range.
    """
    aligned = align(old, new)
    by_number = {paragraph.old: paragraph for paragraph in aligned}
    affected = []
    for claim in claims:
        numbers = sorted({n for citation in claim.citations if citation.key == key for n in citation.locators})
        wanted = sorted({m for n in numbers for m in _covered(library, key, n)})
        rows = tuple(by_number[n] for n in wanted if n in by_number)
        if rows:
            affected.append(Affected(claim, rows))
    used = {paragraph.new for paragraph in aligned}
    added = tuple(paragraph.n for paragraph in new.paragraphs if paragraph.n not in used)
    return Impact(key, aligned, added, tuple(affected))


def _covered(library: Library, key: Key, n: int) -> range:
    """The original's paragraphs for which the digest paragraph at `¶n` stands."""
    source = library.sources.get(key)
    paragraph = source.paragraph(n) if source else None
    return range(paragraph.first, paragraph.last + 1) if paragraph else range(n, n + 1)


def align(old: Document, new: Document) -> tuple[Aligned, ...]:
    """Each paragraph of `old` with its counterpart in `new`.

    Equal wording first, in order and then anywhere; what was rewritten in between goes to what is likest there. The
    wording of a paragraph includes that of its notes.
    """
    before, after = _wordings(old), _wordings(new)
    partner: dict[int, int] = {}
    rewritten = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            partner |= {a1 + k: b1 + k for k in range(a2 - a1)}
        elif tag == "replace":
            rewritten.append((range(a1, a2), range(b1, b2)))
    free: dict[str, list[int]] = {}
    for b in sorted(set(range(len(after))) - set(partner.values())):
        free.setdefault(after[b], []).append(b)
    for a, text in enumerate(before):
        if a not in partner and free.get(text):
            partner[a] = free[text].pop(0)
    taken = set(partner.values())
    for olds, news in rewritten:
        rows = [a for a in olds if a not in partner]
        partner |= _likest(before, after, rows, [b for b in news if b not in taken])
    return tuple(
        Aligned(paragraph.n, None, same=False)
        if a not in partner
        else Aligned(paragraph.n, new.paragraphs[partner[a]].n, same=after[partner[a]] == before[a])
        for a, paragraph in enumerate(old.paragraphs)
    )


def _wordings(document: Document) -> list[str]:
    """The wording of each paragraph with its notes, normalised."""
    texts = []
    for paragraph in document.paragraphs:
        labels = [match.group()[2:-1] for match in NOTE_MARK.finditer(paragraph.text)]
        notes = (document.notes[label].text for label in labels if label in document.notes)
        texts.append(normalise("\n".join([paragraph.text, *notes])))
    return texts


def _likest(before: list[str], after: list[str], olds: list[int], news: list[int]) -> dict[int, int]:
    """Counterparts within a stretch that was rewritten, in order: as much likeness in sum as can be had."""
    words_before = [Counter(before[a].split()) for a in olds]
    words_after = [Counter(after[b].split()) for b in news]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in range(len(olds) - 1, -1, -1):
        for b in range(len(news) - 1, -1, -1):
            pair = _likeness(words_before[a], words_after[b])
            best[a][b] = max(best[a + 1][b], best[a][b + 1], pair + best[a + 1][b + 1] if pair >= ALIKE else 0.0)
    partner, a, b = {}, 0, 0
    while a < len(olds) and b < len(news):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            partner[olds[a]] = news[b]
            a, b = a + 1, b + 1
    return partner


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of words that two paragraphs have in common, 0 to 1."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0
