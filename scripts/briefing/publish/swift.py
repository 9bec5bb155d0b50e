"""Pages in the plain Markdown that the generator writes, set without Python-Markdown: the same HTML, sooner.

Of Markdown this knows what the templates and most of what people write come down to: headings, paragraphs, lists,
elements that hold Markdown, notes, links, emphasis, escapes. Whatever else a page holds, it says so, and the page is
MkDocs' and Python-Markdown's as ever. What is set goes through the same last steps, the allow-list among them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, slugify, strip_tags, unique

from briefing.publish.markdown import BACK, NotesExtension, first_words, leading

KNOWN = frozenset({"attr_list", "md_in_html", "tables", "toc", "briefing.publish.markdown"})
"""Extensions with which this knows what a page comes to."""
MOST = 9_000
"""Calls and escapes that a page may have."""

_HELD = "\x02klzzwxh:0000\x03"
"""As long as what stands for a piece that is done, while Python-Markdown is at the rest."""
_VALUE = r'"[^"<>\\`*_\[\]{}!\x02\x03]*"'
_INLINE = "span|a|sup|sub|q|cite|abbr|small|time|strong|em"
_MORE = rf"(?: [a-z][\w-]*(?:={_VALUE})?)*"
_ENTITY = r"&(?:amp|lt|gt|quot|nbsp|#\d{1,6});"
_NAMED_OR_BARE = re.compile(rf" ([a-z][\w-]*)(?:=({_VALUE}))?")
_NAMED = re.compile(rf" [a-z][\w-]*={_VALUE}")
_ENTITIES = re.compile(_ENTITY)
_ESCAPE = r"\\[\\`*_{}\[\]()>#+\-.!|]"
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<text>[^\\`*_\[\]<>&{}!\x02\x03\x00]+|!(?!\[))",
            r"\[\^(?P<label>[^\]\s\\`*<>&{}]{1,100})\]",
            rf"\[(?P<words>(?:[^\\`\[\]<>&{{}}!\n\x02\x03\x00]|{_ESCAPE}|{_ENTITY})*)\]"
            r"\((?:(?P<url>[^\s()<>\"'&\\*`\[\]{}]+)|<(?P<held>[^\s()<>\"'&\\*`\[\]{}]+)>)"
            r"(?: \"(?P<title>[^\"'<>&\\*_`\[\]{}()!\n\x02\x03\x00]*)\")?\)(?P<attributes>\{[^{}\n]*\})?",
            rf"(?P<tag><(?:/(?:{_INLINE})|(?:{_INLINE}){_MORE})>)",
            r"<(?P<address>https?://(?:[^\s<>&\"'\\*`\[\]{}\x02\x03\x00]|&(?!#?\w+;))+)>",
            rf"(?P<escape>{_ESCAPE})",
            rf"(?P<entity>{_ENTITY})",
            r"`(?P<code>[^`\\\n\x02\x03\x00]+)`(?!`)",
            r"\*\*(?P<strong>[^*]+)\*\*(?!\*)",
            r"\*(?P<em>[^*]+)\*(?!\*)",
        )
    )
)
_ATTRIBUTES = re.compile(r'\{ ?((?:(?:\.[\w-]+|(?:title|aria-label)="[^"<>&\\{}]*") ?)+)\}')
_ATTRIBUTE = re.compile(r'\.([\w-]+)|(title|aria-label)="([^"]*)"')
_HEADING = re.compile(r"(#{1,6}) ([^\s#].*?)(?: \{ ?#([\w.-]+) ?\})?")
_OPEN = re.compile(rf"<(div|details|ul|ol|dl|section|figure)((?: [a-z][\w-]*={_VALUE})*)>")
_INNER = re.compile(
    rf'<(p|li|dd|figcaption)((?: [a-z][\w-]*={_VALUE})* markdown="span"(?: [a-z][\w-]*={_VALUE})*)>(\S(?:.*\S)?)</\1>'
)
_PLAIN = re.compile(rf"<(summary|dt)((?: [a-z][\w-]*={_VALUE})*)>([^<>&\\`*_\[\]{{}}]+)</\1>")
_ITEM_OPEN = re.compile(rf"<li((?: [a-z][\w-]*={_VALUE})*)>")
_TABLE_OPEN = re.compile(rf"<table((?: [a-z][\w-]*={_VALUE})*)>")
_ROW = re.compile(rf"<tr((?: [a-z][\w-]*={_VALUE})*)>(.*)</tr>")
_CELL = re.compile(rf"<(th|td)((?: [a-z][\w-]*={_VALUE})*)>((?:(?!</?t[hd]\b).)*)</\1>")
_CAPTION = re.compile(rf"<caption((?: [a-z][\w-]*={_VALUE})*)>(\S(?:.*\S)?)</caption>")
_NUMBERED = re.compile(r"\d+\. (\S.*)")
_GIVEN = re.compile(r"\{ ?((?:\.[\w-]+ ?)+)\}")
"""The classes of a paragraph, in a line of their own below it."""
_DRAWN = re.compile(rf'<div class="[\w -]+"><svg (?:[^&!?<]|<(?![!?]|/?div)|{_ENTITY})*</svg></div>')
_DEFINED = re.compile(r"\[\^([^\]\s\\`*<>&{}]+)\]: (\S.*)")
_ITEM = re.compile(r"((?:    )*)- (\S.*)")
_NOT_PROSE = re.compile(
    r"[ #>|~=:]|[-+*]+(?: |$)|\d+[.)]|-{2,}|\*{3,}|!!!|\[[^\]]*\]:|<(?!/?(?:span|a|sup|sub|q|cite|abbr|small|time|strong|em)\b|https?://)"
)
_BEFORE = re.compile(rf"`[^`]+`|{_ESCAPE}|\[\^[^\]\s]{1, 100}\]")
_NAME = re.compile(r'<span class="note-about[^>]* data-name="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
_STRANGE = ("\x00", "\x02", "\x03", "\r", "\t", "  \n", "wzxhzdk", "klzzwxh", "zz1337820767766393qq")
"""What may mean something to Python-Markdown wherever it stands."""


class _OtherError(Exception):
    """The page holds something else."""


class Setter:
    """Sets the pages of one site."""

    def __init__(self, extensions: list[str], settings: dict[str, Any]) -> None:
        self._md = Markdown(extensions=extensions, extension_configs=settings)
        notes = [e for e in self._md.registeredExtensions if isinstance(e, NotesExtension)]
        self._notes = notes[0] if notes else None
        toc: Any = next((p for p in self._md.treeprocessors if isinstance(p, TocTreeprocessor)), None)
        self._toc = toc
        self.knows = (
            frozenset(extensions) - {"fenced_code"} == KNOWN
            and settings.keys() <= {"toc", "briefing.publish.markdown"}
            and toc is not None
            and not toc.use_anchors
            and (toc.use_permalinks in (False, None) or isinstance(toc.use_permalinks, str))
            and not toc.permalink_leading
            and toc.base_level == 0
            and toc.sep == "-"
            and toc.slugify is slugify
        )
        """Whether it can set any page at all."""
        self._shown: dict[str, str] = {}

    def set(self, text: str, relative: Any) -> dict[str, Any] | None:
        """A page's HTML (`content`), lines of its contents (`toc`), title and anchors (`ids`); None for another's page.

        `relative` is MkDocs' own processor of links, which learns of each in order.
        """
        if not self.knows or any(sign in text for sign in _STRANGE):
            return None
        self._md.reset()
        try:
            page = _Page(text)
        except _OtherError:
            return None
        return page.finished(self, relative)

    def last(self, text: str) -> str:
        """The last steps, which every page's HTML passes."""
        for step in self._md.postprocessors:
            if type(step).__module__.startswith("briefing."):
                text = step.run(text)
        return text.strip()

    def heading(self, inner: str) -> str:
        """What a heading is called in the contents, as HTML."""
        if inner not in self._shown:
            self._shown[inner] = self.last(inner)
        return self._shown[inner]


