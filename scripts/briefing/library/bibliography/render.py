"""Works → references in a CSL style, by pandoc's citeproc: all works in one run, or in runs side by side."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.core import get_global

from briefing.codes import report
from briefing.library.bibliography.labels import labels
from briefing.library.bibliography.markdown import escaped, flatten, markdown, unstopped
from briefing.library.bibliography.pandoc import PandocError, identity, in_parallel, run
from briefing.library.bibtex import knowledge
from briefing.model import Key, Place, Work
from briefing.problems import Problem

CHUNK = 400
"""Works a run, where they can be told apart by their first author; citeproc's time grows faster than its input."""

_OPENED = re.compile(r"(?<!\w)[“‘„‚«‹\"']")
DEEP = 8
"""Quotation marks that a field may open; one with more goes without any."""
_ROUND = "6"
"""Changes whenever the same input gives other references."""
_SENTINEL = "-sentinel-"
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_OTHER = re.compile(r"[^\W\d_A-Za-z\u00C0-\u024F](?:[^A-Za-z\u00C0-\u024F]*[^\W_A-Za-z\u00C0-\u024F])?")
"""Words in another script than the Latin one."""
_CUT = re.compile(r"(?<=[?!])\s+|:\s+|(?<!\s)\s+[–—]\s+")


@dataclass(frozen=True, slots=True)
class Reference:
    """How a work is referred to: Markdown on one line, without locator and closing stop."""

    full: str
    """For a first note."""
    short: str
    """For later notes."""
    inline: str
    """Plain, short and unlike any other work's: `Khan 2024`."""
    entry: str = ""
    """For a bibliography; the names of the first author turned round where the style does so."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A CSL style and the little that has to be known of it."""

    xml: str
    is_note: bool
    is_numeric: bool


def render(
    works: Mapping[Key, Work], csl: str | None = None, language: str = "en"
) -> tuple[Mapping[Key, Reference], tuple[Problem, ...]]:
    """A reference for every work, in the style whose XML is `csl` (our own notes style where None).

    `language` is the briefing's, as BCP 47: our style names the language of works in another one.
    Same input, same output; the same as for `fingerprint`.
    """
    style, problems = _style(csl)
    plain_labels = labels(works)
    chunks = _chunks(works, whole=style.is_numeric)
    try:
        found = _rendered(works, chunks, style, language)
    except PandocError as error:
        if csl is None:
            raise  # pandoc itself is at fault: with our own style, works that it can't set are set aside
        style, _ = _style(None)
        problems = (_unusable(str(error)),)
        found = _rendered(works, chunks, style, language)
    references: dict[Key, Reference] = {}
    for key, work in works.items():
        full, short, entry = found.get(key, ("", "", ""))
        if not full:
            problems += (report("E161", work.place, f"The style gave no reference for `{key}`."),)
            full = short = entry = escaped(str(work.csl.get("title") or key))
        inline = plain_labels[key]
        if not style.is_note and not style.is_numeric:
            inline = _bare(short) or inline
        forms = (_spoken(form, work, language) for form in (full, short or full, entry or full))
        full, short, entry = forms
        references[key] = Reference(full, short, inline, entry)
    return references, problems


def _spoken(reference: str, work: Work, language: str) -> str:
    """A reference in which a title in another language than the briefing's says so, for programs that read aloud."""
    tag = str(work.csl.get("language") or language)
    if tag.split("-")[0] == language.split("-")[0]:
        return reference
    titles = (escaped(str(work.csl.get(name) or "")) for name in ("title", "title-short"))
    title = next((t for t in titles if t and t in reference), "")
    # In a language that is not written in Latin letters, words that are have been translated or transliterated.
    latin = "_Latn" in get_global("likely_subtags").get(tag.split("-")[0], "_Latn")
    marked = re.sub(r".+" if latin else _OTHER, rf'<span lang="{escape(tag)}">\g<0></span>', title)
    return reference.replace(title, marked, 1) if title else reference


def fingerprint(works: Mapping[Key, Work], csl: str | None = None, language: str = "en") -> str:
    """A SHA-256 of all that `render` depends on: where it is the same, so are the references."""
    items = [(key, work.csl, work.date) for key, work in works.items()]
    style = csl if csl is not None else own_style()
    parts = (_ROUND, identity(), language, style, json.dumps(items, sort_keys=True, ensure_ascii=False))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def own_style() -> str:
    """The generator's own notes style, as XML."""
    return (files("briefing.library") / "styles" / "notes.csl").read_text(encoding="utf-8")


