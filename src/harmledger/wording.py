"""Values of records in words for a person: days, places, figures, sources. Nothing is made more exact than it is."""

from __future__ import annotations

import datetime as dt

from harmledger.records import Casualty, Place, Source, Time

UNKNOWN = "unknown"


def plain(value: str) -> str:
    """A vocabulary value as words: `air_strike` is "air strike"."""
    return value.replace("_", " ")


def days(start: dt.date | None, end: dt.date | None, precision: str | None = None) -> str:
    """A range of days, as coarse as it is known: "2023-05-16", "2023-05-16 to 05-18", "May 2023", "2022"."""
    if start is None or end is None:
        return UNKNOWN if start is None and end is None else f"from {start}" if start else f"to {end}"
    if start == end:
        return start.isoformat()
    if (
        precision == "year"
        and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
        and start.year == end.year
    ):
        return str(start.year)
    if precision == "month" and start.day == 1 and (end + dt.timedelta(1)).day == 1 and _month(start) == _month(end):
        return f"{start:%B %Y}"
    return f"{start} to {end.isoformat()[5 if start.year == end.year else 0 :]}"


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def when(time: Time | None) -> str:
    """When an event happened; "(published)" where that is only the day of the report."""
    if time is None:
        return UNKNOWN
    return days(time.start, time.end, time.precision) + " (published)" * time.of_publication


def where(place: Place | None) -> str:
    """Where an event happened: the resolved name and region, or the words of the report where it is not located."""
    if place is None:
        return UNKNOWN
    if place.name is None:
        return f"“{place.text}” (not located)"
    name = f"near {place.name}" if place.precision == "near" else place.name
    if place.precision == "site" and place.text:
        said, known = set(place.text.casefold().split()), set(place.name.casefold().split())
        if not said <= known:  # "Azovstal steel plant" says more than "Azovstal"
            name = place.text if known <= said else f"{place.text}, {name}"
    if (
        place.admin1
        and place.admin1.casefold() not in name.casefold()
        and place.name.casefold() not in place.admin1.casefold()
    ):
        name = f"{name}, {place.admin1}"
    return name


def figures(low: int | None, high: int | None) -> str:
    """A count as far as it is known: "7", "4–7", "11+", "up to 50"."""
    if low is None:
        return "?" if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,}+"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def of_side(side: str | None) -> str:
    return f" ({side})" if side else ""


def casualty(row: Casualty) -> str:
    """One row of casualties: "4 killed (civilian)"."""
    kind = plain(row.of or row.victims) if row.victims == "objects" else plain(row.victims) + (of_side(row.of))
    return (
        f"{figures(row.low, row.high)} {row.outcome} ({kind})"
        if kind != "people"
        else f"{figures(row.low, row.high)} {row.outcome}"
    )


def source(value: Source) -> str:
    """Who says so, in the report."""
    if value.name is None:
        return "the report itself" if value.type == "media" else f"a {plain(value.type)} source"
    side = "" if value.side == "none" else f", {value.side}"
    return f"{value.name} ({plain(value.type)}{side})"
