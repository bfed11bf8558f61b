"""What people decided, in a ledger file: added in one transaction with its effect on claims, and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from harmledger.decisions import Decision, Standing
from harmledger.records import Claim
from harmledger.store import decide_in, decided
from harmledger.store.connection import Connection
from harmledger.store.guard import guarded


class Deciding(Connection):
    """The part of a ledger file that keeps decisions."""

    def decide(self, drafts: Sequence[Decision], seen: Mapping[str, str] | None = None) -> tuple[Decision, ...]:
        """Add decisions and apply them to their claims, all or none; gives them with their times and ids."""
        with self._transaction() as db:
            return decide_in.add(db, drafts, seen or {})

    def import_decisions(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Add decisions of another ledger, and apply them; gives those that were new."""
        with self._transaction() as db:
            return decide_in.take_in(db, decisions)

    def standing(self, *, on: Iterable[str] | None = None, actions: Sequence[str] = ()) -> tuple[Standing, ...]:
        """Decisions as they stand, in the order in which they act: all, those on these ids, or of actions."""
        with guarded(self._path):
            return tuple(decided.all_standing(self._db, on=on, actions=actions))

    def decision(self, key: str) -> Decision:
        """The decision with this id or unique beginning of it, else NotFound."""
        with guarded(self._path):
            return decided.find(self._db, key)

    def state(self, subject: str) -> str:
        """A short hash of what a reviewer sees of a claim or incident; of a decision "live" or "undone"."""
        with guarded(self._path):
            return decided.state(self._db, subject)

    def machine_claims(self, report: str) -> tuple[Claim, ...]:
        """The claims of a report as the reader wrote them, before any decision, without their incidents."""
        found = self._one("SELECT seq FROM report WHERE id = ?", report)
        with guarded(self._path):
            return tuple(decided.machine_claims(self._db, found[0])) if found else ()

    def touched(self, since: int) -> tuple[int, frozenset[str]]:
        """What was written since a mark: the new mark, and the ids of what it touched; see `Readable`."""
        with guarded(self._path):
            found = self._db.execute("SELECT mark, key FROM touched WHERE mark > ? ORDER BY mark", (since,)).fetchall()
        return (found[-1][0] if found else since), frozenset(key for _, key in found)
