"""Rules that call an eye to one sentence: each compares a sentence with those of its paragraphs that share its words.

A rule yields what it saw, in words. None of them knows what a sentence means; how often each is right and how often
wrong is measured by benchmarks/meaning.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.text import Sentence, stems

WINDOW = 5
"""Words behind a cue among which what it governs is looked for."""
NEAR = 6
"""Words on either side among which a softer word of denial excuses."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of a claim, the sentences that it rests on, and all that its paragraphs say."""

    claim: Sentence
    source: tuple[Sentence, ...]
    whole: tuple[Sentence, ...]
    cues: Cues


Rule = Callable[[Pair], Iterator[str]]


def negation(pair: Pair) -> Iterator[str]:
    """What one side denies and the other doesn't, where no softer word of denial stands near it on the other side."""
    cues = pair.cues
    mine, theirs = _denied([pair.claim], cues), _denied(pair.whole, cues)
    there = frozenset().union(*(stems(sentence) for sentence in pair.source))
    for stem in mine - theirs:
        if stem in there and not any(_softly(sentence, stem, cues) for sentence in pair.whole):
            yield f"“{_shown(pair.claim, stem)}” is denied here, and not in the paragraph"
            return
    near = _denied(pair.source[:1], cues)
    for stem in (near - mine) & stems(pair.claim):
        if not _softly(pair.claim, stem, cues) and not any(w.text in cues.negators for w in pair.claim):
            yield f"“{_shown(pair.claim, stem)}” is denied in the paragraph, and not here"
            return


def _denied(sentences: Sequence[Sentence], cues: Cues) -> frozenset[str]:
    """Stems of the next telling words behind each negator."""
    found: set[str] = set()
    for sentence in sentences:
        for n, word in enumerate(sentence):
            if word.text in cues.negators:
                behind = [w for w in sentence[n + 1 : n + 1 + WINDOW] if w.telling and not w.text[0].isdigit()]
                if not any(w.text in cues.telling for w in (*behind[:2], *sentence[max(0, n - 2) : n])):
                    found.update(w.stem for w in behind[:2] if not w.name)
    return frozenset(found)


def _softly(sentence: Sentence, stem: str, cues: Cues) -> bool:
    """Whether a word that denies more softly stands near a stem in a sentence."""
    for n, word in enumerate(sentence):
        if word.stem == stem:
            near = sentence[max(0, n - NEAR) : n + NEAR + 1]
            if any(w.text in cues.denying or w.text in cues.negators or _turned(w.text) for w in near):
                return True
    return False


def _turned(word: str) -> bool:
    """Whether a word carries a denial in its first letters."""
    return word.startswith(("un", "non-", "dis")) and len(word) > 6


def direction(pair: Pair) -> Iterator[str]:
    """A word here whose opposite stands there among the same words, and which doesn't stand there itself."""
    cues = pair.cues
    theirs = [row for sentence in pair.whole for row in _poles(sentence, cues)]
    for which, pole, word, near in _poles(pair.claim, cues):
        same = max((len(near & around) for w, p, _, around in theirs if (w, p) == (which, pole)), default=0)
        others = [(len(near & around), other) for w, p, other, around in theirs if (w, p) == (which, 1 - pole)]
        shared, other = max(others, default=(0, ""))
        if shared > same and other != word:
            yield f"“{word}” here, “{other}” in the paragraph"


def _poles(sentence: Sentence, cues: Cues) -> Iterator[tuple[int, int, str, frozenset[str]]]:
    """Each word that has an opposite: which pair, which pole (the other where denied), and what is around it."""
    for n, word in enumerate(sentence):
        for which, pole in cues.opposites.get(word.text, ()):
            denied = any(w.text in cues.negators for w in sentence[max(0, n - 3) : n])
            around = (w.stem for w in sentence[max(0, n - WINDOW) : n + WINDOW + 1] if w.telling and w is not word)
            yield which, 1 - pole if denied else pole, word.text, frozenset(around)


def reality(pair: Pair) -> Iterator[str]:
    """What is so here, and only possible, planned or required there; or the other way round."""
    cues = pair.cues
    near = pair.source[:1]
    mine, theirs = _governed([pair.claim], cues), _governed(near, cues)
    kinds = {cues.unreal[word.text] for word in pair.claim if word.text in cues.unreal}
    kinds_there = {cues.unreal[word.text] for sentence in near for word in sentence if word.text in cues.unreal}
    for stem, (kind, cue) in mine.items():
        there = theirs.get(stem)
        if there and (kind, there[0]) in _CLASHES:
            yield f"“{cue} {_shown(pair.claim, stem)}” here, “{there[1]}” in the paragraph"
            return
    strong = kinds & {"will", "must"}
    if strong and kinds_there & {"possible", "would"} and not kinds_there & {"will", "must", "planned"}:
        cue = next(word.text for word in pair.claim if cues.unreal.get(word.text) in strong)
        yield f"“{cue}” here, and weaker words in the paragraph"
        return
    if not kinds - {"sure"}:
        for stem, (_, cue) in theirs.items():
            if _is_done(pair.claim, stem, cues):
                yield f"“{_shown(pair.claim, stem)}” stands in the paragraph behind “{cue}”, and not here"
                return
    if "sure" in kinds and kinds_there & {"possible", "hedged"} and "sure" not in kinds_there:
        sure = next(word.text for word in pair.claim if cues.unreal.get(word.text) == "sure")
        yield f"“{sure}” here, and less than sure in the paragraph"


