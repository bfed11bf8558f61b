"""Incidents as they may be public: made anew from the claims that are left where some are withheld."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from harmledger.link.grades import BY_RULE
from harmledger.link.incidents import incident_of
from harmledger.link.linker import DEFAULT_RULE
from harmledger.publish.privacy.claims import NO_PLACE
from harmledger.publish.privacy.places import public_place, sensitive
from harmledger.publish.privacy.policy import Policy
from harmledger.publish.privacy.screen import Screen, union
from harmledger.records import Claim, Difference, Incident, Join, Place, Reason, Report, Time

Text = Callable[[str], str]  # masks a string


@dataclass(frozen=True)
class Told:
    """What is left of the claims and reports of a ledger, by id, with what they were before."""

    claims: Mapping[str, Claim]
    raw: Mapping[str, Claim]
    reports: Mapping[str, Report]
    screens: Mapping[str, Screen]


def public_incident(policy: Policy, incident: Incident, told: Told, rule: str | None) -> Incident | None:
    """The incident over the claims that are public; None where no account of it is left."""
    left = tuple(c for c in incident.claims if c in told.claims)
    if not left:
        return None
    if len(left) == len(incident.claims):
        return _masked(policy, incident, told)
    actual = [told.claims[c] for c in left if told.claims[c].modality != "denied"]
    denied = [told.claims[c] for c in left if told.claims[c].modality == "denied"]
    if not actual:
        return None
    joins = [j for j in incident.joins if j.a in left and j.b in left]
    made = incident_of(actual, denied, map(_plain, joins), told.reports, rule or DEFAULT_RULE)
    made = replace(
        made,
        id=incident.id,
        kind=incident.kind,
        aliases=incident.aliases,
        decisions=incident.decisions,
        mentions=tuple(c for c in incident.mentions if c in left),
    )
    if incident.graded_by not in ("", BY_RULE):  # a person's grade stays, without the words for it
        made = replace(made, grade=incident.grade, grade_reasons=(), graded_by=incident.graded_by)
    if incident.kind == "toll":
        made = replace(
            made, summary=f"Reported running total{_where(made)}", differences=(), grade=None, grade_reasons=()
        )
    return made


def _where(incident: Incident) -> str:
    place = incident.place
    return f" in {place.name or place.text}" if place else ""


def _masked(policy: Policy, incident: Incident, told: Told) -> Incident:
    """All claims are left: the strings are masked, and place and time are those of the masked claims."""
    screens = [told.screens[r] for r in incident.reports if r in told.screens]
    names = union(screens)
    for claim_id in incident.claims:
        was, made = told.raw[claim_id].place, told.claims[claim_id].place
        if was is not None and was.name and made is not None and made.basis == NO_PLACE:
            names.add((was.name,), made.text)

    def text(value: str) -> str:
        for screen in screens:
            value = screen.loose(value)
        return names.mask(value)

    place, hidden = _place(policy, incident, told, text)
    summary = text(incident.summary)
    if hidden and incident.place is not None:
        summary = _without_site(summary, incident.place, place)
    person = incident.graded_by not in ("", BY_RULE)
    return replace(
        incident,
        summary=summary,
        place=place,
        time=_time(incident, told, text),
        actors=tuple(text(a) for a in incident.actors),
        inferred_actors=tuple(text(a) for a in incident.inferred_actors),
        joins=tuple(_join(j, names.lower) for j in incident.joins),
        differences=tuple(_difference(d, text) for d in incident.differences),
        grade_reasons=() if person else tuple(text(r) for r in incident.grade_reasons),
    )


def _place(policy: Policy, incident: Incident, told: Told, text: Text) -> tuple[Place | None, bool]:
    place = incident.place
    if place is None:
        return None, False
    for claim_id in incident.claims:
        raw = told.raw[claim_id]
        if raw.place == place:
            made = told.claims[claim_id].place
            if made is not None:
                return made, made.precision != place.precision
    hide = sensitive(policy, place, incident.targets, "")
    made = public_place(policy, place, hide=hide)
    return replace(made, text=text(place.text), start=None, end=None), hide


def _without_site(summary: str, site: Place, place: Place | None) -> str:
    """The sentence with the words of the text for a site in place of its name on the map."""
    return summary.replace(site.name, place.text) if site.name and place is not None else summary


def _time(incident: Incident, told: Told, text: Text) -> Time | None:
    time = incident.time
    if time is None:
        return None
    for claim_id in incident.claims:
        if told.raw[claim_id].time == time:
            return told.claims[claim_id].time
    return replace(time, text=text(time.text), text_start=None, text_end=None)


def _join(join: Join, mask: Text) -> Join:
    return replace(join, reasons=tuple(replace(r, detail=mask(r.detail)) for r in join.reasons))


def _plain(join: Join) -> Join:
    """A join of an incident that lost claims: its reasons by name and weight alone."""
    return replace(join, reasons=tuple(Reason(r.name, r.weight, "") for r in join.reasons))


def _difference(row: Difference, text: Text) -> Difference:
    return replace(row, values=tuple(text(v) for v in row.values), note=text(row.note))
