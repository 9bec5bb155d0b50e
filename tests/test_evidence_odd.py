"""No sentence and no paragraph breaks the checks, however odd the figures, dates and units are that stand in them."""

from __future__ import annotations

import random

import pytest

from briefing.evidence import check_evidence, find_claims
from tests.evidence_library import library

PIECES = """
Marta Lund|Osmund|the yard|sold|built|on 31 December 9999|at 5 p.m.|for 31 hours|the next day|24:59
0:00|3:40:12 a.m.|noon|half|a third of|of the 0|0|0 percent|12:60|five months later|1 January 0001
in 1|9,999,999,999,999,999,999,999|$3 a day|C$310 million a year|Danish kroner|9 Danish kroner
61 of its 96|of 0 boats 0|twice|every second|one in 0|more than 0|less than none|north of 3
the eldest of 2|and 17 others|from May to December 2015|late 9999|7 g|1e309|١٢ مارس|二〇二一年|100 %
103 percent|10 points|6:00–7:00|between 9 and 5|a quarter of an hour|respectively 3, 5 and 8 percent
29 February|31 February 2021|Q3 2020|winter 2020|1:2:3|٣:٤٠|18 Uhr|à midi|Halcyon-3|A-|B-2
the following year|a decade after 9999|30 days before 1 January 0001|98 centuries later
39,999 days later|on 2 March 2021
"""
LANGUAGES = ("en", "en", "de", "fr", "es", "ru", "zh", "it")


def odd(rng: random.Random, most: int) -> str:
    pieces = PIECES.strip().replace("\n", "|").split("|")
    said = " ".join(rng.choice(pieces) for _ in range(rng.randint(3, most)))
    return f"{said.capitalize()}{rng.choice([', ', '; '])}{rng.choice(pieces)}."


@pytest.mark.parametrize("seed", range(6))
def test_odd_figures_break_nothing(seed: int) -> None:
    for number in range(25):
        rng = random.Random(1000 * seed + number)
        paragraphs, language = [odd(rng, 12), odd(rng, 12)], rng.choice(LANGUAGES)
        made = library(f"{odd(rng, 10)}[@brandt2019, ¶1–2]", brandt2019=paragraphs)
        claims, problems = check_evidence(made, find_claims(made, language), None, language)
        assert [claim.text for claim in claims]
        assert all(problem.code.startswith("E3") and problem.line for problem in problems)
