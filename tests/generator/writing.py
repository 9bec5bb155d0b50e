# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Writes made-up documents: sentences from templates, paragraphs, notes, headings."""

from __future__ import annotations

import random

from tests.generator import vocabulary as v
from tests.generator.truth import Item, Truth


class Writer:
    """Writes one document; everything it does follows from its seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.subject = self.rng.choice(v.SUBJECTS)

    def pick(self, options: tuple[str, ...]) -> str:
        return self.rng.choice(options)

    def person(self) -> str:
        middle = f" {self.pick(v.FIRST)[0]}." if self.rng.random() < 0.12 else ""
        return f"{self.pick(v.FIRST)}{middle} {self.pick(v.LAST)}"

    def when(self) -> str:
        return f"{self.pick(v.MONTHS)} {self.rng.randint(1996, 2015)}"

    def sentence(self) -> str:
        s, rng = self.subject, self.rng
        thing, other, body = self.pick(s.things), self.pick(s.things), self.pick(s.bodies)
        place, friend = self.pick(v.PLACES), self.pick(v.FRIENDS)
        share, clause = rng.randint(2, 96), self.pick(v.CLAUSES)
        forms = (
            f"{body} reported in {self.when()} that {thing} in {place} had changed by {share} per cent, {clause}.",
            f"{thing} {self.pick(v.VERBS)} in {place} after {rng.randint(1, 28)} {self.when()}, {clause}.",
            f"In {place}, {thing} and {other} remained {self.pick(v.ADJECTIVES)} because {self.pick(v.REASONS)}.",
            f"According to {self.person()} of {body}, {thing} mattered less than {other} {friend}.",
            f"“{self.pick(v.QUOTES).capitalize()},” {self.pick(v.SAYS)} {self.person()}, who has followed {thing} for years.",
            f"Officials {friend} had counted {rng.randint(3, 900)} cases, yet {other} stayed {self.pick(v.ADJECTIVES)}.",
            f"The result was {self.pick(v.ADJECTIVES)}: {thing} {self.pick(v.VERBS)} while {other} did not.",
            f"{body}, {clause}, agreed to review {thing} with {place} (see {friend.split(' ', 1)[-1]}).",
            f"It took {rng.randint(2, 9)} years before {thing} reached {place}, and {self.pick(v.REASONS)}.",
            f"By contrast, {other} {self.pick(v.VERBS)} almost everywhere {friend}.",
            f"Critics such as {self.person()} {self.pick(v.SAYS)} that “{self.pick(v.QUOTES)}” and that {thing} should come first.",
            f"None of this would have surprised the U.S. delegation or Dr. {self.pick(v.LAST)}, who wrote on {thing} in {rng.randint(1950, 1999)}.",
        )
        text = rng.choice(forms)
        return text[0].upper() + text[1:]

    def paragraph(self, low: int = 2, high: int = 6) -> str:
        return " ".join(self.sentence() for _ in range(self.rng.randint(low, high)))

    def standfirst(self) -> str:
        """A sentence that sums the text up."""
        s = self.subject
        return self.rng.choice(
            (
                f"{self.pick(s.things).capitalize()} will not recover unless {self.pick(s.bodies)} changes course.",
                f"Why {self.pick(s.things)} in {self.pick(v.PLACES)} matter more than {self.pick(s.things)}, and what can be done.",
                f"A {self.pick(v.ADJECTIVES)} reform shows how far {self.pick(v.PLACES)} has come, but {self.pick(v.REASONS)}.",
            )
        )

    def heading(self, style: str, number: int) -> str:
        options = v.HEADINGS_SENTENCE if style == "sentence" else v.HEADINGS_TITLE
        text = self.pick(options).format(
            place=self.pick(v.PLACES).removeprefix("the "),
            body=self.pick(self.subject.bodies).removeprefix("the "),
            thing=self.pick(self.subject.things).removeprefix("the ").title()
            if style != "sentence"
            else self.pick(self.subject.things),
        )
        text = text[0].upper() + text[1:]
        if style == "caps":
            return text.upper()
        return f"{number}. {text}" if style == "numbered" else text

    def note(self, number: int) -> str:
        rng = self.rng
        title = f"{self.pick(self.subject.topics)} in {self.pick(v.PLACES)}: {self.pick(v.QUOTES)}"
        slug = "-".join(w.strip(",.:;'’").lower() for w in title.split())
        url = f"https://{self.pick(v.HOSTS)}/{rng.randint(2001, 2015)}/{rng.randint(1, 12):02}/{slug}"
        if rng.random() < 0.3:
            url += f"-{rng.randint(1000, 99999)}.html"
        date = f"{self.pick(v.MONTHS)} {rng.randint(1, 28)}, {rng.randint(2001, 2015)}"
        journal, who = self.pick(v.JOURNALS), self.person()
        return rng.choice(
            (
                f"“{title}”, {journal}, published on {date}. {url}",
                f'"{title}", {journal}, published on {date}. {url}',
                f"{who}, “{title},” {journal}, {date}, {url}.",
                f"{who} and {self.person()}, “{title}”, {journal}, {date}. {url}",
                f'{who}, "{title}", {journal}, {date}, pp. {rng.randint(1, 80)}–{rng.randint(81, 140)}.',
                f"See {who}, “{title}”, {journal} {rng.randint(2, 40)}, no. {rng.randint(1, 6)} ({rng.randint(1980, 2015)}).",
            )
        )

    def remark(self) -> str:
        """A note that explains rather than cites."""
        return self.rng.choice(
            (
                f"The current head of {self.pick(self.subject.bodies)} is {self.person()}.",
                f"Figures for {self.pick(v.PLACES)} leave out {self.pick(self.subject.things)}.",
                f"Interview with {self.person()}, {self.pick(v.PLACES)}, {self.when()}.",
                f"Ruling of the {self.pick(v.PLACES)} court, No. {self.rng.randint(10, 99)}-{self.rng.randint(100, 999)}, {self.when()}.",
            )
        )

    def title(self) -> str:
        a, b = self.rng.sample(self.subject.topics, 2)
        place = self.pick(v.PLACES)
        return self.rng.choice(
            (
                f"{a} and {b}: {place.title()} Looks for a Way Out",
                f"Who Needs {a}? The Future of {b} in {place.title()}",
                f"{a} After the Reform: Prospects for {place.title()}",
                f"From {a} to {b}",
                f"{a} in {place.title()}: An Uncertain Balance",
                f"Why {a} Still Matter to {place.title()}",
                f"The {b} Question",
            )
        )


def write(seed: int) -> tuple[Truth, Writer]:
    """A document and its writer, whose random state the damage goes on with."""
    w = Writer(seed)
    rng = w.rng
    style = rng.choice(("title", "title", "title", "sentence", "caps", "numbered", "none"))
    items: list[Item] = []
    sections = 0 if style == "none" else rng.randint(2, 5)
    _section(w, items, rng.randint(2, 4) if sections else rng.randint(7, 14))
    used: set[str] = set()
    for number in range(1, sections + 1):
        text = w.heading(style, number)
        while text.lstrip("0123456789. ") in used:
            text = w.heading(style, number)
        used.add(text.lstrip("0123456789. "))
        items.append(Item("heading", text))
        _section(w, items, rng.randint(2, 4))
    notes = _notes(w, items)
    count = rng.choice((1, 1, 1, 1, 2, 2, 3))
    byline = tuple(dict.fromkeys(w.person() for _ in range(count))) if rng.random() < 0.8 else ()
    title = w.title() if rng.random() < 0.9 else None
    date = _date(rng) if rng.random() < 0.75 and title else None
    return Truth(title, byline if title else (), date, items, notes), w


def _section(w: Writer, items: list[Item], count: int) -> None:
    rng = w.rng
    for _ in range(count):
        roll = rng.random()
        if roll < 0.05:
            items.append(Item("paragraph", w.pick(v.SHORT)))
        elif roll < 0.08:
            items.append(Item("paragraph", w.paragraph(1, 2).rstrip(".") + ":"))
            items += [Item("item", f"{n}. {w.sentence()}") for n in range(1, rng.randint(3, 5))]
        elif roll < 0.1:
            items.append(Item("paragraph", f"“{w.pick(v.QUOTES).capitalize()}.”"))
            items.append(Item("paragraph", f"“{w.pick(v.QUOTES).capitalize()},” {w.person()} {w.pick(v.SAYS)}."))
        items.append(Item("paragraph", w.paragraph()))


def _notes(w: Writer, items: list[Item]) -> dict[int, str]:
    """Sets markers at the ends of words or sentences, in order, and writes the notes."""
    rng = w.rng
    count = rng.choice((0, 0, 2, 3, 4, 5, 6, 8, 10, 12))
    slots: list[tuple[int, int]] = []
    for i, item in enumerate(items):
        if item.kind != "paragraph" or len(item.text.split()) < 20:
            continue
        tokens = item.text.split(" ")
        for j, token in enumerate(tokens[:-1]):
            if (
                (
                    token.endswith((".", ",”", ".”"))
                    and len(token) > 4
                    and tokens[j + 1][0].isupper()
                    and token != "U.S."
                )
                or (
                    token[0].isupper()
                    and token.isalpha()
                    and len(token) > 4
                    and rng.random() < 0.15
                    and not tokens[j + 1][0].isupper()
                )
                or (token.isdigit() and len(token) == 4 and rng.random() < 0.05)
            ):
                slots.append((i, j))
        slots.append((i, len(tokens) - 1))
    chosen = sorted(rng.sample(slots, min(count, len(slots))))
    places: dict[int, dict[int, list[int]]] = {}
    number = 0
    for i, j in chosen:
        number += 1
        places.setdefault(i, {}).setdefault(j, []).append(number)
        if rng.random() < 0.05:
            number += 1
            places[i][j].append(number)
    for i, at in places.items():
        tokens = items[i].text.split(" ")
        for j, numbers in at.items():
            mark = "".join(f"[^{n}]" for n in numbers)
            stop = tokens[j][-1:] if tokens[j][-1:] in ",;:" else ""
            tokens[j] = tokens[j].removesuffix(stop) + mark + stop if stop else tokens[j] + mark
        items[i].text = " ".join(tokens)
    return {n: w.note(n) if rng.random() < 0.8 else w.remark() for n in range(1, number + 1)}


def _date(rng: random.Random) -> str:
    year, month, day = rng.randint(2016, 2024), rng.randint(1, 12), rng.randint(1, 28)
    return f"{year}-{month:02}" if rng.random() < 0.2 else f"{year}-{month:02}-{day:02}"
