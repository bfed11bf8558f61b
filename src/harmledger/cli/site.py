"""`harmledger site`: the pages as a folder that opens from disk."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from harmledger import wording as words
from harmledger.cli import imprint, ledger, terminal

HELP = "write the pages as a folder that opens from disk, to be shared or hosted"
EXAMPLES = """\
  harmledger site war.db public/ --title "Strikes on Varsk" --licence CC-BY-4.0 --contact desk@example.org
  harmledger site war.db inside/ --audience internal    with everything: for your own team only

What is written for the public passes the privacy policy: `harmledger withheld war.db` lists what it leaves out."""


_MANY = 100  # pages of one kind that deserve a line


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("out", metavar="FOLDER", help="a new or empty folder, or one that this command wrote")
    parser.add_argument("--audience", choices=("public", "internal"), default="public", help="public by default")
    parser.add_argument("--date", default="", metavar="DAY", help="the day to name in the footers; by default today")
    imprint.imprint_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the site and say what was written."""
    from harmledger.serve.site import write_site

    generated = args.date or dt.datetime.now(dt.UTC).date().isoformat()
    with ledger.existing(args.ledger) as source, _watched() as watch:
        own = imprint.chosen(args)
        done = write_site(source, args.out, imprint=own, audience=args.audience, generated=generated, progress=watch)
    pages = words.counted(done.pages, "page")
    terminal.say(f"{done.folder}: {pages}, {done.bytes / 1e6:.1f} MB; open {done.folder}/index.html")
    return 0


@contextmanager
def _watched() -> Iterator[Callable[[str, int, int], None]]:
    """A bar over the pages of each kind on stderr; where that is no terminal a line for each kind of many pages."""
    if not sys.stderr.isatty():
        terminal.say("reading the ledger")
        yield (
            lambda kind, done, total: (
                terminal.say(f"{kind} pages: {total:,}") if done == total and total >= _MANY else None
            )
        )
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal.err(), transient=True) as bar:
        task = bar.add_task("reading the ledger", total=None)
        yield lambda kind, done, total: bar.update(task, description=f"{kind} pages", completed=done, total=total)
