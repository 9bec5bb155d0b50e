# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Lines within a text that point to another text."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "read-more",
    "Drops lines that point to another text.",
    r"(?:\W{0,3})(?:read|watch|listen|check|view|see also)(?: (?:more|also|next|now|this|on|here|our|out|the full .{0,20}))*\s*[:>»→|].{0,200}",
    r"(?:\W{0,3})(?:also|further|recommended|suggested|related) (?:read|reading|article|articles|story|stories|post|posts|coverage|content|links?|news|watch)\s*[:>»→|].{1,200}",
    r"(?:\W{0,3})(?:related|recommended|more|more on this(?: topic| story)?|more from .{1,40}|don['’]t miss|in case you missed it|up next|from the archives?|also on .{1,30}|editor['’]?s['’]? (?:pick|choice|picks))\s*[:>»→].{1,200}",
    r"(?:(?:también )?te puede interesar|quizás te interese|vous aimerez aussi|das könnte sie (?:auch )?interessieren|вам может быть интересно|ti potrebbe interessare)\s*:.{0,160}",
    r"(?:continue|keep) reading(?: .{0,80})?(?:…|\.\.\.|→|»)?|read (?:more|on|the (?:full|rest|whole) (?:of )?(?:this |the )?(?:story|article|report|piece|post)|full (?:story|article)|next|also|the report|it here|here)(?: (?:here|…|»|→|at .{1,60}))?[.…:!]?|learn more(?: .{0,30})?[.…:!]?|find out more(?: .{0,40})?[.…:!]?|more(?:…|\.\.\.|»)|click here(?: .{0,60})?[.!]?|full (?:story|article)(?: here)?",
    r"(?:lesen sie (?:auch|mehr)|mehr (?:zum thema|dazu)|lire (?:aussi|la suite)|à lire aussi|leer (?:también|más)|lea también|leggi anche|leia (?:também|mais)|читайте также|читать далее|اقرأ (?:أيضا|أيضًا|المزيد)|بیشتر بخوانید)\s*:?.{0,150}",
    most=35,
)