_CLASHES = frozenset(
    {
        ("will", "possible"), ("must", "possible"), ("will", "would"), ("must", "would"),
        ("possible", "must"), ("possible", "would"), ("possible", "will"), ("must", "will"),
    }
)  # fmt: skip
"""Kinds of the same verb, here and there, that don't say the same."""


def _governed(sentences: Sequence[Sentence], cues: Cues) -> dict[str, tuple[str, str]]:
    """Stems of the verb behind each word that makes it less than so, with the kind and the word."""
    found: dict[str, tuple[str, str]] = {}
    for sentence in sentences:
        for n, word in enumerate(sentence):
            kind = cues.unreal.get(word.text)
            if kind in ("possible", "planned", "will", "must", "would"):
                behind = [w.stem for w in sentence[n + 1 : n + 1 + WINDOW] if w.telling and w.text not in cues.unreal]
                for stem in behind[:2]:
                    found.setdefault(stem, (kind, word.text))
    return found


def _is_done(claim: Sentence, stem: str, cues: Cues) -> bool:
    """Whether a stem stands in the claim as what is or was, rather than as an infinitive or a noun."""
    for n, word in enumerate(claim):
        if word.stem == stem:
            before = [w.text for w in claim[max(0, n - 3) : n]]
            if before[-1:] == ["to"]:
                return any(text in cues.achieving for text in before)
            if word.text.endswith("ed") or any(text in cues.finite for text in before):
                return True
    return False


def quantity(pair: Pair) -> Iterator[str]:
    """All here and some there; at least here and at most there."""
    cues = pair.cues
    mine = list(_quantified(pair.claim, cues))
    theirs = [row for sentence in pair.source for row in _quantified(sentence, cues)]
    kinds_there = {kind for kind, _, _ in theirs}
    for kind, heads, word in mine:
        same = [text for _, there, text in theirs if heads & there]
        if kind not in kinds_there and (same or (theirs and kind in ("all", "none"))):
            yield f"“{word}” here, “{(same or [theirs[0][2]])[0]}” in the paragraph"
            return
    limits = _limits(pair.claim, cues)
    limits_there: dict[str, tuple[int, str]] = {}
    for sentence in pair.whole:
        limits_there |= _limits(sentence, cues)
    for number, (sign, words) in limits.items():
        if number in limits_there and limits_there[number][0] != sign:
            yield f"“{words} {number}” here, “{limits_there[number][1]} {number}” in the paragraph"


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
        if not (text[0].isdigit() or sentence[n].stem in _NUMBERS):
            continue
        for sign, phrases in ((1, cues.more), (-1, cues.less)):
            for phrase in phrases:
                at = n - len(phrase)
                for start in (at, at - 1, at - 2):
                    if start >= 0 and tuple(texts[start : start + len(phrase)]) == phrase and text not in found:
                        found[text] = (sign, " ".join(phrase))
    return found


_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelv", "dozen"}
)


def time(pair: Pair) -> Iterator[str]:
    """Before here and after or in there, of the same day, number or thing."""
    cues = pair.cues
    mine = _times([pair.claim], cues)
    theirs = _times(pair.whole, cues)
    for stem, signs in mine.items():
        there = theirs.get(stem, set())
        if there and ((signs == {-1} and -1 not in there) or (signs == {1} and there == {-1})):
            yield f"“{_shown(pair.claim, stem)}” stands behind another word of time than in the paragraph"
            return


def _times(sentences: Sequence[Sentence], cues: Cues) -> dict[str, set[int]]:
    """Stem of what stands behind a word of time → whether that says before (-1), in or on (0), after (1)."""
    found: dict[str, set[int]] = {}
    for sentence in sentences:
        texts = [word.text for word in sentence]
        for sign, phrases in ((-1, cues.before), (0, cues.at), (1, cues.after)):
            for phrase in phrases:
                for n in range(len(texts) - len(phrase)):
                    if tuple(texts[n : n + len(phrase)]) == phrase:
                        behind = [w for w in sentence[n + len(phrase) : n + len(phrase) + WINDOW] if w.telling]
                        for word in behind[:2]:
                            if sign or word.text[0].isdigit():
                                found.setdefault(word.stem, set()).add(sign)
    return found


