"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefing.ingest.draft import Draft, Part


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    """Stands in `dropped`."""
    purpose: str
    apply: Callable[[Draft], None]


def droppable(part: Part) -> bool:
    """Whether a rule about lines may look at a part: undecided, or a heading that only the reader called one."""
    return (part.role == "text" or part.role == "heading") and part.kind not in ("quote", "note", "table", "title")
