"""What the publisher says of itself, shared by the commands that write for others."""

from __future__ import annotations

import argparse

from harmledger.publish.imprint import Imprint


def imprint_options(parser: argparse.ArgumentParser) -> None:
    """Title, licence, citation and contact, each left out where nothing is said."""
    group = parser.add_argument_group("imprint", "the publisher's own words, carried as they are")
    group.add_argument("--title", default="", metavar="WORDS", help="what the ledger is called")
    group.add_argument("--licence", default="", metavar="NAME", help="under which others may use it: CC-BY-4.0 ...")
    group.add_argument("--citation", default="", metavar="WORDS", help="how to cite it")
    group.add_argument("--contact", default="", metavar="ADDRESS", help="where to report an error or ask for removal")


def chosen(args: argparse.Namespace) -> Imprint:
    """The imprint that the options give."""
    return Imprint(title=args.title, licence=args.licence, citation=args.citation, contact=args.contact)