def unit(pair: Pair) -> Iterator[str]:
    """Another unit behind the same number."""
    cues = pair.cues
    theirs: dict[str, set[str]] = {}
    for sentence in pair.whole:
        for number, name in _units(sentence, cues):
            theirs.setdefault(number, set()).add(name)
    for number, name in _units(pair.claim, cues):
        others = theirs.get(number, set())
        alike = {o for o in others if cues.units[o] & cues.units[name]}
        if alike and name not in others:
            yield f"{number} stands with “{name}” here, with “{min(alike)}” in the paragraph"


def _units(sentence: Sentence, cues: Cues) -> Iterator[tuple[str, str]]:
    """Each number with the units behind it."""
    for n, word in enumerate(sentence):
        if word.text[0].isdigit() or word.stem in _NUMBERS or word.text in ("half", "a", "every", "per"):
            for other in sentence[n + 1 : n + 3]:
                if other.stem in cues.units:
                    yield word.text, other.stem
                    break


def speaker(pair: Pair) -> Iterator[str]:
    """Somebody else says or does it here than there."""
    cues = pair.cues
    anywhere = frozenset().union(*(stems(sentence) for sentence in pair.whole))
    theirs: dict[str, set[str]] = {}
    for sentence in pair.source:
        for verb, subject in _subjects(sentence, cues).items():
            theirs.setdefault(verb, set()).update(subject)
    for verb, subject in _subjects(pair.claim, cues).items():
        there = theirs.get(verb)
        if there and subject and not subject & there and subject <= anywhere:
            yield f"“{_shown(pair.claim, verb)}” has another subject in the paragraph"
            return


def _subjects(sentence: Sentence, cues: Cues) -> dict[str, set[str]]:
    """Stem of each verb → the telling words before it in its clause; left out where a pronoun stands there."""
    found: dict[str, set[str]] = {}
    for n, word in enumerate(sentence):
        if not word.telling or word.name or not (word.text in cues.speaking or word.text.endswith("ed")):
            continue
        start = n
        while start and sentence[start - 1].text not in _BOUNDS:
            start -= 1
        clause = sentence[start:n]
        if any(w.text in cues.pronouns for w in clause) or any(w.text == "by" for w in sentence[n + 1 : n + 3]):
            continue
        own = {w.stem for w in clause if w.telling and w.text not in cues.speaking and not w.text[0].isdigit()}
        if own:
            found.setdefault(word.stem, own)
    return found


_BOUNDS = frozenset(
    [
        *',:()"', "that", "and", "but", "which", "who", "when", "while", "as", "because", "if", "of", "for", "to", "in",
        "on", "than", "so", "or", "since", "although", "though", "yet", "what", "whom", "by",
    ]
)  # fmt: skip
"""What a clause begins behind."""


def roles(pair: Pair) -> Iterator[str]:
    """Two names that have changed places: each stands here among the words that are the other's there."""
    mine, theirs = _around_names([pair.claim]), _around_names(pair.whole)
    known = [name for name in mine if name in theirs]
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            kept = len(mine[one] & theirs[one]) + len(mine[other] & theirs[other])
            crossed = len(mine[one] & theirs[other]), len(mine[other] & theirs[one])
            if sum(crossed) >= 2 and sum(crossed) > kept and (min(crossed) or not kept):
                yield f"“{one}” and “{other}” stand in each other's place in the paragraph"
                return


def _around_names(sentences: Sequence[Sentence]) -> dict[str, frozenset[str]]:
    """Each name → the telling words next to it, names left out; words before and behind are told apart."""
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        n = 0
        while n < len(sentence):
            end = n
            while end < len(sentence) and (sentence[end].name or (end == 0 and sentence[end].capital)):
                end += 1
            if end > n:
                sides = (("<", sentence[max(0, n - BESIDE) : n]), (">", sentence[end : end + BESIDE]))
                near = {side + w.stem for side, words in sides for w in words if w.telling and not w.name}
                found.setdefault(sentence[end - 1].text, set()).update(near)
            n = max(end, n + 1)
    return {name: frozenset(near) for name, near in found.items()}


BESIDE = 4
"""Words on either side of a name that are taken to be said of it."""


def _shown(sentence: Sentence, stem: str) -> str:
    return next((word.text for word in sentence if word.stem == stem), stem)


RULES: tuple[tuple[str, Rule], ...] = (
    ("negation", negation),
    ("direction", direction),
    ("reality", reality),
    ("quantity", quantity),
    ("time", time),
    ("unit", unit),
    ("speaker", speaker),
    ("roles", roles),
)
"""What is looked at, in the order in which it is told."""
