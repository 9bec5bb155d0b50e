"""Composes pages: a table of what pages there are, and a mapping that makes each when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefing.evidence.editions import Changes
from briefing.library.bibliography import Reference
from briefing.model import Document, Entity, HandPage, Key, LinkedLibrary, Topic
from briefing.pages.context import Context, Edition
from briefing.pages.entity import compose_entity
from briefing.pages.front import compose_front
from briefing.pages.hand import compose_downloads, compose_hand, pdf_of
from briefing.pages.indexes import compose_bibliography, compose_entities, compose_sources, compose_topics
from briefing.pages.kept import Kept
from briefing.pages.method import compose_method
from briefing.pages.reads import Reads
from briefing.pages.source import compose_source
from briefing.pages.timeline import compose_timeline
from briefing.pages.topic import compose_topic
from briefing.review import Reviewed
from briefing.settings import Settings

Composer = Callable[[Reads], str]

ALONE: Mapping[str, Composer] = {
    "index.md": compose_front,
    "topics/index.md": compose_topics,
    "sources/index.md": compose_sources,
    "entities/index.md": compose_entities,
    "timeline.md": compose_timeline,
    "bibliography.md": compose_bibliography,
    "method.md": compose_method,
    "downloads.md": compose_downloads,
}
"""Pages of which there is one, in the order of the navigation."""


class Pages(Mapping[str, str]):
    """Path → Markdown; a page is composed when it is first asked for, and kept."""

    def __init__(
        self, context: Context, previous: Pages | None = None, lasting: bool = True, kept: Kept | None = None
    ) -> None:
        """Where they are not `lasting`, no later composition can take over what has not changed, save from `kept`."""
        self._store = kept
        self._context = context
        self._lasting = lasting
        self._composers = _composers(context)
        self._previous = previous
        self._made: dict[str, tuple[Reads | None, bytes]] = {}

    def __getitem__(self, path: str) -> str:
        """The page's Markdown; KeyError where there is no such page."""
        made = self._made.get(path) or self._kept(path) or self._composed(path)
        if self._lasting or self._store is None:  # else the folder holds it as soon as it is written
            self._made[path] = made
        return made[1].decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._composers)

    def __len__(self) -> int:
        return len(self._composers)

    def __contains__(self, path: object) -> bool:
        return path in self._composers

    def stands(self, path: str) -> bool:
        """Whether the page that the last build left is what would be composed."""
        return self._store is not None and self._store.holds(path, _by(*self._composers[path]))

    def changed(self, since: Pages) -> tuple[str, ...]:
        """Paths of the pages that an earlier composition lacks or has otherwise."""
        return tuple(path for path in self if path not in since or since[path] != self[path])

    def _kept(self, path: str) -> tuple[Reads | None, bytes] | None:
        """What the previous composition made, where nothing that the page had asked for has changed."""
        if self._store and path in self._composers and self.stands(path):
            return None, self._store.data(path)
        made = self._previous._made.get(path) if self._previous and path in self._composers else None
        if made is None or made[0] is None or self._composers[path] != self._previous._composers.get(path):  # type: ignore[union-attr]
            return None
        return made if made[0].hold(self._context) else None

    def _composed(self, path: str) -> tuple[Reads | None, bytes]:
        compose, *values = self._composers[path]
        reads = Reads(self._context)
        text = compose(reads, *values)
        if self._store and reads.needs is not None:
            self._store.keep(path, _by(*self._composers[path]), reads.needs, text)
        return (reads if self._lasting else None), text.encode()


def compose(
    linked: LinkedLibrary,
    references: Mapping[Key, Reference],
    settings: Settings,
    edition: Edition = "public",
    originals: Mapping[Key, Document] | None = None,
    *,
    compared: Mapping[Key, str] | None = None,
    elsewhere: Mapping[Key, Mapping[int, str]] | None = None,
    changes: Changes | None = None,
    reviewed: Reviewed | None = None,
    paper: bool = True,
    previous: Pages | None = None,
    lasting: bool = True,
    kept: Callable[[Context], Kept] | None = None,
) -> Pages:
    """All pages of a briefing: path → Markdown, each composed when it is asked for.

    `references` come from `bibliography.render`, given the library's works and `citing.page_works`. In a full edition
    the pages of sources show their `originals`. `compared` says in a sentence what was compared of each source,
    `reviewed` what people have read, `elsewhere` where the paragraphs of a source are to be read at its publisher's.
    Without `paper` no page offers a PDF.
    With `previous`, a page is composed again only where something that it asked for has changed; what is to be
    somebody's `previous` must be `lasting`, and holds what each page asked for. `kept` are those of the last build.
    """
    context = Context(
        linked,
        references,
        settings,
        edition,
        originals or {},
        compared or {},
        changes,
        reviewed or Reviewed(),
        elsewhere or {},
        paper,
    )
    return Pages(context, previous, lasting, kept(context) if kept else None)


def compose_page(path: str, context: Context) -> str:
    """One page alone; KeyError where there is no such page."""
    return Pages(context)[path]


def _by(compose: Composer, *values: Any) -> tuple[str, ...]:
    """The name of a page's composer, and those of the files in which what it is about is written."""
    about = [v.body if isinstance(v, HandPage) else v for v in values if isinstance(v, HandPage | Topic | Entity)]
    return (compose.__name__, *(f"file:{one.place.path}" for one in about))


def _composers(context: Context) -> dict[str, tuple[Any, ...]]:
    """Path → the function that composes the page, and what it is about."""
    library = context.linked.library
    found: dict[str, tuple[Any, ...]] = {path: (function,) for path, function in ALONE.items()}
    found |= {
        topic.page: (compose_topic, topic, pdf_of(topic.slug) if context.paper else None)
        for topic in library.topics.values()
    }
    found |= {f"sources/{key}.md": (compose_source, key) for key in library.sources}
    found |= {entity.page: (compose_entity, entity) for entity in library.entities.values()}
    found |= {page.path: (compose_hand, page) for page in library.pages if page.path not in found}
    return found
