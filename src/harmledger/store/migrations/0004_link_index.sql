-- What linking keeps so that new reports are linked without comparing old ones again. It is no content: all of it follows
-- from reports, claims and decisions, and is made anew where it is missing.

-- Reports whose claims changed since they were last linked; `mark` tells one change from the next.
CREATE TABLE link_waiting (
    report INTEGER PRIMARY KEY REFERENCES report (seq) ON DELETE CASCADE,
    mark INTEGER NOT NULL
);
INSERT INTO link_waiting SELECT seq, 0 FROM report;
CREATE TRIGGER link_report_new AFTER INSERT ON report BEGIN
    INSERT OR REPLACE INTO link_waiting SELECT new.seq, claims FROM revision;
END;
CREATE TRIGGER link_report_changed AFTER UPDATE ON report BEGIN
    INSERT OR REPLACE INTO link_waiting SELECT new.seq, claims FROM revision;
END;
CREATE TRIGGER link_claim_changed AFTER UPDATE ON claim BEGIN
    INSERT OR REPLACE INTO link_waiting SELECT new.report, claims FROM revision;
END;

-- Accounts (what a report tells of one event) by a number that follows from their first claim.
CREATE TABLE link_account (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,    -- report.seq
    part INTEGER NOT NULL,      -- smallest account of the part of the graph that was grouped by itself; 0: in none
    made TEXT NOT NULL,         -- digest of the group that it stands in; '' in none
    incident TEXT,              -- id of that group's incident
    record TEXT NOT NULL
);
CREATE INDEX link_account_report ON link_account (report);
CREATE INDEX link_account_part ON link_account (part);

-- The lists by which accounts find those they are compared with.
CREATE TABLE link_row (
    list INTEGER NOT NULL,
    day INTEGER NOT NULL,
    account INTEGER NOT NULL,
    report INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    PRIMARY KEY (list, day, account)
) WITHOUT ROWID;

-- Pairs that may be of one event, both ways round; `support` is the number of lists that bring them together.
CREATE TABLE link_edge (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    support INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;

-- Claims of running totals, by what they count.
CREATE TABLE link_total (
    claim TEXT PRIMARY KEY,
    report INTEGER NOT NULL,
    scope TEXT NOT NULL,
    incident TEXT
) WITHOUT ROWID;
CREATE INDEX link_total_report ON link_total (report);
CREATE INDEX link_total_scope ON link_total (scope);

-- By which weights, rule and decisions the incidents were made, and how often the index was written.
CREATE TABLE link_state (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
