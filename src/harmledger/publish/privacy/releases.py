"""What people have released: live decisions that name a rule of the policy, or one person's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from harmledger.decisions import Standing
from harmledger.publish.privacy.policy import NAMED
from harmledger.store.fold import fold


@dataclass
class Releases:
    """Decision ids by what they release: (report or claim, rule or folded name) -> the first that does."""

    by: dict[tuple[str, str], str] = field(default_factory=dict)
    reports: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # report -> folded names

    def of(self, subject: str, what: str) -> str:
        """The decision that releases a thing of a claim or report, "" where none does."""
        return self.by.get((subject, what), "")


def releases(standings: Iterable[Standing]) -> Releases:
    """The live releases; one of a claim or incident holds for the report of each of its claims, as far as names go."""
    out = Releases()
    for standing in standings:
        act = standing.decision
        if act.action != "release" or not standing.live:
            continue
        what = act.value.strip()
        if what.lower().startswith(NAMED):
            what = NAMED + fold(what[len(NAMED) :].strip())
        subjects = [*(c for c in standing.claims if c), *(s for s in act.subjects if s.startswith("r-"))]
        if what.startswith(NAMED):
            subjects += [a.report for a in act.anchors]
        for subject in subjects:
            out.by.setdefault((subject, what), act.id)
            if what.startswith(NAMED):
                out.reports[subject].add(what[len(NAMED) :])
    return out
