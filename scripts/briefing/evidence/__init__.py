"""Evidence: citations, claims, the checks, the lock, the ledger, the impact of a new original."""

from briefing.evidence.check import check_evidence
from briefing.evidence.citations import parse_citations
from briefing.evidence.claims import find_claims
from briefing.evidence.impact import Impact, impact
from briefing.evidence.ledger import ledger
from briefing.evidence.lock import read_lock, record, status, write_lock
from briefing.evidence.verify import verify_digests

__all__ = [
    "Impact",
    "check_evidence",
    "find_claims",
    "impact",
    "ledger",
    "parse_citations",
    "read_lock",
    "record",
    "status",
    "verify_digests",
    "write_lock",
]
