"""What public pages go without, by rule and without the content; inside, what a public site would withhold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harmledger.publish.privacy import PublicLedger, policy
from harmledger.publish.privacy.policy import Policy
from harmledger.publish.privacy.withheld import SIGNED, Withheld, unsigned
from harmledger.serve.desk import Desk
from harmledger.serve.pages import Page

LISTED = 500  # things in the page; counts are of all


@dataclass(frozen=True)
class WithheldView:
    """The rules, and what each withholds; `rows` is None where that has not been asked for."""

    policy: Policy
    rows: Sequence[Withheld] | None
    by_rule: Sequence[tuple[str, str, int]]  # rule, kind of thing, how many

    @property
    def things(self) -> int:
        """How many things are withheld; decisions are not, but shown unsigned."""
        return sum(n for _, kind, n in self.by_rule if kind != SIGNED)

    @property
    def unsigned(self) -> str:
        """What is said of decisions that are shown without who made them."""
        return unsigned(sum(n for _, kind, n in self.by_rule if kind == SIGNED))

    @property
    def listed(self) -> Sequence[Withheld]:
        """The first of the rows."""
        return (self.rows or ())[:LISTED]


def withheld(desk: Desk, key: str) -> WithheldView:
    """The public list; inside, the rules alone, since screening a ledger takes its time."""
    if isinstance(desk.ledger, PublicLedger):
        return _view(desk.ledger.policy, desk.ledger.withheld())
    return _view(policy.load(), None)


def would_be(desk: Desk, key: str) -> WithheldView:
    """What a public site would withhold, screened now."""
    if isinstance(desk.ledger, PublicLedger):
        return withheld(desk, key)
    with PublicLedger(desk.ledger) as public:
        return _view(public.policy, public.withheld())


def _view(rules: Policy, rows: Sequence[Withheld] | None) -> WithheldView:
    counts = Counter((r.rule, r.kind) for r in rows or () if not r.released)
    order = list(rules.rules)
    found = sorted(((rule, kind, n) for (rule, kind), n in counts.items()), key=lambda x: (order.index(x[0]), x[1]))
    return WithheldView(rules, rows, found)


def _served(desk: Desk) -> Iterable[str]:
    return ("",) if desk.server else ()


PAGES = (
    Page("withheld", "withheld.html", "withheld.html", withheld),
    Page("would-be-withheld", "withheld-now.html", "withheld.html", would_be, _served, server_only=True),
)
