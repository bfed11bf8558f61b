"""Incidents as other programs take them: each with its claims side by side, every one with its report and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from harmledger import wording
from harmledger.publish.incident_table import IncidentRow, incident_rows
from harmledger.records import Claim, Report
from harmledger.store import ALL, Filter, Readable

GAP = " […] "  # between quotes of one claim


@dataclass(frozen=True, slots=True)
class Account:
    """One claim of an incident with its report (without the text): what one source says in one outlet."""

    claim: Claim
    report: Report

    @property
    def outlet(self) -> str:
        """Who published it: the outlet, else the file's name."""
        return self.report.outlet or self.report.document

    @property
    def speaker(self) -> str:
        """Who says it in the report, in words."""
        return wording.source(self.claim.source)

    @property
    def quote(self) -> str:
        """The words that carry the claim."""
        return GAP.join(q.text for q in self.claim.quotes)

    @property
    def published(self) -> str:
        """The day of publication, ISO 8601; empty where it is not known to the day."""
        day = self.report.published
        return day.start.isoformat() if day.start is not None and day.start == day.end else ""

    @property
    def figures(self) -> list[str]:
        """Its casualty figures in words."""
        return [wording.casualty(row) for row in self.claim.casualties]

    def told(self) -> str:
        """One line: who says it where, that it is a denial where it is one, and the words."""
        denial = " (denial)" if self.claim.modality == "denied" else ""
        day = f", {self.published}" if self.published else ""
        return f"{self.speaker}{denial}, in {self.outlet}{day}: “{self.quote}”"


@dataclass(frozen=True, slots=True)
class Told(IncidentRow):
    """An incident with its claims and their reports."""

    reports: tuple[Report, ...]  # without texts, in the order of the claims

    @property
    def accounts(self) -> list[Account]:
        """The claims with their reports, in the incident's order."""
        by_id = {r.id: r for r in self.reports}
        return [Account(c, by_id[c.report]) for c in self.claims if c.report in by_id]

    @property
    def sources(self) -> list[str]:
        """The outlets, or file names of reports without one, each once."""
        return list(dict.fromkeys(r.outlet or r.document for r in self.reports))


def events(which: Filter) -> Filter:
    """The filter for events only, unless it names kinds: most formats have nothing that keeps running totals apart."""
    return which if which.kinds else replace(which, kinds=("event",))


def told(ledger: Readable, which: Filter = ALL) -> Iterator[Told]:
    """The incidents that fit with claims and reports; events only, unless the filter names kinds."""
    known: dict[str, Report] = {}
    for row in incident_rows(ledger, events(which)):
        for claim in row.claims:
            if claim.report not in known:
                known[claim.report] = replace(ledger.report(claim.report), text="", regions=())
        yield Told(row.incident, row.claims, tuple(known[i] for i in dict.fromkeys(c.report for c in row.claims)))