class _Page:
    """One page while it is set: pieces of HTML, some of which are known only at the end."""

    def __init__(self, text: str) -> None:
        self.out: list[str] = []
        self.links: list[tuple[int, str]] = []
        """Pieces that are addresses, each with what was written."""
        self.headings: list[tuple[int, int, str, str]] = []
        """First piece, level, own id, inner HTML of each heading."""
        self.ends: list[int] = []
        """The first of the pieces of each heading's link to itself."""
        self.calls: list[tuple[int, str, str]] = []
        """Piece, label, text before each call."""
        self.notes: dict[str, str] = {}
        self.ids: set[str] = set()
        """Of elements; those within a line are known to MkDocs alone."""
        self.held = 0
        self._lines = text.split("\n")
        self._at = 0
        self._text = text
        self._blocks(None)

    # --- blocks ---

    def _blocks(self, end: str | None) -> None:
        """The blocks up to a closing tag, or to the page's end."""
        lines, first, listed = self._lines, True, False
        while self._at < len(lines):
            line = lines[self._at]
            if not line:
                self._at += 1
                continue
            if end is not None and line == end:
                if first:
                    raise _OtherError
                self.out.append("\n")
                self._at += 1
                if self._at < len(lines) and lines[self._at] and not lines[self._at].startswith("</"):
                    raise _OtherError
                return
            if line.startswith("[^") and end is None and (note := _DEFINED.fullmatch(line)):
                if note[1] in self.notes or "[^" in note[2]:
                    raise _OtherError
                self.notes[note[1]] = note[2]
                self._at += 1
                if self._at < len(lines) and lines[self._at] and not _DEFINED.fullmatch(lines[self._at]):
                    raise _OtherError
                continue
            if not first or end is not None:
                self.out.append("\n")
            item = line.startswith(("- ", "    ", "1. "))
            if item and listed:
                raise _OtherError
            listed = item or line.startswith(("<ul", "<ol"))
            self._block(line, end)
            first = False
        if end is not None:
            raise _OtherError

    def _block(self, line: str, end: str | None) -> None:
        """One block."""
        if line.startswith("#"):
            self._heading(line)
        elif line.startswith("- "):
            if not self._loose():
                self._list(0)
        elif line.startswith("<") and (opened := _OPEN.fullmatch(line)):
            more = opened[2].replace(' markdown="1"', "")
            if more == opened[2] or end in ("</ul>", "</ol>", "</dl>"):
                raise _OtherError
            self.out.append(f"<{opened[1]}{_sorted(more)}>")
            self.ids.update(_ID.findall(more))
            self._at += 1
            self._blocks(f"</{opened[1]}>")
            self.out.append(f"</{opened[1]}>")
        elif line.startswith("<") and (inner := _INNER.fullmatch(line)):
            if end not in {"li": ("</ul>", "</ol>"), "dd": ("</dl>",), "figcaption": ("</figure>",)}.get(
                inner[1], (end,)
            ) or (inner[1] == "p" and end in ("</ul>", "</ol>", "</dl>")):
                raise _OtherError
            more = inner[2].replace(' markdown="span"', "")
            self.out.append(f"<{inner[1]}{_sorted(more)}>")
            self.ids.update(_ID.findall(more))
            self._inline(inner[3])
            self.out.append(f"</{inner[1]}>")
            self._at += 1
        elif line.startswith("<li") and end in ("</ul>", "</ol>") and (item := _ITEM_OPEN.fullmatch(line)):
            self._item(item[1])
        elif line.startswith("<table") and (table := _TABLE_OPEN.fullmatch(line)):
            self._table(table[1])
        elif line.startswith("1. "):
            self._numbered()
        elif line.startswith("<") and _PLAIN.fullmatch(line):
            if end not in ("</details>", "</dl>"):
                raise _OtherError
            self.out.append(line)
            self._at += 1
        elif end == "</figure>" and _DRAWN.fullmatch(line) and line.count("<svg") == line.count("</svg>") == 1:
            self.out.append(line)
            self._at += 1
        elif line.startswith("<pre><code>") and end == "</details>":
            self._code()
        else:
            self._paragraph()

    def _opening(self, name: str, attributes: str, kind: str = "1") -> str:
        """The tag of an element that holds Markdown."""
        more = attributes.replace(f' markdown="{kind}"', "")
        if more == attributes:
            raise _OtherError
        self.ids.update(_ID.findall(more))
        return f"<{name}{_sorted(more)}>"

    def _item(self, attributes: str) -> None:
        """An item that holds paragraphs, each a line, and between them lines of text."""
        self.out.append(self._opening("li", attributes))
        self._at += 1
        lines, last, blank = self._lines, "", False
        while self._at < len(lines) and (line := lines[self._at]) != "</li>":
            self._at += 1
            if not line:
                blank = True
                continue
            if line.startswith("<p ") and (inner := _INNER.fullmatch(line)) and inner[1] == "p":
                if last == "text" and not blank:
                    raise _OtherError
                self.out.append("\n\n" if last else "\n")
                self.out.append(self._opening("p", inner[2], "span"))
                self._inline(inner[3])
                self.out.append("</p>")
                last = "p"
            else:
                if last != "p" or not blank or (line[0] == "<" and _NOT_PROSE.match(line)):
                    raise _OtherError
                self.out.append("\n\n\n")
                self._inline(line)
                last = "text"
            blank = False
        self._at += 1
        if self._at >= len(lines) or not last or (last == "p" and blank):
            raise _OtherError
        self.out.append("</li>" if last == "text" else "\n</li>")

    def _table(self, attributes: str) -> None:
        """A table, of which each row is a line."""
        self.out.append(self._opening("table", attributes) + "\n")
        self._at += 1
        if caption := _CAPTION.fullmatch(self._next()):
            self.out.append(self._opening("caption", caption[1], "span"))
            self._inline(caption[2])
            self.out.append("</caption>\n")
            self._at += 1
        head = self._next()
        if head.startswith('<thead markdown="1">') and head.endswith("</thead>"):
            self.out.append("<thead>\n")
            self._row(head[20:-8])
            self.out.append("</thead>\n")
            self._at += 1
        if self._next() != '<tbody markdown="1">':
            raise _OtherError
        self._at += 1
        if self._next() == "</tbody>":
            raise _OtherError
        self.out.append("<tbody>\n")
        while (line := self._next()) != "</tbody>":
            self._row(line)
            self._at += 1
        self._at += 1
        if self._next() != "</table>" or (self._at + 1 < len(self._lines) and self._lines[self._at + 1]):
            raise _OtherError
        self._at += 1
        self.out.append("</tbody>\n</table>")

    def _next(self) -> str:
        """The line at hand, which has to be there."""
        if self._at >= len(self._lines):
            raise _OtherError
        return self._lines[self._at]

    def _row(self, line: str) -> None:
        row = _ROW.fullmatch(line)
        if row is None:
            raise _OtherError
        self.out.append(self._opening("tr", row[1]) + "\n")
        at = 0
        for cell in _CELL.finditer(row[2]):
            if cell.start() != at:
                raise _OtherError
            at = cell.end()
            self.out.append(self._opening(cell[1], cell[2], "span"))
            self._inline(cell[3])
            self.out.append(f"</{cell[1]}>\n")
        if at != len(row[2]) or not at:
            raise _OtherError
        self.out.append("</tr>\n")

    def _numbered(self) -> None:
        """A list that counts, each item a line."""
        self.out.append("<ol>\n")
        while self._at < len(self._lines) and (line := self._lines[self._at]):
            item = _NUMBERED.fullmatch(line)
            if item is None or _NOT_PROSE.match(item[1]):
                raise _OtherError
            self.out.append("<li>")
            self._inline(item[1])
            self.out.append("</li>\n")
            self._at += 1
        self.out.append("</ol>")

    def _code(self) -> None:
        """Code that stands as it is, up to its end."""
        begin = self._at
        while self._at < len(self._lines) and not self._lines[self._at].endswith("</code></pre>"):
            self._at += 1
        self._at += 1
        text = "\n".join(self._lines[begin : self._at])
        if text.count("<") != 4 or "&" in _ENTITIES.sub("", text):
            raise _OtherError
        self.out.append(text)

    def _heading(self, line: str) -> None:
        match = _HEADING.fullmatch(line)
        if match is None or "[^" in line or "<" in line or match[2].endswith(("#", "}")):
            raise _OtherError
        self._at += 1
        if self._at < len(self._lines) and self._lines[self._at]:
            raise _OtherError
        here, level, linked = len(self.out), len(match[1]), len(self.links)
        self.out.append("")
        self._inline(match[2])
        for at, url in self.links[linked:]:
            self.out[at] = _attribute(url)
        self.headings.append((here, level, match[3] or "", "".join(self.out[here:])))
        self.out += ("", "", "", f"</h{level}>")
        self.ends.append(len(self.out) - 4)

    def _loose(self) -> bool:
        """A list in parts that stand apart; where two meet, items are paragraphs. False where there is but one.

        Paragraphs that are set in below an item are its own.
        """
        lines, at, parts, more = self._lines, self._at, list[list[str]](), dict[int, list[list[str]]]()
        while at < len(lines) and lines[at].startswith("- "):
            parts.append(self._part(at))
            at = end = at + len(parts[-1])
            while True:
                while at < len(lines) and not lines[at]:
                    at += 1
                if at >= len(lines) or not lines[at].startswith("    "):
                    break
                part = self._part(at)
                if any(not line.startswith("    ") or line[4:5] in (" ", "") for line in part):
                    raise _OtherError
                more.setdefault(len(parts) - 1, []).append([line[4:] for line in part])
                at = end = at + len(part)
        if len(parts) < 2 and not more:
            return False
        self._at = end
        self.out.append("<ul>\n")
        for number, part in enumerate(parts):
            for place, row in enumerate(part):
                item, last = row[2:], place == len(part) - 1
                if not row.startswith("- ") or not item or _NOT_PROSE.match(item):
                    raise _OtherError
                own = more.get(number, []) if last else []
                meets = (place == 0 and number > 0) or (last and (number < len(parts) - 1 or bool(own)))
                self.out.append("<li>\n<p>" if meets else "<li>")
                self._inline(item)
                self.out.append("</p>\n" if meets else "")
                for paragraph in own:
                    self._prose(paragraph)
                    self.out.append("\n")
                self.out.append("</li>\n")
        self.out.append("</ul>")
        return True

    def _part(self, at: int) -> list[str]:
        """The lines from one on up to an empty one."""
        end = at
        while end < len(self._lines) and self._lines[end]:
            end += 1
        return self._lines[at:end]

    def _list(self, depth: int) -> None:
        """A list at a depth, with the lists in it."""
        lines, self_depth = self._lines, depth
        self.out.append("<ul>\n")
        while self._at < len(lines) and (item := _ITEM.fullmatch(lines[self._at])):
            deep = len(item[1]) // 4
            if deep != self_depth:
                raise _OtherError
            if _NOT_PROSE.match(item[2]):
                raise _OtherError
            self.out.append("<li>")
            self._inline(item[2])
            self._at += 1
            following = _ITEM.fullmatch(lines[self._at]) if self._at < len(lines) else None
            if following and len(following[1]) // 4 == self_depth + 1:
                self._list(self_depth + 1)
                self.out.append("\n")
                following = _ITEM.fullmatch(lines[self._at]) if self._at < len(lines) else None
            self.out.append("</li>\n")
            if following is None or len(following[1]) // 4 < self_depth:
                break
        if depth == 0 and self._at < len(lines) and lines[self._at]:
            raise _OtherError
        self.out.append("</ul>")

    def _paragraph(self) -> None:
        lines = self._part(self._at)
        self._at += len(lines)
        self._prose(lines)

    def _prose(self, lines: list[str]) -> None:
        """A paragraph, and its classes where they stand below it."""
        for line in lines:
            if _NOT_PROSE.match(line) or (line.endswith((" ", "}")) and not line.endswith(" }")):
                raise _OtherError
        given = _GIVEN.fullmatch(lines[-1]) if len(lines) > 1 else None
        classes = f' class="{" ".join(given[1].replace(".", " ").split())}"' if given else ""
        lines = lines[:-1] if given else lines
        if len(lines) > 1 and any(
            "|" in line or line.startswith(("{", "=", "-")) or line.endswith("}") for line in lines
        ):
            raise _OtherError
        self.out.append(f"<p{classes}>")
        self._inline("\n".join(lines))
        self.out.append("</p>")

    # --- within a line ---

    def _inline(self, text: str) -> None:
        """A stretch of text."""
        if any(line != line.strip() for line in text.split("\n")):
            raise _OtherError
        self._pieces(text, 0, text)

    def _pieces(self, text: str, base: int, whole: str) -> None:
        """A piece of a stretch, which begins at `base` of the whole."""
        at, out = 0, self.out
        while at < len(text):
            m = _TOKEN.match(text, at)
            if m is None:
                raise _OtherError
            kind = m.lastgroup
            if kind == "text":
                out.append(m[0])
            elif kind == "label":
                self._call(m["label"], whole[: base + at])
            elif kind in ("url", "held", "title", "attributes"):
                self._link(m, base, whole)
            elif kind == "tag":
                out.append(_NAMED_OR_BARE.sub(_plain, m[0]) if " " in m[0] else m[0])
            elif kind == "entity":
                out.append(m[0])
            elif kind == "address":
                out.append('<a href="')
                self.links.append((len(out), m["address"]))
                out += ("", f'">{m["address"].replace("&", "&amp;")}</a>')
            elif kind == "code":
                self.held += 1
                out.append(f"<code>{html.escape(m['code'].strip(), quote=False)}</code>")
            elif kind == "escape":
                self.held += 1
                out.append("&gt;" if m[0][1] == ">" else m[0][1])
            else:
                assert kind is not None
                out.append(f"<{kind}>")
                self._pieces(m[kind], base + m.start(kind), whole)
                out.append(f"</{kind}>")
            at = m.end()

    def _link(self, m: re.Match[str], base: int, whole: str) -> None:
        given = {"title": m["title"]} if m["title"] else {}
        names = ""
        if m["attributes"]:
            found = _ATTRIBUTES.fullmatch(m["attributes"])
            if found is None:
                raise _OtherError
            said = _ATTRIBUTE.findall(found[1])
            names = " ".join(name for name, _, _ in said if name)
            given |= {label: value for _, label, value in said if label}
        spoken = f' aria-label="{given["aria-label"]}"' if "aria-label" in given else ""
        named = f' class="{names}"' if names else ""
        more = f' title="{given["title"]}"' if "title" in given else ""
        self.out.append(f'<a{spoken}{named} href="')
        self.links.append((len(self.out), m["url"] or m["held"]))
        self.out += ("", f'"{more}>')
        self._pieces(m["words"], base + m.start("words"), whole)
        self.out.append("</a>")

    def _call(self, label: str, before: str) -> None:
        claim = before.rfind('<span class="claim"') if "`" not in before else 0  # what stands before it is not said
        before = _BEFORE.sub(_HELD, before[max(claim, 0) :])
        self.calls.append((len(self.out), label, leading(before)))
        self.links.append((len(self.out) + 1, f"#fn-{label}"))
        self.held += 1
        self.out += ("", "", "")

    # --- the end ---

    def finished(self, setter: Setter, relative: Any) -> dict[str, Any] | None:
        """The page, when all of it is known."""
        notes = setter._notes
        labels = dict.fromkeys(label for _, label, _ in self.calls)
        if notes is None or labels.keys() != self.notes.keys() or self.held > MOST:
            return None
        try:
            self._endnotes(notes)
        except _OtherError:
            return None
        title, tokens = self._titled(setter)
        for at, url in sorted(self.links):
            self.out[at] = _attribute(relative.path_to_url(url))
        content = setter.last("".join(self.out))
        ids = self.ids.union(_ids(self._text))
        return {"content": content, "toc": nest_toc_tokens(tokens), "title": title, "ids": ids}

    def _endnotes(self, notes: NotesExtension) -> None:
        """The calls with their numbers, and the list of notes, as `briefing.publish.markdown` makes them."""
        ways: dict[str, list[tuple[str, str]]] = {}
        numbers: dict[str, str] = {}
        counted = 0
        for at, label, before in self.calls:
            if label not in numbers:
                counted += 0 if label.isdecimal() else 1
                numbers[label] = label if label.isdecimal() else str(counted)
            nth = len(ways.setdefault(label, [])) + 1
            anchor = f"fnref{nth if nth > 1 else ''}-{label}"
            ways[label].append((anchor, before))
            self.ids.add(anchor)
            name = _NAME.search(self.notes[label])
            spoken = f"note {numbers[label]}" + (f", {html.unescape(name[1])}" if name else "")
            said = _attribute(spoken)
            self.out[at] = f'<sup class="note-call" id="{anchor}"><a aria-label="{said}" class="footnote-ref" href="'
            self.out[at + 2] = f'" role="doc-noteref">{numbers[label]}</a></sup>'
        if not numbers:
            return
        heading, back = _attribute(notes.getConfig("heading")), notes.getConfig("back")
        self.out.append(f'\n<div aria-label="{heading}" class="footnote" role="doc-endnotes">\n<ol>\n')
        for label in sorted(self.notes, key=lambda label: int(numbers[label])):
            value = f' value="{numbers[label]}"' if numbers[label].isdecimal() else ""
            self.out.append(f'<li id="fn-{label}"{value}>\n<p>')
            self.ids.add(f"fn-{label}")
            self._inline(self.notes[label])
            for nth, (anchor, before) in enumerate(ways[label], 1):
                words = back.format(first_words(before) or anchor)
                words = f"{words} ({nth})" if len(ways[label]) > 1 else words
                said = _attribute(words)
                self.out.append(f'\xa0<a aria-label="{said}" class="footnote-backref" href="')
                self.links.append((len(self.out), f"#{anchor}"))
                arrow = BACK if len(ways[label]) == 1 else f"{BACK}{nth}"
                self.out += ("", f'" role="doc-backlink" title="{said}">{arrow}</a>')
            self.out.append("</p>\n</li>\n")
        self.out.append("</ol>\n</div>")

    def _titled(self, setter: Setter) -> tuple[str | None, list[Any]]:
        """The page's title and the headings of its contents; each heading gets its anchor."""
        toc, tokens, title = setter._toc, list[Any](), None
        self.ids.update(own for _, _, own, _ in self.headings if own)
        counters: dict[str, int] = {}
        for (at, level, own, inner), end in zip(self.headings, self.ends, strict=True):
            shown = setter.heading(inner)
            name = strip_tags(shown)
            anchor = own or unique(slugify(html.unescape(name), "-"), self.ids, counters)
            if at == 0 and level == 1:
                title = " ".join(strip_tags(shown).split())
            if toc.toc_top <= level <= toc.toc_bottom:
                tokens.append({"level": level, "id": anchor, "name": name, "html": shown, "data-toc-label": ""})
            self.out[at] = f'<h{level} id="{anchor}">'
            if toc.use_permalinks:
                titled = f' title="{_attribute(toc.permalink_title)}"' if toc.permalink_title else ""
                self.out[end] = f'<a aria-hidden="true" class="{toc.permalink_class}" href="'
                self.links.append((end + 1, f"#{anchor}"))
                self.out[end + 2] = f'" tabindex="-1"{titled}>{toc.use_permalinks}</a>'
        return title, tokens


def _ids(text: str) -> Iterator[str]:
    """The values of all `id="…"` in a text."""
    at = text.find('id="')
    while at >= 0:
        end = text.find('"', at + 4)
        if end < 0:
            return
        if not (at and (text[at - 1].isalnum() or text[at - 1] == "_")):
            yield text[at + 4 : end]
        at = text.find('id="', at + 4)


def _sorted(attributes: str) -> str:
    """Attributes in the order in which Python-Markdown writes them."""
    found = _NAMED.findall(attributes)
    return "".join(sorted(found, key=lambda a: a.partition("=")[0])) if len(found) > 1 else attributes


def _attribute(value: str) -> str:
    """An attribute's value as the allow-list writes it back, which then has nothing to change."""
    return value.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")


def _plain(m: re.Match[str]) -> str:
    """An attribute that somebody wrote, as the allow-list writes it back."""
    value = m[2][1:-1] if m[2] else ""
    return f' {m[1]}="{_attribute(html.unescape(value)) if "&" in value else value}"'
