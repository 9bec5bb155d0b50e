"""The library: each case is a small project with the problems that it must give; and what a good one holds."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.library import kept, read_library
from briefing.library.rows import event_id
from briefing.library.yaml_text import parse_yaml
from briefing.memory import Memory
from briefing.model import Library, Place
from briefing.problems import Problem
from briefing.settings import Settings

CASES = Path(__file__).parent / "cases" / "library"
GOLDEN = "problems.txt"


def read(case: Path) -> dict[str, bytes]:
    return {
        path.relative_to(case).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for path in sorted(case.rglob("*"))
        if path.is_file() and path.name != GOLDEN
    }


def load(files: dict[str, bytes]) -> tuple[Library, tuple[Problem, ...]]:
    return read_library(files, Settings())


def shown(problems: tuple[Problem, ...]) -> str:
    """Problems as the golden files have them."""
    lines = []
    for p in problems:
        lines.append(f"{p.path}:{p.line}: {p.code} {p.severity}: {p.message}")
        lines += [f"    {n}: {v}" for n in ("expected", "found", "help", "source") if (v := getattr(p, n))]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_problems_of_a_case_are_as_written_down(case: str) -> None:
    _, problems = load(read(CASES / case))
    golden = CASES / case / GOLDEN
    if os.environ.get("BRIEFING_WRITE_GOLDEN"):
        golden.write_text(shown(problems), encoding="utf-8", newline="\n")
    assert shown(problems) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_what_was_read_before_is_what_reading_gives(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong is told again; a file under another name, or a damaged memory, is read anew."""
    files, place = read(CASES / case), tmp_path / "library"
    renamed = {path.replace("sources/", "sources/z"): data for path, data in files.items()}
    for asked in (files, files, renamed, files):
        memory = Memory(place)
        assert read_library(asked, Settings(), memory) == load(asked)
        memory.close()
    anew: list[str] = []

    def note(path: str, data: bytes) -> kept.SourceRead:
        anew.append(path)
        return None, ()

    monkeypatch.setattr(kept, "read_source", note)
    unread = {p for p in files if p.startswith("sources/")} - {s.place.path for s in load(files)[0].sources.values()}
    read_library(files, Settings(), Memory(place))
    assert set(anew) == unread
    place.write_bytes(place.read_bytes()[:-1])
    read_library(files, Settings(), Memory(place))
    assert set(anew) == {path for path in files if path.startswith("sources/")}


@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_problems_point_at_lines_that_are_there(case: str) -> None:
    files = read(CASES / case)
    _, problems = load(files)
    for problem in problems:
        lines = files.get(problem.path, b"").decode().split("\n")
        assert 1 <= problem.line <= len(lines), problem
        assert problem.help, problem


@pytest.fixture
def good() -> Library:
    return load(read(CASES / "everything-right"))[0]


def test_source_holds_paragraphs_notes_and_caveats(good: Library) -> None:
    source = good.sources["moss2020"]
    path = "sources/moss2020.md"
    assert [(p.first, p.last, p.section, p.place.line) for p in source.paragraphs] == [
        (1, 1, "The mills", 18),
        (2, 3, "The mills", 20),
    ]
    assert source.paragraphs[1].text == "Two of them still grind, she says, and one is a museum."
    assert source.paragraph(3) is source.paragraphs[1]
    assert source.paragraph(4) is None
    assert source.notes["1"].text == "The count is of 2019. It leaves out ruins."
    assert source.notes["a"].place == Place(path, 25)
    assert source.byline == "Ada Moss[^a]"
    first, second = source.caveats
    assert (first.printed, first.used, first.because.text) == ("2019", "2020-05", "The cover and the imprint differ.")
    assert (second.printed, second.used) == (None, None)
    assert (first.place.line, second.place.line) == (8, 14)


def test_topic_passages_stand_where_their_text_begins(good: Library) -> None:
    topic = good.topics["mills"]
    assert (topic.title, topic.short, topic.aliases) == ("Tide mills", "Mills", ("tidal mills", "sea mills"))
    answer = topic.questions[0].answers[0]
    assert topic.definition is not None
    assert topic.body is not None
    where = [
        (p.kind, p.part, p.home, p.place.line) for p in (topic.definition, answer.says, topic.caveats[0], topic.body)
    ]
    assert where == [
        ("definition", "definition", "topics/mills.md", 5),
        ("answer", "answer:moss2020:1", "topics/mills.md", 12),
        ("caveat", "caveat:1", "topics/mills.md", 14),
        ("sentence", "body", "topics/mills.md", 20),
    ]
    assert topic.gaps[0].place.line == 16
    assert good.topics["weirs"].body is None
    assert good.topics["weirs"].short == "Weirs"


