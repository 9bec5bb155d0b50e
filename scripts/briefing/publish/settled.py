"""Pagefind's index in a settled order: it lists filters and their values in another order at each run.

Its files are packed CBOR behind a mark, named by their content. What is read back is lists, texts and numbers; an
index of another make is left as it is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"


def settle(folder: Path) -> None:
    """Puts the filters of an index in order, so that the same pages give the same bytes."""
    entry = folder / "pagefind-entry.json"
    try:
        told = json.loads(entry.read_text(encoding="utf-8"))
        for language in told["languages"].values():
            language["hash"] = _settled(folder, language["hash"])
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return
    entry.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _settled(folder: Path, name: str) -> str:
    """One language's index; the name of what lists its parts."""
    listed = folder / f"pagefind.{name}.pf_meta"
    meta = _unpacked(listed)
    filters = []
    for label, file in sorted(meta[3]):
        path = folder / "filter" / f"{file}.pf_filter"
        title, values = _unpacked(path)
        path.unlink()
        filters.append([label, _packed([title, sorted(values)], folder / "filter", "{}.pf_filter", file)])
    meta[3] = filters
    listed.unlink()
    return _packed(meta, folder, "pagefind.{}.pf_meta", name)


def _unpacked(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MARK):
        raise ValueError(path.name)
    value, end = _read(data, len(_MARK))
    if end != len(data):
        raise ValueError(path.name)
    return value


def _packed(value: Any, folder: Path, pattern: str, like: str) -> str:
    """Writes a file named by its content, as long a name as another's; the name."""
    data = _MARK + _written(value)
    language, _, old = like.rpartition("_")
    name = f"{language}_{hashlib.sha256(data).hexdigest()[: len(old)]}"
    (folder / pattern.format(name)).write_bytes(gzip.compress(data, mtime=0))
    return name


def _read(data: bytes, at: int) -> tuple[Any, int]:
    """A number, text or list of CBOR, and where it ends."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size >= 24:
        length = 1 << (size - 24)
        if length > 8:
            raise ValueError("no fixed size")
        size, at = int.from_bytes(data[at : at + length], "big"), at + length
    if kind == 0:
        return size, at
    if kind == 3:
        return data[at : at + size].decode("utf-8"), at + size
    if kind != 4:
        raise ValueError("neither number, text nor list")
    found = []
    for _ in range(size):
        value, at = _read(data, at)
        found.append(value)
    return found, at


def _written(value: Any) -> bytes:
    """The CBOR of a number, text or list."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        text = value.encode("utf-8")
        return _head(3, len(text)) + text
    return _head(4, len(value)) + b"".join(map(_written, value))


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    length = next(length for length in (1, 2, 4, 8) if size < 1 << 8 * length)
    return bytes([kind << 5 | 24 + length.bit_length() - 1]) + size.to_bytes(length, "big")
