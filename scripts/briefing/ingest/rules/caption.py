# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Captions of pictures, figures and tables, told by their number, their source or the credit at their end."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "caption",
    "Keeps captions of figures and tables, told by their number, source or credit, as metadata.",
    r".{8,320}[.!?”\"’]\s*[\[(]?(?:photo(?:graph)?s?|image|picture|illustration|graphic|foto|bild|fotografía|imagen|фото)(?: credit)?(?: by (?-i:[A-ZÀ-ÞА-Я])|\s*[:©/|]\s?).{2,70}",
    r".{8,320}[.!?”\"’]\s*[\[(][^()\[\]]{3,60}?\s?[/|]\s?[^()\[\]]{2,40}[\])]",
    r"(?:figure|fig\.|table|chart|map|exhibit|graph|abbildung|abb\.|tabelle|figura|tabla|tableau|graphique|gráfico|рисунок|рис\.|таблица)\s*[A-Z]?\d{1,3}[a-z]?(?:\.\d{1,2})?\s*[.:–—-]\s.{3,240}",
    r"(?:(?:photo|image|picture) )?caption\s*:\s.{3,240}",
    r"(?:data )?(?:sources?|quellen?|fuentes?|источники?)\s*:\s.{3,240}",
    r".{8,320}[.!?”\"’]?\s*©\s?[^.©]{2,60}",
    most=55,
    meta="caption",
)
