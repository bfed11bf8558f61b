"""From a ledger to its public copy: every report screened, every claim, incident and decision masked or left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from harmledger.history import Change
from harmledger.publish.privacy import findings
from harmledger.publish.privacy.authors import is_person, is_social
from harmledger.publish.privacy.claims import public_claim, public_report
from harmledger.publish.privacy.incidents import Told, public_incident
from harmledger.publish.privacy.people import Person
from harmledger.publish.privacy.policy import REVIEWERS, VIOLENCE, Policy
from harmledger.publish.privacy.releases import Releases, releases
from harmledger.publish.privacy.screen import Known, Names, Screen, screen, union
from harmledger.publish.privacy.withheld import SIGNED, Found
from harmledger.records import Claim, Incident, Report
from harmledger.store import RULE, STATUSES, Filter, Readable, Sighting, snapshot
from harmledger.store.fold import fold

_OFTEN = 3  # reports that give a person a public role, from which the bare surname is that person's


@dataclass
class Built:
    """What a public copy has beside its file."""

    policy: Policy
    changes: list[Change] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    screens: dict[str, Screen] = field(default_factory=dict)
    incidents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()


def build(ledger: Readable, policy: Policy, path: Path) -> Built:
    """Write the public copy of a ledger to `path`; gives what is read beside it."""
    freed = releases(ledger.standing(actions=["release"]))
    reports = {r.id: r for r in ledger.reports()}
    people = findings.of(ledger, reports.values())
    own = claims_of(ledger)
    things = known(reports, own, people)
    screens = {
        key: screen(policy, report, own.get(key, ()), people[key], things, freed) for key, report in reports.items()
    }
    shown = {key: public_report(s) for key, s in screens.items()}
    raw = {c.id: c for rows in own.values() for c in rows}
    claims = {
        c.id: public_claim(screens[c.report], c, freed) for c in raw.values() if c.id not in screens[c.report].hidden
    }
    told = Told(claims, raw, shown, screens)
    rule = ledger.setting(RULE)
    incidents = [made for i in ledger.incidents() if (made := public_incident(policy, i, told, rule)) is not None]
    built = Built(policy, screens=screens, incidents=frozenset(i.id for i in incidents), claims=frozenset(claims))
    snapshot.write(
        path,
        _told(ledger, told, own, freed),
        incidents=incidents,
        names=[n for n in ledger.names() if n.now is None or n.now in built.incidents],
        sightings=_sightings(ledger, screens),
        settings={RULE: rule} if rule else {},
        revision=ledger.revision(),
    )
    built.changes = list(_changes(ledger, built, told))
    built.found = _found(ledger, built)
    return built


def claims_of(ledger: Readable) -> dict[str, list[Claim]]:
    """The claims of each report, whatever became of them."""
    rows = ledger.claims(Filter(statuses=STATUSES))
    return {report: list(group) for report, group in groupby(rows, key=lambda c: c.report)}


def known(
    reports: Mapping[str, Report], own: Mapping[str, Sequence[Claim]], people: Mapping[str, Sequence[Person]]
) -> Known:
    """Names of places, parties and outlets; full names with a public role in some report; outlets that are persons."""
    things: set[str] = set()
    for claims in own.values():
        for claim in claims:
            if claim.actor:
                things.add(fold(claim.actor))
            if claim.place is not None and claim.place.lat is not None:
                things |= {fold(n) for n in (claim.place.text, claim.place.name, claim.place.admin1) if n}
    public: Counter[str] = Counter()
    private: set[str] = set()
    for key, found in people.items():
        for person in found:
            name = fold(person.name(reports[key].text))
            if person.state == "public" and " " in name:
                public.update((name, name.split()[-1]))
            elif person.state in ("minor", "private"):
                private.update((name, name.split()[-1]))
    told = {name for name, number in public.items() if number >= (1 if " " in name else _OFTEN)}
    pages = {(r.outlet, is_social(r.url)) for r in reports.values() if r.outlet}
    outlets = {fold(outlet) for outlet, _ in pages}
    authors = {fold(outlet) for outlet, social in pages if is_person(outlet, social=social)} - told
    authors |= {name for name in outlets & private if " " in name}
    return Known(frozenset(things | (outlets - authors)), frozenset(told - private), frozenset(authors))


def _told(ledger: Readable, told: Told, own: Mapping[str, Sequence[Claim]], freed: Releases) -> Iterator[snapshot.Told]:
    for key, report in told.reports.items():
        rows = own.get(key, ())
        screen = told.screens[key]
        machine = {}
        if any(c.decisions for c in rows):
            machine = {c.id: public_claim(screen, c, freed) for c in ledger.machine_claims(key)}
        claims = [told.claims[c.id] for c in rows if c.id in told.claims]
        yield snapshot.Told(report, claims, machine, ledger.has_report(key))


def _sightings(ledger: Readable, screens: Mapping[str, Screen]) -> Iterator[Sighting]:
    for sighting in ledger.sightings():
        document = screens[sighting.report].file_name(sighting.document)
        yield replace(sighting, document=document, source_path="", raw_sha256="")


def _changes(ledger: Readable, built: Built, told: Told) -> Iterator[Change]:
    """The log without what tells of withheld claims and incidents; strings masked as those of the incident."""
    masks: dict[str, Names] = {}
    reports = {i: [built.screens[c.report] for c in rows] for i, rows in _by_incident(told).items()}
    for change in ledger.changes():
        if change.incident not in built.incidents or not set(change.claims) <= built.claims:
            continue
        screens = [*reports.get(change.incident, ()), *(built.screens[told.raw[c].report] for c in change.claims)]
        if any(s.hidden for s in screens):
            continue
        names = masks.setdefault(change.incident, union(screens))
        yield replace(
            change,
            sentence=names.mask(change.sentence),
            before=names.mask(change.before),
            after=names.mask(change.after),
        )


def _by_incident(told: Told) -> dict[str, list[Claim]]:
    out: dict[str, list[Claim]] = defaultdict(list)
    for claim in told.raw.values():
        if claim.incident:
            out[claim.incident].append(claim)
    return out


def _found(ledger: Readable, built: Built) -> list[Found]:
    rows = [f for s in built.screens.values() for f in s.found]
    gone: list[Incident] = [i for i in ledger.incidents() if i.id not in built.incidents]
    rows += [Found(VIOLENCE, "incident", 1, i.time.start if i.time else None, "", i.id) for i in gone]
    rows += [Found(REVIEWERS, SIGNED, 1, None, "", s.decision.id) for s in ledger.standing()]
    return rows
