"""The command `briefing`: its group of commands and how it ends (0 well, 1 problems, 2 wrong usage)."""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module

import click

from briefing import __version__

COMMANDS: Mapping[str, tuple[str, str]] = {
    "new": ("start", "Start a small working project."),
    "ingest": ("intake", "Show what ingest makes of a file."),
    "add": ("add", "Add a file as a source: its entry, and its digest to be written."),
    "draft": ("topics", "Draft a topic from the digests, each sentence cited."),
    "serve": ("serve", "Serve a live preview."),
    "review": ("review", "Read what nobody has read yet, and sign it."),
    "check": ("check", "Look for problems, and build nothing."),
    "explain": ("check", "Say what a problem means and how to mend it."),
    "build": ("build", "Check everything, then make pages, PDFs, exports and site."),
    "pages": ("build", "Make the Markdown pages."),
    "site": ("build", "Make the pages and the site."),
    "pdf": ("build", "Make the PDFs."),
    "export": ("build", "Make the exports: EPUB, bibliography and ledger."),
    "edition": ("editions", "Stamp an edition, and say what changed since the last."),
    "mcp": ("mcp", "Serve assistants: find, read, compare; proposals only."),
    "impact": ("topics", "Say which claims break when an original is replaced."),
}
"""Command → the module of this package that holds it, and what it does in a line, in the order of an analyst's work.
A module is imported only when its command is called, so that `--help` answers at once."""


_ASIDE = re.compile(r"\.([^/\\]{1,255})\.\d{1,20}$")
"""What a file is called while it is written beside its place."""


class Lazy(click.Group):
    """A group that imports a command when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of an analyst's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"briefing.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a usage error that says which may be meant where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1, 0.5)
            hint = f"Did you mean `{near[0]}`?" if near else "`briefing --help` lists the commands."
            raise click.UsageError(f"There is no command `{args[0]}`. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def cli() -> None:
    """Turns a shelf of source documents into a briefing whose every sentence leads to the paragraph it rests on."""


class Ended(SystemExit):
    """The system asks the process to end (SIGTERM): what is under way is undone on the way out."""


@contextmanager
def ended_cleanly(for_good: bool = False) -> Iterator[Callable[[], None]]:
    """A block that SIGINT and SIGTERM leave by an exception, so that its processes and files are closed; what it gives
    is called when the work is over, and from then on neither does anything.

    Where the process ends with the block (`for_good`) both stay unheard, since what was done is done: the interpreter's
    own end would otherwise be cut short by them, and be taken for the build's. A signal that the process was started
    to ignore stays ignored.
    """
    over: list[bool] = []

    def end(number: int, _: object) -> None:
        if not over:
            raise Ended(143) if number == signal.SIGTERM else KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield lambda: over.append(True)
    finally:
        over.append(True)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if for_good else handler or signal.SIG_DFL)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line; returns 0 where all went well, 1 where problems were found, 2 on wrong usage.

    Ended by Ctrl+C it returns 130, by SIGTERM 143. Without `argv` it is the program's, and the process ends with it.
    """
    with ended_cleanly(argv is None) as finished:
        try:
            code = _main(argv)
            finished()
        except (click.Abort, KeyboardInterrupt, Ended) as stopped:
            finished()
            click.echo("Stopped.", err=True)
            code = 143 if isinstance(stopped, Ended) else 130
    return code


def _main(argv: Sequence[str] | None) -> int:
    try:
        arguments = list(argv) if argv is not None else sys.argv[1:]
        result = cli.main(args=arguments, prog_name="briefing", standalone_mode=False)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except OSError as error:
        named = _ASIDE.sub(r"\1", str(error.filename or "a file"))
        click.echo(f"Error: {named} can't be used: {error.strerror or error}.", err=True)
        return 1
    return int(result or 0)
