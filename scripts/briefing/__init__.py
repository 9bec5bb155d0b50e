"""Turns a shelf of source documents into a briefing whose every sentence leads to the paragraph it rests on.

The names for notebooks and other tools are those of `briefing.api`: `briefing.read_briefing`, `briefing.check`,
`briefing.compose`, `briefing.build`, `briefing.read_original` and a few more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from briefing.api import *  # noqa: F403

_NAMES = (
    "Briefing", "Claim", "Code", "Document", "Impact", "Library", "LinkedLibrary", "Made", "Options", "Pages",
    "Preview", "Problem", "Project", "Refreshed", "Result", "build", "check", "compose", "draft", "explain", "impact",
    "ledger", "read_briefing", "read_original", "read_project", "to_json", "to_markdown", "Pack", "Suggested",
    "Verdicts", "frames", "pack", "suggest", "tables", "verdicts",
)  # fmt: skip
"""All names of `briefing.api` but `ingest`, which is the name of a package here."""


def __getattr__(name: str) -> Any:
    """A name of `briefing.api`, which is loaded when one is first asked for: `briefing --help` needs none of them."""
    if name in _NAMES:
        from briefing import api

        return getattr(api, name)
    raise AttributeError(f"module 'briefing' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The names, for completion."""
    return sorted({*globals(), *_NAMES})
