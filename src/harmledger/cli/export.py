"""`harmledger export`: files for other programs."""

from __future__ import annotations

import argparse

from harmledger.cli import ledger, terminal

HELP = "write claims, incidents or reports to a file: JSON Lines, CSV, GeoJSON, GeoParquet, data package"
EXAMPLES = """\
  harmledger export war.db --format claims --out claims.jsonl
  harmledger export war.db --format geojson --place Kharkiv --out kharkiv.geojson
  harmledger export war.db --format incidents | jq .summary"""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument(
        "--format", required=True, metavar="FORMAT", help="claims, incidents, reports, csv, geojson, geoparquet ..."
    )
    parser.add_argument("--out", default="-", metavar="FILE", help="the file to write; - for standard output (default)")
    ledger.filter_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the export and say on stderr what was written."""
    from harmledger.publish import export

    with ledger.existing(args.ledger) as source:
        for done in export(source, args.format, args.out, ledger.chosen(args)):
            terminal.say(f"{done.path}: {done.records:,} records")
    return 0
