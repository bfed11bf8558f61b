"""How to cite an incident or a report: what, which state of which ledger, and where it stands."""

from __future__ import annotations

import harmledger
from harmledger.publish.sentence import sentence
from harmledger.records import Incident, Report
from harmledger.serve.desk import Desk
from harmledger.wording import moment, published


def incident(desk: Desk, found: Incident, address: str) -> str:
    """One line to copy; `address` is relative to the ledger's root, a script completes it where there is a host."""
    title = sentence(found).rstrip(".")
    return f"“{title}.” {_ledger(desk)}, incident {found.id}{_state(desk)}, {address}"


def report(desk: Desk, found: Report, address: str) -> str:
    """One line to copy for a report as the ledger holds it."""
    title = found.title or found.document
    outlet = f"{found.outlet}, " if found.outlet else ""
    day = f"{published(found.published)}, " if found.published.known else ""
    return f"“{title}”, {outlet}{day}as held in {_ledger(desk)}, report {found.id}{_state(desk)}, {address}"


def _ledger(desk: Desk) -> str:
    return desk.imprint.citation or desk.imprint.named


def _state(desk: Desk) -> str:
    at = f"as of {moment(desk.generated)}, " if desk.generated else ""
    return f" ({at}harmledger {harmledger.__version__})"
