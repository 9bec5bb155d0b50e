"""A project's reviews, read with the rest of it: where each thing stands, and what the desk's rules say of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.evidence.editions import editions
from briefing.evidence.lock import read_lock
from briefing.model import Claim, Document, Key, Library
from briefing.problems import Problem
from briefing.project import Project
from briefing.review.items import find_items
from briefing.review.judge import holding, read_opinions
from briefing.review.records import read_reviews
from briefing.review.report import Rules, problems
from briefing.review.standing import Reviewed, review


def read_reviewed(
    project: Project,
    library: Library,
    claims: tuple[Claim, ...],
    originals: Mapping[Key, Document] | None = None,
    require: bool = False,
) -> tuple[Reviewed, tuple[Problem, ...]]:
    """Where everything stands that a person may read, and what is wrong with it; `require` holds it to the rules."""
    reviews, found = read_reviews(project.files)
    opinions, wrong = read_opinions(project.files)
    lock, _ = read_lock(project.files)
    items = find_items(library, claims, lock, originals)
    reviewed = replace(review(items, reviews), opinions=holding(opinions, items))
    rules = rules_of(project, library)
    return reviewed, (*found, *wrong, *problems(reviewed, rules, require))


def rules_of(project: Project, library: Library) -> Rules:
    """The desk's rules, with what they leave out because it was published or compared before their day."""
    lock, _ = read_lock(project.files)
    return Rules(project.settings.review, library, lock, editions(project.files)[0])
