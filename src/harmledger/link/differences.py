"""What the claims of one incident say differently, told apart: a contradiction, or a later figure of the same count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from harmledger.link.accounts import as_date, published_day
from harmledger.link.disputes import rival_actors
from harmledger.link.reconcile import Figure, grouped, whole
from harmledger.link.settings import settings
from harmledger.link.sources import label
from harmledger.link.words import words_of
from harmledger.records import Claim, Difference, Report

PART = 2  # a source corrects itself downwards by less than this factor


def differences(
    claims: Sequence[Claim], denials: Sequence[Claim], reports: Mapping[str, Report]
) -> tuple[Difference, ...]:
    """Differences by field: tolls first, then who did it, where, when, with what, and whether it happened."""
    out: list[Difference] = []
    for (outcome, victims, of), rows in sorted(
        grouped(claims, reports).items(), key=lambda kv: (kv[0][0], kv[0][1], kv[0][2] or "")
    ):
        name = " ".join(x for x in (outcome, victims, of) if x)
        out.extend(_figures(name, whole(rows), reports))
    ordered = sorted(claims, key=lambda c: (published_day(reports.get(c.report)) or 0, c.id))
    out.extend(_actors(ordered, reports))
    out.extend(_disjoint("place", ordered, _place_value, lambda _a, _b: False, reports))
    out.extend(_disjoint("weapon", ordered, lambda c: frozenset(c.weapons), settings().kin, reports))
    out.extend(_days(ordered, reports))
    if denials:
        said = [*ordered[:1], *denials]
        out.append(
            Difference(
                "contradiction",
                "happened",
                tuple(f"{label(c, reports)}: {'denies' if c.modality == 'denied' else 'asserts'}" for c in said),
                tuple(c.id for c in said),
                "a source denies it",
            )
        )
    return tuple(out)


def is_revision(earlier: Figure, later: Figure) -> bool:
    """Whether a later figure replaces an earlier one rather than contradicting it.

    It does where the same chain of sources gives it, or where it is larger and published later, or is said to have
    risen: counts of one event grow as people are found. A smaller figure from another chain is a contradiction,
    whenever it comes; one that is less than half of what its own source said before counts a part.
    """
    if earlier.chain == later.chain and later.published >= earlier.published:
        return later.number * PART > earlier.number
    if later.number <= earlier.number or _opposed(earlier, later):
        return False
    return later.published > earlier.published or rises(later.claim)


def _opposed(a: Figure, b: Figure) -> bool:
    """Two belligerents' figures do not replace each other."""
    sides = {f.claim.source.side for f in (a, b)} - {"none", "other"}
    return len(sides) == 2


def rises(claim: Claim) -> bool:
    """Whether the claim's words say that a figure grew."""
    rising = settings().rising
    return any(word.lower() in rising for q in claim.quotes for word, _ in words_of(q.text))


def _figures(name: str, rows: Sequence[Figure], reports: Mapping[str, Report]) -> Iterable[Difference]:
    """What a later figure replaced, as one revision; what stands and cannot be one count, as a contradiction."""
    replaced = [f for k, f in enumerate(rows) if any(_replaces(f, g) for g in rows[k + 1 :])]
    standing = [f for f in rows if f not in replaced]
    if replaced:
        yield _difference("revision", name, _steps([*replaced, standing[-1]]), reports, "later figures of one count")
    groups: list[Figure] = []
    for f in reversed(standing):  # the latest of those that agree stands for them
        if not any(_agree(f, g) for g in groups):
            groups.append(f)
    if len(groups) > 1:
        yield _difference("contradiction", name, groups[::-1], reports, "figures that cannot be one count")


def _replaces(earlier: Figure, later: Figure) -> bool:
    return _shown(earlier) != _shown(later) and is_revision(earlier, later)


def _agree(a: Figure, b: Figure) -> bool:
    low = max(a.row.low or 0, b.row.low or 0)
    highs = [f.row.high for f in (a, b) if f.row.high is not None]
    return low <= min(highs, default=low)


def _steps(chain: Sequence[Figure]) -> list[Figure]:
    out: list[Figure] = []
    for f in chain:
        if not out or _shown(out[-1]) != _shown(f):
            out.append(f)
    return out


def _difference(kind: str, name: str, rows: Sequence[Figure], reports: Mapping[str, Report], note: str) -> Difference:
    values = tuple(f"{_shown(f)} ({label(f.claim, reports)}{_on(f.published)})" for f in rows)
    ids = tuple(f.claim.id for f in rows)
    return Difference("revision" if kind == "revision" else "contradiction", name, values, ids, note)


def _shown(f: Figure) -> str:
    low, high = f.row.low, f.row.high
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def _on(day: int) -> str:
    date = as_date(day or None)
    return f", {date.isoformat()}" if date else ""


def _place_value(claim: Claim) -> frozenset[str]:
    p = claim.place
    if p is None or p.precision not in ("city", "village"):  # a site lies in its town
        return frozenset()
    return frozenset([p.name or p.text])


def _actors(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Iterable[Difference]:
    """A contradiction where claims name actors of different sides."""
    told = rival_actors(claims)
    if told:
        shown = tuple(f"{actor} ({label(own[0], reports)})" for actor, own in told)
        yield Difference(
            "contradiction", "actor", shown, tuple(own[0].id for _, own in told), "claims differ on the actor"
        )


def _disjoint(
    field: str,
    claims: Sequence[Claim],
    values: Callable[[Claim], frozenset[str]],
    alike: Callable[[frozenset[str], frozenset[str]], bool],
    reports: Mapping[str, Report],
) -> Iterable[Difference]:
    """A contradiction where the values that claims give for a field fall into groups with nothing in common."""
    groups: list[tuple[frozenset[str], Claim]] = []
    for c in claims:
        own = values(c)
        if not own:
            continue
        shared = [k for k, (v, _) in enumerate(groups) if v & own or alike(v, own)]
        if not shared:
            groups.append((own, c))
            continue
        first = shared[0]
        joined = own.union(*(groups[k][0] for k in shared))
        groups = [g for k, g in enumerate(groups) if k not in shared[1:]]
        groups[first] = (joined, groups[first][1])
    if len(groups) > 1:
        shown = tuple(f"{', '.join(sorted(v))} ({label(c, reports)})" for v, c in groups)
        yield Difference("contradiction", field, shown, tuple(c.id for _, c in groups), f"claims differ on the {field}")


def _days(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Iterable[Difference]:
    """Claims that each state one day, and not the same; a day taken from publication contradicts nothing."""
    seen: dict[str, Claim] = {}
    for c in claims:
        t = c.time
        if t is not None and t.text and t.start is not None and t.start == t.end:
            seen.setdefault(t.start.isoformat(), c)
    if len(seen) > 1:
        shown = tuple(f"{day} ({label(c, reports)})" for day, c in seen.items())
        yield Difference("contradiction", "date", shown, tuple(c.id for c in seen.values()), "claims differ on the day")
