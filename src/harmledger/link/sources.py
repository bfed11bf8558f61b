"""Who stands behind a claim, so that one text carried by five outlets, or one governor quoted by five, counts once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from harmledger.link.words import skeleton
from harmledger.records import Claim, Report


def source_key(claim: Claim, report: Report | None) -> str:
    """One key for one source: a named official wherever quoted, an office without a name, or the outlet's own text."""
    source = claim.source
    if source.type == "media" and source.name is None:
        if report is None:
            return f"report {claim.report}"
        return f"text {report.copy_of or report.id}"
    if source.name:
        return f"name {_person(source.name)}"
    return f"office {source.type} {source.side}"


def independent(claims: Iterable[Claim], reports: Mapping[str, Report]) -> int:
    """How many sources the claims of one incident come from.

    A report's own words count only where it names nobody for the event: what it says besides is taken to come from
    whom it quotes. Several texts of one outlet count once.
    """
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_report[c.report].append(c)
    keys: set[str] = set()
    for report_id, own in by_report.items():
        report = reports.get(report_id)
        quoted = {source_key(c, report) for c in own if not _own_words(c)}
        keys |= quoted or {_outlet(report, report_id, reports)}
    return len(keys)


def chain_of(claim: Claim, reports: Mapping[str, Report]) -> str:
    """The chain of sources that a later figure may revise: the named or unnamed office, else the outlet."""
    report = reports.get(claim.report)
    return _outlet(report, claim.report, reports) if _own_words(claim) else source_key(claim, report)


def label(claim: Claim, reports: Mapping[str, Report]) -> str:
    """Who asserts a claim, for a person."""
    if claim.source.name:
        return claim.source.name
    if claim.source.type != "media":
        side = f" of {claim.source.side}" if claim.source.side not in ("none", "other") else ""
        return f"{claim.source.type.replace('_', ' ')}{side}"
    report = reports.get(claim.report)
    return (report.outlet or report.document) if report is not None else claim.document


def _own_words(claim: Claim) -> bool:
    return claim.source.type == "media" and claim.source.name is None


def _outlet(report: Report | None, report_id: str, reports: Mapping[str, Report]) -> str:
    if report is None:
        return f"report {report_id}"
    root = reports.get(report.copy_of) if report.copy_of else None
    first = root or report
    return f"outlet {first.outlet}" if first.outlet else f"text {first.id}"


def _person(name: str) -> str:
    """A name by its last word's consonants: "Oleh Synehubov" and "Governor Sinegubov" are one."""
    words: Sequence[str] = [w for w in name.replace(",", " ").split() if w[:1].isupper()] or name.split()
    return skeleton(words[-1]) or name.casefold()
