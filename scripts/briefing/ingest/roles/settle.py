"""Takes the best path over a document's parts, and makes of each part what its state says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise, product

from briefing.ingest.authors import BIO, BIO_DASH, is_bio
from briefing.ingest.correcting import correction
from briefing.ingest.dates import find_dates
from briefing.ingest.draft import Draft, Part
from briefing.ingest.front import ADDRESS, GENERIC, INSTITUTION, LABEL, POST, ROLE, SERIES, key_of
from briefing.ingest.imprint import BY, EDITOR, is_imprint, read_imprint
from briefing.ingest.names import named, split_names
from briefing.ingest.notes.labelling import calls_of, labelled
from briefing.ingest.notes.markers import find_candidates
from briefing.ingest.roles.best_path import best_path, scores
from briefing.ingest.roles.evidence import HEAD_WORDS, LONG, Seen, evidence
from briefing.ingest.roles.states import STATES
from briefing.ingest.words import TERMINAL, ends, is_caps, prose, words
from briefing.model import Metadatum

UNSURE = 3.5
"""Margin below which a person is asked: on made-up documents of a kind that was held out one place in six, of which one
in five is wrong; of the others four in a thousand are."""
AND = re.compile(r"^(?:and|und|et|y|&)\s+")
REPORTING = re.compile(
    r"\W{0,2}(?:reporting|writing|written) by (?P<names>[^;)(]{4,120}?)(?:\s+in\s[^;)(]{2,40})?\s*(?:[;)]|$)", re.I
)
SECTION = re.compile(r"(?:\d{1,2}\.|\d{1,2}(?:\.\d{1,2}){1,4}\.?) {1,3}[^\W\d_][^\n]{0,100}[^\W\d_.,;:]$")
"""A heading with the number of its section, no page number behind it."""
FRONT = "KDTtFSBR"
"""States of what stands in front of the text."""
MARKUP = ("html", "pandoc")
"""Media whose files say where their paragraphs begin and end, and have no pages."""
TITLES = ("title", "publisher")
"""Facts that name a page's title, and those that name its site."""
ABOUT = re.compile(r"(?:about|über|à propos d\S*|acerca de)\s(?:\S+\s?){1,7}$", re.I)
"""The head of what a publisher says of itself."""
OWN = frozenset(("caption", "keywords"))
"""Wordings that are kept as metadata."""

COURT = re.compile(
    r"(?!the )(?:in the )?(?:(?-i:[^\W\d_a-z])[\w.’'-]* ){0,8}(?-i:[CTA])(?:ourts?|ribunal|ppeals board)"
    r"(?: (?:of|for|in) [^.;]{2,60})?"
    r"|for the [\w ]{3,40} (?:circuit|district)\b.{0,30}",
    re.I,
)
"""How the head of a court's paper names the court."""
STAMP = re.compile(r"(?:e-?)?(?:filed|received|entered|lodged)(?: (?:with|by|in) the clerk.{0,40})?", re.I)
VERSUS = re.compile(
    r"(?P<one>.{2,160}(?<! e\.)\s)?(?:vs?\.|v|versus|VS?\.|VERSUS)(?(one)|(?<!V\.)(?P<two>\s.{2,160})?)"
)
CASE = re.compile(r"\w[.,]?\sv\.\s\w")
PARTY = re.compile(r".*\b(?:plaintiff|defendant|appell(?:ant|ee)|petitioner|respondent|claimant)s?\W*", re.I)
SALUTATION = re.compile(r"(?:dear|sehr geehrte\w*|chère?s?|estimad[oa]s?|madame|уважаем\w+)\b.{0,60}[,:!]", re.I)
"""How a letter begins."""
DECIDED = re.compile(r"\b(?:decided|filed|issued|entered|adopted|released|date)\W*$", re.I)
"""What a line of the front says before the date of what it heads."""
EARLY = re.compile(r"\b(?:argued|heard|received|submitted|revised|accepted|eingegangen|reçu|recibido)\W*$", re.I)
"""What stands before a date on which the text wasn't out."""
FIRST, MOST_OF_A_DATE = 30, 20
"""Parts among which such a line stands, and its words at most."""
LETTERED = re.compile(r"\([a-z]\)")
NOTICES = frozenset({"copyright-notice", "disclaimer"})
"""Wordings that a sentence of the text may have, too: a notice stands before it or behind it."""
PAGED = re.compile(r"[^\W\d_]\d+(?:-\d+)?$")
"""A line of contents whose tab is lost."""
HEADING = 12
"""Words at most of a heading that is told by bold type alone."""
BETWEEN = 3
"""Lines of a party at most."""


