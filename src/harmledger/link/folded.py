"""The changes of several runs as one: what is different at the end from what was at the beginning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from harmledger.history import Change
from harmledger.link.changes import gravity, sentence

_BEGUN = frozenset({"new", "split"})  # the incident was not there before
_PAST = frozenset({"merged", "gone", "decided"})  # of what is told of an incident that is no more, these stay
_Key = tuple[str, str, str]


def folded(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes, given in the order in which they were made, without what was undone or overtaken; most grave first.

    A figure that went from 4 to 6 and then to 9 went from 4 to 9; one that went back did not change; of an incident
    that is new all else that is told of it is part of that, and one that came and went is not told.
    """
    kept: dict[_Key, Change] = {}
    begun: set[str] = set()
    for change in changes:
        if change.kind == "split" and kept.pop((change.others[0], "merged", change.incident), None) is not None:
            continue  # merged and parted again
        if change.kind in _BEGUN:
            begun.add(change.incident)
        for other in change.others if change.kind == "merged" else ():
            _forget(kept, other)
        if change.kind == "gone":
            came = change.incident in begun
            _forget(kept, change.incident)
            begun.discard(change.incident)
            if came:
                continue
        if change.kind in _BEGUN | _PAST or change.incident not in begun:
            _add(kept, change)
    return tuple(sorted(kept.values(), key=gravity))


def _forget(kept: dict[_Key, Change], incident: str) -> None:
    """Drop what was told of an incident that is no more."""
    for key in [k for k in kept if k[0] == incident and k[1] not in _PAST]:
        del kept[key]


def _add(kept: dict[_Key, Change], change: Change) -> None:
    kind = "contradicted" if change.kind == "resolved" else change.kind
    which = ",".join(change.others) if change.kind == "merged" else ",".join(change.decisions) or change.field
    key = (change.incident, kind, which)
    first = kept.pop(key, None)
    if first is None or change.kind in _BEGUN | _PAST:
        kept[key] = change
        return
    if first.before == change.after and change.kind != "reports":
        return
    claims = tuple(dict.fromkeys((*first.claims, *change.claims)))
    joined = replace(change, before=first.before, claims=claims)
    kept[key] = joined if change.kind == "grade" else replace(joined, sentence=_again(joined))


def _again(change: Change) -> str:
    field = "by" if change.kind == "actors" else change.field
    return sentence(change.kind, field, change.before, change.after)
