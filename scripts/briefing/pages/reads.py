"""What a page has asked of its context, so that it is composed again only when an answer changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from briefing.pages.context import Context
from briefing.pages.kept import NEEDS

Asked = TypeVarTuple("Asked")
V = TypeVar("V")


class Reads:
    """Asks a context on behalf of one page, and remembers each answer."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._answers: dict[tuple[Callable[..., Any], tuple[Any, ...]], Any] = {}
        self.needs: dict[str, None] | None = {}
        """Names of what the answers rest on; None where something was asked of which nobody can tell."""

    def __call__(self, question: Callable[[Context, *Asked], V], *args: *Asked) -> V:
        """The context's answer."""
        key = (question, args)
        if key not in self._answers:
            self._answers[key] = question(self._context, *args)
            need = NEEDS.get(question)
            if need is None:
                self.needs = None
            elif self.needs is not None:
                self.needs.update(dict.fromkeys(need(self._context, *args)))
        answer: V = self._answers[key]
        return answer

    def hold(self, context: Context) -> bool:
        """Whether another context gives the same answers."""
        return all(question(context, *args) == answer for (question, args), answer in self._answers.items())
