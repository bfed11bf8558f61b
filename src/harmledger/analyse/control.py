"""Control of towns as reported: for each town and kind of source the stretches in which it says one thing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from harmledger import codebook
from harmledger.analyse.base import Analysis, Option, Options, Row
from harmledger.analyse.control_said import SaidRow, keyed
from harmledger.analyse.material import Material
from harmledger.analyse.said import joined


@dataclass(frozen=True, slots=True)
class ControlRow(Row):
    """One stretch of days in which one kind of source says one thing of a town, from its first to its last word."""

    place: Annotated[str, "the town"]
    state: Annotated[str, "held, left, encircled or contested; denied ... where the source says that it is not so"]
    party: Annotated[str, "who holds, left or encircled it, or attacks it; empty where untold"]
    basis: Annotated[str, "how the party is known: named in the words, inferred from what, as worded, or untold"]
    first_day: Annotated[dt.date | None, "first day for which it is said; empty where no day is known"]
    last_said: Annotated[dt.date | None, "last day for which it is said: what holds after it, nobody said"]
    said_by: Annotated[str, "party or kind of body that says it"]
    told: Annotated[str, "the words of state behind it: captured, repelled, holds ..."]
    statements: Annotated[int, "statements in the stretch"]
    source: Annotated[str, "who says it"]
    contradicted_by: Annotated[str, "who says otherwise of these days, and what"]
    contradicting: Annotated[tuple[str, ...], "claims of these"]
    claims: Annotated[tuple[str, ...], "claims behind the row"]


def stretches(said: Iterable[tuple[str, SaidRow]]) -> list[ControlRow]:
    """Stretches by town, day and source; each with what others say of the same days."""
    towns: dict[str, dict[str, list[SaidRow]]] = defaultdict(lambda: defaultdict(list))
    for key, row in said:
        towns[key][row.said_by].append(row)
    out: list[ControlRow] = []
    for voices in towns.values():
        own = [s for rows in voices.values() for s in _of_voice(rows)]
        out.extend(_contradicted(s, own) for s in own)
    return sorted(
        out, key=lambda r: (r.place, str(r.first_day), str(r.last_said), r.said_by, r.state, r.party, r.claims)
    )


def _of_voice(rows: Sequence[SaidRow]) -> Iterator[ControlRow]:
    """Statements of one thing that follow each other as one stretch; those without a day stay for themselves.

    Holding and leaving are one track, siege, fight and denials others: a town may be held and fought over at once.
    """
    tracks: dict[str, list[SaidRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (str(r.end), str(r.start), *_thing(r), r.claims)):
        if row.end is None:
            yield _stretch([row])
        else:
            kind = _thing(row)[0]
            tracks["held" if kind == "left" else kind].append(row)
    for track in tracks.values():
        held = [track[0]]
        for row in track[1:]:
            if _thing(held[-1]) != _thing(row) or _silence(held, row) > _patience(row):
                yield _stretch(held)
                held = []
            held.append(row)
        yield _stretch(held)


def _silence(held: Sequence[SaidRow], row: SaidRow) -> int:
    last = max(r.end for r in held if r.end is not None)
    return ((row.start or row.end or last) - last).days


def _patience(row: SaidRow) -> int:
    """Days of silence that one stretch bears: long only where the later word says that it lasted."""
    book = codebook.load("control")
    kind = _thing(row)[0].removeprefix("denied ")
    lasts = row.state in book["lasting"] or kind in ("encircled", "contested")
    return int(book["gap_days"][kind] if lasts else book["join_days"])


def _thing(row: SaidRow) -> tuple[str, str]:
    """What a statement says: held, left or encircled by whom, or contested, whoever attacks."""
    kind = str(codebook.load("control")["kinds"][row.state])
    if kind == "held" and row.precision == "near":
        kind = "contested"  # said of the surroundings
    if row.denied:
        return f"denied {kind}", row.party
    if kind == "contested":
        return kind, ""
    return (kind, row.party or f"({row.state})")  # "liberated" and "occupied" by nobody named are not one holder


def _attackers(rows: Iterable[SaidRow]) -> str:
    """Who is said to attack: of a repelled assault those against whom the town held."""
    return joined(sorted({r.against if r.state == "repelled" else r.party for r in rows}))


def _stretch(rows: Sequence[SaidRow]) -> ControlRow:
    state, _ = _thing(rows[0])
    days = [d for r in rows for d in (r.start, r.end) if d is not None]
    return ControlRow(
        place=rows[0].place,
        state=state,
        party=_attackers(rows) if state == "contested" else rows[0].party,
        basis=joined(sorted({r.basis for r in rows})),
        first_day=min(days, default=None),
        last_said=max(days, default=None),
        said_by=rows[0].said_by,
        told=joined(sorted({r.state for r in rows})),
        statements=len(rows),
        source=joined(part for r in rows for part in r.source.split("; ")),
        contradicted_by="",
        contradicting=(),
        claims=tuple(dict.fromkeys(c for r in rows for c in r.claims)),
    )


def _contradicted(row: ControlRow, others: Sequence[ControlRow]) -> ControlRow:
    """The stretch with the other sources' stretches of the same days that cannot stand beside it."""
    rivals = [o for o in others if o.said_by != row.said_by and _rivals(row, o) and _meet(row, o)]
    rivals.sort(key=lambda o: (str(o.first_day), o.said_by, o.claims))
    return replace(
        row,
        contradicted_by="; ".join(f"{o.said_by}: {o.state} {o.party}".strip() + f" ({o.last_said})" for o in rivals),
        contradicting=tuple(dict.fromkeys(c for o in rivals for c in o.claims)),
    )


