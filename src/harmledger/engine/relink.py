"""From the claims of a ledger to its incidents: copies marked, claims linked, the ledger brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from harmledger import link
from harmledger.clean.copies import mark_copies
from harmledger.decisions import SHAPING, Standing
from harmledger.link import changes, decided, names
from harmledger.records import Claim, Incident
from harmledger.store import Ledger


def relink(ledger: Ledger, rule: str | None = None) -> dict[str, str]:
    """Bring near-copies and incidents up to date with the reports, or incidents to another rule.

    Gives report id -> id of the original for the near-copies, nothing where all was up to date. The result does not
    depend on the order in which the reports were read.
    """
    if rule is None and not ledger.needs_link():
        return {}
    revision = ledger.revision()  # before anything is read: what another run adds meanwhile waits for the next link
    reports = {report.id: report for report in ledger.reports() if ledger.has_report(report.id)}
    originals = mark_copies(reports.values())
    for report in list(reports.values()):
        if report.copy_of != originals.get(report.id):
            reports[report.id] = replace(report, copy_of=originals.get(report.id))
            ledger.add(reports[report.id], ledger.machine_claims(report.id), replace=True)
            revision += 1
    claims = [claim for claim in ledger.claims() if claim.report in reports]
    standings = ledger.standing(actions=SHAPING)
    bonds = decided.constraints(standings)
    incidents = link.link(claims, reports, constraints=bonds, **({"rule": rule} if rule else {}))
    _put(ledger, list(ledger.incidents()), incidents, {claim.id: claim for claim in claims}, revision, standings)
    return originals


def _put(
    ledger: Ledger,
    before: Sequence[Incident],
    after: Sequence[Incident],
    claims: Mapping[str, Claim],
    revision: int,
    standings: Sequence[Standing],
) -> None:
    """Store the incidents `after` in place of those `before`, under ids that last, with a log of what changed.

    `standings`: the decisions that shaped them, whose grades go before the rule's.
    """
    held = ledger.names([i.id for i in before], [c for i in after for c in i.claims])
    named = names.assign(before, after, held, claims, ledger.has_name)
    shaped = decided.shaped(named.incidents, standings)
    changed = changes.between(before, shaped)
    ledger.replace_incidents(shaped, revision=revision, names=named.names, changes=changed)
