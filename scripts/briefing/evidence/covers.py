"""What readers read beside the sentences that cite: titles, headings, heads of tables, alternative texts, questions,
stances, gaps with their reasons, and what pages written by hand say without a citation. None of it can carry a
citation, so its numbers, dates, names and quotations are looked up in what its surroundings cite, or, where they cite
nothing, in all sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.codes import report
from briefing.evidence.asides import asides
from briefing.evidence.blocks import ADMONITION, find_blocks
from briefing.evidence.citations import parse_citations
from briefing.evidence.claims import find_sentences
from briefing.evidence.companions import exchanged
from briefing.evidence.examine import USUAL, Examined, facts_of, named
from briefing.evidence.facts import Fact, Weekday
from briefing.evidence.lexicon import frequency, is_ordinary, rarity
from briefing.evidence.markup import plain
from briefing.evidence.misses import WEAK, exchange
from briefing.evidence.remembered import Remembered
from briefing.evidence.shelf import Evidence, Shelf
from briefing.evidence.strength import is_strong
from briefing.evidence.waivers import find_waivers
from briefing.model import Citation, Claim, Event, Gap, Key, Passage, Place, Topic
from briefing.problems import Problem

TELLING = 3
"""Telling words that a gap needs so that it can be refuted by them; words that a title needs to quote somebody."""
ALL = 0.8
"""Share of their weight that a paragraph must have."""
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|(?<=\n\n))([^\n|#>][^\n|]*)\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\]\n]+\]:[ \t]*+(.+)$", re.MULTILINE)
_HEAD = re.compile(
    r"^(?P<row>[^\n|]*\|[^\n]*)\n(?=[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$)",
    re.MULTILINE,
)


def check_covers(shelf: Shelf, language: str, remembered: Remembered | None = None) -> Iterator[Problem]:
    """What of all this no source has; a passage that is `remembered` isn't looked at again."""
    library = shelf.library
    for topic in library.topics.values():
        if topic.body:
            yield from _remembered(topic.body, shelf, remembered)
        yield from _fields(topic, shelf)
        for gap in topic.gaps:
            yield from _uncited(gap.because, shelf, language)
    for page in library.pages:
        if page.meta.get("kind") == "guide":
            continue
        yield from _passage(page.body, shelf)
        yield from _uncited(page.body, shelf, language)
    yield from _titles(shelf)
    whole = {id(p.body) for p in library.topics.values()} | {id(p.body) for p in library.pages}
    for passage in library.passages():
        cited = () if id(passage) in whole else _citations(passage)
        if cited or (id(passage) not in whole and passage.kind != "remark"):  # which is the desk's own word
            yield from _asides(passage.text, passage, cited, shelf)


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
    for pattern in (_ABBREVIATION, ADMONITION):
        for match in pattern.finditer(prose):
            for text in filter(None, match.groups()):
                yield from _look_up("title", text, passage, match.start(), cited, shelf)
    yield from _asides(passage.text, passage, cited, shelf)
    for match in _HEAD.finditer(prose):
        for cell in match["row"].split("|"):
            yield from _look_up("head of a table", cell, passage, match.start(), cited, shelf)


def _asides(markdown: str, passage: Passage, cited: Iterable[Citation], shelf: Shelf) -> Iterator[Problem]:
    """What readers get beside the words: alternative texts, titles, labels."""
    for what, text in asides(markdown):
        at = next((at for word in text.split() if (at := passage.text.find(word)) >= 0), 0)
        yield from _facts(what, text, passage, at if (whole := passage.text.find(text)) < 0 else whole, cited, shelf)


def _titles(shelf: Shelf) -> Iterator[Problem]:
    """Titles of topics and pages, and names of rows of events: what is no name is looked up in what they head."""
    library = shelf.library
    own = Shelf(replace(library, topics={}), None, shelf.language)  # as a topic's name a title would hold no fact
    cited: dict[str, list[Citation]] = {}
    for passage in library.passages():
        cited.setdefault(passage.home, []).extend(_citations(passage))
    rows = [(text, t.place, t.page) for t in library.topics.values() for text in dict.fromkeys((t.title, t.short))]
    waivers = {topic.page: topic.body.text for topic in library.topics.values() if topic.body}
    for page in library.pages:
        if page.meta.get("kind") != "guide":
            waivers[page.path] = page.body.text
            said = (page.meta.get("title"), page.meta.get("description"))
            rows += [(text, Place(page.body.place.path), page.path) for text in said if isinstance(text, str)]
    chains: dict[str, Event] = {event.chain: event for event in reversed(library.events) if event.chain}
    for chain, event in chains.items():
        cited[f"chain {chain}"] = [c for e in library.events if e.chain == chain for c in _citations(e.says)]
        rows.append((chain, event.place, f"chain {chain}"))
    for text, place, home in rows:
        passage = Passage(f"{text}\n{waivers.get(home, '')}", place, "")
        yield from _facts("title", plain(text), passage, 0, cited.get(home, ()), shelf, own)


