"""Everything that the desk wrote, read and compared: the files of a project → Library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from briefing.codes import report
from briefing.library.bibliography.read import PATH, read_bibliography
from briefing.library.crosscheck import crosscheck
from briefing.library.handwritten import read_hand_page
from briefing.library.rows import read_entities, read_timeline
from briefing.library.sources import read_source
from briefing.library.topics import read_topic
from briefing.model import Library, Place, Source, Topic
from briefing.problems import Problem, by_place
from briefing.settings import Settings

Read = TypeVar("Read")


def read_library(files: Mapping[str, bytes], settings: Settings) -> tuple[Library, tuple[Problem, ...]]:
    """The library of a project, from its files by path; never raises on what stands in them.

    What can't be read is left out and reported, and everything else is read. Each file is remembered by its
    bytes, so that reading again after an edit costs what the edited file costs.
    """
    with ThreadPoolExecutor(1) as aside:  # pandoc converts the bibliography while we read the rest
        bibliography = aside.submit(read_bibliography, files.get(PATH))
        sources, problems = _folder(files, "sources/", read_source)
    works, more = bibliography.result()
    problems += more
    topics, more = _folder(files, "topics/", read_topic)
    problems += more
    pages, more = _folder(files, "docs/", read_hand_page)
    problems += more
    entities, more = read_entities("entities.yml", files["entities.yml"]) if "entities.yml" in files else ((), ())
    problems += more
    events, more = read_timeline("timeline.yml", files["timeline.yml"]) if "timeline.yml" in files else ((), ())
    problems += more
    library = Library(
        works=works,
        sources={s.key: s for s in sources},
        topics={t.slug: t for t in topics},
        entities={e.id: e for e in entities},
        events=events,
        pages=pages,
    )
    return library, by_place((*problems, *_same_but_case(sources, topics), *crosscheck(library)))


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
