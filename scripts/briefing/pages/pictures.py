"""Pictures made of the evidence when pages are: who cites whom, and a chain of events. Each is said in words, too.

They are drawings in the page (SVG) whose marks are links with names. Colours are the text's own, so that they suit
either scheme, print and paper; letters are as wide as `LETTER` says, at most.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from briefing.library import dates
from briefing.model import Claim, Event, Key
from briefing.pages.context import Context
from briefing.pages.escape import attribute, text
from briefing.pages.page import Page

WIDTH = 820
ROW = 30
LETTER = 6.8
"""Units that a letter takes, at most."""
MOST = 24
"""Topics, sources and cited works that a picture shows; of more, those with the most citations."""
LEAST = 3
"""Events that make a chain."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the same in words."""

    svg: str
    narrow: str = ""
    """The same drawing for a phone, where it was drawn anew for one."""
    words: tuple[tuple[str, str], ...] = ()
    """Markdown: who or what, and what is to be said of it; nothing where the page says it anyway."""
    left_out: str = ""
    """What is too much for the picture, in a sentence."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where three columns of names stand."""

    width: int
    left: tuple[int, int, int]
    right: tuple[int, int, int]
    size: int
    """Of the letters."""


WIDE = Layout(WIDTH, (0, 330, 580), (190, 500, WIDTH), 14)
NARROW = Layout(345, (0, 126, 255), (84, 214, 345), 11)


Edge = tuple[tuple[int, str], tuple[int, str], int, str]
"""From which column and node to which, how often, and the same in words."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a column of a picture."""

    id: str
    label: str
    address: str
    """Of its page, as a link in Markdown has it."""
    path: str
    """The same from the site's root, with an anchor."""


def who_cites_whom(page: Page) -> Picture | None:
    """Topics → the sources that their sentences cite → the works that notes of the sources cite; None without any."""
    cites: Counter[tuple[str, Key]] = Counter()
    for key in page.get(Context.digested):
        claims = {c.id: c for _, row in page.get(Context.relying_on, key) for c in row if c.home.startswith("topics/")}
        cites.update((claim.home, key) for claim in claims.values())
    notes: Counter[tuple[Key, Key]] = Counter()
    for key in page.get(Context.works):
        for place in page.get(Context.cited_in, key):
            if not isinstance(place, Claim) and (found := page.get(Context.note_at, place)):
                notes[found[0], key] += 1
    if len({key for _, key in cites}) < 2:
        return None
    order = page.get(Context.digested)
    homes = _most((home for home, _ in cites.elements()), [topic.page for topic in page.get(Context.topics)])
    keys = _most((key for _, key in cites.elements()), order)
    works = _most((key for citing, key in notes.elements() if citing in keys), page.get(Context.works))
    columns = [
        [Node(home, page.get(Context.title, home), page.to(home), home) for home in homes],
        [_work(page, key, f"sources/{key}.md") for key in keys],
        [_work(page, key, "bibliography.md", key) for key in works],
    ]
    edges = [((0, home), (1, key), n, f"{n} of its sentences") for (home, key), n in cites.items()]
    edges += [((1, citing), (2, key), n, f"{n} of its notes") for (citing, key), n in notes.items()]
    said = _in_words(page, columns, cites, notes)
    names = {(i, node.id): node for i, column in enumerate(columns) for node in column}
    edges = [edge for edge in edges if edge[0] in names and edge[1] in names]
    all_three = {home for home, _ in cites}, {key for _, key in cites}, {key for _, key in notes}
    gone = [len(found) - len(column) for found, column in zip(all_three, columns, strict=True)]
    left = [f"{n} {what}" for n, what in zip(gone, ("topics", "sources", "cited works"), strict=True) if n]
    return Picture(
        _columns(page, columns, edges, ("Topics", "Sources", "Works that their notes cite"), WIDE),
        _columns(page, columns, edges, ("Topics", "Sources", "Cited works"), NARROW),
        said,
        f"Not shown, with fewer citations: {', '.join(left)}." if left else "",
    )


