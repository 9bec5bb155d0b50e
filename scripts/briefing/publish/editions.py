"""What the files of stamped editions tell those who publish: each edition's ledger, and its changes in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def read_editions(files: Mapping[str, bytes]) -> dict[str, Mapping[str, Any]]:
    """Date of each stamped edition and what its file says."""
    found: dict[str, Mapping[str, Any]] = {}
    for path, data in files.items():
        if path.startswith("editions/") and path.endswith(".json"):
            try:
                content = json.loads(data)
            except ValueError:
                continue  # the check of editions reports it
            found[path[9:-5]] = content if isinstance(content, dict) else {}
    return found


def counted(row: Any) -> str:
    """`2 sentences added, 1 changed` out of lists or numbers."""
    if not isinstance(row, dict):
        return ""
    words: list[str] = []
    for name in ("added", "changed", "withdrawn"):
        value = row.get(name) or 0
        number = len(value) if isinstance(value, (list, dict)) else int(value)
        if number:
            unit = "" if words else "sentence " if number == 1 else "sentences "
            words.append(f"{number} {unit}{name}")
    return ", ".join(words)
