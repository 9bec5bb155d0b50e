"""The cleaning rules of each medium, in their order; a new one is a file, a row here, and its cases."""

from __future__ import annotations

from typing import Literal, get_args

from briefing.ingest import corrections
from briefing.ingest.notes import BODIES
from briefing.ingest.rules import (
    advertisement,
    back_matter,
    byline,
    caption,
    comments,
    contact,
    contents,
    cookie_notice,
    copyright_notice,
    credit,
    disclaimer,
    doubts,
    end_mark,
    front_matter,
    headings,
    initial,
    journal,
    keywords,
    memo_head,
    navigation,
    newsletter,
    page_numbers,
    read_more,
    reading_time,
    rejoin,
    running_heads,
    share_buttons,
    standfirst,
    tags,
    teasers,
    title,
)
from briefing.ingest.rules.rule import Rule

Medium = Literal["text", "pdf", "html", "pandoc"]
"""The reader that a file went through: text, PDF, web page, and what pandoc reads (Word, ODF, EPUB)."""
ALL = "text pdf html pandoc"
WEB = "text pdf html"
"""What web pages carry, and texts and PDFs that were made of them."""
COPIED = "text html"
"""What ends or breaks off a web page, and what in a paper or a book is text of its own."""
ROWS: tuple[tuple[Rule, str], ...] = (
    (contents.RULE, ALL),
    (page_numbers.RULE, "text"),
    (running_heads.RULE, "text"),  # a PDF's reader knows where on the page a line stands
    (cookie_notice.RULE, WEB),
    (newsletter.RULE, WEB),
    (share_buttons.RULE, WEB),
    (advertisement.RULE, WEB),
    (copyright_notice.RULE, ALL),
    (disclaimer.RULE, ALL),
    (journal.RULE, ALL),
    (contact.RULE, ALL),
    (caption.RULE, ALL),
    (credit.RULE, ALL),
    (navigation.RULE, WEB),
    (reading_time.RULE, WEB),
    (tags.RULE, WEB),
    (keywords.RULE, ALL),
    (BODIES, ALL),
    (page_numbers.RULE, "text"),
    (running_heads.RULE, "text"),
    (teasers.RULE, COPIED),
    (read_more.RULE, COPIED),
    (comments.RULE, COPIED),
    (memo_head.RULE, ALL),
    (byline.RULE, ALL),
    (title.RULE, ALL),
    (byline.NAMES, ALL),
    (standfirst.RULE, ALL),
    (front_matter.RULE, ALL),
    (back_matter.RULE, ALL),
    (end_mark.RULE, ALL),
    (headings.RULE, ALL),
    (rejoin.RULE, "text html pandoc"),
    (initial.RULE, ALL),
    (corrections.RULE, ALL),
    (doubts.RULE, ALL),
)
RULES: dict[Medium, tuple[Rule, ...]] = {
    medium: tuple(rule for rule, media in ROWS if medium in media.split()) for medium in get_args(Medium)
}
