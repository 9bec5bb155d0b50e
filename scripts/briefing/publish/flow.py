"""MkDocs' build as a stream: each page is rendered, framed and written by whoever takes it, and then let go.

The steps are MkDocs' own. It would hold the HTML of all pages until the last is rendered; here those of the navigation
are rendered first, since every frame names them, and each other page in one go with its frame; only anchors stay in
memory. Where a template speaks of all pages, all are rendered first, and their texts wait in files. On Linux forks of
this process take the pages of a large site, so that nothing need be handed to them; elsewhere, and for few pages, this
process does. Pages that nothing has touched are taken from the build before. Where plugins or hooks look at pages,
MkDocs builds alone.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs.commands import build as mkdocs
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.utils import clean_directory

from briefing.apart import spread
from briefing.compiled import PACKAGE, Compiled
from briefing.memory import fingerprint, of_tools
from briefing.publish import elsewhere
from briefing.publish.kept import Kept
from briefing.publish.places import quick_front
from briefing.publish.swift import Setter

if TYPE_CHECKING:
    from briefing.publish import shells

WORTH = 150
"""Pages from which on it pays to start workers."""
LARGE = 1_000_000
"""Bytes of Markdown from which on it pays whatever the pages: rendering takes many times as much memory as a text."""
_ANCHOR = re.compile(r"[\w.:-]+")
_PAGES = re.compile(r"\{[{%](?:(?!\{[{%])[^}])*?\bpages\b")
KNOWN = ("meta", "title", "toc", "ids", "anchors", "logged")
"""What is known of a page that was rendered, besides its text."""
Lines = list[tuple[str, str | None]]
V = TypeVar("V")


@dataclass(slots=True)
class _Site:
    """What every page of a build shares; workers inherit it."""

    config: Any
    files: Any
    documents: Sequence[Any]
    nav: Any
    env: Any
    logged: Lines
    kept: Kept
    keys: dict[str, str | None]
    """Page → what its text was, or is to be, kept under."""
    named: Mapping[str, Any]
    """Files by their paths."""
    setter: Setter
    """Sets pages of plain Markdown."""
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is known of pages that were rendered ahead of their frames."""
    frame: str | None = None
    """What the frames of all pages depend on, in one."""
    links: dict[tuple[str, str], tuple[Any, str] | None] = field(default_factory=dict)
    """Folder and link → the file to which it leads, and its address; None where MkDocs is to be asked."""


_site: _Site | None = None


class _Shown:
    """The templates of a theme, without its hidden folders, thousands of icons, none of which becomes a file."""

    def __init__(self, env: Any) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """Names of the templates that a filter, which leaves hidden ones out, lets pass."""
        found = set()
        for top in self._env.loader.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(top)
                found |= {(below / name).as_posix() for name in names if not name.startswith(".")}
        return sorted(filter(filter_func, found))


def site_of(config: Any) -> _Site:
    """A site whose pages can be rendered, with nothing kept."""
    files, env, nav, documents = gathered(config)
    setter = Setter(config.markdown_extensions, config.mdx_configs or {})
    return _Site(config, files, documents, nav, env, [], Kept(Path(config.site_dir), None), {}, files.src_uris, setter)


def can_stream(config: Any) -> bool:
    """Whether nobody but MkDocs looks at the pages."""
    return not config.strict and not any(config.plugins.events.values())


def build(
    config: Any,
    logged: Lines,
    kept: Kept,
    workers: int | None = None,
    worth: int = WORTH,
    job: shells.Job | None = None,
) -> None:
    """Builds a site as MkDocs does; what workers log goes to `logged`, each line with its page."""
    global _site
    clean_directory(config.site_dir)
    files, env, nav, documents = gathered(config)
    hands = (workers or os.cpu_count() or 1) if sys.platform == "linux" and len(documents) >= worth else 1
    setter = Setter(config.markdown_extensions, config.mdx_configs or {})
    _site = _Site(config, files, documents, nav, env, logged, kept, {}, files.src_uris, setter)
    try:
        _render_ahead(_site, hands, job)
        files.copy_static_files(inclusion=InclusionLevel.is_included)
        _make_all(_site, hands)
        for template in config.theme.static_templates:
            mkdocs._build_theme_template(template, env, files, config, nav)
        for template in config.extra_templates:
            mkdocs._build_extra_template(template, files, config, nav)
    finally:
        _site = None
    for page in (file.page for file in documents if file.page):
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    kept.close()


