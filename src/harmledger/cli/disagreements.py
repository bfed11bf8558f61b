"""`harmledger disagreements`: where a second reader and the ledger's claims differ."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.records import Claim

if TYPE_CHECKING:
    from harmledger.second import Comparison
    from harmledger.store import Ledger

HELP = "list where a second reader and the claims differ: claims of one alone, values that differ"
EXAMPLES = """\
  harmledger disagreements war.db
  harmledger disagreements war.db --place Kharkiv --json
  harmledger disagreements war.db --failed          parts of reports that the second reader could not read
  harmledger export war.db --format disagreements --out disagreements.jsonl

A second reader is asked by `harmledger read --second-reader URL --second-model NAME`. Its claims are never among those
of the ledger: incidents, figures and exports are made without them."""

COLUMNS = (
    terminal.Column("report"),
    terminal.Column("the ledger's claim"),
    terminal.Column("the second reader's"),
    terminal.Column("what differs: ledger | second"),
)
FAILED = (terminal.Column("report"), terminal.Column("model"), terminal.Column("why"), terminal.Column("answer"))
QUOTE = 120


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--all", action="store_true", help="also the claims that both have alike")
    parser.add_argument("--failed", action="store_true", help="what the second reader could not read, and why")
    ledger.filter_options(parser)
    parser.add_argument("--json", action="store_true", help="JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Print the disagreements."""
    from harmledger.second import disagreements

    with ledger.existing(args.ledger) as source:
        if args.failed:
            return failed(source, as_json=args.json)
        readings = list(source.second_readings())
        found = list(disagreements(source, ledger.chosen(args), agreed=True))
    shown = [c for c in found if args.all or not c.agrees][: args.limit]
    if args.json:
        terminal.print_json([c.to_json() for c in shown])
        return 0
    if not readings:
        terminal.say("No second reader was asked: harmledger read REPORTS --second-reader URL --second-model NAME")
        return 0
    terminal.out().print(table(shown))
    kinds = Counter(_kind(c) for c in found)
    terminal.say(f"{', '.join(f'{kinds[k]} {k}' for k in KINDS)}; {words.counted(len(readings), 'second reading')}.")
    return 0


KINDS = ("alike", "with values that differ", "the ledger's alone", "the second reader's alone")


def _kind(found: Comparison) -> str:
    if found.built_in is None or found.second is None:
        return KINDS[3] if found.built_in is None else KINDS[2]
    return KINDS[1] if found.differs else KINDS[0]


def table(found: Sequence[Comparison]) -> Table:
    """Disagreements as a table for a person."""
    return terminal.table(COLUMNS, [_row(c) for c in found])


def _row(found: Comparison) -> list[str]:
    differs = [f"{words.plain(d.slot)}: {d.built_in or '–'} | {d.second or '–'}" for d in found.differs]
    alone = "" if found.built_in and found.second else _kind(found)
    return [found.document, _claim(found.built_in), _claim(found.second), "\n".join(differs) or alone]


def _claim(claim: Claim | None) -> str:
    if claim is None:
        return "–"
    mark = "" if claim.modality == "actual" else f"{claim.modality}: "
    quote = words.shorten(" … ".join(q.text for q in claim.quotes), QUOTE)
    return f"{claim.id}\n{mark}{words.what(claim)}\n{words.quoted(quote)}"


def failed(source: Ledger, *, as_json: bool) -> int:
    """Print the failures of second readings."""
    rows = [(reading, failure) for reading in source.second_readings() for failure in reading.failures]
    if as_json:
        terminal.print_json([{"document": r.document, "model": r.model} | f.to_json() for r, f in rows])
        return 0
    cells = [(r.document, r.model, f"{f.what} [{f.code}]", words.shorten(f.answer, QUOTE)) for r, f in rows]
    terminal.out().print(terminal.table(FAILED, cells))
    terminal.say(f"{words.counted(len(rows), 'failure')}; the same `harmledger read` asks again.")
    return 0
