"""How well rows of an incident table are read from the texts that were written for them (Insecurity Insight).

A table of attacks on health care, education and aid gives for each event a short text and a row: weapon, perpetrator,
what was hit, whether it was damaged or destroyed, how many workers were killed and injured. Each text is read as a
report dated by its row, and what the claims say is compared with the row. Rows of one event with one text, in several
tables, are one.

A row is scored on a point only where its text carries the cue, because analysts knew more than they wrote:

* weapon: the text holds a word of the row's weapon ("rocket" for Rocket). Right: a claim names it. Wrong: a claim names
  a weapon that neither the row nor a word of the text gives (a text may name several, the row has room for one).
  Shelling and air strikes are event types of the codebook and count as the weapon where a claim names none. Explosives
  that the row leaves unspecified, and means without a class in the codebook, are not scored.
* target class: the text holds a word of the row's sector (health care, education, aid). Right: a claim has it among its
  targets. Wrong: a claim has another of the three. Rows without direct violence (threats, rules of access) are left
  out: by the manual they are no claims of what happened.
* damaged or destroyed: the text holds a word of damage or fire. Right: the row counts something damaged or destroyed
  and a claim says so: by a row of objects, or, since the manual gives parts of a building no row, by a word of damage
  among the words of its event, with the sector among its targets. Missed and wrong: only one of the two does.
* workers killed, workers injured: the text holds a word for a worker and one for the outcome. Right: the claims count
  as many as the row; a bare plural or "at least" is right for any number that it allows.
* perpetrator: of the parties that claims name as actors, the share that the row names too and a word of the text gives;
  and of the rows whose party a word of the text gives, the share whose claims name it.

Only what is told as fact counts: claims of modality `actual`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from harmledger.clean import clean
from harmledger.collect.raw import Raw
from harmledger.extract.claims import extract
from harmledger.extract.sentences import parse
from harmledger.gazetteer import Gazetteer
from harmledger.records import Casualty, Claim
from harmledger.resolve import Resolver

_TEXT = "Event Description"
_WEAPON = ("Weapon Carried/Used", "Explosive Weapon Type")
_PEACEFUL = frozenset({"Not Applicable: No Direct Violence"})
_MEANS = ("shelling", "air_strike")
_POINTS = ("weapon", "target", "damage", "workers", "perpetrator")
Rules = Mapping[str, Any]
Hit = tuple[str, str, Any, Any]  # point; "right", "missed" or "wrong"; what the row says; what was read


@dataclass(frozen=True, slots=True)
class Incident:
    """One event of the tables: its text and day, and the fields of all its rows."""

    event: str
    date: str
    text: str
    tables: frozenset[str]
    fields: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def count(self, names: Iterable[str]) -> int | None:
        """The sum of the given number fields, None where no table of the event has them."""
        known = [max(int(v) for v in self.fields[n]) for n in names if self.fields.get(n)]
        return sum(known) if known else None


def read_incidents(path: Path, part: int | None = None) -> list[Incident]:
    """The events of a JSON Lines file, those of one half (0 or 1, by a hash of the text) where `part` is given."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _mended(row[_TEXT])
        if part is None or int(sha256(text.encode()).hexdigest(), 16) % 2 == part:
            rows.setdefault((row["SiND Event ID"], text), []).append(row)
    out = []
    for (event, text), of_event in rows.items():
        fields: dict[str, list[Any]] = {}
        for row in of_event:
            for name, value in row.items():
                if value is not None:
                    fields.setdefault(name, []).append(value)
        tables = frozenset(r["_set"] for r in of_event)
        out.append(Incident(str(event), of_event[0]["Date"], text, tables, fields))
    return out


def _mended(text: str) -> str:
    """The text without what the spreadsheet did to it: carriage returns spelt out, UTF-8 read as Windows-1252."""
    text = text.replace("_x000D_", "").strip()
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def read_claims(incidents: Sequence[Incident]) -> Iterator[tuple[Claim, ...]]:
    """The claims of each event's text, read as a report of its day by the real walk."""
    gazetteer = Gazetteer()
    resolver = Resolver(gazetteer)
    reports = [
        clean(Raw(f"{i.event}.txt", f"{i.event}-{n}", "txt", text=f"{i.text}\n", published=i.date))
        for n, i in enumerate(incidents)
    ]
    for parsed in parse(reports):
        yield tuple(c for c in resolver.resolve(parsed, extract(parsed, gazetteer)) if c.modality == "actual")


def measure(path: Path, rules: Rules, part: int | None = None) -> dict[str, float]:
    """Precision, recall and F1 of each point over the rows whose text carries its cue, with the number of rows."""
    incidents = read_incidents(path, part)
    count: Counter[tuple[str, str]] = Counter()
    for incident, claims in zip(incidents, read_claims(incidents), strict=True):
        count.update((point, verdict) for point, verdict, *_ in compare(incident, claims, rules))
    out: dict[str, float] = {"events": len(incidents)}
    for point in _POINTS:
        right, missed, wrong = (count[point, v] for v in ("right", "missed", "wrong"))
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        out[f"{point} scored"] = right + missed
        out[f"{point} precision"], out[f"{point} recall"] = round(precision, 3), round(recall, 3)
        out[f"{point} F1"] = round(2 * precision * recall / max(1e-9, precision + recall), 3)
    return out


