# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Damages a document the way copies of reports and web pages are damaged; what was added is noted in the truth."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

from tests.generator import vocabulary as v
from tests.generator.truth import Item, Truth
from tests.generator.writing import Writer, write

SUP = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUB = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MARK = re.compile(r"(?:\[\^\d+\])+")
STYLES = ("sup", "sup", "sub", "digit", "mixed", "mixed", "bracket", "caret", "markdown", "tag", "braces")


@dataclass
class Plan:
    """How one document is damaged."""

    marks: str
    places: str
    """`foot` (pages' feet) or `end`."""
    labels: str
    """How notes print their labels; `none` where they print none."""
    layout: str
    """`blank` (a blank line between paragraphs), `lines` (none), `wrapped`."""
    width: int
    glued: bool
    """Whether headings stand against a paragraph without a blank line."""
    web: bool
    """Whether the copy comes from a web page (teasers, share buttons) rather than from a report (letterhead, pages)."""


def damaged(seed: int) -> tuple[str, Truth]:
    """A damaged document as text, and the truth about it."""
    truth, w = write(seed)
    rng = w.rng
    plan = _plan(rng, truth)
    front = _front(w, truth, plan)
    blocks = _body(w, truth, plan)
    back = _back(w, truth, plan)
    text = _laid_out([*front, *blocks, *back], plan, rng)
    return _noise(text, rng), truth


def _plan(rng: random.Random, truth: Truth) -> Plan:
    web = rng.random() < 0.5
    marks = rng.choice(STYLES)
    places = "foot" if not web and rng.random() < 0.6 else "end"
    if marks in ("markdown",):
        labels = "markdown"
    elif places == "foot":
        labels = rng.choice(("none", "none", "sup", "plain", "space", "braces"))
    else:
        labels = rng.choice(("none", "sup", "dot", "bracket", "space", "dot"))
    layout = rng.choice(("blank", "blank", "blank", "lines", "wrapped"))
    return Plan(marks, places, labels, layout, rng.choice((64, 72, 80, 92)), rng.random() < 0.35, web)


# --- markers ---


def _mark(numbers: list[int], before: str, plan: Plan, rng: random.Random) -> str:
    """What becomes of markers after a piece of text."""
    style = plan.marks
    if style == "mixed":
        style = rng.choice(("sup", "sub", "digit", "digit"))
    year = before[-1:].isdigit()
    if style == "digit" and (year or not (before[-1:].isalpha() or before[-1:] in '.,”"’)')):
        if year and len(numbers) == 1 and numbers[0] == 8 and rng.random() < 0.7:
            return "s"
        style = "sup"
    if style == "digit" and len(numbers) > 1:
        style = "sup"
    texts = [str(n) for n in numbers]
    return {
        "sup": lambda: (
            "".join(texts).translate(SUP) if rng.random() < 0.5 else "⁾".join(texts).replace("⁾", ",").translate(SUP)
        ),
        "sub": lambda: "".join(texts).translate(SUB),
        "digit": lambda: texts[0],
        "bracket": lambda: "".join(f"[{t}]" for t in texts) if rng.random() < 0.7 else f"[{', '.join(texts)}]",
        "caret": lambda: "".join(f"^{t}" for t in texts),
        "markdown": lambda: "".join(f"[^{t}]" for t in texts),
        "tag": lambda: "".join(f"<sup>{t}</sup>" for t in texts),
        "braces": lambda: "".join(f"^{{{t}}}" for t in texts),
    }[style]()


def _worn(text: str, plan: Plan, rng: random.Random) -> str:
    """A text with its markers damaged."""

    def change(match: re.Match[str]) -> str:
        return _mark([int(n) for n in re.findall(r"\d+", match.group())], text[: match.start()], plan, rng)

    return MARK.sub(change, text)


