"""Accounts and likely pairs of a ledger as they will be once a lot of reports is linked, read as they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf

from harmledger.link.constraints import Decided
from harmledger.link.linker import hub_of
from harmledger.link.nodes import Node
from harmledger.store.link_index import Kept, LinkIndex


@dataclass
class View:
    """The accounts and likely pairs as they will be: what the index holds, with the changes of this lot."""

    index: LinkIndex
    decided: Decided
    kept: dict[int, Kept] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    known: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)  # as the index holds them
    changed: dict[int, dict[int, tuple[float, int] | None]] = field(default_factory=lambda: defaultdict(dict))
    _new: dict[str, int] = field(default_factory=dict)  # claim -> account of this lot
    _claims: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # of each group that people made
    _stay: dict[str, int] = field(default_factory=dict)  # claim -> account that stays
    _held: dict[str, tuple[set[int], int | None]] = field(default_factory=dict)  # its accounts

    def __post_init__(self) -> None:
        for claim, group in self.decided.group.items():
            self._claims[group].append(claim)

    def put(self, kept: Kept) -> None:
        """Take in an account of this lot."""
        self.kept[kept.node.id] = kept
        self.known[kept.node.id] = {}
        if self._claims:
            self._new.update(dict.fromkeys(kept.node.claims, kept.node.id))

    def load(self, ids: Iterable[int]) -> None:
        """Read these accounts, those that are not at hand."""
        missing = [i for i in ids if i not in self.kept and i not in self.gone]
        if missing:
            self.kept.update(self.index.accounts(missing))

    def load_edges(self, ids: Iterable[int]) -> None:
        """Read the likely pairs of these accounts."""
        missing = [i for i in ids if i not in self.known]
        if missing:
            self.known.update(self.index.edges(missing))

    def node(self, i: int) -> Node:
        """One account."""
        if i not in self.kept:
            self.load([i])
        return self.kept[i].node

    def stored(self, a: int, b: int) -> tuple[float, int] | None:
        """The score and support of a pair as the index holds it."""
        self.load_edges([a])
        return self.known[a].get(b)

    def set_edge(self, a: int, b: int, value: tuple[float, int] | None) -> None:
        """A pair as it will be; None where it will be none."""
        self.changed[a][b] = self.changed[b][a] = value

    def edges(self, i: int) -> dict[int, float]:
        """The likely pairs of an account as they will be, with their scores."""
        self.load_edges([i])
        out = {j: score for j, (score, _) in self.known[i].items() if j not in self.gone}
        for j, value in self.changed.get(i, {}).items():
            if value is None:
                out.pop(j, None)
            else:
                out[j] = value[0]
        if self._claims:
            for j in self._forced(i):
                out[j] = inf
        return out

    def _forced(self, i: int) -> Iterator[int]:
        """Those that people brought together with an account: they hang together, whatever their score."""
        for group in {self.decided.group[c] for c in self.node(i).claims if c in self.decided.group}:
            held, hub = self._accounts(group)
            if hub is not None:
                yield from held - {i} if i == hub else {hub}

    def _accounts(self, group: str) -> tuple[set[int], int | None]:
        """The accounts of a group that people made, as they will be, and its hub."""
        if group not in self._held:
            claims = self._claims[group]
            for i, kept in self.index.accounts_of(self.index.reports_of_claims(claims)).items():
                if i not in self.gone:
                    self.kept.setdefault(i, kept)
                    self._stay.update(dict.fromkeys(self.kept[i].node.claims, i))
            homes = (self._new.get(c, self._stay.get(c)) for c in claims)
            held = {i for i in homes if i is not None}
            self._held[group] = held, hub_of(held, {i: self.kept[i].node for i in held})
        return self._held[group]

    def telling(self, i: int) -> dict[int, float]:
        """Those of its pairs that are with accounts that tell of an event, not deny it."""
        found = self.edges(i)
        self.load(found)
        self.load_edges(found)  # the next to be asked for
        return {j: score for j, score in found.items() if self.kept[j].node.role == "tells"}
