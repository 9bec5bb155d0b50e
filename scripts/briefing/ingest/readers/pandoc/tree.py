"""Walks pandoc's tree and writes its stream: text, headings, lists, tables, notes with their calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from briefing.ingest.extract import Block, BlockKind, SpanKind
from briefing.ingest.readers.stream import Stream

Node = dict[str, Any]
TYPE: dict[str, SpanKind] = {"Emph": "emphasis", "Strong": "strong", "Superscript": "raised", "Subscript": "lowered"}
PLAIN = frozenset({"Underline", "SmallCaps", "Strikeout"})
DEEPEST = 150
"""Lists in lists, spans in spans: what is deeper is written without its form."""


class Tree:
    """One walk over a document's tree."""

    def __init__(self, captions: tuple[str, ...] = ()) -> None:
        self.stream, self.captions = Stream(), captions
        self.notes: list[list[Node]] = []
        self.written = 0
        self.shape = Block(0, 0, "paragraph")
        self.number, self.depth = "", 0

    def front(self, meta: dict[str, Any]) -> None:
        """Title, authors and date that stand at the head of the text in styles of their own."""
        for key in ("title", "subtitle", "author", "date", "abstract"):
            for inlines in _metas(meta.get(key)):
                self._block(inlines, "title" if key == "title" else "paragraph")

    def blocks(self, nodes: list[Node], kind: BlockKind = "paragraph", depth: int = 0) -> None:
        """Blocks in order; `kind` is what paragraphs are here."""
        for node in nodes:
            self._node(node, kind, depth)
            if kind != "note":
                self._write_notes()

    def _node(self, node: Node, kind: BlockKind, depth: int) -> None:
        tag, content = node["t"], cast(Any, node.get("c"))
        deeper = min(depth + 1, DEEPEST)
        if tag in ("Para", "Plain"):
            self._block(content, kind)
        elif tag == "Header":
            level, _, inlines = content
            self._block(inlines, "heading", level) if kind != "note" else self._block(inlines, kind)
        elif tag == "LineBlock":
            for inlines in content:
                self._block(inlines, kind)
        elif tag == "CodeBlock":
            self.stream.write(content[1], Block(0, 0, kind if kind == "note" else "code"), pre=True)
            self._end(kind)
        elif tag == "BlockQuote":
            self.blocks(content, "quote" if kind == "paragraph" else kind, deeper)
        elif tag in ("BulletList", "OrderedList"):
            items = content if tag == "BulletList" else content[1]
            for count, item in enumerate(items, content[0][0] if tag == "OrderedList" else 1):
                self.number, before = (_number(content[0], count) if tag == "OrderedList" else ""), self.number
                self.depth += 1
                self.blocks(item, "item" if kind in ("paragraph", "quote") else kind, deeper)
                self.number, self.depth = before, self.depth - 1
        elif tag == "DefinitionList":
            for term, meanings in content:
                self._block(term, "item" if kind == "paragraph" else kind)
                for meaning in meanings:
                    self.blocks(meaning, kind, deeper)
        elif tag == "Table":
            self._table(content, kind)
        elif tag == "Figure":
            _, caption, inner = content
            self.blocks(inner, kind, deeper)
            self._caption(caption[1], kind)
        elif tag == "Div":
            self.blocks(content[1], kind, deeper)
        elif tag == "RawBlock":
            self.stream.write(content[1], Block(0, 0, kind))
            self._end(kind)

    def _block(self, inlines: list[Node], kind: BlockKind, level: int = 0) -> None:
        self.shape = Block(0, 0, kind, level, self.shape.label if kind == "note" else "")
        if kind == "item":
            self.shape = replace(self.shape, number=self.number, depth=self.depth)
        if kind == "note":
            self.stream.separate("\n")
        self._inlines(inlines)
        self._end(kind)

    def _end(self, kind: BlockKind) -> None:
        """Ends a block; a note's blocks are one."""
        if kind != "note":
            self.stream.end()

    def _caption(self, nodes: list[Node], kind: BlockKind) -> None:
        """Writes a caption, with what counts it in the file."""
        said = "".join(node["c"] for block in nodes for node in _flat(block) if node["t"] == "Str")
        whole = next((text for text in self.captions if "".join(text.split()).endswith(said)), "") if said else ""
        inlines = [{"t": "Str", "c": whole}] if whole else [node for block in nodes for node in _flat(block)]
        self._block(inlines, "caption" if kind != "note" else kind)

    def _write_notes(self) -> None:
        """Writes the notes called so far, in order; a note within a note follows it."""
        while self.written < len(self.notes):
            self.written += 1
            self.shape = Block(0, 0, "note", 0, f"note-{self.written}")
            self.blocks(self.notes[self.written - 1], "note")
            self.stream.end()

    def _table(self, content: list[Any], kind: BlockKind) -> None:
        _, caption, _, head, bodies, foot = content
        self._caption(caption[1], kind)
        rows = [*head[1], *(row for body in bodies for part in (body[2], body[3]) for row in part), *foot[1]]
        inner: BlockKind = "table" if kind != "note" else "note"
        for row in rows:
            for cell in row[1]:
                for i, node in enumerate(cell[4]):
                    self.shape = Block(0, 0, inner, 0, self.shape.label if kind == "note" else "")
                    self.stream.separate(" " if i else "")
                    self._inlines(_flat(node)[:-1])
                self.stream.separate("\t")
            self.stream.separate("\n")
        self._end(kind)

    # --- inlines ---

    def _inlines(self, nodes: list[Node]) -> None:
        """Inlines in order, without recursion: what ends a span is put on the stack behind its content."""
        stack: list[Node | Callable[[], None]] = list(reversed(nodes))
        while stack:
            node = stack.pop()
            if callable(node):
                node()
                continue
            inner = self._inline(node)
            if inner is not None:
                content, after = inner
                if after is not None:
                    stack.append(after)
                stack.extend(reversed(content))

    def _inline(self, node: Node) -> tuple[list[Node], Callable[[], None] | None] | None:
        """Writes an inline; or its content, and what to do after it."""
        tag, content, stream = node["t"], cast(Any, node.get("c")), self.stream
        if tag == "Str":
            stream.write(content, self.shape)
        elif tag in ("Space", "SoftBreak"):
            stream.write(" ", self.shape)
        elif tag == "LineBreak":
            stream.line_break() if self.shape.kind not in ("note", "table") else stream.separate("\n")
        elif tag in TYPE:
            if tag in ("Emph", "Strong") and self.shape.kind in ("heading", "title"):
                return content, None
            return self._spanned(TYPE[tag], "", content)
        elif tag in PLAIN:
            return content, None
        elif tag == "Quoted":
            quotes = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            return [{"t": "Str", "c": quotes[0]}, *content[1], {"t": "Str", "c": quotes[1]}], None
        elif tag == "Link":
            target = content[2][0]
            return (
                (content[1], None)
                if target.startswith("#") and len(target) > 1
                else self._spanned("link", target, content[1])
            )
        elif tag == "Span":
            language = dict(content[0][2]).get("lang", "")
            return self._spanned("language", language, content[1]) if language else (content[1], None)
        elif tag in ("Code", "Math", "RawInline"):
            span = stream.begin_span("code") if tag == "Code" else None
            stream.write(content[1], self.shape)
            if span is not None:
                stream.end_span(span)
        elif tag == "Cite":
            return content[1], None
        elif tag == "Note":
            self._call(content)
        return None

    def _spanned(self, kind: SpanKind, value: str, content: list[Node]) -> tuple[list[Node], Callable[[], None]]:
        span = self.stream.begin_span(kind, value)
        return content, lambda: self.stream.end_span(span)

    def _call(self, content: list[Node]) -> None:
        """A note's call: a number of its own, since the tree has none."""
        self.notes.append(content)
        number = len(self.notes)
        span = self.stream.begin_span("ref", f"note-{number}")
        self.stream.write(str(number), self.shape)
        self.stream.end_span(span)


