# ruff: noqa: E501 - messages read best on one line
"""The work that an original is: which entry of references.bib it has already, or the entry to propose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import count
from urllib.parse import urlsplit

from briefing.library.bibtex import BibEntry
from briefing.library.names import key_problem
from briefing.model import Document

ALIKE = 0.9
"""How alike two titles must be to be one, 0 to 1."""
SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
           "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip
LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese",
             "ru": "russian", "ar": "arabic", "fa": "persian", "tr": "turkish", "uk": "ukrainian", "nl": "dutch",
             "pl": "polish"}  # fmt: skip
REPORT = re.compile(r"\b(?:report|brief(?:ing)?|memo(?:randum)?|(?:working|policy|occasional|discussion|background) paper|note)\b", re.I)  # fmt: skip
BODY = re.compile(r"\b(?:academy|agency|alliance|assembly|association|authority|bank|board|bureau|cent(?:er|re)|chamber|coalition|commission|committee|conference|congress|council|court|department|directorate|embassy|federation|forum|foundation|fund|government|group|institut(?:e|o|ion|ut)?|laboratory|league|ministry|network|office|organi[sz]ation|parliament|press|secretariat|senate|society|trust|union|universit\w+)\b", re.I)  # fmt: skip
"""Words that tell an institution from a person in a byline."""
METADATA = ("html:", "json-ld", "pdf:", "docx:", "odt:", "epub:")
"""Origins of what only a file's own metadata say."""
FAMILY = re.compile(
    r"(?<!\S)(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|ten)\s+){1,4}\S+$", re.I
)


def fact(document: Document, field: str) -> str:
    """The first value of a kind of metadata; empty where there is none."""
    return next((m.value for m in document.metadata if m.field == field and m.value.strip()), "")


@dataclass(frozen=True)
class Known:
    """An entry of references.bib, with what documents are compared with: made once."""

    entry: BibEntry

    @cached_property
    def address(self) -> str:
        """Its address, as addresses are compared."""
        return _address(self.entry.fields.get("url", ""))

    @cached_property
    def title(self) -> str:
        """Its title, as titles are compared."""
        return _plain(self.entry.fields.get("title", ""))

    @cached_property
    def date(self) -> str:
        """Its date or year as written."""
        return self.entry.fields.get("date", self.entry.fields.get("year", ""))

    @cached_property
    def authors(self) -> frozenset[str]:
        """The last words of its authors' family names."""
        names = re.split(r"(?<!\s)\s+and\s+", self.entry.fields.get("author", ""))
        return frozenset(_plain(name.split(",")[0]).split(" ")[-1] for name in names if name)


def find_match(document: Document, entries: Iterable[Known]) -> tuple[BibEntry, str] | None:
    """The entry that is the same work, and by what it was known: its address, its title, or author, year and title."""
    address = _address(fact(document, "url"))
    title = _plain(document.title or "")
    families = {_plain(_family(name).casefold()).split(" ")[-1] for name in document.byline}
    close: tuple[BibEntry, str] | None = None
    for known in entries:
        if address and address == known.address:
            return known.entry, "its address"
        if not (title and known.title and _same_issue(document.date or "", known.date)):
            continue
        if _same_title(title, known.title):
            return known.entry, "its title"
        dated = document.date and known.date and _same_figures(title, known.title)
        if dated and families & known.authors and SequenceMatcher(None, title, known.title).ratio() > 0.6:
            close = close or (known.entry, "author, year and a similar title")
    return close


def _same_issue(ours: str, theirs: str) -> bool:
    """Whether two dates (EDTF) may be of one work: a report of another year, quarter or month is another report."""
    if not ours or not theirs:
        return True
    size = min(len(ours), len(theirs), 7)
    return ours[:size] == theirs[:size]


def _same_figures(a: str, b: str) -> bool:
    """Whether two titles have the same figures, those of a subtitle aside: `Outlook 2023` is not `Outlook 2024`."""
    short, long = sorted((a, b), key=len)
    rest = long.removeprefix(short).split()
    if len(rest) > 1 and long.startswith(short + " "):
        long = short
    return re.findall(r"\d+", short) == re.findall(r"\d+", long)


def _same_title(a: str, b: str) -> bool:
    """Whether two titles are one: alike, or the one is the other without its subtitle."""
    if not _same_figures(a, b):
        return False
    short, long = sorted((a, b), key=len)
    subtitled = len(short.split()) >= 4 and long.startswith(short + " ")
    if subtitled or 2 * len(short) < ALIKE * (len(a) + len(b)):  # so different in length, they are not alike
        return subtitled
    return SequenceMatcher(None, a, b).ratio() >= ALIKE


