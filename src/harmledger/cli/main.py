"""From the arguments to a command and from its errors to one clear line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from harmledger import __version__
from harmledger.errors import HarmledgerError

OK, FAILED, USAGE, NOT_VERIFIED, INTERRUPTED = 0, 1, 2, 3, 130

# In the order of a user's work; each is a module of its name, which gives HELP, EXAMPLES, options(parser), run(args).
COMMANDS = (
    "read", "incidents", "show", "explain", "claims", "tolls", "changes", "reports", "analyse", "queue", "decide",
    "decisions", "reread", "disagreements", "serve", "site", "withheld", "export", "verify", "evaluate", "gazetteer",
    "doctor", "demo",
)  # fmt: skip

OPENING = """\
harmledger reads news reports of a war and keeps a ledger of harm to civilians:
every claim with its source, its place and date, and the words that carry it.

first steps:
  harmledger demo                                  see a whole ledger, from sample reports
  harmledger read REPORTS... --ledger war.db       read your own: files, folders, tables, archives
  harmledger incidents war.db --place Kharkiv      what happened there
  harmledger show war.db INCIDENT                  one incident: every claim, its quote, its source
  harmledger serve war.db --open                   the same in a browser: map, pages, review
  harmledger export war.db --format claims --out claims.jsonl
"""
CLOSING = """\
`harmledger COMMAND -h` explains a command, with examples.
exit codes: 0 done, 1 an error or some inputs failed, 2 wrong usage, 3 verification failed, 130 interrupted
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help of one width everywhere, so that the documentation shows what users see."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=110)


def parser(only: str = "") -> argparse.ArgumentParser:
    """The parser of all commands, or of one: the others need not be loaded then, which takes half a second."""
    top = argparse.ArgumentParser(
        prog="harmledger",
        usage="harmledger COMMAND [options]",
        description="" if only else f"{OPENING}\ncommands:\n{_listed()}",
        epilog=CLOSING,
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"harmledger {__version__}")
    commands = top.add_subparsers(dest="command", prog="harmledger", metavar="COMMAND", help=argparse.SUPPRESS)
    for name in (only,) if only else COMMANDS:
        module = _module(name)
        command = commands.add_parser(
            name,
            description=f"{module.HELP[0].upper()}{module.HELP[1:]}.\n\nexamples:\n{module.EXAMPLES}",
            formatter_class=_Help,
        )
        module.options(command)
        command.set_defaults(run=module.run)
    return top


def _listed() -> str:
    return "\n".join(f"  {name:<13} {_module(name).HELP}" for name in COMMANDS)


def _module(name: str) -> ModuleType:
    return import_module(f"harmledger.cli.{name}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code, having printed any error as one line on stderr."""
    given = sys.argv[1:] if argv is None else argv
    try:
        args = parser(given[0] if given and given[0] in COMMANDS else "").parse_args(given)
        if args.command is None:
            parser().print_help(sys.stderr)
            return USAGE
        return int(args.run(args))
    except SystemExit as stop:  # argparse, after printing help, a version or a usage error
        return stop.code if isinstance(stop.code, int) else OK
    except HarmledgerError as error:
        print(f"harmledger: {' '.join(error.message().split())}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("harmledger: interrupted; nothing that was stored is harmed.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
