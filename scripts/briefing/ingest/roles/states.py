"""What a part of a document may be, and what may follow what: the grammar of documents."""

from __future__ import annotations

STATES = ("K", "D", "T", "t", "F", "S", "B", "R", "P", "c", "H", "N", "n", "X", "A")
"""Above the title: K letterhead, kicker, furniture; D byline, date. T title, t its second line. Below it: F furniture,
S standfirst or subtitle, B byline, date, R role. P paragraph, c the rest of one; H heading; N note, n the rest of one;
X furniture; A note on the author."""
KINDS = {**dict.fromkeys("KFX", "furniture"), **dict.fromkeys("DB", "imprint"), **dict.fromkeys("Tt", "title")}
KINDS |= {state: state for state in STATES if state not in KINDS}
"""States that make the same of a part are of one kind."""
ABOVE, BELOW, BODY = "KD", "TtFSBR", "PcHNnXA"
FIRST = frozenset("KDTPHXN")
"""With what a document may begin."""


def may_follow(before: str, state: str) -> bool:
    """Whether a state may stand right behind another: a title below what stands above one, no rest of what hasn't
    begun."""
    if before in ABOVE or state in "KDT":
        return before in ABOVE and state in "KDT"
    if state == "t":
        return before in "Tt"
    if state in "FSBR":
        return before in BELOW
    if state == "c":
        return before in BODY
    if state == "n":
        return before in "NnX"
    return True
