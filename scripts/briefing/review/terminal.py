"""Reading in a terminal: one thing after another, one key a decision."""

from __future__ import annotations

import time
from collections.abc import Callable

import click
from rich.console import Console
from rich.text import Text

from briefing.review import around, view
from briefing.review.desk import Desk
from briefing.review.held import DeskError
from briefing.review.marking import Segments
from briefing.review.queue import Order

AROUND = 2
"""Sentences before and after that are shown with one."""
STYLES = {"shared": "underline", "found": "bold", "waived": "yellow", "missing": "red", "carries": ""}
KEYS = "[y] reads true  [n] doesn't  [Y] [N] with a remark  [j] next  [k] back  [u] undo  [e] mend  [q] quit"


def read(desk: Desk, order: Order, only: str, out: Console, key: Callable[[], str] = click.getchar) -> int:
    """Shows what is left to read, in order, until the reader quits or nothing is left; 0."""
    at, began = 0, time.monotonic()
    rows = [standing.item.id for standing in desk.queue(order, only)]
    while rows:
        at = max(0, min(at, len(rows) - 1))
        id = rows[at]
        try:
            _show(desk, id, at, len(rows), out)
            pressed = key()
            if pressed == "q":
                break
            if pressed in "ynYN":
                remark = click.prompt("Remark", default="", show_default=False) if pressed in "YN" else ""
                desk.sign(id, "reads true" if pressed in "yY" else "does not", remark)
                del rows[at]
            elif pressed == "u":
                back = desk.undo()
                rows = [standing.item.id for standing in desk.queue(order, only)]
                at = rows.index(back) if back in rows else at
            elif pressed == "e":
                text = click.edit(desk.written(id), extension=".md")
                if text and text.strip() != desk.written(id):
                    rows[at] = desk.mend(id, text, desk.written(id)) or rows[at]
            else:
                at += {"j": 1, "k": -1}.get(pressed, 0)
        except DeskError as error:
            out.print(Text(str(error), style="bold red"))
            rows = [row for row in rows if row in desk.reviewed.standings]
    minutes = (time.monotonic() - began) / 60
    pace = f", {desk.signed / minutes * 60:.0f} an hour" if desk.signed and minutes > 0.1 else ""
    out.print(f"{desk.signed} signed{pace}; {len(rows)} left.")
    return 0


def _show(desk: Desk, id: str, at: int, total: int, out: Console) -> None:
    shown = view.details(desk, id)
    out.rule(f"{at + 1} of {total} · {shown['kind']} · {shown['path']}:{shown['line']}")
    for why in shown["why"]:
        out.print(Text(f"{shown['state']}: {why}", style="bold red"))
    for doubt in shown["doubts"]:
        out.print(Text(f"look here: {doubt}", style="bold cyan"))
    if shown["frame"]:
        out.print(Text(shown["frame"], style="dim"))
    before, after = _around(desk, shown["page"], id)
    out.print(Text(before, style="dim"), _text(shown["text"]), Text(after, style="dim"), sep="\n")
    for row in shown["evidence"]:
        out.print(Text(f"\n{row['title']}", style="bold"), _text(row["text"]), sep="\n")
    for found in shown["problems"]:
        out.print(Text(f"{found['code']}: {found['message']} {found['help']}", style="red"))
    if shown["signable"]:
        out.print(Text(shown["signable"], style="bold red"))
    out.print(Text(KEYS, style="dim"))


def _around(desk: Desk, page: str, id: str) -> tuple[str, str]:
    """The sentences before and after one on its page."""
    rows = around.page(desk, page)["rows"]
    at = next((n for n, row in enumerate(rows) if row["id"] == id), None)
    if at is None:
        return "", ""
    texts = [row["text"] for row in rows]
    return " ".join(texts[max(0, at - AROUND) : at]), " ".join(texts[at + 1 : at + 1 + AROUND])


def _text(pieces: Segments) -> Text:
    """A text with what was found in bold, what is missing in red, and the words that both sides share underlined."""
    return Text.assemble(*((piece, " ".join(STYLES[mark] for mark in marks.split())) for piece, marks in pieces))