def settle(draft: Draft) -> None:
    """Tells what each part is by one best path over all of them."""
    seen, features = evidence(draft)
    may = allowed(draft, seen)
    whole = [i for i, s in enumerate(seen) if s.size > 3 and not s.wordings and TERMINAL.search(s.text.rstrip())]
    texts = [i for i in whole if "P" in (may[i] or "P")]
    joined = {i for i in range(1, len(seen)) if _hangs_over(seen[i - 1], seen[i])}
    path, margins = best_path(scores(features, may), texts, joined)
    if _is_list_of_works(draft, seen, path):
        may = ["".join(state for state in (states or STATES) if state not in "Nn") or "P" for states in may]
        path, margins = best_path(scores(features, may), texts, joined)
    path = _parties(seen, path)
    _Settling(draft, seen, path).settle()
    draft.unsure = [
        (s.part.start, state, other)
        for s, state, (margin, other) in zip(seen, path, margins, strict=True)
        if margin < UNSURE and s.part.role == "text" and s.size > 1
    ]


def _is_list_of_works(draft: Draft, seen: list[Seen], path: str) -> bool:
    """Whether what a path takes for notes are references without numbers that nothing calls."""
    notes = [s for s, state in zip(seen, path, strict=True) if state == "N"]
    if len(notes) < 2 or any(s.value or s.part.role == "note" for s in notes):
        return False
    texts = [(s.part.start, s.part.end) for s, state in zip(seen, path, strict=True) if state not in "Nn"]
    marks = [c for c in find_candidates(draft) or () if any(start <= c.start < end for start, end in texts)]
    numbers = {number for mark in marks for reading in mark.readings for number in reading}
    return 2 * len(numbers & set(range(1, len(notes) + 1))) < len(notes)


