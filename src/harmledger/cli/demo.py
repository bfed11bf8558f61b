"""`harmledger demo`: the main job on the sample reports that come with the program."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import claims, incidents, read, show, terminal, tolls

if TYPE_CHECKING:
    from harmledger.engine import Summary
    from harmledger.records import Claim, Incident
    from harmledger.store import Ledger

HELP = "read the bundled sample reports and show the ledger that comes out"
EXAMPLES = """\
  harmledger demo
  harmledger demo --ledger demo.db                  keep the ledger where you want it

The sample reports are invented: fifteen, from eight outlets that never existed, about one week."""

LEFT_OUT = (
    ("denied", "somebody says it did not happen, or was not this side"),
    ("possible", "feared, planned or threatened"),
    ("background", "another war, another time"),
)
EXAMPLE = 110


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--ledger", metavar="FILE", help="the ledger to make or add to (default: a new temporary file)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")


def run(args: argparse.Namespace) -> int:
    """Read the samples and print the whole ledger."""
    from harmledger import engine
    from harmledger.store import open_ledger

    path = args.ledger or _temporary()
    chosen = engine.ReadOptions(jobs=args.jobs)
    with resources.as_file(resources.files("harmledger") / "samples" / "reports") as folder:
        paths = [str(folder)]
        with open_ledger(path) as source, read.progress(paths, source, chosen) as watch:
            summary = engine.read(paths, source, chosen, watch)
            print_all(source, summary)
    read.report_failures(summary, path)
    _next_steps(path)
    return 130 if summary.interrupted else 1 if summary.failed else 0


def _temporary() -> str:
    from pathlib import Path
    from tempfile import mkdtemp

    return str(Path(mkdtemp(prefix="harmledger-demo-")) / "demo.db")


def print_all(source: Ledger, summary: Summary) -> None:
    """The summary, the incidents, one of them in full, the running totals, and what was left out and why."""
    from harmledger.publish.dossier import dossier
    from harmledger.store import Filter

    out = terminal.out()
    _title("What was read (invented reports, real towns)")
    out.print(read.summary_table(summary))
    found = list(source.incidents(Filter(kinds=incidents.KINDS)))
    _title("The ledger: incidents, by date")
    out.print(incidents.table(found))
    if found:
        _title("One incident in full: who says what, in which words")
        out.print(show.page(dossier(source, _most_told(found).id)))
    lasting = list(source.claims(Filter(kinds=("condition",), modalities=("actual",))))
    if lasting:
        _title("Conditions that people live in, by claim")
        out.print(claims.table(lasting))
    totals = tolls.figures(source, Filter(modalities=("actual",)))
    if totals:
        _title("Running totals, kept apart and never added to incidents")
        out.print(tolls.table(totals))
    _title("What was left out of the incidents, and why")
    out.print(terminal.table(_LEFT_OUT_COLUMNS, _left_out(source, summary)))


_LEFT_OUT_COLUMNS = (
    terminal.Column("", "right", wrap=False),
    terminal.Column("", wrap=False),
    terminal.Column("because"),
    terminal.Column("for example"),
)


def _most_told(found: list[Incident]) -> Incident:
    """The incident that most sources tell of, contested ones first."""
    return min(found, key=lambda i: (not i.contested, -i.independent_sources, -len(i.reports), i.id))


def _left_out(source: Ledger, summary: Summary) -> Iterator[tuple[str, ...]]:
    from harmledger.store import Filter

    for modality, why in LEFT_OUT:
        claims = list(source.claims(Filter(modalities=(modality,))))
        if claims:
            yield str(len(claims)), f"claims {modality}", why, _example(claims[0])
    regions = [(r.text[f.start : f.end], f) for r in source.reports() for f in r.regions if f.kind == "furniture"]
    if regions:
        longest = max((words.shorten(text, EXAMPLE) for text, _ in regions), key=len)
        yield (
            str(len(regions)),
            "passages",
            "page furniture: log-in boxes, newsletters, other stories",
            words.quoted(longest),
        )
    copies = [r.document for r in source.reports() if r.copy_of]
    if copies:
        yield str(len(copies)), "near-copies", "one agency's text: its claims stay, it is no second source", copies[0]


def _example(claim: Claim) -> str:
    return f"{words.quoted(words.shorten(claim.quotes[0].text, EXAMPLE))} ({claim.document})" if claim.quotes else ""


def _title(text: str) -> None:
    from rich.text import Text

    terminal.out().print(Text(f"\n{text}\n", "bold"))


def _next_steps(path: str) -> None:
    terminal.say(
        f"\nThe ledger is {path}. Ask it more:\n"
        f"  harmledger serve {path} --open\n"
        f"  harmledger incidents {path} --target healthcare\n"
        f"  harmledger claims {path} --modality denied\n"
        f"  harmledger export {path} --format geojson --out incidents.geojson\n"
        "and read your own reports:\n"
        "  harmledger read REPORTS... --ledger war.db"
    )
