"""`corrections:` of sources/KEY.md → Corrections."""

from __future__ import annotations

from typing import get_args

from briefing.codes import report
from briefing.library.dates import parse
from briefing.library.fields import CorrectionFields
from briefing.library.located import Yaml
from briefing.model import Correction, CorrectionAction
from briefing.problems import Problem

ACTIONS: tuple[CorrectionAction, ...] = get_args(CorrectionAction)
FACTS = ("title", "byline", "date")


def corrections(
    rows: tuple[CorrectionFields, ...], document: Yaml
) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """The corrections that can be used, and what is wrong with the others (E136)."""
    found, problems = [], []
    for i, row in enumerate(rows):
        place = document.key_place("corrections", i)
        given = {name: value for name in ACTIONS if (value := getattr(row, name.replace("-", "_"))) is not None}
        if wrong := _wrong(row, given):
            expected = "one of " + ", ".join(ACTIONS) + ", with words of the original"
            shown = ", ".join(given) or "none of them"
            problems.append(
                report("E136", place, f"The correction can't be used: {wrong}.", expected=expected, found=shown)
            )
            continue
        action, value = next(iter(given.items()))
        found.append(
            Correction(
                action,
                (row.after or "") if action == "marker" else "" if action in FACTS else str(value),
                place,
                line=row.line or 0,
                page=row.page or 0,
                level=row.level or 0,
                number=str(value) if action == "marker" else row.number or "",
                rule=row.rule or "",
                value=(value if isinstance(value, tuple) else (str(value),)) if action in FACTS else (),
            )
        )
    return tuple(found), tuple(problems)


def _wrong(row: CorrectionFields, given: dict[CorrectionAction, object]) -> str:
    """Why a correction can't be used; empty where it can."""
    if len(given) != 1:
        return "it must say one thing" if given else "it says nothing"
    action = next(iter(given))
    if action == "marker" and row.after is None:
        return "`after` must give the words behind which the marker stands"
    if given[action] == "" and not (row.line or row.page):
        return "words, a line or a page must say the place"
    if action == "date":
        try:
            parse(str(row.date))
        except ValueError:
            return "the date must be EDTF, as in `2021-04-03`"
    return ""