def allowed(draft: Draft, seen: list[Seen]) -> list[str]:
    """The states that each part may have by what the reader or the layout settled; all where the string is empty.

    Running text is furniture only where something says so: its wording, its repetition, a head such as `Related` above.
    """
    known = any(part.id for part in draft.parts)
    bodies = [i for i, s in enumerate(seen) if s.body]
    body = bodies[0] if bodies else -1
    markup = draft.extract.medium in MARKUP
    styled = draft.extract.medium == "pandoc" and sum(s.part.kind == "title" for s in seen) == 1
    title = _sure_title(draft, seen) if markup else -1
    title = _set_title(seen) if draft.extract.medium == "pdf" or (styled and title < 0) else title
    begun, last = _front_end(seen, title), bodies[-1] if bodies else len(seen)
    levels = Counter(s.part.level for s in seen if s.part.kind == "heading")
    end = max((i for i, s in enumerate(seen) if s.body or s.part.kind in ("item", "table")), default=-1)
    letter = next((i for i, s in enumerate(seen[: body + 1]) if s.short and SALUTATION.fullmatch(s.text)), -1)
    subject_said = any(b.part.kind == "title" and a.part.rule == "memo-head" for a, b in pairwise(seen))
    running = max((i for i, s in enumerate(seen) if s.running and not s.wordings), default=-1)
    found, headed, listed, lettered = [], False, False, ""
    sections = Counter(key_of(s.text) for s in seen if SECTION.match(s.text))
    front = {s.text.lower() for s in seen[: max(0, body)]}
    keys = Counter(s.key for s in seen if s.size <= 24)
    people = _people(seen[: max(0, body)], title) if draft.extract.medium == "pdf" else set()
    paged = _has_pages(seen)
    rests = _rests(draft, seen)
    contents = max((i for i in range(1, body) if seen[i].entry and seen[i - 1].entry), default=len(seen))
    typed = [i for i in range(len(seen)) if draft.extract.medium == "pandoc" and _heads_text(seen, i)]
    typed = typed if len(typed) > 1 else []
    again = [paged and (s.again or keys[s.key] > 1) for s in seen]
    told = [_is_told(s, again[i], front if i > body else set()) for i, s in enumerate(seen)]
    for i, s in enumerate(seen):
        boxed = s.heads in ("teasers", "comments", "author-note") or ABOUT.match(s.text)
        headed = headed or (i > body and bool(boxed))
        subject = s.part.kind == "title" and i > 0 and seen[i - 1].part.rule == "memo-head"
        may = "T" if i == title or subject else _settled(s.part, known) or "".join(STATES)
        if i in people:
            sure = s.people or (s.names and "@" in seen[i - 1].text)
            may = "DB" if sure else "BRF" if s.names and not s.again else "RF"
        if s.form == "word" and s.called and "N" in may:
            may = "N"  # it says that it is one
        numeral = s.enumerated and s.size == 1  # `II.`
        if markup and s.part.bold and "H" in may and (numeral or i in typed):
            may = "H"
        if 0 < i < (body if body > 0 else FIRST) and s.names and BY.fullmatch(f"{seen[i - 1].text} "):
            may = "DB"  # `BY`, and below it who
        if _heads_numbered(draft, seen, i) and not told[i]:
            may = "H"
        never = _never(draft, seen, i)
        if subject_said and i < letter and s.part.kind not in ("title", "heading"):
            never += "TtSB"  # whom the letter addresses
        if i == letter:
            never += "KDTtSB"
        if i in rests:
            never += "PH"
        if contents < i <= body and s.part.kind == "heading" and not (s.entry or s.again):
            never += "FSBR"  # the first of what the contents list
        listed = s.part.kind == "item" and (listed or (i > 0 and _announces(seen[i - 1])))
        told_of = s.prose and s.wordings and NOTICES.issuperset(s.wordings) and not (s.again or headed)
        third = lettered == "(b)" and s.text.startswith("(c)")
        lettered = s.text[:3] if LETTERED.match(s.text) else lettered
        if third or (body < i < running and (listed or told_of)):
            never += "KFX"  # what a list holds, a sentence on copying or on views
        elif "contact" in s.wordings and i > last:
            never += "P"
        if (
            (s.prose or s.running)
            and not (headed or s.wordings or (s.teaser and i > body))
            and (s.running or (s.size > 25 and not s.again))
        ):
            never += "KFX" if s.size > 25 or i > body else "FX"
        if s.entry and any(other.entry for other in seen[max(0, i - 1) : i] + seen[i + 1 : i + 2]):
            never += "TtPcH"  # a line of the contents, among others
        elif SECTION.match(s.text):  # its line may stand in the contents, and once more as a heading
            key = key_of(s.text)
            never += "KFX" if sections[key] == 1 else ""
            sections[key] -= 1 if sections[key] < 3 else 0
        if (
            draft.extract.medium == "pdf"
            and (i < body or (i <= end and s.part.kind in ("heading", "item")))
            and not (s.again or s.wordings or s.heads or s.page or s.number or s.entry)
        ):
            never += "X"  # margins are told by their place before
        if draft.extract.medium == "text" and i < last and i != body and not (told[i] or (i and told[i - 1])):
            never += "X"  # nothing says that it is no text
        if draft.extract.medium != "text" and s.part.kind == "table" and not (s.wordings or s.heads or s.under):
            never += "KFX"
        if draft.extract.medium == "pdf" and title >= 0 and (i < title or s.part.page > seen[title].part.page):
            never += "Tt"  # the type says where the title stands
        if markup:  # there are no pages: what is no text says so, or stands in front of it or behind it
            never += "" if s.wordings or s.heads or s.under or i > (body if s.teaser else last) else "X"
            never += FRONT if i >= begun else "T" if i != title >= 0 else ""
            never += "" if s.part.kind == "heading" or s.part.bold or s.section or s.case == "C" else "H"
            never += "T" if s.part.kind == "heading" and s.part.level > 1 and levels[s.part.level] > 1 else ""
            heads_text = s.part.kind == "heading" and s.size <= 2 and any(o.running for o in seen[i + 1 : i + 2])
            never += "KFX" if heads_text and levels[s.part.level] > 1 and not (s.again or s.heads) else ""
        may = "".join(state for state in may if state not in never) or may
        found.append(may if len(may) < len(STATES) else "")
    return found


def _heads_numbered(draft: Draft, seen: list[Seen], i: int) -> bool:
    """Whether a short line of a text stands between two numbered paragraphs, of which the second counts on."""
    s, near = seen[i], seen[max(0, i - 1) : i + 2]
    if draft.extract.medium != "text" or len(near) < 3 or s.size > 8 or not s.cut or s.small or s.hangs:
        return False
    blocks = {o.part.block for o in near}
    above, _, below = (o.value if o.prose and o.size > 14 and o.form == "plain" else 0 for o in near)
    return 0 < above == below - 1 and near[0].ends and len(blocks) == 3 and not (s.calls or s.value or s.imprint)


