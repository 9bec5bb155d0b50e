"""Reviews: a sign-off holds exactly as long as both its sides are what they were; records merge and are read as far as
they can be; the desk's rules are held to."""

from __future__ import annotations

import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.meaning_mutations import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence import find_claims, read_lock, record, write_lock
from briefing.evidence.ledger import schema
from briefing.evidence.markup import plain
from briefing.evidence.wording import normalise
from briefing.library import read_library
from briefing.model import Library
from briefing.pipeline import Options, read_briefing, run
from briefing.project import read_project
from briefing.review import Item, Review, Sign, find_items, read_reviews, review, write_review
from briefing.review.records import slug, tidy
from briefing.review.report import spoken
from briefing.review.standing import sign_of
from tests.evidence_library import HARBOUR, document, library

BODY = (
    "The line opened in 2018.[@brandt2019, ¶1]\n\nIt carried many.[@brandt2019, ¶2; @light2020, ¶1]\n\n"
    "The tower may be sold.[@light2020, ¶3]\n\nA gazette told of it.[@gazette2018; @brandt2019, ¶1]"
)
DAY = "2026-01-02"
ROOT = Path(__file__).resolve().parents[1]


def items_of(made: Library, originals: bool = True) -> dict[str, Item]:
    held = {"brandt2019": document(HARBOUR), "light2020": document(["a", "b", "c", "d"])} if originals else {}
    return {item.id: item for item in find_items(made, find_claims(made), {}, held)}


def all_signed(items: dict[str, Item], reader: str = "Ida Brandt") -> Review:
    return Review(reader, tuple(sign_of(item, "reads true", DAY) for item in items.values()))


def states(items: dict[str, Item], *reviews: Review) -> dict[str, str]:
    return {id: standing.state for id, standing in review(tuple(items.values()), reviews).standings.items()}


def test_what_there_is_to_read() -> None:
    items = items_of(library(BODY))
    kinds = [item.kind for item in items.values()]
    assert kinds.count("claim") == 4
    assert kinds.count("digest") == 9
    assert [item.id for item in items.values() if item.kind == "record"] == ["gazette2018 record"]
    assert dict(items["brandt2019 ¶2"].against).keys() == {"original ¶2"}


def test_nothing_is_read_until_somebody_signs() -> None:
    items = items_of(library(BODY))
    assert set(states(items).values()) == {"unread"}
    assert set(states(items, all_signed(items)).values()) == {"read"}
    assert "none of 4 sentences, none of 9 digest paragraphs" in spoken(review(tuple(items.values()), ()))


WORDS = st.sampled_from(["dredged", "not", "Osmund", "7", "“modest”", "silted"])


@settings(max_examples=60)
@given(st.integers(0, 4), WORDS, st.integers(0, 12))
def test_a_sign_off_holds_exactly_as_long_as_both_sides_do(at: int, word: str, place: int) -> None:
    before = items_of(library(BODY))
    words = HARBOUR[at].split(" ")
    words.insert(place % len(words), word)
    changed = [*HARBOUR[:at], " ".join(words), *HARBOUR[at + 1 :]]
    after = items_of(library(BODY, brandt2019=changed))
    found = review(tuple(after.values()), (all_signed(before),)).standings
    touched = f"brandt2019 ¶{at + 1}"
    for id, standing in found.items():
        relies = id == touched or touched in dict(standing.item.against)
        assert standing.state == ("lapsed" if relies else "read"), id
        assert bool(standing.reasons) == relies
    assert set(states(before, all_signed(before)).values()) == {"read"}, "and holds again when the edit is undone"


@settings(max_examples=60)
@given(WORDS, st.integers(0, 3))
def test_a_reworded_sentence_lapses_and_no_other(word: str, at: int) -> None:
    before = items_of(library(BODY))
    paragraphs = BODY.split("\n\n")
    paragraphs[at] = f"{word} {paragraphs[at]}"
    after = items_of(library("\n\n".join(paragraphs)))
    found = review(tuple(after.values()), (all_signed(before),)).standings
    changed = [standing for standing in found.values() if standing.item.id not in before]
    assert [s.state for s in changed] == ["lapsed"]
    assert changed[0].reasons == ("the sentence was reworded",)
    assert {s.state for s in found.values() if s.item.id in before} == {"read"}


