# ruff: noqa: E501 - patterns read best on one line
"""Which elements of a page are not its text: what speaks for it and what against, weighed once.

For: the element's tag and role, its names (see `names.py`), the share of it that is links, cards, forms, its own heading.
Against: its prose, a heading of its own that is none of such a box, its place between pieces of text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from briefing.ingest.names import split_names
from briefing.ingest.readers.html.marks import HEAD, LIST
from briefing.ingest.readers.html.names import KEPT, evidence
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.tags import BLOCKS, HEADINGS, NEVER
from briefing.ingest.roles.patterns import COMMENTS_HEAD, CONTENTS_HEAD, TAGS_HEAD, TEASERS_HEAD

SHARE = 0.45
"""An element that holds so much of the page's prose is not chrome, whatever its name."""
BY_TAG = {"nav": ("navigation", 4.0), "noscript": ("no-script", 9.0), "dialog": ("dialog", 4.0), "menu": ("navigation", 3.0),
          "amp-sidebar": ("navigation", 4.0), "form": ("form", 2.5), "aside": ("aside", 2.2)}  # fmt: skip
BY_ROLE = {"navigation": ("navigation", 4.0), "banner": ("site-header", 3.0), "contentinfo": ("site-footer", 3.5), "search": ("form", 4.0),
           "complementary": ("aside", 2.2), "dialog": ("dialog", 4.0), "alertdialog": ("dialog", 4.0), "alert": ("dialog", 2.0),
           "menu": ("navigation", 3.0), "menubar": ("navigation", 4.0), "toolbar": ("tools", 3.0), "tablist": ("navigation", 3.0),
           "form": ("form", 2.5), "doc-toc": ("contents", 4.0), "doc-pagebreak": ("page-numbers", 4.0), "tooltip": ("tooltip", 3.0),
           "directory": ("contents", 3.0)}  # fmt: skip
GENERAL = frozenset(["navigation", "aside", "form", "after-text", "site-header", "site-footer"])
"""Rules that say less than a name does."""
LAYERS = ("cookie-notice", "dialog")
"""Rules on what lies above a page until somebody closes it."""
INVISIBLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$|!))", re.I
)
OPENED = re.compile(
    r" (?:accordion|collapsed?|collapsible|panel|tab ?panel|toggle|expand(?:er|able)?|details|faq|spoiler|read ?more|more) "
)
"""Names of what opens on a click."""
BOXED = re.compile(
    r"\W{0,12}(?:newsletters?|share(?: (?:this|on|via|it|with)\b.{0,30})?|follow us.{0,30}|subscribe.{0,40}|sign up.{0,40}|about (?:the )?authors?|advertisement|sponsored(?: (?:content|posts?|links?|by)\b.{0,30})?|(?:this .{2,20} uses |we use |use of |accept )?cookies?(?: (?:policy|settings|notice|consent|preferences|on this)\b.{0,30})?|categories|archives?|search|menu)\W*",
    re.I,
)
"""Headings of boxes beside those that announce texts, comments, contents or tags."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on an element, and on what grounds."""

    rule: str
    """The rule by which it would be dropped; empty where nothing speaks for one."""
    speaks_for: float = 0.0
    against: float = 0.0

    @property
    def chrome(self) -> bool:
        """Whether the element is not the page's text."""
        return self.speaks_for > self.against


KEEP = Verdict("")


def judge(page: Page, element: Element, whole: int, *, inside: bool, after: bool = False) -> Verdict:
    """What an element is; the rule in it is the runner-up where it is not chrome.

    `whole` is the page's prose in characters; `inside` says that the element lies within the article, where `header`
    and `footer` are the article's own; `after`, that all of the text stands before it.
    """
    tag = tag_of(element)
    if tag in NEVER:
        return KEEP if tag == "button" and _in_heading(element) else Verdict(NEVER[tag], 9.0)
    found = _signals(page, element, tag, inside)
    if after and (behind := _behind_text(page, element, tag)):
        found["after-text"] = behind
    if not found:
        return KEEP
    size, prose = page.size[element], page.prose[element]
    hidden = found.pop("hidden", 0.0)
    layer = any(found.get(rule, 0.0) >= 2.0 for rule in LAYERS) and 0.8 * prose <= whole - prose >= 300
    crowd = found.get("comments", 0.0) >= 2.0 and whole - prose >= 300 and _many_comments(page, element)
    if whole and not (layer or crowd) and max(prose, _with_fellows(page, element, prose)) > SHARE * whole:
        return KEEP
    strength = max(found.values(), default=0.0)
    named = [rule for rule in found if rule not in GENERAL]
    rule = max(named or found, key=lambda r: found[r], default="hidden")
    if hidden:
        rule, strength = ("hidden", hidden + 0.5 * strength)
    links = page.linked[element] / size if size else 0.0
    strength += 2.0 if links >= 0.5 else 1.0 if links >= 0.3 else 0.0
    heads = _heads(page, element) if prose else []
    boxed = bool(heads) and _is_box(page.text(heads[0]))
    cards = sum(page.linked[h] >= 0.8 * max(1, page.size[h]) for h in heads) >= 2
    strength += 2.0 * boxed + 1.5 * cards + 1.0 * (after and rule != "after-text")
    if layer and prose:
        strength += 4.0  # a layer above the page may hold much prose: none of it is the page's
    if rule == "comments" and prose and _many_comments(page, element):
        strength += 5.0  # comments are prose: how much of it there is says nothing
    against = _text_in(page, element, whole, links)
    if heads and not boxed and not cards and prose >= 100:
        against += 1.5
    if tag not in BLOCKS and _in_sentence(element):
        against += 1.5
    return Verdict(rule, strength, against)


