"""Values of records in words for a person: days, places, figures, sources. Nothing is made more exact than it is."""

from __future__ import annotations

import datetime as dt
import re

from harmledger.records import Casualty, Claim, Incident, Place, Published, Source, Time, Toll

UNKNOWN = "unknown"
_OPENING, _CLOSING = frozenset('“"«„'), frozenset('”"»“')


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


def calendar(start: dt.date | None, end: dt.date | None, precision: str | None = None) -> str:
    """The same range as it is spoken: "14 Jul 2022", "14–17 Jul 2022", "July 2022", "2022"."""
    if start is None or end is None:
        return UNKNOWN if start is None and end is None else f"from {_day(start)}" if start else f"to {_day(end)}"
    if start == end:
        return _day(start)
    if not (told := days(start, end, precision)).startswith(start.isoformat()):
        return told  # a whole month or year
    if _month(start) == _month(end):
        return f"{start.day}–{_day(end)}"
    return f"{start.day} {start:%b} – {_day(end)}" if start.year == end.year else f"{_day(start)} – {_day(end)}"


def dated(text: str) -> str:
    """A sentence with its ISO dates as they are spoken: "on 2022-07-14" is "on 14 Jul 2022"."""
    return _ISO.sub(_spoken, text) if "-" in text else text


_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?: to (?:(\d{4})-)?(\d\d)-(\d\d))?(?![\w-])")


def _spoken(found: re.Match[str]) -> str:
    year, month, day, other, month2, day2 = found.groups()
    try:
        start = dt.date(int(year), int(month), int(day))
        return calendar(start, dt.date(int(other or year), int(month2), int(day2)) if month2 else start)
    except ValueError:  # digits that are no date
        return found.group()


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else UNKNOWN


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


def published(value: Published) -> str:
    """When a report was published, with a mark where that was inferred from its text."""
    if not value.known:
        return UNKNOWN
    mark = " (inferred)" if value.basis == "inferred" else ""
    return days(value.start, value.end) + mark


def toll(row: Toll) -> str:
    """An incident's figure: the best one ("24+" where it is a lower bound), and the range where the claims differ."""
    whole = figures(row.low, row.high)
    open_ended = (row.low is None and row.best == row.high) or (row.high is None and row.best == row.low)
    if row.best is None or open_ended or row.low == row.high:
        return whole
    return f"{row.best:,}{'+' if row.best_open else ''} ({whole})"


def toll_cell(incident: Incident, outcome: str) -> str:
    """The figure for one outcome in a table: the broadest kind of victim, and soldiers apart."""
    widest = incident.toll(outcome)
    soldiers = [t for t in incident.tolls if t.outcome == outcome and t.victims == "combatant"]
    cells = [toll(widest)] if widest else []
    return ", ".join(cells + [f"{toll(t)} soldiers{of_side(t.of)}" for t in soldiers])


def what(item: Incident | Claim) -> str:
    """What happened to what: "shelling: healthcare, residential"."""
    targets = [plain(t) for t in item.targets if t != "civilians"] or [plain(t) for t in item.targets]
    return plain(item.event_type) + (f": {', '.join(targets)}" if targets else "")


def quoted(text: str) -> str:
    """The text on one line in quotation marks, unless it brings its own."""
    line = " ".join(text.split())
    return line if line[:1] in _OPENING and line[-1:] in _CLOSING else f"“{line}”"


def moment(at: str) -> str:
    """An instant to the minute, in UTC: "22 Nov 2026 06:10"; a day alone stays one, empty where it is not told."""
    return f"{dated(at[:10])} {at[11:16]}".strip()


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "1,200 reports"."""
    ending = "es" if noun.endswith("ss") else "" if noun.endswith("s") else "s"
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}{ending}"


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def standing(incident: Incident) -> str:
    """Its grade, where it has one, and whether it is contested."""
    marks = (incident.grade or "", "contested" if incident.contested else "")
    return ", ".join(dict.fromkeys(filter(None, marks)))


def doers(incident: Incident) -> str:
    """Who did it, with how that is known: "Russia (as reported)", "Russia (inferred)"; empty where nobody says."""
    how = (
        "inferred from the rest of its report" if a in incident.inferred_actors else "as reported"
        for a in incident.actors
    )
    return " / ".join(f"{actor} ({known})" for actor, known in zip(incident.actors, how, strict=True))