def test_an_original_s_paragraph_that_reads_otherwise_lapses_its_digest_alone() -> None:
    made = library(BODY)
    before = items_of(made)
    held = {"brandt2019": document([*HARBOUR[:2], "Other words.", *HARBOUR[3:]]), "light2020": document(list("abcd"))}
    after = find_items(made, find_claims(made), {}, held)
    found = review(after, (all_signed(before),)).standings
    assert [id for id, standing in found.items() if standing.state == "lapsed"] == ["brandt2019 ¶3"]
    assert found["brandt2019 ¶3"].reasons == ("¶3 of the original was reworded",)


def test_without_the_originals_evidence_lock_says_what_they_are() -> None:
    made = library(BODY)
    signed = all_signed(items_of(made))
    held = {"brandt2019": document(HARBOUR), "light2020": document(["a", "b", "c", "d"])}
    lock = read_lock({"evidence.lock": write_lock(record(made, held, (), {}, DAY, "1")).encode()})[0]
    found = review(find_items(made, find_claims(made), lock), (signed,)).standings
    assert {standing.state for standing in found.values()} == {"read"}
    missing = review(find_items(made, find_claims(made), {}), (signed,)).standings["brandt2019 ¶1"]
    assert missing.state == "lapsed"
    assert "nor in evidence.lock" in missing.reasons[0]


def test_a_rejection_counts_before_a_sign_off_and_two_readers_are_two() -> None:
    items = items_of(library(BODY))
    one = next(iter(items.values()))
    ida = Review("Ida", (sign_of(one, "reads true", DAY),))
    jo = Review("Jo", (sign_of(one, "reads true", DAY),))
    assert review((one,), (ida, jo)).standings[one.id].readers == ("Ida", "Jo")
    assert review((one,), (ida, jo)).counts("claim")["by two"] == 1
    no = Review("Jo", (sign_of(one, "does not", DAY, "¶1 gives no year"),))
    found = review((one,), (ida, no)).standings[one.id]
    assert (found.state, found.reasons) == ("rejected", ("¶1 gives no year",))


SIGNS = st.builds(
    Sign,
    id=st.sampled_from(["c-00000000", "a ¶1", "b caveat: date"]),
    said=st.text("0123456789abcdef", min_size=16, max_size=16),
    against=st.dictionaries(st.sampled_from(["a ¶1", "a ¶2", "b"]), st.text("0123456789abcdef", max_size=16)).map(
        lambda rows: tuple(rows.items())
    ),
    page=st.just("topics/a.md"),
    verdict=st.sampled_from(["reads true", "does not"]),
    day=st.dates().map(lambda day: day.isoformat()),
    remark=st.text(max_size=30).map(tidy),
)


@given(st.lists(SIGNS, max_size=6), st.text(min_size=1, max_size=20))
def test_a_record_is_read_as_it_was_written(signs: list[Sign], name: str) -> None:
    name = tidy(f"R {name}")
    made = Review(name, tuple(signs))
    text = write_review(made)
    (back,), problems = read_reviews({made.path: text.encode()})
    assert problems == ()
    assert back.reader == name
    assert set(back.signs) == set(signs)
    assert write_review(back) == text
    assert [line for line in text.splitlines() if line.startswith("- ")] == sorted(
        line for line in text.splitlines() if line.startswith("- ")
    )


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"format: 1\nreader: Ida Brandt\nread:\n- {nonsense\n", 4),
        (b'format: 1\nreader: Ida Brandt\nread:\n- {"id": "c-1", "verdict": "perhaps"}\n', 4),
        (b"format: 1\nreader: Ida Brandt\nread:\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", 4),
        (b"format: 1\nreader: Somebody Else\nread: []\n", 1),
        (b"format: 9\nreader: Ida Brandt\nread: []\n", 1),
        (b"- - -\n\xff", 1),
        (b"", 1),
    ],
)
def test_a_record_that_cannot_be_read_is_a_problem_at_its_line(data: bytes, line: int) -> None:
    reviews, problems = read_reviews({"reviews/ida-brandt.yml": data})
    assert [(p.code, p.line) for p in problems] == [("E383", line)]
    assert not any(one.signs for one in reviews)


def test_names_of_files() -> None:
    assert slug("Ida Brandt") == "ida-brandt"
    assert slug("Иван Ильин") == "иван-ильин"
    assert slug("../../etc") == "etc"
    with pytest.raises(ValueError, match="no letter"):
        slug("...")


