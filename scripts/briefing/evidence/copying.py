"""Runs of words that an original has too: what stands outside quotation marks must be our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from briefing.codes import report
from briefing.evidence.language import Language
from briefing.evidence.markup import NOTE_MARK, plain
from briefing.evidence.quotations import find_quotations
from briefing.evidence.wording import normalise
from briefing.model import Claim, Document, Key
from briefing.problems import Problem

COPIED = 7
"""So many words in a row, as the original has them, are a copy; names, titles and figures between them don't count."""

Runs = frozenset[tuple[str, ...]]
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")


def runs_of(texts: Iterable[str], language: Language) -> Runs:
    """All runs of `COPIED` words that count in normalised paragraphs of an original, in lower case, with what stands
    between them; one of function words alone is none."""
    rows = [_WORD.findall(NOTE_MARK.sub("", text)) for text in texts]
    lower = {word for words in rows for word in words if not word[0].isupper()}
    runs = set()
    for words in rows:
        keys = [word.lower() for word in words]
        counting = [
            at
            for at, (word, key) in enumerate(zip(words, keys, strict=True))
            if not word[0].isdigit() and (not word[0].isupper() or key in language.function_words or key in lower)
        ]
        for start in range(len(counting) - COPIED + 1):
            run = counting[start : start + COPIED]
            if not language.function_words.issuperset(keys[at] for at in run):
                runs.add(tuple(keys[run[0] : run[-1] + 1]))
    return frozenset(runs)


def copied(text: str, runs: Runs) -> str | None:
    """The first run of an original's words that stands in a Markdown text outside quotation marks, or None."""
    text = plain(text)
    for quotation in reversed(find_quotations(text)):
        text = text[: quotation.start] + " | " + text[quotation.end :]
    sizes = sorted({len(run) for run in runs})
    for piece in normalise(text).split("|"):
        words = [word.lower() for word in _WORD.findall(piece)]
        for at in range(len(words) - COPIED + 1):
            for size in sizes:
                if (run := tuple(words[at : at + size])) in runs:
                    return " ".join(run)
    return None


def check_copying(claims: Iterable[Claim], originals: Mapping[Key, Document], language: Language) -> Iterator[Problem]:
    """Claims that copy an original which they cite."""
    runs = {
        key: runs_of((normalise(p.text) for p in document.paragraphs), language) for key, document in originals.items()
    }
    for claim in claims:
        for key in dict.fromkeys(citation.key for citation in claim.citations):
            found = copied(claim.text, runs[key]) if key in runs else None
            if found:
                yield report(
                    "E339", claim.place, f"The sentence copies `{key}`.",
                    expected=f"fewer than {COPIED} words in a row as the original has them",
                    found=found, source=claim.text,
                )  # fmt: skip
