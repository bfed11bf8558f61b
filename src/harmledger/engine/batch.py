"""One lot of reports linked into what is linked already: only what they touch is compared, grouped and written anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from harmledger.engine.view import View
from harmledger.link import blocks
from harmledger.link.accounts import published_day
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Decided
from harmledger.link.groups import Group, grouped, with_denials
from harmledger.link.leaves import leaves, strongest
from harmledger.link.linker import incident, is_total, least_score
from harmledger.link.neighbours import Pair, Shift, shift
from harmledger.link.nodes import number, tell
from harmledger.link.settings import settings
from harmledger.link.totals import chains, scope_of
from harmledger.records import Claim, Incident, Report
from harmledger.store.link_index import Kept, LinkIndex, Total, Update


@dataclass(frozen=True, slots=True)
class Linked:
    """What a lot changed: ids of incidents that go, incidents that come in their place, and what the index keeps.

    `homes` gives for each incident that comes, in the same order, its accounts and its totals.
    """

    before: tuple[str, ...]
    after: tuple[Incident, ...]
    claims: Mapping[str, Claim]  # of `after`
    homes: tuple[tuple[tuple[int, ...], tuple[str, ...]], ...]
    update: Update

    def settled(self, ids: Sequence[str]) -> Update:
        """The update of the index, once the incidents that come have their lasting ids."""
        accounts = {i: name for name, (held, _) in zip(ids, self.homes, strict=True) for i in held}
        totals = {c: name for name, (_, held) in zip(ids, self.homes, strict=True) for c in held}
        for i, kept in self.update.accounts.items():
            if i in accounts:
                self.update.accounts[i] = replace(kept, incident=accounts[i])
        self.update.totals = [replace(t, incident=totals.get(t.claim, t.incident)) for t in self.update.totals]
        return self.update


def link_lot(
    index: LinkIndex, waiting: Mapping[int, int], decided: Decided, rule: str, tied: Iterable[Iterable[str]] = ()
) -> Linked:
    """Link these reports (row numbers with their marks) into the rest; nothing is written.

    `tied`: sets of claims; the incidents of one set come together, if one of them changes.
    """
    return _Lot(index, waiting, decided, rule, tied).run()


class _Lot:
    def __init__(
        self,
        index: LinkIndex,
        waiting: Mapping[int, int],
        decided: Decided,
        rule: str,
        tied: Iterable[Iterable[str]],
    ) -> None:
        self.index, self.decided, self.rule = index, decided, rule
        self.conf = settings()
        self.comparer = Comparer(self.conf)
        self.view = View(index, decided)
        self.tied = [set(claims) for claims in tied]
        self.anew: set[int] = set()  # accounts whose incident comes even if its group is the same
        self.update = Update(waiting, index.generation(), read=set(waiting))
        self.reports = index.coded(waiting)
        # what an outlet is called goes from an original to its copies
        copies = set(index.copies_of(r.id for r in self.reports.values())) - set(waiting)
        self.reports.update(index.coded(copies))
        self.update.reports = {**dict.fromkeys(copies, -1), **index.marks(copies), **waiting}
        self.claims: dict[str, Claim] = {}
        self.old: dict[int, Kept] = {}
        self.totals: dict[int, list[Claim]] = {}

    def run(self) -> Linked:
        self._tell()
        self._compare()
        self._tie()
        parts = self._parts()
        before, changed = self._groups(parts)
        return self._incidents(before, changed)

    # accounts

    def _tell(self) -> None:
        """The accounts of the reports, in place of those that they gave before."""
        told = self.index.claims_of(self.reports)
        self.old = self.index.accounts_of(self.update.reports)
        self.view.gone = set(self.old)
        for seq, report in self.reports.items():
            claims = told.get(seq, [])
            self.claims.update((c.id, c) for c in claims)
            self.totals[seq] = [c for c in claims if is_total(c)]
            for node in tell(claims, report, self.comparer, self.conf, self.decided):
                self.view.put(Kept(node, seq, 0, "", None))
                self.update.come[node.id] = blocks.rows_of(node, seq, self.conf)
        self.view.gone -= set(self.view.kept)
        for i, kept in self.old.items():
            self.update.gone[i] = blocks.rows_of(kept.node, kept.report, self.conf)

    # pairs

    def _compare(self) -> None:
        """Score the pairs that are new, and drop those of accounts that are gone or out of reach of each other."""
        self.dropped = self.index.edges(self.old)
        for a, held in self.dropped.items():
            for b in held:
                self.view.set_edge(a, b, None)
        change = self._shift()
        self._load_for(change)
        for pair, more in change.moved.items():
            held_now = self.view.stored(*pair)
            if held_now is not None:
                support = held_now[1] + more
                self.view.set_edge(*pair, (held_now[0], support) if support > 0 else None)
            elif more > 0:
                self._score(pair, more)
        for pair, lists in change.fresh.items():
            self._score(pair, lists)
        for i in self.update.come:
            for other, score in self.view.kept[i].node.near:
                self.view.set_edge(i, other, (score, 1))

    def _shift(self) -> Shift:
        gone: dict[int, list[blocks.Row]] = defaultdict(list)
        come: dict[int, list[blocks.Row]] = defaultdict(list)
        for lists, source in ((gone, self.update.gone), (come, self.update.come)):
            for held in source.values():
                for listed, row in held.items():
                    lists[listed].append(row)
        without = {*self.update.gone, *self.update.come}
        held_lists = self.index.lists({*gone, *come})  # most rare words have no list yet
        change, rows = Shift(), self.index.neighbours(without)
        for listed in sorted({*gone, *come}):
            shift(
                listed,
                gone.get(listed, ()),
                come.get(listed, ()),
                lambda number, row, reach, days: (
                    rows.near(number, row, reach, days) if number in held_lists else ((), ())
                ),
                self.conf,
                change,
            )
        return change

    def _load_for(self, change: Shift) -> None:
        self.view.load_edges({a for a, _ in change.moved})
        fresh = {i for pair in change.fresh for i in pair}
        drawn = {i for (a, b), more in change.moved.items() if more > 0 and b not in self.view.known[a] for i in (a, b)}
        self.view.load(fresh | drawn)

    def _score(self, pair: Pair, lists: int) -> None:
        a, b = self.view.node(pair[0]), self.view.node(pair[1])
        score = self.comparer.score_unless_apart(a.account, b.account)
        if score is not None and score >= least_score(a, b, self.conf):
            self.view.set_edge(*pair, (score, lists))

    def _tie(self) -> None:
        """The accounts of each set of tied claims, those of this lot among them."""
        claims = set().union(*self.tied)
        for i, kept in self.index.accounts_of(self.index.reports_of_claims(claims)).items():
            if i not in self.view.gone:
                self.view.kept.setdefault(i, kept)
        home = {c: i for i, kept in self.view.kept.items() for c in kept.node.claims if c in claims}
        self.ties = [{home[c] for c in tie if c in home} for tie in self.tied]

    # parts

    def _parts(self) -> list[frozenset[int]]:
        """The parts of the graph that may be grouped differently now."""
        changed = {i for i, held in self.view.changed.items() if held} - self.view.gone
        touched = changed | set(self.update.come) | self._outdone(changed - set(self.update.come))
        old_parts = {k.part for k in self.old.values()} - {0}
        found: list[frozenset[int]] = []
        while True:
            touched |= self._beside(touched)
            for tie in self.ties:
                if tie & touched:
                    touched |= tie
                    self.anew |= tie
            self.view.load(touched)
            old_parts |= {self.view.kept[i].part for i in touched} - {0}
            members = self.index.members(old_parts) - self.view.gone
            self.view.load(members)
            more = touched | members
            telling = sorted(i for i in more if self.view.kept[i].node.role == "tells")
            self.view.load_edges(telling)
            found = leaves(telling, self.view.telling, self.conf.cuts)
            more |= {i for part in found for i in part}
            if more == touched:
                return found
            touched = more

    def _outdone(self, changed: set[int]) -> set[int]:
        """Accounts that no longer connect with one of `changed`, which has come to a stronger pair (`leaves`)."""
        view, out = self.view, set()
        view.load_edges(changed)
        for i in changed:
            stay = {j: score for j, score in view.telling(i).items() if j not in view.changed[i]}
            least = strongest(stay, self.conf.cuts.margin)
            out |= {j for j, score in stay.items() if least <= score < inf}
        return out

    def _beside(self, touched: set[int]) -> set[int]:
        """Accounts that a touched denial may speak of now or may have spoken of."""
        self.view.load(touched)
        denials = {i for i in touched if self.view.kept[i].node.role == "denies"}
        near = {j for i in touched for j in self.view.edges(i)}
        self.view.load(near)
        if self.decided.group:  # which group a denial may not join can change with the group
            denials |= {
                j for j in near if (n := self.view.kept[j].node).role == "denies" and n.claims[0] in self.decided.group
            }
        out = set(denials)
        for i in denials:
            out |= set(self.view.edges(i)) | set(self.index.edges([i])[i])
        return out - self.view.gone

    # groups

    def _groups(self, parts: Sequence[frozenset[int]]) -> tuple[set[str], list[Group]]:
        """Ids of incidents that change, and the groups that take their place."""
        view = self.view
        view.load(view.changed)
        denials = {i for i in view.changed if i in view.kept and view.kept[i].node.role == "denies"}
        for i in (i for part in parts for i in part):
            near = view.edges(i)
            view.load(near)
            denials |= {j for j in near if view.kept[j].node.role == "denies"}
        for i in sorted(denials):
            view.load(view.edges(i))
        nodes = {i: k.node for i, k in view.kept.items()}
        groups = [g for part in parts for g in grouped(part, nodes, view.edges, self.comparer, self.conf, self.decided)]
        groups = with_denials(groups, denials, nodes, view.edges, self.comparer, self.decided)
        part_of = {i: min(part) for part in parts for i in part}
        before = {k.incident for k in self.old.values() if k.incident is not None}
        changed = []
        attached: set[int] = set()
        for group in groups:
            made = _made(group)
            attached |= {d for _, d, _ in group.denials}
            same = self.anew.isdisjoint(group.nodes) and all(view.kept[i].made == made for i in group.nodes)
            for i in group.nodes:
                kept = view.kept[i]
                if not same and kept.incident is not None:
                    before.add(kept.incident)
                part = part_of.get(i, 0)
                if not same or kept.part != part:
                    home = kept.incident if same else None
                    self.update.accounts[i] = replace(kept, part=part, made=made, incident=home)
            if not same:
                changed.append(group)
        for i in denials - attached:
            kept = view.kept[i]
            if kept.incident in before:
                self.update.accounts[i] = replace(kept, made="", incident=None)
        for i in self.update.come:
            self.update.accounts.setdefault(i, view.kept[i])
        return before, changed

    # incidents

    def _incidents(self, before: set[str], groups: Sequence[Group]) -> Linked:
        view = self.view
        nodes = {i: k.node for i, k in view.kept.items()}
        chain_claims, gone = self._totals()
        before |= gone
        wanted = {c for g in groups for i in g.nodes for c in nodes[i].claims} | chain_claims
        self.claims.update(self.index.claims(wanted - set(self.claims)))
        reports = self._reports({self.claims[c].report for c in wanted})
        told = ((incident(g, nodes, self.claims, reports, self.comparer, self.rule), g.nodes) for g in groups)
        made: list[tuple[Incident, tuple[int, ...], tuple[str, ...]]] = [(i, of, ()) for i, of in told if i is not None]
        for chain in chains([self.claims[c] for c in sorted(chain_claims)], reports, self.rule):
            made.append((chain, (), chain.claims))
        days = {c: published_day(reports.get(self.claims[c].report)) or 0 for c in wanted}
        made.sort(key=lambda m: (min(days[c] for c in m[0].claims), m[0].id))
        edges = {(a, b): value for a, held in view.changed.items() for b, value in held.items() if a < b}
        self.update.edges.update(edges)
        return Linked(
            tuple(sorted(before)),
            tuple(m[0] for m in made),
            {c: self.claims[c] for c in wanted},
            tuple((m[1], m[2]) for m in made),
            self.update,
        )

    def _totals(self) -> tuple[set[str], set[str]]:
        """The claims of the chains of totals that change, and the incidents that these were."""
        old = self.index.totals_of(self.update.reports)
        new = [
            Total(c.id, seq, "|".join(scope))
            for seq, claims in self.totals.items()
            for c in claims
            if (scope := scope_of(c)) is not None
        ]
        scopes = {t.scope for t in (*old, *new)}
        stay = [t for t in self.index.totals_in(scopes) if t.report not in self.update.reports]
        self.update.totals = [*stay, *new]
        gone = {t.incident for t in (*old, *stay) if t.incident is not None}
        return {t.claim for t in self.update.totals}, gone

    def _reports(self, ids: set[str]) -> dict[str, Report]:
        """The reports of claims, with the originals of near-copies."""
        held = {r.id: r for r in self.reports.values()}
        found = self.index.reports(ids - set(held))
        self.update.read |= {seq for seq, _ in found.values()}
        held.update((key, report) for key, (_, report) in found.items())
        roots = {r.copy_of for r in held.values() if r.copy_of} - set(held)
        held.update((key, report) for key, (_, report) in self.index.reports(sorted(roots)).items())
        return held


def _made(group: Group) -> str:
    """A digest of what a group is: its accounts, the pairs that joined it, and the denials of it."""
    pairs = sorted((a, b, round(score, 6)) for a, b, score in (*group.joins, *group.denials) if score != inf)
    return f"{number(f'{sorted(group.nodes)} {pairs}'):x}"
