"""The places that a search can lead to, read from the pages' Markdown: pages, sections and source paragraphs.

They are read before any shell has made HTML, so that an index of many pages can be made while the shell works, and so
that every shell has the same search.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import Any

import yaml
from markdown.extensions.toc import slugify, unique

from briefing.evidence.markup import COMMENT

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SKIPPED = frozenset(
    {
        "note-about", "cited-by", "cited-in", "cite-this", "copy", "says", "pilcrow", "internal",
        "caveat-mark", "beside", "when", "ticks", "key", "legend", "of", "tags", "kicker", "in-notes",
    }
)  # fmt: skip
"""Classes of elements whose words are not the page's own, or say nothing alone."""
REPEATING = {
    "source": ("topics",),
    "topic": ("timeline", "evidence", "sentences", "related", "changes"),
    "entity": ("mentions", "sentences", "related", "events"),
    "entities": ("person", "organisation", "place", "document", "event"),
}
"""Anchors of generated sections, by kind of page, whose sentences have places elsewhere: found by heading only."""
_BY_SOURCE = re.compile(r"(?:says|evidence|in)-(.+)")
_MUTE = frozenset({"script", "style", "pre", "svg"})
_INLINE = frozenset({"em", "strong", "cite", "q", "abbr", "sub", "sup"})
"""Elements beside which words are not parted."""
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "area"})

_FENCE = re.compile(r"^(`{3,}(?!`)|~{3,}(?!~)).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`(?<![\\`]`)(`*+)(.{1,2000}?)(?<!`)`\1(?!`)", re.DOTALL)
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:.*(?:\n(?: {4}.*|(?=\n {4})))*", re.MULTILINE)
_PART = re.compile(
    r"""\n(?P<hashes>\#{1,6})[ \t]+(?P<title>[^\n]+)
    |<(?P<close>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<rest>\s[^<>]*)?/?>""",
    re.VERBOSE,
)
_BRACED = re.compile(r"\{([^{}\n]*)\}[ \t]*$")
"""The attributes of a heading."""
_CLASS = re.compile(r"""\bclass\s*=\s*["']([^"']*)""")
_ID = re.compile(r"""\bid\s*=\s*["']([^"']*)""")
_LINK = re.compile(
    r"\[([^\[\]]*+)\]\(\s*+<?((?:[^()\s>]++|\([^()\s>]*+\))*+)(?:[^()]++|\([^()]*+\))*+\)(\{[^{}\n]*\})?"
)
_PICTURE = re.compile(rf"!?{_LINK.pattern}")
_CALL = re.compile(r"\[\^([^\]\s]{1,100})\]")
_NOT_WORDS = re.compile(r"\.(?:pilcrow|locator|context|headerlink)\b")
_NUMBERED = re.compile(r"p(\d+)")
_LOCATOR = re.compile(r"-p\d[\d_-]*$")
_NAMED = re.compile(r"\{\s*[:#.][^{}\n]*\}")
_EMPHASIS = re.compile(r"[*_](?<!\\.)(?:(?<=\*)\*{0,2}|(?<=_)(?:(?<!\w_)_{0,2}|_{0,2}(?!\w)))")
_BULLET = re.compile(r"\n[ \t]*(?:[-+*]|\d+\.|>)[ \t]+")
_TABLE = re.compile(r"^[|: \t-]+$|(?<!\\)\|", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~&:-])")
_AUTOLINK = re.compile(r"<([a-z]+:[^<>\s]+)>")


@dataclass(frozen=True, slots=True)
class Found:
    """A place that the search can lead to."""

    location: str
    """Address relative to the site's root, with its anchor."""
    title: str
    text: str
    page: str
    """Title of its page."""
    kind: str = ""
    names: tuple[str, ...] = ()
    """What the page is called besides: label, abbreviation, aliases, key; for the page itself only."""
    label: str = ""
    """Of a source's paragraph: the label under which the source is cited."""
    within: str | None = None
    """Of a sentence: location of the section in which it stands."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """`sources`, `topics` and `years` by which it can be filtered."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page, as it was read."""

    anchor: str
    title: str
    words: str
    links: Sequence[str]
    """`sources/KEY` and `topics/SLUG` that it links to or cites, in order."""
    within: str | None
    """Of a sentence: anchor of its section, which holds its words as well."""


