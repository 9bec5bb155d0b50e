"""Writes what stands inside a paragraph: text, styles, links, and notes at their first call."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from briefing.publish.pdf.images import Images
from briefing.publish.pdf.links import Links
from briefing.publish.pdf.literals import code, collapsed, curled, parts, pieces, quoted, replaced
from briefing.publish.pdf.parts import LINK_ONLY, SAYS, shade
from briefing.publish.pdf.reading import Page
from briefing.publish.pdf.trees import ahead, block_of, called, classes, companions, edges, is_call, plain

STYLES = {
    "em": "emph", "i": "emph", "cite": "emph", "dfn": "emph", "var": "emph", "strong": "strong", "b": "strong",
    "del": "strike", "s": "strike", "u": "underline", "ins": "underline", "sub": "sub", "sup": "raised",
    "small": "small", "mark": "mark-text",
}  # fmt: skip
"""Inline elements and the functions that set them."""

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-\w+)*\Z")
LINE = 90
"""Characters of a line of text, about."""
LONG_NOTE = 1_200
"""Characters from which a note may go on at the foot of the next page."""

_CLOSERS = {"'": "’", '"': "”"}
_PIECES = {"text": "{}", "date": "unbroken({})", "break": "may-break"}
_CODE = frozenset({"code", "kbd", "samp"})


@dataclass(slots=True)
class InlineWriter:
    """Writes the text of one page; what it meets on the way that deserves a word is kept in `oddities`."""

    page: Page
    links: Links
    stand_ins: Mapping[str, str]
    images: Images
    breaks: Collection[str] = ()
    """Labels of notes before whose call a new page begins."""
    held: Collection[str] = ()
    """Labels of notes whose call stands in a last line that must not stand alone at the head of a page."""
    oddities: list[tuple[str, str]] = field(default_factory=list)
    """(code, what was found) of each."""
    _out: list[str] = field(default_factory=list)
    _pending: list[str] = field(default_factory=list)
    """Anchors and margin numbers that wait for the first text of their element."""
    _space: bool = True
    """Whether what was written last ends in a space, or nothing was."""
    _called: dict[str, str] = field(default_factory=dict)
    """Notes called so far, and the number of each."""
    _skipped: HtmlElement | None = None
    """The link that shows a paragraph's number, once the number stands in the margin."""
    _unit: HtmlElement | None = None
    """What stands on one page as a whole, while it is being written: an event, a term, a short table."""
    _broken: bool = False
    """Whether a list or table is being written that the engine breaks where it likes: it heeds no room there."""
    _edges: tuple[HtmlElement, dict[HtmlElement, str]] | None = None
    """The block that was asked last, and where in it its calls stand."""
    _led: set[str] = field(default_factory=set)
    """Notes for which there is room where an earlier note of the same line or unit is."""
    _in_heading: bool = False
    """Whether a heading is being written: its notes must not show in the contents."""

    def _blocks(self, element: HtmlElement, tight: bool = False) -> list[str]:
        """The statements that set what an element holds; whoever writes blocks knows how."""
        raise NotImplementedError

    def _inline(self, element: HtmlElement) -> str:
        """What an element holds as one content block in braces; empty where it holds nothing."""
        return self._inline_run([element.text or "", *(part for e in element for part in (e, e.tail or ""))])

    def _inline_run(self, run: list[HtmlElement | str]) -> str:
        outer, self._out, self._space = self._out, [], True
        for part in run:
            if isinstance(part, str):
                self._text(part)
            else:
                self._element(part)
        done, self._out, self._space = self._out, outer, True
        return block(done) if done else ""

    def _children(self, element: HtmlElement) -> None:
        self._text(element.text or "")
        for child in element:
            self._element(child)
            self._text(child.tail or "")

    def _nested(self, element: HtmlElement) -> str:
        """What an inline element holds, with the spaces around it in mind."""
        outer, self._out = self._out, []
        self._children(element)
        done, self._out = self._out, outer
        return block(done) if done else ""

    def _element(self, element: HtmlElement) -> None:
        """One inline element."""
        self._anchor(element.get("id") if not is_call(element) else None)
        tag = element.tag
        if is_call(element):
            self._call(element)
        elif element is self._skipped or LINK_ONLY in classes(element):
            return
        elif tag == "br":
            self._out.append("linebreak()")
            self._space = True
        elif tag in ("img", "svg"):
            self._emit(*self._image(element))
        elif tag in _CODE:
            text = self._shown(collapsed("".join(element.itertext())))
            if text:
                self._emit("; may-break; ".join(f"raw({quoted(part)})" for part in parts(text)))
        elif tag == "a":
            self._link(element)
        elif SAYS in classes(element) or tag in STYLES or _LANGUAGE.match(element.get("lang") or ""):
            body = self._nested(element)
            if body:
                self._out.append(_styled(element, body))
        elif level := shade(classes(element)):
            self._out.append(f"shaded({level}, {self._nested(element)})")
        elif tag == "q":
            self._text("“")
            self._children(element)
            self._text("”")
        else:
            self._children(element)

    def _text(self, text: str) -> None:
        """Text, its spaces collapsed with those before it."""
        text = collapsed(text)
        if self._space:
            text = text.lstrip(" ")
        if not text:
            return
        if text != " ":
            self._out += self._flush()
        if not self._space and text[0] in _CLOSERS:
            text = _CLOSERS[text[0]] + text[1:]  # it follows what another element holds
        self._space = text.endswith(" ")
        for kind, piece in pieces(self._shown(curled(text))):
            self._out.append(_PIECES[kind].format(quoted(piece)))

    def _emit(self, *codes: str) -> None:
        self._out += [*self._flush(), *codes]
        self._space = False

    def _link(self, element: HtmlElement) -> None:
        body = self._nested(element)
        if not body:
            return
        label, url = self.links.resolve(self.page.path, element.get("href") or "")
        if label:
            self._out.append(f"inner({quoted(label)}, {body})")
        elif url:
            self._out.append(f"outer({quoted(self._shown(url))}, {body})")
        else:
            self._out.append(body)

    def _call(self, element: HtmlElement) -> None:
        """A call of a note: the note itself at its first call, a reference to it after."""
        link, note = next(element.iter("a")), called(element)
        label = quoted(f"{self.page.path}#{note}")
        if note not in self.page.notes:
            self._text(plain(link))
            return
        if self._out and self._out[-1].startswith(("note(", "again(", "back(", "in-text(")):
            self._out.append("between-calls")
        if note in self._called:
            number = quoted(self._called[note])
            # The engine would not take a line to the next page for a note that follows a note of another page in it.
            following = {*companions(element, self._unit), *ahead(element, LINE)}
            if any(n in self.page.notes and n not in self._called for n in following):
                self._emit_note(f"back({label}, {number})")
            else:
                self._emit_note(f"again({label}, {number})")
            return
        shown = "".join(link.itertext()).strip()
        number = shown if note.removeprefix("fn-").isdecimal() else str(len(self._called) + 1)
        self._called[note] = number
        outer = self._out, self._pending, self._space
        self._out, self._pending = [], []
        body = block(self._note(self.page.notes[note]))
        self._out, self._pending, self._space = outer
        self._emit_note(f"note({label}, {quoted(number)}, {body}{self._room(element, note)})")
        if f"{self.page.path}#{note}" in self.held:
            self._emit(f"hold({self._length(note)})")

    def _room(self, call: HtmlElement, note: str) -> str:
        """The options of a note that say what must find room on its page, too."""
        breaks = ", breaks: true" if self._length(note) > LONG_NOTE else ""
        if self._broken or note in self._led:
            return f", lines: 0{breaks}"
        others = [n for n in companions(call, self._unit) if n in self.page.notes and n not in self._called]
        self._led.update(others)
        lengths = [min(LONG_NOTE, self._length(n)) for n in dict.fromkeys(others)]
        if self._unit is not None:
            lines = ", lines: 0"
        else:
            at = self._edge(call)
            lines = (", lines: .5" if at == "last" else "") + (f", edge: {quoted(at)}" if at else "")
        return lines + (f", after: {code(lengths)}" if lengths else "") + breaks

    def _edge(self, call: HtmlElement) -> str:
        """Where in its block a call stands (see `edges`), which is asked once a block."""
        home = block_of(call)
        if home is None:
            return ""
        if self._edges is None or self._edges[0] is not home:
            self._edges = home, edges(home, LINE)
        return self._edges[1].get(call, "")

    def _length(self, note: str) -> int:
        """About how many characters a note has, the address below it included."""
        return len(plain(self.page.notes[note])) + len(self._address(self.page.notes[note]))

    def _address(self, note: HtmlElement) -> str:
        """The address to print below a note; the summary, which is kept short, goes without."""
        return "" if self.page.part else self.links.cited(self.page.path, note)

    def _emit_note(self, call: str) -> None:
        self._emit(f"in-text({call})" if self._in_heading else call)

    def _note(self, note: HtmlElement) -> list[str]:
        """What stands at the foot of the page: the note, and the address of what it cites."""
        inside = [line for p in (note.findall("p") or [note]) for line in self._blocks(p, tight=True)]
        if url := self._address(note):
            inside.append(f"address({quoted(url)})")
        return inside or ['"–"']

    def _image(self, element: HtmlElement) -> list[str]:
        """A picture with its alternative text, or that text in brackets where the picture can't be set."""
        image, oddity = self.images.take(self.page.path, element)
        if oddity:
            self.oddities.append(oddity)
        if image is None:
            return []
        if image.name is None:
            return [quoted(self._shown(f"[{image.alt}]"))] if image.alt else []
        return [f"image({quoted(image.name)}, alt: {quoted(self._shown(image.alt))})"]

    def _anchor(self, fragment: str | None) -> None:
        """Keeps an anchor for the next text, where something links to it."""
        if fragment is not None and self.links.labelled(self.page.path, fragment):
            self._pending.append(f"anchor({quoted(f'{self.page.path}#{fragment}')})")

    def _breaks(self, code: str) -> bool:
        """Whether a new page must begin before a statement, since it calls a note that would stand elsewhere."""
        return any(f"note({quoted(label)}" in code for label in self.breaks)

    def _flush(self) -> list[str]:
        done, self._pending = self._pending, []
        return done

    def _shown(self, text: str) -> str:
        return replaced(text, self.stand_ins)


def _styled(element: HtmlElement, body: str) -> str:
    """What an inline element holds, in its style and language."""
    language = _LANGUAGE.match(element.get("lang") or "")
    if language:
        body = f"text(lang: {quoted(language[1])}, {body})"
    function = "says" if SAYS in classes(element) else STYLES.get(element.tag)
    return f"{function}({body})" if function else body


def block(statements: list[str]) -> str:
    """Statements as one block of code, which is what they set."""
    return "{" + "; ".join(statements) + "}"
