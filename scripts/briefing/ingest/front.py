# ruff: noqa: E501 - patterns and lists of words read best as they are
"""What stands before the text: where it ends, and the kinds of lines in it."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft, Part
from briefing.ingest.imprint import is_imprint
from briefing.ingest.words import cut_off, ends, prose, sentences, words

LABEL = re.compile(
    r"""\W*(?:(?:special|weekly|monthly|daily|research|expert|guest|in-depth|country|regional|technical|quarterly|annual|strategic|public|our)\s+)*
    (?:issue|policy|research|working|discussion|occasional|briefing|background|position|white|conference|analysis)?\s*
    (?:brief(?:ing)?s?|memo(?:randum)?|papers?|reports?|notes?|analys[ie]s|commentary|opinions?|op-ed|editorial|features?|essays?|insights?|perspectives?|
    news|interviews?|reviews?|bulletin|blogs?(?:\ post)?|dispatch(?:es)?|long\ read|explainer|press\ release|backgrounder|factsheet|fact\ sheet|
    newsletter|columns?|viewpoints?|views|world|politics|business|economy|culture|science|society|publications?|articles?|series|exclusive)
    (?:\s*(?:no|nr|issue|vol|volume|\#|№)\.?\s*\d[\w./-]*|\s+\d{1,4}(?:/\d{1,4})?)?(?:\s*[|•·,–—-]\s*.{0,60})?\W*""",
    re.I | re.X,
)
SERIES = re.compile(r".{0,100}\b(?:no|nr|issue|vol|volume|№|number)\b\.?\s*\d[\w./-]*.{0,60}", re.I)
INSTITUTION = re.compile(
    r"\b(?:institut\w*|universit\w*|cent(?:er|re|rum|ro)|zentrum|college|ministry|foundation|stiftung|council|department|faculty|school|agency|society|"
    r"association|academy|programme?|office|bureau|laboratory|observatory|commission|committee|trust|museum|library|forum|network|initiative|think ?tank|"
    r"group|organi[sz]ation|union|desk|unit|team|project|division|section|series|press|journal|gazette|chronicle|tribune|herald|magazine|институт|университет|центр|академия|фонд)\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:(?:research|senior|junior|associate|assistant|visiting|non-?resident|staff|chief|deputy|managing|contributing|guest|special|foreign|science|political)\s+)*"
    r"(?:associate|fellow|professor|lecturer|researcher|analyst|director|correspondent|writer|reporter|editor|columnist|candidate|scholar|adviser|advisor|"
    r"consultant|economist|historian|scientist|engineer|coordinator|head of|intern|officer|ambassador|journalist|president|chair(?:man|woman)?|manager|specialist|expert)\b",
    re.I,
)
GENERIC = re.compile(
    r"(?:\d+\.?\s*|[ivx]+\.\s*)?(?:introduction|background|summary|executive summary|overview|abstract|preface|foreword|context|key (?:points|findings|takeaways|messages|judg(?:e)?ments)|"
    r"at a glance|highlights|main points|einleitung|zusammenfassung|resumen|introducción|résumé|введение|резюме|аннотация|مقدمة|مقدمه|چکیده)\W*",
    re.I,
)
ADDRESS = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th) floor|floor \d|suite \d|room \d|p\.?\s?o\.? box \d|\d{1,5}[a-z]?(?:[-–]\d{1,5})? (?:[\w.'’-]+ ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|square|drive|way|place|plaza|quay|row|terrace|court)\b|(?:rue|avenue|place|calle|via|viale|platz|ulitsa|ул\.) .{3,40}\d"
    r"|[^\W\d_]+(?:straße|strasse|str\.|gasse|platz|weg|straat|gatan) \d)|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|(?:phone|tel|fax|telephone|e-?mail)\b\.?\s*[:+(]",
    re.I,
)
"""Where a body sits, and how it is called."""
MOST_FRONT = 60
"""Parts before the text at most."""
NUMBER = re.compile(r"\d+")


def key_of(text: str) -> str:
    """A line without its figures, case and marks: what its repetitions have in common."""
    return re.sub(r"[\W_]+", " ", NUMBER.sub("", text)).strip().lower()


def front_of(draft: Draft) -> list[int]:
    """Indices of open parts before the text, and of the first short piece of text, which may be a standfirst.

    A short piece of text belongs to the front too where a byline, a date, a credit or the title again stands below it.
    """
    found: list[int] = []
    front: list[int] = []
    texts = 0
    for i, part in enumerate(draft.parts[:MOST_FRONT]):
        if part.role == "note":
            continue
        if part.role in ("dropped", "metadata"):
            front = (
                found[:]
                if texts and part.rule in ("credit", "share-buttons", "reading-time", "byline", "date")
                else front
            )
            continue
        if part.role == "heading" and texts:
            break
        if part.role == "text" and is_text(part) and part.kind != "title" and not is_imprint(part.text):
            texts += 1
            if texts == 1:
                front = [*found, i] if _short_text(part) else found[:]
            if texts > 2 or not _short_text(part):
                break
        elif texts and (
            is_imprint(part.text)
            or (key_of(part.text) in {key_of(draft.parts[j].text) for j in found} and words(part.text) > 2)
        ):
            front = [*found, i]
        found.append(i)
    return front if texts else found


def is_one_of_many(parts: list[Part], i: int) -> bool:
    """Whether a short line comes again further down with another number: `Article 1`, which heads a section."""
    key = key_of(parts[i].text)
    return bool(NUMBER.search(parts[i].text)) and any(
        key_of(part.text) == key and part.text != parts[i].text
        for part in parts[i + 1 :]
        if part.open and len(part.text) <= len(parts[i].text) + 3
    )


def is_text(part: Part) -> bool:
    """Whether a part is running text, perhaps a standfirst."""
    return prose(part.text) and (
        ends(part.text)
        or (part.text.rstrip().endswith(":") and words(part.text) > 6)
        or words(part.text) > 20
        or (cut_off(part.text) and words(part.text) > 14)
    )


def _short_text(part: Part) -> bool:
    return words(part.text) <= 60 and sentences(part.text) <= 2
