"""`harmledger evaluate`: how well does the ledger match reports coded by hand?"""

from __future__ import annotations

import argparse

from harmledger.cli import ledger, terminal

HELP = "score a ledger against reports that were coded by hand"
EXAMPLES = """\
  harmledger evaluate war.db gold/                  YAML files; docs/coding-manual.md shows their form
  harmledger evaluate war.db gold/ --json"""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("gold", metavar="GOLD", help="a YAML file or a folder of them")
    parser.add_argument("--second-model", metavar="NAME", help="score what this second reader read, not the claims")
    parser.add_argument("--json", action="store_true", help="the scores as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Print the scores."""
    from harmledger.evaluate import evaluate

    with ledger.existing(args.ledger) as source:
        scores = evaluate(source, args.gold, args.second_model)
    if args.json:
        terminal.print_json(scores.to_json())
    else:
        terminal.out().print(str(scores))
    return 0
