"""Evidence: citations, claims, the checks, the ledger."""

from briefing.evidence.check import check_evidence
from briefing.evidence.citations import parse_citations
from briefing.evidence.claims import find_claims

__all__ = ["check_evidence", "find_claims", "parse_citations"]
