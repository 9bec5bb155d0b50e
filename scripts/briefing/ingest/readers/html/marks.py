# ruff: noqa: E501 - patterns read best on one line
"""How notes and their calls look in a page: the marks, the links back, the names that page builders give them."""

from __future__ import annotations

import re

MARK = re.compile(
    r"[\s\[(⁽{^]*(?:(?:note|fn\.?|n\.?|footnote|nb|nota|anm\.?|прим\.?)\s*)?(?:\d{1,4}|[⁰¹²³⁴-⁹]{1,4}|[ivxlc]{1,7}|[a-z]{1,2}|[a-z]\d{1,3}|[*†‡§¶#]{1,4})[\s\])⁾}.:,]*",
    re.I,
)
BACK = re.compile(
    r"[\s\[(]*(?:[↩⤴⏎↑↥⇑⮥⇧^▲«←↵⬆\ufe0e\ufe0f\s]+|(?:jump |go |return )?(?:back|return|jump)(?: up| to)?(?: to)?(?: the)?(?: text| top| content| reference| article)?\s*[↩↑^]?|retour|zurück|наверх|top|up)[\s\])]*",
    re.I,
)
NOTE_ID = re.compile(
    r"_?(?:end|foot|f|e|side|cite)?[-_]?(?:notes?|ftn|edn|fn|en|cite_note|cite-note|footnote|endnote|reference|ref|n|note)s?(?:[-_:.]?(?:bottom|text|item|anchor|def|body|plugin_reference|to)){0,4}(?:[-_:.][^\s\d]*|[^\W\d]*)\d[\w.:-]*",
    re.I,
)
NAMED = re.compile(
    r" (?:foot ?notes?(?: [a-z0-9]+)*|end ?notes?(?: [a-z0-9]+)*|noterefs?|doc noteref|fn(?: ?ref)?|ref|reference|note(?: ?(?:ref|call|number|link))?|easy footnote|modern footnotes footnote|cite ref|simple footnote|sdfootnote(?: ?anc)?) "
)
SINGLE = re.compile(
    r" (?:foot ?note(?: \w+)*|end ?note(?: \w+)*|note|fn|ftn\d+|edn\d+|sdfootnote\d*|mso foot ?note text|mso end ?note text|doc footnote|doc endnote|cite note \w+|fn \w+|fn\d+) "
)
LIST = re.compile(
    r" (?:foot ?notes?(?: (?:list|section|area|wrapper|wrap|container|body|block|definition|footer))*|end ?notes?(?: (?:list|section))*|doc end ?notes|doc foot ?notes|notes(?: (?:list|section))?|references?(?: (?:list|section|small))*|ref ?list|mw references(?: wrap| columns)*|easy footnotes wrapper|simple footnotes|wp block footnotes|citations?(?: list)?|article notes|post notes|fn list|sources(?: list)?|footnotes plugin reference row|footnote container prepare|bibliography) "
)
INLINE = re.compile(
    r" (?:modern footnotes footnote note|footnote content inline|sidenote|margin ?note|footnote(?: (?:text|body|content|inline))|fn text|note text inline|inline footnote) "
)
TOOLTIP = re.compile(r" (?:foot|side|end)?notes? ?(?:tooltip|popup|popover|bubble) ")
"""What pops up beside a mark: the note, where the page lists none."""
HEAD = re.compile(
    r"\W*(?:(?:end|foot)[ -]?notes?|notes?(?: (?:and|&) (?:references|sources))?|references?(?: (?:and|&) notes)?|sources?|citations?|anmerkungen|fußnoten|endnoten|notas|références|notes de bas de page|примечания|сноски|источники|الهوامش|المراجع|پانوشت\w*|پی‌?نوشت\w*|منابع)\W*",
    re.I,
)
PLACE = re.compile(
    r"(?:\b(?:fig(?:ure)?s?|tab(?:le|elle|leau|la)?s?|sec(?:tion|t)?s?|ch(?:apter)?s?|eq(?:uation|n)?s?|appendix|theorem|lemma|corollary|proposition|definition|algorithm|listing|example|exercise|part|article|art|annex|step|item|box|map|chart|exhibit|plate|page|pp?|line|paragraph|para|question|abbildung|abb|kapitel|abschnitt|gleichung|anhang|seite|figura|cuadro|capítulo|sección|ecuación|chapitre|рис|рисун\w+|табл\w*|глав\w+|раздел\w*)\b\.?|§)[\s\u00a0(\[]*$",
    re.I,
)
"""What stands before a number that names a figure, table, section or the like, and calls no note."""
COUNTED_BACK = re.compile(r"\d{1,4}\.\d{1,2}|[A-Z]\d{1,3}")
"""How links back are counted where a note is called more than once, and labels that no note's text begins with."""
BACK_ID = re.compile(r".*#_?(?:ftn|edn|fn|footnote|endnote|note|cite)[-_]?(?:ref|back|anchor)[-_:.]?\w*", re.I | re.S)
"""A link's target that is the call of a note."""
LONGEST = 6000
"""Characters of a note at most."""