def _plain(text: str) -> str:
    """A text without LaTeX, accents, case and marks."""
    text = unicodedata.normalize("NFKD", re.sub(r"\\[a-zA-Z]+\s?|[\\{}$]", "", text))
    kept = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", kept).strip().casefold()


def _address(url: str) -> str:
    """An address without what differs between copies of it."""
    parts = urlsplit(url.replace("\\", "").strip())
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}" if parts.netloc else ""


def propose_key(document: Document, taken: Container[str]) -> str:
    """`voss2019`: the first author's family name (else the publisher's or title's first word) and the year; not among `taken`,
    which are in lower case."""
    if document.byline:
        word = _family(document.byline[0]).split(" ")[-1]
    else:
        words = re.findall(r"\w{4,}", fact(document, "publisher") or document.title or "")
        word = str(words[0]) if words else "anon"
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    base: str = re.sub(r"[^a-z0-9]", "", plain) or "anon"
    base += (document.date or "")[:4] if (document.date or "")[:4].isdigit() else ""
    suffixes: list[str] = ["", *"bcdefghijklmnopqrstuvwxyz"]
    for suffix in suffixes:
        if base + suffix not in taken and not key_problem(base + suffix):
            return base + suffix
    return next(key for n in count(2) if (key := f"{base}-{n}") not in taken)


def propose_entry(document: Document, key: str) -> str:
    """A BibLaTeX entry of what the original says of itself; authors whom only the file's metadata name are a comment."""
    kind, fields = _kind(document)
    rows: list[tuple[str, str]] = []
    authors = " and ".join(_inverted(name) for name in document.byline)
    printed = _prints_author(document)
    unsure = f"% Not printed, named by the file's metadata alone; to be confirmed: author = {{{authors}}}\n"
    if authors and printed:
        rows.append(("author", authors))
    editors = [m.value for m in document.metadata if m.field == "editor"]
    if editors:
        rows.append(("editor", " and ".join(dict.fromkeys(_inverted(name) for name in editors))))
    rows.append(("title", f"{{{escaped(document.title or f'[Untitled: {key}]')}}}"))
    rows += fields
    if document.date:
        rows.append(("date", document.date))
    if (url := fact(document, "url")).startswith("http"):
        rows.append(("url", re.sub(r"[{}\\\s]", "", url)))
    language = fact(document, "language")[:2].lower()
    if language in LANGUAGES:
        rows.append(("langid", LANGUAGES[language]))
    width = max(len(name) for name, _ in rows)
    body = "".join(f"  {name:<{width}} = {{{value}}},\n" for name, value in rows)
    return f"{unsure if authors and not printed else ''}@{kind}{{{key},\n{body}}}\n"


def _prints_author(document: Document) -> bool:
    """Whether the copy itself names its author, be it in a piece that was left out."""
    if any(m.field == "byline" and not m.origin.startswith(METADATA) for m in document.metadata):
        return True
    texts = [p.text for p in document.paragraphs] + [d.text for d in document.dropped]
    return any(name in text for name in document.byline for text in texts)


def _kind(document: Document) -> tuple[str, list[tuple[str, str]]]:
    """The entry's type, and the fields that say where the work appeared."""
    publisher, series = fact(document, "publisher"), fact(document, "series")
    number = re.search(r"(?:no\.?|nr\.?|№)\s*(\d[\w/-]*)|\s(\d+)$", series, re.I)
    if REPORT.search(series):
        label = re.sub(r"(?<!\s)\s*(?:(?:no\.?|nr\.?|№)\s*)?\d[\w./-]{0,30}\s*$", "", series, flags=re.I).strip()
        rows = [("type", escaped(label.title() if label.isupper() else label))] if label else []
        rows += [("number", escaped(number[1] or number[2]))] if number else []
        rows += [("institution", f"{{{escaped(publisher)}}}")] if publisher else []
        return "report", rows
    if fact(document, "url") or any(m.origin.startswith("html:") for m in document.metadata):
        return "online", [("organization", f"{{{escaped(publisher)}}}")] if publisher else []
    if publisher:
        return "report", [("institution", f"{{{escaped(publisher)}}}")]
    return "misc", []


def escaped(text: str) -> str:
    """Text as BibTeX that shows it as it stands."""
    return "".join(SPECIAL.get(char, char) for char in " ".join(text.split()))


def _family(name: str) -> str:
    match = FAMILY.search(name)
    return match.group() if match and match.start() else name.split(" ")[-1]


def _inverted(name: str) -> str:
    """`Voss, Marta`; a name in one word stays, and an institution's, both in braces, so that they stay whole."""
    if BODY.search(name):
        return f"{{{escaped(name)}}}"
    name = escaped(name)
    family = _family(name)
    given = name[: -len(family)].strip()
    return f"{family}, {given}" if given else f"{{{name}}}"
