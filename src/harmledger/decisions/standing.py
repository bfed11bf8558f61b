"""Which decisions stand: order, what was undone, who agreed, where reviewers contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from harmledger.decisions.records import Decision, Standing

VERDICTS = ("accept", "reject", "unsure")


def ordered(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions in the order in which they act, the same in every ledger that holds them: by time, then id."""
    return sorted(decisions, key=lambda d: (d.at, d.id))


def live(decisions: Iterable[Decision]) -> set[str]:
    """The ids of the decisions that stand: not undone, or undone by a decision that was itself undone.

    An id is made from the decision's content, which names what it undoes: so there are no circles.
    """
    known = list(decisions)
    undone_by: dict[str, list[str]] = defaultdict(list)
    for decision in known:
        if decision.action == "undo":
            undone_by[decision.of].append(decision.id)
    stands: dict[str, bool] = {}
    for start in known:
        todo = [start.id]
        while todo:
            at = todo[-1]
            waiting = [u for u in undone_by[at] if u not in stands]
            if waiting:
                todo += waiting
                continue
            stands[at] = not any(stands[u] for u in undone_by[at])
            todo.pop()
    return {d.id for d in known if stands[d.id]}


def seconded(decisions: Iterable[Decision], standing: set[str]) -> dict[str, tuple[str, ...]]:
    """Decision id -> the other reviewers who agreed with it, or did the same to the same subjects."""
    known = [d for d in decisions if d.id in standing]
    same: dict[object, list[Decision]] = defaultdict(list)
    agreed: dict[str, set[str]] = defaultdict(set)
    for decision in known:
        if decision.action == "agree":
            agreed[decision.of].add(decision.reviewer)
        elif decision.action != "undo":
            same[_act(decision)].append(decision)
    for alike in same.values():
        for decision in alike:
            agreed[decision.id] |= {d.reviewer for d in alike}
    reviewer = {d.id: d.reviewer for d in known}
    return {i: tuple(sorted(who - {reviewer.get(i)})) for i, who in agreed.items() if who - {reviewer.get(i)}}


def _act(decision: Decision) -> object:
    changes = tuple(sorted((c.field, repr(c.after)) for c in decision.changes))
    named = frozenset(a.claim for a in decision.anchors if not a.role)
    return decision.action, named, changes, decision.value


def conflicts(standings: Sequence[Standing]) -> Iterator[tuple[Standing, Standing]]:
    """Pairs of live decisions, of different reviewers, that say opposite things of one claim; the earlier first.

    Of two such decisions the later acts. `standings` are in the order in which they act.
    """
    said: dict[tuple[str, str], Standing] = {}
    found: dict[tuple[str, str], tuple[Standing, Standing]] = {}
    for standing in standings:
        if not standing.live:
            continue
        for key in _topics(standing):
            before = said.get(key)
            if before and _others(before, standing) and _position(before, key[1]) != _position(standing, key[1]):
                found.setdefault((before.decision.id, standing.decision.id), (before, standing))
            said[key] = standing
    together: dict[str, Standing] = {}
    for standing in standings:
        if standing.live and standing.decision.action in ("join", "split", "move"):
            for before in {id(s): s for c in standing.named() if (s := together.get(c))}.values():
                if _others(before, standing) and _at_odds(before, standing):
                    found.setdefault((before.decision.id, standing.decision.id), (before, standing))
            together.update(dict.fromkeys((*standing.named(), *standing.named("with")), standing))
    yield from sorted(found.values(), key=lambda pair: (pair[1].decision.at, pair[1].decision.id, pair[0].decision.id))


def _others(before: Standing, after: Standing) -> bool:
    return before.decision.reviewer != after.decision.reviewer


def _topics(standing: Standing) -> Iterator[tuple[str, str]]:
    """(claim, what is said of it)."""
    act = standing.decision
    for claim in standing.named():
        if act.action in VERDICTS:
            yield claim, "verdict"
        elif act.action == "grade":
            yield claim, "grade"
        for change in act.changes:
            yield claim, change.field


def _position(standing: Standing, topic: str) -> object:
    act = standing.decision
    if topic == "verdict":
        return act.action
    if topic == "grade":
        return act.value
    return next((repr(c.after) for c in act.changes if c.field == topic), None)


def _at_odds(before: Standing, after: Standing) -> bool:
    """Whether one keeps apart two claims that the other brings together."""
    return _parts(after, before) or _parts(before, after)


def _parts(one: Standing, other: Standing) -> bool:
    """Whether what `one` keeps apart, `other` holds together."""
    named, rest = set(one.named()), set(one.named("rest"))
    held = {*other.named(), *other.named("with")}
    return bool(named & held and rest & held)
