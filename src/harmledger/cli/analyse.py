"""`harmledger analyse`: what the claims show side by side, each number with the claims behind it."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from harmledger import wording as words
from harmledger.analyse import Analysis, Behind, Findings, Option, Row, analyse, behind, registry
from harmledger.cli import ledger, terminal
from harmledger.store import Filter

HELP = "tables over the claims: services, strikes, totals ..., each number with its claims"
EXAMPLES = """\
  harmledger analyse                                what analyses there are
  harmledger analyse services war.db --place Mariupol
  harmledger analyse protected war.db --from 2022-03-01 --to 2022-03-31
  harmledger analyse protected war.db --target healthcare --quotes
  harmledger analyse protected war.db --csv > protected.csv

next: harmledger analyse NAME -h, for its columns and options"""

_QUOTED = 3  # claims of a row whose words a table shows; the other forms hold all


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments: every analysis is a command of its own below it."""
    names = parser.add_subparsers(dest="analysis", metavar="NAME", title="analyses")
    for analysis in registry().values():
        command = names.add_parser(
            analysis.name,
            help=analysis.about,
            description=_description(analysis),
            formatter_class=parser.formatter_class,
        )
        ledger.ledger_argument(command)
        for option in analysis.options:
            _add(command, option)
        command.add_argument("--quotes", action="store_true", help="the words behind each row: who says so, and when")
        command.add_argument("--all-quotes", action="store_true", help="the same, with all claims of a row")
        ledger.filter_options(command)
        ledger.form_options(command, lines=True)


def _description(analysis: Analysis) -> str:
    columns = "\n".join(f"  {c.name:<20}{c.about}" for c in analysis.columns)
    note = f"\n\n{analysis.note}" if analysis.note else ""
    return f"{analysis.about[0].upper()}{analysis.about[1:]}.{note}\n\ncolumns:\n{columns}"


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    choices = [c for c in option.choices if c]
    about = option.about + (f": {', '.join(choices)}" if choices else "")
    default = f" (default {option.default})" if option.default else ""
    flag = f"--{option.name.replace('_', '-')}"
    if option.choices == ("no", "yes"):
        parser.add_argument(flag, dest=f"option_{option.name}", action="store_const", const="yes", help=option.about)
        return
    parser.add_argument(flag, dest=f"option_{option.name}", metavar="VALUE", help=about + default)


def run(args: argparse.Namespace) -> int:
    """Print the rows of an analysis; without a name, what analyses there are."""
    if args.analysis is None:
        terminal.out().print(listed())
        return 0
    chosen = registry()[args.analysis].options
    given = {o.name: value for o in chosen if (value := getattr(args, f"option_{o.name}")) is not None}
    with ledger.existing(args.ledger) as source:
        which = ledger.chosen(args)
        ledger.tell_of_place(source, which)
        found = analyse(args.analysis, source, which, **given)
        quotes = behind(source, found.claims()) if args.quotes or args.all_quotes else None
        nowhere = args.place and not any(source.claims(Filter(place=args.place, limit=1)))
    _print(found, quotes, args.form, None if args.all_quotes else _QUOTED)
    if nowhere:
        terminal.say(f"No claim of the ledger is at “{args.place}”: harmledger claims {args.ledger} lists its places.")
    return 0


def listed() -> Any:
    """The analyses as a table for a person."""
    columns = (terminal.Column("analysis", wrap=False), terminal.Column("what it shows"))
    return terminal.table(columns, [(a.name, a.about) for a in registry().values()])


def _print(found: Findings, quotes: Mapping[str, Behind] | None, form: str, most: int | None) -> None:
    if form == "json":
        terminal.print_json([_json(row, quotes) for row in found.rows])
    elif form == "jsonl":
        terminal.print_lines(_json(row, quotes) for row in found.rows)
    elif form == "csv":
        flat = [_flat(row, quotes) for row in found.rows]
        names = [c.name for c in found.analysis.columns]
        terminal.print_csv(flat, names if quotes is None else [*names, "quotes"])
    else:
        _print_text(found, quotes, most)


def _json(row: Row, quotes: Mapping[str, Behind] | None) -> dict[str, Any]:
    if quotes is None:
        return row.to_json()
    return row.to_json() | {"quotes": [quotes[c].to_json() for c in row.claims if c in quotes]}


def _flat(row: Row, quotes: Mapping[str, Behind] | None) -> dict[str, Any]:
    if quotes is None:
        return row.to_json()
    return row.to_json() | {"quotes": [_said(quotes[c]) for c in row.claims if c in quotes]}


def _print_text(found: Findings, quotes: Mapping[str, Behind] | None, most: int | None) -> None:
    out = terminal.out()
    if found.analysis.summary is not None and quotes is None:
        for line in found.analysis.summary(found.rows):
            out.print(line)
    elif quotes is None:
        out.print(_table(found))
    else:
        for row in found.rows:
            for line in _with_quotes(found.analysis, row, quotes, most):
                out.print(line)
    shown = f"{len(found.rows)} of " * (len(found.rows) < found.total) + words.counted(found.total, "row")
    terminal.say(f"{shown}. {found.analysis.note}".strip())


def _table(found: Findings) -> Any:
    names = found.analysis.shown or tuple(c.name for c in found.analysis.columns)
    numbers = {c.name for c in found.analysis.columns if c.kind in ("integer", "number")}
    columns = [terminal.Column(words.plain(n), "right" if n in numbers | {"claims"} else "left") for n in names]
    return terminal.table(columns, [[_cell(row, name) for name in names] for row in found.rows])


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name)
    if name == "claims":
        return f"{len(value)}"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple):
        return ", ".join(words.plain(v) for v in value)
    return "" if value is None else f"{value:,}" if isinstance(value, int) else words.plain(str(value))


def _with_quotes(analysis: Analysis, row: Row, quotes: Mapping[str, Behind], most: int | None) -> Iterator[str]:
    """A row in one line, and the words behind it: of so many claims at most, of all where None."""
    names = analysis.shown or tuple(f.name for f in dataclasses.fields(row))  # type: ignore[arg-type]
    cells = [f"{words.plain(n)}: {cell}" for n in names if n != "claims" and (cell := _cell(row, n))]
    yield "; ".join(cells)
    for claim in row.claims[:most]:
        if claim in quotes:
            yield f"    {_said(quotes[claim])}"
    if most is not None and len(row.claims) > most:
        yield f"    ... and {words.counted(len(row.claims) - most, 'more claim')} (--all-quotes shows them)"
    yield ""


def _said(found: Behind) -> str:
    side = "" if found.source_side == "none" else f", {found.source_side}"
    who = f"{found.source} ({words.plain(found.source_type)}{side})" if found.source else words.plain(found.source_type)
    when = found.published or "undated"
    return f"{words.quoted(found.quote)} {who} in {found.outlet or found.document}, {when} [{found.claim}]"
