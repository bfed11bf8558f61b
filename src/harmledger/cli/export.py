"""`harmledger export`: files for other programs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import imprint, ledger, terminal

if TYPE_CHECKING:
    from harmledger.publish import Edition

HELP = "write claims, incidents or reports to files: for your own work, or for the public and other programs"
EXAMPLES = """\
  harmledger export war.db --format claims --out claims.jsonl
  harmledger export war.db --format geojson --place Kharkiv --out kharkiv.geojson
  harmledger export war.db --format datasette --out harm/ --licence CC-BY-4.0 --contact desk@example.org
  harmledger export war.db --format incidents | jq .summary

for your own work (--audience internal unless you say public):
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
  geojson, claims-geojson             for a map; null geometry where nothing is located
  geoparquet, claims-geoparquet       GeoParquet

to give away (--audience public unless you say internal); events only, without --kind:
  hxl                                 CSV with a row of HXL tags, for humanitarian tools
  timemap                             a folder for Forensic Architecture's TimeMap and Bellingcat's ukraine-timemap
  airwars                             JSON with the fields of Airwars' incident pages
  ftm                                 followthemoney entities, for Aleph and its kin
  datasette                           a folder with a SQLite database (running totals in a table of their own)
  uwazi, bayanat                      folders with CSV files for the imports of Uwazi and Bayanat
  datapackage                         a folder with claims and incidents of every kind in all forms, schemas and hashes
  exchange                            all of these in one folder, screened once

What is for the public passes the privacy policy: names of private persons and minors, sensitive sites and sexual
violence are withheld, coordinates are coarse. What is internal is not fit to be published as it is."""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--format", required=True, metavar="FORMAT", help="one of those below")
    parser.add_argument(
        "--out", default="-", metavar="FILE", help="file or folder to write; - for standard output (default)"
    )
    parser.add_argument(
        "--audience",
        choices=("public", "internal"),
        help="public: what the privacy policy leaves; internal: all; the default is the format's own, see below",
    )
    imprint.imprint_options(parser)
    ledger.filter_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the export and say on stderr what was written, for whom, and how much was withheld."""
    from harmledger.publish import audience_of, export_shown, show
    from harmledger.publish.exporting import check

    check(args.format, args.out)
    audience = args.audience or audience_of(args.format)
    which = ledger.chosen(args)  # what is wrong is said before the ledger is screened
    if audience == "public":
        terminal.say("Screening the ledger by the privacy policy: seconds for a few reports, minutes for thousands.")
    with ledger.existing(args.ledger) as source, show(source, audience, imprint.chosen(args)) as shown:
        for done in export_shown(shown, args.format, args.out, which):
            terminal.say(f"{done.path}: {words.counted(done.records, 'record')}")
        tell(shown.edition)
    return 0


def tell(edition: Edition) -> None:
    """Say on stderr for whom a file is, and how much each rule withheld from it, never what."""
    if edition.audience == "internal":
        terminal.say("For internal use: names, places and words are as reported. To give it away: --audience public")
        return
    from harmledger.publish.privacy.withheld import told

    held = told(edition.withheld)
    terminal.say(f"For the public, by {edition.policy}. Withheld from the whole ledger, by rule: {held}.")
