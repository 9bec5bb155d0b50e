# ruff: noqa: E501 - patterns read best on one line
"""Markup within lines: emphasis, links, tags and escapes, read into edits and spans.

Text files spell their markup out; other readers hand over spans. Both come out alike: edits say how characters stand in
the plain and in the Markdown form, spans tell later stages what is raised, linked or a note's call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ingest.draft import Draft, Edit
from briefing.ingest.extract import Span
from briefing.ingest.words import trimmed

URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”«»\[\]{}|\\^`]+", re.I)
LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,80}\]){0,600})\]"
    r"\([ \t]*<?(?P<target>(?:[^()\s<>]|\([^()\s]{0,200}\)){0,2000})>?(?:\s+[\"'(][^\"\n]{0,200}[\"')])?[ \t]*\)"
)
LINKED_IMAGE = re.compile(
    r"\[!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,200}\")?\)[^\[\]\n]{0,100}\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,200}\")?\)"
)
"""A picture that leads somewhere."""
TAG = re.compile(
    r"<(?P<close>/?)(?P<name>sup|sub|i|em|b|strong|u|small|span|font|a|br|p|div|mark|cite)"
    r"(?P<rest>(?:\s[^<>]{0,2000})?)/?>",
    re.I,
)
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\]\[\n^][^\]\[\n]{0,60})\]:[ \t]*<?(?P<target>(?:https?://|mailto:|www\.)[^\s<>]{1,2000})>?(?:[ \t]+[\"'(][^\n]{0,200}[\"')])?[ \t]*$",
    re.M,
)
REFERRED = re.compile(r"(?<!\])\[(?P<text>[^\[\]\n]{1,300})\][ ]?\[(?P<label>[^\]\[\n^]{0,60})\]")
BACK_TEXT = re.compile(r"[\s*_]*[↑^↩⤴⏎↵]\ufe0e?[\s*_]*")
EDIT_LINK = re.compile(
    r"[ \t]*\\?\[\s?\[edit(?: source)?\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,200}\")?\)\s?\\?\]|[ \t]+\[edit(?: source)?\](?=\s*$)",
    re.I | re.M,
)
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>", re.I)
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>~|^$])")
RUN = re.compile(r"\*{1,3}|_{1,3}")
BACK = re.compile(r"[ \t]*(?:\[?(?:↩|⤴|⏎)\ufe0e?\]?)")
COMMENT = re.compile(r"<!--(?:(?!<!--).){0,5000}?-->", re.S)
DEAD = re.compile(r"#?|javascript:.*|about:blank", re.I | re.S)
WHOLE = ((COMMENT, "comments"), (EDIT_LINK, "edit-links"), (LINKED_IMAGE, "images"))
"""What is left out as a whole."""
LINE_BREAK = re.compile(r"\\(?=[ \t]*(?:\n|$(?![\s\S])))")
ABROAD = re.compile(r"https?:|mailto:|ftp:|www\.", re.I)
NOTE_TARGET = re.compile(
    r"[^\s#]*#_?(?:(?:end|foot|f)?(?:note|ftn|edn|fn|cite_note|ref|n)[a-z_]{0,30}[:\-_.]?\d\w*|(?:ftn|edn|fn)\w*)", re.I
)


def read_markup(draft: Draft) -> None:
    """Reads the markup of all blocks of a text file, block by block, into edits and spans."""
    edits: list[Edit] = list(_referred(draft.text))
    for block in draft.extract.blocks:
        start, end = draft.plain.forth(block.start), draft.plain.forth(block.end)
        if re.search(r"[\[*_<\\↩⤴]", draft.text[start:end]):
            edits += _block(draft, start, end)
    draft.edit(edits)


def _referred(text: str) -> Iterator[Edit]:
    """Links by reference (`[text][1]`, with `[1]: address` below), and the addresses that they name."""
    known = {m["label"].lower(): m for m in DEFINITION.finditer(text)} if "]:" in text else {}
    used = set()
    for match in REFERRED.finditer(text) if known else ():
        label = (match["label"] or match["text"]).lower()
        if label in known:
            used.add(label)
            target = known[label]["target"]
            yield Edit(match.start(), match.start() + 1, "", "[")
            yield Edit(match.end("text"), match.end(), "", f"]({_safe(target)})", target=target)
    for label in sorted(used):
        yield Edit(*known[label].span(), "", "", "link-targets")


def read_spans(draft: Draft) -> None:
    """Turns a reader's spans into edits, and keeps those that later stages look at."""
    rows: list[tuple[tuple[int, int, int], Edit]] = []
    for i, span in enumerate(draft.extract.spans):
        start, end = draft.plain.forth(span.start), draft.plain.forth(span.end)
        if end <= start:
            continue
        made: list[Edit] = []
        if span.kind in ("strong", "emphasis"):
            mark = "**" if span.kind == "strong" else "*"
            start, end = trimmed(draft.text, start, end)  # at white space, Markdown knows no emphasis
            made = [Edit(start, start, "", mark), Edit(end, end, "", mark)]
        elif span.kind == "link":
            made = _reader_link(draft, start, end, span.value)
        elif span.kind == "back":
            made = [Edit(start, end, "", "", "back-links")]
        # at one place the inner, which comes first here, ends before the outer, and begins behind it
        rows += zip(((1, -end, -i), (0, -start, i)), made, strict=False)
        draft.spans.append(Span(start, end, span.kind, span.value))
    draft.spans.sort(key=lambda s: (s.start, -s.end))
    draft.edit(edit for _, edit in sorted(rows, key=lambda row: row[0]))