def _most(found: Iterable[str], order: Sequence[str]) -> list[str]:
    """The `MOST` most frequent, in the order given."""
    kept = {one for one, _ in sorted(Counter(found).items(), key=lambda row: (-row[1], row[0]))[:MOST]}
    return [one for one in order if one in kept]


def _work(page: Page, key: Key, path: str, anchor: str = "") -> Node:
    return Node(key, page.get(Context.label, key), page.to(path, anchor), f"{path}#{anchor}" if anchor else path)


def _in_words(
    page: Page, columns: Sequence[Sequence[Node]], cites: Counter[tuple[str, Key]], notes: Counter[tuple[Key, Key]]
) -> tuple[tuple[str, str], ...]:
    """What the picture shows, a row for each topic and source."""
    rows = []
    for at, counts, what in ((0, cites, "sentence"), (1, notes, "note")):
        for node in columns[at]:
            cited = [(other, counts[node.id, other.id]) for other in columns[at + 1] if counts[node.id, other.id]]
            told = ", ".join(f"[{text(o.label)}]({o.address}) in {n} {what}{'s' * (n != 1)}" for o, n in cited)
            if told:
                rows.append((f"[{text(node.label)}]({node.address})", f"cites {told}."))
    return tuple(rows)


def _columns(
    page: Page,
    columns: Sequence[Sequence[Node]],
    edges: Sequence[Edge],
    heads: Sequence[str],
    layout: Layout,
) -> str:
    """Columns of names, with a line for each edge, the thicker the more it stands for."""
    height = 34 + ROW * max(map(len, columns))
    letter = LETTER * layout.size / WIDE.size
    left, (first, second, third) = layout.left, layout.right
    middle = max((len(node.label) for node in columns[1]), default=0) * letter
    right = (first, min(left[1] + middle, second), third)
    at = {}
    out = []
    for i, column in enumerate(columns):
        if not column:
            continue
        gap = (height - 34) / len(column)
        x, side = (left[i], "") if i else (right[i], 'text-anchor="end"')
        out.append(_text(x, 14, heads[i], f'font-size="{layout.size * 6 // 7}" opacity="0.75" {side}'))
        for n, node in enumerate(column):
            y = round(34 + gap * (n + 0.5), 1)
            at[i, node.id] = y
            label = _cut(node.label, (layout.right[i] - left[i]) / letter)
            out.append(_link(page, node.path, node.label, _text(x, y + 4, label, side)))
    named = {(i, node.id): node.label for i, column in enumerate(columns) for node in column}
    top = max((n for *_, n, _ in edges), default=1)
    lines = []
    for start, end, n, what in edges:
        a, b = right[start[0]] + 6, left[end[0]] - 8
        y, z = at[start], at[end]
        wide = round(1 + 7 * n / top, 1)
        title = f"{named[start]} cites {named[end]} in {what}"
        bend = f"M{a:.0f} {y}C{(a + b) / 2:.0f} {y} {(a + b) / 2:.0f} {z} {b:.0f} {z}"
        lines.append(f'<path d="{bend}" stroke-width="{wide}"><title>{escape(title)}</title></path>')
    body = f'<g fill="none" stroke="currentColor" stroke-opacity="0.3">{"".join(lines)}</g>{"".join(out)}'
    name = "Who cites whom: topics their sources, and sources the works in their notes"
    return _svg(name, height, body, layout.width, layout.size)


