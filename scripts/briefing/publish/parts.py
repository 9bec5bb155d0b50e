"""The index of a large site, in parts of which a browser fetches the few that a query needs.

`names` is read first: what each page is called, and where the other parts begin. `words/N` says of the stems of one
stretch of the alphabet in which places they stand, and how well; `places/N` holds a page's places, or some of them.
`search.js` reads them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from briefing.memory import fingerprint
from briefing.publish.packing import HOLE, Section, Tables, by_page, filters, packed_page, sections_of, together
from briefing.publish.places import Found
from briefing.publish.reading import Reading
from briefing.publish.terms import stem, words

PART = 12_000
"""Characters from which a part with words is whole."""
BLOCK = 6_000
"""Characters of text from which a part with places is whole."""
FOLDERS = {"topics/": "topic", "sources/": "source", "entities/": "entity"}
"""Folders of which each page is of one kind, which comes before the others in the order of places."""
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
TOGETHER = 32
"""Pages of which the stems are joined, so that after an edit those of the others are taken at once."""
BEST = 3
"""How well a title or name answers; a text from 0 on, by how often the stem stands in it and how long it is."""


def in_parts(reading: Reading) -> dict[str, str]:
    """The scripts of an index, by path within `search/`. What was packed of a page is taken again, and of pages that
    stand together the stems, joined."""
    facets = together(reading.facets.values())
    tables = Tables(facets)
    numbers = fingerprint(tables.lists)
    fresh: dict[str, list[_Stems]] = {}

    def pack(path: str) -> list[_Packed]:
        found = [_packed(page, tables) for page in by_page(reading.places(path))]
        fresh[path] = [stems for _, stems in found]
        reading.kept("stems", path, partial(fresh.get, path), numbers)
        return [row for row, _ in found]

    def stems(path: str) -> list[_Stems]:
        return fresh.get(path) or reading.kept("stems", path, partial(fresh.get, path), numbers)

    def join(rows: list[tuple[_Packed, str, int]]) -> _Stems:
        return _joined((stems(path)[i], row[3]) for row, path, i in rows)

    rows: list[tuple[_Packed, str, int]] = []
    for path in reading.fronts:
        known = reading.kept("packed", path, partial(pack, path), numbers)
        if path not in fresh and not reading.holds("stems", path, numbers):
            pack(path)
        rows += [(row, path, i) for i, row in enumerate(known)]
        reading.close(path, kept=False)
    rows.sort(key=lambda row: row[0][0] or "~")
    postings = _Postings()
    named: dict[str, list[list[Any]]] = {}
    blocks: list[str] = []
    for at in range(0, len(rows), TOGETHER):
        some = rows[at : at + TOGETHER]
        keys = [(reading.key("stems", path, numbers), i) for _, path, i in some]
        postings.add(reading.joined(keys, partial(join, some)), sum(row[3] for row, _, _ in some))
    for (folder, row, texts, _), _, _ in rows:
        blocks += texts
        named.setdefault(folder, []).append(row)
    parts = postings.parts()
    shown = filters(facets)
    names = {
        **tables.lists,
        "filters": {name: shown[name] for name in ("kind", "year")},
        "kinds": FOLDERS,
        "pages": named,
        "words": [part.partition(" ")[0] for part in parts],
    }
    held = {f"words/{i}": _json(part) for i, part in enumerate(parts)}
    held |= {f"places/{i}": block for i, block in enumerate(blocks)}
    scripts = {f"{name}.js": f"window.briefingParts[{json.dumps(name)}]={what};\n" for name, what in held.items()}
    return {"names.js": f"window.briefingParts={{}};\nwindow.briefingIndex={_json(names)};\n", **scripts}


_Stems = tuple[str, Sequence[int], Sequence[int], str]
"""Stems, and of each the first place with how well it answers, the last place, and what is written of those between."""
_Packed = tuple[str, list[Any], list[str], int]
"""Of a page: its folder, its row among the names, the parts with its places, and how many places it has."""


def _packed(page: list[Found], tables: Tables) -> tuple[_Packed, _Stems]:
    """What the index has of a page, save what rests on how many places stand before it; and its stems."""
    roots = _Roots(tables)
    texts, counts, holding, size = list[str](), list[int](), list[Section](), 0
    sections = sections_of(page)
    for i, section in enumerate(sections):
        for place in (section.place, *section.said):
            roots.add(place, section.text.replace(HOLE, " ") if place is section.place else place.text)
        holding.append(section)
        size += len(section.text) + sum(len(said.text) for said in section.said)
        if size >= BLOCK or i == len(sections) - 1:
            texts.append(_json(packed_page(page, holding, tables, named=False)))
            counts.append(sum(1 + len(held.said) for held in holding))
            holding, size = [], 0
    return (_folder(page[0]), _row(page[0], counts), texts, sum(counts)), _written(roots.rows)


def _written(rows: Mapping[str, Sequence[Any]]) -> _Stems:
    """Stems with the first place, the last, and what stands between, as they are kept."""
    firsts, lasts, rests = zip(*rows.values(), strict=True) if rows else ((), (), ())
    return " ".join(rows), firsts, lasts, " ".join(rests)


def _joined(pages: Iterable[tuple[_Stems, int]]) -> _Stems:
    """The stems of pages one behind the other, of which each has so many places, as if they were one page's."""
    rows: dict[str, list[Any]] = {}
    before = 0
    for (roots, firsts, lasts, rests), many in pages:
        for root, first, at, rest in zip(roots.split(" "), firsts, lasts, rests.split(" "), strict=False):
            row = rows.get(root)
            if row is None:
                rows[root] = [first + 4 * before, before + at, rest]
            else:
                value = first + 4 * (before - row[1])
                row[1] = before + at
                row[2] += (_NUMBERS[value] if value < _FEW else _number(value)) + rest
        before += many
    return _written(rows)


