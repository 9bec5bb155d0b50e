# ruff: noqa: E501 - messages read best on one line
"""What adding an original makes: new contents of files, and what to say about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from briefing.adding.skeleton import Rights, skeleton
from briefing.adding.works import fact, find_match, propose_entry, propose_key
from briefing.codes import report
from briefing.library.bibtex import parse_bibtex
from briefing.library.names import key_problem
from briefing.model import Document, Place
from briefing.problems import Problem

BIBLIOGRAPHY = "references.bib"


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written; no files where a problem forbids it."""

    key: str
    files: Mapping[str, str] = field(default_factory=dict)
    """Path, relative to the project, → the file's whole new text."""
    said: tuple[str, ...] = ()
    """What was found and done, a line each."""
    problems: tuple[Problem, ...] = ()


def add(
    document: Document, bibliography: str, sources: Collection[str], key: str | None = None, rights: Rights = "digest"
) -> Addition:
    """A source from a document, its entry appended to the bibliography unless it has one there; pure.

    `bibliography` is the text of references.bib (may be empty), `sources` the keys that have a file in sources/, `key`
    the key wished for, which is obeyed (else the entry's, or one made of author and year). Nothing that is there is ever overwritten.
    """
    place = Place(document.name)
    if not document.paragraphs and rights != "record":
        return Addition(
            key or "", problems=(report("E703", place, "Nothing was found in the file that could be digested."),)
        )
    entries, _ = parse_bibtex(bibliography, BIBLIOGRAPHY)
    match = find_match(document, entries)
    wished = key or (match[0].key if match else propose_key(document, [*(e.key for e in entries), *sources]))
    if trouble := key_problem(wished):
        return Addition(
            wished, problems=(report("E704", place, f"The key `{wished}` can't be used: {trouble}.", found=wished),)
        )
    problems: list[Problem] = []
    said: list[str] = []
    named = next((e for e in entries if e.key.casefold() == wished.casefold()), None)
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
    if wished.casefold() in {s.casefold() for s in sources}:
        return Addition(
            wished, problems=(report("E705", Place(path), f"{path} is there already; nothing was overwritten."),)
        )
    files = {path: skeleton(document, rights)}
    if named is None:
        files[BIBLIOGRAPHY] = _appended(bibliography, propose_entry(document, wished))
        said.append(f"references.bib: an entry `{wished}` was proposed; read it over.")
    else:
        said.append(f"references.bib: the entry `{wished}` was there and is left as it is.")
    said.append(f"{path}: started, with {_counted(document, rights)}.")
    return Addition(wished, files, tuple(said), tuple(problems))


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