def gathered(config: Any) -> tuple[Any, Any, Any, Any]:
    """Files, templates, navigation and documents of a site."""
    files = get_files(config)
    env = config.theme.get_env()
    env.bytecode_cache = Compiled(PACKAGE / "publish" / "theme")
    files.add_files_from_theme(_Shown(env), config)  # type: ignore[arg-type]
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    documents = files.documentation_pages(inclusion=InclusionLevel.is_included)
    for file in documents:
        if file.page is None:
            Page(None, file, config)
    return files, env, nav, documents


# --- the text of each page ---------------------------------------------------------------------------


def _render_ahead(site: _Site, hands: int, job: shells.Job | None = None) -> None:
    """Has the pages rendered, or taken from what was kept, of which frames of others tell."""
    common = _of_rendering(site)
    for file in site.documents:
        known = job.sums.get(file.src_uri) if job else None
        source = known or hashlib.sha256(Path(file.abs_src_path).read_bytes()).hexdigest()
        site.keys[file.src_uri] = common and fingerprint(common, file.src_uri, file.dest_uri, file.url, source)
    everyone = bool(job and job.hands) or _speaks(site)
    todo = []
    for at, file in enumerate(site.documents):
        if everyone or file.page in site.nav.pages:
            if made := site.kept.record(_name(file), site.keys[file.src_uri]):
                _note(site, file, made)
            else:
                todo.append(at)
    rows: Iterable[tuple[int, Any]]
    if job and job.hands:
        made_there = elsewhere.rendered(job, job.hands, [site.documents[at].src_uri for at in todo])
        rows = ((at, _held(at, made) if made else _ahead(at)) for at, made in zip(todo, made_there, strict=True))
    else:
        size = sum(os.stat(site.documents[at].abs_src_path).st_size for at in todo)
        made_here = spread(_ahead, todo, hands, chunk=1) if size >= LARGE else _each(_ahead, todo, hands)
        rows = zip(todo, made_here, strict=True)
    for at, made in rows:
        file = site.documents[at]
        if made is None:  # MkDocs says itself what is wrong
            mkdocs._populate_page(file.page, site.config, site.files)
        else:
            _note(site, file, made)


def _note(site: _Site, file: Any, made: dict[str, Any]) -> None:
    """Takes up what is known of a page that was rendered ahead of its frame."""
    _take(site, file, made)
    site.made[file.src_uri] = made
    site.logged += [(line, where) for line, where in made["logged"]]


def _ahead(at: int) -> dict[str, Any] | None:
    """One page read and rendered, its text put into a file; None where it can't be."""
    made = _render(at)
    return _held(at, made) if made else None


def _held(at: int, made: dict[str, Any]) -> dict[str, Any]:
    """What was made of a page, its text put into a file."""
    assert _site is not None
    _site.kept.hold(_name(_site.documents[at]), made.pop("content"))
    return made


def _of_rendering(site: _Site) -> str | None:
    """All that every page's rendering depends on; assets of ours have names that change with their content."""
    from markdown import Markdown

    config = site.config
    md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    code = {name: _code(type(part)) for name, part in _parts(md)}
    there = [(f.src_uri, f.url, f.inclusion.name) for f in site.files if not f.src_uri.startswith("assets/briefing/")]
    return fingerprint(
        of_tools(),
        code,
        config.markdown_extensions,
        config.mdx_configs,
        {name: str(value) for name, value in os.environ.items() if name.startswith("BRIEFING_")},
        [str(value) for value in config.validation.values()],
        str(config.site_url),
        config.use_directory_urls,
        sorted(there),
    )


def _parts(md: Any) -> Iterator[tuple[str, Any]]:
    """All that renders, by name."""
    for parts in (md.preprocessors, md.parser.blockprocessors, md.treeprocessors, md.inlinePatterns, md.postprocessors):
        for number, part in enumerate(parts):
            yield f"{type(part).__module__}.{type(part).__qualname__}.{number}", part


def _code(kind: type) -> str:
    """The code of the module in which a class stands."""
    path = getattr(sys.modules.get(kind.__module__), "__file__", None)
    return _sum_of(path) if path else ""


