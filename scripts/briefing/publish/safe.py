"""Passes the HTML of every page through the allow-list: elements, attributes, schemes, and no other host.

What a page may hold is listed in `allowed`; the parsing and the writing are nh3's, so that what is judged is
what a browser will read. What is taken out is told of: the same HTML is written a second time with everything that
it holds allowed, and where the two differ something was taken.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

import nh3

from briefing.publish.allowed import ATTRIBUTES, DRAWN, ELEMENTS, PREFIXES, SCHEMES

_LOADED = frozenset({"src", "srcset", "poster"})
"""Attributes whose address a browser fetches without being asked."""
_SILENT = frozenset({"script", "style", "template"})
"""Elements whose content is no text either."""

_DRAWING = re.compile(
    r"(?:url\(\s*[\"']?#[^()\\]*\)|(?:rgba?|hsla?|matrix|translate|scale|rotate|skew[xy])\([^()\\]*\)|[^()\\])*+",
    re.IGNORECASE,
)
"""What an attribute of a drawing may say: of functions those of colour and place, and what leads to its own parts."""
_NAME = re.compile(r"<([a-zA-Z][^\s/>\0]*)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,40}):")
_BEFORE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*\Z")
_HANDLER = re.compile(r"\bon[a-z]{3,24}\b", re.IGNORECASE)
_PLAIN = re.compile("[^<>&\0\r\xa0\ud800-\udfff]*")
"""Text in which a browser finds no markup, and that is written back as it stands."""
_LONG = 400
"""Characters from which on a piece of HTML is hardly ever met twice."""
_GAP = re.compile(r"[\x00-\x20\x7f-\x9f]")
_TAG = re.compile(r'<([a-zA-Z][^\s>/]{0,99})((?: [^\s"=<>]+(?:="[^"]*")?)*)>')
_ATTRIBUTE = re.compile(r' ([^\s"=>]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that was taken out of a page."""

    code: str
    """E540 for what may not stand on a page; E541 for what would be fetched from another host."""
    message: str
    piece: str
    """What stood there, as it is likely to be found in what was written."""


def written(taken: Taken) -> str:
    """What was taken, in one line of a log, from which `read` has it back.

    >>> read(written(Taken("E540", "Left out.", "<b"))) == Taken("E540", "Left out.", "<b")
    True
    """
    return f"{taken.message} briefing:{json.dumps([taken.code, taken.message, taken.piece])}"


def read(line: str) -> Taken | None:
    """What a line of a log tells of, or None where it is another's."""
    _, mark, rest = line.partition("briefing:[")
    if not mark:
        return None
    try:
        return Taken(*json.JSONDecoder().raw_decode(f"[{rest}")[0])
    except (ValueError, TypeError):
        return None


def made_safe(text: str, hosts: Collection[str] = ()) -> tuple[str, tuple[Taken, ...]]:
    """The HTML with nothing in it but what the list allows, and what was taken out of it, each thing once.

    `hosts` are those from which the desk lets pictures, films and frames be loaded.

    >>> made_safe('<a href="javascript:alert(1)">x</a>')[0]
    '<a>x</a>'
    """
    if _PLAIN.fullmatch(text):
        return text, ()
    allowed = frozenset(hosts)
    return _short(text, allowed) if len(text) < _LONG else _made_safe(text, allowed)


def _made_safe(text: str, hosts: frozenset[str]) -> tuple[str, tuple[Taken, ...]]:
    """The same, of HTML that has not been met before."""
    same = text.replace("\xa0", "&nbsp;") if "\xa0" in text else text  # which is how a no-break space is written back
    if "<svg" not in text and " src" not in text and (clean := _PLAINER.clean(text)) == same:
        return clean, ()
    clean = _cleaner(hosts).clean(text)
    if clean == same:
        return clean, ()
    strange = {name.lower() for name in _NAME.findall(text)} - _LOWER
    if not strange and _everything(text) == clean and text.count(" href=") == clean.count(" href="):
        return clean, ()
    found = dict.fromkeys(_taken(text, clean, hosts))
    told = {taken.piece for taken in found}
    found |= {_element(name): None for name in sorted(strange) if f"<{name}" not in told}
    return clean, tuple(found)


_short = lru_cache(maxsize=4096)(_made_safe)
"""Headings come again from page to page."""


def _cleaner(hosts: frozenset[str]) -> nh3.Cleaner:
    """What cleans a page; one for each set of hosts."""
    if hosts not in _CLEANERS:

        def kept(element: str, attribute: str, value: str) -> str | None:
            if attribute in _LOADED and any(not is_near(address, hosts) for address in _addresses(attribute, value)):
                return None
            return value if attribute not in DRAWN or _DRAWING.fullmatch(value) else None

        frames = {"iframe"} if hosts else set()
        _CLEANERS[hosts] = nh3.Cleaner(
            tags=set(ELEMENTS) | frames,
            attributes=ATTRIBUTES,
            attribute_filter=kept,
            clean_content_tags=set(_SILENT),
            generic_attribute_prefixes=PREFIXES,
            link_rel=None,
            url_schemes=set(SCHEMES),
        )
    return _CLEANERS[hosts]


_PLAINER = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={name: set(labels) - _LOADED - DRAWN for name, labels in ATTRIBUTES.items()},
    clean_content_tags=set(_SILENT),
    generic_attribute_prefixes=PREFIXES,
    link_rel=None,
    url_schemes=set(SCHEMES),
)
"""What cleans of more than has to go, and need ask nobody: where it leaves a page as it is, so does the other."""
_LOWER = frozenset(name.lower() for name in (*ELEMENTS, "iframe"))
_CLEANERS: dict[frozenset[str], nh3.Cleaner] = {}


