"""`harmledger site`: the pages as a folder that opens from disk."""

from __future__ import annotations

import argparse
import datetime as dt

from harmledger import wording as words
from harmledger.cli import imprint, ledger, terminal

HELP = "write the pages as a folder that opens from disk, to be shared or hosted"
EXAMPLES = """\
  harmledger site war.db public/ --title "Strikes on Varsk" --licence CC-BY-4.0 --contact desk@example.org
  harmledger site war.db inside/ --audience internal    with everything: for your own team only

What is written for the public passes the privacy policy: `harmledger withheld war.db` lists what it leaves out."""


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
    with ledger.existing(args.ledger) as source:
        done = write_site(source, args.out, imprint=imprint.chosen(args), audience=args.audience, generated=generated)
    pages = words.counted(done.pages, "page")
    terminal.say(f"{done.folder}: {pages}, {done.bytes / 1e6:.1f} MB; open {done.folder}/index.html")
    return 0