def _note(number: int, text: str, plan: Plan, rng: random.Random) -> list[str]:
    """A note's lines."""
    label = {
        "none": "",
        "sup": str(number).translate(SUP) + " ",
        "plain": f"{number}. ",
        "dot": f"{number}. ",
        "space": f"{number} ",
        "bracket": f"[{number}] ",
        "braces": f"^{{{number} ",
        "markdown": f"[^{number}]: ",
    }[plan.labels]
    line = label + text
    if plan.labels in ("none", "braces") and text[:1] == '"' and rng.random() < 0.5:
        line = label + "[&]quot;" + text[1:]
    if rng.random() < 0.25 and (url := re.search(r"\s(https?://\S+)$", line)):
        return [line[: url.start()], url[1]]
    return [line]


# --- front ---


def _front(w: Writer, truth: Truth, plan: Plan) -> list[str]:
    if truth.title is None:
        return []
    return _web_front(w, truth) if plan.web else _report_front(w, truth)


def _date(truth: Truth, rng: random.Random) -> str:
    year, month, *day = truth.date.split("-")  # type: ignore[union-attr]
    name = v.MONTHS[int(month) - 1]
    if not day:
        return f"{name} {year}"
    d = int(day[0])
    forms = [f"{name} {d}, {year}", f"{d} {name} {year}", f"{name[:3]} {d}, {year}", f"{d:02}.{month}.{year}", f"{year}-{month}-{day[0]}",
             f"Published: {d} {name} {year}", f"Posted on {name} {d}, {year}", f"{name} {d}, {year} 10:42 GMT", f"{d}th {name} {year}" if 3 < d < 21 else f"{d} {name} {year}"]  # fmt: skip
    return rng.choice(forms)