def _fields(topic: Topic, shelf: Shelf) -> Iterator[Problem]:
    """Questions against what their answers cite, stances against their own answer, gaps against all sources."""
    for question in topic.questions:
        cited = [c for answer in question.answers for c in _citations(answer.says)]
        yield from _field("question", question.ask, question.place, cited, shelf)
        for answer in question.answers:
            yield from _field("stance", answer.stance, answer.says.place, _citations(answer.says), shelf)
    for table in topic.tables:
        cited = [c for row in table.rows for c in _citations(row.says)]
        for what, text in (("title", table.title), *(("head of a table", column) for column in table.columns)):
            yield from _field(what, text, table.place, cited, shelf)
    for gap in topic.gaps:
        yield from _field("gap", gap.says, gap.place, (), shelf)
        yield from _refuted(gap, shelf)


def _field(what: str, markdown: str, place: Place, cited: Iterable[Citation], shelf: Shelf) -> Iterator[Problem]:
    """A text of its own, and what readers get beside its words."""
    passage, citations = Passage(markdown, place, ""), tuple(cited)
    yield from _facts(what, plain(markdown), passage, 0, citations, shelf)
    yield from _asides(markdown, passage, citations, shelf)


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
    yield from _facts(what, plain(markdown), passage, offset, cited, shelf)


def _facts(
    what: str,
    text: str,
    passage: Passage,
    offset: int,
    cited: Iterable[Citation],
    shelf: Shelf,
    own: Shelf | None = None,
) -> Iterator[Problem]:
    """The same of a plain text; of a title, whose names are known by its `own` shelf, names may stand anywhere."""
    if not re.search(r"\w", text):
        return
    place = Place(passage.place.path, passage.place.line + passage.text.count("\n", 0, offset))
    citations = tuple(cited)
    found = dict.fromkeys(e for c in citations for n in c.locators if (e := shelf.evidence(c.key, n)))
    works = tuple(dict.fromkeys(c.key for c in citations if c.key in shelf.library.works))
    examined = Examined(_claim(text, passage, place), shelf, tuple(found), works)
    allowed = " ".join(text for waiver in find_waivers(passage.text) if not waiver.wrong for text in waiver.texts)
    for fact in facts_of(text, own, examined.is_common) if own else examined.facts:
        if isinstance(fact.value, Weekday) or _is_common_place(fact, shelf) or fact.text in allowed:
            continue
        check = examined.check(fact)
        if check is None or check.outcome != "missing" or _is_own_date(fact, works, shelf):
            continue
        anywhere = not citations or (own and fact.kind != "number")
        strong = is_strong(fact, examined)
        if (own and not _tells(fact, examined, strong)) or (anywhere and _anywhere(fact, examined, shelf)):
            continue
        where = "any source" if anywhere else "what its surroundings cite"
        yield report(
            "E318" if strong else WEAK, place,
            f"The {fact.kind} “{fact.text}” of this {what} doesn't stand in {where}.",
            expected=f"“{fact.text}” in a paragraph", found="it stands in none of them", source=text,
        )  # fmt: skip

    if citations and not own:
        names = (nearer for nearer in exchanged(examined) if not nearer.weak and nearer.fact.kind == "name")
        yield from (exchange(nearer, examined.claim) for nearer in names)


def _tells(fact: Fact, examined: Examined, strong: bool) -> bool:
    """Whether a fact of a title is more than a heading in the desk's words: of a name in capitals at least one word is
    rare, and stands nowhere, and it is not the whole title, of which E403 tells; a quotation is more than a term."""
    if fact.kind == "quotation":
        return len(fact.text.split()) >= TELLING
    if fact.kind != "name":
        return strong
    if fact.text == examined.claim.text:
        return False
    code = examined.shelf.language.code
    rare = (w for w in fact.value.words if frequency(w, code) < USUAL and not is_ordinary(w, code))
    return any(not _anywhere(named(fact, (word,)), examined, examined.shelf) for word in rare)


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
