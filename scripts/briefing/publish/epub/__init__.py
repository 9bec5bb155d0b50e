"""The briefing as an e-book: one EPUB of the whole, from the pages that the site and the PDFs are made from."""

from briefing.publish.epub.book import compile_epub

__all__ = ["compile_epub"]
