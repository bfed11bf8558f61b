"""From a filter to SQL: conditions on claims, and on reports and incidents through their claims."""

from __future__ import annotations

import dataclasses
import difflib
import re
import sqlite3
from collections.abc import Sized
from dataclasses import dataclass, field

from harmledger import codebook
from harmledger.errors import UsageError
from harmledger.store.fold import fold, key
from harmledger.store.interface import STATUSES, Filter
from harmledger.store.lookup import meant
from harmledger.store.place_names import known, other_names
from harmledger.store.rows import storable

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")


@dataclass
class Conditions:
    """SQL conditions that all must hold, with their values."""

    sql: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, sql: str, *values: object) -> None:
        """One more condition."""
        self.sql.append(sql)
        self.values.extend(values)

    @property
    def where(self) -> str:
        """The conditions as a WHERE clause, always true when there is none."""
        return " AND ".join(self.sql) or "1"


def check(which: Filter) -> None:
    """UsageError where a filter names a value that the codebook lacks, or a range that ends before it begins."""
    words = codebook.load("vocabulary")
    for option, given, choices in (
        ("type", which.event_types, words["event_types"]),
        ("target", which.targets, words["targets"]),
        ("weapon", which.weapons, words["weapons"]),
        ("kind", which.kinds, words["kinds"]),
        ("modality", which.modalities, words["modalities"]),
        ("status", which.statuses, STATUSES),
    ):
        for value in given:
            if value not in choices:
                near = difflib.get_close_matches(value, list(choices), n=1, cutoff=0.5)
                hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(choices)}."
                raise UsageError(f"there is no {option} of this name", subject=value, remedy=hint)
    if which.since and which.until and which.until < which.since:
        raise UsageError("the range of days ends before it begins", subject=f"{which.since} to {which.until}")
    if (which.limit is not None and which.limit < 0) or which.offset < 0:
        raise UsageError("a limit cannot be negative", subject=str(which.limit))


def of_claims(which: Filter, connection: sqlite3.Connection) -> Conditions:
    """What a claim `c` of report `r`, in the incident of row `m`, must fulfil."""
    out = _conditions(which, connection)
    if set(which.statuses) != set(STATUSES):
        _of_status(out, which.statuses)
    return out


def _of_status(out: Conditions, statuses: tuple[str, ...]) -> None:
    """Claims that nobody decided on have no row of their own there and are "machine"."""
    if not statuses:
        out.add("c.seq NOT IN (SELECT claim FROM decided_claim WHERE status = 'rejected')")
        return
    either = f"c.seq IN (SELECT claim FROM decided_claim WHERE status IN ({_marks(statuses)}))"
    if "machine" in statuses:
        either += " OR c.seq NOT IN (SELECT claim FROM decided_claim)"
    out.add(f"({either})", *statuses)


def _through(which: Filter, connection: sqlite3.Connection) -> Conditions:
    """What one claim of a report or incident must fulfil; empty where the filter asks nothing of claims."""
    asked = _conditions(which, connection)
    if asked.sql or which.statuses:
        _of_status(asked, which.statuses)
    return asked


def _conditions(which: Filter, connection: sqlite3.Connection) -> Conditions:
    out = Conditions()
    for column, given in (("event_type", which.event_types), ("kind", which.kinds), ("modality", which.modalities)):
        if given:
            _rows_with(out, f"{column} IN ({_marks(given)})", *given)
    parties = (fold(which.party.strip()),) if which.party.strip() else ()
    for name, values in (("target", which.targets), ("weapon", which.weapons), ("party", parties)):
        if values:
            sql = f"SELECT claim FROM claim_value WHERE field = '{name}' AND value IN ({_marks(values)})"
            out.add(f"c.seq IN ({sql})", *values)
    if which.place:
        _at_place(out, which.place, connection)
    if which.country:
        _rows_with(out, "country = ?", which.country.upper())
    if which.since:
        _rows_with(out, "date_end >= ?", which.since.isoformat())
    if which.until:
        _rows_with(out, "date_start <= ?", which.until.isoformat())
    if which.document:
        out.add("r.document = ?", storable(which.document))
    if which.report:
        out.add("r.id = ?", which.report)
    if which.incident:
        out.add("c.seq IN (SELECT claim FROM incident_claim WHERE incident = ?)", meant(connection, which.incident))
    if which.claims:
        _rows_with(out, f"id IN ({_marks(which.claims)})", *which.claims)
    if which.contested is not None:
        out.add("m.incident IN (SELECT id FROM incident WHERE contested = ?)", int(which.contested))
    if which.text.strip():
        out.add("c.seq IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)", words(which.text))
    return out


