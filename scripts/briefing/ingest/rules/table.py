"""The cleaning rules, in the order in which they are applied; a new one is a file, a row here, and its cases."""

from __future__ import annotations

from briefing.ingest.notes import BODIES
from briefing.ingest.rules import (
    advertisement,
    back_matter,
    comments,
    contact,
    contents,
    cookie_notice,
    copyright_notice,
    credit,
    disclaimer,
    end_mark,
    front_matter,
    headings,
    navigation,
    newsletter,
    page_numbers,
    read_more,
    reading_time,
    rejoin,
    running_heads,
    share_buttons,
    tags,
    teasers,
)
from briefing.ingest.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    contents.RULE,
    page_numbers.RULE,
    running_heads.RULE,
    cookie_notice.RULE,
    newsletter.RULE,
    share_buttons.RULE,
    advertisement.RULE,
    copyright_notice.RULE,
    disclaimer.RULE,
    contact.RULE,
    BODIES,
    credit.RULE,
    navigation.RULE,
    reading_time.RULE,
    tags.RULE,
    read_more.RULE,
    comments.RULE,
    teasers.RULE,
    front_matter.RULE,
    back_matter.RULE,
    end_mark.RULE,
    headings.RULE,
    rejoin.RULE,
)
