"""`harmledger claims`: who says what, one row a claim."""

from __future__ import annotations

import argparse

from harmledger.cli import ledger, terminal, words
from harmledger.records import Claim

HELP = "list claims: one source's statement in one report, with its quote"
EXAMPLES = """\
  harmledger claims war.db --place Mariupol --text "maternity"
  harmledger claims war.db --modality denied
  harmledger claims war.db --party Russia --type air_strike --json

next: harmledger show war.db INCIDENT"""

COLUMNS = (
    terminal.Column("claim", wrap=False),
    terminal.Column("date", wrap=False),
    terminal.Column("place", ratio=2),
    terminal.Column("what", ratio=2),
    terminal.Column("figures", ratio=2),
    terminal.Column("source", ratio=2),
    terminal.Column("quote", ratio=5),
    terminal.Column("report", ratio=2),
)
QUOTE = 160


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    ledger.filter_options(parser)
    parser.add_argument(
        "--modality",
        choices=("actual", "denied", "possible", "background", "all"),
        default="actual",
        help="what is said to have happened (the default), is denied, feared or planned, or is of another time or war",
    )
    ledger.form_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print the claims."""
    which = ledger.chosen(args, modalities=() if args.modality == "all" else (args.modality,))
    with ledger.existing(args.ledger) as source:
        found = list(source.claims(which))
        total = source.count("claims", which)
    if args.form == "json":
        terminal.print_json([claim.to_json() for claim in found])
    elif args.form == "csv":
        from harmledger.cli import rows

        terminal.print_csv(*rows.claims(found))
    else:
        terminal.out().print(terminal.table(COLUMNS, [_row(claim) for claim in found]))
        terminal.say(f"{len(found)} of {total} claims." if len(found) < total else f"{total} claims.")
    return 0


def _row(claim: Claim) -> list[str]:
    mark = "" if claim.modality == "actual" else f"{claim.modality}: "
    return [
        claim.id,
        words.when(claim.time),
        words.where(claim.place),
        mark + words.what(claim) + (" (total)" if claim.kind == "toll" else ""),
        "\n".join(words.casualty(row) for row in claim.casualties),
        words.source(claim.source),
        words.shorten(" … ".join(q.text for q in claim.quotes), QUOTE),
        claim.document,
    ]
