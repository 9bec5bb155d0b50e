# ruff: noqa: E501 - markup reads best on one line
"""Pages as strangers set them: boxes, columns, numbers of lines, turned text; and what a PDF holds beside its pages."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, StreamObject, TextStringObject

from briefing.ingest import ingest
from briefing.ingest.readers.pdf import reading
from briefing.ingest.readers.pdf.assembling import Entry
from briefing.ingest.readers.pdf.columns import zones_of
from briefing.ingest.readers.pdf.glyphs import Glyph, Sheet, Type
from briefing.ingest.readers.pdf.headings import name_headings
from briefing.ingest.readers.pdf.ligatures import write_out
from briefing.ingest.readers.pdf.lines import Line, pieces_of
from briefing.ingest.readers.pdf.measure import Piece, measured
from briefing.ingest.readers.pdf.recognition import recognised
from briefing.ingest.readers.pdf.shifted import set_right
from briefing.ingest.readers.pdf.unread import is_garbled
from briefing.model import Document
from tests.counting import counting
from tests.generator.pdf import untagged

MILL = (
    "The mill at the weir ground barley for six villages until the river was led away. Its owner wrote to the county "
    "each spring, and each autumn a clerk replied that the matter was being looked into. Nobody came to look."
)
BRIDGE = (
    "The bridge below it was built by masons from the coast, who were paid in flour. They left their marks on nine of "
    "the eleven arches, and a dated stone, which the flood of the next winter carried off with the parapet."
)


@cache
def typeset(source: str) -> bytes:
    data = typst.compile(source.encode(), ignore_system_fonts=True)
    assert isinstance(data, bytes)
    return data


def read(source: str) -> Document:
    return ingest(typeset(source), "paper.pdf")


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def test_box_beside_text() -> None:
    box = "#set text(8pt)\nReceived in May\\\nAccepted in June\\\n*Keywords*\\\nMills\\\nBridges\\\nFloods"
    grid = f"#grid(columns: (1fr, 3fr), column-gutter: 2em, [{box}], [{MILL}])"
    document = read(f"= Mill and bridge\n{grid}\n\n{BRIDGE}")
    assert MILL in texts(document)
    assert BRIDGE in texts(document)


def test_three_columns() -> None:
    document = read(
        "#set page(width: 24cm, columns: 3)\n#set text(9pt, hyphenate: false)\n"
        f"{MILL}\n\n{BRIDGE}\n\n{MILL} Later they did."
    )
    assert texts(document) == [MILL, BRIDGE, f"{MILL} Later they did."]


def test_labels_beside_paragraphs_begin_them() -> None:
    rows = ", ".join(f"[— {1979 + i}], [{text}]" for i, text in enumerate((MILL, BRIDGE, MILL, BRIDGE)))
    document = read(f"#set par(justify: true)\n{MILL}\n\n#grid(columns: (4em, 1fr), row-gutter: 1em, {rows})")
    assert texts(document) == [MILL, *(f"— {1979 + i} {text}" for i, text in enumerate((MILL, BRIDGE) * 2))]


def test_a_long_caption_in_the_texts_own_size_is_one() -> None:
    document = read(f"{MILL}\n\nFigure 2. {BRIDGE} {BRIDGE}\n\n{MILL}")
    assert [c.text for c in document.captions] == [f"Figure 2. {BRIDGE} {BRIDGE}"]


def test_a_single_letter_is_no_title() -> None:
    assert read(f"#text(24pt)[O]\n\n*The Court of the Weir*\n\n{MILL}").title != "O"


def test_small_type_at_a_columns_foot_interrupts_no_paragraph() -> None:
    legal = "#place(bottom, float: true, text(7pt)[Copies for personal use may be made. All others need a permission.])"
    document = read(
        f"#set page(width: 14cm, height: 10cm, columns: 2)\n#set par(justify: true)\n{legal}\n{MILL} {BRIDGE} {MILL}"
    )
    assert f"{MILL} {BRIDGE} {MILL}" in texts(document)


def test_a_list_in_small_type_belongs_to_no_note_before() -> None:
    items = "\n".join(f"+ Miller, A. {1950 + i}. On the mills of the county. Weir Press." for i in range(4))
    document = read(
        f"{MILL}#footnote[So the clerk says.]\n#pagebreak()\n{BRIDGE}#footnote[So the masons say.]\n#v(1fr)\n#text(8pt)[{items}]"
    )
    assert next(iter(document.notes.values())).text == "So the clerk says."
    assert sum("Weir Press" in text for text in texts(document)) == 4


@pytest.mark.parametrize("side", ["left", "right"])
def test_numbers_of_lines(side: str) -> None:
    numbers = f'#set par.line(numbering: "1", number-margin: {side})\n'
    document = read(f"{numbers}{MILL}\n\n{BRIDGE}")
    assert texts(document) == [MILL, BRIDGE]
    assert {d.rule for d in document.dropped} >= {"line-number"}
    assert not document.notes


def test_numbers_of_every_fifth_line_count_the_rows() -> None:
    lines = [f"The miller counted cart number {n} and wrote it into the long book" for n in range(1, 18)]

    def page(step: int, gaps: tuple[int, ...]) -> str:
        rows = []
        for n, line in enumerate(lines, 1):
            number = f"#place(right, dx: 4em, box(width: 2em)[{n}])" if n % step == 0 else ""
            rows.append(
                f"#block(spacing: {'1.6em' if n in gaps else '0.65em'}, [{number}{line}{'.' if n + 1 in gaps else ''}])"
            )
        return "\n".join(rows)

    document = read(f"{page(5, (4, 9, 14))}\n#pagebreak()\n{page(5, (3, 11))}\n#pagebreak()\n{page(5, (6,))}")
    assert [d.text for d in document.dropped if d.rule == "line-number"] == ["5", "10", "15"] * 3
    assert not [text for text in texts(document) if re.search(r"book \d", text)]


def test_figures_beside_lines_that_they_do_not_count_stay() -> None:
    rows = [f"The miller counted cart number {n} and wrote it into the long book" for n in range(1, 18)]
    lines = "\n".join(
        f"#block(spacing: 0.65em, [{f'#place(right, dx: 4em)[{5 * (n // 4)}]' if n % 4 == 0 else ''}{row}])"
        for n, row in enumerate(rows, 1)
    )
    assert not [d for d in read(lines).dropped if d.rule == "line-number"]


def test_a_sentence_goes_on_below_a_gap_at_a_columns_foot() -> None:
    words = " ".join(f"the {n}th cart went over the bridge and back again" for n in range(1, 30))
    rows = f"In the year of the flood {words}."
    document = read(
        f"#set page(height: 10cm, width: 12cm)\n#set par(justify: true)\n{MILL}\n\nThe mason who cut the arch, as the clerk has it, #box(width: 1fr) took\n"
        f"#v(0.9em)\nhome the last stone of the quarry on a sledge and gave it to his wife, who had it set over the door. {rows}"
    )
    assert any("arch, as the clerk has it, took home the last stone" in text for text in texts(document)), texts(
        document
    )


@pytest.mark.parametrize("leading", ["0.65em", "1.8em"])
def test_a_text_that_fills_its_pages_loses_no_line_at_their_ends(leading: str) -> None:
    whole = (
        "One day "
        + ", and ".join(f"the miller of the weir counted cart {n} on the old bridge" for n in range(60))
        + "."
    )
    document = read(f"#set page(height: 12cm, width: 14cm, margin: 0.6cm)\n#set par(leading: {leading})\n{whole}")
    assert texts(document) == [whole]
    assert not document.dropped


def test_numbers_beside_blank_lines_are_of_lines_and_of_no_tables_rows() -> None:
    kept = [("Cart", "weighed"), ("of Mr. Stone", "12 lbs."), ("Cart", "weighed"), ("of Ms. Mill", "17 lbs.")] * 4

    def page(blank: int) -> Document:
        cells = [*kept, *[("", "")] * blank]
        rows = ", ".join(f"[{n}], [{one}], [{two}]" for n, (one, two) in enumerate(cells, 1))
        return read(f"#grid(columns: (3em, 14em, 8em), row-gutter: 1.2em, {rows})")

    numbers = [d.text for d in page(5).dropped if d.rule == "line-number"]
    assert numbers == [str(n) for n in range(1, 22)]
    assert not page(0).dropped


def test_a_paragraph_that_ends_with_a_stray_comma_is_over() -> None:
    words = " ".join(f"the {n}th cart went over the bridge and back again" for n in range(1, 12))
    first, second = f"In the year of the flood {words}, as the clerk has it.,", f"Figures 3 and 4 show {words}."
    document = read(f"#set page(width: 12cm)\n#set par(justify: true)\n{first}\n#v(0.9em)\n\n{second}")
    assert [text for text in texts(document) if text.startswith("Figures")]


def _over_two_pages(first: str, between: str, head: str, second: str) -> list[str]:
    """The paragraphs of two pages without tags: a text, what stands below it, and on the next page a head and a text."""
    page = "#set page(height: 12cm, width: 12cm, margin: 1.5cm)\n#set par(justify: true)"
    source = f"{page}\n{MILL}\n\n{first}\n\n{between}\n#pagebreak()\n{head}\n\n{second}\n\n{BRIDGE}"
    return texts(ingest(untagged(typeset(source)), "paper.pdf"))


def test_a_typed_rule_above_notes_parts_no_sentence() -> None:
    first = "#block[The keeper of the upper lock counted every sack that the barges of the spring had brought from mills like #linebreak(justify: true)]"
    foot = "#v(1fr)\n——————\n\n#text(8pt)[#super[1] The book of the lock lies with the county.]"
    found = _over_two_pages(
        first, foot, "", "Osmund. Nobody had asked him to count them, and nobody read what he wrote."
    )
    assert any("from mills like Osmund. Nobody" in text for text in found)


def test_an_item_goes_on_over_a_head_of_the_next_page() -> None:
    first = "#block[(1) The keeper of the upper lock counted every sack that the barges of the spring had brought to the #linebreak(justify: true)]"
    found = _over_two_pages(
        first, "", "#align(center)[#text(9pt)[Keepers of the locks]]", "mill of the lower weir, and wrote it down."
    )
    assert any("brought to the mill of the lower weir" in text for text in found)


def test_a_numbered_paragraph_begins_at_a_pages_top() -> None:
    first = "#block[¶ 4 The keeper of the upper lock counted every sack that the barges of the spring had brought to all the mills. #linebreak(justify: true)]"
    found = _over_two_pages(
        first, "", "", "¶ 5 Nobody had asked him to count them, and nobody in the county read what he wrote."
    )
    assert any(text.startswith("¶ 5 Nobody") for text in found)


LABELS = pytest.mark.parametrize("label", ["WM Art {}", "Airteagal {}.", "{}. cikk", "{} §", "Мера {}"])
"""Of articles, as other languages set them."""


@LABELS
@pytest.mark.parametrize("end", ["\n\n", " \\\n"])
def test_lines_that_differ_by_a_number_that_counts_on_are_headings(label: str, end: str) -> None:
    heads = [label.format(n) for n in range(1, 4)]
    source = "\n\n".join(f"#[{head}]{end}{MILL}{end}{BRIDGE}" for head in heads)
    document = ingest(untagged(typeset(source)), "paper.pdf")
    assert [h.text for h in document.headings] == heads
    assert len(document.paragraphs) == 6


@LABELS
@pytest.mark.parametrize("name", ["rules.txt", "rules.html"])
def test_so_they_are_in_texts_and_web_pages(label: str, name: str) -> None:
    heads = [label.format(n) for n in range(1, 4)]
    lines = ["The rules of the mill", BRIDGE, *(line for head in heads for line in (head, MILL))]
    text = "".join(f"<p>{line}</p>" for line in lines) if name.endswith("html") else "\n\n".join(lines)
    document = ingest(text.encode(), name)
    assert [h.text for h in document.headings] == heads


def test_the_number_of_a_page_behind_that_of_its_part_is_one() -> None:
    feet = "#set page(height: 260pt, footer: context align(center)[B-#counter(page).display()])\n"
    document = read(feet + f"{MILL}\n\n{BRIDGE}\n\n" * 2)
    assert not [h.text for h in document.headings]
    assert not [t for t in texts(document) if "B-" in t]


@pytest.mark.parametrize("second", ["4 The slopes", "3.1 Clay"])
def test_the_number_of_a_section_is_none_of_a_house(second: str) -> None:
    document = read(f"= Soils of the terraces\n== 3 The valley floor\n{MILL}\n\n== {second}\n{BRIDGE}")
    assert [h.text for h in document.headings] == ["3 The valley floor", second]


def test_turned_text() -> None:
    document = read(f"{MILL}\n\n#place(bottom + right, rotate(-90deg, reflow: true)[Stamp 1412])\n\n{BRIDGE}")
    assert texts(document) == [MILL, BRIDGE]
    assert "E257" in [p.code for p in document.problems if "1412" in (p.found or "")]


def test_turned_text_of_every_page_is_of_none() -> None:
    stamp = f"#place(right, dx: 3em, rotate(-90deg, reflow: true, box(width: 16cm, text(8pt)[{BRIDGE}])))"
    document = read(f"#set page(foreground: [{stamp}])\n{MILL}\n#pagebreak()\n{MILL}")
    assert texts(document) == [MILL, MILL]
    assert BRIDGE[:30] in " ".join(d.text for d in document.dropped if d.rule == "turned-text")


def test_turned_page() -> None:
    writer = PdfWriter(
        clone_from=PdfReader(BytesIO(typeset(f"{MILL}\n\n#rotate(90deg, reflow: true, block(width: 12cm)[{BRIDGE}])")))
    )
    assert MILL in texts(ingest(written(writer), "paper.pdf"))
    for quarter in (90, 180, 270):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(typeset(f"{MILL}\n\n{BRIDGE}"))))
        writer.pages[0].rotate(quarter)
        assert texts(ingest(written(writer), "paper.pdf")) == [MILL, BRIDGE]


def test_numbers_of_lines_go_on_below_the_text() -> None:
    numbers = "".join(f"#place(dx: -4em, dy: {2 * n}em, box(width: 2em, align(right)[{n + 1}]))" for n in range(25))
    document = read(f"{numbers}#set par(leading: 1.35em, spacing: 1.35em)\n{MILL}")
    assert texts(document) == [MILL]
    assert [d.text for d in document.dropped if d.rule == "line-number"] == [str(n + 1) for n in range(25)]


def test_labels_beside_notes_at_a_foot_number_no_lines() -> None:
    called = " ".join(f"The mill was let for the {n}th time.#super[{n}]" for n in range(4, 10))
    said = ["Mill book.", f"County papers. {BRIDGE}", "Mill book again.", f"The same. {MILL}", "Deeds.", "Wills."]
    rows = ", ".join(f"[{n}], [{text}]" for n, text in enumerate(said, 4))
    notes = f"#set text(7pt)\n#grid(columns: (3.5em, 1fr), row-gutter: 0.7em, {rows})"
    document = read(f"= The mill\n{MILL}\n\n{called}\n\n{BRIDGE}\n\n{MILL}\n\n#v(1fr)\n{notes}")
    assert {label: note.text for label, note in document.notes.items()} == dict(zip("456789", said, strict=True))
    assert not [d for d in document.dropped if d.rule in ("line-number", "page-number") and d.text in "456789"]


def test_lines_of_contents_are_no_headings() -> None:
    rows = ("1. The mill", "2. The bridge", "2.1. Its arches", "3. The weir")
    lines = "\\\n".join(f"{row} #box(width: 1fr, repeat[.]) {2 * n + 1}" for n, row in enumerate(rows))
    document = read(f"= Mill and bridge\n*Contents*\n\n{lines}\n\n== 1. The mill\n{MILL}\n\n== 2. The bridge\n{BRIDGE}")
    assert [h.text for h in document.headings] == ["1. The mill", "2. The bridge"]
    assert texts(document) == [MILL, BRIDGE]


def test_headings_with_numbers_stay() -> None:
    pages = "\n#pagebreak()\n".join(f"*Rule {n}*\n\n{MILL}\n\n{BRIDGE}" for n in range(1, 5))
    document = read(f"= Rules of the weir\n{pages}")
    assert [h.text for h in document.headings] == [f"Rule {n}" for n in range(1, 5)]


def test_running_heads_go() -> None:
    document = read(
        "#set page(header: [Notes on Mills], footer: context [Page #counter(page).display()])\n"
        + "= Mills and bridges\n"
        + "\n\n".join([MILL, BRIDGE] * 12)
    )
    assert texts(document) == [MILL, BRIDGE] * 12


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_heads_of_left_and_right_pages_go() -> None:
    head = "context { let n = counter(page).get().first(); if calc.odd(n) [Mills of the weir #n] else [#n H. Sluice and A. Stone] }"
    document = read(f"#set page(header: align(center, {head}))\n" + "\n\n".join([MILL, BRIDGE] * 8))
    assert texts(document) == [MILL, BRIDGE] * 8
    assert not document.headings


def test_a_head_that_comes_once_goes_with_its_pages_number() -> None:
    head = (
        "context { let n = counter(page).get().first(); if n == 3 [#n #h(0.9em) MILL REVIEW, VOL. 7] "
        "else if n > 1 [THE WEIR #h(1fr) #n] }"
    )
    pages = "\n#pagebreak()\n".join(f"{MILL} That was {n}.\n\n{BRIDGE} That was {n}." for n in range(1, 6))
    document = read(f"#set page(height: 14cm, header: {head})\n= Mills of the weir\n{pages}")
    assert texts(document) == [f"{text} That was {n}." for n in range(1, 6) for text in (MILL, BRIDGE)]
    assert not document.headings


def test_the_one_day_in_the_margins_dates_a_text() -> None:
    text = "= Mills of the weir\n" + "\n\n".join([MILL, BRIDGE] * 6)
    head = "#set page(height: 14cm, header: [Weir Notes / January 14, 2011 / Vol. 60])"
    document = read(f"{head}\n{text}")
    assert document.date == "2011-01-14"
    assert '- {date: "2011-01-14"}' in [doubt.correction for doubt in document.doubts]
    assert read(f"{head}\n#set page(footer: [Seen on 3 May 2021])\n{text}").date is None
    assert read(f"{head}\n#set page(footer: [Set on 3 May 2021 at 16:21])\n{text}").date == "2011-01-14"


def test_tables_that_hold_more_than_the_text_are_not_its_measure() -> None:
    cells = ", ".join(f"[{TOWNS[n % 8]} {n}], [dry in {n} and wet in {n + 1}], [{n * 7}]" for n in range(60))
    indented = "#set par(first-line-indent: 1em, spacing: 0.65em, justify: true)"
    text = "\n\n".join([MILL, BRIDGE] * 4)
    document = read(f"{indented}\n{text}\n#pagebreak()\n#set text(8pt)\n{drawn(3, cells)}")
    assert [p.text for p in document.paragraphs if p.kind == "text"] == [MILL, BRIDGE] * 4


def test_raised_figures_with_a_comma_between_them_call_two_notes() -> None:
    notes = "\n\n".join(f"#super[{n}] See the roll of {town}, leaf {n}." for n, town in enumerate(TOWNS[:3], 1))
    text = f"{MILL}#super[1]\n\n{BRIDGE}#super[2,] #super[3]\n\n#text(8pt)[{notes}]"
    assert texts(read(text)) == [f"{MILL}[^1]", f"{BRIDGE}[^2], [^3]"]


def test_where_paragraphs_stand_below_gaps_a_short_line_ends_none() -> None:
    torn = f"It was paid in flour.\\\n{MILL}"
    data = untagged(typeset("\n\n".join([MILL, BRIDGE, torn, *[MILL, BRIDGE] * 4])))
    document = ingest(data, "paper.pdf")
    assert texts(document) == [MILL, BRIDGE, f"It was paid in flour. {MILL}", *[MILL, BRIDGE] * 4]


def test_a_courts_stamp_is_no_title() -> None:
    stamp = "#set page(header: place(top + center, dy: 10pt, text(20pt)[Case 21-800 #h(2em) Filed 11 May #h(2em) Page: 3 of 9]))"
    document = read(f"{stamp}\n= Order on the weir\n{MILL}\n\n{BRIDGE}")
    assert document.title == "Order on the weir"
    assert "running-head" in {d.rule for d in document.dropped}


def test_text_that_runs_askew_is_told() -> None:
    document = read(f"{MILL}\n\n#place(rotate(-50deg, text(40pt)[Draft of May]))\n\n{BRIDGE}")
    assert texts(document) == [MILL, BRIDGE]
    assert [p.found for p in document.problems if p.code == "E257"] == ["Draft of May"]


def test_items_that_hang() -> None:
    items = f"#grid(columns: (1em, 1fr), row-gutter: 0.65em, [1], [{MILL}], [2], [{BRIDGE}])"
    assert texts(read(f"#set par(justify: true)\n{BRIDGE}\n\n{items}")) == [BRIDGE, f"1 {MILL}", f"2 {BRIDGE}"]


def test_a_page_after_an_item_begins_a_paragraph() -> None:
    for width in range(300, 360, 6):  # some of them so that the item's last line is full
        document = read(f"#set page(width: {width}pt)\n{BRIDGE}\n- {MILL}\n#pagebreak()\n{OFFICE}")
        assert texts(document) == [BRIDGE, f"• {MILL}", OFFICE.strip()]


def test_what_stands_below_notes_is_none() -> None:
    notes = "#text(8pt)[#super[1] Of flour, dry.\n\n#v(2em)\nTable 1: What the mill ground.]"
    document = read(f"{MILL}#super[1]\n\n{BRIDGE}\n\n{MILL}\n\n{notes}")
    assert [n.text for n in document.notes.values()] == ["Of flour, dry."]
    assert [c.text for c in document.captions] == ["Table 1: What the mill ground."]


def test_a_table_with_heads_among_its_rows_is_one() -> None:
    rows = [[str(year), *(f"{year * k % 97},{year * k % 883 + 100}" for k in (3, 5, 7))] for year in range(1996, 2008)]
    cells = [f"[{cell}]" for row in rows for cell in row]
    cells[16:16] = ["[*Projected*]", "[]", "[]", "[]"]
    table = f"#grid(columns: (1fr, auto, auto, auto), column-gutter: 6em, row-gutter: 0.65em, align: right, {', '.join(cells)})"
    document = read(f"#set par(justify: true)\n{MILL}\n\n#align(left, {table[1:]})\n\n{BRIDGE}")
    assert [(p.kind, len(p.text.split())) for p in document.paragraphs if p.kind == "table"] == [("table", 49)]
    assert not document.headings


TOWNS = ["Ambleside", "Barrow", "Cartmel", "Dalton", "Egremont", "Furness", "Grange", "Hawkshead"]


def ranged(rows: int, columns: str = "(10em, 8em, 6em)") -> str:
    """A table that no line rules: names, what is said of them, figures."""
    cells = "".join(f"[{town}],[dry in {town[0]}],[{1800 + i}]," for i, town in enumerate(TOWNS[:rows]))
    return f"#grid(columns: {columns}, column-gutter: 3em, row-gutter: 0.65em, [Town],[Weather],[Year],{cells})"


@pytest.mark.parametrize("rows", [3, 8])
def test_rows_in_columns_are_a_table_without_lines(rows: int) -> None:
    document = read(f"#set par(justify: true)\n{MILL}\n\n{ranged(rows)}\n\n{BRIDGE}")
    (table,) = [p for p in document.paragraphs if p.kind == "table"]
    assert table.cells[0] == ("Town", "Weather", "Year")
    assert table.cells[-1] == (TOWNS[rows - 1], f"dry in {TOWNS[rows - 1][0]}", str(1799 + rows))
    assert len(table.cells) == rows + 1
    assert [MILL[:60], BRIDGE[:60]] == [p.text[:60] for p in document.paragraphs if p.kind == "text"]


def test_the_head_of_a_table_that_comes_again_heads_no_page() -> None:
    pages = "\n#pagebreak()\n".join(f"{ranged(8)}\n\n{text}" for text in (MILL, BRIDGE, MILL[:100] + "."))
    document = read(pages)
    assert [p.cells[0] for p in document.paragraphs if p.kind == "table"] == [("Town", "Weather", "Year")] * 3
    assert not [d for d in document.dropped if "Town" in d.text or "Ambleside" in d.text]


def drawn(columns: int, cells: str) -> str:
    return f"#table(columns: {columns}, stroke: 0.5pt, {cells})"


def test_a_drawn_tables_cells_are_told_by_its_lines() -> None:
    head = "table.cell(rowspan: 2)[Town], table.cell(colspan: 2)[Barley], [1850], [1900]"
    rows = f"[Barrow on the river], [{MILL[:120]}], [7], [Cartmel], [], [9], [Dalton], [dry], []"
    document = read(f"{MILL}\n\n{drawn(3, f'{head}, {rows}')}\n\n{BRIDGE}")
    assert [(p.kind, p.cells) for p in document.paragraphs if p.kind == "table"] == [
        (
            "table",
            (
                ("Town", "Barley"),
                ("", "1850", "1900"),
                ("Barrow on the river", MILL[:120].strip(), "7"),
                ("Cartmel", "", "9"),
                ("Dalton", "dry"),
            ),
        )
    ]
    assert [p.text for p in document.paragraphs if p.kind == "text"] == [MILL, BRIDGE]


def test_drawn_tables_side_by_side_stand_one_after_the_other() -> None:
    one, two = (
        drawn(2, ", ".join(f"[{town}], [{n * k}]" for k, town in enumerate(towns, 1)))
        for n, towns in ((7, TOWNS[:4]), (9, TOWNS[4:]))
    )
    document = read(f"{MILL}\n\n#grid(columns: 2, column-gutter: 3em, {one[1:]}, {two[1:]})\n\n{BRIDGE}")
    tables = [p.cells for p in document.paragraphs if p.kind == "table"]
    assert tables == [
        tuple((town, str(n * k)) for k, town in enumerate(towns, 1)) for n, towns in ((7, TOWNS[:4]), (9, TOWNS[4:]))
    ]


def test_a_table_between_lines_across_two_columns_is_torn_by_none() -> None:
    rows = ", ".join(f"[{town}], [{1800 + k}], [dry in {town}], [{k}]" for k, town in enumerate(TOWNS[:6]))
    line = "grid.hline(stroke: 0.5pt)"
    table = f"#grid(columns: (1fr, 1fr, 1fr, 1fr), column-gutter: 3em, row-gutter: 0.65em, {line}, {rows}, {line})"
    text = f"#set par(justify: true)\n#columns(2)[{MILL} {BRIDGE} {MILL} {BRIDGE} #colbreak() {BRIDGE} {MILL} {BRIDGE} {MILL}]"
    document = read(f"#block(height: 9cm)[{text}]\n\n{table}")
    (found,) = [p for p in document.paragraphs if p.kind == "table"]
    assert found.cells == tuple((town, str(1800 + k), f"dry in {town}", str(k)) for k, town in enumerate(TOWNS[:6]))


def test_rows_that_no_line_parts_are_told_by_their_figures() -> None:
    stack = [" \\\\ ".join(column) for column in (TOWNS[:5], [str(1800 + k) for k in range(5)])]
    document = read(
        f"{MILL}\n\n{drawn(2, f'[Town], [Year], [{stack[0]}], [{stack[1]}]')}\n\n{BRIDGE}".replace("\\\\", "\\")
    )
    (table,) = [p for p in document.paragraphs if p.kind == "table"]
    assert table.cells == (("Town", "Year"), *((town, str(1800 + k)) for k, town in enumerate(TOWNS[:5])))


def test_a_frame_around_a_table_and_words_above_it_are_none_of_its_rows() -> None:
    inner = drawn(2, "[Town], [Year], [Barrow], [1850], [Cartmel], [1851]")
    document = read(f"{BRIDGE}\n\n#rect(width: 100%)[{MILL}\n\n{inner}]\n\n{BRIDGE}")
    assert [(p.kind, p.cells or p.text) for p in document.paragraphs] == [
        ("text", BRIDGE),
        ("text", MILL),
        ("table", (("Town", "Year"), ("Barrow", "1850"), ("Cartmel", "1851"))),
        ("text", BRIDGE),
    ]


FIRST, SECOND = "The miller kept the only copy.", "It was the third flood in nine years."


def ruled(text: str, *notes: str) -> str:
    """A page with notes in the text's own size below a short rule."""
    foot = "\n\n".join(f"#h(2em)#super[{n}]{note}" for n, note in enumerate(notes, 1))
    return f"{text}\n\n#place(bottom)[#line(length: 30%)\n{foot}]"


