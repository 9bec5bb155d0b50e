"""The settings of a project: what mkdocs.yml says, of it and under `extra.briefing`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from briefing.box.limits import Limits
from briefing.codes import report
from briefing.model import Place
from briefing.problems import Problem

OUTER = {
    "title": "site_name",
    "description": "site_description",
    "url": "site_url",
    "language": "theme: language",
    "extensions": "markdown_extensions",
}
"""Settings that stand elsewhere in mkdocs.yml than under `extra.briefing`, and their names there."""

YAML_HELP = "Mend the line shown, or the one before it: a bracket or quotation mark not closed, or the wrong indent."

HOST = r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
ADDRESS = r"^(https?://[^/\s]+/\S*)?$"
EXPECTED = {
    HOST: "a host, as in `maps.example.org`",
    DAY: "a day, as in `2026-01-31`",
    ADDRESS: "an address with `https://`",
}
"""What a value must be that doesn't match a pattern."""
Host = Annotated[str, Field(pattern=HOST)]
IsoDate = Annotated[str, Field(pattern=DAY)]


class ReviewRules(BaseModel):
    """What a desk wants read by people before it publishes; `--require-review` holds a build to it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)

    readers: Literal[1, 2] = 1
    """How many must have read a thing."""
    of: tuple[Literal["claims", "digests"], ...] = ("claims", "digests")
    """What must be read."""
    since: IsoDate | None = Field(default=None, alias="from")
    """Day from which the rules hold: what was published or compared before it and stands unchanged need not be read."""


class PdfSettings(BaseModel):
    """What the book on paper, and the e-book, hold."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    annex: Literal["all", "cited", "none"] = "all"
    """Which sources stand behind the topics: all, of each the paragraphs that are cited, or none."""


class Settings(BaseModel):
    """What stands under `extra.briefing`, with what the generator needs of the rest of mkdocs.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True)

    title: str = "Briefing"
    """Title of the briefing."""
    description: str = ""
    """What it is about, in a sentence or two."""
    url: Annotated[str, Field(pattern=ADDRESS)] = ""
    """Where the site is published, with its closing slash; canonical links and the feed need it."""
    language: str = "en"
    """Language of the briefing, as in `en`."""
    extensions: tuple[str, ...] = ()
    """Extensions of Markdown; with more than `briefing new` wrote, the theme's style sheet is shipped whole."""
    institution: str = ""
    """Who publishes the briefing: stands on covers and in metadata."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    keywords: tuple[str, ...] = ()
    """For the metadata of PDF and EPUB."""
    edition: IsoDate | None = None
    """Date of the edition; the newest file in editions/ where none is set."""
    stale_after: Annotated[int, Field(ge=0)] = 12
    """Months by which an edition may be later than the newest source of a topic without `since`; 0 to let it be."""
    most_paragraphs: Annotated[int, Field(ge=1)] = 12
    """Paragraphs of a source that one citation may name: more of them bear out nearly anything."""
    most_waivers: Annotated[float, Field(ge=0, le=100)] = 2.5
    """Share of the cited sentences, in percent, that may stand by a waiver; three may in any case."""
    topics: tuple[str, ...] = ()
    """Slugs of topics in the order of the pages; those that are not named follow."""
    handling: str = ""
    """Handling mark, for running heads; empty for none."""
    csl: str | None = None
    """Path of a CSL style; the generator's own notes style where none is named."""
    paper: Literal["a4", "us-letter"] = "a4"
    """Paper of the PDFs."""
    large_print: bool = False
    """Whether to make the PDFs in large print as well."""
    pdf: PdfSettings = PdfSettings()
    """`{annex: all, cited or none}`: the sources behind the topics in PDF and EPUB, of each only the paragraphs that
    are cited, or none of them; the site has them all."""
    publisher: Literal["mkdocs", "properdocs", "zensical"] = "mkdocs"
    """What turns pages into a site."""
    hosts: tuple[Host, ...] = ()
    """Hosts from which pages may load pictures, styles, fonts, frames and scripts; none where none is named."""
    limits: Limits = Limits()
    """What reading one original may cost: `seconds` (of the processor, for up to 100 kB; 2 more for each further
    100 kB), `memory`, `output` and `size` (megabytes, of its reader, of what was read, of the file)."""
    redirects: dict[str, str] = Field(default_factory=dict)
    """Renamed topics: old slug to new."""
    judge: str = ""
    """Command of a judge of your own, which `briefing review --judge` asks by lines of JSON."""
    review: ReviewRules = ReviewRules()
    """What a person must have read: `{readers: 1 or 2, of: [claims, digests], from: a day}`."""


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Reads mkdocs.yml and lets tags of other tools (`!ENV`, `!!python/name:`) stand as their text."""


def _from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as MkDocs reads them: the first variable that is set."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    values = loader.construct_sequence(node)
    names, default = (values[:-1], values[-1]) if len(values) > 1 else (values, None)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _from_environment)
_Loader.add_multi_constructor("", lambda loader, suffix, node: f"!{suffix}" if not hasattr(node, "value") else None)


PYTHON, NAME = "tag:yaml.org,2002:python/", "tag:yaml.org,2002:python/name:"
"""Tags by which YAML makes things of Python, and the one of them that calls nothing."""


def acting(text: str, path: str) -> tuple[Problem, ...]:
    """YAML tags that MkDocs would run as code, `!!python/object/apply:` and the like, each a problem; `!!python/name:`,
    by which extensions are configured, calls nothing."""
    found: list[Problem] = []
    try:
        for event in yaml.parse(text, _Loader):
            tag = str(getattr(event, "tag", None) or "")
            if tag.startswith(PYTHON) and not tag.startswith(NAME):
                found.append(
                    report(
                        "E102",
                        Place(path, event.start_mark.line + 1 if event.start_mark else 1),
                        "A YAML tag here would run code when the site is built.",
                        expected="plain values, or `!!python/name:`",
                        found=tag.replace("tag:yaml.org,2002:", "!!"),
                        help="Take it out, and ask who wrote this file.",
                    )
                )
    except yaml.YAMLError:
        pass  # told where it is read
    return tuple(found)


def as_mapping(text: str) -> dict[str, Any]:
    """What a YAML file of settings says; empty where it can't be read or says nothing."""
    try:
        raw = yaml.load(text, _Loader)
    except yaml.YAMLError:
        return {}
    return raw if isinstance(raw, dict) else {}


