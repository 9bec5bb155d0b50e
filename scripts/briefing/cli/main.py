"""The command `briefing`: its group of commands and how it ends (0 well, 1 problems, 2 wrong usage)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from briefing import __version__

COMMANDS = {
    "new": "start",
    "build": "build",
    "pages": "build",
    "site": "build",
    "pdf": "build",
    "export": "build",
    "check": "check",
    "explain": "check",
    "serve": "serve",
    "ingest": "intake",
}
"""Command → module of this package that holds it; imported only when called, so that `--help` answers at once."""


class Lazy(click.Group):
    """A group that imports a command when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of an analyst's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None; click then says which name was meant."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"briefing.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Turns a shelf of source documents into a briefing that a reader can trust sentence by sentence."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line; returns 0 where all went well, 1 where problems were found, 2 on wrong usage."""
    try:
        result = cli.main(args=list(argv) if argv is not None else sys.argv[1:], standalone_mode=False)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    return int(result or 0)
