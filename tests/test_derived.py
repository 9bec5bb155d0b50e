"""Figures that a sentence works out or words otherwise: true ones pass, those that don't follow are found."""

from __future__ import annotations

import pytest

from briefing.evidence import check_evidence, find_claims
from tests.evidence_library import library

PARAGRAPHS = [
    "The yard built 48 boats over 1,200 working days; nine were sold and five were scrapped.",
    "Of the crew 12 percent are women. Wages came to 16.8 crowns an hour, less than the 18.4 crowns of the town.",
    "Between 2010 and 2020 the fleet of Osmund shrank from 24 to 19 vessels.",
    "An offer of 2.4 million crowns was made in November 2021 and withdrawn a month later.",
    "Six of the 4,200 houses that gave shelter granted degrees of comfort to guests; the harbour took 45 percent.",
    "The permit asks for repairs within 30 days.",
    "The gate jammed at 6:20 a.m. on 4 May 2019, the bell rang at 6:35 a.m., and "
    "the dredger lay idle for 30 hours from then on.",
    "Marta Lund and 17 other skippers sued the town. "
    "The yard moved 61 of its 96 boats; of the 40 cranes 12 went to Osmund, the others stayed.",
    "The ferry carried 410 passengers in Osmund and 187 in Vik. "
    "It costs 4.20 crowns a day for a berth, and 9 kilonewtons pull at it.",
    "Rain fell in Osmund for 26 hours, in Vik for nine, and the mast bent 3 degrees to the north. "
    "The tower is taller than the mast of the church.",
    "She led 11 tours to 27 towns. The survey interviewed 58 skippers and measured 31 piers.",
    "A berth paid 1,120 crowns in Osmund, 1,310 in Vik, and 1,640 in Sund.",
    "In 2011 the guild of Osmund leased the pier of Osmund and painted it in 2011; its clerk kept the books.",
    "Replies come within five business days, and the gate shut at 11:40 p.m.; half of the hall stood empty that night. "
    "Some 600 sailors under thirty were asked, and a crown in repairs saves 0.9 crowns or 0.8 euros.",
    "The rule applied to 14,200 boats at first; 610 boats of Vik were added in April.",
    "In 2019 the harbour sold boats for SEK 3.4 million, a fifth less than the year before. A pilot costs "
    "400 crowns a week, and a tonne of hemp 120 euros; the yard burnt 1,240 tonnes.",
    "The coil hums with 30 decibels at 400 megahertz and 110 kilovolts.",
    "The barge carried 28 sacks and a goat. From 11:40 a.m. the pump stood still for 22 minutes; "
    "word came seven weeks late.",
    "The gate, number 2 of five, was last painted in August 2018 and broke on 30 January 2021.",
    "The canton gave 1.14 billion Swiss francs in 2019 and 980 million francs in 2020.",
    "Of 40 million crowns that were asked for, Osmund gave 9.2 million crowns, Vik 6.5 million crowns and Sund 5 "
    "million crowns; 17 givers gave 34.6 million crowns.",
    "The rate may move by 1.5 percent. Appeals are open until 17 April 2025.",
    "The charter was signed on 28 October 1998.",
    "A survey is due a year after the signing.",
    "The yard gave the crew 8.7 million francs. The town gave 1.1 million more.",
    "The hatch lets 82 sacks a minute through; between 7.21 and 7.27 p.m. about 190 a minute were thrown at it.",
    "A mill in Vik weaves 20 nets a day of hemp, and the town wants 3,000 nets.",
    "In 2010 the yard had five masts, and in 2021 it had 33, of which 27 are oaken. One takes four and a half tonnes. "
    "Of larch, 61 percent of the wood in 2012, only 22 percent were left ten years later.",
    "A sailor of Osmund is 2.7 times as likely to swim as one of Vik.",
    "The number of docks rose from 81 in 2020 to 124 in 2023, that of their hands from 7,400 to 11,900. "
    "Of the new berths 36 percent went to Vik, and 2,300 boats were lost.",
    "Planks pay a toll of eight percent, veneer one of three; guilds that plane most of it in Osmund pay half of these "
    "rates.",
    "On 9 February 2022 the pilot stopped the barge; three days later he was sent to Vik. It sailed on 14 February.",
    "The mail boat was running at 86 kilometres an hour; the barge, with 34 sacks of salt, at 41.",
    "In Vik 71 percent of the pupils swim, in Sund 26.",
    "In the northern wards it was 71 percent, in the old harbour 26. Planks pay eight percent, veneer three.",
    "The yard has 84 million crowns; 46 million of them are meant for sails, 23 million for new masts.",
]
TRUE = [
    ("Over 1,000 working days went into the boats.", 1),
    ("Fourteen boats were sold or scrapped.", 1),
    ("Every eighth of the crew is a woman.", 2),
    ("In the town wages were 18.4 crowns an hour.", 2),
    ("Wages were 16.8 against 18.4 crowns.", 2),
    ("In 2010 the fleet had 24 vessels.", 3),
    ("The fleet of Osmund shrank by about a fifth.", 3),
    ("In December 2021 the offer was withdrawn.", 4),
    ("The harbour took almost half.", 5),
    ("Six of some 4,200 houses granted degrees of comfort.", 5),
    ("The offer was nearly two and a half million crowns.", 4),
    ("The bell rang a quarter of an hour after the gate had jammed.", 7),
    ("The dredger lay idle until 12:35 p.m. on 5 May.", 7),
    ("Eighteen skippers sued the town.", 8),
    ("Some 35 boats stayed where they were.", 8),
    ("The 28 others of the cranes stayed.", 8),
    ("The ferry carried almost 600 passengers.", 9),
    ("A berth costs 4.20 crowns a day.", 9),
    ("In Vik it rained for nine hours.", 10),
    ("The mast is bent to the north.", 10),
    ("She led 11 tours and saw 27 towns.", 11),
    ("In Sund a berth paid 520 crowns more than in Osmund.", 12),
    ("The guild of Osmund leased the pier of Osmund.", 13),
    ("It was in 2011 that the pier was leased and painted in 2011.", 13),
    ("Replies come within five working days.", 14),
    ("The gate shut shortly before midnight.", 14),
    ("Sailors in their thirties weren't asked, the under-thirties were.", 14),
    ("A crown in repairs saves 80 cents.", 14),
    ("In the end the rule applied to 14,810 boats.", 15),
    ("The boats fetched about 850,000 kronor less in 2019 than in 2018.", 16),
    ("In 2019 boats were sold for 3.4 million Swedish kronor.", 16),
    ("A pilot costs some 1,600 crowns a month.", 16),
    ("Each year the yard burns hemp for roughly 150,000 euros.", 16),
    ("At 400 MHz and 110 kV it hums with 30 dB.", 17),
    ("With the goat 29 were on the barge.", 18),
    ("The pump stood still until shortly after noon.", 18),
    ("Word came almost two months late.", 18),
    ("It broke more than two years after the painting.", 19),
    ("In 2020 the canton gave 160 million francs less.", 20),
    ("Osmund, Vik and Sund together gave 20.7 million crowns.", 21),
    ("The rate may move by one and a half percent.", 22),
    ("Appeals are open until the 17th.", 22),
    ("A survey was due in October 1999.", "23–24"),
    ("The crew got 9.8 million francs in all.", 25),
    ("More than four in five of the masts are oaken.", 28),
    ("For six minutes more than twice as many sacks came as the hatch lets through.", 26),
    ("The nets that the town wants keep the mill busy for 150 days.", 27),
    ("A sailor of Osmund is nearly three times as likely to swim as one of Vik.", 29),
    ("Within three years the docks took on 4,500 hands.", 30),
    ("A guild of Osmund pays only four percent on planks.", 31),
    ("The barge sailed two days after the pilot had been sent to Vik.", 32),
    ("The mail boat was more than twice as fast as the barge.", 33),
    ("A pupil of Vik is nearly three times as likely to swim as one of Sund.", 34),
    ("In the old harbour 26 percent of the pupils swim, in the northern wards 71.", 35),
    ("The toll on veneer is three percent, that on planks eight percent.", 35),
    ("The yard set aside 23 million crowns for new masts.", 36),
]
FALSE = [
    ("A sailor of Osmund is nearly four times as likely to swim as one of Vik.", 29),
    ("Over 1,500 working days went into the boats.", 1),
    ("Sixteen boats were sold or scrapped.", 1),
    ("Every fifth of the crew is a woman.", 2),
    ("The fleet of Osmund shrank by about a half.", 3),
    ("The fleet of Osmund shrank by 79 percent.", 3),
    ("In March 2022 the offer was withdrawn.", 4),
    ("The harbour took almost three quarters.", 5),
    ("The offer was nearly three and a half million crowns.", 4),
    ("The gate jammed at 6:20 p.m. on 4 May 2019.", 7),
    ("The bell rang two hours after the gate had jammed.", 7),
    ("Twenty-five skippers sued the town.", 8),
    ("A berth costs 4.20 crowns a month.", 9),
    ("Some 9 meganewtons pull at it.", 9),
    ("In Vik it rained for 26 hours.", 10),
    ("The mast bent 3 degrees to the south.", 10),
    ("She led 27 tours to 11 towns.", 11),
    ("The survey interviewed 89 skippers and measured 31 piers.", 11),
    ("In Sund a berth paid 700 crowns more than in Osmund.", 12),
    ("The Osmund Rowing Guild sold nine boats.", 1),
    ("The fleet of Osmund shrank between 2010 and 2020 in Osmund.", 3),
    ("Replies come within nine business days.", 14),
    ("The gate shut shortly before noon.", 14),
    ("The rule applied to 14,900 boats.", 15),
    ("In 2019 boats were sold for NOK 3.4 million.", 16),
    ("At 400 GHz it hums with 30 dB.", 17),
    ("Boats fetched about 400,000 kronor less in 2019 than in 2018.", 16),
    ("The pump stood still until shortly after 2 p.m.", 18),
    ("Word came almost four months late.", 18),
    ("It broke more than six years after the painting.", 19),
    ("In 2020 the canton gave 260 million francs less.", 20),
    ("Osmund, Vik and Sund together gave 22.7 million crowns.", 21),
    ("The rate may move by two and a half percent.", 22),
    ("Appeals are open until the 19th.", 22),
    ("A survey was due in October 2001.", "23–24"),
    ("The crew got 10.8 million francs in all.", 25),
    ("About two in five of the masts are oaken.", 28),
    ("For sixteen minutes more than twice as many sacks came as the hatch lets through.", 26),
    ("The nets that the town wants keep the mill busy for 250 days.", 27),
    ("Within three years the docks took on 5,300 hands.", 30),
    ("A guild of Osmund pays only six percent on planks.", 31),
    ("The barge sailed nine days after the pilot had been sent to Vik.", 32),
    ("The mail boat was more than three times as fast as the barge.", 33),
    ("A pupil of Vik is nearly six times as likely to swim as one of Sund.", 34),
    ("In the old harbour 71 percent of the pupils swim, in the northern wards 26.", 35),
    ("The toll on veneer is eight percent, that on planks three percent.", 35),
    ("The yard set aside 46 million crowns for new masts.", 36),
]