def _heads_text(seen: list[Seen], i: int) -> bool:
    """Whether a bold paragraph stands alone above text that isn't bold, and says no more than a heading does."""
    s, beside = seen[i], [*seen[i - 1 : i], *seen[i + 1 : i + 2]]
    labels = [o.part.bold and not (o.text.endswith(":") and o is beside[-1]) for o in beside]
    plain = len(beside) == 2 and not any(labels) and all(o.part.kind != "table" for o in beside)
    says = s.text[-1:].isalnum() and not (s.imprint or s.names or s.wordings or s.value)
    counts = any(PAGED.search(o.text) for o in (s, *beside))
    return s.part.bold and plain and says and not counts and s.size <= HEADING and s.part.kind == "paragraph"


def _rests(draft: Draft, seen: list[Seen]) -> set[int]:
    """Parts at the left edge of a text whose paragraphs are indented, each behind a full line within a sentence."""
    columns = [s.part.start - draft.text.rfind("\n", 0, s.part.start) for s in seen]
    bodies = [column for s, column in zip(seen, columns, strict=True) if s.body]
    left = min(bodies, default=0)
    if draft.extract.medium != "text" or 2 * bodies.count(left) > len(bodies):
        return set()
    gaps = [one.full and one.cut and one.prose and other.body for one, other in pairwise(seen)]
    return {i for i, gap in enumerate(gaps, 1) if gap and columns[i] == left}


def _announces(s: Seen) -> bool:
    """Whether a sentence of the text announces the list below it."""
    return s.text.endswith(":") and not (s.wordings or s.heads) and prose(f"{s.text[:-1]}.")


def _hangs_over(one: Seen, other: Seen) -> bool:
    """Whether a line stops within a phrase, and the line below goes on with it."""
    if max(one.size, other.size) >= 15 or min(one.size, other.size) < 2 or one.prose or other.prose:
        return False
    alike = one.part.block == other.part.block and one.part.kind == other.part.kind and one.case == other.case
    stops = (one.hangs or other.small) and one.text[-1:].isalpha()
    return alike and stops and not (one.calls or other.value or other.imprint)


def _parties(seen: list[Seen], path: str) -> str:
    """A path on which the parties of a case, printed in lines of their own around a `v.`, are its title."""
    court = next((i for i, s in enumerate(seen[:FIRST]) if s.short and COURT.fullmatch(s.text)), 0)
    body = next((i for i, s in enumerate(seen) if s.body and i > court), len(seen))
    if "T" in path and CASE.search(seen[path.index("T")].text):
        return path
    for i, s in enumerate(seen[:body]):
        match = VERSUS.fullmatch(s.text) if s.part.role == "text" and s.short else None
        whole = s.text if i > court > 0 and "T" not in path and s.short and CASE.search(s.text) else ""
        if s.again or not (match or whole):
            continue
        one, two = (match["one"], match["two"]) if match else (whole, whole)
        first = i if one else i - 2 if i > 1 and PARTY.fullmatch(seen[i - 1].text) else i - 1
        after = range(i + 1, min(body, i + 1 + BETWEEN))
        last = i if two else next((j for j in after if seen[j].short and PARTY.fullmatch(seen[j].text)), i + 1)
        parts = [other.part for other in seen[max(0, first) : last + 1]]
        if first < 0 or last >= body or any(p.role != "text" or p.kind == "table" for p in parts):
            continue
        if any(other.prose or other.value or other.enumerated for other in seen[first : last + 1]):
            continue
        before, behind = path[:first], path[last + 1 :]
        before = "".join("K" if c in "TtPH" and not s.prose else c for s, c in zip(seen, before, strict=False))
        return before + "T" + "t" * (last - first) + re.sub("[Tt]", "H", behind)
    return path


def _has_pages(seen: list[Seen]) -> bool:
    """Whether pages were cut: numbers of pages, feeds of forms, or lines that stand within a sentence and elsewhere."""
    numbered = {(s.key, s.number) for s in seen if s.number}
    if len(numbered) > len({key for key, _ in numbered}):
        return True
    if any(s.page or s.alone or s.part.page != seen[0].part.page for s in seen):
        return True
    return any(s.again and a.cut and b.small for a, s, b in zip(seen, seen[1:], seen[2:], strict=False))


