"""Servers on this machine alone: who may ask them, what for, and which files of a folder they may read.

A page on any other site can have a browser ask a server on this machine, under a name that it made lead here. So a
request is answered only where its `Host` is the address that the server listens at, where its `Origin`, if it has one,
is the same, and where its method is one of those expected; what changes something needs the token as well.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
import socket
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import uvicorn
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
TOKEN = "x-briefing-token"
"""Header in which a page of ours sends the token back."""
ANSWERED = {
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'self'; img-src 'self' data:; worker-src 'self' blob:;"
    b" script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none';"
    b" frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
}
"""Headers of every answer."""
LONGEST = 2_000
"""Characters of an address; no file of a site has more."""
_ODD = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.\.?(?:/|$)|//")


def new_token() -> str:
    """A secret of one run, which pages of ours carry and others can't know."""
    return secrets.token_urlsafe(24)


class Guard:
    """Lets through to `app` only what was asked at `host` and `port`, from there or from nowhere.

    `methods` are those that are answered; one that isn't GET or HEAD needs `token` in the header `TOKEN`. Where the
    server listens at all addresses of the machine it answers to each of them, but to no name save `localhost`.
    """

    def __init__(
        self, app: ASGIApp, host: str, port: int, methods: Collection[str] = READING, token: str | None = None
    ) -> None:
        self.app, self.host, self.port = app, host.strip("[]"), port
        self.methods, self.token = tuple(methods), token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers in the app's place where the request isn't one to be answered."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refused = (400, "No such protocol.") if scope["type"] != "http" else self._refused(scope)
        if refused is None:
            await self.app(scope, receive, _with_headers(send))
            return
        status, why = refused
        headers = {"allow": ", ".join(self.methods)} if status == 405 else {}
        await PlainTextResponse(f"{why}\n", status, headers)(scope, receive, _with_headers(send))

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason where a request isn't to be answered."""
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        if len(named) != 1 or not self._is_own(named[0]):
            return 403, "This server answers only at its own address."
        origins = headers.getlist("origin")
        if any(origin.lower() != f"http://{named[0].lower()}" for origin in origins):
            return 403, "This server answers no other site's pages."
        site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
        if site in ("cross-site", "same-site") and mode != "navigate":
            return 403, "This server answers no other site's pages."
        if scope["method"] not in self.methods:
            return 405, "This server answers no such method."
        if scope["method"] not in READING and not self._is_ours(headers.getlist(TOKEN)):
            return 403, "The token of this run is missing."
        return None if _is_plain(scope) else (400, "No such address.")

    def _is_own(self, named: str) -> bool:
        """Whether a Host header names this server."""
        name, _, port = named.rpartition(":") if re.search(r":\d+$", named) else (named, "", "80")
        if port != str(self.port) or not port.isascii():
            return False
        name = name.strip("[]").lower()
        if _is_here(self.host) and _is_here(name):
            return True
        return name == self.host.lower() or (self.host in ("0.0.0.0", "::") and (_is_here(name) or _is_address(name)))

    def _is_ours(self, tokens: Collection[str]) -> bool:
        return self.token is not None and len(tokens) == 1 and all(hmac.compare_digest(self.token, t) for t in tokens)


def _is_here(name: str) -> bool:
    return name in ("localhost", "127.0.0.1", "::1")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_plain(scope: Scope) -> bool:
    """Whether a path is one that a browser would ask: no way up, no control character, no backslash, valid UTF-8."""
    if len(scope["path"]) > LONGEST:
        return False
    raw = unquote_to_bytes(bytes(scope.get("raw_path") or b"").partition(b"?")[0])
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return path.startswith("/") and not _ODD.search(path) and not _ODD.search(str(scope["path"]))


def _with_headers(send: Send) -> Send:
    """Sends on, with the headers of every answer."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower(): value for name, value in message.get("headers", ())}
            message = {**message, "headers": list((ANSWERED | own).items())}
        await send(message)

    return sent


def file_below(folder: Path, path: str) -> Path | None:
    """The regular file that an address leads to, below `folder` with all links followed; None where there is none.

    A folder's address leads to its `index.html`.
    """
    try:
        root = folder.resolve(strict=True)
        found = root.joinpath(*path.strip("/").split("/")).resolve(strict=True)
        if found.is_dir():
            found = (found / "index.html").resolve(strict=True)
        return found if found.is_relative_to(root) and found.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address; raises OSError where nothing can listen there. Port 0 stands for any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host.strip("[]"), port), family=family)


class LocalServer(uvicorn.Server):
    """Serves an app, behind a guard, at a socket of `listen`; `run` returns when it was told to stop."""

    def __init__(
        self, app: ASGIApp, at: socket.socket, methods: Collection[str] = READING, token: str | None = None
    ) -> None:
        self.at = at
        self.host, self.port = at.getsockname()[:2]
        guard: Callable[[Scope, Receive, Send], Awaitable[None]] = Guard(app, self.host, self.port, methods, token)
        config = uvicorn.Config(
            guard,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=16_384,
            http="h11",
        )
        super().__init__(config)

    @property
    def url(self) -> str:
        """Its address, with a closing slash."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"

    def run(self, sockets: Any = None) -> None:
        """Serves until it is told to stop (`should_exit`), or a signal ends the process."""
        super().run([self.at])
