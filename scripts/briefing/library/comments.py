"""HTML comments in Markdown: where they are, in one pass whatever the text."""

from __future__ import annotations

from collections.abc import Iterator


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each comment that is closed."""
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            return
        yield at, end + 3
        at = text.find("<!--", end + 3)


def unclosed(text: str) -> int | None:
    """Where a comment begins that is never closed, or None."""
    end = 0
    for _, end in comments(text):  # noqa: B007 (the last end is what counts)
        pass
    at = text.find("<!--", end)
    return at if at >= 0 else None


def blanked(text: str, keep: str = "") -> str:
    """A text without its comments, their line ends kept; comments that hold `keep` stay, where it is not empty."""
    pieces, done = [], 0
    for start, end in comments(text):
        comment = text[start:end]
        pieces += [text[done:start], comment if keep and keep in comment else "\n" * comment.count("\n")]
        done = end
    return "".join([*pieces, text[done:]])


def parted(text: str) -> tuple[str, str]:
    """A line without its comments and the spaces before them, and those comments."""
    pieces, held, done = [], [], 0
    for start, end in comments(text):
        pieces.append(text[done:start].rstrip())
        held.append(text[start:end])
        done = end
    return "".join([*pieces, text[done:]]).strip(), " ".join(held)
