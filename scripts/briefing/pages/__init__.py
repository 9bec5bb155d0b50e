"""Pages: plain Markdown composed from a linked library."""

from briefing.pages.check import check_order, check_pages, check_redirects
from briefing.pages.citing import page_works
from briefing.pages.compose import Pages, compose, compose_page
from briefing.pages.draft import draft

__all__ = ["Pages", "check_order", "check_pages", "check_redirects", "compose", "compose_page", "draft", "page_works"]
