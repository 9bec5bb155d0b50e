"""What stands before the text: title, byline, date, standfirst, letterhead and labels."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.ingest.dates import FULL_YEAR, find_dates
from briefing.ingest.draft import Draft, Part
from briefing.ingest.names import NOT_NAMES, is_name, split_names
from briefing.ingest.rules.rule import Rule
from briefing.ingest.rules.running_heads import key_of
from briefing.ingest.words import cut_off, ends, is_caps, prose, sentences, title_case, words

LABEL = re.compile(
    r"""\W*(?:(?:special|weekly|monthly|daily|research|expert|guest|in-depth|country|regional|technical|quarterly|annual|strategic|public|our)\s+)*
    (?:issue|policy|research|working|discussion|occasional|briefing|background|position|white|conference|analysis)?\s*
    (?:brief(?:ing)?s?|memo(?:randum)?|papers?|reports?|notes?|analys[ie]s|commentary|opinions?|op-ed|editorial|features?|essays?|insights?|perspectives?|
    news|interviews?|reviews?|bulletin|blogs?(?:\ post)?|dispatch(?:es)?|long\ read|explainer|press\ release|backgrounder|factsheet|fact\ sheet|
    newsletter|columns?|viewpoints?|views|world|politics|business|economy|culture|science|society|publications?|articles?|series|exclusive)
    (?:\s*(?:no|nr|issue|vol|volume|\#|№)\.?\s*\d[\w./-]*|\s+\d{1,4}(?:/\d{2,4})?)?(?:\s*[|•·,–—-]\s*.{0,60})?\W*""",
    re.I | re.X,
)
SERIES = re.compile(r".{0,100}\b(?:no|nr|issue|vol|volume|№|number)\b\.?\s*\d[\w./-]*.{0,60}", re.I)
INSTITUTION = re.compile(
    r"\b(?:institut\w*|universit\w*|cent(?:er|re|rum|ro)|zentrum|college|ministry|foundation|stiftung|council|department|faculty|school|agency|society|"
    r"association|academy|programme?|office|bureau|laboratory|observatory|commission|committee|trust|museum|library|forum|network|initiative|think ?tank|"
    r"group|organi[sz]ation|union|press|journal|gazette|chronicle|tribune|herald|magazine|институт|университет|центр|академия|фонд)\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:(?:research|senior|junior|associate|assistant|visiting|non-?resident|staff|chief|deputy|managing|contributing|guest|special|foreign|science|political)\s+)*"
    r"(?:associate|fellow|professor|lecturer|researcher|analyst|director|correspondent|writer|reporter|editor|columnist|candidate|scholar|adviser|advisor|"
    r"consultant|economist|historian|scientist|engineer|coordinator|head of|intern|officer|ambassador|journalist|president|chair(?:man|woman)?|manager|specialist|expert)\b",
    re.I,
)
BY = re.compile(
    r"\W{0,3}(?:(?:written|story|reported|reporting|words|text|analysis|commentary|opinion|posted|published|prepared|submitted|a report)\s+by|by|authors?|text|words|von|autor(?:in|en|es)?|auteurs?|par|por|"
    r"di|de autor|автор(?:ы)?|текст|texto?|testo|بقلم|نویسنده|الكاتب)\b\s*[:.]?\s*",
    re.I,
)
BY_COLON = re.compile(
    r"(?:authors?|text|words|autor(?:in|en|es)?|auteurs?|автор(?:ы)?|текст|texto?|testo|نویسنده|الكاتب)\s*:", re.I
)
EDITOR = re.compile(
    r"\W{0,3}(?:(?:series |copy |guest |managing )?edited by|editors?\s*:|editing by|reviewed by|translated(?: from .{1,20})? by|translation\s*:|translator\s*:|"
    r"(?:additional )?(?:reporting|research) by|photographs? by|herausgegeben von|sous la direction de|editado por|под редакцией|редактор\s*:|перевод\s*:)\s*:?\s*",
    re.I,
)
DATED = re.compile(
    r"\W*(?:(?:first |originally )?(?:published|posted|released|issued|updated|last (?:updated|modified|edited)|modified|created|date(?: of publication)?|publication date|uploaded|accessed|"
    r"veröffentlicht|stand|publié|mis à jour|publicado|actualizado|опубликовано|обновлено|дата|تاریخ|تاريخ)(?:\s+(?:on|at|am|le|el))?\s*[:–—-]?\s*)+",
    re.I,
)
AROUND_DATE = re.compile(
    r"[\s,.;:|/•·()–—@-]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|[ap]\.?m\.?|gmt|utc|bst|cet|cest|est|edt|et|pt|pst|ist|msk|uhr|at|on|г\.?|года|\+\d{4}|z)*[\s,.;:|/•·()–—@-]*",
    re.I,
)
GENERIC = re.compile(
    r"(?:\d+\.?\s*|[ivx]+\.\s*)?(?:introduction|background|summary|executive summary|overview|abstract|preface|foreword|context|key (?:points|findings|takeaways|messages|judg(?:e)?ments)|"
    r"at a glance|highlights|main points|einleitung|zusammenfassung|resumen|introducción|résumé|введение|резюме|аннотация|مقدمة|مقدمه|چکیده)\W*",
    re.I,
)
KEYWORDS = re.compile(
    r"(?:key ?words?|schlüsselwörter|mots[- ]clés|palabras clave|ключевые слова)\s*[:–—-]\s*(.+)", re.I
)
MOST_FRONT = 60
"""Parts before the text at most."""


def _apply(draft: Draft) -> None:
    front = _front(draft)
    if not front:
        return
    _sure_lines(draft, front)
    title = _title(draft, front)
    if title is not None:
        _take_title(draft, front, title)
    _names(draft, front, title)
    _standfirst(draft, front, title)
    _rest(draft, front, title)


def _front(draft: Draft) -> list[int]:
    """Indices of open parts before the first part that can only be text (which is left out)."""
    found: list[int] = []
    for i, part in enumerate(draft.parts[:MOST_FRONT]):
        if part.role in ("dropped", "note", "metadata"):
            continue
        if part.role == "heading" and found and any(_is_text(draft.parts[j]) for j in found):
            break
        if part.role == "text" and _is_text(part) and part.kind not in ("title",):
            return [*found, i] if _short_text(part) else found
        found.append(i)
    return found


def _is_text(part: Part) -> bool:
    """Whether a part is running text, perhaps a standfirst."""
    return prose(part.text) and (
        ends(part.text) or words(part.text) > 20 or cut_off(part.text) and words(part.text) > 14
    )


def _short_text(part: Part) -> bool:
    return words(part.text) <= 60 and sentences(part.text) <= 2


# --- lines that say what they are ---


def _sure_lines(draft: Draft, front: list[int]) -> None:
    """Bylines with `By`, editors, dates, keywords; each fact is noted down."""
    i = 0
    while i < len(front):
        index = front[i]
        part = draft.parts[index]
        i += 1
        if not part.open or part.kind == "title":
            continue
        text = part.text.strip()
        if match := KEYWORDS.fullmatch(text):
            draft.note_down("keywords", match[1], part)
            draft.parts[index] = part.meta("keywords")
        elif match := EDITOR.match(text):
            following = front[i] if i < len(front) else None
            _editor(draft, index, text[match.end() :], following)
        elif _is_by(text):
            i += _byline(draft, front, i - 1)
        elif words(text) <= 16 and _date_line(draft, index, text):
            continue


def _is_by(text: str) -> bool:
    match = BY.match(text)
    if match is None or words(text) > 30:
        return False
    rest = text[match.end() :]
    marker = text[: match.end()].strip().lower().strip(" :.*_#>")
    if not rest:
        return marker in ("by", "author", "authors", "written by", "von", "par", "por", "автор", "text by", "words by")
    if BY_COLON.match(text):
        return True
    return (
        not marker.endswith(("text", "author", "authors", "words", "texto", "di", "por"))
        and bool(split_names(re.split(r"\s*(?:[|•·–—(]|\bin\b|\bfor\b|\bat\b|,\s*(?=\D*\d))", rest)[0], lenient=True))
        and (prose(text) is False or words(text) < 14)
    )


def _byline(draft: Draft, front: list[int], at: int) -> int:
    """Takes a byline; where `By` stands alone, the next line too. Returns how many further lines were taken."""
    index = front[at]
    part = draft.parts[index]
    match = BY.match(part.text.strip())
    rest = part.text.strip()[match.end() if match else 0 :]
    taken = 0
    draft.parts[index] = part.meta("byline")
    if not rest.strip() and at + 1 < len(front):
        taken = 1
        follower = draft.parts[front[at + 1]]
        rest = follower.text
        draft.parts[front[at + 1]] = follower.meta("byline")
        part = follower
    pieces = re.split(r"\s*[|•·]\s*|\s+[–—]\s+|\s+(?:in|for|from)\s+(?=[A-ZÀ-ÞА-Я])|\s*\((?=[^)]*\))", rest)
    head = pieces[0]
    names = split_names(head, lenient=True)
    if not names and (first := re.match(r"(.+?),\s", head)):
        names = split_names(first[1], lenient=True)
    for name in names:
        draft.note_down("byline", name, part)
    left = re.split(r",\s*", head)[len(names) :] if names else []
    for piece in [*left, *pieces[1:]]:
        _extra(draft, part, piece)
    while names and at + taken + 1 < len(front):
        follower = draft.parts[front[at + taken + 1]]
        more = split_names(re.sub(r"^(?:and|und|et|y)\s+", "", follower.text)) if follower.open else ()
        glued = follower.block == part.block and re.match(r"(?:and|und|et|y)\s", follower.text)
        if not more or not (glued or part.text.rstrip().endswith((",", " and"))):
            break
        for name in more:
            draft.note_down("byline", name, follower)
        draft.parts[front[at + taken + 1]] = follower.meta("byline")
        taken += 1
    return taken


def _extra(draft: Draft, part: Part, piece: str) -> None:
    """What follows the names on a byline: a date, a role, a place."""
    piece = piece.strip(" ()")
    if not piece:
        return
    dates = list(find_dates(piece))
    if dates:
        _note_date(draft, part, piece)
    elif ROLE.search(piece) or INSTITUTION.search(piece):
        draft.note_down("affiliation", piece, part)


def _editor(draft: Draft, index: int, rest: str, following: int | None) -> None:
    part = draft.parts[index]
    if not rest.strip() and following is not None and draft.parts[following].open:
        rest = draft.parts[following].text
        draft.parts[following] = draft.parts[following].meta("editor")
    if re.match(r"\W*(?:series |copy |guest |managing )?edit", part.text, re.I):
        for name in split_names(rest, lenient=True):
            draft.note_down("editor", name, part)
    draft.parts[index] = part.meta("editor")


def _date_line(draft: Draft, index: int, text: str) -> bool:
    """Whether a line holds a date and nothing else but its label, time, place, series or byline."""
    part = draft.parts[index]
    label = DATED.match(text)
    rest = text[label.end() :] if label else text
    dates = list(find_dates(rest))
    if not dates:
        if label and (year := FULL_YEAR.fullmatch(rest)):
            draft.note_down("date", year["year"], part)
            draft.parts[index] = part.meta("date")
            return True
        return False
    left = rest
    for found in reversed(dates):
        left = left[: found.start] + "|" + left[found.end :]
    left = " ".join(p for p in (AROUND_DATE.sub(" ", piece).strip() for piece in DATED.sub("|", left).split("|")) if p)
    if left and not _goes_with_date(draft, part, left):
        return False
    _note_date(draft, part, text)
    draft.parts[index] = part.meta("date")
    return True


def _goes_with_date(draft: Draft, part: Part, left: str) -> bool:
    """Whether what stands beside a date is a place, a series number, a name or the like."""
    if words(left) > 8 or prose(left):
        return False
    if names := split_names(re.sub(r"^by\s+", "", left, flags=re.I), lenient=bool(re.match("by ", left, re.I))):
        if re.match("by ", left, re.I):
            for name in names:
                draft.note_down("byline", name, part)
        return True
    if LABEL.fullmatch(left) or SERIES.fullmatch(left) or INSTITUTION.search(left):
        draft.note_down("series", left, part)
        return True
    return words(left) <= 3 and not ends(left)


def _note_date(draft: Draft, part: Part, text: str) -> None:
    """Notes a line's date down; `updated` counts only where no other date is printed."""
    for found in find_dates(text):
        before = text[: found.start].lower()
        late = bool(
            re.search(r"(?:updated|modified|edited|accessed|aktualisiert|mis à jour|обновлено)[^\d|]{0,12}$", before)
        )
        if found.edtf is None:
            draft.report("E231", part.start, f"`{text[found.start : found.end]}` can be read in two ways.",
                         found=text[found.start : found.end])  # fmt: skip
        else:
            draft.note_down("updated" if late else "date", found.edtf, part)


# --- the title ---


def _title(draft: Draft, front: list[int]) -> int | None:
    """Index of the part that is the title, or None where none is printed."""
    parts = draft.parts
    candidates = [i for i in front if (parts[i].open or parts[i].role == "heading") and _may_be_title(parts[i])]
    if not candidates:
        return None
    counts: dict[str, int] = {}
    for i in front:
        counts[key_of(parts[i].text)] = counts.get(key_of(parts[i].text), 0) + 1
    meta = {key_of(m.value) for m in (*draft.extract.metadata, *draft.metadata) if m.field == "title"}
    first_fact = next((i for i in front if parts[i].role == "metadata"), None)

    def score(i: int) -> float:
        part = parts[i]
        size = words(part.text)
        value = {1: -2.0, 2: -0.5, 3: 0.5}.get(size, 2.0 if size <= 18 else 0.5)
        value += min(counts[key_of(part.text)] - 1, 2) * (1.5 if size >= 3 else -1.0)
        value += 6.0 if key_of(part.text) in meta else 0.0
        value += 4.0 if part.kind == "title" else 3.0 if part.level == 1 else -0.5 if part.level > 1 else 0.0
        value -= 4.0 if LABEL.fullmatch(part.text) or (SERIES.fullmatch(part.text) and size < 10) else 0.0
        value -= 2.0 if INSTITUTION.search(part.text) and size <= 7 and not re.search(r"[:?]", part.text) else 0.0
        value += 0.7 if re.search(r"[:?–—]", part.text) else 0.0
        value -= 3.0 if GENERIC.fullmatch(part.text) else 0.0
        value -= 1.0 if first_fact is not None and i > first_fact else 0.0
        value -= 2.0 if ends(part.text) and part.text.rstrip().endswith(".") else 0.0
        return value - 0.05 * front.index(i)

    best = max(candidates, key=score)
    if score(best) < -1.5 or (GENERIC.fullmatch(parts[best].text) and parts[best].level != 1):
        return None
    return best


def _may_be_title(part: Part) -> bool:
    size = words(part.text)
    if size > 30 or not any(c.isalpha() for c in part.text) or part.kind in ("item", "quote", "table"):
        return False
    if _is_text(part) and part.kind not in ("title", "heading") and not part.text.rstrip().endswith(("?", "!")):
        return not ends(part.text) and title_case(part.text) > 0.8
    return True


def _take_title(draft: Draft, front: list[int], title: int) -> None:
    """The title, its second line where it has one, and everything that only leads up to it or repeats it."""
    parts = draft.parts
    whole = parts[title]
    follow = [i for i in front if i > title]
    if follow and parts[follow[0]].open and _second_line(whole, parts[follow[0]]):
        other = parts[follow[0]]
        whole = replace(whole, ranges=(*whole.ranges, *other.ranges), joined=(*whole.joined, " ", *other.joined))
        whole = replace(whole, text=draft.render(whole))
        parts[follow[0]] = replace(other, role="dropped", rule="", ranges=((other.start, other.start),), text="")
    parts[title] = replace(whole, role="title")
    key = key_of(whole.text)
    for i in front:
        part = parts[i]
        if i == title or not (part.open or part.role == "heading"):
            continue
        if key_of(part.text) == key or (
            words(part.text) >= 3 and key_of(part.text) == key_of(parts[title].text.split(":")[0])
        ):
            parts[i] = part.drop("repeated-title")
        elif i < title:
            _leading(draft, i)
    for i, part in enumerate(parts):
        if i > title and part.open and key_of(part.text) == key and words(part.text) >= 2:
            parts[i] = part.drop("repeated-title")


def _second_line(title: Part, other: Part) -> bool:
    """Whether a line goes on with a title: glued to it, set alike, and the first line stops short of an end."""
    if other.block != title.block or words(other.text) > 14 or _is_text(other) or LABEL.fullmatch(other.text):
        return False
    if is_caps(title.text) != is_caps(other.text) or title.kind in ("title", "heading"):
        return False
    last = title.text.split()[-1].lower()
    hanging = title.text.rstrip().endswith((":", ",", "–", "—", "-")) or last in (
        "of", "the", "and", "in", "for", "to", "a", "an", "on", "with", "from", "its", "at", "by", "or", "und", "der", "de", "et", "и", "в",
    )  # fmt: skip
    return hanging or (
        is_caps(title.text)
        and words(title.text) >= 3
        and not is_name(other.text.title())
        and title.text[-1:] not in ".?!"
    )


def _leading(draft: Draft, i: int) -> None:
    """A line before the title: a letterhead, a kicker, or a byline set above."""
    part = draft.parts[i]
    text = part.text
    if INSTITUTION.search(text) and words(text) <= 14:
        draft.note_down("publisher", text, part)
        draft.parts[i] = part.drop("letterhead")
    elif LABEL.fullmatch(text) or SERIES.fullmatch(text):
        draft.note_down("series", text, part)
        draft.parts[i] = part.drop("letterhead")
    elif words(text) <= 8 and not ends(text):
        draft.note_down("section", text, part)
        draft.parts[i] = part.drop("kicker")
    elif not _is_text(part):
        draft.parts[i] = part.drop("letterhead" if is_caps(text) else "kicker")


# --- names, standfirst and the rest ---


def _names(draft: Draft, front: list[int], title: int | None) -> None:
    """A byline without `By`: a line of nothing but names below the title, with something around that confirms it."""
    if title is None or any(m.field == "byline" for m in draft.metadata):
        return
    parts = draft.parts
    below = [i for i in front if i > title]
    for n, i in enumerate(below):
        part = parts[i]
        if not part.open or words(part.text) > 14 or ends(part.text):
            continue
        names = split_names(part.text)
        if not names or any(_is_common(draft, name) for name in names):
            continue
        if sum(1 for j in front if key_of(parts[j].text) == key_of(part.text)) > 1:
            continue
        for name in names:
            draft.note_down("byline", name, part)
        parts[i] = part.meta("byline")
        for j in below[n + 1 :]:
            more = split_names(parts[j].text) if parts[j].open and words(parts[j].text) <= 8 else ()
            if parts[j].open and not more and (ROLE.search(parts[j].text) or INSTITUTION.search(parts[j].text)):
                continue
            if not more or any(_is_common(draft, name) for name in more):
                break
            for name in more:
                draft.note_down("byline", name, parts[j])
            parts[j] = parts[j].meta("byline")
        return


def _is_common(draft: Draft, name: str) -> bool:
    """Whether words of a supposed name are common words of this text."""
    return any(
        re.search(rf"(?<![\w-]){re.escape(token.lower())}(?![\w-])", draft.text)
        for token in name.split()
        if len(token) > 3
        and token.lower() not in ("will", "mark", "rose", "bill", "grace", "hope", "frank", "young", "long", "king")
    )


def _standfirst(draft: Draft, front: list[int], title: int | None) -> None:
    """A sentence or two between title and text that sum the text up."""
    if title is None:
        return
    parts = draft.parts
    body = [words(p.text) for i, p in enumerate(parts) if p.open and i not in front and prose(p.text)]
    usual = sorted(body)[len(body) // 2] if body else 0
    below = [i for i in front if i > title]
    for i in below:
        part = parts[i]
        if (
            not part.open
            or part.kind in ("quote", "item")
            or not (_is_text(part) or (prose(part.text) and words(part.text) >= 8))
        ):
            continue
        facts_after = any(
            parts[j].role == "metadata" or parts[j].rule in ("credit", "repeated-title")
            for j in range(i + 1, min(i + 12, len(parts)))
            if j <= front[-1] + 4 and _before_text(parts, i, j)
        )
        facts_before = any(parts[j].role == "metadata" and parts[j].rule in ("byline", "date") for j in range(title, i))
        short = (
            words(part.text) <= 45
            and sentences(part.text) <= 2
            and not cut_off(part.text)
            or words(part.text) <= 30
            and not ends(part.text)
        )
        whole = part.bold or bool(
            re.fullmatch(r"\s*(\*{1,3}|_{1,3})[^*_].*\1\s*", draft.text[part.start : part.end], re.S)
        )
        if short and (facts_after or whole or (not facts_before and words(part.text) <= 0.55 * usual and usual >= 35)):
            draft.note_down("standfirst", part.text, part)
            parts[i] = part.meta("standfirst")
        return


def _before_text(parts: list[Part], i: int, j: int) -> bool:
    """Whether nothing but front matter stands between two parts."""
    return not any(p.open and _is_text(p) for p in parts[i + 1 : j])


def _rest(draft: Draft, front: list[int], title: int | None) -> None:
    """What is left: affiliations below a byline, labels, subtitles, captions; a heading just before the text stays."""
    parts = draft.parts
    if title is None:
        _labels_without_title(draft, front)
        return
    below = [i for i in front if i > title and parts[i].open and not _is_text(parts[i])]
    byline = next(
        (j for j in range(title, len(parts)) if parts[j].role == "metadata" and parts[j].rule == "byline"), None
    )
    facts = [j for j in front if parts[j].role == "metadata"]
    for i in below:
        part = parts[i]
        text = part.text
        if GENERIC.fullmatch(text) or part.kind == "item":
            continue
        near_byline = (
            byline is not None and byline < i and not any(parts[j].rule == "standfirst" for j in range(byline, i))
        )
        if (
            near_byline
            and words(text) <= 22
            and (ROLE.search(text) or INSTITUTION.search(text) or parts[byline].block == part.block)
        ):  # type: ignore[index]
            draft.note_down("affiliation", text, part)
            parts[i] = part.meta("affiliation")
        elif (
            LABEL.fullmatch(text)
            or SERIES.fullmatch(text)
            or (INSTITUTION.search(text) and words(text) <= 10 and not ends(text) and facts and i < max(facts))
        ):
            draft.note_down("series", text, part)
            parts[i] = part.drop("letterhead")
        elif any(j > i for j in facts):
            _between(draft, title, i)
        elif not facts and i == below[0] and words(text) <= 25 and i == title + 1 and len(below) > 1:
            draft.note_down("subtitle", text, part)
            parts[i] = part.meta("subtitle")
        elif not facts and part.block == parts[title].block and words(text) <= 20 and not ends(text):
            draft.note_down("subtitle", text, part)
            parts[i] = part.meta("subtitle")


def _between(draft: Draft, title: int, i: int) -> None:
    """A line between the title and a byline or date: a subtitle, a kicker, or something unknown."""
    part = draft.parts[i]
    if words(part.text) >= 3 or part.text.lower().strip() not in NOT_NAMES:
        draft.note_down("subtitle", part.text, part)
        draft.parts[i] = part.meta("subtitle")
    else:
        draft.parts[i] = part.drop("kicker")


def _labels_without_title(draft: Draft, front: list[int]) -> None:
    for i in front:
        part = draft.parts[i]
        if part.open and (LABEL.fullmatch(part.text) or SERIES.fullmatch(part.text)) and not prose(part.text):
            draft.note_down("series", part.text, part)
            draft.parts[i] = part.drop("letterhead")


RULE = Rule(
    "front-matter", "Finds title, byline, date and standfirst; drops letterhead, kickers and repeated titles.", _apply
)
