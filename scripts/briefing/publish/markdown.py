"""Python-Markdown extension of the pages: footnotes that say where they lead, and HTML that can do no harm.

It builds on the footnotes that Python-Markdown brings and changes what its readers meet:

- a call and its note carry the roles `doc-noteref` and `doc-backlink`, the list `doc-endnotes`;
- a note is numbered by its label where that is a number (a source keeps its own numbers, gaps and all),
  else in order of first call; anchors are `fn-LABEL` and `fnref-LABEL`, `fnref2-LABEL` for a second call;
- a back-link names the sentence to which it returns, so that no two of a note's share one title;
- a page's HTML passes through the allow-list of `safe`, last of all;
- a call without a note, a note without a call and what the list takes out are warnings, which a strict build counts.

Settings: `heading` (name of the list for screen readers), `back` (title of a back-link, `{}` for the sentence).
"""

from __future__ import annotations

import html
import logging
import os
import re
from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown, util
from markdown.extensions import footnotes
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from briefing.publish.allowed import HOSTS
from briefing.publish.quick import quicken
from briefing.publish.safe import Taken, is_address, left_off, made_safe, written
from briefing.publish.unbroken import UnbrokenPostprocessor

log = logging.getLogger("mkdocs.briefing")  # a strict build counts what is logged below `mkdocs`

CALL = r"\[\^([^\]\s]{1,100})\]"
"""A call of a note, `[^label]`."""
BACK = "↑"
"""What leads from a note back to its call; the site's own faces have it."""

_NAME = re.compile(r'<span class="note-about[^>]* data-name="([^"]*)"')
"""How a note's source and paragraph are called; the generator's notes hold it."""
_MARKUP = re.compile(
    r"\[¶[^\[\]]*\]\([^()]*\)|<[^<>]*>|\x02[^\x02\x03]*\x03|\[\^[^\[\]]*\]|\]\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\}|[*_`\[\]]"
)
_SENTENCE = re.compile(r"\A.*[.!?…][”’\")]*\s+(?=\S)", re.DOTALL)