def test_notes_in_the_texts_own_size_are_told_by_the_rule_above_them() -> None:
    notes = [f"{MILL[:140]} It was so in {town}." for town in TOWNS[:3]]
    pages = "\n#pagebreak()\n".join(
        f"{MILL}#super[{n}]\n\n{BRIDGE}#place(bottom)[#line(length: 30%)\n#h(2em)#super[{n}]{note}]"
        for n, note in enumerate(notes, 1)
    )
    document = read(f"#set page(height: 14cm)\n#set par(leading: 1.4em)\n{pages}")
    assert {label: note.text for label, note in document.notes.items()} == dict(zip("123", notes, strict=True))
    assert " ".join(texts(document)) == " ".join(f"{MILL}[^{n}] {BRIDGE}" for n in "123")


def test_a_rule_that_underlines_or_parts_heads_no_notes() -> None:
    lines = f"#line(length: 30%)\n1. {MILL}\n\n#underline[2. The bridge]\n\n{BRIDGE}"
    document = read(f"{BRIDGE}\n\n{lines}")
    assert not document.notes


def test_brackets_call_none_of_the_notes_that_raised_figures_call() -> None:
    text = f"{MILL}#super[1] Column [1] of the table, less column [2], gives the rest.\n\n{BRIDGE}#super[2]"
    text += "\n\n".join(f" {word.capitalize()} stood beside it.#super[{n}]" for n, word in enumerate("abcd", 3))
    document = read(ruled(text, *(f"{FIRST[:-1]} of {n}." for n in range(1, 7))))
    assert "Column [1] of the table, less column [2], gives" in document.paragraphs[0].text
    assert set(document.notes) == {"1", "2", "3", "4", "5", "6"}


