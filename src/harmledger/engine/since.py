"""What changed in the incidents of a ledger since a day, a run, or a ledger file of an earlier day."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from harmledger.engine.since_decided import made
from harmledger.errors import NotFound, UsageError
from harmledger.history import Change, Run
from harmledger.link.changes import between, gravity
from harmledger.link.folded import folded
from harmledger.store import ALL, Filter, Ledger, open_ledger

Since = str | int | dt.date | os.PathLike[str]
_DAY = re.compile(r"\d{4}-\d\d?(-\d\d?)?([T ].*)?")
_HOW = "Give a day (2026-11-22), a moment (2026-11-22T14:30, UTC), a run (7, last) or a ledger's file."


@dataclass(frozen=True, slots=True)
class Changed:
    """Changes, most grave first, with what they are counted from in words, and what they may leave out."""

    changes: tuple[Change, ...]
    since: str
    note: str = ""


def changed(ledger: Ledger, since: Since, which: Filter = ALL) -> Changed:
    """What is different now from what was before `since`, in the incidents that fit `which`.

    `since` is a day or moment ("2026-11-22", "2026-11-22T14:30", in UTC unless it says otherwise), the number of a run
    or "last" (what that run changed is told too), or the path of a ledger file of an earlier day. UsageError where it
    is none of these.
    """
    text = os.fspath(since) if isinstance(since, os.PathLike) else str(since).strip()
    begin = _moment(since) if isinstance(since, dt.date) else _moment_of(text) if _DAY.fullmatch(text) else None
    runs = list(ledger.runs())
    if begin is not None:
        first = next((run.number for run in runs if dt.datetime.fromisoformat(run.at) >= begin), None)
        note = _not_logged(ledger, runs, begin)
        return _of_runs(ledger, first, _said(begin), note, which, made(ledger, begin.isoformat()))
    if text == "last" or text.isdigit():
        number = int(text) if text.isdigit() else runs[-1].number if runs else None
        if number is not None and not any(run.number == number for run in runs):
            known = f"Runs are 1 to {runs[-1].number}." if runs else "No run has changed its incidents yet."
            raise NotFound("the ledger has no such run", subject=text, remedy=known)
        told = next((_run(r) for r in runs if r.number == number), "the last run")
        before = max((r.at for r in runs if number is not None and r.number < number), default="")
        return _of_runs(ledger, number, told, "", which, made(ledger, before))
    if Path(text).is_file():
        with open_ledger(text, readonly=True) as older:
            found = between(older.incidents(), ledger.incidents())
            old = {s.decision.id for s in older.standing()}
        return Changed(_fitting(ledger, (*found, *made(ledger, "", old)), which), text)
    raise UsageError("is no day, run or ledger", subject=text, remedy=_HOW)


def _moment_of(text: str) -> dt.datetime:
    """The moment, or the first of the day or month, that a text names; UsageError where there is none."""
    try:
        return _moment(dt.datetime.fromisoformat(f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text) else text))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"is no day or time ({error})", subject=text, remedy=_HOW) from error


def _moment(given: dt.date) -> dt.datetime:
    """In UTC; a day is its first moment."""
    when = given if isinstance(given, dt.datetime) else dt.datetime(given.year, given.month, given.day)
    return when.replace(tzinfo=dt.UTC) if when.tzinfo is None else when.astimezone(dt.UTC)


def _said(moment: dt.datetime) -> str:
    whole = moment.time() == dt.time()
    return moment.date().isoformat() if whole else f"{moment:%Y-%m-%d %H:%M} UTC"


def _run(run: Run) -> str:
    return f"run {run.number}, {run.at[:16].replace('T', ' ')} UTC"


def _of_runs(
    ledger: Ledger, first: int | None, since: str, note: str, which: Filter, decisions: Iterable[Change]
) -> Changed:
    found = folded(ledger.changes(first)) if first is not None else ()
    return Changed(_fitting(ledger, (*_current(ledger, found), *decisions), which), since, note)


def _current(ledger: Ledger, changes: Iterable[Change]) -> Iterator[Change]:
    """New incidents as they are told now; what was merged or split, with the reports that caused it."""
    for change in changes:
        if change.kind in ("merged", "split") and change.after:
            causes = ", ".join(_called(ledger, name) for name in change.after.split())
            change = replace(change, sentence=f"{change.sentence} (because of {causes})")
        if change.kind == "new":
            now = next(ledger.incidents(Filter(incident=change.incident)), None)
            killed = now.toll("killed") if now is not None else None
            if now is not None:
                best = (killed.best if killed.best is not None else killed.low) if killed else None
                change = replace(change, sentence=now.summary, claims=now.claims, killed=best)
        yield change


def _called(ledger: Ledger, name: str) -> str:
    """A report by the name of its document, a decision by its id."""
    try:
        return ledger.report(name).document if name.startswith("r-") else name
    except NotFound:
        return name


def _fitting(ledger: Ledger, changes: Iterable[Change], which: Filter) -> tuple[Change, ...]:
    """Those of incidents that fit; what is gone fits only where nothing is asked."""
    asked = replace(which, limit=None, offset=0, order="")
    found = sorted(changes, key=gravity)
    if asked != ALL:
        ids = {name for incident in ledger.incidents(asked) for name in (incident.id, *incident.aliases)}
        found = [change for change in found if change.incident in ids]
    end = None if which.limit is None else which.offset + which.limit
    return tuple(found[which.offset : end])


def _not_logged(ledger: Ledger, runs: list[Run], begin: dt.datetime) -> str:
    """A word of warning where incidents were made since that moment by a version that kept no log."""
    first = _second(runs[0].at) if runs else None  # to the second, as custody is
    made_at = (_second(entry.at) for entry in ledger.custody() if entry.action == "incidents")
    if not any(begin <= at and (first is None or at < first) for at in made_at):
        return ""
    return f"What changed{f' before {first:%Y-%m-%d}' if first else ''} was not logged by an older version."


def _second(at: str) -> dt.datetime:
    return _moment(dt.datetime.fromisoformat(at)).replace(microsecond=0)
