"""Accounts as linking keeps them: what one report tells of one event, with a number that follows from its claims."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from harmledger.link import blocks
from harmledger.link.accounts import Account, known_by, merge, single
from harmledger.link.clusters import Edge, cluster
from harmledger.link.compare import Comparer
from harmledger.link.constraints import Decided
from harmledger.link.layout import Layout
from harmledger.link.settings import Settings, settings
from harmledger.records import Claim, Join, Report

Role = Literal["tells", "denies"]


@dataclass(frozen=True, slots=True)
class Node:
    """An account without its claims' records: `id` follows from the first claim, so that it needs no register."""

    id: int  # 63 bits
    account: Account  # its `claims` are left out
    claims: tuple[str, ...]  # ids, sorted
    role: Role = "tells"
    inner: tuple[Join, ...] = ()  # between claims of the report that became one account
    near: tuple[tuple[int, float], ...] = ()  # of a denial: accounts of its own report that it may speak of, and scores


def number(text: str) -> int:
    """63 bits that follow from a text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1


def tell(
    claims: Sequence[Claim], report: Report | None, comparer: Comparer, conf: Settings, decided: Decided
) -> list[Node]:
    """The accounts that one report gives of events, and its denials, in canonical order.

    `claims` are all of the report. Pure: depends on the report, its claims and what people decided about them alone.
    """
    events = [c for c in claims if c.kind == "event" and c.modality in ("actual", "denied")]
    layout = Layout(report) if events else None
    if layout is None:
        return []
    told = _ordered([single(c, report, layout) for c in events if c.modality == "actual"])
    nodes = _told(told, comparer, conf, decided)
    denials = _ordered([single(c, report, layout) for c in events if c.modality == "denied"])
    if not denials:
        return nodes
    everyone = [*((n.account, n.id) for n in nodes), *((d, None) for d in denials)]
    everyone.sort(key=lambda pair: pair[0].order)
    near: dict[str, list[tuple[int, float]]] = {d.order[1]: [] for d in denials}
    for i, j in blocks.within_report([a for a, _ in everyone], conf):
        for (denial, own), (account, other) in ((everyone[i], everyone[j]), (everyone[j], everyone[i])):
            if own is None and other is not None:
                score = comparer.score_unless_apart(denial, account)
                if score is not None and score >= conf.number("dispute", "least"):
                    near[denial.order[1]].append((other, score))
    nodes = _with_denied(nodes, denials, near)
    for d in denials:
        claim = d.order[1]
        nodes.append(Node(number(claim), _bare(d), (claim,), "denies", near=tuple(sorted(near[claim]))))
    return sorted(nodes, key=lambda n: n.account.order)


def _with_denied(
    nodes: Sequence[Node], denials: Sequence[Account], near: Mapping[str, Sequence[tuple[int, float]]]
) -> list[Node]:
    """An account that stands beside a denial of the same event ("it was their missile") is known by its words too."""
    spoken: dict[int, list[Account]] = {}
    for d in denials:
        if near[d.order[1]]:
            best, _ = min(near[d.order[1]], key=lambda pair: (-pair[1], pair[0]))
            spoken.setdefault(best, []).append(d)
    return [replace(n, account=known_by(n.account, spoken[n.id])) if n.id in spoken else n for n in nodes]


def _told(singles: Sequence[Account], comparer: Comparer, conf: Settings, decided: Decided) -> list[Node]:
    bonds = decided.bonds([c.id for c in a.claims] for a in singles)
    scores = (
        (i, j, comparer.score_unless_apart(singles[i], singles[j])) for i, j in blocks.within_report(singles, conf)
    )
    edges = [Edge(i, j, score) for i, j, score in scores if score is not None]
    groups = cluster(len(singles), edges, lambda i, j: comparer.score(singles[i], singles[j]), conf, bonds)
    home = {i: group for group in groups.members for i in group}
    inner: dict[tuple[int, ...], list[Join]] = {}
    for e in groups.joins:
        inner.setdefault(home[e.a], []).append(join(singles[e.a], singles[e.b], comparer, e.score))
    out = []
    for group in groups.members:
        account = merge([singles[i] for i in group])
        ids = tuple(c.id for c in account.claims)
        out.append(Node(number(account.order[1]), _bare(account), ids, inner=tuple(inner.get(group, ()))))
    return out


def join(a: Account, b: Account, comparer: Comparer, score: float) -> Join:
    """The join of two accounts, known by their first claims, with its reasons."""
    return Join(a.order[1], b.order[1], round(score, 2), comparer.reasons(a, b), settings().probability(score))


def _ordered(accounts: list[Account]) -> list[Account]:
    return sorted(accounts, key=lambda a: a.order)


def _bare(account: Account) -> Account:
    return replace(account, claims=())