def _style(csl: str | None) -> tuple[_Style, tuple[Problem, ...]]:
    """A style that pandoc can use; our own, and a problem, where the one asked for is none."""
    from lxml import etree  # slow to import, and not needed where nothing is new

    text = own_style() if csl is None else csl
    try:
        root = etree.fromstring(
            text.encode("utf-8", "replace"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError as error:
        return _style(None)[0], (_unusable(f"no XML: {error}"),)
    if root.tag != f"{_NAMESPACE}style":
        return _style(None)[0], (_unusable(f"the outermost element is {root.tag}"),)
    if root.find(f"{_NAMESPACE}citation") is None:
        return _style(None)[0], (_unusable("it has no citation of its own: a dependent style"),)
    formats = [c.get("citation-format") for c in root.iter(f"{_NAMESPACE}category")]
    return _Style(text, root.get("class") == "note", bool({"numeric", "label"} & set(formats))), ()


def _unusable(found: str) -> Problem:
    expected = "an independent CSL style: an XML file whose outermost element is `style`"
    return report("E160", Place("mkdocs.yml"), "The CSL style can't be used.", expected=expected, found=found[:300])


def _chunks(works: Mapping[Key, Work], *, whole: bool) -> list[list[Key]]:
    """Keys in groups that need not know of each other: works that a style may have to tell apart stay together."""
    if whole or len(works) <= CHUNK:
        return [list(works)]
    alike: dict[str, list[Key]] = defaultdict(list)
    for key, work in works.items():
        names = work.csl.get("author") or work.csl.get("editor") or [{}]
        alike[str(names[0].get("family") or names[0].get("literal") or "").casefold()].append(key)
    chunks: list[list[Key]] = [[]]
    for name in sorted(alike):
        if chunks[-1] and len(chunks[-1]) + len(alike[name]) > CHUNK:
            chunks.append([])
        chunks[-1] += alike[name]
    return chunks


def _rendered(
    works: Mapping[Key, Work], chunks: Sequence[Sequence[Key]], style: _Style, language: str
) -> dict[Key, tuple[str, str, str]]:
    """Full, short and bibliography form of each work."""
    found: dict[Key, tuple[str, str, str]] = {}
    with tempfile.TemporaryDirectory(prefix="briefing-csl-") as folder:  # pandoc takes styles from files only
        path = Path(folder) / "style.csl"
        path.write_text(style.xml, encoding="utf-8")
        tasks = [([_item(works[key], language) for key in chunk], path, style) for chunk in chunks if chunk]
        for part in in_parallel(lambda task: _runs(*task), tasks):
            found.update(part)
    return found


def _runs(items: Sequence[dict[str, Any]], style_path: Path, style: _Style) -> dict[Key, tuple[str, str, str]]:
    """A run; with our own style, where pandoc gives up, halves, until the culprit stands alone and has no reference."""
    try:
        return _run(items, style_path, style)
    except PandocError:
        if style.xml != own_style():
            raise
        if len(items) < 2:
            return {}
    half = len(items) // 2
    return _runs(items[:half], style_path, style) | _runs(items[half:], style_path, style)


def _calm(value: Any) -> Any:
    """A field as citeproc can read it in time, which doubles with each quotation mark that is opened and not closed."""
    if isinstance(value, str):
        return _OPENED.sub("", value) if len(_OPENED.findall(value)) > DEEP else value
    if isinstance(value, dict):
        return {name: _calm(part) for name, part in value.items()}
    return [_calm(part) for part in value] if isinstance(value, list) else value


def _run(items: Sequence[dict[str, Any]], style_path: Path, style: _Style) -> dict[Key, tuple[str, str, str]]:
    """One run: every work cited once, then all once more, so that the second call is `subsequent` and never `ibid.`."""
    names = {item["id"]: f"r{i}" for i, item in enumerate(items)}
    sentinel = {"id": _SENTINEL, "type": "document", "title": "Sentinel"}
    cited = [*names.values(), _SENTINEL, *names.values()]
    source = style_path.with_name(f"{hashlib.sha256(repr(list(names)).encode()).hexdigest()}.json")
    rows = [*({**_calm(item), "id": names[item["id"]]} for item in items), sentinel]
    source.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    arguments = ["--citeproc", f"--bibliography={source}", f"--csl={style_path}", "-f", "markdown", "-t", "json"]
    document = json.loads(run(arguments, "\n\n".join(f"[@{{{name}}}]" for name in cited) + "\n"))
    calls = [block["c"] for block in document["blocks"] if block["t"] == "Para"]
    entries = {
        entry["c"][0][0].removeprefix("ref-"): flatten(entry["c"][1])
        for block in document["blocks"]
        if block["t"] == "Div"
        for entry in block["c"][1]
        if entry["t"] == "Div"
    }
    found: dict[Key, tuple[str, str, str]] = {}
    for i, (key, name) in enumerate(names.items()):
        first, second = (_call(calls[j]) for j in (i, len(names) + 1 + i))
        entry = unstopped(markdown(entries.get(name, [])))
        full = first if style.is_note else entry
        found[key] = (full, second, entry)
    return found


def _call(paragraph: Sequence[Mapping[str, Any]]) -> str:
    """What a style makes of one citation, out of its footnote where it makes one."""
    cite = next((item for item in paragraph if item["t"] == "Cite"), None)
    inner: Sequence[Mapping[str, Any]] = cite["c"][1] if cite else paragraph
    note = next((item for item in inner if item["t"] == "Note"), None)
    return unstopped(markdown(flatten(note["c"]) if note else inner))


def _item(work: Work, language: str) -> dict[str, Any]:
    """A work as citeproc gets it: with a short title, and the name of a language that is not the briefing's."""
    item = dict(work.csl)
    title = str(item.get("title", ""))
    cut = _CUT.search(title)
    if "title-short" not in item and cut and cut.start() > 3 and not title.startswith("["):
        item["title-short"] = title[: cut.start()]
    tag = str(item.get("language", language)).split("-")[0]
    if tag != language.split("-")[0]:
        name = next((n for n, code in knowledge()["languages"].items() if code == tag), None)
        if name:
            item["language-name"] = name.capitalize()
    return item


def _bare(short: str) -> str:
    """The label in an author-date citation: `(Khan 2021a)` → `Khan 2021a`."""
    text = re.sub(r"</?\w+>|\*+|\\(?=\W)", "", short).strip()
    return text[1:-1] if text.startswith(("(", "[")) and text.endswith((")", "]")) else text
