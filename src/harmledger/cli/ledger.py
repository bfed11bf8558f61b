"""What the commands share: opening a ledger, and the filters that all lists understand."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from harmledger.cli import terminal
from harmledger.errors import NotFound, UsageError
from harmledger.store import Filter, Ledger, open_ledger


def existing(path: str, *, write: bool = False) -> Ledger:
    """The ledger that is there, to be read unless `write`; NotFound where there is none (no new file is made)."""
    if not Path(path).exists():
        raise NotFound(
            "there is no such ledger", subject=path, remedy=f"Make it with: harmledger read REPORTS... --ledger {path}"
        )
    found = open_ledger(path, readonly=not write)
    if not write and found.needs_link():
        terminal.say(
            f"harmledger: {path}: the last run was cut short, or this version links otherwise; `harmledger read` again "
            "brings incidents up to date."
        )
    return found


def ledger_argument(parser: argparse.ArgumentParser) -> None:
    """The ledger as the first argument."""
    parser.add_argument("ledger", metavar="LEDGER", help="the ledger's file, such as war.db")


def filter_options(parser: argparse.ArgumentParser) -> None:
    """The filters of all lists; several values of one are alternatives, different ones add up."""
    group = parser.add_argument_group("filters", "an option given twice takes either value; different options add up")
    group.add_argument(
        "--place", default="", metavar="NAME", help="place, region (Donetsk Oblast) or country, in any spelling"
    )
    group.add_argument("--from", dest="since", metavar="DAY", type=_day, help="first day, such as 2022-03-01")
    group.add_argument("--to", dest="until", metavar="DAY", type=_day, help="last day")
    group.add_argument(
        "--type", dest="types", action="append", default=[], metavar="TYPE", help="event type: shelling ..."
    )
    group.add_argument(
        "--target", dest="targets", action="append", default=[], metavar="TARGET", help="healthcare, water ..."
    )
    group.add_argument(
        "--weapon", dest="weapons", action="append", default=[], metavar="WEAPON", help="missile, drone ..."
    )
    group.add_argument("--party", default="", metavar="NAME", help="who did it, or whose side the source is on")
    group.add_argument("--text", default="", metavar="WORDS", help='words of the quotes; "a phrase", begin*, -without')
    group.add_argument(
        "--kind", dest="kinds", action="append", default=[], metavar="KIND", help="event, toll or condition"
    )
    group.add_argument(
        "--status",
        dest="statuses",
        action="append",
        default=[],
        choices=("machine", "accepted", "corrected", "rejected"),
        help="what people decided about the claim; without this all but the rejected",
    )
    group.add_argument("--limit", type=count, metavar="N", help="no more than N rows")


def form_options(parser: argparse.ArgumentParser, *, lines: bool = False) -> None:
    """Table (the default), JSON or CSV; with `lines` JSON Lines too."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--json", dest="form", action="store_const", const="json", default="table", help="JSON on stdout"
    )
    if lines:
        group.add_argument("--jsonl", dest="form", action="store_const", const="jsonl", help="a row of JSON a line")
    group.add_argument("--csv", dest="form", action="store_const", const="csv", help="CSV on stdout")


def chosen(args: argparse.Namespace, *, kinds: tuple[str, ...] = (), modalities: tuple[str, ...] = ()) -> Filter:
    """The filter that the options ask for, `kinds` where none was named; UsageError for a value not in the codebook."""
    from harmledger import codebook

    words = codebook.load("vocabulary")
    return Filter(
        place=args.place,
        since=args.since,
        until=args.until,
        event_types=_known("--type", args.types, words["event_types"]),
        targets=_known("--target", args.targets, words["targets"]),
        weapons=_known("--weapon", args.weapons, words["weapons"]),
        party=args.party,
        text=args.text,
        kinds=_known("--kind", args.kinds, words["kinds"]) or kinds,
        modalities=modalities,
        statuses=tuple(args.statuses),
        limit=args.limit,
    )


def tell_of_place(source: Ledger, which: Filter) -> None:
    """Say on stderr, with names that are near, that neither the ledger nor the gazetteer knows the filter's place."""
    import difflib

    from harmledger.store.place_names import Known, known

    if not which.place or known(which.place) != Known() or any(source.claims(Filter(place=which.place, limit=1))):
        return
    names = {c.place.name or c.place.text for c in source.claims() if c.place is not None}
    folded = {n.casefold(): n for n in sorted(names)}
    near = [folded[n] for n in difflib.get_close_matches(which.place.casefold(), folded, n=3, cutoff=0.6)]
    hint = f" Near it in this ledger: {', '.join(near)}." if near else ""
    terminal.say(f"harmledger: no place named “{which.place}” is known.{hint}")


def _known(option: str, given: list[str], allowed: object) -> tuple[str, ...]:
    values = [str(v) for v in allowed] if isinstance(allowed, list | dict) else []
    named = [g.strip().lower().replace(" ", "_").replace("-", "_") for g in given]
    for value in named:
        if value not in values:
            raise UsageError(f"there is no “{value}”", subject=option, remedy=f"Choose from: {', '.join(values)}.")
    return tuple(named)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2022-03-01") from None


def count(text: str) -> int:
    """The number of rows that an option names."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return int(text)
