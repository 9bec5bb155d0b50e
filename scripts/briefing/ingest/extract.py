# ruff: noqa: E501 - patterns and lists of words read best as they are
"""What a reader returns: the one form between readers and everything after them.

A reader (`readers/text.py`, `html.py`, `pdf.py`, `pandoc.py`) has one function,

    read(data: bytes, name: str) -> Extract

pure, never raising on bad input, never touching the network. It turns a file into **one stream of characters** and
says what it knows about stretches of that stream. All offsets are code points of `Extract.text`, half open.

- **Stream.** `Extract.text` holds every character of the file that a person could read, in reading order, chrome
  included. The account is reckoned against it: each of its characters ends up kept, moved or dropped. A text file's
  stream is the decoded file, unchanged (line ends too). Other readers write the stream themselves: text as it stands,
  `"\n\n"` between blocks, `"\n"` where a line ends within one (lines of a PDF block, `<br>`), and a number of their own
  at a note's call where the file has a real note and prints none.
- **Seen.** `Extract.seen` holds, in any order, every piece of text that the reader got from its parser (text nodes, lines
  of glyphs, runs), before it decided on anything; what of it the stream doesn't hold is reported as an error of ours.
- **Blocks** cut the stream, in order and without overlap. What lies between blocks and is not in `drops` must be
  white space. `kind` says how sure the reader is: `text` is unsettled (several paragraphs, glued headings, wrapped
  lines: later stages decide); `paragraph`, `heading`, `quote`, `item` are settled (line ends within are just spaces,
  and nothing is split off), although later stages may still find a settled paragraph to be a byline, a date, chrome or
  a note, and rejoin it with one cut off by a page's end; `title`, `table`, `caption`, `code`, `note` and `foot` are taken
  at their word. A table has its rows on lines of their own, its cells parted by tabs; code keeps its lines and white
  space, and no note is called in it; an item's `number` is what the file counts (`<ol>`, Word's lists) where the text
  itself doesn't print it. Each becomes a paragraph of that kind; captions stand beside the paragraphs with their place. `foot` is unsettled small type at a page's foot: one or several notes, each with or without its label.
- **Spans** lie within blocks; they may nest, never overlap in part. `raised`/`lowered`: small type off the line (perhaps
  a marker, perhaps an exponent: later stages decide). `ref`: surely a call of the note whose id is `value`; the span
  covers the printed marker only (`1`, `[1]`), and the note is the block of kind `note` with `label == value`. `back`:
  a link back from a note to its call (`↩`), to be dropped. `strong`, `emphasis`: type. `link`: `value` is the target as
  written (a dead one, `#` or empty, too). `code`: no markup inside. `language`: `value` is a BCP 47 tag.
- **Drops** are what the reader itself leaves out, each with the name of a rule (`navigation`, `cookie-notice`,
  `running-head`, `page-number`, …). Blocks and drops do not overlap. When in doubt: a block, not a drop.
- **Metadata** are facts outside the running text (HTML metas, JSON-LD, PDF information), best first, `origin` such as
  `html:citation_title`; `field` is one of `FIELDS`; `date` is EDTF where it could be read, else as printed. What stands
  in the text itself (an `<h1>`, a byline line) is left to later stages, apart from the hint `title`.
- **Problems** carry codes E200–E299 (`codes/ingest.yml`; readers' own in `codes/readers.yml`, E240–E269).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.codes import report
from briefing.model import Metadatum, Place
from briefing.problems import Problem

BlockKind = Literal[
    "text", "paragraph", "heading", "quote", "item", "code", "title", "table", "caption", "note", "foot"
]  # fmt: skip
SpanKind = Literal["raised", "lowered", "ref", "back", "strong", "emphasis", "link", "code", "language"]

FIELDS = (
    "title", "subtitle", "byline", "date", "publisher", "series", "standfirst", "editor", "section", "bio",
    "affiliation", "caption", "language", "url", "rights", "keywords", "created",
)  # fmt: skip
"""Fields of metadata; `byline` and `editor` are one name each and may stand several times."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the stream that the reader takes for one thing."""

    start: int
    end: int
    kind: BlockKind = "text"
    level: int = 0
    """Of a heading, 1 to 6; 0 where unknown."""
    label: str = ""
    """Of a `note`: its id, as in the `value` of its `ref` spans; else empty."""
    page: int = 0
    """Page it stands on, from 1; 0 where there are no pages."""
    line: int = 0
    """Line of the file it comes from; 0: the line of the stream."""
    number: str = ""
    """Of an item: its number where the text doesn't print it."""
    depth: int = 0
    """Of an item: how deep its list lies, 1 the outermost; 0 where unknown."""


@dataclass(frozen=True, slots=True)
class Span:
    """What the reader knows about characters within a block."""

    start: int
    end: int
    kind: SpanKind
    value: str = ""
    """Of a link, its target; of a ref, the note's id; of a language, its tag."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A stretch that the reader leaves out, and by which rule."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Extract:
    """A file as its reader hands it on."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...] = ()
    drops: tuple[Drop, ...] = ()
    metadata: tuple[Metadatum, ...] = ()
    encoding: str | None = None
    problems: tuple[Problem, ...] = ()
    markup: Literal["none", "markdown"] = "none"
    """`markdown`: emphasis, links and tags are still written out in the text (text files), to be read later."""
    medium: Literal["text", "pdf", "html", "pandoc"] = "text"
    """The reader that it comes from; it chooses the table of rules."""
    seen: tuple[str, ...] = ()
    """What the parser yielded, piece by piece; empty where that is the stream itself."""


def empty(name: str, code: str, message: str, **more: str) -> Extract:
    """An extract of nothing but the problem for which a file isn't read."""
    return Extract(name, "", (), problems=(report(code, Place(name), message, **more),))
