"""`harmledger reread`: the stored texts coded anew by the present version of the reader."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import ledger, read, terminal

if TYPE_CHECKING:
    from harmledger.engine import Reread
    from harmledger.store import Ledger

HELP = "read the reports of a ledger anew, after an update or with added places; decisions hold"
EXAMPLES = """\
  harmledger reread war.db --dry-run                what would change
  harmledger reread war.db
  harmledger reread war.db news7.txt r-4f21         only these
  harmledger reread war.db --all                    also what this version has read

A command of its own beside `read`: it takes a ledger and no files. The texts in the ledger are coded anew as they
stand; the files that they came from are not needed. What the present version, with the present codebook and
gazetteer, has read is passed over: the same command again goes on where it stopped. Decisions follow their claims by
id, else by the words that the claims stand on.

next: harmledger changes war.db last, and harmledger decisions war.db --lost"""

_SHOWN = 10  # ids of decisions and failures that are named


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("reports", nargs="*", metavar="REPORT", help="ids or document names; without any, all")
    parser.add_argument("--all", dest="every", action="store_true", help="also reports that this version has read")
    parser.add_argument(
        "--jobs", type=int, default=0, metavar="N", help="processes; the result is the same (default: cores)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, store nothing")
    parser.add_argument("--json", action="store_true", help="the summary as JSON")


def run(args: argparse.Namespace) -> int:
    """Read the reports anew; exit code 1 when one failed, 130 when interrupted."""
    from harmledger import engine

    chosen = engine.RereadOptions(jobs=args.jobs, every=args.every, dry_run=args.dry_run)
    with ledger.existing(args.ledger, write=not args.dry_run) as source:
        with read.watched(lambda: len(args.reports) or source.count("reports")) as watch:
            told = engine.reread(source, args.reports, chosen, watch)
        if args.json:
            terminal.print_json(asdict(told) | {"failures": [f.to_json() for f in told.failures]})
        else:
            terminal.out().print(terminal.table(read.SUMMARY, _rows(told), heading=False))
        for line in _lines(source, told):
            terminal.say(line)
    if told.interrupted:
        terminal.say("harmledger: interrupted; what was stored is safe. The same command goes on where it stopped.")
        return 130
    if args.dry_run:
        terminal.say("Nothing was stored.")
    elif told.run is not None:
        terminal.say(f"Run {told.run}. What it changed: harmledger changes {args.ledger} {told.run}")
    return 1 if told.failed else 0


def _rows(told: Reread) -> Iterator[tuple[str, str, str]]:
    yield "reports read anew", f"{told.read:,}", f"{told.altered:,} with other claims than before"
    yield "passed over", f"{told.passed:,}", "read by this version already" if told.passed else ""
    yield "failed", f"{told.failed:,}", "their claims stay as they were" if told.failed else ""
    yield "claims the same", f"{told.same:,}", ""
    yield "claims changed", f"{told.changed:,}", "other values on the same words" if told.changed else ""
    yield "claims gone", f"{told.gone:,}", ""
    yield "claims new", f"{told.new:,}", ""
    yield "decisions on changed claims", f"{told.retied:,}", "they hold" if told.retied else ""
    yield "decisions without their claim", f"{len(told.lost):,}", "kept and shown" if told.lost else ""
    if told.found:
        yield "decisions with their claim again", f"{len(told.found):,}", ""


def _lines(source: Ledger, told: Reread) -> Iterator[str]:
    """The reports that failed and the decisions that lost their claim, by name."""
    for failure in told.failures[:_SHOWN]:
        yield f"harmledger: {failure.document or failure.path}: {failure.what} [{failure.code}]"
    if len(told.failures) > _SHOWN:
        yield f"... and {len(told.failures) - _SHOWN} more: harmledger reports {source.name} --failed"
    if told.lost:
        more = f" and {len(told.lost) - _SHOWN} more" if len(told.lost) > _SHOWN else ""
        named = f"{', '.join(told.lost[:_SHOWN])}{more}"
        yield f"{words.counted(len(told.lost), 'decision')} without a claim: {named}. See: harmledger decisions --lost"
