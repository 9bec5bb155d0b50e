"""Spans of Markdown in which a name is no mention, or must not become a link."""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"""(?=[`<\[!{@hfw~])(?:                      # nothing below starts with another character
      (?P<fence>(?<!`)`{3,}(?!`)|(?<!~)~{3,}(?!~))[^\n]{0,300}\n.*?(?:^[ ]{0,3}(?P=fence)|\Z)
    | (?<!`)(?P<tick>`+)(?!`).{1,2000}?(?<!`)(?P=tick)(?!`)    # code
    | <!--.*?(?:-->|\Z)                           # comments, waivers among them
    | <(?P<raw>pre|code|script|style)\b.*?(?:</(?P=raw)\s*>|\Z)
    | </?[A-Za-z][^<>]*>                          # tags and autolinks
    | \[\^[^\]\s]{1,100}\]:?                            # calls of notes, and their definitions' labels
    | \[[^\[\]]*(?<!\w)@\w[^\[\]]*\]              # citations
    | !?\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+\](?:\((?:[^()\\]|\\.|\([^()]*\))*+\)|\[[^\[\]]*\]|:[^\n]*)  # links
    | \{:?\s*[#.\w][^{}\n]*\}                     # attributes
    | (?<!\w)@\w[\w:.\#$%&+?~/-]*                 # a citation outside brackets
    | (?:https?://|ftp://|www\.)[^\s<>]+          # addresses
    )""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t].*$|^[^\n]+\n(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“]*“|(?<!\w)\"[^\"\n]+\"(?!\w)"
    r"|(?<![\w*])\*(?![\s*])[^*\n]+(?<![\s*])\*(?![\w*])|(?<![\w_])_(?![\s_])[^_\n]+(?<![\s_])_(?![\w_])"
)

_MARKS = re.compile('[“«„"*_]')

Span = tuple[int, int]


def protected(markdown: str) -> list[Span]:
    """Spans where nothing is a mention: code, links, headings, addresses, tags, comments, citations, calls of notes."""
    spans = [m.span() for m in _INLINE.finditer(markdown)]
    if "#" in markdown or "\n" in markdown:
        spans += [m.span() for m in _HEADING.finditer(markdown)]
    return spans


def quoted(markdown: str) -> list[Span]:
    """Spans where a mention must not become a link: quotations, and titles in italics."""
    return [m.span() for m in _QUOTED.finditer(markdown)] if _MARKS.search(markdown) else []
