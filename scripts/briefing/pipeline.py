"""The stages from a project's files to its outputs, in order, as a table."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from errno import EACCES, EEXIST, EISDIR, ENOSPC, ENOTDIR, EPERM, EROFS
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing import __version__
from briefing.apart import apart
from briefing.cluster import Hands
from briefing.codes import codes, report, stops
from briefing.evidence import check_evidence, find_claims, grounds, lexicon, verify_digests
from briefing.evidence.bearing import carrying
from briefing.evidence.bounds import check_bounds
from briefing.evidence.citations import parsed
from briefing.evidence.claims import claims_of, find_sentences
from briefing.evidence.copying import check_copying
from briefing.evidence.editions import changes_of, editions
from briefing.evidence.language import language as language_of
from briefing.evidence.ledger import ledger, to_json
from briefing.evidence.lock import PATH as LOCK
from briefing.evidence.lock import addresses, read_lock, record, spoken, unrecorded, write_lock
from briefing.evidence.markup import plain
from briefing.evidence.remembered import Remembered
from briefing.evidence.timely import check_time
from briefing.evidence.wording import normalise
from briefing.files import write_changed, write_tree
from briefing.library import read_library
from briefing.library.allocation import give_back, without_collection
from briefing.library.bibliography import Reference, bibtex, pandoc, read_bibliography
from briefing.library.sources import read_source
from briefing.library.topics import read_topic
from briefing.linking import link
from briefing.linking.mentions import built
from briefing.memory import Memory, of_tools
from briefing.model import Document, Key, Library, LinkedLibrary, Place
from briefing.originals import read_originals
from briefing.pages import Pages, check_order, check_pages, check_redirects, compose, escape, page_works
from briefing.pages.kept import Inputs, Kept
from briefing.problems import Problem, by_place
from briefing.project import Project, read_project
from briefing.referencing import read_references
from briefing.review import Reviewed
from briefing.review.reading import read_reviewed
from briefing.review.report import claim_values
from briefing.settings import Settings
from briefing.tracing import traced
from briefing.transaction import locked, own_folders, put_together

if TYPE_CHECKING:
    from briefing.publish.pdf.reading import Readings

Goal = Literal["pages", "pdf", "exports", "site"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is to be."""

    edition: Literal["public", "full"] = "public"
    originals: Path | None = None
    """Folder of the originals, where they are at hand."""
    strict: bool = False
    publisher: Literal["mkdocs", "properdocs", "zensical"] | None = None
    """The setting where None."""
    attach: bool = False
    """Embed ledger and bibliography in the PDFs."""
    require_review: bool = False
    """Whether what nobody has read fails the build, by the desk's rules."""
    without_pdf: bool = False
    """Make no PDFs, and offer none on the pages."""
    records: bool = False
    """Whether what is compared with the originals is recorded then (`record_comparison`)."""
    hands: Hands | None = None
    """Who compares claims and renders pages, where that isn't this machine."""
    topics: tuple[str, ...] = ()
    """Slugs of the topics whose PDFs are wanted; all and the whole briefing where empty."""
    stamped: str = ""
    """The day of the edition that is to be stamped, by which time is told then; that of the settings where empty."""


DEFAULT = Options()
UNWRITABLE = frozenset({EACCES, EPERM, EROFS, ENOSPC, EEXIST, ENOTDIR, EISDIR})
"""Errors of a system that doesn't let a file be written: no right to, no room, no folder."""
MANY = 300
"""Sources from which on it pays to give the memory of the stages before the site back with their process."""
INTERNAL = "Internal, not for redistribution"
"""Handling mark of a full edition."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A project read, checked and linked: what every output is made from."""

    project: Project
    library: Library
    originals: Mapping[Key, Document]
    linked: LinkedLibrary
    references: Mapping[Key, Reference]
    """Of all works, and of the briefing's own pages, which readers cite."""
    reviewed: Reviewed
    """What people have read of it."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """One output: where it is, what it is, and how long it took."""

    path: Path
    what: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found and made."""

    problems: tuple[Problem, ...]
    made: tuple[Made, ...]


