# ruff: noqa: E501, SIM905 - patterns and lists of words read best as they are
"""Bylines: which words of a line are people's names."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.ingest.front import INSTITUTION, POST, ROLE

PARTICLES = frozenset(
    "de da do dos das di du del della la le van von der den ter ten bin ibn al el ul e y af av zu".split()
)
ARTICLES = frozenset("el los las il lo der die das the".split())
HONORIFICS = re.compile(
    r"(?<![^\W_])(?:(?:dr|prof|professor|mr|mrs|ms|miss|sir|dame|lord|lady|amb|ambassador|gen|general|col|colonel|lt|capt|captain|maj|"
    r"major|rev|hon|ing|mag|dipl|phd|md|др|проф)\.?\s+)+(?=\S)",
    re.I,
)
SUFFIX = re.compile(
    r",?\s+(?:ph\.?\s?d\.?|m\.?d\.?|m\.?a\.?|mba|esq\.?|msc|bsc|llm|jd|frs|obe|cbe|mbe)(?=,|\s|$)", re.I
)
NOT_NAMES = frozenset(
    """news feature features report reports desk review analysis opinion opinions world politics business economy science
    culture sport sports asia europe africa america americas middle east central south north west western eastern security
    defence defense energy environment health technology tech society commentary interview interviews blog magazine weekly
    daily monthly journal times post today brief briefing memo paper papers series editorial editors editor perspective
    perspectives insight insights special exclusive latest home research publications policy recent article articles story
    stories team staff agency press office institute university centre center school college department ministry
    foundation council association society academy group international national global regional public general service
    services program programme project network forum union committee commission bureau authority observatory laboratory
    library museum archive archives newsletter podcast video photo photos gallery archive events event about contact
    subscribe login menu search share print email comments the our your this that what why how when where who which is are
    was were not no new next first second introduction background conclusion conclusions summary overview abstract
    contents notes references bibliography appendix annex chapter section part figure table january february march april
    may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    advertisement sponsored credit related trending popular updated published posted modified reading min minutes read more
    views view working discussion occasional issue volume number country countries state states city water climate
    development studies affairs relations strategic strategy history future market markets trade finance law rights war
    peace dialogue associate fellow professor lecturer researcher analyst director correspondent writer reporter columnist
    candidate scholar adviser advisor consultant economist historian scientist engineer coordinator officer ambassador
    universidad université università universität universidade hochschule akademie instituto institut fundación fondation fundação centro
    hospital clinic bank church company corporation ltd inc llc gmbh software systems networks technologies communications labs telecom gazette courier tribune herald chronicle observer guardian zeitung
    tageblatt courrier journal diario periódico revista gaceta giornale газета журнал advance access publication
    redacción redaktion rédaction редакция president chairman manager specialist expert senior junior assistant visiting deputy chief doctoral
    dear via attn suite clerk universiteit universitet uniwersytet your""".split()
)
TOKEN = re.compile(
    r"(?:[^\W\d_]{1,2}\.[-‐]?)+(?:[^\W\d_]{2,}(?:['’\-‐][^\W\d_]+)*)?|[^\W\d_][^\W\d_'’\-‐.]*(?:['’\-‐][^\W\d_]+)*\.?"
)
INITIALED = re.compile(r"(?:[^\W\d_a-z][a-z]?\.){1,3}[^\W\d_a-z][^\W\d_]{2,}")
"""A name without space behind its initials."""
SPLIT = re.compile(r"\s*(?:;|/|\s&\s|,?\s+(?:and|und|et|y|e|и|with|mit|avec)\s+|\s+و\s*|,|、|،)\s*", re.I)
HAN_NAME = re.compile(
    r"(?:欧阳|司马|上官|诸葛|[陈林赵周吴王李张刘杨黄徐孙马朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦邹孟熊秦邱尹薛闫段侯陶黎贺顾郝龚邵钱严覃戴莫])[\u4e00-\u9fff]{2}"
)
"""A name of the commonest family names."""
HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
"""A name in Chinese characters, where a line says that it is one."""
LONGEST = 600
"""Characters of a line of names at most."""
MARK = re.compile(
    r"(?:\[\^?[\w*†‡§∗]{1,4}\]|\^\{?\d{1,3}\}?|[⁰¹²³⁴-⁹₀-₉*∗†‡§]|(?<=[^\W\d_]),?\d{1,2}|(?<=[^\W\d_]) \d{1,2}$){1,8}(?:,\s?(?:\d{1,2}|[*∗†‡§])(?![^\s,;]))*(?=\s|,|;|$)"
)

GROUPS = re.compile(
    r"\s*(?:;\s*(?:and|und|et|y|и)?|,?\s(?:and|und|et|y|и|&)\s(?=(?:[^\W\d_a-z][\w.'’-]*\s){1,3}[^\W\d_a-z])|[|•·])\s*"
)
DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?d|m\.?a|b\.?a|mba|esq|m\.?sc|b\.?sc|mphil|dphil|ll\.?[mb]|jd|frs|obe|cbe|mbe|rn|jr|sr|ret|ii|iii)\.?",
    re.I,
)


def is_name(text: str) -> bool:
    """Whether a text reads as one person's name: two to six capitalised words, initials and particles among them."""
    tokens = text.split()
    if len(tokens) == 1 and (HAN_NAME.fullmatch(text) or INITIALED.fullmatch(text)):
        return True
    if not 2 <= len(tokens) <= 6 or len(text) > 60:
        return False
    if len(tokens) == 2 and tokens[0].lower() in ARTICLES:
        return False  # `El Salvador`, `Die Zeit`
    big = 0
    for token in tokens:
        if not TOKEN.fullmatch(token.strip("\"'“”()")):
            return False
        low = token.lower().strip(".\"'“”()")
        if low in NOT_NAMES:
            return False
        if token[0].isupper() or (not token[0].islower() and not token[0].isupper()):
            big += len(low) > 1
        elif low not in PARTICLES and not re.match(r"(?:al|el|ul|d|l)['’\-]", low):
            return False
    return big >= 1 and any(len(t.strip(".")) > 1 for t in tokens[-2:]) and not POST.search(text)


