"""Which element of XHTML an element of a page becomes, so that each stands where a reading system expects it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from lxml.html import HtmlElement

from briefing.publish.pdf.parts import PILCROW
from briefing.publish.pdf.reading import CONTROLS
from briefing.publish.pdf.trees import HEADINGS, classes

INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
        "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    }
)  # fmt: skip
OTHER_INLINE = frozenset({"data", "font", "label", "img", "svg", "tt", "strike", "big", "ruby", "rt", "rp"})
BLOCKS = HEADINGS | {
    "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "hr", "li", "ol", "p", "pre", "ul",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
}  # fmt: skip
INTERNAL = "internal"
"""Class of the box that marks a page of a full edition: in the book the mark stands above each chapter."""
VOID = frozenset({"br", "hr", "wbr"})
_RENAMED = {"summary": "p", "tt": "code", "strike": "s", "font": "span", "label": "span", "data": "span"}
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_PARENTS: Mapping[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "caption": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": _GROUPS | {"table"},
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "figcaption": frozenset({"figure"}),
}
"""Elements that stand in certain others only; elsewhere each becomes a `div`."""

_WRAPPED: Mapping[str, tuple[str, str]] = {
    "ul": ("<li>", "</li>"),
    "ol": ("<li>", "</li>"),
    "dl": ("<dd>", "</dd>"),
    "tr": ("<td>", "</td>"),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot"), ("<tr><td>", "</td></tr>")),
}
_TEXT_ONLY = (INLINE - {"a", "ins", "del"}) | HEADINGS | {"p", "pre", "dt"}
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def name_of(element: HtmlElement, within: str, inline: bool) -> str:
    """The element that it becomes inside of an element named `within`; only text may stand there if `inline`."""
    name = _RENAMED.get(element.tag, element.tag)
    blocks = holds_blocks(element)
    if name not in INLINE and name not in BLOCKS:
        name = "div" if blocks or element.tag not in OTHER_INLINE else "span"
    if name in _PARENTS and within not in _PARENTS[name]:
        name = "div"
    if inline and name in BLOCKS:
        return "span"
    if not inline and blocks and (name == "p" or (name in INLINE and name in _TEXT_ONLY)):
        return "div"
    wanting = name == "bdo" and element.get("dir") not in ("ltr", "rtl")
    wanting |= name == "time" and not _DATE.match(element.get("datetime") or "")
    return "span" if wanting else name


def holds_blocks(element: HtmlElement) -> bool:
    """Whether an element holds others than inline elements."""
    return any(e.tag not in INLINE and e.tag not in OTHER_INLINE for e in element.iterdescendants("*"))


def holds_text_only(name: str) -> bool:
    """Whether only text and inline elements may stand in an element."""
    return name in _TEXT_ONLY


def left_out(element: HtmlElement) -> bool:
    """Whether an element is left out: a paragraph or an item without content, a box that says what stands above."""
    if element.tag in ("li", "p"):
        shown = element.text_content().strip() or any(e.tag in ("img", "svg") for e in element.iter())
    else:
        shown = INTERNAL not in classes(element)
    return not shown and not any(e.get("id") for e in element.iter())


def wrapper(name: str, child: HtmlElement | str) -> tuple[str, str]:
    """The tags that a child needs around it inside of an element: a list holds items only, a row cells."""
    if name not in _WRAPPED or (not isinstance(child, str) and name in _PARENTS.get(child.tag, ())):
        return "", ""
    return _WRAPPED[name]


def text_of(text: str) -> str:
    """Text as XML holds it."""
    return escape(CONTROLS.sub("\ufffd", text), quote=False)


def attributes(given: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag."""
    return "".join(f' {name}="{escape(CONTROLS.sub(chr(0xFFFD), value))}"' for name, value in given.items())


def kept(element: HtmlElement, name: str, within: str) -> dict[str, str]:
    """The attributes of an element that go into the book."""
    found: dict[str, str] = {}
    for attribute, value in element.attrib.items():
        if (attribute == "title" and PILCROW not in classes(element)) or (
            attribute == "dir" and value in ("ltr", "rtl", "auto")
        ):
            found[str(attribute)] = str(value)
        elif attribute == "class" and value.strip():
            found["class"] = " ".join(value.split())
        elif attribute == "lang" and _LANGUAGE.match(value):
            found |= {"lang": str(value), "xml:lang": str(value)}
        elif attribute == "datetime" and name == "time":
            found["datetime"] = str(value)
    if name in ("td", "th"):
        found |= _of_cell(element, name)
    for attribute, holds in (("start", name == "ol"), ("value", name == "li" and within == "ol")):
        value = element.get(attribute) or ""
        if holds and re.match(r"-?\d{1,6}\Z", value, re.ASCII):
            found[attribute] = value
    return found


def _of_cell(element: HtmlElement, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in ("colspan", "rowspan"):
        value = element.get(attribute) or ""
        if re.match(r"[1-9]\d?\Z", value, re.ASCII) and value != "1":
            found[attribute] = value
    scope = element.get("scope") or ""
    if name == "th" and scope in ("row", "col", "rowgroup", "colgroup"):
        found["scope"] = scope
    return found
