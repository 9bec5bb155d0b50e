"""Pages kept from one build to the next: a page is composed again only where something that it asked for has changed.

What a context answers rests on inputs that have names: a file, a work with its reference, the claims of a page. `NEEDS`
says on which each question rests. A page is kept with the names of all that it needed and one fingerprint of them, and
taken again where that is the same and its text still stands there. A page that asked something else is not kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from briefing.linking.names import names
from briefing.memory import Memory, fingerprint
from briefing.model import Claim, Key, Place
from briefing.pages.context import Context

Need = Callable[..., Iterable[str]]
"""The names of what an answer rests on, by the context and what was asked."""


def _of_file(folder: str) -> Need:
    return lambda context, name, *more: (f"file:{folder}{name}.md",)


def _of_key(kind: str) -> Need:
    return lambda context, key, *more: (f"{kind}:{key}",)


def _of_whole(*kinds: str) -> Need:
    return lambda context, *asked: kinds


def _of_title(context: Context, path: str) -> Iterable[str]:
    key = path.removeprefix("sources/").removesuffix(".md")
    return (f"work:{key}",) if context.is_source(key) and path.startswith("sources/") else (f"title:{path}",)


def _of_bearing(context: Context, claim: Claim) -> Iterable[str]:
    cited = dict.fromkeys(citation.key for citation in claim.citations if citation.locators)
    return (f"claims:{claim.home}", *(f"file:sources/{key}.md" for key in cited))


def _of_mark(context: Context, id: str) -> Iterable[str]:
    key, digest, _ = id.partition(" ¶")
    return (f"on:{key}",) if digest else ("marks",)


_ABOUT, _SHELF, _REVIEWED = _of_whole("about"), _of_whole("shelf"), _of_whole("reviewed")
_ON, _WORK = _of_key("on"), _of_key("work")
NEEDS: Mapping[Callable[..., Any], Need] = {
    Context.about: _ABOUT, Context.language: _ABOUT, Context.is_full: _ABOUT, Context.on_paper: _ABOUT,
    Context.changed: _ABOUT, Context.changed_on: _ABOUT, Context.document: _ABOUT,
    Context.source: _of_file("sources/"), Context.paragraph: _of_file("sources/"),
    Context.work: _WORK, Context.reference: _WORK, Context.entry: _WORK, Context.label: _WORK, Context.rights: _WORK,
    Context.is_source: _WORK, Context.total: _WORK, Context.kept_as: _WORK,
    Context.relying_on: _ON, Context.cited_in: _ON, Context.answers: _ON, Context.sharing: _ON, Context.published: _ON,
    Context.comparison: _ON,
    Context.mentions_in: lambda context, key: (f"file:sources/{key}.md", "names"),
    Context.note_at: lambda context, place: (f"notes:{place.path}",), Context.remarks: _of_key("remarks"),
    Context.hand_page: lambda context, path: (f"file:docs/{path}",),
    Context.topic_name: _of_file("topics/"),
    Context.events: _of_whole("file:timeline.yml"), Context.event: _of_whole("file:timeline.yml"),
    Context.entities: _of_whole("file:entities.yml"),
    Context.sources: _SHELF, Context.digested: _SHELF, Context.works: _of_whole("works"),
    Context.topics: _of_whole("topics"), Context.since: _of_whole("since"), Context.counts: _of_whole("counts"),
    Context.names: _of_whole("names"),
    Context.read_in_all: _REVIEWED, Context.read_counts: _REVIEWED, Context.readers: _REVIEWED,
    Context.judged: _REVIEWED, Context.mark: _of_mark, Context.read_on: _of_key("read"),
    Context.all_claims: _of_whole("all"),
    Context.claims_on: _of_key("claims"),
    Context.claims_of: lambda context, passage: (f"claims:{passage.home}",),
    Context.bearing: _of_bearing,
    Context.outside: _of_whole("outside"),
    Context.grounds: lambda context, *claims: (f"grounds:{','.join(claim.id for claim in claims)}",),
    Context.claims_naming: _of_key("naming"), Context.notes_naming: _of_key("naming"),
    Context.related: _of_key("naming"), Context.evidence: _of_key("evidence"), Context.extent: _of_key("evidence"),
    Context.page_reference: _of_key("page"), Context.title: _of_title,
}  # fmt: skip
"""Question → what its answer rests on. What has no row is asked for anew each time."""


class Inputs:
    """What stands under each name, as a fingerprint: made when first asked for."""

    def __init__(self, context: Context, files: Mapping[str, bytes]) -> None:
        """`files` are those from which the context's library was read, by path."""
        self._context, self._files = context, files
        self._known: dict[str, str | None] = {}

    def of(self, needs: Iterable[str]) -> str | None:
        """One fingerprint of all these; None where something in them can't be told."""
        rows = [self._known[name] if name in self._known else self._found(name) for name in needs]
        return None if None in rows else hashlib.sha256("".join(rows).encode()).hexdigest()  # type: ignore[arg-type]

    def _found(self, name: str) -> str | None:
        kind, _, key = name.partition(":")
        if kind == "file":
            found: str | None = hashlib.sha256(self._files[key]).hexdigest() if key in self._files else "-"
        else:
            found = fingerprint(getattr(self, f"_{kind}")(key))
        self._known[name] = found
        return found

    def _about(self, _: str) -> Any:
        context = self._context
        return [context.settings.model_dump(mode="json"), context.edition, context.paper, repr(context.changes)]

    def _work(self, key: Key) -> Any:
        ask, work = self._context, self._context.work(key)
        said = [ask.reference(key), ask.entry(key), ask.label(key), ask.rights(key), ask.is_source(key)]
        return [said, ask.total(key), ask.kept_as(key), [work.csl, work.bibtex, work.date] if work else None]

    def _notes(self, path: str) -> Any:
        source = self._context.source(path.removeprefix("sources/").removesuffix(".md"))
        return [(note.label, note.place.line) for note in source.notes.values()] if source else None

    def _remarks(self, key: Key) -> Any:
        caveats, remarks = self._context.remarks(key)
        return [[(c.field, c.printed, c.used, c.because.text) for c in caveats], remarks]

    def _on(self, key: Key) -> Any:
        ask = self._context
        marks = [(id, _mark(ask.mark(id))) for id in self._marked.get(key, ())]
        return {
            "relying": [(n, [(c.id, c.home, c.text) for c in claims]) for n, claims in ask.relying_on(key)],
            "cited": [
                (at.path, at.line) if isinstance(at, Place) else (at.id, at.home, at.text) for at in ask.cited_in(key)
            ],
            "answers": [(q, [(a.stance, a.says.text) for a in row]) for q, row in ask.answers(key)],
            "sharing": ask.sharing(key),
            "published": sorted(ask.elsewhere.get(key, {}).items()),
            "compared": str(ask.comparison(key) or ""),
            "marks": marks,
        }

    @cached_property
    def _marked(self) -> dict[Key, list[str]]:
        """Source → ids of its paragraphs that somebody has read."""
        found: dict[Key, list[str]] = {}
        for id, standing in self._context.reviewed.standings.items():
            if standing.readings and " ¶" in id:
                found.setdefault(id.partition(" ¶")[0], []).append(id)
        return found

    def _names(self, _: str) -> Any:
        return [(name.text, name.subject, name.title) for name in names(self._context.linked.library)[0]]

    def _title(self, path: str) -> Any:
        return self._context.title(path)

    def _page(self, path: str) -> Any:
        return self._context.page_reference(path)

    def _shelf(self, _: str) -> Any:
        return [self._context.sources(), self._context.digested()]

    def _works(self, _: str) -> Any:
        return self._context.works()

    def _topics(self, _: str) -> Any:
        return [(topic.slug, self.of((f"file:{topic.place.path}",))) for topic in self._context.topics()]

    def _since(self, _: str) -> Any:
        return sorted(self._context.since())

    def _counts(self, _: str) -> Any:
        return self._context.counts()

    def _reviewed(self, _: str) -> Any:
        ask = self._context
        return [ask.read_in_all(), ask.read_counts(), ask.readers(), ask.judged()]

    def _marks(self, _: str) -> Any:
        standings = self._context.reviewed.standings.items()
        return [(id, _mark(self._context.mark(id))) for id, one in standings if one.readings and " ¶" not in id]

    def _read(self, path: str) -> Any:
        return self._context.read_on(path)

    def _claims(self, home: str) -> Any:
        claims = self._context.claims_on(home)
        return {
            "claims": [(c.id, c.kind, c.passage.text[c.start : c.end]) for c in claims],
            "checks": [
                (k.kind, k.outcome, [(m.key, m.n, m.start, m.end) for m in k.matches]) for c in claims for k in c.checks
            ],
            "waivers": [(c.id, w.text, w.because) for c in claims for w in c.waivers],
        }

    def _all(self, _: str) -> Any:
        homes = dict.fromkeys(claim.home for claim in self._context.all_claims())
        return [(home, self.of((f"claims:{home}",))) for home in homes]

    def _outside(self, _: str) -> Any:
        return self._context.outside()

    def _grounds(self, ids: str) -> Any:
        claims = [self._claim.get(id) for id in ids.split(",")]
        if not all(claims):
            return None
        found = self._context.grounds(*claims)  # type: ignore[arg-type]
        return [found.sources, found.independent, found.unsigned, found.records]

    @cached_property
    def _claim(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self._context.all_claims()}

    def _naming(self, subject: str) -> Any:
        ask = self._context
        claims = [(c.id, c.home, c.kind, c.text, c.passage.part) for c in ask.claims_naming(subject)]
        return [claims, ask.notes_naming(subject), ask.related(subject)]

    def _evidence(self, subject: str) -> Any:
        rows = [
            (row.key, row.label, row.date, row.total, sorted(row.cited), [
                (p.first, p.last, p.text, [(m.start, m.end) for m in named]) for p, named in row.paragraphs
            ])
            for row in self._context.evidence(subject)
        ]  # fmt: skip
        return [rows, self._context.extent(subject)]


def _mark(mark: Any) -> Any:
    return [mark.state, mark.spoken] if mark else None


class Kept:
    """The pages that the last build left in a folder, and what each of them needed."""

    def __init__(self, memory: Memory, folder: Path, inputs: Inputs) -> None:
        self._memory, self._folder, self._inputs = memory, folder, inputs

    def holds(self, path: str, by: Sequence[str]) -> bool:
        """Whether what stands in the folder is the page that would be composed `by` this function."""
        row = self._memory.get(path)
        if row is None or row[0] != [*by] or self._inputs.of(row[1]) != row[2]:
            return False
        with suppress(OSError):
            return bool(self._memory.sum_of(os.path.join(self._folder, path)) == row[3])
        return False

    def data(self, path: str) -> bytes:
        """A page as it stands in the folder."""
        return (self._folder / path).read_bytes()

    def keep(self, path: str, by: Sequence[str], needs: Iterable[str], text: str) -> None:
        """Keeps a page that was composed `by` a function, named with the files of which it was composed."""
        needs = [*dict.fromkeys((*by[1:], "about", *needs))]
        if (mark := self._inputs.of(needs)) is not None:
            self._memory.keep(path, [[*by], needs, mark, hashlib.sha256(text.encode()).hexdigest()])
