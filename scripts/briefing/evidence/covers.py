"""What readers read beside the sentences that cite: headings, heads of tables, alternative texts, questions, stances,
gaps, and what pages written by hand say without a citation. None of it can carry a citation, so its numbers, dates,
names and quotations are looked up in what its surroundings cite, or, where they cite nothing, in all sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.codes import report
from briefing.evidence.blocks import ADMONITION, find_blocks
from briefing.evidence.citations import parse_citations
from briefing.evidence.claims import find_sentences
from briefing.evidence.companions import exchanged
from briefing.evidence.examine import Examined
from briefing.evidence.facts import Fact, Weekday
from briefing.evidence.lexicon import rarity
from briefing.evidence.markup import plain
from briefing.evidence.misses import WEAK, exchange
from briefing.evidence.remembered import Remembered
from briefing.evidence.shelf import Evidence, Shelf
from briefing.evidence.strength import is_strong
from briefing.evidence.waivers import find_waivers
from briefing.model import Citation, Claim, Gap, Key, Passage, Place, Topic
from briefing.problems import Problem

TELLING = 3
"""Telling words that a gap needs so that it can be refuted by them."""
ALL = 0.8
"""Share of their weight that a paragraph must have."""
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|(?<=\n\n))([^\n|#>][^\n|]*)\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_ALTERNATIVE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^\s()]|\([^\s()]*\))*(?:\s+[\"']([^\n]{0,300}?)[\"'])?\s*\))?"
)
_ATTRIBUTE = re.compile(r"<[^<>]*?\b(?:alt|title|aria-label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TITLE = re.compile(
    r"(?<!!)\[[^\[\]]*\]\((?:[^\s()]|\([^\s()]*\))+\s+[\"']([^\n]{0,300}?)[\"']\s*\)"
    r"|^ {0,3}\*\[[^\]\n]+\]:[ \t]*+(.+)$",
    re.MULTILINE,
)
_HEAD = re.compile(
    r"^(?P<row>[^\n|]*\|[^\n]*)\n(?=[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$)",
    re.MULTILINE,
)


def check_covers(shelf: Shelf, language: str, remembered: Remembered | None = None) -> Iterator[Problem]:
    """What of all this no source has; a passage that is `remembered` isn't looked at again."""
    for topic in shelf.library.topics.values():
        if topic.body:
            yield from _remembered(topic.body, shelf, remembered)
        yield from _fields(topic, shelf)
    for page in shelf.library.pages:
        if page.meta.get("kind") == "guide":
            continue
        yield from _passage(page.body, shelf)
        yield from _uncited(page.body, shelf, language)


def _remembered(passage: Passage, shelf: Shelf, remembered: Remembered | None) -> Iterator[Problem]:
    """What of a passage no source has; it is remembered where nothing was missing in what it cites."""
    known = remembered.cited(passage) if remembered else None
    cited = [citation.key for citation in _citations(passage)] if known is None else known
    key = remembered.passage_key(passage.text, cited) if remembered and cited else None
    if remembered and remembered.is_known(key):
        return
    before, found = shelf.missed, list(_passage(passage, shelf))
    if remembered and not found and shelf.missed == before:
        remembered.keep(key, ())
    yield from found


def _passage(passage: Passage, shelf: Shelf) -> Iterator[Problem]:
    """Headings against their sections, all else against the whole passage."""
    groups, _ = parse_citations(passage.text)
    prose, _ = find_blocks(passage.text)
    cited = [c for group in groups for c in group.citations]
    headings = [(m.start(), len(m[1]), m[2].rstrip(" \t#")) for m in _HEADING.finditer(prose)]
    headings += [(m.start(), 1 + (m[2][0] == "-"), m[1]) for m in _UNDERLINED.finditer(prose)]
    for start, level, words in sorted(headings):
        end = min((other for other, size, _ in headings if other > start and size <= level), default=len(prose))
        within = [c for group in groups if start < group.start < end for c in group.citations]
        found = list(_look_up("heading", words, passage, start, within, shelf))
        others = _look_up("heading", words, passage, start, cited, shelf)  # which may date a section
        missing = {p.message for p in others} if any(p.message.startswith("The date") for p in found) else set()
        yield from (p for p in found if p.message in missing or not p.message.startswith("The date"))
    for what, pattern in (
        ("alternative text", _ALTERNATIVE),
        ("title", _ATTRIBUTE),
        ("title", _TITLE),
        ("title", ADMONITION),
    ):
        for match in pattern.finditer(prose):
            for text in filter(None, match.groups()):
                yield from _look_up(what, text, passage, match.start(), cited, shelf)
    for match in _HEAD.finditer(prose):
        for cell in match["row"].split("|"):
            yield from _look_up("head of a table", cell, passage, match.start(), cited, shelf)


def _fields(topic: Topic, shelf: Shelf) -> Iterator[Problem]:
    """Questions against what their answers cite, stances against their own answer, gaps against all sources."""
    for question in topic.questions:
        cited = [c for answer in question.answers for c in _citations(answer.says)]
        asked = Passage(question.ask, question.place, topic.page)
        yield from _look_up("question", question.ask, asked, 0, cited, shelf)
        for answer in question.answers:
            yield from _look_up("stance", answer.stance, answer.says, 0, _citations(answer.says), shelf)
    for table in topic.tables:
        cited = [c for row in table.rows for c in _citations(row.says)]
        for what, text in (("title", table.title), *(("head of a table", column) for column in table.columns)):
            yield from _look_up(what, text, Passage(text, table.place, topic.page), 0, cited, shelf)
    for gap in topic.gaps:
        yield from _look_up("gap", gap.says, Passage(gap.says, gap.place, topic.page), 0, (), shelf)
        yield from _refuted(gap, shelf)


