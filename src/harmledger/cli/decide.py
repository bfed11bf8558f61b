"""`harmledger decide`: a person's act on claims and incidents, stored and applied at once."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import decided, ledger, terminal
from harmledger.errors import UsageError

if TYPE_CHECKING:
    from harmledger.decisions import Decision
    from harmledger.review import Author, Draft
    from harmledger.store import Ledger

HELP = "decide on claims and incidents: accept, reject, correct, join, split, move, grade, undo ..."
EXAMPLES = """\
  harmledger decide accept war.db c-4f21 c-9a07
  harmledger decide reject war.db c-4f21 --reason "the report retells another war"
  harmledger decide correct war.db c-4f21 --set killed=5 --quote "five people" --reason "..."
  harmledger decide join war.db i-lusab i-madol --reason "the same strike, a day apart"
  harmledger decide split war.db c-4f21 --reason "the second strike of that day"
  harmledger decide move war.db c-4f21 --to i-madol --reason "speaks of the market"
  harmledger decide grade war.db i-lusab --grade confirmed --reason "the ministry owned up to it"
  harmledger decide release war.db i-lusab --what "name:Olena Koval" --reason "her family asked for it, 3 May"
  harmledger decide unsure war.db c-4f21
  harmledger decide agree war.db d-7e10 --reviewer Bela
  harmledger decide undo war.db d-7e10 --reason "mistaken"
  harmledger decide import war.db theirs.jsonl      decisions made in another copy of the ledger

actions:
  accept, unsure        claims, or all claims of an incident: right as they stand, or left open
  reject                they stay in the ledger, but in no incident, no total and no list unless asked for
  correct               other values (--set); words of the report for them (--quote), else the reason carries them
  join                  incidents that are one (a claim stands for its incident)
  split                 claims that are another incident than the rest of theirs
  move                  claims that belong to another incident (--to)
  grade                 how well an incident is established (--grade), whatever the rule says
  release               what may be shown in public though a rule withholds it (--what), of claims, incidents or
                        reports: a rule such as minors or sexual-violence, or one person: name:"Olena Koval"
  agree                 a second reviewer's yes to a decision
  undo                  take a decision back; an undo can be undone
  import                a file of `harmledger export --format decisions`

values for --set:
  event_type=shelling  modality=denied  kind=toll  targets=water,energy  weapons=none  actor=Russia
  place="Kamianka, Cherkasy"  time=2022-03-16 (or 2022-03-16..2022-03-18, 2022-03)
  killed=5 (3-5, 5+, "up to 5", none)  injured.child=2  damaged.objects.houses=40+
  source.name="the mayor"  source.type=local_authority  source.side=Ukraine

A decision is never altered or deleted. It holds when reports are read again and when new ones come."""

ACTIONS = (
    "accept", "reject", "unsure", "correct", "join", "split", "move", "grade", "release", "agree", "undo", "import",
)  # fmt: skip
_OPTIONS = {"to": "move", "set": "correct", "quote": "correct", "grade": "grade", "what": "release"}
_NEEDED = {"move": "to", "correct": "set", "grade": "grade", "release": "what"}


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("action", metavar="ACTION", choices=ACTIONS, help="one of those below")
    ledger.ledger_argument(parser)
    parser.add_argument("subjects", nargs="+", metavar="ID", help="claims, incidents, a decision; or a file to import")
    parser.add_argument(
        "--reviewer", default="", metavar="NAME", help=f"who decides (default: the environment variable {decided.ENV})"
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="why; asked for except to accept, unsure, agree")
    parser.add_argument("--set", action="append", default=[], metavar="VALUE", help="correct: name=value, see below")
    parser.add_argument("--quote", default="", metavar="WORDS", help="correct: words of the report that say so")
    parser.add_argument("--to", default="", metavar="ID", help="move: the incident, or a claim in it")
    parser.add_argument("--grade", default="", metavar="GRADE", help="grade: confirmed, fair, weak ...")
    parser.add_argument("--what", default="", metavar="TEXT", help="release: a rule of the policy, or name:NAME")
    parser.add_argument("--dry-run", action="store_true", help="say what would be decided, store nothing")
    parser.add_argument("--json", action="store_true", help="the decision as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Draw up the decision, store it and say what it did."""
    _check(args)
    if args.action == "import":
        return _import(args)
    with ledger.existing(args.ledger, write=not args.dry_run) as source:
        draft = _draft(source, args)
        if args.dry_run:
            return _say(args, draft.decision, "would be decided; nothing was stored")
        from harmledger import review

        made = review.decide(source, draft)
        _say(args, made, "decided")
        _effect(source, made)
    if made.action != "undo":
        terminal.say(f'Undo: harmledger decide undo {args.ledger} {made.id} --reason "..."')
    return 0