@pytest.mark.parametrize(("says", "n", "holds"), [(*row, True) for row in TRUE] + [(*row, False) for row in FALSE])
def test_figures_that_follow(says: str, n: int | str, holds: bool) -> None:
    made = library(f"{says}[@brandt2019, ¶{n}]", brandt2019=PARAGRAPHS)
    _, problems = check_evidence(made, find_claims(made))
    failing = {p.code for p in problems if p.code in ("E311", "E312", "E313", "E317", "E319")}
    assert (not failing) == holds, [p.message for p in problems]


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("The pier gets 210 million crowns from Sund.", "E319"),
        ("The pier gets 270 million crowns from Sund.", "E311"),
        ("A mast from Vik is 5.2 crowns cheaper, freight and all.", "E319"),
        ("A mast from Vik is 6.3 crowns cheaper, freight and all.", "E311"),
        ("If it is half a year late, the yard owes 240,000 crowns.", ""),
        ("If it is half a year late, the yard owes 230,000 crowns.", "E311"),
        ("Each town bears 1.35 million crowns.", "E319"),
        ("Each town bears 1.9 million crowns.", "E311"),
    ],
)
def test_what_more_than_two_numbers_make_is_worth_a_second_look(says: str, code: str) -> None:
    texts = [
        "A fund of 600 million crowns serves the pier: Osmund pays 40 percent of it, Vik 25 percent and Sund the rest.",
        "A mast costs 31.4 crowns in Osmund and 24.7 crowns in Vik, to which 1.5 crowns must be added for freight.",
        "The yard must pay 40,000 crowns for every month of delay.",
        "The costs of 2.7 million crowns are borne equally.",
    ]
    cited = next(n for n, word in enumerate(("pier", "mast", "late", "bears"), 1) if word in says)
    made = library(f"{says}[@brandt2019, ¶{cited}]", brandt2019=texts)
    _, problems = check_evidence(made, find_claims(made))
    assert {p.code for p in problems if p.message.startswith("The number")} == ({code} if code else set())


@pytest.mark.parametrize(
    ("says", "codes"),
    [
        ("According to the survey the river was deep enough on 290 days in 2018.[@brandt2019, ¶1]", {"E311"}),
        ("The river was deep enough on 190 days.[@brandt2019, ¶2]", {"E311"}),
        ("The lock was shut for 14 days.[@brandt2019, ¶3]", set()),
    ],
)
def test_a_year_and_a_day_lie_no_number_of_days_apart(says: str, codes: set[str]) -> None:
    rows = [
        "In 2018 the river was deep enough on 291 days.",
        "In 2018 the river was deep enough on 291 days; on March 4, 2019 the survey was closed.",
        "The lock was shut from March 4 to March 18, 2019.",
    ]
    made = library(says, brandt2019=rows)
    assert {p.code for p in check_evidence(made, find_claims(made))[1]} == codes