def test_a_letter_that_is_a_name_begins_no_word() -> None:
    text = f"R issued a notice to the miller in the spring of that year and again in the autumn, and {MILL}"
    assert texts(read(f"{BRIDGE} The county is called R here.\n\n{text}"))[1] == text


def test_the_short_last_line_of_an_inset_quotation_is_part_of_it() -> None:
    quoted = f"#pad(x: 6em)[{MILL} Nobody came.]"
    document = read(f"#set par(justify: true)\n{BRIDGE}\n\n{quoted}\n\n{BRIDGE}")
    assert texts(document) == [BRIDGE, f"{MILL} Nobody came.", BRIDGE]


def test_a_bullet_larger_than_its_item_tears_it_not() -> None:
    items = "\n".join(f"- {text}" for text in (MILL, BRIDGE, MILL))
    document = read(
        f"#set list(body-indent: 1.5em, marker: text(14pt, baseline: 1pt)[•])\n{BRIDGE}\n\n{items}\n\n{BRIDGE}"
    )
    assert [(p.kind, p.text[:30]) for p in document.paragraphs if p.kind == "item"] == [
        ("item", f"• {text}"[:30]) for text in (MILL, BRIDGE, MILL)
    ]
    assert len(document.paragraphs) == 5


def test_bold_items_above_paragraphs_are_headings() -> None:
    asked = ("What is a weir?", "Who owns the bridge below it?", "May the river be led away?")
    parts = "\n\n".join(
        f"#enum(start: {n}, numbering: n => strong[#n)], [*{text}*])\n\n{MILL}" for n, text in enumerate(asked, 1)
    )
    document = read(f"#text(20pt)[On Floods]\n\n{BRIDGE}\n\n{parts}")
    assert [h.text for h in document.headings] == [f"{n}) {text}" for n, text in enumerate(asked, 1)]