def parse_settings(text: str, path: str = "mkdocs.yml") -> tuple[Settings, tuple[Problem, ...]]:
    """Settings from the text of mkdocs.yml; where a value can't be used the default stands and a problem says so."""
    try:
        raw = yaml.load(text, _Loader) or {}
    except yaml.YAMLError as error:
        from briefing.library.yaml_text import yaml_fault  # which needs the settings itself

        index, what = yaml_fault(error, text)
        return Settings(), (report("E102", Place(path, index + 1), f"The YAML is malformed: {what}.", help=YAML_HELP),)
    if not isinstance(raw, dict):
        return Settings(), (report("E102", Place(path), "mkdocs.yml must be a mapping of settings."),)
    if told := acting(text, path):
        return Settings(), told
    values, found = _values(raw)
    problems = [report("E102", Place(path, line_of(text, name)), message) for name, message in found]
    for key, line in _twice(yaml.compose(text, _Loader)):
        problems.append(report("E112", Place(path, line), f"The field `{key}` stands twice.", found=key))
    try:
        return Settings(**values), tuple(problems)
    except ValidationError as error:
        for row in error.errors():
            values.pop(str(row["loc"][0]), None)
            problems.append(_unusable(row, path, text))
    return Settings(**values), tuple(problems)


def _twice(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """The keys that stand in a mapping a second time, each with its line."""
    stack, met = [node], set[int]()
    while stack:
        node = stack.pop()
        if id(node) in met or not isinstance(node, yaml.CollectionNode):
            continue
        met.add(id(node))  # an alias leads to a node once more
        if isinstance(node, yaml.MappingNode):
            seen = set[str]()
            for key, value in node.value:
                stack.append(value)
                name = str(key.value)
                if name in seen and name != "<<":
                    yield name, key.start_mark.line + 1
                seen.add(name)
        else:
            stack += node.value


def _unusable(row: ErrorDetails, path: str, text: str) -> Problem:
    """A setting that is unknown or whose value can't be used."""
    from briefing.library.nearest import did_you_mean  # which needs the settings itself

    name, *inner = map(str, row["loc"])
    name = OUTER.get(name, name)
    place = Place(path, line_of(text, name.rpartition(": ")[2]))
    if row["type"] == "extra_forbidden":
        known = [field for field in Settings.model_fields if field not in OUTER]
        return report(
            "E102",
            place,
            f"There is no setting `{name}`.",
            expected="one of: " + ", ".join(known),
            found=name,
            help=did_you_mean(name, known),
        )
    value = row.get("input")
    pattern = row.get("ctx", {}).get("pattern", "")
    return report(
        "E102",
        place,
        f"The setting `{'.'.join([name, *inner])}` can't be used as it is.",
        expected=EXPECTED.get(pattern) or row["msg"].removeprefix("Input should be ").removeprefix("Value error, "),
        found=value if isinstance(value, str) else repr(value),
        help=did_you_mean(value, re.findall(r"'([^']+)'", row["msg"])) if isinstance(value, str) else "",
    )


def _values(raw: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The generator's settings out of all of mkdocs.yml, and what can't be read: (name, message)."""
    found = []
    extra, theme = raw.get("extra") or {}, raw.get("theme")
    own = (extra.get("briefing") or {}) if isinstance(extra, dict) else {}
    if not isinstance(extra, dict):
        found.append(("extra", "`extra` must be a mapping, with `briefing` in it."))
    if not isinstance(own, dict):
        found.append(("briefing", "`extra: briefing` must be a mapping of settings."))
        own = {}
    url = str(raw.get("site_url") or "")
    outer = {
        "title": raw.get("site_name"),
        "description": raw.get("site_description"),
        "url": url if not url or url.endswith("/") else f"{url}/",
        "language": theme.get("language") if isinstance(theme, dict) else None,
        "extensions": tuple(_names(raw.get("markdown_extensions"))),
    }
    own = {str(k): str(v) if k == "edition" and v is not None else v for k, v in own.items() if v is not None}
    if isinstance(rules := own.get("review"), dict) and rules.get("from"):
        own["review"] = {**rules, "from": str(rules["from"])}
    return {k: v for k, v in outer.items() if v} | own, found


def _names(rows: Any) -> list[str]:
    """Names of things that are listed plain, or each with its settings."""
    return [
        str(name)
        for row in (rows if isinstance(rows, list) else ())
        for name in (row if isinstance(row, dict) else (row,))
    ]


def line_of(text: str, name: str) -> int:
    """Line on which a setting of that name stands, 1 where none does."""
    match = re.search(rf"^\s*{re.escape(name)}\s*:", text, re.MULTILINE)
    return text.count("\n", 0, match.start() + len(match.group()) - 1) + 1 if match else 1
