"""The templates, compiled once: a page's anatomy stands in templates/*.md.jinja, its decisions in Python."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from briefing.compiled import PACKAGE, Compiled
from briefing.pages import escape

_GAPS = re.compile(r"\n{3,}")


@cache
def _environment() -> Environment:
    loader = PackageLoader("briefing.pages", "templates")
    made = Environment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        auto_reload=False,
        bytecode_cache=Compiled(PACKAGE / "pages" / "templates"),
    )
    made.filters |= {"text": escape.text, "attribute": escape.attribute, "yaml": escape.yaml}
    return made


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.md.jinja")


def render(name: str, /, **values: object) -> str:
    """A page's Markdown; a value that the template misses is an error. Blank lines never stand in threes."""
    return _GAPS.sub("\n\n", _template(name).render(values)).strip("\n") + "\n"