def _reader_link(draft: Draft, start: int, end: int, target: str) -> list[Edit]:
    if DEAD.fullmatch(target.strip()):
        draft.lost_links += 1
        return []
    shown = draft.text[start:end].strip()
    if target.startswith("#") or shown == target or not target.lower().startswith(("http", "mailto:", "ftp")):
        return []
    return [Edit(start, start, "", "["), Edit(end, end, "", f"]({_safe(target)})", target=target)]


def _safe(target: str) -> str:
    return target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _gone(match: re.Match[str], base: int, rule: str) -> Edit:
    """What a match takes out of the text."""
    return Edit(base + match.start(), base + match.end(), "", "", rule)


def _block(draft: Draft, start: int, end: int) -> list[Edit]:
    """Edits of one block; what an earlier kind of markup has taken, a later one leaves alone."""
    text = draft.text[start:end]
    taken = bytearray(len(text))
    edits: list[Edit] = []
    for pattern, rule in WHOLE:
        for match in pattern.finditer(text):
            edits.append(_gone(match, start, rule))
            _take(taken, match.start(), match.end())
    edits += _links(draft, text, start, taken)
    for match in URL.finditer(text):
        _take(taken, match.start(), match.end())
    edits += _tags(draft, text, start, taken)
    for match in ESCAPE.finditer(text):
        if not taken[match.start()]:
            edits.append(Edit(start + match.start(), start + match.end(), "", "\\", "escapes"))
            _take(taken, match.start(), match.end() + 1)
    edits += (_gone(match, start, "escapes") for match in LINE_BREAK.finditer(text))
    edits += (_gone(match, start, "back-links") for match in BACK.finditer(text))
    edits += _emphasis(draft, text, start, taken)
    return edits


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (min(end, len(taken)) - start)


def _links(draft: Draft, text: str, base: int, taken: bytearray) -> Iterator[Edit]:
    for match in LINK.finditer(text) if "](" in text else ():
        if not any(taken[match.start() : match.end()]):
            yield from _link(draft, match, base, taken)
    for match in AUTOLINK.finditer(text):
        if base + match.start() not in draft.plain.written and not taken[match.start()]:
            yield Edit(base + match.start(), base + match.start() + 1, "", "<")
            yield Edit(base + match.end() - 1, base + match.end(), "", ">")
            _take(taken, match.start(), match.end())


