"""The theme's style sheet with what no page of a site can ask for taken out: rules, properties and animations.

A rule stays where each class, identity and `data-md-…` that it names may stand on a page. What may stand there is read
from the templates and the pages' Markdown, so it is known before the pages are made only where every extension is one
of `PLAIN`; with others the theme's own style sheet is used as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

PLAIN = frozenset(
    {"abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "sane_lists", "smarty", "tables",
     "toc", "briefing.publish.markdown"}
)  # fmt: skip
"""Extensions that put no classes on a page but those below, and those that an author writes."""
_MADE = frozenset({"js", "headerlink", "footnote", "footnote-ref", "footnote-backref", "admonition-title"})

_CLASSES = re.compile(r"""class(?<!\wclass)\s*=\s*["']([^"']*)""")
_GIVEN = re.compile(r"\{:?[^{}\n]*\}")
_ADMONITION = re.compile(r"^[ \t]*!!![ \t]*+([\w -]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"data-md-(?<!\wdata-md-)[\w-]+")
_ID = re.compile(r"""id(?<!\wid)\s*=\s*["']([\w-]+)""")

_ASKED = re.compile(r"\.(-?[A-Za-z_][\w-]*)|#([A-Za-z_][\w-]*)|\[(data-md-[\w-]+)")
_NOT_ASKED = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
_SET = re.compile(r"(?:(?<=\{)|(?<=;))(--[\w-]+):((?:[^;{}\"']|\"[^\"]*\"|'[^']*')*);?")
_USED = re.compile(r"var\((--[\w-]+)")
_MOVED = re.compile(r"animation[\w-]{0,40}:([^;}]*)")


def may_stand(texts: Iterable[str]) -> frozenset[str]:
    """Classes, identities and attributes of the theme's that templates and pages of Markdown may have."""
    found, given, braced = set(_MADE), set[str](), set[str]()
    for text in texts:
        given.update(_CLASSES.findall(text))
        found.update(_ID.findall(text))
        if "!!!" in text:
            given.update(_ADMONITION.findall(text))
        if "data-md-" in text:
            found.update(_ATTRIBUTE.findall(text))
        if "{" in text:
            braced.update(_GIVEN.findall(text))
    for braces in braced:
        found.update(re.findall(r"\.([\w-]+)", braces))
    for words in given:
        found.update(words.replace("{", " ").replace("}", " ").split())
    return frozenset(found)


def trimmed(sheet: str, there: frozenset[str], more: str = "") -> str:
    """A style sheet without what needs something that is not `there`; `more` is another that uses its properties.

    >>> trimmed("a{color:red}.tab,.card{top:0}@media print{.tab{top:1px}}", frozenset({"card"}))
    'a{color:red}.card{top:0}'
    """
    text = "".join(_kept(re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.DOTALL), there))
    moved = " ".join(_MOVED.findall(text + more))
    text = re.sub(r"@(?:-webkit-)?keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}", lambda m: m[0] * (m[1] in moved), text)
    while True:
        used = set(_USED.findall(text + more))
        less = re.sub(r"(?<![^{};])[^{};]+\{\}", "", _SET.sub(lambda m, used=used: m[0] * (m[1] in used), text))  # type: ignore[misc]
        if less == text:
            return text
        text = less


def _kept(sheet: str, there: frozenset[str]) -> Iterator[str]:
    """The rules that stay, at-rules with what stays in them."""
    for head, body in _rules(sheet):
        if body is None or head.startswith(("@font-face", "@keyframes", "@-webkit-keyframes", "@page", "@property")):
            yield head if body is None else f"{head}{{{body}}}"
        elif head.startswith("@"):
            if inner := "".join(_kept(body, there)):
                yield f"{head}{{{inner}}}"
        elif asked := [one for one in _parted(head) if _is_met(one, there)]:
            yield f"{','.join(asked)}{{{body}}}"


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """The rules of a style sheet: what stands before the braces, and what in them; None for a statement without any."""
    depth = start = begun = 0
    quote = ""
    for at, c in enumerate(sheet):
        if quote:
            quote = "" if c == quote and sheet[at - 1] != "\\" else quote
        elif c in "\"'":
            quote = c
        elif c == "{":
            depth += 1
            begun = at if depth == 1 else begun
        elif c == "}":
            depth -= 1
            if depth == 0:
                yield sheet[start:begun].strip(), sheet[begun + 1 : at]
                start = at + 1
        elif c == ";" and depth == 0:
            yield sheet[start : at + 1].strip(), None
            start = at + 1


def _parted(selectors: str) -> list[str]:
    """A list of selectors, one by one; commas in brackets part nothing."""
    return [
        one.strip()
        for one in re.findall(r"(?:[^,()\[\]]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\[[^\[\]]*\])+", selectors)
    ]


def _is_met(selector: str, there: frozenset[str]) -> bool:
    """Whether all that a selector asks for may stand on a page; of alternatives in brackets nothing is asked."""
    return all({"".join(found)} <= there for found in _ASKED.findall(_NOT_ASKED.sub("", selector)))
