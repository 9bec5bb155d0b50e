"""What a person has read: what there is to read, the record of who read it, what has lapsed, in what order to read."""

from briefing.review.items import Item, find_items
from briefing.review.records import FOLDER, Review, Sign, Verdict, read_reviews, write_review
from briefing.review.standing import Reviewed, Standing, review

__all__ = [
    "FOLDER",
    "Item",
    "Review",
    "Reviewed",
    "Sign",
    "Standing",
    "Verdict",
    "find_items",
    "read_reviews",
    "review",
    "write_review",
]