def test_headings_at_the_top_of_pages_stay() -> None:
    heads = ("How to avoid the flood", "What the county must do with its dams", "Where to write to")
    pages = "\n#pagebreak()\n".join(f"#text(14pt)[*{head}*]\n\n{MILL}\n\n*It is so*\n\n{BRIDGE}" for head in heads)
    document = read(f"#align(center)[#text(22pt)[On Floods]]\n\n{BRIDGE}\n#pagebreak()\n{pages}")
    assert [h.text for h in document.headings if h.text != "It is so"] == list(heads)


def test_a_place_among_headings_is_no_byline() -> None:
    short = "Nobody came to look at it. The clerk wrote so."
    parts = "\n#pagebreak()\n".join(
        f"#text(14pt)[*{place}*]\n\n#text(12pt)[*Seen*]\n\n{short}\n\n#text(12pt)[*To do*]\n\n{short}"
        for place in ("Felton", "Anna Mola", "Ostrey")
    )
    found = reading.read(typeset(f"#text(22pt)[*On Floods*]\n\n{parts}"), "floods.pdf")
    heads = [found.text[b.start : b.end] for b in found.blocks if b.kind == "heading" and b.level == 2]
    assert heads == ["Felton", "Anna Mola", "Ostrey"]


def test_a_page_broken_off_by_hand_ends_its_paragraph() -> None:
    for width in range(300, 360, 6):  # some of them so that the last line is full
        document = read(
            f"#set page(width: {width}pt, height: 20cm)\n{MILL}\n\n{BRIDGE}\n#pagebreak()\n{OFFICE}\n\n{MILL}\n\n{BRIDGE}\n\n{MILL}"
        )
        assert texts(document) == [MILL, BRIDGE, OFFICE.strip(), MILL, BRIDGE, MILL]


