"""What the policy would withhold of one incident: for a reviewer who may release it, never for output."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from harmledger.publish.privacy import findings
from harmledger.publish.privacy import policy as policies
from harmledger.publish.privacy.building import claims_of, known
from harmledger.publish.privacy.claims import public_claim
from harmledger.publish.privacy.policy import NAMED, Policy
from harmledger.publish.privacy.releases import releases
from harmledger.publish.privacy.screen import Known, screen
from harmledger.store import STATUSES, Filter, Readable


@dataclass(frozen=True, slots=True)
class Held:
    """One thing to release: a rule, or one person's name; `subjects` are what the decision names."""

    what: str
    rule: str
    withholds: str
    count: int
    subjects: tuple[str, ...]
    released: str  # the decision by which all of it is shown already, "" where some of it is not


def everywhere(ledger: Readable) -> Known | None:
    """What all reports of a ledger tell of things and public persons; None where some were never looked at for persons.

    Takes seconds for ten thousand reports: keep it while there are no new ones.
    """
    reports = {r.id: r for r in ledger.reports()}
    people = findings.kept(ledger, reports)
    return None if people is None else known(reports, claims_of(ledger), people)


def held_of(
    ledger: Readable, incident: str, policy: Policy | None = None, whole: Known | None = None
) -> tuple[Held, ...]:
    """What would be withheld of an incident and may be released, by rule; NotFound where there is no such incident.

    `whole` is what `everywhere` gives. Without it only its own reports are looked at: a name that others tell with a
    public role, and which is public therefore, may stand in the list.
    """
    policy = policy or policies.load()
    found = ledger.incident(incident)
    reports = {name: ledger.report(name) for name in found.reports}
    own = {name: list(ledger.claims(Filter(report=name, statuses=STATUSES))) for name in reports}
    people = findings.of(ledger, reports.values())
    freed, things = releases(ledger.standing(actions=["release"])), whole or known(reports, own, people)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    subjects: dict[tuple[str, str], set[str]] = defaultdict(set)
    done: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, report in reports.items():
        seen = screen(policy, report, own[name], people[name], things, freed)
        for claim in own[name]:
            if claim.id in found.claims:
                public_claim(seen, claim, freed)  # finds what is withheld of its place
        for f in seen.found:
            if not policy.rules[f.rule].release or (f.subject.startswith("c-") and f.subject not in found.claims):
                continue
            key = (f.rule, f"{NAMED}{f.subject}" if f.kind == "name" else f.rule)
            counts[key] += f.count
            subjects[key].add(found.id if f.kind == "name" else f.subject)
            done[key].append(f.released)
    return tuple(
        Held(key[1], key[0], policy.rules[key[0]].withholds, counts[key], tuple(sorted(subjects[key])),
             done[key][0] if all(done[key]) else "")
        for key in sorted(counts, key=lambda k: (list(policy.rules).index(k[0]), k[1]))
    )  # fmt: skip
