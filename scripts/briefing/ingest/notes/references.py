# ruff: noqa: E501 - patterns read best on one line
"""References told from prose: `“Title”, Journal, 3 May 2019, https://…`."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.ingest.words import sentences, title_case, words

URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
URL_ONLY = re.compile(
    r"(?:(?:available |retrieved |accessed |online )?(?:at|from|via|url)?:?\s*)?<?(?:https?://|www\.)\S+>?[.,;]?(?:\s*\(?(?:accessed|retrieved|last accessed|abgerufen).{0,40})?",
    re.I,
)
QUOTED_TITLE = re.compile(
    r"[\"“«„‘][^\"”»“]{3,250}(?:[,.?!]?[\"”»“’][,.]?|[,.?!][\"”»“’])\s*(?:\(|in\s|[A-ZÀ-ÞА-Я\d]|$)"
)
AUTHOR_TITLE = re.compile(r"[A-ZÀ-ÞА-Я][^\"“«„]{2,120}?[,.:]\s*[\"“«„]")
SPEECH = re.compile(
    r"[\"”»’][,.]?\s+(?:[A-Z][\w'’-]+\s+|the\s+|an?\s+|\w+\s+){0,4}(?:said|says|told|added|wrote|writes|asked|asks|replied|warned|argued|insisted|"
    r"explained|recalled|noted|shouted|answered|admitted|maintained|concluded)\b"
)
BOOKISH = re.compile(
    r"\b(?:published(?: on)?|accessed|retrieved|available (?:at|from|online)|ibid|op\.? ?cit|loc\.? ?cit|last (?:accessed|visited|modified)|see also|cf\.|supra|forthcoming|"
    r"abgerufen|consulté|consultado|дата обращения|там же|s\. ?\d+|pp?\. ?\d+|vol\. ?\d+|no\. ?\d+|para(?:s|graph)?\.? ?\d+|(?:eds?|trans)\.(?!\w)|doi|isbn|press release|working paper|university press)\b",
    re.I,
)
AUTHOR_SAYS = re.compile(
    r"(?:see|cf\.|ibid|idem|for (?:more|details|an? (?:overview|discussion))|interviews? with|author['’]?s? (?:interview|calculations?|notes?)|personal (?:communication|interview)|"
    r"quoted (?:in|from)|cited in|as (?:quoted|cited)|(?:the )?author(?:s)? (?:is|are|thanks?|wish|would like)|siehe|vgl\.|voir|véase|см\.|там же)\b",
    re.I,
)
CITED = re.compile(
    r"\d\s?\((?:[^()\d]{0,20}\s?)?(?:1[6-9]|20)\d\d\)\s?[,:;]\s?\d|\((?:[^()]{2,60}:\s)?[^()]{2,60},\s(?:1[6-9]|20)\d\d\)(?:,|\.|$)|,\s\d{1,4}(?:\s?[–-]\s?\d{1,4})?\.?$|,\s(?:\d{1,2}\.?\s)?(?:[^\W\d_]{3,10}\.?\s)?(?:19|20)\d\d\.?$"
)
"""Volume and page, place and publisher, pages at the end: `40 (2021): 77`, `(Eastport: Quay Press, 1999), 23`, `, 12–15.`"""
ELSEWHERE = re.compile(
    r"《[^》]{2,80}》|第\s?\d+(?:[-–—]\d+)?\s?[页頁]|同上|参见|參見|出版社|\s//\s|\bС\. ?\d|\bص ?\d|المرجع نفسه|(?:^|\s)انظر|\b[Ee]bd\.|\bS\. \d"
)
"""How references read in scripts and languages of other habits."""
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


@lru_cache(maxsize=256)
def likeness(text: str) -> float:
    """How much a text without a label reads as a reference; 3 is likely, 4 and more nearly sure."""
    score = 0.0
    body = URL.sub("", text)
    if url := URL.search(text):
        score += 1.5 + (1.0 if url.end() >= len(text.rstrip()) - 1 else 0.0)
    start = text.lstrip(" *_")
    if start[:1] in '"“«„‘':
        score += 0.5
    if QUOTED_TITLE.match(start):
        score += 2.0
    elif AUTHOR_TITLE.match(start):
        score += 1.5
    if BOOKISH.search(body):
        score += 1.5
    elif CITED.search(body):
        score += 1.0
    if "," in body and 4 <= words(body) <= 30 and title_case(body) > 0.6:
        score += 0.7
    if AUTHOR_SAYS.match(start):
        score += 1.5
    if YEAR.search(body):
        score += 0.5
    score += min(3.0, 1.5 * len(ELSEWHERE.findall(body)))
    if SPEECH.search(body):
        score -= 3.0
    if words(body) > 60:
        score -= 1.5
    return score - max(0, sentences(body) - 2)
