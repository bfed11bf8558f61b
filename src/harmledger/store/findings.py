"""What was found in the texts of a ledger file, kept beside them so that it is looked for once."""

from __future__ import annotations

from collections.abc import Mapping

from harmledger.store.connection import Connection
from harmledger.store.guard import guarded


class Findings(Connection):
    """The part of a ledger file that keeps findings."""

    def findings(self, by: str) -> dict[str, str]:
        """What a finder of this version found: hash of the text -> what it wrote."""
        with guarded(self._path):
            return dict(self._db.execute("SELECT text_sha256, found FROM finding WHERE by = ?", (by,)))

    def keep_findings(self, by: str, found: Mapping[str, str]) -> None:
        """Keep what a finder found, by hash of the text; what its other versions found is dropped."""
        kind = by.partition("/")[0]
        with self._transaction() as db:
            db.execute("DELETE FROM finding WHERE by <> ? AND by LIKE ? || '/%'", (by, kind))
            db.executemany("INSERT OR REPLACE INTO finding VALUES (?, ?, ?)", ((by, t, f) for t, f in found.items()))
