"""The register of problem codes: what each means and how it is mended, as data."""

from briefing.codes.register import Code, codes, report, stops

__all__ = ["Code", "codes", "report", "stops"]
