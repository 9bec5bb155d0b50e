"""One page while it is being composed: what it asks, its links, its notes, and how claims become Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar, TypeVarTuple

from briefing.evidence.markup import CODE, COMMENT, FENCE, blank
from briefing.linking import Edit, Hit, Linker, apply, citations_in, relative
from briefing.model import Citation, CitationGroup, Claim, Key, Passage
from briefing.pages import escape
from briefing.pages.context import Context
from briefing.pages.notes import Notebook
from briefing.pages.reads import Reads
from briefing.pages.templating import render

Asked = TypeVarTuple("Asked")
V = TypeVar("V")

_TITLE = re.compile(r"\s*#[ \t]+(\S(?:.*[^\s#])?)[ \t#]*(?:\n|\Z)")
_ATTRIBUTES = re.compile(r"(?<!\s)\s*\n[ \t]*\{:?[^{}\n]*\}\s*$")
"""Attributes of a block, on a line of their own after its last sentence."""
_STOPS = re.compile(r"[.,;:!?…]+[”’\"')\]*_]*")


class Page:
    """A page at `home`; composing it in reading order makes first mentions links and first notes full."""

    def __init__(self, home: str, ask: Reads, reserved: Iterable[str] = (), noted: bool = True) -> None:
        self.home, self.ask = home, ask
        self.noted = noted
        """Whether citations become notes; else they stand in round brackets: a source's own notes have numbers."""
        self._folder = posixpath.dirname(home)
        self._to = partial(_to, home, self._folder)
        self.notes = Notebook(ask, self._to, reserved)  # not `to`: a page in a ring would outlive its composition
        self._linker: Linker | None = None

    def get(self, question: Callable[[Context, *Asked], V], *args: *Asked) -> V:
        """The context's answer to a question."""
        return self.ask(question, *args)

    @property
    def linker(self) -> Linker:
        """Links first mentions on this page."""
        if self._linker is None:
            self._linker = Linker(self.ask(Context.names), self.home)
        return self._linker

    def to(self, path: str, anchor: str = "") -> str:
        """The address of another page, or of an anchor on it, relative to this page."""
        return self._to(path, anchor)

    def link(self, path: str, words: str | None = None, anchor: str = "") -> str:
        """A Markdown link; its words are plain text, the other page's title where none are given."""
        shown = self.ask(Context.title, path) if words is None else words
        return f"[{escape.text(shown)}]({self.to(path, anchor)})"

    def source(self, key: Key) -> str:
        """A source's label, linked to its page."""
        return self.link(f"sources/{key}.md", self.ask(Context.label, key))

    def passage(self, passage: Passage) -> str:
        """A passage with its claims marked and anchored, citations as notes, first mentions as links, comments gone."""
        claims = self.ask(Context.claims_of, passage)
        edits = [edit for claim in claims for edit in self._claim_edits(claim, anchor=True)]
        edits += _comments(passage.text)
        hits = self.ask(Context.names).find(passage.text)
        if passage.kind == "page":
            hits = tuple(hit for hit in hits if _is_named(passage.text, hit, claims))
        return _settled(passage.text, edits + self.linker.edits(passage.text, hits)).strip("\n")

    def opening(self, title: str) -> tuple[str, str]:
        """The page's title and introduction, as Markdown: from the page written by hand at this path, if any."""
        hand = self.ask(Context.hand_page, self.home)
        body = self.passage(hand.body) if hand else ""
        heading = _TITLE.match(body)
        if heading:
            return heading[1], body[heading.end() :].strip("\n")
        return escape.text(hand.title if hand and hand.title else title), body

    def remark(self, passage: Passage | None) -> str:
        """The desk's own words in a line, with their citations; the anchors only on the page where they are read."""
        if passage is None:
            return ""
        at_home = passage.home == self.home
        claims = self.ask(Context.claims_of, passage)
        edits = [edit for claim in claims for edit in self._claim_edits(claim, at_home)] + _comments(passage.text)
        return " ".join(_settled(passage.text, edits + self.linker.edits(passage.text)).split())

    def claim(self, claim: Claim, anchor: bool = False, linked: bool = True) -> str:
        """One claim as Markdown; without an anchor where it is repeated on a page that is not its own."""
        start, text = claim.start, claim.passage.text[claim.start : claim.end]
        edits = [(a - start, b - start, new) for a, b, new in self._claim_edits(claim, anchor)]
        edits += _comments(text)
        edits += self.linker.edits(text) if linked else []
        return " ".join(_settled(text, edits).split())

    def inline(self, markdown: str) -> str:
        """Markdown of a source, whose own notes have the numbers: its citations in round brackets, by label."""
        groups = citations_in(markdown) if "[@" in markdown else ()
        edits = []
        for group in groups:
            space = " " if markdown[group.start - 1 : group.start].strip() else ""
            edits.append((group.start, group.end, f"{space}({'; '.join(map(self._named, group.citations))})"))
        return apply(markdown, edits)

    def _named(self, citation: Citation) -> str:
        """A citation as `Khan 2024, ¶ 3`, linked to the bibliography and to the paragraph."""
        if self.ask(Context.work, citation.key) is None:
            return escape.text(f"@{citation.key}")
        named = self.link("bibliography.md", self.ask(Context.label, citation.key), citation.key)
        where = self.notes.locator(citation.key, citation.locators)
        return f"{named}, {where}" if where else named

    def calls(self, group: CitationGroup) -> str:
        """The calls of a group of citations; a work that isn't in the bibliography is shown as it is written."""
        if not self.noted:
            return f" ({'; '.join(map(self._named, group.citations))})"
        return "".join(
            self.notes.call(c) if self.ask(Context.work, c.key) else escape.text(f"[@{c.key}]") for c in group.citations
        )

    def render(self, template: str, /, **values: object) -> str:
        """The page's Markdown from its template; the notes are whatever was called until now."""
        hand = self.ask(Context.hand_page, self.home)
        return render(template, page=self, notes=self.notes.written(), own=hand.meta if hand else {}, **values)

    def _claim_edits(self, claim: Claim, anchor: bool) -> list[Edit]:
        text = claim.passage.text
        attributes = _ATTRIBUTES.search(text, claim.start, claim.end)
        end = attributes.start() if attributes else claim.end
        calls = [edit for group in claim.groups for edit in self._call_edits(text, group, claim.start, end)]
        if not claim.groups:
            return calls
        stem = claim.home.removesuffix(".md").removesuffix("index").rstrip("/")
        identity = f' id="{claim.id}"' if anchor else f' data-home="{stem}{"/" if stem else ""}#{claim.id}"'
        bears = self.ask(Context.bearing, claim) if self.noted else ""
        identity += f' data-bears="{escape.attribute(bears)}"' if bears else ""
        mark = self.ask(Context.mark, claim.id)
        identity += f' data-review="{mark.state}" data-read="{escape.attribute(mark.spoken)}"' if mark else ""
        return [
            (claim.start, claim.start, f'<span class="claim"{identity}>'),
            *calls,
            (end, end, "</span>"),
        ]

    def _call_edits(self, text: str, group: CitationGroup, start: int, end: int) -> list[Edit]:
        """A group replaced by its calls, which stand behind the stop that follows it, as notes do."""
        before = text[start : group.start].rstrip()
        begin = start + len(before) if before[-1:] not in ("", "-", "*", "+", ">", "|") else group.start
        stop = _STOPS.match(text, group.end, end)
        if stop is None or not self.noted:
            return [(begin, group.end, self.calls(group))]
        return [(begin, group.end, ""), (stop.end(), stop.end(), self.calls(group))]


def _to(home: str, folder: str, path: str, anchor: str = "") -> str:
    """The address of a page, or of an anchor on it, on the page at `home`, which stands in `folder`."""
    if path == home and anchor:
        return f"#{anchor}"
    return relative(path, folder) + (f"#{anchor}" if anchor else "")


def _is_named(text: str, hit: Hit, claims: Sequence[Claim]) -> bool:
    """Outside of claims a word in small letters, though an alias, is more likely the common word."""
    return not text[hit.start].islower() or any(c.groups and c.start <= hit.start < c.end for c in claims)


def _comments(text: str) -> list[Edit]:
    """What takes comments, waivers among them, off a page; code keeps its own."""
    if "<!--" not in text:
        return []
    return [(m.start(), m.end(), "") for m in COMMENT.finditer(blank(text, FENCE, CODE))]


def _settled(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits made in order of place; an edit that another overlaps gives way."""
    kept: list[Edit] = []
    done = 0
    for edit in sorted(edits, key=lambda e: e[0]):
        if edit[0] >= done:
            kept.append(edit)
            done = edit[1]
    return apply(text, kept)
