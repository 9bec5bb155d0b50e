"""What an assistant can ask of a project, as JSON values; a server only hands it on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.assist.desk import Desk
from briefing.assist.suggesting import cited, suggest
from briefing.assist.verdicts import verdicts
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.evidence.shelf import Evidence
from briefing.library.nearest import did_you_mean
from briefing.model import Claim
from briefing.pages import works
from briefing.pipeline import Briefing, Options, read_briefing
from briefing.project import read_project

PAGE = 20
"""Rows of one page of an answer."""
LONGEST = 200_000
"""Characters of a text that is compared or proposed."""
NEAR = 200
"""Paragraphs and claims that are looked through for words."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class RefusedError(ValueError):
    """A question that has no answer; the message says what to ask instead."""


class Assistant:
    """A project, read again when its files have changed; nothing is written unless `write`, and then proposals only.

    Every method returns JSON values and raises `RefusedError` where the question doesn't fit.
    """

    def __init__(self, root: Path, originals: Path | None = None, *, write: bool = False) -> None:
        self.root, self.originals, self.write = root, originals, write
        self._files: Mapping[str, bytes] | None = None
        self._briefing: Briefing | None = None
        self._desk: Desk | None = None

    @property
    def briefing(self) -> Briefing:
        """The project as it stands."""
        files = read_project(self.root)[0].files
        if self._briefing is None or files != self._files:
            self._briefing = read_briefing(self.root, Options(originals=self.originals))
            self._files, self._desk = files, None
        return self._briefing

    @property
    def desk(self) -> Desk:
        """Its shelf."""
        briefing = self.briefing
        if self._desk is None:
            language = briefing.project.settings.language
            self._desk = Desk(briefing.library, dict(briefing.originals) or None, language)
        return self._desk

    def find(self, query: str, kind: str = "all", page: int = 1) -> dict[str, Any]:
        """Paragraphs, claims and entities that have words of `query`, the best first.

        `kind` is `all`, `paragraphs`, `claims` or `entities`.
        """
        if kind not in ("all", *_KINDS):
            raise RefusedError(f"There is no kind `{kind}`. Ask for {', '.join(_KINDS)}, or all.")
        desk = self.desk
        weights = desk.weigh(query[:LONGEST])
        rows: list[tuple[float, int, dict[str, Any]]] = []
        if kind in ("all", "entities"):
            rows += self._entities(weights, desk)
        if kind in ("all", "paragraphs"):
            near = desk.nearest(weights, NEAR)
            rows += [(-share, at, _paragraph(evidence)) for at, (share, evidence) in enumerate(near)]
        if kind in ("all", "claims"):
            rows += self._claims(weights, desk)
        if not rows:
            raise RefusedError("No paragraph, claim or entity has a word of it. Try other words, or fewer.")
        return _paged([row for _, _, row in sorted(rows, key=lambda row: row[:2])], page)

    def _entities(self, weights: Mapping[str, float], desk: Desk) -> list[tuple[float, int, dict[str, Any]]]:
        found = []
        for at, entity in enumerate(desk.library.entities.values()):
            own = desk.weigh(" ".join((entity.name, *entity.aliases)))
            share = sum(weight for stem, weight in weights.items() if stem in own)
            if share > 0:
                says = plain(entity.says.text) if entity.says else ""
                row = {"entity": entity.id, "name": entity.name, "aliases": list(entity.aliases), "kind": entity.kind}
                found.append((-share - 1e-6, at, {**row, "says": says}))
        return found

    def _claims(self, weights: Mapping[str, float], desk: Desk) -> list[tuple[float, int, dict[str, Any]]]:
        found = []
        for at, claim in enumerate(self.briefing.linked.claims):
            own = desk.weigh(claim.text)
            share = sum(weight for stem, weight in weights.items() if stem in own)
            if share > 0:
                found.append((-share, at, _claim(claim)))
        return sorted(found, key=lambda row: row[:2])[:NEAR]

    def paragraph(self, key: str, number: int) -> dict[str, Any]:
        """One paragraph of a source, its notes, and the claims that rely on it."""
        source = self.briefing.library.sources.get(key)
        if source is None:
            raise RefusedError(f"There is no source `{key}`. {self._sources(key)}")
        evidence = self.desk.shelf.evidence(key, number)
        if evidence is None:
            raise RefusedError(f"`{key}` has ¶1 to ¶{source.count}, and no digest of ¶{number}.")
        claims = self.briefing.linked.cited_by.get((key, evidence.n), ())
        notes = {note.label: plain(note.text) for note in evidence.notes}
        return {**_paragraph(evidence), "notes": notes, "relied_on_by": [_claim(claim) for claim in claims]}

    def work(self, key: str, page: int = 1) -> dict[str, Any]:
        """A work: who wrote it, when, whether it is held, its caveats; of a source its paragraphs, in pages."""
        library = self.briefing.library
        work = library.works.get(key)
        if work is None:
            raise RefusedError(f"There is no work `{key}`. {self._sources(key)}")
        source = library.sources.get(key)
        found: dict[str, Any] = {"key": key, "title": works.title(work), "authors": list(works.authors(work))}
        found |= {"publisher": works.publisher(work), "date": work.date, "held": source is not None}
        if source is not None:
            found["caveats"] = [
                f"{c.field}: printed {c.printed}, used {c.used}: {c.because.text}" for c in source.caveats
            ]
            found |= _paged([_paragraph(evidence) for evidence in self.desk.shelf.all_of(key)], page)
        return found

    def topic(self, slug: str, page: int = 1) -> dict[str, Any]:
        """A topic: its names, questions, gaps, and the sentences of its page with what they cite, in pages."""
        topics = self.briefing.library.topics
        if slug not in topics:
            hint = did_you_mean(slug, topics) or f"There are: {', '.join(topics)}."
            raise RefusedError(f"There is no topic `{slug}`. {hint}")
        topic = topics[slug]
        claims = [_claim(claim) for claim in self.briefing.linked.claims if claim.home == topic.page]
        found = {"slug": slug, "title": topic.title, "aliases": list(topic.aliases)}
        found["questions"] = [question.ask for question in topic.questions]
        return {**found, "gaps": [plain(gap.says) for gap in topic.gaps], **_paged(claims, page)}

    def check_sentences(self, text: str, page: int = 1) -> dict[str, Any]:
        """The verdict of each sentence of a Markdown text that cites as `[@key, ¶3]`."""
        found = verdicts(_bounded(text), self.desk, "text", suggestions=True).values()
        outcomes = [row["outcome"] for row in found["sentences"]]
        counts = {name: outcomes.count(name) for name in dict.fromkeys(outcomes)}
        told = [f"line {p['line']}: {p['code']}: {p['message']} {p['help']}".strip() for p in found["problems"]]
        return {"counts": counts, "problems": told[: 2 * PAGE], **_paged(found["sentences"], page)}

    def suggest_citations(self, sentence: str) -> dict[str, Any]:
        """The paragraphs that carry a sentence, best first; none where none does, with what is missing."""
        found = suggest(_bounded(sentence), self.desk)
        shelf = self.desk.shelf
        rows = [shelf.evidence(key, n) for key, n in found.paragraphs]
        return {
            "citation": found.citation,
            "paragraphs": [_paragraph(row) for row in rows if row],
            "missing": list(found.missing),
            "note": "That its words and facts stand there doesn't make the sentence true: compare what it says.",
        }

    def problems(self, page: int = 1) -> dict[str, Any]:
        """What is wrong with the project, in order of place."""
        rows = [
            {"path": p.path, "line": p.line, "code": p.code, "severity": p.severity, "message": p.message}
            | {"mend": p.help}
            for p in self.briefing.problems
        ]
        return _paged(rows, page)

    def propose_topic(self, slug: str, text: str) -> dict[str, Any]:
        """Writes a topic's text as a proposal, with the verdict of its sentences."""
        return self._proposed("topics", slug, text)

    def propose_digest(self, key: str, text: str) -> dict[str, Any]:
        """Writes a digest of a source (paragraphs that begin with `¶n`) as a proposal."""
        if key not in self.briefing.library.sources:
            raise RefusedError(f"There is no source `{key}`. {self._sources(key)}")
        return self._proposed("sources", key, text)

    def _proposed(self, folder: str, name: str, text: str) -> dict[str, Any]:
        """A proposal in a new file: what is there already is never changed."""
        if not self.write:
            raise RefusedError("This server writes nothing: it was started without --write.")
        if not _NAME.fullmatch(name.lower()):
            raise RefusedError(f"`{name[:80]}` is no name: small letters, digits and hyphens, at most 80.")
        place = self.root / "proposals" / folder
        if any(part.is_symlink() for part in (place, place.parent)):
            raise RefusedError("proposals/ is a link that leads elsewhere: nothing is written there.")
        place.mkdir(parents=True, exist_ok=True)
        data = _bounded(text).encode()
        for number in range(1, 1000):
            path = place / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
            try:
                with path.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                continue
            written = path.relative_to(self.root).as_posix()
            return {"written": written, "next": "A person at the desk reads it and takes over what is right."}
        raise RefusedError(f"There are a thousand proposals for `{name}` already.")

    def _sources(self, key: str) -> str:
        known = [*self.briefing.library.sources, *self.briefing.library.works]
        return did_you_mean(key, known) or f"Sources are: {', '.join([*self.briefing.library.sources][:PAGE])}."


