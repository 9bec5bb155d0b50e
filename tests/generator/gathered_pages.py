# ruff: noqa: E501 - templates read best on one line
"""How the third make of documents is laid out and damaged: lines, pages, heads and feet, calls and notes, wear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from tests.generator.truth import Truth

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIGATURES = (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
WIDE_SCRIPTS = {"zh"}
VOWELS = "aeiouyäöüéèàêаеиоуыэюяё"


@dataclass
class Look:
    """How a copy looks; drawn once a document."""

    width: int
    """Of a line in characters; 0 where paragraphs are unbroken."""
    gap: str
    """What parts paragraphs: `blank`, `indent`, `none`."""
    hyphens: bool
    call: str
    label: str
    notes: str
    """Where they stand: `foot`, `end` or `headed` (the end, under a heading)."""
    page: int
    """Lines of a page; 0 where there are none."""
    head: str
    number: str
    feed: bool
    glue: str
    """What joins words: a space, or nothing in Chinese."""
    wear: frozenset[str] = field(default_factory=frozenset)

    @staticmethod
    def drawn(rng: Random, kind: str, code: str) -> Look:
        web = kind in {"news", "interview", "release"} and rng.random() < 0.7
        wide = code in WIDE_SCRIPTS
        width = 0 if web or rng.random() < 0.3 else (rng.randint(28, 44) if wide else rng.randint(46, 98))
        if kind == "standard":
            width = 72
        gap = "blank" if not width or kind == "standard" else rng.choice(("blank", "blank", "blank", "indent", "none"))
        page = 0 if web else (rng.randint(28, 50) if rng.random() < 0.65 or kind == "standard" else 0)
        labels = ("{n} ", "{n}. ", "[{n}] ", "({n}) ", "{r} ", "{n}\n", "{r}", "{n}\t", "{n}) ")
        calls = ("{n}", "{n}", "{r}", "{r}", "[{n}]", "[{n}]", "({n})", " {r}", "^{n}")
        return Look(
            width, gap, bool(width) and not wide and code != "ar" and rng.random() < 0.5, rng.choice(calls), rng.choice(labels),
            rng.choice(("foot", "foot", "end", "headed")) if page else rng.choice(("end", "headed")), page,
            rng.choice(("none", "title", "both", "alternate", "figure")) if kind != "standard" else "standard",
            rng.choice(("{n}", "{n}", "- {n} -", "Page {n}", "{n} | {t}", "{n}/{m}", "none")), rng.random() < 0.4, "" if wide else " ",
            frozenset(w for w in ("ligatures", "soft", "nbsp", "straight", "crlf", "trailing", "double", "bom", "quoted", "zero") if rng.random() < (0.15 if w not in {"double", "quoted"} else 0.03)),
        )  # fmt: skip


def laid_out(pieces: list[tuple[str, str]], truth: Truth, look: Look, rng: Random, short: str, notes_head: str) -> str:
    """The copy as text."""
    rows: list[tuple[str, list[int]]] = []
    for at, (kind, text) in enumerate(pieces):
        lines = _lines(kind, text, look, rng)
        tight = at + 1 < len(pieces) and kind == pieces[at + 1][0] and kind in {"front", "wide"} and rng.random() < 0.7
        rows += [(_called(line, look), [int(n) for n in re.findall(r"\[\^(\d+)\]", line)]) for line in lines]
        parted = (
            look.gap == "blank"
            or kind not in {"paragraph", "item"}
            or (at + 1 < len(pieces) and pieces[at + 1][0] not in {"paragraph", "item"})
        )
        if look.gap == "none" and look.width and kind == "heading":
            parted = rng.random() < 0.5
        if parted and not tight:
            rows += [("", [])] * (1 if kind not in {"title", "heading"} or rng.random() < 0.8 else 2)
    lines = _paged(rows, truth, look, rng, short) if look.page else [line for line, _ in rows]
    if look.notes != "foot" and truth.notes:
        if look.notes == "headed":
            lines += ["", notes_head, ""]
            truth.chrome.append(notes_head)
        elif lines[-1:] != [""]:
            lines.append("")
        apart = rng.random() < 0.4
        for n, text in truth.notes.items():
            lines += _note(n, text, look, rng) + ([""] if apart else [])
    return _worn("\n".join(lines).strip("\n") + "\n", truth, look)


def _lines(kind: str, text: str, look: Look, rng: Random) -> list[str]:
    """A piece as lines, with its calls still as `[^n]`."""
    if kind in {"toc", "wide"}:
        return text.split("\n")
    if kind in {"front", "aside", "standfirst"} and len(text) < max(60, look.width):
        return [text]
    if not look.width:
        return [text]
    width = look.width if kind != "title" else rng.choice((look.width, max(24, look.width // 2)))
    first = "   " if look.gap == "indent" and kind == "paragraph" else ""
    later = "      " if kind == "quote" else "   " if kind == "item" and rng.random() < 0.3 else ""
    first = later if kind == "quote" else first
    if kind == "title" and look.width and rng.random() < 0.3:
        return [line.center(look.width).rstrip() for line in _wrapped(text, width - 10, "", "", look, rng)]
    return _wrapped(text, width, first, later, look, rng)


def _wrapped(text: str, width: int, first: str, later: str, look: Look, rng: Random) -> list[str]:
    """Lines no longer than `width`, words broken with hyphens where the copy does so."""
    if not look.glue:
        plain, out = re.findall(r"\[\^\d+\]|[A-Za-z0-9:/.\-–]+|.", text), [""]
        for token in plain:
            if (
                len(out[-1]) + (0 if token.startswith("[^") else len(token)) > width
                and token not in "，。、；：？”》）"
                and not token.startswith("[^")
            ):
                out.append("")
            out[-1] += token
        return out
    out, line = [], first
    for word in text.split(" "):
        size = len(re.sub(r"\[\^\d+\]", "0", word))
        empty = not line.strip()
        if empty or len(line) + 1 + size <= width:
            line += word if empty else " " + word
            continue
        room = width - len(line) - 2
        if look.hyphens and word.isalpha() and len(word) > 7 and room >= 3 and rng.random() < 0.8:
            cut = next(
                (
                    c
                    for c in range(min(room, len(word) - 3), 2, -1)
                    if word[c - 1] in VOWELS and word[c] not in VOWELS and word[c + 1] in VOWELS
                ),
                0,
            )
            if not cut:
                out.append(line)
                line = later + word
                continue
            out.append(f"{line} {word[:cut]}-")
            line = later + word[cut:]
        else:
            out.append(line)
            line = later + word
    return [*out, line]


def _called(line: str, look: Look) -> str:
    def one(match: re.Match[str]) -> str:
        n = match[1]
        return look.call.format(n=n, r=n.translate(RAISED))

    return re.sub(r"\[\^(\d+)\]", one, line)


def _note(n: int, text: str, look: Look, rng: Random) -> list[str]:
    label = look.label.format(n=n, r=str(n).translate(RAISED))
    if not look.width:
        return (label + text).split("\n")
    head, _, rest = label.rpartition("\n")
    body = _wrapped(rest + text, look.width, "", rng.choice(("", "", "   ")), look, rng)
    return [head, *body] if head else body


def _paged(rows: list[tuple[str, list[int]]], truth: Truth, look: Look, rng: Random, short: str) -> list[str]:
    """Rows cut into pages with heads, numbers and the notes of the page at its foot."""
    while rows and not rows[-1][0]:
        rows.pop()
    out: list[str] = []
    total, page, at = max(1, len(rows) // look.page + 1), rng.choice((1, 1, 3, 17)), 0
    start = page
    rule = rng.choice(("", "", "_" * 20, "—————"))
    while at < len(rows):
        feet: list[str] = []
        took: list[str] = []
        while at < len(rows) and len(took) + len(feet) < look.page:
            line, calls = rows[at]
            if took or line:
                took.append(line)
            for n in calls if look.notes == "foot" else ():
                feet += _note(n, truth.notes[n], look, rng)
            at += 1
        while took and not took[-1]:
            took.pop()
        head, foot = _edges(look, short, page, start + total, page == start)
        truth.chrome += [line for line in (*head, *foot) if line]
        blank = [""] if rng.random() < 0.7 else []
        body = [*took, *([""] if feet and rng.random() < 0.7 else []), *([rule] if feet and rule else []), *feet]
        out += ["\f" + (head[0] if head else "")] if look.feed and page > start and head else head[:1]
        out += [*head[1:], *(blank if head else []), *body, *(blank if foot else []), *foot]
        if at < len(rows):
            out += [""] if look.feed or rng.random() < 0.5 or blank else []
        page += 1
    return out


def _edges(look: Look, short: str, page: int, last: int, first: bool) -> tuple[list[str], list[str]]:
    """What stands above and below a page's text."""
    if look.head == "standard":
        left = f"{short}          Informational"
        return ([] if first else [f"{short}{'Ports':^50}March 2004"]), [f"{left:<60}[Page {page}]"]
    number = "" if look.number == "none" else look.number.format(n=page, m=last, t=short)
    head = {
        "title": short,
        "both": short,
        "alternate": short if page % 2 else "Overmere Papers",
        "figure": f"{short}  {page}" if page % 2 else f"{page}  {short}",
    }.get(look.head, "")
    heads = [head] if head and not first else []
    if look.head == "both" and number and not first:
        return [number, *heads], []
    return heads, [number] if number and look.head != "figure" else []


def _worn(text: str, truth: Truth, look: Look) -> str:
    """What programs do to characters and line ends."""
    wear = look.wear
    if "ligatures" in wear:
        for plain, joined in LIGATURES:
            text = text.replace(plain, joined)
    if "straight" in wear:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    if "soft" in wear:
        text = re.sub(r"(?<=[a-zäöü]{4})(?=[a-zäöü]{4})", "\u00ad", text)
    if "zero" in wear:
        text = re.sub(r"(?<=[,;]) ", "\u200b ", text)
    if "nbsp" in wear:
        text = re.sub(r"(?<=\d) (?=\S)", "\u00a0", text)
    if "trailing" in wear:
        text = re.sub(r"(?<=\S)\n", "  \n", text)
    if "double" in wear and look.width and look.gap == "indent":
        text = text.replace("\n", "\n\n")
    if "quoted" in wear:
        text = "".join(f"> {line}\n" for line in text.split("\n"))
    if "crlf" in wear:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if "bom" in wear else "") + text
