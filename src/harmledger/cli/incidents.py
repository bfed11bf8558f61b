"""`harmledger incidents`: what happened, one row an incident."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rich.table import Table

from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.records import Incident

HELP = "list incidents: when, where, what, how many killed and injured, by how many sources"
EXAMPLES = """\
  harmledger incidents war.db --place Kharkiv --from 2022-02-24 --to 2022-03-31
  harmledger incidents war.db --target healthcare --csv > hospitals.csv
  harmledger incidents war.db --contested
  harmledger incidents war.db --order reports --limit 10    the most reported first

next: harmledger show war.db INCIDENT"""

# Running totals have a list of their own (`tolls`), and conditions are no incidents (`claims --kind condition`).
KINDS = ("event",)

ROOMY = (
    terminal.Column("incident", wrap=False),
    terminal.Column("date"),
    terminal.Column("place"),
    terminal.Column("what"),
    terminal.Column("killed", "right", most=16),
    terminal.Column("injured", "right", most=16),
    terminal.Column("by, as reported"),
    terminal.Column("sources", "right", wrap=False),
    terminal.Column("grade", wrap=False),
)
NARROW = (
    terminal.Column("incident", wrap=False),
    terminal.Column("date", wrap=False),
    terminal.Column("where and what"),
    terminal.Column("killed", "right", most=10),
    terminal.Column("injured", "right", most=10),
    terminal.Column("sources", "right"),
)


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    ledger.filter_options(parser)
    parser.add_argument("--contested", action="store_true", help="only where the parties dispute it")
    parser.add_argument("--order", choices=("date", "reports"), default="date", help="by date, or most reported first")
    ledger.form_options(parser)


def run(args: argparse.Namespace) -> int:
    """Print the incidents."""
    from dataclasses import replace

    which = replace(ledger.chosen(args, kinds=KINDS), contested=True if args.contested else None, order=args.order)
    with ledger.existing(args.ledger) as source:
        ledger.tell_of_place(source, which)
        found = list(source.incidents(which))
        total = source.count("incidents", which)
    if args.form == "json":
        terminal.print_json([incident.to_json() for incident in found])
    elif args.form == "csv":
        from harmledger.cli import rows

        terminal.print_csv(*rows.incidents(found))
    else:
        terminal.out().print(table(found))
        terminal.say(note(found, total, args.ledger))
    return 0


def table(found: Iterable[Incident], *, roomy: bool | None = None) -> Table:
    """Incidents as a table for a person, in as many columns as stdout has room for unless that is said."""
    if terminal.roomy() if roomy is None else roomy:
        return terminal.table(ROOMY, [_roomy(incident) for incident in found])
    return terminal.table(NARROW, [_narrow(incident) for incident in found])


def _roomy(incident: Incident) -> list[str]:
    return [
        incident.id,
        words.when(incident.time),
        words.where(incident.place),
        words.what(incident),
        words.toll_cell(incident, "killed"),
        words.toll_cell(incident, "injured"),
        " / ".join(incident.named_actors()),
        str(incident.independent_sources),
        words.standing(incident),
    ]


def _narrow(incident: Incident) -> list[str]:
    by = f", by {' / '.join(incident.named_actors())}" if incident.actors else ""
    return [
        incident.id,
        words.when(incident.time).replace(" to ", " to\n"),
        f"{words.where(incident.place)}: {words.what(incident)}{by}",
        words.toll_cell(incident, "killed"),
        words.toll_cell(incident, "injured"),
        "\n".join(filter(None, (str(incident.independent_sources), words.standing(incident)))),
    ]


def note(found: list[Incident], total: int, path: str) -> str:
    """How many there are, how many have no place on the map, and the next command."""
    unlocated = sum(1 for i in found if i.place is None or i.place.lat is None)
    shown = f"{len(found)} of " * (len(found) < total) + words.counted(total, "incident")
    tail = f"; {unlocated} without a location" if unlocated else ""
    hint = f" Next: harmledger show {path} {found[0].id}" if found else ""
    return f"{shown}{tail}.{hint}"