def _people(front: list[Seen], title: int) -> set[int]:
    """Parts that tell of people: names with marks, and what stands between the title and the last address of theirs."""
    found = {i for i, s in enumerate(front) if s.people and s.part.role == "text"}
    mails = [i for i, s in enumerate(front) if "@" in s.text and i > title >= 0]
    below = range(title + 1, max(mails, default=-1) + 1)
    stacked = all(not front[i].prose and front[i].size <= 25 and front[i].part.kind != "heading" for i in below)
    return found | set(below) if stacked and len(below) <= 8 * len(mails) else found


def _is_told(s: Seen, again: bool, front: set[str]) -> bool:
    """Whether more than its place says that a part is furniture: words, a number, that it stands elsewhere too."""
    worded = s.wordings or s.heads or s.under or s.teaser or s.gone
    counted = s.page or s.alone or s.entry or s.number or again
    return bool(worded or counted or any(s.key.lower() in text for text in front))


def _sure_title(draft: Draft, seen: list[Seen]) -> int:
    """The part that the reader takes for the title, and the file's own metadata too; -1 where there is none."""
    said = [key for m in draft.extract.metadata if m.field == "title" and (key := key_of(m.value))]
    keys = [key_of(s.text) if s.part.kind == "title" else "" for s in seen]
    return next((i for i, key in enumerate(keys) if key and any(key in one or one in key for one in said)), -1)


def _set_title(seen: list[Seen]) -> int:
    """The part that type or style sets apart as the title, and no words as a body's name or a kind; else -1."""
    at = next((i for i, s in enumerate(seen) if s.part.kind == "title"), -1)
    if at < 0:
        return -1
    text, size = seen[at].text, seen[at].size
    told = LABEL.fullmatch(text) or SERIES.fullmatch(text) or COURT.fullmatch(text) or STAMP.fullmatch(text)
    body = size <= HEAD_WORDS and INSTITUTION.search(text)
    return -1 if size < 2 or told or body or seen[at].enumerated or re.match(r"\d+\.", text) else at


def _front_end(seen: list[Seen], title: int) -> int:
    """Where the front of a marked-up file ends at the latest: one heading and one standfirst stand below its title."""
    if title < 0:
        title = next((i for i, s in enumerate(seen) if s.part.kind == "title"), -1)
    again = seen[title].text if title >= 0 else ""
    heads = texts = 0
    for i, s in enumerate(seen[title + 1 :], title + 1):
        heads += s.part.kind == "heading" and s.text != again
        texts += s.running and s.text != again
        if s.part.kind in ("code", "table", "quote", "note") or heads > 1 or texts > 1 or (heads and texts):
            return i if title >= 0 or not heads else i + 1
    return len(seen)


def _never(draft: Draft, seen: list[Seen], i: int) -> str:
    """States that a part can't have for its own shape and what stands beside it."""
    s, never = seen[i], ""
    if s.calls:
        never += "KFXS"
    if s.answers:
        never += "KFXPcHA"
    if (s.section or s.enumerated == "word") and not (s.again or s.entry):
        never += "KFXPTt" if s.section and s.part.kind != "heading" else "KFX"  # `§ 1`, of several
        never += "PcN" if s.ends and s.part.kind == "text" else ""
    if s.size > LONG:
        never += "KDSBRF"
    if draft.extract.medium == "pdf" and s.short and (COURT.fullmatch(s.text) or STAMP.fullmatch(s.text)):
        never += "TtSB"
    if s.part.kind not in ("title", "heading") and s.size >= 10 and s.sentence:
        never += "Tt"
    if i and s.part.kind not in ("title", "heading") and GENERIC.fullmatch(s.text):
        never += "Tt"  # which heads a part of any text
    if s.part.kind not in ("title", "heading") and s.size <= 24 and ADDRESS.search(s.text):
        never += "Tt"  # where somebody sits
    if not re.search(r"\w", s.text) or (s.size == 1 and _is_class(s.text, seen[i + 1 : i + 2])):
        never += "DTtSBR"
    if s.cut and s.size >= 8 and _goes_on(s, seen[i + 1 : i + 6]):
        never += "KDFSBR" + ("N" if not s.form and s.like < 1 else "")
        never += "" if s.part.kind in ("title", "heading") else "Tt"
    if s.small and i > 1 and seen[i - 1].like >= 1 and any(_open(other) for other in seen[max(0, i - 4) : i - 1]):
        never += "P"  # the rest of a sentence, behind the note that stands within it
    if i == len(seen) - 1 and s.part.kind not in ("title", "heading"):
        never += "H"  # a heading stands above something
    above = seen[i - 1] if i else None
    if not is_bio(s.text[:2000]) and not (above and (above.heads == "author-note" or is_bio(above.text[:2000]))):
        never += "A"
    if draft.extract.medium == "pdf" or (s.part.kind == "paragraph" and i and seen[i - 1].ends):
        never += "c"  # a PDF's reader joins what a page's end cut; a paragraph behind a sentence's end is one
    return never


