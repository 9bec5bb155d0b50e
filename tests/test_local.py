"""Servers on this machine: who may ask, with what, and for which files."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from briefing.local import TOKEN, Guard, LocalServer, file_below, listen

OWN = "127.0.0.1:8000"


def ask(app: ASGIApp, method: str = "GET", path: str = "/", **headers: str) -> httpx.Response:
    """The answer to a request; `headers` with underscores for hyphens, a Host among them unless it is ours."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()} or {}

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{OWN}") as client:
            return await client.request(method, path, headers=sent)

    with ThreadPoolExecutor(1) as apart:  # a thread of its own: a browser's test may leave a loop running in this one
        return apart.submit(asyncio.run, asked()).result()


@pytest.fixture
def app() -> Guard:
    return Guard(PlainTextResponse("well"), "127.0.0.1", 8000, ("GET", "HEAD", "POST"), "secret")


@pytest.mark.parametrize("host", [OWN, "localhost:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_its_own_address_is_answered(app: Guard, host: str) -> None:
    answer = ask(app, host=host)
    assert (answer.status_code, answer.text) == (200, "well")
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host",
    ["far.example:8000", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.far.example:8000", "", "10.0.0.9:8000", "x@" + OWN],
)
def test_another_name_is_refused(app: Guard, host: str) -> None:
    assert ask(app, host=host).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": f"http://{OWN}"}, 200),
        ({"origin": "http://far.example"}, 403),
        ({"origin": f"https://{OWN}"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 200),
        ({"sec_fetch_site": "same-origin", "sec_fetch_mode": "cors"}, 200),
    ],
)
def test_pages_of_other_sites_are_refused(app: Guard, headers: dict[str, str], status: int) -> None:
    assert ask(app, **headers).status_code == status


def test_what_changes_something_needs_the_token(app: Guard) -> None:
    assert ask(app, "POST").status_code == 403
    assert ask(app, "POST", **{TOKEN: "guess"}).status_code == 403
    assert ask(app, "POST", **{TOKEN: "secret"}).status_code == 200
    refused = ask(app, "DELETE")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST")
    assert ask(Guard(PlainTextResponse("well"), "127.0.0.1", 8000), "POST", **{TOKEN: ""}).status_code == 405


@pytest.fixture
def server(app: Guard) -> Iterator[LocalServer]:
    """A server that reads only, in a thread of its own."""
    made = LocalServer(PlainTextResponse("well"), listen("127.0.0.1", 0))
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    while not made.started:
        time.sleep(0.01)
    yield made
    made.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


ODD = [
    *("/../x", "/a/../../x", "/%2e%2e/x", "/a%00b", "/a%5cb", "/%ff", "//far.example/", "/a%0d%0ab", "*"),
    *("far.example:80", "/" + "a" * 4_000, "/" + "a" * 40_000),
]


@pytest.mark.parametrize("target", ODD, ids=lambda target: target[:20])
def test_odd_paths_are_refused_on_the_wire(server: LocalServer, target: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), 5) as wire:
        wire.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
        first = wire.makefile("rb").readline()
    assert b" 40" in first, first


def test_two_hosts_or_none_are_refused_on_the_wire(server: LocalServer) -> None:
    for hosts in ("", f"Host: 127.0.0.1:{server.port}\r\nHost: far.example\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), 5) as wire:
            wire.sendall(f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
            assert b" 40" in wire.makefile("rb").readline()


def test_only_regular_files_below_the_folder_are_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a/index.html").write_text("a")
    (tmp_path / "secret").write_text("s")
    (site / "out").symlink_to(tmp_path / "secret")
    (site / "up").symlink_to(tmp_path)
    (site / "loop").symlink_to(site / "loop")
    (site / "within").symlink_to(site / "a/index.html")
    os.mkfifo(site / "pipe")
    assert file_below(site, "/a/") == file_below(site, "a") == file_below(site, "within") == site / "a/index.html"
    for path in ("out", "up/secret", "loop", "pipe", "../secret", "a\0b", "nowhere", "", "a/" * 5000):
        assert file_below(site, path) is None
