"""`harmledger claims`: who says what, one row a claim."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.table import Table

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.records import Claim

HELP = "list claims: one source's statement in one report, with its quote"
EXAMPLES = """\
  harmledger claims war.db --place Mariupol --text "maternity"
  harmledger claims war.db --modality denied
  harmledger claims war.db --party Russia --type air_strike --json

next: harmledger show war.db INCIDENT"""

ROOMY = (
    terminal.Column("claim", wrap=False),
    terminal.Column("date"),
    terminal.Column("place"),
    terminal.Column("what"),
    terminal.Column("figures"),
    terminal.Column("source"),
    terminal.Column("quote"),
    terminal.Column("report"),
)
NARROW = (
    terminal.Column("claim", wrap=False),
    terminal.Column("when, where, what"),
    terminal.Column("in which words, by whom"),
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
        ledger.tell_of_place(source, which)
        found = list(source.claims(which))
        total = source.count("claims", which)
    if args.form == "json":
        terminal.print_json([claim.to_json() for claim in found])
    elif args.form == "csv":
        from harmledger.cli import rows

        terminal.print_csv(*rows.claims(found))
    else:
        terminal.out().print(table(found))
        terminal.say(f"{len(found)} of " * (len(found) < total) + f"{words.counted(total, 'claim')}.")
    return 0


def table(found: Sequence[Claim]) -> Table:
    """Claims as a table for a person, in as many columns as there is room for."""
    if terminal.roomy():
        return terminal.table(ROOMY, [_roomy(claim) for claim in found])
    return terminal.table(NARROW, [_narrow(claim) for claim in found])


def _roomy(claim: Claim) -> list[str]:
    return [
        claim.id,
        words.when(claim.time),
        words.where(claim.place),
        _what(claim),
        "\n".join(words.casualty(row) for row in claim.casualties),
        words.source(claim.source),
        _quote(claim),
        claim.document,
    ]


def _narrow(claim: Claim) -> list[str]:
    figures = [words.casualty(row) for row in claim.casualties]
    return [
        claim.id,
        "\n".join([words.when(claim.time), words.where(claim.place), _what(claim), *figures]),
        f"{words.quoted(_quote(claim))}\n{words.source(claim.source)}; {claim.document}",
    ]


def _what(claim: Claim) -> str:
    mark = "" if claim.modality == "actual" else f"{claim.modality}: "
    return mark + words.what(claim) + (" (total)" if claim.kind == "toll" else "")


def _quote(claim: Claim) -> str:
    return words.shorten(" … ".join(quote.text for quote in claim.quotes), QUOTE)
