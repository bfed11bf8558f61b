"""Control of towns as said: who is said to hold, take, leave, encircle or contest a town, by whom, on which day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from harmledger import codebook
from harmledger.analyse.base import Analysis, Options, Row
from harmledger.analyse.control_words import State, read_states
from harmledger.analyse.material import Material
from harmledger.analyse.said import body, days, joined, said_on, sayer, voices, where
from harmledger.link.accounts import place_key
from harmledger.records import INFERRED, Claim, Place, Report

LONGEST = 31  # days: a longer stretch says nothing about a day


@dataclass(frozen=True, slots=True)
class SaidRow(Row):
    """One statement about one town, with every claim that makes it."""

    place: Annotated[str, "the town"]
    precision: Annotated[str | None, "of the place; near: the words say near it, so nobody is said to hold it"]
    start: Annotated[dt.date | None, "first day of what is said; empty where unknown"]
    end: Annotated[dt.date | None, "last day of what is said"]
    dated: Annotated[str, "stated (by the text), as said (the report's own day), or unknown"]
    state: Annotated[
        str, "captured, liberated, fell, holds, repelled, left, driven out, encircled, entered, contested ..."
    ]
    party: Annotated[str, "who did it, as said; empty where untold"]
    basis: Annotated[str, "how the party is known: named in the words, inferred from what, as worded, or untold"]
    against: Annotated[str, "to whom; empty where untold"]
    holder: Annotated[str, "who holds the town by this account; empty where it says nothing of that"]
    denied: Annotated[bool, "whether the source says that it is not so"]
    said_by: Annotated[str, "party or kind of body that says it"]
    source: Annotated[str, "who says it"]
    sources: Annotated[int, "independent sources"]
    words: Annotated[str, "the word that tells it"]
    claims: Annotated[tuple[str, ...], "claims behind the row"]


def said(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[SaidRow]:
    """Every statement once a day and kind of source; by place and day."""
    return [row for _, row in keyed(claims, reports)]


def keyed(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[tuple[str, SaidRow]]:
    """The statements, each with the key of its place."""
    book = codebook.load("control")
    groups: dict[tuple[object, ...], list[tuple[SaidRow, Claim]]] = defaultdict(list)
    for claim in claims:
        place = claim.place
        if claim.event_type not in book["types"] or claim.kind == "toll" or claim.modality not in ("actual", "denied"):
            continue
        if place is None or not (place.precision in book["precisions"] or _unlocated(place)):
            continue
        report = reports.get(claim.report)
        for state in read_states(claim, report.title if report is not None else ""):
            row = _row(claim, state, reports)
            groups[place_key(place) or place.text, *_same(row)].append((row, claim))
    rows = [(str(key[0]), _joined(group, reports)) for key, group in groups.items()]
    return sorted(rows, key=lambda r: _order(r[1]))


def _unlocated(place: Place) -> bool:
    """A village that the gazetteer lacks: a bare name, no "Varsk region" and no "eastern Oresk"."""
    return place.name is None and place.text.replace("-", "").isalpha() and place.text.istitle()


def _same(row: SaidRow) -> tuple[object, ...]:
    return (row.precision == "near", row.state, row.party, row.denied, row.said_by, row.start, row.end)


def _basis(claim: Claim, party: str) -> str:
    """How the party is known: named, pronoun or forces of the report, as worded, or nobody named."""
    if not party:
        return "untold"
    if party != claim.actor:
        return "named in the words"
    by = [e.by for e in claim.evidence if e.field == "actor" and e.by.startswith(INFERRED)]
    if by:
        return by[0]
    return "named in the words" if party[:1].isupper() else "as worded: no party named"


def _row(claim: Claim, state: State, reports: Mapping[str, Report]) -> SaidRow:
    book = codebook.load("control")
    assert claim.place is not None
    start, end, dated = _day(claim, reports)
    near = state.near or claim.place.precision == "near"
    holds = state.state in book["holder"] and not state.denied and not near
    return SaidRow(
        place=where(claim.place),
        precision="near" if near else claim.place.precision,
        start=start,
        end=end,
        dated=dated,
        state=state.state,
        party=state.party,
        basis=_basis(claim, state.party),
        against=state.against,
        holder=state.party if holds else "",
        denied=state.denied,
        said_by=body(claim),
        source=sayer(claim, reports),
        sources=1,
        words=state.words,
        claims=(claim.id,),
    )


def _day(claim: Claim, reports: Mapping[str, Report]) -> tuple[dt.date | None, dt.date | None, str]:
    """The days that the text states; else, where nothing else dates it, the report's own day."""
    stated = days(claim, LONGEST)
    if stated is not None:
        return (*stated, "stated")
    if claim.time is not None and claim.time.text:
        return (None, None, "unknown")  # "since 2014", "this year": a time is told, and no day of it
    day = said_on(claim, reports)
    return (day, day, "as said") if day is not None else (None, None, "unknown")


def _joined(group: Sequence[tuple[SaidRow, Claim]], reports: Mapping[str, Report]) -> SaidRow:
    group = sorted(group, key=lambda g: (str(said_on(g[1], reports)), g[1].id))
    own = [claim for _, claim in group]
    return replace(
        group[0][0],
        against=next((r.against for r, _ in group if r.against), ""),
        source=joined(r.source for r, _ in group),
        sources=voices(own, reports),
        words=joined(r.words.lower() for r, _ in group),
        claims=tuple(dict.fromkeys(c.id for c in own)),
    )


def _order(row: SaidRow) -> tuple[object, ...]:
    return (row.place, str(row.end), str(row.start), row.state, row.party, row.said_by, row.claims)


def _rows(material: Material, options: Options) -> Iterable[Row]:
    del options
    return said(material.claims(), material.reports())


ANALYSIS = Analysis(
    name="control-said",
    about="who is said to hold, take, leave, encircle or contest a town, day by day and source by source, with denials",
    row=SaidRow,
    rows=_rows,
    shown=("place", "end", "dated", "state", "party", "basis", "against", "holder", "denied", "said_by", "source"),
    note="Each row is what a source says. “As said” is the day of the report, where its words give no other.",
)