def git(folder: Path, *args: str) -> str:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *names, *args], cwd=folder, check=True, capture_output=True, text=True).stdout


def put(root: Path, made: Review) -> None:
    (root / "reviews").mkdir(exist_ok=True)
    (root / made.path).write_text(write_review(made), encoding="utf-8")


def test_two_readers_branches_merge(project: Path) -> None:
    briefing = read_briefing(project)
    items = [standing.item for standing in briefing.reviewed.standings.values() if standing.item.kind == "claim"]
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Start")
    for branch, reader, rows in (("ida", "Ida Brandt", items[:4]), ("jo", "Jo Falk", items[2:])):
        git(project, "checkout", "-q", "-b", branch, "main")
        put(project, Review(reader, tuple(sign_of(item, "reads true", DAY) for item in rows)))
        git(project, "add", "-A")
        git(project, "commit", "-qm", f"{reader} has read")
    git(project, "merge", "-q", "--no-edit", "ida")
    after = read_briefing(project).reviewed
    assert after.readers == ("Ida Brandt", "Jo Falk")
    assert {s.item.id for s in after.of("claim") if s.state == "read"} == {item.id for item in items}
    assert after.counts("claim")["by two"] == 2


def test_the_same_reader_s_branches_merge_line_by_line(project: Path) -> None:
    """`briefing new` has git keep both sides' lines; a line that stands twice is read, and what holds counts."""
    items = [s.item for s in read_briefing(project).reviewed.standings.values() if s.item.kind == "claim"]
    git(project, "init", "-q", "-b", "main")
    put(project, Review("Ida", (sign_of(items[0], "reads true", DAY),)))
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Start")
    for branch, item, verdict in (("a", items[1], "reads true"), ("b", items[2], "does not")):
        git(project, "checkout", "-q", "-b", branch, "main")
        put(project, Review("Ida", (sign_of(items[0], "reads true", DAY), sign_of(item, verdict, DAY))))  # type: ignore[arg-type]
        git(project, "commit", "-qam", branch)
    git(project, "merge", "-q", "--no-edit", "a")
    found = read_briefing(project)
    assert [p.code for p in found.problems] == ["E382"]
    assert [found.reviewed.standings[item.id].state for item in items[:3]] == ["read", "read", "rejected"]


def rule(root: Path, row: str) -> None:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n    review: {row}\n", encoding="utf-8")


def test_a_build_may_ask_for_readers(project: Path) -> None:
    assert read_briefing(project).problems == ()
    asked = Options(require_review=True)
    unread = read_briefing(project, asked)
    codes = [p.code for p in unread.problems]
    assert set(codes) == {"E380"}
    assert len(codes) == sum(s.item.kind in ("claim", "digest") for s in unread.reviewed.standings.values())
    assert run(project, ("pages",), asked).made == ()
    items = {s.item.id: s.item for s in unread.reviewed.standings.values()}
    put(project, all_signed(items))
    assert read_briefing(project, asked).problems == ()
    assert run(project, ("pages",), asked).made
    rule(project, "{readers: 2, of: [claims]}")
    assert {p.code for p in read_briefing(project, asked).problems} == {"E380"}
    put(project, all_signed(items, "Jo Falk"))
    assert read_briefing(project, asked).problems == ()


def test_what_was_published_before_the_rules_need_not_be_read(project: Path) -> None:
    from briefing.cli import main

    assert main(["edition", "2026-01-01", "--project", str(project)]) == 0
    rule(project, "{from: 2099-01-01}")
    assert read_briefing(project, Options(require_review=True)).problems == ()
    topic = project / "topics" / "shore-power.md"
    topic.write_text(
        topic.read_text(encoding="utf-8").replace("Fishing boats stay away", "Fishing boats keep away"), "utf-8"
    )
    assert [p.code for p in read_briefing(project, Options(require_review=True)).problems] == ["E380"]


def test_a_rule_that_cannot_be_used_is_told(project: Path) -> None:
    rule(project, "{readers: 3}")
    (found,) = [p for p in read_briefing(project).problems if p.fails]
    assert (found.code, found.path) == ("E102", "mkdocs.yml")
    assert "review.readers" in found.message


