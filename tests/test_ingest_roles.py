"""The best path over a document's parts: the best of all, within the grammar, and how far ahead it is."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest import ingest
from briefing.ingest.document import drafted
from briefing.ingest.readers import read
from briefing.ingest.roles.best_path import best_path, scores, weights
from briefing.ingest.roles.evidence import evidence
from briefing.ingest.roles.settle import allowed
from briefing.ingest.roles.states import FIRST, KINDS, STATES, may_follow
from briefing.ingest.words import sentences

ROWS = st.lists(st.tuples(*[st.integers(-20, 20).map(float)] * len(STATES)), min_size=1, max_size=3)


def _sum(rows: list[tuple[float, ...]], path: tuple[int, ...]) -> float:
    steps = weights()[1]
    total = sum(row[state] for row, state in zip(rows, path, strict=True))
    return total + sum(steps[b][a] for a, b in pairwise(path)) - (STATES[path[0]] not in FIRST) * 1e6


@given(ROWS)
@settings(max_examples=25)
def test_best_of_all(rows: list[tuple[float, ...]]) -> None:
    totals = {path: _sum(rows, path) for path in product(range(len(STATES)), repeat=len(rows))}
    best = max(totals.values())
    path, margins = best_path(rows)
    assert abs(totals[tuple(map(STATES.index, path))] - best) < 1e-6 or min(margins)[0] < 1e-6
    for i, (margin, second) in enumerate(margins):
        other = max(total for names, total in totals.items() if KINDS[STATES[names[i]]] != KINDS[path[i]])
        through = max(total for names, total in totals.items() if STATES[names[i]] == second)
        assert abs(margin - (best - other)) < 1e-6
        assert abs(other - through) < 1e-6


@given(st.lists(st.lists(st.sampled_from(sorted(weights()[0])), max_size=8), max_size=30))
@settings(max_examples=50)
def test_grammar_holds(features: list[list[str]]) -> None:
    path, margins = best_path(scores(features, [""] * len(features)))
    assert len(path) == len(margins) == len(features)
    assert not path or path[0] in FIRST
    assert all(may_follow(a, b) for a, b in pairwise(path))


def test_weights_name_known_states() -> None:
    features, steps = weights()
    assert len(features) > 100
    assert len(steps) == len(STATES)


def test_only_allowed_states() -> None:
    assert best_path(scores([["bias"], ["bias"]], ["N", "P"]))[0] == "NP"


@pytest.mark.parametrize("quoted", ["“{}”", '"{}"', "«{}»", "« {} »", "‹{}›"])
def test_a_sentence_ends_behind_any_closing_quote(quoted: str) -> None:
    assert sentences(f"They say: {quoted.format('the lake is ours')}. Nobody asks them.") == 2
    assert sentences(f"They say: {quoted.format('The lake is ours.')}") == 1


def test_a_web_page_has_no_furniture_of_pages() -> None:
    rows = "".join(
        f"<p>{text}</p>"
        for text in ("12", "Mill pond", "7 of 9", "Mill pond", "Then the sluice was shut for the winter.", "12")
    )
    prose = (
        "<p>The wheel of the lower mill turned until the frost came, and the miller counted every sack that left.</p>"
    )
    page = f"<html><body><article><h1>Two mills</h1>{prose}<h2>Levels</h2>{rows}{prose}</article></body></html>"
    document = ingest(page.encode(), "mills.html")
    assert [p.text for p in document.paragraphs[1:-1]] == re.findall(r"<p>(.*?)</p>", rows)
    assert not document.dropped


def test_the_front_of_a_web_page_ends_with_its_first_section() -> None:
    dates = "".join(f"<h3>{day} May 2022, Lower Mill</h3><p>Grain for {day} guests of Ada Brook.</p>" for day in (3, 7))
    page = (
        f"<html><body><article><h1>Mill days</h1><p>By Hanna Weir</p><h2>All days</h2>{dates}</article></body></html>"
    )
    document = ingest(page.encode(), "days.html")
    assert document.byline == ("Hanna Weir",)
    assert [p.text for p in document.paragraphs] == [
        "Grain for 3 guests of Ada Brook.",
        "Grain for 7 guests of Ada Brook.",
    ]


@pytest.mark.parametrize("label", ["{})", "{}", "[{}]\n\n", "{}.\n\n"])
def test_labels_that_answer_calls_one_for_one_make_notes(label: str) -> None:
    """A plain sentence, a line like a running head: a note is what the text calls by a number that stands once."""
    calls = ["The mill stood.[{}]", "Its wheel was sold.[{}]", "The pond was drained.[{}]"]
    said = ["Millers disagree.", "Ledger of the mill, 3 May 1871.", "Ducks were counted before."]
    prose = "Nobody in the valley could say later who had signed the paper, and the clerk had moved away."
    parts = [
        f"{prose} {call.format(n)}\n\n{label.format(n)} {note}"
        for n, (call, note) in enumerate(zip(calls, said, strict=True), 1)
    ]
    document = ingest("\n\n".join(["Two Mills", *parts, prose]).encode(), "mills.txt")
    assert [n.text for n in document.notes.values()] == said
    assert len(document.paragraphs) == 4


def test_a_list_that_counts_answers_few_calls_and_makes_no_notes() -> None:
    said = " ".join(f"The mill of year {n} stood.[{n}]" for n in range(1, 7))
    items = [
        "1. The miller counted every sack that left the upper mill.",
        "2. His wife counted the sacks that came back.",
    ]
    document = ingest("\n\n".join(["Two Mills", said, *items, said.replace("[", "(")]).encode(), "mills.txt")
    assert not document.notes


PROSE = "Nobody in the valley could say later who had signed the paper, and the clerk had moved away."


@pytest.mark.parametrize("note", ["[Footnote {}: {}]", "Note {}. {}", "{}/ {}"])
def test_a_label_that_says_note_makes_one(note: str) -> None:
    said = ["Millers disagree on this.", "The ledger was burnt.", "See the register [of 1871] at the mill."]
    mark = " {}/" if "/" in note else "[{}]"
    text = [f"In 187{n} the sluice was mended. {PROSE}" for n in range(1, 5)]
    parts = [f"{text[n - 1]}{mark.format(n)}\n\n{note.format(n, one)}" for n, one in enumerate(said, 1)]
    document = ingest("\n\n".join(["Two Mills", *parts, text[-1]]).encode(), "mills.txt")
    assert [n.text for n in document.notes.values()] == said
    assert [p.text for p in document.paragraphs] == [*(f"{text[n - 1]}[^{n}]" for n in (1, 2, 3)), text[-1]]


def test_references_that_nothing_calls_are_paragraphs() -> None:
    works = [f'[Weir9{n}] Weir, H., "Mills of the Upper Pond", Pond Papers {n}, May 199{n}.' for n in range(1, 6)]
    text = [f"{PROSE} [Weir9{n}] has it too." for n in range(1, 6)]
    document = ingest("\n\n".join(["Two Mills", *text, "References", *works]).encode(), "mills.txt")
    assert not document.notes
    assert [p.text for p in document.paragraphs] == text + works


def test_a_text_without_pages_has_no_running_heads() -> None:
    comment = "# Only the upper mill."
    text = "\n\n".join(["Two Mills", PROSE, comment, PROSE, comment, PROSE, "# Nobody counts ducks.", PROSE])
    document = ingest(text.encode(), "mills.md")
    shown = {*(p.text for p in document.paragraphs), *(h.text for h in document.headings)}
    assert {"Only the upper mill.", "Nobody counts ducks."} <= {one.lstrip("# ") for one in shown}
    assert not [d for d in document.dropped if d.rule == "running-heads"]


def test_two_spaces_behind_a_sentence_leave_no_room() -> None:
    full = [
        "The upper mill had stood for two hundred years and its wheel broke.",
        "He had ground for all of them there.",
    ]
    said = "Each sack that left the mill was counted twice.  So was each that came"
    lines = [
        said,
        "back to it in spring.  Then the miller went to the town and sold those",
        "that nobody had asked for.",
    ]
    text = "\n\n".join(["Two Mills", *["\n".join(lines)] * 5, "\n".join(full)])
    assert [len(line) for line in (said, lines[1], full[0])] == [70, 70, 67]
    document = ingest(text.encode(), "mills.txt")
    assert document.paragraphs[-1].text == " ".join(full)


def test_a_numbered_article_heads_its_text() -> None:
    parts = [f"§ {n}\n\nThe miller grinds for whoever comes in the order of the {n} gates." for n in range(1, 5)]
    document = ingest("\n\n".join(["Statute of the Upper Mill", *parts]).encode(), "mill.txt")
    assert document.title == "Statute of the Upper Mill"
    assert [h.text for h in document.headings] == [f"§ {n}" for n in range(1, 5)]


def test_a_court_says_when_it_decided() -> None:
    text = f"Two Mills\n\nNo. 11-889. Argued April 23, 2013. Decided June 13, 2013\n\n{PROSE}\n\n{PROSE} So it went."
    assert ingest(text.encode(), "mills.txt").date == "2013-06-13"


def test_bold_numbers_of_sections_are_headings() -> None:
    body = "".join(f"<p><strong>{n}</strong></p><p>{PROSE} That was {n}</p>" for n in ("I.", "II.", "III."))
    document = ingest(f"<html><body><article><h1>Two mills</h1>{body}</article></body></html>".encode(), "mills.html")
    assert [h.text for h in document.headings] == ["I.", "II.", "III."]


def test_an_exhibit_with_a_roman_five_is_no_case() -> None:
    text = f"Budget of the Mill\n\nc. Results of the Review V. Exhibits\n\n{PROSE}\n\n{PROSE} So it went."
    assert ingest(text.encode(), "mills.txt").title == "Budget of the Mill"


@pytest.mark.parametrize("line", ["Subscribe to our newsletter", "3 May"])
def test_what_is_left_out_within_a_text_is_told(line: str) -> None:
    page = f"<p>{PROSE}</p><aside class='promo sidebar'><a href='/x'>{line}</a></aside><p>{PROSE} So it went.</p>"
    document = ingest(f"<html><body><article><h1>Two mills</h1>{page}</article></body></html>".encode(), "mills.html")
    assert line in [d.text for d in document.dropped]
    assert any(p.code == "E215" and line in p.message for p in document.problems)


def test_leave_to_copy_is_no_paragraph() -> None:
    leave = "Permission is hereby granted to reprint this leaflet, in whole, where the Society of Millers is named."
    document = ingest("\n\n".join(["Two Mills", PROSE, f"{PROSE} So it went.", leave]).encode(), "mills.txt")
    assert leave in [d.text for d in document.dropped]
    consent = "Permission is granted to grind on Sundays, and the miller thanks the county for its patience with him."
    document = ingest("\n\n".join(["Two Mills", PROSE, f"{PROSE} So it went.", consent]).encode(), "mills.txt")
    assert document.paragraphs[-1].text == consent


def test_where_somebody_sits_is_no_title() -> None:
    head = "CENTRE DES ÉCLUSES\n14, quai des Moulins – 59000 Lorne\nTél. : 03 20 00 00 14 – Télécopie : 03 20 00 00 15"
    text = f"{head}\n\nÀ qui est l'écluse ?\n\npar Étienne Vanne\n\nMai 2012\n\n{PROSE}\n\n{PROSE} So it went."
    document = ingest(text.encode(), "ecluse.txt")
    assert document.title == "À qui est l'écluse ?"
    assert document.byline == ("Étienne Vanne",)


def test_an_address_over_three_lines_is_one() -> None:
    note = "1. The Mill, “Sacks by year”, https://mill.example/counts/\nsacks/by-year/\n1871.html"
    document = ingest(f"Two Mills\n\n{PROSE}[1]\n\n{PROSE} So it went.\n\nNotes\n\n{note}\n".encode(), "mills.txt")
    assert document.notes["1"].text.endswith("https://mill.example/counts/sacks/by-year/1871.html")


def test_a_line_that_stops_within_a_phrase_is_of_one_kind_with_the_next() -> None:
    title = "WHO MENDS THE MILL THAT\nSTANDS BETWEEN TWO PARISHES: A WEIR BEFORE\nTHE COURTS OF BOTH"
    front = ["REPORT No. 12", title, "By Ilse Vanne", "3 May 2014"]
    document = ingest("\n\n".join([*front, PROSE, f"{PROSE} So it went."]).encode(), "mills.txt")
    assert document.title == title.replace("\n", " ")


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2)])
def test_labels_that_answer_plain_figures_one_for_one_are_of_notes(order: tuple[int, ...]) -> None:
    said = {1: "The miller's dog is not counted.", 2: "No rye was ground.", 3: "Barley came later."}
    text = [f"{PROSE} {order[0]}", "The next year was dry. It ended in a quarrel. 2"]
    notes = [f"{n}) {said[n]}" for n in (1, 2)]
    last = [f"{PROSE} So it went. {order[2]}", f"3) {said[3]}", "Nobody came to look."]
    document = ingest("\n\n".join(["Two Mills", "By Ilse Vanne", *text, *notes, *last]).encode(), "mills.txt")
    assert (len(document.notes) == 3) == (order == (1, 2, 3))


def test_an_appeal_for_money_at_a_texts_end_is_no_paragraph() -> None:
    appeal = "Do you like what you read? Our paper is free because readers pay for it. Donate now"
    document = ingest("\n\n".join(["Two Mills", PROSE, f"{PROSE} So it went.", appeal]).encode(), "mills.txt")
    assert appeal in [d.text for d in document.dropped]


def test_a_letter_behind_a_quotation_stands_for_a_figure() -> None:
    text = f"{PROSE} He called it “a plain misfortune.”l The county had no word for it.\n\n{PROSE} So it went.2"
    notes = "Notes\n\n1 Log of the mill, 1931, p. 6.\n\n2 Log of the weir, 1932, p. 9."
    document = ingest(f"Two Mills\n\n{text}\n\n{notes}\n".encode(), "mills.txt")
    assert "misfortune.”[^1] The county" in document.paragraphs[0].text


@pytest.mark.parametrize("name", ["Share of the profits", "Cookies and tea", "Advertising"])
def test_a_section_whose_heading_begins_like_a_boxs_stays(name: str) -> None:
    rows = [("Prices", PROSE), (name, f"{PROSE} So it went."), ("Wages", PROSE)]
    text = "".join(f"<section id='{h.lower().replace(' ', '-')}'><h2>{h}</h2><p>{p}</p></section>" for h, p in rows)
    document = ingest(f"<html><body><h1>Two mills</h1>{text}</body></html>".encode(), "mills.html")
    assert [h.text for h in document.headings] == [h for h, _ in rows]


def test_a_heading_that_is_left_out_is_told() -> None:
    text = f"<h2>Prices</h2><p>{PROSE}</p><h2>Advertisement</h2><h2>Wages</h2><p>{PROSE} So it went.</p>"
    document = ingest(f"<html><body><h1>Two mills</h1>{text}</body></html>".encode(), "mills.html")
    assert "Advertisement" in [d.text for d in document.dropped]
    assert [p.message for p in document.problems if p.code == "E215" and "Advertisement" in p.message]


def test_only_what_reads_as_one_or_stands_behind_one_is_a_note_on_the_author() -> None:
    said = "The harbour board keeps a register of every boat that lies in the basin, and closes it in December."
    rows = [
        "The Register", "Ann Lee", said, "(a) the reasons for keeping a register;", said,
        "Ann Lee is a professor of maritime history at the University of Osmund.", "She lives by the harbour.",
    ]  # fmt: skip
    draft = drafted(read("\n\n".join(rows).encode(), "register.txt"))
    seen, _ = evidence(draft)
    states = allowed(draft, seen)
    assert [s.text for s, may in zip(seen, states, strict=True) if "A" in (may or "A")] == rows[-2:]


def test_no_line_of_the_front_goes_as_a_running_head_that_stands_once() -> None:
    phone = "Tel: +44 20 5550 3311 | Fax: +44 20 5550 3312 | www.weirs.example"
    head = f"WEIR TRUST OF LOWER ASHE\n3/1 Mill Quay, Ashe 400 22\n{phone}"
    front = [head, "PAPER No. 4", "Asking Millers\nabout a Broken Weir", "By Ilse Vanne\nSenior Fellow", "3 May 2014"]
    text = [f"{PROSE} So it went.", f"{PROSE} Then they were tired.", f"{PROSE} Nobody asked."]
    document = ingest("\n\n".join([*front, *text]).encode(), "weir.txt")
    assert (document.title, document.byline) == ("Asking Millers about a Broken Weir", ("Ilse Vanne",))
    assert not [d for d in document.dropped if d.rule == "running-heads"]


@pytest.mark.parametrize("last", ["Article 3. Fees.", "Article 3. Whoever keeps a boat pays for the lock in May."])
def test_articles_with_a_stop_are_headings_where_none_of_them_says_something(last: str) -> None:
    text = ["Article 1. Scope.", PROSE, "Article 2. Boats.", PROSE, last, f"{PROSE} So it went."]
    document = ingest("\n\n".join(["RULES OF THE LOCK", *text]).encode(), "lock.txt")
    found = [h.text for h in document.headings if h.text.startswith("Article")]
    assert found == (["Article 1. Scope.", "Article 2. Boats.", last] if last.endswith("Fees.") else [])


@pytest.mark.parametrize("number", [2, 5])
def test_a_line_between_numbered_paragraphs_that_count_on_is_a_heading(number: int) -> None:
    text = f"1. {PROSE}\n\nThe old weir\n\n{number}. {PROSE} So it went."
    document = ingest(f"JUDGMENT\n\n{text}\n".encode(), "weir.txt")
    assert ("The old weir" in [h.text for h in document.headings]) == (number == 2)


def test_who_stands_below_a_by_alone_wrote_the_text() -> None:
    document = ingest(f"THE LOCKS OF ASHE\n\nBY\n\nILSE VANNE\n\n{PROSE}\n\n{PROSE} So it went.".encode(), "ashe.txt")
    assert document.byline == ("Ilse Vanne",)


def test_a_mails_own_lines_are_no_text() -> None:
    own = ["View this message in your browser", "Sie erhalten diese E-Mail, weil Sie an der Schleuse wohnen.",
           "Manage your preferences | Unsubscribe"]  # fmt: skip
    text = [own[0], "THE LOCK LETTER", PROSE, f"{PROSE} So it went.", *own[1:]]
    document = ingest("\n\n".join(text).encode(), "mail.txt")
    assert not {p.text for p in document.paragraphs} & set(own)
    assert document.title == "THE LOCK LETTER"


def test_code_below_does_not_go_on_with_a_byline() -> None:
    line = "<p>August 3, 2021 · 6 min · Ilse Vanne</p>"
    code = "<pre><code>grind -a --fine ~/rye /mnt/flour</code></pre>"
    text = f"<h1>Two mills</h1>{line}<p>{PROSE}</p>{code}<p>{PROSE} So it went.</p>"
    document = ingest(f"<html><body><article>{text}</article></body></html>".encode(), "mills.html")
    assert document.byline == ("Ilse Vanne",)


def test_a_case_is_the_title_below_a_note_above_its_court() -> None:
    note = (
        "NOTE: What follows was written by the clerk for those who have little time, and is no part of what was held."
    )
    parts = [note, "COURT OF APPEALS OF THE LOWER COUNTY", "MILLER v. SLUICE ET AL.", PROSE, f"{PROSE} So it went."]
    assert ingest("\n\n".join(parts).encode(), "mills.txt").title == "MILLER v. SLUICE ET AL."


def test_the_day_on_which_a_case_was_argued_is_not_its_date() -> None:
    for line in (
        "Argued May 3, 1997\n\nDecided November 7, 1997",
        "No. 4. Argued May 3, 1997—Decided November 7, 1997",
    ):
        document = ingest(f"Two Mills\n\n{line}\n\n{PROSE}\n\n{PROSE} So it went.".encode(), "mills.txt")
        assert document.date == "1997-11-07"


def test_what_goes_on_at_the_left_edge_behind_a_pages_gap_is_the_rest() -> None:
    wrapped = textwrap.wrap(
        f"{PROSE} The county wrote to Weir & Lock Co. of the forge in May. " * 3, 70, initial_indent="     "
    )
    cut = next(i for i, line in enumerate(wrapped) if i > 3 and line[:1].isupper() and not wrapped[i - 1].endswith("."))
    other = "\n".join(textwrap.wrap(f"{PROSE} So it went.", 70, initial_indent="     "))
    text = "\n\n".join([other, "\n".join(wrapped[:cut]) + "\n\n\n" + "\n".join(wrapped[cut:]), other])
    found = [p.text for p in ingest(text.encode(), "mills.txt").paragraphs]
    assert len(found) == 3


def test_a_french_compound_at_a_lines_end_keeps_its_hyphen() -> None:
    lines = ["Dans la vallée les écluses sont restées fermées pour les bateaux de la commune, et ce jour-",
             "là personne ne les a vues, car une brume qui montait de la rivière les cachait dans les ar-",
             "bres du quai. Les gardiens sont rentrés chez eux avec des lampes."]  # fmt: skip
    document = ingest(("Les écluses\n\n" + "\n".join(lines)).encode(), "ecluses.txt")
    assert "ce jour-là personne" in document.paragraphs[0].text
    assert "les arbres du quai" in document.paragraphs[0].text
