"""The search of a site, by one of two engines behind one box.

A small site's places go into one index that the box reads whole; where that would pass a megabyte, the index is in
parts, of which a browser fetches the few that a query needs. Both work over HTTP and from a folder, and one measure
ranks what either has found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.files import write_tree
from briefing.memory import Memory
from briefing.publish.packing import facets_of, filters, packed
from briefing.publish.parts import in_parts
from briefing.publish.places import Found
from briefing.publish.reading import Reading
from briefing.publish.texts import texts_of

LIMIT = 1_000_000
"""Bytes of index above which it is in parts."""
LATER = frozenset({"guide", "method"})
"""Kinds of pages on no subject, which are found last and read after the others."""
SMALL = {"engine": "whole", "index": "search/index.js", "later": "search/later.js"}
LARGE = {"engine": "parts", "names": "search/names.js", "parts": "search/"}
"""What the search box is told of the engine that answers."""


def write_search(
    site: Path,
    pages: Mapping[str, str],
    limit: int = LIMIT,
    memory: Memory | None = None,
    last: Path | None = None,
) -> dict[str, dict[str, Any]]:
    """Writes the search of pages (path → Markdown) into a built site, under `search/`; their front matter, read so.

    `last` is the last good site, from which files that stay the same are taken.
    """
    with texts_of(pages, memory) as texts:
        reading = Reading(texts)
        small = sum(row["size"] for row in reading.facets.values()) <= limit
        files = _whole([place for path in reading.fronts for place in reading.places(path)]) if small else {}
        for path in reading.fronts if small else ():
            reading.close(path, kept=True)
        if not files or sum(len(text.encode()) for text in files.values()) > limit:
            files = {"engine.js": f"window.briefingEngine={json.dumps(LARGE)};\n", **in_parts(reading)}
        write_tree(site / "search", files, last=last / "search" if last else None, told=texts.memory.wrote)
    return reading.fronts


def _whole(places: list[Found]) -> dict[str, str]:
    """The scripts of an index that is read whole, by path within `search/`; they are as long as its texts at least."""
    first, later = ([p for p in places if (p.kind in LATER) == late] for late in (False, True))
    return {
        "engine.js": f"window.briefingEngine={json.dumps(SMALL)};\n",
        "index.js": _script({**packed(first), "filters": filters(facets_of(places))}),
        "later.js": _script(packed(later)),
    }


def _script(data: Any) -> str:
    """Data as a script, since a browser reads nothing else from a folder without a server."""
    return f"window.briefingIndex={json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"
