"""Copied words: seven in a row that count; names, titles and figures between them don't."""

from __future__ import annotations

import pytest

from briefing.evidence.copying import copied, runs_of
from briefing.evidence.language import language

ENGLISH = language("en")
ORIGINAL = [
    "The old harbour master of Vellmar, Tomas Rehn, slowly counted 1.7 million empty barrels behind the wall.",
    "Members were Ida Brandt, Jonas Falk, the Coastal Fisheries Board and the Harbour Council of Vellmar in 1998.",
    "Prices of rope and tar rose by 12.5 percent there.",
]


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("Slowly counted 1.7 million empty barrels behind the wall, it seems.", True),
        ("He counted 1.7 million empty barrels behind the dike.", False),  # 1.7 is one word, and none that counts
        ("It lists Ida Brandt, Jonas Falk, the Coastal Fisheries Board and the Harbour Council of Vellmar.", False),
        ("The old harbour master of Vellmar, Tomas Rehn, slowly counted what was there.", True),
        ("“The old harbour master of Vellmar, Tomas Rehn, slowly counted” what was there.", False),
        ("Prices of rope and tar rose by 12.5 percent.", True),
        ("Rope and tar rose by 12.5 percent there.", True),
        ("Tar rose by 12.5 percent there.", False),
    ],
)
def test_what_is_a_copy(text: str, copy: bool) -> None:
    assert (copied(text, runs_of(ORIGINAL, ENGLISH)) is not None) == copy
