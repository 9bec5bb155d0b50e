"""When something was reworded, as git knows it: for the desk alone, since a build must not depend on it."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from briefing.library import dates
from briefing.model import Library, Place
from briefing.review.items import Item

_PARAGRAPH = re.compile(r"¶(\d+) of `([^`]+)` was reworded")


def dated(reason: str, item: Item, library: Library, root: Path) -> str:
    """Why something lapsed, with the day on which it was reworded where git knows it: `¶12 of … was reworded on …`."""
    found = _PARAGRAPH.fullmatch(reason)
    source = library.sources.get(found[2]) if found else None
    paragraph = source.paragraph(int(found[1])) if source and found else None
    place = paragraph.place if paragraph else item.place
    if not reason.endswith("was reworded") or "the original" in reason:
        return reason
    day = changed_on(root, place)
    return f"{reason} on {dates.spoken(day)}" if day else f"{reason} (not committed yet)" if day is None else reason


@lru_cache(maxsize=1000)
def changed_on(root: Path, place: Place) -> str | None:
    """The day, ISO, on which git last saw a line change; None where it isn't committed, empty where git can't tell."""
    command = ["git", "blame", "--porcelain", "-L", f"{place.line},{place.line}", "--", place.path]
    try:
        found = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    if found.startswith("0" * 40):
        return None
    seconds = re.search(r"^committer-time (\d+)$", found, re.MULTILINE)
    return datetime.fromtimestamp(int(seconds[1]), UTC).date().isoformat() if seconds else ""
