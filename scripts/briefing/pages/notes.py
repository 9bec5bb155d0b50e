"""The notes of one page: a label for each work and locator cited, its text, the full reference first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from briefing.model import Citation, Key
from briefing.pages import escape, works
from briefing.pages.context import Context
from briefing.pages.reads import Reads

_WEB = re.compile(r"https?://[^\s<>\"'`]+")
Locators = tuple[int, ...]
SHOWN = {"digest": "digest in our words", "full": "the full text is here"}
"""What of a source stands on its page, by its rights."""
RECORD = "an outside record, no text of it at hand"
"""What is said of a work that is no source."""


class Notebook:
    """Hands out labels as citations are met, in order of the page, and writes the notes at its end."""

    def __init__(self, ask: Reads, link: Callable[[str, str], str], reserved: Iterable[str] = ()) -> None:
        self._ask, self._link = ask, link
        self._labels: dict[tuple[Key, Locators], str] = {}
        self._taken = set(reserved)
        self._cited: set[Key] = set()
        self._notes: list[str] = []

    def call(self, citation: Citation) -> str:
        """The call of a citation's note, `[^khan2024-p5]`; a repeated citation calls the same note."""
        cited = (citation.key, citation.locators)
        label = self._labels.get(cited)
        if label is None:
            label = self._label(*cited)
            self._labels[cited] = label
            self._notes.append(f"[^{label}]: {self.entry(*cited)}{self._says(*cited)}")
        return f"[^{label}]"

    def entry(self, key: Key, locators: Locators) -> str:
        """Reference and locator as Markdown with a closing stop: full where the page names the work first.

        A work that is cited whole is followed by a link to its entry in the bibliography.
        """
        full, short = self._ask(Context.reference, key)
        reference = short if key in self._cited else full
        self._cited.add(key)
        if locators:
            return f"{reference}, {self.locator(key, locators)}."
        known = self._ask(Context.work, key)
        return f"{reference} ([bibliography]({self._link('bibliography.md', key)}))." if known else f"{reference}."

    def locator(self, key: Key, locators: Locators) -> str:
        """`¶¶ 3–4, 6`, each run linked to its paragraph where the source has it."""
        held = self._ask(Context.is_source, key)
        sign = "¶" if len(locators) == 1 else "¶¶"
        parts = []
        for i, (first, last) in enumerate(runs(locators)):
            shown = f"{sign}\u00a0{_run(first, last, '–')}" if i == 0 else _run(first, last, "–")
            there = held and self._ask(Context.paragraph, key, first)
            parts.append(f"[{shown}]({self._link(f'sources/{key}.md', f'p{first}')})" if there else shown)
        return ", ".join(parts)

    def written(self) -> tuple[str, ...]:
        """The notes, one a line, in order of their first call."""
        return tuple(self._notes)

    def _label(self, key: Key, locators: Locators) -> str:
        """`KEY-p3-4_6`, made different where a key itself ends like a locator."""
        label = f"{key}-p{'_'.join(_run(a, b, '-') for a, b in runs(locators))}" if locators else key
        while label in self._taken:
            label += "~"
        self._taken.add(label)
        return label

    def _says(self, key: Key, locators: Locators) -> str:
        """What kind of work this is and what the cited paragraphs say, for who looks at the note where it is called."""
        rows: dict[int, str] = {}
        for n in locators:
            found = self._ask(Context.paragraph, key, n)
            if found:
                mark = self._ask(Context.mark, f"{key} ¶{found[0]}")
                read = f' <span class="read-mark">{escape.text(mark.spoken)}</span>' if mark else ""
                words = (
                    f'<span class="words" data-of="{escape.attribute(key)}:{found[0]}">{escape.shown(found[1])}</span>'
                )
                rows[found[0]] = words + read
        name = self._ask(Context.label, key) + (f" ¶{_listed(locators)}" if locators else "")
        data = f'data-name="{escape.attribute(name)}" data-search-exclude'
        about = f' <span class="note-about screen-only" {data}>{self._about(key)}</span>'
        if not rows:
            return about
        words = " ".join(rows.values() if len(rows) == 1 else (f"¶\u00a0{n}: {row}" for n, row in rows.items()))
        return f'{about} <span class="says" data-search-exclude>{words}</span>'

    def _about(self, key: Key) -> str:
        """What kind of work it is, what of it is shown, and where its publisher has it, as Markdown."""
        work = self._ask(Context.work, key)
        kind = works.kind(work) if work else ""
        held = SHOWN.get(self._ask(Context.rights, key), RECORD)
        address = str(work.csl.get("URL") or "") if work else ""
        link = f'<a href="{escape.attribute(address)}">at the publisher</a>' if _WEB.fullmatch(address) else ""
        return " · ".join(filter(None, (escape.text(kind), held, link)))


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers.

    >>> runs((3, 4, 6))
    [(3, 4), (6, 6)]
    """
    found: list[tuple[int, int]] = []
    for n in numbers:
        if found and n == found[-1][1] + 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return found


def _listed(locators: Locators) -> str:
    """`3–4, 6`, as a note is named aloud."""
    return ", ".join(_run(first, last, "–") for first, last in runs(locators))


def _run(first: int, last: int, dash: str) -> str:
    return str(first) if first == last else f"{first}{dash}{last}"
