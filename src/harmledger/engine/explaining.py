"""Why two claims of a ledger stand in one incident or not: what `link.explain` needs, fetched from the ledger."""

from __future__ import annotations

from harmledger.decisions import SHAPING
from harmledger.link import decided
from harmledger.link.explain import Explanation, explain
from harmledger.store import STATUSES, Filter, Ledger


def explained(ledger: Ledger, a: str, b: str) -> Explanation:
    """The explanation for two claims, by their ids; NotFound where there is no such claim."""
    pair = ledger.claim(a), ledger.claim(b)
    homes = sorted({c.incident for c in pair if c.incident is not None})
    incidents = [ledger.incident(key) for key in homes]
    names = sorted({c.report for c in pair} | {r for i in incidents for r in i.reports})
    reports = {name: ledger.report(name) for name in names}
    claims = [c for name in names for c in ledger.claims(Filter(report=name, statuses=STATUSES))]
    said = decided.constraints(ledger.standing(actions=SHAPING))
    return explain(pair, claims, reports, incidents, said)
