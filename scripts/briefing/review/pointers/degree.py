"""What is so here and only possible, planned or partly so there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.pair import WINDOW, Pair, Seen, shown
from briefing.review.pointers.text import Sentence, Word, stems


def reality(pair: Pair) -> Iterator[Seen]:
    """What is so here, and only possible, planned or required there; or the other way round."""
    cues = pair.cues
    near = pair.near
    mine, theirs = _governed([pair.claim], cues), _governed(near, cues)
    kinds, kinds_there = _kinds(pair.claim, cues), _kinds([word for sentence in near for word in sentence], cues)
    for stem, (kind, cue) in mine.items():
        there = theirs.get(stem)
        if there and (kind, there[0]) in _CLASHES:
            yield Seen("reality clash", f"“{cue} {shown(pair.claim, stem)}” here, “{there[1]}” in the paragraph")
            break
    if "will" in kinds and "will" not in kinds_there:
        said = any(word.text in cues.speaking or cues.unreal.get(word.text, "will") != "will" for word in pair.claim)
        yield Seen("reality will, said" if said else "reality will", "“will” here, and not in the paragraph")
    strong = kinds & {"will", "must"}
    if strong and kinds_there & {"possible", "would"} and not kinds_there & {"will", "must", "planned"}:
        cue = next(word.text for word in pair.claim if cues.unreal.get(word.text) in strong)
        yield Seen("reality stronger", f"“{cue}” here, and weaker words in the paragraph")
    for stem, (kind, cue) in theirs.items():
        if _is_done(pair.claim, stem, cues):
            name = "reality done" + (", hedged" if kinds - {"sure"} else "")
            firm = {"possible": "possible", "must": "required"}.get(kind, "intended")
            yield Seen(
                f"{name}, {firm} there",
                f"“{shown(pair.claim, stem)}” stands in the paragraph behind “{cue}”, and not here",
            )
            break
    if "sure" in kinds and kinds_there & {"possible", "hedged"} and "sure" not in kinds_there:
        sure = next(word.text for word in pair.claim if cues.unreal.get(word.text) == "sure")
        yield Seen("reality sure", f"“{sure}” here, and less than sure in the paragraph")
    if not kinds - {"sure"} and kinds_there - {"sure"} and not any(w.text in cues.speaking for w in pair.claim):
        yield Seen("reality bare", "so here, and less than so in the paragraph")


_CLASHES = frozenset(
    {
        ("will", "possible"), ("must", "possible"), ("will", "would"), ("must", "would"),
        ("possible", "must"), ("possible", "would"), ("possible", "will"), ("must", "will"),
    }
)  # fmt: skip
"""Kinds of the same verb, here and there, that don't say the same."""


def _kinds(words: Sequence[Word], cues: Cues) -> set[str]:
    """How far what some words say is from being so; a will that somebody has is no future."""
    owned = {n for n, word in enumerate(words) if n and word.text == "will" and words[n - 1].text in cues.owning}
    return {cues.unreal[word.text] for n, word in enumerate(words) if word.text in cues.unreal and n not in owned}


def _governed(sentences: Sequence[Sentence], cues: Cues) -> dict[str, tuple[str, str]]:
    """Stems of the verb behind each word that makes it less than so, with the kind and the word."""
    found: dict[str, tuple[str, str]] = {}
    for sentence in sentences:
        for n, word in enumerate(sentence):
            kind = cues.unreal.get(word.text)
            if word.text == "to" and n and sentence[n - 1].text in cues.being:
                kind = "planned"
            if kind in ("possible", "planned", "will", "must", "would"):
                behind = [
                    w.stem
                    for w in sentence[n + 1 : n + 1 + WINDOW]
                    if w.telling and not w.name and w.text not in cues.unreal
                ]
                for stem in behind[:2]:
                    found.setdefault(stem, (kind, word.text))
    return found


def _is_done(claim: Sentence, stem: str, cues: Cues) -> bool:
    """Whether a stem stands in the claim as what is or was, rather than as an infinitive or a noun."""
    for n, word in enumerate(claim):
        if word.stem == stem:
            before = [w.text for w in claim[max(0, n - 3) : n]]
            if "to" in before:
                return before[-1] == "to" and any(text in cues.achieving for text in before)
            parted = any(text in cues.bounds or text in cues.articles for text in before)
            finite = not parted and any(text in cues.finite for text in before)
            if word.text.endswith("ed") or word.text in cues.irregular or finite:
                return True
    return False


