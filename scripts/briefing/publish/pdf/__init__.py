"""The briefing on paper: one PDF of the whole, and one of each topic."""

from briefing.publish.pdf.book import Options, compile_book, compile_topic
from briefing.publish.pdf.build import build_pdf, pictures_in

__all__ = ["Options", "build_pdf", "compile_book", "compile_topic", "pictures_in"]