def _names(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _report_front(w: Writer, truth: Truth) -> list[str]:
    rng, out = w.rng, []

    def chrome(line: str) -> None:
        out.append(line)
        truth.chrome.append(line)

    if rng.random() < 0.6:
        chrome(w.pick(v.SERIES))
    if rng.random() < 0.6:
        institute = w.pick(v.INSTITUTES)
        chrome(institute.upper() if rng.random() < 0.5 else institute)
    if rng.random() < 0.5:
        chrome(
            f"Web: {w.pick(v.HOSTS)} Phone: +{rng.randint(10, 99)}-{rng.randint(10, 99)}-{rng.randint(1000000, 9999999)}"
        )
    title = truth.title or ""
    if rng.random() < 0.4:
        truth.title = title = title.upper()
    out.append(title)
    if rng.random() < 0.3 and truth.date:
        chrome(f"{w.pick(v.SERIES)}")
        out.append(_date(truth, rng))
        dated = True
    else:
        dated = False
    if truth.byline:
        _report_byline(w, truth, out, chrome)
    if truth.date and not dated:
        out.append(_date(truth, rng))
    if rng.random() < 0.4:
        chrome(w.pick(v.DISCLAIMERS))
    return [line for line in out if line]


def _report_byline(w: Writer, truth: Truth, out: list[str], chrome: object) -> None:
    rng = w.rng
    add = chrome
    form = rng.random()
    if form < 0.3:
        block = ["By", _names(truth.byline)]
    elif form < 0.55:
        block = [f"By {_names(truth.byline)}"]
    elif form < 0.75:
        block = [_names(truth.byline)]
    else:
        block = list(truth.byline)
    if rng.random() < 0.6:
        role, place = w.pick(v.ROLES), w.pick(v.INSTITUTES)
        lines = rng.choice(([role, place], [f"{role}, {place}"], [place]))
        block += lines
        truth.chrome += lines
    out.append("\n".join(block))
    if rng.random() < 0.25:
        add(f"Edited by **Dr {w.person()}**" if rng.random() < 0.5 else f"Edited by {w.person()}")  # type: ignore[operator]


def _web_front(w: Writer, truth: Truth) -> list[str]:
    rng, out = w.rng, []
    title = truth.title or ""

    def chrome(line: str) -> None:
        out.append(line)
        truth.chrome.append(line)

    kicker = w.pick(v.KICKERS)
    if rng.random() < 0.25:
        chrome("Home > " + kicker + " > " + w.pick(w.subject.topics))
    if rng.random() < 0.25:
        chrome(w.pick(v.COOKIES))
    if rng.random() < 0.4:
        chrome(kicker)
    out.append(title)
    if rng.random() < 0.15:
        chrome("Recent Features")
        chrome(kicker)
        out.append(title)
    form = rng.random()
    standfirst = w.standfirst() if rng.random() < 0.4 else ""
    byline = ""
    if truth.byline:
        byline = rng.choice(("By {}", "by {}", "BY {}", "Text: {}", "Words by {}", "{}")).format(_names(truth.byline))
        if byline.startswith("BY"):
            byline = byline.upper()
    date = _date(truth, rng) if truth.date else ""
    if form < 0.3 and byline and date:
        facts = [f"{byline} | {date}"]
    elif form < 0.4 and byline and date:
        facts = [f"{date} · {byline}"]
    else:
        facts = [x for x in (byline, date) if x]
        rng.shuffle(facts)
    if standfirst and (rng.random() < 0.7 or not facts):
        chrome(standfirst)
    out += facts
    if rng.random() < 0.3:
        chrome(w.pick(v.SHARE))
    if rng.random() < 0.25:
        chrome(f"{rng.randint(2, 14)} min read")
    if rng.random() < 0.3:
        if rng.random() < 0.5:
            out.append(title)
        chrome(
            rng.choice(("Credit: {}", "Photo: {}", "Image credit: {}", "Photo by {} / Ostermark Press")).format(
                w.person()
            )
        )
    return out


# --- body ---


def _body(w: Writer, truth: Truth, plan: Plan) -> list[str]:
    """Blocks of the text with page breaks, notes and inserted chrome."""
    rng = w.rng
    paged = not plan.web and (plan.places == "foot" or rng.random() < 0.4)
    head = (truth.title or w.title()).title() if rng.random() < 0.5 else ""
    numbers = rng.choice(("", "{n}", "Page {n} of 9", "- {n} -", "{n} | " + (head or "Annual Review")))
    waiting: list[int] = []
    blocks: list[str] = []
    page, filled = 1, 0
    for i, item in enumerate(truth.items):
        marks = [int(n) for n in re.findall(r"\[\^(\d+)\]", item.text)]
        text = _worn(item.text, plan, rng)
        filled += len(text.split())
        last = i + 1 == len(truth.items)
        cut = paged and not last and filled > 350 and item.kind == "paragraph" and len(text.split()) > 40
        if not cut:
            blocks.append(text)
            waiting += marks
            if plan.web and item.kind == "paragraph" and rng.random() < 0.04:
                _insert(w, truth, blocks)
            continue
        first, rest, waiting = _cut(item, text, waiting, plan, rng)
        page += 1
        filled = len(rest.split())
        blocks.append(first)
        if plan.places == "foot":
            for number in waiting:
                blocks += _note(number, truth.notes[number], plan, rng)
            waiting = [m for m in marks if m not in waiting]
        if numbers:
            line = numbers.format(n=page)
            blocks.append(line)
            truth.chrome.append(line)
        if head and rng.random() < 0.8:
            blocks.append(head)
            truth.chrome.append(head)
        blocks.append(rest)
    if plan.places == "foot":
        for number in waiting:
            blocks += _note(number, truth.notes[number], plan, rng)
    return blocks


def _cut(item: Item, text: str, waiting: list[int], plan: Plan, rng: random.Random) -> tuple[str, str, list[int]]:
    """A paragraph in two halves, the second beginning with a small letter; and the notes due at the page's foot."""
    tokens = item.text.split(" ")
    places = [
        j
        for j in range(12, len(tokens) - 12)
        if tokens[j][:1].islower() and tokens[j - 1][-1:].isalpha() and "[^" not in tokens[j - 1]
    ]
    if not places:
        places = [len(tokens) // 2]
    at = rng.choice(places)
    first, rest = " ".join(tokens[:at]), " ".join(tokens[at:])
    due = waiting + [int(n) for n in re.findall(r"\[\^(\d+)\]", first)]
    return _worn(first, plan, rng), _worn(rest, plan, rng), due


def _insert(w: Writer, truth: Truth, blocks: list[str]) -> None:
    """Something that a web page sets between two paragraphs."""
    rng = w.rng
    line = rng.choice(
        (
            w.pick(v.ADS),
            w.pick(v.NEWS),
            f"Read more: {w.title()}",
            f"Also read: {w.title()}",
            f"Credit: {w.person()}",
            w.pick(v.SHARE),
            f"Related: {w.title()}",
        )
    )
    blocks.append(line)
    truth.chrome.append(line)


# --- back ---


def _back(w: Writer, truth: Truth, plan: Plan) -> list[str]:
    rng, out = w.rng, []

    def chrome(line: str) -> None:
        out.append(line)
        truth.chrome.append(line)

    notes: list[str] = []
    if plan.places == "end" and truth.notes:
        if plan.labels == "none" or rng.random() < 0.6:
            chrome(rng.choice(("Notes", "Endnotes", "References", "NOTES", "Footnotes", "Notes:")))
            notes.append(out.pop())
        for number, text in truth.notes.items():
            notes += _note(number, text, plan, rng)
    bio = ""
    if truth.byline and rng.random() < 0.4:
        who = truth.byline[0]
        bio = rng.choice(
            (
                f"{who} is a {w.pick(v.ROLES)} at the {w.pick(v.INSTITUTES)}.",
                f"{who} is a {w.pick(v.ROLES).lower()} at the {w.pick(v.INSTITUTES)} specialising in {w.pick(w.subject.things)}. Follow on Twitter @{who.split()[-1].lower().strip(chr(39))}_x.",
                f"About the author: {who} is a {w.pick(v.ROLES).lower()} based in {w.pick(v.PLACES)}.",
            )
        )
        truth.chrome.append(bio)
    if bio and rng.random() < 0.5:
        out += [bio, *notes]
    else:
        out += [*notes, *([bio] if bio else [])]
    if plan.web:
        if rng.random() < 0.25:
            chrome("Tags: " + ", ".join(w.subject.topics[:3]))
        if rng.random() < 0.3:
            chrome(w.pick(v.SHARE))
        if rng.random() < 0.2:
            chrome(w.pick(v.NEWS))
        if rng.random() < 0.4:
            chrome(w.pick(v.TEASER_HEADS))
            for _ in range(rng.randint(1, 3)):
                chrome(w.title() + rng.choice(("", ", November 18, 2019", "")))
                if rng.random() < 0.5:
                    chrome(" ".join(w.sentence().split()[:14]) + " …")
    if rng.random() < 0.25:
        chrome(w.pick(v.DISCLAIMERS))
    if rng.random() < 0.3:
        chrome(w.pick(v.RIGHTS))
    return out


# --- layout ---


def _laid_out(blocks: list[str], plan: Plan, rng: random.Random) -> str:
    out: list[str] = []
    for i, block in enumerate(blocks):
        text = block
        if plan.layout == "wrapped":
            text = "\n".join(
                textwrap.fill(line, plan.width, break_long_words=False, break_on_hyphens=False)
                for line in block.split("\n")
            )
        gap = "\n\n"
        if (
            plan.layout == "lines"
            or (plan.glued and i and _headish(blocks[i]) and rng.random() < 0.6)
            or (plan.glued and i and _headish(blocks[i - 1]) and rng.random() < 0.4)
        ):
            gap = "\n"
        out.append((gap if i else "") + text)
    return "".join(out) + "\n"


def _headish(block: str) -> bool:
    return len(block.split()) < 10 and block[-1:] not in ".:”"


def _noise(text: str, rng: random.Random) -> str:
    """Small damage to characters everywhere."""
    if rng.random() < 0.2:
        text = text.replace("“", '"').replace("”", '"')
    if rng.random() < 0.15:
        text = re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", lambda m: "\u00ad" if rng.random() < 0.02 else "", text)
    if rng.random() < 0.1:
        text = re.sub(r" ", lambda m: "\u00a0" if rng.random() < 0.02 else " ", text)
    if rng.random() < 0.1:
        text = re.sub(r"(?<=[a-z]) (?=[a-z])", lambda m: " \u200b" if rng.random() < 0.01 else " ", text)
    if rng.random() < 0.1:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.1:
        text = re.sub(r"&(?!\])", "&amp;", text).replace("’", "&rsquo;")
    if rng.random() < 0.1:
        text = "\n\n" + text
    return text
