"""What one side denies, or says the opposite of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.pair import NEAR, WINDOW, Pair, Seen, shown
from briefing.review.pointers.text import Sentence, Word, stems


def negation(pair: Pair) -> Iterator[Seen]:
    """What one side denies and the other doesn't, where no softer word of denial stands near it on the other side."""
    cues = pair.cues
    mine, theirs = _denied([pair.claim], cues), _denied(pair.whole, cues)
    there = frozenset().union(*(stems(sentence) for sentence in pair.source))
    here = [stem for stem in sorted(mine - theirs) if stem in there]
    if here:
        soft = any(_softly(sentence, stem, cues) for sentence in pair.whole for stem in here)
        why = f"“{shown(pair.claim, here[0])}” is denied here, and not in the paragraph"
        yield Seen("negation denied here, softly there" if soft else "negation denied here", why)
    denial = _denies(pair.claim, cues)
    denying = [any(w.text in cues.negators or _denying(w, cues) for w in s) for s in pair.whole]
    if denial and not any(n for n, s in zip(denying, pair.whole, strict=True) if s in pair.source):
        alone = "negation alone" if not any(denying) else "negation alone near"
        yield Seen(alone, f"“{denial}” here, and nothing is denied in the paragraph")
    near = _denied(pair.near, cues)
    for stem in sorted((near - mine) & stems(pair.claim)):
        soft = _softly(pair.claim, stem, cues)
        any_ = any(w.text in cues.negators for w in pair.claim)
        name = "negation denied there" + (", softly here" if soft else ", another here" if any_ else "")
        yield Seen(name, f"“{shown(pair.claim, stem)}” is denied in the paragraph, and not here")
        return


def _denies(sentence: Sentence, cues: Cues) -> str:
    """A negator of a verb with the word behind it; empty where there is none, or only one of degree or of silence."""
    for n, word in enumerate(sentence):
        behind = [w.text for w in sentence[n + 1 : n + 1 + WINDOW]]
        near = (*behind, *(w.text for w in sentence[max(0, n - 2) : n]))
        until = any(w.text in ("until", "till", "without") for w in sentence[n + 1 : n + 8])
        if (
            word.text in cues.verbal
            and behind
            and not until
            and not _of_degree(behind[0], cues)
            and not cues.telling & {*near}
        ):
            return f"{word.text} {behind[0]}"
    return ""


def _of_degree(word: str, cues: Cues) -> bool:
    """Whether a word behind a negator makes it a matter of degree: `no more`, `not quite`, `not steadily`."""
    return word in cues.degrees or word.endswith("ly")


def _denying(word: Word, cues: Cues) -> bool:
    """Whether a word denies by itself: it stands among opposites at the pole of denial, or begins with it."""
    return word.text in cues.refusing or _turned(word.text)


def _denied(sentences: Sequence[Sentence], cues: Cues) -> frozenset[str]:
    """Stems of the next telling words behind each negator."""
    found: set[str] = set()
    for sentence in sentences:
        for n, word in enumerate(sentence):
            next_ = sentence[n + 1].text if n + 1 < len(sentence) else ""
            supposed = any(w.text in cues.supposing for w in sentence[max(0, n - NEAR) : n])
            until = any(w.text in ("until", "till") for w in sentence[n + 1 : n + 8])
            if word.text in cues.negators and not _of_degree(next_, cues) and not supposed and not until:
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


def direction(pair: Pair) -> Iterator[Seen]:
    """A word here whose opposite stands there among the same words, and which doesn't stand there itself."""
    cues = pair.cues
    here = {word.text for word in pair.claim}
    theirs = [row for sentence in pair.whole for row in _poles(sentence, cues)]
    for which, pole, word, near in _poles(pair.claim, cues):
        same = max((len(near & around) + 1 for w, p, _, around in theirs if (w, p) == (which, pole)), default=0)
        others = [(len(near & around), other) for w, p, other, around in theirs if (w, p) == (which, 1 - pole)]
        shared, other = max(others, default=(0, ""))
        if shared > same and other != word:
            why = f"“{word}” here, “{other}” in the paragraph"
            yield Seen("direction" + (" alone" if not same else "") + (" closely" if shared > 2 else ""), why)
        elif others and not same and other != word and other not in here:
            yield Seen("direction loosely", f"“{word}” here, “{other}” in the paragraph")
    yield from _governed(pair)
    yield from _prefixed(pair)


def _governed(pair: Pair) -> Iterator[Seen]:
    """What stands behind a word here stands behind its opposite there: `confirmed the first and denied the second`."""
    mine, theirs = _governors([pair.claim], pair.cues), _governors(pair.whole, pair.cues)
    against: dict[int, list[tuple[str, str]]] = {}
    with_: set[int] = set()
    for (which, stem), (pole, word) in mine.items():
        if (which, stem) in theirs:
            other, text = theirs[which, stem]
            if other == pole:
                with_.add(which)
            else:
                against.setdefault(which, []).append((word, text))
    for which, words in against.items():
        why = f"“{words[0][0]}” here, “{words[0][1]}” in the paragraph"
        name = "direction governed" + (" in part" if which in with_ else "") + (" twice" if len(words) > 1 else "")
        yield Seen(name, why)
        return


def _governors(sentences: Sequence[Sentence], cues: Cues) -> dict[tuple[int, str], tuple[int, str]]:
    """A pair of opposites and the stem of what stands behind one of it → which one."""
    found: dict[tuple[int, str], tuple[int, str]] = {}
    for sentence in sentences:
        last: dict[int, tuple[int, str]] = {}
        for n, word in enumerate(sentence):
            denied = any(w.text in cues.negators for w in sentence[max(0, n - 3) : n])
            poles = cues.poles(word.text, word.stem)
            for which, pole in poles:
                last[which] = (1 - pole if denied else pole, word.text)
            if word.telling and not word.name and not poles:
                for which, row in last.items():
                    found.setdefault((which, word.stem), row)
    return found


def _prefixed(pair: Pair) -> Iterator[Seen]:
    """A word here that the paragraph has with a prefix that denies it, or the other way round."""
    here, there = {word.text for word in pair.claim}, {word.text for sentence in pair.whole for word in sentence}
    for denied, affirmed in ((here, there), (there, here)):
        for word in sorted(denied - affirmed):
            base = _affirmed(word)
            if base in affirmed - denied:
                one, other = (word, base) if denied is here else (base, word)
                yield Seen("direction prefix", f"“{one}” here, “{other}” in the paragraph")
                return


def _affirmed(word: str) -> str:
    """A word without the prefix that denies it: `dissatisfied` is `satisfied`; empty where it has none."""
    prefix = next((p for p in ("non-", "dis", "un", "in", "im", "il", "ir") if word.startswith(p)), "")
    return word.removeprefix(prefix) if prefix and len(word) - len(prefix) > 3 else ""


def _poles(sentence: Sentence, cues: Cues) -> Iterator[tuple[int, int, str, frozenset[str]]]:
    """Each word that has an opposite: which pair, which pole (the other where denied), and what is around it."""
    for n, word in enumerate(sentence):
        for which, pole in cues.poles(word.text, word.stem):
            denied = any(w.text in cues.negators for w in sentence[max(0, n - 3) : n])
            around = (w.stem for w in sentence[max(0, n - WINDOW) : n + WINDOW + 1] if w.telling and w is not word)
            yield which, 1 - pole if denied else pole, word.text, frozenset(around)
