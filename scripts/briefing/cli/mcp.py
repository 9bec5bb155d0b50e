"""`briefing mcp`."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.shared import originals_option, project_option, require_root


@click.command()
@project_option
@originals_option
@click.option("--write", is_flag=True, help="Let assistants write proposals, into proposals/; never a page.")
def mcp(root: Path | None, originals: Path | None, write: bool) -> int:
    """Serve assistants over the Model Context Protocol, on standard input and output.

    They can find and read paragraphs, claims, works and topics, have sentences compared with what these cite, and ask
    which paragraphs carry a sentence. Nothing is written without --write, and nothing is asked of the network. It needs
    the extra `assistant` (the package `mcp`).
    """
    folder = require_root(root)
    try:
        from briefing.assist.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise click.UsageError("The package `mcp` is not installed: `pip install 'briefing[assistant]'`.") from None
    make_server(folder, originals, write=write).run("stdio")
    return 0
