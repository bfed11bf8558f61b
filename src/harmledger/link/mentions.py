"""Which claims of an incident only mention it: told later, as the background of another matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harmledger.link.accounts import published_day
from harmledger.link.passing import in_passing
from harmledger.link.settings import settings
from harmledger.records import Claim, Report


def mentions(claims: Sequence[Claim], reports: Mapping[str, Report]) -> tuple[str, ...]:
    """Ids of the claims whose reports only mention the event, in the order given.

    Such a report came out days after the first one and tells of the event in a subordinate phrase wherever it names it
    ("after the April strike on the station"); it counts nobody as its own news.
    """
    conf = settings()
    days = {c.report: published_day(reports.get(c.report)) for c in claims}
    known = [day for day in days.values() if day is not None]
    if not known:
        return ()
    least = min(known) + int(conf.number("mentions", "days"))
    passing = {r for r, day in days.items() if day is not None and day >= least}
    passing -= {c.report for c in claims if c.report in passing and not in_passing(c, reports[c.report], conf)}
    return tuple(c.id for c in claims if c.report in passing)