def test_boxes_joined_by_lines_are_no_table() -> None:
    boxes = "".join(
        f"#place(dx: {x}pt, dy: {y}pt, rect(width: 90pt, height: 30pt)[{TOWNS[n]}])"
        for n, (x, y) in enumerate(((150, 0), (0, 90), (150, 90), (300, 90)))
    )
    lines = "#place(dx: 195pt, dy: 30pt, line(end: (0pt, 60pt)))#place(dx: 45pt, dy: 60pt, line(end: (300pt, 0pt)))"
    lines += "".join(f"#place(dx: {x}pt, dy: 60pt, line(end: (0pt, 30pt)))" for x in (45, 345))
    document = read(f"{MILL}\n\n#block(height: 140pt)[{boxes}{lines}]\n\n{BRIDGE}")
    assert not [p for p in document.paragraphs if p.kind == "table"]
    assert {MILL, BRIDGE} <= set(texts(document))


def test_a_drawing_of_many_lines_is_read_in_no_time() -> None:
    lines = "#for i in range(1500) { place(dx: i * 0.1pt, line(end: (0pt, 90pt))); place(dy: i * 0.06pt, line(end: (150pt, 0pt))) }"
    data = typeset(f"{MILL}\n\n#block(height: 100pt)[{lines}]\n\n{BRIDGE}")
    start = time.process_time()
    document = ingest(data, "paper.pdf")
    assert time.process_time() - start < 1.5
    assert texts(document) == [MILL, BRIDGE]


def test_paths_of_many_segments_are_read_in_no_time() -> None:
    zigzag = ", ".join(f"({n * 0.2}pt, {n % 2 * 5}pt)" for n in range(399))
    draw = f"#let zigzag = curve(stroke: 0.1pt, curve.move((0pt, 0pt)), ..({zigzag},).map(curve.line))"
    data = typeset(f"{draw}\n{MILL}\n\n#for i in range(900) {{ place(dy: i * 0.1pt, zigzag) }}\n#v(120pt)\n{BRIDGE}")
    before, start = counting(), time.process_time()
    document = ingest(data, "paper.pdf")
    assert time.process_time() - start < 10 * max(before, counting())
    assert texts(document) == [MILL, BRIDGE]


def test_lines_that_cut_words_part_no_cells() -> None:
    cross = "#place(dx: 31%, line(end: (0pt, 110pt)))#place(dy: 35pt, line(end: (100%, 0pt)))"
    cross += "#place(dy: 78pt, line(end: (100%, 0pt)))"
    text = " ".join([MILL, BRIDGE] * 2)
    document = ingest(untagged(typeset(f"{cross}{text}")), "paper.pdf")
    assert texts(document) == [text]


def test_columns_of_prose_are_no_table() -> None:
    document = read(
        f"#set page(columns: 3, margin: 1.5cm)\n#set text(9pt)\n{MILL} {BRIDGE}\n\n{BRIDGE}\n\n{MILL} {MILL}"
    )
    assert {p.kind for p in document.paragraphs} == {"text"}


def test_the_parties_of_a_case_stand_apart_from_its_number() -> None:
    left = ["ELIZA WEIR,", "#h(2em) Appellant,", "#h(2em) v.", "COUNTY OF SLUICE,", "#h(2em) Respondent."]
    right = ["No. 18-402", "Appeal from the court", "of the lower county", "Judge Amos Reed", "Filed: May 3, 2019"]
    rows = "".join(f"[{a}],[)],[{b}]," for a, b in zip(left, right, strict=True))
    head = f"#grid(columns: (14em, 4em, auto), row-gutter: 0.65em, {rows})"
    document = read(f"#align(center)[#text(16pt)[In the Court of the River]]\n\n{head}\n\n{MILL}\n\n{BRIDGE}")
    said = " ".join([*texts(document), *(h.text for h in document.headings), *(m.value for m in document.metadata)])
    assert document.date == "2019-05-03"
    assert ") No." not in said
    assert "\t" not in said
    assert [(d.rule, d.text.split()) for d in document.dropped if ")" in d.text] == [("separators", [")"] * 5)]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "ELIZA WEIR, Petitioner v.\n\nCOUNTY OF SLUICE, Respondent",
            "ELIZA WEIR, Petitioner v. COUNTY OF SLUICE, Respondent",
        ),
        (
            "Eliza Weir,\n\n#align(right)[_Plaintiff---Appellant_,]\n\nversus\n\nCounty of Sluice; Weir and Mill\n\nCompany,"
            "\n\n#align(right)[_Defendants---Appellees_.]",
            "Eliza Weir, Plaintiff—Appellant, versus County of Sluice; Weir and Mill Company, Defendants—Appellees.",
        ),
    ],
)
def test_the_parties_of_a_case_are_its_title_and_the_court_is_not(head: str, title: str) -> None:
    court = (
        "#align(center)[#text(16pt)[United States Court of Appeals]\n\nfor the Fifth Circuit]\n\nFILED\n\nMay 3, 2019"
    )
    document = read(f"{court}\n\n{head}\n\n{MILL} {MILL}\n\n{BRIDGE}")
    assert (document.title, document.date) == (title, "2019-05-03")
    assert "United States Court of Appeals" in [m.value for m in document.metadata if m.field == "publisher"]


def test_the_fifth_part_of_a_contents_is_no_case() -> None:
    entries = " \\ ".join(
        f"{n}. {town} #box(width: 1fr, repeat[.]) {k}"
        for k, (n, town) in enumerate(zip(("III", "IV", "V"), TOWNS, strict=False), 3)
    )
    document = read(f"#text(20pt)[On Floods]\n\n*Contents*\n\n{entries}\n#pagebreak()\n{MILL} {MILL}\n\n{BRIDGE}")
    assert document.title == "On Floods"


