"""Pages written by hand, with their citations as notes; and the page of downloads."""

from __future__ import annotations

from briefing.model import HandPage
from briefing.pages.context import Context
from briefing.pages.page import Page
from briefing.pages.reads import Reads

FOLDER = "files"
"""Folder of the site in which PDFs and exports are laid."""
DATA = (
    ("references.bib", "Every work, as BibTeX"),
    ("references.json", "Every work, as CSL-JSON, which Zotero and pandoc read"),
    ("references.ris", "Every work, as RIS, which EndNote and Mendeley read"),
    ("ledger.json", "The ledger: every sentence with its citations, checks and waivers"),
)
"""Data that a build exports, each with what it is."""


def compose_hand(ask: Reads, hand: HandPage) -> str:
    """A page written by hand: its own front matter and text, citations as notes."""
    page = Page(hand.path, ask)
    body = page.passage(hand.body)
    meta = {"title": hand.title or hand.path, **{str(k): v for k, v in hand.meta.items()}}
    return page.render("hand", meta=meta, body=body, internal=ask(Context.is_full))


def compose_downloads(ask: Reads) -> str:
    """The page of downloads: PDFs, the e-book, data and the whole site."""
    page = Page("downloads.md", ask)
    title, introduction = page.opening("Downloads")
    topics = [(topic.title, pdf_of(topic.slug)) for topic in ask(Context.topics)]
    return page.render(
        "downloads",
        title=title,
        introduction=introduction,
        topics=topics,
        paper=ask(Context.on_paper),
        data=DATA,
        folder=FOLDER,
        internal=ask(Context.is_full),
    )


def pdf_of(slug: str) -> str:
    """Where the PDF of a topic lies on the site."""
    return f"{FOLDER}/topics/{slug}.pdf"
