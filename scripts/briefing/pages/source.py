"""The page of a source: what the copy is, what it says paragraph by paragraph, and what relies on each paragraph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.library import dates
from briefing.library.numbering import unwritten
from briefing.linking import Hit, citations_in
from briefing.model import Caveat, Claim, Document, Key, Source, Work
from briefing.pages import citing, escape, works
from briefing.pages.beside import beside
from briefing.pages.context import Context
from briefing.pages.front import counted
from briefing.pages.page import Page
from briefing.pages.reads import Reads

UNWRITTEN = "*Not yet digested.*"
_PARAGRAPHS = re.compile(r"¶\s*(\d{1,4})(?:\s*[–-]\s*(\d{1,4}))?")
_MARK = re.compile(r"\[\^([^\]\s]{1,100})\]")


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered paragraph as the page shows it."""

    first: int
    last: int
    heading: str
    """Heading to set before it; empty where the section goes on."""
    text: str
    cited_by: tuple[tuple[str, tuple[str, ...]], ...]
    """Pages with the sentences that rely on it, each as Markdown links."""
    mark: str = ""
    """Who has read the digest against the original, in a sentence; empty where nobody has."""
    published: str = ""
    """Address at which it is to be read at the publisher's, or empty."""
    caveats: tuple[int, ...] = ()
    """Which of the source's caveats concern it and stand at an earlier paragraph, counted from 1."""
    own: tuple[tuple[int, str], ...] = ()
    """The caveats that stand at it, each with its number."""

    @property
    def numbers(self) -> str:
        """`3`, or `3–4`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def count(self) -> int:
        """Sentences that rely on it."""
        return sum(len(sentences) for _, sentences in self.cited_by)


def compose_source(ask: Reads, key: Key) -> str:
    """The Markdown of a source's page."""
    source, work = ask(Context.source, key), ask(Context.work, key)
    assert source is not None
    document = ask(Context.document, key)
    page = Page(f"sources/{key}.md", ask, reserved=document.notes if document else source.notes, noted=False)
    known = document.notes.keys() if document else source.notes.keys()
    byline = _marked(page, source.byline, known) if source.byline else escape.text(_who(work))
    caveats = list(enumerate((caveat_words(page, c) for c in source.caveats), 1))
    rows = _original(page, document, key) if document else _digest(page, source)
    rows, placed = _with_caveats(rows, source.caveats, dict(caveats))
    notes = _original_notes(page, source, document) if document else _notes(page, source)
    called = {label for text in (byline, *(row.text for row in rows)) for label in _MARK.findall(text)}
    full, _ = ask(Context.reference, key)
    covered = _topics(page, key)
    tags = [page.get(Context.title, path) for path, _ in covered]
    return page.render(
        "source",
        key=key,
        title=works.title(work) if work else key,
        label=ask(Context.label, key),
        described=_described(ask(Context.label, key), source, rows, document is not None),
        byline=byline,
        facts=[fact for fact in _facts(work, source) if escape.text(fact) != byline],
        citation=citing.of_work(work, tags) if work else {"key": key, "title": key},
        tags=tags,
        reference=full,
        formats=citing.formats(work) if work else [],
        about=page.remark(source.about),
        ours=source.about is not None and "[@" not in source.about.text,
        caveats=caveats,
        placed=placed,
        firsts=list({first: n for n, first in reversed(placed.items())}.items())[::-1],
        beside=beside(page, key),
        source=source,
        comparison=ask(Context.comparison, key),
        read=ask(Context.read_on, f"sources/{key}.md"),
        internal=ask(Context.is_full),
        original=document is not None,
        rows=rows,
        numbered={label: text for label, text in notes.items() if label in called},
        loose={label: text for label, text in notes.items() if label not in called},
        topics=[(page.link(path), numbers) for path, numbers in covered],
        year=works.iso(work)[:4] if work else "",
    )


def _described(label: str, source: Source, rows: list[Row], original: bool) -> str:
    """What the page holds, in a line, for search engines and cards."""
    if source.rights == "record":
        return f"Record of {label}: the reference, and nothing of its text."
    what = "Text" if original or source.rights == "full" else "Digest"
    return f"{what} of {label}, {counted(len(rows), 'numbered paragraph')}, with what relies on each."


def _digest(page: Page, source: Source) -> list[Row]:
    """The digest's paragraphs, with first mentions linked where linking found them."""
    hits: dict[int, list[Hit]] = defaultdict(list)
    for mention in page.get(Context.mentions_in, source.key):
        hits[mention.n].append(Hit(mention.subject, mention.start, mention.end))
    relying = dict(page.get(Context.relying_on, source.key))
    rows, section = [], None
    for paragraph in source.paragraphs:
        heading = paragraph.section if paragraph.section != section else None
        section = paragraph.section
        linked = page.linker.link(paragraph.text, hits.get(paragraph.first, ()))
        claims = [claim for n in range(paragraph.first, paragraph.last + 1) for claim in relying.get(n, ())]
        text = _marked(page, linked, source.notes.keys(), safe=not escape.is_risky(paragraph.text))
        mark = page.get(Context.mark, f"{source.key} ¶{paragraph.first}")
        cited_by, read = _cited_by(page, claims), escape.text(mark.spoken) if mark else ""
        published = page.get(Context.published, source.key, paragraph.first)
        rows.append(Row(paragraph.first, paragraph.last, heading or "", text, cited_by, read, published))
    if source.in_work:
        rows += (Row(first, last, "", UNWRITTEN, ()) for first, last in unwritten(source.paragraphs, source.count))
        rows.sort(key=lambda row: row.first)
    return rows