class NotesExtension(footnotes.FootnoteExtension):
    """Footnotes with roles, stable numbers and back-links that name their sentence."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(SEPARATOR="-", BACKLINK_TEXT=BACK)
        self.config = {
            **self.config,
            "heading": ["Notes", "Name of the list of notes, for screen readers."],
            "hosts": [[], "Hosts from which pages may load something; a build names them by a variable as well."],
            "back": ["Back to “{}”", "Title of a back-link; {} stands for the sentence's first words."],
        }
        self.setConfigs(settings)
        self.findings: list[Taken] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Python-Markdown calls)
        """Registers the processors in the places where the stock extension has its own."""
        md.registerExtension(self)
        md.registerExtensions(["admonition"], {})  # which the checks read as such on every page
        quicken(md)
        self.parser, self.md = md.parser, md
        md.block_level_elements.append("caption")  # else it is taken for a word in a paragraph of its table
        md.parser.blockprocessors.register(footnotes.FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(CallProcessor(CALL, self), "footnote", 175)
        md.treeprocessors.register(ListProcessor(md, self), "footnote", 50)
        md.treeprocessors.register(NumberProcessor(md, self), "footnote-number", 15)
        md.treeprocessors.register(AlignProcessor(md), "briefing-align", 10)
        md.treeprocessors.register(HeadingProcessor(md), "briefing-headings", 1)
        md.treeprocessors.register(
            AddressProcessor(md, self), "briefing-addresses", 0.5
        )  # just before a shell reads them
        md.postprocessors.register(ApostrophePostprocessor(md), "briefing-apostrophes", 1)
        md.postprocessors.register(UnbrokenPostprocessor(md), "briefing-unbroken", 0)
        md.postprocessors.register(SafePostprocessor(md, self), "briefing-safe", -100)  # after whatever else there is

    def reset(self) -> None:
        """Forgets the page before."""
        super().reset()
        self.findings = []

    def find(self, message: str, code: str = "E610", piece: str = "") -> None:
        """Records a finding and warns of it once, so that a strict build fails."""
        finding = Taken(code, message, piece)
        if finding not in self.findings:
            self.findings.append(finding)
            log.warning(written(finding))


class CallProcessor(InlineProcessor):
    """Makes a call of a note; which number it shows is known when all calls are."""

    def __init__(self, pattern: str, notes: NotesExtension) -> None:
        super().__init__(pattern)
        self.notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int | None, int | None]:
        """The call as `<sup><a>`, with the words before it kept for the way back."""
        label = m.group(1)
        if label not in self.notes.footnotes:
            self.notes.find(f"The note [^{label}] is called but not defined.")
            return None, None, None
        sup = Element("sup", {"class": "note-call", "data-note": label})
        SubElement(sup, "a", {"class": "footnote-ref", "role": "doc-noteref", "href": f"#fn-{label}"})
        sup.set("data-from", leading(data[: m.start()]))
        return sup, m.start(0), m.end(0)


class ListProcessor(Treeprocessor):
    """Appends the list of notes, before inline markup is read, so that it is read in the notes as well."""

    def __init__(self, md: Markdown, notes: NotesExtension) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        """Adds `<div class="footnote" role="doc-endnotes"><ol><li id="fn-…">`."""
        if not self.notes.footnotes:
            return
        name = self.notes.getConfig("heading")
        div = SubElement(root, "div", {"class": "footnote", "role": "doc-endnotes", "aria-label": name})
        ol = SubElement(div, "ol")
        for label, text in self.notes.footnotes.items():
            li = SubElement(ol, "li", {"id": f"fn-{label}"})
            if "\n" in text:
                holder = Element("div")
                self.notes.parser.parseChunk(holder, text)
                li.extend(list(holder))
            else:
                SubElement(li, "p").text = text


class NumberProcessor(Treeprocessor):
    """Numbers calls and notes in order of the page, and leads back from each note to each of its calls."""

    def __init__(self, md: Markdown, notes: NotesExtension) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        """Walks the calls in order, then the notes."""
        if not self.notes.footnotes:
            return
        calls: dict[str, list[tuple[str, str]]] = defaultdict(list)
        numbers: dict[str, str] = {}
        counted = 0
        for sup in root.iter("sup"):
            label = sup.attrib.pop("data-note", None)
            if label is None:
                continue
            if label not in numbers:
                counted += 0 if label.isdecimal() else 1
                numbers[label] = label if label.isdecimal() else str(counted)
            nth = len(calls[label]) + 1
            anchor = f"fnref{nth if nth > 1 else ''}-{label}"
            sup.set("id", anchor)
            calls[label].append((anchor, sup.attrib.pop("data-from", "")))
            sup[0].text = numbers[label]
            name = _NAME.search(self.notes.footnotes[label])
            spoken = f"note {numbers[label]}" + (f", {html.unescape(name[1])}" if name else "")
            sup[0].set("aria-label", spoken)
        div = next(d for d in root.iter("div") if d.get("role") == "doc-endnotes")
        self._notes(div[0], numbers, calls)

    def _notes(self, ol: Element, numbers: dict[str, str], calls: dict[str, list[tuple[str, str]]]) -> None:
        """Puts the notes in order and gives each its number and its ways back."""
        items = {li.get("id", "")[3:]: li for li in ol}
        for label in items.keys() - numbers.keys():
            self.notes.find(f"The note [^{label}] is defined but never called.")
        ol[:] = sorted(items.values(), key=lambda li: _order(numbers, li.get("id", "")[3:]))
        for li in ol:
            label = li.get("id", "")[3:]
            if numbers.get(label, "").isdecimal():
                li.set("value", numbers[label])
            _ways_back(li, calls.get(label, []), self.notes.getConfig("back"))


def _order(numbers: dict[str, str], label: str) -> tuple[int, int]:
    """Where a note stands in the list: called notes by number, then those that nothing calls."""
    number = numbers.get(label)
    return (1, 0) if number is None else (0, int(number))


def _ways_back(li: Element, calls: list[tuple[str, str]], title: str) -> None:
    """Adds a back-link for each call to the note's last paragraph."""
    last = li[-1] if len(li) and li[-1].tag == "p" else SubElement(li, "p")
    for nth, (anchor, before) in enumerate(calls, 1):
        words = title.format(first_words(before) or anchor)
        if len(calls) > 1:
            words = f"{words} ({nth})"  # what is shown is part of what is heard
        link = Element("a", {"class": "footnote-backref", "role": "doc-backlink", "href": f"#{anchor}"})
        link.set("title", words)
        link.set("aria-label", words)
        link.text = util.AtomicString(BACK if len(calls) == 1 else f"{BACK}{nth}")
        if len(last):
            last[-1].tail = (last[-1].tail or "") + "\xa0"
        else:
            last.text = (last.text or "") + "\xa0"
        last.append(link)


def leading(before: str) -> str:
    """What stands before a call, from its claim's tag on, which says what bears it out; else a sentence's length."""
    claim = before.rfind('<span class="claim"', max(0, len(before) - 4000))
    return before[claim if claim >= 0 else max(0, len(before) - 600) :]


