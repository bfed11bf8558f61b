"""`harmledger decisions`: what people decided, and what became of it."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence

from harmledger import wording as words
from harmledger.cli import decided, ledger, terminal
from harmledger.decisions import Standing

HELP = "list what people decided: who, when, on what, why; what was undone, agreed to, or lost its claim"
EXAMPLES = """\
  harmledger decisions war.db
  harmledger decisions war.db --on i-lusab          on an incident and its claims; also an id that is gone
  harmledger decisions war.db --reviewer Ada --from 2026-11-01
  harmledger decisions war.db --lost                whose claim has disappeared from its report
  harmledger decisions war.db --contradictory       where reviewers contradict each other
  harmledger export war.db --format decisions --out ours.jsonl    to bring into another copy of the ledger

next: harmledger decide undo war.db DECISION --reason TEXT"""

COLUMNS = ("id", "at", "reviewer", "action", "subjects", "of", "changes", "value", "reason", "live", "seconded", "lost")


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--on", default="", metavar="ID", help="on this claim, or this incident and its claims")
    parser.add_argument("--reviewer", "--by", dest="by", default="", metavar="NAME", help="of this reviewer")
    parser.add_argument(
        "--from", "--since", dest="since", type=_day, metavar="DAY", help="from this day on (UTC), such as 2026-11-01"
    )
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--lost", action="store_true", help="only those whose claim has disappeared")
    only.add_argument("--contradictory", action="store_true", help="only those that contradict another reviewer's")
    parser.add_argument("--limit", type=ledger.count, metavar="N", help="no more than N rows, the first ones")
    ledger.form_options(parser, lines=True)


def run(args: argparse.Namespace) -> int:
    """Print the decisions."""
    from harmledger import review

    with ledger.existing(args.ledger) as source:
        found = list(review.history(source, args.on, by=args.by, since=args.since or ""))
        if args.contradictory:
            ids = {s.decision.id for pair in review.disagreements(source) for s in pair}
            found = [s for s in found if s.decision.id in ids]
    if args.lost:
        found = [s for s in found if s.live and s.lost]
    found = found[: args.limit]
    if args.form == "jsonl":
        terminal.print_lines(s.to_json() | {"lost": s.lost} for s in found)
    elif args.form == "json":
        terminal.print_json([s.to_json() | {"lost": s.lost} for s in found])
    elif args.form == "csv":
        terminal.print_csv([_row(s) for s in found], COLUMNS)
    else:
        _print(found)
    return 0


def _print(found: Sequence[Standing]) -> None:
    for standing in found:
        terminal.out().print(decided.line(standing))
        if standing.live and standing.lost:
            for anchor, claim in zip(standing.decision.anchors, standing.claims, strict=True):
                if claim is None and not anchor.role:
                    quote = words.quoted(words.shorten(" … ".join(q.text for q in anchor.quotes), 160))
                    terminal.out().print(f"    {anchor.claim} in {anchor.document}: {quote}")
    undone = sum(1 for s in found if not s.live)
    tail = f", {undone} of them undone" if undone else ""
    terminal.say(f"{words.counted(len(found), 'decision')}{tail}.")


def _row(standing: Standing) -> dict[str, object]:
    act = standing.decision
    own = ("id", "at", "reviewer", "action", "subjects", "of", "value", "reason")
    return {
        **{name: getattr(act, name) for name in own},
        "changes": [decided.change(c) for c in act.changes],
        "live": standing.live,
        "seconded": standing.seconded,
        "lost": standing.lost,
    }


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-01") from None
