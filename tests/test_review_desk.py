"""The desk of a reader: signing, mending and undoing in real files, behind a door that lets nobody else in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from briefing.cli import main
from briefing.local import TOKEN, Guard, new_token
from briefing.pipeline import read_briefing
from briefing.review.around import source
from briefing.review.desk import Desk
from briefing.review.held import DeskError
from briefing.review.queue import Order
from briefing.review.server import application
from briefing.review.terminal import read
from briefing.review.view import details

TOPIC = "topics/shore-power.md"


@pytest.fixture
def desk(project: Path) -> Desk:
    return Desk(project, "Ida Brandt", project / "originals", "2026-01-02")


def claim(desk: Desk, words: str) -> str:
    (found,) = [s.item.id for s in desk.reviewed.of("claim") if words in s.item.text and s.item.page == TOPIC]
    return found


def test_everything_may_be_signed_in_every_order(desk: Desk) -> None:
    for order in ("doubt", "topic", "source", "change"):
        assert len(desk.queue(order)) == len(desk.reviewed.standings)
    total = len(desk.queue())
    for n, standing in enumerate(desk.queue("source"), 1):
        desk.sign(standing.item.id, "reads true")
        assert len(desk.queue()) == total - n
    assert {s.state for s in desk.reviewed.standings.values()} == {"read"}


def test_what_rests_on_the_same_paragraph_is_read_together(desk: Desk) -> None:
    def repeats(order: Order) -> int:
        shown = [{s.item.id, *(ref for ref, _ in s.item.against)} for s in desk.queue(order)]
        return sum(not one.isdisjoint(other) for one, other in pairwise(shown))

    assert repeats("doubt") > repeats("topic")
    assert repeats("source") > repeats("topic")
    third = [s.item.id for s in desk.queue("source") if "harbour2023 ¶3" in (s.item.id, *dict(s.item.against))]
    rows = [s.item.id for s in desk.queue("source")]
    places = [rows.index(id) for id in third]
    assert max(places) - min(places) == len(third) - 1, (
        "a digest paragraph, and all that rests on it, one after another"
    )


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Fishing boats stay away", TOPIC),
        ("Current from the grid", TOPIC),
        ("Ferries used the berths", TOPIC),
        ("has announced a review", TOPIC),
    ],
)
def test_a_sentence_is_mended_where_it_stands_and_undone(desk: Desk, project: Path, words: str, path: str) -> None:
    before = (project / path).read_bytes()
    id = claim(desk, words)
    desk.sign(id, "reads true")
    written = desk.written(id)
    assert "[@harbour2023" in written
    new = desk.mend(id, written.replace(words.split()[0], f'As "told", {words.split()[0].lower()}', 1), written)
    assert new != id
    assert desk.standing(new).state == "lapsed"
    assert desk.standing(new).reasons == ("the sentence was reworded",)
    after = (project / path).read_bytes()
    assert sum(a != b for a, b in zip(before.splitlines(), after.splitlines(), strict=True)) == 1, "one line is changed"
    assert [p for p in read_briefing(project).problems if p.fails and p.code.startswith("E1")] == []
    assert desk.undo() == id
    assert (project / path).read_bytes() == before
    assert desk.standing(id).state == "read"
    assert desk.undo() == id
    assert not (project / "reviews" / "ida-brandt.yml").exists()
    with pytest.raises(DeskError, match="nothing to undo"):
        desk.undo()


def test_events_and_entities_are_mended_in_their_rows(desk: Desk, project: Path) -> None:
    rows = [s.item for s in desk.reviewed.of("claim") if s.item.place.path in ("timeline.yml", "entities.yml")]
    assert {item.place.path for item in rows} == {"timeline.yml", "entities.yml"}
    assert all(item.frame for item in rows), "a date or a name belongs to each"
    for item in rows:
        before = (project / item.place.path).read_text(encoding="utf-8")
        written = desk.written(item.id)
        id = desk.mend(item.id, f"Indeed, {written[0].lower()}{written[1:]}", written)
        assert desk.standing(id).item.text.startswith("Indeed, ")
        after = (project / item.place.path).read_text(encoding="utf-8")
        assert before.count("#") == after.count("#"), "comments stay"
        desk.undo()
        assert (project / item.place.path).read_text(encoding="utf-8") == before


def test_the_comparison_answers_an_edit_at_once(desk: Desk) -> None:
    id = claim(desk, "Ferries took up")
    assert desk.problems_of(id) == ()
    written = desk.written(id)
    id = desk.mend(id, written.replace("184", "194"), written)
    assert "E311" in [p.code for p in desk.problems_of(id)]
    written = desk.written("harbour2023 ¶3")
    desk.mend("harbour2023 ¶3", written.replace("900", "400"), written)
    assert [p.code for p in desk.problems_of("harbour2023 ¶3")] == ["E332"]
    assert [p.code for p in desk.problems_of(claim(desk, "Fishing boats stay"))] == []


def test_a_digest_paragraph_is_written_with_its_notes_and_waivers(desk: Desk, project: Path) -> None:
    path = project / "sources" / "harbour2023.md"
    before = path.read_text(encoding="utf-8")
    relying = [s.item.id for s in desk.reviewed.of("claim") if "harbour2023 ¶2" in dict(s.item.against)]
    for id in (*relying, "harbour2023 ¶2"):
        desk.sign(id, "reads true")
    written = desk.written("harbour2023 ¶2")
    desk.mend("harbour2023 ¶2", written + ' <!-- evidence: allow "x" because we say so -->', written)
    assert {desk.standing(id).state for id in (*relying, "harbour2023 ¶2")} == {"lapsed"}
    assert "¶2 of `harbour2023` was reworded" in desk.standing(relying[0]).reasons
    desk.undo()
    assert path.read_text(encoding="utf-8") == before
    assert {desk.standing(id).state for id in relying} == {"read"}


@pytest.mark.parametrize("text", ["", "  ", "One.\n\nTwo.", "¶9 Other.", "# Heading", "---"])
def test_an_edit_that_would_break_the_file_is_refused(desk: Desk, project: Path, text: str) -> None:
    before = (project / "sources" / "harbour2023.md").read_bytes()
    with pytest.raises(DeskError):
        desk.mend("harbour2023 ¶3", text, desk.written("harbour2023 ¶3"))
    with pytest.raises(DeskError):
        desk.mend(claim(desk, "Fishing boats"), text, desk.written(claim(desk, "Fishing boats")))
    assert (project / "sources" / "harbour2023.md").read_bytes() == before


def test_a_correction_is_written_where_one_writes_it_by_hand_and_undone(desk: Desk, project: Path) -> None:
    path = project / "sources" / "harbour2023.md"
    before = path.read_text(encoding="utf-8")
    assert len(desk.originals["harbour2023"].paragraphs) == 4
    found = desk.correct("harbour2023 ¶3", "split", "Their  plugs differ")
    assert len(desk.originals["harbour2023"].paragraphs) == 5
    assert "E331" in {p.code for p in found}, "its digest has other numbers now"
    after = path.read_text(encoding="utf-8")
    assert 'corrections:\n  - {split: "Their plugs differ"}\n---\n' in after
    id = "harbour2023 correction: split Their plugs differ"
    assert desk.standing(id).item.kind == "correction"
    shown = details(desk, id)["evidence"]
    assert [row["title"] for row in shown] == ["Original as it is read now, ¶4"]
    desk.sign(id, "reads true")
    assert {p.code for p in desk.correct("harbour2023 ¶3", "no-note", 'Their "plugs')} >= {"E138"}
    assert '  - {no-note: "Their \\"plugs"}\n---\n' in path.read_text(encoding="utf-8")
    for action, words in (("explode", "count"), ("split", " ")):
        with pytest.raises(DeskError, match="A correction is one of split"):
            desk.correct("harbour2023 ¶2", action, words)
    for _ in range(3):
        desk.undo()
    assert path.read_text(encoding="utf-8") == before
    assert len(desk.originals["harbour2023"].paragraphs) == 4


def test_the_digest_of_a_new_source_is_written_paragraph_by_paragraph(project: Path) -> None:
    path = project / "sources" / "harbour2023.md"
    front = path.read_text(encoding="utf-8").partition("rights: digest")[0]
    body = "¶2 [^1] <!-- to be written -->\n\n[^1]: [@register2022]\n"
    path.write_text(f"{front}status: in work\nrights: digest\n---\n{body}", encoding="utf-8")
    desk = Desk(project, "Ida", project / "originals", "2026-01-02")
    side = source(desk, "harbour2023")
    assert side is not None
    assert [(r["id"], r["state"]) for r in side["rows"]] == [
        (f"harbour2023 ¶{n}", "to be written") for n in range(1, 5)
    ]
    assert all(row["original"] for row in side["rows"])
    for n in (3, 2, 1):
        assert desk.mend(f"harbour2023 ¶{n}", f"Words of ours for {n}" + ".[^1]" * (n == 2), "")
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith(("¶", "[^"))] == [
        "¶1 Words of ours for 1", "¶2 Words of ours for 2.[^1]", "¶3 Words of ours for 3", "[^1]: [@register2022]",
    ]  # fmt: skip
    assert desk.standing("harbour2023 ¶1").state == "unread"
    desk.undo()
    assert "¶1 " not in path.read_text(encoding="utf-8")


def test_what_changed_under_the_reader_is_not_signed_nor_written(desk: Desk, project: Path) -> None:
    id = claim(desk, "Fishing boats stay away")
    item, written = desk.standing(id).item, desk.written(id)
    digest = project / "sources" / "harbour2023.md"
    digest.write_text(digest.read_text(encoding="utf-8").replace("Fishing boats have made", "Trawlers made"), "utf-8")
    with pytest.raises(DeskError, match="has changed since it was shown"):
        desk.sign(id, "reads true", seen=(item.said, dict(item.against)))
    topic = project / TOPIC
    topic.write_text(topic.read_text(encoding="utf-8").replace("stay away because", "keep away because"), "utf-8")
    with pytest.raises(DeskError, match="no longer there"):
        desk.mend(id, "Other words.", written)
    assert "Other words" not in topic.read_text(encoding="utf-8")


def test_without_its_original_a_digest_is_not_signed(project: Path) -> None:
    lock = project / "evidence.lock"
    lock.unlink()
    desk = Desk(project, "Ida", None, "2026-01-02")
    with pytest.raises(DeskError, match="--originals"):
        desk.sign("harbour2023 ¶1", "reads true")


Client = tuple[TestClient, str]


@pytest.fixture
def client(desk: Desk) -> Iterator[Client]:
    """A client of the guarded page, and its token."""
    token = new_token()
    guard = Guard(application(desk, token), "127.0.0.1", 8765, ("GET", "HEAD", "POST"), token)
    with TestClient(guard, base_url=f"http://127.0.0.1:8765/{token}/") as made:
        yield made, token


def post(client: TestClient, token: str, name: str, values: dict[str, Any], **headers: str) -> Any:
    given = {"Origin": "http://127.0.0.1:8765", TOKEN: token}
    return client.post(f"api/{name}", json=values, headers={**given, **headers})


def test_the_page_signs_and_says_what_is_left(client: Client, desk: Desk) -> None:
    http, token = client
    assert "page.js" in http.get("").text
    rows = http.get("api/queue", params={"order": "source", "only": TOPIC}).json()["rows"]
    item = http.get("api/item", params={"id": rows[0]}).json()
    assert "".join(piece for piece, _ in item["text"]) == desk.standing(rows[0]).item.text
    marks = {mark for _, marked in item["evidence"][0]["text"] for mark in marked.split()}
    assert marks == {"carries", "found", "shared"}
    given = {"id": item["id"], "said": item["said"], "against": item["against"], "verdict": "does not", "remark": "No."}
    assert post(http, token, "sign", given).json() == {"signed": 1}
    assert desk.standing(item["id"]).reasons == ("No.",)
    assert len(http.get("api/queue", params={"only": TOPIC}).json()["rows"]) == len(rows) - 1
    stale = {**given, "said": "0" * 16}
    assert post(http, token, "sign", stale).status_code == 409
    assert post(http, token, "undo", {}).json()["id"] == item["id"]
    assert post(http, token, "sign", {"id": "c-0"}).status_code == 400
    assert post(http, token, "mend", {"id": "c-0", "text": "x", "expected": "x"}).status_code == 409
    side = http.get("api/source", params={"key": "harbour2023"}).json()
    assert len(side["rows"]) == 4
    assert all(row["original"] for row in side["rows"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_nobody_else_may_ask(client: Client, headers: dict[str, str]) -> None:
    http, token = client
    assert post(http, token, "undo", {}, **headers).status_code == 403
    assert http.get("", headers=headers).status_code == 403


def test_nothing_is_read_or_written_without_the_token_nor_written_by_get(client: Client, project: Path) -> None:
    http, token = client
    assert post(http, "", "undo", {}).status_code == 403
    assert post(http, "x" * len(token), "undo", {}).status_code == 403
    for address in ("http://127.0.0.1:8765/", "http://127.0.0.1:8765/wrong/", "http://127.0.0.1:8765/api/queue"):
        assert http.get(address).status_code == 404
    assert http.post("http://127.0.0.1:8765/api/undo", json={}, headers={TOKEN: token}).status_code == 404
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for name in ("sign", "mend", "undo"):
        assert http.get(f"api/{name}").status_code == 405
    for name in ("queue", "item", "source"):
        http.get(f"api/{name}", params={"id": "c-1", "key": "../../etc", "order": "topic"})
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    policy = http.get("").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_the_terminal_reads_by_keys(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("yjkunq")
    out = Console(file=io.StringIO(), width=100)
    assert read(desk, "topic", TOPIC, out, lambda: next(keys)) == 0
    said = out.file.getvalue()  # type: ignore[attr-defined]
    assert "1 of 6" in said or "1 of 5" in said
    assert "1 signed" in said
    assert [s.state for s in desk.reviewed.standings.values()].count("rejected") == 1


def test_a_note_beside_a_sentence_names_the_work_that_it_cites(desk: Desk) -> None:
    id = claim(desk, "184 calls in the first year")
    (shown,) = [row["text"] for row in details(desk, id)["evidence"] if row["ref"] == "harbour2023 ¶2"]
    assert "[Note: register2022: Berth Register for 2022]" in "".join(piece for piece, _ in shown)


def test_the_command_tells_how_far_the_reading_is(
    project: Path, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    args = ["--project", str(project), "--originals", str(project / "originals")]
    assert main(["review", "--status", *args]) == 1
    assert "none of 12 sentences" in capsys.readouterr().out
    for standing in desk.queue():
        desk.sign(standing.item.id, "reads true")
    assert main(["review", "--status", *args]) == 0
    id = claim(desk, "Fishing boats stay")
    written = desk.written("harbour2023 ¶3")
    desk.mend("harbour2023 ¶3", written.replace("Fishing boats", "The fishing boats"), written)
    capsys.readouterr()
    assert main(["review", "--list", "--format", "json", *args]) == 1
    found = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in found["list"]}
    assert found["open"] == len(rows)
    assert rows[id]["state"] == "lapsed"
    assert rows[id]["why"][0].startswith("¶3 of `harbour2023` was reworded")
    assert rows["harbour2023 ¶3"]["path"] == "sources/harbour2023.md"
    assert main(["review", "--project", str(project), "--reader", "..."]) == 2


def test_beside_a_gap_stand_the_paragraphs_that_come_nearest_to_it(project: Path) -> None:
    path = project / TOPIC
    added = "gaps:\n  - says: No source says what an adapter for fishing boats costs.\n    because: It matters.\n"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\n{added}", 1), encoding="utf-8")
    desk = Desk(project, "Ida", None, "2026-01-02")
    (gap,) = desk.queue("topic", "gap")
    shown = details(desk, gap.item.id)
    assert shown["evidence"][0]["ref"] == "harbour2023 ¶3"
    assert shown["signable"] == ""
    desk.sign(gap.item.id, "reads true")
    assert desk.queue("topic", "gap") == ()
