"""Names that become file names and addresses: keys, slugs, ids."""

from __future__ import annotations

import re

_KEY = re.compile(r"\w[\w.:+-]*", re.ASCII)
_SLUG = re.compile(r"\w[\w-]*")
_RESERVED = frozenset(("con", "prn", "aux", "nul", "index", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))))
"""Names that Windows keeps for devices, and the name of a folder's own page."""


def key_problem(key: str) -> str:
    """Why a citation key can't be used; empty where it can."""
    if not key:
        return "it is empty"
    if not _KEY.fullmatch(key) or key.endswith((".", ":")) or ".." in key:
        return "it has characters that neither a citation nor an address can carry"
    return _reserved(key) or _long(key)


def slug_problem(slug: str) -> str:
    """Why the name of a page can't be used; empty where it can."""
    if not _SLUG.fullmatch(slug):
        return "it has characters that an address can't carry"
    return _reserved(slug) or _long(slug)


def _reserved(name: str) -> str:
    return "the name is reserved" if name.split(".")[0].casefold() in _RESERVED else ""


def _long(name: str) -> str:
    return "it is longer than 100 characters" if len(name) > 100 else ""
