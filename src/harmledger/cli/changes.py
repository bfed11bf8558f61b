"""`harmledger changes`: what is different in the incidents since a day, a run, or an earlier ledger."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.history import CHANGES, Change

if TYPE_CHECKING:
    from harmledger.records import Incident
    from harmledger.store import Ledger

HELP = "list what changed since a day or a run: new, revised, contradicted, merged, gone, decided"
EXAMPLES = """\
  harmledger changes war.db 2026-11-22              since a day (UTC)
  harmledger changes war.db last                    by the last run that changed anything; 7: since run 7
  harmledger changes war.db yesterday.db            since an earlier copy of the ledger
  harmledger changes war.db 2026-11-01 --place Kharkiv --only toll --only contradicted
  harmledger changes war.db last --json

Several changes of one thing are told as one: from what it was to what it is."""

HEADINGS = {
    "new": "new incidents",
    "toll": "figures revised",
    "contradicted": "newly contradicted",
    "contested": "contested, or no longer",
    "grade": "grade changed",
    "resolved": "no longer contradicted",
    "date": "date changed",
    "place": "place changed",
    "type": "kind of event changed",
    "actors": "who did it, as reported, changed",
    "merged": "merged",
    "split": "split",
    "gone": "gone",
    "decided": "decided by people",
    "reports": "other reports",
}
COLUMNS = (
    "run", "at", "version", "incident", "kind", "field", "before", "after", "sentence", "killed", "claims", "others",
    "decisions",
)  # fmt: skip
_SHOWN = 3  # claims behind a change that a person sees; the other forms hold all
_QUOTE = 110
_TOLD_WHOLE = frozenset({"new", "split", "gone"})  # their sentence says already which incident it is


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument(
        "begin", metavar="SINCE", help="a day, a run's number, “last”, or the file of an earlier ledger"
    )
    parser.add_argument(
        "--only", action="append", default=[], choices=CHANGES, metavar="KIND", help=f"one of {', '.join(CHANGES)}"
    )
    ledger.filter_options(parser)
    ledger.form_options(parser, lines=True)


def run(args: argparse.Namespace) -> int:
    """Print the changes."""
    from dataclasses import replace

    from harmledger.engine.since import changed

    with ledger.existing(args.ledger) as source:
        found = changed(source, args.begin, replace(ledger.chosen(args), limit=None))
        wanted = [c for c in found.changes if not args.only or c.kind in args.only]
        shown = wanted[: args.limit]
        if args.form == "table":
            for line in page(source, shown):
                terminal.out().print(line)
    if args.form == "json":
        terminal.print_json([change.to_json() for change in shown])
    elif args.form == "jsonl":
        terminal.print_lines(change.to_json() for change in shown)
    elif args.form == "csv":
        terminal.print_csv([change.to_json() for change in shown], COLUMNS)
    else:
        count = f"{len(shown)} of " * (len(shown) < len(wanted)) + words.counted(len(wanted), "change")
        terminal.say(" ".join(filter(None, (f"{count} since {found.since}.", found.note))))
    return 0


def page(source: Ledger, changes: Sequence[Change]) -> Iterator[Text | Padding]:
    """Changes for a person, under a heading for each kind, each with the claims behind it."""
    for kind, group in groupby(changes, key=lambda c: c.kind):
        found = list(group)
        yield Text(f"{HEADINGS[kind]} ({len(found)})", "bold")
        for change in found:
            yield _line(source, change)
            for said in _claims(source, change.claims):
                yield Padding(said, (0, 0, 0, 6), expand=False)
        yield Text("")


def _line(source: Ledger, change: Change) -> Padding:
    text = Text.assemble((change.incident, "bold"), f"  {change.sentence}")
    if change.kind not in _TOLD_WHOLE and (about := _about(_incident(source, change.incident))):
        text.append(f"  · {about}", "dim")
    return Padding(text, (0, 0, 0, 2), expand=False)


def _about(incident: Incident | None) -> str:
    """Which incident it is, in a few words."""
    if incident is None:
        return ""
    return f"{words.what(incident)}, {words.where(incident.place)}, {words.when(incident.time)}"


def _incident(source: Ledger, name: str) -> Incident | None:
    from harmledger.store import Filter

    return next(source.incidents(Filter(incident=name)), None)


def _claims(source: Ledger, claims: Iterable[str]) -> Iterator[Text]:
    from harmledger.errors import NotFound

    every = list(claims)
    for name in every[:_SHOWN]:
        try:
            claim = source.claim(name)
        except NotFound:  # of an incident that is gone, or coded anew since
            yield Text(f"{name} (no longer in the ledger)", "dim")
            continue
        quote = words.quoted(words.shorten(claim.quotes[0].text if claim.quotes else "", _QUOTE))
        yield Text(f"{claim.id}  {words.source(claim.source)} ({claim.document}): {quote}", "dim")
    if len(every) > _SHOWN:
        yield Text(f"... and {words.counted(len(every) - _SHOWN, 'more claim')}", "dim")
