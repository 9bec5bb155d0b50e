# ruff: noqa: E501 - patterns and lists of words read best as they are
"""What stands before the text: where it ends, and the kinds of lines in it."""

from __future__ import annotations

import re

LABEL = re.compile(
    r"""\W{0,12}(?:(?:special|weekly|monthly|daily|research|expert|guest|in-depth|country|regional|technical|quarterly|annual|strategic|public|our)\s+){0,4}
    (?:issue|policy|research|working|discussion|occasional|briefing|background|position|white|conference|analysis)?\s*
    (?:brief(?:ing)?s?|memo(?:randum)?|papers?|reports?|notes?|analys[ie]s|commentary|opinions?|op-ed|editorial|features?|essays?|insights?|perspectives?|
    news|interviews?|reviews?|bulletin|blogs?(?:\ post)?|dispatch(?:es)?|long\ read|explainer|press\ release|backgrounder|factsheet|fact\ sheet|
    newsletter|columns?|viewpoints?|views|world|politics|business|economy|culture|science|society|publications?|articles?|series|exclusive)
    (?:\s*(?:no|nr|issue|vol|volume|\#|№)\.?\s*\d[\w./-]*|\s+\d{1,4}(?:/\d{1,4})?)?(?:\s*[|•·,–—-]\s*.{0,60})?\W*""",
    re.I | re.X,
)
SERIES = re.compile(r".{0,100}\b(?:no|nr|issue|vol|volume|№|number)\b\.?\s*\d[\w./-]*.{0,60}", re.I)
INSTITUTION = re.compile(
    r"\b(?:institut\w*|universit\w*|cent(?:er|re|rum|ro)|zentrum|college|ministry|foundation|stiftung|council|department|faculty|school|agency|society|"
    r"association|academy|programme?|office|bureau|laboratory|observatory|commission|committee|trust|museum|library|forum|network|initiative|think ?tank|"
    r"group|organi[sz]ation|union|desk|unit|team|project|division|section|series|press|journal|gazette|chronicle|tribune|herald|magazine|институт|университет|центр|академия|фонд)\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:(?:research|senior|junior|associate|assistant|visiting|non-?resident|staff|chief|deputy|managing|contributing|guest|special|foreign|science|political)\s+){0,4}"
    r"(?:associate|(?:technical|team|project) lead|fellow|professor|lecturer|researcher|analyst|director|correspondent|writer|reporter|editor|columnist|candidate|scholar|adviser|advisor|"
    r"consultant|economist|historian|scientist|engineer|coordinator|head of|intern|officer|ambassador|journalist|president|chair(?:man|woman)?|manager|specialist|expert)\b",
    re.I,
)
POST = re.compile(
    r"\b(?:journaliste|chercheu(?:r|se)|professeure?|maître(?:sse)? de conférences|direct(?:eur|rice)|historienn?e?|économiste|doctorante?|écrivaine?|auteure?|rédact(?:eur|rice)|"
    r"periodista|profesora?|investigadora?|catedrátic[oa]|directora?|economista|historiadora?|doctorand[oa]|escritora?|autora?|"
    r"journalist(?:in)?|professor(?:in)?|(?:wissenschaftliche[rn]? )?mitarbeiter(?:in)?|referent(?:in)?|wissenschaftler(?:in)?|leiter(?:in)?|dozent(?:in)?|redakteur(?:in)?|korrespondent(?:in)?|forscher(?:in)?|"
    r"direttore|ricercat(?:ore|rice)|giornalista|docente)\b"
    r"|^(?-i:[^\W\d_a-z])\w{3,}(?:lich|isch|end|ig)e[rs]? (?=\w{5})"
    r"|(?:научн\w{1,9} сотрудни\w+|профессор|доцент|журналист\w*|эксперт|директор|аналитик|кандидат \w+ наук|доктор \w+ наук|корреспондент|обозреватель|редактор|преподаватель|политолог|историк|экономист|востоковед)",
    re.I,
)
"""Posts in other languages; in German an adjective may begin one: `Leitende Archivarin`."""
GENERIC = re.compile(
    r"(?:\d{1,4}\.?\s*|[ivx]{1,6}\.\s*)?(?:introduction|background|summary|executive summary|overview|abstract|preface|foreword|context|key (?:points|findings|takeaways|messages|judg(?:e)?ments)|"
    r"at a glance|highlights|main points|status of this memo|copyright notice|einleitung|zusammenfassung|resumen|introducción|résumé|введение|резюме|аннотация|مقدمة|مقدمه|چکیده)\W*",
    re.I,
)
ADDRESS = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th) floor|floor \d|suite \d|room \d|p\.?\s?o\.? box \d|\d{1,5}[a-z]?(?:[-–]\d{1,5})? (?:[\w.'’-]+ ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|square|drive|way|place|plaza|quay|row|terrace|court)\b|\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|quai|allée|chemin|cours|impasse|route|via|calle) |(?:rue|avenue|place|calle|via|viale|platz|ulitsa|ул\.) .{3,40}\d"
    r"|[^\W\d_]+(?:straße|strasse|str\.|gasse|platz|weg|straat|gatan) \d)|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|(?:phone|t[ée]l|fax|t[ée]l[ée]phone|t[ée]l[ée]copie|e-?mail)\b\.?\s*[:+(]",
    re.I,
)
"""Where a body sits, and how it is called."""
BODY = re.compile(
    r"\b(?:institute|universit\w+|cent(?:er|re)|foundation|department|ministry|council|college|school|academy|observatory|office|association|agency)"
    r"\s+(?:of|for|on)\b|\b(?:college|institute|university|foundation|academy|council|ministry|observatory|press|cent(?:er|re)|desk|unit|team|project|programme?|division|section|series)\b\W*(?:,\s[\w .'’-]{2,30})?$",
    re.I,
)
"""How bodies are called, as against titles that speak of bodies."""
NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?(?=\s)|[IVX]{1,6}[.)](?=\s)|[A-H][.)](?=\s)|§\s?\d+)\s*", re.I)
QUESTION = re.compile(
    r"(?:\W*)(?:what|why|how|who|whose|where|when|which|is|are|was|were|can|could|will|would|should|does|do|did|has|have|was|wie|warum|wer|wo|pourquoi|comment|quel|qué|cómo|por qué|что|как|почему|кто|зачем)\b",
    re.I,
)
NUMBER = re.compile(r"\d+")


def key_of(text: str) -> str:
    """A line without its figures, case and marks: what its repetitions have in common."""
    return re.sub(r"[\W_]+", " ", NUMBER.sub("", text)).strip().lower()
