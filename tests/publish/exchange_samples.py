"""A small ledger with what exchange formats get wrong: both sides, no place, no day, a running total, odd signs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from harmledger.publish.accounts import Told
from harmledger.records import Casualty, Claim, Difference, Incident, Place, Published, Report, Source, Span, Time, Toll
from harmledger.store import Ledger
from ledger_samples import KHARKIV, claim, incident, report

SOUTH = replace(KHARKIV, text="Goma", name="Goma", country="CD", admin1="North Kivu", lat=-1.67409, lon=29.22845)
PERIOD = Time("in May", dt.date(2022, 5, 1), dt.date(2022, 5, 31), "month", basis="expression")
BOTH, NOWHERE, TOTAL = "i-00000001", "i-00000002", "i-00000003"


def reports() -> Sequence[Report]:
    """Four reports: with and without outlet, address and day, one with signs that break CSV and HTML."""
    return (
        report(1, url="https://example.org/one"),
        report(2, title='=HYPERLINK("x") | "<b>a</b>"', outlet="صحيفة | اليوم", language="ar"),
        report(3, outlet="", title="", published=Published()),
        report(4, outlet="The Other Courier"),
    )


def fill(ledger: Ledger) -> None:
    """Put the sample into an empty ledger."""
    one, two, three, four = reports()
    said = claim(one, 1, place=SOUTH, time=PERIOD, casualties=(Casualty("killed", "civilian", None, 3, 5),))
    denied = claim(
        two, 1, place=SOUTH, time=PERIOD, modality="denied", actor="Ukraine", actor_text="-the =army", casualties=(),
        source=Source("the ministry", "military", "Russia"),
    )  # fmt: skip
    vague = claim(three, 1, place=None, time=None, actor=None, casualties=(), targets=(), weapons=())
    total = claim(four, 1, kind="toll", casualties=(Casualty("killed", "civilian", None, 900, None),))
    for of, claims in ((one, [said]), (two, [denied]), (three, [vague]), (four, [total])):
        ledger.add(of, claims)
    ledger.replace_incidents(incidents(said, denied, vague, total))


def incidents(said: Claim, denied: Claim, vague: Claim, total: Claim) -> list[Incident]:
    """A contested event with a place and a month, one of which nothing is known, and a running total."""
    return [
        incident(
            1, said, denied, contested=True, grade="contested", grade_reasons=("denied by one side",), graded_by="rule",
            tolls=(Toll("killed", "civilian", 3, 4, 5, "median"), Toll("injured", "child", 2, 2, None, "median")),
            differences=(Difference("contradiction", "actor", ("Russia", "Ukraine"), (said.id, denied.id)),),
        ),
        incident(2, vague, place=None, time=None, targets=(), actors=(), tolls=(), summary="=1+1"),
        incident(3, total, tolls=(Toll("killed", "civilian", 900, 900, None, "median"),)),
    ]  # fmt: skip


def odd(text: str, place: Place | None = SOUTH) -> Told:
    """An incident in which every free text is this one."""
    of = replace(
        report(1), document=text, title=text, outlet=text, url=text, language=text,
        published=Published(dt.date(2022, 5, 2), dt.date(2022, 5, 2), "given"),
    )  # fmt: skip
    made = replace(
        claim(of, 1), quotes=(Span(text, 0, len(text)),), actor=text or None, actor_text=text,
        source=Source(text, "military", "none"), place=place,
    )  # fmt: skip
    row = incident(1, made, summary=text, actors=(text,) if text else (), place=place, aliases=(text,))
    return Told(row, (made,), (of,))
