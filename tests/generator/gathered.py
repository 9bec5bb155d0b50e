# ruff: noqa: E501 - templates read best on one line
"""A third make of damaged documents, of fourteen kinds and seven languages, written without sight of how ingest decides.

Even seeds may be looked at while mending; odd ones are held out, and with them the kinds and languages in `HELD`, which
even seeds never have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.generator.gathered_pages import Look, laid_out
from tests.generator.gathered_words import ENGLISH, TONGUES, Tongue
from tests.generator.truth import Item, Truth

HELD = {"statute", "letter", "chapter", "brief", "es", "ar"}
"""Kinds and languages that only odd seeds have."""


@dataclass
class Piece:
    """A block of a document before it is laid out."""

    kind: str
    """`paragraph`, `item`, `quote`, `heading`; `front` (a line of the head), `aside` (must not come out as text), `mute` (not judged)."""
    text: str


@dataclass
class Maker:
    """Writes one document; everything follows from its seed."""

    rng: Random
    tongue: Tongue
    kind: str
    pieces: list[Piece] = field(default_factory=list)
    title: str | None = None
    byline: tuple[str, ...] = ()
    date: str | None = None
    printed: str = ""
    """The date as printed."""
    short: str = ""
    """What running heads say."""

    def add(self, kind: str, *texts: str) -> None:
        self.pieces += [Piece(kind, text) for text in texts]

    def maybe(self, chance: float, kind: str, *texts: str) -> None:
        if self.rng.random() < chance:
            self.add(kind, *texts)

    def word(self, name: str) -> str:
        return self.rng.choice(self.tongue.words[name].split(";"))

    def day(self) -> None:
        y, m, d = self.rng.randint(1998, 2024), self.rng.randint(1, 12), self.rng.randint(13, 28)
        self.date, self.printed = f"{y}-{m:02}-{d:02}", self.tongue.date(self.rng, y, m, d)

    def names(self, most: int = 2) -> None:
        count = self.rng.randint(1, most)
        self.byline = tuple(dict.fromkeys(self.tongue.name(self.rng) for _ in range(count)))

    def by(self) -> str:
        """The line that names the authors."""
        joint = {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "ru": ", ", "ar": " و", "zh": "、"}
        code = next(k for k, t in TONGUES.items() if t is self.tongue)
        text = (
            joint[code].join(self.byline)
            if len(self.byline) < 3
            else ", ".join(self.byline[:-1]) + joint[code] + self.byline[-1]
        )
        return self.tongue.pick(self.rng, "by").format(n=text, N=text.upper())

    def prose(self, low: int, high: int, sentences: tuple[int, int] = (2, 6)) -> None:
        for _ in range(self.rng.randint(low, high)):
            self.add("paragraph", self.tongue.paragraph(self.rng, *sentences))

    def listing(self) -> None:
        t, r = self.tongue, self.rng
        self.add("paragraph", t.sentence(r).rstrip(".?。؟ ") + ("：" if not t.gap else ":"))
        form = r.choice(("{n}. ", "({a}) ", "• ", "– ", "{n}) ", "({i}) "))
        for k in range(r.randint(2, 5)):
            self.add(
                "item", form.format(n=k + 1, a="abcdef"[k], i=("i", "ii", "iii", "iv", "v")[k]) + t.paragraph(r, 1, 2)
            )

    def sections(self, low: int, high: int, style: str | None = None) -> None:
        """Headings with prose, lists, quotations and captions under them."""
        t, r = self.tongue, self.rng
        style = style or r.choice(("plain", "plain", "caps", "arabic", "roman", "letters", "deep"))
        names = r.sample(t.heads.split(";"), min(r.randint(low, high), len(t.heads.split(";"))))
        for k, name in enumerate(names, 1):
            text = name.format(p=t.pick(r, "places"))
            label = {
                "arabic": f"{k}. ",
                "deep": f"{k} ",
                "roman": f"{('I', 'II', 'III', 'IV', 'V', 'VI')[k - 1]}. ",
                "letters": f"{'ABCDEF'[k - 1]}. ",
            }.get(style, "")
            self.add("heading", label + (text.upper() if style == "caps" else text))
            self.prose(1, 3)
            if style == "deep" and r.random() < 0.6:
                for j in (1, 2):
                    self.add("heading", f"{k}.{j} {t.pick(r, 'heads').format(p=t.pick(r, 'places'))}")
                    self.prose(1, 2)
            if r.random() < 0.25:
                self.listing()
                self.prose(1, 1)
            if r.random() < 0.15:
                self.add("quote", t.paragraph(r, 2, 3))
                self.prose(1, 1)
            if r.random() < 0.2:
                self.add("aside", self.word(r.choice(("fig", "tab"))).format(k=k, t=t.title(r)))
                self.prose(1, 1)

    # --- kinds -------------------------------------------------------------------------------

    def heading_lines(self) -> None:
        """Title, at times a subtitle of its own, byline, affiliation, date, in one of several orders."""
        r, t = self.rng, self.tongue
        self.title = t.title(r)
        if r.random() < 0.15 and t is ENGLISH:
            self.title = self.title.upper()
        self.add("title", self.title)
        self.maybe(0.2, "standfirst", t.sentence(r))
        rest = []
        if r.random() < 0.85:
            self.names(3)
            rest.append(self.by())
            if r.random() < 0.25:
                rest.append(_cap(t.pick(r, "bodies")))
        if r.random() < 0.8:
            self.day()
            rest.insert(r.choice((0, len(rest))), self.printed)
        self.add("front", *rest)

    def memo(self) -> None:
        r, t = self.rng, self.tongue
        self.title = t.title(r)
        self.names(1)
        self.day()
        self.maybe(0.6, "front", "MEMORANDUM")
        pad = r.choice((" ", "  ", "\t", "     "))
        rows = [
            f"TO:{pad}{_cap(t.pick(r, 'bodies'))}",
            f"FROM:{pad}{self.byline[0]}",
            f"DATE:{pad}{self.printed}",
            f"{r.choice(('SUBJECT', 'RE'))}:{pad}{self.title}",
        ]
        self.add("front", *rows)
        self.prose(1, 3)
        self.sections(2, 4)

    def journal(self) -> None:
        r, t = self.rng, self.tongue
        self.maybe(
            0.6,
            "front",
            f"{t.pick(r, 'places')} Studies {r.randint(2, 60)} ({r.randint(1, 4)}), {r.randint(1990, 2022)}, {r.randint(1, 200)}–{r.randint(201, 400)}",
        )
        self.maybe(0.3, "front", f"doi:10.1234/{r.randint(1000, 9999)}.{r.randint(100, 999)}")
        self.title = t.title(r)
        self.add("title", self.title)
        self.names(3)
        self.add(
            "front",
            (", " if r.random() < 0.6 else " and ").join(self.byline)
            if len(self.byline) < 3
            else ", ".join(self.byline),
        )
        self.maybe(0.8, "front", f"{_cap(t.pick(r, 'bodies'))}, {t.pick(r, 'places')}")
        self.maybe(0.3, "front", f"Correspondence: {self.byline[0].split()[-1].lower()}@example.org")
        if r.random() < 0.4:
            self.day()
            self.add("front", f"Published online: {self.printed}" if t is ENGLISH else self.printed)
        self.add("heading", self.word("abs"))
        self.prose(1, 1, (4, 7))
        self.add("aside", f"{self.word('key')}: {', '.join(t.pick(r, 'what') for _ in range(3))}")
        self.sections(3, 6, r.choice(("arabic", "deep", "plain")))
        if r.random() < 0.5:
            self.add("heading", self.word("refs"))
            for _ in range(r.randint(3, 8)):
                y = r.randint(1970, 2020)
                self.add(
                    "paragraph",
                    f"{t.pick(r, 'family')}, {t.pick(r, 'given')[0]}. ({y}). {t.title(r)}. {t.pick(r, 'places')}: {_cap(t.pick(r, 'bodies'))}.",
                )

    def judgment(self) -> None:
        r, t = self.rng, self.tongue
        a, b = t.pick(r, "family"), t.pick(r, "family")
        self.title = f"{a} v. {b}"
        self.day()
        self.add("front", _cap(t.pick(r, "places")).upper() + " COURT OF APPEAL")
        self.maybe(0.6, "front", f"No. {r.randint(2, 19)}-{r.randint(100, 9999)}")
        self.add("title", self.title)
        self.add("front", r.choice(("{d}", "Decided {d}", "Judgment of {d}")).format(d=self.printed))
        if r.random() < 0.4:
            name = t.name(r)
            self.add("paragraph", f"{name.upper()}, J., delivered the judgment of the court.")
        numbered, k = r.choice(("[{n}] ", "{n}. ", "", "{n} ")), 0
        for label in ("I", "II", "III", "IV")[: r.randint(2, 4)]:
            self.add("heading", f"{label}. {t.pick(r, 'heads').format(p=t.pick(r, 'places'))}")
            for _ in range(r.randint(2, 5)):
                k += 1
                self.add("paragraph", numbered.format(n=k) + t.paragraph(r, 2, 6))
            if r.random() < 0.4:
                self.add("quote", t.paragraph(r, 1, 3))
        self.add("paragraph", r.choice(("It is so ordered.", "The appeal is dismissed.", "Affirmed.")))

    def resolution(self) -> None:
        r, t = self.rng, self.tongue
        n = r.randint(3, 320)
        self.day()
        session = r.randint(40, 78)
        self.add("front", f"A/RES/{session}/{n}", f"Agenda item {r.randint(10, 140)}")
        self.title = f"{session}/{n}. {t.title(r)}"
        self.add("title", self.title)
        self.add("front", self.printed)
        self.add("paragraph", "The General Conference,")
        for verb in r.sample(
            ("Recalling", "Noting with concern", "Reaffirming", "Bearing in mind", "Welcoming", "Taking note of"),
            r.randint(2, 5),
        ):
            self.add("paragraph", f"{verb} that {t.clause(r)}, {t.pick(r, 'tail')},")
        for k, verb in enumerate(
            r.sample(
                ("Decides", "Requests", "Urges", "Invites", "Calls upon", "Encourages", "Stresses"), r.randint(3, 6)
            ),
            1,
        ):
            self.add("item", f"{k}. {verb} {t.pick(r, 'bodies')} to ensure that {t.clause(r)}, {t.pick(r, 'tail')};")
        self.pieces[-1].text = self.pieces[-1].text[:-1] + "."

    def news(self) -> None:
        r, t = self.rng, self.tongue
        web = r.random() < 0.6
        if web:
            self.add(
                "aside",
                *r.sample(
                    (
                        "Skip to content",
                        "Sign in",
                        "Home › Region › Ports",
                        "Most popular",
                        "Breaking news",
                        "Subscribe now",
                        "Search this site",
                    ),
                    r.randint(1, 4),
                ),
            )
        self.heading_lines()
        if web:
            self.add(
                "aside",
                *r.sample(
                    (
                        "Share this article",
                        "Share on WhatsApp",
                        "Copy link",
                        "4 min read",
                        "Listen to this story",
                        "27 Comments",
                        "Aa",
                        "Print",
                        "Email",
                    ),
                    r.randint(0, 4),
                ),
            )
            self.maybe(
                0.4, "aside", f"A ferry at the pier in {t.pick(r, 'places')}. Photograph: {t.name(r)}/Coastal Press"
            )
        first = (
            t.words["dateline"].format(P=t.pick(r, "places").upper(), M=t.months.split(";")[3], d=r.randint(1, 28))
            if r.random() < 0.4
            else ""
        )
        self.add("paragraph", first + t.paragraph(r, 1, 2))
        for _ in range(r.randint(5, 12)):
            self.add("paragraph", t.paragraph(r, 1, 3))
            if web and r.random() < 0.15:
                self.add(
                    "aside",
                    r.choice(
                        (
                            "Advertisement",
                            f"Read more: {t.title(r)}",
                            "Story continues below",
                            f"Related: {t.title(r)}",
                            "Sign up to our morning newsletter",
                        )
                    ),
                )
            if r.random() < 0.1:
                self.add("heading", t.pick(r, "heads").format(p=t.pick(r, "places")))
                self.add("paragraph", t.paragraph(r, 1, 3))
        if web:
            self.add(
                "aside",
                *r.sample(
                    (
                        f"Topics: ports, ferries, {t.pick(r, 'places')}",
                        "Follow us on Instagram",
                        "© 2021 Coastal Press Ltd. All rights reserved.",
                        "Terms of use",
                        "Privacy policy",
                        "Contact us",
                        "Report an error",
                    ),
                    r.randint(1, 5),
                ),
            )

    def interview(self) -> None:
        r, t = self.rng, self.tongue
        self.heading_lines()
        self.prose(1, 2)
        form = r.choice(("Q", "name", "bare", "names"))
        guest, host = t.pick(r, "family"), t.pick(r, "family")
        for _ in range(r.randint(4, 9)):
            ask, answer = self.word("q").format(p=t.pick(r, "places")), t.paragraph(r, 2, 5)
            if form == "Q":
                self.add("paragraph", f"Q: {ask}", f"A: {answer}")
            elif form == "bare":
                self.add("paragraph", ask, answer)
            else:
                self.add(
                    "paragraph",
                    f"{host.upper() if form == 'names' else host}: {ask}",
                    f"{guest.upper() if form == 'names' else guest}: {answer}",
                )
            if r.random() < 0.3:
                self.prose(1, 1)

    def statute(self) -> None:
        r, t = self.rng, self.tongue
        self.title = f"An Act concerning {t.pick(r, 'what')}" if t is ENGLISH else t.title(r)
        self.add("title", self.title)
        if r.random() < 0.6:
            self.day()
            self.add("front", self.printed)
        form = r.choice(("Article {n}", "Section {n}. {h}", "§ {n} {h}", "Art. {n}. {h}"))
        for n in range(1, r.randint(4, 8)):
            self.add("heading", form.format(n=n, h=t.pick(r, "heads").format(p=t.pick(r, "places"))))
            if r.random() < 0.5:
                for k in range(r.randint(2, 4)):
                    self.add("item", f"({k + 1}) " + t.paragraph(r, 1, 2))
            else:
                self.add("paragraph", t.paragraph(r, 1, 2).rstrip(".") + ":")
                for k in range(r.randint(2, 4)):
                    self.add("item", f"({'abcd'[k]}) {t.clause(r)};")

    def release(self) -> None:
        r, t = self.rng, self.tongue
        self.maybe(0.7, "front", r.choice(("FOR IMMEDIATE RELEASE", "Press release", "PRESS RELEASE")))
        self.title = t.title(r)
        self.day()
        lines = [("title", self.title), ("front", self.printed)]
        if r.random() < 0.4:
            lines.reverse()
        for kind, text in lines:
            self.add(kind, text)
        self.maybe(0.3, "standfirst", t.sentence(r))
        self.prose(4, 8, (1, 4))
        body = t.pick(r, "bodies")
        self.add("heading", f"About {body}")
        self.prose(1, 1, (2, 3))
        self.add("aside", f"Media contact: {t.name(r)}, +44 20 5550 {r.randint(1000, 9999)}, press@example.org")
        self.maybe(0.4, "aside", "###")

    def report(self) -> None:
        r, t = self.rng, self.tongue
        self.maybe(0.5, "front", f"Working Paper No. {r.randint(2, 90)}" if t is ENGLISH else _cap(t.pick(r, "bodies")))
        self.heading_lines()
        at = len(self.pieces)
        self.add("heading", self.word("sum"))
        self.prose(1, 3)
        self.sections(3, 6)
        if r.random() < 0.5:
            heads = [p.text for p in self.pieces[at:] if p.kind == "heading"]
            lead = r.choice((" ........ ", "  ", " . . . . . ", "\t", " "))
            page, rows = 1, []
            for head in heads:
                rows.append(f"{head}{lead}{page}")
                page += r.randint(1, 5)
            self.pieces[at:at] = [Piece("aside", self.word("toc")), Piece("toc", "\n".join(rows))]

    def essay(self) -> None:
        self.heading_lines()
        self.prose(2, 4)
        self.sections(0, 4)

    def standard(self) -> None:
        """A document of an engineering body: columns in its head, pages with head and foot."""
        r, t = self.rng, self.tongue
        self.title, number = t.title(r), r.randint(1000, 9000)
        self.names(1)
        self.day()
        initial = f"{self.byline[0][0]}. {self.byline[0].split()[-1]}"
        self.byline = (initial,)
        for left, right in (
            ("Network Working Group", initial),
            (f"Request for Comments: {number}", "Overmere University"),
            ("Category: Informational", self.printed),
        ):
            self.add("wide", left + " " * max(2, 72 - len(left) - len(right)) + right)
        self.add("title", self.title)
        self.add("heading", "Abstract")
        self.prose(1, 1)
        for k, name in enumerate(r.sample(t.heads.split(";"), r.randint(3, 6)), 1):
            self.add("heading", f"{k}.  {name.format(p=t.pick(r, 'places'))}")
            self.prose(1, 3)
            if r.random() < 0.3:
                self.listing()
        self.short = f"RFC {number}"

    def letter(self) -> None:
        r, t = self.rng, self.tongue
        self.title = f"An open letter to {t.pick(r, 'bodies')}"
        self.add("title", self.title)
        self.names(2)
        self.day()
        self.add("front", self.by(), self.printed)
        self.add("paragraph", "Dear Members of the Commission,")
        self.prose(4, 8, (2, 5))
        self.add("paragraph", r.choice(("Yours sincerely,", "Respectfully,", "Yours faithfully,")))

    def chapter(self) -> None:
        r, t = self.rng, self.tongue
        self.maybe(0.7, "front", r.choice(("CHAPTER THREE", "Chapter 4", "VII")))
        self.title = t.title(r)
        self.add("title", self.title)
        for _ in range(r.randint(1, 4)):
            self.prose(3, 6)
            self.add("aside", r.choice(("* * *", "***", "⁂", "•")))
        self.pieces.pop()

    def brief(self) -> None:
        r, t = self.rng, self.tongue
        self.add("front", r.choice(("POLICY BRIEF", "Issue Brief", "Briefing Note 14")))
        self.heading_lines()
        self.add("heading", r.choice(("Key points", "Key messages", "At a glance")))
        mark = r.choice(("• ", "■ ", "- ", "▪ "))
        for _ in range(r.randint(3, 5)):
            self.add("item", mark + t.paragraph(r, 1, 2))
        self.sections(3, 5, "plain")


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


OPEN_KINDS = (
    "memo",
    "journal",
    "judgment",
    "resolution",
    "news",
    "news",
    "interview",
    "release",
    "report",
    "report",
    "essay",
    "essay",
    "standard",
)
ENGLISH_ONLY = {"memo", "judgment", "resolution", "release", "standard", "letter", "brief"}


def gathered(seed: int) -> tuple[str, Truth]:
    """A document as it was found, and what it was; even seeds are open, odd ones held out."""
    rng = Random(f"gathered {seed}")
    held = seed % 2
    kind = rng.choice((*OPEN_KINDS, "statute", "letter", "chapter", "brief")) if held else rng.choice(OPEN_KINDS)
    codes = tuple(TONGUES) if held else tuple(code for code in TONGUES if code not in HELD)
    code = "en" if kind in ENGLISH_ONLY or rng.random() < 0.6 else rng.choice(codes)
    maker = Maker(rng, TONGUES[code], kind)
    getattr(maker, kind)()
    items = [Item(p.kind, p.text) for p in maker.pieces if p.kind in {"paragraph", "item", "quote", "heading"}]
    truth = Truth(maker.title, maker.byline, maker.date, items, {})
    look = Look.drawn(rng, kind, code)
    notes = rng.choice((0, 0, 2, 4, 6, 9, 14)) if kind not in {"release", "standard", "interview"} else 0
    _call(rng, maker, truth, notes)
    bodies = iter(truth.items)
    for piece in maker.pieces:
        if piece.kind in {"paragraph", "item", "quote", "heading"}:
            piece.text = next(bodies).text
        elif piece.kind == "aside":
            truth.chrome.append(piece.text)
        elif piece.kind == "toc":
            truth.chrome += piece.text.split("\n")
    maker.short = maker.short or (maker.title or "")[:50].rsplit(" ", 1)[0]
    return laid_out([(p.kind, p.text) for p in maker.pieces], truth, look, rng, maker.short, maker.word("notes")), truth


def _call(rng: Random, maker: Maker, truth: Truth, count: int) -> None:
    """Sets calls at the ends of sentences and clauses, in order, and writes the notes."""
    t = maker.tongue
    slots: list[tuple[int, int]] = []
    for i, item in enumerate(truth.items):
        if item.kind in {"paragraph", "quote"} and len(item.text) > 60:
            text = item.text
            slots += [
                (i, j + 1)
                for j, c in enumerate(text)
                if c in ".。?؟"
                and (j + 1 == len(text) or text[j + 1 :].startswith(" ") or not t.gap)
                and not text[j - 1].isupper()
                and text[max(0, j - 3) : j] not in {" Dr", "i.e", " St"}
                and (j + 1 == len(text) or not text[j + 2 : j + 3].islower())
                and not (text[j - 1].isdigit())
            ]
            slots += [(i, j) for j, c in enumerate(text) if c == "," and rng.random() < 0.1 and text[j - 1].isalpha()]
    chosen = sorted(rng.sample(slots, min(count, len(slots))))
    for n, (i, j) in reversed(list(enumerate(chosen, 1))):
        text = truth.items[i].text
        truth.items[i].text = f"{text[:j]}[^{n}]{text[j:]}"
    for n in range(1, len(chosen) + 1):
        form = rng.choice(("see", "book", "web", "remark", "see2") + (("ibid",) if n > 1 else ()))
        slug = "".join(rng.choice("abcdefghiklmnoprstuv") for _ in range(rng.randint(6, 22)))
        month = rng.randint(1, 12)
        truth.notes[n] = t.words[form].format(
            n=t.name(rng), o=t.name(rng), t=t.title(rng), p=t.pick(rng, "places"), k=rng.randint(1, 60), y=rng.randint(1960, 2022), a=rng.randint(1, 90), b=rng.randint(91, 180),
            d=rng.randint(1, 28), m=month, M=t.months.split(";")[month - 1], u=f"https://www.{slug[:8]}.example/{rng.randint(2001, 2020)}/{slug}-{slug[::-1]}.html",
        )  # fmt: skip
