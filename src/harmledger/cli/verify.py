"""`harmledger verify`: does the ledger still say what the reports say?"""

from __future__ import annotations

import argparse
from pathlib import Path

from harmledger import wording as words
from harmledger.cli import ledger, terminal

HELP = "check that every quote still matches its report, and every report its hash"
EXAMPLES = """\
  harmledger verify war.db                          exit code 3 when something does not match
  harmledger verify war.db --json"""


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    ledger.ledger_argument(parser)
    parser.add_argument("--originals", action="store_true", help="hash the files again that are still where they were")
    parser.add_argument(
        "--base", metavar="FOLDER", default=".", help="where the reports were read from (default: here)"
    )
    parser.add_argument("--json", action="store_true", help="what was checked and what is wrong, as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Check the ledger; exit code 3 when something does not match."""
    from harmledger.publish.verify import EXIT_CODE, verify

    with ledger.existing(args.ledger) as source:
        checked = verify(source, originals=args.originals, base=Path(args.base))
    if args.json:
        terminal.print_json(checked.to_json())
        return 0 if checked.ok else EXIT_CODE
    for problem in checked.problems:
        print(f"{problem.subject}: {problem.what}")
    parts = [words.counted(checked.reports, "report"), words.counted(checked.claims, "claim")]
    parts += [words.counted(checked.spans, "quoted passage")]
    parts += [f"{words.counted(checked.originals, 'file')} hashed again"] if args.originals else []
    parts += [f"{words.counted(checked.without_text, 'report')} without text"] if checked.without_text else []
    verdict = "all match" if checked.ok else words.counted(len(checked.problems), "problem")
    terminal.say(f"Checked {', '.join(parts)}: {verdict}.")
    if args.originals and checked.missing:
        terminal.say(
            f"Not hashed again: {words.counted(checked.missing, 'report')} whose file is not below {args.base}, or that"
            " stood in a table or an archive. --base FOLDER says where the reports were read from."
        )
    return 0 if checked.ok else EXIT_CODE
