"""Exports read back: records from JSON Lines files, and a ledger made of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from harmledger.decisions import Decision
from harmledger.errors import ExportError
from harmledger.records import Claim, Incident, Record, Report
from harmledger.store import STATUSES, Filter, Ledger

AnyRecord = TypeVar("AnyRecord", bound=Record)
WITHOUT_TEXT = "read back from a claims file: the text was not in it"


def read_claims(path: str | os.PathLike[str]) -> Iterator[Claim]:
    """The claims of an exported file, in its order; ExportError names the line that is no claim."""
    return _read(Path(path), Claim, "claim")


def read_incidents(path: str | os.PathLike[str]) -> Iterator[Incident]:
    """The incidents of an exported file, in its order; ExportError names the line that is no incident."""
    return _read(Path(path), Incident, "incident")


def read_reports(path: str | os.PathLike[str]) -> Iterator[Report]:
    """The reports of an exported file, in its order; ExportError names the line that is no report."""
    return _read(Path(path), Report, "report")


def read_decisions(path: str | os.PathLike[str]) -> Iterator[Decision]:
    """The decisions of an exported file, in its order; ExportError names the line that is no decision."""
    return _read(Path(path), Decision, "decision")


def restore(
    ledger: Ledger,
    claims: str | os.PathLike[str],
    *,
    reports: str | os.PathLike[str] | None = None,
    incidents: str | os.PathLike[str] | None = None,
) -> int:
    """Put exported claims into a ledger, with their reports' texts and incidents where those files are given.

    Gives how many reports were new. Reports that the ledger has stay as they are. A report whose text is not at hand is
    stored without it, and `verify` says that its quotes cannot be checked. Without an incidents file the claims come in
    unjoined (link them again). ExportError where a file cannot be read; what came before the bad line is stored.
    """
    texts = {r.id: r for r in read_reports(reports)} if reports else {}
    added: set[str] = set()
    for report_id, group in groupby(read_claims(claims), key=lambda c: c.report):
        coded = tuple(group)
        if report_id in added:  # the file was sorted otherwise: this report had claims before
            before = ledger.claims(Filter(report=report_id, statuses=STATUSES))
            ledger.add(ledger.report(report_id), (*before, *coded), replace=True)
        elif not ledger.has_report(report_id):
            ledger.add(texts.get(report_id) or _without_text(coded[0]), coded)
            added.add(report_id)
    for report_id, silent in texts.items():  # reports that hold no claim
        if ledger.add(silent, ()):
            added.add(report_id)
    new = len(added)
    if incidents:
        ledger.replace_incidents(read_incidents(incidents))
    ledger.log("restore", Path(claims).name, {"reports": new})
    return new


def _without_text(claim: Claim) -> Report:
    return Report(id=claim.report, document=claim.document, text="", steps=(WITHOUT_TEXT,))


def _read(path: Path, kind: type[AnyRecord], name: str) -> Iterator[AnyRecord]:
    try:
        with path.open("rb") as stream:
            for number, text in enumerate(stream, 1):
                if text.strip():
                    yield _record(text, kind, f"{path}, line {number}", name)
    except OSError as error:
        raise ExportError(f"cannot be read ({error.strerror})", subject=str(path)) from error


def _record(text: bytes, kind: type[AnyRecord], where: str, name: str) -> AnyRecord:
    try:
        data = json.loads(text)
        if not isinstance(data, dict):
            raise TypeError(f"a {type(data).__name__} and no object")
        return kind.from_json(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ExportError(
            f"is no {name} ({error})", subject=where, remedy="Export it again, or take this line out."
        ) from error
