"""Shelves for the measure of the checks: sources in our own words, first drafts that are true, and false sentences.

Each `NAME.yml` has two folds: `tuned`, which whoever works on the checks may read, and `held`, of which they look at
the totals alone; `directives` has a third, `fresh`, for what was mended after the first two had been measured, and
`statute` and `doroga` have a `last`, written by who made the rules, and run when those were settled; `bronzes`,
`ferries` and `grid` have an `alpha`, and `ilmar`, `loibl`, `tavorelimab`, `coffee`, `conscription`, `hospitals`,
`compact`, `thesis` and `islands` a `beta`, `refunds`, `vote`, `water`, `nightwork`, `storethefts`, `fishing`, `crush`,
`peg` and `flood` a `gamma`, `lander`, `merger`, `rescue` and `typhoid` a `delta`, `resettlement` and `ribeira` an
`epsilon`, `marlport`, `okoume` and `olszanka` a `zeta`, `djolaba`, `shtrena` and `thalassar` an `eta`, `canoe`,
`dren`, `seehalle` and `spectrum` a `theta`, `dornstrip`, `tessavar`, `thornacre` and `yavoren` an `iota`, written by
people who didn't know the rules. All but `tessavar` and `yavoren` have been read since they were first measured, and
the rules were changed: what they show now flatters.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from briefing.model import DigestParagraph, Entity, Library, Passage, Place, Source, Topic, Work

HERE = Path(__file__).parent


def paths(folder: Path = HERE) -> list[Path]:
    """The files of the shelves in a folder, in order."""
    return sorted(path for path in folder.glob("*.yml") if path.stem != "covers")


NAMES = tuple(path.stem for path in paths())


def read(name: str, folder: Path = HERE) -> dict[str, Any]:
    """The rows of a shelf."""
    rows: dict[str, Any] = yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))
    return rows


def shelf(rows: dict[str, Any], sentences: list[str]) -> Library:
    """A library of a shelf's sources, with one topic of these sentences, a paragraph each."""
    place = Place("topics/drafts.md", 1)
    works = {key: _work(key, dict(entry)) for key, entry in rows["works"].items()}
    sources = {}
    for key, texts in rows["sources"].items():
        paragraphs = tuple(
            DigestParagraph(n, n, None, t, Place(f"sources/{key}.md", n)) for n, t in enumerate(texts, 1)
        )
        sources[key] = Source(key, None, len(texts), "digest", None, (), paragraphs, {}, Place(f"sources/{key}.md"))
    entities = {
        identity: Entity(identity, name, kind, tuple(aliases), None, Place("entities.yml"))
        for identity, name, kind, aliases in rows["entities"]
    }
    body = Passage("\n\n".join(sentences), place, "topics/drafts.md")
    topic = Topic("drafts", rows["title"], rows["title"], (), None, (), (), (), body, place)
    return Library(works, sources, {"drafts": topic}, entities, (), ())


def _work(key: str, entry: dict[str, Any]) -> Work:
    entry["issued"] = {"date-parts": [entry["issued"]]}
    return Work(key, {"id": key, **entry}, "", Place("references.bib"))