@lru_cache(maxsize=1024)
def clean_name(text: str) -> str:
    """A name without honorifics, degrees, emphasis and note markers; capitals eased."""
    text = MARK.sub("", text.strip().strip("*_").strip())
    text = SUFFIX.sub("", _without_honorific(text)).strip(" ,.;:|–—-")
    if len(text) > 4 and text.isupper():
        text = re.sub(r"[^\W\d_]+", lambda m: _eased(m.group()), text)
    return text


def _without_honorific(text: str) -> str:
    """A name without its honorific; a given name that only reads like one (`Hon Lik`, `Major Owens`) stays."""
    match = HONORIFICS.match(text)
    if match is None or ("." not in match.group() and len(text[match.end() :].split()) < 2):
        return text
    return text[match.end() :]


def _eased(word: str) -> str:
    """A word in capitals as it stands in a name."""
    small = word.lower() in ("van", "der", "den", "de", "von", "del", "du", "dos", "das")
    return word.lower() if small else word.capitalize()


@lru_cache(maxsize=256)
def named(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names, and the degrees, roles and bodies between them: `Jane Doe, PhD, Salt Institute; and Ali Can (Press)`.

    Both empty where the text doesn't begin with a name, or holds something else.
    """
    if len(text) > LONGEST:
        return (), ()
    rest = [found.strip() for found in re.findall(r"\(([^()]*)(?:\)|$)", text)]
    names: list[str] = []
    for group in GROUPS.split(re.sub(r"\s*\([^()]*(?:\)|$)", "", _unmarked(text))):
        body = False
        for piece in re.split(r"\s*,\s*", group.strip(" ,.;:|–—-")):
            name = clean_name(piece)
            if is_name(name) and not body:
                names.append(name)
            elif not piece or DEGREE.fullmatch(piece):
                continue
            elif names and (
                body
                or ROLE.search(piece)
                or INSTITUTION.search(piece)
                or (len(piece.split()) <= 6 and not is_name(name))
            ):
                body = True
                rest.append(piece)
            else:
                return (), ()
    return tuple(dict.fromkeys(names)), tuple(piece for piece in rest if piece)


def _unmarked(text: str) -> str:
    """A line of names with its words joined over lines, and a comma in place of each mark of where people work."""
    return MARK.sub(",", re.sub(r"(?<=[^\W\d_])- (?=[^\W\d_A-Z])", "", text))


def are_marked(names: tuple[str, ...], text: str) -> bool:
    """Whether most of the names of a line have such marks."""
    return len(names) > 1 and 2 * len(MARK.findall(text)) >= len(names)


@lru_cache(maxsize=256)
def split_names(text: str, *, lenient: bool = False) -> tuple[str, ...]:
    """The names that make up a whole line, or nothing where something else stands in it.

    `lenient` is for what follows `By`: a single word is taken too, and the names end where something else begins.
    """
    if len(text) > LONGEST:
        return ()
    text = re.sub(r"\s+(?:and|und|et|y|и|&)\s*$", "", text)
    pieces = [clean_name(p) for p in SPLIT.split(_unmarked(text.strip(" .,;:|–—-"))) if p.strip()]
    names: list[str] = []
    for piece in pieces:
        if not piece:
            continue
        if is_name(piece) or (lenient and HAN.fullmatch(piece)):
            names.append(piece)
        elif lenient and names:
            break
        elif lenient and re.fullmatch(TOKEN, piece) and piece[0].isupper() and piece.lower() not in NOT_NAMES:
            names.append(piece)
        else:
            return ()
    return tuple(names)