def _rivals(a: ControlRow, b: ControlRow) -> bool:
    """Two holders of one town, or a denial beside what it denies: of a loss beside another who holds."""
    if a.state == b.state == "held":
        return _known(a.party) and _known(b.party) and a.party != b.party
    for one, two in ((a, b), (b, a)):
        if one.state == "denied left" and two.state == "held":
            return bool(two.party) and one.party != two.party
    denied, other = (a, b) if a.state.startswith("denied") else (b, a)
    if denied.state != f"denied {other.state}":
        return False
    return denied.party in ("", other.party) or other.state == "contested"


def _known(party: str) -> bool:
    """A party by name: "the army" and "Varsk's Armed Forces" may be one."""
    return party[:1].isupper()


def _meet(a: ControlRow, b: ControlRow) -> bool:
    if a.first_day is None or a.last_said is None or b.first_day is None or b.last_said is None:
        return False
    margin = dt.timedelta(codebook.load("control")["held_days"])
    return a.first_day <= b.last_said + margin and b.first_day <= a.last_said + margin


def _by_day(rows: Iterable[ControlRow], said: Iterable[SaidRow]) -> Iterator[ControlRow]:
    """One row for each town, day and source on which something was said, with what the stretch of it is."""
    days = {c: (r.start, r.end) for r in said for c in r.claims}
    for row in rows:
        groups: dict[dt.date | None, list[str]] = defaultdict(list)
        for claim in row.claims:
            groups[days[claim][1]].append(claim)
        for day, claims in groups.items():
            yield replace(row, first_day=day, last_said=day, statements=len(claims), claims=tuple(claims))


def _rows(material: Material, options: Options) -> Iterable[Row]:
    said = keyed(material.claims(), material.reports())
    rows = stretches(said)
    if options["by"] == "stretch":
        return rows
    daily = _by_day(rows, [row for _, row in said])
    return sorted(daily, key=lambda r: (r.place, str(r.last_said), r.said_by, r.state, r.party, r.claims))


ANALYSIS = Analysis(
    name="control",
    about="control of towns as reported: who is said to hold, leave, encircle or contest each, until when last said",
    row=ControlRow,
    rows=_rows,
    options=(
        Option(
            "by",
            "one row for each stretch in which a source says one thing, or for each day",
            "stretch",
            ("stretch", "day"),
        ),
    ),
    shown=(
        "place",
        "first_day",
        "last_said",
        "state",
        "party",
        "basis",
        "said_by",
        "told",
        "statements",
        "contradicted_by",
    ),
    note="What a source said last need not hold after that day. Contradicting accounts stand beside each other; none "
    "is taken for true.",
)