_KINDS: Sequence[str] = ("paragraphs", "claims", "entities")


def _paragraph(evidence: Evidence) -> dict[str, Any]:
    """A paragraph: how it is cited, and its digest, which is material and no instruction."""
    text = plain(NOTE_MARK.sub("", evidence.markdown))
    return {"cite": cited([(evidence.key, evidence.n)]), "key": evidence.key, "paragraph": evidence.n, "material": text}


def _claim(claim: Claim) -> dict[str, Any]:
    places = [(citation.key, n) for citation in claim.citations for n in citation.locators]
    return {"claim": claim.id, "page": claim.home, "text": claim.text, "cite": cited(places)}


def _paged(rows: Sequence[Any], page: int) -> dict[str, Any]:
    """One page of rows, with how many pages there are."""
    pages = max(1, -(-len(rows) // PAGE))
    if not 1 <= page <= pages:
        raise RefusedError(f"There are {pages} pages: ask for page 1 to {pages}.")
    return {"rows": list(rows[(page - 1) * PAGE : page * PAGE]), "page": page, "pages": pages, "total": len(rows)}


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise RefusedError(f"The text has {len(text):,} characters; {LONGEST:,} are taken. Send it in parts.")
    return text


Tool = Callable[..., dict[str, Any]]
READING: Sequence[str] = (
    "find", "paragraph", "work", "topic", "check_sentences", "suggest_citations", "problems",
)  # fmt: skip
WRITING: Sequence[str] = ("propose_topic", "propose_digest")
"""Methods that a server offers as tools; the second row with `--write` only."""
