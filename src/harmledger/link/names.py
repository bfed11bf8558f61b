"""Names of incidents that hold: kept, joined, given back or newly issued as claims are brought together anew.

A name is issued for one claim, its anchor: the first that tells of the incident. It stays with whatever holds that
claim, so that a name read in a report of last year leads to the same event today. Where an incident falls into parts
its name stays with the part of most reports, and so does the anchor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from harmledger.anchors import Anchor, anchor_of, follow
from harmledger.codebook import spoken
from harmledger.history import Name
from harmledger.records import Claim, Incident

PREFIXES = {"toll": "t-"}  # of chains of running totals; every other incident has "i-"
GONE = "its claims are gone or rejected"


@dataclass(frozen=True, slots=True)
class Naming:
    """Incidents under their lasting ids, and the rows of the register that are new or mean something else now."""

    incidents: tuple[Incident, ...]
    names: tuple[Name, ...]


def assign(
    before: Sequence[Incident],
    after: Sequence[Incident],
    held: Iterable[Name],
    claims: Mapping[str, Claim],
    taken: Callable[[str], bool],
) -> Naming:
    """Give the incidents `after` the ids that last, where they took the place of the incidents `before`.

    `held`: the names that mean one of `before`, and those issued for a claim of `after`; `claims`: those of `after`;
    `taken`: whether an id was issued already. What is in neither list stays as it is. An incident keeps the earliest
    issued of the names that come to it; the others become its aliases; without one it gets a new one, which follows
    from the id of its first claim. `after` is in order of first publication, as `link` gives it, so that a ledger
    linked in one run has names that follow from its reports alone.
    """
    known = _with_older(before, held, claims)
    places = _Places(before, after, claims, known)
    coming: dict[int, list[Name]] = defaultdict(list)
    rows: list[Name] = []
    for name in known:
        at, moved = places.of(name)
        if at is None:
            rows.append(replace(name, now=None, why=GONE))
        else:
            coming[at].append(moved)
    own = {name.id for name in known}
    named = []
    for at, incident in enumerate(after):
        mine = [n for n in coming[at] if n.id.startswith(_prefix(incident))]
        if not mine:
            mine = [_issue(incident, claims, lambda new: new in own or taken(new))]
            own.add(mine[0].id)
        kept = mine[0].id
        others = tuple(n.id for n in coming[at] if n.id != kept)
        rows.extend(_means(n, kept) for n in dict.fromkeys((mine[0], *coming[at])))
        named.append(replace(incident, id=kept, aliases=others))
    stored = {name.id: name for name in known if name.number}
    return Naming(tuple(named), tuple(sorted((r for r in rows if r != stored.get(r.id)), key=_order)))


def _means(name: Name, incident: str) -> Name:
    return name if name.now == incident and not name.why else replace(name, now=incident, why="")


def _order(name: Name) -> tuple[bool, int]:
    """Stored names as they were issued, new ones after them in their present order."""
    return not name.number, name.number


def _prefix(incident: Incident) -> str:
    return PREFIXES.get(incident.kind, "i-")


def _with_older(before: Iterable[Incident], held: Iterable[Name], claims: Mapping[str, Claim]) -> list[Name]:
    """The names held in order of issue, and the ids of incidents of older ledgers, which no register knew, as names."""
    known = sorted({n.id: n for n in held}.values(), key=_order)
    ids = {n.id for n in known}
    older = sorted((i for i in before if i.id not in ids), key=lambda i: i.id)
    return [*known, *(Name(i.id, _anchor(first_claim(i, claims), claims), i.id) for i in older)]


def first_claim(incident: Incident, claims: Mapping[str, Claim]) -> str:
    """The first claim, in order of publication, that itself tells of it, not one that denies or only mentions it."""
    telling = (c for c in incident.claims if c not in incident.mentions and _tells(claims.get(c)))
    return next(telling, incident.claims[0])


def _tells(claim: Claim | None) -> bool:
    return claim is not None and claim.modality == "actual"


def _anchor(claim: str, claims: Mapping[str, Claim]) -> Anchor:
    return anchor_of(claims[claim]) if claim in claims else Anchor(claim)


def _issue(incident: Incident, claims: Mapping[str, Claim], taken: Callable[[str], bool]) -> Name:
    anchor = _anchor(first_claim(incident, claims), claims)
    free = (_prefix(incident) + words for words in spoken.names(anchor.claim))
    name = next(new for new in free if not any(taken(prefix + new[2:]) for prefix in ("i-", *PREFIXES.values())))
    return Name(name, anchor, name)


class _Places:
    """Which of the incidents `after` a name belongs to now."""

    def __init__(
        self,
        before: Sequence[Incident],
        after: Sequence[Incident],
        claims: Mapping[str, Claim],
        names: Iterable[Name],
    ) -> None:
        self._after, self._claims = after, claims
        self._home = {claim: at for at, incident in enumerate(after) for claim in incident.claims}
        self._former = {incident.id: incident.claims for incident in before}
        self._aliases: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            if name.now is not None and name.now != name.id:
                self._aliases[name.now].append(name)
        known = {claim for incident in before for claim in incident.claims}
        self._new: dict[str, list[Claim]] = defaultdict(list)  # by report: only they can be what was coded anew
        for claim in claims.values():
            if claim.id in self._home and claim.id not in known:
                self._new[claim.report].append(claim)

    def of(self, name: Name) -> tuple[int | None, Name]:
        """The number of the incident and the name, its anchor moved where its claim was coded anew; None: nowhere."""
        largest = self._largest(name)
        if largest is not None:
            if self._home.get(name.anchor.claim) == largest:
                return largest, name
            first = first_claim(self._after[largest], self._claims)
            return largest, replace(name, anchor=_anchor(first, self._claims))
        if name.anchor.claim in self._home:
            return self._home[name.anchor.claim], name
        heir = follow(name.anchor, self._new.get(name.anchor.report, ()))
        if heir is not None:
            return self._home[heir.id], replace(name, anchor=anchor_of(heir))
        votes = Counter(self._votes(name))
        return (min(votes, key=lambda at: (-votes[at], at)), name) if votes else (None, name)

    def _largest(self, name: Name) -> int | None:
        """Of two or more parts into which the incident of this name fell that with most of its reports, else None.

        A part that takes back a name that was issued for one of its claims needs no other.
        """
        former = self._former.get(name.id, ()) if name.now == name.id else ()
        parts: dict[int, list[str]] = defaultdict(list)
        for claim in former:
            if claim in self._home:
                parts[self._home[claim]].append(claim)
        if len(parts) < 2:
            return None
        own = self._home.get(name.anchor.claim)
        others = {self._home.get(alias.anchor.claim) for alias in self._aliases[name.id]} - {own}

        def weight(at: int) -> tuple[int, int, bool, int]:
            reports = {self._claims[c].report for c in parts[at]}
            return len(reports), len(parts[at]), at == own, -at

        return max(parts.keys() - others or parts.keys(), key=weight)

    def _votes(self, name: Name) -> Iterator[int]:
        """One for each claim that the incident of this name had before, where it stands now."""
        former = self._former.get(name.now or "", ())
        return (self._home[claim] for claim in former if claim in self._home)
