# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Credits of pictures and graphics."""

from briefing.ingest.rules.rule import lines

_AGENCY = r"(?:getty(?: images)?|reuters|ap(?: photo)?|associated press|afp|epa(?:-efe)?|shutterstock|istock|unsplash|pexels|flickr|wikimedia(?: commons)?|alamy|bloomberg|tass|ria novosti|xinhua|anadolu(?: agency)?|dpa|pixabay|depositphotos|adobe stock)"

RULE = lines(
    "credit",
    "Drops credits of pictures and graphics.",
    r"(?:(?:photo|image|picture|cover|featured? (?:image|photo)|illustration|graphic|map|video|chart|art|artwork)s?[ /-]?)?(?:credits?|courtesy)(?: to| of)?\s*[:/–—-]\s*.{1,150}",
    r"(?:photo(?:graph)?s?|image|picture|illustration|graphic|map|video|artwork|featured? (?:image|photo)|cover (?:image|photo))(?:s)?(?: (?:by|courtesy of|from|credit|via|©)\b|\s*[:©]).{1,200}",
    r"(?:foto|bild|crédit(?: photo)?|fotografía|фото|иллюстрация|imagen|immagine|zdjęcie|الصورة|عکس)\s*[:©].{1,150}",
    rf"\(?(?:photo |image )?(?:by |from |via )?(?:[^.:]{{2,60}}[/,|–—-]\s*)?{_AGENCY}(?:\s*[/,|]\s*[^.]{{2,60}})?\)?",
    r"\((?:photo|image|picture|file photo|ap photo)[^)]{0,150}\)",
    r"\((?:additional )?(?:reporting|writing|research|editing) by [^)]{3,200}\)",
    r"(?:click to )?enlarge(?: (?:this )?(?:image|photo))?|view (?:gallery|full ?size|image).{0,30}|hide caption|toggle caption|image caption|file photo\.?",
    most=30,
)
