"""The register of problem codes: what each means and how it is mended, as data."""

from briefing.codes.register import Code, codes, is_strict, report, stops, waiting

__all__ = ["Code", "codes", "is_strict", "report", "stops", "waiting"]
