"""A generated library for the benchmarks: made-up sources on made-up subjects, and topics that cite them truly."""

from __future__ import annotations

import random

from benchmarks.corpus import MONTHS
from briefing.model import DigestParagraph, Entity, Library, Passage, Place, Source, Topic, Work

SYLLABLES = [c + v for c in "bdklmnrstv" for v in "aeiou" if c + v not in ("de", "re")]
NOUNS = [
    "harbour",
    "ferry",
    "bridge",
    "council",
    "reservoir",
    "tariff",
    "quarry",
    "archive",
    "orchard",
    "tunnel",
    "railway",
    "survey",
    "budget",
    "fishery",
    "museum",
    "levee",
    "turbine",
    "dairy",
    "seminar",
    "canal",
    "inspection",
    "charter",
    "ferry",
    "festival",
    "grant",
    "hearing",
    "inventory",
    "journal",
    "kiln",
    "laboratory",
    "market",
    "network",
    "observatory",
    "pipeline",
    "quota",
    "refinery",
    "schedule",
    "terminal",
    "union",
    "vineyard",
    "warehouse",
    "yard",
    "appeal",
    "brewery",
    "catalogue",
    "depot",
    "embankment",
    "forest",
    "garden",
]
VERBS = [
    "opened",
    "closed",
    "inspected",
    "repaired",
    "sold",
    "praised",
    "criticised",
    "postponed",
    "measured",
    "replaced",
    "extended",
    "funded",
    "surveyed",
    "audited",
    "rebuilt",
    "renamed",
    "flooded",
    "mapped",
    "licensed",
    "abandoned",
]
ADJECTIVES = [
    "northern",
    "coastal",
    "municipal",
    "wooden",
    "unfinished",
    "costly",
    "disputed",
    "private",
    "regional",
    "annual",
    "modern",
    "derelict",
    "shallow",
    "popular",
    "provisional",
    "historic",
    "remote",
    "crowded",
    "narrow",
    "temporary",
]


def word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def fact(rng: random.Random, people: list[str], places: list[str]) -> tuple[str, str]:
    """A sentence of a source, and another way of saying it."""
    person, place, noun, other = rng.choice(people), rng.choice(places), rng.choice(NOUNS), rng.choice(NOUNS)
    verb, adjective, more = rng.choice(VERBS), rng.choice(ADJECTIVES), rng.choice(ADJECTIVES)
    number, day, month, year = rng.randint(3, 900), rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1950, 2020)
    quoted = f"{rng.choice(ADJECTIVES)} {rng.choice(NOUNS)} of {rng.choice(NOUNS)}s"
    forms = [
        (f"On {day} {month} {year} {person} {verb} the {adjective} {noun} of {place}, which had cost {number} crowns.",
         f"{person} {verb} the {noun} of {place} on {month} {day}, {year}; it had cost {number} crowns."),
        (f"{person} called the {adjective} {noun} at {place} a “{quoted}”, since {number} {more} {other}s were lost.",
         f"For {person} the {noun} at {place} was a “{quoted}” after the loss of {number} {other}s."),
        (f"The {adjective} {noun} of {place} was {verb} in {year}, and {person} blamed the {more} {other}.",
         f"{person} blamed the {other} when the {noun} of {place} was {verb} in {year}."),
        (f"In the {year // 10 * 10}s {place} {verb} {number} {other}s, {person} wrote of the {adjective} {noun}.",
         f"{person}'s account of the {noun} tells that {place} {verb} {number} {other}s in the {year // 10 * 10}s."),
    ]  # fmt: skip
    return rng.choice(forms)


def generated(
    sources: int = 1000, paragraphs: int = 20, claims: int = 4000, topics: int | None = None, seed: int = 7
) -> Library:
    """A library of so many sources and true claims, some on two paragraphs; the same seed gives the same one."""
    rng = random.Random(seed)
    people = [f"{word(rng)} {word(rng)}" for _ in range(max(40, sources // 4))]
    places = [word(rng) for _ in range(max(30, sources // 5))]
    held: dict[str, Source] = {}
    works: dict[str, Work] = {}
    said: list[tuple[str, int, str]] = []
    for number in range(sources):
        key = f"{word(rng).lower()}{number}"
        rows = []
        for n in range(1, paragraphs + 1):
            facts = [fact(rng, people, places) for _ in range(2)]
            rows.append(DigestParagraph(n, n, None, " ".join(f[0] for f in facts), Place(f"sources/{key}.md", n + 8)))
            said += [(key, n, f[1]) for f in facts]
        held[key] = Source(key, None, paragraphs, "digest", None, (), tuple(rows), {}, Place(f"sources/{key}.md"))
        csl = {"id": key, "title": f"On the {rng.choice(NOUNS)}", "author": [{"family": word(rng), "given": word(rng)}],
               "issued": {"date-parts": [[rng.randint(2021, 2025)]]}}  # fmt: skip
        works[key] = Work(key, csl, "", Place("references.bib", number))
    sentences = []
    for key, n, text in rng.sample(said, min(claims, len(said))):
        if rng.random() < 0.25:
            key2, n2, text2 = rng.choice(said)
            sentences.append(f"{text[:-1]}, whereas {text2[:-1]}.[@{key}, ¶{n}; @{key2}, ¶{n2}]")
        else:
            sentences.append(f"{text}[@{key}, ¶{n}]")
    count = max(1, claims // 40)
    made = {}
    for number in range(count):
        slug, place = f"topic-{number}", Place(f"topics/topic-{number}.md")
        body = "\n\n".join(sentences[number::count])
        made[slug] = Topic(
            slug,
            f"Topic {number}",
            f"Topic {number}",
            (),
            None,
            (),
            (),
            (),
            Passage(body, place, f"topics/{slug}.md"),
            place,
        )
    entities = {
        f"person-{i}": Entity(f"person-{i}", name, "person", (), None, Place("entities.yml"))
        for i, name in enumerate(people)
    }
    entities |= {
        f"place-{i}": Entity(f"place-{i}", name, "place", (), None, Place("entities.yml"))
        for i, name in enumerate(places)
    }
    return Library(works, held, made, entities, (), ())
