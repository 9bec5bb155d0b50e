"""Reading in a terminal: one thing after another, one key a decision."""

from __future__ import annotations

import time
from collections.abc import Callable

import click
from rich.console import Console
from rich.text import Text

from briefing.review import view
from briefing.review.desk import Desk, DeskError
from briefing.review.queue import Order

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
    out.print(Text(shown["before"], style="dim"), _text(shown["text"]), Text(shown["after"], style="dim"), sep="\n")
    for row in shown["evidence"]:
        out.print(Text(f"\n{row['title']}", style="bold"), _text(row["text"]), sep="\n")
    for found in shown["problems"]:
        out.print(Text(f"{found['code']}: {found['message']} {found['help']}", style="red"))
    if shown["signable"]:
        out.print(Text(shown["signable"], style="bold red"))
    out.print(Text(KEYS, style="dim"))


def _text(pieces: tuple[tuple[str, bool], ...]) -> Text:
    """A text with its marked words underlined."""
    return Text.assemble(*((piece, "underline") if is_marked else piece for piece, is_marked in pieces))
