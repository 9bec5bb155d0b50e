"""The line of `corrections:` that settles a doubt."""

from __future__ import annotations

import json

WORDS = 8
"""Words of the original by which a correction is anchored, at most."""


def correction(action: str, text: str, **more: object) -> str:
    """The line for `corrections:` in sources/KEY.md that does `action` at a text's first words.

    For example `- {keep: "Part two of", rule: running-heads}`; of `more` what is empty is left out.
    """
    shown = {action: " ".join(text.split()[:WORDS]), **{k: v for k, v in more.items() if v}}
    return "- {" + ", ".join(f"{key}: {_scalar(value)}" for key, value in shown.items()) + "}"


def _scalar(value: object) -> str:
    plain = isinstance(value, int) or str(value).replace("-", "").isalpha()
    return str(value) if plain else json.dumps(str(value), ensure_ascii=False)
