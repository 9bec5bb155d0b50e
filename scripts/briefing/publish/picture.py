"""Pictures that bear the briefing's title, set by Typst: the one beside a link to it, and the cover of the e-book."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from briefing.publish.theme import spoken
from briefing.settings import Settings

WIDTH, HEIGHT = 1200, 630
"""Pixels, as OpenGraph recommends."""
COVER_WIDTH, COVER_HEIGHT = 1200, 1800
"""Pixels of the cover, two by three as covers of e-books are."""


def social_picture(settings: Settings) -> bytes:
    """The picture as PNG, `WIDTH` by `HEIGHT`; the same bytes for the same settings. Raises RuntimeError (Typst)."""
    about = settings.description if len(settings.description) <= 170 else ""
    return _set("picture.typ", title=settings.title, about=about, edition=_edition(settings))


def cover_picture(settings: Settings, kind: str = "") -> bytes:
    """The cover as PNG, `COVER_WIDTH` by `COVER_HEIGHT`; `kind` says which edition. Raises RuntimeError (Typst)."""
    return _set(
        "cover.typ",
        title=settings.title,
        about=settings.description if len(settings.description) <= 300 else "",
        edition=_edition(settings),
        institution=settings.institution,
        authors=", ".join(settings.authors),
        handling=settings.handling,
        kind=kind,
    )


def _edition(settings: Settings) -> str:
    return f"Edition of {spoken(settings.edition)}" if settings.edition else ""


@lru_cache(maxsize=4)
def _set(template: str, **texts: str) -> bytes:
    """Sets texts; they are input to the template, never source."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = str(Path(folder) / template)
        Path(source).write_bytes((files(__package__) / template).read_bytes())
        made = typst.compile(source, root=folder, ignore_system_fonts=True, sys_inputs=texts, format="png", ppi=72.0)
    if isinstance(made, list):
        raise RuntimeError("Title and description need more room than the picture has.")
    return bytes(made)
