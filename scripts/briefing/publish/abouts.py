"""A few words on each topic, source, person and place, in a file beside its page, for links that lead there.

It is a script that hands its words over, since a browser reads no data from a folder without a server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.files import write_changed
from briefing.memory import Memory

NAME = "about.js"
MOST = 320
"""Characters of what is said, at most some."""
KINDS = {"topic": "Topic", "source": "Source"}


def write_abouts(
    site: Path,
    fronts: Mapping[str, Mapping[str, Any]],
    last: Path | None = None,
    memory: Memory | None = None,
) -> None:
    """Writes `about.js` beside the page of each topic, source and entity (`fronts`: path → front matter).

    `last` is the last good site, from which files that stay the same are taken; `memory` is told what was written.
    """
    for path, front in fronts.items():
        folder, _, name = path.rpartition("/")
        if folder in ("topics", "sources", "entities") and name != "index.md":
            about = {
                "kind": KINDS.get(str(front.get("kind"))) or str(front.get("subject") or "").capitalize(),
                "name": str(front.get("title") or ""),
                "says": _short(str(front.get("description") or "")),
                "facts": str(front.get("facts") or ""),
            }
            said = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
            at = path.removesuffix(".md") + "/"
            script = f"window.briefingAbout({json.dumps(at)},{said});\n"
            target = site / f"{at}{NAME}"
            write_changed(target, script, last / f"{at}{NAME}" if last else None)
            if memory:
                memory.wrote(target, script)


def _short(text: str) -> str:
    """A text, cut after a whole sentence, or else a whole word, where it is long.

    >>> _short("One. Two " + "x" * 400)
    'One.'
    """
    if len(text) <= MOST:
        return text
    cut = text[:MOST]
    end = cut.rfind(". ") + 1
    return cut[:end] if end else cut.rsplit(" ", 1)[0].rstrip(",;:–") + " …"
