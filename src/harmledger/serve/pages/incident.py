"""One incident: what is said to have happened, every claim with its words, and what people decided."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmledger import codebook
from harmledger import wording as words
from harmledger.decisions import Standing
from harmledger.link import Voice, voices
from harmledger.publish.columns import CLAIMS
from harmledger.publish.csv_tables import write
from harmledger.publish.dossier import Dossier, dossier
from harmledger.publish.sentence import sentence, thousands
from harmledger.records import Claim, Difference, Incident, Join, Report, Toll
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Moved, Page
from harmledger.serve.parts import cite, facts, figures, history, kept
from harmledger.serve.parts.claims import Card, Copy, card, phrases
from harmledger.store import Filter

SHOWN = 50  # claims in full; the rest in a line each, as pages of hundreds are slow to read and to write
_JOINS = 60


@dataclass(frozen=True, slots=True)
class Dispute:
    """A difference between claims, each value with the claim that gives it."""

    kind: str
    field: str
    sides: tuple[tuple[str, str, int], ...]  # value, claim, its number on the page (0: not on it)
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims stand together."""

    a: int
    b: int
    sure: str
    reasons: tuple[tuple[float, str], ...]  # weight, words; the weightiest first


@dataclass(frozen=True, slots=True)
class Line:
    """A claim beyond those that are shown in full."""

    claim: Claim
    number: int
    report: Report


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that an incident's page says."""

    incident: Incident
    sentence: str
    when: facts.Fact
    where: facts.Fact
    coordinates: str
    ranges: tuple[figures.Range, ...]
    rules: str  # how their best figures were chosen
    disputes: tuple[Dispute, ...]
    meanings: Mapping[str, str]  # of the grades
    targets: tuple[facts.Said, ...]
    weapons: tuple[facts.Said, ...]
    actors: tuple[facts.Said, ...]
    told: tuple[Card, ...]
    denied: tuple[Card, ...]
    doubtful: tuple[Card, ...]  # possible or background
    lines: tuple[Line, ...]
    claims: int
    voices: tuple[Voice, ...]
    numbers: Mapping[str, int]
    joins: tuple[Link, ...]
    more_joins: int
    decided: tuple[history.Line, ...]
    changed: tuple[history.Line, ...]
    cite: str
    before: str | None
    after: str | None

    @property
    def ids(self) -> Mapping[int, str]:
        """Number on the page -> claim."""
        return {number: key for key, number in self.numbers.items()}

    @property
    def grades(self) -> list[tuple[str, str]]:
        """What a person may choose, each with what it means."""
        return [(g, self.meanings.get(g, "")) for g in codebook.load("review")["grades"]]

    @property
    def chart(self) -> list[dict[str, Any]]:
        """What the charts are drawn from, one an entry of the ranges that differ."""
        return [{"title": r.title, "points": [p.to_json() for p in r.points]} for r in self.ranges if r.differs]

    def refs(self, claims: Sequence[str]) -> list[tuple[str, int]]:
        """Claims with their numbers, in the order of the page."""
        return sorted(((c, self.numbers[c]) for c in claims if c in self.numbers), key=lambda pair: pair[1])


def incident(desk: Desk, key: str) -> Shown:
    """The incident's model; NotFound where no incident has this id, Moved where it has another now."""
    found = dossier(desk.ledger, key)
    if found.incident.id != key:
        raise Moved(PAGE.address(found.incident.id))
    i = found.incident
    numbers = {c.id: n for n, c in enumerate(found.claims, start=1)}
    cards, lines = _cards(desk, found, numbers)
    telling = [c for c in found.claims if c.modality == "actual"]
    before, after = kept.neighbours(desk, i.id)
    return Shown(
        i,
        sentence(i),
        facts.when(i, telling, found.reports, numbers),
        facts.where(i, telling, numbers),
        facts.coordinates(i.place),
        figures.ranges(i, found.claims, found.reports, numbers),
        figures.rules(i),
        tuple(_dispute(d, numbers) for d in sorted(i.differences, key=lambda d: d.kind)),
        codebook.load("grades")["meaning"],
        facts.targets(i, found.claims, numbers),
        facts.weapons(i, found.claims, numbers),
        facts.actors(i, found.claims, numbers),
        tuple(c for c in cards if c.claim.modality == "actual"),
        tuple(c for c in cards if c.claim.modality == "denied"),
        tuple(c for c in cards if c.claim.modality not in ("actual", "denied")),
        lines,
        len(found.claims),
        voices(telling, found.reports),
        numbers,
        tuple(_join(j, numbers) for j in i.joins[:_JOINS]),
        max(len(i.joins) - _JOINS, 0),
        history.decided(_decided(desk, found), numbers),
        history.changed(kept.changes(desk, (i.id, *i.aliases))),
        cite.incident(desk, i, PAGE.address(i.id)),
        before,
        after,
    )


