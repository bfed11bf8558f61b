"""Exports read back: records from JSON Lines files, and a ledger made of them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from harmledger.anchors import Anchor, anchor_of
from harmledger.decisions import Decision
from harmledger.errors import ExportError, NotFound
from harmledger.history import Name
from harmledger.link.names import first_claim
from harmledger.publish.claims_jsonl import MACHINE
from harmledger.records import Claim, Incident, Record, Report
from harmledger.store import Ledger

AnyRecord = TypeVar("AnyRecord", bound=Record)
Made = Callable[[Mapping[str, Any]], AnyRecord]
WITHOUT_TEXT = "read back from a claims file: the text was not in it"


def read_claims(path: str | os.PathLike[str]) -> Iterator[Claim]:
    """The claims of an exported file, in its order; ExportError names the line that is no claim."""
    return _read(Path(path), Claim.from_json, "claim")


def read_incidents(path: str | os.PathLike[str]) -> Iterator[Incident]:
    """The incidents of an exported file, in its order; ExportError names the line that is no incident."""
    return _read(Path(path), Incident.from_json, "incident")


def read_reports(path: str | os.PathLike[str]) -> Iterator[Report]:
    """The reports of an exported file, in its order; ExportError names the line that is no report."""
    return _read(Path(path), Report.from_json, "report")


def read_decisions(path: str | os.PathLike[str]) -> Iterator[Decision]:
    """The decisions of an exported file, in its order; ExportError names the line that is no decision."""
    return _read(Path(path), Decision.from_json, "decision")


def restore(
    ledger: Ledger,
    claims: str | os.PathLike[str],
    *,
    reports: str | os.PathLike[str] | None = None,
    incidents: str | os.PathLike[str] | None = None,
    decisions: str | os.PathLike[str] | None = None,
) -> int:
    """Put exported claims into a ledger, with their reports' texts, decisions and incidents where those are given.

    Claims come in as the reader wrote them, and the decisions act on them: without their file nothing is decided. A
    claim that was rejected is in "machine-claims" only. Incidents keep their ids and those that they had before.
    Gives how many reports were new. Reports that the ledger has stay as they are. A report whose text is not at hand is
    stored without it, and `verify` says that its quotes cannot be checked. Without an incidents file the claims come in
    unjoined (link them again). ExportError where a file cannot be read; what came before the bad line is stored.
    """
    texts = {r.id: r for r in read_reports(reports)} if reports else {}
    added: set[str] = set()
    for report_id, group in groupby(_read(Path(claims), _as_written, "claim"), key=lambda c: c.report):
        coded = tuple(group)
        if report_id in added:  # the file was sorted otherwise: this report had claims before
            ledger.add(ledger.report(report_id), (*ledger.machine_claims(report_id), *coded), replace=True)
        elif not ledger.has_report(report_id):
            ledger.add(texts.get(report_id) or _without_text(coded[0]), coded)
            added.add(report_id)
    for report_id, silent in texts.items():  # reports that hold no claim
        if ledger.add(silent, ()):
            added.add(report_id)
    new = len(added)
    if decisions:
        ledger.import_decisions(read_decisions(decisions))
    if incidents:
        found = list(read_incidents(incidents))
        ledger.replace_incidents(found, names=[name for incident in found for name in _names(ledger, incident)])
    ledger.log("restore", Path(claims).name, {"reports": new})
    return new


def _as_written(data: Mapping[str, Any]) -> Claim:
    """The claim before any decision; of a file of an older version, which had no such record, with its values."""
    written = Claim.from_json(data.get(MACHINE) or data)
    return replace(written, status="machine", decisions=())


def _names(ledger: Ledger, incident: Incident) -> Iterator[Name]:
    """The rows of the register for the ids that lead to an incident, which follow its first claim from now on."""
    claims = {}
    for name in incident.claims:
        with suppress(NotFound):  # in an incidents file that goes beyond the claims file
            claims[name] = ledger.claim(name)
    first = first_claim(incident, claims)
    anchor = anchor_of(claims[first]) if first in claims else Anchor(first)
    for name in (incident.id, *incident.aliases):
        if not ledger.has_name(name):
            yield Name(name, anchor, incident.id)


def _without_text(claim: Claim) -> Report:
    return Report(id=claim.report, document=claim.document, text="", steps=(WITHOUT_TEXT,))


def _read(path: Path, made: Made[AnyRecord], name: str) -> Iterator[AnyRecord]:
    try:
        with path.open("rb") as stream:
            for number, text in enumerate(stream, 1):
                if text.strip():
                    yield _record(text, made, f"{path}, line {number}", name)
    except OSError as error:
        raise ExportError(f"cannot be read ({error.strerror})", subject=str(path)) from error


def _record(text: bytes, made: Made[AnyRecord], where: str, name: str) -> AnyRecord:
    try:
        data = json.loads(text)
        if not isinstance(data, dict):
            raise TypeError(f"a {type(data).__name__} and no object")
        return made(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ExportError(
            f"is no {name} ({error})", subject=where, remedy="Export it again, or take this line out."
        ) from error
