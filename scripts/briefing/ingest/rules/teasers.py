# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Boxes that announce other texts."""

from __future__ import annotations

import re

from briefing.ingest.authors import is_bio
from briefing.ingest.draft import Draft, Part
from briefing.ingest.rules.rule import Rule, droppable
from briefing.ingest.words import ends, prose, words

NAME = "teasers"
HEAD = re.compile(
    r"""\W*(?:
    check\ also|related(?:\ (?:articles?|posts?|stor(?:y|ies)|content|news|reading|links?|coverage|publications?|items?|topics?|reports?))?
    |(?:you\ )?(?:may|might)\ (?:also\ )?(?:like|be\ interested\ in|enjoy|have\ missed).{0,20}|you['’]ll\ (?:also\ )?(?:like|love).{0,20}
    |more\ (?:from|by|on|about|in|like|stories|articles|news|posts|coverage|reading|to\ read|to\ explore).{0,50}
    |recommended(?:\ (?:for\ you|reading|articles?|stories|posts?|by\ .{1,20}))?|suggested(?:\ (?:reading|articles?|posts?))?
    |(?:what\ to\ )?read\ (?:next|more|also|on)|also\ (?:read|by\ .{2,40}|on\ (?:this\ site|.{2,30}))|up\ next|next\ up|don['’]t\ miss|in\ case\ you\ missed\ it
    |(?:most|today['’]s)\ (?:read|popular|viewed|recent|shared|commented|discussed)(?:\ (?:now|articles?|stories|today|posts?))?|trending(?:\ (?:now|today|stories|topics|articles?|news))?
    |(?:latest|recent|popular|top|featured|other|new|similar|must[ -]read|breaking)\ (?:news|articles?|posts?|stor(?:y|ies)|features?|headlines|comments?|publications?|videos?|updates|reads|analysis|issues?|podcasts?)
    |editor['’]?s?['’]?\ (?:picks?|choice|selection)|keep\ reading|continue\ reading|explore\ (?:more|further)|also\ of\ interest|further\ from\ .{2,30}|from\ (?:the|our)\ (?:archives?|web|network|blog|magazine)
    |see\ also|auch\ interessant|meistgelesen|les\ lecteurs\ ont\ aussi\ lu|voir\ aussi|véase\ también|siehe\ auch|см\.\ также|das\ könnte\ sie\ auch\ interessieren|mehr\ zum\ thema|weitere\ artikel|lesen\ sie\ auch|à\ lire\ (?:aussi|également)|articles?\ (?:similaires|liés)|lire\ aussi|sur\ le\ même\ (?:sujet|thème)|dans\ la\ même\ rubrique|pour\ aller\ plus\ loin|más\ (?:sobre|en|noticias).{0,30}|noticias\ relacionadas|zum\ thema|mehr\ (?:aus|zu|von)\ .{2,30}|ещё\ по\ теме|по\ теме|читать\ ещё|artículos\ relacionados|te\ puede\ interesar
    |lea\ también|artigos\ relacionados|leia\ também|articoli\ correlati|leggi\ anche|читайте\ также|похожие\ (?:статьи|материалы)|материалы\ по\ теме|другие\ новости|اقرأ\ أيض[اً]*|مقالات\ ذات\ صلة|مطالب\ مرتبط|بیشتر\ بخوانید
    )\W*""",
    re.I | re.X,
)
CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|»|→)\s*(?:read more|continue reading|more)?\W*$", re.I)
MOST = 45
"""Words that a teaser's summary has at most."""


def _apply(draft: Draft) -> None:
    sizes = sorted(words(p.text) for p in draft.parts if p.open and prose(p.text))
    least = min(MOST, int(0.6 * sizes[len(sizes) // 2])) if sizes else MOST
    body = [i for i, part in enumerate(draft.parts) if _body(part, max(12, least))]
    first, last = (body[0], body[-1]) if body else (len(draft.parts), -1)
    i = 0
    while i < len(draft.parts):
        if _is_head(draft.parts[i]):
            i = _drop_box(draft, i, first, last)
        i += 1


def _is_head(part: Part) -> bool:
    return droppable(part) and words(part.text) <= 9 and bool(HEAD.fullmatch(part.text.strip(" *_#")))


def _drop_box(draft: Draft, head: int, first: int, last: int) -> int:
    """Drops a box from its head on; returns the index of its last part."""
    parts = draft.parts
    if first > head:
        parts[head] = parts[head].drop(NAME)
        return head
    stop = head + 1
    while stop < len(parts) and (not parts[stop].open or _teaser(parts[stop])):
        if parts[stop].role in ("note", "title") or (parts[stop].kind in ("heading", "title") and parts[stop].level):
            break
        stop += 1
    if last < stop:
        stop = len(parts)
    elif stop < len(parts) and stop - head > 2 and _heads_body(parts, stop):
        stop -= 1
    for i in range(head, stop):
        if (parts[i].open or parts[i].role == "heading") and not is_bio(parts[i].text):
            parts[i] = parts[i].drop(NAME)
    return stop - 1


def _teaser(part: Part) -> bool:
    """Whether a part reads as another text's title, date, byline or cut summary."""
    text = part.text
    if words(text) > MOST:
        return bool(CUT.search(text)) and words(text) < 80
    return bool(CUT.search(text)) or not (prose(text) and ends(text)) or words(text) < 9


def _body(part: Part, least: int) -> bool:
    """Whether a part is running text of at least so many words."""
    return (
        part.open
        and not is_bio(part.text)
        and words(part.text) >= least
        and prose(part.text)
        and not CUT.search(part.text)
    )


def _heads_body(parts: list[Part], stop: int) -> bool:
    """Whether the last line of the box is rather the heading of the text that goes on below it."""
    last = parts[stop - 1]
    return last.open and not ends(last.text) and not CUT.search(last.text) and 2 <= words(last.text) <= 12


RULE = Rule(NAME, "Drops boxes that announce other texts: from their head to where the text goes on.", _apply)
