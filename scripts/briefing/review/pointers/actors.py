"""Who says it, and who does it to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.review.pointers.cues import Cues
from briefing.review.pointers.pair import Pair, Seen, shown
from briefing.review.pointers.text import Sentence, Word, stems

Act = tuple[str, frozenset[str], frozenset[str]]
"""The stem of a verb, who does it, and to whom or what."""


def agents(pair: Pair) -> Iterator[Seen]:
    """Somebody else does here what the verb says there, or what was done to."""
    known = frozenset().union(*(stems(sentence) for sentence in pair.whole))
    theirs: dict[str, tuple[set[str], set[str]]] = {}
    for sentence in pair.whole:
        for verb, who, whom in _acts(sentence, pair.cues):
            row = theirs.setdefault(verb, (set(), set()))
            row[0].update(who)
            row[1].update(whom)
    for verb, who, whom in _acts(pair.claim, pair.cues):
        does, done = theirs.get(verb, (set(), set()))
        why = f"“{shown(pair.claim, verb)}” has another subject in the paragraph"
        if whom & does and not whom & done:
            yield Seen("roles done by", why)
        if who and does and not who & does and who <= known:
            yield Seen("speaker known", why)


def _acts(sentence: Sentence, cues: Cues) -> Iterator[Act]:
    """Each verb with who does it and to whom; empty where a pronoun stands there, or nobody."""
    for n, word in enumerate(sentence):
        verb = word.text in cues.speaking or word.text.endswith("ed") or word.stem in cues.verbs
        if not word.telling or word.name or not verb:
            continue
        start = n
        while start and sentence[start - 1].text not in cues.bounds:
            start -= 1
        clause, behind = sentence[start:n], _object(sentence[n + 1 :], cues)
        before = clause[-1].text if clause else ""
        if before in cues.articles or before in cues.quantifiers:
            continue
        passive = word.text not in cues.speaking and any(w.text in cues.being for w in clause[-3:])
        by = next((m for m in range(n + 1, min(n + 5, len(sentence))) if sentence[m].text == "by"), 0)
        first, second = _actors(clause, cues), _actors(behind, cues)
        if passive:
            yield word.stem, _actors(_object(sentence[by + 1 :], cues), cues) if by else frozenset(), first
        else:
            yield word.stem, first, second


def _object(words: Sentence, cues: Cues) -> Sentence:
    end = next((n for n, word in enumerate(words) if word.text in cues.bounds), len(words))
    return words[:end]


def _actors(words: Sequence[Word], cues: Cues) -> frozenset[str]:
    """The telling words of who or what, no verbs and numbers; nobody where a pronoun stands there."""
    if any(word.text in cues.pronouns for word in words):
        return frozenset()
    return frozenset(w.stem for w in words if w.telling and w.text not in cues.speaking and not w.text[0].isdigit())


def speaker(pair: Pair) -> Iterator[Seen]:
    """Somebody else says it here than there."""
    mine = dict(_speakers(pair.claim, pair.cues))
    if not mine:
        return
    own = frozenset().union(*mine.values())
    said = stems(pair.claim) - own
    votes: Counter[frozenset[str]] = Counter()
    last: frozenset[str] = frozenset()
    for sentence in pair.whole:
        speakers = _speakers(sentence, pair.cues, last)
        names = [word.stem for word in sentence if word.name]
        for word in sentence:
            if word.telling and word.stem in said and speakers:
                _, who = min(speakers, key=lambda row: abs(row[0] - word.at) + (4 if row[0] > word.at else 0))
                votes[who] += 1
        last = speakers[-1][1] if speakers else frozenset(names[:1])
    theirs = sum(n for who, n in votes.items() if who & own)
    other = max(((n, sorted(who)) for who, n in votes.items() if not who & own), default=(0, [""]))
    known = any(own & stems(sentence) for sentence in pair.whole)
    if other[0] > theirs and known:
        why = f"“{' '.join(sorted(own))}” says this here, “{' '.join(other[1])}” in the paragraph"
        yield Seen("speaker voted" + (" alone" if not theirs else "") + (" once" if other[0] < 2 else ""), why)


def _speakers(sentence: Sentence, cues: Cues, last: frozenset[str] = frozenset()) -> list[tuple[int, frozenset[str]]]:
    """Where somebody is said to say something, and who; a pronoun stands for who spoke last."""
    found: list[tuple[int, frozenset[str]]] = []
    for n, word in enumerate(sentence):
        if word.text in cues.speaking or (word.text == "according"):
            before = sentence[:n]
            parts: list[list[Word]] = [[]]
            for w in before:
                if w.text in cues.bounds:
                    parts.append([])
                else:
                    parts[-1].append(w)
            who: frozenset[str] = frozenset()
            if word.text != "according":
                for part in reversed(parts[-3:]):
                    if any(w.text in cues.pronouns for w in part):
                        who = last
                        break
                    named = frozenset(w.stem for w in part if w.name or w.capital)
                    if named or (part is parts[-1] and part):
                        who = named or _actors(part[-2:], cues)
                        break
            if not who:
                behind = sentence[n + 1 : n + 6]
                who = frozenset(w.stem for w in behind if w.name)
            if who:
                found.append((word.at, who))
                last = who
    return found


def roles(pair: Pair) -> Iterator[Seen]:
    """Two names that have changed places: each stands here among the words that are the other's there."""
    mine, theirs = _around_names([pair.claim]), _around_names(pair.whole)
    known = [name for name in mine if name in theirs]
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            kept = len(mine[one] & theirs[one]) + len(mine[other] & theirs[other])
            crossed = len(mine[one] & theirs[other]), len(mine[other] & theirs[one])
            if sum(crossed) > kept:
                strong = sum(crossed) >= 2 and (min(crossed) or not kept)
                yield Seen(
                    "roles around" if strong else "roles around weak",
                    f"“{one}” and “{other}” stand in each other's place in the paragraph",
                )
                return
    for one in known:  # a name here among the words that are another's there
        kept = len(mine[one] & theirs[one])
        best = max(
            ((len(mine[one] & near), name) for name, near in theirs.items() if name != one and name not in mine),
            default=(0, ""),
        )
        if best[0] > kept:
            yield Seen(
                "roles taken" if best[0] - kept > 1 else "roles taken weak",
                f"“{one}” stands in the place of “{best[1]}” in the paragraph",
            )
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
