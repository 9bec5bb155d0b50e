"""Says behind each link of the downloads' page how large the file is, once it is there."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote

from briefing.files import write_changed

_LINK = re.compile(r"""<a\s([^<>]*)>(?:(?!</?a\b).)*</a>(?!\s*<span class="size)""", re.DOTALL)
_ADDRESS = re.compile(r"""\bhref=["']?([^"'\s#]+)""")


def say_sizes(site: Path, path: str = "downloads/index.html") -> None:
    """Adds the sizes to a page of a site; a link whose file is not there (yet) stays as it is."""
    page = site / path
    if not page.is_file():
        return

    def sized(m: re.Match[str]) -> str:
        address = _ADDRESS.search(m[1])
        file = page.parent / unquote(html.unescape(address[1] if address else ""))
        if "files" not in file.relative_to(page.parent).parts or not file.is_file() or not file.stat().st_size:
            return m.group()
        return f'{m.group()} <span class="size">{spoken(file.stat().st_size)}</span>'

    text = page.read_text(encoding="utf-8")
    write_changed(page, _LINK.sub(sized, text))


def spoken(size: int) -> str:
    """A size in bytes, in the unit that readers know.

    >>> spoken(512), spoken(48_300), spoken(2_340_000)
    ('1 kB', '48 kB', '2.3 MB')
    """
    return f"{max(1, round(size / 1000))} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"
