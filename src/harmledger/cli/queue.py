"""`harmledger queue`: the claims that most need a person, with the reasons."""

from __future__ import annotations

import argparse
from dataclasses import replace

from harmledger.cli import ledger, terminal, words
from harmledger.records import Claim

HELP = "list the claims that most need a person: doubtful, contested, many dead, protected objects"
EXAMPLES = """\
  harmledger queue war.db --limit 20
  harmledger queue war.db --place Kharkiv --reviewer Ada    without what Ada has decided on

The order follows the weights in the codebook's review.yaml. What was accepted, corrected or rejected waits no more,
unless reviewers contradict each other.

next: harmledger decide accept war.db CLAIM"""

COLUMNS = (
    terminal.Column("need", "right", wrap=False),
    terminal.Column("claim", wrap=False),
    terminal.Column("why"),
    terminal.Column("in which words"),
)
_SHOWN = 50
_QUOTE = 160


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--reviewer", default="", metavar="NAME", help="leave out what this reviewer has decided on")
    ledger.filter_options(parser)
    parser.add_argument("--json", action="store_true", help="JSON on stdout, all that wait")


def run(args: argparse.Namespace) -> int:
    """Print the queue."""
    from harmledger import review

    with ledger.existing(args.ledger) as source:
        waiting = review.queue(source, replace(ledger.chosen(args), limit=None), reviewer=args.reviewer)
        shown = waiting[: args.limit] if args.json or args.limit else waiting[:_SHOWN]
        if args.json:
            terminal.print_json([w.to_json() for w in shown])
            return 0
        claims = [source.claim(w.claim) for w in shown]
    rows = [
        (f"{w.need:.1f}", w.claim, "\n".join(w.reasons), words.quoted(words.shorten(_quotes(c), _QUOTE)))
        for w, c in zip(shown, claims, strict=True)
    ]
    terminal.out().print(terminal.table(COLUMNS, rows))
    terminal.say(f"{len(shown)} of {words.counted(len(waiting), 'claim')} that wait for a person.")
    return 0


def _quotes(claim: Claim) -> str:
    return " … ".join(q.text for q in claim.quotes)