def _link(draft: Draft, match: re.Match[str], base: int, taken: bytearray) -> Iterator[Edit]:
    """A link's brackets and target: dead ones dropped and counted, calls of notes told by their target."""
    start, end = base + match.start(), base + match.end()
    inner = (base + match.start("text"), base + match.end("text"))
    shown, target = match["text"].strip(), match["target"]
    back = "#" in target and BACK_TEXT.fullmatch(match["text"])
    call = NOTE_TARGET.fullmatch(target) and re.fullmatch(r"\W*\w{1,4}\W*", match["text"])
    _take(taken, match.start() if match["image"] or back else match.end("text"), match.end())
    taken[match.start()] = 1
    if match["image"] or back:
        yield _gone(match, base, "images" if match["image"] else "back-links")
    elif ABROAD.match(target) and not call:
        yield Edit(start, inner[0], "", "[") if shown else Edit(start, end, target, f"<{target}>")
        if shown:
            yield Edit(inner[1], end, "", f"]({_safe(target)})", target="" if shown == target else target)
            draft.spans.append(Span(*inner, "link", target))
    else:
        rule = "note-links" if call else "dead-links" if DEAD.fullmatch(target) else "link-targets"
        draft.lost_links += rule == "dead-links"
        yield Edit(start, inner[0], "", "", rule)
        yield Edit(inner[1], end, "", "", rule)
        if call:
            draft.spans.append(Span(*inner, "raised", target))


def _tags(draft: Draft, text: str, base: int, taken: bytearray) -> list[Edit]:
    """The few HTML tags that stand for type; any other tag is text."""
    edits: list[Edit] = []
    open_at: dict[str, tuple[int, str]] = {}
    for match in TAG.finditer(text):
        if taken[match.start()] or base + match.start() in draft.plain.written:
            continue
        name, start, end = match["name"].lower(), base + match.start(), base + match.end()
        _take(taken, match.start(), match.end())
        mark = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}.get(name, "")
        edits.append(Edit(start, end, " " if name in ("br", "p", "div") else "", mark, "" if mark else "tags"))
        if not match["close"]:
            open_at[name] = (end, match["rest"])
        elif name in open_at:
            opened, rest = open_at.pop(name)
            if name in ("sup", "sub"):
                draft.spans.append(Span(opened, start, "raised" if name == "sup" else "lowered"))
            elif name == "a":
                href = re.search(r"href\s*=\s*[\"']?([^\"'\s>]*)", rest, re.I)
                if href is not None and DEAD.fullmatch(href[1]):
                    draft.lost_links += 1
    return edits


def _emphasis(draft: Draft, text: str, base: int, taken: bytearray) -> list[Edit]:
    """Pairs of `*`, `**`, `_`, `__` and `***` that open before a character and close after one."""
    edits: list[Edit] = []
    stack: list[tuple[str, int]] = []
    for match in RUN.finditer(text):
        if any(taken[match.start() : match.end()]):
            continue
        run, before, after = match.group(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before == run[0] or after == run[0]:
            continue
        closes = before and not before.isspace() and not after.isalpha()
        opens = after and not after.isspace() and not before.isalpha() and not before.isdigit()
        if closes and any(run == opener for opener, _ in stack):
            while stack[-1][0] != run:
                stack.pop()
            _, at = stack.pop()
            edits.append(Edit(base + at, base + at + len(run), "", "*" * len(run)))
            edits.append(Edit(base + match.start(), base + match.end(), "", "*" * len(run)))
            draft.spans.append(Span(base + at, base + match.end(), "strong" if len(run) > 1 else "emphasis"))
        elif opens and len(stack) < 40:
            stack.append((run, match.start()))
    return edits
