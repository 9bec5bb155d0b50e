# ruff: noqa: E501, SIM905 - lists of words and templates read best as they are
"""A second make of damaged documents: papers, articles and letters as they come out of other programs.

Written apart from `damage.py`, with other words, other sentences and other faults, so that what was tuned to the one is
measured on the other.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from random import Random

from tests.generator.truth import Item, Truth

GIVEN = "Alma Bertil Carys Dragan Edda Fergus Greta Hamid Ines Jonas Katya Lorenz Mirela Nils Orla Pavlina Quentin Rhea Sanjay Thora Umberto Vesna Wanda Yannis".split()
FAMILY = "Abbot Brankov Castell Dunmore Eriksen Fallow Grieg Hartwell Ilves Jansky Karim Lovell Moravec Nadir Osgood Pettersen Quill Rahimi Stroud Tamm Underhill Varga Wexley Zoric".split()
PLACES = "Ardlow;Bexmouth;Carran;Dunholm;Elstree Cross;Farrow Hill;Gannet Head;Hexley;Ivybridge;Kelso Vale;Lindow;Marrick;Nether Stowe;Orrin;Penhaven;Rosk".split(
    ";"
)
BODIES = "the county archive;the tithe office;the Ferrymen's Guild;the River Board;the parish council;the Office of Weights;the Survey of Wells;the Bexmouth Institute;the court of appeal".split(
    ";"
)
THINGS = "the old canal;grain prices;the well water;the toll bridge;the orchard tax;the ferry licence;the salt road;the peat works;the common land;the market charter;the lock gates;the sheep count;the mill race;the tide tables".split(
    ";"
)
VERBS = "outlived;divided;ruined;saved;puzzled;outgrew;paid for;kept apart;held back;drew together".split(";")
WHEN = "in 1887;by the spring of 1912;after the second flood;within a decade;on 4 March 1931;before the war;since 1998;for some forty years;in the same week;during the dry years".split(
    ";"
)
LEAD = "In practice,;As a rule,;Even so,;For all that,;Oddly,;By then;Meanwhile;To this day;In Marrick alone,;At first".split(
    ";"
)
TAIL = "though few of the letters survive;which nobody had asked for;as the minutes show;and the costs were shared;if the ledgers can be trusted;while the rest stayed at home;so that a new survey had to be made;because the clerks had counted twice".split(
    ";"
)
TITLES = (
    "The Price of {A}", "{A} and Its Enemies", "What {A} Cost", "Who Owns {A}?", "A Short History of {A}", "{A}: Three Lessons from {P}",
    "Living by {A}", "After {A}", "{P} without {A}", "Why {P} Gave Up {A}", "Notes towards a Theory of {A} in the Valleys of {P}", "On {A}",
)  # fmt: skip
HEADS = (
    "Background",
    "The First Survey",
    "What the Ledgers Say",
    "Money and Mud",
    "A quiet decade",
    "How the guild answered",
    "Who pays?",
    "Lessons for {P}",
    "The view from {P}",
    "Sources and method",
    "Conclusion",
    "A word on numbers",
)
KICKERS = (
    "Land and Water",
    "Field Notes",
    "Opinion",
    "Essay",
    "Long Read",
    "The Valleys",
    "Research Brief",
    "Economy",
    "Working Paper No. {n}",
    "Occasional Paper {n}/{y}",
)
HOUSES = (
    "Bexmouth Institute",
    "Penhaven Review",
    "The Hexley Quarterly",
    "Centre for Rural Record",
    "RIVER AND LAND FOUNDATION",
    "Lindow University Press",
)
ROLES = (
    "Senior Fellow, Bexmouth Institute",
    "Lecturer in Rural History, Lindow University",
    "Correspondent in {P}",
    "Archivist, Centre for Rural Record",
)
WEB = (
    "Share this page",
    "Facebook  Twitter  Email",
    "Print this article",
    "5 min read",
    "Subscribe to our newsletter",
    "Sign in",
    "Advertisement",
    "Skip to content",
    "Home > Essays > {P}",
    "Photo: {N} / Valley Press Agency",
)
END = (
    "All rights reserved.",
    "© {y} {H}",
    "The views expressed here are those of the author alone.",
    "Follow us on Twitter",
    "Leave a comment",
    "Tags: {P}, History, Water",
)
MONTHS = "January February March April May June July August September October November December".split()


@dataclass
class Style:
    """How one document is set."""

    wrap: int
    """Width of lines; 0 where each paragraph is one line."""
    blank: bool
    """Whether a blank line stands between paragraphs."""
    indent: int
    """Blanks before each paragraph's first line."""
    paged: bool
    notes: str
    """`foot`, `end` or none."""
    call: str
    """How a call is printed, with {n}."""
    label: str
    """How a note's label is printed, with {n}."""
    hyphens: bool
    head: str
    foot: str
    heading: str
    """`plain`, `caps`, `numbered` or `hash`."""