def _is_class(text: str, below: list[Seen]) -> bool:
    """Whether a word only says of what class the heading below is, as journals of record set it (`DECISIONS`)."""
    return any(o.part.kind == "heading" and o.size > 3 and o.text[:6].lower() == text[:6].lower() for o in below)


def _goes_on(s: Seen, below: list[Seen]) -> bool:
    """Whether another block goes on in small letters, as no title's second line, with what a part breaks off."""
    rows = pairwise((s, *below))
    begin = (o for over, o in rows if over.part.block != o.part.block or over.number or over.again or over.prose)
    begin = (o for o in begin if o.part.block != s.part.block and o.part.kind not in ("item", "code"))
    return any(o.small and o.size > 3 and o.imprint is None for o in begin)


def _open(s: Seen) -> bool:
    """Whether a sentence of the running text isn't over."""
    return s.size > 14 and s.like < 1 and (s.cut or s.text.endswith(";"))


def _settled(part: Part, known: bool) -> str:
    if part.role in ("dropped", "metadata"):
        return "KFX"
    if part.role in ("note", "paragraph"):
        return "N" if part.role == "note" else "P"
    if part.kind == "foot":
        return "NnX"
    if part.kind == "heading":
        return "KDTtFSBRHXA"
    if part.kind == "table":
        return "KFPX"
    if known:  # the reader knows the notes: what it left is none
        return "KDTtFSBRPcHXA"
    return "KDTtFSBRPcNnXA" if part.kind == "quote" else ""


