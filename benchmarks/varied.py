# ruff: noqa: E501, SIM905 - lists of words and templates read best as they are
"""Documents of every make, to fit weights on: other words and more kinds of lines than the measuring makers have."""

from __future__ import annotations

import re
import textwrap
from random import Random

from tests.generator.truth import Item, Truth

NOUNS = "glass lamp school bread quarry clock theatre railway garden prison comet museum vaccine orchid tunnel census beetle violin satellite bakery tower hospital forest budget password harbour desert wheel".split()
ADJ = "late early cheap heavy hidden public broken northern quiet second digital common famous empty rural borrowed wooden female federal".split()
VERBS = "changed opened built lost measured sold hid moved replaced feared closed painted funded ignored counted taught taxed".split()
ADV = "slowly again twice openly rarely almost never perhaps once often".split()
CONJ = "because although while after since until whereas if unless before".split()
PREP = "in near under beyond within against behind of for with from".split()
TOWNS = "Albury Brenn Caldas Drevno Ekholm Fanø Girona Halden Izmail Jarrow Kolding Lugo Mersin Narva Oulu Paloma Quito Ruse Sligo Tartu Uzda Vigo Wismar Zadar".split()
FIRST = "Anna Boris Clara Dmitri Elif Felix Gülay Hugo Irene José Karin Luca María Noor Olga Petra Raúl Sofia Tariq Ursula Viktor Yuki Zoë James Mary Jean-Paul Li Anne-Marie".split()
LAST = "Adler Bianchi Costa Dvořák Ekström Farkas García Haas Ito Jensen Klein Lopez Müller Novak O'Brien Petrov Rossi Schmidt Tanaka Ueda Vidal Weber Young Zhou al-Hadi van Dijk de Souza McKay".split()
ORGS = "Institute for {A} Studies;University of {P};Ministry of {N};{P} School of Economics;National {N} Council;Centre for {N} Policy;{P} Times;The {P} Review;Department of {N};{N} Research Foundation;Office for National {N} Statistics;{N} Watch;{P} Data Lab".split(
    ";"
)
JOBS = "Senior Researcher, {O};Professor of {N} at the {O};{O};Staff Writer;PhD candidate, {O};Director, {O};Policy Analyst;Reporter in {P};Associate Fellow at {O};Research Associate".split(
    ";"
)
HEADS = "Introduction;Background;Method;Results;Discussion;Conclusion;Conclusions;The {a} {n};What the {n} shows;Why {P}?;A {n} for {P};From {n} to {m};Key findings;{N} and {M};How to count a {n};The road ahead;Who decides?;{P}, {y};Recommendations;Policy options;The problem with {m}s;An old {n}: {P}".split(
    ";"
)
TITLES = "The {A} {N} of {P};{N}s and {M}s;Why the {n} matters;What happened to the {a} {n} of {P}?;{A} {M}, {A2} {N};{P}: a {n} in search of a {m};How {P} {v} its {n};{N};The {N} Question;Can {P} save its {n}?;Towards a {a} {n} policy for {P} and {Q};{A} {N}s in {P}, {y}–{z};Paid by the {N};The end of the {n} as we know it;In the {N}, by the {M};“{A} {N}s”: on {m}s and their uses;A {N} Too Far;Report of the working group on {n}s and {m}s;What a {n} knows".split(
    ";"
)
KICK = "{N} Policy;World;Features;{N} & {M};Comment;POLICY BRIEF;Issue Brief No. {k};Working Paper {k}/{y};Analysis;{N} Desk;The {N} Series;Discussion Papers;Vol. {k}, No. 3, {y};Technical Note {k};Culture | {N};Programme on {N}s;{P} Papers in {N} Studies;Perspectives;REPORT;BACKGROUNDER;Press release;Series: {N}s of {P}".split(
    ";"
)
LETTER = "{k} {N} Street, {P};Tel. +49 30 {k}55{k}0;www.{n}.example | info@{n}.example;2nd floor, {k} {L} Road, {P} {k}0{k};P.O. Box {k}{k}, {P};Phone: ({k}) 555-01{k}".split(
    ";"
)
WEB = "Menu;Home > {N} > {P};Search;Share;Share on Facebook;Tweet this;Listen to this article;{k} min read;Reading time: {k} minutes;{k} comments;Print;Save for later;Advertisement;ADVERTISEMENT;Subscribe;Sign up for our weekly newsletter;Accept all cookies;Photo: {F}/Reuters;Image credit: {F};Follow us on X;Copy link;Skip to main content;Log in;Download PDF;Most read;Go back to top;This site uses cookies to improve your visit.".split(
    ";"
)
TAILS = "© {y} {O}. All rights reserved.;Copyright {y} {O};Opinions given here are the author's own, not those of {O}.;This article was first published in The {P} Review.;Disclaimer: {O} takes no position on the matter.;Tags: {n}, {m}, {P};Filed under: {N}, {M};Keywords: {n}; {m}; {P};Reproduction is permitted provided the source is acknowledged.;Licensed under CC BY 4.0;ISSN 12{k}5-67{k};Leave a comment;Comments are closed.;Next article: {T};Print Friendly, PDF & Email;Support independent journalism: become a member;Edited by {F};END;***;Published by {O}, {P}, {y};Please cite as: {F}, {T}, {P} {y}.".split(
    ";"
)
MIDST = (
    "Read more: {T}", "Also read: {T}", "RELATED: {T}", "See also: {T}", "Figure {k}: {N}s by {m}, {y}–{z}", "Table {k}. {N}s of {P}", "Source: {O}, {y}.", "Photo: {F} / {O}", "[Advertisement]", "Continue reading below", "{k}", "- {k} -",
    "Page {k}", "Sign up for the {P} newsletter", "Scroll to continue", "* * *", "Share this with a friend", "Click to enlarge", "Image: a {n} in {P}. Credit: {F}", "{k} shares", "Subscribe for more on {n}s", "Keywords: {n}, {m}",
)  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()


