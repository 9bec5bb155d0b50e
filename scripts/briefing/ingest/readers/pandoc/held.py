"""What a docx, odt or epub itself holds: each piece of text in its XML, and the rule by which it is none of the text.

pandoc hands on most of it; what its tree lacks is found by comparison with these pieces. Formulae are not compared:
pandoc writes them as TeX.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

Piece = tuple[str, str]
"""A rule (empty where the piece belongs to the text) and the piece."""
PARTS = re.compile(
    r"word/(?:(?P<word>document|footnotes|endnotes|header|footer|comments)\d*|(?P<drawn>charts/chart|diagrams/data)\d*)\.xml"
)
RULES = {"header": "page-headers", "footer": "page-footers", "comments": "comments", "drawn": "drawings"}
ODT = {"annotation": "comments", "tracked-changes": "deleted-text", "note-citation": "note-labels"}
ODT |= dict.fromkeys(
    ["table-of-content", "illustration-index", "table-index", "object-index", "user-index"], "contents"
)
ODT |= {"alphabetical-index": "index"}
ODT |= {f"{part}{side}": f"page-{part}s" for part in ("header", "footer") for side in ("", "-left", "-first")}
EPUB = {"nav": "contents", "titlepage": "title-page", "noteref": "note-labels", "backlink": "back-links"}
SKIPPED = frozenset(
    ["Fallback", "math", "oMath", "title", "desc", "script", "style", "binary-data", "event-listeners", "svg", "object"]
)
"""Elements whose text nobody reads there: copies for older programs, formulae, what describes pictures."""
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
PRIVATE = re.compile("[\ue000-\uf8ff]+")
"""Signs of fonts of their own, as bullets: pandoc writes what they look like."""
WORD_TEXT = frozenset(["t", "delText"])


def held(archive: zipfile.ZipFile, kind: str) -> Iterator[Piece]:
    """Each piece of text of an archive that was looked through, in the order of its parts."""
    yield from ((rule, bare) for rule, text in _held(archive, kind) if (bare := PRIVATE.sub("", text)).strip())


def _held(archive: zipfile.ZipFile, kind: str) -> Iterator[Piece]:
    if kind == "docx":
        for name in sorted(archive.namelist()):
            if match := PARTS.fullmatch(name):
                what = match["word"] or "drawn"
                yield from _docx(xml(archive, name), RULES.get(what, ""))
    elif kind == "odt":
        for name in ("content.xml", "styles.xml"):
            yield from _odt(xml(archive, name), "" if name == "content.xml" else "page-headers")
    else:
        for name in _spine(archive):
            yield from _unnumbered(_pieces(next(_all(xml(archive, name), "body"), None), EPUB, ""))


def captions(archive: zipfile.ZipFile, kind: str) -> Iterator[str]:
    """Captions that count themselves, whole: pandoc leaves the word and the number before them out."""
    root = xml(archive, {"docx": "word/document.xml", "odt": "content.xml"}.get(kind, ""))
    for element in root.iter() if root is not None else ():
        name, said = _local(element), " ".join([element.text or "", *map(str, element.attrib.values())])
        if name == "sequence" or (name in ("fldSimple", "instrText") and "SEQ " in said):
            paragraph = next((e for e in element.iterancestors() if _local(e) == "p"), element)
            wanted = WORD_TEXT if kind == "docx" else None
            inner = (e for e in paragraph.iter() if _local(e) in wanted) if wanted else ()
            yield "".join(e.text or "" for e in inner) if wanted else "".join(map(str, paragraph.itertext()))


def xml(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A file of an archive as a tree; None where there is none, or none that can be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, ValueError, KeyError):
        return None


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if root is None else root.iter("{*}" + name)


def _docx(root: etree._Element | None, rule: str) -> Iterator[Piece]:
    """Runs of a part of a docx; what was deleted, or moved away, with its rule. Asides are whole paragraphs."""
    if rule:
        for paragraph in _all(root, "p"):
            inner = (e for e in paragraph.iter() if _local(e) in WORD_TEXT and not _within(e, SKIPPED))
            if text := "".join(e.text or "" for e in inner).strip():
                yield rule, text
        return
    for element in root.iter() if root is not None else ():
        if element.text and _local(element) in WORD_TEXT and not _within(element, SKIPPED):
            yield "deleted-text" if _within(element, ("del", "moveFrom")) else "", element.text


def _within(element: etree._Element, names: frozenset[str] | tuple[str, ...]) -> bool:
    return any(_local(e) in names for e in element.iterancestors())


def _odt(root: etree._Element | None, rule: str) -> Iterator[Piece]:
    """The text of an odt, or what its page styles print on each page."""
    if rule:
        for element in root.iter() if root is not None else ():
            if (found := ODT.get(_local(element))) and found.startswith("page-"):
                yield from ((found, text) for _, text in _pieces(element, {}, found))
        return
    yield from _unnumbered(_pieces(next(_all(root, "text"), None), ODT, ""))


def _unnumbered(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces without the figures that call notes: they are written anew, as pandoc counts."""
    return ((rule, text) for rule, text in pieces if rule != "note-labels" or not text.strip().isdecimal())


def _pieces(root: etree._Element | None, rules: dict[str, str], rule: str) -> Iterator[Piece]:
    """Text nodes within an element, each with the rule of the innermost element around it that has one."""
    stack: list[tuple[etree._Element | str | None, str]] = [(root, rule)] if root is not None else []
    while stack:
        node, rule = stack.pop()
        if node is None or isinstance(node, str):
            if node and node.strip():
                yield rule, node
            continue
        if node is not root:
            stack.append((node.tail, rule))
        name = _local(node)
        if name and name not in SKIPPED:
            kind = node.get(EPUB_TYPE) or (node.get("role") or "").removeprefix("doc-")
            inner = rules.get(kind, rules.get(name, rule))
            stack.extend((child, inner) for child in reversed(node))
            stack.append((node.text, inner))


def _spine(archive: zipfile.ZipFile) -> Iterator[str]:
    """The files of an epub in reading order."""
    names = set(archive.namelist())
    opf = next((name for name in archive.namelist() if name.endswith(".opf")), "")
    root = xml(archive, opf) if opf else None
    files = {e.get("id"): e.get("href") or "" for e in _all(root, "item")}
    for element in _all(root, "itemref"):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(opf), unquote(files.get(element.get("idref"), ""))))
        if name in names:
            yield name