def test_rows_and_pages(good: Library) -> None:
    says = good.entities["ada-moss"].says
    assert says is not None
    assert (says.home, says.place.line, good.entities["estuary"].says) == ("entities/ada-moss.md", 5, None)
    assert [(e.id, e.earliest, e.latest) for e in good.events] == [
        ("museum", "1990-01-01", "1999-12-31"),
        ("2019-the-mills-were-counted", "2019-01-01", "2019-12-31"),
    ]
    guide, front = good.pages
    assert (guide.path, guide.title) == ("guide/first.md", "First steps")
    assert front.meta == {"title": "Mills", "hide": ["toc"], "search": {"exclude": True}}
    assert front.body.place == Place("docs/index.md", 7)
    assert {p.home for p in good.passages()} == {
        "index.md", "guide/first.md", "topics/mills.md", "entities/ada-moss.md", "timeline.md", "sources/moss2020.md",
    }  # fmt: skip


def test_event_ids_do_not_depend_on_other_events() -> None:
    one = event_id("2018-11-09", "*Mills* met twice, to say the least. [@moss2020, ¶1]")
    assert (
        one == event_id("2018-11-09", "Mills met twice, to say the least.") == "2018-11-09-mills-met-twice-to-say-the"
    )


ENCODINGS = [
    ("cp1251", "Дюжина приливных мельниц стояла в устье реки, и две из них ещё мелют зерно.", "E104"),
    ("cp1252", "Émile counted the mills — “twelve” of them, he wrote at Sète.", "E104"),
    ("utf-8-sig", "Twelve mills.", None),
    ("utf-16", "Twelve mills stand on the estuary.", "E104"),
]


@pytest.mark.parametrize(("encoding", "text", "code"), ENCODINGS)
def test_other_encodings_are_read_and_said(encoding: str, text: str, code: str | None) -> None:
    files = read(CASES / "everything-right")
    body = f"---\noriginal: {{sha256: {'0' * 64}, paragraphs: 1}}\n---\n¶1 {text}\n"
    files["sources/moss2020.md"] = body.replace("¶1 ", "\xb61 ").encode(encoding)
    library, problems = load(files)
    codes = [p.code for p in problems if p.path == "sources/moss2020.md"]
    assert codes == ([code] if code else [])
    assert len(library.sources["moss2020"].paragraphs) == 1


@pytest.mark.parametrize("path", ["references.bib", "topics/mills.md", "entities.yml"])
def test_a_stray_byte_leaves_the_rest_of_the_file_as_it_is(path: str) -> None:
    files = read(CASES / "everything-right")
    comment = (
        b"<!-- caf\xe9 -->\n" if path.endswith(".md") else b"% caf\xe9\n" if path.endswith(".bib") else b"# caf\xe9\n"
    )
    before = load(files)[0]
    files[path] += (
        "\n{} Ångström\n".format({"b": "%", "m": "<!-- -->", "y": "#"}[path.split(".")[1][0]]).encode() + comment
    )
    library, problems = load(files)
    (found,) = [p for p in problems if p.path == path]
    assert (found.code, found.found, found.line) == ("E106", "byte 0xE9", files[path].count(b"\n"))
    assert (library.works, library.entities, list(library.topics)) == (
        before.works,
        before.entities,
        list(before.topics),
    )


def test_nul_bytes_are_a_problem_and_line_ends_are_not() -> None:
    files = read(CASES / "everything-right")
    windows = {path: data.replace(b"\n", b"\r\n") for path, data in files.items()}
    assert load(windows)[1] == ()
    assert load(windows)[0].sources == load(files)[0].sources
    files["topics/mills.md"] = files["topics/mills.md"].replace(b"Twelve", b"Tw\0lve")
    library, problems = load(files)
    assert {(p.path, p.code) for p in problems} == {("topics/mills.md", "E103")}
    assert "weirs" in library.topics


PATHS = ["references.bib", "sources/moss2020.md", "topics/mills.md", "entities.yml", "timeline.yml", "docs/index.md"]
PIECES = st.sampled_from(
    ["---\n", "title: ", "- ", "{", "[", "]", "}", "¶1 ", "¶2–9 ", "[^1]", "[^1]: x", "\n\n", "# ", "@misc{a,", " = ",
     "date: ", "..", "original:\n  paragraphs: 3\n", "<!--", "-->", "*a", "&a ", "!!x ", "? ", "\t", "é", "\u2028", "|",
     "id: a\n", "name: b\n", "kind: place\n", "says: |\n", "@string{x=", "#", "\\", "'", '"', "%", ": ", "199X", "\x07"]
)  # fmt: skip
BYTES = st.binary(max_size=80) | st.lists(PIECES, max_size=25).map("".join).map(str.encode)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    path=st.sampled_from(PATHS[1:]),
    data=st.binary(max_size=80) | st.lists(PIECES, max_size=25).map("".join).map(str.encode),
)
def test_no_bytes_make_it_raise(path: str, data: bytes) -> None:
    library, problems = load({path: data, "references.bib": b"@misc{moss2020, title={T}}"})
    assert isinstance(library, Library)
    assert all(p.code and p.line >= 1 for p in problems)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES)
