"""The reading page: a server on this machine for one reader's browser, whose addresses begin with a token."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from threading import Lock
from typing import Any, get_args

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from briefing.local import LocalServer, listen, new_token
from briefing.review import around, view
from briefing.review.desk import Desk
from briefing.review.held import DeskError
from briefing.review.queue import ORDERS, READ, Order, belongs
from briefing.review.records import Verdict

PAGE = {"": ("page.html", "text/html"), "page.css": ("page.css", "text/css"), "page.js": ("page.js", "text/javascript")}


HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
}
"""The preview of the same server may show the page in a frame; nothing else may, and nothing from elsewhere runs."""


def application(desk: Desk, token: str) -> Starlette:
    """The page with its style and script, what it reads, and what it writes, all below `/TOKEN/`."""
    return Starlette(routes=[Mount(f"/{token}", routes=_Routes(desk).all())])


def server(desk: Desk, port: int = 0) -> tuple[LocalServer, str]:
    """A server of the page at a port (a free one where it is 0), and the address to open; raises OSError where it can't
    listen there."""
    token = new_token()
    made = LocalServer(application(desk, token), listen("127.0.0.1", port), ("GET", "HEAD", "POST"), token)
    return made, f"{made.url}{token}/"


PATIENCE = 0.3
"""Seconds for which doubts are looked for while a page waits for its queue; it asks for the rest as it goes."""


class _Routes:
    """Answers for one desk; one at a time, since each may read the project again."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self._lock = desk, Lock()

    def all(self) -> list[Route]:
        """Every address."""
        reads = {"queue": self.queue, "item": self.item, "source": self.source, "page": self.page}
        writes = {"sign": self.sign, "mend": self.mend, "correct": self.correct, "undo": self.undo}
        return [
            *(Route(f"/{path}", self._file(*of)) for path, of in PAGE.items()),
            *(Route(f"/api/{name}", self._read(answer)) for name, answer in reads.items()),
            *(Route(f"/api/{name}", self._written(answer), methods=["POST"]) for name, answer in writes.items()),
        ]

    def queue(self, asked: dict[str, str]) -> dict[str, Any]:
        """What is still to be read, in an order, and how far the reader is."""
        order: Order = asked.get("order", "doubt")  # type: ignore[assignment]
        if order not in ORDERS:
            raise DeskError(f"There is no order {order}.")
        self.desk.load()
        only = asked.get("only", "")
        rows = self.desk.queue(order, only, PATIENCE)
        total = len(rows) if only == READ else sum(belongs(row, only) for row in self.desk.standings())
        topics = [{"page": t.page, "title": t.title} for t in self.desk.library.topics.values()]
        return {
            "reader": self.desk.review.reader, "order": order, "only": only, "total": total,
            "rows": [row.item.id for row in rows], "since": self.desk.scope is not None,
            "looking": order == "doubt" and self.desk.look(0) > 0,
            "topics": topics, "sources": list(self.desk.library.sources), "signed": self.desk.signed,
        }  # fmt: skip

    def item(self, asked: dict[str, str]) -> dict[str, Any]:
        """One thing with everything that decides on it."""
        return view.details(self.desk, asked.get("id", ""))

    def source(self, asked: dict[str, str]) -> dict[str, Any]:
        """A source, original and digest side by side."""
        found = around.source(self.desk, asked.get("key", ""))
        if found is None:
            raise DeskError("There is no such source.")
        return found

    def page(self, asked: dict[str, str]) -> dict[str, Any]:
        """The sentences of a page, in order."""
        return around.page(self.desk, asked.get("path", ""))

    def sign(self, given: dict[str, Any]) -> dict[str, Any]:
        """Signs a thing as it was shown."""
        verdict: Verdict = given["verdict"]
        if verdict not in get_args(Verdict):
            raise DeskError(f"There is no verdict {verdict}.")
        seen = (str(given["said"]), {str(k): str(v) for k, v in dict(given["against"]).items()})
        self.desk.sign(str(given["id"]), verdict, str(given.get("remark") or ""), seen)
        return {"signed": self.desk.signed}

    def mend(self, given: dict[str, Any]) -> dict[str, Any]:
        """Writes a sentence or a digest paragraph; what stands there now."""
        id = self.desk.mend(str(given["id"]), str(given["text"]), str(given["expected"]))
        return {"id": id, "item": view.details(self.desk, id) if id else None}

    def correct(self, given: dict[str, Any]) -> dict[str, Any]:
        """Writes what a person says of an original's structure; the source as it is read now."""
        id = str(given["id"])
        found = self.desk.correct(id, str(given["action"]), str(given["words"]))
        return {"problems": [view.problem(p) for p in found], "source": around.source(self.desk, id.partition(" ")[0])}

    def undo(self, given: dict[str, Any]) -> dict[str, Any]:
        """Takes the last thing back."""
        return {"id": self.desk.undo(), "signed": self.desk.signed}

    def _file(self, name: str, kind: str) -> Callable[[Request], Response]:
        data = (files("briefing.review") / "page" / name).read_bytes()
        return lambda request: Response(data, media_type=kind, headers=HEADERS)

    def _read(self, answer: Callable[[dict[str, str]], dict[str, Any]]) -> Callable[[Request], Any]:
        async def read(request: Request) -> Response:
            return await run_in_threadpool(self._answer, answer, dict(request.query_params))

        return read

    def _written(self, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Request], Any]:
        async def write(request: Request) -> Response:
            try:
                given = json.loads(await request.body())
            except ValueError:
                given = None
            return await run_in_threadpool(self._answer, answer, given)

        return write

    def _answer(self, answer: Callable[[Any], dict[str, Any]], given: Any) -> Response:
        """An answer, or why there is none, in words for the reader."""
        try:
            if not isinstance(given, dict):
                raise DeskError("That can't be read.")
            with self._lock:
                return JSONResponse(answer(given))
        except DeskError as error:
            return JSONResponse({"error": str(error)}, 409)
        except OSError as error:
            return JSONResponse({"error": f"A file can't be read or written: {error}."}, 409)
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": f"That can't be read: {error}."}, 400)
