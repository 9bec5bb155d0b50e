"""Writes a page as Typst: each element of its HTML becomes a call of a function of the template.

What comes out is code, not markup: text stands in quoted literals only. An element that has no form of its
own is written as what it holds, so that no text is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from briefing.publish.pdf.inline import InlineWriter, block
from briefing.publish.pdf.literals import code, collapsed, quoted
from briefing.publish.pdf.parts import BOXES, CITED_BY, PARAGRAPH, PILCROW
from briefing.publish.pdf.reading import HEADINGS, classes, plain
from briefing.publish.pdf.tables import Cell, columns, read_table

INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
        "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg",
        "time", "u", "var", "wbr",
    }
)  # fmt: skip
BLOCKS = frozenset({"p", "ul", "ol", "dl", "table", "pre", "blockquote", "hr", "details", "figure"})
"""Block elements with a form of their own, each written by the method of its name."""

_NUMBER = re.compile(r"p(\d+)\Z")


@dataclass(slots=True)
class Writer(InlineWriter):
    """Writes one page; what it meets on the way that deserves a word is kept in `oddities`."""

    below: int = 0
    """Level of the heading under which the page stands; 0 makes its title a chapter."""
    _levels: list[int] = field(default_factory=list)

    def write(self) -> str:
        """The page as the statements of a code block."""
        self._anchor("")
        return "\n".join((*self._blocks(self.page.body), *self._flush()))

    def _blocks(self, element: HtmlElement, tight: bool = False) -> list[str]:
        """The statements that set what an element holds; text between blocks becomes paragraphs unless `tight`."""
        done: list[str] = []
        run: list[HtmlElement | str] = [element.text or ""]

        def end_run() -> None:
            inline = self._inline_run(run)
            if inline:
                done.append(inline if tight else f"par({inline})")
            run.clear()

        for child in element:
            if child.tag in INLINE and not any(c.tag not in INLINE for c in child.iterdescendants()):
                run.append(child)
            else:
                end_run()
                done += self._element_block(child)
            run.append(child.tail or "")
        end_run()
        return done

    def _element_block(self, element: HtmlElement) -> list[str]:
        """The statements that set one block."""
        self._anchor(element.get("id"))
        if element.tag in HEADINGS:
            return self._heading(element)
        write: Callable[[HtmlElement], list[str]] | None = getattr(self, f"_{element.tag}", None)
        if write and element.tag in BLOCKS:
            return write(element)
        kinds = classes(element)
        if PARAGRAPH in kinds:
            return self._numbered(element)
        box = next((BOXES[kind] for kind in sorted(kinds) if kind in BOXES), None)
        inside = self._blocks(element)
        return [f"{box}({block(inside)})"] if box and inside else inside

    def _heading(self, element: HtmlElement) -> list[str]:
        level = self._level(int(element.tag[1]), plain(element))
        labels = [p for p in self._pending if p.startswith("anchor(")]
        self._pending = [p for p in self._pending if p not in labels]
        self._in_heading = True
        body = self._inline(element)
        self._in_heading = False
        if not body:
            self._pending = labels + self._pending
            return []
        label = f", at: {labels[0][7:-1]}" if labels else ""
        return [f"head({level}, {body}{label})"]

    def _level(self, given: int, text: str) -> int:
        """The level of a heading: as given, but never more than one below the heading above it."""
        while self._levels and self._levels[-1] >= given:
            self._levels.pop()
        self._levels.append(given)
        level = len(self._levels)
        if level > 1 and given - self._levels[-2] > 1:
            self.oddities.append(("E602", text))
        return min(6, level + self.below)

    def _p(self, element: HtmlElement) -> list[str]:
        images = [e for e in element if e.tag in ("img", "svg")]
        if len(images) == 1 and not plain(element) and len(element) == 1:
            return [f"picture({code})" for code in self._image(images[0])]
        if any(e.tag not in INLINE for e in element.iterdescendants()):
            return self._blocks(element)
        body = self._inline(element)
        return [f"par({body})"] if body else []

    def _ul(self, element: HtmlElement) -> list[str]:
        return self._list(element, "list", "")

    def _ol(self, element: HtmlElement) -> list[str]:
        start = element.get("start") or "1"
        return self._list(element, "enum", f"start: {int(start)}, " if start.isdecimal() and len(start) < 9 else "")

    def _list(self, element: HtmlElement, function: str, options: str) -> list[str]:
        """A list; loose where its items hold paragraphs, tight otherwise."""
        rows = [child for child in element if child.tag == "li"] or [element]
        loose = any(e.tag == "p" for row in rows for e in row)
        items = []
        for row in rows:
            self._anchor(row.get("id"))
            inside = self._blocks(row, tight=not loose)
            if inside:
                items.append(block(inside))
        return [f"{function}({options}tight: {'false' if loose else 'true'}, {', '.join(items)})"] if items else []

    def _dl(self, element: HtmlElement) -> list[str]:
        done: list[str] = []
        for child in element.iter("dt", "dd"):
            self._anchor(child.get("id"))
            inside = self._blocks(child, tight=True)
            if inside:
                done.append(f"{'term' if child.tag == 'dt' else 'described'}({block(inside)})")
        return done

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
        if CITED_BY not in classes(element):
            return self._blocks(element)
        labels = [self.links.resolve(self.page.path, a.get("href") or "")[0] for a in element.iter("a")]
        found = list(dict.fromkeys(label for label in labels if label))
        summary = element.find("summary")
        words = self._shown(plain(summary)) if summary is not None else ""
        return [f"cited-by({quoted(words)}, {''.join(quoted(x) + ', ' for x in found)})"] if found else []

    def _numbered(self, element: HtmlElement) -> list[str]:
        """A numbered paragraph: its number goes to the margin, before the first text."""
        numbers = [m.group(1) for e in element.iter() if (m := _NUMBER.match(e.get("id") or ""))]
        pilcrow = next((a for a in element.iter("a") if PILCROW in classes(a)), None)
        shown = plain(pilcrow) if pilcrow is not None else "¶ " + "–".join(dict.fromkeys(numbers[:1] + numbers[-1:]))
        self._pending.append(f"number({quoted(collapsed(shown).replace(' ', chr(0xA0)))})")
        inside = self._blocks(element)
        return [f"paragraph({block(inside)})"] if inside else []

    def _table(self, element: HtmlElement) -> list[str]:
        table = read_table(element)
        if not table.width:
            return []
        before = self._flush()
        options = f"columns: {columns(table)}, align: ({''.join(f'{a}, ' for a in table.alignments)})"
        head = [self._cell(cell) for row in table.head for cell in row]
        body = [self._cell(cell) for row in table.body for cell in row]
        again = (
            "false"
            if any(e.tag in ("a", "sup") for row in table.head for c in row for e in c.element.iter())
            else "true"
        )
        rows = [f"table.header(repeat: {again}, {', '.join(head)})"] if head else []
        caption = f", caption: {self._inline(table.caption) or 'none'}" if table.caption is not None else ""
        layout = f"whole: {code(table.short)}, wide: {code(table.width > 3)}"
        return [
            *before,
            f"grid-of(table({options}, {', '.join(rows + body)}), {layout}{caption})",
        ]

    def _cell(self, cell: Cell) -> str:
        self._anchor(cell.element.get("id"))
        inside = self._blocks(cell.element, tight=True)
        body = block([*self._flush(), *inside]) if inside or self._pending else "[]"
        span = (f"colspan: {cell.columns}, " if cell.columns > 1 else "") + (
            f"rowspan: {cell.rows}, " if cell.rows > 1 else ""
        )
        if cell.heads_row:
            body = f"row-head({body})"
        return f"table.cell({span}{body})" if span else body