class _Settling:
    """One document on its way from states to roles."""

    def __init__(self, draft: Draft, seen: list[Seen], path: str) -> None:
        self.draft, self.seen, self.path, self.parts = draft, seen, path, draft.parts
        self.calls = calls_of(draft)
        self.paragraph: int | None = None
        self.note: int | None = None
        self.masthead = {
            s.part.block for s, state in zip(seen, path, strict=True) if state == "D" and s.text[1:2] == "."
        }
        """Blocks in front with lines of people named by their initials."""
        self.editing = False
        """Whether `Edited by` stood right above, alone."""
        self.title = ""
        self.people = any(s.people and state in "DB" for s, state in zip(seen, path, strict=True))
        """Whether marks behind names say where people work: what else reads as a name is a body."""
        self.last = max(path.rfind("P"), path.rfind("c"))
        """The last part of the running text."""

    def settle(self) -> None:
        self._take_title()
        for i, state in enumerate(self.path):
            if self.parts[i].role not in ("dropped", "metadata", "title"):
                self._take(i, state)
        if not any(m.field == "byline" for m in self.draft.metadata):
            self._late_names()
        if not any(m.field == "date" for m in self.draft.metadata):
            self._late_date()

    def _take_title(self) -> None:
        at = self.path.find("T")
        if at < 0:
            return
        if not set(self.path) & set("PcHNnK") and self.parts[at].kind not in ("title", "heading"):
            self.path = self.path.replace("T", "P").replace("t", "c")  # all the text that there is
            return
        if self._is_titled_otherwise(self.parts[at]):
            heads = self.parts[at].kind == "heading" or self.parts[at].bold
            state = "H" if heads else "B" if is_imprint(self.parts[at].text) else "P"
            self.path = self.path[:at] + state + self.path[at + 1 :].replace("t", "c")
            return
        for j in range(at + 1, len(self.path)):
            if self.path[j] != "t":
                break
            self._join(at, j)
        self.parts[at] = replace(self.parts[at], role="title")
        self.title = key_of(self.parts[at].text)

    def _is_titled_otherwise(self, part: Part) -> bool:
        """Whether a marked-up file names titles of which a part that is not marked as one has no word."""
        held = {field: " ".join(m.value for m in self.draft.extract.metadata if m.field == field) for field in TITLES}
        said, site = map(_longer, held.values())
        unmarked = self.draft.extract.medium in MARKUP and part.kind != "title"
        old = self.draft.extract.medium == "pandoc" and not said & _longer(self.draft.text)  # a template's
        return unmarked and not old and not said <= site and not said & _longer(part.text)

    def _take(self, i: int, state: str) -> None:
        part = self.parts[i]
        if state in "KF" or (state in "RSDB" and self.seen[i].entry):
            self._front(i)
        elif state in "DB":
            self._imprint(i)
        elif state in "RS" and is_bio(part.text):
            self._author(i)
        elif state in "RS":
            said = "standfirst" if prose(part.text) or ends(part.text) else "subtitle"
            self._meta(i, "affiliation" if state == "R" else said)
        elif state == "P":
            self.paragraph, self.note = i, None
        elif state == "c" and self.paragraph is not None:
            self._join(self.paragraph, i)
        elif state == "c":
            self.paragraph = i
        elif state == "H" and 0 <= self.last < i and self.draft.extract.medium == "html" and "N" not in self.path[i:]:
            self._drop(i, "after-text")  # it heads what the reader left out
        elif state == "H":
            self.paragraph = None
            self.parts[i] = replace(part, role="heading", level=part.level or _level(part.text))
        elif state == "N":
            self.note = i
            if self.seen[i].labels_next:
                self._join(i, i + 1)
            self.parts[i] = labelled(self.draft, replace(self.parts[i], role="note"), self.calls.get(part.id, ()))
        elif state == "n" and self.note is not None:
            self._join(self.note, i)
        elif state == "n":
            self.note = i
            self.parts[i] = replace(part, role="note")
        elif state == "A":
            self._author(i)
        else:
            self._furniture(i)

    def _join(self, i: int, j: int) -> None:
        """Puts part `j` at the end of part `i`; a word cut by a hyphen is settled later."""
        first, second = self.parts[i], self.parts[j]
        whole = first.followed(second)
        self.parts[i] = replace(whole, text=self.draft.render(whole))
        self.parts[j] = replace(second, role="dropped", rule="", ranges=((second.start, second.start),), text="")

    def _meta(self, i: int, name: str) -> None:
        self.draft.note_down(name, self.parts[i].text, self.parts[i])
        self.parts[i] = self.parts[i].meta(name)

    def _drop(self, i: int, rule: str, said: str = "") -> None:
        if said:
            self.draft.note_down(said, self.parts[i].text, self.parts[i])
        self.parts[i] = self.parts[i].drop(rule)

    def _front(self, i: int) -> None:
        """What stands around title and byline: letterhead, kicker, buttons; what it says is kept as metadata."""
        text, s = self.parts[i].text, self.seen[i]
        if self.title and key_of(text) == self.title:
            self._drop(i, "repeated-title")
        elif s.wordings or s.heads or s.page or s.entry:
            self._furniture(i)
        elif self.path[i] == "F" and s.short and (ROLE.match(text) or POST.search(text)):
            self._meta(i, "affiliation")
        elif s.names and text[1:2] == "." and self.seen[i].part.block in self.masthead:
            self._imprint(i)  # `T. Howes`, below a body's name
        elif ADDRESS.search(text):
            self._drop(i, "letterhead", "imprint")
        elif words(text) <= 14 and (INSTITUTION.search(text) or COURT.fullmatch(text)):
            self._drop(i, "letterhead", "publisher")
        elif LABEL.fullmatch(text) or SERIES.fullmatch(text):
            self._drop(i, "letterhead", "series")
        elif words(text) <= 8 and not ends(text):
            self._drop(i, "kicker", "section")
        else:
            self._drop(i, "letterhead" if is_caps(text) else "kicker", "imprint")

    def _furniture(self, i: int) -> None:
        """Drops a part under the name of what it is, told by its wording, its number, its fellows."""
        s, above = self.seen[i], self.parts[i - 1].rule if i else ""
        wording = next(iter(s.wordings), "")
        if wording in OWN:
            self._meta(i, wording)
        elif (s.page or s.alone) and self.draft.extract.medium not in MARKUP:
            self._drop(i, "page-numbers")
        elif s.entry:
            self._drop(i, "table-of-contents")
        elif wording or s.heads:
            self._reporters(i)
            self._drop(i, (wording or s.heads).replace("journal-head", "journal-line"))
        elif self.title and key_of(s.text) == self.title:
            self._drop(i, "running-heads" if s.number else "repeated-title")
        elif above in ("teasers", "comments", "tags"):
            self._drop(i, above)
        elif i > self.last and s.imprint is not None:
            self._imprint(i)
        else:
            self._drop(i, "running-heads" if i < self.last else "after-text")

    def _reporters(self, i: int) -> None:
        """Names in an agency's closing credit (`Reporting by …; editing by …`), where nothing else names an author."""
        match = REPORTING.match(self.parts[i].text)
        if match and i > self.last and not any(m.field == "byline" for m in self.draft.metadata):
            for name in split_names(match["names"]):
                self.draft.note_down("byline", name, self.parts[i], origin="text:author-note")

    def _imprint(self, i: int) -> None:
        """A line with names, dates or both."""
        part, draft = self.parts[i], self.draft
        if (match := EDITOR.match(part.text)) or self.editing:
            said = part.text[match.end() :] if match else part.text
            for name in split_names(said, lenient=True):
                draft.note_down("editor", name, part)
            self.editing = not said.strip()
            self.parts[i] = part.meta("editor")
            return
        found = read_imprint(part.text)
        names = found.names if found else ()
        if not names and not (found and found.dates) and not BY.fullmatch(part.text.strip() + " "):
            text = AND.sub("", part.text)
            names = split_names(text) or named(text)[0] or split_names(text, lenient=words(text) == 1)
        for name in names if found or self.seen[i].people or not self.people else ():
            if not ROLE.fullmatch(name) and not (self.title and self.title in key_of(name)):
                draft.note_down("byline", name, part)
        stripped = part.text.strip(" *_#>")
        decided = [d for d in found.dates if DECIDED.search(stripped[: d.start])] if found else []
        for date, late in zip(found.dates, found.late, strict=True) if found else ():
            if decided and date not in decided:
                continue
            if EARLY.search(stripped[: date.start]):
                draft.note_down("imprint", stripped, part)
            elif date.edtf is None:
                shown = stripped[date.start : date.end]
                line = correction("date", "YYYY-MM-DD")
                draft.doubt("E231", part.start, f"`{shown}` can be read in two ways.", line, found=shown)
            else:
                draft.note_down("updated" if late else "date", date.edtf, part)
        if found and found.year:
            draft.note_down("date", found.year, part)
        for piece in found.rest if found else ():
            is_post = ROLE.search(piece) or INSTITUTION.search(piece)
            draft.note_down("affiliation" if is_post else "imprint", piece, part)
        self.parts[i] = part.meta("date" if found and found.dates and not names and not found.said else "byline")

    def _late_names(self) -> None:
        """Names that a comma ties to a date, as a place is (`Jane Doe, 3 May 2019`), or to a post."""
        for fact in [m for m in self.draft.metadata if m.field in ("imprint", "subtitle")]:
            names, posts = named(fact.value)
            signed = any(ROLE.search(post) or POST.search(post) for post in posts)
            for name in names if signed else split_names(fact.value) if fact.field == "imprint" else ():
                self.draft.metadata.append(Metadatum("byline", name, "text", fact.line))

    def _late_date(self) -> None:
        """The date of a line above the text that says nothing else but was taken for text: `Filed: 3 May 2019`."""
        body = next((i for i, s in enumerate(self.seen) if s.body), 0)
        for part, s in zip(self.parts[:body], self.seen, strict=False):
            date = s.imprint.dates[0].edtf if s.imprint and s.imprint.dates and not s.imprint.rest else None
            if date and s.size <= 8 and part.role == "text":
                return self.draft.note_down("date", date, part)
        front = [part for part in self.parts[:FIRST] if words(part.text) <= MOST_OF_A_DATE]
        for said, part in product((DECIDED, EARLY), front):
            for found in find_dates(part.text):
                if found.edtf and said.search(part.text[: found.start]):
                    return self.draft.note_down("date", found.edtf, part)

    def _author(self, i: int) -> None:
        """A note on the author; it names one where no byline does."""
        part = self.parts[i]
        self._meta(i, "bio")
        start = part.text.lstrip(" *_[(—–-•·#")
        match = BIO.match(start) or BIO_DASH.match(start)
        if match is None or any(m.field == "byline" for m in self.draft.metadata):
            return
        for name in split_names(re.sub(r"^(?:The (?:author|writer)s?,?\s+)", "", match["names"])):
            self.draft.note_down("byline", name, part, origin="text:author-note")


def _longer(text: str) -> set[str]:
    """The words of a text that are longer than those that many titles share."""
    return set(re.findall(r"\w{4,}", text.casefold()))


def _level(text: str) -> int:
    """Level of a heading by its number: 2 for `3.`, 3 for `3.1`."""
    match = re.match(r"(\d{1,2}(?:\.\d{1,2})*)", text)
    return min(6, 2 + match[1].count(".")) if match else 2
