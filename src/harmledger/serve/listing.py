"""An incident as one row of a list for a person: `frontend/src/lib/listing.ts` says the same from the index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from harmledger import codebook, wording
from harmledger.serve.shelf import Figure, Row

_VAGUE = ("region", "country")  # precisions that a line of a list says


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of one incident, in words."""

    id: str
    date: str
    dated_by: str  # "report’s date" where nothing else gives it, else ""
    what: str
    where: str
    doers: str  # "" where nobody names any
    killed: str
    injured: str
    grade: str
    contested: bool
    sources: str


def line(row: Row) -> Line:
    """The row of one incident."""
    i = row.incident
    time = i.time
    return Line(
        id=row.id,
        date=wording.calendar(time.start, time.end, time.precision) if time and time.start else "date not known",
        dated_by="report’s date" if time and time.of_publication else "",
        what=what(i.event_type, i.targets) if i.kind == "event" else wording.dated(i.summary),
        where=where(row),
        doers=", ".join(i.named_actors()),
        killed=figure(row.figures.get("killed")),
        injured=figure(row.figures.get("injured")),
        grade=i.grade or "",
        contested=i.contested,
        sources=told(i.independent_sources, len(i.reports)),
    )


def told(sources: int, reports: int) -> str:
    """By how many it is told: reports too where they are not as many as the sources."""
    also = "" if reports == sources else f", {wording.counted(reports, 'report')}"
    return wording.counted(sources, "source") + also


def what(event_type: str, targets: tuple[str, ...]) -> str:
    """What happened to what: "Shelling: healthcare, residential"."""
    told = [t for t in targets if t != "civilians"] or list(targets)
    return label(event_type) + (f": {', '.join(wording.plain(t) for t in told)}" if told else "")


def where(row: Row) -> str:
    """The place with how coarse it is."""
    if row.place is None:
        return "place not known"
    precision = row.place.precision
    coarse = label(precision).casefold() if precision in _VAGUE else ""
    said = wording.where(row.place)
    return f"{said} ({coarse})" if coarse and coarse not in said.casefold() else said


def figure(found: Figure | None) -> str:
    """A toll: "12–15", "12 or more", "up to 50", "number not given" where nobody gives one; "" where none is told."""
    if found is None:
        return ""
    low, best, high = found.low, found.best, found.high
    if low is None and high is None:
        return "number not given"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,}–{best:,} or more" if best is not None and best > low else f"{low:,} or more"
    if low == high:
        return f"{low:,}{' or more' if found.open else ''}"
    return f"{low:,}–{high:,}"


def label(value: str) -> str:
    """A value of the vocabulary with a capital: "Air strike", "Mine or IED"."""
    return _labels().get(value) or wording.plain(value)[:1].upper() + wording.plain(value)[1:]


@cache
def _labels() -> dict[str, str]:
    found: dict[str, str] = codebook.load("labels")["labels"]
    return found
