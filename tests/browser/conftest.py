"""A real Chromium and the tiny project's site, over HTTP and from a folder."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright import sync_api as playwright

from briefing.publish import build_site
from briefing.publish.downloads import LATER
from tests.site_project import lay_project

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

PATIENCE = 15_000  # milliseconds; a busy machine is slow, not wrong
playwright.expect.set_options(timeout=PATIENCE)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project's site."""
    made = lay_project(tmp_path_factory.mktemp("browser"))
    assert build_site(made) == ()
    return made.root / "build" / "site"


@pytest.fixture(scope="session")
def http(site: Path) -> Iterator[str]:
    """Address of a server of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the unpacked archive, to be read without a server."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / LATER) as archive:
        archive.extractall(folder)
    return (folder / "briefing").as_uri() + "/"


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    """Chromium; skips where there is none, except where everything has to be tested."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium here, and CI=true asks for the browser tests")
        pytest.skip("no Chromium on this machine: install `chromium` to run the browser tests")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Reader:
    """A window that keeps what went wrong in it."""

    def __init__(self, browser: playwright.Browser, base: str, **context: Any) -> None:
        self.base = base
        self.context = browser.new_context(reduced_motion="reduce", **context)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        host = urlsplit(base).netloc
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "request",
            lambda r: (
                self.wrong.append(f"asked {r.url}")
                if urlsplit(r.url).scheme in ("http", "https") and urlsplit(r.url).netloc != host
                else None
            ),
        )

    def open(self, path: str) -> playwright.Page:
        """Goes to a page of the site; folders get their page where there is no server."""
        if self.base.startswith("file:"):
            folder, hash_, anchor = path.partition("#")
            path = (folder if folder.endswith(".html") else f"{folder}index.html") + hash_ + anchor
        self.page.goto(self.base + path)
        return self.page

    def close(self) -> None:
        """Closes the window and tells what went wrong in it."""
        self.context.close()
        assert self.wrong == []


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest) -> str:
    """The site's address, over HTTP and from a folder."""
    return str(request.getfixturevalue("http" if request.param == "http" else "unpacked"))


@pytest.fixture
def reader(browser: playwright.Browser, base: str) -> Iterator[Reader]:
    """A window of a desk's screen."""
    window = Reader(browser, base, viewport={"width": 1280, "height": 900})
    yield window
    window.close()


@pytest.fixture
def phone(browser: playwright.Browser, base: str) -> Iterator[Reader]:
    """A narrow window that is touched."""
    window = Reader(browser, base, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield window
    window.close()
