"""`harmledger reports`: what was read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from rich.table import Table

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.records import Report
from harmledger.store import Ledger

HELP = "list the reports in the ledger, or what could not be read"
EXAMPLES = """\
  harmledger reports war.db --text "maternity"
  harmledger reports war.db --failed                what could not be read, and why
  harmledger reports war.db --json > reports.json"""

COLUMNS = (
    terminal.Column("report", wrap=False),
    terminal.Column("document"),
    terminal.Column("outlet"),
    terminal.Column("published"),
    terminal.Column("title"),
    terminal.Column("copy of"),
)
NARROW = (
    terminal.Column("report", wrap=False),
    terminal.Column("published"),
    terminal.Column("title, document, outlet"),
)
FAILED = (
    terminal.Column("input"),
    terminal.Column("code", wrap=False),
    terminal.Column("what happened"),
    terminal.Column("what to do"),
)


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    ledger.filter_options(parser)
    parser.add_argument("--failed", action="store_true", help="list the inputs that could not be read or coded")
    ledger.form_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print the reports."""
    which = ledger.chosen(args)
    with ledger.existing(args.ledger) as source:
        if args.failed:
            return _failed(source, args.form)
        found = list(source.reports(which))
        total = source.count("reports", which)
    if args.form == "json":
        terminal.print_json([report.to_json() for report in found])
    elif args.form == "csv":
        from harmledger.cli import rows

        terminal.print_csv(*rows.reports(found))
    else:
        terminal.out().print(table(found))
        terminal.say(f"{len(found)} of " * (len(found) < total) + f"{words.counted(total, 'report')}.")
    return 0


def table(found: Sequence[Report]) -> Table:
    """Reports as a table for a person, in as many columns as there is room for."""
    if terminal.roomy():
        return terminal.table(COLUMNS, [_row(report) for report in found])
    return terminal.table(NARROW, [_narrow(report) for report in found])


def _narrow(report: Report) -> list[str]:
    name, document, outlet, published, title, copy_of = _row(report)
    said = f"{document}; {outlet or 'outlet unknown'}" + (f"; copy of {copy_of}" if copy_of else "")
    return [name, published, f"{title}\n{said}"]


def _row(report: Report) -> list[str]:
    title = report.title or words.shorten(report.text, 80)
    return [
        report.id,
        report.document,
        report.outlet,
        words.published(report.published),
        words.shorten(title, 120),
        report.copy_of or "",
    ]


def _failed(source: Ledger, form: str) -> int:
    found = list(source.failures())
    if form == "json":
        terminal.print_json([failure.to_json() for failure in found])
    elif form == "csv":
        from harmledger.cli import rows

        terminal.print_csv(*rows.failures(found))
    else:
        cells = [[f.path or f.document, f.code, f.what, f.remedy] for f in found]
        terminal.out().print(terminal.table(FAILED, cells))
        terminal.say(f"{words.counted(len(found), 'input')} failed.")
    return 0
