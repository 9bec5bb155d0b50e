# ruff: noqa: E501 - markup reads best on one line
"""Sets made-up documents as PDFs with Typst: one or two columns, notes at the foot or the end, heads, feet, hyphenation."""

from __future__ import annotations

import json
import random
import re
import tempfile
from pathlib import Path

import typst

from tests.generator import vocabulary as v
from tests.generator.damage import _date, _names
from tests.generator.truth import Item, Truth
from tests.generator.writing import write

MARK = re.compile(r"(?:\[\^\d+\])+")
URL = re.compile(r"https?://\S+[^\s.,;)]")
FONTS = ("Libertinus Serif", "Libertinus Serif", "New Computer Modern")
KINDS = ("one-column", "two-column", "report", "endnotes", "ragged", "slides-like")


def _text(text: str) -> str:
    """Text as a Typst string, which shows it as it stands."""
    return "#" + json.dumps(text, ensure_ascii=False) + ";"


class Paper:
    """Sets one document; everything it does follows from the document's seed."""

    def __init__(self, seed: int, kind: str | None) -> None:
        self.truth, self.w = write(seed)
        self.rng: random.Random = self.w.rng
        self.kind = kind or self.rng.choice(KINDS)
        self.end = self.kind == "endnotes"
        self.numbered = self.rng.choice((True, True, False))

    def paragraph(self, text: str) -> str:
        out, at = [], 0
        for match in MARK.finditer(text):
            out.append(self._typed(text[at : match.start()]))
            numbers = [int(n) for n in re.findall(r"\d+", match.group())]
            out.append(
                "".join(self._call(n) for n in numbers) if not self.end else f"#super[{','.join(map(str, numbers))}]"
            )
            at = match.end()
        return "".join([*out, self._typed(text[at:])])

    def _call(self, n: int) -> str:
        return f"#footnote[{self._note(self.truth.notes[n])}]"

    def _note(self, text: str) -> str:
        """A note's text, its address set as one."""
        match = URL.search(text)
        if match is None:
            return _text(text)
        return (
            _text(text[: match.start()])
            + f"#link({json.dumps(match.group())});"
            + (_text(text[match.end() :]) if text[match.end() :] else "")
        )

    def _typed(self, text: str) -> str:
        words = re.split(r"( )", text)
        out, plain = [], ""
        for word in words:
            if len(word) > 5 and word.isalpha() and self.rng.random() < 0.015:
                out += [_text(plain) if plain else "", f"#{self.rng.choice(('emph', 'strong'))}[{_text(word)}]"]
                plain = ""
            else:
                plain += word
        return "".join([*out, _text(plain) if plain else ""])

    def item(self, item: Item) -> str:
        if item.kind == "heading":
            return f"#heading(level: {item.level})[{_text(item.text)}]"
        return self.paragraph(item.text) + "\n"

    def chrome(self, text: str) -> str:
        self.truth.chrome.append(text)
        return _text(text)

    def front(self) -> str:
        t, rng, w = self.truth, self.rng, self.w
        out = []
        if t.title is None:
            return ""
        if rng.random() < 0.5:
            out.append(f"#text(size: 9pt)[{self.chrome(w.pick(v.SERIES))}]\n\n")
        centred = rng.random() < 0.5
        size = rng.choice((16, 18, 20, 24))
        out.append(
            f'#par(justify: false)[#text(size: {size}pt, weight: "{rng.choice(("bold", "regular"))}", hyphenate: false)[{_text(t.title)}]]\n\n'
        )
        if t.byline:
            out.append(f"{_text(rng.choice(('By ', '')) + _names(t.byline))}\n\n")
            if rng.random() < 0.4:
                out.append(f"#emph[{self.chrome(w.pick(v.INSTITUTES))}]\n\n")
        if t.date:
            out.append(f"{_text(_date(t, rng))}\n\n")
        body = "".join(out)
        return f"#align(center)[{body}]" if centred else body

    def notes(self) -> str:
        if not self.end or not self.truth.notes:
            return ""
        head = self.rng.choice(("Notes", "Endnotes", "References"))
        self.truth.chrome.append(head)
        size = self.rng.choice((8, 9, 10))
        form = self.rng.choice(("#super[{}] ", "{}. ", "[{}] "))
        rows = []
        for n, text in self.truth.notes.items():
            label = form.format(n).replace("[" + str(n) + "] ", f"[{n}] ") if "super" in form else _text(form.format(n))
            rows.append(f"#par[{label}{self._note(text)}]\n\n")
        return f"#heading(level: 2)[{head}]\n#text(size: {size}pt)[{''.join(rows)}]"

    def source(self) -> str:
        rng, w = self.rng, self.w
        two = self.kind == "two-column"
        size = rng.choice((9.5, 10, 10, 11))
        head = rng.choice(
            (
                w.pick(v.JOURNALS),
                (self.truth.title or w.title())[:60],
                f"{w.pick(v.JOURNALS)} | {rng.randint(2001, 2020)}",
                "",
            )
        )
        foot = rng.choice((
            "#counter(page).display()", "— #counter(page).display() —", "#counter(page).display() / #counter(page).final().first()",
            "Page #counter(page).display() of #counter(page).final().first()",
        ))  # fmt: skip
        if head:
            self.truth.chrome.append(head)
        indent = rng.random() < 0.5
        justify = self.kind != "ragged" and rng.random() < 0.85
        first_head = rng.random() < 0.5
        header = (
            f"context {{ if {str(first_head).lower()} or counter(page).get().first() > 1 [{_text(head)}] }}"
            if head
            else "none"
        )
        spacing = "0.65em" if indent else "1.2em"
        styles = rng.choice(
            (
                "#show heading: set text(size: 1.15em)",
                "#show heading: set text(size: 1em)",
                '#show heading: set text(size: 1.3em, weight: "regular")',
                "",
            )
        )
        front = self.front()
        if two and front:
            front = f'#place(top, scope: "parent", float: true)[{front}]'
        items = "\n".join(self.item(i) for i in self.truth.items)
        return f"""
#set page(paper: "{rng.choice(("a4", "a4", "us-letter", "a5"))}", columns: {2 if two else 1}, margin: {rng.choice(("2cm", "2.5cm", "1.8cm"))}, footer: context align({rng.choice(("center", "right", "left"))})[{foot}], header: {header})
#set text(font: "{rng.choice(FONTS)}", size: {size}pt, hyphenate: {str(rng.random() < 0.8).lower()}, lang: "en", ligatures: {str(rng.random() < 0.7).lower()})
#set par(justify: {str(justify).lower()}, first-line-indent: {"(amount: 1.5em, all: " + rng.choice(("true", "false")) + ")" if indent else "0pt"}, spacing: {spacing})
#set footnote.entry(gap: {rng.choice(("0.5em", "0.8em"))})
{styles}
{front}

{items}
{self.notes()}
"""


def paper(seed: int, kind: str | None = None) -> tuple[bytes, Truth, str]:
    """A made-up document as a PDF, the truth about it, and the kind of its layout."""
    setter = Paper(seed, kind)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text(setter.source(), encoding="utf-8")
        data = typst.compile(str(source), root=folder, ignore_system_fonts=True)
    assert isinstance(data, bytes)
    return untagged(data), setter.truth, setter.kind


def untagged(data: bytes) -> bytes:
    """The same without its structure tree, as four of five PDFs are."""
    return data.replace(b"/StructTreeRoot", b"/StrippedOfTags")
