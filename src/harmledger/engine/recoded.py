"""What a newer reader made of a report's claims, and what becomes of the decisions on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from harmledger import anchors
from harmledger.decisions import Standing
from harmledger.decisions.follow import follow
from harmledger.records import Claim, Report


@dataclass(frozen=True, slots=True)
class Recoded:
    """A report's claims before and after: how many say the same, the ids of the others."""

    same: int
    changed: tuple[str, ...]  # ids of before
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.changed or self.gone or self.new)


def compare(before: Sequence[Claim], after: Sequence[Claim]) -> Recoded:
    """How the claims of one report changed; a claim of another id on the same words is the same claim, changed.

    The versions that claims bear do not count: what says the same is the same.
    """
    now = {claim.id: claim for claim in after}
    left = {claim.id: claim for claim in after}
    same, changed, gone = 0, list[str](), list[str]()
    for claim in before:
        if (found := left.pop(claim.id, None)) is not None:
            if _said(claim) == _said(found):
                same += 1
            else:
                changed.append(claim.id)
    for claim in before:
        if claim.id not in now:
            other = anchors.follow(anchors.anchor_of(claim), left.values())
            (gone if other is None else changed).append(claim.id)
            if other is not None:
                del left[other.id]
    return Recoded(same, tuple(changed), tuple(gone), tuple(left))


def _said(claim: Claim) -> Claim:
    return replace(claim, versions={}, incident=None)


class Ties:
    """Which decisions hold on, which lose their claim and which find it again, as reports are coded anew."""

    def __init__(self, standings: Sequence[Standing]) -> None:
        """`standings`: the decisions as they stand before."""
        self.retied: set[str] = set()
        self.lost: set[str] = set()
        self.found: set[str] = set()
        self._by_claim: dict[str, list[tuple[Standing, int]]] = defaultdict(list)
        self._without: dict[str, list[tuple[Standing, int]]] = defaultdict(list)  # by report: its id, text or document
        for standing in standings:
            for at, (subject, claim) in enumerate(zip(standing.decision.anchors, standing.claims, strict=True)):
                if not standing.live or subject.role:
                    continue
                if claim is not None:
                    self._by_claim[claim].append((standing, at))
                else:
                    for key in {subject.report, subject.text_sha256, subject.document} - {""}:
                        self._without[key].append((standing, at))

    def follow(self, report: Report, before: Sequence[Claim], after: Sequence[Claim], change: Recoded) -> None:
        """Follow the decisions on one report from its claims before to those after."""
        altered = {*change.changed, *change.gone}
        for claim in before:
            for standing, at in self._by_claim.get(claim.id, ()) if claim.id in altered else ():
                now = follow(standing.decision.anchors[at], after, report)
                (self.lost if now is None else self.retied).add(standing.decision.id)
        for key in (report.id, report.text_sha256, report.document):
            for standing, at in self._without.get(key, ()):
                if follow(standing.decision.anchors[at], after, report) is not None:
                    self.found.add(standing.decision.id)
