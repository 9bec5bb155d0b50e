"""The method page: what is promised, what was compared and found, what was waived, and the caveats of the sources."""

from __future__ import annotations

from collections import Counter

from briefing.evidence.waivers import find_waivers
from briefing.model import Claim, Key
from briefing.pages import changed, escape, works
from briefing.pages.context import Context
from briefing.pages.page import Page
from briefing.pages.reads import Reads
from briefing.pages.source import caveat_words
from briefing.review.report import NAMES

COMPARED = {
    "locator": "Paragraphs cited",
    "quotation": "Quotations",
    "number": "Numbers",
    "date": "Dates",
    "name": "Proper names",
    "support": "Cited paragraphs that share the words of their sentence",
}
"""Kinds of checks, in the order of the page."""


def compose_method(ask: Reads) -> str:
    """The Markdown of the method page."""
    page = Page("method.md", ask)
    title, introduction = page.opening("Method")
    claims, edition = ask(Context.all_claims), ask(Context.changed)
    outcomes: Counter[tuple[str, str]] = Counter(
        (check.kind, check.outcome) for claim in claims for check in claim.checks
    )
    checks = [(name, *(outcomes[kind, o] for o in ("found", "waived", "missing"))) for kind, name in COMPARED.items()]
    caveats = [
        (page.source(key), [caveat_words(page, c) for c in found])
        for key in ask(Context.sources)
        if (found := ask(Context.remarks, key)[0])
    ]
    compared = [
        (page.source(key), escape.text(str(ask(Context.comparison, key) or "not compared with the original")))
        for key in ask(Context.digested)
    ]
    return page.render(
        "method",
        title=title,
        introduction=introduction,
        outside=ask(Context.outside),
        checks=[row for row in checks if any(row[1:])],
        waivers=[row for claim in claims for row in _waivers(page, claim)],
        digest_waivers=[row for key in ask(Context.sources) for row in _digest_waivers(page, key)],
        caveats=caveats,
        compared=compared,
        read=ask(Context.read_in_all),
        readings=[_readings(kind, dict(counts)) for kind, counts in ask(Context.read_counts)],
        judged=", ".join(f"{verdict} {n}" for verdict, n in ask(Context.judged)),
        readers=[(escape.text(name), n, works.day(day) if day else "") for name, n, day in ask(Context.readers)],
        counts=ask(Context.counts),
        since=changed.since(edition),
        changes=[(page.link(r.page), r.spoken, changed.rows(page, r)) for r in edition.pages] if edition else [],
        internal=ask(Context.is_full),
    )


def _readings(kind: str, counts: dict[str, int]) -> tuple[str, list[int]]:
    """A kind of thing, and how many there are, read by one, read by two, lapsed, rejected, and unread."""
    names = ("all", "by one", "by two", "lapsed", "rejected", "unread")
    return NAMES[kind][1].capitalize(), [counts[name] for name in names]


def _waivers(page: Page, claim: Claim) -> list[tuple[str, str, str, str]]:
    """Each waiver of a claim: page, sentence, what was allowed, why."""
    link, sentence = page.link(claim.home), page.link(claim.home, claim.text, claim.id)
    return [(link, sentence, escape.text(w.text), escape.text(w.because)) for w in claim.waivers]


def _digest_waivers(page: Page, key: Key) -> list[tuple[str, str, str]]:
    """Each waiver of a digest: its paragraph, what was allowed, why."""
    return [
        (page.link(f"sources/{key}.md", f"{page.get(Context.label, key)}, ¶{first}", f"p{first}"),
         escape.text(text), escape.text(waiver.because))
        for first, remarks in page.get(Context.remarks, key)[1]
        for waiver in find_waivers(remarks)
        if not waiver.wrong
        for text in waiver.texts
    ]  # fmt: skip