def chain(page: Page, name: str, events: Sequence[Event]) -> Picture | None:
    """Events of one chain on a line of time; None where they are fewer than `LEAST`."""
    if len(events) < LEAST:
        return None
    first, last = date.fromisoformat(events[0].earliest), date.fromisoformat(events[-1].earliest)
    days = max(1, (last - first).days)
    span = WIDTH - 140
    rows = [(70 + round(span * (date.fromisoformat(e.earliest) - first).days / days, 1), e) for e in events]
    ends: list[float] = []
    lanes = []
    for x, event in rows:
        half = len(dates.spoken(event.date)) * LETTER / 2 + 6
        lane = next((i for i, end in enumerate(ends) if end <= x - half), len(ends))
        ends[lane : lane + 1] = [x + half]
        lanes.append(lane)
    line = 26
    out = [f'<path d="M{rows[0][0]} {line}H{rows[-1][0]}" stroke="currentColor" stroke-width="2" fill="none"/>']
    for (x, event), lane in zip(rows, lanes, strict=True):
        when, y = dates.spoken(event.date), line + 34 + 22 * lane
        fill = 'class="open" fill="white"' if event.approximate else 'fill="currentColor"'
        mark = (
            f'<path d="M{x} {line + 8}V{y - 13}" stroke="currentColor" stroke-opacity="0.35"/>'
            f'<circle cx="{x}" cy="{line}" r="7" {fill} stroke="currentColor" stroke-width="2"/>'
            f'<circle cx="{x}" cy="{line}" r="12" fill="currentColor" fill-opacity="0"/>'
            + _text(x, y, when, 'text-anchor="middle"')
        )
        out.append(_link(page, f"timeline.md#event-{event.id}", named(page, event), mark))
    years = _years(rows, line)
    told = f"{name}: {len(events)}, from {dates.spoken(events[0].date)} to {dates.spoken(events[-1].date)}"
    return Picture(_svg(told, line + 44 + 22 * max(lanes), years + "".join(out)))


def _years(rows: Sequence[tuple[float, Event]], line: float) -> str:
    """How long nothing of the chain happened, over the line, where that was two years or more."""
    out = []
    for (x, event), (z, later) in pairwise(rows):
        years = (date.fromisoformat(later.earliest) - date.fromisoformat(event.earliest)).days / 365.25
        if years >= 2:
            more = 'font-size="12" text-anchor="middle" opacity="0.75"'
            out.append(_text((x + z) / 2, line - 10, f"{years:.0f} years", more))
    return "".join(out)


def chains(page: Page, events: Iterable[Event]) -> list[tuple[str, Picture]]:
    """The chains that the events are of, each with its picture, in order of their first."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.chain:
            found.setdefault(event.chain, []).append(event)
    return [(name, made) for name, row in found.items() if (made := chain(page, name, row))]


def named(page: Page, event: Event) -> str:
    """An event as its mark in a picture is called: its date and its sentence."""
    says = " ".join(claim.text for claim in page.get(Context.claims_of, event.says))
    return f"{dates.spoken(event.date)}: {says}"


def _svg(name: str, height: float, body: str, width: int = WIDTH, size: int = 14) -> str:
    """A drawing; a group of links is no picture for those who hear it, so that it has a name and no role of one."""
    return (
        f'<svg width="{width}" height="{height:.0f}" viewBox="0 0 {width} {height:.0f}" role="group"'
        f' aria-label="{attribute(name)}" font-family="sans-serif" font-size="{size}">{body}</svg>'
    )


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" fill="currentColor"{" " + more if more else ""}>{escape(words)}</text>'


def _link(page: Page, path: str, name: str, body: str) -> str:
    title, led = escape(name), attribute(address(page.home, path))
    return f'<a href="{led}" aria-label="{attribute(name)}"><title>{title}</title>{body}</a>'


def address(home: str, path: str) -> str:
    """Where a page stands from another, as browsers read it: what is drawn is no Markdown whose links shells mend.

    >>> address("sources/index.md", "topics/tolls.md"), address("topics/tolls.md", "timeline.md#event-x")
    ('../topics/tolls/', '../../timeline/#event-x')
    """
    target, hash_, anchor = path.partition("#")
    here, there = _folder(home), _folder(target)
    if here == there:
        return f"#{anchor}"
    return f"{posixpath.relpath(there or '.', here or '.')}/{hash_}{anchor}"


def _folder(path: str) -> str:
    """The folder in which a page's HTML stands."""
    return posixpath.dirname(path) if path.endswith("index.md") else path.removesuffix(".md")


def _cut(words: str, most: float) -> str:
    return words if len(words) <= round(most) else words[: round(most) - 1].rstrip() + "…"
