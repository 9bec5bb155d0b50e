"""For whoever drafts, person or model: packs of evidence, verdicts on a text from outside, suggestions of citations."""

from briefing.assist.desk import Desk, read_desk
from briefing.assist.packs import Pack, pack
from briefing.assist.suggesting import Suggested, suggest
from briefing.assist.verdicts import Verdict, Verdicts, verdicts

__all__ = ["Desk", "Pack", "Suggested", "Verdict", "Verdicts", "pack", "read_desk", "suggest", "verdicts"]
