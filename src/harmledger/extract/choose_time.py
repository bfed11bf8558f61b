"""Which of a sentence's times belongs to an event, and which to the statement about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from harmledger.extract.choose import head_token, index_of
from harmledger.extract.groups import Group, Tree
from harmledger.extract.time_mentions import TimeMention


def event_time(
    group: Group, groups: Sequence[Group], mentions: Sequence[Any], says: frozenset[int], tree: Tree, doc: Any
) -> tuple[Any, Any]:
    """(the event's time mention, the statement's time mention), each None where absent."""
    own: list[tuple[float, int, Any]] = []
    said: list[tuple[float, int, Any]] = []
    for m in mentions:
        head = head_token(m, doc)
        if m.role == "duration" and _counted_from(m, group, doc):
            own.append((0.0, m.start, replace(m, kind="ago", role="point")))
            continue
        if m.role == "rate" or m.role == "duration":
            continue
        distance = min(tree.distance(head.i, t) for t in group.tokens)
        to_say = min((tree.distance(head.i, s) for s in says), default=99.0)
        if to_say < distance and to_say <= 2:
            said.append((to_say, m.start, m))
        elif _closes_clause(m, head, groups, doc) not in (None, index_of(groups, group)):
            continue
        elif (
            len(groups) == 1
            or distance <= 2
            or _opens(head)
            or _for_purpose(head, group, groups, tree, doc)
            or tree.nearest(head.i, groups) == index_of(groups, group)
        ):
            own.append((distance, m.start, _of_event(_since(m, head), head, group)))
    own.sort(key=lambda s: (s[0], s[1]))
    said.sort(key=lambda s: (s[0], s[1]))
    return (own[0][2] if own else None), (said[0][2] if said else None)


def _counted_from(m: Any, group: Group, doc: Any) -> bool:
    """ "One week after a man was killed": the killing was a week ago."""
    if m.token_end >= len(doc) or doc[m.token_end].lower_ != "after" or doc[m.token_end].dep_ != "mark":
        return False
    clause = {t.i for t in doc[m.token_end].head.subtree}
    return group.main.token in clause and group.main.token > m.token_end


def _for_purpose(head: Any, group: Group, groups: Sequence[Group], tree: Tree, doc: Any) -> bool:
    """ "Launched an offensive to retake the town in August": the month of the purpose is that of the deed."""
    nearest = tree.nearest(head.i, groups)
    if nearest is None or groups[nearest] is group:
        return False
    verb = doc[groups[nearest].main.token]
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return infinitive and any(a.i == group.main.token for a in verb.ancestors)


def _closes_clause(m: Any, head: Any, groups: Sequence[Group], doc: Any) -> int | None:
    """The event whose clause an expression ends where a comma follows it and the parse hung it on the next clause.

    "Although they were driven out last month, they hold the east": the month is of the driving out.
    """
    if m.token_end >= len(doc) or doc[m.token_end].text != "," or head.head.i <= m.token_end:
        return None
    before = [(t.token, i) for i, g in enumerate(groups) for t in g.triggers if t.token < m.token_start]
    if not before:
        return None
    token, index = max(before)
    return index if all(t.text != "," for t in doc[token : m.token_start]) else None


def _opens(head: Any) -> bool:
    """An expression at the head of the sentence dates all that follows."""
    return bool(head.i < 4 and head.head.dep_ in ("ROOT", "prep"))


def _since(m: TimeMention, head: Any) -> TimeMention:
    """ "Since the war began on 24 February": the day is where the period starts."""
    at = head
    for _ in range(5):
        at = at.head
        if any(c.lower_ == "since" and c.dep_ in ("mark", "prep") for c in (at, *at.children)) and m.role == "point":
            return replace(m, role="since")
        if at.dep_ == "ROOT":
            break
    return m


def _of_event(m: TimeMention, head: Any, group: Group) -> TimeMention:
    """ "Closed after the September strike": what is told came after, the strike itself was in September."""
    modifies = head.dep_ in ("compound", "nmod", "amod", "poss") and any(t.token == head.head.i for t in group.triggers)
    return replace(m, role="point") if modifies and m.role in ("after", "before") else m
