"""Whether a value that a correction gives can be a claim's: of the codebook, whole, and in bounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from harmledger import codebook
from harmledger.decisions.records import Decision
from harmledger.records import Casualty, Place, Record, Source, Time

_FARTHEST_KM = 20_100  # from a point to its antipode
_ONE_OF = {"kind": "kinds", "modality": "modalities", "event_type": "event_types"}
_SEVERAL = {"targets": "targets", "weapons": "weapons"}


def faults(decision: Decision) -> tuple[str, ...]:
    """What is wrong with the values that a decision gives, one line each; fields of newer versions are not judged."""
    found = [f"{c.field}: {wrong}" for c in decision.changes if (wrong := fault(c.field, c.after))]
    if decision.action == "grade" and decision.value not in codebook.load("review")["grades"]:
        found.append(f"grade: there is none of the name {_short(decision.value)}")
    return tuple(found)


def fault(field: str, value: Any) -> str:
    """What is wrong with a value of a claim's field, as plain JSON; "" where it can stand."""
    if field in _ONE_OF:
        return _unknown([value], _ONE_OF[field])
    if field in _SEVERAL:
        if not isinstance(value, list | tuple):
            return "is no list"
        return _unknown(value, _SEVERAL[field]) or ("names one twice" if len(set(value)) < len(value) else "")
    if field == "casualties":
        if not isinstance(value, list | tuple):
            return "is no list of rows"
        return next((wrong for row in value if (wrong := _judged(Casualty, row, _figure))), "")
    if field == "actor":
        return "" if value is None or (isinstance(value, str) and value.strip()) else "is no name"
    if field == "source":
        return _judged(Source, value, _source)
    if value is None:  # a place or time that is not known
        return ""
    if field == "place":
        return _judged(Place, value, _place)
    return _judged(Time, value, _time) if field == "time" else ""


def _judged(kind: type[Record], value: Any, judge: Callable[[Any], str]) -> str:
    if not isinstance(value, Mapping):
        return f"is no {kind.__name__.lower()}"
    try:
        return judge(kind.from_json(value))
    except (TypeError, ValueError) as error:
        return f"is no {kind.__name__.lower()} ({error})"


def _place(place: Place) -> str:
    if not isinstance(place.text, str) or not all(isinstance(v, str | None) for v in (place.name, place.admin1)):
        return "has a name that is no text"
    if (place.lat is None) != (place.lon is None):
        return "has only one of lat and lon"
    if place.lat is not None and not (_within(place.lat, 90) and _within(place.lon, 180)):
        return "lies outside the world: degrees, lat, then lon"
    if place.precision is not None or place.lat is not None:
        known = codebook.load("vocabulary")["place_precisions"]
        if place.precision is None:
            return f"has coordinates without a precision; say how exact they are: {', '.join(known)}"
        if place.precision not in known:
            return f"has the precision {_short(place.precision)}; choose from: {', '.join(known)}"
    if place.radius_km is not None and not (_within(place.radius_km, _FARTHEST_KM) and place.radius_km >= 0):
        return "has a radius that is none"
    if place.geonames_id is not None and not _count(place.geonames_id):
        return "has a number in GeoNames that is none"
    return "" if isinstance(place.country, str | None) else "has a country that is no code"


def _time(time: Time) -> str:
    if (time.start is None) != (time.end is None):
        return "has a beginning or an end alone; give both"
    if time.start is None or time.end is None:
        return "" if time.precision is None else "has a precision without days"
    if time.end < time.start:
        return "ends before it begins"
    known = codebook.load("vocabulary")["time_precisions"]
    return "" if time.precision in known else f"has the precision {_short(time.precision)}; choose from: {_all(known)}"


def _figure(row: Casualty) -> str:
    words = codebook.load("vocabulary")
    if wrong := _unknown([row.outcome], "outcomes") or _unknown([row.victims], "victims"):
        return wrong
    most = codebook.load("review")["largest_figure"]
    numbers = [n for n in (row.low, row.high) if n is not None]
    if not all(_count(n) for n in numbers):
        return "has a figure that is no whole number"
    if any(n > most for n in numbers):
        return f"has a figure above {most:,}"
    if row.low is not None and row.high is not None and row.high < row.low:
        return f"ends below its beginning ({row.low} to {row.high})"
    if row.of is not None and not isinstance(row.of, str):
        return "is of something that is no text"
    if row.victims == "combatant" and row.of and row.of not in words["sides"]:
        return f"has the side {_short(row.of)}; choose from: {_all(words['sides'])}"
    offsets = [n for n in (row.start, row.end) if n is not None]
    return "" if isinstance(row.text, str) and all(_count(n) for n in offsets) else "has words without their place"


def _source(source: Source) -> str:
    if not isinstance(source.name, str | None):
        return "has a name that is no text"
    return _unknown([source.type], "source_types") or _unknown([source.side], "sides")


def _unknown(values: Sequence[Any], vocabulary: str) -> str:
    known = codebook.load("vocabulary")[vocabulary]
    wrong = [v for v in values if not isinstance(v, str) or v not in known]
    return f"there is no {_short(wrong[0])} among the {vocabulary.replace('_', ' ')}" if wrong else ""


def _within(number: Any, most: float) -> bool:
    return (
        isinstance(number, int | float)
        and not isinstance(number, bool)
        and math.isfinite(number)
        and abs(number) <= most
    )


def _count(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


def _short(value: Any) -> str:
    return f"“{str(value)[:40]}”"


def _all(names: Sequence[str]) -> str:
    return ", ".join(names)
