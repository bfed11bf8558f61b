"""An incident with everything that carries it: what its page, its command and its downloads show."""

from __future__ import annotations

from dataclasses import dataclass

from harmledger.decisions import Standing
from harmledger.records import Claim, Incident, Report
from harmledger.store import Readable


@dataclass(frozen=True, slots=True)
class Dossier:
    """An incident with its claims, oldest report first, and their reports by id."""

    incident: Incident
    claims: tuple[Claim, ...]
    reports: dict[str, Report]
    decisions: tuple[Standing, ...] = ()  # on the incident and its claims


def dossier(source: Readable, key: str) -> Dossier:
    """Everything about one incident; NotFound where no incident has this id."""
    incident = source.incident(key)
    reports = {name: source.report(name) for name in incident.reports}
    claims = sorted((source.claim(name) for name in incident.claims), key=lambda c: _order(c, reports[c.report]))
    acts = source.standing(on=[incident.id, *incident.aliases, *incident.claims])
    return Dossier(incident, tuple(claims), reports, acts)


def _order(claim: Claim, report: Report) -> tuple[str, str, int]:
    return str(report.published.start or "9999"), claim.document, claim.quotes[0].start if claim.quotes else 0