class Maker:
    def __init__(self, seed: int) -> None:
        self.r = Random(f"varied {seed}")
        self.calls = False

    def pick(self, seq):
        return self.r.choice(seq)

    def person(self) -> str:
        mid = self.pick(("", "", "", " J.", " M."))
        return f"{self.pick(FIRST)}{mid} {self.pick(LAST)}"

    def fill(self, t: str) -> str:
        r = self.r
        if "{O}" in t:
            t = t.replace("{O}", self.pick(ORGS))
        if "{T}" in t:
            t = t.replace("{T}", self.pick(TITLES))
        n, m = r.sample(NOUNS, 2)
        a, a2 = r.sample(ADJ, 2)
        p, q = r.sample(TOWNS, 2)
        y = r.randint(1985, 2024)
        return t.format(
            n=n,
            m=m,
            N=n.title(),
            M=m.title(),
            a=a,
            A=a.title(),
            A2=a2.title(),
            P=p,
            Q=q,
            L=self.pick(LAST),
            F=self.person(),
            v=self.pick(VERBS),
            y=y,
            z=y + r.randint(1, 9),
            k=r.randint(2, 99),
        )

    def np(self) -> str:
        r = self.r
        if r.random() < 0.25:
            return self.pick(TOWNS)
        if r.random() < 0.12:
            return self.fill(self.pick(ORGS))
        d = self.pick(("the", "the", "a", "every", "no", "its", "their", "this", "some"))
        return f"{d} {self.pick(ADJ) + ' ' if r.random() < 0.5 else ''}{self.pick(NOUNS)}{'s' if d in ('their', 'some') else ''}"

    def clause(self) -> str:
        r = self.r
        s = f"{self.np()} {self.pick(ADV) + ' ' if r.random() < 0.2 else ''}{self.pick(VERBS)} {self.np()}"
        if r.random() < 0.5:
            s += f" {self.pick(PREP)} {self.np()}"
        if r.random() < 0.18:
            s += f" in {r.randint(1890, 2024)}"
        if r.random() < 0.1:
            s += f" by {r.randint(2, 99)}{self.pick(('', '.5'))} per cent"
        if r.random() < 0.05:
            s += f", according to {self.person()}"
        return s

    def sentence(self) -> str:
        r = self.r
        x = r.random()
        if x < 0.04:
            return self.pick(
                ("That was all.", "It did not last.", "Nobody came.", "So it was.", "Not yet.", "This is new.", "Why?")
            )
        s = self.clause()
        if r.random() < 0.45:
            s += f"{self.pick((',', ',', ''))} {self.pick(CONJ)} {self.clause()}"
        if r.random() < 0.15:
            s += f", and {self.clause()}"
        if r.random() < 0.06:
            s += f" (see {self.pick(('Figure', 'Table', 'Section', 'chapter'))} {r.randint(1, 9)})"
        if r.random() < 0.05:
            s = f"{self.pick(('However', 'In short', 'Of course', 'In ' + str(r.randint(1990, 2023))))}, {s}"
        if r.random() < 0.03:
            s = f"{r.randint(2, 90)} {self.pick(NOUNS)}s were lost: {s}"
        s = s[0].upper() + s[1:]
        end = self.pick("....................?!")
        if r.random() < 0.08:
            return f"“{s},” {self.pick(('said', 'wrote', 'argued'))} {self.person()}{self.pick(('', ' of ' + self.pick(TOWNS)))}."
        return s + end

    def para(self) -> str:
        n = self.pick((1, 1, 2, 2, 3, 4, 5, 7))
        out = []
        for _ in range(n):
            s = self.sentence()
            if self.calls and self.r.random() < 0.2:
                k = len(self.truth.notes) + 1
                self.truth.notes[k] = self.note()
                if self.r.random() < 0.25:
                    w = s.split(" ")
                    i = self.r.randrange(len(w))
                    w[i] = (
                        re.sub(r"([.,?!”]*)$", lambda m, k=k: f"[^{k}]{m[1]}", w[i], count=1)
                        if self.r.random() < 0.5 and i < len(w) - 1 and w[i][-1:].isalpha()
                        else w[i]
                    )
                    s2 = " ".join(w)
                    s = s2 if f"[^{k}]" in s2 else s + f"[^{k}]"
                else:
                    s += f"[^{k}]"
            out.append(s)
        return " ".join(out)

    def note(self) -> str:
        r = self.r
        f = self.person()
        t = self.fill(self.pick(TITLES))
        o = self.fill(self.pick(ORGS))
        p = self.pick(TOWNS)
        y = r.randint(1920, 2024)
        return self.pick(
            (
                f"{f}, “{t},” {o} {r.randint(1, 80)}, no. {r.randint(1, 6)} ({y}): {r.randint(1, 90)}–{r.randint(91, 300)}.",
                f"{f}, {t} ({p}: {o}, {y}), {r.randint(1, 400)}.",
                f"{f} ({y}), {t}, {o}.",
                f"“{t},” {o}, {self.pick(MONTHS)} {r.randint(1, 28)}, {y}, https://www.{p.lower()}.example/{self.pick(NOUNS)}/{r.randint(1, 9999)}.",
                "Ibid.",
                f"Ibid., p. {r.randint(1, 300)}.",
                f"{f.split()[-1]}, p. {r.randint(1, 99)}.",
                f"Author’s interview, {p}, {y}.",
                self.sentence(),
                f"{self.sentence()} {self.sentence()}",
                f"See {f}, {t}.",
                f"{o}: {t}, {y}.",
                f"https://{p.lower()}.example/{self.pick(NOUNS)}-{self.pick(NOUNS)}.html",
                f"Cf. {f}, op. cit., {r.randint(2, 60)} ff.",
                f"{f}, “{t}”, {o}, {r.randint(1, 28)}.{r.randint(1, 12)}.{y}.",
                f"Law No. {r.randint(2, 99)} of {y}, Art. {r.randint(1, 40)}.",
                f"Data from {o}, {y}; own calculations.",
            )
        )

    def head(self, style: str, n: int) -> str:
        h = self.fill(self.pick(HEADS))
        if style == "caps":
            h = h.upper()
        if style == "title":
            h = h.title()
        if style == "num":
            h = f"{n}. {h}"
        if style == "num2":
            h = f"{n} {h}"
        if style == "roman":
            h = f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X')[n % 10]}. {h}"
        if style == "chapter":
            h = f"{self.pick(('Chapter', 'Article', 'Part', 'Section', 'Lesson'))} {n}"
        return h

    def items(self) -> list[Item]:
        r = self.r
        out: list[Item] = []
        style = self.pick(("plain", "plain", "caps", "title", "num", "num2", "roman", "chapter", "none", "none"))
        self.style = style
        k = r.randint(4, 16) if r.random() < 0.7 else r.randint(1, 4)
        h = 0
        for i in range(k):
            x = r.random()
            if style != "none" and x < 0.28 and i < k - 1:
                h += 1
                out.append(Item("heading", self.head(style, h)))
            elif x < 0.36 and i:
                out.append(
                    Item(
                        "paragraph",
                        re.sub(r"[.?!”]+$", "", self.sentence()) + self.pick((":", ":", " as follows:", "; namely:")),
                    )
                )
                f = self.pick(("{n}. ", "({l}) ", "• ", "– ", "{n}) ", "* ", "({n}) "))
                e = self.pick((".", ";", "", ";", "."))
                for j in range(r.randint(2, 5)):
                    t = (
                        self.sentence()
                        if r.random() < 0.4
                        else self.np() + (f" {self.pick(PREP)} {self.np()}" if r.random() < 0.6 else "") + e
                    )
                    out.append(Item("item", f.format(n=j + 1, l="abcdefg"[j]) + t))
            elif x < 0.39 and i:
                q = self.person().split()[0].upper()
                for _ in range(r.randint(1, 3)):
                    out.append(Item("paragraph", f"Question: {re.sub(r'[.!]$', '?', self.sentence())}"))
                    out.append(Item("paragraph", f"{q}: {self.para_plain()}"))
            out.append(Item("paragraph", self.para()))
        return out

    def para_plain(self) -> str:
        return " ".join(self.sentence() for _ in range(self.pick((1, 2, 3))))