def compare(incident: Incident, claims: Sequence[Claim], rules: Rules) -> Iterator[Hit]:
    """What is right, missed and wrong in the claims of one event, point by point."""
    yield from _weapon(incident, claims, rules["weapon"])
    yield from _target(incident, claims, rules["target"])
    yield from _damage(incident, claims, rules)
    yield from _workers(incident, claims, rules)
    yield from _perpetrator(incident, claims, rules["perpetrator"])


def _holds(text: str, words: Sequence[str]) -> bool:
    pattern = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words)
    return bool(re.search(rf"\b(?:{pattern})(?!\w)", text, re.IGNORECASE))


def _weapon(incident: Incident, claims: Sequence[Claim], rules: Sequence[Rules]) -> Iterator[Hit]:
    said = {v for name in _WEAPON for v in incident.fields.get(name, ())}
    named = {w for c in claims for w in c.weapons}
    means = {c.event_type for c in claims if not c.weapons and c.event_type in _MEANS}
    gold = [r for r in rules if said.intersection(r["row"]) and _holds(incident.text, r["words"])]
    for rule in gold:
        found = (named | {c.event_type for c in claims}).intersection(rule["reads"])
        yield "weapon", "right" if found else "missed", rule["row"][0], sorted(named | means)
    allowed = {v for r in rules if r in gold or _holds(incident.text, r["words"]) for v in r["reads"]}
    for value in sorted((named | means) - allowed):
        yield "weapon", "wrong", sorted(said), value


def _target(incident: Incident, claims: Sequence[Claim], rules: Sequence[Rules]) -> Iterator[Hit]:
    sectors = {s for v in incident.fields.get("Sector Affected", ()) for s in v.split(", ")} | incident.tables
    if _PEACEFUL.intersection(v for name in _WEAPON for v in incident.fields.get(name, ())):
        return
    named = {t for c in claims for t in c.targets}
    for rule in rules:
        gold, found = bool(sectors.intersection(rule["row"])), bool(named.intersection(rule["reads"]))
        if gold and _holds(incident.text, rule["words"]):
            yield "target", "right" if found else "missed", rule["reads"], sorted(named)
        elif found and not gold:
            yield "target", "wrong", sorted(sectors), rule["reads"]


def _damage(incident: Incident, claims: Sequence[Claim], rules: Rules) -> Iterator[Hit]:
    counted = incident.count(rules["damage"]["fields"])
    if counted is None or not _holds(incident.text, rules["damage"]["words"]):
        return
    sectors = {t for r in rules["target"] for t in r["reads"]}
    rows = [x for c in claims for x in c.casualties if x.outcome in rules["damage"]["outcomes"]]
    other = {x.of for x in rows} - {None} - sectors  # houses beside the hospital are not what the row counts
    counts = any(
        x.of not in other or sectors.intersection(c.targets) for c in claims for x in c.casualties if x in rows
    )
    words = [(e.text, c) for c in claims for e in c.evidence if e.field == "event_type"]
    told = any(_holds(text, rules["damage"]["words"]) and sectors.intersection(c.targets) for text, c in words)
    found = counts or told
    if counted:
        yield "damage", "right" if found else "missed", counted, [(x.outcome, x.of, x.low) for x in rows]
    elif found:
        yield "damage", "wrong", counted, [(x.outcome, x.of, x.low) for x in rows]


def _workers(incident: Incident, claims: Sequence[Claim], rules: Rules) -> Iterator[Hit]:
    for rule in rules["workers"]:
        number = incident.count(rule["row"])
        words = rules["taught_words" if rule.get("taught") else "worker_words"]
        outcome = rules["outcome_words"][rule["outcome"]]
        if number is None or not (_holds(incident.text, words) and _holds(incident.text, outcome)):
            continue
        rows = {(x.outcome, x.victims, x.low, x.high, x.start): x for c in claims for x in c.casualties}
        mine = [x for x in rows.values() if x.outcome == rule["outcome"] and _of_workers(x, rule, words)]
        low, high = sum(x.low or 0 for x in mine), sum(x.high or 0 for x in mine)
        fits = low <= number if any(x.high is None for x in mine) else low <= number <= high
        told = [(x.victims, x.low, x.high, x.text) for x in mine]
        if number:
            yield "workers", "right" if mine and fits else "missed", (rule["outcome"], number), told
        if mine and not fits:
            yield "workers", "wrong", (rule["outcome"], number), told


def _of_workers(row: Casualty, rule: Rules, words: Sequence[str]) -> bool:
    """Whether a casualty row counts workers; teachers and students, who have no class of victims, by its words."""
    return _holds(row.text, words) if rule.get("taught") else row.victims in rule["victims"]


def _perpetrator(incident: Incident, claims: Sequence[Claim], rules: Sequence[Rules]) -> Iterator[Hit]:
    names = incident.fields.get("Reported Perpetrator Name", ())
    gold = {r["party"] for r in rules if any(w in n for w in r["row"] for n in names)}
    found = {c.actor for c in claims if c.actor}
    for party in sorted(found):
        implied = any(r["party"] == party and _holds(incident.text, r["words"]) for r in rules)
        yield "perpetrator", "right" if party in gold and implied else "wrong", sorted(names), party
    for rule in rules:
        if rule["party"] in gold - found and _holds(incident.text, rule["words"]):
            yield "perpetrator", "missed", rule["party"], sorted(found)
