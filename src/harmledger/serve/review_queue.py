"""The queue of what waits for a person, held in memory: as `review.queue` gives it, at the cost of what has changed.

What a write touched (`Ledger.touched`) is read again, and only the rows of those incidents are made anew. Each reviewer
and filter has a view of their own; a row of it is never older than the last write.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field, replace

from harmledger import codebook
from harmledger.errors import NotFound
from harmledger.records import Claim, Incident
from harmledger.review.queue import KINDS, Waiting, Weighed, claims_row, joins_rows, marked_unsure, placed, weigh
from harmledger.serve.review_said import Said, about
from harmledger.store import ALL, STATUSES, Filter, Ledger

_VIEWS = 24  # filters and reviewers at once
_FEW = 500  # ids in one question
_ANEW = 4_000  # touched ids from which on everything is read again
_KINDS = ("claims", "same?")
_TOLD = ("actual", "denied")
Order = tuple[str, str, int]  # document, report, place in it
Rank = tuple[float, int, Order, str]  # need, claims before joins, order of document; the group


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim as the queue knows it."""

    claim: Claim | None  # where its incident has joins to ask about
    weighed: Weighed
    order: Order
    told: bool  # actual or denied
    waits: bool


@dataclass(slots=True)
class _Group:
    """An incident, or a claim in none: its claims in order of document, and the joins of it that are doubtful."""

    claims: dict[str, _Held] = field(default_factory=dict)
    incident: Incident | None = None


@dataclass(slots=True)
class _View:
    """The rows of one filter and reviewer, in order."""

    which: Filter
    reviewer: str
    known: set[str] | None  # the claims that the filter gives; None: all that are told
    rows: dict[str, dict[int, tuple[Rank, Waiting]]] = field(default_factory=dict)  # by group and kind
    order: list[Rank] = field(default_factory=list)
    behind: set[str] = field(default_factory=set)  # claims and groups that were touched since it was last asked for


