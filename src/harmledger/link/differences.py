"""What the claims of one incident say differently, told apart: a contradiction, or a later figure of the same count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from harmledger.link.contradictions import accounts, actors, dates, denials, places, targets, weapons
from harmledger.link.counted import rules
from harmledger.link.figures import Figure, grouped, when_said, whole
from harmledger.link.reconcile import is_part, opposed, replaces
from harmledger.link.sources import label
from harmledger.records import Claim, Difference, Report


def differences(
    claims: Sequence[Claim], denied: Sequence[Claim], reports: Mapping[str, Report]
) -> tuple[Difference, ...]:
    """Differences by field: figures first, then who did it, where, when, with what, on what, and whether it happened.

    The note of each says in words who says what against whom, and since when.
    """
    out: list[Difference] = []
    for (outcome, victims, of), rows in sorted(
        grouped(claims, reports).items(), key=lambda kv: (kv[0][0], kv[0][1], kv[0][2] or "")
    ):
        name = " ".join(x for x in (outcome, victims, of) if x)
        out.extend(_figures(name, whole(rows), reports))
    ordered = sorted(claims, key=lambda c: (when_said(c, reports), c.id))
    for found in (actors, places, weapons, dates, targets):
        out.extend(found(ordered, reports))
    out.extend(accounts([*ordered, *denied], reports))
    out.extend(denials(ordered, denied, reports))
    return tuple(out)


def _figures(name: str, rows: Sequence[Figure], reports: Mapping[str, Report]) -> Iterable[Difference]:
    """What a later figure replaced, as one revision; what stands and cannot be one count, as a contradiction."""
    replaced = [f for k, f in enumerate(rows) if any(replaces(f, g) for g in rows[k + 1 :])]
    held = {id(f) for f in replaced}
    standing = [f for f in rows if id(f) not in held]
    if replaced:
        ends = [f for f in standing if any(replaces(g, f) for g in replaced)]
        first = next(f for f in ends if f.shown() == ends[-1].shown())  # whoever repeats a figure brings no step
        told = _steps([*replaced, first], shrinks=rows[0].row.outcome in rules()["shrinking"])
        if len(told) > 1:
            yield _revision(name, told, reports)
    groups: list[Figure] = []
    for f in reversed(standing):  # the latest of those that agree stands for them
        if not any(_agree(f, g) for g in groups):
            groups.append(f)
    if len(groups) > 1:
        yield _contradiction(name, groups[::-1], rows, reports)


def _agree(a: Figure, b: Figure) -> bool:
    low = max(a.row.low or 0, b.row.low or 0)
    highs = [f.row.high for f in (a, b) if f.row.high is not None]
    return low <= min(highs, default=low)


def _steps(chain: Sequence[Figure], *, shrinks: bool) -> list[Figure]:
    """The steps of a revision, each by who first told it: what says no more than was told before is no step.

    A lower bound or an estimate below an earlier count, a part, and a figure that was told before bring nothing new.
    """
    out: list[Figure] = []
    for f in chain:
        below = not shrinks and any(f.number < g.number for g in out)
        loose = f.open or f.role == "estimate" or any(f.number * rules()["part"] < g.number for g in out)
        if any(g.shown() == f.shown() for g in out) or (below and loose):
            continue
        out.append(f)
    return out


def _revision(name: str, rows: Sequence[Figure], reports: Mapping[str, Report]) -> Difference:
    first, last = rows[0], rows[-1]
    one = "one source" if len({f.chain for f in rows}) == 1 else f"{len({f.chain for f in rows})} sources"
    note = f"{_told(first, reports)}, then {_told(last, reports)}: later figures of one count, from {one}"
    return Difference("revision", name, _values(rows, reports), tuple(f.claim.id for f in rows), note)


def _contradiction(
    name: str, groups: Sequence[Figure], rows: Sequence[Figure], reports: Mapping[str, Report]
) -> Difference:
    told = " against ".join(_told(f, reports) for f in groups)
    why = "neither replaces the other"
    if any(opposed(a, b) for a in groups for b in groups):
        why = "the sides of the war give them"
    elif any(is_part(f, rows) for f in groups):
        why = "the smaller may count a part"
    values = _values(groups, reports)
    return Difference("contradiction", name, values, tuple(f.claim.id for f in groups), f"{told}: {why}")


def _values(rows: Sequence[Figure], reports: Mapping[str, Report]) -> tuple[str, ...]:
    def day(f: Figure) -> str:
        said = when_said(f.claim, reports)
        return f", {said}" if said else ""

    return tuple(f"{f.shown()} ({label(f.claim, reports)}{day(f)})" for f in rows)


def _told(f: Figure, reports: Mapping[str, Report]) -> str:
    said = when_said(f.claim, reports)
    return f"{label(f.claim, reports)} gives {f.shown()}{f' on {said}' if said else ''}"
