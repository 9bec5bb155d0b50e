# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Notes on authors: `Jane Doe is a senior fellow at …`."""

from __future__ import annotations

import re

from briefing.ingest.front import POST, ROLE
from briefing.ingest.names import split_names
from briefing.ingest.words import words

NAMES = (
    r"(?:(?:[^\W\d_a-z][\w.'’-]*|de|da|van|von|der|den|bin|ibn|al-\w+|el|la|del|di|du|le)\s+){1,5}[^\W\d_a-z][\w'’-]+"
)
NOBODY = re.compile(
    r"(?:admin(?:istrator)?|web ?master|editor(?:s|ial)?(?: team| staff)?|staff(?: writer| reporter)?|guest(?: author)?|anonymous|unknown|none|n/?a|user|owner|root|author|the editors?|newsroom|web ?desk|redaktion|redacción|редакция|default|super user|wordpress|test"
    r"|(?:microsoft|apache|adobe|google|libre ?office|open ?office|pandoc|latex)\b.*|.*\.(?:com|org|net)|[a-z]+\d+|[\W\d_]*|\w)",
    re.I,
)
"""What stands for an author in a file's metadata, and is none: a role, a program, a site."""
BIO = re.compile(
    rf"(?i:about the authors?\s*[:.–—-]?\s*)?(?i:the (?:author|writer)s?,?\s+)?(?P<names>(?:(?:dr|prof|professor|amb|ambassador|gen|col)\.?\s+)?{NAMES}(?:,?\s+(?:and|&)\s+(?:(?:dr|prof)\.?\s+)?{NAMES})*)"
    rf"(?:\s*\([^)]{{1,60}}\))?,?\s+(?P<verb>is|are|was|serves|works?|teaches|holds|has (?:been|written|worked|covered|reported)|writes|covers|reports|lectures|researches|specialises|specializes|leads|heads|directs|joined|studied|edits|est|sont|es|son|ist|sind|è|lehrt|arbeitet|leitet|forscht|enseigne|dirige|travaille|enseña|trabaja)\b"
)
BIO_DASH = re.compile(rf"(?P<names>{NAMES})(?:\s*\([^)]{{1,60}}\))?\s*[–—-]\s?(?P<post>.{{4,}})")
"""`Ольга Иванова – научный сотрудник …`: without a verb."""
HEAD = re.compile(
    r"(?:about|meet) the (?:authors?|writers?|contributors?)|author(?:'s|’s|s)?(?: (?:bio(?:graphy)?|note|information|profile))?|(?:notes? on )?(?:the )?contributors?|über (?:den autor|die autorin)|à propos de l['’]auteur|sobre (?:el autor|la autora)|об авторе",
    re.I,
)


def is_bio(text: str) -> bool:
    """Whether a text reads as a note on its author."""
    if words(text) > 120:
        return False
    start = text.lstrip(" *_[(—–-•·#")
    match = BIO.match(start)
    if match is None:
        dash = BIO_DASH.match(start)
        return dash is not None and bool(split_names(dash["names"])) and bool(POST.search(dash["post"][:60]))
    rest = " ".join(start[match.end() :].split()[:30])
    return bool(
        ROLE.search(rest)
        or POST.search(rest)
        or re.match(r"(?:teaches|writes|covers|reports|lectures|researches|specialis|specializ)", match["verb"])
    )