def test_signs_that_touch_what_stands_behind_them_part_the_head_of_a_case() -> None:
    left = ["Eliza Weir", "", "v.", "", "County of Sluice", ""]
    right = [") Docket No. 18-402", ")", ") State File No. 9", ")", ")", ")"]
    rows = "".join(f"[{a}],[{b}]," for a, b in zip(left, right, strict=True))
    document = read(f"#grid(columns: (14em, auto), row-gutter: 0.65em, {rows})\n\n{MILL} {MILL}\n\n{BRIDGE}")
    assert document.title == "Eliza Weir v. County of Sluice"
    assert texts(document) == [f"{MILL} {MILL}", BRIDGE]


def test_a_letter_is_titled_by_its_subject_and_not_by_whom_it_addresses() -> None:
    lines = ["January 19, 2023", "Mr. Amos Reed", "Clerk of the Weir", "Court of the River", "Reed Courthouse"]
    head = " \\ ".join(lines)
    document = read(
        f"{head}\n\nTo: Amos Reed\n\nRe: The flood of the ninth winter\n\nDear Mr. Reed,\n\n{MILL}\n\n{BRIDGE}"
    )
    assert document.title == "The flood of the ninth winter"
    assert document.byline == ()
    assert texts(document) == ["Dear Mr. Reed,", MILL, BRIDGE]


def test_a_heading_below_a_table_is_none_of_its_rows() -> None:
    cells = ", ".join(f"[{year}], [{year * 3}], [{year * 5}]" for year in range(1996, 2004))
    table = f"#grid(columns: (auto, auto, auto), column-gutter: 6em, row-gutter: 0.65em, {cells})"
    document = read(f"{MILL}\n\n{table}\n\n#text(weight: 700)[5.2 #h(1em) Quantitative Results]\n\n{BRIDGE}")
    assert [h.text for h in document.headings] == ["5.2 Quantitative Results"]


def test_captions_without_a_stop() -> None:
    document = read(f"{MILL}\n\n#text(9pt)[*Figure 2* #h(1em) The weir in the spring of the flood.]\n\n{BRIDGE}")
    assert [c.text for c in document.captions] == ["Figure 2 The weir in the spring of the flood."]
    assert texts(document) == [MILL, BRIDGE]


def test_attachment_and_comment() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(typeset(f"{MILL}\n\n{BRIDGE}"))))
    writer.add_attachment("weir.csv", b"year,flow\n")
    writer.add_annotation(0, FreeText(text="Is this the old weir?", rect=RectangleObject((50, 50, 200, 80))))
    said = [f"{p.message} {p.found}" for p in ingest(written(writer), "paper.pdf").problems if p.code == "E258"]
    assert any("weir.csv" in text for text in said)
    assert any("Is this the old weir?" in text for text in said)


def test_a_file_pinned_to_a_page_is_told() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(typeset(f"{MILL}\n\n{BRIDGE}"))))
    held = StreamObject()
    held.set_data(b"year,flow\n")
    name = {NameObject("/Type"): NameObject("/Filespec"), NameObject("/F"): TextStringObject("flow.csv")}
    held_as = DictionaryObject({NameObject("/F"): writer._add_object(held)})
    file = DictionaryObject({**name, NameObject("/UF"): TextStringObject("flow.csv"), NameObject("/EF"): held_as})
    pin = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FileAttachment"),
                            NameObject("/Rect"): RectangleObject((50, 50, 70, 70)), NameObject("/FS"): file})  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(pin)])
    said = [f"{p.message} {p.found}" for p in ingest(written(writer), "paper.pdf").problems if p.code == "E258"]
    assert any("attached" in text and "flow.csv" in text for text in said)


def test_what_comes_again_in_the_middle_of_pages_is_no_margin() -> None:
    steps = "Write to the board within thirty days.\n\nKeep a copy of the letter."
    parts = [
        f"= Part {name}\n{text}\n\n#v(2em)\n{steps}\n" for name, text in zip("ABC", (MILL, BRIDGE, MILL), strict=True)
    ]
    document = read(
        "#set page(height: 20cm, footer: align(center)[Page #context counter(page).display()])\n"
        + "#pagebreak()\n".join(parts)
    )
    assert not [d.text for d in document.dropped if "board" in d.text or "copy" in d.text]


def test_drawn_twice() -> None:
    document = read(f"{BRIDGE}\n\n#place(dx: 0.2pt)[{MILL}]#place[{MILL}]")
    assert texts(document) == [BRIDGE, MILL]


def test_garbled_font() -> None:
    plain = Counter(c for c in f"{MILL} {BRIDGE}".lower() if not c.isspace())
    shifted = Counter({chr(ord(c) + 1) if c.isalpha() else c: n for c, n in plain.items()})
    assert not is_garbled(plain)
    assert is_garbled(shifted)
    assert is_garbled(Counter({"\ufffd": 50, "a": 50}))
    assert is_garbled(Counter({"a": 20, "д": 20, "ʤ": 5, "క": 20, "ೌ": 5, "ଋ": 20, "ጀ": 20}))
    assert not is_garbled(Counter({"水": 60, "の": 40, "カ": 20, "a": 20}))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 300), st.integers(0, 60)), max_size=60))
def test_zones_lose_nothing(boxes: list[tuple[int, int, int]]) -> None:
    pieces = [
        Line(word, [0] * len(word), [False] * len(word), [False] * len(word), x, x + wide, 12.0 * y, 10.0, 1)
        for n, (x, wide, y) in enumerate(boxes)
        for word in [f"word{n}"]
    ]
    found = [w for zone in zones_of([pieces])[0] for line in zone.lines for w in line.text.split()]
    assert sorted(found) == sorted(f"word{n}" for n in range(len(boxes)))


def drawing(forms: dict[int, list[int]]) -> bytes:
    """A PDF whose forms (by object number) each draw others."""
    font = "/Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    parts = [
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        f"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</F5 5 0 R>>{font}>>>>\nendobj\n",
    ]
    streams = {4: ("", "/F5 Do BT /A 12 Tf 20 200 Td (A weir and a mill.) Tj ET")}
    for number, drawn in forms.items():
        names = "".join(f"/F{n} {n} 0 R" for n in sorted(set(drawn)))
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<<{names}>>{font}>>"
        streams[number] = (head, " ".join(f"/F{n} Do" for n in drawn) + " BT /A 12 Tf 20 100 Td (Stone.) Tj ET")
    for number, (head, body) in streams.items():
        parts.append(f"{number} 0 obj\n<<{head}/Length {len(body)}>>stream\n{body}\nendstream\nendobj\n")
    return ("".join(parts) + "trailer<</Root 1 0 R>>\n%%EOF").encode()


def test_forms_without_end() -> None:
    start = time.monotonic()
    for forms in ({5: [5, 5]}, {5: [6, 6], 6: [5, 5]}, {n: [n + 1, n + 1] for n in range(5, 30)} | {30: []}):
        assert [p.code for p in ingest(drawing(forms), "paper.pdf").problems] == ["E202"]
    assert "A weir and a mill." in " ".join(texts(ingest(drawing({5: [6, 6], 6: []}), "paper.pdf")))
    assert time.monotonic() - start < 5


def test_tags_tell() -> None:
    quiet = '#show heading: set text(size: 1em, weight: "regular")\n'
    source = f"{quiet}= On mills\n{MILL}\n\n== Below the weir\n{BRIDGE}\n\n- Stone and flour\n- Flour and stone"
    document = read(source)
    assert "Below the weir" in [h.text for h in document.headings]
    assert [p.text for p in document.paragraphs if p.kind == "item"] == ["• Stone and flour", "• Flour and stone"]


def test_shifted_letters() -> None:
    def sheet(text: str) -> Sheet:
        kind = Type(12.0, False, False, 0, "abcdef+sans")
        return Sheet(
            1, 600.0, 800.0, [Glyph(c, 7.0 * i, 7.0 * i + 7, 100.0, 12.0, kind) for i, c in enumerate(text)], 0.0
        )

    shifted, plain = sheet("".join(chr(ord(c) - 29) for c in "Weir (3 May 1412)")), sheet("Weir (3 May 1412)")
    set_right(shifted)
    set_right(plain)
    assert [g.char for g in shifted.glyphs if g] == [g.char for g in plain.glyphs if g] == list("Weir (3 May 1412)")