def read_briefing(root: Path, options: Options = DEFAULT, step: Callable[[], object] = lambda: None) -> Briefing:
    """Reads a project, checks its evidence and links it; problems stand beside the result, none is raised.

    `step` is called after each sentence that was compared.
    """
    with without_collection(), ThreadPoolExecutor(1) as beside:
        project, problems = read_project(root)
        own_folders(project.build)
        edition = options.stamped or project.settings.edition
        lexicon.keep_in(project.build / ".cache" / "words")
        pandoc.keep_in(project.build / ".cache" / "entries")
        readings = Memory(project.build / ".cache" / "library")
        library, more = read_library(project.files, project.settings, readings)
        found = [*problems, *more]
        works = {**library.works, **page_works(library, project.settings)}
        referring = beside.submit(read_references, project, works)  # pandoc works while we check
        originals: Mapping[Key, Document] = {}
        if options.originals:
            originals, more = read_originals(options.originals, library, project.settings.limits, options.hands)
            found += more
        language = project.settings.language
        found += verify_digests(library, originals, project.files, language)
        if originals and not options.records:
            found += unrecorded(library, read_lock(project.files)[0], originals)
        memory = Memory(None if originals else project.build / ".cache" / "checks")
        remembered = None if originals else Remembered(memory, library, project.files, language)
        claims = find_claims(library, language, readings)
        claims, more = check_evidence(library, claims, originals or None, language, remembered, options.hands, step)
        found += [*more, *check_copying(claims, originals, language_of(language))]
        found += check_time(library, claims, project.settings.model_copy(update={"edition": edition}), readings)
        found += check_bounds(claims, project.settings)
        linked, more = link(library, claims)
        found += [*more, *check_pages(library), *editions(project.files)[1]]
        if project.settings.redirects or project.settings.topics:
            own = (root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")
            found += check_redirects(project.settings, library.topics, own)
            found += check_order(project.settings, library.topics, own)
        reviewed, more = read_reviewed(project, library, linked.claims, originals, options.require_review)
        found += more
        references, more = referring.result()
        memory.close()
        readings.close()
        return Briefing(project, library, originals, linked, references, reviewed, by_place((*found, *more)))


def record_comparison(briefing: Briefing, today: str) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Writes evidence.lock after a check against the originals.

    The sources of which something new is recorded, and those that were compared and are not, since their files have
    errors.
    """
    project = briefing.project
    old, _ = read_lock(project.files)
    lock = record(briefing.library, briefing.originals, briefing.problems, old, today, __version__)
    if lock != old:
        write_changed(project.root / LOCK, write_lock(lock))
    failed = {problem.path for problem in briefing.problems if problem.fails}
    sources = [source for key, source in briefing.library.sources.items() if key in briefing.originals]
    return (
        tuple(key for key, entry in lock.items() if entry != old.get(key)),
        tuple(source.key for source in sources if source.paragraphs and source.place.path in failed),
    )


def run(
    root: Path,
    goals: Sequence[Goal],
    options: Options = DEFAULT,
    say: Callable[[str], object] = lambda text: None,
    waiting: Callable[[], object] = lambda: None,
) -> Result:
    """Reads the project and makes what `goals` name and what they need, in the order of `STAGES`.

    All of it takes the place of the last outputs together, at the end. Nothing does where a problem is an error (with
    `strict`, a warning), or where a stage fails: the last good outputs stay. `waiting` is called where another build
    is at work on the project, before that is waited for.
    """
    root = root.absolute()
    with locked(root, waiting):
        own_folders(root / "build")
        wanted = {need for goal in goals for need in NEEDS[goal]} | set(goals)
        wanted -= {"pdf"} if options.without_pdf else set()
        first, last = ([row for row in STAGES if row[0] in wanted and (row[0] == "site") == late] for late in (0, 1))
        work, problems, made = Work(root, options), list[Problem](), list[Made]()
        try:
            if not wanted:
                return Result(work.briefing.problems, ())
            with put_together(work.place, {"site"} & wanted | work.left_out) as (work.base, put):
                if options.hands or not is_large(root):
                    problems, made, _ = _make(work, first, say)
                else:  # the site needs none of what the stages before it hold
                    codes(), of_tools()  # which both halves ask for
                    problems, made, work.project = apart(lambda tell: _make(work, first, tell), say)
                if last and not stops(problems, options.strict):
                    more, site, _ = _make(work, last, say, problems)
                    problems, made = more, made + site
                if not stops(problems, options.strict):
                    put()
        except OSError as error:  # a full disk, a folder that may not be written
            problems = [*(problems or work.briefing.problems), _not_made(STAGES[0][1], error, work)]
        finally:
            work.close("briefing", "pages", "readings")
            grounds.forget()
            _forget()
        return Result(by_place(problems), () if stops(problems, options.strict) else tuple(made))


def is_large(root: Path) -> bool:
    """Whether a project has so many sources that its stages get processes of their own."""
    return sum(1 for _ in (root / "sources").glob("*.md")) >= MANY


def _make(
    work: Work,
    stages: Iterable[tuple[Goal, str, Stage]],
    say: Callable[[str], object],
    before: Sequence[Problem] | None = None,
) -> tuple[list[Problem], list[Made], Project]:
    """What some stages found, after the problems `before` or else those of the project, and what they made."""
    problems, made = [*(work.briefing.problems if before is None else before)], list[Made]()
    for _, what, stage in stages:
        if stops(problems, work.options.strict):
            break
        say(what)
        start = time.perf_counter()
        try:
            path, more = stage(work)
        except OSError as error:
            more = (_not_made(what, error, work),)
        else:
            made.append(Made(work.shown(path), what, time.perf_counter() - start))
        problems += more
    return problems, made, work.project


REMEMBERING = (
    normalise, plain, parsed, find_sentences, claims_of, carrying, read_source, read_topic, read_bibliography, built,
)  # fmt: skip
"""What remembers single texts and files."""


def _forget() -> None:
    """Lets go of what was remembered of single texts, if anything was, so that what comes next has the memory."""
    read_here = any(function.cache_info().currsize for function in REMEMBERING)
    for function in (*REMEMBERING, *escape.REMEMBERING):
        function.cache_clear()
    if read_here:
        give_back()


def _not_made(what: str, error: OSError, work: Work) -> Problem:
    """What ended a stage: something that can't be written, or else a tool's own failure."""
    if error.errno not in UNWRITABLE or not error.filename:
        return report("E702", Place("build"), f"Not made: {what}.", found=str(error))
    root, file = work.root, work.shown(Path(error.filename))
    folder = file if error.errno in (EEXIST, ENOTDIR, EISDIR) else file.parent
    shown = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    return report("E708", Place(shown), f"Not made: {what}. Nothing can be written there.", found=error.strerror or "")


class Work:
    """What the stages of one run share; the costly parts are made when first asked for, and once."""

    def __init__(self, root: Path, options: Options, briefing: Briefing | None = None) -> None:
        """`briefing` where it is read already."""
        self.root, self.options = root, options
        if briefing:
            self.briefing = briefing
        build = root / "build"
        self.place = build / "full" if options.edition == "full" else build
        """Folder of the outputs: the full edition has one of its own, so that it can't be published by mistake."""
        self.base = self.place
        """Folder in which they are made, until they take their place."""

        self.left_out: set[str] = {"pdf"} if options.without_pdf else set()
        """Outputs of the last build that this one is to be without."""

        self.memory = Memory()
        """What is kept of the pages."""

    def shown(self, path: Path) -> Path:
        """Where something that is being made will be."""
        return self.place / path.relative_to(self.base) if path.is_relative_to(self.base) else path

    @cached_property
    def briefing(self) -> Briefing:
        """The project read, checked and linked."""
        with without_collection():
            found = read_briefing(self.root, self.options)
            if is_large(self.root):
                gc.freeze()  # it stays to the end: looking for cycles in it only takes time
                _forget()  # what was remembered of a large shelf's texts takes as much room as they do
        return found

    @cached_property
    def project(self) -> Project:
        """Its settings and files alone."""
        return self.briefing.project

    @cached_property
    def pages(self) -> Pages:
        """The composed pages, each made when it is first asked for."""
        briefing, project = self.briefing, self.project
        originals = briefing.originals if self.options.edition == "full" else {}
        changes = changes_of(project.files, project.settings.edition)
        self.memory = memory = Memory(None if originals else project.build / ".cache" / "pages")
        folder = self.base / "pages"
        return compose(
            briefing.linked,
            briefing.references,
            project.settings,
            self.options.edition,
            originals,
            compared=spoken(briefing.library, project.files),
            elsewhere=addresses(briefing.library, project.files),
            changes=changes,
            reviewed=briefing.reviewed,
            paper=not self.options.without_pdf,
            lasting=False,
            kept=None if originals else lambda context: Kept(memory, folder, Inputs(context, project.files)),
        )

    @cached_property
    def readings(self) -> Readings:
        """The pages as they are read for the PDFs and for the e-book."""
        from briefing.publish.pdf.reading import Readings

        hosts = self.project.settings.hosts
        return Readings(self.pages, wording=self.options.edition == "full", hosts=hosts)

    def close(self, *names: str) -> None:
        """Lets go of what was made, since the next stage needs the memory; it is made again where it is asked for."""
        for name in names:
            self.__dict__.pop(name, None)

    @property
    def marked(self) -> Settings:
        """The settings, with a handling mark in a full edition: what travels says on every page that it must not."""
        settings = self.project.settings
        if self.options.edition != "full":
            return settings
        marks = filter(None, (settings.handling, INTERNAL))
        return settings.model_copy(update={"handling": " · ".join(marks)})


def make_pages(work: Work) -> tuple[Path, tuple[Problem, ...]]:
    """The Markdown pages."""
    folder = work.base / "pages"
    with without_collection():
        pages = work.pages
        write_tree(folder, pages, keep=("assets/", "files/"), stands=pages.stands, told=work.memory.wrote)
        work.memory.close()
        if is_large(work.root):
            gc.freeze()
    return folder, ()


def make_pdfs(work: Work) -> tuple[Path, tuple[Problem, ...]]:
    """The whole briefing on paper, and each topic."""
    from briefing.publish import pdf

    project, options = work.project, work.options
    printing = pdf.Options(
        edition=options.edition,
        attach=_evidence(work.briefing) if options.attach else {},
        find=pdf.pictures_in(project.docs),
        fonts=tuple(str(folder) for folder in (project.docs / "fonts",) if folder.is_dir()),
        readings=work.readings,
    )
    folder = work.base / "pdf"
    found = pdf.build_pdf(work.pages, work.marked, folder, printing, options.topics or None)
    return folder, _traced(work, found, work.pages)


def _traced(work: Work, problems: Sequence[Problem], pages: Mapping[str, str]) -> tuple[Problem, ...]:
    """Problems of generated pages, each at the line as it was written, where there is one."""
    project = work.project
    folder = (work.place / "pages").relative_to(project.root).as_posix()
    own = (replace(p, path=p.path.removeprefix("build/pages/")) for p in problems)
    return tuple(traced(problem, pages, project.files, folder) for problem in own)


def _evidence(briefing: Briefing) -> dict[str, bytes]:
    """The files that travel inside the PDF: the ledger and the bibliography."""
    settings = briefing.project.settings
    found = ledger(briefing.linked, settings.title, settings.edition, claim_values(briefing.reviewed))
    return {"ledger.json": to_json(found).encode(), "references.bib": bibtex(briefing.library.works).encode()}


def make_exports(work: Work) -> tuple[Path, tuple[Problem, ...]]:
    """The e-book; and the data: bibliography in three formats, and the ledger."""
    from briefing.publish import pdf
    from briefing.publish.epub import compile_epub
    from briefing.publish.exports import write_exports

    project, folder = work.project, work.base / "exports"
    with without_collection():
        find = pdf.pictures_in(project.docs)
        book, problems = compile_epub(work.pages, work.marked, work.options.edition, find, work.readings)
    work.close("readings")
    write_exports(work.briefing.linked, project.settings, folder, book, claim_values(work.briefing.reviewed))
    return folder, _traced(work, problems, work.pages)


def make_site(work: Work) -> tuple[Path, tuple[Problem, ...]]:
    """The site, online and as a zip to be read without a server; of the briefing it needs the pages as they stand."""
    from briefing.publish import build_site
    from briefing.publish.site import read_pages

    project, options = work.project, work.options
    work.close("readings", "pages", "briefing")
    grounds.forget()
    _forget()
    found = build_site(
        project,
        work.base,
        publisher=options.publisher,
        strict=options.strict,
        edition=options.edition,
        hands=options.hands,
        last=work.place / "site",
    )
    pages = work.base / "pages"
    told = {p.path.removeprefix("build/pages/") for p in found}
    return work.base / "site", _traced(work, found, read_pages(pages, told))


Stage = Callable[[Work], tuple[Path, tuple[Problem, ...]]]
"""Makes one kind of output: the folder that holds it, and the problems met."""

STAGES: tuple[tuple[Goal, str, Stage], ...] = (
    ("pages", "Markdown pages", make_pages),
    ("pdf", "PDFs", make_pdfs),
    ("exports", "exports", make_exports),
    ("site", "site", make_site),
)
"""What can be made, in order."""

NEEDS: Mapping[Goal, tuple[Goal, ...]] = {
    "pages": (),
    "pdf": (),
    "exports": (),
    "site": ("pages", "pdf", "exports"),
}
"""What each goal needs made before it: the site offers the PDFs and the exports for download."""
