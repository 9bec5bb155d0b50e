"""Notes: which parts are notes, which characters may be markers, and which belongs to which."""

from briefing.ingest.notes.bodies import RULE as BODIES
from briefing.ingest.notes.pairing import Pairing, pair

__all__ = ["BODIES", "Pairing", "pair"]