def quantity(pair: Pair) -> Iterator[Seen]:
    """All here and some there; at least here and at most there."""
    cues = pair.cues
    mine = list(_quantified(pair.claim, cues))
    theirs = [row for sentence in pair.source for row in _quantified(sentence, cues)]
    kinds_there = {kind for kind, _, _ in theirs}
    for kind, heads, word in mine:
        same = [text for _, there, text in theirs if heads & there]
        if kind not in kinds_there and (same or (theirs and kind in ("all", "none"))):
            why = f"“{word}” here, “{(same or [theirs[0][2]])[0]}” in the paragraph"
            if same:
                yield Seen("quantity head" + (" absolute" if kind in ("all", "none") else ""), why)
            break
    whole = {kind for sentence in pair.whole for kind, _, _ in _quantified(sentence, cues)}
    word = _unbounded(pair.claim, cues)
    if word and not whole & {"all", "none", "few"}:
        yield Seen("quantity unbounded", f"“{word}” here, and nothing like it in the paragraph")
    only = next((w.text for w in pair.claim if w.text in cues.only), "")
    if only and not any(w.text in cues.only or w.text in cues.excepting for s in pair.whole for w in s):
        yield Seen("quantity only", f"“{only}” here, and nothing like it in the paragraph")
    known = stems(pair.claim)
    mine_heads = {head for _, heads, _ in mine for head in heads}
    for kind, heads, text in theirs:
        if heads & known and not heads & mine_heads and kind not in {k for k, _, _ in mine}:
            yield Seen(f"quantity dropped {kind}", f"“{text}” in the paragraph, and not here")
            break
    limits = _limits(pair.claim, cues)
    limits_there: dict[str, tuple[int, str]] = {}
    for sentence in pair.whole:
        limits_there |= _limits(sentence, cues)
    for number, (sign, words) in limits.items():
        if number in limits_there and limits_there[number][0] != sign:
            yield Seen(
                "quantity limit", f"“{words} {number}” here, “{limits_there[number][1]} {number}” in the paragraph"
            )


def _unbounded(sentence: Sentence, cues: Cues) -> str:
    """A word for all without exception; empty where there is none, or where it counts: `all three`, `in all`."""
    for n, word in enumerate(sentence):
        before = sentence[n - 1].text if n else ""
        behind = sentence[n + 1].text if n + 1 < len(sentence) else ""
        counted = not behind or behind in ("but", "the") or behind[0].isdigit() or behind in cues.numbers
        if cues.quantifiers.get(word.text) == "all" and not counted and before not in ("in", "almost", "nearly", "not"):
            return word.text
    return ""


def _quantified(sentence: Sentence, cues: Cues) -> Iterator[tuple[str, frozenset[str], str]]:
    """Each word for how many, with its class and the stems of what it counts."""
    for n, word in enumerate(sentence):
        kind = cues.quantifiers.get(word.text)
        if kind and (n == 0 or sentence[n - 1].text not in ("at", "not")):
            behind = [w.stem for w in sentence[n + 1 : n + 1 + WINDOW] if w.telling]
            yield kind, frozenset(behind[:2]), word.text


def _limits(sentence: Sentence, cues: Cues) -> dict[str, tuple[int, str]]:
    """Number → whether it is given as a lower (1) or upper (-1) bound, and in what words."""
    texts = [word.text for word in sentence]
    found: dict[str, tuple[int, str]] = {}
    for n, text in enumerate(texts):
        if not (text[0].isdigit() or text in cues.numbers):
            continue
        for sign, phrases in ((1, cues.more), (-1, cues.less)):
            for phrase in phrases:
                at = n - len(phrase)
                for start in (at, at - 1, at - 2):
                    if start >= 0 and tuple(texts[start : start + len(phrase)]) == phrase and text not in found:
                        found[text] = (sign, " ".join(phrase))
    return found