def test_letters_in_pairs() -> None:
    kind = Type(12.0, False, False, 0, "abcdef+gost")
    paired = [c if c.isascii() else c.encode().decode("utf-16-be") for c in "Лист 4, масса"]
    glyphs = [Glyph(c, 7.0 * i, 7.0 * i + 7, 100.0, 12.0, kind) for i, c in enumerate(paired)]
    set_right(Sheet(1, 600.0, 800.0, list(glyphs), 0.0))
    assert "".join(g.char for g in glyphs) == "Лист 4, масса"


def test_scans_are_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(typeset(MILL))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    path, problem = recognised(scan, tmp_path)
    assert path == scan
    assert problem is not None
    assert problem.code == "E244"
    program = tmp_path / "ocrmypdf"
    program.write_text('#!/bin/sh\nfor out; do :; done\ncp "$3" "$out"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    folder = tmp_path / "recognised"
    folder.mkdir()
    path, problem = recognised(scan, folder)
    assert problem is None
    assert path.parent == folder
    assert path.read_bytes() == scan.read_bytes()


def test_text_that_comes_again_stays() -> None:
    page = f"{MILL}\n\n{BRIDGE}"
    assert texts(read(f"{page}\n#pagebreak()\n{page}\n#pagebreak()\n{page}")) == [MILL, BRIDGE] * 3


OFFICE = (
    "The office found a different officer efficient, and the first effort of the staff was to define affairs afresh. "
    "Their final offer differs: it affords flax, flour and coffee to fifty families, and a firm staff for the fields. "
    "This is the sufficient effect of the fifth affidavit, which no official has offered to file before."
)


def lettered(data: bytes) -> tuple[bytes, int]:
    """A PDF whose fonts call each ligature by its last letter, and how many fonts do."""
    writer = PdfWriter(clone_from=BytesIO(data))
    changed = 0
    for item in list(writer._objects):
        if isinstance(item, StreamObject) and b"beginbfchar" in (table := item.get_data()):
            item.set_data(
                re.sub(rb"(<[0-9A-Fa-f]{4}>\s+<)(?:00[0-9A-Fa-f]{2}){1,2}(00[67][0-9A-Fa-f]>)", rb"\1\2", table)
            )
            changed += item.get_data() != table
    made = BytesIO()
    writer.write(made)
    return made.getvalue(), changed


def test_ligatures_called_by_one_letter_are_written_out() -> None:
    whole = typeset(f"= On the staff\n{OFFICE}")
    broken, changed = lettered(whole)
    assert changed
    plain = pdfium.PdfDocument(broken)[0].get_textpage().get_text_range()
    assert "ofice" in plain or "ofce" in plain or "oice" in plain
    document = ingest(broken, "paper.pdf")
    assert texts(document) == texts(ingest(whole, "paper.pdf"))
    assert OFFICE in texts(document)
    assert [p.code for p in document.problems if p.code == "E266"]


def test_wide_letters_that_are_letters_stay() -> None:
    document = ingest(typeset(f"= On the mill\n{MILL}\n\n#text(stretch: 100%)[*{BRIDGE}*]"), "paper.pdf")
    assert not [p for p in document.problems if p.code == "E266"]
    wide = [
        letter(char, 1.4 if char == "i" and n % 2 else 1.0, n) for n, char in enumerate("in it is in it is in " * 3)
    ]
    sheet = Sheet(1, 600, 800, list(wide), 0.0)
    assert write_out(sheet) == Counter()
    assert "".join(g.char for g in sheet.glyphs if g) == "in it is in it is in " * 3


def letter(char: str, wide: float, n: int) -> Glyph:
    return Glyph(char, 10.0 * n, 10.0 * n + 5 * wide, 700.0, 10.0, Type(10.0, False, False, 0, "face"))


def test_fonts_that_give_no_letters_are_told() -> None:
    shown = b"".join(b"BT /F1 12 Tf 1 0 0 1 72 %d Tm <0102> Tj ET\n" % (700 - 8 * i) for i in range(60))
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%sendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type0/BaseFont/Mute/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Mute/FontDescriptor 7 0 R/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/Mute/Flags 4/FontBBox[0 0 9 9]/ItalicAngle 0/Ascent 8/Descent -2/StemV 8>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    document = ingest(b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R/Size 8>>\n%%EOF\n", "mute.pdf")
    found = [(p.found, p.line) for p in document.problems if p.code == "E259"]
    assert found == [("60 of 60 pieces of text", 1)]


TITLE = "The Slow Flood of the River Sluice below the Old Weir"


@pytest.mark.parametrize(
    "front",
    [
        f"#text(15pt)[R E S EAR CH N O TE Open]\n\n#text(17pt)[*{TITLE}*]\n\nAmos Reed",
        "#align(center)[#text(24pt)[The Slow Flood of]#v(16pt)#text(24pt)[the River Sluice]#v(16pt)"
        "#text(24pt)[below the Old Weir]#v(9pt)#text(14pt)[Amos Reed #h(3em) Eliza Weir]\n\n#text(14pt)[May 3, 1901]]",
        f"#align(center)[#text(16pt)[*ON MILLS* \\ *{TITLE.upper()} AND THE BRIDGES BELOW IT*]]\n\nAmos Reed",
        f"#text(14pt)[I]\n\n#text(18pt)[REPORTS]\n\n*Report No 7/1901 of the Clerks {TITLE}*\n\n*of 3 May 1901*\n\n*on the mills below it*",
    ],
    ids=["banner", "lines of one face", "centred", "class of a journal of record"],
)
def test_the_title_is_what_its_type_sets_apart(front: str) -> None:
    text = "\n\n".join([f"{MILL} {MILL}", BRIDGE] * 4)
    document = ingest(untagged(typeset(f"{front}\n\n#set align(left)\n{text}")), "paper.pdf")
    assert TITLE.casefold() in (document.title or "").casefold()


def test_what_stands_on_a_cover_and_above_its_text_is_the_title() -> None:
    text = f"*The mill*\n\n{MILL} {MILL}\n\n*The bridge*\n\n{BRIDGE}\n\n" * 2
    extract = reading.read(
        untagged(typeset(f"*{TITLE}*\n\nSpeech by Amos Reed\n#pagebreak()\n*{TITLE}*\n\n{text}")), "paper.pdf"
    )
    assert [b.kind for b in extract.blocks][:3] == ["title", "text", "heading"]


def test_a_sign_alone_is_no_title() -> None:
    assert read(f"#align(center)[#text(20pt)[∗]]\n\n{MILL} {MILL}\n\n{BRIDGE}").title is None


MARKED = "#align(center)[Ada Sluice#super[1,]\\*, Bo van Ratchet#super[2], Cem Wheel#super[1], Dora Paddle#super[1,2], Emil Gear#super[2], Fay#h(1fr)~\\ Hopper#super[2], G.Lock#super[1], and Hal Weir#super[2]]"
PEOPLE = ("Ada Sluice", "Bo van Ratchet", "Cem Wheel", "Dora Paddle", "Emil Gear", "Fay Hopper", "G.Lock", "Hal Weir")


def test_names_with_marks_of_where_they_work_are_the_byline() -> None:
    bodies = "#align(center)[#super[1]Department of Weirs, Lower Forge \\ #super[2]Laboratory for Sluices, Upper Forge]"
    names = MARKED.replace("#h(1fr)~", "")
    document = read(
        f"#align(center)[#text(17pt)[Sacks at the upper lock]]\n\n{names}\n\n{bodies}\n\n{MILL}\n\n{BRIDGE}"
    )
    assert document.byline == PEOPLE
    assert texts(document) == [MILL, BRIDGE]


@pytest.mark.parametrize("count", [2, 4])
def test_people_above_columns_are_read_before_them(count: int) -> None:
    names = ["Ada Sluice", "Bo Ratchet", "Cem Wheel", "Dora Paddle"][:count]
    cells = ", ".join(f'[#align(center)[{n} \\ Forge Works \\ #{{"{n[:2]}@forge.example"}} #v(4pt)]]' for n in names)
    body = f"#columns(2, gutter: 8mm)[{MILL}\n\n{BRIDGE}\n\n{MILL}\n\n{BRIDGE}]"
    document = read(
        f"#set par(justify: true)\n#align(center)[#text(17pt)[Sacks at the upper lock]]\n\n#grid(columns: 2, {cells})\n\n{body}"
    )
    assert document.byline == tuple(names)
    assert not document.headings


def test_an_accent_that_is_drawn_as_a_sign_of_its_own_belongs_to_its_letter() -> None:
    type_ = Type(10.0, False, False, 0)
    drawn = [("G", 0), ("r", 5), ("´", 10), ("e", 10), ("g", 15), ("c", 20), ("¸", 20), ("~", 30)]
    glyphs = [Glyph(char, x, x + 5.0, 700.0, 10.0, type_) for char, x in drawn]
    assert [line.text for line in pieces_of(Sheet(1, 600.0, 800.0, [*glyphs], 0.0))] == ["Grégç ~"]


def test_a_foot_that_counts_two_pages_from_the_first_is_none_of_the_text() -> None:
    foot = "#set page(footer: context align(center)[Statement of the upper miller - #counter(page).display()])\n"
    document = read(foot + f"{MILL}\n\n{BRIDGE}\n\n#pagebreak()\n{MILL}\n\n{BRIDGE}")
    assert document.headings == ()
    assert {d.rule for d in document.dropped if "Statement" in d.text} == {"running-foot"}
    assert not [t for t in texts(document) if "Statement" in t]


def test_pieces_of_a_line_that_touch_have_no_space_between_them() -> None:
    one, other = (
        Line("m", [0], [False], [False], 10.0, 18.0, 700.0, 11.0, 1),
        Line("3", [1], [False], [False], 18.1, 22.0, 701.0, 7.0, 1),
    )
    assert [line.text for zone in zones_of([[one, other]])[0] for line in zone.lines] == ["m3"]


def test_heads_and_numbers_beside_the_text_are_none_of_it() -> None:
    side = (
        "#set page(height: 12cm, margin: (left: 4cm, rest: 2cm), background: context "
        "[#place(top + left, dx: 1cm, dy: 3cm)[WM] #place(top + left, dx: 1cm, dy: 4.5cm)[#(counter(page).get().first() + 40)]])\n"
    )
    pages = "\n#pagebreak()\n".join(f"{MILL} That was {n}.\n\n{BRIDGE} That was {n}." for n in range(1, 5))
    document = ingest(untagged(typeset(f"{side}{pages}")), "paper.pdf")
    assert texts(document) == [f"{text} That was {n}." for n in range(1, 5) for text in (MILL, BRIDGE)]
    assert not document.headings
    assert {d.rule for d in document.dropped} == {"running-head", "page-number"}


def test_lines_of_contents_in_small_type_are_no_notes() -> None:
    more = f"{MILL}\n\n{BRIDGE}\n\n" * 4
    rows = ("1. The mill", "2. The bridge", "3. The weir")
    lines = "#v(16pt)\n\n".join(f"{row} #box(width: 1fr, repeat[.]) {2 * n + 1}" for n, row in enumerate(rows))
    front = f"#set text(12pt)\n= Mill and bridge\n#v(16pt)\n#text(10pt)[{lines}]\n#pagebreak()\n"
    document = ingest(
        untagged(
            typeset(f"{front}== 1. The mill\n{MILL}\n\n== 2. The bridge\n{more}{BRIDGE}#footnote[The county holds it.]")
        ),
        "paper.pdf",
    )
    assert {label: note.text for label, note in document.notes.items()} == {"1": "The county holds it."}
    assert texts(document) == [MILL, *[MILL, BRIDGE] * 4, f"{BRIDGE}[^1]"]


def test_sentences_behind_bullets_are_items_whatever_their_size() -> None:
    big = "#text(15pt)[• grain is to be weighed in the presence of two neighbours, who sign for the sacks on the day that it is brought to the upper mill;]\n\n*• Nobody is to be asked twice.*"
    document = ingest(untagged(typeset(f"{MILL}\n\n{big}\n\n{BRIDGE}")), "paper.pdf")
    assert not document.headings
    assert any(p.text.startswith("• grain is to be weighed") for p in document.paragraphs)


def test_authors_side_by_side_above_one_address_are_two() -> None:
    rows = ["Sacks at the Upper Lock", "Ada Sluice\tBo Ratchet", "Department of Weirs\tOffice of Locks"]
    size = [len(row) for row in rows]
    lines = [
        Line(t, [0] * n, [False] * n, [False] * n, 90.0, 400.0, 700.0, 11.0, 1) for t, n in zip(rows, size, strict=True)
    ]
    entries = [Entry(Piece([line], "text")) for line in lines]
    name_headings(entries, measured([lines]))
    found = [line.text for e in entries if e.piece for line in e.piece.lines]
    assert found == ["Sacks at the Upper Lock", "Ada Sluice", "Bo Ratchet", "Department of Weirs\tOffice of Locks"]


def test_a_numeral_centred_above_a_paragraph_is_its_heading_though_tags_hold_both() -> None:
    set_ = "#set par(justify: true, first-line-indent: 1.5em)\n"
    source = "\n\n".join(
        f"#h(-1.5em)#box(width: 1fr, align(center)[{n}]) \\ #h(1.5em){MILL}\n\n{BRIDGE}" for n in ("I", "II", "III")
    )
    document = read(f"{set_}= Two mills\n{MILL}\n\n{source}")
    assert [h.text for h in document.headings] == ["I", "II", "III"]
    assert texts(document)[1:3] == [MILL, BRIDGE]


def test_tags_that_end_within_a_sentence_part_no_paragraph() -> None:
    set_ = "#set par(justify: true, first-line-indent: 1.5em, spacing: 0.65em)\n"
    cut = "#par(first-line-indent: 0pt)[the keeper of the upper lock, who counted sacks of every barge, is named in Smith v. Weir, 482 #linebreak(justify: true)]#par(first-line-indent: 0pt)[U. S. 124, and nobody asked what it was that he had counted.]"
    document = read(f"{set_}= Two mills\n" + f"{MILL}\n\n{BRIDGE}\n\n" * 3 + f"{cut}\n\n{MILL}")
    assert any("482 U. S. 124, and nobody" in text for text in texts(document))


def test_brackets_that_cite_a_list_of_works_call_no_notes() -> None:
    works = "\n\n".join(
        f"[{n}] Sluice A (19{n + 60}) Weirs of the county. Forge Press, {n} pages." for n in range(1, 7)
    )
    cites = " ".join(f"The gate that Sluice drew was built in the year of the {n}th flood [{n}]." for n in range(1, 7))
    document = read(
        f"= Two mills\n{MILL}\n\n{cites}\n\n{BRIDGE}#footnote[The county holds it.]\n\n== A.2. The weir\n{MILL}\n\n== References\n{works}"
    )
    assert [p.code for p in document.problems if p.code == "E220"] == []
    assert any("flood [3]." in text for text in texts(document))
    assert "A.2. The weir" in [h.text for h in document.headings]


def test_the_first_heading_below_the_contents_is_none_of_the_front() -> None:
    rows = ("Part I: Foreword", "1 The mill", "2 The bridge", "3 The weir")
    lines = "\n\n".join(f"{row} #box(width: 1fr, repeat[.]) {2 * n + 1}" for n, row in enumerate(rows))
    front = f"#align(center)[#text(26pt)[Mill and bridge]]\n#pagebreak()\n{lines}\n#pagebreak()\n"
    part = "#align(center)[#text(18pt)[*Part I: Foreword*]]\n#pagebreak()\n"
    text = f"{MILL}\n\n{BRIDGE}\n\n" * 3
    document = ingest(untagged(typeset(f"{front}{part}== 1 The mill\n{text}\n\n== 2 The bridge\n{text}")), "paper.pdf")
    assert [h.text for h in document.headings] == ["Part I: Foreword", "1 The mill", "2 The bridge"]
