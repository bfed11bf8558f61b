"""What analyses read: claims, incidents with their claims, and reports without their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from harmledger.errors import NotFound
from harmledger.records import Claim, Incident, Report
from harmledger.store import ALL, Filter, Readable

_TEXTS = 64  # texts of reports that are kept at hand: claims come report by report
Account = tuple[Incident, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Material:
    """Records that can be gone through again and again; claims that people rejected are left out."""

    claims: Callable[[], Iterator[Claim]]  # in order of document, report and place in it; of every modality
    incidents: Callable[[], Iterator[Account]]  # by date, each with all its claims in the incident's order
    reports: Callable[[], Mapping[str, Report]]  # by id, without texts
    text: Callable[[str], str] = lambda name: ""  # of one report, by its id; empty where it is not at hand


def of_ledger(ledger: Readable, which: Filter = ALL) -> Material:
    """What a ledger holds for a filter, read when asked for: an incident fits through one of its claims."""
    which = replace(which, limit=None, offset=0)

    def claims() -> Iterator[Claim]:
        return (c for c in ledger.claims(which) if c.status != "rejected")

    def incidents() -> Iterator[Account]:
        for incident in ledger.incidents(which):
            own = {c.id: c for c in ledger.claims(Filter(incident=incident.id)) if c.status != "rejected"}
            yield incident, tuple(own[i] for i in incident.claims if i in own)

    @lru_cache(maxsize=_TEXTS)
    def text(name: str) -> str:
        try:
            return ledger.report(name).text
        except NotFound:
            return ""

    reports = _Reports(ledger)
    return Material(claims, incidents, lambda: reports, text)


def of_part(ledger: Readable, claims: Iterable[Claim], accounts: Iterable[Account]) -> Material:
    """Claims and incidents of a ledger that are at hand already, with its reports and texts read when asked for."""
    kept = sorted((c for c in claims if c.status != "rejected"), key=_place_in_report)
    listed = sorted(accounts, key=lambda account: _by_date(account[0]))
    return replace(of_ledger(ledger), claims=lambda: iter(kept), incidents=lambda: iter(listed))


class _Reports(Mapping[str, Report]):
    """The reports of a ledger by id, each read when it is asked for: few of a large ledger are."""

    def __init__(self, ledger: Readable) -> None:
        self._ledger = ledger
        self._heads: dict[str, Report] = {}

    def __getitem__(self, key: str) -> Report:
        if key not in self._heads:
            try:
                self._heads[key] = _head(self._ledger.report(key))
            except NotFound:
                raise KeyError(key) from None
        return self._heads[key]

    def __iter__(self) -> Iterator[str]:
        return (r.id for r in self._ledger.reports())

    def __len__(self) -> int:
        return self._ledger.counts().reports


def of_records(claims: Iterable[Claim], incidents: Iterable[Incident] = (), reports: Iterable[Report] = ()) -> Material:
    """Records at hand as material, in the order in which a ledger would give them."""
    kept = sorted((c for c in claims if c.status != "rejected"), key=_place_in_report)
    by_id = {c.id: c for c in kept}
    listed = sorted(incidents, key=_by_date)
    given = tuple(reports)
    heads, texts = {r.id: _head(r) for r in given}, {r.id: r.text for r in given}
    return Material(
        lambda: iter(kept),
        lambda: ((i, tuple(by_id[c] for c in i.claims if c in by_id)) for i in listed),
        lambda: heads,
        lambda name: texts.get(name, ""),
    )


def _head(report: Report) -> Report:
    return replace(report, text="", regions=())


def _place_in_report(claim: Claim) -> tuple[str, str, int, str]:
    return claim.document, claim.report, claim.quotes[0].start if claim.quotes else 0, claim.id


def _by_date(incident: Incident) -> tuple[bool, str, str]:
    start = incident.time.start if incident.time else None
    return start is None, str(start or ""), incident.id