def _original(page: Page, document: Document, key: Key) -> list[Row]:
    """The original's own paragraphs."""
    relying = dict(page.get(Context.relying_on, key))
    headings = defaultdict(list)
    for heading in document.headings:
        headings[heading.before].append(heading.text)
    return [
        Row(
            paragraph.n,
            paragraph.n,
            " · ".join(headings[paragraph.n]),
            _marked(page, page.linker.link(paragraph.markdown), document.notes.keys()),
            _cited_by(page, relying.get(paragraph.n, ())),
        )
        for paragraph in document.paragraphs
    ]


def _marked(page: Page, markdown: str, known: Container[str], safe: bool = False) -> str:
    """A source's Markdown made safe, unless it is known to be; a marker without a note is shown as text."""
    shown = page.inline(markdown) if safe else escape.untrusted(page.inline(markdown))
    if "[^" not in shown:
        return shown
    return _MARK.sub(lambda m: m.group() if m[1] in known else rf"\[^{m[1]}\]", shown)


def _cited_by(page: Page, claims: tuple[Claim, ...] | list[Claim]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The pages of the claims in order of their first, each with its sentences."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in dict.fromkeys(claims):
        found[claim.home].append(page.link(claim.home, claim.text, claim.id))
    return tuple((page.link(home), tuple(sentences)) for home, sentences in found.items())


def _notes(page: Page, source: Source) -> dict[str, str]:
    """The notes, with the works that they cite as full references."""
    return {label: _note(page, note.text) for label, note in source.notes.items()}


def _note(page: Page, markdown: str) -> str:
    groups = citations_in(markdown)
    pieces, done = [], 0
    for group in groups:
        entries = "; ".join(page.notes.entry(c.key, c.locators).removesuffix(".") for c in group.citations)
        stop = "" if markdown[group.end : group.end + 1] else "."
        pieces += [escape.untrusted(markdown[done : group.start]), entries, stop]
        done = group.end
    return "".join((*pieces, escape.untrusted(markdown[done:]))).strip()


def _original_notes(page: Page, source: Source, document: Document) -> dict[str, str]:
    """The original's notes as printed, each with the works that the digest found in it."""
    found = {}
    for label, note in document.notes.items():
        own = source.notes.get(label)
        works = [c.key for group in citations_in(own.text) for c in group.citations] if own else []
        links = "".join(f" [{escape.text(page.get(Context.label, k))}]({page.to('bibliography.md', k)})" for k in works)
        found[label] = escape.linked(note.text) + links
    return found


def _with_caveats(
    rows: Sequence[Row], caveats: Sequence[Caveat], words: Mapping[int, str]
) -> tuple[list[Row], dict[int, int]]:
    """The paragraphs, each caveat at the first that it concerns; and caveat → number of that paragraph."""
    if not caveats:
        return list(rows), {}
    placed: dict[int, int] = {}
    found = []
    for row in rows:
        about = _concerning(row, caveats)
        own = tuple((n, words[n]) for n in about if n not in placed)
        found.append(replace(row, caveats=tuple(n for n in about if n in placed), own=own))
        placed |= {n: row.first for n, _ in own}
    return found, placed


def _concerning(row: Row, caveats: Sequence[Caveat]) -> tuple[int, ...]:
    """Which caveats are on a paragraph (`¶1, ¶3–4`), counted from 1."""
    return tuple(
        i
        for i, caveat in enumerate(caveats, 1)
        for first, last in _PARAGRAPHS.findall(caveat.field)
        if int(first) <= row.last and row.first <= int(last or first)
    )


def caveat_words(page: Page, caveat: Caveat) -> str:
    """One caveat as a sentence or two: what is printed, what is used instead, and why."""
    field, printed, used = caveat.field, caveat.printed, caveat.used
    because = page.remark(caveat.because)
    if printed and used and printed != used:
        what = f"the copy prints “{escape.text(printed)}”; {_used(used)} is used."
    elif printed:
        what = f"the copy prints “{escape.text(printed)}”."
    elif used:
        what = f"not printed in the copy; supplied: {_used(used, False)}."
    else:
        what = ""
    return f"**{escape.text(field[:1].upper() + field[1:])}**: {what} {because}".replace("  ", " ")


def _used(value: str, marks: bool = True) -> str:
    """What a caveat puts in place of what is printed: a date in words, anything else as it is written."""
    try:
        return dates.spoken(value)
    except ValueError:
        return f"“{escape.text(value)}”" if marks else escape.text(value)


def _facts(work: Work | None, source: Source) -> list[str]:
    """What stands under the title: date, kind of work, publisher."""
    if work is None:
        return []
    number = f" {work.csl['number']}" if work.csl.get("number") else ""
    genre = f"{work.csl['genre']}{number}" if work.csl.get("genre") else ""
    container = str(work.csl.get("container-title") or "")
    return [
        f
        for f in (
            works.publisher(work),
            container if container != works.publisher(work) else "",
            genre,
            works.spoken(work),
        )
        if f
    ]


def _who(work: Work | None) -> str:
    return (works.joined(works.authors(work)) if work else "") or "No author named"


def _topics(page: Page, key: Key) -> list[tuple[str, tuple[int, ...]]]:
    """Pages of topics that the source mentions, each with the paragraphs."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for mention in page.get(Context.mentions_in, key):
        if mention.subject.startswith("topics/"):
            found[f"{mention.subject}.md"][mention.n] = None
    return [(path, tuple(numbers)) for path, numbers in found.items()]
