"""The command line: `main(argv) -> int`."""

from briefing.cli.main import cli, main

__all__ = ["cli", "main"]
