"""Key judgements of front matter, with what the desk says of each; and the events that a page names as newer."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.library.fields import JudgementFields
from briefing.library.located import Yaml
from briefing.model import Judgement, Passage, Place, Watch


def read_judgements(rows: Sequence[JudgementFields], document: Yaml, home: str) -> tuple[Judgement, ...]:
    """The judgements under `judgements:`, in order."""
    return tuple(_judgement(row, document, i, home) for i, row in enumerate(rows))


def remark(text: str, place: Place, home: str, part: str) -> Passage:
    """The desk's own words: they may cite, and need not."""
    return Passage(text, place, home, "remark", part)


def named(ids: Sequence[str], document: Yaml) -> tuple[tuple[str, Place], ...]:
    """The ids under `since:`, each once, with its place."""
    return tuple({id: (id, document.place("since", i)) for i, id in reversed([*enumerate(ids)])}.values())[::-1]


def _judgement(row: JudgementFields, document: Yaml, i: int, home: str) -> Judgement:
    part = f"judgement:{i + 1}"

    def own(text: str | None, *path: str | int) -> Passage | None:
        place = document.place("judgements", i, *path)
        return remark(text, place, home, ":".join(map(str, (part, *path)))) if text else None

    signs = [(own(w.sign, "watch", n, "sign"), own(w.means, "watch", n, "means")) for n, w in enumerate(row.watch)]
    return Judgement(
        says=Passage(row.says, document.place("judgements", i, "says"), home, "judgement", part),
        confidence=row.confidence,
        because=own(row.because, "because"),
        inference=row.inference == "ours",
        assumes=own(row.assumes, "assumes"),
        alternative=own(row.alternative, "alternative"),
        watch=tuple(Watch(sign, means) for sign, means in signs if sign and means),
    )
