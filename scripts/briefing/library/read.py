"""Everything that the desk wrote, read and compared: the files of a project → Library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from briefing.codes import report
from briefing.library.allocation import without_collection
from briefing.library.bibliography.read import PATH, read_bibliography
from briefing.library.crosscheck import crosscheck
from briefing.library.handwritten import read_hand_page
from briefing.library.kept import Reader
from briefing.library.rows import read_entities, read_timeline
from briefing.library.sources import read_source
from briefing.library.topics import read_topic
from briefing.memory import Memory
from briefing.model import Library, Place, Source, Topic
from briefing.problems import Problem, by_place
from briefing.settings import Settings

Read = TypeVar("Read")


def read_library(
    files: Mapping[str, bytes], settings: Settings, memory: Memory | None = None
) -> tuple[Library, tuple[Problem, ...]]:
    """The library of a project, from its files by path; never raises on what stands in them.

    What can't be read is left out and reported, and everything else is read. Each file is remembered by its
    bytes, so that reading again after an edit costs what the edited file costs; sources and bibliography in `memory`
    as well, where one is given.
    """
    reader = Reader(memory) if memory else None
    with without_collection(), ThreadPoolExecutor(1) as aside:
        read_works = reader.works if reader else read_bibliography
        bibliography = aside.submit(read_works, files.get(PATH))  # pandoc works while we read the rest
        sources, of_sources = _folder(files, "sources/", reader.source if reader else read_source)
        topics, of_topics = _folder(files, "topics/", read_topic)
        pages, of_pages = _folder(files, "docs/", read_hand_page)
        entities, of_entities = _rows(files, "entities.yml", read_entities)
        events, of_events = _rows(files, "timeline.yml", read_timeline)
        works, of_works = bibliography.result()
    order = {slug: i for i, slug in enumerate(settings.topics)}
    library = Library(
        works=works,
        sources={s.key: s for s in sources},
        topics={t.slug: t for t in sorted(topics, key=lambda t: order.get(t.slug, len(order)))},
        entities={e.id: e for e in entities},
        events=events,
        pages=pages,
    )
    between = (*_same_but_case(sources, topics), *crosscheck(library, _unread(files, library, of_works)))
    problems = (*of_works, *of_sources, *of_topics, *of_pages, *of_entities, *of_events, *between)
    return library, by_place(problems)


def _unread(files: Mapping[str, bytes], library: Library, of_works: tuple[Problem, ...]) -> frozenset[str]:
    """Files of sources and topics that gave none; keys of malformed entries; references.bib where it gave nothing."""
    read = {source.place.path for source in library.sources.values()}
    read |= {topic.place.path for topic in library.topics.values()}
    lost = {problem.found for problem in of_works if problem.code == "E150"}
    lost |= {PATH} if not library.works and any(problem.fails for problem in of_works) else set()
    return (frozenset(path for path in files if path.startswith(("sources/", "topics/"))) - read) | lost


def _rows(
    files: Mapping[str, bytes], path: str, read: Callable[[str, bytes], tuple[tuple[Read, ...], tuple[Problem, ...]]]
) -> tuple[tuple[Read, ...], tuple[Problem, ...]]:
    """What a file of rows holds; nothing where there is no such file."""
    return read(path, files[path]) if path in files else ((), ())


def _folder(
    files: Mapping[str, bytes], folder: str, read: Callable[[str, bytes], tuple[Read | None, tuple[Problem, ...]]]
) -> tuple[tuple[Read, ...], tuple[Problem, ...]]:
    """What the Markdown files of a folder hold, by path."""
    found: list[Read] = []
    problems: list[Problem] = []
    for path in sorted(path for path in files if path.startswith(folder) and path.endswith(".md")):
        item, more = read(path, files[path])
        problems += more
        if item is not None:
            found.append(item)
    return tuple(found), tuple(problems)


def _same_but_case(sources: tuple[Source, ...], topics: tuple[Topic, ...]) -> list[Problem]:
    """Names that are one address where a file system does not tell upper from lower case."""
    problems = []
    for rows in ([(s.key, s.place) for s in sources], [(t.slug, t.place) for t in topics]):
        taken: dict[str, tuple[str, Place]] = {}
        for name, place in rows:
            first, _ = taken.setdefault(name.casefold(), (name, place))
            if first != name:
                message = f"`{name}` and `{first}` differ in upper and lower case only."
                problems.append(
                    report("E118", place, message, expected="names that are different addresses", found=name)
                )
    return problems