def of_reports(which: Filter, connection: sqlite3.Connection) -> Conditions:
    """What a report `r` must fulfil: words and days are its own, the rest is asked of its claims."""
    out = Conditions()
    if which.document:
        out.add("r.document = ?", storable(which.document))
    if which.report:
        out.add("r.id = ?", which.report)
    if which.since:
        out.add("r.published_end >= ?", which.since.isoformat())
    if which.until:
        out.add("r.published_start <= ?", which.until.isoformat())
    if which.text.strip():
        out.add("r.seq IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", words(which.text))
    asked = dataclasses.replace(which, text="", since=None, until=None, document="", report="")
    through = _through(asked, connection)
    if through.sql:
        out.add(
            "r.seq IN (SELECT c.report FROM claim c LEFT JOIN incident_claim m ON m.claim = c.seq "
            f"WHERE {through.where})",
            *through.values,
        )
    return out


def of_incidents(which: Filter, connection: sqlite3.Connection) -> Conditions:
    """What an incident `i` must fulfil: kind and contest are its own, the rest is asked of its claims."""
    out = Conditions()
    if which.kinds:
        out.add(f"i.kind IN ({_marks(which.kinds)})", *which.kinds)
    if which.contested is not None:
        out.add("i.contested = ?", int(which.contested))
    if which.incident:
        out.add("i.id = ?", meant(connection, which.incident))
    asked = dataclasses.replace(which, kinds=(), contested=None, incident="")
    through = _through(asked, connection)
    if through.sql:
        out.add(
            "i.id IN (SELECT m.incident FROM incident_claim m JOIN claim c ON c.seq = m.claim "
            f"JOIN report r ON r.seq = c.report WHERE {through.where})",
            *through.values,
        )
    return out


def limits(which: Filter) -> tuple[str, list[object]]:
    """The LIMIT clause and its values."""
    if which.limit is None and not which.offset:
        return "", []
    return " LIMIT ? OFFSET ?", [-1 if which.limit is None else which.limit, which.offset]


def words(text: str) -> str:
    """What a user typed as a query of SQLite's full-text search: words all wanted, "phrases", begin*, -without.

    A city or country in another spelling is looked for by its official name too.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(text):
        terms = _WORD.findall(fold(phrase or word))
        if terms:
            star = " *" if word.endswith("*") else ""
            either = [f'"{" ".join(terms)}"{star}', *(f'"{name}"' for name in other_names(phrase or word))]
            (unwanted if minus else wanted).append(either[0] if len(either) == 1 else f"({' OR '.join(either)})")
    if not wanted:
        raise UsageError("there is no word to search for", subject=text, remedy="Give at least one word or number.")
    query = " AND ".join(wanted)
    return f"({query}) NOT ({' OR '.join(unwanted)})" if unwanted else query


def _at_place(out: Conditions, place: str, connection: sqlite3.Connection) -> None:
    """Claims whose place bears the name, or is a place that bears it elsewhere in the ledger or in the gazetteer."""
    name = key(place)
    if not name:
        raise UsageError("there is no name of a place in this", subject=place)
    same = connection.execute(
        "SELECT DISTINCT c.geonames_id FROM spelling s JOIN claim_spelling p ON p.spelling = s.seq "
        "JOIN claim c ON c.seq = p.claim WHERE s.key = ? AND p.field IN ('text', 'name') AND c.geonames_id IS NOT NULL",
        (name,),
    )
    also = known(place)
    ids = sorted({*(row[0] for row in same), *also.ids})
    names = sorted({name, *also.areas})
    bears = " OR ".join(["instr(' ' || s.key || ' ', ?) > 0"] * len(names))
    out.add(
        "c.seq IN (SELECT p.claim FROM claim_spelling p JOIN spelling s ON s.seq = p.spelling WHERE "
        f"(p.field IN ('text', 'name') AND ({bears})) OR (p.field = 'admin1' AND s.key IN ({_marks(also.divisions)})) "
        f"UNION SELECT seq FROM claim WHERE geonames_id IN ({_marks(ids)}) OR country IN ({_marks(also.countries)}))",
        *(f" {n} " for n in names),
        *also.divisions,
        *ids,
        *also.countries,
    )


def _rows_with(out: Conditions, condition: str, *values: object) -> None:
    """As a set of row numbers that an index gives: the walk over claims then fetches only what fits."""
    out.add(f"c.seq IN (SELECT seq FROM claim WHERE {condition})", *values)


def _marks(values: Sized) -> str:
    return ",".join("?" * len(values))