def _folder(page: Found) -> str:
    """The folder that tells a page's kind; empty where none does."""
    folder, _, slug = page.location.partition("#")[0].removesuffix("/").rpartition("/")
    return f"{folder}/" if slug and FOLDERS.get(f"{folder}/") == page.kind else ""


def _row(page: Found, counts: list[int]) -> list[Any]:
    """`[name in its folder, title, other names, places in each part]`; without folder the address, and the kind."""
    folder, address = _folder(page), page.location.partition("#")[0]
    slug = address.removeprefix(folder).removesuffix("/") if folder else address
    names = [name for name in page.names if name not in (page.page, slug if folder else "")]
    row = [slug, page.page, names, counts if len(counts) > 1 else counts[0]]
    return row if folder else [*row, page.kind]


class _Roots:
    """In which places of a page each stem stands: the first, the last, and what is written of those after the first."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._at = -1
        self.rows: dict[str, list[Any]] = {}

    def add(self, place: Found, text: str) -> None:
        """Adds the next place: its words, what it is called, which paragraph it is, by what it can be filtered."""
        self._at += 1
        said = words(text)
        once = _worth(1, len(said))
        found = dict.fromkeys(map(stem, said), once)
        if len(found) < len(said):
            found |= {root: _worth(n, len(said)) for root, n in Counter(map(stem, said)).items() if n > 1}
        if place.within is None and not place.label:
            found |= dict.fromkeys((stem(word) for name in (place.title, *place.names) for word in words(name)), BEST)
        for sign, numbers in zip("st", [*self._tables.of(place), [], []], strict=False):
            found |= dict.fromkeys((f"={sign}{number}" for number in numbers), 0)
        found |= dict.fromkeys((f"=y{year}" for year in place.facets.get("years", ())), 0)
        if place.label:
            found[f"={place.location.rpartition('#')[2]}"] = 0
        at, rows = self._at, self.rows
        for root, worth in found.items():
            row = rows.get(root)
            if row is None:
                rows[root] = [4 * at + worth, at, ""]
            else:
                value = 4 * (at - row[1]) + worth
                row[1] = at
                row[2] += _NUMBERS[value] if value < _FEW else _number(value)


class _Postings:
    """In which places each stem stands."""

    def __init__(self) -> None:
        self._before = 0
        self._last: dict[str, int] = {}
        self._written: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, stems: _Stems, many: int) -> None:
        """Adds the next pages, which have so many places."""
        before, last, written = self._before, self._last, self._written
        roots, firsts, lasts, rests = stems
        for root, first, at, rest in zip(roots.split(" "), firsts, lasts, rests.split(" "), strict=False):
            value = first + 4 * (before - last.get(root, 0))
            written[root].append((_NUMBERS[value] if value < _FEW else _number(value)) + rest)
            last[root] = before + at
        self._before += many

    def parts(self) -> list[str]:
        """Each stem and its places, a line each, in parts by the alphabet (of UTF-16, as scripts compare)."""
        made: list[list[str]] = [[]]
        size = 0
        for root in sorted(self._written, key=lambda root: root.encode("utf-16-be")):
            line = f"{root} {''.join(self._written[root])}"
            if size and size + len(line) > PART:
                made.append([])
                size = 0
            made[-1].append(line)
            size += len(line)
        return ["\n".join(lines) for lines in made]


def _worth(many: int, length: int) -> int:
    """How well a text answers with a word that it has, as `measure` of `rank.js` weighs it, in a fourth of it."""
    return min(BEST, int(4 * many / (many + 0.7 + 0.006 * length)))


def _number(value: int) -> str:
    """A number in digits of 32; those before the last are of the upper half."""
    out = DIGITS[value & 31]
    while value := value >> 5:
        out = DIGITS[32 + (value & 31)] + out
    return out


_FEW = 20_000
_NUMBERS = [_number(value) for value in range(_FEW)]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
