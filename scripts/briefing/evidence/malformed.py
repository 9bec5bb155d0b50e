"""What is wrong with how passages cite, before any fact is looked up: citations, waivers, answers."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.codes import report
from briefing.evidence.citations import parse_citations
from briefing.evidence.claims import find_sentences
from briefing.evidence.waivers import find_waivers
from briefing.model import Claim, Key, Library, Passage, Place
from briefing.problems import Problem


def _at(passage: Passage, offset: int) -> Place:
    """The line of a passage on which an offset lies."""
    return Place(passage.place.path, passage.place.line + passage.text.count("\n", 0, offset))


def check_passage(passage: Passage, language: str) -> Iterator[Problem]:
    """What is wrong with a passage as a whole: citations and waivers that can't be read or stand in no sentence."""
    groups, malformed = parse_citations(passage.text)
    for offset, message in malformed:
        yield report("E301", _at(passage, offset), message)
    inside = {group.start for sentence in find_sentences(passage.text, language) for group in sentence.groups}
    for group in groups:
        if group.start not in inside:
            text = passage.text[group.start : group.end]
            yield report("E301", _at(passage, group.start), f"The citation {text} stands in no sentence.", found=text)
    for waiver in find_waivers(passage.text):
        if waiver.wrong:
            yield report(
                "E320", _at(passage, waiver.start), waiver.wrong, found=passage.text[waiver.start : waiver.end]
            )


def check_answers(library: Library, claims: tuple[Claim, ...]) -> Iterator[Problem]:
    """Answers whose sentences cite other sources only."""
    cited: dict[int, set[Key]] = {}
    for claim in claims:
        cited.setdefault(id(claim.passage), set()).update(citation.key for citation in claim.citations)
    for topic in library.topics.values():
        for question in topic.questions:
            for answer in question.answers:
                keys = cited.get(id(answer.says), set())
                if keys and answer.source in library.sources and answer.source not in keys:
                    yield report(
                        "E308",
                        answer.says.place,
                        f"What `{answer.source}` answers to “{question.ask}” cites other sources only.",
                        expected=f"a paragraph of `{answer.source}`",
                        found=", ".join(sorted(keys)),
                        source=answer.says.text,
                    )
