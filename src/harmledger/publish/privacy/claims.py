"""Reports and claims as they may be public: every string masked, every offset leading into the masked text."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from harmledger.publish.privacy.places import public_place, sensitive
from harmledger.publish.privacy.policy import MINORS, NAMES, SITES, VIOLENCE
from harmledger.publish.privacy.releases import Releases
from harmledger.publish.privacy.screen import Screen, address
from harmledger.publish.privacy.withheld import Found
from harmledger.records import Casualty, Claim, Evidence, Place, Region, Report, Span, Time

_GONE = "place withheld"
NO_PLACE = "withheld: a person's name"


def public_report(screen: Screen) -> Report:
    """The report with its text masked; hashes of what it was read from are left out where something was masked."""
    report, masked = screen.report, screen.masked
    touched = bool(masked.edits)
    title = masked.slice(0, len(report.title)) if report.text.startswith(report.title) else screen.typed(report.title)
    evidence = report.published.evidence
    return replace(
        report,
        document=screen.file_name(report.document),
        text=masked.text,
        title=title,
        outlet=screen.loose(screen.outlet),
        url=address(screen),
        published=replace(
            report.published,
            reason=screen.loose(report.published.reason),
            evidence=evidence and _span(screen, evidence),
        ),
        regions=tuple(_region(screen, r) for r in report.regions),
        source_path="",
        raw_sha256="" if touched else report.raw_sha256,
        text_sha256=hashlib.sha256(masked.text.encode()).hexdigest() if touched else report.text_sha256,
    )


def public_claim(screen: Screen, claim: Claim, freed: Releases) -> Claim:
    """The claim as its public report carries it."""
    source = claim.source
    ends = _ends(screen, source.start, source.end)
    said = screen.typed if claim.status == "corrected" else screen.loose
    return replace(
        claim,
        document=screen.file_name(claim.document),
        quotes=tuple(_span(screen, q) for q in claim.quotes),
        place=claim.place and public_place_of(screen, claim, freed),
        time=claim.time and _time(screen, claim.time),
        actor=said(claim.actor) if claim.actor else claim.actor,
        actor_text=screen.loose(claim.actor_text) if claim.actor_text else claim.actor_text,
        casualties=tuple(_casualty(screen, row) for row in claim.casualties),
        munitions=screen.value(claim.munitions),
        source=replace(
            source,
            name=said(source.name) if source.name else source.name,
            start=ends[0],
            end=ends[1],
        ),
        evidence=tuple(e for e in (_evidence(screen, e) for e in claim.evidence) if e is not None),
    )


def public_place_of(screen: Screen, claim: Claim, freed: Releases) -> Place:
    """The place of a claim, rounded, coarsened where it is a sensitive site, and its words masked."""
    place = claim.place
    assert place is not None
    words = " ".join(q.text for q in claim.quotes)
    hide = sensitive(screen.policy, place, claim.targets, words)
    if hide:
        done = freed.of(claim.id, SITES) or freed.of(claim.report, SITES)
        found = Found(SITES, "place", 1, screen.report.published.start, "", claim.id, done)
        if found not in screen.found:
            screen.found.append(found)
        hide = not done
    made = public_place(screen.policy, place, hide=hide)
    if place.start is None or place.end is None:
        return replace(made, text=screen.loose(place.text))
    if screen.masked.touches(place.start, place.end, VIOLENCE):
        return replace(made, text=made.name or _GONE, start=None, end=None)
    start, end = screen.masked.span(place.start, place.end)
    shown = screen.masked.text[start:end]
    if any(screen.masked.touches(place.start, place.end, rule) for rule in (NAMES, MINORS)):
        return Place(shown, start, end, basis=NO_PLACE)  # a place read out of a person's name would tell the name
    return replace(made, text=shown, start=start, end=end)


def _span(screen: Screen, span: Span) -> Span:
    start, end = screen.masked.span(span.start, span.end)
    return Span(screen.masked.text[start:end], start, end)


def _region(screen: Screen, region: Region) -> Region:
    start, end = screen.masked.span(region.start, region.end)
    return replace(region, start=start, end=end)


def _ends(screen: Screen, start: int | None, end: int | None) -> tuple[int | None, int | None]:
    return (None, None) if start is None or end is None else screen.masked.span(start, end)


def _time(screen: Screen, time: Time) -> Time:
    if time.text_start is None or time.text_end is None:
        return replace(time, text=screen.loose(time.text))
    if screen.masked.touches(time.text_start, time.text_end, VIOLENCE):
        return replace(time, text="", text_start=None, text_end=None)
    start, end = screen.masked.span(time.text_start, time.text_end)
    return replace(time, text=screen.masked.text[start:end], text_start=start, text_end=end)


def _casualty(screen: Screen, row: Casualty) -> Casualty:
    if row.start is None or row.end is None:
        return replace(row, text=screen.loose(row.text), of=row.of and screen.loose(row.of))
    if screen.masked.touches(row.start, row.end, VIOLENCE):
        return replace(row, text="", start=None, end=None)
    start, end = screen.masked.span(row.start, row.end)
    return replace(row, text=screen.masked.text[start:end], start=start, end=end, of=row.of and screen.loose(row.of))


def _evidence(screen: Screen, row: Evidence) -> Evidence | None:
    """The evidence in the masked text; None where its words were taken out whole."""
    if row.start == row.end:
        return replace(row, text=screen.loose(row.text), field=screen.loose(row.field))
    if screen.masked.touches(row.start, row.end, VIOLENCE):
        return None
    start, end = screen.masked.span(row.start, row.end)
    return replace(row, text=screen.masked.text[start:end], start=start, end=end)
