"""The flat table of incidents: ranges of casualties by kind of victim, and what the claims say differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from harmledger.publish import crosswalks
from harmledger.publish.columns import Cell, Column, Table, acled_columns, figure, place_columns, time_columns
from harmledger.records import Claim, Incident
from harmledger.store import ALL, Filter, Readable


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident with its claims, for what only they can tell."""

    incident: Incident
    claims: tuple[Claim, ...]


def _range(
    name: str, about: str, outcome: str, group: crosswalks.Group = "all", *, events: bool = False
) -> tuple[Column[IncidentRow], ...]:
    """Three columns: low, best and high of an outcome for a group of victims; `events`: empty for all else."""

    def read(end: str) -> Callable[[IncidentRow], Cell]:
        def cell(row: IncidentRow) -> Cell:
            if events and row.incident.kind != "event":
                return None
            value: int | None = getattr(crosswalks.total(row.incident.tolls, outcome, group), end)
            return value

        return cell

    return tuple(Column(f"{name}{end}", "integer", f"{about}, {end}", read(end)) for end in ("low", "best", "high"))


def _open(name: str, outcome: str) -> Column[IncidentRow]:
    def cell(row: IncidentRow) -> Cell:
        return crosswalks.total(row.incident.tolls, outcome).best_open

    about = "whether the best figure is so many or more; false where there is none"
    return Column(f"{name}best_open", "boolean", about, cell)


INCIDENT_COLUMNS: tuple[Column[IncidentRow], ...] = (
    Column("id", "string", "id of the incident", lambda r: r.incident.id),
    Column("kind", "string", "event, toll or condition; totals are never summed", lambda r: r.incident.kind),
    Column("event_type", "string", "what happened", lambda r: r.incident.event_type),
    Column("aliases", "string", "ids that it had before, or that were merged into it", lambda r: r.incident.aliases),
    Column("summary", "string", "one sentence", lambda r: r.incident.summary),
    *place_columns(lambda r: r.incident.place),
    *time_columns(lambda r: r.incident.time),
    Column("targets", "string", "what was hit", lambda r: r.incident.targets),
    Column("weapons", "string", "weapons that the texts name", lambda r: r.incident.weapons),
    Column("actors", "string", "who did it, as reported", lambda r: r.incident.actors),
    Column("actor_basis", "string", "for each of the actors: stated by a claim's words, or inferred from its report",
           lambda r: ["inferred" if a in r.incident.inferred_actors else "stated" for a in r.incident.actors]),
    *_range("killed_", "all killed", "killed"),
    _open("killed_", "killed"),
    *_range("injured_", "all injured", "injured"),
    _open("injured_", "injured"),
    *_range("civilians_killed_", "civilians killed", "killed", "civilian"),
    *_range("children_killed_", "children killed", "killed", "child"),
    *_range("combatants_killed_", "combatants killed, of all sides", "killed", "combatant"),
    Column("tolls", "string", "all ranges, by outcome and kind of victim",
           lambda r: [figure(t) for t in r.incident.tolls]),
    Column("casualty_rule", "string", "how the ranges were made", lambda r: sorted({t.rule for t in r.incident.tolls})),
    Column("claims", "integer", "number of claims", lambda r: len(r.incident.claims)),
    Column("reports", "integer", "number of reports", lambda r: len(r.incident.reports)),
    Column("independent_sources", "integer", "sources that do not repeat each other",
           lambda r: r.incident.independent_sources),
    Column("documents", "string", "file names of all reports", lambda r: sorted({c.document for c in r.claims})),
    Column("contested", "boolean", "whether the parties dispute it", lambda r: r.incident.contested),
    Column("grade", "string", "confirmed, fair, weak, contested or discounted (events)", lambda r: r.incident.grade),
    Column("grade_reasons", "string", "why, in words", lambda r: r.incident.grade_reasons),
    Column("graded_by", "string", "the rule, or a reviewer", lambda r: r.incident.graded_by or None),
    Column("differences", "string", "what they say differently",
           lambda r: [f"{d.kind} {d.field}: {' / '.join(d.values)}" for d in r.incident.differences]),
    *acled_columns(lambda r: r.incident),
    *_range("ucdp_", "UCDP GED deaths in an event", "killed", events=True),
    *_range("ucdp_deaths_civilians_", "UCDP GED deaths of civilians in an event", "killed", "civilian", events=True),
    Column("ucdp_event_clarity", "integer", "UCDP GED event clarity, 1 or 2",
           lambda r: crosswalks.event_clarity(r.incident)),
    Column("ucdp_type_of_violence", "integer", "UCDP GED type of violence, where our type decides it",
           lambda r: crosswalks.type_of_violence(r.incident.event_type)),
    Column("airwars_grade_suggested", "string", "our grade in Airwars' words, for harm to civilians",
           lambda r: crosswalks.airwars(r.incident, r.claims)),
    Column("who_attack_type", "string", "WHO type of attack on health care",
           lambda r: crosswalks.who(r.incident.event_type, r.incident.targets, [t.victims for t in r.incident.tolls])),
)  # fmt: skip


def incident_rows(ledger: Readable, which: Filter = ALL) -> Iterator[IncidentRow]:
    """Incidents with their claims in the incident's order."""
    for incident in ledger.incidents(which):
        claims = {c.id: c for c in ledger.claims(Filter(incident=incident.id))}
        yield IncidentRow(incident, tuple(claims[i] for i in incident.claims if i in claims))


INCIDENTS = Table("incidents", "claims of one event brought together", INCIDENT_COLUMNS, incident_rows)
