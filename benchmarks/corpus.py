"""A generated briefing of any size: made-up sources with notes, topics whose sentences their sources carry.

Nothing in it is about anything. The same arguments give the same bytes.
"""

from __future__ import annotations

import itertools
import random
from functools import cache

WORDS = {
    "noun": "bridge canal depot ferry granary harbour kiln ledger lock mill pier quarry reservoir sluice tannery",
    "verb": "closed enlarged inspected leased measured moved opened painted priced rebuilt repaired sold surveyed",
    "adjective": "broad deep former large lower narrow new northern public shallow southern stone western wooden",
    "first": "Al Bel Cor Dun El Fer Gal Hol Ist Jor Kel Lam Mor Nor Ost Pel Quin Ros Sel Tor Ul Ver Wil Yar Zel",
    "last": "aberg burn castle dale feld ford gate ham holm ley mark mere mouth port rick stad stow thorpe wick worth",
    "month": "January February March April May June July August September October November December",
}
NOUNS, VERBS, ADJECTIVES, FIRST, LAST, MONTHS = (text.split() for text in WORDS.values())


@cache
def names(count: int) -> tuple[str, ...]:
    """`count` different proper names, each one word, so that none is named where another is, however many there are."""
    between = ("".join(row).lower() for many in itertools.count() for row in itertools.product(FIRST, repeat=many))
    made = (a + more + b for more in between for a in FIRST for b in LAST)
    return tuple(itertools.islice(made, count))


def sentence(pick: random.Random, people: tuple[str, ...]) -> str:
    """A sentence with a name, a number and a date, such as every check has something to look for."""
    who, verb, adjective, noun, of = (pick.choice(some) for some in (people, VERBS, ADJECTIVES, NOUNS, people))
    of = of if of != who else people[people.index(of) - 1]  # who is named twice in a clause is asked about
    return (
        f"{who} {verb} the {adjective} {noun} "
        f"of {of} for {pick.randint(2, 9000)} crowns in {pick.choice(MONTHS)} "
        f"{pick.randint(1950, 2020)} and {pick.choice(VERBS)} a {pick.choice(ADJECTIVES)} {pick.choice(NOUNS)} there."
    )


def corpus(
    sources: int = 1000,
    paragraphs: int = 20,
    notes: int = 8,
    topics: int = 100,
    sentences: int = 40,
    entities: int = 50,
    seed: int = 7,
) -> dict[str, bytes]:
    """The files of a briefing, by path; of the names in its texts, `entities` have a page of their own."""
    pick = random.Random(seed)
    people = names(max(60, sources // 2))
    said = {f"s{i:05d}": [sentence(pick, people) for _ in range(paragraphs)] for i in range(sources)}
    files = {f"sources/{key}.md": _source(key, rows, notes) for key, rows in said.items()}
    files |= {f"topics/topic-{i:04d}.md": _topic(pick, i, said, sentences) for i in range(topics)}
    files["references.bib"] = "\n".join(_entry(pick, key, people) for key in said)
    files["entities.yml"] = "\n".join(
        f"- {{id: e{i:05d}, name: {n}, kind: place}}" for i, n in enumerate(people[:entities])
    )
    files["timeline.yml"] = "[]"
    files["docs/index.md"] = "# A generated briefing\n\nIt measures speed.\n"
    return {path: text.encode() for path, text in files.items()}


def _source(key: str, rows: list[str], notes: int) -> str:
    marked = [f"¶{n} {row}" + (f"[^{n}]" if n <= notes else "") for n, row in enumerate(rows, 1)]
    defined = [f"[^{n}]: See [@{key}] and the register of that year, sheet {n}." for n in range(1, notes + 1)]
    head = f"---\noriginal:\n  sha256: {'0' * 64}\n  paragraphs: {len(rows)}\nrights: digest\n---\n"
    return head + "\n\n".join(marked) + "\n\n" + "\n".join(defined) + "\n"


def _topic(pick: random.Random, i: int, said: dict[str, list[str]], sentences: int) -> str:
    keys = list(said)
    rows = []
    for _ in range(sentences):
        key = pick.choice(keys)
        n = pick.randrange(len(said[key]))
        rows.append(f"{said[key][n]}[@{key}, ¶{n + 1}]")
    judged, rest = rows[: sentences // 8], rows[sentences // 8 :]
    body = "\n".join(f"- {row}" for row in judged) + "\n\n## Background\n\n" + " ".join(rest)
    word = NOUNS[i % len(NOUNS)]
    head = f"---\ntitle: The {ADJECTIVES[i % len(ADJECTIVES)]} {word} {i}\naliases: [{word} {i}]\n---\n"
    return f"{head}## Key judgements\n\n{body}\n"


def _entry(pick: random.Random, key: str, people: tuple[str, ...]) -> str:
    year, month = pick.randint(1990, 2024), pick.randint(1, 12)
    author = f"{pick.choice(people)}, {pick.choice(FIRST)}a"
    title = f"The {pick.choice(ADJECTIVES)} {pick.choice(NOUNS)} of {pick.choice(people)}"
    return (
        f"@report{{{key},\n  author = {{{author}}},\n  title = {{{title}}},\n"
        f"  institution = {{{{{pick.choice(people)} Office}}}},\n  date = {{{year}-{month:02d}}},\n  url = {{https://{key}.example/}},\n}}\n"
    )
