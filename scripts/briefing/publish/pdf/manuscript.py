"""A PDF as it is written: chapters as one Typst document, with what was learnt from setting it before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from briefing.problems import Problem
from briefing.publish.pdf.chapters import Chapter
from briefing.publish.pdf.engine import TEMPLATE
from briefing.publish.pdf.images import Images
from briefing.publish.pdf.links import Links, label_of
from briefing.publish.pdf.literals import code, quoted, replaced
from briefing.publish.pdf.oddities import problems_of
from briefing.publish.pdf.parts import STANDING
from briefing.publish.pdf.reading import Page
from briefing.publish.pdf.trees import plain
from briefing.publish.pdf.writing import Writer


@dataclass(slots=True)
class Manuscript:
    """Chapters, and how they are to be written."""

    chapters: list[Chapter]
    meta: Mapping[str, Any]
    """What the template prints: see `frame` in the template."""
    links: Links
    stand_ins: dict[str, str]
    """What stands for characters that can't be printed."""
    attach: Mapping[str, bytes]
    find: Callable[[str], bytes | None]
    fonts: tuple[str, ...] = ()
    """Folders of fonts beside the engine's own."""
    breaks: set[str] = field(default_factory=set)
    """Labels of notes before whose call a new page begins, since they would stand on another page."""
    held: set[str] = field(default_factory=set)
    """Labels of notes whose line must not begin a page alone: the line before it goes there with it."""
    tight: set[str] = field(default_factory=set)
    """Names of chapters whose lines stand closer, so that they end a page earlier."""
    tried: set[str] = field(default_factory=set)
    """Those of which that was tried."""
    broken: set[str] = field(default_factory=set)
    """Paths of pages that the engine refuses: they are written as bare paragraphs."""
    _written: dict[str, tuple[object, str, tuple[Problem, ...]]] = field(default_factory=dict)
    """Chapters as they were last written, by file: what they depended on, their text, what was odd about them."""
    _images: Images = field(init=False)

    def __post_init__(self) -> None:
        self._images = Images(self.find)

    @property
    def odd(self) -> list[Problem]:
        """What was odd about the pages when they were last written."""
        return [problem for _, _, odd in self._written.values() for problem in odd]

    def written(self) -> tuple[str, dict[str, bytes]]:
        """The document, and the files that it includes: its chapters, each unchanged where nothing in it changed."""
        files: dict[str, bytes] = {}
        lines = self._front()
        for chapter in self.chapters:
            name = file_of(chapter)
            files[name] = f'#import "{TEMPLATE}": *\n#{self._chapter(name, chapter)}\n'.encode()
            lines += [f"include {quoted(name)}", *([self._contents()] if chapter.contents else [])]
        return "\n".join((*lines, "layout-of(meta)", "}", "")), files | self._images.staged

    def _contents(self) -> str:
        """The statement of the table of contents: what stands in it, too, for the engine knows that only later."""
        rows = []
        for chapter in self.chapters:
            heads = chapter.page.body.iter("h2") if chapter.kind == "Topic" else ()
            within = [plain(head) for head in heads if head.get("id") not in STANDING]
            rows.append((chapter.kind, chapter.name, chapter.page.title, within))
        return f"contents(meta, {code(rows, self.stand_ins)})"

    def alone(self, path: str, name: str = "") -> Manuscript:
        """The chapters of one page as a document of their own, whose links lead nowhere: to be tried out.

        With `name` only the chapter of that name.
        """
        chapters = [
            replace(c, contents=False) for c in self.chapters if c.page.path == path and name in ("", file_of(c))
        ]
        meta = self.meta if self.meta["kind"] == "topic" else {**self.meta, "kind": "chapter"}  # a topic has its head
        return replace(self, chapters=chapters, meta=meta, attach={}, _written={})

    def _front(self) -> list[str]:
        """What stands before the chapters: the template, the cover or masthead, the files that are attached."""
        meta = code(dict(self.meta), self.stand_ins)
        lines = [f'#import "{TEMPLATE}": *', f"#let meta = {meta}", "#show: frame.with(meta)", "#{"]
        lines += [f"attached({quoted(name)})" for name in self.attach]
        opening = {"book": "cover(meta)", "topic": "masthead(meta)"}.get(self.meta["kind"])
        return [*lines, opening] if opening else lines

    def _chapter(self, file: str, chapter: Chapter) -> str:
        """The statement of one chapter, written again only where what it depends on changed."""
        path = chapter.page.path
        breaks = frozenset(label for label in self.breaks if label.startswith(f"{path}#"))
        held = frozenset(label for label in self.held if label.startswith(f"{path}#"))
        depends = breaks, held, file in self.tight, path in self.broken, len(self.stand_ins)
        known = self._written.get(file)
        if known and known[0] == depends:
            return known[1]
        topic = chapter.kind == "Topic"
        writer = Writer(chapter.page, self.links, self.stand_ins, self._images, breaks=breaks, held=held, listed=topic)
        body = self._plainly(chapter.page) if path in self.broken else writer.write()
        opening = (
            f"chapter({quoted(chapter.kind)}, {quoted(replaced(chapter.name, self.stand_ins))}, "
            f"style: {quoted(chapter.style)}, fresh: {code(chapter.fresh)}, tight: {code(file in self.tight)}, {{"
        )
        statement = f"{opening}\n{body}\n}})"
        self._written[file] = depends, statement, tuple(problems_of(chapter.page, writer.oddities))
        return statement

    def _plainly(self, page: Page) -> str:
        """A page as bare paragraphs, for one that the engine refuses otherwise; what links to it leads to its title."""
        texts = [line for line in map(str.strip, page.body.text_content().splitlines()) if line]
        notes = [f"{anchor.removeprefix('fn-')}: {plain(note)}" for anchor, note in page.notes.items()]
        title = f"head(1, {quoted(replaced(page.title, self.stand_ins))})"
        anchors = [f"anchor({quoted(label_of(place))})" for place in sorted(self.links.wanted) if place[0] == page.path]
        paragraphs = (f"par({quoted(replaced(text, self.stand_ins))})" for text in (*texts, *notes))
        return "\n".join((title, *anchors, *paragraphs))


def file_of(chapter: Chapter) -> str:
    """The name of the file of a chapter, by which it is known."""
    return f"{quote(chapter.page.path, safe='')}-{chapter.page.part}.typ"