@dataclass
class Copy:
    """A document in the making: its truth, and the lines as they are copied."""

    rng: Random
    style: Style
    truth: Truth
    lines: list[str] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    """Notes called on this page."""
    page: int = 1
    room: int = 0


def copied(seed: int) -> tuple[str, Truth]:
    """A damaged text and what it ought to come out as."""
    rng = Random(f"copied {seed}")
    style = _style(rng)
    truth = _truth(rng, style)
    copy = Copy(rng, style, truth, room=rng.randint(26, 44))
    _front(copy)
    for item in truth.items:
        _item(copy, item)
    _foot(copy)
    _back(copy)
    return "\n".join(copy.lines) + "\n", truth


def _style(rng: Random) -> Style:
    paged = rng.random() < 0.45
    wrap = rng.choice((58, 66, 72, 78, 92)) if paged or rng.random() < 0.35 else 0
    blank = rng.random() < (0.75 if wrap else 0.8)
    call, label = rng.choice(
        (("¹", "¹ "), ("¹", "{n} "), ("¹", "{n}. "), ("[{n}]", "[{n}] "), ("[{n}]", "{n}. "), ("^{n}", "^{n} "), ("{n}", "{n} "), ("{n}", "{n}. "), ("¹", "{n}\n"), ("({n})", "({n}) "), ("¹", ""))
    )  # fmt: skip
    return Style(
        wrap=wrap,
        blank=blank,
        indent=0 if blank or not wrap else rng.choice((3, 4, 5)),
        paged=paged,
        notes=rng.choice(("foot", "foot", "end", "none")) if paged else rng.choice(("end", "end", "none")),
        call=call,
        label=label if label or not paged else "¹ ",
        hyphens=bool(wrap) and rng.random() < 0.5,
        head=rng.choice(("", "title", "house", "number title", "title number")) if paged else "",
        foot=rng.choice(("number", "dash", "page", "", "house number")) if paged else "",
        heading=rng.choice(("plain", "plain", "caps", "numbered")) if wrap or rng.random() < 0.85 else "hash",
    )


def _truth(rng: Random, style: Style) -> Truth:
    title = _fill(rng, rng.choice(TITLES))
    names = tuple(f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}" for _ in range(rng.choice((1, 1, 1, 2))))
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1996, 2023)
    truth = Truth(title, names, f"{year}-{month:02}-{day:02}", [], {})
    heads = rng.sample(HEADS, rng.randint(0, 4))
    for k in range(rng.randint(5, 14)):
        if heads and k and rng.random() < 0.3:
            head = _fill(rng, heads.pop())
            truth.items.append(Item("heading", head.upper() if style.heading == "caps" else head))
        if rng.random() < 0.1 and k:
            _list(rng, truth)
        truth.items.append(Item("paragraph", _paragraph(rng, truth, style)))
    if style.heading == "numbered":
        for n, item in enumerate((i for i in truth.items if i.kind == "heading"), 1):
            item.text = f"{n}. {item.text}"
    return truth


