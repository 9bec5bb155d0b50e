# ruff: noqa: E501 - messages read best on one line
"""What adding an original makes: new contents of files, and what to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from briefing.adding.skeleton import Rights, skeleton
from briefing.adding.works import Known, fact, find_match, propose_entry, propose_key
from briefing.codes import report
from briefing.library.bibtex import BibEntry, parse_bibtex
from briefing.library.names import key_problem
from briefing.model import Document, Place
from briefing.problems import Problem

BIBLIOGRAPHY = "references.bib"


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written; no files where a problem forbids it, of the document's own or of the addition's."""

    key: str
    files: Mapping[str, str] = field(default_factory=dict)
    """Path, relative to the project, → the file's whole new text."""
    said: tuple[str, ...] = ()
    """What was found and done, a line each."""
    problems: tuple[Problem, ...] = ()


class Shelf:
    """What a project has already: read once, and told of each source that is added."""

    def __init__(self, bibliography: str, sources: Iterable[str]) -> None:
        """`bibliography` is the text of references.bib (may be empty), `sources` the keys that have a file in sources/."""
        self.bibliography = ""
        self.entries: list[Known] = []
        self.by_key: dict[str, BibEntry] = {}
        """Key in lower case → entry."""
        self.sources = {key.casefold() for key in sources}
        self.taken = set(self.sources)
        """Keys that a new source can't have, in lower case."""
        self._extend(bibliography)

    def _extend(self, text: str) -> None:
        """Reads what stands in the bibliography behind what is known of it."""
        above = self.bibliography.count("\n")
        for entry in parse_bibtex(text, BIBLIOGRAPHY)[0]:
            entry = replace(entry, place=Place(entry.place.path, entry.place.line + above))
            self.entries.append(Known(entry))
            self.by_key.setdefault(entry.key.casefold(), entry)
            self.taken.add(entry.key.casefold())
        self.bibliography += text

    def take(self, made: Addition) -> None:
        """Takes up what was written."""
        self.sources.add(made.key.casefold())
        self.taken.add(made.key.casefold())
        text = made.files.get(BIBLIOGRAPHY)
        if text is None:
            return
        if not text.startswith(self.bibliography):
            self.bibliography = ""
            self.entries.clear()
            self.by_key.clear()
        self._extend(text[len(self.bibliography) :])


def add(
    document: Document, bibliography: str, sources: Iterable[str], key: str | None = None, rights: Rights = "digest"
) -> Addition:
    """The same for one document alone; `bibliography` is the text of references.bib, `sources` the keys of sources/."""
    return add_to(Shelf(bibliography, sources), document, key, rights)


def add_to(shelf: Shelf, document: Document, key: str | None = None, rights: Rights = "digest") -> Addition:
    """A source from a document, its entry appended to the bibliography unless it has one there; pure.

    `key` is the key wished for, which is obeyed (else the entry's, or one made of author and year). Nothing that is
    there is ever overwritten.
    """
    place = Place(document.name)
    if is_absent(document):
        return Addition(key or "")
    if not document.paragraphs and rights != "record":
        told = any(problem.fails for problem in document.problems)  # its reader has said why
        empty = report("E703", place, "Nothing was found in the file that could be digested.")
        return Addition(key or "", problems=() if told else (empty,))
    match = find_match(document, shelf.entries)
    wished = key or (match[0].key if match else propose_key(document, shelf.taken))
    if trouble := key_problem(wished):
        return Addition(
            wished, problems=(report("E704", place, f"The key `{wished}` can't be used: {trouble}.", found=wished),)
        )
    problems: list[Problem] = []
    said: list[str] = []
    named = shelf.by_key.get(wished.casefold())
    if (
        named is not None
        and (match is None or match[0].key != named.key)
        and not _may_be(named.fields.get("title", ""))
    ):
        shown = named.fields.get("title", "").strip("{}")
        message = (
            f"The entry `{named.key}` has another title than the file; it was taken as you said, and left as it is."
        )
        problems.append(report("E706", named.place, message, expected=document.title or "no title", found=shown))
    elif match is not None and named is None:
        message = f"The work may stand in references.bib already, as `{match[0].key}` (known by {match[1]}); `{wished}` was added as you said."
        problems.append(report("E707", match[0].place, message, found=wished))
    path = f"sources/{wished}.md"
    if wished.casefold() in shelf.sources:
        return Addition(
            wished, problems=(report("E705", Place(path), f"{path} is there already; nothing was overwritten."),)
        )
    files = {path: skeleton(document, rights)}
    if named is None:
        files[BIBLIOGRAPHY] = _appended(shelf.bibliography, propose_entry(document, wished))
        said.append(f"references.bib: an entry `{wished}` was proposed; read it over.")
    else:
        said.append(f"references.bib: the entry `{wished}` was there and is left as it is.")
    said.append(f"{path}: started, with {_counted(document, rights)}.")
    return Addition(wished, files, tuple(said), tuple(problems))


def is_absent(document: Document) -> bool:
    """Whether there is no file that could be read, so that not even its metadata can be asked for."""
    return any(problem.code == "E701" for problem in document.problems)


def findings(document: Document) -> tuple[str, ...]:
    """What ingest found in a document, a line each."""
    dropped: dict[str, int] = {}
    for piece in document.dropped:
        dropped[piece.rule] = dropped.get(piece.rule, 0) + 1
    rows = [
        f"title: {document.title or 'none found'}",
        f"byline: {', '.join(document.byline) or 'none found'}",
        f"date: {document.date or 'none found'}",
    ]
    rows += [f"publisher: {publisher}"] if (publisher := fact(document, "publisher")) else []
    rows.append(
        ", ".join(
            (
                _count(len(document.paragraphs), "paragraph"),
                _count(len(document.headings), "heading"),
                _count(len(document.notes), "note"),
            )
        )
    )
    if dropped:
        rows.append("left out: " + ", ".join(f"{rule} ({count})" for rule, count in sorted(dropped.items())))
    account = document.account
    rows.append(
        f"characters: {account.input} = {account.kept} kept + {account.moved} moved + {account.dropped} dropped"
    )
    return tuple(rows)


def _may_be(title: str) -> bool:
    """Whether an entry has no title yet, and so may be the one that the desk made for this original."""
    return not title.strip("{} ")


def _appended(bibliography: str, entry: str) -> str:
    return f"{bibliography.rstrip()}\n\n{entry}" if bibliography.strip() else entry


def _counted(document: Document, rights: Rights) -> str:
    if rights == "record":
        return "its metadata only"
    what = "the text of" if rights == "full" else "numbers for"
    return f"{what} {_count(len(document.paragraphs), 'paragraph')}, and {_count(len(document.notes), 'note')}"


def _count(n: int, what: str) -> str:
    """`1 note`, `2 notes`."""
    return f"{n} {what}{'s' * (n != 1)}"