def first_words(before: str, count: int = 6) -> str:
    """The first words of the sentence that `before` (Markdown up to a call) ends with.

    >>> first_words('One. <span class="claim" id="c-1">Two *three* four five six seven eight.')
    'Two three four five six seven …'
    """
    claim = before.rfind('class="claim"')
    text = before[before.find(">", claim) + 1 :] if claim >= 0 else before
    text = html.unescape(_MARKUP.sub("", text)).strip()
    if claim < 0:
        text = _SENTENCE.sub("", text, count=1)
    words = text.split()
    return " ".join(words[:count]).rstrip(".,;:") + (" …" if len(words) > count else "")


class AlignProcessor(Treeprocessor):
    """Says by a class what the tables' extension says by a style, which no page may hold."""

    def run(self, root: Element) -> None:
        """`text-align: right` becomes the class `to-right`."""
        for cell in root.iter():
            if cell.tag in ("td", "th") and (found := _ALIGNED.fullmatch(cell.get("style", ""))):
                del cell.attrib["style"]
                cell.set("class", f"{cell.get('class', '')} to-{found[1]}".strip())


class HeadingProcessor(Treeprocessor):
    """Leaves a heading its own name: the link to it is for the mouse, and the list of contents has the same address."""

    def run(self, root: Element) -> None:
        """Takes permalinks out of what is read aloud."""
        for link in root.iter("a"):
            if link.get("class") == "headerlink":
                link.set("aria-hidden", "true")
                link.set("tabindex", "-1")


class AddressProcessor(Treeprocessor):
    """Takes off addresses that can't be read as such, on which shells stop."""

    def __init__(self, md: Markdown, notes: NotesExtension) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, root: Element) -> None:
        """Looks at the address of each link and picture."""
        for element in root.iter():
            for name in {"href", "src"} & element.attrib.keys():
                address = _HELD.sub(lambda m: chr(int(m[1])) if m[1] else "&", element.attrib[name])
                if "\x02" in address or not is_address(address):
                    del element.attrib[name]
                    taken = left_off(_KEPT.sub("", address))
                    element.tag = "span"  # shells ask each link for its address
                    element.text = element.text or element.attrib.pop("alt", "")
                    self.notes.find(taken.message, taken.code, taken.piece)


_HELD = re.compile("\x02(?:(\\d{1,6})|amp)\x03")
"""A character that the renderer keeps aside until its end."""
_KEPT = re.compile("\x02[^\x02\x03]*\x03|[\x02\x03]")
_ALIGNED = re.compile(r"text-align: (left|right|center);?")


class SafePostprocessor(Postprocessor):
    """Passes the page's HTML through the allow-list."""

    def __init__(self, md: Markdown, notes: NotesExtension) -> None:
        super().__init__(md)
        self.notes = notes

    def run(self, text: str) -> str:
        """The page's HTML, safe whatever a source wrote."""
        text, findings = made_safe(text, [*self.notes.getConfig("hosts"), *os.environ.get(HOSTS, "").split()])
        for taken in findings:
            self.notes.find(taken.message, taken.code, taken.piece)
        return text


_MARKED = r"<(?P<skip>code|pre|script|style|kbd)\b.*?(?:</(?P=skip)>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)(?!'s\b)"
_WITHIN = re.compile(rf"{_MARKED}|<[^>]*>(?P<linked>')|(?P<mark>(?<=\w)'(?=\w))", re.DOTALL)
_PLURAL = re.compile(rf"{_MARKED}|<[^>]*>(?P<linked>')|(?P<mark>(?<=\w)'(?=\w)|(?<=s)'(?=\s))", re.DOTALL)
_OPENED = re.compile(r"(?:^|[\s(>])'(?!s\b)\w")


class ApostrophePostprocessor(Postprocessor):
    """Sets an apostrophe as print does (’); what stands in tags and in code stays, and so do quotation marks."""

    def run(self, text: str) -> str:
        """A page's HTML with its apostrophes set; after a plural's s only where no single quotation mark opens."""
        if "'" not in text:
            return text
        return (_WITHIN if _OPENED.search(text) else _PLURAL).sub(_set_apostrophe, text)


def _set_apostrophe(m: re.Match[str]) -> str:
    """The match with its apostrophe set, where it is one."""
    return m.group()[:-1] + "’" if m["mark"] or m["linked"] else m.group()


def makeExtension(**settings: Any) -> NotesExtension:  # noqa: N802 (the name that Python-Markdown calls)
    """The extension, as Python-Markdown asks for it."""
    return NotesExtension(**settings)
