"""`harmledger withheld`: what public output goes without, by rule, never the content."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import ledger, terminal

if TYPE_CHECKING:
    from harmledger.publish.privacy import PublicLedger, Rule, Withheld

HELP = "list what public pages and files go without, by rule of the privacy policy, never the content"
EXAMPLES = """\
  harmledger withheld war.db                       how much each rule withholds, and why
  harmledger withheld war.db --json                one row for each thing, without the content
  harmledger withheld war.db --ids --rule minors   for reviewers: the claims, reports and names to release

`--ids` prints names and ids of what is withheld: it is for your own team, and not for publication.
next: harmledger decide release war.db ID --what RULE --reason "..."
      harmledger decide release war.db ID --what "name:Olena Koval" --reason "..." """

COLUMNS = (
    terminal.Column("rule", wrap=False),
    terminal.Column("things", "right", wrap=False),
    terminal.Column("released", "right", wrap=False),
    terminal.Column("what it withholds, why, and what was looked for"),
)
ROWS = (
    terminal.Column("rule", wrap=False),
    terminal.Column("kind", wrap=False),
    terminal.Column("date", wrap=False),
    terminal.Column("report", wrap=False),
    terminal.Column("to release"),
    terminal.Column("released by", wrap=False),
)


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--rule", default="", metavar="RULE", help="of one rule only")
    parser.add_argument("--ids", action="store_true", help="with what to release: for reviewers, not for publication")
    parser.add_argument("--json", action="store_true", help="one object for each thing, as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Print the list."""
    from harmledger.publish.privacy import load, public
    from harmledger.publish.privacy.withheld import SIGNED, unsigned

    load().known(args.rule)
    with ledger.existing(args.ledger) as source, public(source) as shown:
        rows = [(row, subject) for row, subject in shown.withheld_subjects() if args.rule in ("", row.rule)]
        if args.json:
            terminal.print_json([row.to_json() | ({"subject": subject} if args.ids else {}) for row, subject in rows])
        elif args.ids:
            terminal.out().print(terminal.table(ROWS, [_row(row, subject) for row, subject in rows]))
        else:
            terminal.out().print(terminal.table(COLUMNS, _counted(shown, [row for row, _ in rows], args.rule)))
    held = [row.kind for row, _ in rows if not row.released]
    signed = held.count(SIGNED)
    things = words.counted(len(held) - signed, "thing")
    terminal.say(f"{things} withheld, by {shown.policy.version}{unsigned(signed)}.")
    return 0


def _counted(shown: PublicLedger, rows: Sequence[Withheld], wanted: str) -> list[list[str]]:
    return [_rule(rule, [r for r in rows if r.rule == rule.id]) for rule in shown.policy.rules.values()
            if wanted in ("", rule.id)]  # fmt: skip


def _rule(rule: Rule, rows: Sequence[Withheld]) -> list[str]:
    from harmledger.publish.privacy.policy import REVIEWERS

    released = sum(1 for r in rows if r.released)
    held = len(rows) - released
    number = words.counted(held, rows[0].kind) if rule.id == REVIEWERS and held else f"{held:,}"
    return [
        rule.id,
        number if held else "none found",
        str(released or ""),
        f"{rule.withholds} {rule.reason} Looked for: {rule.looked_for}",
    ]


def _row(row: Withheld, subject: str) -> list[str]:
    return [row.rule, row.kind, row.date or "not known", row.report, subject, row.released]
