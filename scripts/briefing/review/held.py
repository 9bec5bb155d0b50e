"""What a reader has before them: the project as its files stand, what there is to read in it, what was compared.

What nothing has touched is kept from one reading of the files to the next, and a claim is compared when it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from time import monotonic

from briefing.evidence import find_claims, verify_digests
from briefing.evidence.check import check_claims
from briefing.evidence.language import language as language_of
from briefing.evidence.lock import read_lock
from briefing.evidence.shelf import Shelf
from briefing.library import read_library
from briefing.model import Claim, DigestParagraph, Document, Key, Source
from briefing.originals import read_originals
from briefing.problems import Problem, by_place
from briefing.project import Project, read_project
from briefing.review.doubts import doubts
from briefing.review.items import Item, find_items
from briefing.review.judge import holding, read_opinions
from briefing.review.records import FOLDER, Review, read_reviews
from briefing.review.since import Base, changed
from briefing.review.standing import Reviewed, Standing, review
from briefing.settings import Settings


class DeskError(ValueError):
    """What can't be done, in a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A claim as it was found, what its paragraphs were, and what the comparison said."""

    raw: Claim
    against: tuple[tuple[str, str], ...]
    checked: Claim
    problems: tuple[Problem, ...]


class Held:
    """A project as it stands; `load` brings it up to its files. With a `base` only what changed since is to be read."""

    def __init__(self, root: Path, originals: Path | None = None, base: Base | None = None) -> None:
        self.root, self.base = root, base
        self.project = Project(root, Settings(), {})
        self._folder, self._documents = originals, dict[Key, Document]()
        self._checked: dict[str, _Checked] = {}
        self.doubts: dict[str, tuple[str, ...]] = {}
        """Why to look at a thing, by id, as far as was looked."""
        self.reviewed = Reviewed()
        self._signed: dict[str, bytes] | None = None
        self.load()

    def load(self) -> None:
        """The project as its files stand now."""
        before = self.project
        self.project, found = read_project(self.root)
        if self._signed is None or before.settings != self.project.settings or _own(before) != _own(self.project):
            self._read(found)
        self._stand()

    def _read(self, found: tuple[Problem, ...]) -> None:
        """What the desk wrote has changed: finds what there is to read anew."""
        project = self.project
        self.library, more = read_library(project.files, project.settings)
        if self._folder and any(s.sha256 and key not in self._documents for key, s in self.library.sources.items()):
            self._documents = dict(read_originals(self._folder, self.library)[0])
        self.language = language_of(project.settings.language)
        claims = find_claims(self.library, project.settings.language)
        self.claims: Mapping[str, Claim] = {claim.id: claim for claim in claims}
        self.items = find_items(self.library, claims, read_lock(project.files)[0], self._documents)
        self.scope = changed(self.items, self.base) if self.base is not None else None
        self._written, self._signed, self.doubts = (*found, *more), None, {}
        self._shelf = Shelf(self.library, self._documents or None, self.language)

    def _stand(self) -> None:
        """Where everything stands, by what readers have signed."""
        signed = {path: data for path, data in self.project.files.items() if path.startswith(f"{FOLDER}/")}
        if signed == self._signed:
            return
        self._signed = signed
        self.reviews, wrong = read_reviews(signed)
        opinions, more = read_opinions(signed)
        judged = holding(opinions, self.items)
        if judged != self.reviewed.opinions:
            self.doubts = {}
        self.reviewed = replace(review(self.items, self.reviews), opinions=judged)
        self.problems = by_place((*self._written, *wrong, *more))

    @property
    def originals(self) -> Mapping[Key, Document]:
        """The originals at hand."""
        return self._documents

    def look(self, seconds: float = inf) -> int:
        """Looks for doubts, at what nobody looked at yet, for so long at most; how many things are left."""
        until = monotonic() + seconds
        left = [item for item in self.items if item.id not in self.doubts]
        for n, item in enumerate(left):
            if monotonic() > until:
                return len(left) - n
            self.doubts_of(item.id)
        return 0

    def doubts_of(self, id: str) -> tuple[str, ...]:
        """Why to look at one thing."""
        if id not in self.doubts:
            item, judged = self.standing(id).item, self.reviewed.opinions
            found = doubts((item,), self.library, self.language, self._documents, judged)
            self.doubts[id] = found.get(id, ())
        return self.doubts[id]

    def standings(self) -> tuple[Standing, ...]:
        """Everything that is to be read here, read or not, in reading order."""
        rows = self.reviewed.standings.values()
        return tuple(rows if self.scope is None else (row for row in rows if row.item.id in self.scope))

    def standing(self, id: str) -> Standing:
        """Where one thing stands; DeskError where there is no such thing any more."""
        found = self.reviewed.standings.get(id)
        if found is None:
            raise DeskError(f"`{id}` is no longer there: it was reworded or taken out.")
        return found

    def claim(self, id: str) -> Claim:
        """A claim with its checks."""
        return self._compared(id).checked

    def problems_of(self, id: str) -> tuple[Problem, ...]:
        """What the comparison finds wrong with one thing as it stands."""
        item = self.standing(id).item
        if item.kind == "claim":
            return self._compared(id).problems
        found = [p for p in self.problems if (p.path, p.line) == (item.place.path, item.place.line)]
        key = id.partition(" ")[0]
        if item.kind == "digest" and key in self._documents:
            compared = verify_digests(self.library, {key: self._documents[key]}, {}, self.project.settings.language)
            found += [p for p in compared if (p.path, p.line) == (item.place.path, item.place.line)]
        return by_place(tuple(found))

    def paragraph(self, id: str) -> tuple[Source, DigestParagraph]:
        """A digest paragraph and its source, by `KEY ¶n`; DeskError where there is none."""
        key, _, n = id.partition(" ¶")
        source = self.library.sources.get(key)
        paragraph = source.paragraph(int(n)) if source and n.isdecimal() else None
        if source is None or paragraph is None:
            raise DeskError(f"`{id}` has no paragraph to write to: mend it in its file.")
        return source, paragraph

    def written(self, id: str) -> str:
        """How a thing is written, as Markdown: what is mended; empty where it is mended in its file."""
        item = self.standing(id).item
        if item.kind == "claim":
            claim = self.claims[id]
            return claim.passage.text[claim.start : claim.end]
        return self.paragraph(id)[1].written if item.kind == "digest" else ""

    def _compared(self, id: str) -> _Checked:
        """A claim compared with its paragraphs; one that is as it was keeps what was found."""
        item, claim, known = self.standing(id).item, self.claims[id], self._checked.get(id)
        if known is None or (known.raw, known.against) != (claim, item.against):
            (checked,), problems = check_claims((claim,), self._shelf)
            known = self._checked[id] = _Checked(claim, item.against, checked, problems)
        return known


def unsignable(item: Item) -> str:
    """Why a thing can't be signed, and what helps."""
    if item.kind == "digest":
        return "Its original is not at hand: open the desk with --originals DIR."
    return "A paragraph that it cites is not there: mend the citation first."


def mine(reviews: tuple[Review, ...], reader: str) -> Review:
    """What a reader has signed so far."""
    made = Review(reader)
    return next((one for one in reviews if one.path == made.path), made)


def _own(project: Project) -> dict[str, bytes]:
    """The files that readers' records are no part of."""
    return {path: data for path, data in project.files.items() if not path.startswith(f"{FOLDER}/")}
