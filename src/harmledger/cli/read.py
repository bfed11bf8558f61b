"""`harmledger read`: reports in, a ledger out."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from harmledger import wording as words
from harmledger.cli import terminal
from harmledger.errors import UsageError

if TYPE_CHECKING:
    import rich.progress
    from rich.table import Table

    from harmledger import engine
    from harmledger.second import SecondReader, SecondSummary
    from harmledger.store import Ledger

HELP = "read reports into a ledger"
EXAMPLES = """\
  harmledger read reports/ more.jsonl archive.warc.gz --ledger war.db
  harmledger read page.html --outlet "Dnipro Courier" --published 2022-03-09 --ledger war.db
  harmledger read table.csv --column text=body --column id=article_id --ledger war.db
  cat report.txt | harmledger read - --ledger war.db

Reads txt, html, md, pdf, docx, eml, json, jsonl, csv, parquet, WARC, RSS and Atom, also packed (zip, tar.gz, gz).
What the ledger has already is passed over: the same command again goes on where it stopped.

next: harmledger incidents war.db"""

FAILURES_SHOWN = 10
SUMMARY = (terminal.Column("", wrap=False), terminal.Column("", "right", wrap=False), terminal.Column(""))


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("reports", nargs="+", metavar="REPORTS", help="files and folders; - for standard input")
    parser.add_argument("--ledger", required=True, metavar="FILE", help="the ledger, made where it is not there yet")
    parser.add_argument("--outlet", default="", help="outlet of reports that do not say it")
    parser.add_argument(
        "--published", default="", metavar="DAY", help="day of publication of reports that do not say it"
    )
    parser.add_argument("--language", default="", metavar="CODE", help="language of reports that do not say it")
    parser.add_argument(
        "--column", action="append", default=[], metavar="FIELD=NAME", help="a table's own name for a field: text=body"
    )
    parser.add_argument(
        "--jobs", type=int, default=0, metavar="N", help="processes; the result is the same (default: cores)"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="stop after N new reports")
    parser.add_argument(
        "--rule",
        metavar="RULE",
        help="how best figures are chosen: most_direct (usual), latest, majority; the ledger remembers it",
    )
    second_options(parser)
    parser.add_argument("--json", action="store_true", help="the summary as JSON")


def second_options(parser: argparse.ArgumentParser) -> None:
    """The optional second reader, off unless its address is given."""
    group = parser.add_argument_group(
        "second reader",
        "a model that you run reads the same reports again, beside the claims; off unless named here,"
        " since texts go to its address (docs/how-to/second-reader.md)",
    )
    group.add_argument("--second-reader", metavar="URL", help="an OpenAI-compatible endpoint: http://localhost:8080/v1")
    group.add_argument("--second-model", default="", metavar="NAME", help="the model that it is to use")
    group.add_argument(
        "--second-reader-remote", action="store_true", help="allow an endpoint that is not on this machine"
    )
    group.add_argument("--second-timeout", type=float, metavar="SECONDS", help="for one answer (default: 120)")
    group.add_argument("--second-part", type=int, metavar="CHARS", help="of a report asked at once (default: 4000)")


def run(args: argparse.Namespace) -> int:
    """Read the reports; exit code 1 when an input failed, 130 when interrupted."""
    from harmledger import engine
    from harmledger.store import open_ledger

    chosen = read_options(args)
    warn(chosen.second)
    with open_ledger(args.ledger) as ledger, progress(args.reports, ledger, chosen) as watch:
        summary = engine.read(args.reports, ledger, chosen, watch)
    report_failures(summary, args.ledger)
    if args.json:
        terminal.print_json(asdict(summary) | {"failures": [f.to_json() for f in summary.failures]})
    else:
        terminal.out().print(summary_table(summary))
    if summary.interrupted:
        terminal.say(
            "harmledger: interrupted; what was stored is safe. The same command goes on where it stopped"
            " and brings the incidents up to date."
        )
        return 130
    if summary.run is not None:
        terminal.say(f"Run {summary.run}. What it changed: harmledger changes {args.ledger} {summary.run}")
    terminal.say(f"Next: harmledger {'disagreements' if summary.second else 'incidents'} {args.ledger}")
    return 1 if summary.failed or (summary.second and (summary.second.failures or summary.second.unasked)) else 0


def warn(second: SecondReader | None) -> None:
    """One plain line where report texts leave this machine."""
    if second is not None and second.kind == "remote":
        how = "" if second.url.startswith("https:") else ", unencrypted"
        terminal.say(f"harmledger: warning: the texts of the reports are sent to {second.host}{how}.")


def read_options(args: argparse.Namespace) -> engine.ReadOptions:
    """The engine's options from the command's; UsageError where they make no sense."""
    from harmledger.clean.published import read_given
    from harmledger.collect import CollectOptions
    from harmledger.engine import ReadOptions

    if args.published and not read_given(args.published.strip())[0]:
        why = read_given(args.published.strip())[1]
        raise UsageError(f"“{args.published}”: {why}", subject="--published", remedy="Write, for one, 2022-03-09.")
    given = CollectOptions(
        columns=_columns(args.column), outlet=args.outlet, published=args.published, language=args.language
    )
    return ReadOptions(collect=given, jobs=args.jobs, limit=args.limit, rule=args.rule, second=second_reader(args))


def second_reader(args: argparse.Namespace) -> SecondReader | None:
    """The second reader that the options name, None without one."""
    from harmledger.second import SecondReader

    if args.second_reader is None:
        if args.second_model or args.second_reader_remote:
            raise UsageError("no endpoint is named", subject="--second-model", remedy="Name it: --second-reader URL.")
        return None
    given = {"timeout": args.second_timeout, "part": args.second_part}
    return SecondReader(
        args.second_reader,
        args.second_model,
        remote=args.second_reader_remote,
        **{name: value for name, value in given.items() if value is not None},
    )


def _columns(given: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in given:
        field, sign, name = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"“{pair}” is not FIELD=NAME", subject="--column", remedy="Write, for one, text=body.")
        columns[field.strip()] = name.strip()
    return columns


@contextmanager
def progress(paths: Sequence[str], ledger: Ledger, chosen: engine.ReadOptions) -> Iterator[engine.Progress]:
    """A bar over the reports under the paths; nothing where stderr is no terminal."""
    with watched(lambda: count(paths, ledger, chosen)) as watch:
        yield watch


@contextmanager
def watched(total: Callable[[], int | None]) -> Iterator[engine.Progress]:
    """A bar on stderr with rate and time left; nothing, and no count, where stderr is no terminal."""
    from harmledger.engine import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TextColumn("{task.fields[document]}"),
        console=terminal.err(),
        auto_refresh=False,  # no thread of its own: the reading processes are forked
        transient=True,
    )
    with bar:
        yield _watch(bar, total())


def _watch(bar: rich.progress.Progress, total: int | None) -> engine.Progress:
    task = bar.add_task("reading", total=total, pace="", document="loading the language model")
    bar.refresh()
    begun = time.monotonic()

    def watch(step: engine.Step) -> None:
        what = {"read": "reading", "link": "joining claims", "second": "second reader"}[step.stage]
        speed = step.done / max(time.monotonic() - begun, 0.001)
        bar.update(
            task,
            completed=step.done,
            description=what,
            pace=pace(speed, total - step.done if total else None),
            document=words.shorten(step.document, 40),
            refresh=True,
        )

    return watch


def pace(speed: float, left: int | None) -> str:
    """Reports a second, and the time that those left will take: "4.8/s, 0:12:05 left"."""
    if left is None or not speed:
        return f"{speed:.1f}/s"
    return f"{speed:.1f}/s, {dt.timedelta(seconds=round(left / speed))} left"


def count(paths: Sequence[str], ledger: Ledger, chosen: engine.ReadOptions) -> int | None:
    """How many reports there are to come, by a first quick pass; None where standard input can be read but once."""
    from harmledger.engine import inputs

    return None if "-" in paths else sum(1 for _ in inputs(paths, ledger, chosen))


def report_failures(summary: engine.Summary, ledger: str) -> None:
    """The inputs that failed, each on one line."""
    failures = [*summary.failures, *(summary.second.failures if summary.second else ())]
    for failure in failures[:FAILURES_SHOWN]:
        inside = failure.document and not failure.path.endswith(failure.document)
        subject = f"{failure.path}: {failure.document}" if inside else failure.path
        terminal.say(
            " ".join(filter(None, (f"harmledger: {subject}: {failure.what}.", failure.remedy, f"[{failure.code}]")))
        )
    more = len(failures) - FAILURES_SHOWN
    if more > 0:
        again = f", harmledger disagreements {ledger} --failed" * (summary.second is not None)
        terminal.say(f"... and {more} more: harmledger reports {ledger} --failed{again}")


def summary_table(summary: engine.Summary) -> Table:
    """What the run did, for a person."""
    claims = summary.claims
    left_out = ", ".join(f"{claims[m]} {m}" for m in ("denied", "possible", "background") if claims.get(m))
    rows = [
        ("reports read", f"{summary.stored:,}", f"{summary.copies} near-copies of another" if summary.copies else ""),
        ("already in the ledger", f"{summary.known:,}", ""),
        *(
            [("not in English", f"{summary.foreign:,}", "kept; claims are read from English")]
            if summary.foreign
            else []
        ),
        ("failed", f"{summary.failed:,}", "kept with the reason" if summary.failed else ""),
        ("claims of what happened", f"{claims.get('actual', 0):,}", ""),
        ("other claims, kept apart", f"{sum(claims.values()) - claims.get('actual', 0):,}", left_out),
        ("page furniture left out", f"{summary.furniture:,}", "passages"),
        ("incidents in the ledger", f"{summary.incidents:,}", ""),
        *(second_rows(summary.second) if summary.second else []),
    ]
    return terminal.table(SUMMARY, rows, heading=False)


def second_rows(second: SecondSummary) -> list[tuple[str, str, str]]:
    """What the second reader did, for a person."""
    most_first = sorted(second.dropped.items(), key=lambda d: (-d[1], d[0]))
    dropped = ", ".join(f"{number} {why}" for why, number in most_first)
    by = f"reports by {second.model} ({second.endpoint})" + f", {second.known} before" * bool(second.known)
    rows = [
        ("second reader", f"{second.reports:,}", by),
        ("its claims, kept apart", f"{second.claims:,}", f"of {second.offered:,} offered"),
        ("its values dropped", f"{sum(second.dropped.values()):,}", dropped),
        ("its failures", f"{len(second.failures):,}", f"{second.unasked} reports not asked" if second.unasked else ""),
    ]
    return rows
