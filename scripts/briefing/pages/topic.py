"""The page of a topic: the author's text, and around it what scripts make of the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.evidence.claims import find_sentences
from briefing.evidence.markup import plain
from briefing.model import Citation, Claim, Key, Passage, Topic
from briefing.pages import citing, escape, labels
from briefing.pages.context import Context, Reads
from briefing.pages.page import Page
from briefing.pages.synthesis import representative
from briefing.pages.timeline import rows as event_rows

SAID = 2
"""Sentences that represent a source on a topic with a text of its own."""
SAID_WITHOUT_TEXT = 4
"""The same where the topic's author wrote none."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says of a subject."""

    key: Key
    label: str
    link: str
    date: str
    numbers: tuple[int, ...]
    """Paragraphs that mention it."""
    total: int
    """Paragraphs that the source has."""
    sentences: tuple[str, ...]
    """Representative sentences, each with the call of its note."""
    evidence: tuple[tuple[int, str, str], ...]
    """Paragraphs as (number, address, Markdown)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source answers to one question; silence where `says` is empty."""

    label: str
    link: str
    stance: str
    says: str


def compose_topic(ask: Reads, topic: Topic, pdf: str | None = None) -> str:
    """The Markdown of a topic's page."""
    page = Page(topic.page, ask)
    about = ask(Context.paragraphs_about, f"topics/{topic.slug}")
    claims = ask(Context.claims_on, topic.page)
    definition = _one(page, topic.definition)
    body = page.passage(topic.body) if topic.body else ""
    caveats = [_one(page, caveat) for caveat in topic.caveats]
    said = said_by_source(page, about, SAID if topic.body else SAID_WITHOUT_TEXT)
    questions = [(question.ask, _cells(page, topic, i)) for i, question in enumerate(topic.questions)]
    timeline = event_rows(page, ask(Context.events, topic.slug))
    heard = {key for key, _ in about}
    silent = [key for key in ask(Context.sources) if key not in heard]
    settings = ask(Context.about)
    return page.render(
        "topic",
        topic=topic,
        definition=definition,
        description=_described(topic),
        citation=citing.of_page(topic.page, topic.title, settings, pdf, topic.aliases),
        internal=ask(Context.is_full),
        status=_status(page, claims, about),
        body=body,
        caveats=caveats,
        said=said,
        questions=questions,
        timeline=timeline,
        gaps=[(escape.text(gap.says), escape.text(gap.because)) for gap in topic.gaps],
        silent=[page.source(key) for key in silent],
        related=[(page.link(f"{subject}.md"), shared) for subject, shared in ask(Context.related, f"topics/{topic.slug}")],
        reference=ask(Context.page_reference, topic.page),
        pdf=pdf,
        bibtex=citing.bibtex(topic.page, topic.title, settings),
    )


def said_by_source(page: Page, about: tuple[tuple[Key, tuple[int, ...]], ...], each: int) -> list[Said]:
    """Sources in order of date, each with representative sentences and all paragraphs that name the subject."""
    rows = [
        (key, n, sentence)
        for key, numbers in about
        for n in numbers
        for sentence in _sentences(page.get(Context.digest, key, n) or "")
    ]
    chosen = representative([sentence for _, _, sentence in rows], [key for key, _, _ in rows], each) if each else []
    picked: dict[Key, list[tuple[int, str]]] = {}
    for i in chosen:
        key, n, sentence = rows[i]
        picked.setdefault(key, []).append((n, sentence))
    found = []
    for key, numbers in about:
        work, source = page.get(Context.work, key), page.get(Context.source, key)
        sentences = tuple(
            escape.text(sentence) + page.notes.call(Citation(key, page.get(Context.span, key, n), 0, 0))
            for n, sentence in picked.get(key, ())
        )
        evidence = tuple(
            (n, page.to(f"sources/{key}.md", f"p{n}"), escape.text(plain(page.get(Context.digest, key, n) or "")))
            for n in numbers
        )
        found.append(
            Said(
                key,
                page.get(Context.label, key),
                page.source(key),
                labels.spoken(work) if work else "no date",
                numbers,
                len(source.paragraphs) if source else 0,
                sentences,
                evidence,
            )
        )
    return found


def _sentences(markdown: str) -> list[str]:
    """The sentences of a digest paragraph as plain text."""
    return [plain(markdown[s.start : s.end]) for s in find_sentences(markdown)]


def _cells(page: Page, topic: Topic, i: int) -> list[Cell]:
    """One question's answers, source by source in order of date; a source that gives none is shown as silent."""
    answers = topic.questions[i].answers
    found = []
    for key in page.get(Context.sources):
        given = [answer for answer in answers if answer.source == key]
        says = " ".join(_one(page, answer.says) for answer in given)
        stance = "; ".join(answer.stance for answer in given if answer.stance)
        found.append(Cell(page.get(Context.label, key), page.source(key), escape.text(stance), says))
    return found


def _one(page: Page, passage: Passage | None) -> str:
    return page.passage(passage) if passage else ""


def _described(topic: Topic) -> str:
    """The definition as plain text, for search engines and cards."""
    return plain(topic.definition.text) if topic.definition else f"{topic.title}: what each source says, with the evidence."


def _status(page: Page, claims: tuple[Claim, ...], about: tuple[tuple[Key, tuple[int, ...]], ...]) -> list[str]:
    """Edition, sources, claims and the span of the sources' dates."""
    settings = page.get(Context.about)
    cited = dict.fromkeys([key for key, _ in about] + [c.key for claim in claims for c in claim.citations])
    used = [key for key in page.get(Context.sources) if key in cited]
    total = len(page.get(Context.sources))
    works = [work for key in used if (work := page.get(Context.work, key)) and labels.order(work) != labels.LATE]
    facts = [f"Edition of {labels.day(settings.edition)}"] if settings.edition else []
    facts.append(f"{len(used)} of {total} {'source' if total == 1 else 'sources'}")
    facts.append(f"{sum(1 for c in claims if c.groups)} cited sentences")
    if works:
        first, last = labels.spoken(works[0]), labels.spoken(works[-1])
        facts.append(f"sources of {first}" if first == last else f"sources from {first} to {last}")
    return facts

