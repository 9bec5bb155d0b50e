# ruff: noqa: E501, SIM905 - patterns and messages read best on one line
"""What the names of HTML's elements mean to a reader."""

from __future__ import annotations

from briefing.ingest.extract import SpanKind

BLOCKS = frozenset(
    (
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
        "summary table tbody td tfoot th thead tr ul amp-sidebar amp-accordion amp-carousel"
    ).split()
)
"""Elements that end the line before them and after them."""
SILENT = frozenset(
    (
        "script style head meta link title template base param source track area col colgroup object embed applet "
        "iframe frame frameset noframes annotation annotation-xml amp-analytics amp-pixel amp-ad amp-iframe amp-script"
    ).split()
)
"""Elements without text that anybody reads."""
HEADINGS = {f"h{n}": n for n in range(1, 7)}
CONTROLS = frozenset("button input select option optgroup textarea datalist output progress meter".split())
TYPE: dict[str, SpanKind] = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis",
        "sup": "raised", "sub": "lowered", "code": "code", "kbd": "code", "samp": "code", "tt": "code"}  # fmt: skip
"""Elements that set type, and the span that says so."""
NEVER = {"svg": "pictures", "video": "media", "audio": "media", "canvas": "pictures", "picture": "pictures", "map": "pictures",
         "rt": "ruby", "rp": "ruby", "amp-carousel": "media", **dict.fromkeys(CONTROLS, "form")}  # fmt: skip
"""Elements whose text nobody reads as part of the page's."""