def _sum_of(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _render(at: int) -> dict[str, Any] | None:
    """One page read and rendered; None where it can't be."""
    assert _site is not None
    return rendered(_site, _site.documents[at])


def rendered(site: _Site, file: Any) -> dict[str, Any] | None:
    """One page read and rendered; None where it can't be."""
    before = len(site.logged)
    page = site.config._current_page = file.page
    try:
        if quick := quick_front(file.content_string):
            page.meta, page.markdown = quick[0], quick[1].lstrip("\n")
        else:
            page.read_source(site.config)
        if not _set(page, site):
            page.render(site.config, site.files)
    except Exception:
        del site.logged[before:]
        return None
    finally:
        site.config._current_page = None
    made = {
        "content": page.content or "",
        "meta": page.meta,
        "title": page._title_from_render,
        "toc": [_row(link) for link in page.toc],
        "ids": sorted(filter(None, page.present_anchor_ids or ())),
        "anchors": {to.src_uri: found for to, found in (page.links_to_anchors or {}).items()},
        "logged": [list(line) for line in site.logged[before:]],
    }
    del site.logged[before:]
    page.content = ""
    return made


class _Links(_RelativePathTreeprocessor):
    """MkDocs' processor of links, which finds where a link leads once for all pages of a folder."""

    def __init__(self, file: Any, site: _Site) -> None:
        super().__init__(file, site.files, site.config)
        depth = file.url.removeprefix("./").count("/")  # the front page's is `./`
        self._known, self._folder = site.links, f"{posixpath.dirname(file.src_uri)}/{depth}"

    def path_to_url(self, url: str) -> str:
        """The address of a link as it stands on this page."""
        path, mark, anchor = url.partition("#")
        if not path and _ANCHOR.fullmatch(anchor):
            self.links_to_anchors.setdefault(self.file, {}).setdefault(anchor, url)
            return url
        if not path or path[0] in "/\\" or "?" in path or "%" in url:
            return super().path_to_url(url)
        key = self._folder, path
        if key not in self._known:
            target: Any = self.files.src_uris.get(self._target_uri(self.file.src_uri, path))
            plain = target is not None and target != self.file and target.inclusion.is_included()
            self._known[key] = (target, super().path_to_url(path)) if plain else None
        known = self._known[key]
        if known is None or known[0] == self.file:
            return super().path_to_url(url)
        if anchor:
            self.links_to_anchors.setdefault(known[0], {}).setdefault(anchor, url)
        return known[1] + mark + anchor


def _set(page: Any, site: _Site) -> bool:
    """Sets a page of plain Markdown as MkDocs would render it; False where it holds more than that."""
    relative = _Links(page.file, site)
    made = site.setter.set(page.markdown, relative)
    if made is None:
        return False
    page.content, page.toc, page._title_from_render = made["content"], get_toc(made["toc"]), made["title"]
    page.present_anchor_ids, page.links_to_anchors = made["ids"], relative.links_to_anchors
    return True


def _take(site: _Site, file: Any, made: dict[str, Any], whole: bool = True) -> None:
    """Gives a page what is known of its rendering; its text stays in its file.

    Not `whole` where nobody asks for more than its anchors any more.
    """
    page = file.page
    page.markdown = page.content = ""
    page.meta, page._title_from_render = made["meta"], made["title"]
    if whole:
        page.toc = TableOfContents([_link(row) for row in made["toc"]])
        for first in page.toc.items[:1]:
            first.active = True
    page.present_anchor_ids = set(made["ids"])
    page.links_to_anchors = {site.named.get(uri): found for uri, found in made["anchors"].items()}


def _row(link: Any) -> list[Any]:
    """A line of a page's contents, with those below it, as values."""
    return [link.title, link.id, link.level, [_row(child) for child in link.children]]


def _link(row: Sequence[Any]) -> AnchorLink:
    """The line again."""
    link = AnchorLink(row[0], row[1], row[2])
    link.children = [_link(child) for child in row[3]]
    return link


# --- the page around it ------------------------------------------------------------------------------


def _make_all(site: _Site, hands: int) -> None:
    """Has each page rendered, framed and written, or put where it belongs as it was kept."""
    site.frame, todo = _of_frames(site), []
    for at, file in enumerate(site.documents):
        key, page = _keys(site, file)
        made = site.made.get(file.src_uri) or site.kept.record(_name(file), key)
        if made and page and made.get("page") == page:
            site.kept.place(_name(file), made, Path(file.abs_dest_path))
            _take(site, file, made, whole=False)
            _tell(site, file, made)
        else:
            todo.append(at)
    if len(todo) > 1:
        _warm(site)
    for at, (made, lines) in zip(todo, _each(_make, todo, hands), strict=True):
        file = site.documents[at]
        if made is None:  # MkDocs says itself what is wrong
            mkdocs._populate_page(file.page, site.config, site.files)
        else:
            _take(site, file, made, whole=lines is None)
            _tell(site, file, made)
        if lines is None:
            file.page.content = made.get("content", "") if made else file.page.content
            mkdocs._build_page(file.page, site.config, site.documents, site.nav, site.env)
            file.page.content = ""
        else:
            site.logged += lines
            site.kept.note(_name(file), made if made and "file" in made else None, Path(file.abs_dest_path))


def _warm(site: _Site) -> None:
    """Has templates read once, and not by each worker; one that can't be read is told of where it is asked for."""
    for _, folder, path in _own(site):
        if path.suffix == ".html":
            with suppress(Exception):
                site.env.get_template(path.relative_to(folder).as_posix())


def _tell(site: _Site, file: Any, made: dict[str, Any]) -> None:
    """Tells what was found wrong when a page was rendered, unless that was told ahead."""
    if file.src_uri not in site.made:
        site.logged += [(line, where) for line, where in made["logged"]]


def _keys(site: _Site, file: Any) -> tuple[str | None, str | None]:
    """What a page's text and the whole page are kept under."""
    key = site.keys[file.src_uri]
    return key, key and site.frame and fingerprint(key, site.frame)


def _make(at: int) -> tuple[dict[str, Any] | None, Lines | None]:
    """One page made: what is known of it (None where it can't be rendered), what was logged (None: can't be framed)."""
    assert _site is not None
    file, name = _site.documents[at], _name(_site.documents[at])
    keys = _keys(_site, file)
    made = _site.made.get(file.src_uri) or _site.kept.record(name, keys[0]) or _render(at)
    if made is None:
        return None, None
    made = dict(made)
    text = made.pop("content") if "content" in made else _site.kept.text(name, made)
    _take(_site, file, made)
    before = len(_site.logged)
    data = _framed(_site, file, text)
    lines, known = _site.logged[before:], {name: made[name] for name in KNOWN}
    del _site.logged[before:]
    if data is None:
        return {**known, "content": text}, None
    put = _site.kept.put(data, text, known, (None, None) if lines else keys, Path(file.abs_dest_path)) if data else None
    return put or known, lines


def _framed(site: _Site, file: Any, text: str) -> bytes | None:
    """A page's text in its frame, as MkDocs does it where no plugin looks on; None where it can't."""
    page = site.config._current_page = file.page
    page.content, page.active = text, True
    try:
        template = site.env.get_template(page.meta.get("template", "main.html"))
        output = template.render(mkdocs.get_context(site.nav, site.documents, site.config, page))
    except Exception:
        return None
    finally:
        page.content, page.active, site.config._current_page = "", False, None
    return output.encode("utf-8", errors="xmlcharrefreplace") if output.strip() else b""


def _own(site: _Site) -> list[tuple[int, Path, Path]]:
    """The desk's and our own templates: number of the folder, folder and path of each file; others' go by version."""
    packaged = [Path(import_module(name).__file__ or "").parent for name in ("material", "mkdocs")]
    own = [Path(folder) for folder in site.config.theme.dirs if not any(p in Path(folder).parents for p in packaged)]
    return [(n, folder, path) for n, folder in enumerate(own) for path in sorted(folder.rglob("*")) if path.is_file()]


def _speaks(site: _Site) -> bool:
    """Whether a template speaks of `pages`, so that each page depends on all."""
    return any(_PAGES.search(path.read_text("utf-8", "replace")) for *_, path in _own(site) if path.suffix == ".html")


def _of_frames(site: _Site) -> str | None:
    """All that the frame of every page depends on besides its own page: templates, settings, navigation.

    A template that asks for more of other pages than address, title and head of those in the navigation is the desk's
    own; where one speaks of `pages`, pages depend on all texts.
    """
    config = site.config
    templates = [(n, path.relative_to(folder).as_posix(), _sum_of(str(path))) for n, folder, path in _own(site)]
    named = {"docs_dir", "site_dir", "config_file_path", "theme", "plugins", "hooks", "pages"}
    settings = {name: repr(value) for name, value in config.items() if name not in named}
    if any(" at 0x" in value for value in settings.values()):
        return None
    return fingerprint(
        templates,
        settings,
        {name: repr(config.theme[name]) for name in config.theme},
        os.environ.get("SOURCE_DATE_EPOCH"),
        [_of_item(item) for item in site.nav.items],
        [[file.src_uri, file.url] for file in site.documents],
        list(site.keys.values()) if _speaks(site) else None,
    )


def _of_item(item: Any) -> list[Any]:
    """A line of the navigation, with those below it."""
    meta = item.meta if item.is_page else {}
    return [str(item.title), str(getattr(item, "url", "")), repr(meta), [_of_item(i) for i in item.children or ()]]


# --- who does it -------------------------------------------------------------------------------------


def _name(file: Any) -> str:
    """The name under which a page is kept."""
    return hashlib.sha256(file.src_uri.encode()).hexdigest()[:32]


def _each(work: Callable[[int], V], todo: Sequence[int], hands: int) -> Iterator[V]:
    """What `work` makes of each, in order, by so many hands where there is enough for them."""
    return spread(work, todo, hands if len(todo) >= hands * 8 else 1)
