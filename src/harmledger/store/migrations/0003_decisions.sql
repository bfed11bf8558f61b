-- What people decided: only ever added to. The record is JSON; the chain hashes each line together with the one before.
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    action TEXT NOT NULL,
    record TEXT NOT NULL,
    chain TEXT NOT NULL
);
CREATE INDEX decision_order ON decision (at, id);
CREATE INDEX decision_action ON decision (action);
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE (ABORT, 'decisions are append-only');
END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE (ABORT, 'decisions are append-only');
END;

-- Which claim of today each claim of a decision is; NULL while there is none. Made anew whenever a report is.
CREATE TABLE decision_claim (
    decision INTEGER NOT NULL REFERENCES decision (seq),
    position INTEGER NOT NULL,
    report TEXT NOT NULL,
    document TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    claim TEXT,
    PRIMARY KEY (decision, position)
) WITHOUT ROWID;
CREATE INDEX decision_claim_report ON decision_claim (report);
CREATE INDEX decision_claim_text ON decision_claim (text_sha256);
CREATE INDEX decision_claim_document ON decision_claim (document);
CREATE INDEX decision_claim_claim ON decision_claim (claim);

-- The ids that a decision names, as they were.
CREATE TABLE decision_subject (
    subject TEXT NOT NULL,
    decision INTEGER NOT NULL REFERENCES decision (seq),
    PRIMARY KEY (subject, decision)
) WITHOUT ROWID;

-- Claims that people decided on: their status, and the record that the reader wrote before any decision.
CREATE TABLE decided_claim (
    claim INTEGER PRIMARY KEY REFERENCES claim (seq) ON DELETE CASCADE,
    status TEXT NOT NULL,
    machine TEXT NOT NULL
);
CREATE INDEX decided_claim_status ON decided_claim (status, claim);
