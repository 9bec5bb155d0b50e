"""The second look at a web page: runs, their best path, and what is told of what is left out."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest import ingest
from briefing.ingest.readers.html.page import read_page
from briefing.ingest.readers.html.parsing import parsed
from briefing.ingest.readers.html.runs import Run, runs_of
from briefing.ingest.readers.html.second_look import LEAP, LEAST, SWITCH, best_path, lenient, weights

PROSE = (
    "The harbour was quiet that year, and nobody in the town expected the boats to return before the spring.",
    "Two clerks counted the barrels at the gate, and their books were read aloud at the end of each week.",
    "When the ice broke, the pilots went out to the bar, and found that the channel had moved by half a mile.",
)


def runs(markup: str) -> list[Run]:
    root, _ = parsed(markup, "page.html")
    assert root is not None
    return runs_of(read_page(root))


def test_runs_end_where_blocks_do() -> None:
    found = runs("<div>One <b>and</b> two<p>three</p>four<br>five<br><br>six<script>no</script></div>")
    assert [run.text for run in found] == ["One and two", "three", "four five", "six"]


def test_a_table_of_short_cells_is_one_run() -> None:
    found = runs("<table><tr><td>Boats</td><td>12</td></tr><tr><td>Clerks</td><td>3</td></tr></table><p>After.</p>")
    assert [(run.text, run.kind) for run in found] == [("Boats 12 Clerks 3", "table"), ("After.", "p")]


def test_links_are_counted() -> None:
    (run,) = runs('<p>See <a href="/x">the other page</a></p>')
    assert run.linked == len("the other page")


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=1, max_size=8))
def test_the_path_is_the_best(rows: list[tuple[float, bool]]) -> None:
    found = runs("".join(f"<p>{i}</p>" if same else f"<div><p>{i}</p></div>" for i, (_, same) in enumerate(rows)))
    scores = [score for score, _ in rows]

    def worth(states: tuple[bool, ...]) -> float:
        total = sum(score for score, keep in zip(scores, states, strict=True) if keep)
        for i in range(1, len(states)):
            same = found[i].block.getparent() is found[i - 1].block.getparent()
            total -= (SWITCH if same else LEAP) * (states[i] != states[i - 1])
        return total

    best = max(worth(states) for states in product((True, False), repeat=len(rows)))
    assert abs(worth(tuple(best_path(scores, found))) - best) < 1e-9


def test_a_share_of_the_words_stays() -> None:
    found = runs("".join(f"<p>{text}</p>" for text in PROSE))
    kept = lenient(found, [-3.0, -9.0, -4.0], [True] * 3)
    words = [len(run.text.split()) for run in found]
    assert sum(n for n, keep in zip(words, kept, strict=True) if keep) >= LEAST * sum(words)
    assert not all(kept)


def test_weights_are_read() -> None:
    assert len(weights()) > 500
    assert weights()["bias"] != 0


def test_what_is_left_out_is_told() -> None:
    box = (
        '<div class="zq7"><p>Get our best stories delivered to your inbox each morning at six.</p>'
        '<p><a href="/s">Subscribe now</a></p></div>'
    )
    links = "".join(f'<li><a href="/{n}">The story of the {n} ferry</a></li>' for n in ("old", "new", "night", "last"))
    text = "".join(f"<p>{text}</p>" for text in PROSE * 2)
    page = f"<html><body><div><h1>Ferries</h1>{text}{box}<ul>{links}</ul></div></body></html>"
    document = ingest(page.encode(), "page.html")
    assert [p.text for p in document.paragraphs] == list(PROSE * 2)
    dropped = "\n".join(piece.text for piece in document.dropped)
    assert "delivered to your inbox" in dropped
    assert "The story of the night ferry" in dropped
    account = document.account
    assert account.input == account.kept + account.moved + account.dropped
    assert {"E214", "E215"} & {problem.code for problem in document.problems}
