"""One sentence about an incident for a person: what is reported, where, when, and each figure with who gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harmledger import codebook
from harmledger.link.figures import Step, steps
from harmledger.link.sources import label
from harmledger.records import Claim, Place, Report, Time, Toll

_SHOWN = ("killed", "injured", "missing", "detained", "trapped", "displaced", "evacuated")


def summary(
    event_type: str,
    claims: Sequence[Claim],
    place: Place | None,
    time: Time | None,
    tolls: Sequence[Toll],
    reports: Mapping[str, Report],
) -> str:
    """For instance "Reported shelling (residential) in Kharkiv on 28 February 2022; 11+ killed (Oleh Syniehubov)"."""
    phrases = codebook.load("linking")["phrases"]
    what = phrases["types"].get(event_type, event_type.replace("_", " "))
    hit = sorted({t for c in claims for t in c.targets if t != "civilians"})
    named = f" ({', '.join(t.replace('_', ' ') for t in hit[:3])})" if hit else ""
    head = f"Reported {what}{named}{_where(place)}{_when(time)}"
    return "; ".join([head, *_figures(claims, tolls, reports)])


def span_text(toll: Toll) -> str:
    """A toll's range: "11+", "9-16", "16"."""
    if toll.low is None:
        return f"up to {toll.high}"
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}-{toll.high}"


def _where(place: Place | None) -> str:
    if place is None:
        return ", place not stated"
    name = place.name or place.text
    if place.precision == "near":
        return f" near {name}"
    return f" in {name}" if place.precision != "site" else f" at {place.text}"


def _when(time: Time | None) -> str:
    if time is None or time.start is None or time.end is None:
        return ", date not stated"
    start, end = time.start, time.end
    if start == end:
        return f" on {end.day} {end:%B %Y}"
    if (end - start).days <= 3:
        return f" from {start.day} {start:%B} to {end.day} {end:%B %Y}"
    return f" between {start.day} {start:%B %Y} and {end.day} {end:%B %Y}"


def _figures(claims: Sequence[Claim], tolls: Sequence[Toll], reports: Mapping[str, Report]) -> list[str]:
    by_id = {c.id: c for c in claims}
    phrases = codebook.load("linking")["phrases"]["victims"]
    out = []
    for outcome in _SHOWN:
        rows = [t for t in tolls if t.outcome == outcome and t.victims in ("people", "civilian", "combatant", "child")]
        if rows:
            toll = max(rows, key=lambda t: (t.victims in ("people", "civilian"), t.best or 0, t.victims))
            kind = "" if toll.victims in ("people", "civilian") else toll.of or phrases[toll.victims]
            whom = f" ({kind})" if kind else ""
            given = steps(toll, claims, reports)
            first = [s.source for s in given if s.low == toll.best and s.role == "count"]
            who = dict.fromkeys([*first, *(label(by_id[c], reports) for c in toll.claims if c in by_id)])
            figure, span = told_text(toll, given, by_id)
            spread = f"{span} told; " if span != figure else ""
            out.append(f"{figure} {outcome}{whom} ({spread}{_few(list(who))})")
    return out


def told_text(toll: Toll, rows: Sequence[Step], claims: Mapping[str, Claim]) -> tuple[str, str]:
    """The best figure and the range in words; where nobody counted, both are what was said ("dozens")."""
    span = span_text(toll)
    if not rows or any(s.role in ("count", "addition") for s in rows):
        return (span if toll.best is None else f"{toll.best}{'+' if toll.best_open else ''}"), span
    guesses = [s for s in rows if s.role == "estimate"]
    if not guesses:
        return _UNCOUNTED, _UNCOUNTED
    most = max(guesses, key=lambda s: s.low or 0)
    told = (r for r in claims[most.claim].casualties if r.low == most.low and r.outcome == toll.outcome)
    said = next((r.text.lower() for r in told if r.text), span)
    return said, said


_UNCOUNTED = "an unstated number"


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(names[:2])
    return shown if len(names) <= 2 else f"{shown} and {len(names) - 2} more"
