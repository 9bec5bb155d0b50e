"""What of a Markdown text is no prose (code, comments, links' targets, tags), and the text without its markup."""

from __future__ import annotations

import html
import re
from functools import lru_cache

FENCE = re.compile(r"^ {0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)(`+)(?!`)(.{1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
LINK = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^\n]{0,300}?[\"'])?\)|\[[^\]\n]*\])"
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<(?:https?|mailto):[^<>\s]*>")
QUOTE_TAG = re.compile(r"<(/?)q\b[^<>]*>", re.IGNORECASE)
URL = re.compile(r"https?://[^\s<>\")\]]+")
ATTRIBUTES = re.compile(r"\{:?\s*(?:[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[\w-]+))(?:\s[^{}]*)?\}")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
GROUP = re.compile(r"\[\s*-?@[^\[\]]*\]")
NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,100}\]")
EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)(.{1,2000}?)(?<=\S)\1(?![\w*])|(?<!\w)(_{1,3})(?=\S)(.{1,2000}?)(?<=\S)\3(?!\w)",
    re.DOTALL,
)
IMAGE = re.compile(r"!\[(?:(?!!\[)[^\]])*\](?:\((?:(?!!\[)[^)])*\)|\[[^\[\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]*)>")
_HELD = re.compile(r"\0(\d+)\0")
_LOOSE = re.compile(r" ([.,;:!?…](?:\s|$|[”\"’']))")
_CODE_LIKE = re.compile(r"[\\`<~]")
_MARKUP = re.compile(r"[\\`*_\[\]<>&{}#|]")


def blank(text: str, *patterns: re.Pattern[str], filler: str = " ") -> str:
    """The text with all that the patterns match blanked out, one filler a character; line ends stay."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", filler, match.group()), text)
    return text


def without_code(text: str) -> str:
    """The text with fences, code spans, comments and escapes blanked out, as long as before."""
    if not _MARKUP.search(text):
        return text
    return blank(text, FENCE, COMMENT, CODE, ESCAPED) if _CODE_LIKE.search(text) else text


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The text of a piece of Markdown: no markup, citations, note marks or comments; white space as single spaces.

    >>> plain("**Moscow** [said](a.md) so [@a, ¶3].")
    'Moscow said so.'
    """
    if "@" in text and not _CODE_LIKE.search(text):
        text = GROUP.sub("", text)
    if _MARKUP.search(text):  # each pattern is tried where its signs stand: they are dear
        kept: list[str] = []

        def keep(piece: str) -> str:
            kept.append(piece)
            return f"\0{len(kept) - 1}\0"

        if _CODE_LIKE.search(text):
            text = COMMENT.sub("", FENCE.sub("", text))
            text = CODE.sub(lambda m: keep(m.group(2).strip()), text)
            text = ESCAPED.sub(lambda m: keep(m.group(1)), text)
        if "[" in text:
            text = GROUP.sub("", NOTE_MARK.sub("", text))
        if "](" in text or "][" in text:
            text = IMAGE.sub("", text)
            text = LINK.sub(lambda m: m.group()[1 : m.group().rindex("](" if m.group().endswith(")") else "][")], text)
        if "<" in text:
            text = _AUTOLINK.sub(r"\1", text)
            text = TAG.sub("", QUOTE_TAG.sub(lambda m: "“" if m[1] == "" else "”", text))
        if "{" in text:
            text = ATTRIBUTES.sub("", text)
        for _ in range(2 if "*" in text or "_" in text else 0):
            text = EMPHASIS.sub(lambda m: m.group(2) or m.group(4), text)
        if kept or "&" in text:
            text = html.unescape(_HELD.sub(lambda m: kept[int(m.group(1))], text))
    made = _LOOSE.sub(r"\1", " ".join(text.split()))
    return text if made == text else made  # the same object, so that no second one is held
