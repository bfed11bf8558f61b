"""`harmledger export`: files for other programs."""

from __future__ import annotations

import argparse

from harmledger import wording as words
from harmledger.cli import ledger, terminal

HELP = "write claims, incidents or reports to a file: JSON Lines, CSV, GeoJSON, GeoParquet, data package"
EXAMPLES = """\
  harmledger export war.db --format claims --out claims.jsonl
  harmledger export war.db --format geojson --place Kharkiv --out kharkiv.geojson
  harmledger export war.db --format datapackage --licence CC-BY-4.0 --out release/
  harmledger export war.db --format incidents | jq .summary

formats:
  claims, incidents, reports          JSON Lines; claims can be read back in
  machine-claims                      JSON Lines: claims before any decision, rejected ones too; for a whole copy
  decisions                           JSON Lines: what people decided; `harmledger decide import` takes them in
  decisions-unnamed                   the same without the reviewers' names
  disagreements                       JSON Lines: where a second reader and the claims differ
  claims-csv, incidents-csv, casualties-csv, sources-csv
                                      tables with the columns of UCDP, ACLED and others beside ours
  csv                                 these four in a folder
  analysis-NAME, analysis-NAME-csv    an analysis (`harmledger analyse` says what it shows): JSON Lines, CSV
  analyses                            all of them as CSV in a folder
  hxl                                 incidents as CSV with a row of HXL tags; events only, without --kind
  geojson, claims-geojson             for a map; null geometry where nothing is located
  geoparquet, claims-geoparquet       GeoParquet
  datapackage                         a folder with claims and incidents in all forms, schemas and hashes

An export holds what the reports say, names included: it is not fit to be published as it is."""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--format", required=True, metavar="FORMAT", help="one of those below")
    parser.add_argument(
        "--out", default="-", metavar="FILE", help="file or folder to write; - for standard output (default)"
    )
    parser.add_argument("--licence", default="", help="the licence that a data package names for your data")
    ledger.filter_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the export and say on stderr what was written."""
    from harmledger.publish import export

    with ledger.existing(args.ledger) as source:
        for done in export(source, args.format, args.out, ledger.chosen(args), licence=args.licence):
            terminal.say(f"{done.path}: {words.counted(done.records, 'record')}")
    return 0
