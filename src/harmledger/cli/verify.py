"""`harmledger verify`: does the ledger still say what the reports say?"""

from __future__ import annotations

import argparse

from harmledger.cli import ledger, terminal

HELP = "check that every quote still matches its report, and every report its hash"
EXAMPLES = """\
  harmledger verify war.db                          exit code 3 when something does not match
  harmledger verify war.db --json"""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--json", action="store_true", help="what does not match, as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Check the ledger; exit code 3 when something does not match."""
    from harmledger.publish.verify import verify

    with ledger.existing(args.ledger) as source:
        checked = verify(source)
    if args.json:
        terminal.print_json(checked.to_json())
    else:
        for problem in checked.problems:
            terminal.out().print(str(problem))
        terminal.say(
            f"{checked.reports:,} reports, {checked.claims:,} claims and {checked.quotes:,} quotes checked:"
            f" {len(checked.problems)} problems."
        )
    return 3 if checked.problems else 0
