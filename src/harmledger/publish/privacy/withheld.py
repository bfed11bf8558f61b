"""What was withheld, by rule, without the content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from harmledger.publish.privacy.policy import REVIEWERS, Policy, Rule
from harmledger.records import Record
from harmledger.wording import counted

Thing = Literal[
    "claim", "incident", "passage", "name", "place", "coordinates", "address", "contact", "words", "signature"
]


SIGNED: Final = "signature"  # who made a decision, and why: the decision itself is shown


@dataclass(frozen=True, slots=True)
class Withheld(Record):
    """One thing that public output goes without, or shows only because of a decision."""

    rule: str
    kind: Thing
    reference: str  # "w-1", "w-2" ...: tells nothing
    count: int  # how often it stood there
    date: str  # of the report, as coarse as the rule says; "" where that is not known
    report: str = ""  # the public report in which a reader sees the notice; "" where even that would tell something
    released: str = ""  # the decision by which it is shown after all


@dataclass(frozen=True, slots=True)
class Found:
    """A withheld thing before it is numbered; `subject` is for reviewers only."""

    rule: str
    kind: Thing
    count: int
    day: dt.date | None
    report: str
    subject: str
    released: str = ""


def coarse(day: dt.date | None, rule: Rule) -> str:
    """A date as coarse as the rule allows: "2022-03", "2022", "" for none."""
    if day is None or rule.date == "none":
        return ""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[rule.date]]


def numbered(found: Iterable[Found], policy: Policy) -> tuple[tuple[Withheld, str], ...]:
    """The list for a reader, each row with the subject that it must not show; by rule, date and report."""
    order = list(policy.rules)
    rows = sorted(found, key=lambda f: (order.index(f.rule), coarse(f.day, policy.rules[f.rule]), f.report, f.kind))
    out = []
    for n, f in enumerate(rows, 1):
        day = coarse(f.day, policy.rules[f.rule])
        out.append((Withheld(f.rule, f.kind, f"w-{n}", f.count, day, f.report, f.released), f.subject))
    return tuple(out)


def told(counts: Mapping[str, int]) -> str:
    """Numbers by rule in words: decisions that are shown unsigned are no things withheld, and said apart."""
    things = [f"{rule} {number}" for rule, number in counts.items() if rule != REVIEWERS]
    said = ", ".join(things) or "nothing"
    return said + unsigned(counts.get(REVIEWERS, 0))


def unsigned(number: int) -> str:
    """What is said of so many decisions that are shown without who made them; "" of none."""
    return f"; {counted(number, 'decision')} shown without who decided and why" if number else ""
