"""topics/SLUG.md → Topic."""

from __future__ import annotations

from functools import lru_cache

from briefing.codes import report
from briefing.library.comments import blanked, unclosed
from briefing.library.fields import TopicFields
from briefing.library.inputs import read_page, trimmed
from briefing.library.judgements import named, read_judgements, remark
from briefing.library.located import Yaml
from briefing.library.names import slug_problem
from briefing.library.tables import read_tables
from briefing.library.validate import validate
from briefing.model import Answer, ClaimKind, Gap, Passage, Place, Question, Topic
from briefing.problems import Problem


@lru_cache(maxsize=20_000)
def read_topic(path: str, data: bytes) -> tuple[Topic | None, tuple[Problem, ...]]:
    """A topic, or None where its name or front matter can't be used; remembered by its bytes."""
    slug = path.rpartition("/")[2].removesuffix(".md")
    trouble = slug_problem(slug)
    if trouble:
        return None, (report("E117", Place(path), f"The name `{slug}` can't be used: {trouble}.", found=slug),)
    page = read_page(data, path, required=True)
    if page.fields is None:
        return None, page.problems
    fields, document, problems = validate(TopicFields, page.fields)
    problems = (*page.problems, *problems)
    if fields is None:
        return None, problems
    home = f"topics/{slug}.md"
    body, line = trimmed(page.body, page.line)
    says = bool(blanked(body).strip())
    definition = _passage(fields.definition, document.place("definition"), home, "definition", "definition")
    tables, uneven = read_tables(fields.tables, document, home)
    problems += uneven
    topic = Topic(
        slug=slug,
        title=fields.title,
        short=fields.short or fields.title,
        aliases=tuple(dict.fromkeys(fields.aliases)),
        definition=definition if fields.definition else None,
        questions=_questions(fields, document, home),
        caveats=tuple(
            _passage(text, document.place("caveats", i), home, "caveat", f"caveat:{i + 1}")
            for i, text in enumerate(fields.caveats)
        ),
        gaps=tuple(
            Gap(
                gap.says,
                remark(gap.because, document.place("gaps", i, "because"), home, f"gap:{i + 1}"),
                document.place("gaps", i, "says"),
            )
            for i, gap in enumerate(fields.gaps)
        ),
        since=named(fields.since, document),
        judgements=read_judgements(fields.judgements, document, home),
        tables=tables,
        body=Passage(body, Place(path, line), home, "sentence", "body") if says else None,
        place=Place(path, 1),
    )
    open_comment = unclosed(body)
    if open_comment is not None:
        at = line + body.count("\n", 0, open_comment)
        problems += (report("E130", Place(path, at), "The comment is not closed.", expected="`-->`"),)
    return topic, problems


def _questions(fields: TopicFields, document: Yaml, home: str) -> tuple[Question, ...]:
    return tuple(
        Question(
            question.ask,
            tuple(
                Answer(
                    answer.source,
                    answer.stance,
                    _passage(
                        answer.says,
                        document.place("questions", i, "answers", j, "says"),
                        home,
                        "answer",
                        f"answer:{answer.source}:{i + 1}",
                    ),
                )
                for j, answer in enumerate(question.answers)
            ),
            document.place("questions", i, "ask"),
        )
        for i, question in enumerate(fields.questions)
    )


def _passage(text: str | None, place: Place, home: str, kind: ClaimKind, part: str) -> Passage:
    return Passage(text or "", place, home, kind, part)