def _list(rng: Random, truth: Truth) -> None:
    truth.items.append(Item("paragraph", _sentence(rng).rstrip(".") + ", and asked for three things:"))
    form = rng.choice(("{n}. {t}", "({l}) {t}", "• {t}", "- {t}"))
    for n in range(rng.randint(2, 4)):
        text = rng.choice(
            (_sentence(rng), f"a share of {rng.choice(THINGS)};", f"{rng.choice(THINGS)}, without delay;")
        )
        shown = form.format(n=n + 1, l="abcdef"[n], t=text)
        truth.items.append(Item("item", shown))


def _fill(rng: Random, text: str) -> str:
    thing = rng.choice(THINGS).removeprefix("the ")
    return text.format(
        A="the " + thing.title() if rng.random() < 0.5 else thing.title(), P=rng.choice(PLACES), n=rng.randint(2, 60),
        y=rng.randint(1999, 2023), N=f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", H=rng.choice(HOUSES),
    ).replace("the The", "The")  # fmt: skip


def _sentence(rng: Random) -> str:
    thing, other, place, body = rng.choice(THINGS), rng.choice(THINGS), rng.choice(PLACES), rng.choice(BODIES)
    name = rng.choice(FAMILY)
    core = rng.choice(
        (
            f"{thing} {rng.choice(VERBS)} {other} {rng.choice(WHEN)}", f"{body} counted {rng.randint(3, 900)} households near {place}",
            f"{name} wrote to {body} that {thing} could not be mended", f"a third of {place} lived from {thing}, {rng.choice(TAIL)}",
            f"“{thing} is not for sale,” said {name} of {place}", f"there were {rng.randint(2, 40)} ways to read the figures for {place}",
            f"the report of {rng.randint(1901, 2019)} gives {rng.randint(2, 98)} per cent for {place} and {rng.randint(2, 98)}.5 for {rng.choice(PLACES)}",
            f"it took Dr. {name} nine winters, two clerks and a well-kept diary to find out what {body} had spent on {thing}", "nothing came of it",
        )
    )  # fmt: skip
    if rng.random() < 0.3:
        core += f", {rng.choice(TAIL)}"
    if rng.random() < 0.35 and not core.startswith("“"):
        core = f"{rng.choice(LEAD)} {core}"
    return core[0].upper() + core[1:] + "." if not core.startswith("“") else "“" + core[1].upper() + core[2:] + "."


def _paragraph(rng: Random, truth: Truth, style: Style) -> str:
    out = []
    for _ in range(rng.choice((1, 2, 3, 3, 4, 5, 6))):
        sentence = _sentence(rng)
        if style.notes != "none" and rng.random() < 0.22:
            n = len(truth.notes) + 1
            truth.notes[n] = _note(rng)
            inside = style.call in ("[{n}]", "¹") and rng.random() < 0.2
            words = sentence.split(" ")
            spots = [i for i, w in enumerate(words[:-1]) if w[-1].isalpha() and len(w) > 3] if inside else []
            if spots:
                k = rng.choice(spots)
                words[k] += f"[^{n}]"
                sentence = " ".join(words)
            else:
                sentence += f"[^{n}]"
        out.append(sentence)
    return " ".join(out)


def _note(rng: Random) -> str:
    name, place = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", rng.choice(PLACES)
    title, year = _fill(rng, rng.choice(TITLES[:6])), rng.randint(1899, 2022)
    slug = re.sub(r"\W+", "-", title.lower()).strip("-")
    return rng.choice(
        (
            f"{name}, {title} ({place}: {rng.choice(HOUSES)}, {year}), {rng.randint(2, 400)}.", f"{name}, “{title},” {rng.choice(HOUSES)} {rng.randint(1, 60)} ({year}): {rng.randint(1, 90)}–{rng.randint(91, 140)}.",
            f"Ibid., {rng.randint(2, 300)}.", f"“{title}”, {rng.choice(HOUSES)}, {rng.randint(1, 28)} {rng.choice(MONTHS)} {year}, https://{place.split()[0].lower()}.example/{year}/{slug}",
            f"See also {name}, “{title},” p. {rng.randint(2, 90)}.", f"The figures for {place} leave out {rng.choice(THINGS)}.", f"Interview with a clerk of {rng.choice(BODIES)}, {place}, {rng.choice(MONTHS)} {year}.",
            f"{place} County Record Office, MS {rng.randint(2, 900)}/{rng.randint(1, 30)}.",
        )
    )  # fmt: skip


