"""From the claims of a ledger to its incidents: copies marked, claims linked, the ledger brought up to date.

Only what new, changed or removed reports and decisions touch is linked anew; the result is that of linking everything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from harmledger.decisions import SHAPING, Standing
from harmledger.engine.batch import Linked, link_lot
from harmledger.link import changes, decided, made_by, names
from harmledger.link.constraints import Constraints, Decided
from harmledger.link.linker import DEFAULT_RULE, check_rule
from harmledger.store import RULE, Ledger, Stale

LOT = 5_000  # reports that are linked and written together: bounds memory, and what a kill undoes
COPIES = 1_000  # reports whose near-copies are settled in one transaction
TRIES = 5  # when another program changes the ledger meanwhile


@dataclass(frozen=True, slots=True)
class _Said:
    """What people decided, as linking needs it."""

    standings: Sequence[Standing]
    constraints: Constraints
    groups: Decided

    @classmethod
    def of(cls, standings: Sequence[Standing]) -> _Said:
        constraints = decided.constraints(standings)
        return cls(standings, constraints, Decided.of(constraints))

    def acts(self) -> dict[str, list[Any]]:
        """By decision what it makes of incidents, and its claims."""
        return {
            s.decision.id: [s.decision.action, s.decision.value, s.decision.reason, *sorted(_claims(s))]
            for s in self.standings
            if s.live
        }

    def text(self) -> str:
        """All of it as text, to tell whether it has changed."""
        bonds = [sorted(self.constraints.together), sorted(self.constraints.apart)]
        return json.dumps([bonds, self.acts()], sort_keys=True)

    def changed_since(self, text: str) -> set[str]:
        """The claims of which something else was decided when `text` was written."""
        bonds, acts = json.loads(text)
        before = Decided.of(Constraints(*(frozenset((a, b) for a, b in pairs) for pairs in bonds)))
        old, new = _bonds(before), _bonds(self.groups)
        other = {group for group in {**old, **new} if old.get(group) != new.get(group)}
        out = {claim for bonds in (old, new) for group in other & set(bonds) for claim in bonds[group][0]}
        now = self.acts()
        for name in {*acts, *now}:
            if acts.get(name) != now.get(name):
                out |= {*acts.get(name, ())[3:], *now.get(name, ())[3:]}
        return out


def relink(ledger: Ledger, rule: str | None = None) -> dict[str, str]:
    """Bring near-copies and incidents up to date with the reports and decisions, or incidents to another rule.

    The ledger remembers the rule by which best figures are chosen; None: that one, or the usual where none was named.
    Gives report id -> id of the original for the near-copies among the reports that were linked now, nothing where all
    was up to date. The result does not depend on the order in which the reports were read.
    """
    if rule is not None:
        check_rule(rule)
        if rule != rule_of(ledger):
            ledger.put_setting(RULE, rule, relink=True)
    elif not ledger.needs_link():
        return {}
    copies: dict[str, str] = {}
    run = None
    for left in reversed(range(TRIES)):
        rule = rule_of(ledger)
        revision = ledger.revision()  # before anything is read: what another run adds meanwhile waits for the next link
        waiting = list(ledger.links().waiting())
        for at in range(0, len(waiting), COPIES):
            found, marked = ledger.settle_copies(waiting[at : at + COPIES])
            copies.update(found)
            revision += marked
        try:
            said, waiting = _begin(ledger, rule)
            while waiting:
                size, run = _lot(ledger, waiting, said, rule, run)
                waiting = waiting[size:]
            break
        except Stale:  # others may have added or decided something since: from the beginning, with what is left
            if not left:
                raise
    ledger.linked(revision)
    return copies


def _begin(ledger: Ledger, rule: str) -> tuple[_Said, list[int]]:
    """What people decided, and the reports that wait to be linked by it."""
    said = _Said.of(ledger.standing(actions=SHAPING))
    _prepare(ledger, rule, said)
    waiting = list(ledger.links().waiting())
    again = ledger.links().known(waiting)  # in one lot: their old accounts must not meet those of other reports
    waiting.sort(key=lambda seq: seq not in again)
    return said, waiting


def rule_of(ledger: Ledger) -> str:
    """The rule by which the ledger's best figures are chosen."""
    return ledger.setting(RULE) or DEFAULT_RULE


def _prepare(ledger: Ledger, rule: str, said: _Said) -> None:
    """Let what was linked by other weights, another rule or other decisions wait to be linked anew."""
    index = ledger.links()
    by, now, before = made_by(rule), said.text(), index.state("decided")
    if index.state("made by") != by or before is None:
        ledger.forget_links({"made by": by, "decided": now})
    elif before != now:
        ledger.forget_links({"decided": now}, index.reports_of_claims(said.changed_since(before)))


def _claims(standing: Standing) -> set[str]:
    return {*standing.named(), *standing.named("with")}


def _bonds(groups: Decided) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The claims of each group, and the groups that it may not meet."""
    members: dict[str, set[str]] = {}
    for claim, group in groups.group.items():
        members.setdefault(group, set()).add(claim)
    return {group: (frozenset(held), groups.foes.get(group, frozenset())) for group, held in members.items()}


def _lot(ledger: Ledger, waiting: Sequence[int], said: _Said, rule: str, run: int | None) -> tuple[int, int | None]:
    """Link the first of these reports and store what changes; gives how many, and the run in the log of changes."""
    index = ledger.links()
    marks = index.waiting()
    stray = index.stray_incidents() if index.empty() else []
    # Incidents that the index did not make are replaced together, so that each keeps its id.
    size = len(waiting) if stray else max(LOT, len(index.known(waiting)))
    lot = {seq: marks[seq] for seq in islice(waiting, size) if seq in marks}
    graded = [_claims(s) for s in said.standings if s.live and s.decision.action == "grade"]
    found = link_lot(index, lot, said.groups, rule, [*graded, *index.lent_names(lot)])
    found.update.state = {"made by": made_by(rule), "decided": said.text()}
    return size, _put(ledger, replace(found, before=tuple(sorted({*found.before, *stray}))), said.standings, run)


def _put(ledger: Ledger, found: Linked, standings: Sequence[Standing], run: int | None) -> int | None:
    """Store incidents in place of those before, under ids that last, with a log of what changed.

    `standings`: the decisions that shaped them, whose grades go before the rule's.
    """
    before = ledger.links().incidents(found.before)
    held = ledger.names([i.id for i in before], [c for i in found.after for c in i.claims])
    named = names.assign(before, found.after, held, found.claims, ledger.has_name)
    shaped = decided.shaped(named.incidents, standings)
    return ledger.update_incidents(
        [i.id for i in before],
        shaped,
        found.settled([i.id for i in shaped]),
        names=named.names,
        changes=changes.between(before, shaped),
        run=run,
    )
