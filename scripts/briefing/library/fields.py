"""What the desk may write in front matter, entities.yml and timeline.yml: the models at the YAML boundary.

Every scalar reaches them as text. The JSON Schemas under `schemas/` are made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that may not be empty."""

Loose = Annotated[Text, WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
"""Text that an editor may take for a number, such as `2012`."""

Words = Annotated[str, StringConstraints(strip_whitespace=True), WithJsonSchema({"type": ["string", "number"]})]
"""A few words of an original; none where a line or a page says the place."""

Name = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\w[\w-]*$")]
"""A slug or an id: it becomes a file name and an address."""


def _listed(value: Any) -> Any:
    """A field left empty is an empty list."""
    return [] if value is None else value


def _one_or_more(value: Any) -> Any:
    """A text alone is a list of one."""
    return [value] if isinstance(value, str) else value


class Fields(BaseModel):
    """A mapping in which no other field may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class OriginalFields(Fields):
    """Which file a source is a digest of."""

    sha256: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[0-9a-fA-F]{64}$")]
    """Its fingerprint, 64 hexadecimal digits; its name does not matter."""
    paragraphs: Annotated[int, Field(ge=1, le=100_000)]
    """How many paragraphs it has: a locator may be 1 to this."""


class CaveatFields(Fields):
    """A published remark on a source's metadata or text."""

    field: Loose
    """What it is about: `date`, `author`, `¶10`, `note 2` …"""
    printed: Loose | None = None
    """What the copy prints; null where it prints nothing."""
    used: Loose | None = None
    """What the briefing uses; null where it uses nothing."""
    because: Text
    """Why."""


class CorrectionFields(Fields):
    """What a person says of the original's structure; one of the first fields, and what tells its place."""

    split: Words | None = None
    """A paragraph begins at these words of the original."""
    join: Words | None = None
    """The paragraph with these words goes on the one before it."""
    heading: Words | None = None
    """What holds these words is a heading."""
    paragraph: Words | None = None
    """What holds these words is a paragraph."""
    note: Words | None = None
    """What holds these words is a note."""
    no_note: Annotated[Words | None, Field(alias="no-note")] = None
    """What holds these words is no note."""
    caption: Words | None = None
    """What holds these words is a caption."""
    furniture: Words | None = None
    """What holds these words is no part of the text."""
    keep: Words | None = None
    """What holds these words was dropped, and is a paragraph."""
    marker: Loose | None = None
    """The note of this number is called behind the words in `after`."""
    no_marker: Annotated[Words | None, Field(alias="no-marker")] = None
    """No marker stands at the end of these words."""
    title: Text | None = None
    """The title, as printed."""
    byline: Annotated[tuple[Text, ...] | None, BeforeValidator(_one_or_more)] = None
    """The author's name, or a list of them, as printed."""
    date: Loose | None = None
    """The date as printed, in EDTF."""
    after: Loose | None = None
    """Of a marker: the words behind which it stands."""
    number: Loose | None = None
    """Of a note: its number, where it prints none."""
    level: Annotated[int, Field(ge=1, le=6)] | None = None
    """Of a heading: 1 to 6."""
    rule: Loose | None = None
    """Of what is to be kept: the rule that dropped it."""
    line: Annotated[int, Field(ge=1)] | None = None
    """Line of the original, where the words stand more than once; or instead of words (`heading: ""`)."""
    page: Annotated[int, Field(ge=1)] | None = None
    """Page of the original, likewise."""


class SourceFields(Fields):
    """Front matter of `sources/KEY.md`."""

    original: OriginalFields | None = None
    """The original that the digest follows."""
    rights: Literal["digest", "full", "record"] = "digest"
    """digest: our own words; full: our own or openly licensed text; record: metadata only."""
    byline: Text | None = None
    """The byline with its note marker, where a note stands on it: `Name[^1]`."""
    about: Text | None = None
    """Who stands behind it and what that means for its credibility: cited, or else shown as the desk's own remark."""
    caveats: Annotated[tuple[CaveatFields, ...], BeforeValidator(_listed)] = ()
    """What a reader has to know about this copy."""
    corrections: Annotated[tuple[CorrectionFields, ...], BeforeValidator(_listed)] = ()
    """What a person says of the original's structure, replayed whenever it is read."""
    status: Literal["in work"] | None = None
    """`in work`: the digest is being written; what is not yet written is a warning, and shown as such."""


class AnswerFields(Fields):
    """What one source answers to a question."""

    source: Text
    """Its key."""
    stance: Text
    """In a word or two, for the matrix."""
    says: Text
    """A cited sentence."""


class QuestionFields(Fields):
    """A question on which sources agree or differ."""

    ask: Text
    """The question."""
    answers: Annotated[tuple[AnswerFields, ...], BeforeValidator(_listed)] = ()
    """The answers of the sources that give one; for the others the page says that they don't address it."""


class GapFields(Fields):
    """Something that the sources don't say."""

    says: Text
    """What they don't say."""
    because: Text
    """Why it is listed."""


class WatchFields(Fields):
    """Something to look out for."""

    sign: Text
    """What one would see."""
    means: Text
    """What it would mean for the judgement."""


class JudgementFields(Fields):
    """A key judgement, with what the desk says of it."""

    says: Text
    """A cited sentence."""
    confidence: Literal["high", "moderate", "low"] | None = None
    """How sure the desk is."""
    because: Text | None = None
    """Why so sure and no more."""
    inference: Literal["ours"] | None = None
    """`ours` where it is the desk's own conclusion rather than a source's."""
    assumes: Text | None = None
    """What it takes for granted."""
    alternative: Text | None = None
    """What else the evidence would fit."""
    watch: Annotated[tuple[WatchFields, ...], BeforeValidator(_listed)] = ()
    """What to look out for, and what it would mean."""


class RowFields(Fields):
    """A row of a table."""

    cells: Annotated[tuple[Loose, ...], Field(min_length=1)]
    """One for each column."""
    cites: Text
    """What the row rests on: `[@key, ¶3; @record]`."""


class TableFields(Fields):
    """A table of things, such as meetings or rulings."""

    title: Text
    """What it lists."""
    columns: Annotated[tuple[Loose, ...], Field(min_length=1)]
    """Heads of the columns; one for what each row rests on is added."""
    rows: Annotated[tuple[RowFields, ...], BeforeValidator(_listed)] = ()
    """The things."""


class FrontFields(Fields):
    """What the front matter of `docs/index.md` may say to the generator, beside what other tools read there."""

    since: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    """Ids of events in `timeline.yml` that are later than the sources."""
    judgements: Annotated[tuple[JudgementFields, ...], BeforeValidator(_listed)] = ()
    """Judgements across topics."""


class TopicFields(Fields):
    """Front matter of `topics/SLUG.md`."""

    title: Text
    """Title of the page."""
    short: Loose | None = None
    """Short form, for cards and matrices."""
    aliases: Annotated[tuple[Loose, ...], BeforeValidator(_listed)] = ()
    """Other names by which texts call it."""
    definition: Text | None = None
    """What it is, in one cited sentence."""
    questions: Annotated[tuple[QuestionFields, ...], BeforeValidator(_listed)] = ()
    """Questions that the sources answer."""
    caveats: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    """What a reader has to know about the evidence."""
    gaps: Annotated[tuple[GapFields, ...], BeforeValidator(_listed)] = ()
    """What the sources don't say."""
    since: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    """Ids of events in `timeline.yml` that are later than its sources: they stand first on its page."""
    judgements: Annotated[tuple[JudgementFields, ...], BeforeValidator(_listed)] = ()
    """Its key judgements."""
    tables: Annotated[tuple[TableFields, ...], BeforeValidator(_listed)] = ()
    """Things that come in a series."""


class EntityFields(Fields):
    """A row of `entities.yml`."""

    id: Name
    """Its address: `/entities/ID/`."""
    name: Loose
    """The name by which pages call it."""
    kind: Literal["person", "organisation", "place", "document", "event"]
    """What kind of thing it is."""
    aliases: Annotated[tuple[Loose, ...], BeforeValidator(_listed)] = ()
    """Other names by which texts call it."""
    says: Annotated[Text | None, Field(alias="is")] = None
    """What it is, in one cited sentence."""


class EventFields(Fields):
    """A row of `timeline.yml`."""

    id: Name | None = None
    """Its anchor; made from date and words where it is left out."""
    date: Loose
    """EDTF: `2018-11-09`, `2018-11`, `2019-01~`, `2017/2019`, `199X`."""
    says: Text
    """A cited sentence."""
    topics: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    """Slugs of the topics on whose pages it stands too."""
    approximate: Text | None = None
    """Why the date is uncertain."""
    chain: Loose = ""
    """Name of a row of events of one kind, such as meetings; three of a name are drawn as a chain."""
