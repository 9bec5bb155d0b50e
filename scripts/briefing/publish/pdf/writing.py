"""Writes a page as Typst: each element of its HTML becomes a call of a function of the template.

What comes out is code, not markup: text stands in quoted literals only. An element that has no form of its
own is written as what it holds, so that no text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from briefing.publish.pdf.containers import BREAK, ContainerWriter
from briefing.publish.pdf.inline import block
from briefing.publish.pdf.literals import code, collapsed, quoted
from briefing.publish.pdf.parts import BOXES, MARKED, PARAGRAPH, PILCROW, RELYING, STANDING
from briefing.publish.pdf.trees import HEADINGS, classes, plain

INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
        "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg",
        "time", "u", "var", "wbr",
    }
)  # fmt: skip
BLOCKS = frozenset({"p", "ul", "ol", "dl", "table", "pre", "blockquote", "hr", "details", "summary", "figure"})
"""Block elements with a form of their own, each written by the method of its name."""

_LEAD = 240
"""Characters, as written, up to which a paragraph above a list stays on the page of the list."""
_NUMBER = re.compile(r"p(\d+)\Z")


@dataclass(slots=True)
class Writer(ContainerWriter):
    """Writes one page; what it meets on the way that deserves a word is kept in `oddities`."""

    listed: bool = False
    """Whether the author's headings of the second level stand in the table of contents."""
    _own: bool = True
    """Whether the heading that is being written is the author's, and not one that all topics have."""
    _levels: list[int] = field(default_factory=list)
    """Levels of the headings above, as given; the page's first heading is its title and stands for level 1."""

    def write(self) -> str:
        """The page as the statements of a code block."""
        if not self.page.part:
            self._anchor("")
        titled = self.page.part or any(plain(h) for h in self.page.body.iter("h1"))
        title = [] if titled else [self._head(1, block(self._title()))]
        return "\n".join((*title, *self._blocks(self.page.body), *self._flush()))

    def _title(self) -> list[str]:
        """The title of a page without a heading of the first level."""
        self._levels.append(1)
        return [quoted(self._shown(self.page.title))]

    def _blocks(self, element: HtmlElement, tight: bool = False) -> list[str]:
        """The statements that set what an element holds; text between blocks becomes paragraphs unless `tight`."""
        done: list[str] = []
        run: list[HtmlElement | str] = [element.text or ""]

        def end_run() -> None:
            inline = self._inline_run(run)
            if inline:
                if self._breaks(inline) and not tight:
                    _break(done)
                done.append(inline if tight else f"par({inline})")
                done.extend(_released(inline))
            run.clear()

        for child in element:
            if child.tag in INLINE and not any(c.tag not in INLINE for c in child.iterdescendants()):
                run.append(child)
            else:
                end_run()
                for statement in self._element_block(child):
                    if self._breaks(statement) and not tight:
                        _break(done)
                    done.append(_joined(done, statement) if element.tag == "div" else statement)
                    done += _released(statement)
            run.append(child.tail or "")
        end_run()
        return done

    def _element_block(self, element: HtmlElement) -> list[str]:
        """The statements that set one block."""
        if element is self._skipped or MARKED in classes(element):
            return []
        self._anchor(element.get("id"))
        if element.tag in HEADINGS:
            return self._heading(element)
        write: Callable[[HtmlElement], list[str]] | None = getattr(self, f"_{element.tag}", None)
        if write and element.tag in BLOCKS:
            return write(element)
        if PARAGRAPH in classes(element):
            return self._numbered(element)
        box = _box(element)
        inside = self._blocks(element)
        return [f"{box}({block(inside)})"] if box and inside else inside

    def _heading(self, element: HtmlElement) -> list[str]:
        if not plain(element):
            return []
        level = self._level(int(element.tag[1]), plain(element))
        labels = [p for p in self._pending if p.startswith("anchor(")]
        self._pending = [p for p in self._pending if p not in labels]
        self._own = element.get("id") not in STANDING
        self._in_heading = True
        body = self._inline(element)
        self._in_heading = False
        self._pending = labels + self._pending
        return [self._head(level, body)]

    def _head(self, level: int, body: str) -> str:
        """The statement of a heading, which bears the anchor that waits for it."""
        labels = [p for p in self._pending if p.startswith("anchor(")]
        self._pending = [p for p in self._pending if p not in labels]
        at = f", at: {labels[0][len('anchor(') : -1]}" if labels else ""
        listed = level == 1 or (self.listed and level == 2 and self._own)
        return f"head({level}, {body}, listed: {code(listed)}{at})"

    def _level(self, given: int, text: str) -> int:
        """The level of a heading: as given, but never more than one below the heading above it."""
        given = 1 if not self._levels else max(2, given)
        while self._levels and self._levels[-1] >= given:
            self._levels.pop()
        self._levels.append(given)
        if len(self._levels) > 1 and given - self._levels[-2] > 1:
            self.oddities.append(("E602", text))
        return len(self._levels)

    def _p(self, element: HtmlElement) -> list[str]:
        images = [e for e in element if e.tag in ("img", "svg")]
        if len(images) == 1 and not plain(element) and len(element) == 1:
            return [f"picture({code})" for code in self._image(images[0])]
        if any(e.tag not in INLINE for e in element.iterdescendants()):
            return self._blocks(element)
        body = self._inline(element)
        return [f"{_box(element) or 'par'}({body})"] if body else []

    def _summary(self, element: HtmlElement) -> list[str]:
        body = self._inline(element)
        return [f"term({body})"] if body else []

    def _pre(self, element: HtmlElement) -> list[str]:
        text = self._shown("".join(element.itertext())).strip("\n")
        return [*self._flush(), f"raw({quoted(text)}, block: true)"] if text.strip() else []

    def _blockquote(self, element: HtmlElement) -> list[str]:
        inside = self._blocks(element)
        return [f"quote(block: true, {block(inside)})"] if inside else []

    def _hr(self, element: HtmlElement) -> list[str]:
        return ["rule()"]

    def _figure(self, element: HtmlElement) -> list[str]:
        return [f"block({block(self._blocks(element))})"]

    def _details(self, element: HtmlElement) -> list[str]:
        """What folds on screen lies open on paper; the list of citing sentences becomes page numbers."""
        if RELYING.isdisjoint(classes(element)):
            return self._blocks(element)
        links = [a.get("href") or "" for a in element.iter("a")]  # a page's own leads to where it begins
        labels = [self.links.resolve(self.page.path, link)[0] for link in links if "#" in link]
        found = list(dict.fromkeys(label for label in labels if label))
        summary = element.find("summary")
        words = self._shown(plain(summary)) if summary is not None else ""
        return [f"cited-by({quoted(words)}, {''.join(quoted(x) + ', ' for x in found)})"] if found else []

    def _numbered(self, element: HtmlElement) -> list[str]:
        """A numbered paragraph: its number goes to the margin, before the first text."""
        numbers = [m.group(1) for e in element.iter() if (m := _NUMBER.match(e.get("id") or ""))]
        pilcrow = next((a for a in element.iter("a") if PILCROW in classes(a)), None)
        shown = plain(pilcrow) if pilcrow is not None else "¶ " + "–".join(dict.fromkeys(numbers[:1] + numbers[-1:]))
        self._skipped = pilcrow
        self._pending.append(f"number({quoted(collapsed(shown).replace(' ', chr(0xA0)))})")
        inside = self._blocks(element)
        return [f"paragraph({block(inside)})"] if inside else []


