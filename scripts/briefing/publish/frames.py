"""Looks at what stands around the text of built pages: what a template or a setting writes there is no page's HTML.

The text itself has passed through the allow-list of `safe`; a desk's own templates, style sheets and settings have not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path

from briefing.codes import report
from briefing.files import files_in
from briefing.memory import Memory, fingerprint
from briefing.model import Place
from briefing.problems import Problem, by_place
from briefing.project import Project
from briefing.publish.safe import is_near

_TAG = re.compile(r"([a-zA-Z][\w-]{0,30})((?:\s[^<>]{0,4000})?)>")
_ATTRIBUTE = re.compile(r"""\s([^\s"'=<>/]{1,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_FETCHED = {"src", "srcset", "poster", "data"}
_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
_DATA = {"application/ld+json", "application/json"}
"""Types of scripts that are no program."""
_OF_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]{1,2000})""", re.IGNORECASE)


def check_frames(project: Project, site: Path, memory: Memory | None = None) -> tuple[Problem, ...]:
    """What is loaded from a host that the desk does not name (E541), and what the pages' policy will stop (E542)."""
    hosts, found, memory = project.settings.hosts, dict[tuple[str, str, str], None](), memory or Memory()
    allowed = fingerprint(hosts)
    for page in (os.path.join(site, path) for path in files_in(site) if path.endswith(".html")):
        key = f"frame {memory.sum_of(page)} {allowed}"
        rows = memory.get(key)
        if rows is None:
            memory.keep(key, rows := _of_page(Path(page).read_text(encoding="utf-8"), hosts))
        found |= dict.fromkeys(tuple(row) for row in rows)
    problems = [report(code, _place(project, piece), message, found=piece) for code, message, piece in found]
    for sheet in sorted((project.docs / "assets").rglob("*.css")):
        problems += _of_sheet(project, sheet)
    return by_place(problems)


def _of_page(text: str, hosts: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Code, message and what was found, for each thing in the HTML around a page's text."""
    head, opening, rest = text.partition("<article")
    frame = head + rest.rpartition("</article>")[2] if opening else text
    return [row for piece in frame.split("<")[1:] for row in _of_piece(piece, hosts)]


@lru_cache(maxsize=20_000)
def _of_piece(piece: str, hosts: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """The same for what stands behind one `<`; the frames of all pages share most."""
    tag = _TAG.match(piece)
    if tag is None:
        return ()
    name, found = tag[1].lower(), list[tuple[str, str, str]]()
    values = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[2])}
    fetched = [values[label] for label in sorted(_FETCHED & values.keys())]
    if name == "link" and _RELATIONS & set(values.get("rel", "").lower().split()):
        fetched.append(values.get("href", ""))
    for address in fetched:
        if not is_near(address, hosts):
            found.append(("E541", f"The pages' frame would load “{address[:80]}” from another host.", address))
    if (name == "script" and "src" not in values and values.get("type") not in _DATA) or name == "style":
        found.append(("E542", f"The pages' frame holds a <{name}> of its own, which their policy stops.", f"<{name}"))
    for label in values:
        if label == "style" or label.startswith("on"):
            message = f"The pages' frame holds the attribute `{label}`, which their policy stops."
            found.append(("E542", message, label))
    return tuple(found)


def _of_sheet(project: Project, sheet: Path) -> Iterator[Problem]:
    """What a style sheet of the desk would load from another host."""
    text = sheet.read_text(encoding="utf-8", errors="replace")
    for match in _OF_STYLE.finditer(text):
        if not match[1].startswith("data:") and not is_near(match[1], project.settings.hosts):
            place = Place(sheet.relative_to(project.root).as_posix(), text.count("\n", 0, match.start()) + 1)
            yield report(
                "E541", place, f"The style sheet would load “{match[1][:80]}” from another host.", found=match[1]
            )


def _place(project: Project, piece: str) -> Place:
    """Where something of the frame is written: in the settings, or in a template of the desk's."""
    for file in (project.root / "mkdocs.yml", *sorted((project.docs / "overrides").rglob("*.html"))):
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        at = text.find(piece)
        if at >= 0:
            return Place(file.relative_to(project.root).as_posix(), text.count("\n", 0, at) + 1)
    return Place("mkdocs.yml")