def _front(copy: Copy) -> None:
    rng, truth = copy.rng, copy.truth
    gap = [""] if copy.style.blank or rng.random() < 0.6 else []
    title = truth.title or ""
    out: list[list[str]] = []
    if not copy.style.paged and rng.random() < 0.5:
        web = _chrome(copy, rng.sample(WEB[:9], rng.randint(1, 3)))
        out.append(web)
    if rng.random() < 0.45:
        out.append(_chrome(copy, [_fill(rng, rng.choice(KICKERS))]))
    if copy.style.paged and rng.random() < 0.4:
        out.append(_chrome(copy, [rng.choice(HOUSES)]))
    rng.shuffle(out)
    shown = title.upper() if rng.random() < 0.2 else title
    truth.title = shown
    words = shown.split()
    if copy.style.wrap and len(words) > 5 and rng.random() < 0.5:
        half = len(words) // 2 + rng.choice((0, 1))
        out.append([" ".join(words[:half]), " ".join(words[half:])])
    else:
        out.append([shown])
    if rng.random() < 0.3:
        out.append(
            _chrome(
                copy,
                [
                    _sentence(rng)
                    if rng.random() < 0.6
                    else f"How {rng.choice(PLACES)} came to live with {rng.choice(THINGS)}"
                ],
            )
        )
    names = " and ".join(truth.byline)
    by = rng.choice(("By {N}", "{N}", "by {N}", "Author: {N}", "By {N} | {D}", "{N}, {D}", "{D} | By {N}"))
    year, month, day = map(int, (truth.date or "").split("-"))
    date = rng.choice(
        (
            f"{day} {MONTHS[month - 1]} {year}",
            f"{MONTHS[month - 1]} {day}, {year}",
            f"{day} {MONTHS[month - 1][:3]} {year}",
            truth.date or "",
        )
    )
    facts = [by.format(N=names, D=date)]
    if "{D}" not in by:
        if rng.random() < 0.35:
            facts.append(_chrome(copy, [_fill(rng, rng.choice(ROLES))])[0])
        facts.append(rng.choice(("{}", "{}", "Published: {}", "Posted on {}")).format(date))
    out.append(facts)
    for block in out:
        copy.lines += block
        copy.lines += gap
    if not gap:
        copy.lines += [""] if rng.random() < 0.5 else []


def _chrome(copy: Copy, lines: list[str]) -> list[str]:
    made = [_fill(copy.rng, line) if "{" in line else line for line in lines]
    copy.truth.chrome += made
    return made


def _item(copy: Copy, item: Item) -> None:
    style, rng = copy.style, copy.rng
    text = _printed(copy, item.text)
    if item.kind == "heading":
        text = f"## {text}" if style.heading == "hash" else text
        if not style.blank and copy.lines and copy.lines[-1] and rng.random() < 0.3:
            copy.lines.append("")
    lines = _wrapped(copy, text, item.kind)
    for k, line in enumerate(lines):
        if style.paged and copy.room <= 0 and item.kind != "heading":
            _foot(copy)
            _turn(copy, torn=k > 0)
        copy.lines.append(line)
        copy.room -= 1
        copy.pending += [int(n) for n in re.findall(r"\ue000(\d+)\ue001", line)]
        copy.lines[-1] = re.sub(r"\ue000\d+\ue001", "", line)
    if style.blank or (item.kind == "heading" and rng.random() < 0.3):
        copy.lines.append("")


