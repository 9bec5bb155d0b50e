"""Claims that were compared before and found all that they say: they need not be compared again.

What a claim says is looked up in the sources and works that it cites, by the names of the library's subjects. It is
remembered under a fingerprint of these, and only where nothing was missing: a miss looks for a hint in all sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from briefing.evidence.citations import parse_citations
from briefing.evidence.claims import LONG
from briefing.evidence.grounds import noted_in
from briefing.memory import Memory, fingerprint
from briefing.model import Check, Claim, Key, Library, Match, Passage


class Remembered:
    """What a memory holds of the claims of one library."""

    def __init__(self, memory: Memory, library: Library, files: Mapping[str, bytes], language: str) -> None:
        """`files` are those that the library was read from, by path."""
        self._memory, self._library, self._files = memory, library, files
        self._events = {f"event:{event.id}": event for event in library.events}
        self._keys: dict[Key, str | None] = {}
        self._language = language
        self._common = fingerprint({"language": language, "subjects": _subjects(library)})

    def key(self, claim: Claim) -> str | None:
        """Fingerprint of a claim and of all that it is compared with; None where something in it can't be told."""
        event = self._events.get(claim.passage.part)
        said = {
            "of": claim.kind,
            "text": claim.text,
            "written": claim.passage.text[claim.start : claim.end],
            "first": claim.start == 0,
            "waived": [waiver.text for waiver in claim.waivers],
            "date": event.date if event else "",
            "describes": claim.passage.home if claim.passage.kind == "entity" else "",
            "approximate": event is not None and event.approximate is not None,
        }
        return self._of(said, (citation.key for citation in claim.citations))

    def passage_key(self, text: str, keys: Iterable[Key]) -> str | None:
        """The same of a passage's headings, titles and heads of tables, whose surroundings cite these works."""
        return self._of({"passage": text, "works": len(self._library.works)}, keys)

    def checks(self, key: str | None) -> tuple[Check, ...] | None:
        """The checks of a claim that is remembered; None where it isn't."""
        rows = self._memory.get(key)
        return None if rows is None else tuple(map(_check, rows))

    def keep(self, key: str | None, checks: Iterable[Check]) -> None:
        """Remembers a claim of which nothing was missing."""
        self._memory.keep(key, [_row(check) for check in checks])

    def is_known(self, key: str | None) -> bool:
        """Whether a passage is remembered."""
        return self._memory.get(key) is not None

    def cited(self, passage: Passage) -> list[Key] | None:
        """The works that a long passage cites, each once, if it was found to be well formed; else None."""
        rows: list[Key] | None = self._memory.get(self._text_key(passage))
        return rows

    def keep_cited(self, passage: Passage) -> None:
        """Remembers a passage that is well formed."""
        groups = parse_citations(passage.text)[0]
        self._memory.keep(self._text_key(passage), [*dict.fromkeys(c.key for group in groups for c in group.citations)])

    def _text_key(self, passage: Passage) -> str | None:
        text = passage.text.encode("utf-8", "replace")
        return f"cited {self._language} {sha256(text).hexdigest()}" if len(text) > LONG else None

    def _of(self, said: dict[str, Any], keys: Iterable[Key]) -> str | None:
        cited = [self._of_key(key) for key in dict.fromkeys(keys)]
        return None if self._common is None or None in cited else fingerprint(self._common, said, cited)

    def _of_key(self, key: Key) -> str | None:
        """Fingerprint of a source, of its entry, and of the entries that its notes cite."""
        if key not in self._keys:
            source, works = self._library.sources.get(key), self._library.works
            data = self._files.get(source.place.path, b"") if source else b""
            noted = noted_in(self._library.sources)[0][key] if source else ()
            parts = {
                "source": data.decode("utf-8", "surrogateescape"),
                "entry": works[key].csl if key in works else None,
                "noted": [works[k].csl if k in works else None for k in noted],
            }
            self._keys[key] = fingerprint(parts)
        return self._keys[key]


def _subjects(library: Library) -> list[dict[str, Any]]:
    """What names subjects."""
    entities = [{"name": e.name, "aliases": e.aliases, "kind": e.kind} for e in library.entities.values()]
    topics = [{"title": t.title, "short": t.short, "known as": t.aliases} for t in library.topics.values()]
    return [*entities, *topics]


def _row(check: Check) -> list[Any]:
    """A check as JSON has it."""
    matches = [[m.key, m.n, m.start, m.end, m.text] for m in check.matches]
    return [check.kind, check.value, check.outcome, check.where, matches]


def _check(row: list[Any]) -> Check:
    """The check again."""
    kind, value, outcome, where, matches = row
    return Check(kind, value, outcome, tuple((key, n) for key, n in where), tuple(Match(*match) for match in matches))
