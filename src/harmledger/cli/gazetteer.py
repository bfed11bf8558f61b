"""`harmledger gazetteer add`: places beyond the shipped gazetteer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import terminal
from harmledger.home import gazetteer_folder

if TYPE_CHECKING:
    from harmledger.gazetteer import Candidate

HELP = "add a GeoNames country file that you have, for places beyond the shipped gazetteer"
EXAMPLES = """\
  harmledger gazetteer add UA.txt                   a GeoNames country file, unpacked
  harmledger gazetteer find Чорнобаївка             what a name may mean

The file is copied into your data folder (see `harmledger doctor`); nothing is fetched."""

COLUMNS = (
    terminal.Column("name"),
    terminal.Column("country"),
    terminal.Column("region"),
    terminal.Column("kind"),
    terminal.Column("lat", "right"),
    terminal.Column("lon", "right"),
    terminal.Column("people", "right"),
    terminal.Column("GeoNames", "right"),
    terminal.Column("known from"),
)


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    add = actions.add_parser("add", help="add a GeoNames country file")
    add.add_argument("file", metavar="FILE", help="such as UA.txt, as GeoNames gives it")
    find = actions.add_parser("find", help="what a name may mean")
    find.add_argument("name", nargs="+", metavar="NAME")


def run(args: argparse.Namespace) -> int:
    """Add the file, or print what a name may mean."""
    return _add(args.file) if args.action == "add" else _find(" ".join(args.name))


def _add(file: str) -> int:
    from harmledger.gazetteer import add_geonames

    added = add_geonames(Path(file), gazetteer_folder())
    places = words.counted(added.places, "place")
    terminal.say(f"{file}: {places} added in {added.path}. The next `harmledger read` uses them.")
    return 0


def _find(name: str) -> int:
    from harmledger.gazetteer import Gazetteer

    found = Gazetteer(gazetteer_folder()).lookup(name)
    rows = [
        (c.name, c.country, c.admin1, c.feature, f"{c.lat:.4f}", f"{c.lon:.4f}", f"{c.population:,}", _id(c), c.basis)
        for c in found
    ]
    terminal.out().print(terminal.table(COLUMNS, rows))
    terminal.say(f"{words.counted(len(found), 'place')}." if found else f"No place is called “{name}”.")
    return 0


def _id(candidate: Candidate) -> str:
    return str(candidate.geonames_id or "")
