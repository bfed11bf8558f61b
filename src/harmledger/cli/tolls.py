"""`harmledger tolls`: running totals, which are never summed with incidents."""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import islice

from rich.table import Table

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.store import Filter, Ledger, TollRow

HELP = "list running totals (“since the invasion”), side by side by source"
EXAMPLES = """\
  harmledger tolls war.db                           running totals, each with who says so
  harmledger tolls war.db --party Russia            what one side says
  harmledger tolls war.db --kind event --place Kharkiv    figures of events instead

A running total counts many events: it is kept apart and never added to incidents."""

COLUMNS = (
    terminal.Column("period"),
    terminal.Column("place"),
    terminal.Column("figure", "right"),
    terminal.Column("of whom"),
    terminal.Column("source"),
    terminal.Column("words"),
    terminal.Column("report"),
)
NARROW = (
    terminal.Column("period, place", wrap=False),
    terminal.Column("figure, of whom", "right"),
    terminal.Column("in which words, by whom"),
)


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    ledger.filter_options(parser)
    ledger.form_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print the running totals as the claims give them."""
    with ledger.existing(args.ledger) as source:
        which = ledger.chosen(args, modalities=("actual",))
        ledger.tell_of_place(source, which)
        found = figures(source, which)
    if args.form == "json":
        terminal.print_json([row.to_json() for row in found])
    elif args.form == "csv":
        from harmledger.cli import rows

        terminal.print_csv(*rows.tolls(found))
    else:
        terminal.out().print(table(found))
        terminal.say(f"{words.counted(len(found), 'figure')}.")
    return 0


def figures(source: Ledger, which: Filter) -> list[TollRow]:
    """The figures as single claims give them: running totals unless the filter names kinds; the limit counts these."""
    found = (row for row in source.tolls(replace(which, limit=None, offset=0)) if row.level == "claim")
    return list(islice(found, which.offset, None if which.limit is None else which.offset + which.limit))


def table(found: list[TollRow]) -> Table:
    """Totals as a table for a person: figures of one kind beside each other."""
    ordered = sorted(found, key=lambda r: (r.outcome, r.victims, r.of or "", words.when(r.time), r.document, r.id))
    if terminal.roomy():
        return terminal.table(COLUMNS, [_row(row) for row in ordered])
    return terminal.table(NARROW, [_narrow(row) for row in ordered])


def _narrow(row: TollRow) -> list[str]:
    period, place, figure, victims, source, text, document = _row(row)
    days = period.replace(" to ", " to\n")
    return [f"{days}\n{place}", f"{figure}\n{victims}", f"“{text}”\n{source}; {document}"]


def _row(row: TollRow) -> list[str]:
    return [
        words.when(row.time),
        words.where(row.place),
        f"{words.figures(row.low, row.high)} {row.outcome}",
        words.plain(row.victims) + (f" ({row.of})" if row.of else ""),
        words.source(row.source) if row.source else "",
        row.text,
        row.document,
    ]
