"""What a changed digest makes unread: the sentences that cite it, page by page, and the sign-offs that lapse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from briefing.model import Claim, Key, Library, Source
from briefing.review.items import Item, find_items
from briefing.review.records import Review
from briefing.review.standing import review


@dataclass(frozen=True, slots=True)
class Inherited:
    """What becomes of a source's digest, and of what rests on it."""

    key: Key
    changed: tuple[int, ...]
    """First numbers of the digest paragraphs that are worded otherwise."""
    gone: tuple[int, ...]
    added: tuple[int, ...]
    unread: tuple[Item, ...]
    """Sentences that cite a changed paragraph or one that is gone, in reading order."""
    lapsed: tuple[tuple[str, str], ...]
    """(id, reader) of the sign-offs that held before and don't now, those of the digest included."""

    @property
    def pages(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """The same sentences by the page that inherits the change."""
        found: dict[str, list[Item]] = {}
        for item in self.unread:
            found.setdefault(item.page, []).append(item)
        return tuple((page, tuple(rows)) for page, rows in found.items())

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "key": self.key, "changed": list(self.changed), "gone": list(self.gone), "added": list(self.added),
            "pages": [{"page": page, "sentences": [
                {"id": i.id, "path": i.place.path, "line": i.place.line, "text": i.text} for i in rows]}
                for page, rows in self.pages],
            "lapsed": [{"id": id, "reader": reader} for id, reader in self.lapsed],
        }  # fmt: skip


def inherited(
    old: Source, new: Source, library: Library, claims: tuple[Claim, ...], reviews: tuple[Review, ...]
) -> Inherited:
    """What replacing the digest `old` of a source by `new` makes unread; nothing is read from the originals."""
    before, after = (_items(source, library, claims) for source in (old, new))
    numbers, others = ({p.first for p in source.paragraphs} for source in (old, new))
    touched = {n for n in numbers & others if before[f"{new.key} ¶{n}"].said != after[f"{new.key} ¶{n}"].said}
    unread = tuple(i for i in after.values() if i.kind == "claim" and i.against != before[i.id].against)
    held = {(id, r.reader) for id, s in review(tuple(before.values()), reviews).standings.items() for r in s.holding}
    holds = {(id, r.reader) for id, s in review(tuple(after.values()), reviews).standings.items() for r in s.holding}
    return Inherited(new.key, tuple(sorted(touched)), tuple(sorted(numbers - others)), tuple(sorted(others - numbers)),
                     unread, tuple(sorted(held - holds)))  # fmt: skip


def _items(source: Source, library: Library, claims: tuple[Claim, ...]) -> dict[str, Item]:
    """What there is to read with this digest; its original is taken to be what it was."""
    made = replace(library, sources={**library.sources, source.key: source})
    rows = (i.beside(tuple((ref, value or "same") for ref, value in i.against)) for i in find_items(made, claims, {}))
    return {item.id: item for item in rows}
