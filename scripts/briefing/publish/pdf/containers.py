"""Writes what holds other things in an order: lists, events, terms and tables; each in two where a page must begin."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from briefing.publish.pdf.inline import InlineWriter, block
from briefing.publish.pdf.literals import code, quoted
from briefing.publish.pdf.parts import EVENTS, LOCATORS, RUN_IN, STATUS, WHEN
from briefing.publish.pdf.tables import Cell, Table, columns, headings, read_table
from briefing.publish.pdf.trees import classes, plain

_RUNNING_ON = {STATUS: "status", RUN_IN: "run-in"}
"""Lists whose items run on, and the functions that set them."""
BREAK = "fresh-page"
"""The statement that begins a new page."""


@dataclass(slots=True)
class ContainerWriter(InlineWriter):
    """Writes the lists and tables of one page."""

    _tables: dict[tuple[str, ...], list[Table]] | None = None
    """The tables of the page by their headings, once one was written."""

    def _ul(self, element: HtmlElement) -> list[str]:
        rows = [_as_item(part) for part in _parts(element)]
        marks = [next((a for a in row.iter("a") if not LOCATORS.isdisjoint(classes(a))), None) for row in rows]
        if rows and None not in marks:
            places = [self._inline_run([mark]) for mark in marks if mark is not None]
            return [f"places({', '.join(places)})"]
        for kind, function in _RUNNING_ON.items():
            if kind in classes(element):
                facts = [fact for row in rows if (fact := self._inline(row))]
                return [f"{function}({', '.join(facts)})"] if facts else []
        return self._list(element, "list", 1)

    def _ol(self, element: HtmlElement) -> list[str]:
        if EVENTS in classes(element):
            return [self._event(_as_item(part)) for part in _parts(element)]
        start = element.get("start") or ""
        return self._list(element, "enum", int(start) if start.isdecimal() and len(start) < 9 else 1)

    def _event(self, row: HtmlElement) -> str:
        """A dated event: its date beside what happened."""
        self._anchor(row.get("id"))
        date = next((e for e in row if e.tag == "p" and WHEN in classes(e)), None)
        when = self._inline(date) if date is not None else ""
        self._skipped = date
        with self._together(row):
            return f"event({when or '[]'}, {block(self._blocks(row)) or '[]'})"

    @contextmanager
    def _together(self, unit: HtmlElement | None) -> Iterator[None]:
        """What is written within stands on one page; with None, the engine breaks it where it likes."""
        before = self._unit, self._broken
        self._unit, self._broken = unit, unit is None
        yield
        self._unit, self._broken = before

    def _list(self, element: HtmlElement, function: str, start: int) -> list[str]:
        """A list, in two where a page must begin between its items; loose where its items hold paragraphs."""
        rows = [_as_item(part) for part in _parts(element)]
        loose = any(e.tag == "p" for row in rows for e in row)
        lists: list[list[str]] = [[]]
        for row in rows:
            self._anchor(row.get("id"))
            with self._together(self._unit):
                inside = self._blocks(row, tight=not loose)
            if not inside:
                continue
            if lists[-1] and self._breaks(block(inside)):
                lists.append([])
            lists[-1].append(block(inside))
        done: list[str] = []
        for items in filter(None, lists):
            options = f"tight: {code(not loose)}" + (f", start: {start}" if function == "enum" else "")
            start += len(items)
            done += [*([BREAK] if done else []), f"{function}({options}, {', '.join(items)})"]
        return done

    def _dl(self, element: HtmlElement) -> list[str]:
        done: list[str] = []
        term = "[]"
        for part in _parts(element):
            child = _as_item(part)
            self._anchor(child.get("id"))
            with self._together(child):
                inside = self._blocks(child, tight=True)
            if child.tag == "dt":
                done += [f"term({term})"] if term != "[]" else []
                term = block(inside) if inside else "[]"
            elif inside:
                done.append(f"fact({term}, {block(inside)})")
                term = "[]"
        return [*done, f"term({term})"] if term != "[]" else done

    def _table(self, element: HtmlElement) -> list[str]:
        """A table, in two where a page must begin between its rows."""
        table = read_table(element)
        before = self._flush()
        before += [f"par({quoted(self._shown(text))})" for text in table.stray]
        if not table.width:
            return before
        caption = self._inline(table.caption) if table.caption is not None else ""
        options = (
            f"columns: {columns(table, self._alike(table))}, align: ({''.join(f'{a}, ' for a in table.alignments)})"
        )
        layout = f"whole: {code(table.short)}, wide: {code(table.wide)}"
        within = bool(caption and table.head and not table.short and "note(" not in caption)
        head = self._table_head(table, caption if within else "")
        parts: list[list[str]] = [[]]
        for row in table.body:
            with self._together(element if table.short else None):
                cells = self._row(row, table.missing(row))
            if parts[-1] and not table.short and self._breaks(cells):
                parts.append([])
            parts[-1].append(cells)
        if table.silent:
            parts[-1].append(self._silent(table))
        first, *others = (f"grid-of(table({options}, {', '.join([*head, *rows])}), {layout}" for rows in parts)
        end = ", captioned: true" if within else ""
        above = f", caption: {caption}" if caption and not within else end
        return [*before, f"{first}{above})", *(s for other in others for s in (BREAK, f"{other}{end})"))]

    def _alike(self, table: Table) -> list[Table]:
        """The tables of the page with the same headings."""
        if self._tables is None:
            self._tables = {}
            for element in self.page.body.iter("table"):
                read = read_table(element)
                self._tables.setdefault(headings(read), []).append(read)
        return self._tables.get(headings(table), []) if table.head else []

    def _table_head(self, table: Table, caption: str) -> list[str]:
        """The head of a table, the caption first where it is repeated with the head on the next page."""
        if not table.head:
            return []
        # A heading with links or notes is not repeated: each must stand once.
        linked = "inner(" in caption or any(
            e.tag in ("a", "sup") for row in table.head for cell in row for e in cell.element.iter()
        )
        rows = ", ".join(self._row(row, table.missing(row)) for row in table.head)
        above = f"caption-row({table.width}, {caption}), " if caption else ""
        return [f"table.header(repeat: {code(not linked)}, {above}{rows})"]

    def _silent(self, table: Table) -> str:
        """One row for all that say nothing: who they are."""
        names = [name for row in table.silent if (name := self._inline(row[0].element))]
        words = quoted(self._shown(plain(table.silent[0][1].element))) if len(table.silent[0]) > 1 else '"–"'
        return f"silent({table.width}, {words}, {', '.join(names)})"

    def _row(self, row: tuple[Cell, ...], missing: int) -> str:
        return ", ".join([*map(self._cell, row), *(["[]"] * missing)])

    def _cell(self, cell: Cell) -> str:
        self._anchor(cell.element.get("id"))
        inside = self._blocks(cell.element, tight=True)
        body = block([*self._flush(), *inside]) if inside or self._pending else "[]"
        if cell.heads_row:
            body = f"row-head({body})"
        if cell.columns == cell.rows == 1 and not cell.shade:
            return body
        return f"cell({cell.columns}, {cell.rows}, {cell.shade}, {body})"


def _parts(element: HtmlElement) -> list[HtmlElement | str]:
    """What an element holds that says something: its children, and text between them."""
    parts = [element.text or "", *(part for child in element for part in (child, child.tail or ""))]
    return [part for part in parts if not isinstance(part, str) or part.strip()]


def _as_item(part: HtmlElement | str) -> HtmlElement:
    """An item of a list; what stands in a list without being one is made one."""
    if not isinstance(part, str) and part.tag in ("li", "dt", "dd"):
        return part
    item = lxml.html.Element("li")
    if isinstance(part, str):
        item.text = part
    else:
        whole = copy.deepcopy(part)
        whole.tail = None
        item.append(whole)
    return item
