"""What a made-up document is before it is damaged: the truth that ingest is measured against."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Item:
    """A paragraph or a heading of the text, in order."""

    kind: str
    """`paragraph`, `heading`, `item` (of a list) or `quote`."""
    text: str
    """With markers as `[^n]`."""
    level: int = 2


@dataclass
class Truth:
    """A whole document."""

    title: str | None
    byline: tuple[str, ...]
    date: str | None
    """EDTF."""
    items: list[Item]
    notes: dict[int, str]
    chrome: list[str] = field(default_factory=list)
    """Lines that must come out neither as paragraphs nor as headings; filled in while damaging."""
    emphasis: list[str] = field(default_factory=list)
    lost_links: int = 0

    @property
    def paragraphs(self) -> list[str]:
        """Texts of the paragraphs, list items and quotes."""
        return [item.text for item in self.items if item.kind != "heading"]

    @property
    def headings(self) -> list[str]:
        """Texts of the headings."""
        return [item.text for item in self.items if item.kind == "heading"]
