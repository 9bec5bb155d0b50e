"""Notes: which characters may be markers, and which note each of them calls."""

from briefing.ingest.notes.pairing import Pairing, pair

__all__ = ["Pairing", "pair"]
