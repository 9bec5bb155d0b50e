"""Pages → site, PDFs and exports."""

from briefing.publish.site import build_site
from briefing.publish.theme import lay_theme

__all__ = ["build_site", "lay_theme"]
