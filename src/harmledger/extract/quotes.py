"""The shortest run of words that carries a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from harmledger.extract.arguments import clause_tokens
from harmledger.extract.groups import Group
from harmledger.extract.modality import presupposed
from harmledger.extract.scene import Scene
from harmledger.records import Casualty, Span

_TIES = frozenset({",", ";", ":", "–", "—", "-"})


def quote(
    scene: Scene, g: Group, groups: Sequence[Group], places: Sequence[Any], casualties: Sequence[Casualty], time: Any
) -> Span:
    """The shortest run of words that carries the claim: its clause, stretched over its place, time and figures."""
    doc = scene.doc
    others = frozenset(t for other in groups if other is not g for t in other.tokens)
    own = {t for i in g.tokens for t in (i, *(a.i for a in doc[i].ancestors))}
    stop = frozenset(_clause_head(doc[t], own) for t in others) - frozenset(g.tokens)
    covered = {t.i for trigger in g.triggers for t in clause_tokens(_top(doc[trigger.token], others, doc), stop)}
    covered = _without_stray_marks(doc, covered | set(g.tokens))
    lo, hi = _trimmed(doc, min(covered), max(covered))
    start = scene.sentence.offset(doc[lo])
    end = scene.sentence.offset(doc[hi]) + len(doc[hi])
    for item in (*places, *([time] if time is not None else []), *casualties):
        if item.start is not None and scene.sentence.start <= item.start and item.end <= scene.sentence.end:
            start, end = min(start, item.start), max(end, item.end)
    return Span(scene.words(start, end), start, end)


def _without_stray_marks(doc: Any, covered: set[int]) -> set[int]:
    """Not the full stop of a sentence whose end tells of something else."""
    out = set(covered)
    while len(out) > 1 and doc[max(out)].is_punct and max(out) - 1 not in out:
        out.discard(max(out))
    while len(out) > 1 and doc[min(out)].is_punct and min(out) + 1 not in out:
        out.discard(min(out))
    return out


def _trimmed(doc: Any, lo: int, hi: int) -> tuple[int, int]:
    """Token bounds without the comma, the "and" or the "that" which tie a clause to the rest of its sentence."""
    dash = next((i for i in range(lo, min(lo + 4, hi)) if doc[i].text in ("—", "–")), None)
    if dash is not None and dash > lo and all(t.is_upper and t.is_alpha for t in doc[lo:dash]):
        lo = dash + 1  # "KHARKIV — A missile ...": the dateline is no part of the claim
    while lo < hi and (
        doc[lo].pos_ in ("CCONJ", "SPACE")
        or doc[lo].text in _TIES
        or (doc[lo].lower_ == "that" and doc[lo].dep_ == "mark")
    ):
        lo += 1
    while hi > lo and (doc[hi].text in _TIES or doc[hi].pos_ in ("CCONJ", "SPACE")):
        hi -= 1
    return lo, hi


def _clause_head(token: Any, own: set[int]) -> int:
    """The topmost token over another event's word that does not hold this event; `own`: its words and all over them."""
    at = token
    while at.head.i != at.i and at.head.i not in own:
        at = at.head
    return int(at.i)


def _top(token: Any, others: frozenset[int], doc: Any) -> Any:
    """The head of the clause that a nominal event stands in, unless that clause is another event's or one of speech."""
    at = token
    if presupposed(token):
        return token  # what may come of it is not told
    while at.pos_ not in ("VERB", "AUX") and at.head.i != at.i and at.head.i not in others:
        at = at.head
    return at if at.i not in others else token
