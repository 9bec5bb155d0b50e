# ruff: noqa: E501 - patterns and lists of words read best as they are
"""Captions of pictures, told by the credit at their end."""

from briefing.ingest.rules.rule import lines

RULE = lines(
    "caption",
    "Keeps captions that end with a credit as metadata.",
    r".{8,320}[.!?”\"’,;:]\s*[\[(]?(?:photo(?:graph)?s?|image|picture|illustration|graphic|foto|bild|fotografía|imagen|фото)(?: credit)?(?: by |\s*[:©/|]\s?).{2,70}",
    r".{8,320}[.!?”\"’]\s*[\[(][^()\[\]]{3,60}?\s?[/|]\s?[^()\[\]]{2,40}[\])]",
    r".{8,320}[.!?”\"’]?\s*©\s?[^.©]{2,60}",
    most=55,
    meta="caption",
)