SUP = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SUB = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def varied(seed: int) -> tuple[str, Truth]:
    m = Maker(seed)
    r = m.r
    title = m.fill(m.pick(TITLES))
    if r.random() < 0.25:
        title = title.upper()
    elif r.random() < 0.25:
        title = title.title()
    if r.random() < 0.15:
        title += ": " + m.fill(m.pick(TITLES))
    y, mo, d = r.randint(1990, 2024), r.randint(1, 12), r.randint(1, 28)
    names = tuple(m.person() for _ in range(m.pick((1, 1, 1, 2, 3))))
    m.truth = t = Truth(title, names, f"{y}-{mo:02}-{d:02}", [], {})
    m.calls = r.random() < 0.75
    t.items = m.items()
    paged = r.random() < 0.5
    wrap = m.pick((56, 64, 70, 76, 80, 88, 100)) if r.random() < (0.75 if paged else 0.3) else 0
    blank = r.random() < 0.78
    indent = m.pick((2, 3, 5, 8)) if wrap and not blank and r.random() < 0.7 else 0
    foot = paged and r.random() < 0.7
    gap = [""] if blank else []
    out: list[str] = []

    def say(*lines: str) -> list[str]:
        lines = tuple(m.fill(x) for x in lines)
        t.chrome.extend(lines)
        return list(lines)

    # front
    fronts: list[list[str]] = []
    web = not paged and r.random() < 0.6
    if web:
        fronts += [say(x) for x in r.sample(WEB, r.randint(1, 4))]
    for pool, p in ((KICK, 0.5), (ORGS, 0.3), (LETTER, 0.15)):
        if r.random() < p:
            fronts.append(say(*(m.pick(pool) for _ in range(m.pick((1, 1, 2))))))
    r.shuffle(fronts)
    w = title.split()
    if len(w) > 4 and r.random() < (0.5 if wrap else 0.12):
        c = r.randint(2, len(w) - 2)
        tl = [" ".join(w[:c]), " ".join(w[c:])]
    else:
        tl = [title]
    if r.random() < 0.08:
        fronts.append(say(title))
        t.chrome.pop()
    fronts.append(tl)
    if r.random() < 0.35:
        s = (
            m.sentence()
            if r.random() < 0.5
            else m.np().capitalize() + f" {m.pick(PREP)} {m.np()} {m.pick(PREP)} {m.np()}"
        )
        if r.random() < 0.3:
            s = f"{m.sentence()} {m.sentence()}"
        fronts.append(say(s))
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + m.pick((" and ", " & ", ", ")) + names[-1]
    date = m.pick(
        (
            f"{d} {MONTHS[mo - 1]} {y}",
            f"{MONTHS[mo - 1]} {d}, {y}",
            f"{d} {MONTHS[mo - 1][:3]}. {y}",
            f"{y}-{mo:02}-{d:02}",
            f"{MONTHS[mo - 1][:3]} {d}, {y}",
        )
    )
    by = m.pick(
        ("By {b}", "By {b}", "BY {b}", "{b}", "{b}", "by {b}", "Author: {b}", "Text: {b}", "Written by {b}", "Von {b}")
    ).format(b=joined)
    fact: list[list[str]] = []
    x = r.random()
    if x < 0.2:
        fact = [[f"{by}{m.pick((' | ', ' · ', ', ', ' — '))}{date}"]]
    elif x < 0.3:
        fact = [[f"{date} {m.pick(('|', '–', '/'))} {by}"]]
    else:
        fact = [[by]]
        if len(names) > 1 and r.random() < 0.3 and by.startswith("By"):
            fact = [[("By " + names[0])] + [m.pick(("and ", "")) + n for n in names[1:]]]
        if r.random() < 0.3:
            fact.append(say(m.pick(JOBS)))
        if r.random() < 0.1:
            fact.append(say("Edited by " + m.person()))
        dl = m.pick(
            ("{}", "{}", "{}", "Published {}", "Published on {}", "Date: {}", "Updated: {}", "Posted {}", "{}, 09:30")
        ).format(date)
        fact.insert(m.pick((0, len(fact), len(fact))), [dl])
        if r.random() < 0.4:
            fact = [[line for lines in fact for line in lines]]
    pos = len(fronts) if r.random() < 0.9 else fronts.index(tl)
    shown = r.random()
    if shown > 0.18:
        fronts[pos:pos] = fact
    else:
        t.byline, t.date = (), None
    if shown > 0.88:
        fronts.remove(tl)
        t.title = None
    if shown < 0.14:
        fronts = [] if shown < 0.09 else [tl]
        t.title = t.title if shown >= 0.09 else None
    if web:
        fronts += [say(q) for q in r.sample(WEB, r.randint(0, 2))]
    if r.random() < 0.06:
        fronts.append(
            ["Contents"]
            + [
                f"{i.text} {'.' * r.randint(5, 30)} {k + 2}"
                for k, i in enumerate(x for x in t.items if x.kind == "heading")
            ]
        )
    g0 = gap or ([""] if r.random() < 0.5 else [])
    for f in fronts:
        out += f + g0
    if out and out[-1] and r.random() < 0.6:
        out.append("")
    # body
    form = m.pick(("sup", "sup", "br", "br", "caret", "glue", "paren", "sub", "spaced", "mixed"))
    label = m.pick(("sup", "dot", "sp", "br", "paren", "alone", "dot", "sp", "", ""))
    if form == "br":
        label = m.pick(("br", "br", "dot", "sp"))
    house = m.fill(m.pick(ORGS))
    page = r.randint(1, 40)
    room = r.randint(20, 50)
    hstyle, fstyle = (
        m.pick(("", "title", "house", "p title", "title p", "p | house")),
        m.pick(("", "p", "- p -", "Page p", "p of 40", "house p", "p")),
    )
    pend: list[int] = []

    def call(mm: re.Match[str]) -> str:
        k = mm[1]
        f = m.pick(("sup", "glue")) if form == "mixed" else form
        s = {
            "sup": k.translate(SUP),
            "sub": k.translate(SUB),
            "br": f"[{k}]",
            "caret": f"^{k}",
            "glue": k,
            "paren": f" ({k})",
            "spaced": f" {k}",
        }[f]
        return s + f"\ue000{k}\ue001"

    def notes(ks: list[int]) -> list[str]:
        o: list[str] = []
        for k in ks:
            lab = {
                "sup": str(k).translate(SUP) + m.pick((" ", "")),
                "dot": f"{k}. ",
                "sp": f"{k} ",
                "br": f"[{k}] ",
                "paren": f"({k}) ",
                "alone": f"{k}\n",
                "": "",
            }[label]
            text = lab + t.notes[k]
            if r.random() < 0.2:
                text = re.sub(r"\s(https?://\S+)$", r"\n\1", text)
            for line in text.split("\n"):
                o += (
                    textwrap.wrap(line, (wrap or 0) + m.pick((0, 8)), break_long_words=False, break_on_hyphens=False)
                    if wrap
                    else [line]
                )
            o += gap
        return o

    def end_page() -> None:
        nonlocal pend
        if foot and pend:
            if out and out[-1]:
                out.append("")
            if r.random() < 0.25:
                out.extend(["_" * 15, *gap])
            out.extend(notes(pend))
            pend = []
            if out[-1]:
                out.append("")

    def turn(torn: bool) -> None:
        nonlocal page, room
        g = gap or ([""] if r.random() < 0.5 else [])
        if torn and out and out[-1] and g:
            out.append("")
        for st in (fstyle, hstyle):
            line = st.replace("p ", f"{page} ").replace(" p", f" {page}") if st != "p" else str(page)
            line = line.replace("title", title).replace("house", house)
            if st == "Page p":
                line = f"Page {page}"
            if st == "p of 40":
                line = f"{page} of 40"
            if st == fstyle:
                page += 1
            if line:
                out.extend([line, *g])
            if len(line.split()) > 1 and line != title:
                t.chrome.append(line)
        room = r.randint(20, 50)

    noisy = r.random() < 0.35
    for n, it in enumerate(t.items):
        if noisy and n and r.random() < 0.2 and it.kind != "item":
            for line in say(m.pick((*WEB, *TAILS, *MIDST, *MIDST))):
                out += [line, *gap]
        text = re.sub(r"\[\^(\d+)\]", call, it.text)
        if it.kind == "heading":
            lines = [text]
            if not blank and r.random() < 0.4 and out and out[-1]:
                out.append("")
        elif wrap:
            lines = textwrap.wrap(
                text,
                wrap,
                initial_indent=" " * indent if it.kind == "paragraph" else "",
                break_long_words=False,
                break_on_hyphens=False,
            )
        else:
            lines = [text]
        for k, line in enumerate(lines):
            if paged and room <= 0 and it.kind != "heading":
                end_page()
                turn(k > 0)
            if paged and not wrap and it.kind == "paragraph" and room < 5 and len(line) > 400 and "\ue000" not in line:
                cut = line.index(" ", len(line) // 2)
                out.append(line[:cut])
                end_page()
                turn(True)
                line = line[cut + 1 :]
            room -= 1 if wrap else 1 + len(line) // 80
            pend += [int(q) for q in re.findall(r"\ue000(\d+)\ue001", line)]
            out.append(re.sub(r"\ue000\d+\ue001", "", line))
        out += gap if it.kind != "heading" or r.random() < 0.85 else []
    if foot:
        end_page()
    elif t.notes and r.random() < 0.92:
        out += [
            "",
            m.pick(("Notes", "References", "NOTES", "Endnotes", "Footnotes", "Notes and references", "Sources")),
            *gap,
            *notes(list(t.notes)),
        ]
    elif t.notes:
        out += ["", *notes(list(t.notes))]
    b = r.random()
    if b < 0.35:
        bio = m.pick(
            (
                "{n} is {j} at {o}.",
                "{n} is {j} at the {o} and the author of “{t}”.",
                "About the author: {n} works at {o}.",
                "{n} teaches {x} in {p}.",
                "The author is {j} at {o}.",
                "{n} ({p}) is {j}.",
            )
        )
        out += [
            "",
            *say(
                bio.format(
                    n=names[0],
                    j=m.pick(("a senior fellow", "an associate professor", "a journalist", "a researcher")),
                    o=m.fill(m.pick(ORGS)),
                    t=m.fill(m.pick(TITLES)),
                    x=m.pick(NOUNS),
                    p=m.pick(TOWNS),
                )
            ),
        ]
    for x in r.sample(TAILS, r.randint(0, 3)):
        out += ["", *say(x)] if blank or r.random() < 0.5 else say(x)
    if web and r.random() < 0.4:
        out += [
            "",
            *say(
                m.pick(
                    (
                        "Related articles",
                        "Read next",
                        "You may also like",
                        "More from this author",
                        "Recommended",
                        "Also on this site",
                    )
                ),
                *(m.pick(TITLES) for _ in range(r.randint(1, 4))),
            ),
        ]
    return "\n".join(out) + "\n", t
