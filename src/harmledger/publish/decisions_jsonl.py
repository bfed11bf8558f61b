"""Decisions as JSON Lines, in the order in which they were made: whole, or without the names of the reviewers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from harmledger.decisions import Standing
from harmledger.publish.output import line
from harmledger.store import ALL, STATUSES, Filter, Readable


def write(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """Write the decisions, those undone too; with a filter those on claims that fit. Gives how many."""
    number = 0
    for standing in _fitting(ledger, which):
        stream.write(line(standing.decision.to_json()))
        number += 1
    return number


def write_unnamed(ledger: Readable, stream: BinaryIO, which: Filter = ALL) -> int:
    """The same with "reviewer 1", "reviewer 2" ... for names, in order of appearance, each with whether it stands."""
    names: dict[str, str] = {}
    number = 0
    for standing in _fitting(ledger, which):
        act = replace(standing.decision, reviewer=_unnamed(standing.decision.reviewer, names), nonce="")
        seconded = sorted(_unnamed(name, names) for name in standing.seconded)
        stream.write(line(act.to_json() | {"live": standing.live, "seconded": seconded}))
        number += 1
    return number


def _unnamed(name: str, names: dict[str, str]) -> str:
    return names.setdefault(name.casefold(), f"reviewer {len(names) + 1}")


def _fitting(ledger: Readable, which: Filter) -> Iterator[Standing]:
    """What an undo or agreement is about comes with it, so that a file can be read in by itself."""
    if replace(which, limit=None, statuses=()) == ALL:
        yield from ledger.standing()
        return
    claims = ledger.claims(replace(which, limit=None, statuses=which.statuses or STATUSES))
    yield from ledger.standing(on=[claim.id for claim in claims])
