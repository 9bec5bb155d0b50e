"""The picture that other sites show beside a link to the briefing: its title, set by Typst."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from briefing.publish.theme import spoken
from briefing.settings import Settings

WIDTH, HEIGHT = 1200, 630
"""Pixels, as OpenGraph recommends."""


def social_picture(settings: Settings) -> bytes:
    """The picture as PNG, `WIDTH` by `HEIGHT`; the same bytes for the same settings. Raises RuntimeError (Typst)."""
    about = settings.description if len(settings.description) <= 170 else ""
    edition = f"Edition of {spoken(settings.edition)}" if settings.edition else ""
    return _set(settings.title, about, edition)


@lru_cache(maxsize=4)
def _set(title: str, about: str, edition: str) -> bytes:
    """Sets the three texts; they are input to the template, never source."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = str(Path(folder) / "picture.typ")
        Path(source).write_bytes((files(__package__) / "picture.typ").read_bytes())
        made = typst.compile(
            source,
            root=folder,
            ignore_system_fonts=True,
            sys_inputs={"title": title, "about": about, "edition": edition},
            format="png",
            ppi=72.0,
        )
    return bytes(made)