def _in_sentence(element: Element) -> bool:
    """Whether text of the same parent stands right before an element and right behind it."""
    parent, before = element.getparent(), element.getprevious()
    first = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return bool(first.strip() and (element.tail or "").strip())


def _with_fellows(page: Page, element: Element, prose: int) -> int:
    """The prose of an element and of those beside it that are set alike: sections, steps, contributions of one text."""
    parent, name = element.getparent(), (element.get("class") or "").split()[:1]
    if prose < 60 or parent is None or not name:
        return prose
    key = (parent, tag_of(element), name[0])
    if key not in page.fellows:
        alike = (e for e in parent if tag_of(e) == key[1] and (e.get("class") or "").split()[:1] == name)
        page.fellows[key] = sum(page.prose[e] for e in alike)
    return page.fellows[key]


def _behind_text(page: Page, element: Element, tag: str) -> float:
    """How much a piece behind the text looks like links to other texts: wholly linked lines, cards, lists of links."""
    size = page.size[element]
    if not size or tag in ("tr", "td", "th", "tbody", "sup", "sub", "em", "strong", "b", "i", "html", "body"):
        return 0.0
    links = page.linked[element] / size
    if tag not in BLOCKS or _is_notes(page, element):
        return 0.0
    return 1.0 if links >= (0.8 if size > 60 else 0.5) or (links >= 0.3 and page.prose[element] < 0.6 * size) else 0.0


def _is_notes(page: Page, element: Element) -> bool:
    """Whether an element is a list of notes or references: by its name, or by its heading in it or right before it."""
    heads = [element.getprevious(), next(iter(element), None)]
    return bool(LIST.search(page.names(element))) or any(
        e is not None and e in page.size and 0 < page.size[e] < 40 and HEAD.fullmatch(page.text(e)) for e in heads
    )


def _text_in(page: Page, element: Element, whole: int, links: float) -> float:
    """What an element's text says against its being chrome: how much prose, which share of the page's, and where."""
    prose, size = page.prose[element], page.size[element]
    share = min(1.0, max(0.0, (prose / size - 0.2) / 0.5)) if size else 0.0
    found = share * (sum(prose >= least for least in (100, 300, 800, 2000)) - 0.5 * (prose >= 2000))
    if prose and whole:
        found += 1.5 if prose > 0.25 * whole else 0.5 if prose > 0.1 * whole else 0.0
    if not prose and size >= 200 and links < 0.2:
        found += 1.0
    if prose >= 100 and _between_text(page, element):
        found += 1.0
    if prose >= 100 and links < 0.1:
        found += 0.4
    return found


def _signals(page: Page, element: Element, tag: str, inside: bool) -> dict[str, float]:
    """Rules for which something speaks, with how much; empty for most elements."""
    found: dict[str, float] = {}

    def add(rule: str, weight: float) -> None:
        found[rule] = max(found.get(rule, 0.0), weight)

    names = page.names(element)
    kept = bool(names) and bool(KEPT.search(names))
    if tag in BY_TAG and not (tag == "aside" and kept):
        add(*BY_TAG[tag])
    role = (element.get("role") or "").strip().lower().split(" ")[0]
    if role in BY_ROLE and not (BY_ROLE[role][0] in ("aside", "tooltip") and kept):
        add(*BY_ROLE[role])
    if tag in ("header", "footer") and not inside:
        add(f"site-{tag}", 2.5)
    if names and not kept:
        by_class, by_id = evidence(element)
        own = bool(by_id) and (
            _is_slug(page, element)
            if tag in HEADINGS
            else page.prose[element] >= 60 and _is_section(page, element)  # its id is made of its heading's words
        )
        for source in (by_class, {} if own else by_id):
            for rule, weight in source.items():
                if not _innocent(page, element, rule, tag):
                    add(rule, weight)
    if " tooltip " in names and tag in ("span", "div", "small", "p"):
        add("tooltip", 3.0)
    if " button " in names and page.size[element] < 60 and not _in_heading(element) and _is_button(page, element):
        add("tools", 3.0)
    if hidden := _hidden(page, element, tag, names):
        add("hidden", hidden + (2.0 if "hidden" in found else 0.0))
    return found