def _refuted(gap: Gap, shelf: Shelf) -> Iterator[Problem]:
    """A gap all whose telling words one paragraph has: a reader has to look whether it says what none is to say."""
    language = shelf.language
    said = Examined(_claim(plain(gap.says), Passage(gap.says, gap.place, ""), gap.place), shelf, (), ()).wording
    ignored = language.function_words | language.source_words | {"source", "sources"}
    words = {language.stem(word): rarity(word, language.code) for word in said.words - ignored if word.isalpha()}
    subjects = said.subjects(shelf.subjects)
    for key in shelf.library.sources if len(words) >= TELLING else ():
        for evidence in shelf.all_of(key):
            carried = sum(weight for stem, weight in words.items() if stem in evidence.stems)
            if carried >= ALL * sum(words.values()) and evidence.stems >= subjects.keys():
                yield report(
                    WEAK, gap.place, f"This gap may be none: [@{key}, ¶{evidence.n}] has its words.",
                    expected="what no paragraph says", found=f"all its telling words in [@{key}, ¶{evidence.n}]",
                    source=gap.says,
                )  # fmt: skip
                return


def _claim(text: str, passage: Passage, place: Place) -> Claim:
    """A text that can't cite, as a claim."""
    return Claim("", "page", replace(passage, text=text, place=place), 0, len(text), text, (), (), (), place)


def _uncited(passage: Passage, shelf: Shelf, language: str) -> Iterator[Problem]:
    """Sentences of a page written by hand that cite nothing: its facts stand on the shelf, or it is an error."""
    for sentence in find_sentences(passage.text, language):
        text = passage.text[sentence.start : sentence.end]
        outside = any(word in text.lower() for word in shelf.language.outside_words)  # which the check on time asks for
        if not sentence.groups and not sentence.led and not outside:
            yield from _look_up("sentence", text, passage, sentence.start, (), shelf)


def _citations(passage: Passage) -> list[Citation]:
    return [c for group in parse_citations(passage.text)[0] for c in group.citations]


def _look_up(
    what: str, markdown: str, passage: Passage, offset: int, cited: Iterable[Citation], shelf: Shelf
) -> Iterator[Problem]:
    """The facts of a text that none of the cited paragraphs has, and, where none is cited, no paragraph at all."""
    text = plain(markdown)
    if not re.search(r"\w", text):
        return
    place = Place(passage.place.path, passage.place.line + passage.text.count("\n", 0, offset))
    citations = tuple(cited)
    found = dict.fromkeys(e for c in citations for n in c.locators if (e := shelf.evidence(c.key, n)))
    works = tuple(dict.fromkeys(c.key for c in citations if c.key in shelf.library.works))
    examined = Examined(_claim(text, passage, place), shelf, tuple(found), works)
    allowed = " ".join(text for waiver in find_waivers(passage.text) if not waiver.wrong for text in waiver.texts)
    for fact in examined.facts:
        if isinstance(fact.value, Weekday) or _is_common_place(fact, shelf) or fact.text in allowed:
            continue
        check = examined.check(fact)
        if check is None or check.outcome != "missing" or _is_own_date(fact, works, shelf):
            continue
        if not citations and _anywhere(fact, examined, shelf):
            continue
        where = "what its surroundings cite" if citations else "any source"
        yield report(
            "E318" if is_strong(fact, examined) else WEAK, place,
            f"The {fact.kind} “{fact.text}” of this {what} doesn't stand in {where}.",
            expected=f"“{fact.text}” in a paragraph", found="it stands in none of them", source=text,
        )  # fmt: skip

    if citations:
        names = (nearer for nearer in exchanged(examined) if not nearer.weak and nearer.fact.kind == "name")
        yield from (exchange(nearer, examined.claim) for nearer in names)


def _is_common_place(fact: Fact, shelf: Shelf) -> bool:
    """What the desk may say of its own work: counts of what it has, and names of its topics and works."""
    if fact.kind == "number":
        value = fact.value.value
        return isinstance(value, str) or (not fact.value.unit and value <= max(12, len(shelf.library.works)))
    return fact.kind == "name" and fact.value.subject.startswith("topics/")


def _is_own_date(fact: Fact, works: Iterable[Key], shelf: Shelf) -> bool:
    """Whether a date is that of a cited work: `The 2024 accounts`."""
    return fact.kind == "date" and any(
        True for key in works for span in fact.value for _ in shelf.reference(key).date_places(span)
    )


def _anywhere(fact: Fact, examined: Examined, shelf: Shelf) -> bool:
    """Whether any paragraph, or the reference of any work, has a fact."""

    def held(evidence: Evidence) -> bool:
        return bool(examined.places(evidence, fact))

    keys = shelf.library.sources
    if any(held(evidence) for key in keys for evidence in shelf.all_of(key)):
        return True
    references = (shelf.reference(key) for key in shelf.library.works)
    if fact.kind == "name":
        return any(True for part in references for _ in part.name_places(fact.value.words))
    if fact.kind == "date":
        return any(True for part in references for span in fact.value for _ in part.date_places(span))
    return False
