"""What a page has asked of its context, so that it is composed again only when an answer changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from briefing.pages.context import Context

Asked = TypeVarTuple("Asked")
V = TypeVar("V")


class Reads:
    """Asks a context on behalf of one page, and remembers each answer."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._answers: dict[tuple[Callable[..., Any], tuple[Any, ...]], Any] = {}

    def __call__(self, question: Callable[[Context, *Asked], V], *args: *Asked) -> V:
        """The context's answer."""
        key = (question, args)
        if key not in self._answers:
            self._answers[key] = question(self._context, *args)
        answer: V = self._answers[key]
        return answer

    def hold(self, context: Context) -> bool:
        """Whether another context gives the same answers."""
        return all(question(context, *args) == answer for (question, args), answer in self._answers.items())
