"""The reader of docx, odt and epub: documents made by pandoc from our Markdown, damaged archives, bombs."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from functools import cache
from pathlib import Path

import pypandoc
import pytest

from briefing.ingest import ingest
from briefing.ingest.readers.pandoc import read
from tests.test_readers_html import shown, well_formed

CASES = Path(__file__).parent / "cases" / "readers" / "pandoc"
FORMATS = ("docx", "odt", "epub")
TRUTH = {
    "title": "Books on Wheels",
    "byline": ["Ilse Rask", "Idris Okafor"],
    "date": "2016-05-12",
    "headings": ["The first van", "What it carried"],
    "paragraphs": [
        "The county bought its first van in the year of the floods, and parked it before the town hall for a month, because nobody had a licence to drive it.[^1]",  # noqa: E501
        "It held 40 m² of shelves, if one counts both sides,[^2] and a stove.",
        "A library that cannot move is a building.",
        "Novels on the left.",
        "Atlases below the window, with the only lamp.[^3]",
        "Year Loans 1931 900",
        "In the hills the van came once a fortnight; see the loan register for what was read there.",
    ],
    "notes": {
        "1": "Library Trust, “Minutes”, 1930. https://trust.example/minutes/1930",
        "2": "Measured by the writer.",
        "3": "Some borrowers brought their own. Others read by day.",
    },
}


@cache
def made(form: str) -> bytes:
    """The case as a file of some format."""
    target = CASES.parent / f".made-{form}"
    arguments = ["--metadata=lang:en", "--output=-"]
    source = (CASES / "books.md").read_text(encoding="utf-8")
    command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={form}", *arguments]
    done = subprocess.run(command, input=source.encode(), capture_output=True, check=True, cwd=target.parent)
    return done.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_document(form: str) -> None:
    document = ingest(made(form), f"books.{form}")
    assert shown(document) == TRUTH
    assert [p.code for p in document.problems] == ["E211"]
    assert all(note.confidence > 0.95 for note in document.notes.values())
    account = document.account
    assert account.input == account.kept + account.moved + account.dropped


@pytest.mark.parametrize("form", FORMATS)
def test_form(form: str) -> None:
    well_formed(read(made(form), f"books.{form}"))


BOX = (
    "<w:p><w:r><w:t>Anchor of a box that stands beside it.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>"
    "Text in the box, which is read too.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
)
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"><w:p><w:r>'
    "<w:t>Ask the library whether this is so.</w:t></w:r></w:p></w:comment></w:comments>"
)


@pytest.mark.parametrize(("name", "byline"), [("Apache POI", []), ("Ilse Rask", ["Ilse Rask"])])
def test_a_program_is_no_author(name: str, byline: list[str]) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator>{name}</dc:creator></cp:coreProperties>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made("docx"))) as archive, zipfile.ZipFile(out, "w") as changed:
        for file in archive.namelist():
            changed.writestr(file, core if file == "docProps/core.xml" else archive.read(file))
    said = read(out.getvalue(), "books.docx").metadata
    assert [m.value for m in said if m.field == "byline"] == byline


def test_boxes_and_comments_of_a_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made("docx"))) as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:sectPr", BOX.encode() + b"<w:sectPr", 1)
            if name != "word/comments.xml":
                changed.writestr(name, data)
        changed.writestr("word/comments.xml", COMMENTS)
    document = ingest(out.getvalue(), "books.docx")
    texts = [p.text for p in document.paragraphs]
    assert texts[-2:] == ["Anchor of a box that stands beside it.", "Text in the box, which is read too."]
    assert [d.text for d in document.dropped if d.rule == "comments"] == ["Ask the library whether this is so."]
    assert any(p.code == "E265" and "Ask the library" in p.message for p in document.problems)


def test_emphasis_is_kept() -> None:
    document = ingest(made("docx"), "books.docx")
    assert "*the year of the floods*" in document.paragraphs[0].markdown


@pytest.mark.parametrize("form", FORMATS)
def test_read_by_content(form: str) -> None:
    document = ingest(made(form), "books.pdf")
    assert len(document.paragraphs) == len(TRUTH["paragraphs"])
    assert "E242" in {p.code for p in document.problems}


def _zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def _with_text_box() -> bytes:
    """The docx with a text box, which pandoc leaves out."""
    files = {}
    with zipfile.ZipFile(io.BytesIO(made("docx"))) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    box = (
        b'<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>'
        + b"Hidden remark about winter tyres, chains, shovels, blankets, lanterns and matches."
        + b"</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    main = files["word/document.xml"]
    cut = main.rindex(b"<w:sectPr") if b"<w:sectPr" in main else main.rindex(b"</w:body>")
    files["word/document.xml"] = main[:cut] + box + main[cut:]
    return _zip(files)


def test_text_boxes_are_not_lost_in_silence() -> None:
    document = ingest(_with_text_box(), "books.docx")
    text = " ".join(p.text for p in document.paragraphs)
    assert "shovels" in text
    assert not document.remainder


WORD_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _run(text: str, inner: str = "t") -> str:
    return f"<w:r><w:{inner}>{text}</w:{inner}></w:r>"


ASIDE = "".join(
    (
        f'<w:p>{_run("The ferry of 1931 ")}<w:del w:id="1" w:author="a">{_run("sank at once", "delText")}</w:del>',
        f'<w:ins w:id="2" w:author="a">{_run("was sold")}</w:ins>{_run(".")}</w:p>',
        f'<w:p>{_run("Counted on ")}<w:fldSimple w:instr=" DATE ">{_run("9 June 1932")}</w:fldSimple>{_run(".")}</w:p>',
        f"<w:tbl><w:tr><w:tc><w:p>{_run('Oars')}</w:p></w:tc></w:tr></w:tbl>",
        f'<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{_run("Table ")}',
        f'<w:fldSimple w:instr=" SEQ Table ">{_run("4")}',
        f"</w:fldSimple>{_run(': Oars by year')}</w:p>",
    )
)
HEADER = f"<w:hdr {WORD_NS}><w:p>{_run('Harbour office, draft of May')}</w:p></w:hdr>"
CHART = '<c:c xmlns:c="c" xmlns:a="a"><a:p><a:r><a:t>Catch in tons</a:t></a:r></a:p></c:c>'


def _changed(form: str, part: str, before: str, added: str, **more: str) -> bytes:
    """A made file with something added in one of its parts, and with further parts."""
    with zipfile.ZipFile(io.BytesIO(made(form))) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    assert before.encode() in files[part]
    files[part] = files[part].replace(before.encode(), added.encode() + before.encode(), 1)
    return _zip(files | {name: data.encode() for name, data in more.items()})


def test_account_of_a_word_file_begins_in_the_file() -> None:
    more = {"word/header9.xml": HEADER, "word/charts/chart1.xml": CHART}
    document = ingest(_changed("docx", "word/document.xml", "<w:sectPr", ASIDE, **more), "books.docx")
    texts = [p.text for p in document.paragraphs]
    assert {"The ferry of 1931 was sold.", "Counted on 9 June 1932.", "Oars"} <= set(texts)
    assert [c.text for c in document.captions][-1] == "Table 4: Oars by year"
    dropped = {d.rule: d.text for d in document.dropped}
    assert dropped["deleted-text"] == "sank at once"
    assert dropped["page-headers"] == "Harbour office, draft of May"
    assert dropped["drawings"] == "Catch in tons"
    assert not document.remainder


ODT_ASIDE = (
    '<text:p>The ferry<office:annotation><dc:creator xmlns:dc="d">Ilse</dc:creator><text:p>Which one?</text:p>'
    "</office:annotation> sailed on <text:date>9 June 1932</text:date>.</text:p><text:bibliography><text:index-body>"
    "<text:p>Oar, B.: Rowing, 1929.</text:p></text:index-body></text:bibliography>"
)


def test_account_of_an_odt_begins_in_the_file() -> None:
    document = ingest(_changed("odt", "content.xml", "</office:text>", ODT_ASIDE), "books.odt")
    texts = [p.text for p in document.paragraphs] + [n.text for n in document.notes.values()]
    assert {"The ferry sailed on 9 June 1932.", "Oar, B.: Rowing, 1929."} <= set(texts)
    assert "Which one?" in [d.text for d in document.dropped if d.rule == "comments"]
    assert not document.remainder


def test_what_pandoc_loses_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.ingest.readers.pandoc.reading.prepared", lambda data, kind: data)
    document = ingest(_with_text_box(), "books.docx")
    assert any("winter tyres" in piece.text for piece in document.remainder)
    assert "E280" in {p.code for p in document.problems}


ENTITIES = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
BAD = {
    "empty": (b"", {"E260"}),
    "text": (b"no archive at all", {"E260"}),
    "half": (None, {"E260"}),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, {"E243", "E262"}),
    "an archive of other things": (_zip({"a.txt": b"a"}), {"E260"}),
    "a spreadsheet": (_zip({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), {"E260"}),
    "a tag of very many attributes": (
        _zip({"word/document.xml": b"<w:p " + b" ".join(b"a%d='1'" % i for i in range(300_000)) + b"/>"}),
        {"E261"},
    ),
    "a bomb": (_zip({"word/document.xml": b"<w:p>" + b"0" * 90_000_000}), {"E261"}),
    "a document that is no XML": (_zip({"word/document.xml": b"\xff\xfe\x00 nonsense", "_rels/.rels": b"x"}), {"E260"}),
    "entities without end": (
        _zip({"word/document.xml": f'<!DOCTYPE d [<!ENTITY l0 "lol">{ENTITIES}]><d>&l9;</d>'.encode()}),
        {"E260", "E263"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_file(name: str) -> None:
    data, codes = BAD[name]
    data = made("docx")[: len(made("docx")) // 2] if data is None else data
    start = time.monotonic()
    document = ingest(data, "file.docx")
    assert time.monotonic() - start < 20
    assert not document.paragraphs
    assert {p.code for p in document.problems} & codes
    assert all(p.message and p.help for p in document.problems)


def _docx(markdown: str) -> bytes:
    """A Word file of Markdown."""
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=docx", "--output=-"]
    return subprocess.run(command, input=markdown.encode(), capture_output=True, check=True).stdout


def test_bold_lines_that_stand_alone_above_text_are_headings() -> None:
    fields = ["Sacks received: 12", "Kind of grain: barley", "Weight: 900"]
    text = "The mill at the weir ground barley for six villages until the river was led away from it by the county."
    heads = ["**Applicant’s Own Mill and Request**", "**Pertinent Regulation/Law**"]
    lines = [text, heads[0], *fields, heads[1], *fields, text, "**To:**", text, "**It was late.**", text]
    document = ingest(_docx("\n\n".join(lines)), "mills.docx")
    assert [h.text for h in document.headings] == [head.strip("*") for head in heads]


def test_sentences_in_the_style_of_a_heading_are_text() -> None:
    text = " ".join(f"The miller of the weir wrote to the county in the year of the {n}th flood." for n in range(1, 5))
    document = ingest(_docx(f"# Letters\n\nHe wrote often.\n\n## {text}\n\nNobody came to look."), "mills.docx")
    assert text in [p.text for p in document.paragraphs]
    assert text not in [h.text for h in document.headings]


def _styled(said: str, *rows: tuple[str, str]) -> bytes:
    """A Word file of paragraphs, each with its style, and with nothing in its properties but a title."""
    style = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>{}</w:p>'
    body = "".join(style.format(name, _run(text)) for name, text in rows)
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    title = f'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</dc:title>' if said else ""
    with zipfile.ZipFile(io.BytesIO(made("docx"))) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    document = f"<w:document {WORD_NS}><w:body>{body}</w:body></w:document>"
    facts = f'<cp:coreProperties xmlns:cp="{core}">{title}</cp:coreProperties>'
    return _zip(files | {"word/document.xml": document.encode(), "docProps/core.xml": facts.encode()})


@pytest.mark.parametrize(
    ("said", "head"),
    [
        ("", [("Title", "Repairing boats"), ("Heading1", "Where the boats come from")]),
        ("Normal Template", [("BodyText", "Repairing boats")]),
    ],
)
def test_what_a_word_file_prints_as_its_title_is_it(said: str, head: list[tuple[str, str]]) -> None:
    text = "The yard was built in a dry year, and nobody in the valley could say who had paid for its gates."
    rows = [*head, ("BodyText", text), ("BodyText", f"{text} So it went.")]
    assert ingest(_styled(said, *rows), "boats.docx").title == "Repairing boats"
