# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Readers' comments."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import prose, words

NAME = "comments"
HEAD = re.compile(
    r"(?:leave|post|add|write|submit)\ a\ (?:comment|reply|response).{0,30}|comments?\ are\ closed\.?|be\ the\ first\ to\ comment.{0,20}"
    r"|your\ email\ address\ will\ not\ be\ published.{0,80}|(?:you\ must\ )?(?:be\ )?log(?:ged)?\ in\ to\ (?:post\ a\ )?(?:comment|reply).{0,20}"
    r"|join\ the\ (?:conversation|discussion).{0,20}|(?:reader\ )?comments?(?:\ \(\d+\))?|\d+\ (?:comments|thoughts\ on\ .{1,100}|responses\ to\ .{1,100})"
    r"|discussion\ about\ this\ post|comments?restacks|(?:have\ something\ to\ say|what\ do\ you\ think)\?.{0,60}|(?:kommentare|commentaires|comentarios|комментарии)\ \(\d+\)"
    r"|kommentare|commentaires|comentarios|комментарии|оставить комментарий",
    re.I,
)


def _apply(draft: Draft) -> None:
    first = sum(1 for _ in draft.parts) // 2
    tried = 0
    for i, part in enumerate(draft.parts):
        if (
            tried < 5
            and i >= first
            and droppable(part)
            and words(part.text) < 20
            and HEAD.fullmatch(part.text.strip(" *_#:"))
        ):
            rest = draft.parts[i:]
            tried += 1
            if sum(words(p.text) for p in rest if prose(p.text)) < sum(words(p.text) for p in draft.parts[:i]):
                draft.parts[i:] = [p.drop(NAME) if p.open or p.role == "heading" else p for p in rest]
                return


RULE = Rule(NAME, "Drops readers' comments and the form for them, to the end of the copy.", _apply)