def test_no_bibliography_makes_it_raise(data: bytes) -> None:
    library, problems = load({"references.bib": data})
    assert all(work.csl["id"] == key for key, work in library.works.items())
    assert all(p.code and p.line >= 1 for p in problems)


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 50_000 + "a", "{a: " * 5_000, "? " * 50_000, "&a [*a, *a]"])
def test_yaml_that_is_nested_without_end_is_a_problem(text: str) -> None:
    document, problems = parse_yaml(text, "entities.yml")
    assert document is None
    assert [p.code for p in problems] == ["E110"]


NAMES = st.text("abcdef", min_size=1, max_size=3)
TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=12)
VALUES: Any = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=100)
@given(value=VALUES)
def test_yaml_is_read_as_the_reference_loader_reads_it(value: Any) -> None:
    import yaml

    class TextLoader(yaml.SafeLoader):
        """Leaves scalars as text."""

    TextLoader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in rows if tag == "tag:yaml.org,2002:null"]
        for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    for flow in (True, False):
        text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
        document, problems = parse_yaml(text, "x.yml")
        assert problems == ()
        assert document is not None
        assert document.value == yaml.load(text, TextLoader)


def test_a_library_can_be_kept_on_disk(good: Library) -> None:
    assert pickle.loads(pickle.dumps(good)) == good


def test_an_edit_is_read_anew_and_everything_else_remembered() -> None:
    files = read(CASES / "everything-right")
    before, _ = load(files)
    edited = dict(files)
    edited["sources/moss2020.md"] = files["sources/moss2020.md"].replace(b"twelve", b"thirteen")
    after, problems = load(edited)
    assert problems == ()
    assert "thirteen" in after.sources["moss2020"].paragraphs[0].text
    assert after.topics["mills"] is before.topics["mills"]
    assert "twelve" in load(files)[0].sources["moss2020"].paragraphs[0].text


HOSTILE = {
    "markers without notes": ("sources/a.md", "¶1 " + "".join(f"[^{i}]" for i in range(5_000))),
    "headings of tabs": ("sources/a.md", "# " + "\t" * 100_000 + "x"),
    "comments that never close": ("topics/a.md", "---\ntitle: x\n---\n" + "<!--" * 100_000),
    "citations that never close": ("sources/a.md", "¶1 [" + "@" * 100_000),
    "fields that stand twice": ("topics/a.md", "---\n" + "title: x\n" * 5_000 + "---\n"),
    "rows without sense": ("entities.yml", "- {id: a b, nme: x, kind: q}\n" * 2_000),
    "parents that are not there": (
        "references.bib",
        "".join(f"@misc{{a{i}, title = {{x}}, crossref = {{b{i}}}}}\n" for i in range(1_000)),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_much_bad_input_takes_little_time(name: str) -> None:
    path, text = HOSTILE[name]
    front = f"---\noriginal: {{sha256: {'0' * 64}, paragraphs: 1}}\n---\n" if path.startswith("sources/") else ""
    start = time.process_time()
    _, problems = load({"references.bib": b"@misc{b, title = {B}}", path: (front + text).encode()})
    assert any(p.path == path for p in problems)
    assert time.process_time() - start < 3


def test_what_follows_from_an_entry_that_cannot_be_read_is_not_told() -> None:
    front = f"---\noriginal: {{sha256: {'0' * 64}, paragraphs: 1}}\n---\n¶1 It stands.[^1]\n\n[^1]: [@gone]\n"
    files = {f"sources/{key}.md": front.encode() for key in ("whole", "torn")}
    files["references.bib"] = (
        b"@misc{whole, title = {W}}\n@misc{torn, title = {{T}}\n@misc{also, title = {A}}\n@misc{gone title = {G}}\n"
    )
    assert [(p.code, p.found) for p in load(files)[1] if p.fails] == [("E150", "torn"), ("E150", "gone")]
    files["references.bib"] = b"@misc{whole, title = {W}}\n"
    assert [(p.code, p.found) for p in load(files)[1]] == [("E143", "torn"), ("E144", "gone"), ("E144", "gone")]
    del files["references.bib"]
    assert [p.code for p in load(files)[1]] == ["E162"]


def test_a_digest_whose_every_paragraph_is_written_is_no_longer_in_work() -> None:
    front = f"---\noriginal: {{sha256: {'0' * 64}, paragraphs: 2}}\nstatus: in work\n---\n¶1 It stands.\n"
    for body, said in (
        ("", "Of 2 paragraphs 1 is not yet written."),
        ("¶2 So does it.\n", "All 2 paragraphs are written."),
    ):
        files = {"references.bib": b"@misc{mill, title = {M}}", "sources/mill.md": f"{front}\n{body}".encode()}
        assert [(p.code, p.message) for p in load(files)[1]] == [("E137", said)]
