"""A reader at their desk: the project as it stands, what to read next, and what signing, mending and undoing do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.evidence import find_claims, verify_digests
from briefing.evidence.check import check_claims
from briefing.evidence.language import language as language_of
from briefing.evidence.shelf import Shelf
from briefing.evidence.support import Supports
from briefing.files import write_changed
from briefing.library import read_library
from briefing.model import Claim, DigestParagraph, Document, Key, Source
from briefing.originals import read_originals
from briefing.problems import Problem, by_place
from briefing.project import read_project
from briefing.review.doubts import Doubts, doubts
from briefing.review.items import UNKNOWN, Item
from briefing.review.mending import MendingError, add_correction, mend_claim, mend_digest, write_digest
from briefing.review.queue import Order, queue
from briefing.review.reading import read_reviewed
from briefing.review.records import Review, Verdict, read_reviews, tidy, write_review
from briefing.review.standing import Standing, sign_of


class DeskError(ValueError):
    """What can't be done, in a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing done: a file with what it held before (None where it wasn't there) and after."""

    what: str
    id: str
    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class _Checked:
    """A claim as it was found, what its paragraphs were, and what the comparison said."""

    raw: Claim
    against: tuple[tuple[str, str], ...]
    checked: Claim
    problems: tuple[Problem, ...]


class Desk:
    """Reads a project again whenever something was done, and writes one file at a time, through a rename."""

    def __init__(self, root: Path, reader: str, originals: Path | None = None, today: str = "") -> None:
        self.root, self.reader = root, tidy(reader)
        self.today = today or date.today().isoformat()
        self.signed = 0
        """How many things were signed since the desk was opened."""
        self._folder, self._documents = originals, dict[Key, Document]()
        self._steps: list[_Step] = []
        self._checked: dict[str, _Checked] = {}
        self.load()

    def load(self) -> None:
        """The project as its files stand now; claims that nothing touched keep their checks."""
        self.project, problems = read_project(self.root)
        self.library, more = read_library(self.project.files, self.project.settings)
        if self._folder and any(s.sha256 and key not in self._documents for key, s in self.library.sources.items()):
            self._documents = dict(read_originals(self._folder, self.library)[0])
        self.language = language_of(self.project.settings.language)
        raw = find_claims(self.library, self.project.settings.language)
        self.reviewed, wrong = read_reviewed(self.project, self.library, raw, self._documents)
        self.claims = self._check(raw)
        self.problems = by_place((*problems, *more, *wrong))
        items = [standing.item for standing in self.reviewed.standings.values()]
        self.doubts: Doubts = doubts(items, self.library, self.language, self._documents, self.reviewed.opinions)

    @property
    def originals(self) -> Mapping[Key, Document]:
        """The originals at hand."""
        return self._documents

    @property
    def review(self) -> Review:
        """What this reader has signed so far."""
        found = {review.path: review for review in read_reviews(self.project.files)[0]}
        mine = Review(self.reader)
        return found.get(mine.path, mine)

    def queue(self, order: Order = "doubt", only: str = "") -> tuple[Standing, ...]:
        """What this reader has still to read."""
        return queue(self.reviewed.standings.values(), self.review.reader, order, self.doubts, only)

    def standing(self, id: str) -> Standing:
        """Where one thing stands; DeskError where there is no such thing any more."""
        found = self.reviewed.standings.get(id)
        if found is None:
            raise DeskError(f"`{id}` is no longer there: it was reworded or taken out.")
        return found

    def sign(
        self, id: str, verdict: Verdict, remark: str = "", seen: tuple[str, Mapping[str, str]] | None = None
    ) -> None:
        """Signs one thing as it stands; `seen` are the fingerprints of both sides as the reader had them before them.

        Raises DeskError where that was not what stands now, where there is nothing to read it against, or where there
        is nothing to read.
        """
        self.load()
        standing = self.standing(id)
        item = standing.item
        if seen is not None and seen != (item.said, dict(item.against)):
            raise DeskError("It has changed since it was shown: read it as it stands now.")
        if any(value == UNKNOWN for _, value in item.against):
            raise DeskError(unsignable(item))
        if not item.text:
            raise DeskError("It is still to be written.")
        review = self.review
        was = standing.replaces.get(review.reader)
        signed = review.signed(sign_of(item, verdict, self.today, remark), (was,) if was else ())
        self._write("sign", id, signed.path, write_review(signed).encode())
        self.signed += 1

    def mend(self, id: str, text: str, expected: str) -> str:
        """Writes a sentence or digest paragraph anew (Markdown); its id afterwards.

        `expected` is how it was written when the reader began. Raises DeskError where it is otherwise by now, or where
        the edit can't be made.
        """
        self.load()
        if source := self._unwritten(id):
            try:
                data = write_digest(self.project.files, source, int(id.partition(" ¶")[2]), text)
            except MendingError as error:
                raise DeskError(str(error)) from error
            self._write("mend", id, source.place.path, data)
            return id
        item = self.standing(id).item
        if self.written(id) != expected:
            raise DeskError("It has changed since it was shown: begin from how it stands now.")
        try:
            if item.kind == "claim":
                claim = self.claim(id)
                data, path = mend_claim(self.project.files, claim, text), claim.passage.place.path
            else:
                source, paragraph = self.paragraph(id)
                data, path = mend_digest(self.project.files, source, paragraph, text), source.place.path
        except MendingError as error:
            raise DeskError(str(error)) from error
        self._write("mend", id, path, data)
        if item.kind != "claim":
            return id
        return self._successor(claim, path)

    def correct(self, id: str, action: str, words: str) -> tuple[Problem, ...]:
        """Says of an original's structure what ingest got wrong, and reads it again; what is wrong with its digest now.

        `id` is a paragraph of the digest, `KEY ¶n`. Raises DeskError where that can't be written.
        """
        self.load()
        source, _ = self.paragraph(id)
        try:
            data = add_correction(self.project.files, source, action, words)
        except MendingError as error:
            raise DeskError(str(error)) from error
        self._documents = {key: held for key, held in self._documents.items() if key != source.key}
        self._write("correct", id, source.place.path, data)
        found = [p for p in self.problems if p.path == source.place.path]
        if source.key in self._documents:
            document = {source.key: self._documents[source.key]}
            compared = verify_digests(self.library, document, {}, self.project.settings.language)
            found += [p for p in (*compared, *document[source.key].problems) if p.path == source.place.path]
        return by_place(tuple(found))

    def undo(self) -> str:
        """Takes the last thing done back; the id that it was done to. DeskError where there is nothing, or where its
        file has been changed since by somebody else."""
        if not self._steps:
            raise DeskError("There is nothing to undo.")
        step = self._steps[-1]
        path = self.root / step.path
        if not path.is_file() or path.read_bytes() != step.after:
            raise DeskError(f"{step.path} has been changed since: undo it there.")
        if step.before is None:
            path.unlink()
        else:
            write_changed(path, step.before)
        self._steps.pop()
        if step.what == "correct":  # its original is read again
            self._documents = {key: held for key, held in self._documents.items() if f"/{key}.md" not in step.path}
        self.signed -= step.what == "sign"
        self.load()
        return step.id

    def problems_of(self, id: str) -> tuple[Problem, ...]:
        """What the comparison finds wrong with one thing as it stands."""
        item = self.standing(id).item
        if item.kind == "claim":
            return self._checked[id].problems
        lines = range(item.place.line, item.place.line + 1)
        found = [p for p in self.problems if p.path == item.place.path and p.line in lines]
        key = id.partition(" ")[0]
        if item.kind == "digest" and key in self._documents:
            compared = verify_digests(self.library, {key: self._documents[key]}, {}, self.project.settings.language)
            found += [p for p in compared if p.path == item.place.path and p.line in lines]
        return by_place(tuple(found))

    def claim(self, id: str) -> Claim:
        """A claim with its checks."""
        return self._checked[id].checked

    def paragraph(self, id: str) -> tuple[Source, DigestParagraph]:
        """A digest paragraph and its source, by `KEY ¶n`; DeskError where there is none."""
        key, _, n = id.partition(" ¶")
        source = self.library.sources.get(key)
        paragraph = source.paragraph(int(n)) if source and n.isdecimal() else None
        if source is None or paragraph is None:
            raise DeskError(f"`{id}` has no paragraph to write to: mend it in its file.")
        return source, paragraph

    def written(self, id: str) -> str:
        """How a thing is written, as Markdown: what `mend` replaces; empty where it is mended in its file."""
        item = self.standing(id).item
        if item.kind == "claim":
            claim = self.claim(id)
            return claim.passage.text[claim.start : claim.end]
        return self.paragraph(id)[1].written if item.kind == "digest" else ""

    def _unwritten(self, id: str) -> Source | None:
        """The source of a digest paragraph that is still to be written; None where it is written, or there is none."""
        key, _, n = id.partition(" ¶")
        source = self.library.sources.get(key)
        there = source and n.isdecimal() and 1 <= int(n) <= source.count
        return source if there and source and source.paragraph(int(n)) is None else None

    def _successor(self, before: Claim, path: str) -> str:
        """The id of the sentence that now stands where one was mended."""
        here = [c for c in self.claims if c.passage.part == before.passage.part and c.passage.place.path == path
                and c.home == before.home]  # fmt: skip
        near = [c for c in here if c.start >= before.start and c.place.line >= before.place.line] or here
        key = lambda c: (abs(c.place.line - before.place.line), abs(c.start - before.start))  # noqa: E731
        return min(near, key=key).id if near else ""

    def _write(self, what: str, id: str, path: str, data: bytes) -> None:
        """Writes a file, remembers what it held, and reads the project again."""
        file = self.root / path
        before = file.read_bytes() if file.is_file() else None
        if before != self.project.files.get(path):
            raise DeskError(f"{path} has just been changed by somebody else: try again.")
        write_changed(file, data)
        self._steps.append(_Step(what, id, path, before, data))
        self.load()

    def _check(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """The claims with their checks: those that are as they were keep theirs, the others are compared anew."""
        kept: dict[str, _Checked] = {}
        new = []
        for claim in claims:
            standing = self.reviewed.standings.get(claim.id)
            against, known = standing.item.against if standing else (), self._checked.get(claim.id)
            if known and (known.raw, known.against) == (claim, against):
                kept[claim.id] = known
            else:
                new.append((claim, against))
        if new:
            shelf = Shelf(self.library, self._documents or None, self.language)
            for claim in claims:  # the weights of words are those of all that is cited
                for citation in claim.citations:
                    for n in citation.locators:
                        shelf.evidence(citation.key, n)
            supports = Supports(shelf)
            for claim, against in new:
                (checked,), problems = check_claims((claim,), shelf, supports)
                kept[claim.id] = _Checked(claim, against, checked, problems)
        self._checked = kept
        return tuple(kept[claim.id].checked for claim in claims)


def unsignable(item: Item) -> str:
    """Why a thing can't be signed, and what helps."""
    if item.kind == "digest":
        return "Its original is not at hand: open the desk with --originals DIR."
    return "A paragraph that it cites is not there: mend the citation first."
