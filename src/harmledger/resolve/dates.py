"""From expressions of time to days: against the report's own date, the war's start, and the time named before.

The publication day is never a silent default: where no expression gives the time, `default_time` follows the coding
manual's rule for the case at hand and says so in `basis`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from harmledger.extract.time_mentions import TimeMention
from harmledger.records import Published, Report, Time, TimePrecision
from harmledger.timex import conflicts
from harmledger.timex.base import Context, Days
from harmledger.timex.calendar import days
from harmledger.timex.conflicts import Conflict

VERSION = "dates/1"
EXPRESSION = "expression"
_DAY = dt.timedelta(days=1)
_FEW = 2  # days over which an inferred date of publication may run and still name the day of the news
# Two days no report of a living war is near: what resolves to the same days against both needs no date of its report.
_ANY_DAY = (dt.date(1700, 1, 1), dt.date(2400, 1, 1))


def resolve_time(
    mention: TimeMention,
    published: Published,
    conflict: Conflict | None,
    previous: Time | None = None,
    *,
    places: Sequence[str] = (),
) -> Time:
    """The days that an expression means; without days where the words, or an unknown date of the report, fix none.

    `previous`: the time named before in the report, for "the same day", "hours later". `places`: names around it, for
    "since it was liberated". A report dated only to a range gives the range of days that this leaves open.
    """
    if mention.role in ("rate", "comparison"):
        return _time(mention, None, "how often, not when" if mention.role == "rate" else "compared with, not when")
    if "stamp" in mention.value:
        return _time(mention, None, "time stamp of the page")
    span = _span(mention, published, conflict, previous, places)
    if span is None:
        return _time(mention, None, "expression without a day")
    start, end = _apply_role(mention, span, published, conflict)
    if start is not None and end is not None and start > end:
        return _time(mention, None, "expression without a day")
    return _time(mention, (start, end), EXPRESSION)


def _span(
    mention: TimeMention,
    published: Published,
    conflict: Conflict | None,
    previous: Time | None,
    places: Sequence[str],
) -> Days | None:
    before = (previous.start, previous.end) if previous and previous.start and previous.end else None
    bases = (published.start, published.end) if published.start and published.end else _ANY_DAY
    found = []
    for base in dict.fromkeys(bases):
        one = days(mention.kind, mention.value, Context(base, conflict, before, tuple(places)))
        if one is None:
            return None
        found.append(one)
    if bases is _ANY_DAY and found[0] != found[1]:
        return None
    start, end = min(f[0] for f in found), max(f[1] for f in found)
    if published.end is not None and not mention.value.get("future") and start <= published.end < end:
        end = published.end  # "this week", "in March" of a report of 10 March: not after the report
    return start, end


def _apply_role(
    mention: TimeMention, span: Days, published: Published, conflict: Conflict | None
) -> tuple[dt.date | None, dt.date | None]:
    start, end = span
    last = _news_days(published)[1]
    if mention.role in ("since", "after"):
        return start, max(end, last) if last else None
    if mention.role == "until":
        return (conflict.start if conflict and conflict.start <= end else None), end
    if mention.role == "before":
        eve = start - _DAY
        return (conflict.start if conflict and conflict.start <= eve else None), eve
    return start, end


def _time(mention: TimeMention, span: tuple[dt.date | None, dt.date | None] | None, basis: str) -> Time:
    start, end = span or (None, None)
    return Time(
        text=mention.text,
        start=start,
        end=end,
        precision=precision_of(start, end) if start and end else None,
        text_start=mention.start,
        text_end=mention.end,
        basis=basis,
    )


def precision_of(start: dt.date, end: dt.date) -> TimePrecision:
    """How coarse a span of days is: up to two days `day`, 15 days `week`, 300 days `month`, else `year`."""
    length = (end - start).days + 1
    return "day" if length <= 2 else "week" if length <= 15 else "month" if length <= 300 else "year"


def default_time(
    published: Published,
    conflict: Conflict | None,
    *,
    breaking: bool,
    overnight: bool = False,
    past: bool = False,
    caption: bool = False,
    kind: str = "event",
) -> Time:
    """The time of a claim that no expression dates, by the manual's rule; `basis` says which.

    Breaking news and conditions: the publication day (with the day before for `overnight`). A past event, a caption
    or a toll: from the war's start to publication, with a coarse precision. Unknown where date or war is unknown.
    """
    first, last = _news_days(published)
    if first is None or last is None:
        return Time(basis="no cue, and the report's date is unknown")
    if breaking and kind != "toll" and not past:
        first = first - _DAY if overnight else first
        return _default(
            first,
            last,
            "breaking news: publication day and the day before" if overnight else "breaking news: publication day",
        )
    if kind == "condition" and not past and not caption:
        return _default(first, last, "condition: publication day")
    if conflict is None or conflict.start > last:
        return Time(basis="no cue, and no known war's start to count from")
    return _default(conflict.start, last, "no cue: war start to publication")


def days_before(published: Published, count: int, basis: str) -> Time:
    """The publication day and `count` days before it; no days where the report's date is unknown."""
    first, last = _news_days(published)
    if first is None or last is None:
        return Time(basis="no cue, and the report's date is unknown")
    return _default(first - count * _DAY, last, basis)


def _news_days(published: Published) -> tuple[dt.date | None, dt.date | None]:
    """The day or days that a report's news is of: of a date inferred to a few days the first.

    An inferred range runs from the newest day that the report names; news that is not dated is mostly of that day.
    """
    first, last = published.start, published.end
    if published.basis == "inferred" and first is not None and last is not None and (last - first).days <= _FEW:
        return first, first
    return first, last


def _default(start: dt.date, end: dt.date, basis: str) -> Time:
    return Time(start=start, end=end, precision=precision_of(start, end), basis=basis)


def conflict_of(report: Report, claims_countries: Iterable[str] = ()) -> Conflict | None:
    """The war that a report is about, by its words, its claims' countries (ISO codes) and date; None where unknown."""
    return conflicts.about(report.text, claims_countries, report.published.end)


def combine(times: Sequence[Time]) -> Time | None:
    """One time of several in a clause: the narrowest, where others hold it; days that stand side by side are joined."""
    dated = [t for t in times if t.start and t.end]
    if not dated:
        return times[0] if times else None
    best = min(dated, key=lambda t: (_length(t), t.text_start or 0))
    apart = [t for t in dated if _apart(t, best) and t.precision == "day" == best.precision]
    if not apart:
        return best
    group = [best, *apart]
    start, end = min(t.start for t in group if t.start), max(t.end for t in group if t.end)
    return Time(best.text, start, end, precision_of(start, end), best.text_start, best.text_end, best.basis)


def _length(time: Time) -> int:
    return (time.end - time.start).days if time.start and time.end else 0


def _apart(a: Time, b: Time) -> bool:
    return bool(a.start and a.end and b.start and b.end and (a.end < b.start or b.end < a.start))


def historical(time: Time, published: Published, conflict: Conflict | None) -> bool:
    """Whether a time is of another war or decade: over a year before the report, and before the war it tells of."""
    if time.end is None or published.start is None:
        return False
    if conflict is None:
        return (published.start - time.end).days > 3 * 365
    return time.end < conflict.start and (published.start - time.end).days > 365