def _printed(copy: Copy, text: str) -> str:
    """A text with its calls as they are printed, each followed by a hidden sign of its number."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

    def call(match: re.Match[str]) -> str:
        n = match[1]
        shown = n.translate(raised) if copy.style.call == "¹" else copy.style.call.format(n=n)
        if copy.style.call == "({n})":
            shown = " " + shown
        return f"{shown}\ue000{n}\ue001"

    return re.sub(r"\[\^(\d+)\]", call, text)


def _wrapped(copy: Copy, text: str, kind: str) -> list[str]:
    style = copy.style
    if not style.wrap or kind == "heading":
        return [text]
    first = " " * style.indent if kind == "paragraph" else ""
    lines = textwrap.wrap(text, style.wrap, initial_indent=first, break_long_words=False, break_on_hyphens=False)
    if style.hyphens:
        for k in range(len(lines) - 1):
            word, *rest = lines[k + 1].split(" ", 1)
            if copy.rng.random() < 0.2 and rest and len(word) > 7 and word.isalpha() and word.islower():
                cut = copy.rng.randint(3, len(word) - 3)
                lines[k], lines[k + 1] = f"{lines[k]} {word[:cut]}-", f"{word[cut:]} {rest[0]}"
    return lines


def _notes(copy: Copy, numbers: list[int]) -> None:
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    gap = [""] if copy.style.blank else []
    for n in numbers:
        label = copy.style.label
        shown = str(n).translate(raised) + " " if label == "¹ " else label.format(n=n)
        text = shown + copy.truth.notes[n]
        for line in text.split("\n"):
            wrap = copy.style.wrap and copy.style.wrap + 6
            copy.lines += textwrap.wrap(line, wrap, break_long_words=False, break_on_hyphens=False) if wrap else [line]
        copy.lines += gap


def _foot(copy: Copy) -> None:
    """Ends a page: its notes."""
    if copy.style.notes == "foot" and copy.pending:
        if copy.lines and copy.lines[-1]:
            copy.lines.append("")
        if copy.rng.random() < 0.3:
            copy.lines += ["_" * 20, ""]
        _notes(copy, copy.pending)
        if copy.lines[-1]:
            copy.lines.append("")
    if copy.style.notes == "foot":
        copy.pending = []


def _turn(copy: Copy, torn: bool) -> None:
    """Page number and running heads, and the next page."""
    style, rng, truth = copy.style, copy.rng, copy.truth
    gap = [""] if style.blank or rng.random() < 0.5 else []
    if torn and copy.lines and copy.lines[-1] and gap:
        copy.lines.append("")
    house = HOUSES[len(truth.title or "") % len(HOUSES)]
    foot = {
        "number": f"{copy.page}",
        "dash": f"- {copy.page} -",
        "page": f"Page {copy.page} of 19",
        "house number": f"{house}  {copy.page}",
        "": "",
    }[style.foot]
    copy.page += 1
    head = {
        "title": truth.title or "",
        "house": house,
        "number title": f"{copy.page}  {truth.title}",
        "title number": f"{truth.title} | {copy.page}",
        "": "",
    }[style.head]
    for line in (foot, head):
        if line:
            copy.lines += [line, *gap]
            if len(line.split()) > 1 and line != truth.title:
                truth.chrome.append(line)
    copy.room = rng.randint(26, 44)


def _back(copy: Copy) -> None:
    rng, truth = copy.rng, copy.truth
    if copy.style.notes == "end" and truth.notes:
        copy.lines += ["", rng.choice(("Notes", "References", "NOTES", "Endnotes")), ""]
        _notes(copy, list(truth.notes))
    if rng.random() < 0.4:
        name = truth.byline[0]
        text = f"{name} is a {rng.choice(('historian', 'lecturer', 'senior fellow'))} at the Bexmouth Institute and writes on {rng.choice(THINGS)}."
        copy.lines += ["", *_chrome(copy, [text])]
    if rng.random() < 0.5:
        copy.lines += ["", *_chrome(copy, rng.sample(END, rng.randint(1, 2)))]
    if not copy.style.paged and rng.random() < 0.3:
        copy.lines += [
            "",
            *_chrome(copy, ["Related articles", _fill(rng, rng.choice(TITLES)), _fill(rng, rng.choice(TITLES))]),
        ]