def test_a_page_names_who_found_a_sentence_untrue_and_nobody_else_with_them(project: Path) -> None:
    def page() -> str:
        run(project, ("pages",), Options())
        return (project / "build" / "pages" / "topics" / "shore-power.md").read_text(encoding="utf-8")

    rows = read_briefing(project).reviewed.of("claim")
    (item,) = [s.item for s in rows if "Fishing boats stay" in s.item.text]
    put(project, ida := Review("Ida", (sign_of(item, "reads true", DAY),)))
    put(project, Review("Jo", (sign_of(item, "does not", DAY),)))
    assert "Read by Jo, 2 January 2026, who found that it does not read true." in page()
    (project / ida.path).unlink()
    topic = project / "topics" / "shore-power.md"
    topic.write_text(topic.read_text(encoding="utf-8").replace("Fishing boats stay", "Fishing boats keep"), "utf-8")
    assert "Read by Jo, 2 January 2026, who found that it did not read true; the sentence was reworded since." in page()


def test_the_pages_and_the_ledger_say_who_has_read(project: Path) -> None:
    import json

    import jsonschema

    before = read_briefing(project)
    items = {s.item.id: s.item for s in before.reviewed.standings.values()}
    put(project, all_signed(items))
    run(project, ("pages",), Options())
    pages = project / "build" / "pages"
    method = (pages / "method.md").read_text(encoding="utf-8")
    assert f"- Ida Brandt: {len(items)}, last on 2 January 2026" in method
    assert "Read by Ida Brandt, 2 January 2026." in (pages / "sources" / "harbour2023.md").read_text(encoding="utf-8")
    assert 'data-review="read"' in (pages / "topics" / "shore-power.md").read_text(encoding="utf-8")
    digest = project / "sources" / "harbour2023.md"
    digest.write_text(
        digest.read_text(encoding="utf-8").replace("ferries called 310 times", "310 times ferries called"), "utf-8"
    )
    run(project, ("pages", "exports"), Options())
    source = (pages / "sources" / "harbour2023.md").read_text(encoding="utf-8")
    assert "Read by Ida Brandt, 2 January 2026; the digest was reworded since." in source
    topic = (pages / "topics" / "shore-power.md").read_text(encoding="utf-8")
    assert "2 January 2026; ¶2 of Aldmere Harbour Office 2023b was reworded since." in topic
    values = json.loads((project / "build" / "exports" / "ledger.json").read_text(encoding="utf-8"))
    jsonschema.validate(values, schema())
    lapsed = [c for c in values["claims"] if c["review"]["state"] == "lapsed"]
    assert lapsed
    assert all(any(p == 2 for row in c["citations"] for p in row["paragraphs"]) for c in lapsed)
    assert values["counts"]["read"] == len(values["claims"]) - len(lapsed)


def test_a_sign_s_words_are_those_of_the_declared_normalisation() -> None:
    items = items_of(library(BODY))
    curly = items_of(library(BODY.replace("It carried many.", "It  carried\nmany.")))
    assert items.keys() == curly.keys()
    assert set(states(curly, all_signed(items)).values()) == {"read"}
    assert normalise("a  b") == "a b"
    assert replace(all_signed(items), reader="X").path == "reviews/x.yml"


def test_no_error_of_meaning_in_a_digest_leaves_a_page_that_says_somebody_read_it() -> None:
    """Everything is signed; then one error of meaning at a time is planted in the digests of this briefing."""
    project, _ = read_project(ROOT)
    library, _ = read_library(project.files, project.settings)
    lock, _ = read_lock(project.files)
    claims = find_claims(library)
    signed = all_signed({item.id: item for item in find_items(library, claims, lock)})
    rng, planted = random.Random(1), 0
    for key, source in library.sources.items():
        for n, paragraph in enumerate(source.paragraphs):
            for mutate in KINDS.values():
                mutants = [m for m in mutate(paragraph.text, rng, library) if plain(m) != plain(paragraph.text)]
                for mutant in rng.sample(mutants, min(1, len(mutants))):
                    rows = (*source.paragraphs[:n], replace(paragraph, text=mutant), *source.paragraphs[n + 1 :])
                    made = replace(library, sources={**library.sources, key: replace(source, paragraphs=rows)})
                    found = review(find_items(made, claims, lock), (signed,)).standings.values()
                    id = f"{key} ¶{paragraph.first}"
                    resting = [s.state for s in found if s.item.id == id or id in dict(s.item.against)]
                    assert resting
                    assert "read" not in resting, mutant
                    planted += 1
        if planted >= 120:
            break
    assert planted >= 57