@dataclass(slots=True)
class _Part:
    """A part of a page while it is read."""

    anchor: str
    title: str
    pieces: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    """`sources/KEY` and `topics/SLUG` that it links to or cites."""
    within: _Part | None = None
    """Of a sentence: its section, which holds its words as well."""


def places_of(pages: Mapping[str, str]) -> list[Found]:
    """All places of the pages (path → Markdown with its front matter), in order of path."""
    fronts = {path: read_page(path, pages[path]) for path in sorted(pages)}
    names = subject_names({path: meta for path, (meta, _) in fronts.items()})
    return [place for path, (meta, parts) in fronts.items() for place in places_on(path, meta, parts, names)]


def read_page(path: str, text: str) -> tuple[dict[str, Any], list[Part]]:
    """The front matter of a page and its parts."""
    meta, body = split_front(text)
    parts = [] if (meta.get("search") or {}).get("exclude") else _parts(path, body, str(meta.get("title") or ""))
    return meta, [
        Part(
            part.anchor,
            part.title,
            _plain("".join(part.pieces)),
            sorted(part.links),
            part.within.anchor if part.within else None,
        )
        for part in parts
    ]


def split_front(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a page; the front matter is empty where there is none."""
    if quick := quick_front(text):
        return quick
    body = without_front(text)
    found = yaml.load(text[4 : -len(body) - 4], _LOADER) if body is not text else {}
    return (found if isinstance(found, dict) else {}), body


_ROW = re.compile(r"([a-z]+): (?:([a-z]+)|([\[{\"].*))")
_NO_WORD = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Words that YAML takes for something else."""
_OTHER = re.compile(r"\\[^\"\\]|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What JSON and YAML may read otherwise."""


def quick_front(text: str) -> tuple[dict[str, Any], str] | None:
    """Front matter and body of a page whose rows are a word or JSON, as the generator writes them; else None.

    JSON in the form in which Python writes it is YAML as well, and read much sooner.
    """
    end = text.find("\n---\n", 4) if text.startswith("---\n") else -1
    head, found = text[4:end], dict[str, Any]()
    if end < 0 or _OTHER.search(head):
        return None
    for row in head.split("\n"):
        m = _ROW.fullmatch(row)
        if m is None or not _NO_WORD.isdisjoint(m.groups()):
            return None
        try:
            value = m[2] or json.loads(m[3], parse_float=_no_number, parse_constant=_no_number)
        except ValueError:
            return None
        if not m[2] and json.dumps(value, ensure_ascii=False) != m[3]:
            return None
        found[m[1]] = value
    return found, text[end + 4 :]


def _no_number(text: str) -> float:
    raise ValueError(text)


def without_front(text: str) -> str:
    """The body of a page; the text itself where there is no front matter."""
    end = text.find("\n---", 4) if text.startswith("---\n") else -1
    return text[end + 4 :] if end >= 0 else text


def places_on(path: str, meta: Mapping[str, Any], parts: Sequence[Part], names: Mapping[str, str]) -> Iterator[Found]:
    """The places of one page.

    `names` maps `sources/KEY` and `topics/SLUG` to the names by which places can be filtered.
    """
    stem = path.removesuffix(".md")
    address = "" if stem == "index" else stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"
    years = (str(meta["year"]),) if meta.get("year") else ()
    kind = str(meta.get("kind") or "")
    for part in parts:
        known = {names[subject]: subject for subject in (stem, *part.links) if subject in names}
        facets = {
            "sources": tuple(sorted(name for name, subject in known.items() if subject.startswith("sources/"))),
            "topics": tuple(sorted(name for name, subject in known.items() if subject.startswith("topics/"))),
            "years": years,
        }
        outer = part.anchor if part.within is None else part.within
        words = "" if _is_repeated(outer, kind, names) else part.words
        if part.within is not None and not words:
            continue
        numbered = _NUMBERED.fullmatch(part.anchor) if kind == "source" else None
        label = str(meta.get(kind) or "") if numbered else ""
        title = f"{label}, ¶ {numbered[1]}" if numbered and label else part.title
        called = _called(meta, parts[0].title) if not part.anchor else ()
        within = None if part.within is None else _at(address, outer)
        yield Found(_at(address, part.anchor), title, words, parts[0].title, kind, called, label, within, facets)


def _at(address: str, anchor: str) -> str:
    return address + (f"#{anchor}" if anchor else "")


def _called(meta: Mapping[str, Any], title: str) -> tuple[str, ...]:
    """What a page is called: its title, label, key and aliases, and the initials of a name of several words."""
    kind, citation = str(meta.get("kind") or ""), meta.get("citation")
    if kind not in ("topic", "source", "entity"):
        return (title,) if title else ()
    own = [title, str(meta.get(kind) or ""), *map(str, meta.get("names") or ())]
    if kind == "source" and isinstance(citation, dict):
        own += [str(citation.get(name) or "") for name in ("key", "short")]
    short = [_initials(name) for name in own] if kind != "source" else []
    return tuple(dict.fromkeys(name for name in (*own, *(s for s in short if len(s) > 1)) if name))


def _initials(name: str) -> str:
    """The capitals with which a name's words begin, and abbreviations in it as they are.

    >>> _initials("Russian Council of Trade"), _initials("UN Security Council")
    ('RCT', 'UNSC')
    """
    return "".join(word if word.isupper() else word[0] for word in name.split() if word[0].isupper())


def _is_repeated(anchor: str, kind: str, names: Container[str]) -> bool:
    """Whether a section repeats what has a place of its own: what a source says of a topic, for one."""
    source = _BY_SOURCE.fullmatch(anchor) if kind in REPEATING else None
    if kind in ("sources", "topics"):
        return True  # each row has a page
    if kind == "front":
        return re.fullmatch(r"judgements-\d+", anchor) is not None
    if kind == "entity" and anchor.startswith("year-"):
        return True
    return anchor in REPEATING.get(kind, ()) or (source is not None and f"sources/{source[1]}" in names)


def subject_names(metas: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """`sources/KEY` and `topics/SLUG` → the name in the page's front matter; `metas` by path of the page."""
    return {
        path.removesuffix(".md"): str(meta.get(meta["kind"]) or meta.get("title") or path)
        for path, meta in metas.items()
        if meta.get("kind") in ("source", "topic")
    }


def _parts(path: str, text: str, title: str) -> list[_Part]:
    """The page's parts in order of place; text before the first heading belongs to the page itself."""
    if "<!--" in text:
        text = COMMENT.sub("", text)
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("", text)
    if "`" in text:
        text = _CODE.sub(lambda m: escape(m.group(2)), text)
    text = "\n" + _AUTOLINK.sub(r"\1", _NOTE.sub("", text) if "[^" in text else text)
    folder = posixpath.dirname(path)
    parts = {"": _Part("", title)}
    used: set[str] = set()
    part = parts[""]
    stack: list[tuple[str, bool, _Part, str]] = []
    claim: _Part | None = None
    when, dated = "", 0  # an event's date, and how deep its element stands
    mute = 0
    done = 0
    for m in _PART.finditer(text):
        if m.start() > done:
            _take(text[done : m.start()], folder, mute > 0, part, claim)
            if dated and len(stack) >= dated:
                when += text[done : m.start()]
        done = m.end()
        hashes, heading, close, tag, rest = m.groups("")
        if hashes:
            attributes = _BRACED.search(heading)
            name = _plain(heading[: attributes.start() if attributes else None].rstrip(" \t").rstrip("#"))
            anchor = _anchor(attributes[1] if attributes else "", name, used)
            if len(hashes) == 1:
                parts[""].title = parts[""].title or name
            elif len(hashes) <= 4 and not mute:
                part = parts.setdefault(anchor, _Part(anchor, name))
            continue
        tag = tag.lower()
        if tag in _VOID or text[done - 2] == "/":
            continue
        if not close:
            silent, gap, anchor, classes = _opened(tag, rest)
            stack.append((tag, silent, part, gap))
            mute += silent
            if "paragraph" in classes and anchor and not mute:
                part = parts.setdefault(anchor, _Part(anchor, f"{parts[''].title}, ¶ {anchor[1:]}"))
            elif "work" in classes and anchor and not mute:
                part = parts.setdefault(anchor, _Part(anchor, parts[""].title))
            if tag in ("li", "p") and not claim:
                when, dated = ("", 0) if tag == "li" else ("", len(stack)) if "when" in classes else (when, dated)
            part.pieces.append(gap)
            if "claim" in classes and anchor and not mute:
                claim = parts.setdefault(anchor, _Part(anchor, _plain(when) or part.title, within=part))
                when = ""
                stack[-1] = (f"{tag}.claim", *stack[-1][1:])
        elif claim and tag == "span" and stack and stack[-1][0] == "span.claim":
            stack.pop()
            claim = None
        elif stack and (stack[-1][0] == tag or any(opened == tag for opened, *_ in stack)):
            while True:
                opened, silent, before, gap = stack.pop()
                mute -= silent
                if opened == tag:
                    break
            dated = dated if len(stack) >= dated else 0
            part = before if part.title.startswith(f"{parts[''].title}, ¶") and tag == "div" else part
            part.pieces.append(gap)
    _take(text[done:], folder, mute > 0, part, None)
    return list(parts.values())


@lru_cache(maxsize=10_000)
def _opened(tag: str, rest: str) -> tuple[bool, str, str, frozenset[str]]:
    """Of an opening tag: whether its words are silent, what parts them, its anchor and its classes."""
    classes = frozenset((_CLASS.search(rest) or _EMPTY)[1].split())
    silent = tag in _MUTE or not classes.isdisjoint(SKIPPED) or "data-search-exclude" in rest
    gap = "" if tag in _INLINE or " lang=" in rest else " "
    anchor = (_ID.search(rest) or _EMPTY)[1]
    return silent, gap, anchor, classes


_EMPTY = ("", "")
"""Stands for a match that found nothing."""


def _anchor(attributes: str, name: str, used: set[str]) -> str:
    """The anchor that a heading will have: its own, or the one that the toc extension makes."""
    own = re.search(r"#([\w:.-]+)", attributes)
    if own:
        used.add(own[1])
        return own[1]
    return str(unique(slugify(name, "-"), used))


def _take(text: str, folder: str, mute: bool, part: _Part, claim: _Part | None) -> None:
    """Adds the words of a stretch of Markdown to what holds it, unless they are mute, and what it links to anyway."""
    links = []
    if "](" in text:
        links += [subject for link in _LINK.finditer(text) if (subject := _subject(folder, link[2].partition("#")[0]))]
    if "[^" in text:
        links += [f"sources/{_LOCATOR.sub('', call[1])}" for call in _CALL.finditer(text)]
    for holder in (part, claim) if claim else (part,):
        holder.links.update(links)
        if not mute:
            holder.pieces.append(text)


@lru_cache(maxsize=100_000)
def _subject(folder: str, link: str) -> str:
    """`sources/KEY` or `topics/SLUG` to which a link of a folder's page leads; empty for any other."""
    target = posixpath.normpath(posixpath.join(folder, link))
    return target.removesuffix(".md") if target.endswith(".md") and target.startswith(("topics/", "sources/")) else ""


def _plain(text: str) -> str:
    """Markdown as its words.

    >>> _plain("A *[link](x.md#p1)*, a \\\\[bracket] and a call.[^moss-p1]")
    'A link, a [bracket] and a call.'
    """
    if "[" in text:
        link = _PICTURE if "![" in text else _LINK
        text = link.sub(lambda m: "" if m[3] and _NOT_WORDS.search(m[3]) else m[1], _CALL.sub("", text))
    text = _BULLET.sub("\n", f"\n{text}")
    for sign, pattern in (("{", _NAMED), ("*", _EMPHASIS), ("_", _EMPHASIS)):
        if sign in text:
            text = pattern.sub("", text)
    if "|" in text:
        text = _TABLE.sub(" ", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return " ".join((unescape(text) if "&" in text else text).split())
