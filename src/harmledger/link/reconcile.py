"""Low, best and high of an incident's figures, by a rule that the user can name.

low is the smallest figure that a report gives for the whole, high the largest that any claim gives. best is one of the
figures that stand: not replaced by a later one of the same count (`is_revision`), no part of another, no lower bound
below another. Among them it is chosen by the rule:

- most_direct: the latest of the most direct class of sources (`directness` in linking.yaml);
- latest: the latest figure, whoever gives it, replaced or not;
- majority: the figure that most sources give, one voice a source, replaced or not; the latest of equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from harmledger.link.counted import rules
from harmledger.link.figures import Figure, Key, grouped, whole
from harmledger.link.settings import settings
from harmledger.link.words import words_of
from harmledger.records import Claim, Report, Toll


def tolls(claims: Iterable[Claim], reports: Mapping[str, Report], rule: str) -> tuple[Toll, ...]:
    """One range for each outcome and kind of victim that the claims give figures for."""
    return tuple(
        _toll(key, rows, rule)
        for key, rows in sorted(grouped(claims, reports).items(), key=lambda kv: _sortable(kv[0]))
    )


def is_revision(earlier: Figure, later: Figure) -> bool:
    """Whether a later figure replaces an earlier one rather than contradicting it.

    Of one chain of sources it does, unless it is so small that it counts a part. So does a larger one: of a later day,
    or said to have risen, or, on one day, where it is a lower bound or one of the two is an outlet's own count and not
    an official's. The missing and the trapped become fewer as they are found. Two belligerents' figures never do.
    """
    if opposed(earlier, later) or later.published < earlier.published:
        return False
    shrinks = earlier.row.outcome in rules()["shrinking"] and later.when > earlier.when
    if earlier.chain == later.chain or shrinks:
        return shrinks or later.number * rules()["part"] > earlier.number
    if later.number <= earlier.number:
        return False
    if later.published > earlier.published or rises(later.claim):
        return True
    return later.open or earlier.claim.source.type == "media" or later.claim.source.type == "media"


def is_part(f: Figure, rows: Sequence[Figure]) -> bool:
    """Whether a figure counts a part: less than half of what was told before it, and not by more sources than that."""
    part = rules()["part"]
    before = [g for g in rows if g.when <= f.when and not opposed(f, g) and g.number > part * f.number]
    if not before or f.row.outcome in rules()["shrinking"]:
        return False
    first = min(g.when for g in before)
    since = [g for g in rows if g.number <= f.number and g.when >= first]
    return len({g.chain for g in since}) <= len({g.chain for g in before})


def opposed(a: Figure, b: Figure) -> bool:
    """Whether two belligerents give them: such figures do not replace each other."""
    return a.side is not None and b.side is not None and a.side != b.side


def rises(claim: Claim) -> bool:
    """Whether the claim's words say that a figure grew."""
    rising = settings().rising
    return any(word.lower() in rising for q in claim.quotes for word, _ in words_of(q.text))


def standing(rows: Sequence[Figure]) -> list[Figure]:
    """The figures that no later one replaces, without parts and without lower bounds that others go beyond."""
    full = [f for f in rows if not is_part(f, rows)] or list(rows)
    out = [f for k, f in enumerate(full) if not any(replaces(f, g) for g in full[k + 1 :])]
    return [f for f in out if not (f.open and any(g.number > f.number and not opposed(f, g) for g in out))]


def replaces(earlier: Figure, later: Figure) -> bool:
    """Whether a later figure that is not the same replaces an earlier one."""
    return (earlier.row.low, earlier.row.high) != (later.row.low, later.row.high) and is_revision(earlier, later)


def _toll(key: Key, rows: Sequence[Figure], rule: str) -> Toll:
    outcome, victims, of = key
    if victims == "people" and all(f.row.victims == "civilian" for f in rows):
        victims = "civilian"
    full = whole(rows)
    best = RULES[rule]([f for f in full if f.role == "count"] or full)
    ranged = _told(rows)
    counted = [f for f in ranged if f.role == "count"] or ranged  # "dozens" is no low end where somebody counted
    return Toll(
        outcome=outcome,
        victims=victims,
        low=min((f.row.low for f in counted if f.row.low is not None), default=None),
        best=best.number,
        high=_high([f for f in rows if f in ranged or f.role == "addition"]),
        rule=rule,
        claims=tuple(dict.fromkeys(f.claim.id for f in rows)),
        of=of,
        best_open=_best_open(best, ranged),
    )


def _told(rows: Sequence[Figure]) -> list[Figure]:
    """The figures that make the range: no additions, no bare plurals, no part of what the same report gives."""
    figures = [f for f in rows if f.role in ("count", "estimate")] or list(rows)
    most: dict[str, int] = defaultdict(int)
    for f in figures:
        if f.role == "count":  # "dozens" beside eleven that were counted makes no part of the eleven
            most[f.claim.report] = max(most[f.claim.report], f.number)
    return [f for f in figures if f.number * rules()["part"] >= most[f.claim.report]]


def _best_open(best: Figure, rows: Sequence[Figure]) -> bool:
    """Whether the best figure is a lower bound, and nobody of that day or later gives the same number as a count."""
    return best.open and not any(f.number == best.number and not f.open and f.published >= best.published for f in rows)


def _high(rows: Sequence[Figure]) -> int | None:
    """The largest figure; open where an "at least" is above every closed one."""
    closed = max((f.row.high for f in rows if f.row.high is not None), default=None)
    opened = max((f.row.low for f in rows if f.row.high is None and f.row.low is not None), default=None)
    if closed is None or (opened is not None and opened > closed):
        return None
    return closed


def _latest(rows: Sequence[Figure]) -> Figure:
    return max(rows, key=lambda f: f.when)


def _most_direct(rows: Sequence[Figure]) -> Figure:
    """Figures that a later report exceeds are out of date, however direct their source was."""
    current = standing(rows)
    best = min(f.rank for f in current)
    return _latest([f for f in current if f.rank == best])


def _majority(rows: Sequence[Figure]) -> Figure:
    voices: dict[int, set[str]] = defaultdict(set)
    for f in rows:
        voices[f.number].add(f.chain)
    most = max(len(v) for v in voices.values())
    return _latest([f for f in rows if len(voices[f.number]) == most])


RULES: Mapping[str, Callable[[Sequence[Figure]], Figure]] = {
    "most_direct": _most_direct,
    "latest": _latest,
    "majority": _majority,
}


def _sortable(key: Key) -> tuple[str, str, str]:
    return (key[0], key[1], key[2] or "")