MORE = """judgements:
  - says: "Boats stay away.[@harbour2023, ¶3]"
    confidence: moderate
    because: One source tells it.
    inference: ours
    assumes: Prices stay.
    alternative: It was badly led.
    watch:
      - sign: A sale.
        means: It is over.
tables:
  - title: Rulings
    columns: [Day, Ruling]
    rows:
      - cells: ["January 2022", "Berths opened"]
        cites: "[@harbour2023, ¶1]"
gaps:
  - says: No source gives the price of a kilowatt-hour.
    because: A review of it is announced.
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("confidence: moderate", "confidence: high"),
        ("because: One source tells it.", "because: Two sources tell it."),
        ("    inference: ours\n", ""),
        ("assumes: Prices stay.", "assumes: Prices fall."),
        ("alternative: It was badly led.", "alternative: It was well led."),
        ("sign: A sale.", "sign: A purchase."),
        ("means: It is over.", "means: It goes on."),
        ("columns: [Day, Ruling]", "columns: [Day, Request]"),
        ("title: Rulings", "title: Requests"),
        ("because: A review of it", "because: An end of it"),
    ],
)
def test_what_the_desk_says_of_a_judgement_and_a_table_s_head_belong_to_what_was_read(
    project: Path, old: str, new: str
) -> None:
    path = project / "topics" / "shore-power.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("---\n", f"---\n{MORE}", 1), encoding="utf-8")
    before = read_briefing(project)
    assert [p for p in before.problems if p.code.startswith("E1")] == []
    items = {s.item.id: s.item for s in before.reviewed.standings.values()}
    put(project, all_signed(items))
    assert {s.state for s in read_briefing(project).reviewed.standings.values()} == {"read"}
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    lapsed = [s for s in read_briefing(project).reviewed.standings.values() if s.state != "read"]
    assert [s.state for s in lapsed] == ["lapsed"]
    assert lapsed[0].item.text.startswith(("Boats stay away", "January 2022; Berths opened", "No source gives"))


def test_a_gap_is_read_against_the_whole_shelf(project: Path) -> None:
    path = project / "topics" / "shore-power.md"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\n{MORE}", 1), encoding="utf-8")
    found = read_briefing(project)
    gaps = found.reviewed.of("gap")
    assert gaps
    put(project, all_signed({gap.item.id: gap.item for gap in gaps}))
    assert {s.state for s in read_briefing(project).reviewed.of("gap")} == {"read"}
    source = next(iter(found.library.sources.values()))
    more = {**found.library.sources, "other2020": replace(source, key="other2020")}
    items = find_items(replace(found.library, sources=more), (), {})
    reviews, _ = read_reviews(read_project(project)[0].files)
    (standing, *_) = [s for s in review(items, reviews).standings.values() if s.item.kind == "gap"]
    assert (standing.state, standing.reasons) == ("lapsed", ("the shelf of sources was changed",))


@pytest.mark.parametrize(
    "now",
    [
        'The [line](a.md "which failed") opened in 2018.[@brandt2019, ¶1]',
        "The [line][l] opened in 2018.[@brandt2019, ¶1]\n\n[l]: a.md 'which failed'",
        "The line ![never](a.png) opened in 2018.[@brandt2019, ¶1]",
        'The *line*{: title="which failed" } opened in 2018.[@brandt2019, ¶1]',
        'The <i aria-label="false">line</i> opened in 2018.[@brandt2019, ¶1]',
        'The line opened in 2018.[@brandt2019, ¶1]\n{: title="which failed" }',
    ],
)
def test_a_sign_off_lapses_with_what_readers_get_beside_the_words(now: str) -> None:
    before = "The [line](a.md) opened in 2018.[@brandt2019, ¶1]"
    items, after = items_of(library(before)), items_of(library(now))
    (claim,) = (id for id, item in items.items() if item.kind == "claim")
    assert states(items, all_signed(items))[claim] == "read"
    assert states(items_of(library(before.replace("a.md", "b.md"))), all_signed(items))[claim] == "read"
    assert after[claim].frame, "its reader sees it"
    assert states(after, all_signed(items))[claim] == "lapsed"
    assert states(after, all_signed(after))[claim] == "read"
