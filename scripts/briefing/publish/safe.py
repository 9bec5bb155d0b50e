"""Takes out of a page's HTML whatever could act: scripts, handlers, addresses that run or smuggle something."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:", "ftp:", "urn:", "doi:"})
"""Schemes that a link may have; any other address is taken off its link."""

_HAZARD = re.compile(
    r"""[\s/"'](?:href|src|action|formaction|xlink:href|poster|data)\s*=\s*["']?(?![#./?]|https?:)[^"'>\s]*[:&\x00-\x1f]"""
    r"""|[\s/"']on[a-z]+\s*=|</?(?:script|iframe|object|embed|base|meta|link|style|form|frame|applet)\b""",
    re.IGNORECASE,
)
"""Finds quickly whether a page needs a closer look; on most pages nothing matches."""
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "poster", "data"})
_ACTIVE = frozenset(
    {"script", "iframe", "object", "embed", "base", "meta", "link", "style", "form", "frame", "frameset", "applet"}
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\ufeff]")


def made_safe(text: str) -> tuple[str, list[str]]:
    """The HTML without what could act, and a sentence for each thing that was taken out.

    A page in which nothing looks dangerous is returned as it is. Any other is read as a browser would read it, so that
    no markup can look harmless to us and act in a browser.

    >>> made_safe('<a href="javascript:alert(1)">x</a>')
    ('<a>x</a>', ['The address “javascript:alert(1)” is not one that a page may link to; the link was dropped.'])
    """
    if not _HAZARD.search(text):
        return text, []
    import html5lib  # slow to import, and rarely needed
    from html5lib.serializer import serialize

    def written(node: Any) -> str:
        return str(serialize(node, tree="etree", omit_optional_tags=False, quote_attr_values="always"))

    page = html5lib.parseFragment(text, treebuilder="etree", namespaceHTMLElements=False)
    findings: list[str] = []
    for parent in list(page.iter()):
        for child in list(parent):
            if str(child.tag).rpartition("}")[2].lower() in _ACTIVE:
                findings.append(
                    f"The element <{str(child.tag).rpartition('}')[2]}> may act on the page; it is shown as text."
                )
                _replace(parent, child, written(child))
            elif isinstance(child.tag, str):
                findings += _cleaned(child)
    return (written(page), findings) if findings else (text, [])


def _replace(parent: Any, child: Any, text: str) -> None:
    """Puts text where an element stands; what follows the element stays."""
    place = list(parent).index(child)
    text += child.tail or ""
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def _cleaned(element: Any) -> list[str]:
    """Takes handlers and unsafe addresses off an element; a sentence for each."""
    findings = []
    for name, value in list(element.attrib.items()):
        plain = _IGNORED.sub("", unescape(value))
        scheme = _SCHEME.match(plain)
        if str(name).lower().startswith("on"):
            findings.append(f"The event handler `{name}` was taken off an element.")
        elif str(name).lower().rpartition("}")[2] in _ADDRESSES and scheme and scheme.group().lower() not in SCHEMES:
            findings.append(f"The address “{plain[:60]}” is not one that a page may link to; the link was dropped.")
        else:
            continue
        del element.attrib[name]
    return findings