def _check(args: argparse.Namespace) -> None:
    for option, action in _OPTIONS.items():
        if getattr(args, option) and args.action != action:
            raise UsageError(f"belongs to the action {action}", subject=f"--{option}")
    needed = _NEEDED.get(args.action)
    if needed and not getattr(args, needed):
        raise UsageError(f"{args.action} needs --{needed}", subject="decide")
    if args.action in ("grade", "correct", "import", "agree", "undo") and len(args.subjects) > 1:
        raise UsageError("takes one at a time", subject=args.action)


def _draft(source: Ledger, args: argparse.Namespace) -> Draft:
    from harmledger.review import Author

    author = Author(source, args.reviewer or os.environ.get(decided.ENV, ""), args.reason)
    return _acts(author, args)


def _acts(author: Author, args: argparse.Namespace) -> Draft:
    subjects = args.subjects
    if args.action in ("accept", "reject", "unsure"):
        return author.verdict(args.action, subjects)
    if args.action == "correct":
        return author.correct(subjects[0], _values(args.set), args.quote)
    if args.action == "join":
        return author.join(subjects)
    if args.action == "split":
        return author.split(subjects)
    if args.action == "move":
        return author.move(subjects, args.to)
    if args.action == "grade":
        return author.grade(subjects[0], args.grade)
    if args.action == "release":
        return author.release(subjects, args.what)
    return author.agree(subjects[0]) if args.action == "agree" else author.undo(subjects[0])


def _values(given: list[str]) -> dict[str, str]:
    values = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError("is no name=value", subject=pair, remedy="Such as --set killed=3-5.")
        values[name] = value
    return values


def _say(args: argparse.Namespace, made: Decision, how: str) -> int:
    if args.json:
        terminal.print_json(made.to_json())
    else:
        terminal.say(f"{made.id or 'decision'}: {decided.what(made)}: {how}.")
    return 0


def _effect(source: Ledger, made: Decision) -> None:
    """Where the claims that were decided on stand now."""
    while made.of:
        made = source.decision(made.of)
    named = [s for s in source.standing(on=made.subjects) if s.decision.id == made.id]
    claims = [source.claim(c) for c in dict.fromkeys(c for s in named for c in s.named())]
    homes = sorted({c.incident for c in claims if c.incident})
    for incident in (source.incident(name) for name in homes):
        grade = f", graded {incident.grade}" if incident.grade else ""
        terminal.say(f"{incident.id}  {incident.summary} {words.counted(len(incident.claims), 'claim')}{grade}.")
    alone = sum(1 for c in claims if c.incident is None)
    if alone:
        terminal.say(f"In no incident: {words.counted(alone, 'claim')}.")


def _import(args: argparse.Namespace) -> int:
    from harmledger import review
    from harmledger.publish.readback import read_decisions

    given = list(read_decisions(args.subjects[0]))
    if args.dry_run:
        with ledger.existing(args.ledger) as source:
            known = {s.decision.id for s in source.standing()}
        new = sum(1 for d in given if d.id not in known)
        terminal.say(f"{new} of {words.counted(len(given), 'decision')} would be new; nothing was stored.")
        return 0
    with ledger.existing(args.ledger, write=True) as source:
        got = review.bring_in(source, given)
    if args.json:
        terminal.print_json([d.to_json() for d in got.new])
    terminal.say(f"{words.counted(len(got.new), 'decision')} taken in, {got.known} known already.")
    for standing in got.lost:
        terminal.say(f"without its claim here: {decided.line(standing).plain}")
    for pair in got.conflicts:
        told = "\n  ".join(decided.line(standing).plain for standing in pair)
        terminal.say(f"in contradiction, the later acts:\n  {told}")
    return 0
