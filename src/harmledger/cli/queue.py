"""`harmledger queue`: the claims that most need a person, with the reasons."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import ledger, terminal

if TYPE_CHECKING:
    from harmledger.review import Waiting

HELP = "list what most needs a person: doubtful, contested, many dead, protected objects, doubtful joins"
EXAMPLES = """\
  harmledger queue war.db --limit 20
  harmledger queue war.db --place Kharkiv --reviewer Ada    without what Ada has decided on

The order follows the weights in the codebook's review.yaml. What was accepted, corrected or rejected waits no more,
unless reviewers contradict each other. One row an incident, with its neediest claim; “same?” asks whether two claims
that were joined at a low probability are of one incident.

next: harmledger decide accept war.db CLAIM; for “same?” decide join war.db CLAIM CLAIM, or decide split war.db CLAIM"""

COLUMNS = (
    terminal.Column("need", "right", wrap=False),
    terminal.Column("incident, claim", wrap=False),
    terminal.Column("place"),
    terminal.Column("why"),
    terminal.Column("in which words"),
)
FLAT = ("need", "kind", "incident", "place", "claim", "claims", "reasons", "quotes")
_SHOWN = 50
_QUOTE = 160


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--reviewer", default="", metavar="NAME", help="leave out what this reviewer has decided on")
    ledger.filter_options(parser)
    ledger.form_options(parser, lines=True)


def run(args: argparse.Namespace) -> int:
    """Print the queue."""
    from harmledger import review

    with ledger.existing(args.ledger) as source:
        waiting = review.queue(source, replace(ledger.chosen(args), limit=None), reviewer=args.reviewer)
    shown = waiting[: args.limit or (_SHOWN if args.form == "table" else None)]
    if args.form == "json":
        terminal.print_json([w.to_json() for w in shown])
    elif args.form == "jsonl":
        terminal.print_lines(w.to_json() for w in shown)
    elif args.form == "csv":
        terminal.print_csv([w.to_json() for w in shown], FLAT)
    else:
        terminal.out().print(terminal.table(COLUMNS, [_row(w) for w in shown]))
        terminal.say(f"{len(shown)} of {words.counted(len(waiting), 'row')} that wait for a person.")
    return 0


def _row(waiting: Waiting) -> tuple[str, ...]:
    claims = waiting.claims if waiting.kind == "same?" else (waiting.claim,)
    quotes = [words.quoted(words.shorten(quote, _QUOTE)) for quote in waiting.quotes]
    return (
        f"{waiting.need:.1f}",
        "\n".join((waiting.incident or "in none", *claims)),
        waiting.place or words.UNKNOWN,
        "\n".join(("same?", *waiting.reasons) if waiting.kind == "same?" else waiting.reasons),
        "\n".join(quotes),
    )