class ReviewQueue:
    """What waits in one ledger, the neediest first; safe to use from several threads."""

    def __init__(self, ledger: Ledger, incidents: Callable[[], Iterable[Incident]] | None = None) -> None:
        """Over a ledger that is used for nothing else meanwhile; it is read whole when the queue is first asked.

        `incidents`: what gives all of them as they are at that moment, where they are in memory already.
        """
        self._ledger = ledger
        self._listed = incidents or (lambda: ledger.incidents(Filter(kinds=KINDS)))
        self._lock = threading.RLock()
        self._stamp = ""
        self._mark = 0
        self._groups: dict[str, _Group] = {}
        self._home: dict[str, str] = {}  # claim -> its group
        self._said = Said()
        self._views: OrderedDict[tuple[Filter, str], _View] = OrderedDict()

    def rows(
        self,
        which: Filter = ALL,
        *,
        reviewer: str = "",
        skip: Iterable[str] = (),
        kind: str = "",
        within: Container[str] | None = None,
    ) -> tuple[Waiting, ...]:
        """What waits, as `review.queue` gives it; `skip`: rows (by `key`) that come last, in the order given.

        `kind`: only rows of this kind; `within`: only of these incidents. The filter's limit and offset count rows
        after that.
        """
        with self._lock:
            view = self._view(which, reviewer)
            last = list(dict.fromkeys(skip))
            end = None if which.limit is None else which.offset + which.limit
            found: list[Waiting] = []
            for row in self._in_turn(view, last):
                if kind in ("", row.kind) and (within is None or row.incident in within):
                    found.append(row)
                if end is not None and len(found) >= end:
                    break
            return tuple(found[which.offset :])

    def left(
        self, which: Filter = ALL, *, reviewer: str = "", kind: str = "", within: Container[str] | None = None
    ) -> int:
        """How many rows wait, of this kind and of these incidents."""
        with self._lock:
            order = self._view(which, reviewer).order
            if kind:
                order = [rank for rank in order if _KINDS[rank[1]] == kind]
            return len(order) if within is None else sum(rank[3] in within for rank in order)

    def waits(self, row: str, *, reviewer: str = "") -> Waiting | None:
        """The row of this key, if it still waits."""
        with self._lock:
            group, _, kind = row.partition("~")
            found = self._view(ALL, reviewer).rows.get(group, {}).get(1 if kind else 0)
            return found[1] if found else None

    def _in_turn(self, view: _View, last: list[str]) -> Iterator[Waiting]:
        later: dict[str, Waiting] = {}
        for rank in view.order:
            row = view.rows[rank[3]][rank[1]][1]
            if (name := key(row)) in last:
                later[name] = row
            else:
                yield row
        yield from (later[name] for name in last if name in later)

    # ------------------------------------------------------------------ up to date

    def _view(self, which: Filter, reviewer: str) -> _View:
        self._refresh()
        asked = replace(which, limit=None, offset=0, statuses=which.statuses or STATUSES)
        found = self._views.get((asked, reviewer))
        if found is None:
            plain = asked == replace(ALL, statuses=STATUSES)
            known = None if plain else {c.id for c in self._ledger.claims(_told(asked))}
            found = self._views[asked, reviewer] = _View(asked, reviewer, known)
            self._fill(found, self._groups)
            if len(self._views) > _VIEWS:
                self._views.popitem(last=False)
        self._catch_up(found)
        self._views.move_to_end((asked, reviewer))
        return found

    def _refresh(self) -> None:
        stamp = self._ledger.stamp()
        if stamp == self._stamp:
            return
        mark, touched = self._ledger.touched(self._mark)
        if not self._stamp or len(touched) > _ANEW:
            self._read_all(mark)
        elif touched:
            self._take_in(touched)
        self._stamp, self._mark = stamp, mark

    def _read_all(self, mark: int) -> None:
        self._groups, self._home, self._said = {}, {}, Said()
        self._views.clear()
        self._said.learn(self._ledger.standing())
        self._said.judge()
        incidents = {i.id: i for i in self._listed() if i.kind in KINDS}
        report, place = "", 0
        for claim in self._ledger.claims(Filter(statuses=STATUSES)):
            report, place = claim.report, place + 1 if claim.report == report else 0
            self._put(claim, (claim.document, report, place), incidents.get(claim.incident or ""))

    def _take_in(self, touched: frozenset[str]) -> None:
        """Read again what was touched, and make the rows of it anew."""
        claims = {key for key in touched if key.startswith("c-")}
        acts = {key for key in touched if key.startswith("d-")}
        claims |= {c for act in acts for c in about(self._ledger, act, self._home)}
        self._said.learn(self._ledger.standing(on=sorted(claims | acts)))
        claims |= self._said.beside(claims)  # disagreement may end for these
        self._said.judge(claims)
        groups = {self._home[c] for c in claims if c in self._home} | {k for k in touched if k in self._groups}
        groups |= touched - claims - acts
        fresh, incidents, affected = self._read(groups, claims)
        order = {c: self._groups[self._home[c]].claims[c].order for c in fresh if c in self._home}
        for report in {c.report for c in fresh.values() if c.id in claims or c.id not in order}:
            found = enumerate(self._ledger.claims(Filter(report=report, statuses=STATUSES)))
            order |= {c.id: (c.document, c.report, place) for place, c in found}
        changed = {*incidents, *affected, *fresh, *(self._home[c] for c in fresh if c in self._home)}
        for name in {*incidents, *affected, *fresh}:  # a claim that stood alone may be in an incident since
            self._group(self._home.pop(name, "")).claims.pop(name, None)
            for claim in self._groups.pop(name, _Group()).claims:
                self._home.pop(claim, None)
        for name in sorted(fresh.keys() & order.keys(), key=lambda c: order[c]):
            self._put(fresh[name], order[name], incidents.get(fresh[name].incident or ""))
        for view in self._views.values():
            view.behind |= changed

    def _read(
        self, groups: set[str], claims: set[str]
    ) -> tuple[dict[str, Claim], dict[str, Incident | None], set[str]]:
        """What the ledger says now of groups and claims: claims, incidents (None: gone), and all claims concerned."""
        fresh: dict[str, Claim] = {}
        incidents: dict[str, Incident | None] = {}
        affected = set(claims)
        todo = {g for g in groups if not g.startswith("c-")}
        while True:
            for name in todo:
                incidents[name] = self._incident(name)
                affected |= self._group(name).claims.keys()
                if incidents[name]:
                    held = self._ledger.claims(Filter(incident=name, statuses=STATUSES))
                    fresh.update((c.id, c) for c in held if c.incident == name)
            found = {name: claim for name in affected - fresh.keys() if (claim := self._claim(name)) is not None}
            todo = {c.incident for c in found.values() if c.incident and c.incident not in incidents}
            if not todo:
                return fresh | found, incidents, affected
            fresh |= {name: claim for name, claim in found.items() if claim.incident not in todo}

    def _put(self, claim: Claim, order: Order, incident: Incident | None) -> None:
        opposed = claim.id in self._said.opposed
        name = claim.incident or claim.id
        group = self._groups.setdefault(name, _Group())
        group.incident = incident
        weighed = weigh(claim, incident, opposed, claim.id in marked_unsure(self._said.live_on(claim.id)))
        group.claims[claim.id] = _Held(claim if incident and _doubted(incident) else None, weighed, order,
                                       claim.modality in _TOLD, claim.status == "machine" or opposed)  # fmt: skip
        self._home[claim.id] = name

    def _group(self, name: str) -> _Group:
        return self._groups.get(name) or _Group()

    def _incident(self, name: str) -> Incident | None:
        try:
            found = self._ledger.incident(name)
        except NotFound:
            return None
        return found if found.id == name and found.kind in KINDS else None

    def _claim(self, name: str) -> Claim | None:
        try:
            found = self._ledger.claim(name)
        except NotFound:
            return None
        return found if found.id == name else None

    # ------------------------------------------------------------------ views

    def _know(self, view: _View, concerned: set[str]) -> None:
        """Which of these claims fit the view's filter now."""
        if view.known is not None:
            view.known -= concerned
            for at in range(0, len(some := sorted(concerned)), _FEW):
                which = replace(_told(view.which), claims=tuple(some[at : at + _FEW]))
                view.known |= {c.id for c in self._ledger.claims(which)}

    def _catch_up(self, view: _View) -> None:
        """Take into a view what was touched since it was last asked for."""
        if view.behind:
            self._know(view, {c for c in view.behind if c.startswith("c-")})
            self._fill(view, view.behind)
            view.behind = set()

    def _fill(self, view: _View, names: Iterable[str]) -> None:
        """Make the rows of these groups anew."""
        fresh: list[Rank] = []
        for name in names:
            for rank, _ in view.rows.pop(name, {}).values():
                del view.order[bisect_left(view.order, rank)]
            if (group := self._groups.get(name)) is not None and (made := self._made(view, name, group)):
                view.rows[name] = made
                fresh += [rank for rank, _ in made.values()]
        view.order.extend(fresh)
        view.order.sort()  # at once: what is in order already costs nothing

    def _made(self, view: _View, name: str, group: _Group) -> dict[int, tuple[Rank, Waiting]]:
        known = {c: h for c, h in group.claims.items() if (h.told if view.known is None else c in view.known)}
        own = {c for c in known if self._is_own(view.reviewer, c)} if view.reviewer in self._said.reviewers else set()
        out: dict[int, tuple[Rank, Waiting]] = {}
        waiting = [h for c, h in known.items() if h.waits and c not in own]
        if waiting:
            row = claims_row([h.weighed for h in waiting])
            out[0] = (-row.need, 0, waiting[0].order, name), row
        if group.incident is not None and _doubted(group.incident):
            acts = {s.decision.id: s for c in known for s in self._said.live_on(c)}
            held = {c: h.claim for c, h in known.items() if h.claim is not None}
            joins = joins_rows(group.incident, held, placed(acts.values()))
            if (join := next((j for j in joins if not set(j.claims) <= own), None)) is not None:
                out[1] = (-join.need, 1, next(iter(known.values())).order, name), join
        return out

    def _is_own(self, reviewer: str, claim: str) -> bool:
        return any(s.decision.reviewer == reviewer and claim in s.named() for s in self._said.live_on(claim))


def key(row: Waiting) -> str:
    """The name of a row: its incident or claim, with "~same" where it asks about a join."""
    return (row.incident or row.claim) + ("~same" if row.kind == "same?" else "")


def _doubted(incident: Incident) -> bool:
    """Whether a join of it is doubtful; only then are its claims kept whole."""
    most = codebook.load("review")["doubtful_join"]
    return any(j.probability is not None and j.probability < most for j in incident.joins)


def _told(which: Filter) -> Filter:
    return which if which.modalities else replace(which, modalities=_TOLD)