def _decided(desk: Desk, found: Dossier) -> list[Standing]:
    """The decisions on the incident and its claims, and those on claims that have left it since, as by a rejection."""
    i = found.incident
    ids = {i.id, *i.aliases}
    left = {c for change in kept.changes(desk, (i.id, *i.aliases)) for c in change.claims} - {*i.claims}
    acts = {s.decision.id: s for s in found.decisions}
    for s in desk.ledger.standing(on=sorted(left)) if left else ():
        if any(a.incident in ids for a in s.decision.anchors):
            acts.setdefault(s.decision.id, s)
    return sorted(acts.values(), key=lambda s: (s.decision.at, s.decision.id))


def _cards(desk: Desk, found: Dossier, numbers: Mapping[str, int]) -> tuple[tuple[Card, ...], tuple[Line, ...]]:
    """The first claims in full with their near-copies folded in, the rest as lines."""
    folded = _copies(found, numbers)
    hidden = {copy.claim.id for copies in folded.values() for copy in copies}
    shown = [c for c in found.claims if c.id not in hidden]
    first = [*shown[:SHOWN], *(c for c in shown[SHOWN:] if c.modality != "actual")]  # a denial is never out of sight
    machine = _machine(desk, first)
    mentions = set(found.incident.mentions)
    cards = tuple(
        card(
            c,
            numbers[c.id],
            found.reports[c.report],
            machine.get(c.id),
            mention=c.id in mentions,
            copies=folded.get(c.id, ()),
        )
        for c in first
    )
    rest = [c for c in shown[SHOWN:] if c.modality == "actual"]
    return cards, tuple(Line(c, numbers[c.id], found.reports[c.report]) for c in rest)


def _copies(found: Dossier, numbers: Mapping[str, int]) -> dict[str, list[Copy]]:
    """Claim of an original -> the same words in near-copies of its report."""
    originals = {(c.report, _words(c)): c.id for c in reversed(found.claims)}
    out: dict[str, list[Copy]] = {}
    for c in found.claims:
        report = found.reports[c.report]
        if report.copy_of and (first := originals.get((report.copy_of, _words(c)))):
            out.setdefault(first, []).append(Copy(c, numbers[c.id], report))
    return out


def _words(claim: Claim) -> tuple[str, ...]:
    return (claim.modality, *(" ".join(q.text.split()).casefold() for q in claim.quotes))


def _machine(desk: Desk, claims: Iterable[Claim]) -> dict[str, Claim]:
    """The reader's own record of each claim that people corrected."""
    corrected = {c.report for c in claims if c.status == "corrected"}
    return {m.id: m for report in sorted(corrected) for m in desk.ledger.machine_claims(report)}


def _dispute(found: Difference, numbers: Mapping[str, int]) -> Dispute:
    values = [thousands(words.dated(v)) for v in found.values]
    claims = found.claims if len(found.claims) == len(values) else ("",) * len(values)
    sides = tuple((v, c, numbers.get(c, 0)) for v, c in zip(values, claims, strict=True))
    field = phrases()["differences"].get(found.field) or _counted(found.field)
    return Dispute(found.kind, field, sides, words.dated(found.note))


def _counted(field: str) -> str:
    """What a difference in figures counts: "killed child" is "children killed"."""
    outcome, _, rest = field.partition(" ")
    victims, _, of = rest.partition(" ")
    if outcome.endswith(",") or not victims:
        return words.plain(field)
    return figures.title(Toll(outcome, victims, None, None, None, "", of=of or None))


def _join(join: Join, numbers: Mapping[str, int]) -> Link:
    reasons = sorted(join.reasons, key=lambda r: -abs(r.weight))
    sure = f"{join.probability:.0%} likely to be one event" if join.probability is not None else ""
    told = tuple((r.weight, words.dated(r.detail or words.plain(r.name))) for r in reasons)
    return Link(numbers.get(join.a, 0), numbers.get(join.b, 0), sure, told)


def keys(desk: Desk) -> Iterable[str]:
    """The ids of all incidents."""
    return (row.id for row in desk.shelf.rows())


def aliases(desk: Desk) -> Iterable[str]:
    """The ids that incidents had before, or that were merged into them."""
    return (
        name.id for name in desk.ledger.names() if name.now not in (None, name.id) and desk.shelf.get(name.now or "")
    )


def moved(desk: Desk, key: str) -> Incident:
    """The incident that an earlier id means now."""
    return desk.ledger.incident(key)


def as_json(desk: Desk, key: str) -> bytes:
    """The incident with its claims, their reports without text, and what was decided, as data."""
    found = dossier(desk.ledger, key)
    whole = found.incident.to_json() | {
        "sentence": sentence(found.incident),
        "claims": [c.to_json() for c in found.claims],
        "reports": [_without_text(r) for r in found.reports.values()],
        "decided": [s.to_json() for s in _decided(desk, found)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _without_text(report: Report) -> dict[str, Any]:
    return {name: value for name, value in report.to_json().items() if name != "text"}


def as_csv(desk: Desk, key: str) -> bytes:
    """One row a claim, with the columns of the export of claims."""
    stream = io.BytesIO()
    write(CLAIMS, desk.ledger, stream, Filter(incident=desk.ledger.incident(key).id))
    return stream.getvalue()


PAGE = Page("incident", "incident/{key}.html", "incident.html", incident, keys, {".json": as_json, ".csv": as_csv})
PAGES = (Page("moved", "incident/{key}.html", "moved.html", moved, aliases, site_only=True),)