def _everything(text: str) -> str:
    """The HTML as a browser reads it, with all its elements, attributes and schemes."""
    names = {name for found in _NAME.findall(text) for name in (found, found.lower())} | ELEMENTS
    attributes = {name for found in _attributes(text) for name in (found, found.lower())}
    attributes |= {found.lower() for found in _HANDLER.findall(text)}
    attributes |= {name for allowed in ATTRIBUTES.values() for name in allowed}
    schemes = {scheme.lower() for scheme in _schemes(_GAP.sub("", unescape(text)))} if ":" in text else set()
    return _lenient(frozenset(names), frozenset(attributes), SCHEMES | schemes).clean(text)


@lru_cache(maxsize=64)
def _lenient(names: frozenset[str], attributes: frozenset[str], schemes: frozenset[str]) -> nh3.Cleaner:
    """What keeps all that it is told of; pages hold the same few things."""
    return nh3.Cleaner(
        tags=set(names),
        attributes={"*": set(attributes)},
        generic_attribute_prefixes=PREFIXES,
        clean_content_tags=set(),
        link_rel=None,
        url_schemes=set(schemes),
    )


def _schemes(text: str) -> Iterator[str]:
    """Whatever stands before a colon and could be a scheme."""
    for before in text.split(":")[:-1]:
        if match := _BEFORE.search(before, max(0, len(before) - 41)):
            yield match[0]


def _attributes(text: str) -> Iterator[str]:
    """Whatever stands before a sign of equality: names of attributes, among other things."""
    for before in text.split("=")[:-1]:
        words = re.split(r"[\s\"'/<>]", before[-80:].rstrip())
        if words[-1]:
            yield words[-1]


def _taken(text: str, clean: str, hosts: frozenset[str]) -> Iterator[Taken]:
    """What stands in the HTML as it was written, and not in the HTML as it was cleaned."""
    gone = Counter(m.group() for m in _TAG.finditer(_everything(text)))
    gone.subtract(m.group() for m in _TAG.finditer(clean))
    told = False
    for tag, count in gone.items():
        if count > 0:
            for taken in _parts(tag, hosts):
                told = True
                yield taken
    if not told:  # an address that no browser could read, or a stray piece of markup
        kept = {unescape(m[2] or "") for m in _ATTRIBUTE.finditer(clean)}
        lost = [value for m in re.finditer(r'\shref="([^"]*)"', text) if (value := unescape(m[1])) not in kept]
        for address in lost:
            yield left_off(address)


def _parts(tag: str, hosts: frozenset[str]) -> Iterator[Taken]:
    """What of a tag the list does not allow."""
    match = _TAG.fullmatch(tag)
    assert match is not None
    name = match[1]
    if name not in ELEMENTS and not (name == "iframe" and hosts):
        if name == "iframe" or (name in ("script", "embed", "object", "frame") and "://" in tag):
            address = next((unescape(m[2] or "") for m in _ATTRIBUTE.finditer(tag) if m[1] in ("src", "data")), "")
            yield Taken(
                "E541", f"The element <{name}> would load “{_shown(address)}”; it was left out.", address or "<iframe"
            )
        else:
            yield _element(name)
        return
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
    for attribute in _ATTRIBUTE.finditer(match[2]):
        label, value = attribute[1], unescape(attribute[2] or "")
        if label in _LOADED and any(not is_near(address, hosts) for address in _addresses(label, value)):
            yield Taken("E541", f"“{_shown(value)}” is on another host; it is not loaded.", value)
        elif label not in allowed and not label.startswith(tuple(PREFIXES)):
            yield Taken("E540", f"The attribute `{label}` may not stand on a page; it was taken off <{name}>.", label)
        elif label in ("href", "src", "cite", "poster") and not _is_link(value):
            yield left_off(value)
        elif label in DRAWN and not _DRAWING.fullmatch(value):
            yield Taken("E541", f"“{_shown(value)}” leads out of the drawing; it was taken off <{name}>.", value)


def _element(name: str) -> Taken:
    """An element that was left out."""
    return Taken("E540", f"The element <{name}> may not stand on a page; it was left out.", f"<{name}")


def left_off(value: str) -> Taken:
    """An address that was taken off."""
    message = f"The address “{_shown(value)}” is not one that a page may link to; the link was dropped."
    return Taken("E540", message, value)


def _shown(value: str) -> str:
    """An address in a message: cut, with what can't be seen named."""
    return "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in value[:80])


def _is_link(address: str) -> bool:
    """Whether an address is relative or has a scheme of the list."""
    scheme = _SCHEME.match(_GAP.sub("", address))
    return scheme is None or scheme[1].lower() in SCHEMES


def is_address(value: str) -> bool:
    """Whether a text can be read as an address at all: no bracket left open, no host of forbidden characters."""
    try:
        urlsplit(value)
        return True
    except ValueError:
        return False


def _addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute: `srcset` holds several, each with its width."""
    return [part.split()[0] for part in value.split(",") if part.strip()] if attribute == "srcset" else [value]


def is_near(address: str, hosts: Collection[str]) -> bool:
    """Whether an address leads to this site, or to a host from which the desk lets things be loaded."""
    plain = _GAP.sub("", address).replace("\\", "/")
    if not plain.startswith("//") and not _SCHEME.match(plain):
        return True
    try:
        found = urlsplit(plain)
        return found.scheme in ("", "https", "http") and (found.hostname or "") in hosts
    except ValueError:
        return False