def _number(attributes: list[Any], count: int) -> str:
    """An item's number as its list counts."""
    style, delimiter = attributes[1]["t"], attributes[2]["t"]
    shown = chr(96 + count) if style in ("LowerAlpha", "UpperAlpha") and 0 < count <= 26 else str(count)
    shown = shown.upper() if style == "UpperAlpha" else shown
    return {"OneParen": f"{shown})", "TwoParens": f"({shown})"}.get(delimiter, f"{shown}.")


def _metas(value: Any) -> list[list[Node]]:
    """The texts of a metadata value."""
    if not isinstance(value, dict):
        return []
    if value["t"] == "MetaInlines":
        return [value["c"]]
    if value["t"] == "MetaString":
        return [[{"t": "Str", "c": value["c"]}]]
    if value["t"] == "MetaBlocks":
        return [_flat(block) for block in value["c"]]
    return [texts for item in value["c"] for texts in _metas(item)] if value["t"] == "MetaList" else []


def _flat(node: Node) -> list[Node]:
    """A block's inlines, those of blocks within it parted by spaces."""
    found: list[Node] = []
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            if item["t"] in ("Para", "Plain"):
                found += [*item["c"], {"t": "Space"}]
            elif item["t"] == "Header":
                found += [*item["c"][2], {"t": "Space"}]
            elif item["t"] == "CodeBlock":
                found += [{"t": "Str", "c": item["c"][1]}, {"t": "Space"}]
            elif item["t"] == "Div":
                stack.append(item["c"][1])
            elif isinstance(item.get("c"), list):
                stack.append(item["c"])
    return found