def _box(element: HtmlElement) -> str | None:
    """The function that sets an element of its class in a way of its own."""
    return next((BOXES[kind] for kind in sorted(classes(element)) if kind in BOXES), None)


def _joined(done: list[str], statement: str) -> str:
    """A statement, held together with the one before it where they belong together."""
    before = done[-1] if done else ""
    if before.startswith("head(") and not before.startswith("head(1,"):
        if statement.startswith("places("):
            return f"beside({done.pop()}, {statement})"
        if statement.startswith("event(") or (statement.startswith("grid-of(") and "whole: true" in statement):
            level = before[len("head(") :].partition(",")[0]
            return f"together({level}, {done.pop()}, {statement})"
    if statement.startswith("cited-by(") and before.startswith(("par({", "in-notes({")):
        below = "cited-below(" + statement.removeprefix("cited-by(")
        return f"{done.pop()[:-2]}; {below}}})"
    leads = before.startswith("par(") and len(before) < _LEAD and not re.search(r"\b(?:note|again)\(", before)
    if leads and statement.startswith(("list(", "enum(")):
        done[-1] = f"lead({before})"
    return statement


def _released(statement: str) -> list[str]:
    """Takes back the room that a paragraph's last line was given (see `hold` in the template)."""
    held = [] if statement.startswith(("list(", "enum(")) else re.findall(r"\bhold\((\d+)\)", statement)
    return [f"release({length})" for length in held]


def _break(done: list[str]) -> None:
    """Begins a new page before what comes next, and before the headings that stand right above it."""
    at = len(done)
    while at and done[at - 1].startswith(("head(", "term(", "lead(", "remark(")):
        at -= 1
    if at:
        done.insert(at, BREAK)
