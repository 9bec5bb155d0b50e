"""Cuts the site's faces from the packages that package.json pins, the same bytes each time.

`npm ci` in this folder lays the packages; `make faces` does both. With `--check`, as in CI, nothing is written, and the
exit status is 1 where a file in the repository is not what would be cut.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
TO = HERE.parents[1] / "scripts" / "briefing" / "publish" / "fonts"
PACKAGES = HERE / "node_modules" / "@fontsource-variable"

RANGES = {
    "latin": "20-7E A0-FF 131 152-153 160-161 178 17D-17E 2BB-2BC 2BE-2BF 2C6 2DA 2DC 2010-2015 2018-201E 2020-2022 "
    "2026 202F 2030 2032-2033 2039-203A 2044 20AC 2116 2122 2190-2193 2212 2215",
    "latin-ext": "100-130 132-151 154-15F 162-177 179-17C 218-21B 1E00-1EFF",
    "cyrillic": "400-45F 490-491 4B0-4B1 2116",
}
FACES = {"serif": "source-serif-4", "sans": "source-sans-3"}
ITALIC = (("serif", "latin"), ("serif", "latin-ext"), ("sans", "latin"))
WEIGHTS = (400, 700)
"""Upright faces keep the axis between them; italics are set at the first."""
FEATURES = ["kern", "mark", "mkmk", "liga", "locl", "ccmp", "onum", "lnum", "pnum", "tnum", "calt"]
LICENCE = [0, 13, 14]
"""What of the names stays (copyright, licence, its address): the reserved ones go."""


def cut(face: str, letters: str, style: str) -> bytes:
    """One face, as woff2."""
    name = FACES[face]
    whole = TTFont(PACKAGES / name / "files" / f"{name}-{letters}-wght-{style}.woff2", recalcTimestamp=False)
    upright = style == "normal"
    font = instancer.instantiateVariableFont(whole, {"wght": WEIGHTS if upright else WEIGHTS[0]})
    font.flavor = None
    kept = io.BytesIO()
    font.save(kept)
    font = TTFont(kept, recalcTimestamp=False)
    if "gvar" in font:
        for glyph in font.getGlyphOrder():
            font["gvar"].variations.setdefault(glyph, [])
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, name_IDs=LICENCE, notdef_outline=True, hinting=False
    )
    if not upright:
        options.drop_tables += ["STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(RANGES[letters]))
    subsetter.subset(font)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def main() -> int:
    """Writes the files, or with `--check` compares them."""
    jobs = [(face, letters, "normal") for face in FACES for letters in RANGES]
    jobs += [(face, letters, "italic") for face, letters in ITALIC]
    stale = []
    for face, letters, style in jobs:
        path = TO / f"{face}-{letters}{'-italic' * (style == 'italic')}.woff2"
        data = cut(face, letters, style)
        if not path.is_file() or path.read_bytes() != data:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_bytes(data)
    print(f"{len(jobs)} faces, {len(stale)} changed{': ' if stale else ''}{', '.join(stale)}")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
