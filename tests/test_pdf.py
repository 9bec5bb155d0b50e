"""The PDF, read back as a reader's program sees it: notes, links, bookmarks, tags, and the claims of the pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.publish.pdf import Options, build_pdf, compile_book, compile_topic
from briefing.publish.pdf.engine import Layout, Workshop
from briefing.publish.pdf.images import Images
from briefing.publish.pdf.links import survey
from briefing.publish.pdf.reading import Reader
from briefing.publish.pdf.writing import Writer
from briefing.settings import Settings
from tests.pdf_reading import CALL, Book, squeezed

CASES = Path(__file__).parent / "cases" / "pdf"
SETTINGS = Settings(
    title="Lights of the Sound",
    description="Who keeps the lights of the Northern Sound.",
    url="https://lights.example.org/",
    institution="Institute for Small Harbours",
    authors=("A. Editor",),
    keywords=("lights", "harbours"),
    edition="2024-07-01",
    handling="For official use",
)
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>'

_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: *\{[^}]*\})?$", re.MULTILINE)
_DEFINITION = re.compile(r"^\[\^([^\]]+)\]: .*\n?", re.MULTILINE)
_CLAIM = re.compile(r'<span class="claim"[^>]*>(.*?)</span>', re.DOTALL)
_MARK = re.compile(r"\[\^([^\]]+)\]")


@cache
def pages() -> Mapping[str, str]:
    """The pages of a made-up briefing, as pages are generated."""
    root = CASES / "pages"
    paths = ["index.md", "topics/automation.md", "topics/fog-signals.md", "sources/harper2019.md"]
    paths += ["sources/orlova2024.md", "timeline.md", "bibliography.md", "method.md"]
    return {path: (root / path).read_text(encoding="utf-8") for path in paths}


@cache
def book(edition: str = "public") -> Book:
    pdf, problems = compile_book(pages(), SETTINGS, Options(edition=edition))  # type: ignore[arg-type]
    assert problems == ()
    assert pdf is not None
    return Book(pdf)


def calls(markdown: str) -> list[str]:
    """The notes that a page calls, each once, in order."""
    return list(dict.fromkeys(_MARK.findall(_DEFINITION.sub("", markdown))))


def numbers(markdown: str) -> dict[str, str]:
    """The number that each note of a page bears on paper."""
    return {label: label if label.isdecimal() else str(n) for n, label in enumerate(calls(markdown), 1)}


def test_every_note_called_is_printed_once_and_no_other() -> None:
    chapters = {c.title: c for c in book().chapters()}
    for path, markdown in pages().items():
        notes = [note.number for note in chapters[printed_title(path)].notes]
        assert notes == [numbers(markdown)[label] for label in calls(markdown)], path


def printed_title(path: str) -> str:
    if path == "index.md":
        return "Summary"
    match = _HEADING.search(pages()[path])
    assert match
    kind = {"topics": "Topic", "sources": "Source"}.get(path.split("/")[0], "")
    return f"{kind}{match.group(2)}"


def test_every_note_stands_on_the_page_of_its_first_call() -> None:
    notes = [note for chapter in book().chapters() for note in chapter.notes]
    assert len(notes) == sum(len(calls(markdown)) for markdown in pages().values())
    assert [note for note in notes if note.page != note.call_page] == []


@pytest.mark.parametrize("words", range(150, 420, 30))
def test_notes_stay_with_their_calls_wherever_the_page_ends(words: int) -> None:
    sentence = "Claim {0}a stands.[^a{0}-p1][^b{0}-p2][^c{0}-p3] Claim {0}b stands too.[^d{0}-p4]"
    body = [sentence.format(n) for n in range(12)]
    listed = "\n".join(f"- {row}" for row in body[4:8])
    rows = "\n".join(f"| {row} | {row[:9]} |" for row in body[8:])
    filler = "Words fill a page. " * words
    text = "\n\n".join(["# A", filler, *body[:4], listed, filler[: words * 7], f"| A | B |\n|---|---|\n{rows}", "End."])
    labels = calls(text)
    notes = "\n".join(
        f"[^{label}]: Author, *Work of {label}*, a reference as long as a line or two may be." for label in labels
    )
    pdf, problems = compile_topic({"topics/a.md": f"{text}\n\n{notes}\n"}, "a", SETTINGS)
    assert problems == ()
    assert pdf is not None
    found = [note for chapter in Book(pdf).chapters() for note in chapter.notes]
    assert len(found) == len(labels)
    assert [note for note in found if note.page != note.call_page] == []


def test_notes_of_running_text_stand_right_at_the_first_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    layout = Workshop.layout

    def counted(workshop: Workshop, source: str) -> Layout:
        laid = layout(workshop, source)
        found.append(len(laid.astray))
        return laid

    monkeypatch.setattr(Workshop, "layout", counted)
    words = "Keepers of the northern lights measured what the boats brought in and wrote it down. " * 2
    text = "\n\n".join(f"{words[: 40 + 17 * (n % 7)]}.[^a{n}][^b{n}] {words[: 90 + n % 5]}.[^c{n}]" for n in range(60))
    notes = "\n".join(f"[^{x}{n}]: Author, *Work of {x}{n}*, as long as it is." for x in "abc" for n in range(60))
    pdf, problems = compile_topic({"topics/a.md": f"# A\n\n{text}\n\n{notes}\n"}, "a", SETTINGS)
    assert problems == ()
    assert pdf is not None
    assert len(Book(pdf).pdf.pages) >= 6
    assert found[0] == 0


def test_every_claim_of_the_pages_is_printed_with_the_same_citations() -> None:
    chapters = {c.title: c for c in book().chapters()}
    count = 0
    for path, markdown in pages().items():
        chapter, number = chapters[printed_title(path)], numbers(markdown)
        by_number = {note.number: squeezed(note.text) for note in chapter.notes}
        definitions = {m.group(1): m.group() for m in _DEFINITION.finditer(markdown)}
        for claim in _CLAIM.findall(markdown):
            text = "".join(part if i % 2 == 0 else f"⟦{number[part]}⟧" for i, part in enumerate(_MARK.split(claim)))
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("⟧⟦", "⟧,⟦")
            assert squeezed(text) in chapter.squeezed
            for label in _MARK.findall(claim):
                reference = re.sub(r"<.*|[*]|\]\([^)]*\)|\[(?!\^)", "", definitions[label].partition(": ")[2]).strip()
                assert by_number[number[label]].startswith(squeezed(reference))
            count += 1
    assert count == 17


def test_a_note_carries_the_address_of_the_paragraph_but_in_the_one_page_summary() -> None:
    chapter = Book(automation()).chapters()[-1]
    assert [n.text.endswith("lights.example.org/sources/orlova2024/#p1") for n in chapter.notes[:1]] == [True]
    uris = {uri for _, uri, _ in Book(automation()).links() if uri}
    assert "https://lights.example.org/sources/harper2019/#p3" in uris
    with_address = {
        chapter.title: ["lights.example.org/sources" in note.text for note in chapter.notes]
        for chapter in book().chapters()
        if chapter.title.startswith(("Topic", "Summary"))
    }
    assert not any(with_address.pop("Summary"))
    assert with_address
    assert all(map(all, with_address.values()))


@pytest.mark.parametrize(("edition", "printed"), [("public", False), ("full", True)])
def test_the_wording_of_a_paragraph_is_printed_in_the_full_edition_only(edition: str, printed: bool) -> None:
    notes = " ".join(note.text for chapter in book(edition).chapters() for note in chapter.notes)
    assert ("Remote control from Vardholm replaces keepers." in notes) is printed


def test_internal_links_lead_to_the_page_of_their_place() -> None:
    inner = [(at, to) for at, uri, to in book().links() if uri is None]
    assert len(inner) > 60
    assert [link for link in inner if link[1] is None] == []
    texts = book().pages()
    home = next(
        i for i, text in enumerate(texts) if "Keepers of the Sound" in text and "From oil to gas" in text and i > 3
    )
    topic = next(i for i, text in enumerate(texts) if "Neither source says who" in text)
    assert (topic, home) in inner, "from a topic to the source that it cites"
    assert (home, topic) in inner, "and back"


def test_bookmarks_are_the_headings() -> None:
    order = ["index.md", "topics/automation.md", "topics/fog-signals.md", "timeline.md", "sources/harper2019.md"]
    order += ["sources/orlova2024.md", "bibliography.md", "method.md"]
    headings = [m.group(2) for path in order for m in _HEADING.finditer(pages()[path])]
    assert book().bookmarks() == ["Summary", *headings[1:4], "Contents", *headings[4:]]


def test_the_file_says_what_it_is() -> None:
    pdf, root = book().pdf, book().root
    xmp = pdf.xmp_metadata
    assert xmp is not None
    source = xmp.stream.get_data().decode()
    assert str(root["/Lang"]) == "en"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Lights of the Sound"
    assert pdf.metadata.author == "A. Editor"
    assert "lights" in str(pdf.metadata.get("/Keywords"))
    for part in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "2024-07-01"):
        assert part in source, part


def test_what_readers_need_is_tagged() -> None:
    tags = book().tags()
    assert tags["/Note"] == sum(len(calls(markdown)) for markdown in pages().values())
    assert tags["/Table"] == 2
    assert tags["/TH"] == 5
    assert tags["/TOC"] == 1
    assert tags["/TOCI"] == len(pages())
    assert tags["/Title"] == 1
    assert tags["/L"] >= 4


def test_all_fonts_are_embedded() -> None:
    fonts = book().fonts()
    assert any("Libertinus" in name for name in fonts)
    assert all(fonts.values())


def test_running_heads_name_edition_and_handling_on_every_page_and_count_the_pages() -> None:
    texts = [squeezed(text) for text in book().pages()]
    for n, text in enumerate(texts[1:], 2):
        assert f"Page{n}of{len(texts)}" in text
        assert text.count("FOROFFICIALUSE") == 2
        assert "Editionof1July2024" in text
    assert "Institute" in texts[0] or "institute" in texts[0].lower()


def test_dates_and_paragraph_numbers_are_never_broken() -> None:
    words = "It was on 14 September 2024, says ¶ 5 of it, and on 9–11 November 2021 or in June 1999. "
    shifts = "\n\n".join("x" * n + " " + words * 6 for n in range(1, 12))
    pdf, _ = compile_topic({"topics/a.md": f"# A\n\n{shifts}\n"}, "a", SETTINGS)
    assert pdf is not None
    import pypdfium2

    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage().get_text_range()
        assert not re.search(
            r"\b\d{1,2}[\s\xa0]*[\r\n]+[\s\xa0]*(September|November)|(September|November|June)[\s\xa0]*[\r\n]|¶\s*[\r\n]|Septem\W",
            text,
        )


def automation() -> bytes:
    """The PDF of a topic."""
    pdf, _ = compile_topic(pages(), "automation", SETTINGS)
    assert pdf is not None
    return pdf


def test_the_same_pages_are_the_same_bytes() -> None:
    here = automation()
    script = "import sys, tests.test_pdf as t; sys.stdout.buffer.write(t.automation())"
    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        capture_output=True,
        check=True,
    ).stdout
    assert here == there
    assert compile_book(pages(), SETTINGS)[0] == compile_book(dict(pages()), SETTINGS)[0]


def test_ledger_and_bibliography_travel_inside() -> None:
    files = {"ledger.json": b'{"claims": []}', "references.bib": b"@book{a,\n}\n"}
    pdf, problems = compile_book(pages(), SETTINGS, Options(attach=files))
    assert problems == ()
    assert pdf is not None
    read = Book(pdf)
    assert {name: data[0] for name, data in read.pdf.attachments.items()} == files
    assert read.pdf.xmp_metadata is not None
    assert "<pdfaid:part>3<" in read.pdf.xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize(
    ("paper", "large", "size"), [("a4", False, (595, 842)), ("us-letter", False, (612, 792)), ("a4", True, (595, 842))]
)
def test_paper_and_print(paper: str, large: bool, size: tuple[int, int]) -> None:
    pdf, problems = compile_topic(
        pages(), "automation", SETTINGS.model_copy(update={"paper": paper}), Options(large=large)
    )
    assert problems == ()
    assert pdf is not None
    box = Book(pdf).pdf.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_a_topic_alone_leads_to_the_site_or_nowhere() -> None:
    pdf, _ = compile_topic(pages(), "automation", SETTINGS)
    assert pdf is not None
    alone = Book(pdf)
    assert "https://lights.example.org/sources/orlova2024/#p1" in {uri for _, uri, _ in alone.links()}
    assert [to for _, uri, to in alone.links() if uri is None and to is None] == []
    pdf, problems = compile_topic(pages(), "automation", SETTINGS.model_copy(update={"url": ""}))
    assert problems == ()
    assert pdf is not None
    assert {uri for _, uri, _ in Book(pdf).links() if uri} == set()
    assert len(alone.pdf.pages) <= 6


def test_files_are_written_whole_and_stale_ones_go(tmp_path: Path) -> None:
    assert build_pdf(pages(), SETTINGS, tmp_path) == ()
    made = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*"))
    assert made == ["briefing.pdf", "topics/automation.pdf", "topics/fog-signals.pdf"]
    (tmp_path / "topics" / "gone.pdf").write_bytes(b"old")
    before = (tmp_path / "briefing.pdf").stat().st_mtime_ns
    assert build_pdf(pages(), SETTINGS, tmp_path) == ()
    assert (tmp_path / "briefing.pdf").stat().st_mtime_ns == before, "what did not change is not written"
    assert not (tmp_path / "topics" / "gone.pdf").exists()
    problems = build_pdf(pages(), SETTINGS, tmp_path, topics=["fog-signal"])
    assert [(p.code, p.help) for p in problems] == [("E608", "Did you mean `fog-signals`?")]


@pytest.mark.parametrize("case", sorted((CASES / "problems").glob("*.md")), ids=lambda path: path.stem)
def test_problems_point_at_the_line(case: Path) -> None:
    assets = {"assets/dot.svg": DOT}
    page = {"topics/case.md": case.read_text(encoding="utf-8")}
    pdf, problems = compile_topic(page, "case", SETTINGS, Options(find=assets.get))
    assert pdf is not None
    assert "".join(f"{p.path}:{p.line}: {p.code}\n" for p in problems) == case.with_suffix(".txt").read_text("utf-8")
    assert all(p.message and p.help for p in problems)


@pytest.mark.parametrize("case", sorted((CASES / "writing").glob("*.md")), ids=lambda path: path.stem)
def test_writing(case: Path) -> None:
    page = Reader().read("topics/case.md", case.read_text(encoding="utf-8"))
    writer = Writer(page, survey([page], "https://example.org/"), {}, Images(lambda path: None))
    assert writer.write() + "\n" == case.with_suffix(".typ").read_text("utf-8")
    assert writer.oddities == []


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("#$*_`@<>[]{}()\\/\"'=-+~^&;:,.!?%| \n\t"),
        st.characters(codec="utf-8"),
        st.sampled_from(
            "\x00\x02\x07\x1b\x7f\u00ad\u200b\u200d\u202e\u2066\ufeff\ufffe\ue000ا\u064eלשक्षि中\U0001f600\U0001f1e6"
        ),
    ),
    max_size=80,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(HOSTILE, max_size=6), st.sampled_from(["", "x" * 10_000, "https://example.org/" + "a/" * 900, "ا" * 3_000])
)
def test_hostile_text_sets(texts: list[str], long: str) -> None:
    note = "[^n]: " + " ".join(texts[:1]).replace("\n", " ")
    page = "\n\n".join(["# T", *texts, f"A.[^n] {long}", note])
    pdf, problems = compile_topic({"topics/a.md": page}, "a", SETTINGS)
    assert pdf is not None
    assert {p.code for p in problems} <= {"E602", "E603", "E604", "E607", "E610", "E601"}


ELEMENTS = """p div ul li ol blockquote em strong table tr td th a span details summary h2 h5 dl dt dd pre sup code
figure thead caption"""
NESTED = st.recursive(
    HOSTILE.map(lambda text: text.replace("<", "").replace(">", "")),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS.split()), st.lists(inner, max_size=3)).map(
        lambda e: f'<{e[0]} href="#x" colspan="3" rowspan="2" class="paragraph">{"".join(e[1])}</{e[0]}>'
    ),
    max_leaves=12,
)


WORDS = st.recursive(
    st.just("w "),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS.split()), st.lists(inner, max_size=4)).map(
        lambda e: f"<{e[0]}>{''.join(e[1])}</{e[0]}>"
    ),
    max_leaves=20,
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(WORDS)
def test_no_text_is_lost(html: str) -> None:
    count = iter(range(1000))
    numbered = re.sub(r"w ", lambda m: f"w{next(count)}. ", html)
    page = Reader().read("topics/a.md", f"# T\n\n<div>{numbered}</div>\n")
    source = Writer(page, survey([page], ""), {}, Images(lambda path: None)).write()
    assert sorted(re.findall(r"w\d+", source)) == sorted(re.findall(r"w\d+", numbered))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(NESTED)
def test_hostile_markup_sets(html: str) -> None:
    pdf, problems = compile_topic({"topics/a.md": f"# T\n\n<div>{html}</div>\n"}, "a", SETTINGS)
    assert pdf is not None
    assert "E605" not in {p.code for p in problems}


@pytest.mark.parametrize("tag", ["em", "blockquote", "div", "ul><li", "table><tr><td"])
def test_deep_nesting_keeps_the_text(tag: str) -> None:
    opening = f"<{tag}>"
    closing = "".join(f"</{name}>" for name in reversed(tag.replace(">", "").split("<")))
    pdf, _ = compile_topic({"topics/a.md": f"# T\n\n{opening * 300}deepest{closing * 300}\n"}, "a", SETTINGS)
    assert pdf is not None
    assert "deepest" in "".join(Book(pdf).pages())


def test_a_page_that_the_engine_refuses_is_printed_bare(monkeypatch: pytest.MonkeyPatch) -> None:
    write = Writer.write
    monkeypatch.setattr(
        Writer, "write", lambda self: "no-such-function()" if self.page.path == "sources/harper2019.md" else write(self)
    )
    pdf, problems = compile_book(pages(), SETTINGS)
    assert [(p.path, p.code, p.found) for p in problems] == [
        ("sources/harper2019.md", "E605", "printed as bare paragraphs")
    ]
    assert pdf is not None
    printed = squeezed("".join(Book(pdf).pages()))
    assert squeezed("Four lights stood dark for eleven nights, few boats carried receivers") in printed
    assert squeezed("The first light on the Sound, at Ness Point") in printed


def test_words_of_another_language_say_so() -> None:
    text = '# A\n\nHe said “<span lang="de">Leuchtfeuer</span>” and *feu*{: lang=fr-CA }.[^1]\n\n'
    text += '[^1]: *<span lang="ru">Маяк</span>*.\n'
    pdf, problems = compile_topic({"topics/a.md": text}, "a", SETTINGS)
    assert problems == ()
    assert pdf is not None
    said = b"".join(page.get_contents().get_data() for page in Book(pdf).pdf.pages)  # type: ignore[union-attr]
    assert set(re.findall(rb"/Lang ?\((\w+)\)", said)) >= {b"de", b"fr", b"ru"}


def test_a_font_of_the_project_has_what_the_own_fonts_lack(tmp_path: Path) -> None:
    font = FontBuilder(1000)
    font.setupGlyphOrder([".notdef", "harbour"])
    font.setupCharacterMap({ord("港"): "harbour"})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((500, 700))
    pen.lineTo((900, 0))
    pen.closePath()
    font.setupGlyf({".notdef": pen.glyph(), "harbour": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (1000, 100), "harbour": (1000, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": "One Letter", "styleName": "Regular", "uniqueFontIdentifier": "one", "version": "Version 1"}
    font.setupNameTable(names | {"fullName": "One Letter Regular", "psName": "OneLetter-Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    font.save(tmp_path / "one-letter.ttf")
    page = {"topics/a.md": "# A\n\nThe harbour 港 lies in the south.\n"}
    pdf, problems = compile_topic(page, "a", SETTINGS)
    assert [p.code for p in problems] == ["E603"]
    pdf, problems = compile_topic(page, "a", SETTINGS, Options(fonts=(str(tmp_path),)))
    assert problems == ()
    assert pdf is not None
    assert any("OneLetter" in name for name in Book(pdf).fonts())


def test_hostile_settings_set() -> None:
    odd = SETTINGS.model_copy(
        update={"title": 'T"#x\\ 中\x07', "handling": "]}#", "institution": "<b>", "edition": None}
    )
    pdf, _ = compile_book(pages(), odd)
    assert pdf is not None


def test_calls_are_recognised() -> None:
    assert CALL.findall("a⟦3⟧b⟦12⟧") == ["3", "12"]
