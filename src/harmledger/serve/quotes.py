"""The words behind a point, a bar or a number, as pages carry them: what was said, by whom, in which report, when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from harmledger import wording
from harmledger.errors import NotFound
from harmledger.publish.content_note import graphic
from harmledger.records import Claim, Report
from harmledger.serve.desk import Desk
from harmledger.serve.pages import registry

_LENGTH = 420  # characters of a quote in a panel; the whole stands on the incident's page


class Quotes:
    """Collects the claims that a page points at; `data()` is what the page's script opens."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._claims: dict[str, Claim | None] = {}
        self._reports: dict[str, Report | None] = {}

    def know(self, claims: Iterable[Claim]) -> None:
        """Claims that are at hand, so that they need not be read."""
        self._claims |= {c.id: c for c in claims}

    def claim(self, key: str) -> Claim | None:
        """The claim, None where the ledger (or what of it is public) does not hold it."""
        if key not in self._claims:
            try:
                self._claims[key] = self._desk.ledger.claim(key)
            except NotFound:
                self._claims[key] = None
        return self._claims[key]

    def report(self, key: str) -> Report | None:
        """The claim's report."""
        if key not in self._reports:
            try:
                self._reports[key] = self._desk.ledger.report(key)
            except NotFound:
                self._reports[key] = None
        return self._reports[key]

    def address(self, key: str) -> str:
        """Where the claim stands, from the root of the ledger; its report where no incident has it; else empty."""
        claim = self.claim(key)
        if claim is None:
            return ""
        if claim.incident and self._desk.shelf.get(claim.incident):
            return f"incident/{claim.incident}.html#{claim.id}"
        return self._of_report(claim.report, f"#{claim.id}")

    @staticmethod
    def _of_report(report: str, mark: str = "") -> str:
        return registry()["report"].address(report) + mark if "report" in registry() else ""

    def data(self, claims: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
        """Claim -> its words, speaker, outlet, day and addresses, short names since pages hold hundreds."""
        out = {}
        for key in dict.fromkeys(claims):
            claim = self.claim(key)
            report = self.report(claim.report) if claim else None
            if claim is None or report is None:
                continue
            said = " … ".join(" ".join(q.text.split()) for q in claim.quotes)
            out[key] = {
                "quote": wording.shorten(said, _LENGTH),
                "note": graphic(said) or "",
                "who": wording.source(claim.source),
                "outlet": report.outlet or report.document,
                "date": report.published.end,
                "inferred": report.published.basis == "inferred",
                "summary": self._summary(claim),
                "at": self.address(key),
                "report": self._of_report(report.id),
            }
        return out

    def _summary(self, claim: Claim) -> str:
        row = self._desk.shelf.get(claim.incident) if claim.incident else None
        return row.incident.summary if row else ""
