# ruff: noqa: E501, SIM905 - lists of words and shapes read best as they are
"""What speaks for and against each run of a page being its text: its own shape, the elements around it, its neighbours.

A feature is a name. What it weighs stands in `weights.txt`; nothing here decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from briefing.ingest.authors import is_bio
from briefing.ingest.dates import find_dates
from briefing.ingest.readers.html.chrome import invisible
from briefing.ingest.readers.html.names import evidence
from briefing.ingest.readers.html.page import Page
from briefing.ingest.readers.html.parsing import Element, tag_of
from briefing.ingest.readers.html.runs import Run
from briefing.ingest.roles.patterns import TEASER_CUT, head_of, names_of

SIZES = (1, 2, 4, 8, 14, 25, 50, 100)
SHARES = (0.02, 0.1, 0.25, 0.45, 0.65, 0.85, 0.97)
FAR = 12
"""Elements around a run that are looked at."""
LANDMARKS = frozenset(
    (
        "nav footer aside header form figure figcaption table ul ol dl article main section blockquote li pre details "
        "hgroup address center fieldset noscript dialog menu td"
    ).split()
)


def step(value: float, steps: tuple[float, ...]) -> int:
    """In which of some steps a value lies."""
    return bisect_left(steps, value)


class Looks:
    """The features of one page's runs."""

    def __init__(self, page: Page, runs: list[Run], gaps: list[int], core: Element, title: int) -> None:
        self.page, self.runs, self.gaps, self.core, self.title = page, runs, gaps, core, title
        self.names: dict[Element, tuple[str, ...]] = {}
        self.around: dict[Element, list[str]] = {}
        self.alike: dict[Element, Counter[tuple[str, str]]] = {}
        self.whole = max(1, page.prose[page.root])
        self.upto = self._chain(core)

    def _chain(self, element: Element) -> dict[Element, int]:
        return {e: i for i, e in enumerate([element, *element.iterancestors()])}

    def all(self) -> list[list[str]]:
        """The features of each run."""
        runs = self.runs
        texts = Counter(run.text for run in runs)
        prose = [i for i, run in enumerate(runs) if run.prose and self._inside(run, self.core)]
        first, last = (prose[0], prose[-1]) if prose else (len(runs), len(runs))
        own = [self._own(run) for run in runs]
        shapes = [self._shape(run) for run in runs]
        fellows = self._fellows()
        under, since = "", 0
        found = []
        for i, run in enumerate(runs):
            mine = ["bias", *own[i], *self._around(run.block), *fellows[i]]
            mine += self._block(run)
            place = "pre" if i < first else "mid" if i <= last else "post"
            where = self._where(run)
            size = step(run.size, SIZES)
            mine += [place, f"{place}{where}", f"{place}{shapes[i]}", f"{where}{shapes[i]}"]
            if place == "pre":
                mine.append(f"pre{step(first - i, (1, 2, 4, 8, 16, 32))}")
            if place == "post":
                mine.append(f"post{step(i - last, (1, 2, 4, 8, 16, 32))}")
            mine.append(("above title" if run.at < self.title else "below title") if self.title >= 0 else "no title")
            mine.append(f"{mine[-1]} {place}")
            if texts[run.text] > 1:
                mine.append(f"again{size}")
            if self.gaps[i]:
                mine += ["gap", f"gap{place}{shapes[i]}"]
            if i + 1 < len(runs) and self.gaps[i + 1]:
                mine += ["Ngap", f"Ngap{place}{shapes[i]}"]
            for name, j in (("P", i - 1), ("N", i + 1)):
                if not 0 <= j < len(runs):
                    mine.append(f"{name}edge")
                    continue
                same = runs[j].block.getparent() is run.block.getparent()
                mine += [f"{name}{shapes[j]}", f"{name}{shapes[j]}{'=' if same else '/'}{shapes[i]}"]
                mine += [f"{name}{f}" for f in own[j] if f[0] == "w"]
            near = [runs[j] for j in range(max(0, i - 4), min(len(runs), i + 5)) if j != i]
            if near:
                mine.append(f"near links{step(sum(r.links for r in near) / len(near), SHARES)}")
                mine.append(f"near prose{sum(r.prose for r in near)}")
                mine.append(f"near prose{sum(r.prose for r in near)}{shapes[i]}")
                mine.append(f"near size{step(sum(min(r.size, 80) for r in near) / len(near), SIZES)}")
            head = head_of(run.text, run.size) if run.size <= 20 else ""
            if head:
                mine += [f"head{head}", f"head{head}{place}"]
                under, since = head, 0
            elif run.heading:
                under, since = "", 0
            elif under:
                since += 1
                mine += [
                    f"under {under}",
                    f"under {under}{step(since, (1, 3, 8, 20))}",
                    f"under {under}{'prose' if run.prose else ''}",
                ]
            found.append(mine)
        return found

    def _fellows(self) -> list[list[str]]:
        """How much of the prose is set like each run, and how much of it has passed."""
        prose = [min(run.size, 150) * run.prose for run in self.runs]
        set_, around = [_alike(run.block) for run in self.runs], [_alike(run.block.getparent()) for run in self.runs]
        both = list(zip(around, set_, strict=True))
        count, whole, passed = Counter(both), sum(prose), 0
        by_set, by_both = Counter[tuple[str, str]](), Counter[tuple[tuple[str, str], tuple[str, str]]]()
        for i, words in enumerate(prose):
            by_set[set_[i]] += words
            by_both[both[i]] += words
        found = []
        for i, (run, words) in enumerate(zip(self.runs, prose, strict=True)):
            rest, shape = max(1, whole - words), "p" if run.prose else run.kind if run.kind in ("li", "table") else ""
            like, at = step((by_both[both[i]] - words) / rest, SHARES), step(passed / max(1, whole), SHARES)
            found.append([f"like{like}", f"like{like}{'h' if run.heading else shape}", f"set{step((by_set[set_[i]] - words) / rest, SHARES)}",
                          f"fellows{step(count[both[i]], (1, 2, 4, 8, 16, 40))}",
                          f"at{at}", f"at{at}{'p' if run.prose else 'h' if run.heading else ''}"])  # fmt: skip
            passed += words
        return found

    def _inside(self, run: Run, element: Element) -> bool:
        return self.page.within(run.block, element)

    def _shape(self, run: Run) -> str:
        """Its size, links and kind in one."""
        kind = "h" if run.heading else "l" if run.kind in ("li", "dd", "dt") else "t" if run.kind == "table" else ""
        return f"{kind}{'L' if run.links > 0.6 else 'm' if run.links > 0.2 else ''}{step(run.size, (2, 5, 10, 25, 60))}{'.' if run.ends else ''}"

    def _where(self, run: Run) -> str:
        """Its place by the article and by what holds most of its prose."""
        if self._inside(run, self.core):
            return "core"
        node: Element | None = run.block
        while node is not None and node not in self.upto:
            node = node.getparent()
        return f"out{min(5, self.upto.get(node, 9)) if node is not None else 9}"

    def _own(self, run: Run) -> list[str]:
        """Its size, links, end, words."""
        text, size, links = run.text, step(run.size, SIZES), step(run.links, SHARES)
        last = text[-1:]
        end = last if last in ".?!:;,…" else "w" if last.isalpha() else "d" if last.isdigit() else "o"
        begin = "a" if text[:1].islower() else "A" if text[:1].isupper() else "d" if text[:1].isdigit() else "o"
        found = [
            f"n{size}", f"l{links}", f"n{size}l{links}", f"e{end}", f"b{begin}", f"k{run.kind}", f"k{run.kind}n{size}",
            f"k{run.kind}l{links}", f"e{end}n{size}", f"small{step(run.small, (0.05, 0.15, 0.25, 0.35, 0.5))}",
            f"n{size}small{step(run.small, (0.05, 0.15, 0.25, 0.35, 0.5))}",
        ]  # fmt: skip
        if run.ends:
            found.append(f"stops{min(4, text.count('. ') + 1)}")
        digits = sum(c.isdigit() for c in text[:200]) / max(1, len(text[:200]))
        found.append(f"digits{step(digits, (0.01, 0.1, 0.3))}{min(size, 4)}")
        if run.size <= 12:
            if any(find_dates(text)):
                found += ["date", f"date{size}"]
            if text.isupper():
                found.append(f"caps{size}")
            if re.search(r"[|»›•·/]", text):
                found.append(f"bars{size}")
        if run.size <= 90:
            for name in names_of(text, run.size):
                found += [f"w{name}", f"w{name}{size}"]
        if 5 < run.size <= 120 and is_bio(text):
            found.append("wbio")
        if TEASER_CUT.search(text[-80:]):
            found.append("wteaser")
        return found

    def _block(self, run: Run) -> Iterator[str]:
        """How much of the elements around it is links and prose, and how many stand beside it that are set alike."""
        page = self.page
        node: Element | None = run.block
        for up in range(5):
            if node is None or tag_of(node) in ("body", "html"):
                break
            size = page.size[node]
            if up or size:
                yield f"u{up}links{step(page.linked[node] / max(1, size), SHARES)}"
                yield f"u{up}share{step(page.prose[node] / self.whole, SHARES)}"
                if up:
                    yield f"u{up}prose{step(page.prose[node] / max(1, size), SHARES)}"
            node = node.getparent()
        parent = run.block.getparent()
        if parent is not None:
            if parent not in self.alike:
                self.alike[parent] = Counter(_alike(e) for e in parent if isinstance(e.tag, str))
            count = self.alike[parent][_alike(run.block)]
            yield f"alike{step(count, (1, 2, 4, 8, 16))}{run.kind}"

    def _around(self, block: Element) -> list[str]:
        """Names, roles and tags of the elements around it."""
        if block in self.around:
            return self.around[block]
        found: set[str] = set()
        node: Element | None = block
        for up in range(FAR):
            if node is None or tag_of(node) in ("body", "html"):
                break
            if node not in self.names:
                self.names[node] = tuple(_said(node))
            near = "0" if up == 0 else "1" if up <= 2 else "2"
            for name in self.names[node]:
                found.add(name)
                if name[:2] in ("t ", "c "):
                    found.add(name + near)
            node = node.getparent()
        found.add(f"deep{step(up, (2, 4, 6, 8, 11))}")
        parent = block.getparent()
        if parent is not None:
            found.add(f"path {tag_of(parent)}>{tag_of(block)}")
            if (outer := parent.getparent()) is not None:
                found.add(f"path {tag_of(outer)}>{tag_of(parent)}>{tag_of(block)}")
        self.around[block] = list(found)
        return self.around[block]


def _alike(element: Element | None) -> tuple[str, str]:
    if element is None:
        return "", ""
    return tag_of(element), (element.get("class") or "").partition(" ")[0]


def _said(element: Element) -> Iterator[str]:
    """What an element says of itself."""
    tag = tag_of(element)
    by_class, by_id = evidence(element)
    for rule, plain in by_class.items():
        yield f"c {rule}"
        if plain >= 2.4:
            yield f"C {rule}"
    yield from (f"i {rule}" for rule in by_id)
    if tag in LANDMARKS:
        yield f"t {tag}"
    if role := (element.get("role") or "").strip().lower().split(" ")[0]:
        yield f"r {role}"
    if prop := element.get("itemprop"):
        yield f"p {prop}"
    if invisible(element):
        yield "hidden"
    if element.get("aria-hidden") == "true":
        yield "aria hidden"
