"""sources/KEY.md → Source."""

from __future__ import annotations

from functools import lru_cache

from briefing.codes import report
from briefing.library.correcting import corrections
from briefing.library.digest import parse_digest
from briefing.library.fields import SourceFields
from briefing.library.inputs import read_page
from briefing.library.judgements import remark
from briefing.library.located import Yaml
from briefing.library.names import key_problem
from briefing.library.numbering import check_notes, check_numbers, still_in_work
from briefing.library.validate import validate
from briefing.model import Caveat, Place, Source
from briefing.problems import Problem

NOTHING: tuple[Problem, ...] = ()


@lru_cache(maxsize=20_000)
def read_source(path: str, data: bytes) -> tuple[Source | None, tuple[Problem, ...]]:
    """A source, or None where its name or front matter can't be used; remembered by its bytes."""
    key = path.rpartition("/")[2].removesuffix(".md")
    trouble = key_problem(key)
    if trouble:
        return None, (report("E117", Place(path), f"The name `{key}` can't be used: {trouble}.", found=key),)
    page = read_page(data, path, required=True)
    if page.fields is None:
        return None, page.problems
    fields, document, wrong = validate(SourceFields, page.fields)
    if fields is None:
        return None, (*page.problems, *wrong)
    digest = parse_digest(page.body, path, page.line)
    count = fields.original.paragraphs if fields.original else 0
    byline = (fields.byline, document.place("byline")) if fields.byline else None
    if "original" in page.fields.value and fields.original is None:  # reported, and nothing to count by
        paragraphs, numbers = tuple(digest.paragraphs), NOTHING
        count = max((p.last for p in paragraphs), default=0)
    else:
        paragraphs, numbers = check_numbers(digest.paragraphs, count, Place(path, page.line))
    found = (*digest.problems, *numbers, *check_notes(digest, path, byline))
    if fields.status == "in work":
        paragraphs, found = still_in_work(paragraphs, found, count, document.key_place("status"))
    said, unusable = corrections(fields.corrections, document)
    source = Source(
        key=key,
        sha256=fields.original.sha256 if fields.original else None,
        count=count,
        rights=fields.rights,
        byline=fields.byline,
        about=remark(fields.about, document.place("about"), f"sources/{key}.md", "about") if fields.about else None,
        caveats=_caveats(fields, document, f"sources/{key}.md"),
        paragraphs=paragraphs,
        notes=digest.notes,
        place=Place(path, 1),
        corrections=said,
        in_work=fields.status == "in work",
    )
    rights = _rights(fields, page.fields, bool(digest.paragraphs))
    return source, (*page.problems, *wrong, *rights, *found, *unusable)


def _caveats(fields: SourceFields, document: Yaml, home: str) -> tuple[Caveat, ...]:
    return tuple(
        Caveat(
            row.field,
            row.printed,
            row.used,
            remark(row.because, document.place("caveats", i, "because"), home, f"caveat:{i + 1}"),
            document.place("caveats", i),
        )
        for i, row in enumerate(fields.caveats)
    )


def _rights(fields: SourceFields, document: Yaml, has_paragraphs: bool) -> tuple[Problem, ...]:
    """Whether there is a digest where there should be one."""
    place = document.key_place("rights")
    if fields.rights == "record":
        if not has_paragraphs:
            return ()
        return (report("E131", place, "A source with `rights: record` has paragraphs.", expected="metadata only"),)
    if "original" not in document.value:
        expected = "`original:` with `sha256` and `paragraphs`"
        return (
            report("E131", place, f"A source with `rights: {fields.rights}` names no original.", expected=expected),
        )
    return ()
