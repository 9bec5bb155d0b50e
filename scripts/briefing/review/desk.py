"""A reader at their desk: what to read next, and what signing, mending, correcting and undoing do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import inf
from pathlib import Path

from briefing.evidence import verify_digests
from briefing.model import Claim, Source
from briefing.problems import Problem, by_place
from briefing.review.held import DeskError, Held, mine, unsignable
from briefing.review.items import UNKNOWN
from briefing.review.mending import MendingError, add_correction, mend_claim, mend_digest, write_digest
from briefing.review.queue import Order, queue
from briefing.review.records import FOLDER, Review, Verdict, tidy, write_review
from briefing.review.since import Base
from briefing.review.standing import Standing, sign_of
from briefing.review.steps import ChangedError, Step, Steps


class Desk(Held):
    """A project as one reader has it before them; whatever they do goes to a file, and the project is read again."""

    def __init__(
        self, root: Path, reader: str, originals: Path | None = None, today: str = "", base: Base | None = None
    ) -> None:
        self.reader = tidy(reader)
        self.today = today or date.today().isoformat()
        self.signed = 0
        """How many things were signed since the desk was opened."""
        self._steps = Steps(root, FOLDER)
        super().__init__(root, originals, base)

    @property
    def review(self) -> Review:
        """What this reader has signed so far."""
        return mine(self.reviews, self.reader)

    def queue(self, order: Order = "doubt", only: str = "", seconds: float = inf) -> tuple[Standing, ...]:
        """What this reader has still to read; doubts are looked for so long, and order what they were found for."""
        if order == "doubt":
            self.look(seconds)
        return queue(self.standings(), self.review.reader, order, self.doubts, only)

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
        files = self.project.files
        if source := self._unwritten(id):
            n = int(id.partition(" ¶")[2])
            self._mended(id, source.place.path, lambda: write_digest(files, source, n, text))
            return id
        item = self.standing(id).item
        if self.written(id) != expected:
            raise DeskError("It has changed since it was shown: begin from how it stands now.")
        if item.kind != "claim":
            held, paragraph = self.paragraph(id)
            self._mended(id, held.place.path, lambda: mend_digest(files, held, paragraph, text))
            return id
        claim = self.claims[id]
        self._mended(id, claim.passage.place.path, lambda: mend_claim(files, claim, text))
        return self._successor(claim)

    def correct(self, id: str, action: str, words: str) -> tuple[Problem, ...]:
        """Says of an original's structure what ingest got wrong, and reads it again; what is wrong with its digest now.

        `id` is a paragraph of the digest, `KEY ¶n`. Raises DeskError where that can't be written.
        """
        self.load()
        key = id.partition(" ")[0]
        source = self.library.sources.get(key) or self.paragraph(id)[0]
        held = self._documents
        self._documents = {other: document for other, document in held.items() if other != key}
        try:
            made = lambda: add_correction(self.project.files, source, action, words)  # noqa: E731
            self._mended(id, source.place.path, made, "correct")
        except DeskError:
            self._documents = held
            raise
        found = [p for p in self.problems if p.path == source.place.path]
        if document := self._documents.get(key):
            compared = verify_digests(self.library, {key: document}, {}, self.project.settings.language)
            found += [p for p in (*compared, *document.problems) if p.path == source.place.path]
        return by_place(tuple(found))

    def undo(self) -> str:
        """Takes the last thing done back; the id that it was done to. DeskError where there is nothing, or where its
        file has been changed since by somebody else."""
        try:
            step = self._steps.undo()
        except ChangedError as error:
            raise DeskError(str(error)) from error
        if step.what == "correct":  # its original is read again
            self._documents = {key: held for key, held in self._documents.items() if f"/{key}.md" not in step.path}
        self.signed -= step.what == "sign"
        self.load()
        return step.id

    def _mended(self, id: str, path: str, made: Callable[[], bytes], what: str = "mend") -> None:
        """Writes what an edit makes of a file."""
        try:
            data = made()
        except MendingError as error:
            raise DeskError(str(error)) from error
        self._write(what, id, path, data)

    def _unwritten(self, id: str) -> Source | None:
        """The source of a digest paragraph that is still to be written; None where it is written, or there is none."""
        key, _, n = id.partition(" ¶")
        source = self.library.sources.get(key)
        there = source and n.isdecimal() and 1 <= int(n) <= source.count
        return source if there and source and source.paragraph(int(n)) is None else None

    def _successor(self, before: Claim) -> str:
        """The id of the sentence that now stands where one was mended."""
        part = (before.passage.part, before.passage.place.path, before.home)
        here = [c for c in self.claims.values() if (c.passage.part, c.passage.place.path, c.home) == part]
        near = [c for c in here if c.start >= before.start and c.place.line >= before.place.line] or here
        key = lambda c: (abs(c.place.line - before.place.line), abs(c.start - before.start))  # noqa: E731
        return min(near, key=key).id if near else ""

    def _write(self, what: str, id: str, path: str, data: bytes) -> None:
        """Writes a file over what was read of it, and reads the project again."""
        try:
            self._steps.do(Step(what, id, path, self.project.files.get(path), data))
        except ChangedError as error:
            raise DeskError(str(error)) from error
        self.load()