def _is_button(page: Page, element: Element) -> bool:
    """Whether an element's text is that of one link in it, which opens nothing, and nobody's name."""
    link, said = next(element.iter("a"), None), page.text(element)
    if link is None or said != page.text(link) or link.get("aria-controls") or _in_sentence(element):
        return False
    return bool(re.search(r"[^\W\d_]{3}", said)) and not split_names(said)


def _is_slug(page: Page, heading: Element) -> bool:
    """Whether a heading's id is made of its own words."""
    said, named = (re.findall(r"[^\W_]+", text.lower()) for text in (page.text(heading), heading.get("id") or ""))
    return 3 * sum(word in said for word in named) >= 2 * len(named)


def invisible(element: Element) -> bool:
    """Whether a page says of an element that it is not shown."""
    return element.get("hidden", "until-found") != "until-found" or bool(INVISIBLE.search(element.get("style") or ""))


def _hidden(page: Page, element: Element, tag: str, names: str) -> float:
    """How sure it is that nobody sees an element; what opens on a click is seen."""
    if element.get("aria-hidden") == "true" and _is_formula_twice(element):
        return 9.0
    if invisible(element):
        strength = 3.5
    elif element.get("aria-hidden") == "true" and tag in ("div", "section", "aside", "ul", "i"):
        strength = 2.5
    else:
        return 0.0
    if page.prose[element] >= 60 and (OPENED.search(names) or _opens(element)):
        return 0.2
    return strength


def _is_formula_twice(element: Element) -> bool:
    """Whether an element shows a formula that stands as MathML right beside it, for those who listen."""
    beside = (element.getprevious(), element.getnext())
    return any(e is not None and isinstance(e.tag, str) and next(e.iter("math"), None) is not None for e in beside)


def _opens(element: Element) -> bool:
    """Whether a button or a heading right before an element opens it."""
    before = element.getprevious()
    return before is not None and (before.get("aria-expanded") is not None or before.get("aria-controls") is not None)


def _heads(page: Page, element: Element) -> list[Element]:
    """Headings within an element, the first dozen."""
    first, last = page.number[element], page.last[element]
    near = page.elements[first + 1 : min(last + 1, first + 400)]
    return list(islice((e for e in near if tag_of(e) in HEADINGS and page.size[e]), 12))


def _is_section(page: Page, element: Element) -> bool:
    """Whether an element begins with a heading that is the only one of its level in it, and none of a box."""
    first = next(
        (e for e in page.elements[page.number[element] + 1 : page.last[element] + 1] if page.size[e] and not _holds(e)),
        None,
    )
    while first is not None and first is not element and tag_of(first) not in HEADINGS:
        first = first.getparent()
    if first is None or first is element or _is_box(page.text(first)):
        return False
    level = HEADINGS[tag_of(first)]
    return sum(HEADINGS[tag_of(e)] <= level for e in _heads(page, element)) == 1


def _holds(element: Element) -> bool:
    """Whether an element has no text of its own but that of elements in it."""
    return not (element.text or "").strip() and len(element) > 0


def _is_box(heading: str) -> bool:
    """Whether a heading is one of boxes that announce other texts, comments, contents, tags and the like."""
    text = heading.strip(" *_#:")
    return any(pattern.fullmatch(text) for pattern in (TEASERS_HEAD, COMMENTS_HEAD, CONTENTS_HEAD, TAGS_HEAD, BOXED))


def _many_comments(page: Page, element: Element) -> bool:
    """Whether an element holds several comments, each with its author, date or answer."""
    first, last = page.number[element], page.last[element]
    near = page.elements[first + 1 : min(last + 1, first + 600)]
    return sum(1 for e in near if "comment" in page.names(e) or " reply " in page.names(e)) >= 4


def _between_text(page: Page, element: Element) -> bool:
    """Whether running text stands before an element and behind it, in the same parent."""
    sides = (islice(element.itersiblings(preceding=before), 3) for before in (True, False))
    return all(any(page.prose.get(e, 0) >= 100 for e in side) for side in sides)


def _in_heading(element: Element) -> bool:
    return any(tag_of(e) in HEADINGS for e in element.iterancestors())


def _innocent(page: Page, element: Element, rule: str, tag: str) -> bool:
    """Whether a name that speaks for chrome stands on something that can't be it: a heading, a paragraph of prose."""
    if tag in ("h1", "sup", "sub", "em", "strong", "b", "i", "td", "th", "tr", "tbody", "blockquote"):
        return rule not in ("hidden", "advertisement", "comments", "pull-quote", "infobox", "edit-links")
    if tag in ("body", "html", "main", "article"):
        return True
    if tag in ("time", "h2", "h3", "cite"):
        return rule in ("tags", "tools", "site-header", "media", "copyright", "contents")
    return False
