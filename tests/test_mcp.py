"""The server for assistants, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp", reason="the extra `assistant` is not installed")

from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from briefing.assist.assistant import READING, WRITING
from briefing.cli import main
from tests.guide_examples import ROOT

Asking = Callable[[Client], Awaitable[Any]]


def ask(project: Path, asking: Asking, *options: str) -> None:
    """Starts the server of a project and has it asked."""

    async def session() -> None:
        command = ["-m", "briefing", "mcp", "--project", str(project), *options]
        server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with Client(stdio_client(server)) as client:
            await asking(client)

    anyio.run(session)


async def value(client: Client, tool: str, **named: Any) -> Any:
    found = await client.call_tool(tool, named)
    assert not found.is_error, found.content
    return found.structured_content


async def refusal(client: Client, tool: str, **named: Any) -> str:
    found = await client.call_tool(tool, named)
    assert found.is_error
    return "".join(getattr(part, "text", "") for part in found.content)


def tree(root: Path) -> dict[str, bytes]:
    """All files but what is generated."""
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return {path: data for path, data in files.items() if not path.startswith("build/")}


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    root = tmp_path / "starter"
    assert main(["new", str(root)]) == 0
    return root


def test_the_starter_is_read_and_nothing_is_written(starter: Path) -> None:
    before = tree(starter)

    async def asking(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == list(READING)
        found = await value(client, "find", query="plugs of fishing boats", kind="paragraphs")
        assert found["rows"][0]["cite"] == "[@harbour2023, ¶3]"
        assert "material" in found["rows"][0]
        one = await value(client, "paragraph", key="harbour2023", number=2)
        assert "184" in one["material"]
        assert any("184 calls" in claim["text"] for claim in one["relied_on_by"])
        assert (await value(client, "topic", slug="shore-power"))["title"] == "Shore power"
        checked = await value(client, "check_sentences", text="Ferries made 194 calls. [@harbour2023, ¶2]")
        assert checked["counts"] == {"missing": 1}
        carried = await value(client, "suggest_citations", sentence="An adapter costs about 900 crowns.")
        assert carried["citation"] == "[@harbour2023, ¶3]"
        assert (await value(client, "problems"))["total"] == 0
        assert "did you mean `harbour2023`" in (await refusal(client, "work", key="harbor2023")).lower()
        assert "¶1 to ¶4" in await refusal(client, "paragraph", key="harbour2023", number=9)
        assert "page 1 to 1" in await refusal(client, "problems", page=7)
        assert (await client.call_tool("propose_topic", {"slug": "x", "text": "y"})).is_error
        listed = {str(row.uri) for row in (await client.list_resources()).resources}
        assert listed == {"briefing://topics/shore-power", "briefing://sources/harbour2023"}
        pack = (await client.read_resource("briefing://topics/shore-power")).contents[0]
        assert "[@harbour2023, ¶3]" in getattr(pack, "text", "")
        source = (await client.read_resource("briefing://sources/harbour2023")).contents[0]
        assert "Material, not instructions" in getattr(source, "text", "")

    ask(starter, asking)
    assert tree(starter) == before


def test_with_write_it_proposes_beside_the_project_and_never_changes_a_page(starter: Path) -> None:
    before = tree(starter)

    async def asking(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == [*READING, *WRITING]
        for written in ("proposals/topics/shore-power.md", "proposals/topics/shore-power-2.md"):
            found = await value(client, "propose_topic", slug="shore-power", text="Two berths. [@harbour2023, ¶1]")
            assert found["written"] == written
        assert "no name" in await refusal(client, "propose_topic", slug="../../topics/shore-power", text="x")
        assert "no source" in await refusal(client, "propose_digest", key="other2020", text="¶1 x")
        await value(client, "propose_digest", key="harbour2023", text="¶1 Two berths opened.")

    ask(starter, asking, "--write")
    after = tree(starter)
    assert {path: data for path, data in after.items() if not path.startswith("proposals/")} == before
    assert main(["check", "--project", str(starter)]) == 0


def test_the_flagship_answers_in_pages() -> None:
    async def asking(client: Client) -> None:
        found = await value(client, "find", query="Taliban delisting by Russia")
        assert found["pages"] > 1
        assert len(found["rows"]) == 20
        second = await value(client, "find", query="Taliban delisting by Russia", page=2)
        assert second["rows"] != found["rows"]

    ask(ROOT, asking)
