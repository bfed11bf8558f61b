-- What the user chose for this ledger, and what a later run must know of an earlier one; no content.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
