"""Links: where subjects are named, what relies on which paragraph, and where each work is cited."""

from briefing.linking.backlinks import citations_in, link
from briefing.linking.mentions import Automaton, Edit, Hit, Linker, apply, automaton, link_text, relative
from briefing.linking.names import Name, names

__all__ = [
    "Automaton",
    "Edit",
    "Hit",
    "Linker",
    "Name",
    "apply",
    "automaton",
    "citations_in",
    "link",
    "link_text",
    "names",
    "relative",
]
