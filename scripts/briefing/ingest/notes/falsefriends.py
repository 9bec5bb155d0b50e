# ruff: noqa: E501, SIM905 - patterns and lists of words read best as they are
"""What looks like a marker and is none: exponents of units, formulae, names of products and of groups of states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

UNITS = frozenset(
    "m km cm mm dm µm nm ft in mi yd sq ha s sec min h hr kg g lb w mc mile miles inch feet foot meter meters metre metres м км см мм".split()
)
FORMULAE = frozenset(
    "CO H HO CH N NO SO O NH SF PM CaCO TiO SiO UO UF Fe Al HS HNO SO NaHCO LiFePO C BaSO CF CH CFC HFC MgO ZnO PbO MnO KNO HCO PO".split()
)
PRODUCTS = frozenset("apollo covid euro formula iphone mp web windows".split())
"""Words to which a figure is glued for good; to `week` or `article` it isn't."""
ELEMENT = re.compile(
    r"(?:A[lgsru]|B[aeri]?|C[aldoru]?|F[er]?|H[eg]?|I|K|L[iu]|M[gno]|N[aei]?|O|P[bt]?|S[inr]?|T[ih]|U|Xe|Z[nr])+"
)
VARIABLE = re.compile(r"(?<![^\W\d_])[^\W\d_]$")
STEM = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*$")
CODE = re.compile(r"[A-Z]{1,6}|[A-Z][a-z]?")


def _stem(text: str, at: int) -> str:
    """The letters directly before an offset."""
    match = STEM.search(text[max(0, at - 40) : at])
    return match.group() if match else ""


def exponent(text: str, at: int, inner: str) -> float:
    """What speaks against a raised figure at an offset being a marker: 0 nothing, −10 everything."""
    before, after = text[max(0, at - 12) : at], text[at + len(inner) : at + len(inner) + 2]
    if (
        before.endswith(("⁻", "⁺", "/", "⁄"))
        or after[:1] in ("⁄", "⁻", "⁺")
        or (before[-1:] in ("", " ", "\n") and re.match(r"[A-Z][a-z]?", after))
    ):
        return -10.0
    if re.search(r"(?<![\w.,])10\s?[−–-]$", before):
        return -10.0
    stem = _stem(text, at)
    if stem.lower() in UNITS and inner.strip("{}() ") in ("2", "3", "²", "³"):
        return -10.0
    if re.search(r"(?:^|[^\d])(?:1[5-9]|20)\d\d$", before):
        return -0.5
    if re.search(r"(?<![\w.,])(?:10|2|e)$", before) or re.search(r"[×x*·]\s?10$", before):
        return -10.0
    if before[-1:].isdigit():
        return -2.5
    if len(stem) == 1 and VARIABLE.search(before) and not re.search(r"[\s(]I$|[\s(][AaÁÀàоОиИяЯвВуУ]$", before):
        return -4.5
    return 0.0


def formula(text: str, at: int, bare: Mapping[str, int]) -> float:
    """What speaks against a lowered figure at an offset being a marker."""
    stem = _stem(text, at)
    after = re.match(rf"[{'₀₁₂₃₄₅₆₇₈₉'}\d.,]*([A-Za-z]?)", text[at : at + 6])
    if re.search(r"[₀-₉][.,]$", text[max(0, at - 2) : at]):
        return -10.0
    if stem in FORMULAE or (after is not None and after[1] and ELEMENT.match(after[1])):
        return -10.0
    if len(stem) == 1:
        return -5.0
    if ELEMENT.fullmatch(stem) and len(stem) <= 4 and not bare.get(stem):
        return -2.5
    return 0.0 if stem or text[at - 1 : at] in '.,;:!?)”"’»%' else -1.0


def product(stem: str, inner: str, bare: Mapping[str, int], glued: Mapping[str, int], numbered: Set[str]) -> float:
    """What speaks against a figure glued to a word being a marker: `G7`, `COP26`, `MH17`, `mp3`."""
    if stem.lower() in numbered:
        return -4.0 if stem.lower() in PRODUCTS else -2.0
    if stem in FORMULAE and len(inner) == 1:
        return -10.0
    score = -1.5 if glued.get(stem + inner, 0) > 1 else 0.0
    if CODE.fullmatch(stem) or (len(stem) <= 5 and sum(c.isupper() for c in stem) >= 2):
        return score + (-0.5 if bare.get(stem) and len(stem) > 1 else -5.0)
    if len(stem) < 3:
        return score - (1.0 if bare.get(stem) else 3.0)
    return score
