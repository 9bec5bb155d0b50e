"""What strangers wrote, as a terminal may have it: shown, and obeyed in nothing."""

from __future__ import annotations

import json
import re
from typing import Any

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal may take for a command to itself; line ends and tabs are none."""


def visible(text: str) -> str:
    """A text with a sign in place of each control character.

    >>> visible("a\\x1b[2Jb")
    'a\ufffd[2Jb'
    """
    return _CONTROLS.sub("\ufffd", text)


def as_json(value: Any, indent: int | None = 1) -> str:
    """A value as JSON, its letters as they are and its control characters escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _CONTROLS.sub(lambda m: f"\\u{ord(m.group()):04x}", text)
